"""Where a curve may be drawn: runs of tries without a gap, and the curve cut to them.

A gap of more than nine days without a try stays a gap: line and band stop and start again. This is drawing,
not statistics: the curve's own points are kept, and cut edges lie on the straight line between two of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from analysis.results import CurvePoint, Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.results import Look, MovementAssessment, State, Try

GAP_DAYS: Final = 9
"""More days than this between two tries is a gap (tokens, chart rule 5)."""
MIN_TRIES: Final = 3
"""Fewer tries than this make no curve and no number (chart rule 5)."""
SHORT_RUN: Final = 4
"""A run of one state under this many days joins its neighbour (chart rule 6)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a try between two tries."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Days between the two tries."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class StateRun:
    """A stretch of the ribbon: one state from `start` to `end`."""

    state: State
    start: date
    end: date

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.end - self.start).days


def level(assessment: MovementAssessment) -> Estimate | None:
    """The level that may be shown: None with fewer than three tries, whatever the model says.

    The model knows no ends of the scale; what is shown stays within 0 to 10, as the axes do.
    """
    if assessment.level is None or assessment.low is None or assessment.high is None:
        return None
    if assessment.n < MIN_TRIES:
        return None
    return Estimate(
        *(min(max(each, 0.0), 10.0) for each in (assessment.level, assessment.low, assessment.high))
    )


def gaps(tries: Sequence[Try]) -> list[Gap]:
    """All gaps of more than nine days, in order of time."""
    days = sorted({one.day for one in tries})
    return [Gap(first, last) for first, last in pairwise(days) if (last - first).days > GAP_DAYS]


def segments(assessment: MovementAssessment) -> list[list[CurvePoint]]:
    """The curve cut into its runs of tries; empty with fewer than three tries."""
    return [] if level(assessment) is None else cut(assessment.curve, assessment.tries)


def cut(points: Sequence[CurvePoint], tries: Sequence[Try]) -> list[list[CurvePoint]]:
    """A curve cut into the runs of the tries it rests on; empty with fewer than three of them."""
    curve = sorted(points, key=lambda point: point.day)
    days = sorted({one.day for one in tries})
    if len(tries) < MIN_TRIES or not curve:
        return []
    holes = gaps(tries)
    starts = [days[0], *(gap.end for gap in holes)]
    ends = [*(gap.start for gap in holes), _reach(days[-1], curve[-1].day)]
    parts = (_clip(curve, start, end) for start, end in zip(starts, ends, strict=True))
    return [part for part in parts if part]


def _reach(last_try: date, last_point: date) -> date:
    """The curve may run on after the last try, but never longer than a gap."""
    return max(last_try, min(last_point, last_try + timedelta(days=GAP_DAYS)))


def _clip(curve: list[CurvePoint], start: date, end: date) -> list[CurvePoint]:
    inside = [point for point in curve if start <= point.day <= end]
    edges = [edge for edge in (_at(curve, start), _at(curve, end)) if edge is not None]
    taken = {point.day for point in inside}
    merged = inside + [edge for edge in edges if edge.day not in taken]
    unique = {point.day: point for point in merged}
    return [unique[day] for day in sorted(unique)]


def _at(curve: list[CurvePoint], day: date) -> CurvePoint | None:
    """The point on the straight line between two neighbours, None outside the curve."""
    for left, right in pairwise(curve):
        if left.day <= day <= right.day:
            share = (day - left.day).days / max((right.day - left.day).days, 1)
            return CurvePoint(
                day,
                left.level + share * (right.level - left.level),
                left.low + share * (right.low - left.low),
                left.high + share * (right.high - left.high),
            )
    return None


def ribbon(looks: Sequence[Look], assessment: MovementAssessment) -> list[StateRun]:
    """Past looks as stretches of one state up to the end of the window; the newest is today's state."""
    start, end = assessment.window
    past = sorted((one for one in looks if start <= one.day <= end), key=lambda one: one.day)
    if not past:
        return []
    marks = [(one.day, one.state) for one in past if one.day < end] + [(end, assessment.state)]
    begin = max(start, min(assessment.first, marks[0][0]))
    runs: list[StateRun] = []
    for (day, state), following in zip(marks, [*(mark[0] for mark in marks[1:]), end], strict=True):
        left = runs[-1].end if runs else min(begin, day)
        runs.append(StateRun(state, left, following))
    return _join(_merge(runs))


def _merge(runs: list[StateRun]) -> list[StateRun]:
    out: list[StateRun] = []
    for run in runs:
        if out and (out[-1].state == run.state):
            out[-1] = StateRun(run.state, out[-1].start, run.end)
        elif run.days or not out:
            out.append(run)
    return out


def _join(runs: list[StateRun]) -> list[StateRun]:
    """Runs shorter than four days are given to their neighbour."""
    out: list[StateRun] = []
    for run in runs:
        if out and run.days < SHORT_RUN:
            out[-1] = StateRun(out[-1].state, out[-1].start, run.end)
        else:
            out.append(run)
    return _merge(out)
