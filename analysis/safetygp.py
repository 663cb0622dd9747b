"""SafetyGP: exact Gaussian posterior of load- and day-adjusted pain per movement. Arrays only.

The model (science note 2.4) for exposure i of movement m at day t with load x = log2(load / reference load) and
centred day covariates c (rest pain, sleep quality, stress; 0 where missing):

    y_i = 4 + a + b_m + g_m(t) + d_m (t - t_0) + beta_m x + sum_k gam_k c_k + u_day + e,  e ~ N(0, sig^2 + 1/12)

All terms are Gaussian, so the level of each movement has an exact posterior; sig and the size of g are averaged
over a 4 x 4 grid by marginal likelihood. There is no sampler and no optimiser: the 512 normal draws that turn the
posterior into state probabilities come from a fixed seed, so the same data give the same answer.

With the covariance split as D + F C F' (`safetyprior`) and C = R R', everything follows from matrices no larger
than one movement or the number of days (Woodbury): with G = F' D^-1 F and M = I + R' G R,

    (D + F C F')^-1 = D^-1 - D^-1 F (R M^-1 R') F' D^-1,    log|D + F C F'| = log|D| + log|M|.

Not handled: rating habits that drift, tries that were left out because they would have hurt.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.safetyprior import BETA0, MU0, SHARED, WEEKS_BACK, Tries, ask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.safetyprior import Block, Questions

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ROUNDING = 1 / 12
"""Variance that rounding to whole numbers adds."""
SIGMAS = ((0.7, 0.2), (1.0, 0.4), (1.35, 0.3), (1.8, 0.1))
AMPLITUDES = ((0.5, 0.15), (1.0, 0.35), (1.7, 0.35), (2.6, 0.15))
NEGLIGIBLE = 0.02
"""Grid points below this posterior weight are dropped."""
CHANGE_WEEKS = 4
DRAWS = 512
JITTER = 1.1e-7
FALL, RISE = 0.5, 1.5
BETA_FLOOR = 0.1
Z90 = 1.6448536269514722


@lru_cache(maxsize=1)
def _normals() -> Floats:
    """The fixed normal draws: weekly levels now ... 8 weeks back, then the load slope."""
    return np.random.default_rng(12345).standard_normal((4096, WEEKS_BACK + 2))


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is known about one movement.

    draws: (512 or one more or less, 10) joint draws of the level at reference load now, 7, ..., 56 days ago and
    of the load slope. grid/mean/sd: days (same unit as `t`) and moments of the level at the load trained now.
    x_now: median x of the last three exposures.
    """

    draws: Floats
    grid: Floats
    mean: Floats
    sd: Floats
    x_now: float
    n: int
    last: float


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


@dataclass(frozen=True, slots=True)
class _Point:
    """One grid point. inverses: D^-1 per movement. gram: [r F]' D^-1 [r F]. root: R. inner: M^1/2.

    evidence: log marginal likelihood with the prior weight of the point.
    """

    amplitude: float
    inverses: dict[int, Floats]
    gram: Floats
    root: Floats
    inner: Floats
    evidence: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """The exact fit at one grid point that matters.

    shrink: M^-1/2 R', so that R M^-1 R' = shrink' shrink. pull: F' K^-1 r. weights: K^-1 r of the exposures.
    """

    point: _Point
    shrink: Floats
    pull: Floats
    weights: Floats


def posteriors(t: Floats, move: Ints, x: Floats, y: Floats, cov: Floats, now: float) -> dict[int, Posterior]:
    """Posterior of every movement with an exposure in (now - 90, now].

    t: day number, (n,). move: movement number, (n,). x: log2 load ratio, (n,). y: pain 0-10, (n,), no NaN.
    cov: (n, 3) centred day covariates. Inputs are not changed; rows may come in any order, only those of the
    same movement and day must be in the order they were done. Equal to the reference of the science note to
    1e-6 (tests/golden/safety_reference.json).
    """
    tries = Tries(t.astype(float), move, x.astype(float), y.astype(float), cov.astype(float), now)
    if not tries.blocks:
        return {}
    asked = {m: ask(tries, block) for m, block in tries.blocks.items()}
    parts = {m: _Parts() for m in asked}
    dealt = 0
    for point, weight, count in _weighted(_grid(tries)):
        for m, (mean, inner) in _answers(_fit(point, tries), tries, asked).items():
            parts[m].add(asked[m], mean, inner, weight, _normals()[dealt : dealt + count])
        dealt += count
    return {m: parts[m].posterior(asked[m], block, tries) for m, block in tries.blocks.items()}


