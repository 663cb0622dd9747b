"""The plain sentences about connections and progress. Fixed wording: science note 3.7; advice: 4.8.

No sentence here says or hints at a cause; a test reads all catalogues for the words the note forbids.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analysis.association_results import Connection
from analysis.panel import PREFIX
from analysis.results import Estimate, Insufficient
from ui.words import count, dose, quoted, upper_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.connection_results import DayState, Explored, JointRow, PeriodRow
    from analysis.progress_results import BeforeAfter, Flare, Risk, Win
    from ui.text import Text

    Stepped = Connection | Explored | JointRow | PeriodRow | DayState
    """A factor with the natural step its effect is for."""

NIGHT = frozenset({"sleep_quality", "sleep_hours"})
"""Factors of row t that belong to the night before day t."""
DAYS_LACK = frozenset({"days", "days_with_factor", "no_pain"})
"""What more days will mend."""
BETTER = frozenset({"sleep_quality", "mood", "expectation"})
"""Ratings whose higher value is said as "better", not "more"."""
MANY = frozenset({"steps"})
"""Factors whose own name is a plural: "mehr Schritte gehen"."""


def factor(name: str, text: Text) -> str:
    """A factor as people call it; a user's own factor keeps its own name."""
    bare = own_name(name)
    if text.has(f"factor.{bare}"):
        return text(f"factor.{bare}")
    return text(f"column.{name}") if text.has(f"column.{name}") else bare


def inside(name: str, text: Text) -> str:
    """A factor inside a sentence: in English our own names begin small there, the person's stay as they are."""
    words = factor(name, text)
    ours = words != own_name(name) and words[1:2].islower()
    return words[:1].lower() + words[1:] if text.lang == "en" and ours else words


def own_name(name: str) -> str:
    """The person's own name of a factor, without the mark of where it came from."""
    return next((name.removeprefix(mark) for mark in PREFIX.values() if name.startswith(mark)), name)


def step_name(found: Stepped, text: Text) -> str:
    """The natural step the effect is for: "2 Punkte mehr", "30 Minuten mehr"."""
    unit = "points_better" if found.factor in BETTER and found.step_unit == "points" else found.step_unit
    plural = 1 if found.step == 1 else 2
    value = text.number(found.step, decimals(found.step))
    if text.has(f"step.{unit}"):
        return text(f"step.{unit}", n=plural, value=value)
    return text("step.other", value=value, unit=found.step_unit).replace("  ", " ")


def decimals(step: float) -> int:
    """As many decimals as a step of 1, 2 or 5 times a power of ten needs."""
    return max(0, -math.floor(math.log10(step) + 1e-9))


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
    shown = Estimate(found.effect, found.low, found.high)
    return effect_of(shown, found.factor, found.lag, found.outcome, text)


def effect_of(shown: Estimate, factor: str, lag: int, outcome: str, text: Text) -> str:
    """The same for any estimate of a factor some days before the outcome."""
    lower = shown.value < 0
    low, high = (-shown.high, -shown.low) if lower else (shown.low, shown.high)
    points = text.number(abs(shown.value))
    return text(
        "sentence.connection.lower" if lower else "sentence.connection.higher",
        n=1 if points in {"1,0", "1.0"} else 2,
        when=when(factor, lag, text),
        outcome=text(f"sentence.outcome.{outcome}"),
        points=points,
        span=text.span(low, high),
    )


def when(factor: str, lag: int, text: Text) -> str:
    """The start of the sentence: "Nach Nächten mit besserem Schlaf"."""
    more = more_of(factor, text)
    if lag < 0:
        return text("sentence.when.before", more=more)
    if factor in NIGHT and lag == 0:
        return text("sentence.when.night", more=more)
    if lag == 0:
        return text("sentence.when.same", more=more)
    if lag == 1:
        return text("sentence.when.after", more=more)
    return text("sentence.when.later", days=lag, more=more)


def more_of(factor: str, text: Text) -> str:
    """A higher value of a factor, as it follows "mit": "besserem Schlaf"."""
    key = f"factor_more.{factor}"
    return text(key) if text.has(key) else text("factor_more.other", factor=own_name(factor))


