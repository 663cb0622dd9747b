"""What further tries would say: how many until a verdict is possible, and which ones would change it.

A thought experiment, not a forecast: the tries of the diary plus k more of the same movement at the load trained now,
all rated alike, on average days of the rhythm this movement is tried in; then the same fit and the same rules as for
any verdict. More than `MOST` tries ahead nothing is said. Arrays in, no frames; nothing given is changed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from analysis import fits, verdict
from analysis.posterior import summarise
from analysis.safetyprior import WINDOW
from analysis.tries import calendar_day, day_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from analysis.results import MovementAssessment, State
    from analysis.tries import Series

MOST = 6
"""Tries looked ahead, at most; beyond them it is not foreseeable yet."""
MOST_MOVEMENTS = 30
"""Movements in the window up to which it is worked out: each answer takes up to fourteen fits of all of them."""
RHYTHM = 6
"""Days with a try whose distances make the rhythm (own choice)."""
EVERY, LONGEST = 3, 7
"""Days from try to try where the rhythm is not known, and the longest that is taken for one (own choices)."""


@dataclass(frozen=True, slots=True)
class NextTries:
    """The fewest further tries, each rated `felt` (0-10), after which the state is another one.

    tries: None where `MOST` do not suffice. state: the state then; the present one where nothing changes.
    """

    felt: float
    tries: int | None
    state: State


@dataclass(frozen=True, slots=True)
class Ahead:
    """What may come for one movement, every `every` days one try at the load trained now.

    likely: tries as the level has it (rounded), until the state is no longer `unknown`; None where a verdict stands.
    gain: tries one point under the limit, until it is safe; None where it is. lose: tries a point over the limit, until
    it is safe no more; None where it is not.
    """

    movement: str
    every: int
    likely: NextTries | None = None
    gain: NextTries | None = None
    lose: NextTries | None = None


def ahead(
    series: Mapping[str, Series], one: MovementAssessment, today: date, p_safe: float = 0.84
) -> Ahead | None:
    """The three questions for one movement; None where it was not tried in the window, or beside too many others.

    series: every movement's tries up to `today`, since they are fitted together. one: its verdict of that day.
    """
    if one.movement not in series or one.level is None or _many(series, today):
        return None
    own = series[one.movement]
    world = _World(series, own, today, one.tau, p_safe, rhythm(own, today))
    expected = float(min(max(math.floor(one.level + 0.5), 0), 10))
    under = float(max(math.ceil(one.tau) - 1, 0))
    over = float(min(math.floor(one.tau) + 1, 10))
    safe = one.state == "safe"
    return Ahead(
        movement=one.movement,
        every=world.every,
        likely=world.until(expected, one.state, lambda state: state != "unknown")
        if one.state == "unknown"
        else None,
        gain=None if safe else world.until(under, one.state, lambda state: state == "safe"),
        lose=world.until(over, one.state, lambda state: state != "safe") if safe else None,
    )


def _many(series: Mapping[str, Series], today: date) -> bool:
    oldest = day_number(today) - WINDOW
    return sum(int(one.day[-1]) > oldest for one in series.values()) > MOST_MOVEMENTS


def rhythm(series: Series, today: date) -> int:
    """Usual days from one day with a try to the next: median of the last `RHYTHM`, 1 to `LONGEST`."""
    days = np.unique(series.day[series.day <= day_number(today)])[-RHYTHM:]
    if len(days) < 2:
        return EVERY
    return int(min(max(np.floor(np.median(np.diff(days)) + 0.5), 1), LONGEST))


@dataclass(frozen=True)
class _World:
    series: Mapping[str, Series]
    own: Series
    today: date
    tau: float
    p_safe: float
    every: int

    def until(self, felt: float, state: State, reached: Callable[[State], bool]) -> NextTries:
        """The fewest tries after which `reached(state)`. What `MOST` tries do not bring is not looked for: a state that
        only passes by on the way is not promised.
        """
        if not reached(self.after(MOST, felt)):
            return NextTries(felt, None, state)
        for count in range(1, MOST):
            then = self.after(count, felt)
            if reached(then):
                return NextTries(felt, count, then)
        return NextTries(felt, MOST, self.after(MOST, felt))

    def after(self, count: int, felt: float) -> State:
        """The state on the day of the last of `count` further tries."""
        longer = extended(self.own, count, felt, self.today, self.every)
        now = int(longer.day[-1])
        found = fits.felt({**self.series, self.own.name: longer}, calendar_day(now))[self.own.name]
        inside = longer.day[longer.day > now - WINDOW]
        basis = verdict.Basis(
            *(self.own.name, len(inside), len(np.unique(inside)), 0, now - int(inside[0])),
            repeated=found.habits[1],
            pooled=found.pooled,
        )
        state, _, _ = verdict.call(summarise(found, self.tau), basis, self.p_safe)
        return state


def extended(series: Series, count: int, felt: float, today: date, every: int) -> Series:
    """The series with `count` more tries at the load trained now (median x of the last three), all rated `felt`.

    The first is `every` days after the last try, but not before the day after `today`. Only what the fit of felt pain
    reads is made longer: day, felt, expected (unknown), x, state (average days).
    """
    first = max(int(series.day[-1]) + every, day_number(today) + 1)
    days = first + every * np.arange(count)
    x_now = float(np.median(series.x[-3:]))
    return replace(
        series,
        day=np.append(series.day, days),
        felt=np.append(series.felt, np.full(count, felt)),
        expected=np.append(series.expected, np.full(count, np.nan)),
        x=np.append(series.x, np.full(count, x_now)),
        state=np.vstack([series.state, np.zeros((count, series.state.shape[1]))]),
    )
