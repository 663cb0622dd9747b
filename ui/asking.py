"""A question about a file and its answers in words, for the page and the command line."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ui import fields

if TYPE_CHECKING:
    from data.errors import Question
    from ui.text import Text

OWN_WORDS = frozenset(
    {"person", "pain_column", "pain_where", "pain_which", "pain_symptom", "time_zone", "date_column"}
)
"""Kinds of questions whose options are words of the file or names of places."""


def sentence(one: Question, text: Text) -> str:
    """The question in words."""
    key = (
        "question.unit" if one.kind == "scale" and fields.is_unit(one.options[0]) else f"question.{one.kind}"
    )
    key = key if text.has(key) else "question.other"
    between = "; " if any("," in example for example in one.examples) else ", "
    return text(key, column=one.column, examples=between.join(one.examples))


def option(one: Question, code: str, text: Text) -> str:
    """One of its answers in words."""
    if one.kind in OWN_WORDS and code not in {"all", "none", "parts"}:
        return code
    if one.kind in {"column", "meaning"}:
        return fields.target(code, text)
    if one.kind == "scale":
        return fields.scale(code, text)
    key = f"answer.{one.kind}.{code}"
    words = text(key) if text.has(key) else code
    read = _as_day(one.examples[0], code, text) if one.kind == "date_order" and one.examples else ""
    return f"{words}: {read}" if read else words


def _as_day(raw: str, order: str, text: Text) -> str:
    """What a date would be under one order: "02/01/2026 = 2. Januar 2026"; "" where that says nothing."""
    parts = [int(one) for one in re.findall(r"\d+", raw)[:3]]
    if len(parts) < 3:
        return ""
    day, month = parts[:2] if order == "dmy" else reversed(parts[:2])
    year = parts[2] if parts[2] > 99 else 2000 + parts[2]
    try:
        return f"{raw.split(maxsplit=1)[0]} = {text.day(date(year, month, day))}"
    except ValueError:
        return ""
