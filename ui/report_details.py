"""Page two and on: a card per movement with enough tries, then pain per week, each with its chart and its table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ui import sentences, symbols
from ui.charts import expected, movement, runs, spark, trend, weekline
from ui.charts.template import Sheet
from ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.progress_results import Progress
    from analysis.results import Look, MovementAssessment
    from analysis.snapshot import Snapshot
    from ui.text import Text

Draw = Callable[[Theme, bool], Sheet]
"""Draws one chart: theme and whether it is for a phone in, plain chart out."""


def cards(snapshot: Snapshot, movements: Sequence[MovementAssessment], text: Text) -> list[dict[str, Any]]:
    """A card per movement with at least three tries, then one for pain per week."""
    parts = []
    for number, one in enumerate(movements):
        if len(one.tries) >= runs.MIN_TRIES:
            looks = [look for look in snapshot.looks if look.movement == one.movement]
            parts.append(_detail(one, looks, number, text))
    progress = snapshot.progress
    if progress is not None and progress.weeks:
        parts.append(_weeks(progress, text))
    return parts


def _detail(one: MovementAssessment, looks: Sequence[Look], number: int, text: Text) -> dict[str, Any]:
    def level(theme: Theme, compact: bool) -> Sheet:  # noqa: FBT001
        return movement.sheet(one, looks, text, theme, compact=compact)

    def pairs(theme: Theme, compact: bool) -> Sheet:  # noqa: FBT001
        return expected.sheet(one, text, theme, compact=compact)

    alt = movement.alt(one, text)
    charts = [
        {
            "id": f"level-{number}-{text.lang}",
            "title": text("charts.movement.title"),
            "caption": movement.caption(one, text),
            "alt": alt,
            "still": spark.card(one, one.window, text, "", name_limit=False),
            "figure": level,
        }
    ]
    if expected.pairs(one):
        charts.append(
            {
                "id": f"expected-{number}-{text.lang}",
                "title": text("charts.expected.title"),
                "caption": expected.caption(text),
                "alt": expected.alt(one, text),
                "still": Markup('<p class="note">{}</p>').format(expected.alt(one, text)),
                "figure": pairs,
            }
        )
    return {
        "title": one.movement,
        "pill": symbols.pill(one.state, text),
        "words": sentences.level_line(one, text),
        "charts": charts,
        "summary": text("report.details.table"),
        "table": movement.table(one, text),
    }


def _weeks(progress: Progress, text: Text) -> dict[str, Any]:
    def weeks(theme: Theme, compact: bool) -> Sheet:  # noqa: FBT001
        return trend.sheet(progress, text, theme, compact=compact)

    chart = {
        "id": f"weeks-{text.lang}",
        "title": text("charts.trend.title"),
        "caption": trend.caption(text),
        "alt": trend.alt(progress, text),
        "still": weekline.still(progress, text),
        "figure": weeks,
    }
    return {
        "title": text("report.pain.title"),
        "pill": "",
        "words": "",
        "charts": [chart],
        "summary": text("report.details.weeks_table"),
        "table": trend.table(progress, text),
    }
