"""The randomisation test of a trial in blocks, and the interval by turning the test round.

If the conditions make no difference, every day would have had the same rating whatever was drawn. So the draw is
repeated in thought over all orders it could have given, and the difference found is set among those it would have
given. Nothing is assumed about the days: carry-over, drift and weekends are in all of them alike (Edgington &
Onghena 2007, Randomization Tests, 4th ed., ch. 1 and 11; Senn 2002, Cross-over Trials in Clinical Research, ch. 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

Array = npt.NDArray[np.float64]

EXACT: Final = 300_000
"""Up to so many orders all are counted; with more, `DRAWS` of them are drawn."""
DRAWS: Final = 19_999
SEED: Final = 20_160_229
"""Of the draws: the same data give the same answer."""
ALPHA: Final = 0.05
OUTSIDE: Final = 0.10
"""Outside the 90 % interval."""
EQUAL: Final = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Difference a minus b over `n` blocks, p (two-sided), 90 % interval; `orders` counted, or drawn if not exact."""

    effect: float
    low: float
    high: float
    p: float
    n: int
    orders: int
    exact: bool


@lru_cache(maxsize=8)
def orders(size: int) -> tuple[str, ...]:
    """Every order of a block of `size` periods with as many a as b, alphabetical: ab, ba; aabb, abab, ..."""
    places = combinations(range(size), size // 2)
    return tuple("".join("a" if at in chosen else "b" for at in range(size)) for chosen in places)


def is_a(size: int, period: int) -> npt.NDArray[np.bool_]:
    """(orders, days of a block): whether a day is a."""
    rows = [[letter == "a" for letter in order for _ in range(period)] for order in orders(size)]
    return np.array(rows, dtype=bool)


def counted(values: Array, masks: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """(K,) blocks that have a value on both sides whatever the order: a rule the draw cannot touch.

    values: (K, days of a block), NaN where nothing is known or the day does not count. masks: as `is_a` gives.
    """
    known = np.isfinite(values).astype(float)
    on_a, on_b = known @ masks.T, known @ (~masks).T
    return np.asarray(((on_a > 0) & (on_b > 0)).all(axis=1))


def differences(values: Array, masks: npt.NDArray[np.bool_]) -> Array:
    """(K, orders): mean of a minus mean of b over the known days of each block, for every order."""
    known = np.isfinite(values).astype(float)
    filled = np.nan_to_num(values)
    return np.asarray((filled @ masks.T) / (known @ masks.T) - (filled @ (~masks).T) / (known @ (~masks).T))


def compare(values: Array, drawn: Sequence[int], masks: npt.NDArray[np.bool_]) -> Found | None:
    """The test and its interval; None without a block that counts.

    values: (K, days of a block), NaN = missing. drawn: for each block, which row of `masks` was drawn. The effect is
    the plain mean of the blocks' differences. p: share of orders whose difference is at least as large, either way;
    of drawn orders (1 + k) / (n + 1). Interval: from the first to the last crossing (`_limits`) that the test does
    not reject at 5 % a side, an equal order counting half. A limit is infinite where there are too few orders.
    """
    use = counted(values, masks)
    if not use.any():
        return None
    rows = np.asarray(drawn)[use]
    values = values[use]
    observed = np.arange(len(rows)), rows
    stats = differences(values, masks) / len(rows)
    # What a constant difference adds under each order: the share of it that the order would show.
    shares = differences(np.where(np.isfinite(values), masks[rows], np.nan), masks) / len(rows)
    effect = float(stats[observed].sum())
    size = len(masks) ** len(rows)
    exact = size <= EXACT
    totals, slopes = _all(stats, shares) if exact else _drawn(stats, shares)
    low, high = _limits(totals, slopes, effect)
    reached = int((np.abs(totals) >= abs(effect) - EQUAL).sum())
    p = reached / len(totals)
    return Found(effect, low, high, p, len(rows), size if exact else DRAWS, exact)


def _all(stats: Array, shares: Array) -> tuple[Array, Array]:
    totals, slopes = np.zeros(1), np.zeros(1)
    for stat, share in zip(stats, shares, strict=True):
        totals = (totals[:, None] + stat).ravel()
        slopes = (slopes[:, None] + share).ravel()
    return totals, slopes


def _drawn(stats: Array, shares: Array) -> tuple[Array, Array]:
    """Random orders and the one that was drawn, so that p is never 0 and never too small (Phipson & Smyth 2010)."""
    picks = np.random.default_rng(SEED).integers(0, stats.shape[1], (DRAWS + 1, len(stats)))
    picks[0] = shares.argmax(axis=1)  # under the order that was drawn the whole difference shows
    at = np.arange(len(stats))
    return stats[at, picks].sum(axis=1), shares[at, picks].sum(axis=1)


def _limits(totals: Array, slopes: Array, effect: float) -> tuple[float, float]:
    """Under a constant difference d an order shows totals - d * slopes, the real one effect - d: equal at one d.

    An order is at least as high as the real one for every d from that crossing on, so only crossings have to be looked
    at; orders that never differ from the real one count half on both sides.
    """
    same = slopes >= 1 - EQUAL
    crossings = np.sort((effect - totals[~same]) / (1 - slopes[~same]))
    wanted = OUTSIDE / 2 * len(totals) - same.sum() / 2
    if wanted < 0 or not len(crossings):
        return -np.inf, np.inf
    low = _crossed(crossings, wanted)
    high = -_crossed(-crossings[::-1], wanted)
    return low, high


def _crossed(crossings: Array, wanted: float) -> float:
    """The first crossing at which those before it and half of those equal to it are more than `wanted`."""
    at = int(wanted)
    while at < len(crossings):
        value = crossings[at]
        before = int(np.searchsorted(crossings, value - EQUAL))
        after = int(np.searchsorted(crossings, value + EQUAL))
        if (before + after) / 2 > wanted:
            return float(value)
        at = after
    return float(crossings[-1])
