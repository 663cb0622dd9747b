"""What simulation taught about the posterior of SafetyGP: where it leans, how sure it may be, what a fall looks like.

SafetyGP knows levels that wander; it does not know how people learn: by tries, from high levels, in some movements
and not in others. So its level lags, P(fall) is over-confident in the middle and P(rise) under-confident (science
note 2.5). Here the posterior of each movement is corrected by regressions on what the fit and the tries show
(`clues`), fitted once to simulated diaries of all worlds (`benchmarks.evidence.lessons`) and frozen in
`correction_weights`. With phi the clues, their hinges and products (`basis`), mean m and sd s of SafetyGP:

    level    ~ N(m + a'phi, exp(b'phi))          change ~ N(m_change + c'phi, exp(d'phi))
    P(fall)  = 1 / (1 + exp(-e'phi))             P(rise) = 1 / (1 + exp(-f'phi))

The limit is no clue: P(safe) for any limit is read off the corrected level. Clues are held inside the range the
regressions have seen and corrections inside `MOST_SHIFT` and `SPREADS`, so that a strange diary cannot be carried
off by them. Own method; docs/methods/movements.md has what it won, what was tried and dropped.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from analysis import correction_weights as weights
from analysis.safetygp import CHANGE_WEEKS, Posterior

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType, SimpleNamespace

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Key = TypeVar("Key")

CLUES = (
    *("level", "level_sd", "change", "change_sd", "change_sharp", "change_14", "rise", "rise_sharp"),
    *("load_part", "load", "tries", "span", "since", "last_felt", "first_felt"),
    *("others_change", "others_level", "noise", "wander", "even_ratings", "repeated_ratings"),
)
"""Names of the clues, in the order of `clues`; pain points, log counts, weeks."""
STALE_DAYS = 21.0
FLOOR_SD = 0.2
MIDDLE = 4.0
"""The level others are taken to have while there are none (the prior mean of SafetyGP)."""
MOST_SHIFT = 1.0
SPREADS = (0.6, 2.5)
TAILS = 1.03
"""Factor on every spread of a level: ratings of rough people have heavier tails than any normal."""
LEAST = 0.005
"""No probability of a direction is called certain."""


def clues(found: Mapping[Key, Posterior], now: float) -> Floats:
    """(movements, clues) in the order of `found`: what the fit and the tries show about each movement. No NaN."""
    own = np.array([_own(one, now) for one in found.values()])
    count = len(own)
    change, level = own[:, CLUES.index("change")], own[:, CLUES.index("level")]
    others = np.column_stack([(change.sum() - change) / count, (level.sum() - level + MIDDLE) / count])
    size = np.array([[one.noise, one.wander] for one in found.values()])
    habits = np.array([one.habits for one in found.values()])
    return np.column_stack([own, others, np.log(size), habits])


def _own(one: Posterior, now: float) -> list[float]:
    levels, beta = one.draws[:, :-1], one.draws[:, -1]
    means = levels.mean(0)
    start = levels[:, 0]
    seen = np.column_stack(
        [start + beta * one.x_now, start - levels[:, CHANGE_WEEKS], start - levels[:, int(np.argmin(means))]]
    )
    (middle, moved, up), (level_sd, sd, up_sd) = seen.mean(0).tolist(), seen.std(0).tolist()
    fortnight = float(means[0] - means[CHANGE_WEEKS // 2])
    return [
        *(middle, level_sd, moved, sd, moved / max(sd, FLOOR_SD), fortnight),
        *(up, up / max(up_sd, FLOOR_SD), float(beta.mean()) * one.x_now, one.x_now),
        *(np.log(one.n), np.log1p(now - one.first), min(now - one.last, STALE_DAYS) / 7),
        *(one.felt[1] - middle, one.felt[0] - middle),
    ]


def basis(raw: Floats, by: ModuleType | SimpleNamespace = weights) -> Floats:
    """(movements, phi): one, each clue, its hinges above the knots, the products of the pairs. by: their constants."""
    raw = np.clip(raw, by.LOW, by.HIGH)
    scaled = (raw - by.MIDDLE) / by.SPREAD
    hinges = np.maximum(raw[:, :, None] - by.KNOTS, 0) / by.SPREAD[:, None]
    pairs = scaled[:, by.PAIRS[0]] * scaled[:, by.PAIRS[1]]
    return np.column_stack([np.ones(len(raw)), scaled, hinges.reshape(len(raw), -1), pairs])


def corrected(found: Mapping[Key, Posterior], now: float, wider: float = 1.0) -> dict[Key, Posterior]:
    """The posteriors as the regressions correct them; the draws are moved and spread, so all that is read follows.

    wider: factor on every spread, for people whom the model fits poorly.
    """
    if not found:
        return {}
    raw = clues(found, now)
    phi = basis(raw)
    shift = np.clip(phi @ weights.LEVEL, -MOST_SHIFT, MOST_SHIFT)
    sd = np.exp(phi @ weights.LEVEL_SPREAD / 2)
    change = raw[:, 2] + np.clip(phi @ weights.CHANGE, -MOST_SHIFT, MOST_SHIFT)
    change_sd = wider * np.exp(phi @ weights.CHANGE_SPREAD / 2)
    fall, rise = (_chance(phi @ each) for each in (weights.FALL, weights.RISE))
    out = {}
    for at, (m, one) in enumerate(found.items()):
        spread = TAILS * wider * float(np.clip(sd[at] / max(raw[at, 1], FLOOR_SD), *SPREADS))
        then = float(shift[at] - (change[at] - raw[at, 2]))
        moved = _moved(one, now, float(shift[at]), then, spread)
        out[m] = replace(
            moved,
            p_fall=float(fall[at]),
            p_rise=float(rise[at]),
            change=(float(change[at]), float(change_sd[at])),
        )
    return out


def _chance(score: Floats) -> Floats:
    chance: Floats = np.clip(1 / (1 + np.exp(-np.clip(score, -30, 30))), LEAST, 1 - LEAST)
    return chance


def _moved(one: Posterior, now: float, shift: float, then: float, spread: float) -> Posterior:
    """Levels moved by `shift` now, by `then` 28 days ago and before, between on a line; deviations times `spread`."""
    draws = np.empty_like(one.draws)
    weeks = np.arange(draws.shape[1] - 1)
    by_week = np.interp(weeks, [0, CHANGE_WEEKS], [shift, then])
    draws[:, -1] = one.draws[:, -1]
    middle = one.draws[:, :-1].mean(0)
    np.multiply(one.draws[:, :-1], spread, out=draws[:, :-1])
    draws[:, :-1] += (1 - spread) * middle + by_week
    # Now it is the level at the load trained now that has this spread, the slope keeps its own.
    load = draws[:, -1] * one.x_now
    level = one.draws[:, 0] + load
    draws[:, 0] = spread * level + ((1 - spread) * level.mean() + shift) - load
    by_day = np.interp(now - one.grid[::-1], [0, 7 * CHANGE_WEEKS], [shift, then])[::-1]
    return replace(one, draws=draws, mean=one.mean + by_day, sd=one.sd * spread)
