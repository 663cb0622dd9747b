"""Tries as marks: where and how large they are drawn, what they say when pointed at, which of them name their load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.charts import shapes
from ui.charts import template as look
from ui.words import dose, dose_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.results import MovementAssessment, Try
    from ui.text import Text
    from ui.theme import Theme

SMALL, LARGE = 6.5, 16.0
"""Diameter of a try in px at the smallest and the largest load of the window."""
EDGE = 0.06
"""Part of the width at the right end where words are set to the left of their mark."""


def draw(out: look.Sheet, assessment: MovementAssessment, text: Text, theme: Theme, *, pick: bool) -> None:
    """The tries of the window. pick: they can be chosen and are shaped by their variant."""
    tries = assessment.tries
    shape = shapes.of(tries)
    picked: dict[str, Any] = {
        "customdata": list(range(len(tries))),
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 0.45}},
    }
    out.scatter(
        x=[look.moment(one.day) for one in tries],
        y=[one.felt for one in tries],
        mode="markers",
        cliponaxis=False,
        marker={
            "size": sizes(tries),
            "color": [theme.surface if one.strained else theme.ink3 for one in tries],
            "line": {
                "color": [theme.ink2 if one.strained else theme.surface for one in tries],
                "width": [1.6 if one.strained else 1.4 for one in tries],
            },
            "opacity": 0.9,
            **({"symbol": [shape[one.variant] for one in tries]} if pick else {}),
        },
        hovertext=[hover(one, text) for one in tries],
        hoverinfo="text",
        meta="tries",
        **(picked if pick else {}),
    )


def sizes(tries: Sequence[Try]) -> list[float]:
    """Diameters in px: the smallest load 6.5, the largest 16; all small when the load never changed."""
    if not tries:
        return []
    low, high = min(one.x for one in tries), max(one.x for one in tries)
    if high - low < 0.05:
        return [8.0] * len(tries)
    return [SMALL + (LARGE - SMALL) * (one.x - low) / (high - low) for one in tries]


def hover(one: Try, text: Text) -> str:
    """What the table says about one try, in two lines."""
    values = {
        "day": text.short_day(one.day),
        "felt": text.amount(one.felt),
        "load": look.escape(dose(one.dose, text)),
        "strained": text("charts.hover.strained") if one.strained else "",
    }
    if one.expected is None:
        return text("charts.hover.try_plain", **values)
    return text("charts.hover.try", expected=text.amount(one.expected), **values)


def loads(out: look.Sheet, assessment: MovementAssessment, text: Text, theme: Theme) -> None:
    """The lightest and the last of the heaviest tries carry their load, when the load changed."""
    tries = assessment.tries
    if len(tries) < 2 or max(one.x for one in tries) - min(one.x for one in tries) < 0.05:
        return
    light = min(tries, key=lambda one: one.x)
    top = max(one.x for one in tries)
    heavy = max((one for one in tries if one.x >= top - 0.01), key=lambda one: (-one.felt, one.day))
    for one, place in ((light, "above"), (heavy, "below")):
        shown = dose_short(one.dose, text)
        if not shown:
            continue
        up = place == "above"
        edge = (assessment.window[1] - one.day) < (assessment.window[1] - assessment.window[0]) * EDGE
        look.word(
            out,
            shown,
            theme,
            x=look.moment(one.day),
            y=_free_above(assessment, one) if up else one.felt - 0.35,
            yanchor="bottom" if up else "top",
            xanchor="left" if up and one.day == tries[0].day else "right" if edge else "center",
        )


def _free_above(assessment: MovementAssessment, one: Try) -> float:
    """A height over a try that is also clear of the band."""
    near = [p.high for p in assessment.curve if abs((p.day - one.day).days) <= 4]
    return min(max([one.felt + 0.2, *near]) + 0.1, 9.6)
