"""What was known about one movement at the end of every week of the diary, in a fold; worked out when it is opened."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ui import blocks, components, loaders
from ui.charts import past, safety
from ui.movement_tries import mark

if TYPE_CHECKING:
    from analysis.results import MovementAssessment
    from ui.page import Page


@st.fragment
def panel(page: Page, one: MovementAssessment) -> None:
    """The fold; what is in it costs nothing until somebody opens it."""
    text = page.text
    fold = st.expander(text("past.title"), key=f"past_{mark(one)}", on_change="rerun")
    if not fold.open:
        return
    with fold:
        looks = loaders.history()
        if looks is None:
            components.wait(page, loaders.history)
            return
        _weeks(page, replace(one, window=(one.first, one.window[1])), past.of(looks, one))


def _weeks(page: Page, one: MovementAssessment, looks: past.Looks) -> None:
    """Over the whole diary: in words, drawn, and each stretch of one state as a row."""
    text = page.text
    components.paragraph(past.summary(one, looks, text))
    components.caption(text("past.caption"), text("movements.safety.caption"))
    figure = partial(blocks.drawn(safety.figure, one, looks, page), certain=one.needed, brush=False)
    alt, rows = safety.alt(one, looks, text), past.table(one, looks, text)
    components.chart(page, f"past-{mark(one)}", figure, alt, rows)
    components.paragraph(text("past.print", period=text.period(*one.window)), "note")
