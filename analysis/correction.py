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

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from analysis import correction_weights as weights
from analysis.posterior import CHANGE_WEEKS, Posterior

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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
TAILS = 1.01
"""Factor on every spread of a level: ratings of rough people have heavier tails than any normal."""
LEAST = 0.005
"""No probability of a direction is called certain."""


def clues(found: Mapping[Key, Posterior], now: float) -> Floats:
    """(movements, clues) in the order of `found`: what the fit and the tries show about each movement. No NaN."""
    some = list(found.values())
    own = np.zeros((len(some), CLUES.index("others_change")))
    for at, draws in _alike(some):
        own[at] = _own([some[one] for one in at], draws, now)
    count = len(own)
    change, level = own[:, CLUES.index("change")], own[:, CLUES.index("level")]
    others = np.column_stack([(change.sum() - change) / count, (level.sum() - level + MIDDLE) / count])
    size = np.array([[one.noise, one.wander] for one in some])
    habits = np.array([one.habits for one in some])
    return np.column_stack([own, others, np.log(size), habits])


def _alike(some: Sequence[Posterior]) -> list[tuple[list[int], Floats]]:
    """Those with the same number of draws, by place, and their draws above each other, (movements, draws, 10)."""
    places: dict[int, list[int]] = {}
    for at, one in enumerate(some):
        places.setdefault(len(one.draws), []).append(at)
    return [(at, np.stack([some[one].draws for one in at])) for at in places.values()]


def _own(some: Sequence[Posterior], draws: Floats, now: float) -> Floats:
    means = draws.mean(1)
    off = draws - means[:, None]
    spread = off.transpose(0, 2, 1) @ off / draws.shape[1]
    x_now, tries, first, last, begun, ended = np.array(
        [(one.x_now, one.n, one.first, one.last, *one.felt) for one in some]
    ).T
    asked = np.zeros((len(some), 3, means.shape[1]))
    asked[:, :, 0] = 1.0
    asked[:, 0, -1] = x_now
    asked[:, 1, CHANGE_WEEKS] -= 1.0
    asked[np.arange(len(some)), 2, means[:, :-1].argmin(1)] -= 1.0
    middle, moved, up = (asked @ means[:, :, None])[:, :, 0].T
    level_sd, sd, up_sd = np.sqrt(np.maximum(((asked @ spread) * asked).sum(2), 0.0)).T
    fortnight = means[:, 0] - means[:, CHANGE_WEEKS // 2]
    return np.column_stack(
        [
            *(middle, level_sd, moved, sd, moved / np.maximum(sd, FLOOR_SD), fortnight),
            *(up, up / np.maximum(up_sd, FLOOR_SD), means[:, -1] * x_now, x_now),
            *(np.log(tries), np.log1p(now - first), np.minimum(now - last, STALE_DAYS) / 7),
            *(ended - middle, begun - middle),
        ]
    )


def basis(raw: Floats, by: ModuleType | SimpleNamespace = weights) -> Floats:
    """(movements, phi): one, each clue, its hinges above the knots, the products of the pairs. by: their constants."""
    raw = np.clip(raw, by.LOW, by.HIGH)
    scaled = (raw - by.MIDDLE) / by.SPREAD
    hinges = np.maximum(raw[:, :, None] - by.KNOTS, 0) / by.SPREAD[:, None]
    pairs = scaled[:, by.PAIRS[0]] * scaled[:, by.PAIRS[1]]
    return np.column_stack([np.ones(len(raw)), scaled, hinges.reshape(len(raw), -1), pairs])


@dataclass(frozen=True, slots=True)
class Shown:
    """What the regressions say of each movement, each (movements,).

    shift: of the level now; then: of the level 28 days ago. spread: factor on that of the level. change, change_sd:
    over 28 days. fall, rise: probabilities.
    """

    shift: Floats
    then: Floats
    spread: Floats
    change: Floats
    change_sd: Floats
    fall: Floats
    rise: Floats


def shown(found: Mapping[Key, Posterior], now: float) -> Shown:
    """The regressions read at the clues of these movements, in their order."""
    if not found:
        return Shown(*np.zeros((7, 0)))
    raw = clues(found, now)
    phi = basis(raw)
    shift, more = (np.clip(phi @ each, -MOST_SHIFT, MOST_SHIFT) for each in (weights.LEVEL, weights.CHANGE))
    sd = np.exp(phi @ weights.LEVEL_SPREAD / 2)
    return Shown(
        shift=shift,
        then=shift - more,
        spread=np.clip(sd / np.maximum(raw[:, 1], FLOOR_SD), *SPREADS),
        change=raw[:, 2] + more,
        change_sd=np.exp(phi @ weights.CHANGE_SPREAD / 2),
        fall=_chance(phi @ weights.FALL),
        rise=_chance(phi @ weights.RISE),
    )


def corrected(
    found: Mapping[Key, Posterior], now: float, wider: float = 1.0, said: Shown | None = None
) -> dict[Key, Posterior]:
    """The posteriors as the regressions correct them; the draws are moved and spread, so all that is read follows.

    wider: factor on every spread, for people whom the model fits poorly. said: `shown` of these, where it is there.
    """
    said = said or shown(found, now)
    names, some = list(found), list(found.values())
    out: dict[Key, Posterior] = {}
    for places, draws in _alike(some):
        spread = TAILS * wider * said.spread[places]
        x_now = np.array([some[at].x_now for at in places])
        moved = _moved(draws, x_now, said.shift[places], said.then[places], spread)
        for at, own, factor in zip(places, moved, spread.tolist(), strict=True):
            change = float(said.change[at]), wider * float(said.change_sd[at])
            out[names[at]] = replace(
                some[at],
                draws=own,
                mean=some[at].mean + _between(some[at], now, float(said.shift[at]), float(said.then[at])),
                sd=some[at].sd * factor,
                p_fall=float(said.fall[at]),
                p_rise=float(said.rise[at]),
                change=change,
            )
    return {m: out[m] for m in names}


def _chance(score: Floats) -> Floats:
    chance: Floats = np.clip(1 / (1 + np.exp(-np.clip(score, -30, 30))), LEAST, 1 - LEAST)
    return chance


def _moved(draws: Floats, x_now: Floats, shift: Floats, then: Floats, spread: Floats) -> Floats:
    """Levels moved by `shift` now, by `then` 28 days ago and before, between on a line; deviations times `spread`."""
    out = np.empty_like(draws)
    back = np.minimum(np.arange(draws.shape[2] - 1) / CHANGE_WEEKS, 1.0)
    by_week = shift[:, None] + (then - shift)[:, None] * back
    levels, rest = draws[:, :, :-1], 1 - spread
    np.multiply(levels, spread[:, None, None], out=out[:, :, :-1])
    out[:, :, :-1] += (rest[:, None] * levels.mean(1) + by_week)[:, None]
    out[:, :, -1] = draws[:, :, -1]
    # Now it is the level at the load trained now that has this spread, the slope keeps its own.
    load = draws[:, :, -1] * x_now[:, None]
    level = draws[:, :, 0] + load
    out[:, :, 0] = spread[:, None] * level + (rest * level.mean(1) + shift)[:, None] - load
    return out


def _between(one: Posterior, now: float, shift: float, then: float) -> Floats:
    """What the levels of the curve are moved by."""
    back: Floats = np.minimum((now - one.grid) / (7 * CHANGE_WEEKS), 1.0)
    return shift + (then - shift) * back
