"""Does the state of the day change how a movement feels: rest pain, the night before, stress?

What is held against the day is what the safety model leaves over of each try: felt pain minus the level of that
movement at that load on an average day. So neither the choice of movements, nor their load, nor learning over the
weeks passes for the day. One number per training day (mean over its tries) goes through the same regression as every
other connection. The levels are smooth over weeks and take a little of a slow change of state with them, which makes
effects small rather than large.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis import eligible, fits, gls
from analysis.association import MIN_DAYS, joint_for, shortfall
from analysis.connection_results import DayState
from analysis.judge import told, verdicts
from analysis.lagged import Diary, Link, read_diary, series
from analysis.natural import displayed, negligible, step_of
from analysis.results import Estimate, Insufficient
from analysis.safetyprior import WINDOW
from analysis.tries import day_number, day_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from analysis.association_results import Verdict
    from analysis.equation import Equation
    from analysis.gls import Array, Coefficient, Fit
    from analysis.posterior import Posterior
    from analysis.tries import Series

FACTORS = ("pain_before", "sleep_quality", "stress")
"""Rest pain before training, the night before, stress of the same day: the model's own day state."""
LEFT = "left"


def link(
    tries: Mapping[str, Series], panel: pd.DataFrame, today: date, movement: str = ""
) -> tuple[DayState | Insufficient, ...]:
    """How rest pain, sleep quality and stress of a day go along with pain while moving in the last 90 days.

    Args:
        tries: tries per movement up to `today` (`tries.History.until`, `Closer.series`).
        panel: `panel.daily` of the same diary.
        today: last day used.
        movement: only the tries of this one; "" takes all.

    Returns:
        One result per factor, fitted jointly: `DayState`, or what is missing (training days with the factor).
        `Insufficient("days_state")` alone when nothing was tried in the window.
    """
    left, count = _left(tries, panel, today, movement)
    if not np.isfinite(left).any():
        return (Insufficient("days_state", 0, MIN_DAYS, movement),)
    diary = read_diary(panel.assign(**{LEFT: left}), LEFT)
    links, missing = [], []
    for name in FACTORS:
        one = Link(name, 0, series(panel, name))
        lacks = _lacks(diary, one)
        if lacks is None:
            links.append(one)
        else:
            missing.append(lacks)
    return (*_states(diary, links, count, movement), *missing)


def _lacks(diary: Diary, one: Link) -> Insufficient | None:
    """Days and variation; rest pain is a fair question here, but not what was only written on bad days."""
    return eligible.selected(diary, one.factor, one.values) or shortfall(diary, one)


def _left(
    tries: Mapping[str, Series], panel: pd.DataFrame, today: date, movement: str
) -> tuple[Array, Array]:
    """Per row of the panel: mean of what the model leaves over of the day's tries (NaN without one), and how many."""
    total, count = np.zeros(len(panel)), np.zeros(len(panel))
    now = day_number(today)
    for name, found in fits.alone(tries, today).items():
        if movement in {"", name}:
            one = tries[name]
            inside = one.day > now - WINDOW
            rest = one.felt - _level(found, one.day.astype(float), one.x)
            at = one.day[inside] - day_numbers(panel.index)[0]
            np.add.at(total, at, rest[inside])
            np.add.at(count, at, 1)
    return np.divide(total, count, out=np.full(len(panel), np.nan), where=count > 0), count


def _level(found: Posterior, day: Array, x: Array) -> Array:
    """Expected pain of a try on an average day: level of its week at its load."""
    slope = float(found.draws[:, -1].mean())
    return np.asarray(np.interp(day, found.grid, found.mean) + slope * (x - found.x_now))


def _states(diary: Diary, links: list[Link], count: Array, movement: str) -> list[DayState]:
    """The joint fit of the factors, each with the partners its days can bear."""
    made: dict[frozenset[int], Equation] = {}
    looks = [_Look(one, joint_for(diary, one, links, made)) for one in links]
    solved = iter(
        gls.fit([problem for look in looks for problem in (look.equation.scores, look.equation.natural)])
    )
    fitted = [(next(solved), next(solved)) for _ in looks]
    tests = [score.coefficient(look.column) for look, (score, _) in zip(looks, fitted, strict=True)]
    judged = verdicts(tests, [look.equation.n for look in looks])
    return [
        look.state(diary, test, raw, said, count, movement)
        for look, test, (_, raw), said in zip(looks, tests, fitted, judged, strict=True)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """One factor and its joint fit."""

    link: Link
    equation: Equation

    @property
    def column(self) -> int:
        return self.equation.column(self.link)

    def state(
        self,
        diary: Diary,
        test: Coefficient,
        raw: Fit,
        said: tuple[Verdict, float],
        count: Array,
        movement: str,
    ) -> DayState:
        """The result; count: tries per day."""
        factor, equation = self.link.factor, self.equation
        step, unit = step_of(factor, self.link.values)
        effect = displayed(equation, self.column, raw, test, step)
        band = negligible(equation, self.column, step, test, effect)
        return DayState(
            factor=factor,
            step=step,
            step_unit=unit,
            effect=effect,
            b=Estimate(test.b, test.low, test.high),
            p=test.p,
            q=said[1],
            verdict=told(said[0], effect, band),
            n=equation.n,
            tries=int(count[equation.used].sum()),
            window=diary.window(equation.used),
            partners=tuple(one.factor for one in equation.links if one is not self.link),
            negligible=band,
            movement=movement,
        )
