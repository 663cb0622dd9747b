"""The plain sentences about connections and progress. Fixed wording: science note 3.7; advice: 4.8.

No sentence here says or hints at a cause; a test reads all catalogues for the words the note forbids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.results import BeforeAfter, Connection, Flare, Insufficient, Risk, Win
from ui.words import count, dose, quoted, upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.text import Text

NIGHT = frozenset({"sleep_quality", "sleep_hours"})
"""Factors of row t that belong to the night before day t."""
BETTER = frozenset({"sleep_quality", "mood", "expectation"})
"""Ratings whose higher value is said as "better", not "more"."""


def factor(name: str, text: Text) -> str:
    """A factor as people call it; a user's own factor keeps its own name."""
    return text(f"factor.{name}") if text.has(f"factor.{name}") else name


def step_name(found: Connection, text: Text) -> str:
    """The natural step the effect is for: "2 Punkte mehr", "30 Minuten mehr"."""
    unit = "points_better" if found.factor in BETTER and found.step_unit == "points" else found.step_unit
    plural = 1 if found.step == 1 else 2
    value = text.amount(found.step)
    if text.has(f"step.{unit}"):
        return text(f"step.{unit}", n=plural, value=value)
    return text("step.other", value=value, unit=found.step_unit).replace("  ", " ")


def lag_name(factor: str, lag: int, text: Text) -> str:
    """When the factor was, seen from the pain: "Nacht davor", "gleicher Tag", "Tag davor"."""
    if lag < 0:
        return text("sentence.lag.after", n=-lag)
    if lag == 0:
        return text("sentence.lag.night" if factor in NIGHT else "sentence.lag.same")
    if lag == 1 and factor not in NIGHT:
        return text("sentence.lag.before")
    return text("sentence.lag.earlier", days=lag)


def strength(found: Connection, text: Text) -> str:
    """The verdict of a connection in two words: "Deutlicher Hinweis"."""
    return text(f"sentence.strength.{found.verdict}")


def effect(found: Connection, text: Text) -> str:
    """The effect as one sentence with points and interval, without a verdict."""
    lower = found.effect < 0
    low, high = (-found.high, -found.low) if lower else (found.low, found.high)
    points = text.number(abs(found.effect))
    return text(
        "sentence.connection.lower" if lower else "sentence.connection.higher",
        n=1 if points in {"1,0", "1.0"} else 2,
        when=when(found, text),
        outcome=text(f"sentence.outcome.{found.outcome}"),
        points=points,
        span=text.span(low, high),
    )


def when(found: Connection, text: Text) -> str:
    """The start of the sentence: "Nach Nächten mit besserem Schlaf"."""
    key = f"factor_more.{found.factor}"
    more = text(key) if text.has(key) else text("factor_more.other", factor=found.factor)
    if found.lag < 0:
        return text("sentence.when.before", more=more)
    if found.factor in NIGHT and found.lag == 0:
        return text("sentence.when.night", more=more)
    if found.lag == 0:
        return text("sentence.when.same", more=more)
    if found.lag == 1:
        return text("sentence.when.after", more=more)
    return text("sentence.when.later", days=found.lag, more=more)


def short(found: Connection, text: Text) -> str:
    """The sentence beside the chart, where the verdict already stands as a word."""
    if found.verdict in {"clear", "hint"}:
        return effect(found, text)
    if found.verdict == "none":
        return text("sentence.connection.none_short")
    return _open(found, text, "sentence.connection.more_days")


def connection(found: Connection, text: Text) -> str:
    """The full fixed sentence of science note 3.7, with days and the words against reading it as a cause."""
    if found.verdict == "none":
        return text("sentence.connection.none")
    if found.verdict not in {"clear", "hint"}:
        return _open(found, text, "sentence.connection.unclear")
    parts = [
        f"{strength(found, text)}: {effect(found, text)}",
        text("sentence.connection.days", n=found.n),
        text("sentence.connection.no_cause"),
    ]
    if found.reverse_as_strong:
        parts.append(text("sentence.connection.reverse"))
    if found.inseparable_from_medication:
        parts.append(text("sentence.connection.medication"))
    return " ".join(parts)


def _open(found: Connection, text: Text, more_key: str) -> str:
    if found.verdict == "early":
        lower, higher = "sentence.connection.early_lower", "sentence.connection.early_higher"
        parts = [text(lower if found.effect < 0 else higher)]
        if found.more_days:
            parts.append(text("sentence.connection.more_days", n=found.more_days))
        return " ".join(parts)
    if found.more_days:
        return text(more_key, n=found.more_days)
    return text("sentence.connection.open")


