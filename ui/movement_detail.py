"""One movement in detail: a few clean panels over one time axis, each with its words and its table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ui import blocks, closer_look, components, movement_load, movement_past, movement_tries, sentences
from ui.charts import expected, movement, safety, shapes, surprise, trust

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.results import Look, MovementAssessment
    from analysis.review import Review
    from ui.page import Page


def show(page: Page, review: Review, one: MovementAssessment) -> None:
    """Headline, state and why; panels; the single tries can be opened from the level panel."""
    components.headline(sentences.movement(one, page.text))
    blocks.state(page, one)
    closer_look.why(page, review, one)
    movement_tries.touchable()
    wide, aside = components.beside()
    with wide:
        looks = blocks.looks_of(page, one)
        level_panel(page, one, looks)
        movement_past.panel(page, one)
        movement_tries.panel(page, review, one)
        trust_panel(page, one)
    with aside:
        blocks.movement_facts(page, one)
    movement_load.panel(page, one)
    blocks.as_of(page, review, one.window)


def level_panel(page: Page, one: MovementAssessment, looks: Sequence[Look]) -> None:
    """How sure, week by week, with the states of then; under it the level with its band and the tries."""
    text = page.text
    with st.container(border=True, key="card-level"):
        if looks:
            components.caption(text("movements.safety.title"), text("movements.safety.caption"))
            figure = partial(blocks.drawn(safety.figure, one, looks, page), certain=one.needed)
            alt, rows = safety.alt(one, looks, text), safety.table(one, looks, text)
            name, chosen = movement_tries.brush(one, "safety"), movement_tries.brushed(one)
            components.chart(page, name, figure, alt, rows, chosen=chosen, mode="box")
        movement_tries.stretch(page, one)
        components.caption(text("movements.level_title"), movement.caption(one, text))
        variants = shapes.key(one.tries, text)
        if variants:
            components.key_line(text("movements.variant.title"), variants)
        figure = partial(blocks.drawn(movement.figure, one, (), page), pick=True)
        alt, rows = movement.alt(one, text), movement.table(one, text)
        chosen = movement_tries.clicked(one)
        components.chart(page, f"level-{movement_tries.mark(one)}", figure, alt, rows, chosen=chosen)


def trust_panel(page: Page, one: MovementAssessment) -> None:
    """Does the expectation follow the experience, and what surprised."""
    text = page.text
    with st.container(border=True, key="card-expected"):
        components.caption(
            text("movements.expected"), text("movements.trust.caption") if expected.pairs(one) else ""
        )
        if not expected.pairs(one):
            components.paragraph(text("movements.expected_none"))
            return
        figure = blocks.drawn(trust.figure, one, page)
        components.chart(
            page, f"trust-{movement_tries.mark(one)}", figure, trust.alt(one, text), trust.table(one, text)
        )
        components.caption(text("movements.surprise.title"), text("movements.surprise.caption"))
        figure = blocks.drawn(surprise.figure, one, page)
        alt, rows = surprise.alt(one, text), surprise.table(one, text)
        name, chosen = movement_tries.brush(one, "surprise"), movement_tries.brushed(one)
        components.chart(page, name, figure, alt, rows, chosen=chosen, mode="box")
