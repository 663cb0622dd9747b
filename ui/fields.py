"""Words for what is in a file: fields, factors of devices, scales, facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.ingested import ColumnUse
    from ui.text import Text

UNITS = frozenset(
    {"h", "std", "stunden", "hours", "min", "minuten", "minutes", "s", "kg", "g", "km", "lb", "lbs"}
)


def target(code: str, text: Text) -> str:
    """What a column may be set to: a field by its name, or one of the roles ("factor", "wide", ...)."""
    name = code.rpartition(".")[2]
    own = next((key for key in (f"target.{code}", f"column.{name}") if text.has(key)), None)
    return text(own) if own else name


def factor(name: str, text: Text) -> str:
    """A factor by its own name, those of devices in words."""
    key = f"factor.{name}"
    return text(key) if name.isidentifier() and text.has(key) else name


def place(use: ColumnUse, text: Text) -> str:
    """Where a column went, in words."""
    if use.why == "asked":
        return text("diary.understood.asked")
    if not use.table:
        return text("diary.understood.left_out")
    if use.table == "factors":
        return text("diary.understood.factor", name=factor(use.field, text))
    return target(use.field, text) if text.has(f"column.{use.field}") else use.field


def scale(code: str, text: Text) -> str:
    """A rating scale or unit in words."""
    low, sign, high = code.partition("-")
    if sign and low.isdecimal() and high.isdecimal():
        return text("scale.range", low=low, high=high)
    if code == "words":
        return text("scale.words")
    return code


def fact(key: str, value: str, text: Text) -> str:
    """One fact about a file."""
    if key == "date_order":
        value = text(f"answer.date_order.{value}")
    known = f"dialect.{key}"
    return text(known, value=value) if text.has(known) else f"{key.replace('_', ' ')}: {value}"


def why(code: str, text: Text) -> str:
    """Why a column was taken for what it is; nothing for a reason without words."""
    return text(f"why.{code}") if text.has(f"why.{code}") else ""
