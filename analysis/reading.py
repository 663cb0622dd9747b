"""Both curves of a movement read together: does the expectation follow what is felt, lag behind it, or run ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from analysis.detail import SAME
from analysis.expectation_results import Reading
from analysis.posterior import CHANGE_WEEKS, FALL
from analysis.results import Estimate, Insufficient
from analysis.verdict import EXPECTED, MIN_TRIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.expectation_results import Habit
    from analysis.posterior import Posterior
    from analysis.tries import Series

    Floats = NDArray[np.float64]

LAG = 1.5
LOW_CERTAIN, AHEAD_CERTAIN = 0.80, 0.80


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
    return "follows" if gap > 0 and p_fall >= EXPECTED.fall else "open"


def _habit_elsewhere(movement: str, habit: Habit | Insufficient) -> float:
    """The habit in the other movements; 0 where it is not known."""
    if isinstance(habit, Insufficient):
        return 0.0
    own = next((one for one in habit.movements if one.movement == movement), None)
    return habit.habit.value if own is None else own.others or 0.0


def _level(found: Posterior | None, x: float) -> Floats | None:
    return None if found is None else np.asarray(found.draws[:, 0] + x * found.draws[:, -1])


def _estimate(draws: Floats | None) -> Estimate | None:
    """Mean and 90 % interval, kept within 0-10."""
    if draws is None:
        return None
    value, low, high = np.clip([draws.mean(), *np.quantile(draws, [0.05, 0.95])], 0.0, 10.0).tolist()
    return Estimate(value, low, high)
