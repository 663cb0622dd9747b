"""Frozen results of looking around in the diary: days of a calendar, days picked in a scatter, days still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from analysis.results import Window


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One calendar day of one series; value None: nothing was logged, which is not nought."""

    day: date
    value: float | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """One series over every calendar day of `window`. low, high: ends of its scale (0 and 10 for a rating, else the
    smallest and largest value of the whole diary). n: days with a value; missing: days without.
    """

    name: str
    days: tuple[CalendarDay, ...]
    low: float
    high: float
    n: int
    missing: int
    window: Window


@dataclass(frozen=True, slots=True)
class PickedDay:
    """One day of a scatter that lies in the chosen part. x: factor; pain: as rated, None where only tries were;
    adjusted: with trend, weekend and the other factors taken out, as drawn.
    """

    day: date
    x: float
    pain: float | None
    adjusted: float


@dataclass(frozen=True, slots=True)
class Picked:
    """The chosen days, oldest first. total: days of the scatter; weekend: chosen Saturdays and Sundays; longest:
    most chosen days directly after one another, and from when to when (`run`).
    """

    days: tuple[PickedDay, ...]
    total: int
    weekend: int
    longest: int
    run: Window | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How far one factor is from a verdict: days on which it and the pain are both known, of the days needed."""

    factor: str
    have: int
    need: int
