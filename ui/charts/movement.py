"""One movement in detail: what was said in the past, the level with its band, the tries by load.

One colour: that of the current state; the past is told by the ribbon on top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.charts import marks, ribbon, shapes
from ui.charts import template as look
from ui.charts.runs import Gap, gaps, level, segments
from ui.charts.runs import ribbon as past
from ui.words import dose, dose_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from analysis.results import Look, MovementAssessment, Window
    from ui.text import Text
    from ui.theme import Theme

RIBBON = (11.0, 12.0)
"""The ribbon's place on the pain axis, above the scale."""


def figure(
    assessment: MovementAssessment,
    looks: Sequence[Look],
    text: Text,
    theme: Theme,
    *,
    compact: bool = False,
    pick: bool = False,
    span: Window | None = None,
) -> go.Figure:
    """The detail chart. compact: for a phone, with the end label above and fewer dates.

    pick: tries can be chosen and are shaped by their variant. span: time axis shared with another movement.
    """
    return sheet(assessment, looks, text, theme, compact=compact, pick=pick, span=span).figure(theme)


def sheet(
    assessment: MovementAssessment,
    looks: Sequence[Look],
    text: Text,
    theme: Theme,
    *,
    compact: bool = False,
    pick: bool = False,
    span: Window | None = None,
) -> look.Sheet:
    """The same chart as plain lists, for the snapshot page."""
    margin = look.NARROW if compact else look.WIDE
    if pick or span:
        margin = (look.LEFT, *margin[1:])
    out = look.base(text, height=300 if compact else 420, margin=margin)
    runs = past(looks, assessment)
    look.pain_axis(out, top=RIBBON[1] + 0.05 if runs else 10.4)
    look.date_axis(out, *(span or assessment.window), text, ticks=3 if compact else 6)
    look.zone(out, assessment.tau, theme)
    parts = segments(assessment)
    _level(out, assessment, parts, text, theme)
    marks.draw(out, assessment, text, theme, pick=pick)
    if pick:
        out.layout["clickmode"] = "event+select"
    if not compact:  # on a phone the caption says the loads, and there is no room for them among the tries
        marks.loads(out, assessment, text, theme)
    ribbon.draw(
        out, runs, span or assessment.window, text, theme, place=RIBBON,
        room=ribbon.ROOM_NARROW if compact else ribbon.ROOM,
    )  # fmt: skip
    for gap in gaps(assessment.tries) if parts else ():
        _gap(out, gap, assessment, text, theme, compact=compact)
    _tau_word(out, assessment, text, theme)
    if parts:
        _end(out, assessment, parts, text, theme, compact=compact)
    return out


def _level(
    out: look.Sheet, assessment: MovementAssessment, parts: list[list[Any]], text: Text, theme: Theme
) -> None:
    mark = theme.states[assessment.state].mark
    for part in parts:
        xs = [look.moment(point.day) for point in part]
        out.scatter(**look.band(xs, [p.low for p in part], [p.high for p in part], mark))
        out.scatter(
            x=xs,
            y=[point.level for point in part],
            mode="lines",
            line={"color": mark, "width": look.LINE, "shape": "spline", "smoothing": 0.6},
            hovertext=[
                text(
                    "charts.hover.level",
                    day=text.short_day(point.day),
                    level=text.number(point.level),
                    span=text.span(point.low, point.high),
                )
                for point in part
            ],
            hoverinfo="text",
            meta="level",
        )


def _gap(
    out: look.Sheet, gap: Gap, assessment: MovementAssessment, text: Text, theme: Theme, *, compact: bool
) -> None:
    total = max((assessment.window[1] - assessment.window[0]).days, 1)
    if (280 if compact else 620) * gap.days / total < 70:
        return
    middle = gap.start + (gap.end - gap.start) / 2
    around = [p.level for p in assessment.curve if p.day in {gap.start, gap.end}]
    height = sum(around) / len(around) if around else 6.0
    look.word(
        out, text("charts.gap", n=gap.days), theme, x=look.moment(middle),
        y=max(height, assessment.tau + 1.2), yanchor="middle", font={"size": look.NOTE},
    )  # fmt: skip