def _grid(tries: Tries) -> list[_Point]:
    """All hyper-parameter points, noise by noise as the draws are dealt; the first axis of all stacks is the point."""
    amplitudes = np.tile([amplitude for amplitude, _ in AMPLITUDES], len(SIGMAS))
    noise = np.repeat([sigma**2 + ROUNDING for sigma, _ in SIGMAS], len(AMPLITUDES))
    priors = np.outer([weight for _, weight in SIGMAS], [weight for _, weight in AMPLITUDES]).ravel()
    data = np.column_stack([tries.residual(), tries.columns])
    size = data.shape[1] + len(tries.days)
    gram, log_det = np.zeros((len(noise), size, size)), np.zeros(len(noise))
    inverses: dict[int, Floats] = {}
    for m, block in tries.blocks.items():
        own = block.fixed + (amplitudes**2)[:, None, None] * block.wander
        np.einsum("gii->gi", own)[:] += noise[:, None]
        log_det += _half_log_det(np.linalg.cholesky(own))
        inverses[m] = np.asarray(np.linalg.inv(own), dtype=np.float64)
        _gather(gram, inverses[m], data[block.rows], block)
    roots = np.tile([tries.shared_root(amplitude) for amplitude, _ in AMPLITUDES], (len(SIGMAS), 1, 1))
    inner = roots.transpose(0, 2, 1) @ gram[:, 1:, 1:] @ roots
    np.einsum("gii->gi", inner)[:] += 1.0
    inner = np.linalg.cholesky(inner)
    white = np.linalg.solve(inner, (gram[:, :1, 1:] @ roots).transpose(0, 2, 1))[..., 0]
    quadratic = gram[:, 0, 0] - (white**2).sum(-1)
    evidence = np.log(priors) - quadratic / 2 - log_det - _half_log_det(inner)
    return [
        _Point(
            float(amplitudes[at]), {m: one[at] for m, one in inverses.items()}, *stacks, float(evidence[at])
        )
        for at, stacks in enumerate(zip(gram, roots, inner, strict=True))
    ]


def _fit(point: _Point, tries: Tries) -> _Fit:
    """What the answers at one grid point are worked out from."""
    gram, pull = point.gram[1:, 1:], point.gram[1:, 0]
    shrink = np.asarray(np.linalg.solve(point.inner, point.root.T), dtype=np.float64)
    effects = shrink.T @ (shrink @ pull)
    rest = tries.residual() - _spread(effects, tries)
    weights = [point.inverses[m] @ rest[block.rows] for m, block in tries.blocks.items()]
    return _Fit(point, shrink, pull - gram @ effects, np.concatenate(weights))


def _half_log_det(factors: NDArray[Any]) -> Floats:
    total: Floats = np.log(np.einsum("...ii->...i", factors)).sum(-1)
    return total


def _gather(gram: Floats, inverse: Floats, data: Floats, block: Block) -> None:
    """Add one movement to the stack of [r F]' D^-1 [r F]; columns: residual, shared columns, days."""
    k, size = data.shape[1], gram.shape[-1]
    solved = inverse @ data
    by_day, both = solved, inverse
    if len(block.days) < len(block.t):
        by_day = np.add.reduceat(solved, block.starts, axis=1)
        both = np.add.reduceat(np.add.reduceat(inverse, block.starts, axis=1), block.starts, axis=2)
    at = np.append(np.arange(k), k + block.days)
    own = np.empty((len(gram), len(at), len(at)))
    own[:, :k, :k] = data.T @ solved
    own[:, k:, :k] = by_day
    own[:, :k, k:] = by_day.transpose(0, 2, 1)
    own[:, k:, k:] = both
    flat = (at[:, None] * size + at).ravel()
    for whole, part in zip(gram.reshape(len(gram), -1), own.reshape(len(gram), -1), strict=True):
        whole[flat] += part


def _spread(effects: Floats, tries: Tries) -> Floats:
    """F times a vector: what the shared effects add to each exposure."""
    k = len(SHARED)
    added: Floats = tries.columns @ effects[:k]
    for block in tries.blocks.values():
        added[block.rows] += effects[k + block.at]
    return added


