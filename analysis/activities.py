"""Everyday activities in the person's own words, rated 0-10 over time: which of them were won back.

After the Patient-Specific Functional Scale (Stratford 1995, Physiotherapy Canada 47:258): 0 = cannot do it at all, 10
= as well as before the pain. Its smallest change beyond measurement error is 3 points for one activity and 2 points
for the mean of several. "Won back" asks for more than one good day: two ratings in a row, on two days, both 3 points
or more over the first (the second rating is an own choice).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from analysis.plan_results import Activity, Regained
from analysis.progress_results import Win
from analysis.results import Insufficient

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

ONE_POINTS: Final = 3.0
MEAN_POINTS: Final = 2.0
RATINGS: Final = 3
"""A first rating and the two that hold."""
MEAN_OF: Final = 3
"""Activities needed for a mean, as the scale asks for three to five."""


@dataclass(frozen=True, slots=True)
class Overall:
    """Mean ability of the activities rated at least twice. change: latest over first, in points; enough: at least 2."""

    first: float
    latest: float
    change: float
    n: int
    enough: bool


def regained(one: Activity, today: date) -> Regained:
    """How one activity stands on `today`; later ratings are not used. Of several ratings of a day the last counts."""
    rated = _until(one, today)
    if not rated:
        return Regained(
            one, None, None, None, back=False, needs=Insufficient("ratings", 0, RATINGS, one.name)
        )
    first, latest = rated[0][1], rated[-1][1]
    since = None
    for (_, before), (day, ability) in pairwise(rated[1:]):
        held = min(before, ability) - first >= ONE_POINTS
        since = (since or day) if held else None
    needs = Insufficient("ratings", len(rated), RATINGS, one.name) if len(rated) < RATINGS else None
    return Regained(one, first, latest, latest - first, back=since is not None, since=since, needs=needs)


def overall(found: Iterable[Activity], today: date) -> Overall | Insufficient:
    """The mean over all activities on the list that were rated on two days or more."""
    rated = [values for one in found if not one.hidden and len(values := _until(one, today)) > 1]
    if len(rated) < MEAN_OF:
        return Insufficient("activities", len(rated), MEAN_OF)
    first = sum(values[0][1] for values in rated) / len(rated)
    latest = sum(values[-1][1] for values in rated) / len(rated)
    change = latest - first
    return Overall(first, latest, change, len(rated), change >= MEAN_POINTS - 1e-9)


def wins(found: Sequence[Activity], today: date) -> list[Win]:
    """Activities won back, by the day of the rating that held it."""
    out = []
    for one in found:
        stands = regained(one, today)
        if stands.since and stands.first is not None and stands.latest is not None:
            facts = {"first": stands.first, "latest": stands.latest}
            out.append(Win("activity_back", stands.since, one.name, facts=facts))
    return out


def _until(one: Activity, today: date) -> list[tuple[date, float]]:
    """Ratings up to today, one a day, oldest first."""
    return sorted(dict(rating for rating in one.ratings if rating[0] <= today).items())
