"""Frozen results about setbacks and the way back: numbers and codes, no words (see `analysis.results`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from analysis.results import Dose, Insufficient, State


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
