"""How pain goes along with sleep, stress, mood and activity in one person (science note 3).

Six tests fixed in advance, fitted jointly by `analysis.gls`, with Benjamini-Hochberg over the tests done.
Every number describes what went together in this diary; none says what came from what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis import gls
from analysis.adjusted import scatter
from analysis.association import MIN_DAYS, explorable, joint_for, single, without_medication
from analysis.association_results import VERDICTS, Connection, Verdict
from analysis.judge import more_days, told, verdicts
from analysis.lagged import Diary, Link, moved, read_diary, series
from analysis.lagview import explore, sleep_bins
from analysis.natural import displayed, negligible, shrinkage, step_of
from analysis.primary import PRIMARY, primary
from analysis.results import Estimate, Insufficient
from analysis.scores import carry_over, fence

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from analysis.equation import Equation
    from analysis.gls import Array, Coefficient, Fit

NIGHT = frozenset({"sleep_quality", "sleep_hours"})


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """One primary test: its joint regression, the same without medication, the factor alone, and pain first
    against factor first (empty when one has too few days). fits: by the identity of the problem.
    """

    link: Link
    joint: Equation
    plain: Equation
    single: Equation
    around: tuple[Equation, ...]
    fits: dict[int, Fit]

    @property
    def n(self) -> int:
        return self.joint.n

    def test(self, equation: Equation) -> Coefficient:
        """The coefficient of the factor on normal scores."""
        return self.fits[id(equation.scores)].coefficient(equation.column(self.link))


def find(panel: pd.DataFrame, outcome: str = "pain") -> list[Connection | Insufficient]:
    """How the outcome goes along with the six primary factors, jointly with each other.

    Args:
        panel: `panel.daily`: one row per calendar day, NaN = missing.
        outcome: column of the outcome. An empty `pain` is replaced by `pain_tries` (said in the result).

    Returns:
        Connections by verdict (clear, hint, unclear, none, early), then by size, then what is missing.
    """
    diary = read_diary(panel, outcome)
    if not np.isfinite(diary.pain).any():
        return [Insufficient("no_pain", 0, MIN_DAYS)]
    links, missing = primary(panel, diary)
    looks = _looks(panel, diary, links)
    tests = [look.test(look.joint) for look in looks]
    days = [look.n for look in looks]
    judged = verdicts(tests, days)
    plain = verdicts([look.test(look.plain) for look in looks], days)
    found = [
        _connection(panel, diary, look, test, q, (verdict, other))
        for look, test, (verdict, q), (other, _) in zip(looks, tests, judged, plain, strict=True)
    ]
    found.sort(key=lambda one: (VERDICTS.index(one.verdict), -abs(one.b)))
    return [*found, *missing]


def _looks(panel: pd.DataFrame, diary: Diary, links: Sequence[Link]) -> list[_Look]:
    """All regressions of all tests, solved in one walk over the calendar; equal joint fits are done once."""
    fits: dict[int, Fit] = {}
    made: dict[frozenset[int], Equation] = {}
    plain: dict[int, Equation] = {}
    looks = []
    for link in links:
        equation = joint_for(diary, link, links, made)
        without = plain.setdefault(id(equation), without_medication(diary, equation))
        around = _around(panel, diary, link)
        looks.append(_Look(link, equation, without, single(diary, link), around, fits))
    problems: dict[int, gls.Problem] = {}
    for look in looks:
        natural = (look.joint.natural, look.single.natural)
        scores = (one.scores for one in (look.joint, look.plain, look.single, *look.around))
        problems.update((id(one), one) for one in (*natural, *scores))
    fits.update(zip(problems, gls.fit(list(problems.values())), strict=True))
    return looks


def _around(panel: pd.DataFrame, diary: Diary, link: Link) -> tuple[Equation, ...]:
    """Pain first (lag -1) and factor first, each alone; empty when one of them has too few days.

    Factor first is lag +1, for a night the lag 0 that already precedes the day.
    """
    values = series(panel, link.factor)
    lags = (-1, 0 if link.factor in NIGHT else 1)
    pair = [explorable(diary, Link(link.factor, lag, moved(values, lag))) for lag in lags]
    both = tuple(one for one in pair if one is not None)
    return both if len(both) == len(lags) else ()


def _connection(
    panel: pd.DataFrame,
    diary: Diary,
    look: _Look,
    test: Coefficient,
    q: float,
    said: tuple[Verdict, Verdict],
) -> Connection:
    """The result of one look; said: with the medication column and without."""
    link, equation = look.link, look.joint
    step, unit = step_of(link.factor, link.values)
    shown = _displayed(look, equation, step)
    band = negligible(equation, equation.column(link), step, test, shown)
    verdict = told(said[0], shown, band)
    window = diary.window(equation.used)
    names = dict.fromkeys(one.factor for one in equation.links if one.factor != link.factor)
    return Connection(
        factor=link.factor,
        lag=link.lag,
        step=step,
        step_unit=unit,
        effect=shown.value,
        low=shown.low,
        high=shown.high,
        raw_effect=shown.value / shrinkage(test.se),
        b=test.b,
        se=test.se,
        b_low=test.low,
        b_high=test.high,
        p=test.p,
        q=q,
        verdict=verdict,
        n=equation.n,
        missing=(window[1] - window[0]).days + 1 - equation.n,
        window=window,
        negligible=band,
        more_days=_more_days(look, panel, verdict),
        marginal=_displayed(look, look.single, step),
        joint_with=tuple(names),
        reverse_as_strong=_reverse_as_strong(look),
        inseparable_from_medication=_flips(look, said),
        outcome=diary.outcome,
        extreme=_extreme(link.values[equation.used]),
    )


def _extreme(values: Array) -> int:
    low, high = fence(values)
    return int(((values < low) | (values > high)).sum())


def _displayed(look: _Look, equation: Equation, step: float) -> Estimate:
    natural = look.fits[id(equation.natural)]
    return displayed(equation, equation.column(look.link), natural, look.test(equation), step)


def _more_days(look: _Look, panel: pd.DataFrame, verdict: Verdict) -> int | None:
    """Days still needed; None once something is said."""
    if verdict not in {"unclear", "early"}:
        return None
    phi = look.fits[id(look.joint.scores)].phi
    return more_days(look.n, phi * carry_over(series(panel, look.link.factor)))


def _reverse_as_strong(look: _Look) -> bool:
    """Whether pain first is there (90 % interval without zero) and at least as strong as factor first."""
    if not look.around:
        return False
    back, forth = (look.fits[id(one.scores)].coefficient(1) for one in look.around)
    return not back.low <= 0 <= back.high and abs(back.b) >= abs(forth.b)


def _flips(look: _Look, said: tuple[Verdict, Verdict]) -> bool:
    """Whether being called, or the sign of a called link, depends on the medication column."""
    called = [verdict in {"clear", "hint"} for verdict in said]
    turned = look.test(look.joint).b * look.test(look.plain).b < 0
    return called[0] != called[1] or (called[0] and turned)


__all__ = ["PRIMARY", "explore", "find", "scatter", "shrinkage", "sleep_bins"]
