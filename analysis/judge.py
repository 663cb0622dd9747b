"""From tests to words: false discovery, the verdicts of science note 3.7, and how many days are still needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.association import MIN_VERDICT
from analysis.scores import adjusted_p

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.association_results import Verdict
    from analysis.gls import Coefficient
    from analysis.results import Estimate

FALSE_DISCOVERY = 0.10
CLEAR = 0.1
"""Bound nearest zero of the standardised interval from which a called link is clear."""
NEGLIGIBLE = 0.2
"""Half-width of the standardised band within which nothing noteworthy is left."""
TARGET = 0.3
MAX_MORE_DAYS = 180
POWER = (1.645 + 0.84) ** 2
"""Two-sided 10 % test with 80 % power."""


def verdicts(tests: Sequence[Coefficient], days: Sequence[int]) -> list[tuple[Verdict, float]]:
    """Verdict and adjusted p per test. Tests below the floor are `early` (p NaN) and no part of the family."""
    family = [at for at, n in enumerate(days) if n >= MIN_VERDICT]
    q = np.full(len(tests), np.nan)
    q[family] = adjusted_p(np.array([tests[at].p for at in family]))
    return [(verdict(test, float(one)), float(one)) for test, one in zip(tests, q, strict=True)]


def verdict(test: Coefficient, q: float) -> Verdict:
    """The word for one test with adjusted p `q` (NaN: too early for one)."""
    if np.isnan(q):
        return "early"
    if q <= FALSE_DISCOVERY:
        nearest = max(test.low, -test.high)
        return "clear" if nearest >= CLEAR else "hint"
    return "none" if max(-test.low, test.high) <= NEGLIGIBLE else "unclear"


def told(said: Verdict, shown: Estimate, band: float) -> Verdict:
    """The word that stands beside what is shown: `none` only where that, too, stays within +-`band`, else `unclear`.

    The test reads normal scores, the display pain points; where ratings are skewed the latter may reach further.
    """
    return "unclear" if said == "none" and max(-shown.low, shown.high) > band else said


def more_days(n: int, together: float) -> int | None:
    """About how many more complete days a link of r = .3 needs (3.7), at most 180.

    together: carry-over of the errors of pain times that of the factor. None where the diary already has the days
    for such a link: then it is not days that lack.
    """
    needed = POWER / TARGET**2 * (1 + together) / (1 - together)
    more = max(MIN_VERDICT - n, int(np.ceil(needed)) - n)
    return min(MAX_MORE_DAYS, more) if more > 0 else None
