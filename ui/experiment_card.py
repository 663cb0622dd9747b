"""The card of the day: what the draw says, one tap for what was done, one for the rating. No result before its time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

from data import schema
from data.errors import DataError
from data.experiments import DONE
from ui import components, experiment_result, experiment_store, loaders
from ui import experiment_words as words
from ui.words import upper_first

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.experiments import Experiment
    from ui.experiment_store import Found
    from ui.page import Page
    from ui.text import Text

RATINGS: Final = tuple(range(11))
TYPED: Final = frozenset(schema.names("days"))
"""Outcomes that can be typed here; the others come from tries."""


def show(page: Page, found: Found, one: Experiment) -> None:
    """Today's card, or when it begins."""
    text, design = page.text, one.design
    with st.container(border=True, key=f"xp-card-{one.id}"):
        components.paragraph(design.question, "note")
        if one.clock_back(found.today):
            values = {"today": text.day(found.today), "last": text.day(one.last_noted)}
            st.warning(text("experiments.card.clock", **values), icon=":material/schedule:")
        elif found.today < design.start:
            components.paragraph(text("experiments.card.before", day=text.day(design.start)))
        else:
            _day(page, found, one, _chosen(one, found.today))
            _earlier(page, one, found.today)
        _so_far(page, found, one)
        components.paragraph(text("experiments.card.closed", end=text.day(design.last)), "note")


def over(page: Page, found: Found, one: Experiment) -> None:
    """It is over: fill in what is missing, then open."""
    text = page.text
    with st.container(border=True, key=f"xp-card-{one.id}"):
        components.subtitle(text("experiments.ready"))
        components.paragraph(one.design.question, "note")
        components.paragraph(text("experiments.ready.lead"))
        st.button(
            text("experiments.open"), type="primary", key=f"xp_open_{one.id}",
            on_click=_try, args=(partial(experiment_store.reveal, one.id),),
        )  # fmt: skip
        _so_far(page, found, one)
        last = min(found.today, one.design.last)
        _earlier(page, one, last)
        if _field(one) in st.session_state and st.session_state[_field(one)] is not None:
            _day(page, found, one, _chosen(one, last))


# ------------------------------------------------------------------ the day


def _field(one: Experiment) -> str:
    return f"xp_day_{one.id}"


def _chosen(one: Experiment, today: date) -> date:
    picked = st.session_state.get(_field(one))
    return picked if isinstance(picked, date) and picked <= today else today


def _day(page: Page, found: Found, one: Experiment, day: date) -> None:
    """What was drawn for the day, and both taps."""
    text, design = page.text, one.design
    condition = one.condition(day)
    if condition is not None:
        at = (day - design.start).days
        today = day == found.today
        head = (
            text("experiments.card.today")
            if today
            else text("experiments.card.other_day", day=text.short_day(day))
        )
        place = text("experiments.card.place", at=at + 1, of=design.days)
        components.html(Markup('<p class="pm-note">{} · {}</p>').format(head, place))
        components.html(Markup('<p class="pm-on">{}</p>').format(upper_first(design.words(condition))))
        if at % design.period < design.washout:
            components.paragraph(text("experiments.card.washout"), "note")
        _taps(page, one, day)
    _rating(page, found, one, day)


def _taps(page: Page, one: Experiment, day: date) -> None:
    text, noted = page.text, one.records.get(day)
    with st.container(key=f"xp-done-{one.id}", horizontal=True):
        for done in DONE:
            st.button(
                text(f"experiments.card.{done}"),
                key=f"xp_{done}_{one.id}",
                type="primary" if noted == done else "secondary",
                on_click=_try,
                args=(partial(experiment_store.record, one.id, day, done),),
            )
    if noted:
        components.paragraph(text(f"experiments.card.noted.{noted}"), "note")


def _rating(page: Page, found: Found, one: Experiment, day: date) -> None:
    """The rating of the day, where it is one that can be typed and the plan needs it."""
    text, design = page.text, one.design
    name = upper_first(words.outcome(design, text))
    if design.outcome not in TYPED:
        components.paragraph(text("experiments.card.rating_tries"), "note")
        return
    if day < design.start + timedelta(days=int(design.next_day)):
        components.paragraph(
            text("experiments.card.rating_next", outcome=words.outcome(design, text)), "note"
        )
        return
    known = _known(found, design.outcome, day)
    if known is not None:
        components.paragraph(
            text("experiments.card.rating_known", outcome=name, value=text.amount(known)), "note"
        )
    label = "experiments.card.rating" if known is None else "experiments.card.rating_change"
    key = f"xp_rating_{one.id}_{day.isoformat()}"
    st.pills(
        text(label, outcome=name if known is None else words.outcome(design, text)),
        RATINGS,
        key=key,
        on_change=_log,
        args=(key, design.outcome, day, text),
    )
    _logged(page, name)


