"""Whether a person usually expects too much or too little pain: the habit, expected minus felt, partially pooled.

The mean of movement j over its k_j days, d_j ~ N(h + u_j, within^2 / e_j), u_j ~ N(0, between^2). The variances are
moment estimates held by a prior (own choice), because two or three movements say little about how much movements
differ; J movements, SS the squares inside them:

    within^2  = (4 * 1.5^2 + SS) / (4 + days - J)
    between^2 = (2 * 1.0^2 + (J - 1) * max(DerSimonian-Laird, 0)) / (2 + J - 1)

Several tries of a movement on one day count once, as their mean: they share the day's mood. And one day's gap is like
the last one's: k days carry e = k (1 - r) / (1 + r) days' worth (never under 1). r is the lag-1 autocorrelation of the
gaps inside movements, corrected for short series by (1 + 4 r) / k and held by a prior of .3 with the weight of 8 pairs
(own choice). Expected and felt share one scale of 0-10: a habit near its ends is partly the scale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.expectation_results import Habit, HabitOf
from analysis.results import Estimate, Insufficient
from analysis.safetyprior import WINDOW
from analysis.tries import calendar_day, day_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from analysis.tries import Series

    Floats = NDArray[np.float64]

LEAST_TRIES, LEAST_DAYS = 8, 4
WITHIN, WITHIN_WEIGHT = 1.5, 4
BETWEEN, BETWEEN_WEIGHT = 1.0, 2
CARRY, CARRY_WEIGHT, MOST_CARRY = 0.3, 8, 0.9


def of(series: Mapping[str, Series], today: date) -> Habit | Insufficient:
    """The habit over the tries of the last 90 days that have an expectation.

    `Insufficient`: `tries_with_expectation` under 8, `days_with_expectation` under 4.
    """
    found = {name: _gaps(one, today) for name, one in series.items()}
    gaps = {name: one for name, one in found.items() if len(one[0])}
    n = {name: int(tries.sum()) for name, (_, tries, _) in gaps.items()}
    days = np.unique(np.concatenate([day for _, _, day in gaps.values()])) if gaps else np.array([])
    if sum(n.values()) < LEAST_TRIES:
        return Insufficient("tries_with_expectation", sum(n.values()), LEAST_TRIES)
    if len(days) < LEAST_DAYS:
        return Insufficient("days_with_expectation", len(days), LEAST_DAYS)
    values = {name: one[0] for name, one in gaps.items()}
    pool = _Pool(list(values.values()))
    return Habit(
        habit=pool.overall,
        movements=tuple(
            HabitOf(name, pool.of(at), float(values[name].mean()), n[name], _others(values, n, name))
            for at, name in enumerate(values)
        ),
        between=float(pool.between**0.5),
        within=float(pool.within**0.5),
        n=sum(n.values()),
        days=len(days),
        window=(calendar_day(days[0]), today),
    )


def corrected(expected: float, movement: str, habit: Habit | Insufficient) -> float:
    """An expectation without the habit: of the movement where it is known, else of the person; kept within 0-10.

    Without a habit the expectation stands as it is.
    """
    if isinstance(habit, Insufficient):
        return expected
    own = next((one.habit for one in habit.movements if one.movement == movement), habit.habit)
    return min(max(expected - own.value, 0.0), 10.0)


def _gaps(one: Series, today: date) -> tuple[Floats, Floats, Floats]:
    """Expected minus felt of each day of a movement, tries behind it, day number."""
    now = day_number(today)
    both = np.isfinite(one.expected) & (one.day > now - WINDOW) & (one.day <= now)
    days, at, tries = np.unique(one.day[both], return_inverse=True, return_counts=True)
    total = np.bincount(at, one.expected[both] - one.felt[both], minlength=len(days))
    return total / np.maximum(tries, 1), tries.astype(float), days.astype(float)


def _others(values: Mapping[str, Floats], n: Mapping[str, int], movement: str) -> float | None:
    """The habit in the other movements, where they hold enough tries."""
    rest = [one for name, one in values.items() if name != movement]
    tries = sum(count for name, count in n.items() if name != movement)
    return _Pool(rest).overall.value if tries >= LEAST_TRIES else None


class _Pool:
    """The normal-normal model over movements; values: one gap per day, (k_j,) each, in time order."""

    def __init__(self, values: Sequence[Floats]) -> None:
        self.means = np.array([one.mean() for one in values])
        rest = [one - one.mean() for one in values]
        k = np.array([len(one) for one in values], dtype=float)
        squares, others = sum(float(one @ one) for one in rest), len(values) - 1
        carry = _carry(rest, squares)
        worth = (1 - carry) / (1 + carry)
        self.within = (WITHIN_WEIGHT * WITHIN**2 + squares) / (WITHIN_WEIGHT + k.sum() - len(k))
        self.free = float(WITHIN_WEIGHT + (k.sum() - len(k)) * worth)
        self.noise = self.within / np.maximum(k * worth, 1.0)
        moment = self._moment(1 / self.noise, others) if others else 0.0
        self.between = (BETWEEN_WEIGHT * BETWEEN**2 + others * moment) / (BETWEEN_WEIGHT + others)
        weight = 1 / (self.between + self.noise)
        self.value, self.variance = float(weight @ self.means / weight.sum()), float(1 / weight.sum())

    @property
    def overall(self) -> Estimate:
        """The person's habit."""
        return self._interval(self.value, self.variance)

    def of(self, at: int) -> Estimate:
        """A movement's habit, drawn to the person's by how little is known of it."""
        pull = float(self.noise[at] / (self.noise[at] + self.between))
        value = pull * self.value + (1 - pull) * float(self.means[at])
        return self._interval(value, (1 - pull) * float(self.noise[at]) + pull**2 * self.variance)

    def _moment(self, weight: Floats, others: int) -> float:
        """Variance between movements by DerSimonian and Laird."""
        heard = float(weight @ (self.means - np.average(self.means, weights=weight)) ** 2)
        return max((heard - others) / float(weight.sum() - (weight**2).sum() / weight.sum()), 0.0)

    def _interval(self, value: float, variance: float) -> Estimate:
        from scipy.special import stdtrit

        half = float(stdtrit(self.free, 0.95)) * float(variance**0.5)
        return Estimate(value, value - half, value + half)


def _carry(rest: Sequence[Floats], squares: float) -> float:
    """How much of a day's gap carries over to the next try of the movement, within 0-.9."""
    pairs = sum(len(one) - 1 for one in rest)
    if not pairs or not squares:
        return CARRY
    r = sum(float(one[1:] @ one[:-1]) for one in rest) / squares
    r += (1 + 4 * r) * len(rest) / sum(len(one) for one in rest)
    held = (pairs * r + CARRY_WEIGHT * CARRY) / (pairs + CARRY_WEIGHT)
    return min(max(held, 0.0), MOST_CARRY)
