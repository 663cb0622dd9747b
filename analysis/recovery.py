"""How long the way back took after a setback, beside the first time.

Both are measured the same way on the weekly looks: from the look with the highest level to the first look that is
under the limit, or safe or learning, again. "Faster than the first time" is said only when both ends were seen and at
least 7 days, the distance of two looks, lie between.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from analysis.results import Insufficient
from analysis.risks import TRUSTED
from analysis.setback_results import Recovery, Setback, Span
from analysis.tries import calendar_day, day_number
from analysis.verdict import MIN_TRIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from analysis.results import Look
    from analysis.tries import Series

LEAST_DAYS = 7


def compare(
    setbacks: Iterable[object], looks: Sequence[Look], series: Mapping[str, Series], tau: float, today: date
) -> tuple[Recovery, ...]:
    """Every `Setback` among `setbacks` beside the first learning phase of its movement, oldest first.

    looks: weekly, any order; those after `today` are ignored. A first phase that began more than a week before
    the first look was not seen and is not guessed; one that had not ended when the setback came has no end.
    `Insufficient.what` says what a span lacks.
    """
    said = sorted((one for one in looks if one.day <= today), key=lambda one: one.day)
    out = []
    for one in setbacks:
        if isinstance(one, Setback) and one.movement in series:
            own = [look for look in said if look.movement == one.movement]
            before = [look for look in own if look.day <= one.since]
            first = _first(before, series[one.movement], said[0].day, tau)
            again = _again(own, one, series[one.movement], tau)
            out.append(Recovery(one.movement, one.since, first, again, _faster(first, again)))
    return tuple(out)


def _faster(first: Span | Insufficient, again: Span | Insufficient) -> Literal["faster"] | Insufficient:
    if isinstance(first, Insufficient):
        return first
    if isinstance(again, Insufficient):
        return again
    gained = first.days - again.days
    return "faster" if gained >= LEAST_DAYS else Insufficient("days_faster", gained, LEAST_DAYS)


def _first(looks: Sequence[Look], series: Series, start: date, tau: float) -> Span | Insufficient:
    """The way from the first tries to the first look that was back under the limit."""
    name = series.name
    began = calendar_day(series.day[0])
    if began < start - timedelta(days=LEAST_DAYS):
        return Insufficient("first_seen", 0, 1, name)
    told = [one for one in looks if one.level is not None and one.n >= MIN_TRIES]
    if not told or _back(told[0], tau):
        return Insufficient("first_above_limit", 0, 1, name)
    return _span(told, told[0].day, series, tau) or Insufficient("first_end", 0, 1, name)


def _again(looks: Sequence[Look], setback: Setback, series: Series, tau: float) -> Span | Insufficient:
    told = [one for one in looks if one.level is not None and one.day >= setback.since]
    return _span(told, setback.until, series, tau) or Insufficient("recovery_end", 0, 1, series.name)


def _span(looks: Sequence[Look], after: date, series: Series, tau: float) -> Span | None:
    """From the highest level before it to the first look later than `after` that is back; None without one."""
    end = next((at for at, one in enumerate(looks) if one.day > after and _back(one, tau)), None)
    if end is None:
        return None
    top = max(looks[:end], key=lambda one: one.level or 0.0)
    start, stop = day_number(top.day), day_number(looks[end].day)
    tries = int(((series.day > start) & (series.day <= stop)).sum())
    return Span(top.day, looks[end].day, stop - start, tries, float(top.level or 0.0))


def _back(look: Look, tau: float) -> bool:
    """Safe or learning, or a level at or under the limit; never while the alarm is called."""
    if look.state in TRUSTED:
        return True
    low = look.level is not None and look.level <= tau
    return low and look.state != "relapsing" and look.n >= MIN_TRIES
