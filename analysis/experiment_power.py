"""Said before the start: how large a difference a plan of so many days would show in four of five cases.

From the person's own spread and carry-over from day to day. A difference counts as shown when the randomisation test
gives p <= .05. Closed form: the draw makes the blocks' differences independent with mean zero whatever the carry-over,
so their mean is held against a t distribution (Senn 2002, ch. 3; Kravitz & Duan 2014, AHRQ N-of-1 guide, ch. 4).
`python -m benchmarks.experiments` holds it against simulated trials.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from analysis.randomisation import ALPHA, is_a

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from analysis.randomisation import Array
    from data.experiments import Design

SHARE: Final = 0.8
"""Four of five."""
SPAN: Final = 84
"""Days up to today that tell the person's own spread."""
MIN_KNOWN, MIN_NEIGHBOURS = 14, 10
SD, CARRY, MISSING = 1.3, 0.3, 0.1
"""Where the diary says too little. Spread: the middle one of science note 4.4 (.9, 1.3, 1.7 points). Carry-over: the
lowest of 4.2 (.3, .5, .7), the cautious choice, as unlike neighbours hide a difference. Missing: own choice."""
ROUNDED: Final = 1 / 12
"""Variance that rating in whole numbers adds; no spread is smaller."""
MOST_CARRY: Final = 0.9
GRAIN: Final = {2: 2.0, 4: 0.4}
"""Ratings in whole numbers make orders tie, and a tie counts against a difference: how many points, over the number of
blocks and the days of a period, must come on top. Set so that the promise holds in the simulation."""
LARGEST: Final = 10.0
CLOSE: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Spread:
    """How a rating varies: standard deviation in points, correlation with the next day, share of days missing.

    known: days it was read from, 0 where it is the usual one.
    """

    sd: float
    carry: float
    missing: float
    known: int


USUAL: Final = Spread(SD, CARRY, MISSING, 0)


def spread(panel: pd.DataFrame | None, outcome: str, today: date) -> Spread:
    """The person's own spread of `outcome` over the last 84 days; the usual one below 14 known days, 10 neighbours.

    panel: as `panel.daily` gives. The correlation comes from the differences of neighbours that are both known.
    """
    if panel is None or outcome not in panel.columns:
        return USUAL
    first = np.datetime64(today - timedelta(days=SPAN - 1))
    inside = (panel.index >= first) & (panel.index <= np.datetime64(today))
    values = panel.loc[inside, outcome].to_numpy(dtype=np.float64)
    values = values[np.maximum.accumulate(np.isfinite(values))]
    steps = np.diff(values)
    steps = steps[np.isfinite(steps)]
    known = int(np.isfinite(values).sum())
    if known < MIN_KNOWN or len(steps) < MIN_NEIGHBOURS:
        return USUAL
    sd = max(float(np.nanstd(values, ddof=1)), ROUNDED**0.5)
    carry = float(np.clip(1 - np.mean(steps**2) / (2 * sd * sd), 0.0, MOST_CARRY))
    return Spread(sd, carry, 1 - known / len(values), known)


def power(design: Design, spread: Spread, effect: float) -> float:
    """The chance that this plan shows a difference of `effect` points in its direction, 0-1.

    Averaged over the number of blocks that will count, which missing days leave open.
    """
    return _Plan(design, spread).power(effect)


def detectable(design: Design, spread: Spread) -> float | None:
    """The smallest difference in points that is shown in four of five cases; None where not even 10 points would be."""
    plan = _Plan(design, spread)
    if plan.power(LARGEST) < SHARE:
        return None
    low, high = 0.0, LARGEST
    while high - low > CLOSE:
        middle = (low + high) / 2
        low, high = (low, middle) if plan.power(middle) >= SHARE else (middle, high)
    return high


class _Plan:
    """What does not hang on the effect: for each number of counting blocks its chance, standard error and hurdle."""

    def __init__(self, design: Design, spread: Spread) -> None:
        from scipy.special import gammaln, stdtrit, xlog1py, xlogy

        share, inflation = _complete(design, spread)
        all_blocks = design.blocks
        blocks = np.arange(all_blocks + 1)
        chances = np.exp(
            gammaln(all_blocks + 1) - gammaln(blocks + 1) - gammaln(all_blocks - blocks + 1)
            + xlogy(blocks, share) + xlog1py(all_blocks - blocks, -share)
        )  # fmt: skip
        level = np.array([_level(design, int(one)) for one in blocks])
        able = (blocks * (design.size - 1) > 1) & (level > 0)
        self.chances, blocks = chances[able], blocks[able]
        self.free = blocks * (design.size - 1) - 1
        self.se = np.sqrt(_variance(design, spread) * inflation / blocks)
        grain = GRAIN[design.size] / design.period / blocks / self.se
        self.critical = stdtrit(self.free, 1 - level[able] / 2) + grain

    def power(self, effect: float) -> float:
        """The chance that a difference of `effect` points is shown."""
        from scipy.special import nctdtr

        missed = nctdtr(self.free, abs(effect) / self.se, self.critical)
        # So far out that the library gives up, nothing is missed.
        return float(self.chances @ (1 - np.nan_to_num(missed)))


def _variance(design: Design, spread: Spread) -> float:
    """Variance of one block's difference of means, averaged over its orders."""
    masks = is_a(design.size, design.period)
    days = np.arange(masks.shape[1])
    counts = days % design.period >= design.washout
    weights: Array = np.where(masks, 1.0, -1.0) * counts / (counts.sum() / 2)
    covariance = spread.sd**2 * spread.carry ** np.abs(days[:, None] - days[None, :])
    return float(np.mean(np.einsum("oi,ij,oj->o", weights, covariance, weights)))


def _complete(design: Design, spread: Spread) -> tuple[float, float]:
    """The chance that a block counts, and by how much missing days widen the spread of those that do."""
    from math import comb

    days, missing = design.period - design.washout, spread.missing
    known = 1 - missing**days
    if known <= 0:
        return 0.0, 1.0
    kept = [comb(days, n) * (1 - missing) ** n * missing ** (days - n) / known for n in range(1, days + 1)]
    # Fewer days in a period: their mean is wider by what is not carried over from day to day.
    inflation = 1 + (sum(days / n * one for n, one in enumerate(kept, 1)) - 1) * (1 - spread.carry)
    if design.size == 2:
        return known**2, inflation
    whole, one_missing = known**4, 4 * known**3 * (1 - known)
    share = whole + one_missing
    # Two periods against one: 1/2 + 1 instead of 1/2 + 1/2.
    return share, inflation * (whole + 1.5 * one_missing) / share


def _level(design: Design, blocks: int) -> float:
    """The level the test can reach: with few orders it stays below the nominal one."""
    orders = float(len(is_a(design.size, 1))) ** blocks
    return 2 * int(ALPHA / 2 * orders + 1e-9) / orders
