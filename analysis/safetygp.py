"""SafetyGP: exact Gaussian posterior of load- and day-adjusted pain per movement. Arrays only.

The model (science note 2.4) for exposure i of movement m at day t with load x = log2(load / reference load) and
centred day covariates c (rest pain, sleep quality, stress; 0 where missing):

    y_i = 4 + a + b_m + g_m(t) + d_m (t - t_0) + beta_m x + sum_k gam_k c_k + u_day + e,  e ~ N(0, sig^2 + 1/12)

Movements of one kind have a part of what is their own in common (`safetyprior.POOLED`; own addition to the note). All
terms are Gaussian, so the level of each movement has an exact posterior; sig and the size of g are averaged over a
4 x 4 grid by marginal likelihood. There is no sampler and no optimiser: the 512 normal draws that turn the posterior
into state probabilities come from a fixed seed, so the same data give the same answer.

Effects are columns with independent weights (`safetyprior`), so the fit is a linear regression with a known prior.
The day effects are taken out first, each day being its own (their prior is diagonal): with v = sig^2 + 1/12 and
q_d = .25 / (v + .25 n_d) for a day with n_d tries of column sums s_d,

    G = (Phi'Phi - sum_d q_d s_d s_d') / v,   A = I + R G R   (R: prior sds),   w | y ~ N(R A^-1 R g, R A^-1 R),

g being G's last column when the ratings stand behind the columns. Phi'Phi does not depend on the grid.

Not handled: rating habits that drift, tries that were left out because they would have hurt.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from analysis.safetyprior import BETA0, MU0, VAR_DAY, WEEKS_BACK, WINDOW, Tries, ask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ROUNDING = 1 / 12
"""Variance that rounding to whole numbers adds."""
SIGMAS = ((0.7, 0.2), (1.0, 0.4), (1.35, 0.3), (1.8, 0.1))
AMPLITUDES = ((0.5, 0.15), (1.0, 0.35), (1.7, 0.35), (2.6, 0.15))
NEGLIGIBLE = 0.02
"""Grid points below this posterior weight are dropped."""
MARGIN = 1.0
"""Log evidence by which a point may be below that and still have its neighbours looked at."""
STEPS = ((-1, 0), (1, 0), (0, -1), (0, 1))
JOINT = 32
"""Movements that are fitted together at most."""
CHANGE_WEEKS = 4
ENDS = 3
"""Tries at either end of a series whose mean pain stands for it."""
DRAWS = 512
SMALL = 32
"""Columns up to which a triangular matrix is inverted as any other."""
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


def posteriors(
    t: Floats, move: Ints, x: Floats, y: Floats, cov: Floats, now: float, kind: Ints | None = None
) -> dict[int, Posterior]:
    """Posterior of every movement with an exposure in (now - 90, now].

    t: day number, (n,). move: movement number, (n,). x: log2 load ratio, (n,). y: pain 0-10, (n,), no NaN.
    cov: (n, 3) centred day covariates. kind: number of the kind of movement, (n,), -1 where it is not known; None: of
    none. Inputs are not changed; rows may come in any order, only those of the same movement and day must be in the
    order they were done. Equal to the reference of the science note to 1e-6 (tests/golden/safety_reference.json)
    where no kind has several movements.
    """
    columns = (t.astype(float), x.astype(float), y.astype(float), cov.astype(float))
    found: dict[int, Posterior] = {}
    for group in _groups(move, (t <= now) & (t > now - WINDOW)):
        days, load, pain, state = (one[group] for one in columns)
        of = None if kind is None else kind[group]
        found |= _together(Tries(days, move[group], load, pain, state, now, of))
    return {m: found[m] for m in sorted(found)}


def _groups(move: Ints, inside: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """Rows to fit together: all of them, or where a diary has more names than `JOINT` those with the most tries first.

    What movements have in common is then learned in each group anew; the cost stays linear in the names.
    """
    names, counts = np.unique(move[inside], return_counts=True)
    ordered = names[np.lexsort((names, -counts))]
    return [
        np.flatnonzero(inside & np.isin(move, ordered[at : at + JOINT]))
        for at in range(0, len(ordered), JOINT)
    ]


def _together(tries: Tries) -> dict[int, Posterior]:
    """The posteriors of movements that are fitted together."""
    if not tries.blocks:
        return {}
    mixture = _Mixture(tries)
    dealt = 0
    for point, count in _weighted(_grid(tries)):
        mixture.add(point, _normals()[dealt : dealt + count])
        dealt += count
    return mixture.posteriors()


@dataclass(slots=True)
class _Point:
    """One grid point at (sigma, amplitude). scales: R. factor: L, lower, A = L L'. white: L^-1 R g. evidence: log
    marginal likelihood with the prior weight. weight: its share once all are known.
    """

    sigma: float
    amplitude: float
    scales: Floats
    factor: Floats
    white: Floats
    evidence: float
    weight: float = 0.0


def _grid(tries: Tries) -> list[_Point]:
    """The hyper-parameter points that can matter, noise by noise as the draws are dealt.

    From the middle of the grid on, the neighbours of every point that is not negligible beside the best one are worked
    out: the evidence has one hill, so what lies behind a negligible point is negligible too.
    """
    fit = _Fit(tries)
    found: dict[tuple[int, int], _Point] = {}
    wanted = [(1, 1)]
    while wanted:
        for at in wanted:
            found[at] = fit.point(*at)
        least = max(one.evidence for one in found.values()) + np.log(NEGLIGIBLE) - MARGIN
        near = {
            (s + ds, a + da) for (s, a), one in found.items() if one.evidence >= least for ds, da in STEPS
        }
        inside = {(s, a) for s, a in near if 0 <= s < len(SIGMAS) and 0 <= a < len(AMPLITUDES)}
        wanted = sorted(inside - found.keys())
    return [found[at] for at in sorted(found)]


class _Fit:
    """What all points share: Phi'Phi with the ratings as last column, and the sums of the days.

    A movement's own columns are 0 in the rows of the others, so only what they share with the common columns and with
    themselves is worked out.
    """

    def __init__(self, tries: Tries) -> None:
        common = np.column_stack([tries.shared(), tries.rest])
        every, k = tries.width + 1, common.shape[1] - 1
        self.size = len(common)
        self.counts = np.bincount(tries.day)
        self.whole = np.zeros((every, every))
        self.sums = np.zeros((len(self.counts), every))
        ends = np.append(np.arange(k), every - 1)
        self.whole[np.ix_(ends, ends)] = common.T @ common
        order = np.argsort(tries.day, kind="stable")
        self.sums[:, ends] = np.add.reduceat(common[order], _starts(tries.day), axis=0)
        for block in tries.blocks.values():
            own, day = tries.own(block), tries.day[block.rows]
            self.whole[block.columns, block.columns] = own.T @ own
            across = common[block.rows].T @ own
            self.whole[:k, block.columns], self.whole[-1, block.columns] = across[:-1], across[-1]
            self.whole[block.columns, :k], self.whole[block.columns, -1] = across[:-1].T, across[-1]
            begins = np.flatnonzero(np.diff(day, prepend=-1))
            self.sums[day[begins], block.columns] = np.add.reduceat(own, begins, axis=0)
        self.scales = [np.append(tries.scales(amplitude), 1.0) for amplitude, _ in AMPLITUDES]
        self._noisy: dict[int, tuple[Floats, float]] = {}

    def noisy(self, at: int) -> tuple[Floats, float]:
        """G at one noise level, and half the log determinant of the noise with the day effects."""
        if at not in self._noisy:
            noise = SIGMAS[at][0] ** 2 + ROUNDING
            shares = VAR_DAY / (noise + VAR_DAY * self.counts)
            days = self.sums * np.sqrt(shares)[:, None]
            gram = (self.whole - days.T @ days) / noise
            log_det = (self.size * np.log(noise) + np.log1p(self.counts * VAR_DAY / noise).sum()) / 2
            self._noisy[at] = gram, float(log_det)
        return self._noisy[at]

    def point(self, sigma: int, amplitude: int) -> _Point:
        """Evidence by one Cholesky of A with the pull as its last row: the corner keeps the quadratic form."""
        gram, log_det = self.noisy(sigma)
        scales = self.scales[amplitude]
        whole = gram * scales
        whole *= scales[:, None]
        corner = whole[-1, -1]
        # The corner only has to be large enough for a real root; the last row does not depend on it.
        whole[-1, -1] = corner + 1.0
        np.einsum("ii->i", whole)[:-1] += 1.0
        factor = np.linalg.cholesky(whole)
        white = factor[-1, :-1]
        evidence = np.log(SIGMAS[sigma][1] * AMPLITUDES[amplitude][1]) - log_det
        evidence -= (corner - white @ white) / 2 + np.log(np.diag(factor)[:-1]).sum()
        place = SIGMAS[sigma][0], AMPLITUDES[amplitude][0]
        return _Point(*place, scales[:-1], factor[:-1, :-1], white, float(evidence))


def _starts(day: Ints) -> Ints:
    """Where each day begins once the rows are sorted by day."""
    return np.concatenate([[0], np.cumsum(np.bincount(day))[:-1]])


def _weighted(points: list[_Point]) -> list[tuple[_Point, int]]:
    """The grid points that matter, with their posterior weight, and the number of draws each is dealt."""
    evidence = np.array([point.evidence for point in points])
    weights = np.exp(evidence - evidence.max())
    weights /= weights.sum()
    weights[weights < NEGLIGIBLE] = 0
    weights /= weights.sum()
    counts = np.floor(weights * DRAWS + 0.5)
    kept = []
    for point, weight, count in zip(points, weights, counts, strict=True):
        if weight:
            point.weight = float(weight)
            kept.append((point, int(count)))
    return kept


class _Mixture:
    """Draws and moments of all movements of a fit, gathered over the grid points.

    The questions stand below each other, one movement after the other; the last of each is the load slope.
    """

    def __init__(self, tries: Tries) -> None:
        self.tries = tries
        self.asked = [ask(tries, block) for block in tries.blocks.values()]
        sizes = np.array([len(one.own) for one in self.asked])
        self.ends = np.cumsum(sizes)
        self.slope = np.repeat(self.ends - 1, sizes)
        self.shared = np.vstack([one.shared for one in self.asked])
        self.prior = np.full(len(self.slope), MU0)
        self.prior[self.ends - 1] = BETA0
        self.x_now = np.repeat([one.x_now for one in self.asked], sizes)
        self.drawn = (self.ends - sizes)[:, None] + np.arange(WEEKS_BACK + 2)
        self.drawn[:, -1] = self.ends - 1
        self.draws: list[Floats] = []
        self.first, self.second = np.zeros((2, len(self.slope)))
        self.noise = self.wander = 0.0

    def add(self, point: _Point, normals: Floats) -> None:
        """Take in one grid point: its share of the draws, its weight in the band."""
        weight = point.weight
        self.noise += weight * point.sigma
        self.wander += weight * point.amplitude
        rows = self._white(point)
        mean = self.prior + rows @ point.white
        some = rows[self.drawn]
        inner = some @ some.transpose(0, 2, 1) + JITTER * np.eye(WEEKS_BACK + 2)
        root = np.linalg.cholesky(inner)
        self.draws.append(mean[self.drawn][:, None] + normals @ root.transpose(0, 2, 1))
        level = mean + self.x_now * mean[self.slope]
        rows += self.x_now[:, None] * rows[self.slope]
        self.first += weight * level
        self.second += weight * (np.einsum("ij,ij->i", rows, rows) + level**2)

    def _white(self, point: _Point) -> Floats:
        """The questions times R L^-T: answers have the mean of these rows times `white`, and their products as
        covariances.
        """
        inverse = point.scales[:, None] * _inverse(point.factor).T
        rows: Floats = self.shared @ inverse[: self.shared.shape[1]]
        begin = 0
        for one, block, end in zip(self.asked, self.tries.blocks.values(), self.ends.tolist(), strict=True):
            rows[begin:end] += one.own @ inverse[block.columns]
            if one.kind is not None and block.kind is not None:
                rows[begin:end] += one.kind @ inverse[block.kind]
            begin = end
        return rows

    def posteriors(self) -> dict[int, Posterior]:
        """The mixture over the grid."""
        draws = np.concatenate(self.draws, axis=1)
        sd = np.sqrt(np.maximum(self.second - self.first**2, 0))
        found, begin = {}, 0
        for at, (m, block) in enumerate(self.tries.blocks.items()):
            asked, felt = self.asked[at], self.tries.y[block.rows]
            days, place = np.unique(asked.days, return_index=True)
            found[m] = Posterior(
                draws[at],
                days,
                self.first[begin + place],
                sd[begin + place],
                asked.x_now,
                n=len(felt),
                first=float(block.days[0]),
                last=float(block.days[-1]),
                felt=(float(felt[:ENDS].mean()), float(felt[-ENDS:].mean())),
                noise=self.noise,
                wander=self.wander,
                habits=self.tries.habits,
                pooled=block.kind is not None,
            )
            begin = int(self.ends[at])
        return found


def _inverse(lower: Floats) -> Floats:
    """Inverse of a lower triangular matrix by halves; NumPy itself has only the one of any matrix, six times slower."""
    size = len(lower)
    if size <= SMALL:
        return np.asarray(np.linalg.inv(lower), dtype=float)
    half = size // 2
    out = np.zeros((size, size))
    out[:half, :half], out[half:, half:] = _inverse(lower[:half, :half]), _inverse(lower[half:, half:])
    out[half:, :half] = -out[half:, half:] @ (lower[half:, :half] @ out[:half, :half])
    return out


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
