"""Whether a person usually expects too much or too little pain, and what both curves of a movement say together.

Habit: expected minus felt, partially pooled. The mean of movement j over its days, d_j ~ N(h + u_j, within^2 / k_j),
u_j ~ N(0, between^2). Both variances are moment estimates held by a prior (own choice), because two or three
movements say little about how much movements differ:

    within^2  = (4 * 1.5^2 + sum of squares inside movements) / (4 + days - movements)
    between^2 = (2 * 1.0^2 + (J - 1) * max(DerSimonian-Laird, 0)) / (2 + J - 1)

Several tries of a movement on one day count once, as their mean: they share the day's mood. Expected and felt come from
the same mind and the same 0-10 scale: a habit near the ends of the scale is partly the scale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from analysis.detail import SAME
from analysis.movement_results import Habit, HabitOf, Reading
from analysis.results import Estimate, Insufficient
from analysis.safetygp import CHANGE_WEEKS, FALL
from analysis.safetyprior import WINDOW
from analysis.tries import calendar_day, day_number
from analysis.verdict import MIN_TRIES, P_LEARN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from analysis.safetygp import Posterior
    from analysis.tries import Series

    Floats = NDArray[np.float64]

LEAST_TRIES, LEAST_DAYS = 8, 4
WITHIN, WITHIN_WEIGHT = 1.5, 4
BETWEEN, BETWEEN_WEIGHT = 1.0, 2
LAG = 1.5
LOW_CERTAIN, AHEAD_CERTAIN = 0.80, 0.80


def of(series: Mapping[str, Series], today: date) -> Habit | Insufficient:
    """The habit over the tries of the last 90 days that have an expectation.

    `Insufficient`: `tries_with_expectation` under 8, `days_with_expectation` under 4.
    """
    gaps = {name: found for name, one in series.items() if len((found := _gaps(one, today))[0])}
    n = sum(int(one[1].sum()) for one in gaps.values())
    days = np.unique(np.concatenate([one[2] for one in gaps.values()])) if gaps else np.array([])
    if n < LEAST_TRIES:
        return Insufficient("tries_with_expectation", n, LEAST_TRIES)
    if len(days) < LEAST_DAYS:
        return Insufficient("days_with_expectation", len(days), LEAST_DAYS)
    within, between, free = _spreads(gaps)
    overall, variance = _pooled(gaps, within, between)
    return Habit(
        habit=_interval(overall, variance, free),
        movements=tuple(
            HabitOf(
                movement=name,
                habit=_shrunk(one[0], overall, variance, within, between, free),
                mean=float(one[0].mean()),
                n=int(one[1].sum()),
                others=_others(gaps, name),
            )
            for name, one in gaps.items()
        ),
        between=float(between**0.5),
        within=float(within**0.5),
        n=n,
        days=len(days),
        window=(calendar_day(days[0]), today),
    )


def corrected(expected: float, movement: str, habit: Habit | Insufficient) -> float:
    """An expectation without the habit: of the movement where it is known, else of the person; kept within 0-10.

    Without a habit the expectation stands as it is.
    """
    if isinstance(habit, Insufficient):
        return expected
    own = next((one.habit for one in habit.movements if one.movement == movement), habit.habit)
    return min(max(expected - own.value, 0.0), 10.0)


def read(
    series: Series,
    pain: Posterior | None,
    belief: Posterior | None,
    habit: Habit | Insufficient,
    tau: float,
) -> Reading:
    """How the expectation of one movement stands to what is felt, from both posteriors of the same day.

    - `ahead`: expected under felt by half a point or more, P(under) >= .80;
    - `lags`: P(felt <= tau) >= .80 and expected, without the person's habit in *other* movements, 1.5 or more above
      felt: a movement to test on purpose. (Its own habit would explain the gap away by itself.)
    - `follows`: expected above felt, and P(it fell by half a point or more in 28 days) >= .65;
    - `open`: the rest, also under 3 tries with a rating or with an expectation.

    Felt is the level at the load trained now on an average day. The two posteriors are taken as independent.
    """
    others = _habit_elsewhere(series.name, habit)
    expected, felt = _level(belief, 0.0), _level(pain, pain.x_now if pain else 0.0)
    code: Literal["follows", "lags", "ahead", "open"] = "open"
    p_low = p_fall = None
    if felt is not None:
        p_low = float((felt <= tau).mean())
    if belief is not None:
        change = belief.draws[:, 0] - belief.draws[:, CHANGE_WEEKS]
        p_fall = float((change <= -FALL).mean())
    if expected is not None and felt is not None and pain is not None and belief is not None:
        enough = min(pain.n, belief.n) >= MIN_TRIES
        code = _code(expected, felt, others, p_low or 0.0, p_fall or 0.0) if enough else "open"
    return Reading(
        movement=series.name,
        code=code,
        expected=_estimate(expected),
        felt=_estimate(felt),
        corrected=None if expected is None else min(max(float(expected.mean()) - others, 0.0), 10.0),
        habit=others,
        p_low=p_low,
        p_fall=p_fall,
        n_expected=belief.n if belief else 0,
        n_felt=pain.n if pain else 0,
    )


def _code(
    expected: Floats, felt: Floats, others: float, p_low: float, p_fall: float
) -> Literal["follows", "lags", "ahead", "open"]:
    from scipy.special import ndtr

    gap = float(expected.mean() - felt.mean())
    spread = float(np.hypot(expected.std(), felt.std()))
    if gap <= -SAME and ndtr(-gap / spread) >= AHEAD_CERTAIN:
        return "ahead"
    if p_low >= LOW_CERTAIN and gap - others >= LAG:
        return "lags"
    return "follows" if gap > 0 and p_fall >= P_LEARN else "open"


def _habit_elsewhere(movement: str, habit: Habit | Insufficient) -> float:
    """The habit in the other movements; 0 where it is not known."""
    if isinstance(habit, Insufficient):
        return 0.0
    own = next((one for one in habit.movements if one.movement == movement), None)
    return habit.habit.value if own is None else own.others or 0.0


def _gaps(one: Series, today: date) -> tuple[Floats, Floats, Floats]:
    """Expected minus felt of each day of a movement, tries behind it, day number."""
    now = day_number(today)
    both = np.isfinite(one.expected) & (one.day > now - WINDOW) & (one.day <= now)
    days, at, tries = np.unique(one.day[both], return_inverse=True, return_counts=True)
    total = np.bincount(at, one.expected[both] - one.felt[both], minlength=len(days))
    return total / np.maximum(tries, 1), tries.astype(float), days.astype(float)


def _spreads(gaps: Mapping[str, tuple[Floats, Floats, Floats]]) -> tuple[float, float, float]:
    """Variance within and between movements, and the degrees of freedom behind the first with its prior."""
    values = [one[0] for one in gaps.values()]
    free = WITHIN_WEIGHT + sum(len(one) - 1 for one in values)
    squares = sum(float(((one - one.mean()) ** 2).sum()) for one in values)
    within = (WITHIN_WEIGHT * WITHIN**2 + squares) / free
    k = np.array([len(one) for one in values], dtype=float)
    means = np.array([one.mean() for one in values])
    weight = k / within
    heard = float((weight * (means - np.average(means, weights=weight)) ** 2).sum())
    scale = float(weight.sum() - (weight**2).sum() / weight.sum())
    others = len(values) - 1
    moment = max((heard - others) / scale, 0.0) if others else 0.0
    between = (BETWEEN_WEIGHT * BETWEEN**2 + others * moment) / (BETWEEN_WEIGHT + others)
    return within, between, float(free)


def _pooled(
    gaps: Mapping[str, tuple[Floats, Floats, Floats]], within: float, between: float
) -> tuple[float, float]:
    """Mean habit of the person and its variance."""
    weight = np.array([1 / (between + within / len(one[0])) for one in gaps.values()])
    means = np.array([one[0].mean() for one in gaps.values()])
    return float((weight * means).sum() / weight.sum()), float(1 / weight.sum())


def _shrunk(
    own: Floats, overall: float, variance: float, within: float, between: float, free: float
) -> Estimate:
    """A movement's habit, drawn to the person's by how little is known of it."""
    noise = within / len(own)
    pull = noise / (noise + between)
    value = pull * overall + (1 - pull) * float(own.mean())
    return _interval(value, (1 - pull) * noise + pull**2 * variance, free)


def _others(gaps: Mapping[str, tuple[Floats, Floats, Floats]], movement: str) -> float | None:
    rest = {name: one for name, one in gaps.items() if name != movement}
    if sum(float(one[1].sum()) for one in rest.values()) < LEAST_TRIES:
        return None
    within, between, _ = _spreads(rest)
    return _pooled(rest, within, between)[0]


def _interval(value: float, variance: float, free: float) -> Estimate:
    from scipy.special import stdtrit

    half = float(stdtrit(free, 0.95)) * float(variance**0.5)
    return Estimate(value, value - half, value + half)


def _level(found: Posterior | None, x: float) -> Floats | None:
    return None if found is None else np.asarray(found.draws[:, 0] + x * found.draws[:, -1])


def _estimate(draws: Floats | None) -> Estimate | None:
    """Mean and 90 % interval, kept within 0-10."""
    if draws is None:
        return None
    value, low, high = np.clip([draws.mean(), *np.quantile(draws, [0.05, 0.95])], 0.0, 10.0).tolist()
    return Estimate(value, low, high)
