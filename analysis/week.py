"""One calendar week as it was lived: what was moved and logged. A day without an entry is unknown, not a zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from analysis.tries import day_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.tries import Series


@dataclass(frozen=True, slots=True)
class WeekDay:
    """tries: None where nothing at all was logged on the day; ahead: the day is still to come."""

    day: date
    tries: int | None
    movements: int
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday. unlogged: days up to `today` without any entry."""

    days: tuple[WeekDay, ...]
    tries: int
    movements: tuple[str, ...]
    unlogged: int


def of(series: Mapping[str, Series], logged: Sequence[date], today: date) -> Week:
    """The week `today` lies in. series: rated tries by movement; logged: days with any entry."""
    monday = today - timedelta(days=today.weekday())
    known, out = set(logged), []
    for at in range(7):
        day = monday + timedelta(days=at)
        number = day_number(day)
        counts = [int(np.count_nonzero(one.day == number)) for one in series.values()]
        tries = sum(counts) if day in known else None
        out.append(WeekDay(day, tries, sum(one > 0 for one in counts), ahead=day > today))
    inside = [
        name
        for name, one in series.items()
        if ((one.day >= day_number(monday)) & (one.day <= day_number(today))).any()
    ]
    return Week(
        days=tuple(out),
        tries=sum(one.tries or 0 for one in out if not one.ahead),
        movements=tuple(sorted(inside)),
        unlogged=sum(one.tries is None and not one.ahead for one in out),
    )
