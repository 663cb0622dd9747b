"""Surprise per try: how much easier or harder it was than expected, and which days were strained.

Up is easier (filled), down is harder (open), none is a dash; strained days carry a mark in a row of their own.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ui.charts import template as look
from ui.charts.expected import pairs
from ui.charts.expected import table as expected_table
from ui.charts.marks import hover

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.results import MovementAssessment
    from ui.text import Text
    from ui.theme import Theme

LEAST = 3
"""The axis reaches at least so many points up and down."""
ROW = 1.15
"""How far under the axis the row of strained days lies, as a share of its reach."""


def figure(assessment: MovementAssessment, text: Text, theme: Theme, *, compact: bool = False) -> go.Figure:
    """One stick per try with an expectation."""
    margin = (look.LEFT, look.NARROW[1] if compact else look.WIDE[1], 10, 30)
    out = look.base(text, height=220 if compact else 230, margin=margin)
    if not compact:  # on a phone a finger on the chart scrolls the page
        look.brushed(out)
    both = pairs(assessment)
    reach = max([LEAST, *(math.ceil(abs(expected - one.felt)) for one, expected in both)])
    ticks = (-reach, 0, reach)
    out.y_axis(
        range=[-reach * 1.36, reach * 1.12], tickvals=ticks, ticklabelstandoff=6,
        ticktext=[text.number(one, 0, sign=True) for one in ticks],
    )  # fmt: skip
    look.date_axis(out, *assessment.window, text, ticks=3 if compact else 6)
    _sticks(out, assessment, text, theme)
    _strained(out, assessment, reach, text, theme)
    if not compact:
        _words(out, assessment, reach, text, theme)
    return out.figure(theme)


def _sticks(out: look.Sheet, assessment: MovementAssessment, text: Text, theme: Theme) -> None:
    both = pairs(assessment)
    xs: list[str | None] = []
    ys: list[float | None] = []
    for one, expected in both:
        xs += [look.moment(one.day)] * 2 + [None]
        ys += [0.0, expected - one.felt, None]
    line = {"color": theme.accent, "width": 2.5}
    out.scatter(x=xs, y=ys, mode="lines", line=line, opacity=0.5, hoverinfo="skip", meta="sticks")
    apart = [expected - one.felt for one, expected in both]
    out.scatter(
        x=[look.moment(one.day) for one, _ in both], y=apart, mode="markers", meta="surprise",
        hovertext=[hover(one, text) for one, _ in both], hoverinfo="text", cliponaxis=False,
        marker={
            "size": 9,
            "symbol": ["line-ew" if value == 0 else "circle" for value in apart],
            "color": [theme.accent if value >= 0 else theme.surface for value in apart],
            "line": {"color": theme.accent, "width": 1.8},
        },
    )  # fmt: skip


def _strained(
    out: look.Sheet, assessment: MovementAssessment, reach: float, text: Text, theme: Theme
) -> None:
    days = sorted({one.day for one in assessment.tries if one.strained})
    out.scatter(
        x=[look.moment(day) for day in days], y=[-reach * ROW] * len(days), mode="markers", meta="strained",
        hovertext=[f"{text.short_day(day)}{text('charts.hover.strained')}" for day in days], hoverinfo="text",
        cliponaxis=False, marker={"size": 8, "symbol": "triangle-up", "color": theme.ink2},
    )  # fmt: skip


def _words(out: look.Sheet, assessment: MovementAssessment, reach: float, text: Text, theme: Theme) -> None:
    place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "yanchor": "middle"}
    look.word(out, text("movements.surprise.easier"), theme, y=reach * 0.6, **place)
    look.word(out, text("movements.surprise.harder"), theme, y=-reach * 0.45, **place)
    if any(one.strained for one in assessment.tries):
        look.word(out, f"▲ {text('movements.surprise.strained')}", theme, y=-reach * ROW, **place)


def alt(assessment: MovementAssessment, text: Text) -> str:
    """In words: how often easier, the same, harder; how many tries on strained days."""
    both = pairs(assessment)
    return text(
        "movements.surprise.alt",
        movement=assessment.movement,
        n=len(both),
        easier=sum(expected > one.felt for one, expected in both),
        same=sum(expected == one.felt for one, expected in both),
        harder=sum(expected < one.felt for one, expected in both),
        strained=len({one.day for one in assessment.tries if one.strained}),
    )


def table(assessment: MovementAssessment, text: Text) -> list[dict[str, str]]:
    """The tries with an expectation, newest first, and whether their day was strained."""
    both = reversed(pairs(assessment))
    return [
        row
        | {text("charts.column.strained"): text("charts.column.yes" if one.strained else "charts.column.no")}
        for row, (one, _) in zip(expected_table(assessment, text), both, strict=True)
    ]
