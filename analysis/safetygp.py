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

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from analysis.posterior import Posterior
from analysis.safetygrid import grid, weighted
from analysis.safetyprior import BETA0, MU0, WEEKS_BACK, WINDOW, Tries
from analysis.safetyquestions import ask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.safetygrid import Point

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

JOINT = 32
"""Movements that are fitted together at most."""
ENDS = 3
"""Tries at either end of a series whose mean pain stands for it."""
SMALL = 32
"""Columns up to which a triangular matrix is inverted as any other."""
JITTER = 1.1e-7


@lru_cache(maxsize=1)
def _normals() -> Floats:
    """The fixed normal draws: weekly levels now ... 8 weeks back, then the load slope."""
    return np.random.default_rng(12345).standard_normal((4096, WEEKS_BACK + 2))


def posteriors(
    t: Floats, move: Ints, x: Floats, y: Floats, cov: Floats, now: float, kind: Ints | None = None
) -> dict[int, Posterior]:
    """Posterior of every movement with an exposure in (now - 90, now].

    t: day number, (n,). move: movement number, (n,). x: log2 load ratio, (n,). y: pain 0-10, (n,), no NaN.
    cov: (n, 3) centred day covariates. kind: number of the kind of movement, (n,), -1 where it is not known; None: of
    none. Inputs are not changed; rows may come in any order, only those of the same movement and day must be in the
    order they were done. Where no kind has several movements it is the reference of the science note, but for knots
    instead of every day and the quantiles of 512 draws (tests/golden/safety_reference.json has what is allowed).
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
    for point, count in weighted(grid(tries)):
        mixture.add(point, _normals()[dealt : dealt + count])
        dealt += count
    return mixture.posteriors()


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

    def add(self, point: Point, normals: Floats) -> None:
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

    def _white(self, point: Point) -> Floats:
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
            # From now back, and the first day may stand there several times.
            place = np.flatnonzero(np.append(True, asked.days[1:] != asked.days[:-1]))[::-1]
            found[m] = Posterior(
                draws[at],
                asked.days[place],
                self.first[begin + place],
                sd[begin + place],
                asked.x_now,
                n=len(felt),
                first=float(block.days[0]),
                last=float(block.days[-1]),
                felt=(_mean(felt[:ENDS]), _mean(felt[-ENDS:])),
                noise=self.noise,
                wander=self.wander,
                habits=self.tries.habits,
                pooled=block.kind is not None,
            )
            begin = int(self.ends[at])
        return found


def _mean(few: Floats) -> float:
    """Of three values at most, for which NumPy's own takes long."""
    return float(sum(few.tolist()) / len(few))


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
