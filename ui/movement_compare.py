"""Two movements beside each other on the same axes; on a phone one below the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from analysis import entries
from ui import blocks, components, symbols
from ui.charts import movement, runs, safety, spark, trust
from ui.words import dose_short, unmarked

if TYPE_CHECKING:
    from analysis.results import Look, MovementAssessment, Window
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text


def show(page: Page, review: Review, names: list[str]) -> None:
    """Choose two, then state, probability, level and expectation of each, and the numbers as one table."""
    text = page.text
    components.headline(text("movements.compare.title"), text("movements.compare.lead"))
    first, second = _pick(page, names)
    pair = [next(one for one in review.movements if one.movement == name) for name in (first, second)]
    span = spark.window(pair)
    looks = [blocks.looks_of(page, one) for one in pair]
    for side, (column, one) in enumerate(zip(st.columns(2, gap="medium"), pair, strict=True)):
        with column, st.container(border=True, key=f"card-compare-{side}"):
            _side(page, one, looks[side], span, side)
    components.subtitle(text("movements.compare.table"))
    components.table(table(pair, text))
    blocks.as_of(page, review, span)


def _pick(page: Page, names: list[str]) -> tuple[str, str]:
    """The one looked at before and another one; the same twice is not offered."""
    text = page.text
    left, right = st.columns(2, gap="medium")
    held = st.session_state.get("movement")
    with left:
        first = st.selectbox(
            text("movements.compare.first"), names, index=names.index(held) if held in names else 0,
            key="compare_first",
        )  # fmt: skip
    others = [name for name in names if name != first]
    other = st.session_state.get("other")
    with right:
        second = st.selectbox(
            text("movements.compare.second"), others, index=others.index(other) if other in others else 0,
            key="compare_second",
        )  # fmt: skip
    st.session_state.movement, st.session_state.other = first, second
    return first, second


def _side(page: Page, one: MovementAssessment, looks: tuple[Look, ...], span: Window, side: int) -> None:
    text = page.text
    components.subtitle(unmarked(one.movement))
    components.html(symbols.chip(one.state, text, page.theme))
    if looks:
        components.caption(text("movements.safety.title"))
        figure = partial(safety.figure, one, looks, text, page.theme, span=span, certain=one.needed)
        rows = safety.table(one, looks, text)
        _one_size(page, f"compare-safety-{side}", figure, safety.alt(one, looks, text), rows)
    components.caption(text("movements.level_title"))
    figure = partial(movement.figure, one, (), text, page.theme, span=span)
    _one_size(page, f"compare-level-{side}", figure, movement.alt(one, text), movement.table(one, text))
    components.caption(text("movements.expected"))
    figure = partial(trust.figure, one, text, page.theme, span=span)
    _one_size(page, f"compare-trust-{side}", figure, trust.alt(one, text), trust.table(one, text))


def _one_size(page: Page, key: str, figure: partial, alt: str, rows: list[dict[str, str]]) -> None:  # type: ignore[type-arg]
    """Half a screen is as narrow as a phone: both get the compact drawing."""
    components.chart(page, key, lambda compact: figure(compact=True), alt, rows, widths=("wide",))  # noqa: ARG005


def table(pair: list[MovementAssessment], text: Text) -> list[dict[str, str]]:
    """One row per fact, one column per movement."""
    facts = [_facts(one, text) for one in pair]
    return [
        {
            text("movements.compare.fact"): name,
            **{one.movement: each[name] for one, each in zip(pair, facts, strict=True)},
        }
        for name in facts[0]
    ]


def _facts(one: MovementAssessment, text: Text) -> dict[str, str]:
    level, none = runs.level(one), text("charts.none")
    known = level is not None and one.state != "unknown"
    return {
        text("movements.column.state"): text(f"state.{one.state}"),
        text("movements.column.level"): f"{text.number(level.value)} ({text.span(level.low, level.high)})"
        if level
        else none,
        text("movements.column.p_safe"): safety.share_words(one.p_safe, text) if known else none,
        text("charts.column.load"): dose_short(entries.load_now(one), text) or none,
        text("movements.column.tries"): str(one.n),
        text("movements.column.since"): text.ago(one.days_since),
        text("movements.column.surprise"): text.number(one.surprise.mean, sign=True)
        if one.surprise
        else none,
    }
