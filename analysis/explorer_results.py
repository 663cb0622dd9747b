"""Frozen results of looking around in the diary: days of a calendar, days picked in a scatter, the reverse question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from analysis.association_results import LagPoint
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
class Reverse:
    """The question asked the other way round: does the pain of a day go along with the factor of the next day?

    kind: `both` (each way is there), `pain_first`, `factor_first`, `open` (only factor first survives, but a
    connection says that pain first is as strong), `neither`, or `unknown` where one of them has too few days. forth,
    back: the two bars of the lag view, factor first and pain first.
    """

    factor: str
    kind: str
    forth: LagPoint | None
    back: LagPoint | None
