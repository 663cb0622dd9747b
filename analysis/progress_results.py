"""Frozen results about how things are going (science note 4): numbers and codes, no words (see `analysis.results`).

Intervals (`low`, `high`) are 90 %.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from analysis.results import Dose, Insufficient, Window


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """First against last 28 days (science note 4.2).

    verdict: `better_meaningful`, `better`, `same`, `worse`, `worse_meaningful`. change in points with 90 %
    interval; percent of the first mean.
    """

    first_mean: float
    last_mean: float
    change: float
    low: float
    high: float
    percent: float
    n_first: int
    n_last: int
    verdict: str
    first_window: Window
    last_window: Window


@dataclass(frozen=True, slots=True)
class Flare:
    """A spell of clearly more pain (4.4). confirmed: the person's own word; else a possible one."""

    start: date
    end: date
    peak: float
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Variety:
    """Variants in the last 28 days (4.6): effective = exp of Miller-Madow entropy; cells tried; new cells."""

    effective: float
    cells: int
    tries: int
    new_this_week: tuple[str, ...]
    window: Window


@dataclass(frozen=True, slots=True)
class Win:
    """A fact worth celebrating (4.7). kind: `state_upgrade`, `new_highest_load`, `first_variant`, `surprise`,
    `week_surprise`, `everyday_pain_free`, `activity_back`, `before_after`.

    facts feed the sentence: expected, felt, change, first and latest in points, percent in %.
    """

    kind: str
    day: date
    movement: str = ""
    dose: Dose | None = None
    facts: dict[str, float] = field(default_factory=dict)
    word: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """A context in which the old pattern tends to speak up (4.8), words only. kind: `break`, `stress`,
    `sleep`, `flare`.
    """

    kind: str
    since: date
    movement: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class WeekPain:
    """Mean of the logged pain days of one calendar week; n of 7 days logged; empty weeks are absent."""

    start: date
    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How things are going (science note 4): words only where the note asks for words.

    tries: all of the window; None where movements are not shared.
    """

    window: Window
    days_total: int
    days_logged: int
    tries: int | None
    weeks: tuple[WeekPain, ...]
    before_after: BeforeAfter | Insufficient
    flares: tuple[Flare, ...]
    variety: Variety | Insufficient
    wins: tuple[Win, ...]
    risks: tuple[Risk, ...]
    plan_week: int | None
