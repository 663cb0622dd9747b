"""The eight-week frame as a living thing (science note 5.3): fortnights that carry on, wait or are lived again.

A phase is left when at least 60 % of the movements in use are safe or learning, by what was known at the end of its
fortnight. A hard fortnight (a flare, a stressful stretch, bad nights) and one with hardly a try say nothing against the
person: the plan waits. So the calendar alone never moves it, and nothing is lost by a bad week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from analysis import risks, trafficlight
from analysis.plan_results import Fortnight
from analysis.tries import day_number
from analysis.verdict import STALE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from analysis.progress_results import Flare, Risk
    from analysis.results import Look, State
    from analysis.tries import Series

    Floats = NDArray[np.float64]

PHASES: Final = 4
DAYS: Final = 14
READY: Final = 0.60
GOOD: Final = frozenset({"safe", "learning"})
LEAST_DAYS: Final = 2
"""Days with a try under which a fortnight is called empty (own choice)."""
WINDOW: Final = 84


@dataclass(frozen=True)
class Context:
    """What strains a day, as the panel has it. day: consecutive day numbers, (n,); NaN = not rated. flares: oldest
    first.
    """

    day: NDArray[np.int64]
    stress: Floats
    sleep: Floats
    morning: Floats
    flares: tuple[Flare, ...] = ()

    @cached_property
    def limits(self) -> Floats:
        """The rise of one morning that is red by itself, for each day of the panel."""
        return trafficlight.bad_mornings(self.morning)

    def bad_mornings(self, days: NDArray[np.int64]) -> Floats:
        """The rise of one morning that is red by itself, as it stood on each of these days of the panel."""
        return self.limits[np.searchsorted(self.day, days)]

    def strained(self, today: date, days: int) -> date | None:
        """The last day before `today`, of so many, on which anything strained; None without one."""
        before = (today - timedelta(days=back) for back in range(1, days + 1))
        return next((day for day in before if self.on(day)), None)

    def strained_days(self, days: Iterable[date]) -> frozenset[date]:
        """Those of these days on which anything strained."""
        return frozenset(day for day in days if self.on(day))

    def on(self, today: date) -> tuple[Risk, ...]:
        """Flare, stressful stretch and bad nights as they stood on `today` (science note 4.8 ii to iv)."""
        if today not in self._asked:
            self._asked[today] = self._on(today)
        return self._asked[today]

    @cached_property
    def _asked(self) -> dict[date, tuple[Risk, ...]]:
        """What was asked before: the plan, its fortnights and every movement ask for the same days."""
        return {}

    def _on(self, today: date) -> tuple[Risk, ...]:
        now = day_number(today)
        inside = (self.day <= now) & (self.day > now - WINDOW)
        known = [one for one in self.flares if one.start <= today]
        return (
            *risks.flare(known, today),
            *risks.stress(self.day[inside], self.stress[inside], today),
            *risks.sleep(self.day[inside], self.sleep[inside], today),
        )


def ends(start: date, today: date) -> list[date]:
    """The last days of the fortnights that are over by `today`."""
    over = (today - start).days // DAYS
    return [start + timedelta(days=DAYS * (at + 1) - 1) for at in range(max(over, 0))]


def fortnights(
    start: date, today: date, series: Mapping[str, Series], looks: Iterable[Look], context: Context
) -> tuple[Fortnight, ...]:
    """Every fortnight since the start, oldest first, the running one last; () before the start.

    looks: what was said on the `ends`, with the data up to that day only.
    """
    if today < start:
        return ()
    states: dict[date, dict[str, State]] = {}
    for one in looks:
        states.setdefault(one.day, {})[one.movement] = one.state
    phase, found = 1, list[Fortnight]()
    for end in ends(start, today):
        over = _over(end, phase, series, states.get(end, {}), context)
        found.append(over)
        phase = min(phase + (over.verdict == "advance"), PHASES)
    begun = found[-1].window[1] + timedelta(days=1) if found else start
    tries = _tries(series, begun, today)
    running = Fortnight((begun, begun + timedelta(days=DAYS - 1)), phase, "running", 0, 0, tries=tries[0])
    return (*found, running)


def done(found: Sequence[Fortnight]) -> bool:
    """Whether the last phase has been lived through."""
    return any(one.phase == PHASES and one.verdict == "advance" for one in found)


def _over(
    end: date, phase: int, series: Mapping[str, Series], states: Mapping[str, State], context: Context
) -> Fortnight:
    begun = end - timedelta(days=DAYS - 1)
    oldest = day_number(end) - STALE
    active = [
        name for name, one in series.items() if ((one.day > oldest) & (one.day <= day_number(end))).any()
    ]
    ready = sum(states.get(name) in GOOD for name in active)
    tries, days = _tries(series, begun, end)
    why = hard(begun, end, context) + (("empty",) if days < LEAST_DAYS else ())
    enough = bool(active) and ready >= READY * len(active)
    return Fortnight(
        window=(begun, end),
        phase=phase,
        verdict="hold" if why else "advance" if enough else "extend",
        ready=ready,
        active=len(active),
        why=why,
        tries=tries,
    )


def hard(begun: date, end: date, context: Context) -> tuple[str, ...]:
    """What made a fortnight hard, by the context in the middle and at the end of it; a flare on any of its days."""
    kinds = {one.kind for day in (begun + timedelta(days=DAYS // 2 - 1), end) for one in context.on(day)}
    kinds -= {"flare"}
    if any(one.start <= end and one.end >= begun for one in context.flares):
        kinds.add("flare")
    return tuple(sorted(kinds))


def _tries(series: Mapping[str, Series], begun: date, end: date) -> tuple[int, int]:
    """Tries between two days, both included, and the days they were on."""
    low, high = day_number(begun), day_number(end)
    inside = [one.day[(one.day >= low) & (one.day <= high)] for one in series.values()]
    every = np.concatenate(inside) if inside else np.array([], dtype=np.int64)
    return len(every), len(np.unique(every))
