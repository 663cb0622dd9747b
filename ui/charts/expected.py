"""Expected against felt pain, try by try: open ring expected, ink disc felt, a thin line between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.charts import template as look
from ui.charts.marks import hover
from ui.words import dose

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from analysis.results import MovementAssessment, Try
    from ui.text import Text
    from ui.theme import Theme


LABEL_SHARE = 0.24
"""Part of the width the label of the largest surprise takes; it is set above all marks there."""


def pairs(assessment: MovementAssessment) -> list[tuple[Try, float]]:
    """The tries that have an expectation, with it, in order of time."""
    found = [(one, one.expected) for one in assessment.tries if one.expected is not None]
    return sorted(found, key=lambda pair: pair[0].day)


def figure(assessment: MovementAssessment, text: Text, theme: Theme, *, compact: bool = False) -> go.Figure:
    """The lollipops; the left and right edges are those of the movement chart above."""
    return sheet(assessment, text, theme, compact=compact).figure(theme)


def sheet(assessment: MovementAssessment, text: Text, theme: Theme, *, compact: bool = False) -> look.Sheet:
    """The same chart as plain lists, for the snapshot page."""
    margin = (look.NARROW[0], look.NARROW[1], 26, 30) if compact else (look.WIDE[0], look.WIDE[1], 10, 30)
    out = look.base(text, height=220 if compact else 250, margin=margin)
    look.pain_axis(out, top=10.4)
    look.date_axis(out, *assessment.window, text, ticks=3 if compact else 6)
    both = pairs(assessment)
    if not both:
        look.word(
            out, _wrapped(text("charts.expected.empty")), theme, xref="paper", x=0.5, yref="paper", y=0.5
        )
        return out
    _sticks(out, both, theme)
    _marks(out, both, text, theme)
    _largest(out, assessment, both, text, theme, compact=compact)
    if not compact:
        _words(out, both, text, theme)
    return out


def _wrapped(words: str) -> str:
    return look.escape(words).replace(". ", ".<br>")


def _sticks(out: look.Sheet, both: list[tuple[Try, float]], theme: Theme) -> None:
    xs: list[str | None] = []
    ys: list[float | None] = []
    for one, expected in both:
        xs += [look.moment(one.day)] * 2 + [None]
        ys += [expected, one.felt, None]
    line = {"color": theme.accent, "width": 2.5}
    out.scatter(x=xs, y=ys, mode="lines", line=line, opacity=0.5, hoverinfo="skip", meta="sticks")


def _marks(out: look.Sheet, both: list[tuple[Try, float]], text: Text, theme: Theme) -> None:
    days = [look.moment(one.day) for one, _ in both]
    words = [hover(one, text) for one, _ in both]
    out.scatter(
        x=days, y=[one.felt for one, _ in both], mode="markers", hovertext=words, hoverinfo="text",
        meta="felt", marker={"size": 8, "color": theme.ink}, cliponaxis=False,
    )  # fmt: skip
    same = [one.felt == expected for one, expected in both]
    out.scatter(
        x=days, y=[expected for _, expected in both], mode="markers", hovertext=words, hoverinfo="text",
        meta="expected", cliponaxis=False,
        marker={
            "size": 10,
            "color": ["rgba(0,0,0,0)" if equal else theme.surface for equal in same],
            "line": {"color": theme.ink2, "width": 1.8},
        },
    )  # fmt: skip


def _largest(
    out: look.Sheet,
    assessment: MovementAssessment,
    both: list[tuple[Try, float]],
    text: Text,
    theme: Theme,
    *,
    compact: bool,
) -> None:
    """Only the largest surprise carries its numbers: over its ring, on a phone above the scale."""
    one, expected = max(both, key=lambda pair: (pair[1] - pair[0].felt, pair[0].day))
    if expected - one.felt < 2:
        return
    start, end = assessment.window
    left = one.day > start + (end - start) / 2
    reach = (end - start) * LABEL_SHARE
    near = (one.day - reach, one.day) if left else (one.day, one.day + reach)
    above = max(max(each.felt, said) for each, said in both if near[0] <= each.day <= near[1])
    place = (
        {"yref": "paper", "y": 1, "yshift": 4, "xshift": 9 if left else -9}
        if compact
        else {"y": min(above + 0.5, 9.4), "yshift": 0, "xshift": 6 if left else -6}
    )
    look.word(
        out, text("charts.expected.largest", expected=text.amount(expected), felt=text.amount(one.felt)),
        theme, x=look.moment(one.day), xanchor="right" if left else "left", yanchor="bottom",
        font={"color": theme.ink}, **place,
    )  # fmt: skip


def _words(out: look.Sheet, both: list[tuple[Try, float]], text: Text, theme: Theme) -> None:
    """The two words stand at the right end, at the height of the last pair, never on one another."""
    last, expected = both[-1]
    apart = expected - last.felt
    higher = expected if abs(apart) >= 1.2 else (expected + last.felt) / 2 + (0.6 if apart >= 0 else -0.6)
    lower = last.felt if abs(apart) >= 1.2 else (expected + last.felt) / 2 - (0.6 if apart >= 0 else -0.6)
    place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "yanchor": "middle"}
    look.word(out, text("charts.expected.word_expected"), theme, y=max(higher, 0.5), **place)
    felt = f"<b>{text('charts.expected.word_felt')}</b>"
    look.word(out, felt, theme, y=max(lower, 0.5), **place, font={"color": theme.ink})


def caption(text: Text) -> str:
    """The key in one line."""
    return text("charts.expected.caption")


def alt(assessment: MovementAssessment, text: Text) -> str:
    """The chart in words: how many tries, how often easier, the same, harder."""
    both = pairs(assessment)
    if not both:
        return text("charts.expected.empty")
    return text(
        "charts.expected.alt",
        movement=assessment.movement,
        n=len(both),
        easier=sum(expected > one.felt for one, expected in both),
        same=sum(expected == one.felt for one, expected in both),
        harder=sum(expected < one.felt for one, expected in both),
    )


def table(assessment: MovementAssessment, text: Text) -> list[dict[str, str]]:
    """One row per try with an expectation, newest first."""
    return [
        {
            text("charts.column.day"): text.day(one.day),
            text("charts.column.expected"): text.amount(expected),
            text("charts.column.felt"): text.amount(one.felt),
            text("charts.column.surprise"): text.number(expected - one.felt, 0, sign=True),
            text("charts.column.load"): dose(one.dose, text) or text("charts.none"),
        }
        for one, expected in reversed(pairs(assessment))
    ]
