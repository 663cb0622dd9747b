"""Experience and expectation as two curves with their 90 % bands: does the expectation follow?

The felt curve is that of the verdict (at the load trained now); the expected one is the same model on the pain that
was expected. Told apart without colour: solid and filled against dashed, open and hatched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.charts import template as look
from ui.charts.expected import pairs
from ui.charts.marks import hover
from ui.charts.runs import cut, level, segments
from ui.theme import alpha

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from analysis.results import CurvePoint, MovementAssessment, Window
    from ui.text import Text
    from ui.theme import Theme


def belief_parts(assessment: MovementAssessment) -> list[list[CurvePoint]]:
    """The curve of the expectation, cut where no try with an expectation is near."""
    track = assessment.belief
    return cut(track.curve, [one for one, _ in pairs(assessment)]) if track else []


def figure(
    assessment: MovementAssessment,
    text: Text,
    theme: Theme,
    *,
    compact: bool = False,
    span: Window | None = None,
) -> go.Figure:
    """Both curves over the tries they rest on."""
    margin = (look.LEFT, look.NARROW[1] if compact else look.WIDE[1], 10, 30)
    out = look.base(text, height=250 if compact else 290, margin=margin)
    look.pain_axis(out, top=10.4)
    look.date_axis(out, *(span or assessment.window), text, ticks=3 if compact else 6)
    look.zone(out, assessment.tau, theme)
    felt, expected = segments(assessment), belief_parts(assessment)
    mark = theme.states[assessment.state].mark
    _marks(out, assessment, text, theme)
    for part in expected:
        _band(out, part, theme.ink2, hatched=True)
    for part in felt:
        _band(out, part, mark, hatched=False)
    for part in expected:
        _curve(out, part, {"color": theme.ink2, "width": 2.4, "dash": "7px,4px"}, "belief", text)
    for part in felt:
        _curve(out, part, {"color": mark, "width": look.LINE}, "level", text)
    if not compact:
        _ends(out, felt, expected, assessment, text, theme)
    return out.figure(theme)


def _band(out: look.Sheet, part: Sequence[CurvePoint], colour: str, *, hatched: bool) -> None:
    xs = [look.moment(point.day) for point in part]
    shape = look.band(xs, [point.low for point in part], [point.high for point in part], colour)
    if hatched:
        shape |= {
            "fillcolor": alpha(colour, 0.06),
            "fillpattern": {"shape": "/", "size": 7, "solidity": 0.12, "fgcolor": alpha(colour, 0.6)},
            "meta": "belief_band",
        }
    out.scatter(**shape)


def _curve(out: look.Sheet, part: Sequence[CurvePoint], line: dict[str, Any], meta: str, text: Text) -> None:
    key = f"movements.trust.hover.{meta}"
    out.scatter(
        x=[look.moment(point.day) for point in part],
        y=[point.level for point in part],
        mode="lines",
        line={**line, "shape": "spline", "smoothing": 0.6},
        hovertext=[
            text(
                key,
                day=text.short_day(point.day),
                level=text.number(point.level),
                span=text.span(point.low, point.high),
            )
            for point in part
        ],
        hoverinfo="text",
        meta=meta,
    )


def _marks(out: look.Sheet, assessment: MovementAssessment, text: Text, theme: Theme) -> None:
    """The ratings both curves rest on: small, ring expected, disc felt."""
    both = pairs(assessment)
    out.scatter(
        x=[look.moment(one.day) for one in assessment.tries],
        y=[one.felt for one in assessment.tries],
        mode="markers", meta="felt", cliponaxis=False, hoverinfo="text",
        hovertext=[hover(one, text) for one in assessment.tries],
        marker={"size": 6, "color": theme.ink3, "opacity": 0.85},
    )  # fmt: skip
    out.scatter(
        x=[look.moment(one.day) for one, _ in both],
        y=[expected for _, expected in both],
        mode="markers", meta="expected", cliponaxis=False, hoverinfo="text",
        hovertext=[hover(one, text) for one, _ in both],
        marker={"size": 7, "color": "rgba(0,0,0,0)", "line": {"color": theme.ink3, "width": 1.3}},
    )  # fmt: skip


def _ends(
    out: look.Sheet,
    felt: list[list[CurvePoint]],
    expected: list[list[CurvePoint]],
    assessment: MovementAssessment,
    text: Text,
    theme: Theme,
) -> None:
    """Each curve carries its word and number at the right end, kept apart where they are close."""
    ends, now = [], level(assessment)
    if expected and assessment.belief:
        said = min(max(assessment.belief.level, 0.0), 10.0)
        words = f"{text('charts.expected.word_expected')} {text.number(said)}"
        ends.append((expected[-1][-1].level, words, theme.ink2))
    if felt and now:
        words = f"<b>{text('charts.expected.word_felt')} {text.number(now.value)}</b>"
        ends.append((felt[-1][-1].level, words, theme.states[assessment.state].text))
    ends.sort(key=lambda one: one[0])
    middle = sum(one[0] for one in ends) / max(len(ends), 1)
    close = len(ends) == 2 and ends[1][0] - ends[0][0] < 1.1
    for at, (height, words, colour) in enumerate(ends):
        place = max(middle, 0.9) + (at - 0.5) * 1.1 if close else height
        look.word(
            out, words, theme, xref="paper", x=1, xanchor="left", xshift=6, y=place, yanchor="middle",
            font={"color": colour},
        )  # fmt: skip


def alt(assessment: MovementAssessment, text: Text) -> str:
    """In words: where both stand now, each with its interval."""
    felt, track = assessment.level, assessment.belief
    if felt is None or track is None or not belief_parts(assessment):
        return text("movements.trust.alt_none", movement=assessment.movement)
    return text(
        "movements.trust.alt",
        movement=assessment.movement,
        n=track.n,
        level=text.number(felt),
        span=text.span(assessment.low or 0.0, assessment.high or 0.0),
        expected=text.number(track.level),
        expected_span=text.span(max(track.low, 0.0), min(track.high, 10.0)),
    )


def table(assessment: MovementAssessment, text: Text) -> list[dict[str, str]]:
    """One row per point of the felt curve, newest first, with the expectation of the same day."""
    beliefs = {point.day: point for point in assessment.belief.curve} if assessment.belief else {}
    return [
        {
            text("charts.column.day"): text.day(point.day),
            text("movements.column.felt_curve"): _words(point, text),
            text("movements.column.belief_curve"): _words(beliefs.get(point.day), text),
        }
        for point in reversed(assessment.curve)
    ]


def _words(point: CurvePoint | None, text: Text) -> str:
    if point is None:
        return text("charts.none")
    return f"{text.number(point.level)} ({text.span(point.low, point.high)})"
