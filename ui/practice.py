"""Where a person is in a session: what was chosen, what is typed, what was saved. Lives in the session's memory only;
every try that is complete is in the diary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from data.errors import DataError
from ui import flag_screen, session_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

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
    order: the movements as they were offered first.
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

    def plan(self, found: Plan | None, stamp: str) -> None:
        """Take the proposals of the day; they stay the same until the session ends."""
        steps = [*found.steps, *([found.variant] if found.variant else [])] if found else []
        self.steps = {one.movement: one for one in steps}
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
            self.rest, self.planned, self.steps = rest, False, {}

    def begin(self, movement: str) -> None:
        """Go to the try of one movement."""
        self.movement = movement
        self.go("try")
        self.position = session_store.position(self.id)
        self.expected, self.locked, self.unguessed, self.problem = None, False, False, None

    def leave(self) -> None:
        """Back to the choice; what was typed of this try is gone."""
        self.stage, self.problem = "choose", None


def current() -> Practice:
    """The session of now, begun when there is none of today or when a long pause lies between."""
    found, day = st.session_state.get("practice"), session_store.today()
    held = session_store.held()
    name = session_store.session_id(held.done(day) if held else (), day)
    if isinstance(found, Practice) and found.day == day and (found.id == name or found.stage not in BETWEEN):
        return found
    made = Practice(name, day)
    st.session_state.practice = made
    return made


def save(one: Practice, values: dict[str, Any], plan_stamp: str) -> None:
    """Keep the try; where it is refused nothing is written and the words say why."""
    from data.store import Typed

    common = {"pain_before": one.rest, "breathing_done": one.breathed or None, "expected_pain": one.expected}
    typed = Typed(one.day, one.movement, common | values, session_store.clock(), one.id, one.position)
    try:
        logged = session_store.log_try(typed)
    except DataError as error:
        one.problem = error
        return
    one.problem, one.changed = None, plan_stamp != one.stamp
    one.saved = Saved(one.movement, one.expected, float(values["pain_during"]), logged)
    one.stage = "saved"
    flag_screen.after_try(typed.values)
