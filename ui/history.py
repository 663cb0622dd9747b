"""What came into the diary so far, each file undoable; and what became of the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from data.ingested import APP, EDIT
from ui import components, loaders

if TYPE_CHECKING:
    from ui.page import Page
    from ui.text import Text


def show(page: Page) -> None:
    """Every import, newest first; an undone file brings the earlier values back."""
    text = page.text
    records = components.imports(page)
    if not records:
        return
    components.subtitle(text("diary.history.title"))
    for one in records:
        with st.container(key=f"import-{one['id']}", horizontal=True, vertical_alignment="center"):
            components.html(_record(one, text))
            label, act = (
                ("diary.history.redo", loaders.redo)
                if one["undone"]
                else ("diary.history.undo", loaders.undo)
            )
            if st.button(text(label), key=f"undo_{one['id']}", type="tertiary"):
                act(int(str(one["id"])))
                st.session_state.said = ""
                st.rerun()


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
    if one["source"] == APP:
        words = text("diary.history.typed", day=day, made=made)
    else:
        words = text("movements.edit.history", movement=one["name"], day=day, made=made)
    undone = text("diary.history.undone") if one["undone"] else ""
    return Markup('<p class="pm-column">{}<br><small>{}</small></p>').format(words, undone)
