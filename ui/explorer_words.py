"""The plain sentences of the Connections page: how far a factor is, what was chosen, what is left, what came first.

Every number comes with its days and its range; none of the sentences says or hints at a cause. Words: `explorer.*`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analysis.connection_results import DayState
from analysis.results import Connection, Estimate, Insufficient
from ui import findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.connection_results import (
        Alike,
        ChangePoint,
        ChangeScan,
        Explored,
        FactorDays,
        JointRow,
        Pacing,
        PeriodRow,
        Periods,
        Yardstick,
    )
    from analysis.explorer_results import Picked, Reverse
    from ui.text import Text

SMALL: Final = 0.05
"""Under half a tenth of a point the number shown would be nought: then it is said as no difference."""


def shown(estimate: Estimate, text: Text) -> str:
    """An estimate with its range: "−0,6 (−0,9 bis −0,3)"."""
    return f"{text.number(estimate.value, sign=True)} ({text.span(estimate.low, estimate.high)})"


# ------------------------------------------------------------------ how far a factor is


def days(one: FactorDays, text: Text) -> str:
    """"12 von 28 Tagen"."""
    return text("explorer.early.days", n=one.need, have=one.have)


def early(one: FactorDays, found: Connection | None, text: Text) -> str:
    """What can be said before the floor: how many days lack, and the wide range once there is one."""
    if found is None:
        return text("explorer.early.nothing", n=max(one.first - one.have, 1), first=one.first, need=one.need)
    side = "lower" if found.effect < 0 else "higher"
    return text(
        f"explorer.early.{side}",
        n=max(one.need - one.have, 1),
        step=findings.step_name(found, text),
        effect=text.number(found.effect, sign=True),
        span=text.span(found.low, found.high),
    )


def alike(group: Alike, text: Text) -> str:
    """Which factors are nearly the same and which of them is shown."""
    others = [findings.factor(name, text) for name in group.others]
    return text("explorer.alike", lead=findings.factor(group.lead, text), others=text.listing(others))


# ------------------------------------------------------------------ what matters


def yardstick(found: Yardstick | Insufficient, text: Text) -> str:
    """What change of pain matters to people at this level; the common rules beside it."""
    if isinstance(found, Insufficient):
        return findings.insufficient(found, text)
    return text(
        "explorer.yardstick",
        level=text.number(found.level),
        days=found.n,
        by_level=_points(found.by_level, text),
        points=_points(found.points, text),
        percent=_points(round(found.percent, 1), text),
    )


def _points(value: float, text: Text) -> str:
    return text("explorer.points", n=1 if value == 1 else 2, value=text.amount(value))


def reach(kind: str, found: Yardstick, text: Text) -> str:
    """How a difference stands to what matters."""
    return text(f"explorer.reach.{kind}", points=_points(found.by_level, text))


# ------------------------------------------------------------------ one factor


def explored(found: Explored | Insufficient, *, survives: bool, text: Text) -> str:
    """A factor outside the six questions: the difference, its days, and that it was only looked around."""
    if isinstance(found, Insufficient):
        return findings.insufficient(found, text)
    per = text("explorer.per", step=findings.step_name(found, text))
    parts = [
        text("explorer.one.survives" if survives else "explorer.one.not"),
        _difference(found, text),
        text("explorer.one.basis", per=per, n=found.n, period=text.period(*found.window)),
        text("sentence.connection.no_cause"),
    ]
    return " ".join(parts)


def _difference(found: Explored, text: Text) -> str:
    if abs(found.effect.value) < SMALL:
        when = findings.when(found.factor, found.lag, text)
        span = text.span(found.effect.low, found.effect.high)
        return text(
            "explorer.one.same", when=when, outcome=text(f"sentence.outcome.{found.outcome}"), span=span
        )
    return findings.effect_of(found.effect, found, text)


def primary(found: Connection, text: Text) -> str:
    """One of the six questions: the fixed sentence, then per what, over which days."""
    per = text("explorer.per", step=findings.step_name(found, text))
    estimate = Estimate(found.effect, found.low, found.high)
    number = text("explorer.one.number", effect=shown(estimate, text), per=per)
    basis = text("explorer.one.window", n=found.n, period=text.period(*found.window))
    return f"{findings.connection(found, text)} {number} {basis}"


def reverse(found: Reverse, text: Text) -> str:
    """The reverse question asked and answered, in words and with both numbers."""
    name = findings.factor(found.factor, text)
    if found.forth is None or found.back is None:
        return text("explorer.reverse.unknown", factor=name)
    return text(
        f"explorer.reverse.{found.kind}",
        factor=name,
        forth=text.number(found.forth.b, 2, sign=True),
        forth_span=text.span(found.forth.low, found.forth.high, 2),
        back=text.number(found.back.b, 2, sign=True),
        back_span=text.span(found.back.low, found.back.high, 2),
        n=min(found.forth.n, found.back.n),
    )


def picked(found: Picked, text: Text) -> str:
    """How many days were chosen, from when to when, and whether they lie together."""
    if not found.days:
        return text("explorer.pick.none", n=found.total)
    start, end = found.days[0].day, found.days[-1].day
    first = text(
        "explorer.pick.days",
        n=len(found.days),
        total=found.total,
        period=text.period(start, end),
        weekend=found.weekend,
    )
    if found.run is None or found.longest < 3:
        return f"{first} {text('explorer.pick.apart')}"
    run = text.period(*found.run)
    return f"{first} {text('explorer.pick.run', n=found.longest, run=run)}"


# ------------------------------------------------------------------ several factors


def left(found: JointRow | Insufficient, text: Text) -> list[str]:
    """What is left of one factor when the partners are known, in sentences."""
    if isinstance(found, Insufficient):
        return [findings.insufficient(found, text)]
    per = text("explorer.per", step=findings.step_name(found, text))
    partners = text.listing([findings.factor(name, text) for name in found.partners])
    values = {
        "factor": findings.factor(found.factor, text),
        "when": findings.lag_name(found.factor, found.lag, text),
        "partners": partners,
        "alone": shown(found.alone, text),
        "joint": shown(found.joint, text),
        "per": per,
    }
    lines = [text("explorer.joint.both", **values), _kept(found, partners, text)]
    basis = text("explorer.joint.basis", n=found.n, period=text.period(*found.window))
    return [*lines, f"{basis} {text('sentence.connection.no_cause')}"]


def _kept(found: JointRow, partners: str, text: Text) -> str:
    name = findings.factor(found.factor, text)
    if found.kept is None:
        return text("explorer.joint.open", factor=name)
    if found.kept < 0:
        return text("explorer.joint.turned", factor=name, partners=partners)
    if found.kept > 1.05:
        return text("explorer.joint.more", factor=name, partners=partners)
    share = text.percent(min(found.kept, 1.0))
    return text("explorer.joint.kept", factor=name, partners=partners, share=share)


def joint_said(found: JointRow, text: Text) -> str:
    """Both numbers of a row, short."""
    return text("explorer.joint.row", alone=shown(found.alone, text), joint=shown(found.joint, text), n=found.n)


# ------------------------------------------------------------------ in time


def change(found: ChangeScan | Insufficient, text: Text) -> list[str]:
    """Whether the level of the pain may have changed, and about when."""
    if isinstance(found, Insufficient):
        return [findings.insufficient(found, text)]
    basis = text("explorer.change.basis", n=found.n, period=text.period(*found.window))
    if not found.points:
        strongest, limit = text.number(found.strongest), text.number(found.limit)
        return [text("explorer.change.none"), f"{basis} {text('explorer.change.limit', strongest=strongest, limit=limit)}"]
    return [*(step(one, text) for one in found.points), f"{basis} {text('explorer.change.no_cause')}"]


def step(one: ChangePoint, text: Text) -> str:
    """One possible change: "Um den 12. Mai herum ..."."""
    side = "lower" if one.step.value < 0 else "higher"
    low, high = (-one.step.high, -one.step.low) if side == "lower" else (one.step.low, one.step.high)
    return text(
        f"explorer.change.{side}",
        day=text.day(one.day),
        points=text.number(abs(one.step.value)),
        span=text.span(low, high),
        before=text.number(one.before),
        after=text.number(one.after),
    )


def periods(found: Periods | Insufficient, text: Text) -> str:
    """The pain before a named day and from it on."""
    if isinstance(found, Insufficient):
        return findings.insufficient(found, text)
    return text(
        "explorer.period.level",
        day=text.day(found.day),
        before=text.number(found.level_before),
        after=text.number(found.level_after),
        change=shown(found.change, text),
        n_before=found.n[0],
        n_after=found.n[1],
    )


def period_said(one: PeriodRow, text: Text) -> str:
    """Before and after of one connection, and whether the two differ by more than chance."""
    sides = [
        findings.insufficient(each, text) if isinstance(each, Insufficient) else shown(each, text)
        for each in (one.before, one.after)
    ]
    both = text(
        "explorer.period.row", before=sides[0], after=sides[1], n_before=one.n[0], n_after=one.n[1]
    )
    if one.difference is None:
        return both
    return f"{both} {text('explorer.period.differs' if one.differs else 'explorer.period.alike')}"


def pacing(found: Pacing | Insufficient, text: Text) -> list[str]:
    """Much on one day, little and more pain soon after: counted, described, not judged."""
    if isinstance(found, Insufficient):
        return [findings.insufficient(found, text)]
    values = {
        "factor": findings.factor(found.factor, text),
        "high": text.number(found.high, 0),
        "low": text.number(found.low, 0),
        "usual": text.amount(round(found.usual, 1)),
    }
    counted = text("explorer.pacing.count", n=found.booms, events=len(found.events), **values)
    share = text(
        "explorer.pacing.share",
        rate=text.percent(found.rate.value),
        low=text.percent(found.rate.low),
        high=text.percent(found.rate.high),
        expected=text.percent(found.expected),
    )
    basis = text("explorer.pacing.basis", n=found.n, period=text.period(*found.window))
    swing = text("explorer.pacing.swing", factor=values["factor"], percent=text.percent(found.volatility))
    return [counted, share, swing, basis]


# ------------------------------------------------------------------ movements


def state(one: DayState, text: Text) -> str:
    """Whether the state of the day goes along with how a movement feels."""
    values = {
        "effect": shown(one.effect, text),
        "n": one.n,
        "tries": one.tries,
        "verdict": text(f"sentence.strength.{one.verdict}"),
    }
    return text("explorer.state.row", **values)


def states_lead(found: Sequence[DayState | Insufficient], text: Text) -> str:
    """The answer in one sentence: which states of the day go along with more or less pain while moving."""
    seen = [one for one in found if isinstance(one, DayState) and one.verdict in {"clear", "hint"}]
    if not seen:
        return text("explorer.state.none")
    names = [findings.factor(one.factor, text) for one in seen]
    return text("explorer.state.some", n=len(names), names=text.listing(names))