def _tau_word(out: look.Sheet, assessment: MovementAssessment, text: Text, theme: Theme) -> None:
    """The limit is named inside its zone, on the side where fewer tries lie in it."""
    start, end = assessment.window
    middle = start + (end - start) / 2
    low = [one.day for one in assessment.tries if one.felt <= assessment.tau]
    left = sum(day <= middle for day in low) <= sum(day > middle for day in low)
    look.word(
        out, text("charts.tau", tau=text.amount(assessment.tau)), theme, xref="paper",
        x=0 if left else 1, xanchor="left" if left else "right", xshift=6 if left else -6,
        y=0, yanchor="bottom", yshift=3,
    )  # fmt: skip


def _end(
    out: look.Sheet,
    assessment: MovementAssessment,
    parts: list[list[Any]],
    text: Text,
    theme: Theme,
    *,
    compact: bool,
) -> None:
    """The number of today at the end of the curve, with its interval, in the state's own ink."""
    now = level(assessment)
    if now is None:
        return
    last, ink = parts[-1][-1], theme.states[assessment.state]
    out.scatter(
        x=[look.moment(last.day)], y=[last.level], mode="markers", hoverinfo="skip", cliponaxis=False,
        meta="end", unselected={"marker": {"opacity": 1}},
        marker={"size": 11, "color": ink.mark, "line": {"color": theme.surface, "width": 2}},
    )  # fmt: skip
    words = f"<b>{text('charts.now', level=text.number(now.value))}</b>"
    span = text("charts.band", span=text.span(now.low, now.high))
    if compact:
        look.word(
            out, f"{words}  {span}", theme, xref="paper", x=1, xanchor="right", yref="paper", y=1,
            yanchor="bottom", yshift=8, font={"size": look.STRONG, "color": ink.text},
        )  # fmt: skip
        return
    look.word(
        out, words, theme, xref="paper", x=1, xanchor="left", y=last.level, yanchor="bottom", xshift=6,
        yshift=-4, font={"size": 18, "color": ink.text},
    )  # fmt: skip
    look.word(
        out, span, theme, xref="paper", x=1, xanchor="left", y=last.level, yanchor="top", xshift=6, yshift=-2,
    )  # fmt: skip


def caption(assessment: MovementAssessment, text: Text) -> str:
    """The key in one line, set above the chart by the page."""
    tries = [one for one in assessment.tries if dose_short(one.dose, text)]
    if len(tries) < 2 or max(one.x for one in tries) - min(one.x for one in tries) < 0.05:
        return text("charts.movement.caption_plain")
    light, heavy = min(tries, key=lambda one: one.x), max(tries, key=lambda one: one.x)
    return text(
        "charts.movement.caption", low=dose_short(light.dose, text), high=dose_short(heavy.dose, text)
    )


def alt(assessment: MovementAssessment, text: Text) -> str:
    """The chart in words: state, number of tries, level with interval, limit, gaps."""
    values = {
        "movement": assessment.movement,
        "state": text(f"state.{assessment.state}"),
        "n": assessment.n,
        "tau": text.amount(assessment.tau),
    }
    now = level(assessment)
    if now is None:
        return text("charts.movement.alt_unknown", **values)
    first = text(
        "charts.movement.alt",
        **values,
        start=text.short_day(min(one.day for one in assessment.tries)),
        end=text.short_day(max(one.day for one in assessment.tries)),
        level=text.number(now.value),
        span=text.span(now.low, now.high),
    )
    holes = len(gaps(assessment.tries))
    return f"{first} {text('charts.movement.alt_gaps', n=holes)}" if holes else first


def table(assessment: MovementAssessment, text: Text) -> list[dict[str, str]]:
    """One row per try, newest first, all values as written; day after and variant where any try has them."""
    none = text("charts.none")
    later = any(one.next_day is not None for one in assessment.tries)
    ways = any(one.variant for one in assessment.tries)

    def known(value: float | None) -> str:
        return none if value is None else text.amount(value)

    return [
        {
            text("charts.column.day"): text.day(one.day),
            text("charts.column.expected"): known(one.expected),
            text("charts.column.felt"): text.amount(one.felt),
            **({text("charts.column.next_day"): known(one.next_day)} if later else {}),
            text("charts.column.load"): dose(one.dose, text) or none,
            **({text("charts.column.variant"): shapes.words(one.variant, text)} if ways else {}),
            text("charts.column.strained"): text("charts.column.yes" if one.strained else "charts.column.no"),
        }
        for one in sorted(assessment.tries, key=lambda one: one.day, reverse=True)
    ]
