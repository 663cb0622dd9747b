"""What SafetyGP holds true before it sees a rating: priors, clocks, and the columns they make. Arrays only.

Pain of an exposure is a sum of effects, each a column of numbers times a weight that is normal around 0:

    y = mean + Phi w + u_day + e,   w ~ N(0, S),   u_day ~ N(0, .5^2),   e ~ N(0, sig^2 + 1/12)

Shared columns (one, load, time, three day covariates, the wander all movements have in common) come first, then for
each kind of movement with several of them what these have in common (one, load, time, their wander), then for each
movement its own (the same). Wander is a Matern-3/2 process, written with its values at knots at most `SPACING` days
apart, of which the values between follow: the variance that is lost between two knots is below .0006 of the wander's
own, which moves no probability by more than .01 (tests hold it to the dense reference). So the fit costs by the
number of movements and days, hardly by the number of tries.

Priors come from science note 2.4, which took them from the literature where it exists and from judgement where
not, and stressed them in simulation. The load slope of .8 points per doubling has no source in the literature.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

Number = TypeVar("Number", np.float64, np.int64)

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
FEW_DAYS = 2
CHANGE_DAYS = 28.0
SPACING = 8.0
"""Days between two knots of a wander, at most."""
SHARED = (VAR_PERSON, VAR_BETA_PERSON, VAR_TREND * COMMON, *(sd**2 for _, sd in COVARIATES))
"""Prior variances of the shared columns: one, load, days since the start, three covariates."""
OWN = (VAR_MOVE, VAR_BETA_MOVE, VAR_TREND * (1 - COMMON))
"""Prior variances of a movement's own columns: one, load, days since the start."""
POOLED = 0.3
"""Share of its own variances a movement has in common with the others of its kind (docs/methods/movements.md)."""
KIND_SPACING = 45.0
"""Days between two knots of the wander of a kind, at most; up to .09 of its variance is lost between two."""


def break_clock(t: Floats, days: Floats) -> Floats:
    """Days since the first exposure, with 21 days added over the first 10 days of every break of 10 or more.

    t: where the clock is read. days: sorted distinct exposure days of the movement. A break that is still going
    on at the largest `t` counts as one. De-correlates the past after a break, which widens the band.
    """
    clock = t - days[0]
    starts = days[:-1][days[1:] - days[:-1] >= BREAK_DAYS]
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


def distinct(ordered: NDArray[Number]) -> NDArray[Number]:
    """The different ones of numbers in order; `np.unique` is slow on short vectors."""
    begins = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    return ordered[begins]


def habits(y: Floats, move: Ints) -> tuple[float, float]:
    """How a person rates: share of even ratings, share of ratings that repeat the last one of the movement.

    Zeros are left out, they are even and repeat themselves for a good reason. Shrunk to what people without a habit
    show (.5 and .3) with the weight of ten ratings (own choice).
    """
    some = y > 0
    pairs = (move[1:] == move[:-1]) & some[1:]
    even = (np.count_nonzero(some & (np.rint(y) % 2 == 0)) + 5.0) / (np.count_nonzero(some) + 10.0)
    same = (np.count_nonzero(pairs & (y[1:] == y[:-1])) + 3.0) / (np.count_nonzero(pairs) + 10.0)
    return float(even), float(same)


class Wander:
    """A Matern-3/2 process between 0 and `end` days on its clock, as columns whose weights are independent.

    knots: given where few places are ever looked at, else evenly spaced.
    """

    def __init__(self, end: float, knots: Floats | None = None, spacing: float = SPACING) -> None:
        count = int(np.ceil(end / spacing)) + 1
        if knots is not None and len(knots) < count:
            self.knots, self._root = _rooted(knots)
        else:
            self.knots, self._root = _even(end, count)

    def __len__(self) -> int:
        return len(self.knots)

    def columns(self, clock: Floats) -> Floats:
        """(times, knots): the process at these times is columns @ w with w ~ N(0, 1)."""
        found: Floats = matern(clock, self.knots) @ self._root.T
        return found


def _rooted(knots: Floats) -> tuple[Floats, Floats]:
    """Knots, and what makes the values there independent."""
    return knots, np.linalg.inv(np.linalg.cholesky(matern(knots, knots) + 1e-10 * np.eye(len(knots))))


@lru_cache(maxsize=4096)
def _even(end: float, count: int) -> tuple[Floats, Floats]:
    """The same for knots evenly spaced: those of most movements are the same ones week after week."""
    return _rooted(np.linspace(0.0, end, count))


@dataclass(frozen=True, slots=True)
class Block:
    """One movement: where its rows are among the exposures and its own columns among all columns.

    days: its distinct exposure days, sorted. wander: its own, on its break clock. kind: the columns it has in common
    with the others of its kind, None where there are none.
    """

    rows: slice
    columns: slice
    days: Floats
    wander: Wander
    kind: slice | None


