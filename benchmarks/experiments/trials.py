"""Invented trials: days with carry-over, drift and weekends, a draw, a known effect, ratings in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analysis.experiment import MIN_BLOCKS, schedule
from analysis.experiment_power import SPAN, Spread, detectable, spread
from analysis.randomisation import ALPHA, compare, counted, differences, is_a, orders
from data.experiments import Design

START = date(2026, 1, 5)
SD, SINGLE, LEVEL, MISSING = 1.3, 0.25, 4.5, 0.1
"""Spread and mean of pain in points; share of the spread that belongs to the single day; share of days missing."""

PLANS = {
    "28 days, pairs": Design("q", "a", "b", "pain_avg", START, 14, 2),
    "28 days, blocks of 4": Design("q", "a", "b", "pain_avg", START, 7, 4),
    "56 days, blocks of 4": Design("q", "a", "b", "pain_avg", START, 14, 4),
    "60 days, pairs of 3 days, 1 left out": Design("q", "a", "b", "pain_avg", START, 10, 2, 3, 1),
}


@dataclass(frozen=True)
class World:
    """phi: carry-over of pain. drift: points over the whole trial. weekend: points on Saturday and Sunday."""

    phi: float
    drift: float = 0.0
    weekend: float = 0.0


WORLDS = {
    "no carry-over": World(0.0),
    "carry-over .35": World(0.35),
    "carry-over .7": World(0.7),
    ".35, drift of 2 points": World(0.35, drift=2.0),
    ".35, weekend + 1 point": World(0.35, weekend=1.0),
}


def pain(days: int, world: World, rng: np.random.Generator) -> np.ndarray:
    """Daily pain before any effect, not yet rounded."""
    news = rng.normal(size=days)
    carried = news.copy()
    for at in range(1, days):
        carried[at] = world.phi * carried[at - 1] + np.sqrt(1 - world.phi**2) * news[at]
    noise = np.sqrt(1 - SINGLE) * carried + np.sqrt(SINGLE) * rng.normal(size=days)
    at = np.arange(days)
    return (
        LEVEL + SD * noise + world.drift * (at / max(days - 1, 1) - 0.5) + world.weekend * (at % 7 >= 5) * 1.0
    )


def rated(values: np.ndarray, rng: np.random.Generator, missing: float = MISSING) -> np.ndarray:
    """As a person writes it down: whole numbers 0-10, some days not at all."""
    out = np.clip(np.rint(values), 0, 10)
    out[rng.random(len(out)) < missing] = np.nan
    return out


@dataclass(frozen=True)
class Trial:
    """One trial as the analysis sees it, and the effect that was built in."""

    values: np.ndarray
    drawn: list[int]
    masks: np.ndarray
    effect: float


def trial(plan: Design, world: World, effect: float, seed: int) -> Trial:
    """One trial of an invented person; `effect` points come on top on the days of a."""
    rng = np.random.default_rng(seed)
    return _run(plan, pain(plan.days, world, rng), effect, seed, rng)


def _run(plan: Design, before: np.ndarray, effect: float, seed: int, rng: np.random.Generator) -> Trial:
    letters = schedule(plan, seed)
    ratings = rated(before + effect * (np.array(letters) == "a"), rng)
    ratings[np.arange(plan.days) % plan.period < plan.washout] = np.nan
    first = "".join(letters[:: plan.period])
    known = orders(plan.size)
    drawn = [known.index(first[at : at + plan.size]) for at in range(0, len(first), plan.size)]
    shape = (plan.blocks, plan.size * plan.period)
    return Trial(ratings.reshape(shape), drawn, is_a(plan.size, plan.period), effect)


def promised(plan: Design, world: World, seed: int) -> tuple[Trial, float] | None:
    """A person with 84 days before; the effect is what those days made the program promise to show in 4 of 5 cases."""
    rng = np.random.default_rng(seed)
    everything = pain(SPAN + plan.days, world, rng)
    told = detectable(plan, own_spread(rated(everything[:SPAN], rng)))
    if told is None:
        return None
    return _run(plan, everything[SPAN:], -told, seed, rng), told


def own_spread(ratings: np.ndarray) -> Spread:
    """The spread as read from a diary."""
    index = pd.date_range(START - timedelta(days=len(ratings)), periods=len(ratings), freq="D", unit="us")
    return spread(pd.DataFrame({"pain_avg": ratings}, index=index), "pain_avg", START - timedelta(days=1))


@dataclass(frozen=True)
class Said:
    """What was said of one trial: difference called, interval holds the truth, its width; the same by blocks' t."""

    called: bool
    covered: bool
    width: float
    covered_t: bool
    width_t: float


def said(one: Trial) -> Said | None:
    """The program's answer, and the plain t interval of the blocks' differences beside it; None below the floor."""
    from scipy.special import stdtrit

    use = counted(one.values, one.masks)
    if use.sum() < MIN_BLOCKS[2 if len(one.masks) == 2 else 4]:
        return None
    found = compare(one.values, one.drawn, one.masks)
    rows = np.asarray(one.drawn)[use]
    each = differences(one.values[use], one.masks)[np.arange(len(rows)), rows]
    half = float(stdtrit(len(each) - 1, 0.95) * each.std(ddof=1) / np.sqrt(len(each)))
    return Said(
        found.p <= ALPHA,
        found.low <= one.effect <= found.high,
        found.high - found.low,
        abs(each.mean() - one.effect) <= half,
        2 * half,
    )


def stopped_when_lucky(plan: Design, one: Trial) -> bool:
    """Whether somebody who looks after each block, and stops when p <= .05, ends with a difference."""
    for blocks in range(MIN_BLOCKS[plan.size], plan.blocks + 1):
        part = replace(one, values=one.values[:blocks], drawn=one.drawn[:blocks])
        if (answer := said(part)) is not None and answer.called:
            return True
    return False
