"""What change of pain matters to people: the yardstick beside effects (science note 4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.association import MIN_DAYS
from analysis.connection_results import Reach, Yardstick
from analysis.lagged import read_diary
from analysis.results import Estimate, Insufficient

if TYPE_CHECKING:
    import pandas as pd

LEVELS = ((4.5, 1.0), (7.5, 2.0), (np.inf, 3.0))
"""Mean pain up to which so many points matter: 1 (1-4), 2 (5-7), 3 (8-10); doi 10.1055/a-1304-3677."""
POINTS, PERCENT = 2.0, 0.30
"""The common cuts, 2 points or 30 % (Farrar 2001)."""
YARDSTICK_DAYS = 7
"""Rated days from which the level is known well enough to choose one of three (own choice)."""


def yardstick(panel: pd.DataFrame, outcome: str = "pain") -> Yardstick | Insufficient:
    """What change of pain matters at the level of the last 28 days with any rating."""
    diary = read_diary(panel, outcome)
    rated = np.isfinite(diary.pain)
    if not rated.any():
        return Insufficient("no_pain", 0, MIN_DAYS)
    recent = rated & (np.arange(len(rated)) > np.flatnonzero(rated)[-1] - 28)
    n = int(recent.sum())
    if n < YARDSTICK_DAYS:
        return Insufficient("days", n, YARDSTICK_DAYS, window=diary.window(recent))
    level = float(diary.pain[recent].mean())
    by_level = next(points for limit, points in LEVELS if level < limit)
    return Yardstick(level, by_level, POINTS, PERCENT * level, n, diary.window(recent))


def reach(effect: Estimate, stick: Yardstick) -> Reach:
    """Whether an effect is as large as what matters at this level: surely below, surely not below, or open."""
    if max(abs(effect.low), abs(effect.high)) < stick.by_level:
        return "below"
    sure = effect.low >= stick.by_level or effect.high <= -stick.by_level
    return "reaches" if sure else "open"
