"""A person as the frames the program works on, and what was true about each movement on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.evidence.worlds import DAYS, MOVEMENTS
from data import schema

if TYPE_CHECKING:
    from benchmarks.evidence.people import Person

START = date(2026, 1, 5)
TAU = 3.0
"""The limit every method is given."""
LOOKS = tuple(range(13, DAYS, 7))
"""Days (0 = first) on which everything is asked."""
FIRST_KG = 8.0
WINDOW, BACK = 28, 56
LEARNED, RELAPSED = 1.0, 1.5
NAMES = tuple(f"m{one}" for one in range(MOVEMENTS))


def frames(person: Person) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`exposures` and `days` in schema dtypes. The load is a weight: 8 kg times 2 to the power of x, unrounded."""
    start = np.datetime64(START, "us")
    exposures = {
        "date": start + person.day * np.timedelta64(1, "D"),
        "movement": [NAMES[one] for one in person.move],
        "family": [f"f{person.truth.named[one]}" for one in person.move],
        "pain_during": person.felt,
        "expected_pain": person.expected,
        "pain_before": person.rest[person.day],
        "weight_kg": FIRST_KG * 2.0**person.x,
        "line": np.arange(len(person.day)),
    }
    known = np.flatnonzero(np.isfinite(person.sleep) | np.isfinite(person.stress))
    days = {
        "date": start + known * np.timedelta64(1, "D"),
        "sleep_quality": person.sleep[known],
        "stress": person.stress[known],
    }
    return schema.conform(pd.DataFrame(exposures), "exposures"), schema.conform(pd.DataFrame(days), "days")


def on(day: int) -> date:
    """The calendar day of a day of the story."""
    return START + timedelta(days=int(day))


@dataclass(frozen=True)
class Fact:
    """What is true on a day. level: at the load trained then. change: over 28 days. rise: over the best of 56."""

    state: str
    level: float
    change: float
    rise: float


def fact(person: Person, move: int, now: int) -> Fact:
    """Science note 2.1. Change and rise are at the reference load and reach back to the first try at most."""
    own = np.flatnonzero((person.move == move) & (person.day <= now))
    course = person.truth.level[move]
    first = int(person.day[own[0]])
    level = course[now] + person.truth.slope[move] * float(np.median(person.x[own[-3:]]))
    change = course[now] - course[max(first, now - WINDOW)]
    rise = course[now] - course[max(first, now - BACK) : now + 1].min()
    state = (
        "safe"
        if level <= TAU
        else "relapsing"
        if rise >= RELAPSED
        else "learning"
        if change <= -LEARNED
        else "threat"
    )
    return Fact(state, float(level), float(change), float(rise))
