"""One day by hand: yesterday's values confirmed with one tap, or every value in a form, for today or any day before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from data import schema
from data.errors import DataError
from ui import components, entry_words, flag_screen, loaders, practice, rating, session_store
from ui.page import path
from ui.words import unmarked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.page import Page
    from ui.session_store import Held
    from ui.text import Text

RATED: Final = ("pain_avg", "sleep_quality", "stress", "mood", "expectation")
COUNTED: Final = {"sleep_hours": 0.25, "activity_min": 5.0, "steps": 500.0}
SELDOM_RATED: Final = ("pain_worst", "pain_morning", "impact")
ASKED: Final = ("med_taken", "flare")
WRITTEN: Final = {"med_type": 200, "note": 2000}
FIRST: Final = date(1954, 1, 1)
"""The earliest day that can be typed."""
FIELDS: Final = (*RATED, *COUNTED, *SELDOM_RATED, *ASKED, *WRITTEN)


def like_yesterday(page: Page, held: Held | None, day: date) -> None:
    """Yesterday's values for today with one tap, each of them named before and after; nothing where there is none."""
    text = page.text
    _said(text)
    if held is None or any(name in held.day(day) for name in session_store.LIKE_YESTERDAY):
        return
    before = held.day(day - timedelta(days=1))
    values = {name: before[name] for name in session_store.LIKE_YESTERDAY if name in before}
    if not values:
        return
    with st.container(border=True, key="card-like"):
        components.paragraph(text("day.like_lead"))
        components.paragraph(entry_words.listed(values, text), "note")
        st.button(
            text("day.like"), key="like_yesterday", on_click=_keep, args=(day, values, text), width="stretch"
        )


def _keep(day: date, values: Mapping[str, Any], text: Text) -> None:
    """Keep these values and say what was kept, with the way back."""
    try:
        numbers = session_store.log_day(day, values)
    except DataError as error:
        st.session_state.day_said = (entry_words.refusal(error, text), ())
        return
    kept = {name: value for name, value in values.items() if value is not None}
    words = text(
        "day.kept", day=text.short_day(day), values=entry_words.listed(kept, text) or text("day.emptied")
    )
    st.session_state.day_said = (words, tuple(numbers))
    flag_screen.after_day(values)


def _said(text: Text) -> None:
    """What became of the last entry."""
    words, numbers = st.session_state.get("day_said", ("", ()))
    if not words:
        return
    with st.container(key="day-said", horizontal=True, vertical_alignment="center"):
        st.info(unmarked(words), icon=":material/check:" if numbers else ":material/info:")
        if numbers:
            st.button(text("diary.history.undo"), key="day_undo", on_click=_undo, args=(numbers,))
    if not numbers:
        del st.session_state.day_said


def _undo(numbers: tuple[int, ...]) -> None:
    for number in reversed(numbers):
        loaders.undo(number)
    del st.session_state.day_said


@st.fragment
def form(page: Page) -> None:
    """The form for one day, filled with what is known of it."""
    text = page.text
    if st.session_state.get("flags_due"):
        st.rerun()
    components.subtitle(text("day.title"))
    _said(text)
    today = session_store.today()
    day = st.date_input(
        text("column.date"), today, FIRST, today, format="DD.MM.YYYY" if text.lang == "de" else "DD/MM/YYYY",
        key="day_date",
    )  # fmt: skip
    held = session_store.held()
    known = held.day(day) if held else {}
    mark = f"{day.isoformat()}_{loaders.fingerprint() if held else ''}"
    with st.form(f"day-{mark}", border=False):
        for name in RATED:
            rating.rate(text(f"day.ask.{name}"), f"{name}_{mark}", value=known.get(name))
        _counted(text, mark, known)
        with st.expander(text("session.more")):
            _seldom(text, mark, known)
        st.form_submit_button(
            text("day.save"), type="primary", key="day_save", on_click=_save, args=(day, known, mark, text)
        )
    if day < today and st.button(
        text("day.try", day=text.short_day(day)), key="day_try", icon=":material/add:"
    ):
        practice.choose(day)
        st.switch_page(path("session"))


def _counted(text: Text, mark: str, known: Mapping[str, Any]) -> None:
    with st.container(horizontal=True, gap="small"):
        for name, step in COUNTED.items():
            high = float(schema.column("days", name).high or 0)
            st.number_input(
                text(f"column.{name}"),
                0.0,
                high,
                known.get(name),
                step,
                format="%g",
                key=f"{name}_{mark}",
                width=160,
            )


def _seldom(text: Text, mark: str, known: Mapping[str, Any]) -> None:
    for name in SELDOM_RATED:
        rating.rate(text(f"column.{name}"), f"{name}_{mark}", value=known.get(name))
    for name in ASKED:
        st.segmented_control(
            text(f"column.{name}"), (True, False), default=None if name not in known else bool(known[name]),
            key=f"{name}_{mark}", format_func=lambda yes: text("charts.column.yes" if yes else "charts.column.no"),
        )  # fmt: skip
    for name, longest in WRITTEN.items():
        st.text_area(
            text(f"column.{name}"), known.get(name, ""), key=f"{name}_{mark}", max_chars=longest, height=80
        )


def _save(day: date, known: Mapping[str, Any], mark: str, text: Text) -> None:
    """Keep what differs from what the form began with: half a point or a long note of a file is not cut by saving."""
    given = {name: st.session_state.get(f"{name}_{mark}") for name in FIELDS}
    given |= {name: _written(name, given[name]) for name in WRITTEN}
    changed = {name: value for name, value in given.items() if value != _began(name, known.get(name))}
    if changed:
        _keep(day, changed, text)
    else:
        st.session_state.day_said = (text("day.nothing"), ())


def _began(name: str, value: Any) -> Any:  # noqa: ANN401 - number, word or yes/no
    """A known value as its field can show it."""
    if name in WRITTEN:
        return _written(name, value)
    return round(value) if name in (*RATED, *SELDOM_RATED) and value is not None else value


def _written(name: str, value: Any) -> str | None:  # noqa: ANN401 - the text or nothing
    return str(value or "")[: WRITTEN[name]].strip() or None
