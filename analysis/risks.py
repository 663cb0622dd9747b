"""Contexts in which the old pattern tends to speak up (science note 4.8). Preventive words, not a forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.progress_results import Flare, Risk
from analysis.tries import calendar_day, day_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from analysis.results import Look, MovementAssessment

    Floats = NDArray[np.float64]

BREAK_DAYS = 10
STRESS_DAYS, STRESS_SPAN = 3, 7
"""The three rated days must lie within one week (own choice), or they say nothing about now."""
NIGHTS, BAD_NIGHTS = 5, 3
FLARE_DAYS = 7
HIGH, LOWEST = 80, 0.20
OWN_DAYS = 14
"""Rated days needed before "more than usual" means anything (own choice)."""
TRUSTED = frozenset({"safe", "learning"})


def breaks(
    last: Mapping[str, date], assessments: Sequence[MovementAssessment], looks: Sequence[Look], today: date
) -> list[Risk]:
    """Movements whose last known verdict was safe or learning and that rest for 10 days or more, longest first.

    last: movement -> day of its last rated try. Looks after `today` are ignored; `unknown` is no verdict.
    """
    believed = trusted(assessments, looks, today)
    found = [
        Risk("break", day, name, (today - day).days)
        for name, day in last.items()
        if name in believed and (today - day).days >= BREAK_DAYS
    ]
    return sorted(found, key=lambda one: (one.since, one.movement))


def trusted(assessments: Sequence[MovementAssessment], looks: Sequence[Look], today: date) -> set[str]:
    """Movements whose last known verdict up to `today` is safe or learning; `unknown` is no verdict."""
    said = [(one.day, one.movement, one.state) for one in looks if one.day <= today]
    said += [(today, one.movement, one.state) for one in assessments]
    states = {name: state for _, name, state in sorted(said, key=lambda one: one[0]) if state != "unknown"}
    return {name for name, state in states.items() if state in TRUSTED}


def stress(day: NDArray[np.int64], rating: Floats, today: date) -> list[Risk]:
    """Mean stress of the last 3 rated days >= own P80 and >= own mean + 1 sd.

    day: day numbers of the window, rating: 0-10, NaN = not rated. Always the same stress is never more than
    usual. `since` is the first of the three days.
    """
    at = np.flatnonzero(np.isfinite(rating))
    if len(at) < OWN_DAYS:
        return []
    known, recent = rating[at], at[-STRESS_DAYS:]
    spread = known.std(ddof=1)
    usual = max(np.percentile(known, HIGH), known.mean() + spread)
    if spread == 0 or rating[recent].mean() < usual or day_number(today) - day[recent[0]] >= STRESS_SPAN:
        return []
    return [_since("stress", day[recent[0]], today)]


def sleep(day: NDArray[np.int64], quality: Floats, today: date) -> list[Risk]:
    """Sleep quality <= own P20 in 3 of the last 5 nights (`bad_nights`); `since` is the first of these nights."""
    nights = day[bad_nights(quality) & (day > day_number(today) - NIGHTS)]
    return [_since("sleep", nights[0], today)] if len(nights) >= BAD_NIGHTS else []


def bad_nights(rating: Floats) -> NDArray[np.bool_]:
    """Nights among the person's own lowest fifth and under the median; none where under 14 nights are known.

    Whole numbers tie: by a plain P20 often 30 % of the nights would be "the worst fifth". So a night's place is that of
    the mid-distribution, the share of lower nights and half of the equal ones (Ma, Genton & Parzen 2011).
    """
    known = rating[np.isfinite(rating)]
    if len(known) < OWN_DAYS:
        return np.zeros(len(rating), dtype=bool)
    ordered = np.sort(known)
    lower, upto = (np.searchsorted(ordered, rating, side=side) for side in ("left", "right"))
    place = (lower + upto) / 2 / len(known)
    return np.asarray((place <= LOWEST) & (rating < np.median(known)))


def flare(flares: Sequence[Flare], today: date) -> list[Risk]:
    """A flare, confirmed or possible, that lasted until at most 7 days ago."""
    return [_since("flare", day_number(one.start), today) for one in flares[-1:] if _near(one, today)]


def _near(one: Flare, today: date) -> bool:
    return (today - one.end).days <= FLARE_DAYS


def _since(kind: str, day: float, today: date) -> Risk:
    since = calendar_day(day)
    return Risk(kind, since, days=(today - since).days)
