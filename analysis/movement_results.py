"""Frozen results about single movements beyond the verdict: numbers and codes, no words (see `analysis.results`).

Intervals (`low`, `high`) are 90 %. "Not enough yet" is `Insufficient`, a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from analysis.results import Dose, Estimate, Window

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
    over the highest load done), so the true one may be higher. untried: over the highest load done, so worked out only.
    """

    x: float
    load: float
    amount: float
    p_safe: float
    capped: bool
    untried: bool


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
