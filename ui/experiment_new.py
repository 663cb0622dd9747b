"""A new experiment: a question from the shelf or one's own, what the plan could show, and the start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from analysis import experiment
from analysis.experiment import LONGEST_NAME, LONGEST_QUESTION, NEXT_DAY, OUTCOMES
from data.errors import DataError
from data.experiments import Design, tidy
from ui import components, experiment_store, loaders
from ui import experiment_words as words
from ui.text import LANGUAGES, Text

if TYPE_CHECKING:
    from analysis.experiment_power import Spread
    from ui.experiment_store import Found
    from ui.page import Page

TEMPLATES: Final = {
    "breathing": ("pain_avg", "daily"),
    "walk": ("pain_avg", "daily"),
    "screens": ("sleep_quality", "daily"),
    "own": ("pain_avg", "daily"),
}
"""Template -> outcome and rhythm it begins with."""
RHYTHMS: Final[dict[str, dict[str, int]]] = {
    "daily": {"size": 4, "period": 1, "washout": 0},
    "sections": {"size": 2, "period": 3, "washout": 1},
}
LENGTHS: Final = {"daily": (28, 12, 20, 28, 40, 56, 84), "sections": (60, 36, 48, 60, 84, 120)}
"""Days proposed first, then those of the table."""
FIELDS: Final = ("question", "a", "b")


def show(page: Page, found: Found) -> None:
    """The form, unless an experiment is under way."""
    text = page.text
    if found.running:
        components.paragraph(text("experiments.new.busy"), "note")
    if found.running or found.waiting:
        return
    components.subtitle(text("experiments.new.title"))
    with st.container(key="xp-form"):
        _template(text)
        design, asked = _design(page, found.today)
        problems = experiment.problems(design, found.today, asked)
        for problem in problems:
            st.info(words.problem(problem, text), icon=":material/info:")
        if not problems:
            _power(page, found, design)
            promise = text("experiments.new.promise", end=text.day(design.last))
            components.paragraph(promise)
            if loaders.sample_only():
                components.paragraph(text("experiments.new.sample"), "note")
        st.button(
            text("experiments.new.start"),
            key="xp_start",
            type="primary",
            disabled=bool(problems),
            on_click=_begin,
            args=(design,),
        )


def _template(text: Text) -> None:
    """A shelf of questions; choosing one fills the fields."""
    if "xp_template" not in st.session_state:
        st.session_state.xp_template = "breathing"
        _fill(text)
    _speak(text)
    st.pills(
        text("experiments.new.template"),
        list(TEMPLATES),
        required=True,
        key="xp_template",
        format_func=lambda one: text(f"experiments.template.{one}"),
        on_change=_fill,
        args=(text,),
    )


def _fill(text: Text) -> None:
    chosen = st.session_state.xp_template
    outcome, rhythm = TEMPLATES[chosen]
    for name in FIELDS:
        st.session_state[f"xp_{name}"] = "" if chosen == "own" else text(f"experiments.{chosen}.{name}")
    st.session_state.xp_outcome, st.session_state.xp_rhythm = outcome, rhythm


def _speak(text: Text) -> None:
    """After a change of language, words from the shelf change with it; the person's own stay."""
    chosen = st.session_state.xp_template
    for name in FIELDS if chosen != "own" else ():
        key = f"experiments.{chosen}.{name}"
        if st.session_state.get(f"xp_{name}") in {Text(lang)(key) for lang in LANGUAGES}:
            st.session_state[f"xp_{name}"] = text(key)


def _design(page: Page, today: date) -> tuple[Design, int]:
    """What the fields say, and how many days were asked for."""
    text = page.text
    st.text_input(text("experiments.new.question"), key="xp_question", max_chars=LONGEST_QUESTION)
    left, right = st.columns(2)
    left.text_input(text("experiments.new.a"), key="xp_a", max_chars=LONGEST_NAME)
    right.text_input(text("experiments.new.b"), key="xp_b", max_chars=LONGEST_NAME)
    st.selectbox(
        text("experiments.new.outcome"),
        OUTCOMES,
        key="xp_outcome",
        format_func=lambda one: text(f"experiments.outcome.{one}"),
    )
    st.radio(
        text("experiments.new.rhythm"),
        list(RHYTHMS),
        key="xp_rhythm",
        format_func=lambda one: text(f"experiments.rhythm.{one}"),
        on_change=_forget_end,
    )
    start, end = _dates(text, today)
    rhythm: dict[str, Any] = RHYTHMS[st.session_state.xp_rhythm]
    outcome = st.session_state.xp_outcome
    design = Design(
        question=st.session_state.xp_question,
        a=st.session_state.xp_a,
        b=st.session_state.xp_b,
        outcome=outcome,
        start=start,
        blocks=experiment.fitting(start, end, rhythm["size"], rhythm["period"]),
        next_day=outcome in NEXT_DAY,
        template=st.session_state.xp_template,
        **rhythm,
    )
    return tidy(design), (end - start).days + 1


def _dates(text: Text, today: date) -> tuple[date, date]:
    left, right = st.columns(2)
    shape = "DD.MM.YYYY" if text.lang == "de" else "DD/MM/YYYY"
    with left:
        start = st.date_input(
            text("experiments.new.first"),
            value=today,
            key="xp_first",
            format=shape,
            on_change=_forget_end,
        )
    usual = start + timedelta(days=LENGTHS[st.session_state.xp_rhythm][0] - 1)
    with right:
        end = st.date_input(text("experiments.new.last"), value=usual, key="xp_last", format=shape)
    return start, end


def _forget_end() -> None:
    """Another start or rhythm proposes another end."""
    st.session_state.pop("xp_last", None)


def _power(page: Page, found: Found, design: Design) -> None:
    """What this plan would show in four of five cases, and shorter or longer ones beside it."""
    from analysis.experiment_power import detectable, spread

    text = page.text
    # A diary that ended a while ago still tells how this person's ratings vary.
    until = found.review.today if found.review and found.review.today else found.today
    own = spread(found.panel, design.outcome, until)
    with st.container(border=True, key="xp-card-power"):
        components.caption(text("experiments.power.title"))
        components.paragraph(words.told(design, detectable(design, own), text))
        components.paragraph(text("experiments.power.smaller"))
        components.paragraph(words.basis(own, text), "note")
        with st.expander(text("experiments.power.lengths")):
            components.table([_length(days, design, own, text) for days in LENGTHS[_rhythm(design)][1:]])


def _rhythm(design: Design) -> str:
    return "daily" if design.size == RHYTHMS["daily"]["size"] else "sections"


def _length(days: int, design: Design, own: Spread, text: Text) -> dict[str, str]:
    from analysis.experiment_power import detectable

    points = detectable(replace(design, blocks=days // (design.size * design.period)), own)
    shown = (
        text("experiments.power.no_points")
        if points is None
        else text("experiments.power.points_value", points=text.number(points))
    )
    return {text("experiments.power.days"): str(days), text("experiments.power.points"): shown}


def _begin(design: Design) -> None:
    try:
        experiment_store.begin(design)
    except DataError as error:
        st.session_state.xp_said = error
        return
    for name in ("template", "first", "last"):
        st.session_state.pop(f"xp_{name}", None)
