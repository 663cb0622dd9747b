"""Small pieces of statistics on one series: normal scores, carry-over, multiplicity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from analysis.gls import Array


def ranks(values: Array) -> Array:
    """Ranks 1..n of a complete series; ties share their mean rank."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[place], dtype=np.float64)


def normal_scores(values: Array) -> Array:
    """Standardised normal scores of a complete, non-constant series (mean 0, standard deviation 1).

    z = Phi^-1((rank - 3/8) / (n + 1/4)): ratings are ordinal, so only their order counts (Blom 1958; science
    note 3.2 step 2).
    """
    from scipy.special import ndtri

    return standardise(ndtri((ranks(values) - 0.375) / (len(values) + 0.25)))


def standardise(values: Array) -> Array:
    """Mean 0, standard deviation 1 (divisor n) of a complete, non-constant series."""
    return np.asarray((values - values.mean()) / values.std(), dtype=np.float64)


def adjusted_p(p: Array) -> Array:
    """Benjamini-Hochberg adjusted p-values, in the order of `p` (Benjamini & Hochberg 1995).

    A test is called at false discovery rate r exactly when its adjusted p is at most r.
    """
    order = np.argsort(p)
    scaled = p[order] * (len(p) / np.arange(1, len(p) + 1))
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def carry_over(values: Array) -> float:
    """Lag-1 autocorrelation over pairs of real neighbouring days (NaN = missing day).

    Own choice: 0 when fewer than six pairs or no variation say anything; kept within +-.95.
    """
    centred = values - np.nanmean(values)
    spread = float(np.nanmean(centred**2))
    pairs = centred[1:] * centred[:-1]
    if np.isfinite(pairs).sum() < 6 or spread == 0:
        return 0.0
    return float(np.clip(np.nanmean(pairs) / spread, -0.95, 0.95))


def commonest_share(values: Array) -> float:
    """Share of the most frequent value of a complete series; 1 for an empty one."""
    if not len(values):
        return 1.0
    return float(np.unique(values, return_counts=True)[1].max() / len(values))


def fence(values: Array) -> tuple[float, float]:
    """Smallest and largest value of a complete series that belong to it: no slip of the pen, no minutes for hours.

    A value further than 10 robust standard deviations from the median does not belong (own choice: so wide that neither
    ratings nor skewed step counts reach it); the deviation is the 90 % quantile of the distance to the median over
    1.645. Without any spread everything belongs.
    """
    apart = np.abs(values - np.median(values))
    reach = 10 * np.quantile(apart, 0.9) / 1.645
    inside = values[apart <= reach] if reach else values
    return float(inside.min()), float(inside.max())
