"""SafetyGP: exact Gaussian posterior of load- and day-adjusted pain per movement. Arrays only.

The model (science note 2.4) for exposure i of movement m at day t with load x = log2(load / reference load) and
centred day covariates c (rest pain, sleep quality, stress; 0 where missing):

    y_i = 4 + a + b_m + g_m(t) + d_m (t - t_0) + beta_m x + sum_k gam_k c_k + u_day + e,  e ~ N(0, sig^2 + 1/12)

All terms are Gaussian, so the level of each movement has an exact posterior; sig and the size of g are averaged
over a 4 x 4 grid by marginal likelihood. There is no sampler and no optimiser: the 512 normal draws that turn the
posterior into state probabilities come from a fixed seed, so the same data give the same answer.

Priors and grids come from the science note, which took them from the literature where it exists and from
judgement where not, and stressed them in simulation. Not handled: rating habits that drift, tries that were left
out because they would have hurt.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MU0 = 4.0
VAR_PERSON, VAR_MOVE = 1.2**2, 1.8**2
BETA0, VAR_BETA_PERSON, VAR_BETA_MOVE = 0.8, 0.30**2, 0.35**2
COVARIATES = ((0.6, 0.3), (-0.15, 0.15), (0.15, 0.15))
"""Prior mean and sd of the effect of rest pain (per point), sleep quality and stress (per sd)."""
VAR_DAY = 0.5**2
VAR_TREND = 0.03**2
COMMON = 0.2
"""Share of drift and wander that all movements of a person have in common."""
LENGTH = 60.0
BREAK_DAYS, BREAK_EXTRA = 10.0, 21.0
ROUNDING = 1 / 12
"""Variance that rounding to whole numbers adds."""
SIGMAS = ((0.7, 0.2), (1.0, 0.4), (1.35, 0.3), (1.8, 0.1))
AMPLITUDES = ((0.5, 0.15), (1.0, 0.35), (1.7, 0.35), (2.6, 0.15))
NEGLIGIBLE = 0.02
"""Grid points below this posterior weight are dropped."""
WINDOW = 90
"""Days of exposures that enter the fit."""
WEEKS_BACK = 8
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

    draws: (512, 10) joint draws of the level at reference load now, 7, ..., 56 days ago and of the load slope.
    grid/mean/sd: days (same unit as `t`) and moments of the level at the load trained now.
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
class _Weighted:
    """One grid point kept: amplitude, factor of the covariance, whitened residual, weight, number of draws."""

    amplitude: float
    factor: Any
    residual: Floats
    weight: float
    count: int


def break_clock(t: Floats, days: Floats) -> Floats:
    """Days since the first exposure, with 21 days added over the first 10 days of every break of 10 or more.

    t: where the clock is read. days: sorted distinct exposure days of the movement. A break that is still going
    on at the largest `t` counts as one. De-correlates the past after a break, which widens the band.
    """
    clock = t - days[0]
    starts = days[:-1][np.diff(days) >= BREAK_DAYS]
    if t.max() - days[-1] >= BREAK_DAYS:
        starts = np.append(starts, days[-1])
    for start in starts:
        clock = clock + BREAK_EXTRA * np.clip((t - start) / BREAK_DAYS, 0, 1)
    return clock


def _matern(a: Floats, b: Floats) -> Floats:
    """Matern-3/2 correlation with length 60 days between two sets of times."""
    distance = np.abs(a[:, None] - b[None]) * (np.sqrt(3.0) / LENGTH)
    return (1 + distance) * np.exp(-distance)


class _Data:
    """The exposures of the fit window, sorted by movement and time, and what depends on them alone."""

    def __init__(self, t: Floats, move: Ints, x: Floats, y: Floats, cov: Floats, now: float) -> None:
        inside = np.flatnonzero((t <= now) & (t > now - WINDOW))
        order = inside[np.lexsort((t[inside], move[inside]))]
        self.t, self.move, self.x, self.y, self.cov = (v[order] for v in (t, move, x, y, cov))
        self.now = now
        self.start = float(self.t.min()) if len(order) else now
        movements, begins = np.unique(self.move, return_index=True)
        ends = np.append(begins[1:], len(order))[: len(begins)]
        self.rows = {int(m): slice(*ab) for m, *ab in zip(movements, begins, ends, strict=True)}
        self.days = {m: np.unique(self.t[mine]) for m, mine in self.rows.items()}
        self.clock = np.zeros(len(order))
        for m, mine in self.rows.items():
            self.clock[mine] = break_clock(self.t[mine], self.days[m])

    def residual(self) -> Floats:
        """Ratings minus the prior mean."""
        effects = self.cov @ np.array([mean for mean, _ in COVARIATES])
        return np.asarray(self.y - (MU0 + BETA0 * self.x + effects))

    def covariance(self) -> tuple[Floats, Floats]:
        """Prior covariance of the exposures without and per unit of amplitude squared."""
        since, one = self.t - self.start, np.ones_like(self.t)
        spread = [VAR_PERSON**0.5 * one, VAR_BETA_PERSON**0.5 * self.x, (VAR_TREND * COMMON) ** 0.5 * since]
        shared = np.column_stack([*spread, self.cov * [sd for _, sd in COVARIATES]])
        days, at = np.unique(self.t, return_inverse=True)
        fixed = shared @ shared.T + (VAR_DAY * np.eye(len(days)))[np.ix_(at, at)]
        wander = (COMMON * _matern(days, days))[np.ix_(at, at)]
        for mine in self.rows.values():
            x, t, clock = self.x[mine], since[mine], self.clock[mine]
            fixed[mine, mine] += VAR_MOVE + VAR_BETA_MOVE * np.outer(x, x)
            fixed[mine, mine] += VAR_TREND * (1 - COMMON) * np.outer(t, t)
            wander[mine, mine] += (1 - COMMON) * _matern(clock, clock)
        return fixed, wander


@dataclass(frozen=True, slots=True)
class _Questions:
    """Test vectors of one movement: `weeks` weekly levels from now back, then the load slope.

    fixed/wander: covariance of the rows with the exposures; inner_*: among themselves.
    """

    fixed: Floats
    wander: Floats
    inner_fixed: Floats
    inner_wander: Floats
    days: Floats
    x_now: float


def _ask(data: _Data, movement: int) -> _Questions:
    """The questions about one movement; times before its first exposure are clamped to it."""
    mine, first = data.rows[movement], data.days[movement][0]
    weeks = np.arange(max(WEEKS_BACK, int((data.now - first) // 7) + 1) + 1)
    days = np.maximum(data.now - 7.0 * weeks, first)
    clock = break_clock(days, data.days[movement])
    since, when = data.t - data.start, days - data.start
    k = len(days)
    fixed, wander = np.empty((k + 1, len(data.t))), np.zeros((k + 1, len(data.t)))
    fixed[:k] = VAR_PERSON + VAR_TREND * COMMON * np.outer(when, since)
    fixed[:k, mine] += VAR_MOVE + VAR_TREND * (1 - COMMON) * np.outer(when, since[mine])
    fixed[k] = VAR_BETA_PERSON * data.x
    fixed[k, mine] += VAR_BETA_MOVE * data.x[mine]
    wander[:k] = COMMON * _matern(when, since)
    wander[:k, mine] += (1 - COMMON) * _matern(clock, data.clock[mine])
    inner_fixed, inner_wander = np.zeros((k + 1, k + 1)), np.zeros((k + 1, k + 1))
    inner_fixed[:k, :k] = VAR_PERSON + VAR_MOVE + VAR_TREND * np.outer(when, when)
    inner_fixed[k, k] = VAR_BETA_PERSON + VAR_BETA_MOVE
    inner_wander[:k, :k] = COMMON * _matern(when, when) + (1 - COMMON) * _matern(clock, clock)
    return _Questions(fixed, wander, inner_fixed, inner_wander, days, float(np.median(data.x[mine][-3:])))


def _grid_fit(data: _Data) -> list[_Weighted]:
    """Exact fits at the 16 hyper-parameter points, weighted by marginal likelihood; negligible ones dropped.

    A matrix whose point is already hopeless is used again for the next one: most of the time would otherwise go
    into fetching fresh memory.
    """
    fixed, wander = data.covariance()
    residual = data.residual()
    evidences = np.full((len(SIGMAS), len(AMPLITUDES)), -np.inf)
    kept: dict[tuple[int, int], tuple[Any, Floats]] = {}
    spare: list[Floats] = []
    for column, (amplitude, prior_a) in enumerate(AMPLITUDES):
        base = fixed + amplitude**2 * wander
        for row, (sigma, prior_s) in enumerate(SIGMAS):
            matrix = spare.pop() if spare else np.empty_like(base)
            np.copyto(matrix, base)
            np.einsum("ii->i", matrix)[:] += sigma**2 + ROUNDING
            kept[row, column] = factor, white = _factorise(matrix, residual)
            log_factor = np.log(np.einsum("ii->i", factor)).sum()
            evidences[row, column] = -0.5 * white @ white - log_factor + np.log(prior_s * prior_a)
            hopeless = evidences < evidences.max() + np.log(NEGLIGIBLE)
            spare += [kept.pop(at)[0].T for at in list(kept) if hopeless[at]]
    return _weigh(evidences, kept)


def _factorise(matrix: Floats, residual: Floats) -> tuple[Any, Floats]:
    """Lower Cholesky factor (in the memory of the symmetric `matrix`) and the whitened residual."""
    from scipy.linalg import lapack

    factor, failed = lapack.dpotrf(matrix.T, lower=1, clean=0, overwrite_a=1)
    if failed:
        raise np.linalg.LinAlgError("covariance is not positive definite")
    return factor, lapack.dtrtrs(factor, residual, lower=1)[0]


def _weigh(evidences: Floats, kept: dict[tuple[int, int], tuple[Any, Floats]]) -> list[_Weighted]:
    """Posterior weights of the grid points and the number of draws each is dealt, sigma by sigma."""
    weights = np.exp(evidences - evidences.max())
    weights /= weights.sum()
    weights[weights < NEGLIGIBLE] = 0
    weights /= weights.sum()
    counts = np.floor(weights * DRAWS + 0.5).astype(int)
    return [
        _Weighted(
            AMPLITUDES[column][0], *kept[row, column], float(weights[row, column]), int(counts[row, column])
        )
        for row, column in np.argwhere(weights > 0)
    ]


def posteriors(t: Floats, move: Ints, x: Floats, y: Floats, cov: Floats, now: float) -> dict[int, Posterior]:
    """Posterior of every movement with an exposure in (now - 90, now].

    t: day number, (n,). move: movement number, (n,). x: log2 load ratio, (n,). y: pain 0-10, (n,), no NaN.
    cov: (n, 3) centred day covariates. Inputs are not changed; rows may come in any order, only those of the
    same movement and day must be in the order they were done. Equal to the reference of the science note to
    1e-6 (tests/golden/safety_reference.json).
    """
    data = _Data(t.astype(float), move, x.astype(float), y.astype(float), cov.astype(float), now)
    if not data.rows:
        return {}
    asked = {m: _ask(data, m) for m in data.rows}
    parts = {m: _Parts() for m in asked}
    dealt = 0
    for fit in _grid_fit(data):
        for m, solved in _solve(fit, asked).items():
            parts[m].add(fit, asked[m], solved, dealt)
        dealt += fit.count
    return {m: parts[m].posterior(asked[m], data, m) for m in asked}


def _solve(fit: _Weighted, asked: dict[int, _Questions]) -> dict[int, Floats]:
    """Whitened test vectors of all movements by one triangular solve; columns are the rows of the questions."""
    from scipy.linalg import lapack

    rows = np.vstack([one.fixed + fit.amplitude**2 * one.wander for one in asked.values()])
    solved, _ = lapack.dtrtrs(fit.factor, rows.T, lower=1, overwrite_b=1)
    cuts = np.cumsum([len(one.fixed) for one in asked.values()])[:-1]
    return dict(zip(asked, np.split(solved, cuts, axis=1), strict=True))


class _Parts:
    """Draws and moments of one movement, gathered over the grid points."""

    def __init__(self) -> None:
        self.draws: list[Floats] = []
        self.first: Floats | float = 0.0
        self.second: Floats | float = 0.0

    def add(self, fit: _Weighted, asked: _Questions, solved: Floats, dealt: int) -> None:
        """Take in one grid point: its share of the draws, its weight in the band."""
        k = len(asked.days)
        prior = np.append(np.full(k, MU0), BETA0)
        mean = solved.T @ fit.residual + prior
        inner = asked.inner_fixed + fit.amplitude**2 * asked.inner_wander - solved.T @ solved
        take = np.append(np.arange(WEEKS_BACK + 1), k)
        root = np.linalg.cholesky(inner[np.ix_(take, take)] + JITTER * np.eye(len(take)))
        self.draws.append(mean[take] + _normals()[dealt : dealt + fit.count] @ root.T)
        level = mean[:k] + asked.x_now * mean[k]
        variance = np.diag(inner)[:k] + 2 * asked.x_now * inner[:k, k] + asked.x_now**2 * inner[k, k]
        self.first = self.first + fit.weight * level
        self.second = self.second + fit.weight * (np.maximum(variance, 0) + level**2)

    def posterior(self, asked: _Questions, data: _Data, movement: int) -> Posterior:
        """The mixture over the grid."""
        mean = np.asarray(self.first)
        sd = np.sqrt(np.maximum(np.asarray(self.second) - mean**2, 0))
        days, at = np.unique(asked.days, return_index=True)
        mine = data.rows[movement]
        return Posterior(
            np.vstack(self.draws),
            days,
            mean[at],
            sd[at],
            asked.x_now,
            mine.stop - mine.start,
            float(data.days[movement][-1]),
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
        level90=_interval(level),
        change=float(change.mean()),
        change90=_interval(change),
        beta=float(beta.mean()),
        capacity_x=(float(np.quantile(capacity, 0.2)), float(np.quantile(capacity, 0.5))),
    )


def _interval(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, [0.05, 0.95])
    return float(low), float(high)
