"""Generalised least squares for one person's diary: errors carry over from day to day, days may be missing.

The errors are an AR(1) process in real calendar days plus white noise,

    V_ij = (1 - eta) * phi^|t_i - t_j| + eta * [i = j],

with phi and eta averaged over a small grid by restricted likelihood (REML; Patterson & Thompson 1971).
AR(1) plus noise is Markov, so V never has to be built: a Kalman filter that walks over the calendar whitens
all columns in O(days), and a missing day is a prediction without an update (exact, nothing is interpolated).
Grid, prior and averaging: science note 3.2, steps 4 and 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

PHI = np.array([0.0, *np.repeat([0.2, 0.35, 0.5, 0.65, 0.8, 0.9], 3)])
"""Carry-over from one day to the next, per grid point."""
ETA = np.array([0.0, *np.tile([0.0, 0.3, 0.6], 6)])
"""Share of the error that belongs to the single day, per grid point."""
LOG_PRIOR = -0.5 * ((PHI - 0.4) / 0.3) ** 2 + np.where(PHI == 0, np.log(2.0), 0.0)
JITTER = 1e-6
"""Added to the variance of every single day, so that eta = 0 stays well conditioned."""
CERTAINTY = 0.95
"""Upper quantile of the two-sided 90 % interval."""
BLOCK = 64
"""Days filtered before they are folded into the cross products: keeps ten years in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """One regression on the calendar grid of T days.

    y: (T,) outcome. design: (T, q) full-rank design with the intercept among its columns. used: (T,) days
    that count; values of other days are never read (they may be NaN).
    """

    y: Array
    design: Array
    used: Mask


@dataclass(frozen=True, slots=True)
class Coefficient:
    """Averaged over the grid: estimate, standard error, two-sided p, 90 % interval."""

    b: float
    se: float
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Solution per grid point g: weights (G,), b (G, q), covariance (G, q, q); n days, df = n - q."""

    n: int
    df: int
    weights: Array
    b: Array
    covariance: Array

    @property
    def phi(self) -> float:
        """Carry-over of the errors from day to day, averaged over the grid."""
        return float(self.weights @ PHI)

    @property
    def quantile(self) -> float:
        """Quantile of Student's t for the 90 % interval."""
        from scipy.special import stdtrit

        return float(stdtrit(self.df, CERTAINTY))

    def average(self) -> tuple[Array, Array]:
        """Mean (q,) and covariance (q, q) of the coefficients over the grid, its spread included."""
        mean = self.weights @ self.b
        apart = self.b - mean
        spread = self.covariance + apart[:, :, None] * apart[:, None, :]
        return mean, np.einsum("g,gij->ij", self.weights, spread)

    def coefficient(self, column: int) -> Coefficient:
        """One coefficient; p is the tail of the grid's mixture of t distributions at zero."""
        from scipy.special import stdtr

        b = self.b[:, column]
        se = np.sqrt(self.covariance[:, column, column])
        mean = float(self.weights @ b)
        spread = float(np.sqrt(self.weights @ (se**2 + (b - mean) ** 2)))
        below = float(self.weights @ stdtr(self.df, -b / se))
        half = self.quantile * spread
        return Coefficient(mean, spread, 2 * min(below, 1 - below), mean - half, mean + half)


def fit(problems: Sequence[Problem]) -> list[Fit]:
    """Solve many regressions of the same calendar in one walk over its days.

    Args:
        problems: regressions on the same T days; masks and numbers of columns may differ.

    Returns:
        One `Fit` per problem, in order. A rank-deficient design raises `numpy.linalg.LinAlgError`.
    """
    fits: dict[int, Fit] = {}
    for width in sorted({problem.design.shape[1] for problem in problems}):
        places = [at for at, problem in enumerate(problems) if problem.design.shape[1] == width]
        fits.update(zip(places, _solve([problems[at] for at in places]), strict=True))
    return [fits[at] for at in range(len(problems))]


