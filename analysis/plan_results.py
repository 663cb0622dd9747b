"""Frozen results of the plan: lights, steps, phases, activities. Numbers and codes, no words, as `analysis.results`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from analysis.movement_results import Cell

if TYPE_CHECKING:
    from datetime import date

    from analysis.results import Dose, Insufficient, Window

Colour = Literal["green", "amber", "red"]
Action = Literal["stop", "less", "restart", "minimum", "hold", "up", "variant", "gather", "start"]
Dimension = Literal[
    "", "reps", "duration_s", "distance_m", "weight_kg", "speed", "rom", "surface", "position"
]
PARTS = ("sets", "reps", "weight_kg", "duration_s", "distance_m")
"""Parts of a dose that a person or a trainer may limit."""


@dataclass(frozen=True, slots=True)
class Light:
    """The colour of one try (science note 5.1). reasons: what made it so, codes; rise: morning after over the usual
    morning in points, None while unknown; a light without it is not settled.
    """

    day: date
    colour: Colour
    reasons: tuple[str, ...]
    felt: float
    rise: float | None = None

    @property
    def settled(self) -> bool:
        """Whether the morning after is known."""
        return self.rise is not None


@dataclass(frozen=True, slots=True)
class Limit:
    """The most of each part that `by` allows for one movement; None = no limit on it."""

    by: Literal["person", "trainer"]
    sets: float | None = None
    reps: float | None = None
    weight_kg: float | None = None
    duration_s: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The suggestion for one movement: a proposal with the row of the table that matched (science note 5.2).

    rule: code of the row. dose: proposed, None where nothing is; before: the last one logged. cell: the variant.
    dimension: the one thing that changes, "" for none. values: the numbers the row was matched on. capped: what kept
    the step smaller (`week`, `month`, `person`, `trainer`, `capacity`, `plate`). also: later rows that asked for even
    less and were kept. changes: codes of what would make it another one. lights: the last three.
    """

    movement: str
    action: Action
    rule: str
    dose: Dose | None = None
    before: Dose | None = None
    cell: Cell = field(default_factory=Cell)
    dimension: Dimension = ""
    values: dict[str, float] = field(default_factory=dict)
    capped: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    lights: tuple[Light, ...] = ()
    days_since: int = 0

    @property
    def ratio(self) -> float | None:
        """Proposed over last load; None where either is unknown."""
        if self.dose is None or self.before is None or not self.dose.index or not self.before.index:
            return None
        return self.dose.index / self.before.index


@dataclass(frozen=True, slots=True)
class Fortnight:
    """Two weeks of the plan and what they did to it.

    verdict: `advance`, `extend` (under 60 % safe or learning), `hold` (a hard or an empty fortnight: why it was one),
    `running` (not over). ready, active: movements safe or learning, of those tried; phase: the one it was lived in.
    """

    window: Window
    phase: int
    verdict: Literal["advance", "extend", "hold", "running"]
    ready: int
    active: int
    why: tuple[str, ...] = ()
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The eight-week frame as it stands (science note 5.3) and the steps for `day`, in order.

    phase: 1 to 4. week: calendar weeks since the start, 1 on the first day. variant: the new variant of this session
    (phase 3), pair: two safe movements to combine (phase 4). done: phase 4 is through. blocked: a red-flag answer is
    open, so nothing is suggested. pause: days since the last try of any movement, from the trainer's short break on; 0
    before.
    """

    day: date
    start: date
    phase: int
    week: int
    fortnights: tuple[Fortnight, ...]
    steps: tuple[Step, ...]
    variant: Step | None = None
    pair: tuple[str, str] | None = None
    done: bool = False
    blocked: bool = False
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Activity:
    """An everyday activity in the person's own words. ratings: ability 0-10 by day, oldest first."""

    id: str
    name: str
    ratings: tuple[tuple[date, float], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Regained:
    """How one activity stands. change: latest over first rating. back: two ratings in a row, on two days, at least the
    needed points over the first. since: the second of them. need: what is missing, as a value.
    """

    activity: Activity
    first: float | None
    latest: float | None
    change: float | None
    back: bool
    since: date | None = None
    needs: Insufficient | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """One dimension of variety: what of it was tried in 28 days, most often first, and what was not."""

    dimension: str
    tried: tuple[str, ...]
    untried: tuple[str, ...]
