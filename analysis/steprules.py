"""The step table (science note 5.2): which row matches first, and the dose it asks for.

A proposal, never an order: the rows and their figures are the trainer's (`planrules`). One thing changes at a time, no
dose is above a limit of person or trainer, and the load that stays under the limit with 80 % certainty can only make a
step smaller. It does so where the movement is safe: of a movement that is learning or watchful that load lies under the
present one by definition, and the two green days decide. Where a later row asks for even less, the smaller dose is
kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis import doses, situation
from analysis.plan_results import Step
from analysis.safetyprior import WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis.plan_results import Action, Dimension
    from analysis.planrules import Rules
    from analysis.results import Dose
    from analysis.situation import Situation

ROWS = (
    "red_flag",
    "clock",
    "symptom",
    "red_twice",
    "red_once",
    "relapsing",
    "break_long",
    "break_middle",
    "break_short",
    "strained",
    "amber",
    "return",
    "up",
    "gather",
    "wait_morning",
    "one_green",
)
"""Every row in order. `clock`, `return`, `wait_morning` and `one_green` are ours: a clock that went back, the way back
after a minimum dose, a light that is not settled yet, and what is left.
"""
LOWER = frozenset(ROWS[3:10])
STOPS_FOR = 1
"""A day of very high pain or of a symptom stops its movement on that day and the next (own choice)."""
RESTS = 28
"""Days without a red light after which a load once held is gone back to (own choice)."""
LEAST_MINIMUM = 0.40
"""Under this share of the load held before, it was another beginning and no minimum dose."""
EASIER = frozenset({"red_twice", "strained"})
"""Rows that also ask for an easier variant."""


@dataclass(frozen=True, slots=True)
class Match:
    """A row that matched: share of which load, and the numbers it was matched on."""

    rule: str
    share: float
    base: float
    values: dict[str, float]


def decide(one: Situation, rules: Rules) -> Step:
    """The suggestion for one movement: the first row that matches."""
    first = next(_matches(one, rules), None)
    if first is None:
        return _upward(one, rules)
    if first.rule in {"red_flag", "clock", "symptom"}:
        return _bare(one, first)
    return _lowered(one, rules, first)


def _matches(one: Situation, rules: Rules) -> Iterator[Match]:
    """The rows that stop or lower, in their order."""
    last = one.lived[-1]
    if one.today.blocked:
        yield Match("red_flag", 0, np.nan, {})
    if one.today.backwards:
        yield Match("clock", 1, last.load, {})
    flagged = "symptom" in last.light.reasons
    if one.days_since <= STOPS_FOR and (flagged or last.light.felt >= rules.very_high):
        yield Match("symptom", 0, np.nan, {"felt": last.light.felt, "flagged": float(flagged)})
    yield from _reds(one, rules)
    if one.state == "relapsing":
        yield _relapse(one, rules)
    yield from _breaks(one, rules)
    yield from _strain(one, rules)


def _reds(one: Situation, rules: Rules) -> Iterator[Match]:
    reds = one.reds()
    if not reds or len(one.greens(rules)) >= rules.greens:
        return
    latest = reds[-1]
    values = {"reds": float(len(reds)), "of": float(min(3, len(one.lived))), "felt": latest.light.felt}
    if len(reds) > 1:
        yield Match("red_twice", 1 - rules.red_twice, latest.load, values)
    else:
        yield Match("red_once", 1 - rules.red_once, latest.load, values)


def _relapse(one: Situation, rules: Rules) -> Match:
    """Back to the last load that was green; without one, down from the highest of 28 days."""
    green = [each.load for each in one.lived if each.light.colour == "green" and np.isfinite(each.load)]
    if green:
        return Match("relapsing", 1.0, green[-1], {"greens": float(len(one.greens(rules)))})
    recent = [each.load for each in one.within(RESTS) if np.isfinite(each.load)]
    return Match("relapsing", 1 - rules.relapse, max(recent, default=np.nan), {"greens": 0.0})


def _breaks(one: Situation, rules: Rules) -> Iterator[Match]:
    days = one.days_since
    for rule, least, share in (
        ("break_long", rules.break_long, rules.restart_long),
        ("break_middle", rules.break_middle, rules.restart_middle),
        ("break_short", rules.break_short, rules.restart_short),
    ):
        if days >= least:
            yield Match(rule, share, one.usual(WINDOW), {"days": float(days)})
            return


def _strain(one: Situation, rules: Rules) -> Iterator[Match]:
    today = one.today
    over = None if today.rest is None or one.usual_rest is None else today.rest - one.usual_rest
    sore = over is not None and over >= rules.rest_over
    if not today.kinds and not sore:
        return
    values = dict.fromkeys(today.kinds, 1.0) | ({"rest_over": float(over)} if sore and over else {})
    since = today.since if today.kinds else today.day
    yield Match("strained", rules.minimum, one.usual(RESTS, since), values)


# ------------------------------------------------------------------ what a row asks for


def _bare(one: Situation, match: Match) -> Step:
    action: Action = "hold" if match.rule == "clock" else "stop"
    dose = doses.limited(one.last, one.limits)[0] if action == "hold" else None
    return replace(
        _step(one, action, match.rule), dose=dose, values=match.values, changes=_CHANGES[match.rule]
    )


def _lowered(one: Situation, rules: Rules, first: Match) -> Step:
    """The dose of the first row, or of a later one that asks for even less."""
    asked = [(match, _dose_of(one, rules, match)) for match in _matches(one, rules) if match.rule in LOWER]
    lowest = min((dose.index for _, (dose, _) in asked if dose.index is not None), default=None)
    named, (dose, part) = asked[0]
    also = []
    for match, (other, other_part) in asked[1:]:
        if lowest is not None and other.index == lowest and other.index < (dose.index or 0):
            dose, part = other, other_part
            also.append(match.rule)
    dose, capped = doses.limited(dose, one.limits)
    return replace(
        _step(one, _action(first.rule, one, dose), first.rule),
        dose=dose,
        cell=one.easy if one.easy and named.rule in EASIER else one.cell,
        dimension=part,
        values=first.values,
        capped=capped,
        also=tuple(also),
        changes=_CHANGES[first.rule],
    )


def _dose_of(one: Situation, rules: Rules, match: Match) -> tuple[Dose, Dimension]:
    """The last dose brought down to the share of the row's load; where it is that low already, it stays."""
    now = one.last.index
    if now is None or not np.isfinite(match.base):
        return doses.less(one.last, one.formula, match.share, rules.plate_kg)
    wanted = match.share * match.base
    if now <= wanted * (1 + doses.TINY):
        return one.last, ""
    return doses.less(one.last, one.formula, wanted / now, rules.plate_kg)