def _known(found: Found, outcome: str, day: date) -> float | None:
    """The rating of a day as the diary has it."""
    import pandas as pd

    value = found.panel[outcome].get(pd.Timestamp(day))
    return None if value is None or pd.isna(value) else float(value)


def _log(key: str, outcome: str, day: date, text: Text) -> None:
    value = st.session_state.get(key)
    if value is None:
        return
    try:
        number = loaders.log_day(day, {outcome: float(value)})
    except DataError as error:
        st.session_state.xp_said = error
        return
    st.session_state.xp_logged = (number, text.short_day(day), value)
    st.session_state[key] = None


def _logged(page: Page, name: str) -> None:
    """What was just typed, with the way back."""
    number, day, value = st.session_state.get("xp_logged", (None, "", ""))
    if number is None:
        return
    with st.container(key="xp-logged", horizontal=True, vertical_alignment="center"):
        words_ = page.text("experiments.card.logged", outcome=name, value=value, day=day)
        components.paragraph(words_, "note")
        st.button(
            page.text("experiments.card.undo"), type="tertiary", key="xp_undo", on_click=_undo, args=(number,)
        )


def _undo(number: int) -> None:
    st.session_state.pop("xp_logged", None)
    _try(partial(loaders.undo, number))


def _earlier(page: Page, one: Experiment, today: date) -> None:
    """A day before today, to be filled in or changed; newest first."""
    text, design = page.text, one.design
    days = [design.start + timedelta(days=at) for at in range((today - design.start).days + 1)][::-1]
    if len(days) < 2 and today <= design.end:
        return
    st.selectbox(
        text("experiments.card.day"),
        days,
        index=None,
        key=_field(one),
        format_func=lambda day: f"{text.weekday(day)}, {text.short_day(day)}",
        placeholder=text("experiments.card.pick"),
    )


def _so_far(page: Page, found: Found, one: Experiment) -> None:
    """How much is noted; never what it came to."""
    from analysis import experiment

    kept = experiment.adherence(one, found.today)
    days, done = kept.days_a + kept.days_b, kept.done_a + kept.done_b
    if days:
        line = page.text("experiments.card.so_far", recorded=kept.recorded, days=days, done=done)
        components.paragraph(line, "note")


# ------------------------------------------------------------------ before the end


def early(page: Page, found: Found, one: Experiment) -> None:
    """Look before the end, or stop: both possible, both said what they cost, both asked twice."""
    text = page.text
    asked = st.session_state.get("xp_asked")
    with st.expander(text("experiments.early"), expanded=asked is not None):
        with st.container(horizontal=True):
            for what in ("peek", "stop"):
                st.button(text(f"experiments.{what}"), key=f"xp_{what}", on_click=_ask, args=(what,))
        if asked:
            _sure(page, one, asked)
        experiment_result.files(page, found, one)
    if st.session_state.get("xp_peeking") == one.id:
        st.button(text("experiments.peek.hide"), key="xp_hide", on_click=_ask, args=(None,))
        experiment_result.show(page, found, one)


def _ask(what: str | None) -> None:
    st.session_state.xp_asked = what
    st.session_state.xp_peeking = None


def _sure(page: Page, one: Experiment, what: str) -> None:
    text = page.text
    st.warning(text(f"experiments.{what}.sure"), icon=":material/info:")
    with st.container(horizontal=True):
        st.button(text(f"experiments.{what}.yes"), key=f"xp_{what}_yes", on_click=_early, args=(one.id, what))
        st.button(
            text(f"experiments.{what}.no"), type="primary", key=f"xp_{what}_no", on_click=_ask, args=(None,)
        )


def _early(number: int, what: str) -> None:
    _ask(None)
    act = experiment_store.peek if what == "peek" else experiment_store.stop
    _try(partial(act, number))
    if what == "peek" and "xp_said" not in st.session_state:
        st.session_state.xp_peeking = number


def _try(act: Callable[[], object]) -> None:
    """Do it; what stands against it is said on the page."""
    try:
        act()
    except DataError as error:
        st.session_state.xp_said = error
