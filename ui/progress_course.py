"""The course of pain in its context: before and after with its yardstick, the weeks, flares. After function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analysis.results import Insufficient
from analysis.yardstick import yardstick
from ui import blocks, components, loaders, sentences
from ui.charts import trend

if TYPE_CHECKING:
    from analysis.progress_results import BeforeAfter, Progress
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text


def show(page: Page, review: Review) -> None:
    """One sentence, the yardstick, the chart by weeks, flares."""
    text = page.text
    found = review.progress(loaders.looks() or ())
    components.headline(text("plan.course.title"), sentences.before_after(found.before_after, text))
    if not isinstance(found.before_after, Insufficient):
        components.paragraph(measured(found.before_after, text))
    if found.weeks:
        with st.container(border=True, key="card-trend"):
            components.caption(text("plan.course.weeks"), trend.caption(text))
            figure = blocks.drawn(trend.figure, found, page)
            components.chart(page, "trend", figure, trend.alt(found, text), trend.table(found, text))
    components.paragraph(text("plan.course.noise"), "note")
    components.paragraph(logged(found, text), "note")
    if found.flares:
        components.subtitle(text("plan.course.flares"))
        components.listing([sentences.flare(one, text) for one in reversed(found.flares)])


def measured(found: BeforeAfter, text: Text) -> str:
    """What difference people feel as one from this level on, and how far this one reaches."""
    mark = yardstick(found.first_mean, found.change)
    points, share = text.amount(mark.points), text.number(mark.share)
    return text(
        f"plan.course.reached.{mark.reached}", points=points, share=share, n=found.n_first, last=found.n_last
    )


def logged(found: Progress, text: Text) -> str:
    """How many days of the window are known."""
    return text(
        "plan.course.logged", n=found.days_logged, total=found.days_total, period=text.period(*found.window)
    )
