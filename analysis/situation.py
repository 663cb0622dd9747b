"""What the step table needs to know of one movement, read off its tries: lights by day, loads, breaks, caps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis import load, trafficlight
from analysis.doses import Caps
from analysis.movement_results import Cell
from analysis.planrules import SHIPPED
from analysis.tries import calendar_day, day_number

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from analysis.movement_results import NextVariant
    from analysis.plan_results import Light, Limit
    from analysis.planrules import Rules
    from analysis.results import Dose, State
    from analysis.tries import Series

WORSE = {"green": 0, "amber": 1, "red": 2}
WEEK, MONTH = 7, 28
LEAST_REST = 3
"""Ratings of the pain before a try without which no usual one is known (own choice)."""
LOOKED_BACK = 182
"""Days whose tries the table reads: no row looks back further than its breaks and 90 days (own choice)."""
MINIMUM = 0.75
"""Up to this share of the load before the bad days, a dose on one of them is a minimum dose: 50 to 70 %, rounded."""
SAME_LOAD = 0.80
"""A green day counts for a step up from this share of the present load on (own choice): the step before does, a minimum
dose does not."""


@dataclass(frozen=True, slots=True)
class Lived:
    """One day of one movement: its worst light, its heaviest dose and that load index (NaN unknown), its lowest
    quality. minimum: it was a minimum dose on a strained day, which is no level the load rises from.
    """

    light: Light
    load: float
    quality: float
    dose: Dose
    minimum: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """What holds for the whole day. since: first day of what strains it; kinds: `flare`, `stress`, `sleep`.

    rest: rest pain now, None when not asked. blocked: a red-flag answer is open. backwards: the clock stands before the
    last logged day. strained: the last strained day before this one. begun: first day of the plan; the dose a movement
    begins it with is where its load rises from.
    """

    day: date
    kinds: tuple[str, ...] = ()
    since: date | None = None
    rest: float | None = None
    blocked: bool = False
    backwards: bool = False
    strained: date | None = None
    begun: date | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """One movement on one day. lived: oldest first, not empty. last: the dose of the last try; cell: its variant.

    usual_rest: median rest pain before its tries of 28 days, None under three. capacity: load index that stays under
    the limit with 80 % certainty, None unknown. easy: the easiest variant tried safely, harder: the next one up.
    """

    movement: str
    state: State
    lived: tuple[Lived, ...]
    last: Dose
    formula: tuple[str, ...]
    cell: Cell
    today: Today
    limits: tuple[Limit, ...] = ()
    usual_rest: float | None = None
    capacity: float | None = None
    easy: Cell | None = None
    harder: NextVariant | None = None

    @property
    def days_since(self) -> int:
        """Days from the last day with a try to today."""
        return (self.today.day - self.lived[-1].light.day).days

    def within(self, days: int) -> list[Lived]:
        """The lived days of the last `days` days, today included."""
        return [one for one in self.lived if (self.today.day - one.light.day).days < days]

    def reds(self) -> list[Lived]:
        """The red ones of the last three lived days."""
        return [one for one in self.lived[-3:] if one.light.colour == "red"]

    def greens(self, rules: Rules) -> list[Lived]:
        """Green days in a row up to the last, since the last break, oldest first.

        Whatever their load: a step may rest on one green day at the load trained now and one before it, as the table
        has it. A green minimum dose in between neither counts nor ends the row.
        """
        now, found = self.lived[-1].load, []
        after = self.today.day
        for one in reversed(self.lived):
            away = (after - one.light.day).days >= rules.break_short
            if one.light.colour != "green" or one.quality < rules.quality or away:
                break
            light = one.minimum and np.isfinite(now) and np.isfinite(one.load) and one.load < SAME_LOAD * now
            if not light:
                found.append(one)
            after = one.light.day
        return found[::-1]

    def spell(self) -> date | None:
        """The last strained day before today: by the context, or one with a minimum dose for the pain at rest."""
        known = [self.today.strained, *(one.light.day for one in self.lived if one.minimum)]
        return max((day for day in known if day is not None), default=None)

    def planned(self) -> tuple[Lived, ...]:
        """The lived days since the plan was begun; all of them where there is none yet."""
        begun = self.today.begun
        return tuple(one for one in self.lived if begun is None or one.light.day >= begun) or self.lived

    def before(self, day: date | None) -> float:
        """Load of the last lived day before `day`; the present one where there is none."""
        known = [one.load for one in self.lived if np.isfinite(one.load)]
        earlier = [
            one.load
            for one in self.lived
            if np.isfinite(one.load) and day is not None and one.light.day < day
        ]
        return (earlier or known or [np.nan])[-1]

    def held(self, days: int = MONTH) -> Lived | None:
        """Of the `days` up to the last try, of the plan and since the last red one, the green day with the highest
        load, or None.
        """
        last, found = self.lived[-1].light.day, list[Lived]()
        for one in reversed(self.planned()):
            if one.light.colour == "red" or (last - one.light.day).days >= days:
                break
            if one.light.colour == "green" and np.isfinite(one.load):
                found.append(one)
        return max(found, key=lambda one: one.load, default=None)

    def usual(self, days: int, before: date | None = None) -> float:
        """The load a lower dose is a share of: what was held, but not under the one before `before`; NaN unknown.

        A share of what was held, not of the last dose: otherwise each bad stretch would shrink the one before.
        """
        held = self.held(days)
        loads = [self.before(before), held.load if held else np.nan]
        return float(np.nanmax(loads)) if np.isfinite(loads).any() else np.nan

    def caps(self, rules: Rules) -> Caps:
        """How far the load may rise: over the lowest of the last 7 days and what stood before, and over 28 days ago.

        Minimum doses are no level the load rises from: they are left out, or each bad stretch would cost a week more
        and once again four weeks later.
        """
        now = self.lived[-1].load
        levels = self._levels()
        week = [one.load for one in self.within(WEEK) if one in levels]
        lowest = min([*week, self._standing(WEEK)])
        return Caps(
            week=lowest * (1 + rules.cap_week),
            month=self._standing(MONTH) * (1 + rules.cap_month),
            fresh=not np.isfinite(now) or now <= lowest * (1 + 1e-9),
        )

    def _levels(self) -> list[Lived]:
        """The days of the plan with a known load that was no minimum dose."""
        known = [one for one in self.planned() if np.isfinite(one.load)]
        return [one for one in known if not one.minimum] or known

    def _standing(self, days: int) -> float:
        """The load that stood `days` days ago: the last before, else the first known."""
        levels = self._levels()
        earlier = [one.load for one in levels if (self.today.day - one.light.day).days >= days]
        return earlier[-1] if earlier else levels[0].load if levels else np.inf


def of(
    series: Series,
    state: State,
    tau: float,
    today: Today,
    *,
    limits: tuple[Limit, ...] = (),
    capacity: float | None = None,
    easy: Cell | None = None,
    harder: NextVariant | None = None,
    limit: np.ndarray | float = trafficlight.RISE,
    strained: Collection[date] = (),
    rest_over: float = SHIPPED.rest_over,
) -> Situation:
    """The situation of one movement, from its tries of half a year.

    series: its tries up to today, at least one. tau: tolerated pain, 0-10. limit: the rise of one morning that is red
    by itself, for each try or for all. strained: the days of these tries on which anything strained; rest_over: so much
    pain before a try over the usual strains its day as well, points.
    """
    recent = series.last(max(1, int((series.day > day_number(today.day) - LOOKED_BACK).sum())))
    limits_of = np.broadcast_to(limit, len(series))[-len(recent) :]
    found = trafficlight.lights(recent, tau, limits_of)
    known = np.flatnonzero(np.isfinite(series.load))
    at = int(known[-1]) if len(known) else len(series) - 1
    return Situation(
        movement=series.name,
        state=state,
        lived=_by_day(recent, found, {*strained, *_sore(recent, rest_over)}),
        last=series.dose(at),
        formula=load.formula(series.doses),
        cell=Cell(*(str(values[-1]) for values in series.words)),
        today=today,
        limits=limits,
        usual_rest=_usual_rest(recent, today.day),
        capacity=capacity,
        easy=easy,
        harder=harder,
    )


def _by_day(series: Series, found: tuple[Light, ...], strained: Collection[date]) -> tuple[Lived, ...]:
    quality = series.rows["quality"].to_numpy(dtype=float)
    lived, stood = list[Lived](), np.nan
    loads = np.nan_to_num(series.load, nan=-1.0)
    days = [np.flatnonzero(series.day == day) for day in np.unique(series.day)]
    tops = [int(at[np.argmax(loads[at])]) for at in days]
    doses = load.doses({name: values[tops] for name, values in series.doses.items()}, series.load[tops])
    for at, top, dose in zip(days, tops, doses, strict=True):
        worst = max((found[one] for one in at), key=_severity)
        heavy, lowest = float(series.load[top]), quality[at][np.isfinite(quality[at])]
        bad = worst.day in strained
        minimum = bad and heavy <= MINIMUM * stood
        stood = heavy if np.isfinite(heavy) and not bad else stood
        lived.append(Lived(worst, heavy, min(lowest, default=np.nan), dose, minimum))
    return tuple(lived)


def _sore(series: Series, over: float) -> set[date]:
    """The days on which the pain before a try was so much over the median of the 28 days before, of three at least."""
    rest = series.rows["pain_before"].to_numpy(dtype=float)
    at = np.isfinite(rest)
    day, rest = series.day[at], rest[at]
    found = set()
    for now in np.unique(day):
        before = rest[(day < now) & (day >= now - MONTH)]
        if len(before) >= LEAST_REST and rest[day == now].max() >= np.median(before) + over:
            found.add(calendar_day(now))
    return found


def _severity(light: Light) -> tuple[int, bool, float]:
    """By colour; among equals a symptom weighs more than any pain, as it stops the movement."""
    return WORSE[light.colour], "symptom" in light.reasons, light.felt


def _usual_rest(series: Series, today: date) -> float | None:
    rest = series.rows["pain_before"].to_numpy(dtype=float)[series.day > day_number(today) - MONTH]
    known = rest[np.isfinite(rest)]
    return float(np.median(known)) if len(known) >= LEAST_REST else None
