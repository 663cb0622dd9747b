"""All chance of one invented person, drawn before anything happens (science note 2.3).

Two streams: one for the person, one for the habit of the world. A habit therefore never changes who the person is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.evidence.worlds import DAYS, EVENTS, FEW, MOVEMENTS, START, World

KEEPS_ON = 0.65
"""Chance that a movement relapses in a break or under stress."""
SHAPE = (MOVEMENTS, DAYS)


@dataclass(frozen=True)
class Days:
    """state: (84,) points the day adds. trains: (84,) days with a session. away: (84,) days of a break."""

    state: np.ndarray
    sleep: np.ndarray
    stress: np.ndarray
    rest: np.ndarray
    trains: np.ndarray
    away: np.ndarray


class Chance:
    """What one person is like and what may happen: (6,) per movement, (84,) per day, (6, 84) per chance of a try."""

    def __init__(self, rng: np.random.Generator, habit: np.random.Generator, world: World) -> None:
        self.world = world
        self.event = str(rng.choice(list(EVENTS), p=list(EVENTS.values())))
        self.start = int(rng.integers(38, 56))
        self.length = int(rng.integers(14, 29) if self.event == "break" else rng.integers(8, 15))
        self.few = bool(rng.random() < FEW)
        self._movements(rng)
        self.days = self._days(rng)
        self._chances(rng)
        self._habits(habit)

    def _movements(self, rng: np.random.Generator) -> None:
        rough = self.world.rough
        groups = (
            ([[0, 1, 2], [3, 4, 5]] if rng.random() < 0.5 else [[0, 1], [2, 3], [4, 5]])
            if self.world.families
            else [[one] for one in range(MOVEMENTS)]
        )
        self.family = np.array([at for at, group in enumerate(groups) for _ in group])
        names, shares = list(self.world.kinds), list(self.world.kinds.values())
        self.kinds = rng.choice(names, len(groups), p=shares)[self.family]
        lows, highs = np.array([START[one] for one in self.kinds]).T
        within = rng.random(MOVEMENTS)
        if self.world.families:
            within = np.clip(
                within[[group[0] for group in groups]][self.family] + 0.15 * (within - 0.5), 0, 1
            )
        self.first = lows + within * (highs - lows)
        goals = np.where(
            self.kinds == "learn", rng.uniform(-0.5, 2.0, MOVEMENTS), rng.uniform(-1.0, 0.8, MOVEMENTS)
        )
        self.goal = goals
        self.speed = rng.uniform(0.05, 0.16, MOVEMENTS)
        self.jump_day = rng.integers(15, 45, MOVEMENTS)
        self.relapses = rng.random(MOVEMENTS) < KEEPS_ON
        slopes = rng.lognormal(np.log(0.9), 0.45, MOVEMENTS), rng.choice([0.2, 0.6, 1.2, 2.2], MOVEMENTS)
        self.slope = slopes[rough]
        self.sensitive = rng.uniform(0.6, 1.0, MOVEMENTS)
        self.often = rng.uniform(0.45, 0.85, MOVEMENTS)
        steps_up = np.isin(self.kinds, ("safe", "learn")) & (rng.random(MOVEMENTS) < 0.3)
        self.steps_up = (self.kinds == "learnload") | steps_up
        self.believed = self.first + rng.normal(1.0, 0.8, MOVEMENTS)
        self.noise = rng.uniform(0.8, 1.6) if rough else rng.uniform(0.7, 1.3)

    def _days(self, rng: np.random.Generator) -> Days:
        during = np.zeros(DAYS, dtype=bool)
        during[self.start : self.start + self.length] = True
        carried, by_sleep, by_stress = rng.uniform(0.3, 0.6), *rng.uniform(0.15, 0.45, 2)
        sleep = rng.normal(size=DAYS)
        stress = _carried(rng.normal(0, np.sqrt(0.75), DAYS), 0.5)
        bad_night, strain = {"badsleep": (-2.2, 1.0), "stress": (-0.7, 2.2)}.get(self.event, (0.0, 0.0))
        sleep, stress = sleep + bad_night * during, stress + strain * during
        better = np.linspace(-0.8, 0.8, DAYS) * (self.event == "betterdays")
        sleep = sleep + better
        own = _carried(rng.normal(0, 0.95 if self.world.rough else 0.75, DAYS), carried)
        state = own - by_sleep * sleep + by_stress * stress - better
        away = during & (self.event == "break")
        rate = rng.uniform(0.5, 0.9) if self.few else rng.uniform(2.0, 4.0)
        weekday = np.where(np.arange(DAYS) % 7 < 5, 1.25, 0.4)
        trains = (rng.random(DAYS) < rate / 7 * weekday) & ~away
        trains[int(rng.integers(0, 5))] |= self.few
        rest = rng.uniform(0.5, 3.0) + 0.7 * state + rng.normal(0, 0.6, DAYS)
        return Days(state, sleep, stress, rest, trains, away)

    def _chances(self, rng: np.random.Generator) -> None:
        """One draw for everything that may happen, (6, 84) each."""
        self.tried = rng.random(SHAPE) < self.often[:, None]
        bell, heavy = rng.normal(size=SHAPE), rng.standard_t(4, SHAPE) / np.sqrt(2)
        self.error = self.noise * (heavy if self.world.rough else bell)
        self.evens = (rng.random(SHAPE) < 0.3) & self.world.rough
        self.wander = rng.normal(0, 0.04, SHAPE)
        self.guess = rng.normal(0, 0.8, SHAPE)
        self.more = np.log2(rng.uniform(1.08, 1.3, SHAPE))
        self.lost = rng.uniform(0.5, 0.9, SHAPE) * 1.6 / self.length
        self.blank_rest, self.blank_day = rng.random(DAYS) < 0.1, rng.random(DAYS)
        self.written = rng.normal(0, 0.8, (2, DAYS))

    def _habits(self, habit: np.random.Generator) -> None:
        self.again = habit.random(SHAPE) < self.world.repeats
        self.turn = int(habit.integers(30, 55)) if self.world.rescales else DAYS
        self.stretch, self.shift = habit.uniform(0.7, 1.3), habit.uniform(-1.0, 1.0)
        sore = np.clip((self.days.rest - 4) * 0.2, 0, 0.8)
        self.stays_off = self.world.skips & (habit.random(DAYS) < sore) & self.days.trains
        self.dread, self.fear = habit.random(SHAPE), habit.normal(0, 0.5, SHAPE)
        self.named = self.family
        if self.world.mislabelled:
            self.named = habit.permutation(np.arange(MOVEMENTS) // habit.choice([2, 3]))


def _carried(shocks: np.ndarray, share: float) -> np.ndarray:
    """Each day keeps a share of the day before."""
    out = np.zeros(len(shocks))
    before = 0.0
    for at, shock in enumerate(shocks):
        before = share * before + shock
        out[at] = before
    return out
