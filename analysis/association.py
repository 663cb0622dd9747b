"""From the daily panel to regressions: lagged factors, which days and partners a fit may use, its columns.

Days: a fit uses the days on which pain, its factors and (if it is a covariate) medication are all known.
Floors: science note 3.2 step 9.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.gls import Problem
from analysis.lagged import Diary, Link, complete
from analysis.results import Insufficient
from analysis.scores import commonest_share, fence, normal_scores, standardise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.gls import Array, Mask

MIN_DAYS = 20
"""Complete days below which nothing is said."""
MIN_VERDICT = 28
"""Complete days from which a verdict may be given."""
DAYS_PER_FACTOR = 10
MAX_COMMONEST = 0.8
"""A series with one value on more than this share of days counts as constant."""
MIN_KEPT = 0.25
"""Own choice: partners may not cost a factor more than three quarters of its days."""
MEDICATION = (0.15, 0.85)
"""Share of days with medication between which it is a covariate."""
SINGULAR = 1e-8
"""Smallest eigenvalue of the correlation matrix of a design that can still be solved."""


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """One joint regression, as normal scores (the test) and in natural units (the effect).

    Column 1 + i of both designs belongs to `links[i]`. x_mean, x_scale, y_mean, y_scale lead back from
    the standardised natural columns to raw units. Values far outside a factor's range (`scores.fence`) enter the
    natural design at its edge: one slip of the pen shall not make a slope. Ranks do not mind them.
    """

    links: tuple[Link, ...]
    used: Mask
    scores: Problem
    natural: Problem
    x_mean: Array
    x_scale: Array
    y_mean: float
    y_scale: float
    with_medication: bool

    @property
    def n(self) -> int:
        """Number of days used."""
        return int(self.used.sum())

    def column(self, link: Link) -> int:
        """Where the coefficient of `link` stands."""
        return 1 + [(one.factor, one.lag) for one in self.links].index((link.factor, link.lag))


def shortfall(diary: Diary, link: Link) -> Insufficient | None:
    """What keeps a single factor from being looked at, or None."""
    used = complete(diary, [link])
    have = int(used.sum())
    if have < MIN_DAYS:
        return Insufficient("days_with_factor", have, MIN_DAYS, link.factor)
    for name, values in ((link.factor, link.values), (diary.outcome, diary.pain)):
        differing = round(have * (1 - commonest_share(values[used])))
        if commonest_share(values[used]) > MAX_COMMONEST:
            need = int(np.ceil(have * (1 - MAX_COMMONEST)))
            return Insufficient("constant", differing, need, name, diary.window(used))
    if not solvable(_equation(diary, [link], used)):
        return Insufficient("constant", 0, 1, link.factor, diary.window(used))
    return None


def joint_for(
    diary: Diary, link: Link, links: Sequence[Link], made: dict[frozenset[int], Equation]
) -> Equation:
    """The joint regression that speaks for `link`: with all `links` or as many as its days can bear.

    Gives up the partner with the fewest days (the later one among equals) until there are enough days for
    that many factors; then the last partner that cannot be told apart from the rest.

    Args:
        diary: outcome and calendar.
        link: the factor in question, one of `links`.
        links: all factors that could be fitted jointly, in the order of the columns.
        made: joint regressions of this diary by the identity of their links; new ones are added.
    """

    def tried(chosen: Sequence[Link]) -> Equation:
        key = frozenset(map(id, chosen))
        if key not in made:
            made[key] = joint(diary, [one for one in links if id(one) in key])
        return made[key]

    partners = _affordable(diary, link, [one for one in links if one is not link])
    while partners and not solvable(tried([link, *partners])):
        shorter = [[one for one in partners if one is not spare] for spare in reversed(partners)]
        partners = next((rest for rest in shorter if solvable(tried([link, *rest]))), shorter[0])
    return tried([link, *partners])


def _affordable(diary: Diary, link: Link, partners: list[Link]) -> list[Link]:
    """Partners for which enough days are left (floors of step 9, own limit on the loss of days)."""
    days = int(complete(diary, [link]).sum())
    floor = max(MIN_VERDICT if days >= MIN_VERDICT else MIN_DAYS, MIN_KEPT * days)
    left = list(partners)
    while left and complete(diary, [link, *left]).sum() < max(floor, DAYS_PER_FACTOR * (1 + len(left))):
        each = [int(complete(diary, [one]).sum()) for one in reversed(left)]
        del left[len(left) - 1 - int(np.argmin(each))]
    return left


def joint(diary: Diary, links: Sequence[Link]) -> Equation:
    """The regression of pain on all `links`, trend, weekend and, where it can be told apart, medication.

    Medication is a covariate when 15-85 % of the days had it.
    """
    used = complete(diary, links)
    known = used & np.isfinite(diary.medication)
    enough = known.sum() >= max(MIN_VERDICT, DAYS_PER_FACTOR * len(links), MIN_KEPT * used.sum())
    if enough and MEDICATION[0] <= diary.medication[known].mean() <= MEDICATION[1]:
        full = _equation(diary, links, known, medication=True)
        if solvable(full):
            return full
    return _equation(diary, links, used)


def without_medication(diary: Diary, equation: Equation) -> Equation:
    """The same regression on the same days without the medication column."""
    return _equation(diary, equation.links, equation.used) if equation.with_medication else equation


def single(diary: Diary, link: Link) -> Equation:
    """The regression on one factor with trend and weekend, for a factor that `shortfall` lets pass."""
    return _equation(diary, [link], complete(diary, [link]))


def alone(diary: Diary, link: Link, equation: Equation) -> Equation:
    """`link` without its partners, on the days and with the covariates of `equation`."""
    return _equation(diary, [link], equation.used, medication=equation.with_medication)


def explorable(diary: Diary, link: Link) -> Equation | None:
    """The same for any factor; None when days or variation are not enough for a verdict."""
    used = complete(diary, [link])
    if used.sum() < MIN_VERDICT or _constant(link.values[used]) or _constant(diary.pain[used]):
        return None
    equation = _equation(diary, [link], used)
    return equation if solvable(equation) else None


def _constant(values: Array) -> bool:
    return commonest_share(values) > MAX_COMMONEST


def _equation(diary: Diary, links: Sequence[Link], used: Mask, *, medication: bool = False) -> Equation:
    raw = np.column_stack([link.values[used] for link in links])
    inside = np.column_stack([np.clip(values, *fence(values)) for values in raw.T])
    pain, day = diary.pain[used], np.flatnonzero(used).astype(float)
    rest = [_centred(day)]
    if np.ptp(diary.weekend[used]) > 0:  # someone who logs on weekdays only has no weekend to take out
        rest.append(diary.weekend[used] - diary.weekend[used].mean())
    if medication:
        rest.append(diary.medication[used] - diary.medication[used].mean())
    return Equation(
        tuple(links),
        used,
        _problem(used, [_scored(values) for values in raw.T], rest, _scored(pain)),
        _problem(used, [_centred(values) for values in inside.T], rest, _centred(pain)),
        inside.mean(0),
        inside.std(0),
        float(pain.mean()),
        float(pain.std()),
        medication,
    )


def _problem(used: Mask, factors: list[Array], rest: list[Array], outcome: Array) -> Problem:
    design = np.zeros((len(used), 1 + len(factors) + len(rest)))
    design[used] = np.column_stack([np.ones(len(outcome)), *factors, *rest])
    y = np.zeros(len(used))
    y[used] = outcome
    return Problem(y, design, used)


def _centred(values: Array) -> Array:
    return standardise(values) if np.ptp(values) > 0 else np.zeros(len(values))


def _scored(values: Array) -> Array:
    return normal_scores(values) if np.ptp(values) > 0 else np.zeros(len(values))


def solvable(equation: Equation) -> bool:
    """Whether no column is constant or a mixture of the others, in both designs, and pain varies."""
    if equation.y_scale == 0 or (equation.x_scale == 0).any():
        return False
    for problem in (equation.scores, equation.natural):
        columns = problem.design[problem.used, 1:]
        columns = columns / np.sqrt((columns**2).mean(0))
        if np.linalg.eigvalsh(columns.T @ columns / len(columns))[0] < SINGULAR:
            return False
    return True
