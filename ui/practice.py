"""Where a person is in a session: what was chosen, what is typed, what was saved. Lives in the session's memory only;
every try that is complete is in the diary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from data import calendar
from data.errors import DataError
from ui import flag_screen, session_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from analysis.plan_results import Plan, Step
    from data.store import Logged

BETWEEN = frozenset({"choose", "end"})
"""Steps at which no try is being typed."""
Stage = Literal["choose", "calm", "try", "saved", "end"]


@dataclass(frozen=True, slots=True)
class Saved:
    """The try that was just kept."""

    movement: str
    expected: float | None
    felt: float
    logged: Logged


@dataclass
class Practice:
    """One session. id, position: which try of which session comes next. steps: what was proposed when it began.
    order: the movements as they were offered first. pair: two movements the plan would combine. moment: when the try
    being typed was felt. on: the day it was begun on; earlier: it is about a day before that one, so neither the clock
    nor a guess belongs to it.
    """

    id: str
    day: date
    position: int = 0
    stage: Stage = "choose"
    movement: str = ""
    rest: float | None = None
    breathed: bool = False
    calm: str = "calm"
    expected: float | None = None
    locked: bool = False
    unguessed: bool = False
    steps: dict[str, Step] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    stamp: str = ""
    planned: bool = False
    changed: bool = False
    saved: Saved | None = None
    problem: DataError | None = None
    pair: tuple[str, str] | None = None
    moment: datetime | None = None
    on: date | None = None

    @property
    def earlier(self) -> bool:
        """Whether it is about a day that is over."""
        return self.on is not None and self.day < self.on

    def plan(self, found: Plan | None, stamp: str) -> None:
        """Take the proposals of the day; they stay the same until the session ends."""
        steps = [*found.steps, *([found.variant] if found.variant else [])] if found else []
        self.steps = {one.movement: one for one in steps}
        self.pair = found.pair if found else None
        self.stamp, self.planned = stamp, True

    def go(self, stage: Stage) -> None:
        """To another step; what was said on the one before is read."""
        self.stage = stage
        st.session_state.pop("flags_said", None)

    def ordered(self, last: Sequence[str]) -> tuple[str, ...]:
        """The movements as they are offered: proposals in the plan's order, then those done last.

        Once drawn a name keeps its place, so that nothing moves under a finger when proposals come late.
        """
        wanted = [*(name for name in self.steps if name in last), *last]
        self.order = tuple(dict.fromkeys([*self.order, *wanted]))
        return tuple(name for name in self.order if name in last)

    def feel(self, rest: float | None) -> None:
        """Take the pain at rest; more of it than usual asks for less today, so the proposals are made anew."""
        if rest != self.rest:
            self.rest, self.planned, self.steps, self.pair = rest, False, {}, None

    def begin(self, movement: str) -> None:
        """Go to the try of one movement."""
        self.movement = movement
        self.go("try")
        self.position = session_store.position(self.id)
        self.expected, self.locked, self.unguessed, self.problem = None, False, self.earlier, None
        self.moment = None

    def lock(self) -> None:
        """From the first felt value on the expectation stands: afterwards everybody knew it before. And it is the
        moment of the try, however long it stays open.
        """
        if not self.locked:
            self.locked, self.moment = True, calendar.now()

    def leave(self) -> None:
        """Back to the choice; what was typed of this try is gone."""
        self.stage, self.problem = "choose", None


def current() -> Practice:
    """The session of now, begun when there is none of today or when a long pause lies between.

    A try that was begun stays open, also over the end of its day; an earlier day stays chosen until today ends.
    """
    found, day = st.session_state.get("practice"), session_store.today()
    if isinstance(found, Practice) and (found.stage not in BETWEEN or (found.earlier and found.on == day)):
        return found
    held = session_store.held()
    name = session_store.session_id(held.done(day) if held else (), day)
    if isinstance(found, Practice) and found.day == day and found.id == name:
        return found
    made = Practice(name, day, on=day)
    st.session_state.practice = made
    return made


def choose(day: date) -> None:
    """Begin the session of a day: of now for today, of what was done then for an earlier day."""
    today = session_store.today()
    if day >= today:
        st.session_state.pop("practice", None)
        return
    st.session_state.practice = Practice(day.isoformat(), day, planned=True, on=today)


def save(one: Practice, values: dict[str, Any], plan_stamp: str) -> None:
    """Keep the try; where it is refused nothing is written and the words say why."""
    from data.store import Typed

    day, time, session, position = _place(one)
    common: dict[str, Any] = {"expected_pain": one.expected}
    if session == one.id:
        common |= {"pain_before": one.rest, "breathing_done": one.breathed or None}
    typed = Typed(day, one.movement, common | values, time, session, position)
    try:
        logged = session_store.log_try(typed)
    except DataError as error:
        one.problem = error
        return
    one.problem, one.changed = None, not one.earlier and plan_stamp != one.stamp
    one.saved = Saved(one.movement, one.expected, float(values["pain_during"]), logged)
    one.stage = "saved"
    flag_screen.after_try(typed.values)


def _place(one: Practice) -> tuple[date, str | None, str, int]:
    """Day, time, session and place of a try. It belongs to the day on which it was felt: a page left open over four in
    the morning neither moves a try of the evening to the next day nor the other way round.
    """
    if one.earlier:
        return one.day, None, one.id, one.position
    at = one.moment or calendar.now()
    day, time = calendar.day_of(at), at.strftime("%H:%M")
    if day == one.day:
        return day, time, one.id, one.position
    held = session_store.held()
    session = session_store.session_id(held.done(day) if held else (), day, time)
    return day, time, session, session_store.position(session)
