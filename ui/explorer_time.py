"""In the course of time: may the level of the pain have changed, and what was before and after a day one names?"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from analysis.connection_results import ChangeScan
from analysis.results import Estimate, Insufficient
from ui import (
    blocks,
    components,
    explorer_compared,
    explorer_loaders,
    explorer_window,
    explorer_words,
    sentences,
)
from ui.charts import intervals, timeline

if TYPE_CHECKING:
    from analysis.connection_results import PeriodRow, Periods
    from analysis.explorer import Explorer
    from analysis.review import Review
    from ui.page import Page
    from ui.text import Text


def show(page: Page, review: Review) -> None:
    """The line of days with its possible steps, then before and after."""
    text, explorer = page.text, explorer_loaders.explorer(review)
    components.headline(text("explorer.time.title"), text("explorer.time.lead"))
    if not explorer.series:
        components.paragraph(text("explorer.calendar.empty"))
        return
    named = asked(page, review)
    window = explorer_window.pick(page, review, "explore_time_window")
    found = explorer.change
    with st.container(border=True, key="card-change"):
        components.caption(text("explorer.change.title"), text("explorer.change.caption"))
        for words in explorer_compared.change(found, text):
            components.paragraph(words)
        calendar = explorer.calendar(explorer.series[0], window)
        steps = found.points if isinstance(found, ChangeScan) else ()
        figure = partial(blocks.drawn(timeline.figure, calendar, page), steps=steps, named=named)
        components.chart(
            page, "time", figure, timeline.alt(calendar, (), text), timeline.table(calendar, text)
        )
    with st.container(border=True, key="card-period"):
        before_after(page, explorer, named, early=not _two_sides(review))


def asked(page: Page, review: Review) -> date | None:
    """The day the person names, kept over views and pages; the address may name it."""
    if not _two_sides(review):
        return None
    first, last = review.panel.index[0].date(), review.panel.index[-1].date()
    held = st.session_state.get("explore_day", _day(st.query_params.get("since")))
    held = st.session_state.get("explore_since", held)
    st.session_state.explore_since = held if held is not None and first < held <= last else None
    day: date | None = st.date_input(
        page.text("explorer.period.pick"),
        min_value=first + timedelta(days=1),
        max_value=last,
        key="explore_since",
        format="DD.MM.YYYY" if page.text.lang == "de" else "DD/MM/YYYY",
    )
    st.session_state.explore_day = day
    return day


def _two_sides(review: Review) -> bool:
    """Whether the diary is long enough for a day with something before and after it."""
    return bool(review.panel.index[-1] - review.panel.index[0] >= timedelta(days=2))


def _day(words: str | None) -> date | None:
    """The day of the address, None where it is none."""
    try:
        return date.fromisoformat(words or "")
    except ValueError:
        return None


def before_after(page: Page, explorer: Explorer, day: date | None, *, early: bool = False) -> None:
    """Pain and connections before the day named and from it on. early: no day can be named yet."""
    text = page.text
    components.caption(text("explorer.period.title"), text("explorer.period.caption"))
    if day is None:
        components.paragraph(text("explorer.period.early" if early else "explorer.period.ask"))
        return
    found = explorer.periods(day)
    components.paragraph(explorer_compared.periods(found, text))
    if isinstance(found, Insufficient):
        return
    rows = [row(one, text) for one in found.rows]
    if rows:
        components.key_line("", [text("explorer.period.key_before"), text("explorer.period.key_after")])
        figure = blocks.drawn(intervals.figure, rows, page)
        components.chart(page, "period", figure, intervals.alt(rows, text), table(found, text))
    components.paragraph(text("explorer.period.note"), "note")


def row(one: PeriodRow, text: Text) -> intervals.Row:
    """One factor for the chart; in colour where before and after differ by more than chance."""
    name = sentences.factor(one.factor, text)
    detail = f"{sentences.lag_name(one.factor, one.lag, text)}, {sentences.step_name(one, text)}"
    said = explorer_compared.period_said(one, text)
    sides = [each if isinstance(each, Estimate) else None for each in (one.after, one.before)]
    return intervals.Row(
        name, detail, sides[0], sides[1], one.differs, said, f"{name}, {detail}: {'; '.join(said)}"
    )


def table(found: Periods, text: Text) -> list[dict[str, str]]:
    """One row per factor."""
    return [
        {
            text("charts.column.factor"): sentences.factor(one.factor, text),
            text("charts.column.when"): sentences.lag_name(one.factor, one.lag, text),
            text("charts.column.step"): sentences.step_name(one, text),
            text("explorer.period.before"): _side(one.before, one.n[0], text),
            text("explorer.period.after"): _side(one.after, one.n[1], text),
            text("explorer.period.difference"): explorer_words.shown(one.difference, text)
            if one.difference
            else text("charts.none"),
        }
        for one in found.rows
    ]


def _side(one: Estimate | Insufficient, n: int, text: Text) -> str:
    if isinstance(one, Insufficient):
        return sentences.insufficient(one, text)
    return f"{explorer_words.shown(one, text)}, {text('charts.forest.days', n=n)}"
