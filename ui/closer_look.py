"""Beside the charts of a movement: why this verdict, how the expectation goes along, ways tried, setbacks, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import components, explain, naming, setbacks, variantmap

if TYPE_CHECKING:
    from analysis.results import MovementAssessment
    from analysis.review import Review
    from ui.page import Page


def below(page: Page, review: Review) -> None:
    """What fits under the view that is open: panels of one movement, or kinds, names and warnings of all."""
    view, name = st.session_state.get("view"), st.session_state.get("movement")
    if view == "one":
        for one in review.movements:
            if one.movement == name:
                show(page, review, one)
    elif view == "board" and review.movements:
        left, right = components.halves()
        with left:
            setbacks.panel(page, review)
        with right:
            variantmap.kinds(page, review)
            naming.panel(page, review)


def why(page: Page, review: Review, one: MovementAssessment) -> None:
    """The verdict in two sentences, and what "safe" means here."""
    text = page.text
    with st.container(border=True, key="card-why"):
        components.caption(text("explain.title"))
        for words in explain.explain(one, text, review.ahead(one.movement)):
            components.paragraph(words)
        components.paragraph(explain.definition(one, text), "note")


def expectation(page: Page, review: Review, one: MovementAssessment) -> None:
    """Both curves read together, and the habit of predicting."""
    text = page.text
    reading = next((each for each in review.readings if each.movement == one.movement), None)
    with st.container(border=True, key="card-reading"):
        components.caption(text("explain.expected.title"))
        for words in explain.expectation(reading, review.habit, text):
            components.paragraph(words)


def show(page: Page, review: Review, one: MovementAssessment) -> None:
    """The panels under the charts of one movement, side by side on a wide screen."""
    left, right = components.halves()
    with left:
        expectation(page, review, one)
        setbacks.panel(page, review, one.movement)
    with right:
        variantmap.panel(page, review, one)
