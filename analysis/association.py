"""From the daily panel to regressions: which days, partners and covariates a fit may use.

Days: a fit uses the days on which pain, its factors and (if it is a covariate) medication are all known.
Floors: science note 3.2 step 9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.equation import Equation, equation, solvable
from analysis.lagged import Diary, Link, complete
from analysis.results import Insufficient
from analysis.scores import commonest_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.gls import Array

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
    if not equation(diary, [link], used).solvable:
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
    while partners and not tried([link, *partners]).solvable:
        shorter = [[one for one in partners if one is not spare] for spare in reversed(partners)]
        partners = next((rest for rest in shorter if tried([link, *rest]).solvable), shorter[0])
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
        full = equation(diary, links, known, medication=True)
        if full.solvable:
            return full
    return equation(diary, links, used)


def without_medication(diary: Diary, one: Equation) -> Equation:
    """The same regression on the same days without the medication column."""
    return equation(diary, one.links, one.used) if one.with_medication else one


def single(diary: Diary, link: Link) -> Equation:
    """The regression on one factor with trend and weekend, for a factor that `shortfall` lets pass."""
    return equation(diary, [link], complete(diary, [link]))


def alone(diary: Diary, link: Link, one: Equation) -> Equation:
    """`link` without its partners, on the days and with the covariates of `one`."""
    return equation(diary, [link], one.used, medication=one.with_medication)


def explorable(diary: Diary, link: Link) -> Equation | None:
    """The same for any factor; None when days or variation are not enough for a verdict."""
    used = complete(diary, [link])
    if used.sum() < MIN_VERDICT or _constant(link.values[used]) or _constant(diary.pain[used]):
        return None
    one = equation(diary, [link], used)
    return one if solvable(one.scores) else None


def _constant(values: Array) -> bool:
    return commonest_share(values) > MAX_COMMONEST
