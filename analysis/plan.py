"""The plan of one day: where the eight weeks stand, and the next step of every movement, in order.

The step table decides (`steprules`); the frame only adds to it: in the first fortnight loads are found and repeated, in
the third phase one movement gets a new variant instead of a step, in the fourth two safe movements may be combined. It
never turns a step down into one up.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from analysis import doses, frame, situation, steprules
from analysis.load import formula
from analysis.next_tries import rhythm
from analysis.plan_results import Plan
from analysis.planrules import SHIPPED
from analysis.safetyprior import WINDOW
from analysis.tries import calendar_day, day_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from analysis.frame import Context
    from analysis.movement_results import Cell, NextVariant, VariantMap
    from analysis.plan_results import Fortnight, Limit, Step
    from analysis.planrules import Rules
    from analysis.results import Dose, Look, MovementAssessment, State
    from analysis.tries import Series

START_SHARE: Final = 0.70
"""A movement starts the plan at this share of the highest load that was felt at 2 or less (science note 5.2)."""
NEARLY_FREE: Final = 2.0
FREE: Final = frozenset({"up", "wait_morning"})
"""Rows of a movement that nothing holds back: no red or amber light, break, bad day or clock that went back."""
STRAINED: Final = 2 * situation.MONTH
"""Days whose strain is asked for: what stood 28 days ago may itself be some days older (own choice)."""
QUIETER: Final = frozenset({"amber", "one_green", "gather", "up", "wait_morning", "return"})
"""Rows that the start of the plan may turn into a start dose."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the plan of a diary is made from, as of its last day. series: tries up to it. maps: movement -> its
    variants.
    """

    series: Mapping[str, Series]
    assessments: Sequence[MovementAssessment]
    looks: Sequence[Look]
    context: Context
    tau: float
    last: date
    maps: Mapping[str, VariantMap] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the day, the start, the trainer's rules, limits by movement. rest: rest pain now."""

    day: date
    start: date
    rules: Rules = SHIPPED
    limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    rest: float | None = None
    blocked: bool = False


