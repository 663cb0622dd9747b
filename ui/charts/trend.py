"""Weekly pain with its band over the whole window: weeks without entries stay gaps, named in words."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from ui.charts import template as look

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.progress_results import Progress, WeekPain
    from ui.text import Text
    from ui.theme import Theme

WEEK = timedelta(days=7)
MIDDLE = timedelta(days=3)
FEW_DAYS = 4
"""A week with fewer logged days than this is drawn with a smaller dot."""


def stretches(weeks: tuple[WeekPain, ...]) -> list[list[WeekPain]]:
    """Weeks in a row without an empty one between them."""
    out: list[list[WeekPain]] = []
    for week in sorted(weeks, key=lambda one: one.start):
        if out and week.start - out[-1][-1].start == WEEK:
            out[-1].append(week)
        else:
            out.append([week])
    return out


def figure(progress: Progress, text: Text, theme: Theme, *, compact: bool = False) -> go.Figure:
    """One ink (accent), the full scale, months as words."""
    return sheet(progress, text, theme, compact=compact).figure(theme)


def sheet(progress: Progress, text: Text, theme: Theme, *, compact: bool = False) -> look.Sheet:
    """The same chart as plain lists, for the snapshot page."""
    out = look.base(text, height=240 if compact else 300, margin=(32, 14, 12, 30))
    look.pain_axis(out, top=10.4)
    start, end = progress.window
    first = min([start, *(week.start + MIDDLE for week in progress.weeks)])
    last = max([end, *(week.start + MIDDLE for week in progress.weeks)])
    look.date_axis(out, first, last, text, ticks=3 if compact else 6)
    parts = stretches(progress.weeks)
    for part in parts:
        _stretch(out, part, text, theme)
    for left, right in pairwise(parts):
        _gap(out, left[-1], right[0], text, theme)
    return out


def _stretch(out: look.Sheet, part: list[WeekPain], text: Text, theme: Theme) -> None:
    xs = [look.moment(week.start + MIDDLE) for week in part]
    if len(part) > 1:
        out.scatter(**look.band(xs, [week.low for week in part], [week.high for week in part], theme.accent))
    out.scatter(
        x=xs, y=[week.mean for week in part], mode="lines+markers", meta="weeks", cliponaxis=False,
        line={"color": theme.accent, "width": look.LINE},
        marker={
            "size": [6 if week.n < FEW_DAYS else 9 for week in part],
            "color": theme.accent,
            "line": {"color": theme.surface, "width": 1.5},
        },
        hovertext=[hover(week, text) for week in part], hoverinfo="text",
    )  # fmt: skip


def _gap(out: look.Sheet, left: WeekPain, right: WeekPain, text: Text, theme: Theme) -> None:
    empty = (right.start - left.start).days // 7 - 1
    middle = left.start + MIDDLE + (right.start - left.start) / 2
    look.word(
        out, text("charts.trend.gap", n=empty), theme, x=look.moment(middle), yanchor="bottom", yshift=18,
        y=max(left.high, right.high), font={"size": look.NOTE},
    )  # fmt: skip


def hover(week: WeekPain, text: Text) -> str:
    """What the table says about one week."""
    return text(
        "charts.trend.hover",
        day=text.short_day(week.start),
        mean=text.number(week.mean),
        span=text.span(week.low, week.high),
        days=week.n,
    )


def caption(text: Text) -> str:
    """How to read it."""
    return text("charts.trend.caption")


def alt(progress: Progress, text: Text) -> str:
    """The chart in words: weeks, first and last mean, days with an entry."""
    weeks = sorted(progress.weeks, key=lambda one: one.start)
    if not weeks:
        return text("charts.trend.alt_empty")
    return text(
        "charts.trend.alt",
        n=len(weeks),
        start=text.short_day(weeks[0].start),
        end=text.short_day(_sunday(weeks[-1].start, progress.window[1])),
        first=text.number(weeks[0].mean),
        last=text.number(weeks[-1].mean),
        logged=progress.days_logged,
        total=progress.days_total,
    )


def _sunday(start: date, end: date) -> date:
    return min(start + timedelta(days=6), end)


def table(progress: Progress, text: Text) -> list[dict[str, str]]:
    """One row per week with entries, newest first."""
    return [
        {
            text("charts.column.week"): text.day(week.start),
            text("charts.column.mean"): text.number(week.mean),
            text("charts.column.interval"): text.span(week.low, week.high),
            text("charts.column.logged"): str(week.n),
        }
        for week in sorted(progress.weeks, key=lambda one: one.start, reverse=True)
    ]
