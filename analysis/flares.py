"""Flares: spells of clearly more pain (science note 4.4).

A day is one when the person says so, or when it and the last rated day (at most 2 days ago) both reach
base + max(2, 1.5 MAD'). The person's own word beats the rule both ways: a day called "no flare" is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.progress_results import Flare
from analysis.tries import calendar_day

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BASE_DAYS, LEFT_OUT = 28, 2
"""The base is the median of the 28 days before the last 2, so that a rise does not lift its own base."""
BASE_KNOWN = 10
POINTS, SPREADS, LEAST_SPREAD = 2.0, 1.5, 0.75
TO_SD = 1.4826
CALM_DAYS = 3


def find(day: NDArray[np.int64], pain: Floats, said: Floats, worst: Floats) -> tuple[Flare, ...]:
    """All episodes, oldest first; an episode ends after three days that are no flare days.

    day: consecutive day numbers since 1970, (n,). pain: outcome, said: own word 1/0, worst: worst pain of the
    day; NaN = not logged. start and end are the first and last flare day. peak: the highest pain or worst pain
    known between them, NaN when none is. confirmed: the person called at least one of its days a flare.
    """
    flare = (said == 1) | (by_rule(pain) & (said != 0))
    at = np.flatnonzero(flare)
    if not len(at):
        return ()
    highest = np.fmax(pain, worst)
    episodes = np.split(at, np.flatnonzero(np.diff(at) > CALM_DAYS) + 1)
    return tuple(
        Flare(
            start=calendar_day(day[spell[0]]),
            end=calendar_day(day[spell[-1]]),
            peak=float(np.fmax.reduce(highest[spell[0] : spell[-1] + 1])),
            confirmed=bool((said[spell] == 1).any()),
        )
        for spell in episodes
    )


def by_rule(pain: Floats) -> NDArray[np.bool_]:
    """Whether each day is a flare day by the two-day rule, (n,); never where its base has under 10 days."""
    limit = _limit(pain)
    before = np.full((2, len(pain)), np.nan)
    before[0, 1:], before[1, 2:] = pain[:-1], pain[:-2]
    last = np.where(np.isfinite(before[0]), before[0], before[1])
    return np.asarray((pain >= limit) & (last >= limit))


def _limit(pain: Floats) -> Floats:
    """Limit of each day, base + max(2, 1.5 MAD'); NaN where its base has too few known days."""
    padded = np.concatenate([np.full(BASE_DAYS + LEFT_OUT, np.nan), pain])
    spans = np.lib.stride_tricks.sliding_window_view(padded, BASE_DAYS)[: len(pain)]
    base = row_medians(spans)
    spread = np.maximum(TO_SD * row_medians(np.abs(spans - base[:, None])), LEAST_SPREAD)
    limit = base + np.maximum(POINTS, SPREADS * spread)
    return np.asarray(np.where(np.isfinite(spans).sum(axis=1) >= BASE_KNOWN, limit, np.nan))


def row_medians(rows: Floats) -> Floats:
    """Median of the known values of each row, NaN without any (np.nanmedian takes a slow path for short rows)."""
    ordered = np.sort(rows, axis=1)  # NaN goes last
    known = np.isfinite(rows).sum(axis=1)
    line = np.arange(len(rows))
    return np.asarray(
        (ordered[line, np.maximum(known - 1, 0) // 2] + ordered[line, known // 2 % rows.shape[1]]) / 2
    )
