"""A small experiment as it is kept: its design, the draw, and what happened, event by event; nothing is overwritten.

The design never changes after the start, nor does the draw: both are written down before the first day. Everything
later is an event; of two records of one day the later counts and the earlier stays readable.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

DONE: Final = ("done", "not_done", "other")
"""What a person can say of a day: as drawn, not, or something else."""
SLACK: Final = timedelta(days=1)
"""A flight west may set the date back by one day."""


@dataclass(frozen=True, slots=True)
class Design:
    """Two conditions compared in blocks, in an order drawn by lot.

    question, a, b: the person's own words; b is usually "without". outcome: column of the daily panel (`pain_avg`,
    `pain_tries`, ...). A block is `size` periods (2 or 4), half of them a; a period is `period` days, of which the
    first `washout` are not compared. next_day: the outcome is that of the following day. template: where the words
    came from, "" for the person's own.
    """

    question: str
    a: str
    b: str
    outcome: str
    start: date
    blocks: int
    size: int = 2
    period: int = 1
    washout: int = 0
    next_day: bool = False
    template: str = ""

    @property
    def days(self) -> int:
        """How many days the plan has."""
        return self.blocks * self.size * self.period

    @property
    def end(self) -> date:
        """The last planned day."""
        return self.day(self.days - 1)

    @property
    def last(self) -> date:
        """The day of the last outcome."""
        return self.end + timedelta(days=int(self.next_day))

    def day(self, at: int) -> date:
        """The calendar day of place `at` (0 = first)."""
        return self.start + timedelta(days=at)

    def words(self, condition: str) -> str:
        """The person's words for `a` or `b`."""
        return self.a if condition == "a" else self.b


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: `day` (a record, value as in `DONE`), `peek`, `stopped`, `opened` (the result).

    at: local time. day: the day it is about, for `stopped` the day of stopping.
    """

    kind: str
    at: datetime
    day: date
    value: str = ""


@dataclass(frozen=True, slots=True)
class Experiment:
    """One experiment with its draw (one `a` or `b` per day) and its events, oldest first."""

    id: int
    created: datetime
    design: Design
    seed: int
    schedule: tuple[str, ...]
    events: tuple[Event, ...] = ()

    @property
    def records(self) -> dict[date, str]:
        """What was said of each day; the later record counts."""
        return {one.day: one.value for one in self.events if one.kind == "day"}

    def of_kind(self, kind: str) -> tuple[date, ...]:
        """The days on which something of the kind happened, oldest first."""
        return tuple(one.day for one in self.events if one.kind == kind)

    @property
    def stopped(self) -> date | None:
        """The day it was ended before its time, else None."""
        return next(iter(self.of_kind("stopped")), None)

    @property
    def until(self) -> date:
        """Its last day: the planned one, or the day it was ended on before."""
        return min(self.stopped or self.design.end, self.design.end)

    @property
    def opened(self) -> date | None:
        """The day the result was first read, else None."""
        return next(iter(self.of_kind("opened")), None)

    @property
    def peeks(self) -> tuple[date, ...]:
        """The days on which somebody looked before the end; never taken back."""
        return self.of_kind("peek")

    @property
    def last_noted(self) -> date:
        """The day of the last thing written down, by the clock of then."""
        return max([self.created.date(), *(one.at.date() for one in self.events)])

    def clock_back(self, today: date) -> bool:
        """Whether `today` lies before what was already written down: the clock went back."""
        return today < self.last_noted - SLACK

    def condition(self, day: date) -> str | None:
        """What is drawn for a day; None outside the plan."""
        at = (day - self.design.start).days
        return self.schedule[at] if 0 <= at < len(self.schedule) else None


def written(design: Design) -> str:
    """A design as the text that is kept."""
    return json.dumps(asdict(design) | {"start": design.start.isoformat()}, ensure_ascii=False)


def read(text: str) -> Design:
    """A design from its text."""
    values = json.loads(text)
    return Design(**values | {"start": date.fromisoformat(values["start"])})


def tidy(design: Design) -> Design:
    """The same design with its words trimmed and white space made single."""
    question, a, b = (" ".join(words.split()) for words in (design.question, design.a, design.b))
    return replace(design, question=question, a=a, b=b)