def of(basis: Basis, asked: Asked) -> Plan:
    """The plan for `asked.day`. A day before the last logged one is a clock that went back: nothing is raised then."""
    context = basis.context.on(asked.day)
    today = situation.Today(
        day=asked.day,
        kinds=tuple(dict.fromkeys(one.kind for one in context)),
        since=min((one.since for one in context), default=None),
        rest=asked.rest,
        blocked=asked.blocked,
        backwards=asked.day < basis.last,
        strained=basis.context.strained(asked.day, situation.MONTH),
        begun=asked.start,
    )
    found = frame.fortnights(asked.start, asked.day, basis.series, basis.looks, basis.context)
    phase = found[-1].phase if found else 1
    states = {one.movement: one.state for one in basis.assessments}
    steps = [
        _framed(one, basis, asked, found, safe=states.get(one.movement) == "safe")
        for one in _steps(basis, asked, today)
    ]
    variant = _variant(steps, basis, asked, states) if phase == 3 else None
    if variant:
        steps = [variant if one.movement == variant.movement else one for one in steps]
    return Plan(
        day=asked.day,
        start=asked.start,
        phase=phase,
        week=max(1, 1 + (asked.day - asked.start).days // 7),
        fortnights=found,
        steps=tuple(sorted(steps, key=lambda one: _order(one, basis))),
        variant=variant,
        pair=_pair(steps, basis, states) if phase == frame.PHASES else None,
        done=frame.done(found),
        blocked=asked.blocked,
        pause=_pause(basis, asked),
    )


def _pause(basis: Basis, asked: Asked) -> int:
    """Days since the last try, of whatever movement; 0 under the trainer's short break and without a try."""
    last = max((int(one.day[-1]) for one in basis.series.values()), default=day_number(asked.day))
    days = day_number(asked.day) - last
    return days if days >= asked.rules.break_short else 0


def _steps(basis: Basis, asked: Asked, today: situation.Today) -> list[Step]:
    """The table's suggestion for every movement tried in the last 90 days."""
    out = []
    for one in basis.assessments:
        series = basis.series.get(one.movement)
        if series is None or int(series.day[-1]) <= day_number(asked.day) - WINDOW:
            continue
        ways = basis.maps.get(one.movement)
        here = situation.of(
            series,
            one.state,
            basis.tau,
            today,
            limits=asked.limits.get(one.movement, ()),
            capacity=one.capacity.load if one.capacity else None,
            easy=easiest(ways),
            harder=harder(ways),
            limit=basis.context.bad_mornings(series.day),
            strained=strained(series, basis.context, asked.day),
            rest_over=asked.rules.rest_over,
        )
        out.append(steprules.decide(here, asked.rules))
    return out


def strained(series: Series, context: Context, today: date) -> frozenset[date]:
    """The days of these tries on which anything strained, as far back as the rows look."""
    oldest = day_number(today) - STRAINED
    return context.strained_days(calendar_day(one) for one in np.unique(series.day[series.day > oldest]))


def easiest(ways: VariantMap | None) -> Cell | None:
    """Of the variants tried safely the one that hurt least, None without one."""
    safe = [one for one in ways.cells if one.safe] if ways else []
    return min(safe, key=lambda one: (one.highest, -one.tries)).cell if safe else None


def harder(ways: VariantMap | None) -> NextVariant | None:
    """The next variant up from a safe one: speed first, then surface and position."""
    return next((one for one in ways.following if one.harder), None) if ways else None


# ------------------------------------------------------------------ what the frame adds


def _framed(step: Step, basis: Basis, asked: Asked, found: Sequence[Fortnight], *, safe: bool) -> Step:
    """The first fortnight finds and repeats: no step up, and what was not tried in it begins with its start dose.

    What is learned as safe at its load is found already: it is repeated at that load.
    """
    if len(found) != 1 or step.rule not in QUIETER:
        return step
    if not safe and step.days_since > (asked.day - asked.start).days:
        return _begun(step, basis.series[step.movement], asked)
    if step.action not in {"up", "variant"}:
        return step
    dose, capped = (
        doses.limited(step.before, asked.limits.get(step.movement, ())) if step.before else (None, ())
    )
    return replace(
        step, action="hold", rule="first_weeks", dose=dose, dimension="", capped=capped, changes=("phase",)
    )


def _begun(step: Step, series: Series, asked: Asked) -> Step:
    """The step as the first of the plan; without a try felt at 2 or less it stays, but never goes up."""
    best = entry(series, asked.rules)
    if best is None or step.before is None or step.before.index is None:
        if step.action != "up" or step.before is None:
            return step
        dose, capped = doses.limited(step.before, asked.limits.get(step.movement, ()))
        return replace(step, action="hold", dose=dose, dimension="", capped=capped)
    dose, felt = best
    dose, capped = doses.limited(_smaller(dose, step.before), asked.limits.get(step.movement, ()))
    values = {"share": START_SHARE, "felt": felt}
    step = replace(step, action="start", rule="start", dose=dose, dimension="", values=values, capped=capped)
    return replace(step, changes=("two_green",))


def entry(series: Series, rules: Rules) -> tuple[Dose, float] | None:
    """70 % of the highest load felt at 2 or less, and what was felt then; None without such a try."""
    easy = np.flatnonzero((series.felt <= NEARLY_FREE) & np.isfinite(series.load))
    if not len(easy):
        return None
    at = int(easy[np.argmax(series.load[easy])])
    dose, _ = doses.less(series.dose(at), formula(series.doses), START_SHARE, rules.plate_kg)
    return dose, float(series.felt[at])


def _smaller(one: Dose, other: Dose) -> Dose:
    return one if (one.index or 0) <= (other.index or 0) else other


def _variant(steps: Sequence[Step], basis: Basis, asked: Asked, states: Mapping[str, State]) -> Step | None:
    """One new variant for this session: of the safe movements that nothing holds back the one that rested longest."""
    free = [
        (one, following)
        for one in steps
        if _free(one, states)
        and one.days_since > 0
        and (following := harder(basis.maps.get(one.movement))) is not None
    ]
    if not free:
        return None
    step, following = max(free, key=lambda pair: (pair[0].days_since, pair[0].movement))
    dose, capped = (
        doses.limited(step.before, asked.limits.get(step.movement, ())) if step.before else (None, ())
    )
    return replace(
        step,
        action="variant",
        rule="variant",
        dose=dose,
        capped=capped,
        cell=following.cell,
        dimension=following.dimension,
        changes=("red", "amber"),
    )


def _free(step: Step, states: Mapping[str, State]) -> bool:
    """Whether a safe movement may be changed otherwise than by its load."""
    return states.get(step.movement) == "safe" and step.rule in FREE and step.action in {"hold", "up"}


def _pair(steps: Sequence[Step], basis: Basis, states: Mapping[str, State]) -> tuple[str, str] | None:
    """Two safe movements that nothing holds back, of different kinds if there are."""
    free = [one.movement for one in steps if _free(one, states)]
    kinds = {name: basis.maps[name].pattern for name in free if name in basis.maps}
    pairs = [(first, other) for at, first in enumerate(free) for other in free[at + 1 :]]
    differ = [pair for pair in pairs if kinds.get(pair[0]) != kinds.get(pair[1])]
    return next(iter(differ or pairs), None)


def _order(step: Step, basis: Basis) -> tuple[int, float, int]:
    """What rested longest against its own rhythm first; done today later, stopped last."""
    board = [one.movement for one in basis.assessments].index(step.movement)
    usual = rhythm(basis.series[step.movement], basis.last)
    late = 2 if step.action == "stop" else 1 if step.days_since <= 0 else 0
    return (late, -step.days_since / usual, board)
