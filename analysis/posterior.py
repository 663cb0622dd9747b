"""What a fit says about one movement, and the probabilities and intervals that are read off it. Arrays only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CHANGE_WEEKS = 4
FALL, RISE = 0.5, 1.5
BETA_FLOOR = 0.1
Z90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is known about one movement.

    draws: (512 or one more or less, 10) joint draws of the level at reference load now, 7, ..., 56 days ago and
    of the load slope. grid/mean/sd: days (same unit as `t`) and moments of the level at the load trained now.
    x_now: median x of the last three exposures. first, last: days of the first and last exposure in the window.
    felt: mean pain of the first three and of the last three. noise, wander: posterior means of sig and of amp.
    habits: of all ratings of the person, share of even ones and of those that repeat the one before (`habits`).
    pooled: whether others of its kind speak along.
    p_fall, p_rise, change: as simulation corrected them (`correction`), None when only the draws speak; change is
    mean and sd.
    """

    draws: Floats
    grid: Floats
    mean: Floats
    sd: Floats
    x_now: float
    n: int
    first: float
    last: float
    felt: tuple[float, float]
    noise: float
    wander: float
    habits: tuple[float, float]
    pooled: bool = False
    p_fall: float | None = None
    p_rise: float | None = None
    change: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Probabilities and intervals read off the draws of one movement, in pain points."""

    p_safe: float
    p_fall: float
    p_rise: float
    level: float
    level90: tuple[float, float]
    change: float
    change90: tuple[float, float]
    beta: float
    capacity_x: tuple[float, float]


def summarise(found: Posterior, tau: float) -> Summary:
    """State probabilities and intervals of one movement for the limit `tau`."""
    levels, beta = found.draws[:, :-1], found.draws[:, -1]
    level = levels[:, 0] + beta * found.x_now
    capacity = found.x_now + (tau - level) / np.maximum(beta, BETA_FLOOR)
    if found.p_fall is not None and found.p_rise is not None and found.change is not None:
        p_fall, p_rise, middle = found.p_fall, found.p_rise, found.change[0]
        half = Z90 * found.change[1]
        change90 = middle - half, middle + half
    else:
        change = levels[:, 0] - levels[:, CHANGE_WEEKS]
        rise = levels[:, 0] - levels[:, int(np.argmin(levels.mean(0)))]
        p_fall, p_rise = float(np.mean(change <= -FALL)), float(np.mean(rise >= RISE))
        middle, change90 = float(change.mean()), _quantiles(change, 0.05, 0.95)
    return Summary(
        p_safe=float(np.count_nonzero(level <= tau)) / len(level),
        p_fall=p_fall,
        p_rise=p_rise,
        level=float(level.mean()),
        level90=_quantiles(level, 0.05, 0.95),
        change=middle,
        change90=change90,
        beta=float(beta.mean()),
        capacity_x=_quantiles(capacity, 0.2, 0.5),
    )


def _quantiles(values: Floats, low: float, high: float) -> tuple[float, float]:
    """Two quantiles, linear between order statistics (as `np.quantile`, which is slow on short vectors)."""
    ordered = np.sort(values)
    end = len(ordered) - 1
    found = []
    for share in (low, high):
        at = int(share * end)
        below, above = float(ordered[at]), float(ordered[min(at + 1, end)])
        found.append(below + (share * end - at) * (above - below))
    return found[0], found[1]
