"""What of each result a snapshot shows: the part inside its period, of the sections that are on."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.results import Insufficient

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from analysis.progress_results import Progress, Risk, Win
    from analysis.results import CurvePoint, MovementAssessment, Window
    from analysis.snapshot import Sections

LONG_GAP = 3
"""More days than this in a row without an entry count as a gap."""
NOT_SHARED = Insufficient("not_shared", 0, 0)
"""Stands where a part of the progress is switched off."""


def movement(one: MovementAssessment, on: Sections, period: Window) -> MovementAssessment:
    """One movement inside the period; without the section, what was expected is in no field."""
    tries = tuple(each for each in one.tries if inside(each.day, period))
    shown = replace(one, tries=tries, curve=_within(one.curve, period))
    if not on.surprises:
        bare = tuple(replace(each, expected=None) for each in tries)
        return replace(shown, tries=bare, surprise=None, belief=None)
    if one.belief is None:
        return shown
    return replace(shown, belief=replace(one.belief, curve=_within(one.belief.curve, period)))


def _within(curve: tuple[CurvePoint, ...], period: Window) -> tuple[CurvePoint, ...]:
    return tuple(each for each in curve if inside(each.day, period))


def inside(day: date, period: Window) -> bool:
    """Whether a day lies in the period, both ends included."""
    return period[0] <= day <= period[1]


def progress(
    found: Progress,
    on: Sections,
    period: Window,
    logged: Sequence[date],
    shown: Sequence[MovementAssessment],
) -> Progress | None:
    """Trend and facts to celebrate inside the period, each only when its section is on.

    logged: the days of the period with any entry. shown: the movements as they are shown.
    """
    if not (on.pain or on.wins):
        return None
    begin = found.window[0]  # a first week cut by the window holds no day before it
    weeks = (one for one in found.weeks if inside(max(one.start, begin), period))
    flares = (one for one in found.flares if one.start <= period[1] and one.end >= period[0])
    kept = replace(
        found,
        tries=found.tries if on.movements else None,
        weeks=tuple(weeks) if on.pain else (),
        before_after=found.before_after if on.pain else NOT_SHARED,
        flares=tuple(flares) if on.pain else (),
        variety=found.variety if on.movements else NOT_SHARED,
        wins=tuple(one for one in found.wins if _may_say(one, on) and inside(one.day, period)),
        risks=tuple(one for one in found.risks if _may_warn(one, on)),
        plan_week=found.plan_week if on.movements and on.plan else None,
    )
    return _narrowed(kept, period, logged, shown)


def _narrowed(
    found: Progress, period: Window, logged: Sequence[date], shown: Sequence[MovementAssessment]
) -> Progress:
    """Its counts for the days shown, where these are fewer than those it was worked out for."""
    first, last = max(found.window[0], period[0]), min(found.window[1], period[1])
    if (first, last) == found.window or first > last:
        return found
    return replace(
        found,
        window=(first, last),
        days_total=(last - first).days + 1,
        days_logged=sum(first <= day <= last for day in logged),
        tries=None if found.tries is None else sum(len(one.tries) for one in shown),
    )


def _may_say(won: Win, on: Sections) -> bool:
    """A win tells what its movement, its surprise or the pain told, so it needs their sections too."""
    of_movement = on.movements if won.movement else True
    of_kind = {"surprise": on.surprises, "week_surprise": on.surprises, "before_after": on.pain}.get(
        won.kind, True
    )
    if won.kind == "activity_back":
        return on.wins and on.activities
    return on.wins and of_movement and of_kind


def _may_warn(risk: Risk, on: Sections) -> bool:
    """A risk context tells of a movement, of pain, or of stress and sleep."""
    of_movement = on.movements if risk.movement else True
    return of_movement and {"break": on.movements, "flare": on.pain}.get(risk.kind, on.connections)


def gaps(logged: Sequence[date], period: Window) -> int:
    """Stretches of more than `LONG_GAP` days without an entry inside the period."""
    marks = [period[0].toordinal() - 1, *(day.toordinal() for day in logged), period[1].toordinal() + 1]
    return sum(1 for left, right in pairwise(marks) if right - left - 1 > LONG_GAP)
