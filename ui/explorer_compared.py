"""The plain sentences of the views that put things beside each other: factors, times, days of training.

Every number comes with its days and its range; none of the sentences says or hints at a cause. Words: `explorer.*`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.results import Insufficient
from ui import explorer_words, findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.connection_results import (
        ChangePoint,
        ChangeScan,
        DayState,
        JointRow,
        Pacing,
        PeriodRow,
        Periods,
    )
    from ui.text import Text


# ------------------------------------------------------------------ several factors


def left(found: JointRow | Insufficient, text: Text) -> list[str]:
    """What is left of one factor when the partners are known, in sentences."""
    if isinstance(found, Insufficient):
        return [findings.insufficient(found, text)]
    partners = text.listing([findings.inside(name, text) for name, _ in found.partners])
    values = {
        "factor": findings.factor(found.factor, text),
        "when": findings.lag_name(found.factor, found.lag, text),
        "partners": partners,
        "alone": explorer_words.shown(found.alone, text),
        "joint": explorer_words.shown(found.joint, text),
        "step": findings.step_name(found, text),
    }
    lines = [text("explorer.joint.both", **values), _kept(found, partners, text)]
    basis = text("explorer.joint.basis", n=found.n, period=text.period(*found.window))
    return [*lines, f"{basis} {text('sentence.connection.no_cause')}"]


def _kept(found: JointRow, partners: str, text: Text) -> str:
    name = findings.inside(found.factor, text)
    if found.kept is None:
        return text("explorer.joint.open", factor=name)
    if found.kept < 0:
        return text("explorer.joint.turned", factor=name, partners=partners)
    if found.kept > 1.05:
        return text("explorer.joint.more", factor=name, partners=partners)
    share = text.percent(min(found.kept, 1.0))
    return text("explorer.joint.kept", factor=name, partners=partners, share=share)


def joint_said(found: JointRow, text: Text) -> tuple[str, ...]:
    """Both numbers of a row and its days, a line each."""
    return (
        text("explorer.joint.row_alone", value=explorer_words.shown(found.alone, text)),
        text("explorer.joint.row_joint", value=explorer_words.shown(found.joint, text)),
        text("charts.forest.days", n=found.n),
    )


# ------------------------------------------------------------------ in time


def change(found: ChangeScan | Insufficient, text: Text) -> list[str]:
    """Whether the level of the pain may have changed, and about when."""
    if isinstance(found, Insufficient):
        return [findings.insufficient(found, text)]
    basis = text("explorer.change.basis", n=found.n, period=text.period(*found.window))
    if not found.points:
        strongest, limit = text.number(found.strongest), text.number(found.limit)
        limits = text("explorer.change.limit", strongest=strongest, limit=limit)
        return [text("explorer.change.none"), f"{basis} {limits}"]
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
        change=explorer_words.shown(found.change, text),
        n_before=found.n[0],
        n_after=found.n[1],
    )


def period_said(one: PeriodRow, text: Text) -> tuple[str, ...]:
    """Before, after, and whether the two differ by more than chance, a line each."""
    lines = [
        text(
            key,
            value=text("explorer.period.lacking")
            if isinstance(each, Insufficient)
            else explorer_words.shown(each, text),
            days=text("charts.forest.days", n=n),
        )
        for key, each, n in (
            ("explorer.period.row_before", one.before, one.n[0]),
            ("explorer.period.row_after", one.after, one.n[1]),
        )
    ]
    if one.difference is not None:
        lines.append(text("explorer.period.differs" if one.differs else "explorer.period.alike"))
    return tuple(lines)


def pacing(found: Pacing | Insufficient, text: Text) -> list[str]:
    """Much on one day, little and more pain soon after: counted, described, not judged."""
    if isinstance(found, Insufficient):
        return [findings.insufficient(found, text)]
    high, low = (
        text(f"explorer.amount.{found.factor}", value=text.number(value, 0))
        for value in (found.high, found.low)
    )
    counted = text("explorer.pacing.count", n=found.booms, events=len(found.events), high=high, low=low)
    share = text(
        "explorer.pacing.share",
        rate=text.percent(found.rate.value),
        low=text.percent(found.rate.low),
        high=text.percent(found.rate.high),
        expected=text.percent(found.expected),
    )
    basis = text("explorer.pacing.basis", n=found.n, period=text.period(*found.window))
    name = findings.inside(found.factor, text)
    swing = text("explorer.pacing.swing", factor=name, percent=text.percent(found.volatility))
    return [counted, share, swing, basis]


def booms(found: Pacing, text: Text) -> list[dict[str, str]]:
    """The days counted, newest first."""
    return [
        {
            text("explorer.pacing.much"): text.day(one.day),
            text("explorer.pacing.little"): text.day(one.bust),
            text("explorer.pacing.pain"): text.amount(round(one.pain, 1)),
            text("explorer.pacing.usual"): text.amount(round(one.usual, 1)),
        }
        for one in reversed(found.events)
    ]


# ------------------------------------------------------------------ movements


def state(one: DayState, text: Text) -> tuple[str, ...]:
    """Whether the state of the day goes along with how a movement feels: verdict, number, days, a line each."""
    return (
        text(f"sentence.strength.{one.verdict}"),
        text("explorer.state.number", effect=explorer_words.shown(one.effect, text)),
        text("explorer.state.basis", n=one.n, tries=one.tries),
    )


def states_lead(found: Sequence[DayState], text: Text) -> list[str]:
    """The answer in sentences: what goes along with more or less pain while moving, else that nothing shows."""
    seen = [one for one in found if one.verdict in {"clear", "hint"}]
    if not seen:
        return [text("explorer.state.none")]
    return [findings.effect_of(one.effect, one.factor, 0, "pain_tries", text) for one in seen]
