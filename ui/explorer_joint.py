"""Several factors together: each alone and with the others, and what is left of one when chosen others are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analysis.connection_results import JointRow
from ui import blocks, components, explorer_compared, explorer_loaders, explorer_words, sentences
from ui.charts import intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.explorer import Explorer, Test
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text


def show(page: Page, review: Review) -> None:
    """All rows, then the question about one factor and some others."""
    text, explorer = page.text, explorer_loaders.explorer(review)
    components.headline(text("explorer.joint.title"), text("explorer.joint.lead"))
    rows = [one for one in explorer.joint if isinstance(one, JointRow)]
    if len(rows) < 2:
        components.paragraph(text("explorer.joint.single"))
        lacking(page, explorer)
        return
    question(page, explorer, rows)
    with st.container(border=True, key="card-joint"):
        components.caption(text("explorer.joint.all"))
        components.key_line("", [text("explorer.joint.key_alone"), text("explorer.joint.key_joint")])
        drawn = [row(one, text) for one in rows]
        figure = blocks.drawn(intervals.figure, drawn, page)
        components.chart(page, "joint", figure, intervals.alt(drawn, text), table(rows, text))
    lacking(page, explorer)


def lacking(page: Page, explorer: Explorer) -> None:
    """Why a factor is not among them; one that was never written down is not named."""
    found = [one for one in explorer.joint if not isinstance(one, JointRow)]
    started = [one for one in found if one.have or one.what != "days_with_factor"]
    components.listing([sentences.insufficient(one, page.text) for one in started])


def question(page: Page, explorer: Explorer, rows: Sequence[JointRow]) -> None:
    """What is left of one factor when others are known, for those the person chooses."""
    text = page.text
    tests = [(one.factor, one.lag) for one in rows]

    def name(test: Test) -> str:
        return text(
            "explorer.joint.test",
            factor=sentences.factor(test[0], text),
            lag=sentences.lag_name(*test, text),
        )

    with st.container(border=True, key="card-left"):
        components.caption(text("explorer.joint.question"))
        sides = components.pair()
        with sides[0]:
            chosen = st.selectbox(text("explorer.joint.of"), tests, key="explore_left_of", format_func=name)
        others = [one for one in tests if one[0] != chosen[0]]
        with sides[1]:
            known = st.multiselect(
                text("explorer.joint.known"),
                others,
                default=_first(explorer, others),
                key=f"explore_left_known_{tests.index(chosen)}",
                format_func=name,
                placeholder=text("explorer.joint.none_chosen"),
            )
        with st.container(key="left-words"):
            if not known:
                components.paragraph(text("explorer.joint.choose"))
                return
            for words in explorer_compared.left(explorer.left(chosen, known), text):
                components.paragraph(words)


def _first(explorer: Explorer, others: Sequence[Test]) -> list[Test]:
    """The partner asked about at first: the other factor that ranks highest."""
    ranked = [(one.factor, one.lag) for one in explorer.review.found]
    return sorted(others, key=lambda test: ranked.index(test) if test in ranked else len(ranked))[:1]


def row(one: JointRow, text: Text) -> intervals.Row:
    """One factor for the chart. In colour where the joint range holds no nought."""
    name, detail = sentences.factor(one.factor, text), _detail(one, text)
    said = explorer_compared.joint_said(one, text)
    return intervals.Row(
        name,
        detail,
        one.joint,
        one.alone,
        one.joint.low * one.joint.high > 0,
        said,
        f"{name}, {detail}: {'; '.join(said)}.",
        one.negligible,
    )


def _detail(one: JointRow, text: Text) -> str:
    return f"{sentences.lag_name(one.factor, one.lag, text)}, {sentences.step_name(one, text)}"


def table(rows: Sequence[JointRow], text: Text) -> list[dict[str, str]]:
    """One row per factor."""
    return [
        {
            text("charts.column.factor"): sentences.factor(one.factor, text),
            text("charts.column.when"): sentences.lag_name(one.factor, one.lag, text),
            text("charts.column.step"): sentences.step_name(one, text),
            text("explorer.joint.alone"): explorer_words.shown(one.alone, text),
            text("explorer.joint.joint"): explorer_words.shown(one.joint, text),
            text("explorer.joint.partners"): text.listing(
                [sentences.factor(name, text) for name, _ in one.partners]
            ),
            text("charts.column.days"): str(one.n),
        }
        for one in rows
    ]
