"""Small words used by all sentences: counts in words, doses with their units, names in quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.results import Dose
    from ui.text import Text

LARGEST_WORD = 12
"""Counts up to here are written as words, larger ones as figures."""


def count(n: int, text: Text) -> str:
    """A count as a word up to twelve ("drei"), as figures above."""
    if n == 1:
        return text("number.one")
    if 2 <= n <= LARGEST_WORD:
        return text(f"number.{n}")
    return str(n)


def upper_first(words: str) -> str:
    """The same words with a capital first letter, as at the start of a sentence."""
    return words[:1].upper() + words[1:]


def unmarked(words: str) -> str:
    """A person's own words for a label that reads Markdown: every mark of it stays a plain character."""
    return re.sub(r"([\\`*_{}\[\]()#+.!|~:$<>-])", r"\\\1", words)


def quoted(name: str, text: Text) -> str:
    """A movement's own name in the quotation marks of the language, so that it may stand in any sentence."""
    return text("sentence.quoted", name=name)


def dose(done: Dose | None, text: Text) -> str:
    """All parts of a load as one would write them: "3 × 10 Wdh. · 20 kg"; "" when nothing was logged."""
    if done is None:
        return ""
    parts = [_repeats(done, text), _weight(done, text), _duration(done, text), _distance(done, text)]
    return " · ".join(part for part in parts if part)


def dose_short(done: Dose | None, text: Text) -> str:
    """The one part that says most: the weight, else repetitions, duration or distance; "" for none."""
    if done is None:
        return ""
    if done.weight_kg:
        return _weight(done, text)
    if done.reps:
        return text("dose.reps", value=text.amount(done.reps))
    return _repeats(done, text) or _duration(done, text) or _distance(done, text)


def _repeats(done: Dose, text: Text) -> str:
    if done.reps and done.sets and done.sets > 1:
        return text("dose.sets_reps", sets=text.amount(done.sets), reps=text.amount(done.reps))
    if done.reps:
        return text("dose.reps", value=text.amount(done.reps))
    if done.sets:
        return text("dose.sets", n=_plural(done.sets), value=text.amount(done.sets))
    return ""


def _weight(done: Dose, text: Text) -> str:
    return text("dose.weight", value=text.amount(done.weight_kg)) if done.weight_kg else ""


def _duration(done: Dose, text: Text) -> str:
    if not done.duration_s:
        return ""
    if done.duration_s < 120:
        return text("dose.seconds", value=text.amount(done.duration_s))
    minutes, seconds = divmod(round(done.duration_s), 60)
    return text("dose.minutes", value=f"{minutes}:{seconds:02}" if seconds else text.amount(minutes))


def _distance(done: Dose, text: Text) -> str:
    if not done.distance_m:
        return ""
    if done.distance_m < 1000:
        return text("dose.metres", value=text.amount(done.distance_m))
    return text("dose.kilometres", value=text.amount(round(done.distance_m / 1000, 1)))


def _plural(value: float) -> int:
    """The count that picks the plural form of a quantity that may be 2,5."""
    return 1 if value == 1 else 2