def connections_headline(found: Sequence[Connection | Insufficient], text: Text) -> tuple[str, str]:
    """Title and lead over the connections: what goes along with less or more pain, of how many checked."""
    checked = [one for one in found if isinstance(one, Connection)]
    if not checked:
        return text("sentence.connections.none_yet"), text("sentence.connections.none_yet_lead")
    seen = [one for one in checked if one.verdict in {"clear", "hint"}]
    if not seen:
        return text("sentence.connections.open"), text("sentence.connections.open_lead", n=len(checked))
    lead = text(
        "sentence.connections.lead",
        n=len(seen),
        count=upper_first(count(len(seen), text)),
        checked=count(len(checked), text) if len(checked) > 1 else str(len(checked)),
    )
    return _together(seen, text), lead


def _together(seen: Sequence[Connection], text: Text) -> str:
    """One sentence like "Mehr Schlaf geht bei dir mit weniger Schmerz einher."; less pain comes first."""
    sides = {
        "less": [one for one in seen if one.effect < 0],
        "more": [one for one in seen if one.effect >= 0],
    }
    parts: list[str] = []
    for side, members in sides.items():
        names = list(dict.fromkeys(_subject(one, text) for one in members))
        if names:
            key = f"sentence.connections.{side}" if not parts else "sentence.connections.and_more"
            parts.append(text(key, n=len(names), names=text.listing(names)))
    return upper_first(", ".join(parts)) + "."


def _subject(found: Connection, text: Text) -> str:
    key = f"factor_subject.{found.factor}"
    return text(key) if text.has(key) else text("factor_subject.other", factor=found.factor)


def insufficient(item: Insufficient, text: Text) -> str:
    """What is missing and how much of it, in one sentence."""
    key = f"sentence.insufficient.{item.what}"
    subject = factor(item.subject, text) if item.subject else text("sentence.insufficient.diary")
    missing = max(item.need - item.have, 0)
    key = key if text.has(key) else "sentence.insufficient.other"
    return text(key, n=missing, subject=subject, missing=missing, have=item.have, need=item.need)


def win(won: Win, text: Text, room: str = "sentence") -> str:
    """One fact worth celebrating; falls back to the plain form where a number is missing.

    room: where the words are looked up first; `report` says it to somebody else, without "du".
    """
    values: dict[str, object] = {"movement": won.movement, "dose": dose(won.dose, text), "variant": won.word}
    for name, value in won.facts.items():
        values[name] = text.amount(round(value, 1))
    if won.word and text.has(f"state.{won.word}"):
        values["state"] = text(f"state.{won.word}")
    if "change" in won.facts:
        values["points"] = text.number(abs(won.facts["change"]))
    needed = {
        "state_upgrade": "state",
        "new_highest_load": "dose",
        "first_variant": "variant",
        "surprise": "felt",
        "before_after": "points",
    }.get(won.kind)
    plain = needed is not None and not values.get(needed)
    name = f"win.{won.kind}_plain" if plain else f"win.{won.kind}"
    return text(f"{room}.{name}" if text.has(f"{room}.{name}") else f"sentence.{name}", **values)


def risk(found: Risk, text: Text, *, advice: bool = True) -> str:
    """A context in which the old pattern tends to speak up; for a break the small step, else the advice."""
    if found.kind == "break":
        days, movement = found.days, quoted(found.movement, text)
        return upper_first(text("sentence.risk.break", n=days, count=count(days, text), movement=movement))
    words = text(f"sentence.risk.{found.kind}")
    return f"{words} {text('sentence.risk.advice')}" if advice else words


def flare(found: Flare, text: Text) -> str:
    """A spell of clearly more pain; an unconfirmed one is asked, not stated."""
    kind = "confirmed" if found.confirmed else "possible"
    key = f"sentence.flare.{kind}_day" if found.start == found.end else f"sentence.flare.{kind}"
    start, end = text.short_day(found.start), text.short_day(found.end)
    return text(key, start=start, end=end, peak=text.amount(found.peak))


def before_after(found: BeforeAfter | Insufficient, text: Text) -> str:
    """First against last four weeks in one sentence, or what is missing for it."""
    if isinstance(found, Insufficient):
        return insufficient(found, text)
    numbers = text(
        "sentence.before_after.numbers",
        first=text.number(found.first_mean),
        last=text.number(found.last_mean),
        change=text.number(found.change, sign=True),
        span=text.span(found.low, found.high),
    )
    return text(f"sentence.before_after.{found.verdict}", numbers=numbers)
