"""Effects in pain points per natural step of a factor, shrunk for display (science note 3.2 step 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.judge import NEGLIGIBLE
from analysis.results import Estimate

if TYPE_CHECKING:
    from analysis.equation import Equation
    from analysis.gls import Array, Coefficient, Fit

STEPS = {
    "sleep_quality": (1.0, "points"),
    "sleep_hours": (1.0, "h"),
    "stress": (2.0, "points"),
    "mood": (1.0, "points"),
    "activity_min": (30.0, "min"),
    "steps": (3000.0, "steps"),
    "expectation": (1.0, "points"),
    "sitting_h": (1.0, "h"),
    "pain_before": (1.0, "points"),
}
INNER = (0.05, 0.95)
"""A step wider than nine tenths of the days lie apart was hardly ever walked: pain per step would be made up."""
ROUND = np.array([1.0, 2.0, 5.0])
PRIOR_VARIANCE = 0.09
"""Prior N(0, .3^2) of a standardised effect; called effects are inflated (3.4), so the display is shrunk."""


def step_of(factor: str, values: Array) -> tuple[float, str]:
    """The step an effect is told for, and its unit.

    A known factor has its usual step, or a rounder smaller one where its days lie closer together than that
    (thousands of steps typed as 4.2, an amount that hardly varies). A factor of the person's own has no unit we know
    (`own`): its step is 1, 2 or 5 times a power of ten, the largest not above its standard deviation. One that only
    knows 0 and 1 is told for yes against no (`yes`).
    """
    known = values[np.isfinite(values)]
    if factor in STEPS:
        step, unit = STEPS[factor]
        low, high = np.quantile(known, INNER) if len(known) else (0.0, step)
        return (_rounded(high - low) if 0 < high - low < step else step), unit
    if np.isin(known, (0.0, 1.0)).all():
        return 1.0, "yes"
    spread = float(known.std())
    if not spread:
        return 1.0, "own"
    return _rounded(spread), "own"


def _rounded(most: float) -> float:
    """The largest of 1, 2 or 5 times a power of ten not above `most`."""
    power = 10.0 ** np.floor(np.log10(most))
    return float(power * ROUND[ROUND * power <= most * (1 + 1e-9)].max(initial=1.0))


def shrinkage(se: float) -> float:
    """Factor in (0, 1] by which an effect with standardised error `se` is shrunk for display."""
    return PRIOR_VARIANCE / (PRIOR_VARIANCE + se**2)


def displayed(equation: Equation, column: int, natural: Fit, score: Coefficient, step: float) -> Estimate:
    """Pain points per `step`: posterior mean and 90 % interval under the prior.

    natural: the fit of `equation.natural`. score: the coefficient of the same column on normal scores.
    """
    raw, keep = natural.coefficient(column), shrinkage(score.se)
    scale = _points(equation, column, step)
    value, half = keep * raw.b, natural.quantile * np.sqrt(keep) * raw.se
    return Estimate(float(value * scale), float((value - half) * scale), float((value + half) * scale))


def negligible(equation: Equation, column: int, step: float, score: Coefficient, shown: Estimate) -> float:
    """Half width, in pain points per `step`, of the band within which the verdict calls an effect negligible.

    That is .2 standard deviations of pain for one of the factor, narrowed by as much as shrinking has narrowed the
    further end of the interval `shown`: so what is not clear yet on normal scores (`score`) is not drawn inside it.
    """
    reach = max(-shown.low, shown.high) / max(-score.low, score.high)
    return float(NEGLIGIBLE * min(_points(equation, column, step), reach))


def _points(equation: Equation, column: int, step: float) -> float:
    """Pain points per `step` where one standard deviation goes with one."""
    return float(step * equation.y_scale / equation.x_scale[column - 1])
