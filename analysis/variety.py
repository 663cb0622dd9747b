"""How many variants were really in use in the last 28 days (science note 4.6). Information, not a target."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from analysis.progress_results import Variety
from analysis.results import Insufficient
from analysis.tries import VARIANT, calendar_day, day_number, day_numbers, variants

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

DAYS = 28
CELL = ["movement", *VARIANT]


def of(tries: pd.DataFrame, today: date) -> Variety | Insufficient:
    """Effective number of variants: exp(-sum p ln p + (S - 1) / (2 n)), Miller-Madow and Hill.

    tries: rated `exposures` rows up to `today`, any order. A cell is a movement in one direction, speed, surface
    and position; parts that were not logged are a value of their own. new_this_week: cells never tried before
    Monday of this week, as "movement · variant". Without a try in the 28 days: `Insufficient("tries")`.
    """
    window = (today - timedelta(days=DAYS - 1), today)
    recent = tries[tries["date"] >= np.datetime64(window[0], "us")]
    if recent.empty:
        return Insufficient("tries", 0, 1, window=window)
    counts = recent.groupby(CELL, dropna=False, sort=False).size().to_numpy()
    return Variety(
        effective=effective(counts),
        cells=len(counts),
        tries=len(recent),
        new_this_week=_new(tries, today),
        window=window,
    )


def effective(counts: NDArray[np.int64]) -> float:
    """Hill number of order 1 of the counts (all >= 1), with the Miller-Madow correction of the entropy."""
    n = counts.sum()
    share = counts / n
    entropy = -(share * np.log(share)).sum() + (len(counts) - 1) / (2 * n)
    return float(np.exp(entropy))


def _new(tries: pd.DataFrame, today: date) -> tuple[str, ...]:
    """Names of the cells whose first try was this calendar week, in the order they came."""
    monday = calendar_day(day_number(today) - today.weekday())
    first = tries.sort_values(["date", "time", "line"], kind="stable", na_position="first")
    first = first.drop_duplicates(CELL)
    first = first[day_numbers(first["date"]) >= day_number(monday)]
    pairs = zip(first["movement"], variants(first), strict=True)
    return tuple(f"{movement} · {variant}" if variant else str(movement) for movement, variant in pairs)
