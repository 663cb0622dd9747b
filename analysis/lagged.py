"""The daily panel as arrays, and factors moved against pain by whole calendar days.

Lag L pairs the pain of day t with the factor of day t - L; a negative lag means pain first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from analysis.gls import Array, Mask


@dataclass(frozen=True, slots=True, eq=False)
class Diary:
    """The panel as arrays over its T calendar days; NaN is missing. outcome: the column `pain` comes from."""

    start: np.datetime64
    outcome: str
    pain: Array
    weekend: Array
    medication: Array

    def day(self, at: int) -> date:
        """Calendar day of one row."""
        return (self.start + np.timedelta64(at, "D")).astype(object)  # type: ignore[no-any-return]

    def window(self, used: Mask) -> tuple[date, date]:
        """First and last used day."""
        days = np.flatnonzero(used)
        return self.day(int(days[0])), self.day(int(days[-1]))


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A factor at a lag: values (T,) already moved to the day of the pain they are paired with."""

    factor: str
    lag: int
    values: Array


def read_diary(panel: pd.DataFrame, outcome: str = "pain") -> Diary:
    """Arrays of outcome, weekend and medication; pain while moving stands in where no day was rated.

    Args:
        panel: `panel.daily`, one row per calendar day without gaps.
        outcome: column of the outcome; `pain_tries` replaces an empty `pain`.

    Raises:
        ValueError: the panel leaves out calendar days.
    """
    days = panel.index.to_numpy().astype("datetime64[D]")
    if len(days) > 1 and (np.diff(days) != np.timedelta64(1, "D")).any():
        raise ValueError("the panel must have one row per calendar day, in order")
    pain = series(panel, outcome)
    if outcome == "pain" and not np.isfinite(pain).any():
        tries = series(panel, "pain_tries")
        pain, outcome = (tries, "pain_tries") if np.isfinite(tries).any() else (pain, outcome)
    start = days[0] if len(days) else np.datetime64("1970-01-01")
    # 1970-01-01 was a Thursday, weekday 3.
    weekday = (days.astype(np.int64) + 3) % 7
    return Diary(start, outcome, pain, (weekday >= 5).astype(float), series(panel, "med_taken"))


def series(panel: pd.DataFrame, name: str) -> Array:
    """One column as floats (T,), all NaN when the panel does not have it; infinities count as missing."""
    if name not in panel:
        return np.full(len(panel), np.nan)
    values = np.array(panel[name].astype("float64"), dtype=np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def moved(values: Array, lag: int) -> Array:
    """The series of day t - lag at row t; rows without such a day are NaN."""
    out = np.full(len(values), np.nan)
    if abs(lag) < len(values):
        if lag >= 0:
            out[lag:] = values[: len(values) - lag]
        else:
            out[:lag] = values[-lag:]
    return out


def complete(diary: Diary, links: Sequence[Link]) -> Mask:
    """Days (T,) with pain and every factor."""
    used = np.isfinite(diary.pain)
    for link in links:
        used = used & np.isfinite(link.values)
    return used
