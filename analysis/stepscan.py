"""Has the pain moved to another level, and around when? The step scan of science note 4.3.

Errors of pain carry over from day to day, so ordinary change-point search (PELT) finds breaks in 37-45 % of diaries
that have none *(note)*. Here days are tried as the first day of a new level in a regression with those errors
(`analysis.gls`), and the strongest one is called when |b/se| is above 3. As in the note every third day is tried (more
looks, more false steps); a step that is called is then placed to the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis import gls
from analysis.association import MIN_DAYS
from analysis.connection_results import ChangePoint, ChangeScan
from analysis.lagged import Diary, read_diary
from analysis.results import Estimate, Insufficient
from analysis.scores import commonest_share

if TYPE_CHECKING:
    import pandas as pd

    from analysis.gls import Array, Coefficient, Mask

STRETCH = 90
"""Days of one stretch, and the reach of the note's error rates: at most one step in each."""
EDGE = 14
"""Days before and after a step that must lie in its stretch."""
SIDE = 7
"""Rated days needed on either side of a step (own choice: half of the edge)."""
LIMIT = 3.0
EVERY = 3
"""Days from one tried step to the next."""
MORE = 4.0
"""What the square of the limit grows by with the logarithm of the number of stretches."""


def scan(panel: pd.DataFrame, outcome: str = "pain") -> ChangeScan | Insufficient:
    """Steps in the pain, at most one in each stretch of 90 days, counted back from the last rated day.

    More stretches are more chances to be wrong: with k of them a step is called above sqrt(9 + 4 log k), which keeps
    the chance of a false step in the whole diary about where it is for one (own choice, from simulated stretches). A
    rest of the diary shorter than half a stretch joins the oldest one.

    Returns:
        `Insufficient("days_scan")` under 28 calendar days or 20 rated ones; "constant" where pain hardly moves.
    """
    diary = read_diary(panel, outcome)
    rated = np.isfinite(diary.pain)
    if not rated.any():
        return Insufficient("no_pain", 0, MIN_DAYS)
    days, window = np.flatnonzero(rated), diary.window(rated)
    if len(days) < MIN_DAYS or days[-1] - days[0] + 1 < 2 * EDGE:
        return Insufficient("days_scan", min(len(days), MIN_DAYS - 1), MIN_DAYS, window=window)
    if commonest_share(diary.pain[rated]) == 1:
        return Insufficient("constant", 0, 1, diary.outcome, window)
    parts = _stretches(int(days[0]), int(days[-1]) + 1)
    best = [one for one in (_strongest(diary, rated, *part) for part in parts) if one is not None]
    limit = float(np.sqrt(LIMIT**2 + MORE * np.log(len(parts))))
    points = tuple(point for point in best if point.strength > limit)
    strongest = max((point.strength for point in best), default=0.0)
    return ChangeScan(points, len(parts), limit, strongest, len(days), window, diary.outcome)


def _stretches(first: int, end: int) -> list[tuple[int, int]]:
    """Rows [start, end) of each stretch, oldest first."""
    cuts = [*range(end, first, -STRETCH)][::-1]
    if len(cuts) > 1 and cuts[0] - first < STRETCH // 2:
        del cuts[0]
    return list(zip([first, *cuts[:-1]], cuts, strict=True))


def _strongest(diary: Diary, rated: Mask, start: int, end: int) -> ChangePoint | None:
    """The step with the largest |b/se| among the days of a stretch; None where no day has enough on both sides."""
    used, pain = rated[start:end], diary.pain[start:end]
    before: Array = np.cumsum(used) - used
    inside = [day for day in range(EDGE, end - start - EDGE + 1) if SIDE <= before[day] <= used.sum() - SIDE]
    if not inside or np.ptp(pain[used]) == 0:
        return None
    coarse = _best(pain, used, [day for day in inside if not (day - EDGE) % EVERY] or inside[:1])
    near = [day for day in inside if abs(day - coarse.day) < EVERY]
    fine = _best(pain, used, near)
    step = Estimate(fine.step.b, fine.step.low, fine.step.high)
    return ChangePoint(
        diary.day(start + fine.day), fine.level, fine.level + fine.step.b, step, coarse.strength
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """A step at one day of a stretch: level before, and the step."""

    day: int
    level: float
    step: Coefficient

    @property
    def strength(self) -> float:
        """|b/se|."""
        return abs(self.step.b) / self.step.se


def _best(pain: Array, used: Mask, tried: list[int]) -> _Step:
    """The strongest of the steps at the days `tried`."""
    days = np.arange(len(pain))
    fits = gls.fit(
        [gls.Problem(pain, np.column_stack([np.ones(len(pain)), days >= day]), used) for day in tried]
    )
    found = [
        _Step(day, fitted.coefficient(0).b, fitted.coefficient(1))
        for day, fitted in zip(tried, fits, strict=True)
    ]
    return max(found, key=lambda one: one.strength)