def whiten(values: Array, used: Mask) -> tuple[Array, Array]:
    """Multiply by the inverse Cholesky factor of V, for every grid point, without building V.

    Args:
        values: (T, c) columns on the calendar grid.
        used: (T,) days that count.

    Returns:
        Whitened columns (G, n, c) of the n used days and half of log|V| (G,).
    """
    filled = np.where(used[:, None], values, 0.0)[:, :, None]
    white, halves = zip(*_innovations(filled, used[:, None]), strict=True)
    return np.concatenate(white)[used, :, 0].transpose(2, 0, 1), sum(halves)[0]


def _solve(problems: Sequence[Problem]) -> list[Fit]:
    used = np.stack([problem.used for problem in problems], axis=1)
    columns = np.stack([np.column_stack([problem.design, problem.y]) for problem in problems], axis=2)
    columns = np.where(used[:, None], columns, 0.0)
    width, count = columns.shape[1] - 1, len(problems)
    cross = np.zeros((count, len(PHI), width + 1, width + 1))
    half_logdet = np.zeros((count, len(PHI)))
    for white, half in _innovations(columns, used):
        half_logdet += half
        for i in range(width + 1):
            for j in range(i + 1):
                cross[:, :, i, j] += np.einsum("tfg,tfg->fg", white[:, i], white[:, j])
    upper = np.triu_indices(width + 1, 1)
    cross[:, :, upper[0], upper[1]] = cross[:, :, upper[1], upper[0]]
    return [_average(cross[at], half_logdet[at], int(used[:, at].sum())) for at in range(count)]


def _average(cross: Array, half_logdet: Array, n: int) -> Fit:
    """REML weights and per-point solutions from the whitened cross products (G, q + 1, q + 1)."""
    width = cross.shape[1] - 1
    df = n - width
    normal, right = cross[:, :width, :width], cross[:, :width, width]
    inverse = np.linalg.inv(normal)
    b = np.einsum("gij,gj->gi", inverse, right)
    total = cross[:, width, width]
    # A perfect line leaves rounding noise instead of residuals; keep it positive.
    rss = np.maximum(total - np.einsum("gi,gi->g", b, right), 1e-14 * total)
    log_weight = -half_logdet - 0.5 * np.linalg.slogdet(normal)[1] - 0.5 * df * np.log(rss) + LOG_PRIOR
    weights = np.exp(log_weight - log_weight.max())
    return Fit(n, df, weights / weights.sum(), b, inverse * (rss / df)[:, None, None])


def _innovations(columns: Array, used: Mask) -> Iterator[tuple[Array, Array]]:
    """Standardised one-step prediction errors, in blocks of days.

    Args:
        columns: (T, c, F) values of c columns of F problems, zero where not used.
        used: (T, F) days that count.

    Yields:
        Errors (days, c, F, G), zero where not used, and the block's share of half of log|V| (F, G).
    """
    signal = np.where(PHI > 0, 1 - ETA, 0.0)
    noise = np.where(PHI > 0, ETA, 1.0) + JITTER
    keep, fresh = PHI**2, signal * (1 - PHI**2)
    days, width, count = columns.shape
    level = np.zeros((width, count, len(PHI)))
    variance = np.tile(signal, (count, 1))
    for start in range(0, days, BLOCK):
        there = used[start : start + BLOCK, :, None].astype(float)
        errors = np.repeat(columns[start : start + BLOCK, :, :, None], len(PHI), axis=3)
        total = np.empty((len(there), count, len(PHI)))
        for day, error in enumerate(errors):
            np.add(variance, noise, out=total[day])
            gain = variance / total[day]
            gain *= there[day]
            error -= level
            level += gain * error
            level *= PHI
            variance -= gain * variance
            variance *= keep
            variance += fresh
        errors *= (there / np.sqrt(total))[:, None]
        yield errors, 0.5 * (there * np.log(total)).sum(0)
