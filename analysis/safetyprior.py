"""What SafetyGP holds true before it sees a rating: priors, clocks, covariances. Arrays only.

The covariance of two exposures splits into what all movements share and what one movement has of its own:

    K + noise = D + F C F'

D has one block per movement (its own level, load slope, drift, wander and the noise). F holds six columns (one,
load, time, three day covariates) and one column per day (the day effect and the wander in common); C is their
prior covariance. The split is exact; it is what keeps the fit small (see `safetygp`).

Priors come from science note 2.4, which took them from the literature where it exists and from judgement where
not, and stressed them in simulation. The load slope of .8 points per doubling has no source in the literature.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
WINDOW = 90
"""Days of exposures that enter the fit."""
WEEKS_BACK = 8
SHARED = (VAR_PERSON, VAR_BETA_PERSON, VAR_TREND * COMMON, *(sd**2 for _, sd in COVARIATES))
"""Prior variances of the shared columns: one, load, days since the start, three covariates."""


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
    return np.asarray(clock)


def matern(a: Floats, b: Floats) -> Floats:
    """Matern-3/2 correlation with length 60 days between two sets of times."""
    distance = np.abs(a[:, None] - b[None]) * (np.sqrt(3.0) / LENGTH)
    correlation: Floats = (1 + distance) * np.exp(-distance)
    return correlation


@dataclass(frozen=True, slots=True)
class Block:
    """The exposures of one movement, in time order.

    rows: where they are in `Tries`. at: number of each one's day among all days; days, starts: the distinct day
    numbers and where each begins. fixed, wander: own covariance without and per unit of amplitude squared.
    """

    rows: slice
    at: Ints
    days: Ints
    starts: Ints
    t: Floats
    clock: Floats
    fixed: Floats
    wander: Floats


class Tries:
    """The exposures of the fit window, sorted by movement and time.

    days: distinct days of all of them. columns: (n, 6), the shared columns of F in the order of `SHARED`.
    """

    def __init__(self, t: Floats, move: Ints, x: Floats, y: Floats, cov: Floats, now: float) -> None:
        inside = np.flatnonzero((t <= now) & (t > now - WINDOW))
        order = inside[np.lexsort((t[inside], move[inside]))]
        self.now = float(now)
        self.t, self.x, self.y, self.cov = t[order], x[order], y[order], cov[order]
        self.start = float(self.t.min()) if len(order) else self.now
        self.days, at = np.unique(self.t, return_inverse=True)
        since = self.t - self.start
        self.columns = np.column_stack([np.ones(len(order)), self.x, since, self.cov])
        movements, begins = np.unique(move[order], return_index=True)
        ends = [*begins[1:], len(order)]
        self.blocks = {
            int(m): self._block(slice(int(a), int(b)), at[a:b])
            for m, a, b in zip(movements, begins, ends, strict=False)
        }

    def _block(self, rows: slice, at: Ints) -> Block:
        t, x = self.t[rows], self.x[rows]
        days, starts = np.unique(at, return_index=True)
        clock, since = break_clock(t, self.days[days]), t - self.start
        fixed = VAR_MOVE + VAR_BETA_MOVE * np.outer(x, x) + VAR_TREND * (1 - COMMON) * np.outer(since, since)
        return Block(rows, at, days, starts, t, clock, fixed, (1 - COMMON) * matern(clock, clock))

    def residual(self) -> Floats:
        """Ratings minus the prior mean."""
        effects = self.cov @ np.array([mean for mean, _ in COVARIATES])
        rest: Floats = self.y - (MU0 + BETA0 * self.x + effects)
        return rest

    def shared_root(self, amplitude: float) -> Floats:
        """Lower Cholesky factor of C, the prior covariance of the columns of F."""
        k, d = len(SHARED), len(self.days)
        root = np.zeros((k + d, k + d))
        np.einsum("ii->i", root)[:k] = np.sqrt(SHARED)
        wander = COMMON * amplitude**2 * matern(self.days, self.days)
        root[k:, k:] = np.linalg.cholesky(VAR_DAY * np.eye(d) + wander)
        return root


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked about one movement: weekly levels from now back, then the load slope.

    shared_*: (rows, columns of F), own_*: (rows, exposures of the movement); together, as shared @ F' + own, the
    covariance with the exposures. inner_*: covariance among themselves. *_fixed without, *_wander per unit of
    amplitude squared. days: of the levels; times before the first exposure are clamped to it. x_now: median x
    of the last three exposures.
    """

    shared_fixed: Floats
    shared_wander: Floats
    own_fixed: Floats
    own_wander: Floats
    inner_fixed: Floats
    inner_wander: Floats
    days: Floats
    x_now: float


def ask(tries: Tries, block: Block) -> Questions:
    """The questions about one movement, at least eight weeks back and as far as its tries go."""
    first, k = block.t[0], len(SHARED)
    weeks = np.arange(max(WEEKS_BACK, int((tries.now - first) // 7) + 1) + 1)
    days = np.maximum(tries.now - 7.0 * weeks, first)
    clock = break_clock(days, tries.days[block.days])
    when, count = days - tries.start, len(days)
    shared_fixed = np.zeros((count + 1, k + len(tries.days)))
    shared_fixed[:count, 0] = VAR_PERSON
    shared_fixed[:count, 2] = VAR_TREND * COMMON * when
    shared_fixed[count, 1] = VAR_BETA_PERSON
    shared_wander = np.zeros_like(shared_fixed)
    shared_wander[:count, k:] = COMMON * matern(days, tries.days)
    own_fixed = np.zeros((count + 1, len(block.t)))
    own_fixed[:count] = VAR_MOVE + VAR_TREND * (1 - COMMON) * np.outer(when, block.t - tries.start)
    own_fixed[count] = VAR_BETA_MOVE * tries.x[block.rows]
    own_wander = np.zeros_like(own_fixed)
    own_wander[:count] = (1 - COMMON) * matern(clock, block.clock)
    inner_fixed, inner_wander = np.zeros((count + 1, count + 1)), np.zeros((count + 1, count + 1))
    inner_fixed[:count, :count] = VAR_PERSON + VAR_MOVE + VAR_TREND * np.outer(when, when)
    inner_fixed[count, count] = VAR_BETA_PERSON + VAR_BETA_MOVE
    inner_wander[:count, :count] = COMMON * matern(days, days) + (1 - COMMON) * matern(clock, clock)
    return Questions(
        *(shared_fixed, shared_wander, own_fixed, own_wander, inner_fixed, inner_wander, days),
        x_now=float(np.median(tries.x[block.rows][-3:])),
    )
