"""The invented experiment that goes with the sample diary: nothing was built in, the right answer is "no difference".

Shown beside the sample only, never stored. Its plan is drawn like any other, from the seed given here.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from data.experiments import Design, Event, Experiment
from data.sample import LAST

EFFECT: Final = 0.0
"""Pain points that the days of a differ from those of b, as built in."""
BLOCKS: Final = 14
SEED: Final = 2026
LEFT_OUT: Final = frozenset({9, 10, 30, 44})
"""Places of days on which the invented person did not do what was drawn."""


def design(question: str, a: str, b: str) -> Design:
    """56 days in blocks of four that end with the sample, in the words of the page's language."""
    start = LAST - timedelta(days=4 * BLOCKS - 1)
    return Design(question, a, b, "pain_avg", start, BLOCKS, size=4)


def experiment(plan: Design, schedule: tuple[str, ...]) -> Experiment:
    """The finished experiment: every day noted, nobody looked before the end, the answer open."""
    days = [plan.day(place) for place in range(plan.days)]
    events = [
        Event("day", _at(day), day, "not_done" if place in LEFT_OUT else "done")
        for place, day in enumerate(days)
    ]
    opened = plan.last + timedelta(days=1)
    return Experiment(
        0, _at(plan.start), plan, SEED, schedule, (*events, Event("opened", _at(opened), opened))
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(20))
