"""One factor closer: what can be said, every day as a point, the chosen days in time, earlier or later, the reverse."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from analysis.results import Insufficient
from ui import blocks, components, explorer_loaders, explorer_pick, explorer_words, sentences
from ui.charts import lags, scatter, timeline

if TYPE_CHECKING:
    from analysis.association_results import Scatter
    from analysis.explorer import Explorer
    from analysis.explorer_results import Picked
    from analysis.review import Review
    from ui.page import Page


def show(page: Page, review: Review) -> None:
    """The factor and when it was; then its panels."""
    text, explorer = page.text, explorer_loaders.explorer(review)
    if not explorer.factors:
        st.session_state.explore_factor = ""
        components.headline(text("explorer.one.title"), text("explorer.one.empty"))
        return
    sides = components.pair()
    with sides[0]:
        factor = _factor(page, explorer)
    with sides[1]:
        lag = _lag(page, explorer, factor)
    said(page, explorer, factor, lag)
    found = explorer.scatter(factor, lag)
    if isinstance(found, Insufficient):
        components.paragraph(sentences.insufficient(found, text))
    else:
        days(page, explorer, found, lag)
    around(page, explorer, factor)
    if factor == "sleep_hours":
        nights(page, review)


def _factor(page: Page, explorer: Explorer) -> str:
    """The factor to look at, kept over pages; the address may name it."""
    held = st.session_state.get("explore_factor", st.query_params.get("factor"))
    if st.session_state.get("explore_factor_pick") not in explorer.factors:
        first = held if held in explorer.factors else explorer.factors[0]
        st.session_state.explore_factor_pick = first
    picked = st.selectbox(
        page.text("connections.pick"),
        explorer.factors,
        key="explore_factor_pick",
        format_func=lambda name: sentences.factor(name, page.text),
    )
    st.session_state.explore_factor = picked
    return str(picked)


def _lag(page: Page, explorer: Explorer, factor: str) -> int:
    """How many days the factor lies before the pain; the usual distance first."""
    return int(
        st.selectbox(
            page.text("explorer.lag"),
            explorer.lags_offered(factor),
            key=f"explore_lag_{explorer_pick.mark(factor, 0)}",
            format_func=lambda lag: sentences.lag_name(factor, lag, page.text),
        )
    )


def said(page: Page, explorer: Explorer, factor: str, lag: int) -> None:
    """The sentence about this factor, and how its size stands to what matters."""
    from analysis.dayviews import reach

    text, primary = page.text, explorer.connection(factor, lag)
    survives = any(point.survives for point in explorer.lags(factor) if point.lag == lag)
    title = text(
        "explorer.one.verdict",
        factor=sentences.factor(factor, text),
        when=sentences.lag_name(factor, lag, text),
        verdict=explorer_words.verdict(primary, survives=survives, text=text),
    )
    if primary is not None:
        components.headline(title, explorer_words.primary(primary, text))
        estimate = explorer_words.estimate(primary)
    else:
        found = explorer.natural(factor, lag)
        components.headline(title, explorer_words.explored(found, survives=survives, text=text))
        if isinstance(found, Insufficient):
            return
        estimate = found.effect
    if not isinstance(explorer.yardstick, Insufficient):
        kind = reach(estimate, explorer.yardstick)
        components.paragraph(explorer_words.reach(kind, explorer.yardstick, text), "note")


def days(page: Page, explorer: Explorer, found: Scatter, lag: int) -> None:
    """The scatter to choose days in, the two fields, and the chosen days in time."""
    text, name = page.text, explorer_pick.mark(found.factor, lag)
    chosen = explorer_pick.choice(explorer.review, found, name)
    marked = frozenset(one.day for one in chosen.days) if chosen else frozenset()
    with st.container(border=True, key="card-scatter"):
        components.caption(text("connections.scatter"), scatter.caption(found, text))
        components.paragraph(text("explorer.pick.hint"), "note")
        components.chart(
            page,
            explorer_pick.chart_key(name),
            partial(blocks.drawn(scatter.figure, found, page), chosen=marked, brush=True),
            scatter.alt(found, text),
            scatter.table(found, text),
            chosen=explorer_pick.brushed(found, name),
            mode="box",
        )
        explorer_pick.fields(page, found, name, chosen)
    if chosen is not None:
        in_time(page, explorer, found, chosen)


def in_time(page: Page, explorer: Explorer, found: Scatter, chosen: Picked) -> None:
    """The chosen days on the line of all days, and each of them in a list."""
    text = page.text
    marked = frozenset(one.day for one in chosen.days)
    start = min(point.day for point in found.points[-scatter.NEWEST :])
    calendar = explorer.calendar(explorer.series[0], (start, found.window[1]))
    with st.container(border=True, key="card-chosen"):
        components.caption(text("explorer.pick.title"))
        with st.container(key="chosen-line"):
            components.paragraph(explorer_words.picked(chosen, text))
        if chosen.days:
            figure = partial(blocks.drawn(timeline.figure, calendar, page), chosen=marked)
            components.chart(page, "chosen", figure, timeline.alt(calendar, marked, text), [])
            components.table(explorer_words.picked_rows(chosen, found.factor, text))


def around(page: Page, explorer: Explorer, factor: str) -> None:
    """From three days before to seven days after, and the question the other way round."""
    text, bars = page.text, explorer.lags(factor)
    if not bars:
        return
    with st.container(border=True, key="card-lags"):
        components.caption(text("connections.lags"), lags.caption(text))
        figure = blocks.drawn(lags.figure, bars, page)
        components.chart(page, "lags", figure, lags.alt(bars, text), lags.table(bars, text))
        components.caption(text("explorer.reverse.title"))
        components.paragraph(explorer_words.reverse(explorer.reverse(factor), text))


def nights(page: Page, review: Review) -> None:
    """Pain after short, usual and long nights, without a test."""
    text = page.text
    with st.container(border=True, key="card-nights"):
        components.caption(text("explorer.nights.title"), text("explorer.nights.caption"))
        components.table(explorer_words.nights(review.sleep_bins, text))
