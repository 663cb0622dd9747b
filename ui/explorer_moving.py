"""Moving: does the state of a day change how a movement feels, and do days of much bring days of little?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analysis.connection_results import DayState, Pacing
from ui import blocks, components, explorer_compared, explorer_loaders, explorer_words, sentences
from ui.charts import intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.explorer import Explorer
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text


def show(page: Page, review: Review) -> None:
    """The movement link, then over- and under-doing."""
    text, explorer = page.text, explorer_loaders.explorer(review)
    components.headline(text("explorer.moving.title"), text("explorer.moving.lead"))
    with st.container(border=True, key="card-states"):
        states(page, explorer)
    with st.container(border=True, key="card-pacing"):
        components.caption(text("explorer.pacing.title"), text("explorer.pacing.caption"))
        found = explorer.pacing
        for words in explorer_compared.pacing(found, text):
            components.paragraph(words)
        if isinstance(found, Pacing) and found.events:
            components.table(explorer_compared.booms(found, text))


def states(page: Page, explorer: Explorer) -> None:
    """For all movements together, or one of them."""
    text = page.text
    components.caption(text("explorer.state.title"), text("explorer.state.caption"))
    names = ["", *(one.movement for one in explorer.review.movements)]
    if len(names) == 1:
        components.paragraph(text("explorer.state.empty"))
        return
    movement = st.selectbox(
        text("explorer.state.pick"),
        names,
        key="explore_state_pick",
        format_func=lambda name: name or text("explorer.state.all"),
    )
    found = explorer.states(movement)
    rows = [one for one in found if isinstance(one, DayState)]
    if rows:
        for words in explorer_compared.states_lead(rows, text):
            components.paragraph(words)
        drawn = [row(one, text) for one in rows]
        figure = blocks.drawn(intervals.figure, drawn, page)
        components.chart(page, "states", figure, intervals.alt(drawn, text), table(rows, text))
        components.paragraph(text("explorer.state.note"), "note")
    lacking = [sentences.insufficient(one, text) for one in found if not isinstance(one, DayState)]
    if lacking:
        components.listing(lacking)


def row(one: DayState, text: Text) -> intervals.Row:
    """One state of the day for the chart; in colour where it is said."""
    name, detail = sentences.factor(one.factor, text), sentences.step_name(one, text)
    said = explorer_compared.state(one, text)
    strong = one.verdict in {"clear", "hint"}
    hover = f"{name}, {detail}: {', '.join(said)}."
    return intervals.Row(name, detail, one.effect, None, strong, said, hover, one.negligible)


def table(rows: Sequence[DayState], text: Text) -> list[dict[str, str]]:
    """One row per state of the day."""
    return [
        {
            text("charts.column.factor"): sentences.factor(one.factor, text),
            text("charts.column.step"): sentences.step_name(one, text),
            text("charts.column.effect"): explorer_words.shown(one.effect, text),
            text("charts.column.verdict"): text(f"sentence.strength.{one.verdict}"),
            text("charts.column.days"): str(one.n),
            text("explorer.state.tries"): str(one.tries),
        }
        for one in rows
    ]