def _action(rule: str, one: Situation, dose: Dose) -> Action:
    if rule.startswith("break"):
        return "restart"
    if rule == "strained":
        return "minimum"
    return "hold" if dose == one.last else "less"


def _upward(one: Situation, rules: Rules) -> Step:
    """No row lowers: hold, or one step more."""
    last, greens = one.lived[-1], one.greens(rules)
    values = {"greens": float(len(greens)), "felt": last.light.felt}
    if last.light.colour == "amber":
        return _held(one, "amber", values)
    if one.days_since > 0 and (back := _back(one, rules)) is not None:
        return back
    if one.state == "unknown":
        return _held(one, "gather", {"tries": float(len(one.lived))})
    if len(greens) < rules.greens:
        return _held(one, "one_green", values)
    settled = sum(each.light.settled for each in greens[-rules.greens :])
    if one.days_since == 0 or settled < rules.mornings:
        return _held(one, "wait_morning", values | {"settled": float(settled)})
    return _more(one, rules, values)


def _back(one: Situation, rules: Rules) -> Step | None:
    """The way back after a minimum dose whose last day was green, if nothing was red and no break lies between.

    To the load held before, at most; as after a break when that is ten days ago or more. A minimum dose is for bad days
    and no new beginning.
    """
    now, held, spell = one.last.index, one.held(), one.spell()
    if held is None or now is None or spell is None or spell <= held.light.day:
        return None
    since = [each.light.day for each in one.lived if each.light.day >= held.light.day]
    broken = any((after - day).days >= rules.break_short for day, after in pairwise(since))
    if broken or not LEAST_MINIMUM <= now / held.load <= situation.MINIMUM:
        return None
    age = (one.today.day - held.light.day).days
    share = 1.0 if age < rules.break_short else rules.restart_short
    if share < 1:
        dose, _ = doses.less(held.dose, one.formula, share, rules.plate_kg)
    else:
        dose = held.dose
    dose, capped = doses.limited(dose, one.limits)
    if dose.index is None or dose.index <= now * (1 + doses.TINY):
        return None
    step = replace(_step(one, "up", "return"), dose=dose, capped=capped, changes=_CHANGES["return"])
    return replace(step, values={"share": share, "held": held.load, "days": float(age)})


def _more(one: Situation, rules: Rules, values: dict[str, float]) -> Step:
    share = rules.up_safe if one.state == "safe" else rules.up_careful
    found = doses.more(one.last, one.formula, share, one.caps(rules), rules)
    dose, capped = doses.limited(found.dose, one.limits)
    if one.state == "safe" and _over(dose, one):
        dose, capped = doses.limited(one.last, one.limits)[0], (*capped, "capacity")
    capped = tuple(dict.fromkeys((*found.capped, *capped)))
    if dose.index is not None and one.last.index is not None and dose.index > one.last.index:
        step = replace(_step(one, "up", "up"), dose=dose, dimension=found.dimension, capped=capped)
        return replace(step, values=values | {"share": share}, changes=_CHANGES["up"])
    if one.harder and one.state == "safe" and not capped:
        step = replace(_step(one, "variant", "up"), dose=dose, cell=one.harder.cell, capped=capped)
        return replace(step, dimension=one.harder.dimension, values=values, changes=_CHANGES["up"])
    return replace(_held(one, "up", values), dose=dose, capped=capped or ("no_load",))


def _over(dose: Dose, one: Situation) -> bool:
    return one.capacity is not None and dose.index is not None and dose.index > one.capacity


def _held(one: Situation, rule: str, values: dict[str, float]) -> Step:
    dose, capped = doses.limited(one.last, one.limits)
    action: Action = "gather" if rule == "gather" else "hold"
    step = replace(_step(one, action, rule), dose=dose, values=values, capped=capped)
    return replace(step, changes=_CHANGES[rule])


def _step(one: Situation, action: Action, rule: str) -> Step:
    return Step(
        movement=one.movement,
        action=action,
        rule=rule,
        before=one.last,
        cell=one.cell,
        lights=tuple(each.light for each in one.lived[-3:]),
        days_since=one.days_since,
    )


_CHANGES: dict[str, tuple[str, ...]] = {
    "red_flag": ("cleared",),
    "clock": ("clock",),
    "symptom": ("rest", "trainer"),
    "red_twice": ("two_green", "trainer"),
    "red_once": ("two_green",),
    "relapsing": ("two_green",),
    "break_long": ("two_green",),
    "break_middle": ("two_green",),
    "break_short": ("two_green",),
    "strained": ("calmer",),
    "amber": ("green",),
    "return": ("red", "two_green"),
    "up": ("red", "amber"),
    "gather": ("more_tries",),
    "wait_morning": ("morning",),
    "one_green": ("one_more_green",),
}
"""What would make the next suggestion another one."""
