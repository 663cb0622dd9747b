"""Setback and return: what worked before a risky stretch, what a setback is, and how long the way back took.

Everything is read off the weekly looks, which know only the data up to their own day, and off the tries. A week that
hurts more after bad nights while the level has not risen is no setback and is called what it is. Weekly looks tell
days to a week; that is why less than 7 days is never called "faster".
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from analysis import risks
from analysis.detail import RED
from analysis.posterior import RISE
from analysis.setback_results import BadStretch, Nights, Reminder, Setback, Worked
from analysis.tries import calendar_day, day_number, day_numbers
from analysis.verdict import MIN_TRIES, P_RELAPSE, STALE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from analysis.progress_results import Risk
    from analysis.results import Look
    from analysis.tries import Series

    Floats = NDArray[np.float64]

BEST_DAYS = 56
WORKED = 3
"""Ways that worked before, at most so many (own choice)."""
MAY_RISE = 1.0
"""A level this much over the best may be the start of a setback (own choice, by simulation; see the method notes)."""
WEEK, BEFORE = 7, 28
MEASURES = ("sleep_quality", "sleep_hours")
OWN_WINDOW = 84
"""Days up to a look that the own lowest fifth is taken over, as in the risk contexts."""


def reminders(
    found: Iterable[Risk],
    series: Mapping[str, Series],
    trusted: set[str],
    tau: float,
) -> tuple[Reminder, ...]:
    """What worked before each risk context, for each movement it concerns, in the order of `found`.

    found: from `risks`. A break concerns its own movement, a stressful stretch every movement in `trusted`
    (`risks.trusted`). Looked at are the tries before the stretch; in a break, up to its last try.
    """
    out = []
    for risk in found:
        names = [risk.movement] if risk.movement else sorted(trusted & series.keys())
        until = day_number(risk.since) - (0 if risk.movement else 1)
        for name in names:
            worked, count = tolerated(series[name], until, tau)
            out.append(Reminder(risk.kind, name, risk.since, risk.days, worked, count))
    return tuple(out)


def tolerated(series: Series, until: int, tau: float) -> tuple[tuple[Worked, ...], int]:
    """The newest ways up to day number `until` that were tolerated, and the number of such tries.

    Tolerated: felt at or under tau and not followed by a red morning. A way is a variant at a load; of each only
    the newest try counts.
    """
    fine = (series.felt <= tau) & ~(series.morning_rise >= RED) & (series.day <= until)
    at = np.flatnonzero(fine)[::-1]
    names = series.variants(at)
    ways: dict[object, Worked] = {}
    for place, variant in zip(at.tolist(), names, strict=True):
        dose = series.dose(place)
        if (variant, dose) not in ways:
            day = calendar_day(series.day[place])
            ways[variant, dose] = Worked(day, float(series.felt[place]), dose, variant)
        if len(ways) == WORKED:
            break
    return tuple(ways.values()), len(at)


def find(
    looks: Sequence[Look], panel: pd.DataFrame, series: Mapping[str, Series], today: date
) -> tuple[Setback | BadStretch, ...]:
    """All setbacks and bad-sleep weeks of all movements, oldest first. Looks after `today` are ignored.

    Setback: the state is `relapsing`, or the level is 1.5 or more over the best of the 56 days before and
    P(rise >= 1.5) is at least .50; never while the movement is `safe`. Without a P(rise) in the looks the interval
    has to lie above the best level instead. Bad-sleep week: neither is the level 1.0 over the best nor P(rise) .50,
    the tries of the week hurt 1.5 more than those of the 28 days before, and five nights in a row held 3 bad ones.
    A level that has risen without certainty is neither: a setback begins like that, and calling it bad sleep would
    be a false comfort. Looks that follow each other are one episode, which an `unknown` look does not
    end. A movement not tried for over 21 days, or under 3 times, has neither.
    """
    said = sorted((one for one in looks if one.day <= today), key=lambda one: (one.movement, one.day))
    sleep = _Sleep(panel)
    found: list[Setback | BadStretch] = []
    for name, group in groupby(said, key=lambda one: one.movement):
        if name in series:
            found += _of_movement(list(group), sleep, series[name])
    return tuple(sorted(found, key=lambda one: (one.since, one.movement)))


def _of_movement(looks: list[Look], sleep: _Sleep, series: Series) -> list[Setback | BadStretch]:
    found: list[Setback | BadStretch] = []
    open_ = False
    for at, look in enumerate(looks):
        best = _best(looks[:at], look)
        one = _called(look, best, sleep, series) if best else None
        if one is None:
            open_ = open_ and look.state == "unknown"
            continue
        if open_ and type(one) is type(found[-1]):
            found[-1] = _joined(found[-1], one)
        else:
            found.append(one)
        open_ = True
    return found


def _best(before: Sequence[Look], look: Look) -> Look | None:
    """The lowest level of the 56 days before that rests on enough tries."""
    usable = [
        one
        for one in before
        if one.level is not None and one.n >= MIN_TRIES and (look.day - one.day).days <= BEST_DAYS
    ]
    return min(usable, key=lambda one: one.level or 0.0, default=None)


def _called(look: Look, best: Look, sleep: _Sleep, series: Series) -> Setback | BadStretch | None:
    """What one look is, against the best one before it."""
    if look.level is None or look.low is None or look.high is None or best.level is None:
        return None
    if look.n < MIN_TRIES or _since(series, look.day) > STALE:
        return None
    p_rise, nights = _p_rise(look), sleep.worst(look.day)
    higher = look.level - best.level >= RISE
    risen = higher and (look.low > best.level if p_rise is None else p_rise >= P_RELAPSE)
    if look.state == "relapsing" or (risen and look.state != "safe"):
        return Setback(
            movement=look.movement,
            since=look.day,
            until=look.day,
            level=look.level,
            low=look.low,
            high=look.high,
            best=best.level,
            best_day=best.day,
            p_rise=p_rise,
            state=look.state,
            n=look.n,
            nights=nights,
        )
    felt, usual = _mean_felt(series, look.day, 0, WEEK), _mean_felt(series, look.day, WEEK, WEEK + BEFORE)
    rising = look.level - best.level >= MAY_RISE or (p_rise is not None and p_rise >= P_RELAPSE)
    if rising or felt is None or usual is None or felt - usual < RISE:
        return None
    if nights is None or nights.bad < risks.BAD_NIGHTS:
        return None
    return BadStretch(
        movement=look.movement,
        since=look.day,
        until=look.day,
        level=look.level,
        best=best.level,
        p_rise=p_rise,
        nights=nights,
        felt=felt,
        usual=usual,
        n=look.n,
    )


def _joined(first: Setback | BadStretch, more: Setback | BadStretch) -> Setback | BadStretch:
    """One episode of two: the numbers of the higher level, the dates and the best level of both."""
    if isinstance(first, Setback) and isinstance(more, Setback):
        top = more if more.level > first.level else first
        return replace(top, since=first.since, until=more.until, best=first.best, best_day=first.best_day)
    return replace(more if more.level > first.level else first, since=first.since, until=more.until)


def _p_rise(look: Look) -> float | None:
    """P(rise >= 1.5) where the look carries it."""
    return look.p_rise if math.isfinite(look.p_rise) else None


def _since(series: Series, day: date) -> int:
    """Days from the last try up to `day` to `day`."""
    before = series.day[series.day <= day_number(day)]
    return day_number(day) - int(before[-1]) if len(before) else STALE + 1


def _mean_felt(series: Series, day: date, least: int, under: int) -> float | None:
    """Mean felt pain of the tries from `least` to under `under` days before `day`; None without any."""
    back = day_number(day) - series.day
    felt = series.felt[(back >= least) & (back < under)]
    return float(felt.mean()) if len(felt) else None


class _Sleep:
    """Nights of the diary; every question is answered with the nights up to its own day only."""

    def __init__(self, panel: pd.DataFrame) -> None:
        self.day = day_numbers(panel.index)
        self.values = {name: panel[name].to_numpy(dtype=float) for name in MEASURES}
        self.asked: dict[date, Nights | None] = {}

    def worst(self, day: date) -> Nights | None:
        """The five nights in a row with most bad ones that end in the week up to `day`; quality before hours."""
        if day not in self.asked:
            end = int(np.searchsorted(self.day, day_number(day), side="right"))
            told = (_worst(name, values[:end], self.day[:end], day) for name, values in self.values.items())
            self.asked[day] = next((one for one in told if one is not None), None)
        return self.asked[day]


def _worst(measure: str, values: Floats, days: NDArray[np.int64], day: date) -> Nights | None:
    inside = days > day_number(day) - OWN_WINDOW
    values, days = values[inside], days[inside]
    known = values[np.isfinite(values)]
    if len(known) < risks.OWN_DAYS:
        return None
    bad, now = risks.bad_nights(values), day_number(day)
    spans = [
        (days > end - risks.NIGHTS) & (days <= end) & np.isfinite(values)
        for end in range(now - WEEK + 1, now + 1)
    ]
    span = max(reversed(spans), key=lambda one: int(bad[one].sum()))
    if not span.any():
        return None
    return Nights(
        measure=measure,
        bad=int(bad[span].sum()),
        known=int(span.sum()),
        mean=float(values[span].mean()),
        usual=float(np.median(known)),
    )
