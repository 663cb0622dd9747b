"""Named rows of intervals on one axis in pain points: one estimate a row, or two to be compared.

Filled diamond: the estimate the row is about; open ring over it: the one it is compared with. Accent where the row
says something, grey where not. The area of hardly noticeable effects lies behind, as in the forest plot.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ui.charts import template as look
from ui.charts.forest import zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from analysis.results import Estimate
    from ui.text import Text
    from ui.theme import Theme

PLOT: Final = (0.24, 0.64)
SAID: Final = 0.67
LINE: Final = 20
"""Height of a line of words, in px."""
PAD, APART = 14, 11
"""Room over and under the words of a row, and half the distance of its two estimates, in px."""
LINE_CHARACTERS, LINE_COMPACT = 54, 46


@dataclass(frozen=True, slots=True)
class Row:
    """One row in words and numbers. shown: the estimate it is about; other: what it is compared with; strong: whether
    it may be drawn in colour; said: lines of words beside it; hover: both estimates in one sentence; negligible: half
    width of the area of hardly noticeable effects, 0 where none is worked out.
    """

    name: str
    detail: str
    shown: Estimate | None
    other: Estimate | None
    strong: bool
    said: tuple[str, ...]
    hover: str
    negligible: float = 0.0


def figure(rows: Sequence[Row], text: Text, theme: Theme, *, compact: bool = False) -> go.Figure:
    """All rows; compact: the words stand above each interval instead of beside it."""
    return sheet(rows, text, theme, compact=compact).figure(theme)


def sheet(rows: Sequence[Row], text: Text, theme: Theme, *, compact: bool = False) -> look.Sheet:
    """The same chart as plain lists."""
    words = LINE * max((len(_lines(one, compact=compact)) for one in rows), default=1)
    plot = 4 * APART if any(one.other for one in rows) else 2 * APART
    step = words + plot + PAD if compact else max(words + 2 * PAD, plot + 2 * PAD)
    margin = (10, 10, 38, 30) if compact else (4, 4, 40, 32)
    out = look.base(text, height=max(len(rows), 1) * step + margin[2] + margin[3], margin=margin)
    _axes(out, rows, text, theme, compact=compact)
    for number, one in enumerate(rows):
        if one.negligible:
            zone(out, one.negligible, number, theme)
        _words(out, one, number, theme, compact=compact)
        # In a wide row the estimates lie in its middle, in a narrow one under its words.
        place = number + ((words + PAD / 2 + plot / 2) / step - 0.5 if compact else 0.0)
        if one.other:
            _estimate(out, one.other, place - APART / step, one, theme, filled=False)
        if one.shown:
            below = APART / step if one.other else 0.0
            _estimate(out, one.shown, place + below, one, theme, filled=True)
    return out


def _reach(rows: Sequence[Row]) -> float:
    """Half width of the axis: one point, or further by halves when an interval needs it."""
    ends = [
        abs(end) for one in rows for each in (one.shown, one.other) if each for end in (each.low, each.high)
    ]
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


def _lines(one: Row, *, compact: bool) -> list[str]:
    """The words of a row, broken to fit: on a phone with its name, else the name stands on the left."""
    width = LINE_COMPACT if compact else LINE_CHARACTERS
    lines = [part for words in one.said for part in textwrap.wrap(look.escape(words), width)]
    return ["", *lines] if compact else lines


def _words(out: look.Sheet, one: Row, row: int, theme: Theme, *, compact: bool) -> None:
    name = f"<b>{look.escape(one.name)}</b>"
    detail = f"<span style='color:{theme.ink2}'>{look.escape(one.detail)}</span>"
    said = "<br>".join(_lines(one, compact=compact))
    if compact:
        _left(out, f"{name} {detail}{said}", theme, {"x": 0, "y": row - 0.5, "yanchor": "top", "yshift": -5})
        return
    _left(out, f"{name}<br>{detail}", theme, {"x": 0, "y": row, "yanchor": "middle"})
    _left(out, said, theme, {"x": SAID, "y": row, "yanchor": "middle"})


def _left(out: look.Sheet, words: str, theme: Theme, place: dict[str, Any]) -> None:
    look.word(
        out, words, theme, xref="paper", xanchor="left", align="left", font={"color": theme.ink}, **place
    )


def _estimate(
    out: look.Sheet, shown: Estimate, place: float, one: Row, theme: Theme, *, filled: bool
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
