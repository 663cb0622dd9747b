"""The usual ways to correlate two daily series, as p-values: (pain, factor, rng) -> p. NaN = missing.

Each is written as it is usually done, not as it might be done at its best.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri, stdtr
from scipy.stats import rankdata

if TYPE_CHECKING:
    from collections.abc import Callable


def both(pain, factor):
    return np.isfinite(pain) & np.isfinite(factor)


def two_sided(r, degrees):
    """p of a correlation with this many degrees of freedom."""
    t = abs(r) * np.sqrt(degrees / max(1 - r * r, 1e-12))
    return 2 * stdtr(degrees, -t)


def scores(values):
    """Normal scores of the known values, NaN kept."""
    known = np.isfinite(values)
    out = np.full(len(values), np.nan)
    out[known] = ndtri((rankdata(values[known]) - 0.375) / (known.sum() + 0.25))
    return out


def ranks(values):
    known = np.isfinite(values)
    out = np.full(len(values), np.nan)
    out[known] = rankdata(values[known])
    return out


def correlation(one, other):
    known = both(one, other)
    return np.corrcoef(one[known], other[known])[0, 1]


def pearson(pain, factor, _):
    return two_sided(correlation(pain, factor), both(pain, factor).sum() - 2)


def spearman(pain, factor, _):
    known = both(pain, factor)
    return two_sided(correlation(rankdata(pain[known]), rankdata(factor[known])), known.sum() - 2)


def autocorrelations(values, most):
    """Lags 1 to `most`, over pairs of days that are both known; nought where fewer than six are."""
    centred = values - np.nanmean(values)
    spread, found = np.nanmean(centred**2), []
    for lag in range(1, most + 1):
        products = centred[lag:] * centred[:-lag]
        found.append(np.nanmean(products) / spread if np.isfinite(products).sum() > 5 else 0.0)
    return np.array(found)


def _paired_ranks(pain, factor):
    known = both(pain, factor)
    return ranks(np.where(known, pain, np.nan)), ranks(np.where(known, factor, np.nan)), int(known.sum())


def effective_ar1(pain, factor, _):
    """Spearman with n (1 - ab) / (1 + ab) days, a and b the bias-corrected carry-over of the two."""
    one, other, n = _paired_ranks(pain, factor)
    lag1 = [autocorrelations(series, 1)[0] for series in (one, other)]
    a, b = (min(r + (1 + 4 * max(r, 0)) / n, 0.95) for r in lag1)
    shared = max(a * b, 0)
    return two_sided(correlation(one, other), np.clip(n * (1 - shared) / (1 + shared), 4, n) - 2)


def effective_bartlett(pain, factor, _):
    """Spearman with n / (1 + 2 sum of the products of the autocorrelations) days."""
    one, other, n = _paired_ranks(pain, factor)
    most = max(3, min(10, n // 5))
    products = autocorrelations(one, most) * autocorrelations(other, most)
    shrunk = n / max(1 + 2 * np.sum((1 - np.arange(1, most + 1) / n) * products), 1.0)
    return two_sided(correlation(one, other), np.clip(shrunk, 4, n) - 2)


def correlations(one, others):
    """Correlation of one series with many rows, each over the days both know; nought where one is constant there."""
    known = np.isfinite(others) & np.isfinite(one)
    x, y = np.where(known, others, 0.0), np.where(known, one, 0.0)
    n = known.sum(1)
    top = (x * y).sum(1) - x.sum(1) * y.sum(1) / n
    bottom = ((x * x).sum(1) - x.sum(1) ** 2 / n) * ((y * y).sum(1) - y.sum(1) ** 2 / n)
    varies = bottom > 1e-9
    return np.divide(top, np.sqrt(np.where(varies, bottom, 1.0)), out=np.zeros(len(top)), where=varies)


def _share(one, other, moved):
    found = abs(correlation(one, other))
    return (1 + (np.abs(correlations(one, moved)) >= found - 1e-12).sum()) / (1 + len(moved))


def circular_shift(pain, factor, _):
    """Every shift of the factor round the calendar by four days or more."""
    one, other = scores(pain), scores(factor)
    return _share(one, other, np.stack([np.roll(other, by) for by in range(4, len(other) - 3)]))


def block_permutation(pain, factor, rng, times=199, length=7):
    """Weeks of the factor in random order."""
    one, other = ranks(pain), ranks(factor)
    blocks = np.array_split(np.arange(len(other)), np.arange(length, len(other), length))
    orders = [np.concatenate([blocks[at] for at in rng.permutation(len(blocks))]) for _ in range(times)]
    return _share(one, other, other[np.stack(orders)])


def prewhitened(pain, factor, _):
    """Both filtered with the carry-over of pain (Cochrane-Orcutt), then correlated."""
    one, other = scores(pain), scores(factor)
    carry = float(np.clip(autocorrelations(one, 1)[0], 0, 0.95))
    left, right = one[1:] - carry * one[:-1], other[1:] - carry * other[:-1]
    return two_sided(correlation(left, right), both(left, right).sum() - 3)


def arx(pain, factor, _):
    """Ordinary regression on yesterday's pain and the factor."""
    one, other = scores(pain), scores(factor)
    known = both(one[1:], other[1:]) & np.isfinite(one[:-1])
    design = np.column_stack([np.ones(known.sum()), one[:-1][known], other[1:][known]])
    inverse = np.linalg.inv(design.T @ design)
    b = inverse @ design.T @ one[1:][known]
    rest, degrees = one[1:][known] - design @ b, known.sum() - 3
    return 2 * stdtr(degrees, -abs(b[2]) / np.sqrt(rest @ rest / degrees * inverse[2, 2]))


def newey_west(pain, factor, _):
    """Ordinary regression with heteroscedasticity- and autocorrelation-consistent errors."""
    one, other = scores(pain), scores(factor)
    known = both(one, other)
    n = int(known.sum())
    design = np.column_stack([np.ones(n), other[known]])
    inverse = np.linalg.inv(design.T @ design)
    b = inverse @ design.T @ one[known]
    pulls = np.zeros((len(one), 2))
    pulls[known] = design * (one[known] - design @ b)[:, None]
    most = int(4 * (n / 100) ** (2 / 9)) + 1
    middle = pulls.T @ pulls
    for lag in range(1, most + 1):
        shifted = pulls[lag:].T @ pulls[:-lag]
        middle += (1 - lag / (most + 1)) * (shifted + shifted.T)
    variance = (inverse @ middle @ inverse)[1, 1] * n / (n - 2)
    return 2 * stdtr(n - 2, -abs(b[1]) / np.sqrt(variance))


@dataclass(frozen=True)
class Method:
    title: str
    p: Callable


METHODS = {
    "pearson": Method("Pearson", pearson),
    "spearman": Method("Spearman", spearman),
    "newey_west": Method("OLS + HAC (Newey-West)", newey_west),
    "effective_ar1": Method("Spearman, n_eff AR(1)", effective_ar1),
    "effective_bartlett": Method("Spearman, n_eff Bartlett", effective_bartlett),
    "circular_shift": Method("circular shift", circular_shift),
    "block_permutation": Method("7-day block permutation", block_permutation),
    "prewhitened": Method("prewhitening AR(1)", prewhitened),
    "arx": Method("ARX, ordinary regression", arx),
}
