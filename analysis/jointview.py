"""What is left of one factor when others are known: the same days, once without and once with the others.

Stress can keep somebody awake and hurt as well; then short nights go along with pain although they add nothing. With
stress in the fit the night keeps only what stress does not explain (science note 3.4, confounding).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis import gls
from analysis.association import (
    DAYS_PER_FACTOR,
    MIN_DAYS,
    MIN_VERDICT,
    alone,
    joint,
    joint_for,
    shortfall,
)
from analysis.connection_results import JointRow
from analysis.lagged import Diary, Link, moved, read_diary, series
from analysis.natural import displayed, negligible, step_of
from analysis.primary import primary
from analysis.results import Insufficient

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from analysis.equation import Equation

Test = tuple[str, int]
"""Factor and lag."""


def rows(panel: pd.DataFrame, outcome: str = "pain") -> tuple[JointRow | Insufficient, ...]:
    """Every primary test alone and with all the others its days can bear, then what the missing ones lack.

    A test whose days bear no partner has the same number twice and no partners.
    """
    diary = read_diary(panel, outcome)
    if not np.isfinite(diary.pain).any():
        return (Insufficient("no_pain", 0, MIN_DAYS),)
    links, missing = primary(panel, diary)
    made: dict[frozenset[int], Equation] = {}
    found = [_row(diary, link, joint_for(diary, link, links, made)) for link in links]
    return (*found, *missing)


def left(
    panel: pd.DataFrame, test: Test, partners: Sequence[Test], outcome: str = "pain"
) -> JointRow | Insufficient:
    """What is left of `test` when exactly these partners are known, any factors at any lags.

    `Insufficient`: what the factor or a partner lacks, `days_with_factor` for the days they have in common, `same_as`
    where they cannot be told apart.
    """
    diary = read_diary(panel, outcome)
    links = [
        Link(name, lag, moved(series(panel, name), lag)) for name, lag in dict.fromkeys((test, *partners))
    ]
    for link in links:
        lacks = shortfall(diary, link)
        if lacks is not None:
            return lacks
    equation = joint(diary, links)
    need = max(MIN_VERDICT, DAYS_PER_FACTOR * len(links))
    if equation.n < need:
        return Insufficient("days_with_factor", equation.n, need, test[0])
    if not equation.solvable:
        return Insufficient("same_as", 0, 1, test[0], other=links[-1].factor)
    return _row(diary, links[0], equation)


def _row(diary: Diary, link: Link, equation: Equation) -> JointRow:
    """Both fits of one factor, in pain points per natural step."""
    bare = alone(diary, link, equation)
    step, unit = step_of(link.factor, link.values)
    scores, raw, scores_bare, raw_bare = gls.fit(
        [equation.scores, equation.natural, bare.scores, bare.natural]
    )
    at = equation.column(link)
    together = displayed(equation, at, raw, scores.coefficient(at), step)
    first = displayed(bare, 1, raw_bare, scores_bare.coefficient(1), step)
    return JointRow(
        factor=link.factor,
        lag=link.lag,
        step=step,
        step_unit=unit,
        alone=first,
        joint=together,
        partners=tuple((one.factor, one.lag) for one in equation.links if one is not link),
        kept=None if first.low <= 0 <= first.high else together.value / first.value,
        n=equation.n,
        window=diary.window(equation.used),
        outcome=diary.outcome,
        negligible=negligible(equation, at, step, scores.coefficient(at), together),
    )
