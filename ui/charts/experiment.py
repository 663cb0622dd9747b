"""A small experiment in two pictures: both means of every block, and the difference with its interval.

Filled diamond: days of a; ring: days of b; so the picture reads without colour. Blocks that do not count are small.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from analysis.results import Insufficient
from ui import experiment_words as words
from ui.charts import template as look
from ui.words import upper_first

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.experiment_results import BlockMeans, Difference, ExperimentResult
    from data.experiments import Design
    from ui.text import Text
    from ui.theme import Theme

ROW: Final = 62
MANY: Final = 14
"""More blocks than this get a number only at every other one."""


def blocks(
    found: ExperimentResult, design: Design, text: Text, theme: Theme, *, compact: bool = False
) -> go.Figure:
    """Both means of every block on the full scale, joined by a line."""
    out = look.base(text, height=260 if compact else 300, margin=(30, 10, 14, 44))
    look.pain_axis(out, top=10.4)
    every = 2 if compact or len(found.blocks) > MANY else 1
    shown = [one.number for one in found.blocks][::every]
    out.x_axis(
        range=[0.4, len(found.blocks) + 0.6],
        tickvals=shown,
        ticktext=[str(number) for number in shown],
        title={"text": text("experiments.chart.block"), "standoff": 6},
    )
    for one in found.blocks:
        if one.a is not None and one.b is not None:
            out.scatter(
                x=[one.number] * 2, y=[one.a, one.b], mode="lines", hoverinfo="skip", meta="pair",
                line={"color": theme.ink3, "width": 1.6, "dash": "solid" if one.counted else "2px,3px"},
            )  # fmt: skip
    for side in ("b", "a"):
        _side(out, found, design, side, text, theme)
    return out.figure(theme)


def _side(
    out: look.Sheet, found: ExperimentResult, design: Design, side: str, text: Text, theme: Theme
) -> None:
    rows = [one for one in found.blocks if getattr(one, side) is not None]
    filled = side == "a"
    out.scatter(
        x=[one.number for one in rows],
        y=[getattr(one, side) for one in rows],
        mode="markers",
        meta=side,
        hovertext=[_hover(one, design, side, text) for one in rows],
        hoverinfo="text",
        marker={
            "symbol": "diamond" if filled else "circle",
            "opacity": 1,
            "size": [(13 if filled else 11) if one.counted else 7 for one in rows],
            "color": theme.accent if filled else theme.surface,
            "line": {"color": theme.accent if filled else theme.ink2, "width": 0 if filled else 2.2},
        },
    )


def _hover(one: BlockMeans, design: Design, side: str, text: Text) -> str:
    return text(
        "experiments.chart.hover",
        number=one.number,
        period=text.period(*one.window),
        name=look.escape(design.words(side)),
        mean=text.number(getattr(one, side)),
        n=getattr(one, f"n_{side}"),
    )


def difference(
    found: ExperimentResult, design: Design, text: Text, theme: Theme, *, compact: bool = False
) -> go.Figure:
    """The difference in points with its interval, as drawn and only as done, over the yardstick."""
    rows = _rows(found)
    reach = _reach(rows, found)
    out = look.base(text, height=ROW * len(rows) + 78, margin=(10, 10, 42, 36))
    every = 1 if reach <= 4 else 2
    ticks = [tick for tick in range(-math.floor(reach), math.floor(reach) + 1) if tick % every == 0]
    out.x_axis(
        range=[-reach, reach],
        tickvals=ticks,
        ticktext=[text.number(tick, 0, sign=True) for tick in ticks],
        showgrid=True,
        domain=[0.0 if compact else 0.2, 1],
    )
    out.y_axis(range=[len(rows) - 0.4, -0.6], showgrid=False, showticklabels=False)
    _marks(out, found, theme)
    for at, (key, one) in enumerate(rows):
        _interval(out, at, key, one, text, theme, compact=compact)
    _ends(out, design, text, theme, compact=compact)
    return out.figure(theme)


def _rows(found: ExperimentResult) -> list[tuple[str, Difference]]:
    rows = [("assigned", found.assigned)]
    if not isinstance(found.as_done, Insufficient):
        rows.append(("as_done", found.as_done))
    return rows


def _reach(rows: list[tuple[str, Difference]], found: ExperimentResult) -> float:
    widest = max(min(max(abs(one.low), abs(one.high)), words.WIDEST) for _, one in rows)
    mark = found.yardstick.points if found.yardstick else 1.0
    return max(widest, mark, 1.0) * 1.15


def _marks(out: look.Sheet, found: ExperimentResult, theme: Theme) -> None:
    """No difference as a line; where a difference is taken as noticeable, dashed."""
    place: dict[str, Any] = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    out.shape(x0=0, x1=0, line={"color": theme.ink2, "width": 1.4}, **place)
    if found.yardstick:
        dashed = {"color": theme.ink3, "width": 1.2, "dash": "3px,3px"}
        for x in (-found.yardstick.points, found.yardstick.points):
            out.shape(x0=x, x1=x, line=dashed, **place)


def _interval(
    out: look.Sheet, at: int, key: str, one: Difference, text: Text, theme: Theme, *, compact: bool
) -> None:
    main = key == "assigned"
    low, high = max(one.low, -words.WIDEST), min(one.high, words.WIDEST)
    ink = theme.accent if main else theme.ink3
    out.scatter(
        x=[low, high], y=[at, at], mode="lines", hoverinfo="skip", meta="interval",
        line={"color": ink, "width": 4.0 if main else 2.2},
    )  # fmt: skip
    out.scatter(
        x=[one.effect], y=[at], mode="markers", meta=key, hoverinfo="text",
        hovertext=[f"{text.number(one.effect, sign=True)} ({words.span(one, text)})"],
        marker={
            "symbol": "diamond" if main else "circle", "size": 16 if main else 11,
            "color": ink if main else theme.surface, "line": {"color": ink, "width": 0 if main else 2.2},
        },
    )  # fmt: skip
    label = text(f"experiments.chart.{key}")
    shift = -24 if compact else 0
    look.word(
        out, f"<b>{label}</b>" if main else label, theme, xref="paper", x=0, xanchor="left", y=at,
        yanchor="middle", yshift=-shift, font={"color": theme.ink}, bgcolor=theme.surface,
    )  # fmt: skip


def _ends(out: look.Sheet, design: Design, text: Text, theme: Theme, *, compact: bool) -> None:
    """What the two directions mean."""
    name = look.escape(shortened(design.a, 16 if compact else 36))
    place = {
        "xref": "paper",
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": 8,
        "font": {"size": look.NOTE},
    }
    less, more = (text(f"experiments.chart.{end}", a=name) for end in ("less", "more"))
    look.word(out, less, theme, x=0.0 if compact else 0.2, xanchor="left", **place)
    look.word(out, more, theme, x=1, xanchor="right", **place)


def shortened(name: str, most: int) -> str:
    """A name that fits."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def blocks_alt(found: ExperimentResult, design: Design, text: Text) -> str:
    """The first picture in words."""
    gaps = [one.difference for one in found.blocks if one.counted and one.difference is not None]
    return text(
        "experiments.chart.blocks_alt",
        n=len(gaps),
        outcome=upper_first(words.outcome(design, text)),
        a=design.a,
        b=design.b,
        lower=sum(gap < 0 for gap in gaps),
        higher=sum(gap > 0 for gap in gaps),
        same=sum(gap == 0 for gap in gaps),
    )


def difference_alt(found: ExperimentResult, design: Design, text: Text) -> str:
    """The second picture in words."""
    return text(
        "experiments.chart.difference_alt",
        a=design.a,
        b=design.b,
        effect=text.number(found.assigned.effect, sign=True),
        span=words.span(found.assigned, text),
    )


def table(found: ExperimentResult, design: Design, text: Text) -> list[dict[str, str]]:
    """One row per block: when, both means, difference, days, whether it counts."""
    none = text("charts.none")

    def shown(value: float | None, *, sign: bool = False) -> str:
        return none if value is None else text.number(value, sign=sign)

    return [
        {
            text("experiments.chart.block"): str(one.number),
            text("experiments.chart.when"): text.period(*one.window),
            f"a: {design.a}": shown(one.a),
            f"b: {design.b}": shown(one.b),
            text("experiments.chart.gap"): shown(one.difference, sign=True),
            text("experiments.chart.count"): str(one.n_a + one.n_b),
            text("experiments.chart.counted"): text("experiments.yes" if one.counted else "experiments.no"),
        }
        for one in found.blocks
    ]
