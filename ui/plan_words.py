"""The plan in plain sentences: what is suggested, by how much, why, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analysis.plan_results import PARTS
from analysis.planrules import SHARES, WHOLE
from ui.charts.shapes import JOINED
from ui.charts.shapes import words as variant_words
from ui.words import count, quoted, upper_first
from ui.words import dose as dose_words

if TYPE_CHECKING:
    from analysis.movement_results import Cell, NextVariant
    from analysis.plan_results import Fortnight, Light, Limit, Plan, Regained, Step
    from analysis.planrules import Rules
    from analysis.results import Insufficient
    from ui.text import Text

SIGNS: Final = {"green": "●", "amber": "◐", "red": "▲"}
"""A light is a shape and a word; no colour carries it."""


def sentence(step: Step, text: Text) -> str:
    """What is suggested, with the name of the movement."""
    return text(f"plan.step.{_key(step)}", movement=step.movement)


def short(step: Step, text: Text) -> str:
    """What is suggested, without the name."""
    return upper_first(text(f"plan.do.{_key(step)}"))


def _key(step: Step) -> str:
    return "return" if step.rule == "return" else step.action


def dose(step: Step, text: Text) -> str:
    """The dose: "2 × 8 Wdh. → 2 × 9 Wdh.", one side where nothing changes; "" where no dose is known."""
    before, after = dose_words(step.before, text), dose_words(step.dose, text)
    if step.action == "stop" or not (before or after):
        return ""
    if before == after or not before:
        return after or before
    return text("plan.dose_change", before=before, after=after)


def why(step: Step, text: Text) -> str:
    """The row that matched, in words, with the numbers it was matched on."""
    values = {name: text.amount(round(value, 1)) for name, value in step.values.items()}
    days = int(step.values.get("days", step.days_since))
    reds = int(step.values.get("reds", 0))
    filled = {"felt": "–", "greens": "0"} | values
    filled |= {"days": str(days), "reds": upper_first(count(reds, text))}
    filled["share"] = text.percent(step.values.get("share", 0.0))
    if step.rule == "strained":
        kinds = [text(f"plan.strained.{one}") for one in step.values]
        return text("plan.why.strained", kinds=text.listing(kinds))
    if step.rule == "symptom" and step.values.get("flagged"):
        return text("plan.why.symptom_flag")
    if step.rule == "up" and step.action != "up":
        return text(f"plan.why.held.{step.action}", **filled)
    return text(f"plan.why.{step.rule}", **filled)


def capped(step: Step, text: Text) -> str:
    """What kept the step smaller; "" for nothing."""
    return " ".join(text(f"plan.capped.{one}") for one in step.capped)


def also(step: Step, text: Text) -> str:
    """Later rows that asked for even less."""
    return " ".join(text("plan.also", row=text(f"plan.row.{one}")) for one in step.also)


def changes(step: Step, text: Text) -> str:
    """What would make the next suggestion another one."""
    said = [text(f"plan.change.{one}") for one in step.changes]
    return text("plan.changes", what=text.listing(said)) if said else ""


def cell(one: Cell, text: Text) -> str:
    """A variant in words; "" where none is known."""
    parts = [part for part in (one.direction, one.speed, one.surface, one.position) if part]
    return variant_words(JOINED.join(parts), text) if parts else ""


def light(one: Light, text: Text) -> str:
    """One try: shape, colour word, pain, and why it is not green."""
    why = [text(f"plan.light.{code}") for code in one.reasons]
    return text(
        "plan.light_line",
        sign=SIGNS[one.colour],
        colour=text(f"plan.colour.{one.colour}"),
        day=text.short_day(one.day),
        felt=text.amount(one.felt),
        why=text.listing(why),
    )


# ------------------------------------------------------------------ the frame


def headline(plan: Plan, text: Text, *, begun: bool) -> str:
    """Where the plan stands, in one sentence."""
    if plan.blocked:
        return text("plan.blocked.title")
    if not begun:
        return text("plan.head.not_begun")
    if plan.pause:
        return text("plan.head.pause", days=plan.pause)
    return text("plan.head.done") if plan.done else text(f"plan.head.phase.{plan.phase}")


def standing(plan: Plan, text: Text) -> str:
    """Why the plan is where it is: a pause and how it goes on after it, else the last fortnight that is over."""
    if plan.pause:
        how = "smaller" if plan.steps else "anew"
        return text(f"plan.head.pause.{how}", phase=quoted(text(f"plan.phase.{plan.phase}"), text))
    over = [one for one in plan.fortnights if one.verdict != "running"]
    if not over:
        return text("plan.fortnight.first", week=plan.week)
    return fortnight(over[-1], text)


def fortnight(one: Fortnight, text: Text) -> str:
    """One fortnight and what it did to the plan."""
    period = text.period(*one.window)
    if one.verdict == "hold":
        kinds = text.listing([text(f"plan.hard.{kind}") for kind in one.why])
        return text("plan.fortnight.hold", period=period, kinds=kinds)
    return text(f"plan.fortnight.{one.verdict}", period=period, ready=one.ready, active=one.active)


def pair(plan: Plan, text: Text) -> str:
    """Two safe movements to combine; "" without them."""
    if plan.pair is None:
        return ""
    first, other = (quoted(name, text) for name in plan.pair)
    return text("plan.pair", first=first, other=other)


def paired(pair: tuple[str, str]) -> str:
    """The name under which two movements done one after the other are kept."""
    return " + ".join(pair)


def changed_meanwhile(text: Text) -> str:
    """Said after a try was saved while the plan was another one when the session was opened."""
    return text("plan.changed_meanwhile")


# ------------------------------------------------------------------ rules and limits


def rule_value(name: str, value: float, text: Text) -> str:
    """A rule with its unit."""
    if name in SHARES:
        return text.percent(value)
    if name in WHOLE or name in {"quality", "rest_over", "very_high"}:
        return text.amount(value)
    return text("dose.weight", value=text.amount(value))


def changed_rules(rules: Rules, text: Text) -> str:
    """Which rules are not the shipped ones; that all are."""
    names = [text(f"plan.rule.{name}") for name in rules.changed()]
    return text("plan.rules.changed", names=text.listing(names)) if names else text("plan.rules.shipped")


def limit(one: Limit, text: Text) -> str:
    """A limit in words; "" for one without a value."""
    parts = [
        text(f"plan.limit.{part}", value=text.amount(value))
        for part in PARTS
        if (value := getattr(one, part)) is not None
    ]
    return text(f"plan.limit.of.{one.by}", parts=text.listing(parts)) if parts else ""


# ------------------------------------------------------------------ activities, variety, relapse watch


def regained(one: Regained, text: Text) -> str:
    """How one activity stands."""
    if one.first is None or one.latest is None or one.change is None:
        return text("plan.activity.none")
    numbers = {"first": text.amount(one.first), "latest": text.amount(one.latest)}
    if one.back and one.since:
        return text("plan.activity.back", day=text.short_day(one.since), **numbers)
    if one.needs:
        return text("plan.activity.early", have=one.needs.have, need=one.needs.need, **numbers)
    return text("plan.activity.open", change=text.number(one.change, 0, sign=True), **numbers)


def variety_step(found: tuple[str, NextVariant] | Insufficient, text: Text) -> str:
    """One concrete suggestion, or why there is none."""
    if not isinstance(found, tuple):
        return text(f"plan.variety.no.{found.what}")
    movement, step = found
    return text("plan.variety.try", movement=quoted(movement, text), way=cell(step.cell, text))


def watch(movement: str, step: Step | None, text: Text) -> str:
    """The lower dose to start again with; "" where none is known."""
    said = dose_words(step.dose, text) if step else ""
    return text("plan.watch.dose", movement=quoted(movement, text), dose=said) if said else ""
