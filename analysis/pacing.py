"""Over- and under-doing, described and not judged (science note 4.5).

Whether pacing matters is open (Andrews 2015 found more pain after long activity, Serrano-Ibanez 2020 nothing), so no
test is done: how uneven the activity is, how often a day of much was followed by a day of little with more pain, and
how often that would happen if the days were shuffled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.association import MIN_VERDICT
from analysis.connection_results import Boom, Pacing
from analysis.flares import BASE_DAYS, BASE_KNOWN, LEFT_OUT
from analysis.lagged import Diary, read_diary, series
from analysis.primary import ACTIVITY
from analysis.results import Estimate, Insufficient

if TYPE_CHECKING:
    import pandas as pd

    from analysis.gls import Array, Mask

HIGH, LOW = 0.8, 0.2
WITHIN = 2
"""Days after a day of much in which a day of little counts as its answer."""
MORE_PAIN = 1.0
MIN_BOOMS = 8
TAIL = 0.05


def describe(panel: pd.DataFrame, outcome: str = "pain") -> Pacing | Insufficient:
    """How uneven activity is, and how often much was followed by little with more pain than usual.

    Activity is the column (minutes or steps) with more days. Usual pain of a day is the median of the 28 days before
    the last 2, as for flares. A boom counts when activity, pain and usual pain of both days after it are known, else
    its answer is not. `Insufficient("boom_days")` under 8 of them, `days_with_factor` under 28 days of activity and
    pain, `constant` where the days do not differ.
    """
    diary = read_diary(panel, outcome)
    both = {name: np.isfinite(series(panel, name)) & np.isfinite(diary.pain) for name in ACTIVITY}
    factor = max(ACTIVITY, key=lambda name: both[name].sum())
    values, known = series(panel, factor), both[factor]
    n = int(known.sum())
    if n < MIN_VERDICT:
        return Insufficient("days_with_factor", n, MIN_VERDICT, factor if n else "activity")
    high, low = (float(one) for one in np.quantile(values[known], [HIGH, LOW]))
    if high <= low:
        return Insufficient("constant", 0, 1, factor, diary.window(known))
    days = _Days(values, diary.pain, _usual(diary.pain), known, high, low)
    booms = days.booms()
    if len(booms) < MIN_BOOMS:
        return Insufficient("boom_days", len(booms), MIN_BOOMS, factor, diary.window(known))
    return _described(diary, factor, days, booms)


@dataclass(frozen=True, slots=True, eq=False)
class _Days:
    """Activity, pain and usual pain (T,), NaN = unknown; known: days with activity and pain; the cuts."""

    values: Array
    pain: Array
    usual: Array
    known: Mask
    high: float
    low: float

    @property
    def little(self) -> Mask:
        """Days of little activity."""
        return self.known & (self.values <= self.low)

    @property
    def judged(self) -> Mask:
        """Days on which more pain than usual can be told."""
        return self.known & np.isfinite(self.usual)

    @property
    def sore(self) -> Mask:
        """Days with at least a point more than usual."""
        return self.judged & (self.pain >= self.usual + MORE_PAIN)

    def booms(self) -> list[int]:
        """Rows of the days of much whose next days can be judged."""
        much, judged = self.known & (self.values >= self.high), self.judged
        return [
            int(day) for day in np.flatnonzero(much[:-WITHIN]) if judged[day + 1 : day + 1 + WITHIN].all()
        ]

    def answer(self, boom: int) -> int | None:
        """The first day of little with more pain within two days after a boom."""
        after = (self.little & self.sore)[boom + 1 : boom + 1 + WITHIN]
        return boom + 1 + int(np.argmax(after)) if after.any() else None


def _usual(pain: Array) -> Array:
    """Median of the 28 days before the last 2, NaN where fewer than 10 of them are known."""
    import pandas as pd

    before = pd.Series(pain).rolling(BASE_DAYS, min_periods=BASE_KNOWN).median()
    return np.asarray(before.shift(LEFT_OUT + 1), dtype=np.float64)


def _described(diary: Diary, factor: str, days: _Days, booms: list[int]) -> Pacing:
    answers = {day: bust for day in booms if (bust := days.answer(day)) is not None}
    rate = share(len(answers), len(booms))
    # A day of little among the next two, and more pain on it, if neither knew of the other (science note 4.5).
    little, sore = days.little[days.known].mean(), days.sore[days.judged].mean()
    expected = float((1 - (1 - little) ** WITHIN) * sore)
    lift = None
    if expected:
        lift = Estimate(rate.value / expected, rate.low / expected, rate.high / expected)
    return Pacing(
        factor=factor,
        volatility=volatility(np.where(days.known, days.values, np.nan)),
        high=days.high,
        low=days.low,
        booms=len(booms),
        events=tuple(
            Boom(diary.day(day), diary.day(bust), float(days.pain[bust]), float(days.usual[bust]))
            for day, bust in answers.items()
        ),
        rate=rate,
        expected=expected,
        lift=lift,
        n=int(days.known.sum()),
        window=diary.window(days.known),
        outcome=diary.outcome,
    )


def volatility(values: Array) -> float:
    """RMSSD over mean: root mean square of the differences between neighbouring known days, over the mean."""
    steps = np.diff(values)
    return float(np.sqrt(np.nanmean(steps**2)) / np.nanmean(values)) if np.isfinite(steps).any() else np.nan


def share(events: int, tries: int) -> Estimate:
    """A share with its exact (Clopper-Pearson) 90 % interval."""
    from scipy.special import betaincinv

    low = betaincinv(events, tries - events + 1, TAIL) if events else 0.0
    high = betaincinv(events + 1, tries - events, 1 - TAIL) if events < tries else 1.0
    return Estimate(events / tries, float(low), float(high))