class Tries:
    """The exposures of the fit window, sorted by movement and time, and what they say about the weights.

    Rows keep the order they were given in where movement and day are the same. Phi is made of `shared` and, for each
    movement, `own`. rest: y minus the prior mean. day: (n,) number of the day of each row among the distinct days.
    kind: (n,) number of the kind of movement of each row, -1 where it is not known. kinds: the columns of those with
    several movements in the window.
    """

    def __init__(
        self, t: Floats, move: Ints, x: Floats, y: Floats, cov: Floats, now: float, kind: Ints | None = None
    ) -> None:
        inside = np.flatnonzero((t <= now) & (t > now - WINDOW))
        order = inside[np.lexsort((t[inside], move[inside]))]
        self.now = float(now)
        self.t, self.x, self.y, self.cov = t[order], x[order], y[order], cov[order]
        self.start = float(self.t.min()) if len(order) else self.now
        self.days, self.day = np.unique(self.t, return_inverse=True)
        self.common = Wander(self.now - self.start)
        self.sparse = Wander(self.now - self.start, spacing=KIND_SPACING)
        kind = np.full(len(t), -1) if kind is None else kind
        self.kinds: dict[int, slice] = {}
        self._weekly: dict[float, tuple[Floats, Floats, Floats]] = {}
        self.blocks = self._blocks(move[order], kind[order])
        effects = np.array([mean for mean, _ in COVARIATES])
        self.rest = self.y - MU0 - BETA0 * self.x - self.cov @ effects
        self.habits = habits(self.y, move[order])

    def _blocks(self, move: Ints, kind: Ints) -> dict[int, Block]:
        names, begins = np.unique(move, return_index=True)
        at = self._place(kind[begins])
        ends, found = [*begins[1:].tolist(), len(move)], {}
        for name, begin, end in zip(names.tolist(), begins.tolist(), ends, strict=False):
            days = distinct(self.t[begin:end])
            wander = self._wander(days)
            width = len(OWN) + len(wander)
            columns = slice(at, at + width)
            found[int(name)] = Block(
                slice(begin, end), columns, days, wander, self.kinds.get(int(kind[begin]))
            )
            at += width
        self.width = at
        return found

    def _place(self, kind: Ints) -> int:
        """Columns for the kinds with several movements; where those of the movements begin."""
        at, width = len(SHARED) + len(self.common), len(OWN) + len(self.sparse)
        for one, count in zip(*np.unique(kind[kind >= 0], return_counts=True), strict=True):
            if count > 1:
                self.kinds[int(one)] = slice(at, at + width)
                at += width
        return at

    def _wander(self, days: Floats) -> Wander:
        """Of one movement. One tried on a day or two is only looked at there, now, and a change ago."""
        if len(days) > FEW_DAYS:
            return Wander(float(break_clock(np.array([self.now]), days)[0]))
        places = np.array([*days, max(self.now - CHANGE_DAYS, days[0]), self.now])
        knots = np.unique(break_clock(places, days))
        return Wander(float(knots[-1]), knots)

    def shared(self) -> Floats:
        """Columns all movements have in common, or those of a kind (elsewhere 0), (n, shared)."""
        since, k = self.t - self.start, len(SHARED)
        first = k + len(self.common)
        out = np.zeros((len(self.t), first + len(self.kinds) * (len(OWN) + len(self.sparse))))
        out[:, 0], out[:, 1], out[:, 2], out[:, 3:k] = 1.0, self.x, since, self.cov
        out[:, k:first] = self.common.columns(since)
        for one in self.blocks.values():
            if one.kind:
                out[one.rows, one.kind] = self._columns(one.rows, self.sparse.columns(since[one.rows]))
        return out

    def own(self, one: Block) -> Floats:
        """The columns of one movement at its own rows, (rows, columns); elsewhere they are 0."""
        return self._columns(one.rows, one.wander.columns(break_clock(self.t[one.rows], one.days)))

    def _columns(self, rows: slice, wander: Floats) -> Floats:
        """One, load and days since the start at these rows, then their wander."""
        t = self.t[rows]
        return np.hstack([np.column_stack([np.ones(len(t)), self.x[rows], t - self.start]), wander])

    def weekly(self, first: float) -> tuple[Floats, Floats, Floats]:
        """Days asked about of a movement tried first on that day, and what all and its kind have in common there.

        Movements begun on the same day share them.
        """
        if first not in self._weekly:
            weeks = np.arange(max(WEEKS_BACK, int((self.now - first) // 7) + 1) + 1)
            days = np.maximum(self.now - 7.0 * weeks, first)
            since, k = days - self.start, len(SHARED)
            rows = np.zeros((len(days) + 1, k + len(self.common)))
            rows[:-1, 0], rows[:-1, 2], rows[:-1, k:] = 1.0, since, self.common.columns(since)
            rows[-1, 1] = 1.0
            self._weekly[first] = days, rows, self.sparse.columns(since)
        return self._weekly[first]

    def scales(self, amplitude: float) -> Floats:
        """Prior sd of every weight, for a wander of this size."""
        shared, own = np.sqrt(COMMON) * amplitude, np.sqrt(1 - COMMON) * amplitude
        parts = [np.sqrt(SHARED), np.full(len(self.common), shared)]
        pooled, left = np.sqrt(POOLED), np.sqrt(1 - POOLED)
        for _ in self.kinds:
            parts += [pooled * np.sqrt(OWN), np.full(len(self.sparse), pooled * own)]
        for one in self.blocks.values():
            share = left if one.kind else 1.0
            parts += [share * np.sqrt(OWN), np.full(len(one.wander), share * own)]
        return np.concatenate(parts)