def _weighted(points: list[_Point]) -> list[tuple[_Point, float, int]]:
    """The grid points that matter, with their posterior weight and the number of draws each is dealt."""
    evidence = np.array([point.evidence for point in points])
    weights = np.exp(evidence - evidence.max())
    weights /= weights.sum()
    weights[weights < NEGLIGIBLE] = 0
    weights /= weights.sum()
    counts = np.floor(weights * DRAWS + 0.5)
    return [
        (point, float(weight), int(count))
        for point, weight, count in zip(points, weights, counts, strict=True)
        if weight
    ]


def _answers(fit: _Fit, tries: Tries, asked: dict[int, Questions]) -> dict[int, tuple[Floats, Floats]]:
    """Posterior mean and covariance of each movement's questions at one grid point."""
    out = {}
    k, scale = len(SHARED), fit.point.amplitude**2
    for m, one in asked.items():
        block = tries.blocks[m]
        shared = one.shared_fixed + scale * one.shared_wander
        own = one.own_fixed + scale * one.own_wander
        solved = fit.point.inverses[m] @ own.T
        across = np.zeros((shared.shape[1], len(shared)))
        across[:k] = tries.columns[block.rows].T @ solved
        across[k + block.days] = np.add.reduceat(solved, block.starts, axis=0)
        projected = fit.point.gram[1:, 1:] @ shared.T + across
        white = fit.shrink @ projected
        known = shared @ projected + across.T @ shared.T + own @ solved - white.T @ white
        prior = np.append(np.full(len(shared) - 1, MU0), BETA0)
        mean = prior + shared @ fit.pull + own @ fit.weights[block.rows]
        out[m] = mean, one.inner_fixed + scale * one.inner_wander - known
    return out


class _Parts:
    """Draws and moments of one movement, gathered over the grid points."""

    def __init__(self) -> None:
        self.draws: list[Floats] = []
        self.first: Floats | float = 0.0
        self.second: Floats | float = 0.0

    def add(self, asked: Questions, mean: Floats, inner: Floats, weight: float, normals: Floats) -> None:
        """Take in one grid point: its share of the draws, its weight in the band."""
        k = len(asked.days)
        take = np.append(np.arange(WEEKS_BACK + 1), k)
        root = np.linalg.cholesky(inner[np.ix_(take, take)] + JITTER * np.eye(len(take)))
        self.draws.append(mean[take] + normals @ root.T)
        level = mean[:k] + asked.x_now * mean[k]
        variance = np.diag(inner)[:k] + 2 * asked.x_now * inner[:k, k] + asked.x_now**2 * inner[k, k]
        self.first = self.first + weight * level
        self.second = self.second + weight * (np.maximum(variance, 0) + level**2)

    def posterior(self, asked: Questions, block: Block, tries: Tries) -> Posterior:
        """The mixture over the grid."""
        mean = np.asarray(self.first)
        sd = np.sqrt(np.maximum(np.asarray(self.second) - mean**2, 0))
        days, at = np.unique(asked.days, return_index=True)
        last = float(tries.days[block.days[-1]])
        return Posterior(
            np.vstack(self.draws), days, mean[at], sd[at], asked.x_now, n=len(block.t), last=last
        )


def summarise(found: Posterior, tau: float) -> Summary:
    """State probabilities and intervals of one movement for the limit `tau`."""
    levels, beta = found.draws[:, :-1], found.draws[:, -1]
    level = levels[:, 0] + beta * found.x_now
    change = levels[:, 0] - levels[:, CHANGE_WEEKS]
    best = int(np.argmin(levels.mean(0)))
    rise = levels[:, 0] - levels[:, best]
    capacity = found.x_now + (tau - level) / np.maximum(beta, BETA_FLOOR)
    return Summary(
        p_safe=float(np.mean(level <= tau)),
        p_fall=float(np.mean(change <= -FALL)),
        p_rise=float(np.mean(rise >= RISE)),
        level=float(level.mean()),
        level90=_quantiles(level, 0.05, 0.95),
        change=float(change.mean()),
        change90=_quantiles(change, 0.05, 0.95),
        beta=float(beta.mean()),
        capacity_x=_quantiles(capacity, 0.2, 0.5),
    )


def _quantiles(values: Floats, low: float, high: float) -> tuple[float, float]:
    """Two quantiles, linear between order statistics (as `np.quantile`, which is slow on short vectors)."""
    ordered = np.sort(values)
    end = len(ordered) - 1
    at = np.interp([low * end, high * end], np.arange(len(ordered)), ordered)
    return float(at[0]), float(at[1])
