"""The plain sentences about movements, made from results: for the pages and the snapshot alike.

One sentence says what is so, the next what it means or what comes next. The words are in the catalogue
(`sentence.*`); here is only which of them fits. Connections and progress: `ui.findings`, re-exported below.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ui.charts.runs import level as shown_level
from ui.findings import (
    before_after,
    connection,
    connections_headline,
    factor,
    flare,
    insufficient,
    lag_name,
    risk,
    step_name,
    strength,
    win,
)
from ui.words import count, dose, dose_short, quoted, upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.results import Belief, MovementAssessment, Surprise
    from ui.text import Text

__all__ = [
    "basis",
    "before_after",
    "belief",
    "certainty",
    "connection",
    "connections_headline",
    "count",
    "dose",
    "dose_short",
    "factor",
    "facts",
    "flare",
    "headline",
    "insufficient",
    "lag_name",
    "lead",
    "level_line",
    "movement",
    "reason",
    "risk",
    "step_name",
    "strength",
    "surprise",
    "surprise_counts",
    "verdict",
    "win",
]

DOUBLE = (1.8, 2.3)
"""A load change in this range is called "twice the load": half a step of a dumbbell either way."""


def headline(assessments: Sequence[MovementAssessment], text: Text) -> str:
    """The one sentence over the board: how many are safe and learning; else the best that can be said."""
    numbers = Counter(one.state for one in assessments)
    if not assessments:
        return text("sentence.headline.empty")
    if numbers["safe"]:
        first = _counted("safe", numbers["safe"], text)
        if numbers["learning"]:
            return f"{first}, {_counted('and_learning', numbers['learning'], text)}."
        return f"{first}."
    for state in ("learning", "relapsing", "threat"):
        if numbers[state]:
            return f"{_counted(state, numbers[state], text)}."
    return text("sentence.headline.unknown")


def _counted(kind: str, n: int, text: Text) -> str:
    words = text(f"sentence.headline.{kind}", n=n, count=count(n, text))
    return words if kind == "and_learning" else upper_first(words)


def lead(assessments: Sequence[MovementAssessment], text: Text) -> str:
    """The sentences under the headline: a relapse is named first, then what to do or what else moves."""
    relapsing = [quoted(one.movement, text) for one in assessments if one.state == "relapsing"]
    if relapsing:
        first = text("sentence.lead.relapsing", n=len(relapsing), movements=text.listing(relapsing))
        return f"{first} {text('sentence.lead.refresh')}"
    for state in ("learning", "safe", "threat"):
        for one in assessments:
            if one.state == state:
                return movement(one, text)
    if not assessments:
        return ""
    seen = any(shown_level(one) is not None for one in assessments)
    return text("sentence.lead.more" if seen else "sentence.lead.start")


def movement(assessment: MovementAssessment, text: Text) -> str:
    """The headline of one movement: what is so, and for a worse state the small step."""
    name = assessment.movement
    if assessment.state == "unknown":
        return text("sentence.verdict.unknown", movement=name, reason=_reason_lower(assessment, text))
    if assessment.state == "relapsing":
        return text("sentence.verdict.relapsing", movement=quoted(name, text))
    if assessment.state == "learning":
        key = "learning" if assessment.direction == "clear_fall" else "learning_signs"
        load = load_change(assessment, text)
        if load:
            return text(f"sentence.verdict.{key}_loaded", movement=name, load=load)
        return text(f"sentence.verdict.{key}", movement=name)
    return text(f"sentence.verdict.{assessment.state}", movement=name)


def load_change(assessment: MovementAssessment, text: Text) -> str:
    """Words like "doppelter Last" where the load has grown by a fifth or more, else ""."""
    change = assessment.load_change
    if change is None or change < 1.2:
        return ""
    if change < DOUBLE[0]:
        return text("sentence.load.more")
    if change <= DOUBLE[1]:
        return text("sentence.load.double")
    return text("sentence.load.times", factor=text.amount(round(change, 1)))


def reason(assessment: MovementAssessment, text: Text) -> str:
    """Why it is not more than it is, and what helps; "" where the verdict stands."""
    code = assessment.reason
    if not code:
        return ""
    if code == "too_few_tries":
        have = assessment.n
        words = text(
            "sentence.reason.too_few_tries",
            n=have,
            count=count(have, text),
            missing=_missing(assessment, text),
        )
        return upper_first(words)
    if code == "stale":
        return text("sentence.reason.stale", n=assessment.days_since)
    if code == "refresh_due":
        return text("sentence.reason.refresh_due", day=text.short_day(assessment.last))
    return text(f"sentence.reason.{code}")


def _missing(assessment: MovementAssessment, text: Text) -> str:
    need = assessment.needs.need if assessment.needs else 3
    missing = max(need - assessment.n, 1)
    if assessment.n == 2 and missing == 1:
        return text("sentence.missing.third")
    return upper_first(text("sentence.missing.more", n=missing, count=count(missing, text)))


def _reason_lower(assessment: MovementAssessment, text: Text) -> str:
    """The reason after a colon: "zwei Versuche bisher.", but "Der letzte ..." stays a sentence."""
    words = reason(assessment, text) or text("sentence.reason.undecided")
    return words[:1].lower() + words[1:] if assessment.reason == "too_few_tries" else words


def certainty(assessment: MovementAssessment, text: Text) -> str:
    """P(safe) in words: "Sehr sicher" to "Nein"; "" where nothing can be said."""
    return text(f"sentence.certainty.{assessment.certainty}") if assessment.certainty else ""


def basis(assessment: MovementAssessment, text: Text) -> str:
    """The small print of a card: "18 Versuche · zuletzt vor 4 Tagen"."""
    return text("board.basis", n=assessment.n, ago=text.ago(assessment.days_since))


def verdict(assessment: MovementAssessment, text: Text) -> str:
    """The verdict explained in two sentences at most: tries, load, level, how sure, what is missing."""
    now = shown_level(assessment)
    if now is None:
        return text("sentence.lead.start")
    first = text(
        "sentence.explain.level",
        basis=_basis(assessment, text),
        level=text.number(now.value),
        span=text.span(now.low, now.high),
        tau=text.amount(assessment.tau),
    )
    if assessment.reason:
        return f"{first} {_first_sentence(reason(assessment, text))}"
    return f"{first} {_sure(assessment, text)}"


def facts(assessment: MovementAssessment, text: Text) -> list[str]:
    """Key facts of one movement, one line each: missing, load, surprise, expectation, capacity, variants."""
    known = shown_level(assessment) is not None
    lines = [reason(assessment, text) if known else "", _load_line(assessment, text)]
    if assessment.surprise:
        lines += [surprise_counts([assessment.surprise], text), surprise(assessment.surprise, text)]
    if assessment.belief:
        lines.append(belief(assessment.belief, text))
    if assessment.capacity and assessment.capacity.proven:
        proven, day = assessment.capacity.proven, assessment.capacity.proven_day
        if day and dose(proven, text):
            lines.append(text("sentence.proven", dose=dose(proven, text), day=text.short_day(day)))
    if assessment.varied:
        lines.append(text("sentence.varied"))
    if assessment.load_unknown:
        lines.append(text("sentence.load_unknown", n=assessment.load_unknown))
    return [line for line in lines if line]


def _load_line(assessment: MovementAssessment, text: Text) -> str:
    first, last = dose_short(assessment.first_load, text), dose_short(assessment.last_load, text)
    if not last:
        return ""
    if first and first != last:
        return text("sentence.load.path", first=first, last=last.rstrip("."))
    return text("sentence.load.same", last=last.rstrip("."))


def level_line(assessment: MovementAssessment, text: Text) -> str:
    """Level and interval for the trainer, without "du"; what is missing where there is no level."""
    now = shown_level(assessment)
    if now is None:
        return reason(assessment, text)
    words = text(
        "sentence.level_line",
        level=text.number(now.value),
        span=text.span(now.low, now.high),
        basis=basis(assessment, text),
    )
    return f"{words} {reason(assessment, text)}".strip()


def _basis(assessment: MovementAssessment, text: Text) -> str:
    shown = dose_short(assessment.last_load, text)
    load = text("sentence.explain.with", dose=shown) if shown else ""
    return text("sentence.explain.basis", n=assessment.n, ago=text.ago(assessment.days_since), load=load)


def _sure(assessment: MovementAssessment, text: Text) -> str:
    parts = [text("sentence.explain.sure", certainty=certainty(assessment, text))]
    if assessment.state == "learning" and assessment.direction:
        parts.append(text(f"sentence.explain.{assessment.direction}"))
    mean = assessment.surprise.mean if assessment.surprise and assessment.surprise.n else 0.0
    if abs(mean) >= 0.5:
        kind = "easier" if mean > 0 else "harder"
        plural = 1 if abs(mean) == 1 else 2
        parts.append(text(f"sentence.explain.{kind}", n=plural, points=text.number(abs(mean))))
    return ", ".join(parts) + "."


def _first_sentence(words: str) -> str:
    """The first sentence only; a date like "31. März" or "(5.3.)" is no end, since a capital verb follows."""
    head, dot, _ = words.rpartition(". ")
    return head + dot.strip() if dot else words


def belief(track: Belief, text: Text) -> str:
    """How the expectation goes along with the experience (science note 2.8)."""
    return text(f"sentence.belief.{track.headline}")


def surprise(found: Surprise, text: Text) -> str:
    """The largest surprise of the last 30 days, or "" when there is none."""
    if found.largest_expected is None or found.largest_felt is None:
        return ""
    expected, felt = text.amount(found.largest_expected), text.amount(found.largest_felt)
    return text("sentence.surprise.easier", expected=expected, felt=felt)


def surprise_counts(found: Sequence[Surprise], text: Text) -> str:
    """How often it was easier, the same or harder than expected, over all given movements; "" for none."""
    total = sum(one.n_all for one in found)
    if not total:
        return ""
    return text(
        "sentence.surprise.counts",
        n=total,
        easier=sum(one.easier for one in found),
        same=sum(one.same for one in found),
        harder=sum(one.harder for one in found),
    )
