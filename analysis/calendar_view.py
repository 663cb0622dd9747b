"""One series of the diary day by day, missing days included, for the calendar and the line of days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from analysis.explorer_results import Calendar, CalendarDay
from analysis.lagged import series
from analysis.lagview import factors
from data import schema

if TYPE_CHECKING:
    import pandas as pd

    from analysis.results import Window

RATINGS = frozenset({"pain", "pain_tries"}) | {
    one.name for one in schema.DAYS if one.kind == "number" and (one.low, one.high) == (0, 10)
}
"""Series on the scale 0-10."""
COUNTED = "n_tries"
"""Counted, not logged: nought on a day nobody wrote anything, so it says nothing about that day."""


def names(panel: pd.DataFrame) -> tuple[str, ...]:
    """What a calendar can show: pain first, then every factor with at least one day, in the order of the panel."""
    pain = [name for name in ("pain", "pain_tries") if np.isfinite(series(panel, name)).any()][:1]
    others = [name for name in factors(panel) if name != COUNTED and np.isfinite(series(panel, name)).any()]
    return (*pain, *others)


def of(panel: pd.DataFrame, name: str, window: Window) -> Calendar:
    """One series on every calendar day of `window`, both ends included.

    panel: `panel.daily`, one row per calendar day; days outside it are missing. name: one of its columns; an unknown
    one is missing on all days.
    """
    values = series(panel, name)
    known = values[np.isfinite(values)]
    first = panel.index[0].date() if len(panel) else window[0]
    length = (window[1] - window[0]).days + 1
    days = tuple(_day(window[0] + timedelta(days=at), first, values) for at in range(length))
    n = sum(one.value is not None for one in days)
    rating = name in RATINGS
    low, high = (0.0, 10.0) if rating or not len(known) else (float(known.min()), float(known.max()))
    return Calendar(name, days, low, high, n, length - n, window)


def _day(day: date, first: date, values: np.ndarray) -> CalendarDay:
    at = (day - first).days
    value = float(values[at]) if 0 <= at < len(values) else np.nan
    return CalendarDay(day, value if np.isfinite(value) else None)
