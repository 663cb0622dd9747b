"""The plain sentences of the Connections page: how far a factor is, what was chosen, what is left, what came first.

Every number comes with its days and its range; none of the sentences says or hints at a cause. Words: `explorer.*`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analysis.results import Estimate, Insufficient
from ui import findings
from ui.words import upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.association_results import Connection, LagPoint, SleepBin
    from analysis.connection_results import (
        Alike,
        Explored,
        FactorDays,
        Yardstick,
    )
    from analysis.explorer_results import Picked, Reverse
    from ui.text import Text

SMALL: Final = 0.05
"""Under half a tenth of a point the number shown would be nought: then it is said as no difference."""


def shown(estimate: Estimate, text: Text) -> str:
    """An estimate with its range: "−0,6 (−0,9 bis −0,3)"."""
    return f"{text.number(estimate.value, sign=True)} ({text.span(estimate.low, estimate.high)})"


def estimate(found: Connection) -> Estimate:
    """The effect of a connection with its range."""
    return Estimate(found.effect, found.low, found.high)


# ------------------------------------------------------------------ how far a factor is


def days(one: FactorDays, text: Text) -> str:
    """How many of the days are there: "12 von 28 Tagen"."""
    return text("explorer.early.days", n=one.need, have=one.have)


def early(one: FactorDays, found: Connection | None, text: Text) -> str:
    """What can be said before the floor: how many days lack, and the wide range once there is one."""
    if found is None:
        return text("explorer.early.nothing", n=max(one.first - one.have, 1))
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
    lead = findings.factor(group.lead, text)
    names = [lead, *(findings.inside(name, text) for name in group.others)]
    return text("explorer.alike", lead=lead, names=text.listing(names))


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


def verdict(found: Connection | None, *, survives: bool, text: Text) -> str:
    """What is known about a factor, in two words."""
    if found is not None:
        return findings.strength(found, text)
    return text("explorer.one.sign" if survives else "explorer.one.no_sign")


def explored(found: Explored | Insufficient, *, survives: bool, text: Text) -> str:
    """A factor outside the six questions: the difference, its days, and that it was only looked around."""
    if isinstance(found, Insufficient):
        return findings.insufficient(found, text)
    step, effect = findings.step_name(found, text), shown(found.effect, text)
    parts = [
        text("explorer.one.survives" if survives else "explorer.one.not"),
        _difference(found, text),
        text("explorer.one.number", step=upper_first(step), effect=effect),
        text("explorer.one.window", n=found.n, period=text.period(*found.window)),
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
    return findings.effect_of(found.effect, found.factor, found.lag, found.outcome, text)


def primary(found: Connection, text: Text) -> str:
    """One of the six questions: the difference or what it still needs, per what, over which days."""
    called = found.verdict in {"clear", "hint"}
    step, effect = upper_first(findings.step_name(found, text)), shown(estimate(found), text)
    parts = [
        findings.short(found, text),
        text("explorer.one.step" if called else "explorer.one.number", step=step, effect=effect),
        text("explorer.one.window", n=found.n, period=text.period(*found.window)),
        *(findings.warnings(found, text) if called else ()),
    ]
    return " ".join(parts)


def bar(point: LagPoint, text: Text) -> str:
    """One bar of the lag view in a line."""
    return text(
        "explorer.around.bar",
        factor=findings.factor(point.factor, text),
        when=findings.lag_name(point.factor, point.lag, text),
        b=text.number(point.b, 2, sign=True),
        span=text.span(point.low, point.high, 2),
        days=text("charts.forest.days", n=point.n),
    )


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


def picked_rows(found: Picked, factor: str, text: Text) -> list[dict[str, str]]:
    """Each chosen day with what it holds, newest first."""
    return [
        {
            text("charts.column.day"): text(
                "explorer.calendar.day", weekday=text.weekday(one.day)[:2], day=text.day(one.day)
            ),
            findings.factor(factor, text): text.amount(round(one.x, 1)),
            text("explorer.pick.rated"): text("charts.none")
            if one.pain is None
            else text.amount(round(one.pain, 1)),
            text("charts.column.pain"): text.number(one.adjusted),
        }
        for one in reversed(found.days)
    ]


def nights(found: Sequence[SleepBin], text: Text) -> list[dict[str, str]]:
    """Pain after nights of one length; no range where there are too few of them."""
    return [
        {
            text("explorer.nights.length"): text(f"explorer.nights.{one.label}"),
            text("charts.column.mean"): text("charts.none") if one.mean is None else text.number(one.mean),
            text("charts.column.interval"): text("charts.none")
            if one.low is None or one.high is None
            else text.span(one.low, one.high),
            text("charts.column.days"): str(one.n),
        }
        for one in found
    ]
