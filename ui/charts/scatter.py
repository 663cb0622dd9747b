"""One connection day by day: adjusted pain over the factor, with the adjusted line and its band.

A box dragged over the days chooses them (not on a phone, where a finger scrolls); chosen days are filled diamonds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import findings
from ui.charts import template as look

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    import plotly.graph_objects as go

    from analysis.association_results import AdjustedPoint, Scatter
    from ui.text import Text
    from ui.theme import Theme

NEWEST = 400
"""More points than this cannot be told apart, and a browser draws them slowly; the line is of all days."""


def figure(
    scatter: Scatter,
    text: Text,
    theme: Theme,
    *,
    compact: bool = False,
    chosen: Collection[date] = (),
    brush: bool = False,
) -> go.Figure:
    """Points, line and 90 % band; the pain axis is always the full scale. chosen: days to fill."""
    out = sheet(scatter, text, theme, compact=compact, chosen=chosen)
    if brush and not compact:
        out.layout.update(dragmode="select")
    return out.figure(theme)


def sheet(
    scatter: Scatter, text: Text, theme: Theme, *, compact: bool = False, chosen: Collection[date] = ()
) -> look.Sheet:
    """The same chart as plain lists, for the snapshot page."""
    out = look.base(text, height=280 if compact else 340, margin=(32, 16, 14, 52))
    points = scatter.points[-NEWEST:]
    values = [point.x for point in points] + list(scatter.line_x)
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    pad = max(high - low, 1e-6) * 0.04
    name = look.escape(findings.factor(scatter.factor, text))
    out.x_axis(range=[low - pad, high + pad], title={"text": name, "standoff": 8}, **_ticks(low, high, text))
    look.pain_axis(out, top=10.4)
    if scatter.line_x:
        xs = list(scatter.line_x)
        out.scatter(**look.band(xs, scatter.line_low, scatter.line_high, theme.accent))
        line = {"color": theme.accent, "width": look.LINE}
        out.scatter(x=xs, y=list(scatter.line_y), mode="lines", line=line, hoverinfo="skip", meta="line")
    _days(out, [point for point in points if point.day not in chosen], name, text, theme, kept=False)
    _days(out, [point for point in points if point.day in chosen], name, text, theme, kept=True)
    return out


def _days(
    out: look.Sheet, points: Sequence[AdjustedPoint], name: str, text: Text, theme: Theme, *, kept: bool
) -> None:
    if not points:
        return
    out.scatter(
        x=[point.x for point in points], y=[point.pain for point in points],
        mode="markers", hoverinfo="text", cliponaxis=False, meta="chosen" if kept else "days",
        marker={
            "size": 11 if kept else 7,
            "symbol": "diamond" if kept else "circle",
            "color": theme.accent if kept else theme.ink3,
            "opacity": 1 if kept else 0.75,
            "line": {"color": theme.surface, "width": 1},
        },
        hovertext=[
            text(
                "charts.scatter.hover",
                day=text.short_day(point.day),
                factor=name,
                value=text.amount(round(point.x, 1)),
                pain=text.number(point.pain),
            )
            for point in points
        ],
    )  # fmt: skip


def _ticks(low: float, high: float, text: Text) -> dict[str, list[object]]:
    """About five round values in the number format of the language."""
    import math

    raw = max(high - low, 1e-6) / 5
    power = 10 ** math.floor(math.log10(raw))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= raw)
    first = math.ceil(low / step)
    ticks = [number * step for number in range(first, math.floor(high / step) + 1)]
    digits = max(0, -math.floor(math.log10(step)))
    return {"tickvals": list(ticks), "ticktext": [text.number(tick, digits) for tick in ticks]}


def caption(scatter: Scatter, text: Text) -> str:
    """What the points are, and how many of all days they are."""
    words = text("charts.scatter.caption")
    if len(scatter.points) <= NEWEST:
        return words
    return f"{words} · {text('charts.scatter.newest', shown=NEWEST, n=len(scatter.points))}"


def alt(scatter: Scatter, text: Text) -> str:
    """The chart in words: number of days, where the line starts and ends."""
    first = text.number(scatter.line_y[0]) if scatter.line_y else text("charts.none")
    last = text.number(scatter.line_y[-1]) if scatter.line_y else text("charts.none")
    name = findings.factor(scatter.factor, text)
    return text("charts.scatter.alt", n=scatter.n, factor=name, first=first, last=last)


def table(scatter: Scatter, text: Text) -> list[dict[str, str]]:
    """One row per day, newest first."""
    return [
        {
            text("charts.column.day"): text.day(point.day),
            text("charts.column.value"): text.amount(round(point.x, 1)),
            text("charts.column.pain"): text.number(point.pain),
        }
        for point in sorted(scatter.points, key=lambda point: point.day, reverse=True)
    ]
