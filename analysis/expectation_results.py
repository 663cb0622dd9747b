"""Frozen results about expectation beside what was felt: numbers and codes, no words (see `analysis.results`).

Intervals are 90 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from analysis.results import Estimate, Window


@dataclass(frozen=True, slots=True)
class HabitOf:
    """One movement's share: shrunk habit with interval, plain mean, and the habit in the *other* movements.

    others: None where the other movements alone do not hold enough; it corrects an expectation without
    explaining a movement by itself.
    """

    movement: str
    habit: Estimate
    mean: float
    n: int
    others: float | None


@dataclass(frozen=True, slots=True)
class Habit:
    """How much too high (positive) or too low a person predicts: expected minus felt, in points.

    between: sd of the movements' habits, within: sd of one day of one movement. n: tries with both, on `days` days.
    """

    habit: Estimate
    movements: tuple[HabitOf, ...]
    between: float
    within: float
    n: int
    days: int
    window: Window


@dataclass(frozen=True, slots=True)
class Reading:
    """Both curves of a movement read together. code: `follows`, `lags`, `ahead`, `open`.

    expected, felt: levels now with interval; None where nothing is known. corrected: expected minus the person's
    habit in other movements (`habit`, 0 where not known). p_low: P(felt level <= tau). p_fall: P(expectation
    fell by half a point or more in 28 days). n_expected, n_felt: tries behind each.
    """

    movement: str
    code: Literal["follows", "lags", "ahead", "open"]
    expected: Estimate | None
    felt: Estimate | None
    corrected: float | None
    habit: float
    p_low: float | None
    p_fall: float | None
    n_expected: int
    n_felt: int
