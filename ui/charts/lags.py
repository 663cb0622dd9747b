"""The lag view of one factor, from three days before to seven days after: exploration, not verdict.

Left of the middle the pain came first, right of it the factor. Only what survives the check over all lags
and factors is drawn in colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import findings
from ui.charts import template as look

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from analysis.association_results import LagPoint
    from ui.text import Text
    from ui.theme import Theme


def figure(points: Sequence[LagPoint], text: Text, theme: Theme, *, compact: bool = False) -> go.Figure:
    """Strength with its 90 % interval per distance in days."""
    return sheet(points, text, theme, compact=compact).figure(theme)


def sheet(points: Sequence[LagPoint], text: Text, theme: Theme, *, compact: bool = False) -> look.Sheet:
    """The same chart as plain lists, for the snapshot page."""
    rows = sorted(points, key=lambda point: point.lag)
    out = look.base(text, height=230 if compact else 280, margin=(40, 12, 30, 48))
    lags = [point.lag for point in rows] or [0]
    reach = max([0.5, *(max(abs(point.low), abs(point.high)) * 1.1 for point in rows)])
    out.x_axis(
        range=[min(lags) - 0.6, max(lags) + 0.6],
        tickvals=lags,
        ticktext=[text.number(lag, 0, sign=True) for lag in lags],
        title={"text": text("charts.lags.axis"), "standoff": 6},
    )
    ticks = (-0.5, 0.0, 0.5)
    out.y_axis(
        range=[-reach, reach], tickvals=ticks, ticktext=[text.number(tick, 1, sign=True) for tick in ticks]
    )
    _sides(out, text, theme)
    _bars(out, rows, text, theme, compact=compact)
    return out


def _sides(out: look.Sheet, text: Text, theme: Theme) -> None:
    """The two halves carry their meaning in words; the line between them lies before the same day."""
    line = {"color": theme.ink3, "width": 1.2, "dash": "3px,3px"}
    out.shape(type="line", x0=-0.5, x1=-0.5, yref="paper", y0=0, y1=1.08, line=line)
    place = {"x": -0.5, "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 4}
    look.word(out, text("charts.lags.pain_first"), theme, xanchor="right", xshift=-8, **place)
    look.word(out, text("charts.lags.factor_first"), theme, xanchor="left", xshift=8, **place)


def _bars(out: look.Sheet, rows: Sequence[LagPoint], text: Text, theme: Theme, *, compact: bool) -> None:
    for kept, ink in ((False, theme.ink3), (True, theme.accent)):
        chosen = [point for point in rows if point.survives is kept]
        if not chosen:
            continue
        xs: list[float | None] = []
        ys: list[float | None] = []
        for point in chosen:
            xs += [point.lag, point.lag, None]
            ys += [point.low, point.high, None]
        line = {"color": ink, "width": 3.5 if kept else 2}
        out.scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", meta="interval")
        out.scatter(
            x=[point.lag for point in chosen], y=[point.b for point in chosen], mode="markers", meta="lags",
            hovertext=[hover(point, text) for point in chosen], hoverinfo="text",
            marker={
                "symbol": "diamond" if kept else "circle",
                "size": (11 if compact else 13) if kept else 9,
                "color": ink if kept else theme.surface,
                "line": {"color": ink, "width": 0 if kept else 2},
            },
        )  # fmt: skip


def hover(point: LagPoint, text: Text) -> str:
    """What the table says about one bar."""
    return text(
        "charts.lags.hover",
        lag=findings.lag_name(point.factor, point.lag, text),
        b=text.number(point.b, 2, sign=True),
        span=text.span(point.low, point.high, 2),
        days=point.n,
    )


def caption(text: Text) -> str:
    """How to read it, and that it is exploration."""
    return text("charts.lags.caption")


def alt(points: Sequence[LagPoint], text: Text) -> str:
    """The chart in words: how many lags, which survive, on how many days."""
    rows = sorted(points, key=lambda point: point.lag)
    if not rows:
        return text("charts.lags.caption")
    kept = [point for point in rows if point.survives]
    words = "; ".join(hover(point, text) for point in kept)
    name = findings.factor(rows[0].factor, text)
    days = text("charts.lags.alt_days", low=min(p.n for p in rows), high=max(p.n for p in rows))
    first = text(
        "charts.lags.alt", n=len(rows), factor=name, found=len(kept), rows=f"{words}." if words else ""
    )
    return f"{first.strip()} {days}"


def table(points: Sequence[LagPoint], text: Text) -> list[dict[str, str]]:
    """One row per lag, from pain first to factor first."""
    return [
        {
            text("charts.column.when"): findings.lag_name(point.factor, point.lag, text),
            text("charts.column.strength"): text.number(point.b, 2, sign=True),
            text("charts.column.interval"): text.span(point.low, point.high, 2),
            text("charts.column.survives"): text(
                "charts.column.yes" if point.survives else "charts.column.no"
            ),
            text("charts.column.days"): str(point.n),
        }
        for point in sorted(points, key=lambda point: point.lag)
    ]
