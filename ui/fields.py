"""Words for what is in a file: fields, factors of devices, scales, facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import schema

if TYPE_CHECKING:
    from data.ingested import ColumnUse
    from ui.text import Text

LONGEST_NUMBER = 4
"""Longer digits are a header (a year, a code), no column's number."""


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
        name = factor(use.field, text)
        return text("target.factor") if name == use.header else text("diary.understood.factor", name=name)
    return target(use.field, text) if text.has(f"column.{use.field}") else use.field


def header(name: str, text: Text) -> str:
    """A column by its header; by its number in a file without headers."""
    return text("mapping.nameless", n=int(name)) if name.isdecimal() and len(name) < LONGEST_NUMBER else name


def scale(code: str, text: Text) -> str:
    """A rating scale or unit in words."""
    if not is_unit(code):
        low, _, high = code.partition("-")
        return text("scale.range", low=low, high=high)
    return text(f"scale.{code}") if text.has(f"scale.{code}") else code


def is_unit(code: str) -> bool:
    """Whether a scale is a unit or a way to write ("min", "h:mm"), no range of ratings."""
    low, sign, high = code.partition("-")
    return not (sign and low.isdecimal() and high.isdecimal())


def conversion(use: ColumnUse, text: Text) -> str:
    """Raw and stored values of a converted column, the stored ones as numbers of the language."""
    shown = []
    for one in use.conversion:
        raw, arrow, stored = one.rpartition(" → ")
        shown.append(raw + arrow + _local(stored, text))
    return "; ".join(shown)


def converted(use: ColumnUse, text: Text) -> str:
    """The sentence for a converted column: to the scale from 0 to 10, or to the unit the diary keeps."""
    if not use.scales or not is_unit(use.scales[0]):
        return text("mapping.conversion", examples=conversion(use, text))
    unit = schema.column(use.table, use.field).unit
    return text("mapping.conversion_unit", unit=scale(unit, text), examples=conversion(use, text))


def _local(number: str, text: Text) -> str:
    try:
        value = float(number)
    except ValueError:
        return number
    digits = len(number.partition(".")[2]) if "e" not in number else 0
    return text.number(value, digits)


def fact(key: str, value: str, text: Text) -> str:
    """One fact about a file."""
    if key == "date_order":
        value = text(f"answer.date_order.{value}")
    known = f"dialect.{key}"
    return text(known, value=value) if text.has(known) else f"{key.replace('_', ' ')}: {value}"


def why(code: str, text: Text) -> str:
    """Why a column was taken for what it is; nothing for a reason without words."""
    return text(f"why.{code}") if text.has(f"why.{code}") else ""
