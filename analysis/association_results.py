"""Frozen results of how pain goes along with factors: plain numbers and codes, no words, no figures.

What `analysis.connections` gives, as `analysis.results` says; the closer look is in `analysis.connection_results`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from analysis.results import Estimate, Window

Verdict = Literal["clear", "hint", "unclear", "none", "early"]
VERDICTS: tuple[Verdict, ...] = ("clear", "hint", "unclear", "none", "early")


@dataclass(frozen=True, slots=True)
class Connection:
    """How pain goes along with one factor (science note 3), jointly with the others.

    lag: days from factor to pain (sleep of row t is the night before: lag 0). unit: natural step the effect
    is for (`step` of `step_unit`: 1 h, 2 points, 30 min). effect/low/high: pain points per step, shrunk for
    display. raw_effect: not shrunk. b/se/b_low/b_high/p: on normal scores (the test); q: BH-adjusted p.
    marginal: effect alone. n: days used; missing: days of the window not used. more_days: about how many more
    days until it can be said, for `unclear`/`early`. joint_with: the other factors in the fit.
    reverse_as_strong: pain-first (lag -1) is as strong as lag +1, so direction cannot be told.
    outcome: `pain` (day rating) or `pain_tries` (pain while moving, when no day rating is kept). extreme: days whose
    value lies so far out that the effect counts it at the edge of the others (`scores.fence`). negligible: pain points
    per step within which nothing noteworthy is left, the band of the verdict `none`.
    """

    factor: str
    lag: int
    step: float
    step_unit: str
    effect: float
    low: float
    high: float
    raw_effect: float
    b: float
    se: float
    b_low: float
    b_high: float
    p: float
    q: float
    verdict: Verdict
    n: int
    missing: int
    window: Window
    negligible: float
    more_days: int | None = None
    marginal: Estimate | None = None
    joint_with: tuple[str, ...] = ()
    reverse_as_strong: bool = False
    inseparable_from_medication: bool = False
    outcome: str = "pain"
    source: str = "self_reported"
    extreme: int = 0


@dataclass(frozen=True, slots=True)
class LagPoint:
    """One bar of the lag view: standardised coefficient with 90 % interval; survives: BH over all."""

    factor: str
    lag: int
    b: float
    low: float
    high: float
    p: float
    survives: bool
    n: int


@dataclass(frozen=True, slots=True)
class AdjustedPoint:
    """One day of the scatter: factor value and pain with trend, weekend and the other factors taken out."""

    day: date
    x: float
    pain: float


@dataclass(frozen=True, slots=True)
class Scatter:
    """Points and adjusted line of one connection; line_low/high is the 90 % band at line_x."""

    factor: str
    points: tuple[AdjustedPoint, ...]
    line_x: tuple[float, ...]
    line_y: tuple[float, ...]
    line_low: tuple[float, ...]
    line_high: tuple[float, ...]
    n: int
    window: Window


@dataclass(frozen=True, slots=True)
class SleepBin:
    """Mean pain of the days after nights of one length, untested. label: `under_6`, `6_to_9`, `over_9` hours.

    mean/low/high: points with 90 % interval; None where there are no days (interval: fewer than 5).
    """

    label: str
    n: int
    mean: float | None
    low: float | None
    high: float | None
