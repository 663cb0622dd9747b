"""One invented person: twelve weeks of tries and days, and the truth behind them (science note 2.3).

All chance is drawn beforehand (`chance`); here the story is told. Pain points throughout; missing ratings are NaN.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.evidence.chance import SHAPE, Chance
from benchmarks.evidence.worlds import DAYS, MOVEMENTS, World

TRANSFER = 0.6
"""Share of what a try teaches that the rest of the family learns too."""


@dataclass(frozen=True)
class Truth:
    """level: (6, 84) expected pain at the reference load on an average day. slope: (6,) points per doubling.

    family: number of the family each movement is of; named: the one it is written down as.
    """

    level: np.ndarray
    slope: np.ndarray
    kinds: tuple[str, ...]
    family: tuple[int, ...]
    named: tuple[int, ...]
    event: str
    event_start: int
    event_days: int
    few: bool


@dataclass(frozen=True)
class Person:
    """Tries in order (day, movement, log2 load, pain felt, pain expected), ratings of the 84 days, the truth."""

    day: np.ndarray
    move: np.ndarray
    x: np.ndarray
    felt: np.ndarray
    expected: np.ndarray
    rest: np.ndarray
    sleep: np.ndarray
    stress: np.ndarray
    truth: Truth


def draw(seed: int, world: World) -> Person:
    """The person of this seed; the same again on every call."""
    for attempt in range(100):
        person = _Story(
            np.random.default_rng([seed, attempt]), np.random.default_rng([seed, attempt, 1]), world
        ).person()
        if len(person.day):
            return person
    raise RuntimeError("nobody trains in this world")


def rated(pain: np.ndarray | float) -> np.ndarray:
    """Pain as it is written down: whole numbers from 0 to 10."""
    return np.clip(np.rint(pain), 0, 10)


class _Story(Chance):
    """What happens to this person, day by day."""

    def person(self) -> Person:
        """Day by day: what happens to the levels, then the tries in the order of the movements."""
        level, x, well = self.first.copy(), np.zeros(MOVEMENTS), np.zeros(MOVEMENTS, dtype=int)
        believed, last = self.believed.copy(), np.full(MOVEMENTS, np.nan)
        levels, rows = np.zeros(SHAPE), []
        for day in range(DAYS):
            level = level + self._happens(day, level)
            levels[:, day] = level
            for one in np.flatnonzero(self._tried(day, level, x)):
                felt = self._felt(one, day, level[one], x[one], last[one])
                expected = float(self._written(rated(believed[one] + self.guess[one, day]), day))
                rows.append((day, one, x[one], felt, expected if self.world.asks else np.nan))
                believed[one] += 0.25 * (felt - believed[one])
                last[one] = felt
                level = level - self._taught(one, day, level)
                x[one], well[one] = self._load(one, day, felt, x[one], well[one])
        return self._done(np.array(rows, dtype=float).reshape(-1, 5), levels)

    def _happens(self, day: int, level: np.ndarray) -> np.ndarray:
        change = self.wander[:, day] + (self.kinds == "sensitise") * (3.0 / 40) * (20 <= day <= 60)
        learner = np.isin(self.kinds, ("learn", "learnload")) & self.relapses
        if self.days.away[day]:
            change = change + learner * self.lost[:, day] * (self.first - level)
        if self.event == "stress" and self.start <= day < self.start + 5:
            change = change + 0.55 * (learner | ((self.kinds == "safe") & self.relapses))
        return change

    def _tried(self, day: int, level: np.ndarray, x: np.ndarray) -> np.ndarray:
        if not self.days.trains[day] or self.stays_off[day]:
            return np.zeros(MOVEMENTS, dtype=bool)
        if not self.world.skips:
            return self.tried[:, day]
        feared = level + self.slope * x + self.sensitive * self.days.state[day] + self.fear[:, day]
        return self.tried[:, day] & (self.dread[:, day] >= np.clip((feared - 4) / 4, 0, 0.9))

    def _felt(self, one: int, day: int, level: float, x: float, last: float) -> float:
        pain = rated(
            level + self.slope[one] * x + self.sensitive[one] * self.days.state[day] + self.error[one, day]
        )
        if self.evens[one, day]:
            pain = rated(2 * np.rint(pain / 2))
        if self.again[one, day] and np.isfinite(last):
            return last
        return float(self._written(pain, day))

    def _written(self, pain: np.ndarray | float, day: int | np.ndarray) -> np.ndarray:
        """With the use of the scale of that day."""
        return np.where(day >= self.turn, rated(self.stretch * pain + self.shift), pain)

    def _taught(self, one: int, day: int, level: np.ndarray) -> np.ndarray:
        """What a try takes off each level: its own movement, and in part the rest of its family."""
        if self.kinds[one] not in {"learn", "learnload"}:
            return np.zeros(MOVEMENTS)
        share = np.where(self.family == self.family[one], TRANSFER, 0.0)
        share[one] = 1.0
        speed = 0.35 if self.world.rough else self.speed[one]
        if (self.world.rough or self.world.late) and day < self.jump_day[one]:
            return np.zeros(MOVEMENTS)
        return share * speed * (level - self.goal)

    def _load(self, one: int, day: int, felt: float, x: float, well: int) -> tuple[float, int]:
        """More after two good tries in a row, less after a very bad one."""
        if not self.steps_up[one]:
            return x, well
        well = well + 1 if felt <= (4.5 if self.kinds[one] == "learnload" else 3.5) else 0
        if well >= 2:
            x, well = x + self.more[one, day], 0
        return (max(0.0, x - 0.3) if felt >= 7 else x), well

    def _done(self, rows: np.ndarray, levels: np.ndarray) -> Person:
        every = np.arange(DAYS)
        missing = self.blank_day < np.where(self.stays_off, 0.6, 0.2)
        sleep, stress = (
            rated(6 + 1.8 * self.days.sleep + self.written[0]),
            rated(4 + 1.8 * self.days.stress + self.written[1]),
        )
        return Person(
            day=rows[:, 0].astype(int),
            move=rows[:, 1].astype(int),
            x=rows[:, 2],
            felt=rows[:, 3],
            expected=rows[:, 4],
            rest=np.where(self.blank_rest, np.nan, self._written(rated(self.days.rest), every)),
            sleep=np.where(missing, np.nan, sleep),
            stress=np.where(missing, np.nan, stress),
            truth=Truth(
                level=levels,
                slope=self.slope,
                kinds=tuple(str(one) for one in self.kinds),
                family=tuple(int(one) for one in self.family),
                named=tuple(int(one) for one in self.named),
                event=self.event,
                event_start=self.start,
                event_days=self.length,
                few=self.few,
            ),
        )
