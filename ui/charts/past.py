"""The verdicts of every week since the first try of a movement: in words, and as stretches of one state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.results import Look
from ui.charts.runs import ribbon
from ui.charts.safety import known, share_words

if TYPE_CHECKING:
    from analysis.results import MovementAssessment
    from ui.charts.runs import StateRun
    from ui.text import Text

Looks = Sequence[Look]


def of(looks: Looks, one: MovementAssessment) -> tuple[Look, ...]:
    """The looks of one movement, oldest first."""
    return tuple(sorted((look for look in looks if look.movement == one.movement), key=lambda look: look.day))


def summary(one: MovementAssessment, looks: Looks, text: Text) -> str:
    """How many weeks, in how many the data sufficed, and when it was first safe."""
    said = [each for each in looks if known(each)]
    safe = [each for each in said if each.state == "safe"]
    parts = [text("past.weeks", n=len(looks), known=len(said), start=text.day(one.first))]
    if safe:
        parts.append(text("past.safe", n=len(safe), first=text.day(safe[0].day)))
    else:
        parts.append(text("past.never_safe"))
    return " ".join(parts)


def table(one: MovementAssessment, looks: Looks, text: Text) -> list[dict[str, str]]:
    """One row per stretch of one state, newest first, with what was known at its end."""
    return [_row(run, looks, text) for run in reversed(ribbon(looks, one))]


def _row(run: StateRun, looks: Looks, text: Text) -> dict[str, str]:
    # a verdict stands from its day until the next; the newest closes the last stretch
    inside = [
        each
        for each in looks
        if each.state == run.state
        and (run.start <= each.day < run.end or each.day == run.end == looks[-1].day)
    ]
    last = inside[-1] if inside else None
    return {
        text("past.column.stretch"): text.period(run.start, run.end),
        text("movements.column.state"): text(f"state.{run.state}"),
        text("past.column.weeks"): str(len(inside)),
        text("movements.column.p_safe"): share_words(last.p_safe, text)
        if last is not None and known(last)
        else text("charts.none"),
        text("movements.column.tries"): str(last.n) if last is not None else text("charts.none"),
    }
