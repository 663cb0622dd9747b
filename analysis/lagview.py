"""Views beside the six tests: all lags of all factors (exploration), and sleep in three bins.

The exploration says nothing on its own: a bar counts only when it survives Benjamini-Hochberg over all lags
and factors (science note 3.2 step 7). The bins carry no test (3.5: too short and too long may both matter).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis import eligible, gls
from analysis.association import MIN_DAYS, explorable, shortfall, single
from analysis.association_results import LagPoint, SleepBin
from analysis.connection_results import Explored
from analysis.lagged import Diary, Link, moved, read_diary, series
from analysis.natural import displayed, step_of
from analysis.results import Insufficient
from analysis.scores import adjusted_p, carry_over

if TYPE_CHECKING:
    import pandas as pd

    from analysis.connection_results import Alike
    from analysis.gls import Array

LAGS = range(-3, 8)
"""Days from factor to pain that are looked at; below zero pain comes first."""
FALSE_DISCOVERY = 0.05
"""Stricter than the six tests: at .10, one diary in nine of nothing but noise shows a bar (evidence-connections.md)."""
SILENT = frozenset({"weekday", "n_tries", "pain", "pain_avg", "pain_tries"})
"""Columns nobody would look for among the factors: why they are none need not be said."""
BINS = (("under_6", -np.inf, 6.0), ("6_to_9", 6.0, 9.0), ("over_9", 9.0, np.inf))
"""Hours of sleep; 6 and 9 belong to the middle bin (science note 3.5)."""
MIN_BIN = 5
"""Own choice: days a bin needs before its interval is shown."""


def factors(panel: pd.DataFrame) -> list[str]:
    """Columns that may travel with pain by their name: not pain itself, a word for it, or what is taken against it."""
    return [str(name) for name in panel.columns if not eligible.named_pain(str(name))]


def groups(panel: pd.DataFrame, outcome: str = "pain") -> tuple[Alike, ...]:
    """Factors that are nearly the same series; only the lead of a group is explored."""
    diary = read_diary(panel, outcome)
    return eligible.alike(_explored(panel, diary), diary.pain)


def refused(panel: pd.DataFrame, outcome: str = "pain") -> tuple[Insufficient, ...]:
    """Logged columns that are not explored at any lag, and why: pain itself, written on bad days only, a twin."""
    diary = read_diary(panel, outcome)
    named = {name: series(panel, name) for name in map(str, panel.columns) if name not in SILENT}
    named = {name: values for name, values in named.items() if np.isfinite(values).any() and name != outcome}
    found = [eligible.refused(diary, name, values) for name, values in named.items()]
    same = eligible.twins(groups(panel, outcome))
    behind = [Insufficient("same_as", 0, 1, name, other=lead) for name, lead in same.items()]
    return (*(one for one in found if one is not None), *behind)


def _explored(panel: pd.DataFrame, diary: Diary) -> dict[str, Array]:
    """Values of the factors that may be held against pain, twins among them."""
    named = {name: series(panel, name) for name in factors(panel)}
    return {
        name: values
        for name, values in named.items()
        if np.isfinite(values).any() and eligible.refused(diary, name, values) is None
    }


def explore(panel: pd.DataFrame, outcome: str = "pain") -> list[LagPoint]:
    """Every factor at lags -3 to +7, each alone with trend and weekend.

    Args:
        panel: `panel.daily`: one row per calendar day, NaN = missing; `factor:` and `sensed:` columns count.
        outcome: column of the outcome.

    Returns:
        One point per factor and lag with at least 28 complete days and a factor that varies. Of factors that are
        nearly the same (`groups`) only the lead is among them.
    """
    diary = read_diary(panel, outcome)
    named = _explored(panel, diary)
    behind = eligible.twins(eligible.alike(named, diary.pain))
    links = [
        Link(name, lag, moved(values, lag))
        for name, values in named.items()
        if name not in behind
        for lag in LAGS
    ]
    tried = [(link, explorable(diary, link)) for link in links]
    looked = [(link, equation) for link, equation in tried if equation is not None]
    if not looked:
        return []
    fits = gls.fit([equation.scores for _, equation in looked])
    found = [fitted.coefficient(1) for fitted in fits]
    survives = adjusted_p(np.array([one.p for one in found])) <= FALSE_DISCOVERY
    return [
        LagPoint(link.factor, link.lag, one.b, one.low, one.high, one.p, bool(called), fitted.n)
        for (link, _), one, called, fitted in zip(looked, found, survives, fits, strict=True)
    ]


def natural(panel: pd.DataFrame, factor: str, lag: int, outcome: str = "pain") -> Explored | Insufficient:
    """One bar of the lag view in pain points: any factor at any lag, alone with trend and weekend."""
    diary = read_diary(panel, outcome)
    link = Link(factor, lag, moved(series(panel, factor), lag))
    missing = lacks(panel, diary, link)
    if missing is not None:
        return missing
    equation = single(diary, link)
    score, raw = gls.fit([equation.scores, equation.natural])
    step, unit = step_of(factor, link.values)
    effect = displayed(equation, 1, raw, score.coefficient(1), step)
    return Explored(factor, lag, step, unit, effect, equation.n, diary.window(equation.used), diary.outcome)


def lacks(panel: pd.DataFrame, diary: Diary, link: Link) -> Insufficient | None:
    """Why nothing can be drawn of a factor at a lag."""
    if not np.isfinite(diary.pain).any():
        return Insufficient("no_pain", 0, MIN_DAYS)
    return eligible.refused(diary, link.factor, series(panel, link.factor)) or shortfall(diary, link)


def sleep_bins(panel: pd.DataFrame, outcome: str = "pain") -> tuple[SleepBin, ...]:
    """Mean pain after short (< 6 h), middle and long (> 9 h) nights, without a test.

    Intervals count a day less the more pain carries over from day to day: n (1 - r) / (1 + r) days.
    """
    diary = read_diary(panel, outcome)
    hours = series(panel, "sleep_hours")
    carried = float(np.clip(carry_over(diary.pain), 0, 0.9)) if np.isfinite(diary.pain).any() else 0.0
    found = []
    for label, low, high in BINS:
        inside = (hours >= low) & (hours <= high) if label == "6_to_9" else (hours > low) & (hours < high)
        found.append(_bin(label, diary.pain[inside & np.isfinite(diary.pain)], (1 - carried) / (1 + carried)))
    return tuple(found)


def _bin(label: str, pain: Array, share: float) -> SleepBin:
    from scipy.special import stdtrit

    n = len(pain)
    if n < MIN_BIN:
        return SleepBin(label, n, float(pain.mean()) if n else None, None, None)
    mean, effective = float(pain.mean()), max(n * share, 2.0)
    half = float(stdtrit(effective - 1, gls.CERTAINTY) * pain.std(ddof=1) / np.sqrt(effective))
    return SleepBin(label, n, mean, max(mean - half, 0.0), min(mean + half, 10.0))
