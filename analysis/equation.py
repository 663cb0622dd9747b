"""The columns of one joint regression: as normal scores for the test, in natural units for the effect."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.gls import Problem
from analysis.scores import fence, normal_scores, standardise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.gls import Array, Mask
    from analysis.lagged import Diary, Link

SINGULAR = 1e-8
"""Smallest eigenvalue of the correlation matrix of a design that can still be solved."""


@dataclass(frozen=True, eq=False)
class Equation:
    """One joint regression; its two designs are made when they are asked for.

    links: the factors; column 1 + i of both designs belongs to `links[i]`. used: (T,) days. raw: (n, links) values and
    pain (n,) of the used days. rest: trend, weekend, medication (n,), centred.
    """

    links: tuple[Link, ...]
    used: Mask
    raw: Array
    pain: Array
    rest: tuple[Array, ...]
    with_medication: bool

    @property
    def n(self) -> int:
        """Number of days used."""
        return len(self.pain)

    def column(self, link: Link) -> int:
        """Where the coefficient of `link` stands."""
        return 1 + [(one.factor, one.lag) for one in self.links].index((link.factor, link.lag))

    @cached_property
    def scores(self) -> Problem:
        """The test: normal scores of pain and factors."""
        return self._problem([_scored(values) for values in self.raw.T], _scored(self.pain))

    @cached_property
    def natural(self) -> Problem:
        """The effect: standardised values; `x_scale` and `y_scale` lead back to raw units."""
        return self._problem([_centred(values) for values in self._inside.T], _centred(self.pain))

    @cached_property
    def _inside(self) -> Array:
        """Values far outside a factor's range (`scores.fence`) at its edge: one slip of the pen is no slope.

        Ranks do not mind them.
        """
        return np.column_stack([np.clip(values, *fence(values)) for values in self.raw.T])

    @cached_property
    def x_mean(self) -> Array:
        """(links,) mean of each factor."""
        return np.asarray(self._inside.mean(0))

    @cached_property
    def x_scale(self) -> Array:
        """(links,) standard deviation of each factor."""
        return np.asarray(self._inside.std(0))

    @cached_property
    def y_mean(self) -> float:
        """Mean pain."""
        return float(self.pain.mean())

    @cached_property
    def y_scale(self) -> float:
        """Standard deviation of pain."""
        return float(self.pain.std())

    @property
    def solvable(self) -> bool:
        """Whether both designs are."""
        return solvable(self.scores) and solvable(self.natural)

    def _problem(self, factors: list[Array], outcome: Array) -> Problem:
        design = np.zeros((len(self.used), 1 + len(factors) + len(self.rest)))
        design[self.used] = np.column_stack([np.ones(self.n), *factors, *self.rest])
        y = np.zeros(len(self.used))
        y[self.used] = outcome
        return Problem(y, design, self.used)


def equation(diary: Diary, links: Sequence[Link], used: Mask, *, medication: bool = False) -> Equation:
    """Pain on all `links`, trend, weekend and, if wanted, medication, on the days `used`."""
    rest = [_centred(np.flatnonzero(used).astype(float))]
    if np.ptp(diary.weekend[used]) > 0:  # someone who logs on weekdays only has no weekend to take out
        rest.append(diary.weekend[used] - diary.weekend[used].mean())
    if medication:
        rest.append(diary.medication[used] - diary.medication[used].mean())
    raw = np.column_stack([link.values[used] for link in links])
    return Equation(tuple(links), used, raw, diary.pain[used], tuple(rest), medication)


def solvable(problem: Problem) -> bool:
    """Whether no column is constant or a mixture of the others, and the outcome varies."""
    columns = problem.design[problem.used, 1:]
    size = np.sqrt((columns**2).mean(0))
    if (size == 0).any() or not problem.y.any():
        return False
    columns = columns / size
    return bool(np.linalg.eigvalsh(columns.T @ columns / len(columns))[0] >= SINGULAR)


def _centred(values: Array) -> Array:
    return standardise(values) if np.ptp(values) > 0 else np.zeros(len(values))


def _scored(values: Array) -> Array:
    return normal_scores(values) if np.ptp(values) > 0 else np.zeros(len(values))
