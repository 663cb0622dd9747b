"""Invented diaries: daily pain and a factor with carry-over, whole numbers, missing days, and what may mislead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.signal import lfilter

MONDAY = "2024-01-01"


@dataclass(frozen=True)
class World:
    """What a pair of series is drawn from.

    days: length. pain, factor: carry-over of each. r: correlation of the latent series on the same day. drift: size
    of an independent straight drift of each, in standard deviations from middle to end. extra: "", "weekend" (both
    differ on weekends), "ties" (pain mostly nought) or "slow" (both wander slowly, apart from each other).
    """

    days: int
    pain: float = 0.5
    factor: float = 0.3
    r: float = 0.0
    drift: float = 0.0
    extra: str = ""


def ar1(rng, days, phi):
    """AR(1) of variance 1 that has no beginning."""
    first = rng.normal()
    noise = rng.normal(size=days) * np.sqrt(1 - phi**2)
    noise[0] = first
    return lfilter([1.0], [1.0, -phi], noise)


def rating(latent, middle, spread):
    return np.clip(np.rint(middle + spread * latent), 0, 10)


def gone(rng, days, share=0.15):
    """Days without an entry: three fifths of them single, the rest one holiday."""
    out = rng.random(days) < 0.6 * share
    start = rng.integers(days)
    out[start : start + round(0.4 * share * days)] = True
    return out


def pair(rng, world: World):
    """Pain and factor (days,), NaN = missing; the factor is forgotten on another 3 % of the days.

    Random numbers are drawn in the science note's order, ten days ahead included, so that its seeds give its diaries.
    """
    days = world.days
    x, e = (ar1(rng, days + 10, phi)[10:] for phi in (world.factor, world.pain))
    y = world.r * x + np.sqrt(1 - world.r**2) * e
    if world.drift:
        line = np.linspace(-1, 1, days) * world.drift
        y, x = y + rng.choice([-1, 1]) * line, x + rng.choice([-1, 1]) * line
    pain, factor = rating(y, 4, 1.5), rating(x, 6, 1.6)
    if world.extra == "ties":
        pain = rating(y, -0.6, 1.3)
    if world.extra == "weekend":
        weekend = np.arange(days) % 7 >= 5
        pain, factor = np.clip(pain - weekend, 0, 10), np.clip(factor + 2 * weekend, 0, 10)
    if world.extra == "slow":
        pain = np.clip(np.rint(pain + 1.2 * ar1(rng, days, 0.95)), 0, 10)
        factor = np.clip(np.rint(factor + 1.2 * ar1(rng, days, 0.95)), 0, 10)
    missing = gone(rng, days)
    pain[missing] = factor[missing] = np.nan
    factor[rng.random(days) < 0.03] = np.nan
    return pain, factor


def carried(rng, days, effect):
    """Effects that last: half of yesterday's pain plus `effect` of today's factor; 12 % of the days are missing."""
    x = ar1(rng, days + 20, 0.3)
    y = lfilter([1.0], [1.0, -0.5], effect * x + rng.normal(size=days + 20))
    pain, factor = rating(y[20:], 4, 1.3), rating(x[20:], 6, 1.6)
    missing = rng.random(days) < 0.12
    pain[missing] = factor[missing] = np.nan
    return pain, factor


def confounded(rng, days):
    """Stress drives sleep (-.5) and pain (.35); sleep does nothing. As a panel; 15 % of the days are missing."""
    tense, own, rest = ar1(rng, days, 0.4), ar1(rng, days, 0.2), ar1(rng, days, 0.5)
    columns = {
        "pain": rating(0.35 * tense + np.sqrt(1 - 0.35**2) * rest, 4, 1.5),
        "sleep_quality": rating(-0.5 * tense + np.sqrt(0.75) * own, 6, 1.6),
        "stress": rating(tense, 4, 1.6),
    }
    frame = panel(columns)
    frame.loc[rng.random(days) < 0.15, list(columns)] = np.nan
    return frame


def diary(rng, days, factors, phis, links=()):
    """A panel with unrelated factors (carry-over `phis` in turn) and pain of .5; links: true ones, (factor, lag, r).

    Factors of a true link carry nothing over, so that their other lags are truly unrelated to pain.
    """
    told = {name: (lag, r) for name, lag, r in links}
    latent = {
        name: ar1(rng, days, 0.0 if name in told else phis[at % len(phis)]) for at, name in enumerate(factors)
    }
    y = np.sqrt(1 - sum(r**2 for _, r in told.values())) * ar1(rng, days, 0.5)
    for name, (lag, r) in told.items():
        y[lag:] += r * latent[name][: days - lag]
    columns = {name: rating(one, 6, 1.6) for name, one in latent.items()}
    frame = panel({"pain": rating(y, 4, 1.5), **columns})
    frame.loc[gone(rng, days), :] = np.nan
    for name in factors:
        frame.loc[rng.random(days) < 0.03, name] = np.nan
    return frame


def panel(columns):
    """A panel as the program makes it, from Monday on."""
    days = len(next(iter(columns.values())))
    index = pd.DatetimeIndex(pd.date_range(MONDAY, periods=days, unit="us"), name="date")
    return pd.DataFrame(columns, index=index, dtype="float64")
