"""The grid over noise and size of the wander: how well each point of it explains the ratings. Arrays only.

See `safetygp` for the model; Phi'Phi, G, A and R are as named there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.safetyprior import VAR_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.safetyprior import Tries

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
DRAWS = 512


@dataclass(slots=True)
class Point:
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


def grid(tries: Tries) -> list[Point]:
    """The hyper-parameter points that can matter, noise by noise as the draws are dealt.

    From the middle of the grid on, the neighbours of every point that is not negligible beside the best one are worked
    out: the evidence has one hill, so what lies behind a negligible point is negligible too.
    """
    fit = Fit(tries)
    found: dict[tuple[int, int], Point] = {}
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


class Fit:
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

    def point(self, sigma: int, amplitude: int) -> Point:
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
        return Point(*place, scales[:-1], factor[:-1, :-1], white, float(evidence))


def _starts(day: Ints) -> Ints:
    """Where each day begins once the rows are sorted by day."""
    return np.concatenate([[0], np.cumsum(np.bincount(day))[:-1]])


def weighted(points: list[Point]) -> list[tuple[Point, int]]:
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
