"""What the analysis says about a small experiment; frozen values, no words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from analysis.results import Insufficient, Window

Verdict = Literal["difference", "hardly_done", "none", "stopped", "peek"]
Phase = Literal["before", "running", "finished", "stopped"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a design cannot be started. code: key of the words; have, need: what was found and what is asked for."""

    code: str
    have: int = 0
    need: int = 0


@dataclass(frozen=True, slots=True)
class BlockMeans:
    """One block: mean of its a and b days (None without a known day), a minus b, and whether it counts."""

    number: int
    window: Window
    a: float | None
    b: float | None
    n_a: int
    n_b: int
    counted: bool

    @property
    def difference(self) -> float | None:
        """A minus b, None where one side is unknown."""
        return None if self.a is None or self.b is None else self.a - self.b


@dataclass(frozen=True, slots=True)
class Difference:
    """a minus b in points with its 90 % interval over `blocks` blocks and `n_a` + `n_b` days.

    p: two-sided, of the randomisation test; orders: how many it rests on; exact: all of them, not some drawn.
    """

    effect: float
    low: float
    high: float
    p: float
    blocks: int
    n_a: int
    n_b: int
    mean_a: float
    mean_b: float
    orders: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Adherence:
    """Of `days_a` and `days_b` days of the plan so far: done as drawn, and with any record."""

    days_a: int
    days_b: int
    done_a: int
    done_b: int
    recorded: int

    @property
    def hardly(self) -> bool:
        """Whether one side was done on fewer than half of its days: the draw was hardly carried out."""
        return 2 * self.done_a < self.days_a or 2 * self.done_b < self.days_b


@dataclass(frozen=True, slots=True)
class Yardstick:
    """Which difference is felt as one. points: by the level it starts from; share: 30 % of that level, in points.

    reached: how many of the two the effect reaches (0, 1, 2).
    """

    start: float
    points: float
    share: float
    reached: int


@dataclass(frozen=True, slots=True)
class ExperimentResult:
    """The answer. assigned: by what was drawn, the result; as_done: only days done as drawn, description only.

    verdict: `difference` (p <= .05, finished), `hardly_done` (the same, but one side was mostly not done), `none`,
    `stopped` (ended before its time) or `peek` (not yet over). not_excluded: the largest difference inside the
    interval. peeks: days on which somebody looked before the end. genuine: the kept plan is the one its seed draws.
    """

    verdict: Verdict
    assigned: Difference
    as_done: Difference | Insufficient
    adherence: Adherence
    yardstick: Yardstick | None
    blocks: tuple[BlockMeans, ...]
    planned_blocks: int
    window: Window
    peeks: tuple[date, ...]
    genuine: bool

    @property
    def not_excluded(self) -> float:
        """The largest difference, either way, that the interval still holds."""
        return max(abs(self.assigned.low), abs(self.assigned.high))
