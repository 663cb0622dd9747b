"""All connections on one axis in pain points: verdict by form, more or less pain by side and word.

Filled diamond and thick line: clear sign; open diamond: sign; ring and dashes: not clear yet; grey square:
none worth noting. The area of hardly noticeable effects lies behind, each row with its own: it is the band of the
verdict "none" in points of that row's step.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

from ui import findings
from ui.charts import template as look

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from analysis.association_results import Connection
    from ui.text import Text
    from ui.theme import Theme

ORDER: Final = ("clear", "hint", "early", "unclear", "none")
SHAPES: Final = {
    "clear": ("diamond", 16, 4.0, "solid"),
    "hint": ("diamond-open", 14, 2.6, "solid"),
    "early": ("circle-open", 11, 2.2, "3px,3px"),
    "unclear": ("circle-open", 11, 2.2, "3px,3px"),
    "none": ("square", 9, 2.2, "solid"),
}
PLOT: Final = (0.2, 0.6)
"""Where the plot lies in the width of a wide figure: factor on its left, verdict and days on its right."""
VERDICT: Final = 0.625
ROW, ROW_COMPACT = 84, 112
LINE_CHARACTERS = 46
"""The verdict's sentence is broken after about this many characters to fit its column."""


def ordered(connections: Sequence[Connection]) -> list[Connection]:
    """By verdict, then by size of the effect."""
    return sorted(connections, key=lambda one: (ORDER.index(one.verdict), -abs(one.effect)))


def figure(
    connections: Sequence[Connection], text: Text, theme: Theme, *, compact: bool = False
) -> go.Figure:
    """The forest plot. compact: factor and verdict stand above each interval instead of beside it."""
    return sheet(connections, text, theme, compact=compact).figure(theme)


def sheet(
    connections: Sequence[Connection], text: Text, theme: Theme, *, compact: bool = False
) -> look.Sheet:
    """The same chart as plain lists, for the snapshot page."""
    rows = ordered(connections)
    step = ROW_COMPACT if compact else ROW
    margin = (10, 10, 38, 30) if compact else (4, 4, 42, 32)
    out = look.base(text, height=max(len(rows), 1) * step + margin[2] + margin[3], margin=margin)
    reach = _reach(rows)
    _axes(out, len(rows), reach, text, theme, compact=compact)
    for number, one in enumerate(rows):
        zone(out, one.negligible, number, theme)
        _interval(out, one, number, text, theme, compact=compact)
        if compact:
            _above(out, one, number, text, theme)
        else:
            _beside(out, one, number, text, theme)
    return out


