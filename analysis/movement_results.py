"""Frozen results about single movements beyond the verdict: numbers and codes, no words (see `analysis.results`).

Intervals (`low`, `high`) are 90 %. "Not enough yet" is `Insufficient`, a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from analysis.results import Dose, Estimate, Insufficient, State, Window

LoadUnit = Literal["kg", "reps", "s", "m", "sets"]

Pattern = Literal[
    "bend",
    "lift",
    "twist",
    "reach",
    "carry",
    "push",
    "pull",
    "squat",
    "extend",
    "stairs",
    "stand_up",
    "run",
    "walk",
    "sit",
    "stand",
    "lie",
    "unknown",
]

# ------------------------------------------------------------------ load and pain


@dataclass(frozen=True, slots=True)
class DosePoint:
    """Expected pain (0-10) at one load on an average day. x: log2 of load over reference load.

    amount: the load in the natural unit of the movement. p_safe: P(expected pain <= tau).
    """

    x: float
    load: float
    amount: float
    pain: float
    low: float
    high: float
    p_safe: float


@dataclass(frozen=True, slots=True)
class SafeLoad:
    """The largest load at which expected pain stays at or under tau with 80 % certainty.

    amount: in the natural unit. p_safe: the certainty there. capped: the edge of what is looked at (one doubling
    over the highest load done), so the true one may be higher.
    """

    x: float
    load: float
    amount: float
    p_safe: float
    capped: bool


@dataclass(frozen=True, slots=True)
class DoseCurve:
    """Expected pain over load for one movement.

    unit: of `amount`; beside: what the other parts of the load multiply to and are held at (3 sets x 8 reps: 24).
    capacity: None where no load in range reaches 80 %. n: tries of the window, n_loads: different loads known
    among them; `slope_known` is False under three of these, where the slope is mostly the prior. beta: pain points
    per doubling of the load. proven: highest load ever done within tau with a known, quiet next day, a fact.
    """

    movement: str
    points: tuple[DosePoint, ...]
    capacity: SafeLoad | None
    unit: LoadUnit
    beside: float
    tau: float
    x_now: float
    beta: Estimate
    n: int
    n_loads: int
    slope_known: bool
    last: date
    window: Window
    proven: Dose | None = None
    proven_day: date | None = None


@dataclass(frozen=True, slots=True)
class CapacityLook:
    """The safe load as it would have been said on `day`. capacity: None = no load reached 80 %."""

    day: date
    capacity: SafeLoad | None
    n: int


# ------------------------------------------------------------------ variants


@dataclass(frozen=True, slots=True)
class Cell:
    """One way a movement was done; "" = not logged."""

    direction: str = ""
    speed: str = ""
    surface: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class CellTried:
    """One cell with its tries. tolerated, tolerated_days: tries of the last 90 days felt at or under tau without a
    red morning after them, and their days. red: tries of that time followed by a red morning. safe: tried safely
    (see `patterns.of`).
    """

    cell: Cell
    tries: int
    last: date
    highest: float
    tolerated: int
    tolerated_days: int
    red: int
    safe: bool


@dataclass(frozen=True, slots=True)
class NextVariant:
    """A cell one step from a safely tried one and not yet tried safely itself.

    near: the safe cell it is next to. dimension, before, after: the one step. harder: a step up the order.
    tries, highest: what is known of the cell already; 0 and None when it was never tried.
    """

    cell: Cell
    near: Cell
    dimension: Literal["speed", "surface", "position"]
    before: str
    after: str
    harder: bool
    tries: int = 0
    highest: float | None = None


@dataclass(frozen=True, slots=True)
class VariantMap:
    """All cells of a movement, what is next to the safe ones, and how many were really in use in 28 days.

    effective: Hill number (science note 4.6), None without a try in the 28 days.
    """

    movement: str
    pattern: Pattern
    cells: tuple[CellTried, ...]
    following: tuple[NextVariant, ...]
    effective: float | None
    n: int
    tau: float
    window: Window


# ------------------------------------------------------------------ setback and return


@dataclass(frozen=True, slots=True)
class Worked:
    """A way of doing a movement that was tolerated: the newest such try with this variant and load."""

    day: date
    felt: float
    dose: Dose
    variant: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A risk context (science note 4.8) for one trusted movement, and what worked before it.

    kind: `break`, `stress`, `sleep`, `flare`. tolerated: number of tries the choice in `worked` was made from.
    """

    kind: str
    movement: str
    since: date
    days: int
    worked: tuple[Worked, ...]
    tolerated: int


@dataclass(frozen=True, slots=True)
class Nights:
    """The worst five nights of a look's week. measure: `sleep_quality` or `sleep_hours`."""

    measure: str
    bad: int
    known: int
    mean: float
    usual: float


@dataclass(frozen=True, slots=True)
class Setback:
    """A movement whose level rose over its best, told by one or several weekly looks in a row.

    since, until: first and last of these looks. level/low/high, p_rise, state: at the look with the highest level.
    best, best_day: lowest level of the 56 days before. p_rise: None where the looks do not carry it.
    nights: the sleep of that week where known: bad nights do not explain the rise away, they stand beside it.
    """

    movement: str
    since: date
    until: date
    level: float
    low: float
    high: float
    best: float
    best_day: date
    p_rise: float | None
    state: State
    n: int
    nights: Nights | None = None


@dataclass(frozen=True, slots=True)
class BadStretch:
    """A week that hurt more while the level, with load and day taken out, has not risen: short on sleep.

    felt, usual: mean felt pain of the week and of the 28 days before it.
    """

    movement: str
    since: date
    until: date
    level: float
    best: float
    p_rise: float | None
    nights: Nights
    felt: float
    usual: float
    n: int


@dataclass(frozen=True, slots=True)
class Span:
    """From the look with the highest level to the first look that was under tau, or safe or learning, again."""

    start: date
    end: date
    days: int
    tries: int
    level: float


@dataclass(frozen=True, slots=True)
class Recovery:
    """One setback beside the first time.

    comparison: `faster` only where both ends were seen and at least 7 days lie between; else what is missing
    (`first_above_limit`, `first_seen`, `first_end`, `recovery_end`, `days_faster`).
    """

    movement: str
    setback: date
    first: Span | Insufficient
    again: Span | Insufficient
    comparison: Literal["faster"] | Insufficient


# ------------------------------------------------------------------ expectation


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


# ------------------------------------------------------------------ names


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names that look like one movement; a proposal, never done unasked.

    reason: `case`, `punctuation`, `umlaut`, `plural`, `swapped`, `one_edit`. keep: the one used more often.
    """

    keep: str
    drop: str
    reason: Literal["case", "punctuation", "umlaut", "plural", "swapped", "one_edit"]
    keep_tries: int
    drop_tries: int
