"""How pain goes along with sleep, stress, mood and activity in one person (science note 3).

Six tests fixed in advance, fitted jointly by `analysis.gls`, with Benjamini-Hochberg over the tests done.
Every number describes what went together in this diary; none says what came from what.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from analysis import gls
from analysis.association import (
    MIN_DAYS,
    MIN_VERDICT,
    PRIMARY,
    Equation,
    Link,
    alone,
    choose_partners,
    joint,
    moved,
    primary,
    read_diary,
    series,
    solvable_alone,
)
from analysis.lagview import explore, scatter, sleep_bins
from analysis.results import VERDICTS, Connection, Estimate, Insufficient, Verdict
from analysis.scores import adjusted_p, carry_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from analysis.association import Diary
    from analysis.gls import Coefficient, Fit

STEPS = {
    "sleep_quality": (1.0, "points"),
    "sleep_hours": (1.0, "h"),
    "stress": (2.0, "points"),
    "mood": (1.0, "points"),
    "activity_min": (30.0, "min"),
    "steps": (3000.0, "steps"),
}
NIGHT = frozenset({"sleep_quality", "sleep_hours"})
FALSE_DISCOVERY = 0.10
CLEAR = 0.1
"""Bound nearest zero of the standardised interval from which a called link is clear."""
NEGLIGIBLE = 0.2
"""Half-width of the standardised band within which nothing noteworthy is left."""
PRIOR_VARIANCE = 0.09
"""Prior N(0, .3^2) of a standardised effect; called effects are inflated (3.4), so the display is shrunk."""
TARGET = 0.3
MAX_MORE_DAYS = 180
POWER = (1.645 + 0.84) ** 2
"""Two-sided 10 % test with 80 % power."""


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """One primary test with everything fitted for it. plain: without the medication column, same days."""

    link: Link
    equation: Equation
    scores: Fit
    natural: Fit
    plain: Fit
    alone: Equation
    alone_scores: Fit
    alone_natural: Fit
    backward: Coefficient | None
    forward: Coefficient | None

    @property
    def test(self) -> Coefficient:
        return self.scores.coefficient(self.equation.column(self.link))

    @property
    def test_plain(self) -> Coefficient:
        return self.plain.coefficient(self.equation.column(self.link))


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
    looks = _fit(panel, diary, links)
    verdicts = _verdicts([(look.test, look.equation.n) for look in looks])
    plain = _verdicts([(look.test_plain, look.equation.n) for look in looks])
    found = [
        _connection(diary, look, panel, judged, other)
        for look, judged, other in zip(looks, verdicts, plain, strict=True)
    ]
    found.sort(key=lambda one: (VERDICTS.index(one.verdict), -abs(one.b)))
    return [*found, *missing]


def _fit(panel: pd.DataFrame, diary: Diary, links: Sequence[Link]) -> list[_Look]:
    """All regressions of all tests in one walk over the calendar; equal joint fits are done once."""
    joints: dict[frozenset[int], tuple[Equation, Equation]] = {}
    chosen = []
    for link in links:
        partners = choose_partners(diary, link, [one for one in links if one is not link])
        key = frozenset(map(id, partners))
        if key not in joints:
            ordered = [one for one in links if id(one) in key]
            full = joint(diary, ordered)
            joints[key] = (full, joint(diary, ordered, medication=False) if full.with_medication else full)
        chosen.append(key)
    singles = [alone(diary, link) for link in links]
    around = [_around(panel, diary, link) for link in links]
    solved = _solve(
        chain(
            (
                problem
                for full, plain in joints.values()
                for problem in (full.scores, full.natural, plain.scores)
            ),
            (each for one in singles for each in (one.scores, one.natural)),
            (one.scores for pair in around for one in pair),
        )
    )
    return [
        _look(link, joints[key], single, pair, solved)
        for link, key, single, pair in zip(links, chosen, singles, around, strict=True)
    ]


def _solve(problems: Iterable[gls.Problem]) -> dict[int, Fit]:
    """Fits by the identity of their problem."""
    listed = list(problems)
    return dict(zip(map(id, listed), gls.fit(listed), strict=True))


def _look(
    link: Link,
    pair: tuple[Equation, Equation],
    single: Equation,
    around: tuple[Equation, ...],
    solved: dict[int, Fit],
) -> _Look:
    full, plain = pair
    backward, forward = [solved[id(one.scores)].coefficient(1) for one in around] or (None, None)
    return _Look(
        link,
        full,
        solved[id(full.scores)],
        solved[id(full.natural)],
        solved[id(plain.scores)],
        single,
        solved[id(single.scores)],
        solved[id(single.natural)],
        backward,
        forward,
    )


def _around(panel: pd.DataFrame, diary: Diary, link: Link) -> tuple[Equation, ...]:
    """Pain first (lag -1) and factor first, each alone; empty when one of them has too few days.

    Factor first is lag +1, for a night the lag 0 that already precedes the day.
    """
    values = series(panel, link.factor)
    lags = (-1, 0 if link.factor in NIGHT else 1)
    pair = [Link(link.factor, lag, moved(values, lag)) for lag in lags]
    return tuple(alone(diary, one) for one in pair) if all(solvable_alone(diary, one) for one in pair) else ()


def _verdicts(tests: Sequence[tuple[Coefficient, int]]) -> list[tuple[Verdict, float]]:
    """Verdict and adjusted p per test (3.7). Tests below the floor are `early` and no part of the family."""
    family = [at for at, (_, n) in enumerate(tests) if n >= MIN_VERDICT]
    q = np.full(len(tests), np.nan)
    q[family] = adjusted_p(np.array([tests[at][0].p for at in family]))
    return [(_verdict(test, float(one)), float(one)) for (test, _), one in zip(tests, q, strict=True)]


def _verdict(test: Coefficient, q: float) -> Verdict:
    if np.isnan(q):
        return "early"
    if q <= FALSE_DISCOVERY:
        nearest = max(test.low, -test.high)
        return "clear" if nearest >= CLEAR else "hint"
    return "none" if max(-test.low, test.high) <= NEGLIGIBLE else "unclear"


def _connection(
    diary: Diary,
    look: _Look,
    panel: pd.DataFrame,
    judged: tuple[Verdict, float],
    plain: tuple[Verdict, float],
) -> Connection:
    link, equation, test = look.link, look.equation, look.test
    verdict, q = judged
    step, unit = STEPS[link.factor]
    shown = _displayed(equation, look.natural, link, test, step)
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
        more_days=_more_days(look, panel, verdict),
        marginal=_displayed(look.alone, look.alone_natural, link, look.alone_scores.coefficient(1), step),
        joint_with=tuple(names),
        reverse_as_strong=_reverse_as_strong(look),
        inseparable_from_medication=equation.with_medication and _flips(look, verdict, plain[0]),
        outcome=diary.outcome,
    )


def shrinkage(se: float) -> float:
    """Factor in (0, 1] by which an effect with standardised error `se` is shrunk for display (3.2 step 8)."""
    return PRIOR_VARIANCE / (PRIOR_VARIANCE + se**2)


def _displayed(equation: Equation, fitted: Fit, link: Link, test: Coefficient, step: float) -> Estimate:
    """Pain points per `step`, shrunk: posterior mean and 90 % interval under the prior of step 8."""
    column = equation.column(link)
    natural = fitted.coefficient(column)
    keep = shrinkage(test.se)
    scale = step * equation.y_scale / equation.x_scale[column - 1]
    half = fitted.quantile * np.sqrt(keep) * natural.se
    value = keep * natural.b
    return Estimate(float(value * scale), float((value - half) * scale), float((value + half) * scale))


def _more_days(look: _Look, panel: pd.DataFrame, verdict: Verdict) -> int | None:
    """About how many more complete days a link of r = .3 needs (3.7); 1 to 180, None once it is said."""
    if verdict not in {"unclear", "early"}:
        return None
    together = look.scores.phi * carry_over(series(panel, look.link.factor))
    needed = POWER / TARGET**2 * (1 + together) / (1 - together)
    n = look.equation.n
    return min(MAX_MORE_DAYS, max(1, MIN_VERDICT - n, int(np.ceil(needed)) - n))


def _reverse_as_strong(look: _Look) -> bool:
    """Whether pain first is there (90 % interval without zero) and at least as strong as factor first."""
    back, forth = look.backward, look.forward
    if back is None or forth is None or back.low <= 0 <= back.high:
        return False
    return abs(back.b) >= abs(forth.b)


def _flips(look: _Look, verdict: Verdict, plain: Verdict) -> bool:
    """Whether being called, or the sign of a called link, depends on the medication column."""
    called = {"clear", "hint"}
    if verdict not in called and plain not in called:
        return False
    return (verdict in called) != (plain in called) or look.test.b * look.test_plain.b < 0


__all__ = ["PRIMARY", "explore", "find", "scatter", "shrinkage", "sleep_bins"]