def short(found: Connection, text: Text) -> str:
    """The sentence beside the chart, where the verdict already stands as a word.

    Before the floor it does not say how many days a sign needs: how many a verdict needs stands beside its bar.
    """
    if found.verdict == "early":
        return text(_early(found))
    if found.verdict in {"clear", "hint"}:
        return effect(found, text)
    if found.verdict == "none":
        return text("sentence.connection.none_short")
    return _open(found, text, "sentence.connection.more_days", "sentence.connection.open_short")


def connection(found: Connection, text: Text) -> str:
    """The full fixed sentence of science note 3.7, with days and the words against reading it as a cause."""
    if found.verdict == "none":
        return text("sentence.connection.none")
    if found.verdict not in {"clear", "hint"}:
        return _open(found, text, "sentence.connection.unclear")
    parts = [f"{strength(found, text)}: {effect(found, text)}", text("sentence.connection.days", n=found.n)]
    return " ".join([*parts, *warnings(found, text)])


def warnings(found: Connection, text: Text) -> list[str]:
    """What stands against reading a link as a cause, and as more than it is."""
    parts = [text("sentence.connection.no_cause")]
    if found.reverse_as_strong:
        parts.append(text("sentence.connection.reverse"))
    if found.inseparable_from_medication:
        parts.append(text("sentence.connection.medication"))
    return parts


def _open(found: Connection, text: Text, more_key: str, open_key: str = "sentence.connection.open") -> str:
    if found.verdict == "early":
        parts = [text(_early(found))]
        if found.more_days:
            parts.append(text("sentence.connection.more_days", n=found.more_days))
        return " ".join(parts)
    if found.more_days:
        return text(more_key, n=found.more_days)
    return text(open_key)


def _early(found: Connection) -> str:
    return "sentence.connection.early_lower" if found.effect < 0 else "sentence.connection.early_higher"


def connections_headline(found: Sequence[Connection | Insufficient], text: Text) -> tuple[str, str]:
    """Title and lead over the connections: what goes along with less or more pain, of how many checked."""
    checked = [one for one in found if isinstance(one, Connection)]
    if not checked:
        key = "none_yet" if _days_lack(found) else "no_reading"
        return text(f"sentence.connections.{key}"), text(f"sentence.connections.{key}_lead")
    if all(one.verdict == "early" for one in checked):
        return text("sentence.connections.early"), text("sentence.connections.early_lead")
    seen = [one for one in checked if one.verdict in {"clear", "hint"}]
    if not seen:
        return text("sentence.connections.open"), text("sentence.connections.open_lead", n=len(checked))
    lead = text(
        "sentence.connections.lead",
        n=len(seen),
        count=upper_first(count(len(seen), text)),
        checked=count(len(checked), text),
    )
    if len(checked) == 1:
        lead = text("sentence.connections.lead_one")
    return _together(seen, text), lead


def _days_lack(found: Sequence[Connection | Insufficient]) -> bool:
    """Whether more days would help: some factor is on its way, or nothing else stands against any of them."""
    lacking = [one for one in found if isinstance(one, Insufficient)]
    counted = [one for one in lacking if one.what in DAYS_LACK]
    return any(one.have for one in counted) or len(counted) == len(lacking)


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
            many = len(names) + any(one.factor in MANY for one in members)
            parts.append(text(key, n=many, names=text.listing(names)))
    return upper_first(", ".join(parts)) + "."


def _subject(found: Connection, text: Text) -> str:
    key = f"factor_subject.{found.factor}"
    return text(key) if text.has(key) else text("factor_subject.other", factor=own_name(found.factor))


def insufficient(item: Insufficient, text: Text) -> str:
    """What is missing and how much of it, in one sentence."""
    key = f"sentence.insufficient.{item.what}"
    subject = factor(item.subject, text) if item.subject else text("sentence.insufficient.diary")
    missing = max(item.need - item.have, 0)
    key = key if text.has(key) else "sentence.insufficient.other"
    other = factor(item.other, text) if item.other else ""
    return text(key, n=missing, subject=subject, missing=missing, have=item.have, need=item.need, other=other)


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
        "week_surprise": "felt",
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
