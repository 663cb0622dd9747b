"""What came into the diary so far, each file undoable; and what became of the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

from data.errors import StoreError
from data.ingested import APP, EDIT
from ui import components, entrance, loaders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.page import Page
    from ui.text import Text

_CHANGED: Final = {
    "try": "movements.edit.history",
    "day": "session.edit.day.history",
    "factor": "session.edit.factor.history",
}
SHOWN: Final = 15
"""Entries made by hand that are shown at once."""


def show(page: Page) -> None:
    """Every import, newest first; an undone file brings the earlier values back."""
    text = page.text
    records = entrance.imports(page)
    if not records:
        return
    components.subtitle(text("diary.history.title"))
    hidden = _hidden(records)
    for one in records:
        if one["id"] in hidden:
            continue
        with st.container(key=f"import-{one['id']}", horizontal=True, vertical_alignment="center"):
            components.html(_record(one, text))
            label, act = (
                ("diary.history.redo", loaders.redo)
                if one["undone"]
                else ("diary.history.undo", loaders.undo)
            )
            if st.button(text(label), key=f"undo_{one['id']}", type="tertiary"):
                _changed(page, act, int(str(one["id"])))
    if hidden and st.button(text("session.history.more", n=len(hidden)), key="history_more"):
        st.session_state.history_shown = _shown() + SHOWN
        st.rerun()


def _changed(page: Page, act: Callable[[int], None], number: int) -> None:
    """Undo or redo one import; what the store refuses is said, and the page stays."""
    from ui import returned

    try:
        act(number)
        st.session_state.said = ""
        returned.make_way(page)
    except StoreError as error:
        components.problem(page, error)
        return
    st.rerun()


def _shown() -> int:
    return int(st.session_state.get("history_shown", SHOWN))


def _hidden(records: Sequence[dict[str, object]]) -> set[object]:
    """Entries made by hand before the newest ones; files are always shown."""
    by_hand = [one["id"] for one in records if one["source"] in {EDIT, APP}]
    return set(by_hand[_shown() :])


def _record(one: dict[str, object], text: Text) -> str:
    """Name, days and lines of a file, and when it came in; of a try changed or a day typed by hand, which and when."""
    if one["source"] in {EDIT, APP}:
        return _by_hand(one, text)
    rows = int(str(one["rows"]))
    said = [text("report_in.rows_read", n=rows, rows=text.number(rows, 0))]
    first, last = one["first_day"], one["last_day"]
    if first == first and first is not None:
        said.insert(0, text.period(first, last) if first != last else text.day(first))  # type: ignore[arg-type]
    when = text("diary.history.at", day=text.day(one["at"]))  # type: ignore[arg-type]
    if one["undone"]:
        when += " · " + text("diary.history.undone")
    return Markup('<p class="pm-column"><b>{}</b> <span>{}</span><br><small>{}</small></p>').format(
        one["name"], " · ".join(said), when
    )


def _by_hand(one: dict[str, object], text: Text) -> str:
    day, made = text.day(one["first_day"]), text.day(one["at"])  # type: ignore[arg-type]
    if one["source"] == EDIT:
        words = text(_CHANGED[str(one["shape"])], movement=one["name"], day=day, made=made)
    elif one["shape"] == "try":
        words = text("session.history.try", movement=one["name"], day=day, made=made)
    else:
        words = text("diary.history.typed", day=day, made=made)
    undone = text("diary.history.undone") if one["undone"] else ""
    return Markup('<p class="pm-column">{}<br><small>{}</small></p>').format(words, undone)