def _reach(rows: Sequence[Connection]) -> float:
    """Half width of the axis: one point, or further by halves when an interval needs it."""
    widest = max((max(abs(one.low), abs(one.high)) for one in rows), default=0.0)
    return max(1.0, -(-widest // 0.5) * 0.5)


def _axes(out: look.Sheet, count: int, reach: float, text: Text, theme: Theme, *, compact: bool) -> None:
    every = 0.5 if reach <= (1.0 if compact else 1.5) else 1.0
    ticks = [every * step for step in range(-int(reach / every), int(reach / every) + 1)]
    out.x_axis(
        range=[-reach * 1.12, reach * 1.12],
        tickvals=ticks,
        ticktext=[text.number(tick, 0 if tick == int(tick) else 1, sign=True) for tick in ticks],
        showgrid=True,
    )
    left, right = (0.0, 1.0) if compact else PLOT
    out.x_axis(domain=[left, right])
    out.y_axis(range=[count - 0.5, -0.5], showgrid=False, showticklabels=False)
    for number in range(count + 1):
        out.shape(
            type="line", xref="paper", x0=0, x1=1, y0=number - 0.5, y1=number - 0.5,
            line={"color": theme.line, "width": 1}, layer="below",
        )  # fmt: skip
    heads = [
        (text("charts.forest.less"), "paper", left, "left"),
        (text("charts.forest.negligible"), "x", 0, "center"),
        (text("charts.forest.more"), "paper", right, "right"),
    ]
    if not compact:
        heads += [
            (f"<b>{text('charts.column.factor')}</b>", "paper", 0, "left"),
            (f"<b>{text('charts.column.verdict')}</b>", "paper", VERDICT, "left"),
            (f"<b>{text('charts.column.days')}</b>", "paper", 1, "right"),
        ]
    for words, where, x, anchor in heads:
        look.word(
            out, words, theme, xref=where, x=x, xanchor=anchor, yref="paper", y=1, yanchor="bottom", yshift=8,
            font={"size": look.NOTE},
        )  # fmt: skip


def zone(out: look.Sheet, half: float, row: int, theme: Theme) -> None:
    """The area of hardly noticeable effects of one row, `half` points to either side."""
    out.shape(
        type="rect", x0=-half, x1=half, y0=row - 0.5, y1=row + 0.5, fillcolor=theme.zone, line={"width": 0},
        layer="below",
    )  # fmt: skip


def _ink(one: Connection, theme: Theme) -> str:
    return theme.accent if one.verdict in {"clear", "hint"} else theme.ink3


def _interval(out: look.Sheet, one: Connection, row: int, text: Text, theme: Theme, *, compact: bool) -> None:
    symbol, size, width, dash = SHAPES[one.verdict]
    ink, place = _ink(one, theme), row + (0.3 if compact else 0.0)
    out.scatter(
        x=[one.low, one.high], y=[place, place], mode="lines",
        line={"color": ink, "width": width, "dash": dash}, hoverinfo="skip", meta="interval",
    )  # fmt: skip
    open_form = symbol.endswith("-open")
    out.scatter(
        x=[one.effect], y=[place], mode="markers", meta=one.verdict, hovertext=[hover(one, text)],
        hoverinfo="text",
        marker={
            "symbol": symbol.removesuffix("-open"),
            "size": size,
            "color": theme.surface if open_form else ink,
            "line": {"color": ink, "width": 2.2 if open_form else 0},
        },
    )  # fmt: skip
    strong = one.verdict in {"clear", "hint"}
    shown = text.number(one.effect, sign=True)
    look.word(
        out, f"<b>{shown}</b>" if strong else shown, theme, x=one.effect, y=place, yanchor="bottom",
        yshift=size / 2, font={"color": theme.ink if strong else theme.ink2, "size": look.STRONG},
    )  # fmt: skip


def hover(one: Connection, text: Text) -> str:
    """What the table says about one connection, in two lines."""
    return text(
        "charts.forest.hover",
        factor=look.escape(findings.factor(one.factor, text)),
        lag=findings.lag_name(one.factor, one.lag, text),
        step=findings.step_name(one, text),
        effect=text.number(one.effect, sign=True),
        span=text.span(one.low, one.high),
        days=one.n,
    )


def _label(one: Connection, text: Text, theme: Theme) -> str:
    name = look.escape(findings.factor(one.factor, text))
    lag = findings.lag_name(one.factor, one.lag, text)
    return f"<b>{name}</b> <span style='color:{theme.ink2}'>· {lag}</span>"


def _left(out: look.Sheet, words: str, theme: Theme, row: float, **place: Any) -> None:  # noqa: ANN401 - Plotly
    look.word(out, words, theme, y=row, xref="paper", align="left", yanchor="middle", **place)


def _beside(out: look.Sheet, one: Connection, row: int, text: Text, theme: Theme) -> None:
    """Factor on the left; verdict in words, sentence and days on the right."""
    words = look.escape(findings.step_name(one, text))
    step = f"<span style='font-size:{look.CHART}px;color:{theme.ink2}'>{words}</span>"
    label = f"{_label(one, text, theme)}<br>{step}"
    _left(
        out,
        label,
        theme,
        row,
        x=0,
        xanchor="left",
        font={"size": look.STRONG, "color": theme.ink},
    )
    ink = theme.accent if one.verdict in {"clear", "hint"} else theme.ink
    lines = "<br>".join(textwrap.wrap(look.escape(findings.short(one, text)), LINE_CHARACTERS))
    head = f"<span style='font-size:{look.STRONG}px;color:{ink}'><b>{findings.strength(one, text)}</b></span>"
    _left(out, f"{head}<br>{lines}", theme, row, x=VERDICT, xanchor="left")
    days = f"<span style='font-size:{look.STRONG}px;color:{theme.ink}'><b>{one.n}</b></span>"
    missing = f"<br>{text('charts.forest.missing', n=one.missing)}" if one.missing else ""
    look.word(
        out, days + missing, theme, y=row, xref="paper", x=1, xanchor="right",
        align="right", yanchor="middle", font={"size": look.NOTE},
    )  # fmt: skip


def _above(out: look.Sheet, one: Connection, row: int, text: Text, theme: Theme) -> None:
    """On a phone: factor with its lag, below it the verdict with the days."""
    days = text("charts.forest.days", n=one.n)
    verdict = f"{findings.strength(one, text)} · {days}"
    label = f"{_label(one, text, theme)}<br><span style='color:{_ink(one, theme)}'>{verdict}</span>"
    look.word(
        out, label, theme, xref="paper", x=0, xanchor="left", y=row - 0.5, yanchor="top", align="left",
        yshift=-6, font={"color": theme.ink},
    )  # fmt: skip


def alt(connections: Sequence[Connection], text: Text) -> str:
    """The chart in words, one short sentence per connection."""
    rows = [
        text(
            "charts.forest.alt_row",
            factor=findings.factor(one.factor, text),
            lag=findings.lag_name(one.factor, one.lag, text),
            verdict=findings.strength(one, text),
            effect=text.number(one.effect, sign=True),
            span=text.span(one.low, one.high),
            days=one.n,
        )
        for one in ordered(connections)
    ]
    return text("charts.forest.alt", n=len(rows), rows=" ".join(rows))


def table(connections: Sequence[Connection], text: Text) -> list[dict[str, str]]:
    """One row per connection in the order of the chart."""
    return [
        {
            text("charts.column.factor"): findings.factor(one.factor, text),
            text("charts.column.when"): findings.lag_name(one.factor, one.lag, text),
            text("charts.column.step"): findings.step_name(one, text),
            text("charts.column.effect"): text.number(one.effect, sign=True),
            text("charts.column.interval"): text.span(one.low, one.high),
            text("charts.column.verdict"): findings.strength(one, text),
            text("charts.column.days"): str(one.n),
            text("charts.column.missing"): str(one.missing),
        }
        for one in ordered(connections)
    ]
