"""Frozen results of the analysis: plain numbers and codes, no words, no figures.

Every result says how many observations it rests on (`n`), from when to when (`window`) and how uncertain it
is (`low`, `high`: a 90 % interval unless said otherwise). "Not enough yet" is `Insufficient`, a value.
Codes (states, verdicts, kinds) are translation keys; see `ui/text`.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from typing import Any, Literal

MODEL_VERSION = "safetygp-4"
"""Bumped by every change that can alter a verdict; stored with each verdict and in each snapshot."""

State = Literal["relapsing", "learning", "safe", "threat", "unknown"]
STATES: tuple[State, ...] = ("relapsing", "learning", "safe", "threat", "unknown")
"""In the order of the board: what needs a look first."""

Window = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 90 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Insufficient:
    """Not enough yet, as a value: what is missing, how much is there, how much is needed.

    what: code (`days`, `days_with_factor`, `constant`, `tries`, `days_before_after`, `no_pain`...).
    subject: factor or movement it is about, "" for the whole diary. other: the one it is the same as.
    """

    what: str
    have: int
    need: int
    subject: str = ""
    window: Window | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What person and trainer set. tau: accepted pain while moving, 1-5, None = derived from the diary.

    p_safe: how sure "safe" must be; .84 by default, .90 is the careful setting. wider: what bands are multiplied with;
    above 1 where the self-check finds that the model fits this person poorly (`selfcheck`).
    """

    tau: float | None = None
    p_safe: float = 0.84
    wider: float = 1.0


# ------------------------------------------------------------------ movements


@dataclass(frozen=True, slots=True)
class Dose:
    """Load of one try: the parts as logged (None = not logged) and the load index used by the model."""

    index: float | None
    sets: float | None = None
    reps: float | None = None
    weight_kg: float | None = None
    duration_s: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class Try:
    """One exposure as the chart draws it. x: log2 of load over reference load. strained: a day with more
    rest pain or stress, or less sleep, than usual by the model's day covariates.
    """

    day: date
    felt: float
    expected: float | None
    x: float
    dose: Dose
    strained: bool = False
    variant: str = ""
    next_day: float | None = None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Level at one day: expected pain at the load trained now on an average day, with 90 % band."""

    day: date
    level: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Surprise:
    """Expectancy violation, expected minus felt; positive = better than feared.

    mean: over the last `n` (at most 5) tries that have both. easier/same/harder: counts over all tries with
    both in the window, `n_all` of them. largest_*: the largest positive one of the last 30 days, if any.
    """

    mean: float
    n: int
    n_all: int
    easier: int
    same: int
    harder: int
    largest_expected: float | None = None
    largest_felt: float | None = None
    largest_day: date | None = None


@dataclass(frozen=True, slots=True)
class Belief:
    """The belief track: the same model on expected pain. headline: `both_safe`, `belief_lags`,
    `trust_grows`, `both_watchful` or `open` (science note 2.8). gap: EWMA_0.3 of expectation minus level.
    """

    state: State
    p_safe: float
    p_fall: float
    level: float
    low: float
    high: float
    gap: float | None
    n: int
    headline: str
    curve: tuple[CurvePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Capacity:
    """Load that stays under the limit. load: index with 80 % certainty (20 % quantile), at most one doubling over
    what was done; None where it would lie more than one doubling under that. ratio: that load over the load trained
    now. proven: highest load ever done with felt pain at or under tau and a quiet next day, a fact; None when there
    is none.
    """

    load: float | None
    ratio: float | None
    proven: Dose | None = None
    proven_day: date | None = None


@dataclass(frozen=True, slots=True)
class MovementAssessment:
    """The verdict on one movement at the load trained now (science note 2).

    p_safe = P(level <= tau); p_fall = P(change over 28 days <= -0.5); p_rise = P(rise over the best level of
    56 days >= 1.5). level/low/high, change*: points 0-10 with 90 % interval; None when nothing was tried in
    the window. reason: why it is not more than it is: "" (verdict stands), `too_few_tries`, `too_few_days`,
    `stale` (last try > 21 days ago), `refresh_due` (was safe, last try > 14 days ago), `undecided`,
    `nothing_in_window`. needs: the missing amount behind `reason`. direction: `clear_fall`, `first_signs`
    or "" in words only (P(fall) is not shown as percent). certainty: `very_sure`, `sure`, `rather_yes`,
    `rather_no`, `no`: P(safe) in words. needed: what P(safe) has to
    reach for "safe" here. varied: lived in several variants (2.9). load_change: load now over load at the first try of
    the window.
    """

    movement: str
    state: State
    p_safe: float
    p_fall: float
    p_rise: float
    level: float | None
    low: float | None
    high: float | None
    change: float | None
    change_low: float | None
    change_high: float | None
    tau: float
    n: int
    n_days: int
    n_total: int
    days_since: int
    window: Window
    first: date
    last: date
    reason: str = ""
    needs: Insufficient | None = None
    direction: str = ""
    certainty: str = ""
    needed: float = 0.84
    beta: float | None = None
    x_now: float = 0.0
    first_load: Dose | None = None
    last_load: Dose | None = None
    load_change: float | None = None
    load_unknown: int = 0
    capacity: Capacity | None = None
    surprise: Surprise | None = None
    belief: Belief | None = None
    variants: int = 0
    varied: bool = False
    curve: tuple[CurvePoint, ...] = ()
    tries: tuple[Try, ...] = ()
    model_version: str = MODEL_VERSION


@dataclass(frozen=True, slots=True)
class Look:
    """What would have been said about a movement on `day`, with the data up to that day only.

    low/high, change_low/change_high: 90 % intervals, in pain points at the load trained then and at the reference
    load. NaN (probabilities) or None (points) where nothing lies in the window.
    """

    movement: str
    day: date
    state: State
    p_safe: float
    level: float | None
    low: float | None
    high: float | None
    n: int
    p_fall: float = float("nan")
    p_rise: float = float("nan")
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None


# ------------------------------------------------------------------ out


def jsonable(value: Any) -> Any:  # noqa: ANN401 - the recursion takes every result type
    """Plain JSON types: dataclasses to dicts, dates to ISO, tuples to lists, NaN and infinity to None."""
    if is_dataclass(value) and not isinstance(value, type):
        return jsonable(asdict(value))
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if hasattr(value, "item"):
        return jsonable(value.item())
    return value
