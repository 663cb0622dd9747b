"""Every record in a table: change a cell, mark rows to take out, save; each change is a layer that can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from data import schema
from data.errors import DataError
from ui import components, entry_words, loaders, personal, session_store
from ui.words import unmarked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from data.store import Key
    from ui.page import Page
    from ui.text import Text

SHOWN: Final = 60
"""Rows on the page at once; older ones with the button below."""
COLUMNS: Final = {
    "exposures": (
        "date", "time", "movement", "pain_during", "expected_pain", "sets", "reps", "weight_kg", "duration_s",
        "distance_m", "quality", "pain_before", "perceived_harm", "speed", "surface", "position", "direction",
        "breathing_done", "note",
    ),
    "days": (
        "date", "pain_avg", "pain_worst", "pain_morning", "sleep_hours", "sleep_quality", "stress", "mood",
        "expectation", "activity_min", "steps", "sitting_h", "med_taken", "med_type", "flare", "impact", "note",
    ),
    "factors": ("date", "name", "value", "unit", "source"),
}  # fmt: skip
REMOVE: Final = "remove"
"""A column of boxes: ticked rows are taken out."""
FIXED: Final = {"date", "time", "movement", "name", "source"}
"""Columns that say which record it is; a record with another day is another record."""


@dataclass(frozen=True)
class Change:
    """One record changed or taken out."""

    key: Key
    values: dict[str, Any]
    removed: bool = False


def changes(rows: pd.DataFrame, table: str, edited: Mapping[str, Any]) -> list[Change]:
    """What the person did in the table. rows: as shown; edited: the state of `st.data_editor`."""
    found = []
    for at, cells in edited.get("edited_rows", {}).items():
        values = {name: value for name, value in cells.items() if name not in FIXED and name != REMOVE}
        if cells.get(REMOVE):
            found.append(Change(_key(rows.iloc[int(at)], table), {}, removed=True))
        elif values:
            found.append(Change(_key(rows.iloc[int(at)], table), values))
    return found


def _key(row: pd.Series, table: str) -> Key:
    from data.store import DayKey, FactorKey, TryKey

    day = row["date"].date()
    if table == "days":
        return DayKey(day)
    if table == "factors":
        return FactorKey(day, row["name"], row["source"])
    return TryKey(
        day, row["movement"], row["time"] if isinstance(row["time"], str) else None, int(row["seq"])
    )


@st.fragment
def show(page: Page) -> None:
    """The table of one kind of records, newest first."""
    text = page.text
    held = session_store.held()
    frames = (
        {"exposures": held.exposures, "days": held.days, "factors": loaders.store().factors()} if held else {}
    )
    tables = [name for name, frame in frames.items() if not frame.empty]
    if not tables:
        return
    components.subtitle(text("entries.title"))
    components.paragraph(text("entries.lead"), "note")
    _said(text)
    table = st.segmented_control(
        text("entries.kind"), tables, default=tables[0], required=True, key="entries_kind",
        format_func=lambda name: text(f"entries.kind.{name}"), label_visibility="collapsed",
    )  # fmt: skip
    frame = frames[table if table in tables else tables[0]]
    shown = int(st.session_state.get("entries_shown", SHOWN))
    rows = frame[::-1].head(shown).reset_index(drop=True)
    _editor(text, rows, table)
    if len(frame) > shown:
        st.button(
            text("entries.more", n=len(frame) - shown), key="entries_more", on_click=_more, args=(shown,)
        )
    if table == "exposures":
        _rename(text, sorted(frame["movement"].dropna().unique()))


def _more(shown: int) -> None:
    st.session_state.entries_shown = shown + SHOWN


def _editor(text: Text, rows: pd.DataFrame, table: str) -> None:
    key = f"entries_{table}_{len(rows)}_{loaders.fingerprint()}"
    names = COLUMNS[table]
    st.data_editor(
        rows.assign(**{REMOVE: False}),
        key=key,
        column_order=(REMOVE, *names),
        column_config={
            REMOVE: st.column_config.CheckboxColumn(text("entries.remove")),
            **{name: _config(table, name, text) for name in names},
        },
        disabled=sorted(FIXED),
        hide_index=True,
        placeholder=text("charts.none"),
        alt=text("entries.title"),
    )
    found = changes(rows, table, st.session_state.get(key) or {})
    if found:
        st.button(
            text("entries.save", n=len(found)),
            key="entries_save",
            type="primary",
            on_click=_save,
            args=(found, text),
        )


def _config(table: str, name: str, text: Text) -> Any:  # noqa: ANN401 - Streamlit's column settings
    one, kinds = schema.column(table, name), st.column_config
    label = text(f"column.{name}") if text.has(f"column.{name}") else text(f"entries.column.{name}")
    if one.kind == "date":
        return kinds.DateColumn(label, format="DD.MM.YYYY" if text.lang == "de" else "DD/MM/YYYY")
    if one.kind == "number":
        return kinds.NumberColumn(
            label, min_value=one.low, max_value=one.high, format="%g", required=one.required
        )
    if one.kind == "yesno":
        return kinds.CheckboxColumn(label)
    if one.words and name != "source":
        return kinds.SelectboxColumn(
            label, options=list(one.words), format_func=lambda word: text(f"movements.variant.{word}")
        )
    return kinds.TextColumn(label)


def _save(found: Sequence[Change], text: Text) -> None:
    """Keep them one after the other; the first that is refused says why, those before it stay and can be undone."""
    numbers, words = [], text("entries.saved", n=len(found))
    for one in found:
        try:
            numbers.append(session_store.amend(one.key, one.values, removed=one.removed))
        except (DataError, KeyError) as error:
            words = entry_words.refusal(error, text) if isinstance(error, DataError) else text("entries.gone")
            break
    st.session_state.entries_said = (words, tuple(numbers))


def _said(text: Text) -> None:
    words, numbers = st.session_state.get("entries_said", ("", ()))
    if not words:
        return
    with st.container(key="entries-said", horizontal=True, vertical_alignment="center"):
        st.info(unmarked(words), icon=":material/check:" if numbers else ":material/info:")
        if numbers:
            st.button(text("diary.history.undo"), key="entries_undo", on_click=_undo, args=(numbers,))
    if not numbers:
        del st.session_state.entries_said


def _undo(numbers: tuple[int, ...]) -> None:
    for number in reversed(numbers):
        loaders.undo(number)
    del st.session_state.entries_said


def _rename(text: Text, names: Sequence[str]) -> None:
    """Another name for a movement, for all of its history; the name of another one makes the two one."""
    with st.expander(text("entries.rename")), st.form("rename", border=False):
        old = st.selectbox(text("entries.rename.old"), names, key="rename_old")
        st.text_input(text("entries.rename.new"), key="rename_new", max_chars=80)
        components.paragraph(text("entries.rename.note"), "note")
        st.form_submit_button(text("entries.rename.go"), key="rename_go", on_click=_renamed, args=(old, text))


def _renamed(shown: str, text: Text) -> None:
    old = str(st.session_state.get("rename_old") or shown)
    new = " ".join(str(st.session_state.get("rename_new") or "").split())
    if new and new != old:
        personal.rename(old, new)
        st.session_state.entries_said = (text("entries.renamed", old=old, new=new), ())
