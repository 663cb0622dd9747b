"""Pain and its connections before a day the person names, and from that day on.

A day is named with a reason (a new job, the first training), so it is not looked for. Whoever names many days will
find a difference at one of them; the search for an unknown day is `stepscan`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis import gls
from analysis.association import MIN_DAYS, shortfall, single
from analysis.connection_results import PeriodRow, Periods
from analysis.judge import FALSE_DISCOVERY
from analysis.lagged import Diary, Link, read_diary
from analysis.natural import displayed, step_of
from analysis.primary import primary
from analysis.results import Estimate, Insufficient
from analysis.scores import adjusted_p

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from analysis.gls import Array, Coefficient, Mask


def compare(panel: pd.DataFrame, day: date, outcome: str = "pain") -> Periods | Insufficient:
    """The level of pain and each primary factor alone, before `day` and from `day` on.

    A row's periods are two fits; its difference is the interaction in one fit of both (trend, weekend and a step at
    the day in it), tested on normal scores with Benjamini-Hochberg over the rows. No verdict from fewer than 20 days a
    side: `Insufficient("days_period")` counts the shorter side.
    """
    diary = read_diary(panel, outcome)
    after = np.arange(len(diary.pain)) >= (np.datetime64(day, "D") - diary.start).astype(int)
    rated = np.isfinite(diary.pain)
    n = int((rated & ~after).sum()), int((rated & after).sum())
    if min(n) < MIN_DAYS:
        return Insufficient(
            "days_period", min(n), MIN_DAYS, window=diary.window(rated) if rated.any() else None
        )
    if np.ptp(diary.pain[rated]) == 0:
        return Insufficient("constant", 0, 1, diary.outcome, diary.window(rated))
    links, _ = primary(panel, diary)
    pairs = [_pair(diary, link, after) for link in links]
    tests = [one.test for one in pairs if one.test is not None]
    q = iter(adjusted_p(np.array([one.p for one in tests])).tolist())
    rows = tuple(_row(one, next(q) if one.test is not None else None) for one in pairs)
    before_mean, after_mean = (float(diary.pain[rated & side].mean()) for side in (~after, after))
    change = _change(diary, rated, after)
    return Periods(day, before_mean, after_mean, change, rows, n, diary.window(rated), diary.outcome)


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """One factor in both periods; test and difference are None where one period cannot be fitted."""

    link: Link
    sides: tuple[Estimate | Insufficient, Estimate | Insufficient]
    n: tuple[int, int]
    test: Coefficient | None
    difference: Estimate | None


def _pair(diary: Diary, link: Link, after: Mask) -> _Pair:
    cut = [Link(link.factor, link.lag, np.where(side, link.values, np.nan)) for side in (~after, after)]
    lacks = [shortfall(diary, one) for one in cut]
    n = tuple(int((np.isfinite(one.values) & np.isfinite(diary.pain)).sum()) for one in cut)
    step, _ = step_of(link.factor, link.values)
    sides = [lack or _effect(diary, one, step) for one, lack in zip(cut, lacks, strict=True)]
    if any(lacks):
        return _Pair(link, (sides[0], sides[1]), (n[0], n[1]), None, None)
    test, difference = _difference(diary, link, after, step)
    return _Pair(link, (sides[0], sides[1]), (n[0], n[1]), test, difference)


def _effect(diary: Diary, link: Link, step: float) -> Estimate:
    equation = single(diary, link)
    score, raw = gls.fit([equation.scores, equation.natural])
    return displayed(equation, 1, raw, score.coefficient(1), step)


def _difference(diary: Diary, link: Link, after: Mask, step: float) -> tuple[Coefficient, Estimate]:
    """Interaction of the factor with the period: on normal scores, and in pain points per step."""
    equation = single(diary, link)
    problems = [_crossed(problem, after) for problem in (equation.scores, equation.natural)]
    score, raw = (fitted.coefficient(-1) for fitted in gls.fit(problems))
    scale = step * equation.y_scale / equation.x_scale[0]
    return score, Estimate(*(float(one * scale) for one in (raw.b, raw.low, raw.high)))


def _crossed(problem: gls.Problem, after: Mask) -> gls.Problem:
    """With a step at the day and, last, the factor in the later period."""
    late = after.astype(float)
    design = np.column_stack([problem.design, late, late * problem.design[:, 1]])
    return gls.Problem(problem.y, np.where(problem.used[:, None], design, 0.0), problem.used)


def _row(pair: _Pair, q: float | None) -> PeriodRow:
    step, unit = step_of(pair.link.factor, pair.link.values)
    return PeriodRow(
        factor=pair.link.factor,
        lag=pair.link.lag,
        step=step,
        step_unit=unit,
        before=pair.sides[0],
        after=pair.sides[1],
        difference=pair.difference,
        q=q,
        differs=q is not None and q <= FALSE_DISCOVERY,
        n=pair.n,
    )


def _change(diary: Diary, rated: Mask, after: Mask) -> Estimate:
    """The step at the day with errors that carry over."""
    design: Array = np.column_stack([np.ones(len(after)), after])
    step = gls.fit([gls.Problem(diary.pain, design, rated)])[0].coefficient(1)
    return Estimate(step.b, step.low, step.high)
