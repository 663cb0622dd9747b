"""Named rows of intervals on one axis in pain points: one estimate a row, or two to be compared.

Filled diamond: the estimate the row is about; open ring over it: the one it is compared with. Accent where the row
says something, grey where not. The area of hardly noticeable effects lies behind, as in the forest plot.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ui.charts import template as look
from ui.charts.forest import NEGLIGIBLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from analysis.results import Estimate
    from ui.text import Text
    from ui.theme import Theme

PLOT: Final = (0.24, 0.62)
SAID: Final = 0.65
ROW, ROW_COMPACT = 78, 104
LINE_CHARACTERS, LINE_COMPACT = 48, 44
APART: Final = 0.17
"""Half the distance of the two estimates of a row, in rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row in words and numbers. shown: the estimate it is about; other: what it is compared with; strong: whether
    it may be drawn in colour; said: the words beside it; hover: of both estimates.
    """

    name: str
    detail: str
    shown: Estimate | None
    other: Estimate | None
    strong: bool
    said: str
    hover: str


def figure(rows: Sequence[Row], text: Text, theme: Theme, *, compact: bool = False) -> go.Figure:
    """All rows; compact: the words stand above each interval instead of beside it."""
    return sheet(rows, text, theme, compact=compact).figure(theme)


def sheet(rows: Sequence[Row], text: Text, theme: Theme, *, compact: bool = False) -> look.Sheet:
    """The same chart as plain lists."""
    step = ROW_COMPACT if compact else ROW
    margin = (10, 10, 38, 30) if compact else (4, 4, 40, 32)
    out = look.base(text, height=max(len(rows), 1) * step + margin[2] + margin[3], margin=margin)
    _axes(out, rows, text, theme, compact=compact)
    for number, one in enumerate(rows):
        _words(out, one, number, theme, compact=compact)
        place = number + (0.28 if compact else 0.0)
        gap = APART * (0.6 if compact else 1.0)
        if one.other:
            _estimate(out, one.other, place - gap, one, text, theme, filled=False)
        if one.shown:
            _estimate(out, one.shown, place + (gap if one.other else 0.0), one, text, theme, filled=True)
    return out


def _reach(rows: Sequence[Row]) -> float:
    """Half width of the axis: one point, or further by halves when an interval needs it."""
    ends = [abs(end) for one in rows for each in (one.shown, one.other) if each for end in (each.low, each.high)]
    return max(1.0, -(-max(ends, default=0.0) // 0.5) * 0.5)


def _axes(out: look.Sheet, rows: Sequence[Row], text: Text, theme: Theme, *, compact: bool) -> None:
    reach = _reach(rows)
    every = 0.5 if reach <= (1.0 if compact else 1.5) else 1.0 if reach <= 4 else 2.0
    ticks = [every * step for step in range(-int(reach / every), int(reach / every) + 1)]
    left, right = (0.0, 1.0) if compact else PLOT
    out.x_axis(
        range=[-reach * 1.12, reach * 1.12], tickvals=ticks, showgrid=True, domain=[left, right],
        ticktext=[text.number(tick, 0 if tick == int(tick) else 1, sign=True) for tick in ticks],
    )  # fmt: skip
    out.y_axis(range=[len(rows) - 0.5, -0.5], showgrid=False, showticklabels=False)
    out.shape(
        type="rect", x0=-NEGLIGIBLE, x1=NEGLIGIBLE, yref="paper", y0=0, y1=1, fillcolor=theme.zone,
        line={"width": 0}, layer="below",
    )  # fmt: skip
    for number in range(len(rows) + 1):
        out.shape(
            type="line", xref="paper", x0=0, x1=1, y0=number - 0.5, y1=number - 0.5,
            line={"color": theme.line, "width": 1}, layer="below",
        )  # fmt: skip
    for words, x, anchor in (
        (text("charts.forest.less"), left, "left"),
        (text("charts.forest.more"), right, "right"),
    ):
        look.word(
            out, words, theme, xref="paper", x=x, xanchor=anchor, yref="paper", y=1, yanchor="bottom",
            yshift=8, font={"size": look.NOTE},
        )  # fmt: skip


def _words(out: look.Sheet, one: Row, row: int, theme: Theme, *, compact: bool) -> None:
    name = f"<b>{look.escape(one.name)}</b>"
    detail = f"<span style='color:{theme.ink2}'>{look.escape(one.detail)}</span>"
    if compact:
        lines = _wrapped(one.said, LINE_COMPACT)
        label, place = f"{name} {detail}<br>{lines}", {"x": 0, "y": row - 0.5, "yanchor": "top", "yshift": -6}
        _left(out, label, theme, place)
        return
    _left(out, f"{name}<br>{detail}", theme, {"x": 0, "y": row, "yanchor": "middle"})
    _left(out, _wrapped(one.said, LINE_CHARACTERS), theme, {"x": SAID, "y": row, "yanchor": "middle"})


def _wrapped(words: str, width: int) -> str:
    return "<br>".join(textwrap.wrap(look.escape(words), width))


def _left(out: look.Sheet, words: str, theme: Theme, place: dict[str, Any]) -> None:
    look.word(
        out, words, theme, xref="paper", xanchor="left", align="left", font={"color": theme.ink}, **place
    )


def _estimate(
    out: look.Sheet, shown: Estimate, place: float, one: Row, text: Text, theme: Theme, *, filled: bool
) -> None:
    ink = theme.accent if one.strong and filled else theme.ink3
    out.scatter(
        x=[shown.low, shown.high], y=[place, place], mode="lines", hoverinfo="skip", meta="interval",
        line={"color": ink, "width": 3 if filled and one.strong else 2, "dash": "solid" if filled else "3px,3px"},
    )  # fmt: skip
    out.scatter(
        x=[shown.value], y=[place], mode="markers", meta="shown" if filled else "other",
        hovertext=[look.escape(one.hover)], hoverinfo="text",
        marker={
            "symbol": "diamond" if filled else "circle",
            "size": 12 if filled else 9,
            "color": ink if filled else theme.surface,
            "line": {"color": ink, "width": 0 if filled else 2},
        },
    )  # fmt: skip


def alt(rows: Sequence[Row], text: Text) -> str:
    """The chart in words: one sentence per row."""
    return text("explorer.rows.alt", n=len(rows), rows=" ".join(one.hover for one in rows))
