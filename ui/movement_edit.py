"""One try as it was written down, in fields: saving makes a layer over the diary that can be undone."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from data.errors import StoreError
from ui import components, loaders
from ui.charts import shapes
from ui.words import dose, dose_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.entries import Entry
    from analysis.results import MovementAssessment
    from ui.page import Page
    from ui.text import Text

DOSES: Final = {
    "weight_kg": 500.0,
    "sets": 100.0,
    "reps": 10_000.0,
    "duration_s": 86_400.0,
    "distance_m": 500_000.0,
}
"""Parts of a load that can be changed, with the largest value the diary takes."""


def name(entry: Entry, text: Text) -> str:
    """What tells a try apart in a list: day, time, number. Nothing a change alters, the list keeps its old words."""
    number = text("movements.tries.number", number=entry.seq + 1) if entry.seq else ""
    return " · ".join(part for part in (text.short_day(entry.day), entry.time or "", number) if part)


def label(entry: Entry, text: Text) -> str:
    """One try in a line: day, time, felt pain, load."""
    parts = [
        name(entry, text),
        text("movements.tries.felt", felt=text.amount(entry.done.felt)),
        dose_short(entry.done.dose, text),
    ]
    return " · ".join(part for part in parts if part)


def show(page: Page, one: MovementAssessment, entry: Entry, single: str) -> None:
    """The try as it was written down, in fields; saving makes a layer that can be undone."""
    text = page.text
    which = f"{zlib.crc32(repr(entry).encode()):08x}"
    components.paragraph(entry_words(entry, text))
    with st.form(f"edit-{which}", border=False):
        names = _fields(page, one, entry, which)
        st.text_area(
            text("movements.edit.note"), value=entry.note, key=f"note_{which}", max_chars=2000, height=80
        )
        with st.container(horizontal=True):
            st.form_submit_button(
                text("movements.edit.save"), type="primary", key=f"save_{which}",
                on_click=_save, args=(entry, (*names, "note"), which, text),
            )  # fmt: skip
            st.form_submit_button(
                text("movements.edit.remove"),
                key=f"remove_{which}",
                on_click=_remove,
                args=(entry, single, text),
            )


def _fields(page: Page, one: MovementAssessment, entry: Entry, mark: str) -> list[str]:
    """Pain felt and expected, and the parts of the load this movement knows; their names."""
    text = page.text
    doses = [name for name in DOSES if any(getattr(each.dose, name) is not None for each in one.tries)]
    values: dict[str, tuple[float | None, float]] = {
        "pain_during": (entry.done.felt, 10.0),
        "expected_pain": (entry.done.expected, 10.0),
        **{name: (getattr(entry.done.dose, name), DOSES[name]) for name in doses or ["weight_kg"]},
    }
    columns = st.columns(len(values))
    for column, (name, (value, high)) in zip(columns, values.items(), strict=True):
        with column:
            st.number_input(
                text(f"movements.edit.{name}"), 0.0, high, value, 0.5 if name == "weight_kg" else 1.0,
                format="%g", key=f"{name}_{mark}",
            )  # fmt: skip
    return list(values)


def entry_words(entry: Entry, text: Text) -> str:
    """What is known of the try and not in a field: day, time, load, how it was done, what kind of day it was."""
    variant = shapes.words(shapes.JOINED.join(part for part in entry.variant if part), text)
    parts = [
        text.day(entry.day) + (f", {entry.time}" if entry.time else ""),
        dose(entry.done.dose, text),
        variant if any(entry.variant) else "",
        text("charts.column.strained") if entry.done.strained else "",
    ]
    return " · ".join(part for part in parts if part)


def _save(entry: Entry, names: Sequence[str], mark: str, text: Text) -> None:
    """Keep what differs, as one layer."""
    before: dict[str, Any] = {
        "pain_during": entry.done.felt,
        "expected_pain": entry.done.expected,
        "note": entry.note,
        **{name: getattr(entry.done.dose, name) for name in DOSES},
    }
    given = {name: st.session_state.get(f"{name}_{mark}") for name in names}
    given["note"] = str(given["note"] or "").strip()
    changed = {name: value for name, value in given.items() if value != before[name]}
    if given["pain_during"] is None:
        st.session_state.amended = (None, text("movements.edit.needs_felt"))
    elif not changed:
        st.session_state.amended = (None, text("movements.edit.nothing"))
    else:
        what = " · ".join(
            [name(entry, text), *(_change(field, before[field], changed[field], text) for field in changed)]
        )
        _keep(entry, changed, text("movements.edit.saved", what=what))


def _change(field: str, before: Any, after: Any, text: Text) -> str:  # noqa: ANN401 - number, words or None
    """One field as it was and as it is; of a note only that it changed."""
    title = text(f"movements.edit.{field}")
    if field == "note":
        return title
    old, new = (text("charts.none") if one is None else text.amount(one) for one in (before, after))
    return f"{title} {old} → {new}"


def _remove(entry: Entry, single: str, text: Text) -> None:
    st.session_state[single] = None
    _keep(entry, {}, text("movements.edit.removed", what=label(entry, text)), removed=True)


def _keep(entry: Entry, changed: dict[str, Any], words: str, *, removed: bool = False) -> None:
    try:
        st.session_state.amended = (loaders.amend(entry, changed, removed=removed), words)
    except StoreError as error:
        st.session_state.amended = (None, error)


def saved(page: Page) -> None:
    """What was just changed, with the way back."""
    number, words = st.session_state.get("amended", (None, ""))
    if not isinstance(words, str):
        components.problem(page, words)
    elif words:
        with st.container(key="amended", horizontal=True, vertical_alignment="center"):
            st.success(words, icon=":material/check:") if number else st.info(words, icon=":material/info:")
            if number:
                st.button(
                    page.text("diary.history.undo"),
                    key="amend_undo",
                    on_click=_undo,
                    args=(number, page.text),
                )
    if number is None:
        st.session_state.pop("amended", None)


def _undo(number: int, text: Text) -> None:
    loaders.undo(number)
    st.session_state.amended = (None, text("movements.edit.undone"))
