"""How sure it was, week by week, that a movement stays under the limit; the states said then on top.

Each point is what would have been said on its day with the data up to that day. Where the data did not reach for a
verdict there is no point and the line stops.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ui.charts import ribbon
from ui.charts import template as look
from ui.charts.runs import ribbon as past

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from analysis.results import Look, MovementAssessment, Window
    from ui.text import Text
    from ui.theme import Theme

RIBBON = (1.18, 1.5)
"""The ribbon's place over the scale from 0 to 1."""
BOTTOM, TOP = -0.06, 1.56
HEIGHT, HEIGHT_COMPACT = 210, 190
LINE = 15
"""Pixels a word of the scale needs: closer to each other the limit and 100 % would lie on each other."""
MANY = 60
"""With more weeks than this their marks become dots, which still shows one that stands alone."""


def shown(looks: Sequence[Look], assessment: MovementAssessment) -> list[Look]:
    """The looks inside the window, oldest first."""
    start, end = assessment.window
    return sorted((one for one in looks if start <= one.day <= end), key=lambda one: one.day)


def known(one: Look) -> bool:
    """Whether the data of that day reached for a verdict."""
    return one.state != "unknown" and math.isfinite(one.p_safe)


def figure(
    assessment: MovementAssessment,
    looks: Sequence[Look],
    text: Text,
    theme: Theme,
    *,
    certain: float = 0.8,
    compact: bool = False,
    span: Window | None = None,
    brush: bool = True,
) -> go.Figure:
    """certain: the share from which on "safe" may be said. Left and right edges are those of the level chart.

    brush: a drag over the chart selects a stretch of its time.
    """
    margin = (look.LEFT, look.NARROW[1] if compact else look.WIDE[1], 8, 26)
    height = HEIGHT_COMPACT if compact else HEIGHT
    out = look.base(text, height=height, margin=margin)
    if brush and not compact:  # on a phone a finger on the chart scrolls the page
        look.brushed(out)
    apart = (1 - certain) * (height - margin[2] - margin[3]) / (TOP - BOTTOM)
    ticks = (0, certain, 1) if apart >= LINE else (0, certain)
    out.y_axis(
        range=[BOTTOM, TOP],
        tickvals=ticks,
        ticktext=[text.percent(one) for one in ticks],
        ticklabelstandoff=6,
    )
    window = span or assessment.window
    look.date_axis(out, *window, text, ticks=3 if compact else 6)
    _line(out, certain, theme)
    found = shown(looks, assessment)
    room = ribbon.ROOM_NARROW if compact else ribbon.ROOM
    ribbon.draw(out, past(looks, assessment), window, text, theme, place=RIBBON, room=room)
    _points(out, found, assessment, text, theme)
    if not compact and found and known(found[-1]):
        _end(out, found[-1], assessment, text, theme)
    return out.figure(theme)


def _line(out: look.Sheet, certain: float, theme: Theme) -> None:
    """From here on "safe" may be said."""
    out.shape(
        type="line", xref="paper", x0=0, x1=1, y0=certain, y1=certain, layer="below",
        line={"color": theme.ink3, "width": 1.2, "dash": "3px,3px"},
    )  # fmt: skip


def _points(
    out: look.Sheet, found: Sequence[Look], assessment: MovementAssessment, text: Text, theme: Theme
) -> None:
    mark = theme.states[assessment.state].mark
    out.scatter(
        x=[look.moment(one.day) for one in found],
        y=[one.p_safe if known(one) else None for one in found],
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={"color": mark, "width": 2.6},
        marker={"size": 8, "color": mark, "line": {"color": theme.surface, "width": 1.5}}
        if len(found) <= MANY
        else {"size": 3, "color": mark},
        hovertext=[_hover(one, text) for one in found],
        hoverinfo="text",
        meta="p_safe",
    )


def _hover(one: Look, text: Text) -> str:
    share = share_words(one.p_safe, text) if known(one) else text("charts.none")
    return text(
        "movements.safety.hover", day=text.short_day(one.day), share=share, state=text(f"state.{one.state}")
    )


def _end(out: look.Sheet, last: Look, assessment: MovementAssessment, text: Text, theme: Theme) -> None:
    look.word(
        out, f"<b>{text('charts.now', level=share_words(last.p_safe, text))}</b>", theme, xref="paper", x=1,
        xanchor="left", xshift=6, y=min(max(last.p_safe, 0.08), 0.95), yanchor="middle",
        font={"size": look.STRONG, "color": theme.states[assessment.state].text},
    )  # fmt: skip


def share_words(share: float, text: Text) -> str:
    """A probability as whole percent, never as the certainty it is not: "über 99 %", "unter 1 %"."""
    if share > 0.99:
        return text("movements.safety.over", share=text.percent(0.99))
    if share < 0.01:
        return text("movements.safety.under", share=text.percent(0.01))
    return text.percent(share)


def alt(assessment: MovementAssessment, looks: Sequence[Look], text: Text) -> str:
    """In words: how many weeks, from where to where."""
    found = [one for one in shown(looks, assessment) if known(one)]
    if not found:
        return text("movements.safety.alt_none", movement=assessment.movement)
    first, last = found[0], found[-1]
    return text(
        "movements.safety.alt",
        movement=assessment.movement,
        n=len(found),
        first=share_words(first.p_safe, text),
        start=text.short_day(first.day),
        last=share_words(last.p_safe, text),
        end=text.short_day(last.day),
    )


def table(assessment: MovementAssessment, looks: Sequence[Look], text: Text) -> list[dict[str, str]]:
    """One row per week, newest first."""
    return [
        {
            text("charts.column.day"): text.day(one.day),
            text("movements.column.state"): text(f"state.{one.state}"),
            text("movements.column.p_safe"): share_words(one.p_safe, text)
            if known(one)
            else text("charts.none"),
            text("movements.column.level"): _level(one, text),
            text("movements.column.tries"): str(one.n),
        }
        for one in reversed(shown(looks, assessment))
    ]


def _level(one: Look, text: Text) -> str:
    if one.level is None or one.low is None or one.high is None or not known(one):
        return text("charts.none")
    return f"{text.number(one.level)} ({text.span(one.low, one.high)})"
