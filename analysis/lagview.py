"""Views beside the six tests: all lags of all factors (exploration), one scatter, sleep in three bins.

The exploration says nothing on its own: a bar counts only when it survives Benjamini-Hochberg over all lags
and factors (science note 3.2 step 7). The bins carry no test (3.5: too short and too long may both matter).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis import gls
from analysis.association import (
    explorable,
    joint_for,
    primary,
    single,
)
from analysis.lagged import Diary, Link, moved, read_diary, series
from analysis.results import AdjustedPoint, Connection, LagPoint, Scatter, SleepBin
from analysis.scores import adjusted_p, carry_over

if TYPE_CHECKING:
    import pandas as pd

    from analysis.association import Equation
    from analysis.gls import Array, Fit

PAIN_WORDS = ("pain", "schmerz")
"""In the name of a column: pain would be explained by pain ("worst pain"), or by a tablet ("painkiller")."""
LAGS = range(-3, 8)
"""Days from factor to pain that are looked at; below zero pain comes first."""
NOT_FACTORS = frozenset({"weekday", "med_taken", "flare", "impact"})
"""Calendar, covariate (a tablet follows pain; never shown as a link, 3.6) and other words for pain."""
FALSE_DISCOVERY = 0.10
LINE_POINTS = 25
BINS = (("under_6", -np.inf, 6.0), ("6_to_9", 6.0, 9.0), ("over_9", 9.0, np.inf))
"""Hours of sleep; 6 and 9 belong to the middle bin (science note 3.5)."""
MIN_BIN = 5
"""Own choice: days a bin needs before its interval is shown."""


def factors(panel: pd.DataFrame) -> list[str]:
    """Columns that may travel with pain: not pain itself, nor a word for it, nor what is taken against it."""
    names = [str(name) for name in panel.columns if name not in NOT_FACTORS]
    return [name for name in names if not any(word in name.lower() for word in PAIN_WORDS)]


def explore(panel: pd.DataFrame, outcome: str = "pain") -> list[LagPoint]:
    """Every factor at lags -3 to +7, each alone with trend and weekend.

    Args:
        panel: `panel.daily`: one row per calendar day, NaN = missing; `factor:` and `sensed:` columns count.
        outcome: column of the outcome.

    Returns:
        One point per factor and lag with at least 28 complete days and a factor that varies.
    """
    diary = read_diary(panel, outcome)
    links = [
        Link(name, lag, moved(values, lag))
        for name, values in ((name, series(panel, name)) for name in factors(panel))
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


def scatter(panel: pd.DataFrame, connection: Connection) -> Scatter:
    """The days behind a connection, with everything but its factor taken out of the pain.

    A point is the raw factor value of a day and its pain minus the fitted trend, weekend and other factors
    (partial residual plus mean). The line has the slope that is displayed (shrunk); its 90 % band is the
    posterior under the same prior.

    Args:
        panel: the panel `connection` was found in.
        connection: a result of `connections.find`; for any other factor or lag the fit has no partners.
    """
    diary = read_diary(panel, connection.outcome)
    links, _ = primary(panel, diary)
    own = [link for link in links if (link.factor, link.lag) == (connection.factor, connection.lag)]
    if own:
        equation = joint_for(diary, own[0], links, {})
    else:
        values = moved(series(panel, connection.factor), connection.lag)
        own = [Link(connection.factor, connection.lag, values)]
        equation = single(diary, own[0])
    return _scatter(diary, equation, own[0], connection)


def _scatter(diary: Diary, equation: Equation, link: Link, connection: Connection) -> Scatter:
    fitted = gls.fit([equation.natural])[0]
    column, days = equation.column(link), np.flatnonzero(equation.used)
    x, design = link.values[days], equation.natural.design[days]
    mean, _ = fitted.average()
    others = mean.copy()
    others[[0, column]] = 0.0
    pain = equation.y_mean + equation.y_scale * (equation.natural.y[days] - design @ others)
    keep = connection.effect / connection.raw_effect if connection.raw_effect else 1.0
    line_x = np.linspace(x.min(), x.max(), LINE_POINTS)
    standard = (line_x - equation.x_mean[column - 1]) / equation.x_scale[column - 1]
    line_y, half = (equation.y_scale * one for one in _line(fitted, column, standard, keep))
    line_y = line_y + equation.y_mean
    return Scatter(
        connection.factor,
        tuple(
            AdjustedPoint(diary.day(int(day)), float(one), float(felt))
            for day, one, felt in zip(days, x, pain, strict=True)
        ),
        tuple(line_x.tolist()),
        tuple(line_y.tolist()),
        tuple((line_y - half).tolist()),
        tuple((line_y + half).tolist()),
        equation.n,
        diary.window(equation.used),
    )


def _line(fitted: Fit, column: int, x: Array, keep: float) -> tuple[Array, Array]:
    """Height and half-width of the 90 % band at `x` when the slope is shrunk by `keep`.

    Level and slope are jointly normal with covariance C; a normal prior on the slope alone that shrinks it by
    `keep` moves the level by the regression of level on slope.
    """
    mean, covariance = fitted.average()
    level, slope = mean[0], mean[column]
    var_level, both, var_slope = covariance[0, 0], covariance[0, column], covariance[column, column]
    lost = 1 - keep
    height = level - both / var_slope * lost * slope + keep * slope * x
    spread = var_level - lost * both**2 / var_slope + 2 * keep * both * x + keep * var_slope * x**2
    return height, fitted.quantile * np.sqrt(spread)


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
