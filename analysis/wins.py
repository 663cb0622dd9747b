"""Facts worth celebrating (science note 4.7), never differences between weeks: those are mostly noise."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis import load
from analysis.progress_results import BeforeAfter, Win
from analysis.results import Insufficient, Look
from analysis.tries import calendar_day, day_number, variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from analysis.tries import Series

    Floats = NDArray[np.float64]

DAYS, MOST, MOST_EACH = 28, 6, 2
KINDS = (
    "state_upgrade",
    "before_after",
    "new_highest_load",
    "everyday_pain_free",
    "activity_back",
    "week_surprise",
    "surprise",
    "first_variant",
)
"""Order among wins of one day (own choice): what took longest to earn first."""
RANK = {"relapsing": 0, "threat": 0, "learning": 1, "safe": 2}
QUIET, PAIN_FREE, PAIN_FREE_DAYS, EASIER = 1.0, 1.0, 2, 2.0
MORNINGS = 28
WEEK = 7


def select(found: Iterable[Win], today: date) -> tuple[Win, ...]:
    """Those of the last 28 days, newest first, at most 2 per movement and 6 in all."""
    recent = [one for one in found if 0 <= (today - one.day).days < DAYS]
    recent.sort(key=lambda one: (-one.day.toordinal(), KINDS.index(one.kind), one.movement))
    each: Counter[str] = Counter()
    kept = []
    for one in recent:
        each[one.movement] += 1
        if not one.movement or each[one.movement] <= MOST_EACH:
            kept.append(one)
    return tuple(kept[:MOST])


def week_surprise(series: Iterable[Series], today: date) -> list[Win]:
    """The try of the last seven days that was easiest against what was expected, of all movements, by 2 or more."""
    best: Win | None = None
    for one in series:
        gap = np.where(
            (one.day > day_number(today) - WEEK) & (one.day <= day_number(today)),
            one.expected - one.felt,
            np.nan,
        )
        if not np.isfinite(gap).any() or np.nanmax(gap) < EASIER:
            continue
        at = int(np.nanargmax(gap))
        facts = {"expected": float(one.expected[at]), "felt": float(one.felt[at])}
        if best is None or gap[at] > best.facts["expected"] - best.facts["felt"]:
            best = Win("week_surprise", calendar_day(one.day[at]), one.name, facts=facts)
    return [best] if best else []


def overall(change: BeforeAfter | Insufficient, today: date) -> list[Win]:
    """Less pain in the last than in the first 28 days by the rule of 4.2."""
    if isinstance(change, Insufficient) or not change.verdict.startswith("better"):
        return []
    return [Win("before_after", today, facts={"change": change.change, "percent": change.percent})]


def upgrades(looks: Sequence[Look], today: date) -> list[Win]:
    """Movements that two looks in a row put higher than the last known verdict before, and that still are there.

    `word` is the state held, `day` the second look. `unknown` is no verdict: it neither starts nor holds one.
    """
    known = sorted((one for one in looks if one.day <= today), key=lambda one: (one.movement, one.day))
    found = []
    for _, group in groupby(known, key=lambda one: one.movement):
        found += _upgrades(list(group))
    return found


def _upgrades(looks: list[Look]) -> list[Win]:
    found = []
    before: int | None = None
    for at, (one, following) in enumerate(pairwise(looks)):
        if one.state == "unknown":
            continue
        later = [RANK[look.state] for look in looks[at:] if look.state != "unknown"]
        if before is not None and following.state != "unknown" and min(later) > before:
            state = min(one.state, following.state, key=RANK.__getitem__)
            found.append(Win("state_upgrade", following.day, one.movement, word=state))
        before = RANK[one.state]
    return found


def of_movements(
    series: Mapping[str, Series], morning: Floats, first: int, tau: float, today: date
) -> list[Win]:
    """What the tries of each movement have to celebrate.

    series: from `tries.History.until(today)`. morning: morning pain of each day from day number `first` on, NaN =
    unknown. tau: tolerated pain, 0-10.
    """
    usual = _usual(morning)
    found: list[Win] = []
    for one in series.values():
        quiet = one.next_day - usual[one.day - first] <= QUIET
        found += _highest(one, quiet, tau) + _pain_free(one)
        found += _surprise(one, today) + _variants(one, tau, today)
    return found


def _usual(morning: Floats) -> Floats:
    """Median morning pain of the 28 days up to and including each day."""
    import pandas as pd

    return np.asarray(pd.Series(morning).rolling(MORNINGS, min_periods=1).median().to_numpy())


def _highest(one: Series, quiet: NDArray[np.bool_], tau: float) -> list[Win]:
    """The highest load ever logged, above every earlier one, felt within the limit, next day known and quiet."""
    known = np.flatnonzero(np.isfinite(one.load))
    if not len(known):
        return []
    best = int(known[np.argmax(one.load[known])])
    if best == known[0] or one.felt[best] > tau or not quiet[best]:
        return []
    dose = load.dose(one.rows.iloc[best].to_dict(), one.load[best])
    return [Win("new_highest_load", calendar_day(one.day[best]), one.name, dose)]


def _pain_free(one: Series) -> list[Win]:
    """The second day on which no try of the movement was felt above 1."""
    days, at = np.unique(one.day, return_inverse=True)
    worst = np.full(len(days), -np.inf)
    np.maximum.at(worst, at, one.felt)
    free = days[worst <= PAIN_FREE]
    if len(free) < PAIN_FREE_DAYS:
        return []
    return [Win("everyday_pain_free", calendar_day(free[PAIN_FREE_DAYS - 1]), one.name)]


def _surprise(one: Series, today: date) -> list[Win]:
    """The try of the last 28 days that was easiest against what was expected, by 2 points or more; newest first."""
    recent = np.where(one.day > day_number(today) - DAYS, one.expected - one.felt, np.nan)
    violation = np.nan_to_num(recent, nan=-np.inf)
    best = len(violation) - 1 - int(np.argmax(violation[::-1]))
    if violation[best] < EASIER:
        return []
    facts = {"expected": float(one.expected[best]), "felt": float(one.felt[best])}
    return [Win("surprise", calendar_day(one.day[best]), one.name, facts=facts)]


def _variants(one: Series, tau: float, today: date) -> list[Win]:
    """Variants first tried in the last 28 days within the limit, after another variant of the movement."""
    recent = int(np.searchsorted(one.day, day_number(today) - DAYS, side="right"))
    if recent == len(one):
        return []
    names = variants(one.rows)
    seen = set(names[:recent]) - {""}
    found = []
    for at in range(recent, len(names)):
        name = names[at]
        if name and name not in seen:
            if seen and one.felt[at] <= tau:
                found.append(Win("first_variant", calendar_day(one.day[at]), one.name, word=name))
            seen.add(name)
    return found
