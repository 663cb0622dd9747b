"""From one raw cell to its stored value, by the declaration of its field and the way its column is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import Reason
from data.ingest import lengths, units, values

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.ingest.values import Scale
    from data.schema import Column

TEXT_LIMIT = 4000

Cell = tuple[object, Reason | None]
"""A stored value (None = missing) and why there is none."""


def reader(column: Column, scale: Scale) -> Callable[[str], Cell]:
    """The function that reads one cell of a column."""
    if column.kind == "yesno":
        return _yes_no
    if column.words:
        return lambda raw: _word(raw, values.WORDS[column.name])
    if column.kind == "text":
        return _text
    return lambda raw: _number(raw, column, scale)


def _yes_no(raw: str) -> Cell:
    word = raw.strip().casefold()
    if word in values.YES or word in values.NO:
        return word in values.YES, None
    return (None, None) if values.missing(raw) else (None, Reason.NOT_YES_OR_NO)


def _word(raw: str, words: dict[str, tuple[str, ...]]) -> Cell:
    if values.missing(raw):
        return None, None
    plain = raw.strip().casefold()
    found = next((code for code, names in words.items() if plain in names), None)
    return found, None if found else Reason.UNKNOWN_WORD


def _text(raw: str) -> Cell:
    cell = " ".join(raw.split()) if "\n" not in raw else raw.strip()
    if len(cell) > TEXT_LIMIT:
        return None, Reason.TOO_LONG
    return cell or None, None


def _number(raw: str, column: Column, scale: Scale) -> Cell:
    if values.missing(raw):
        return scale.blank, None
    if raw in scale.words:
        return scale.words[raw], None
    value, reason = _measured(raw.strip(), column, scale)
    if value is None:
        return None, reason
    value = round(value, 9)
    value = 10 - value if scale.turned else value
    if (column.low is not None and value < column.low) or (column.high is not None and value > column.high):
        return None, Reason.OUT_OF_RANGE
    return value, None


def _measured(cell: str, column: Column, scale: Scale) -> tuple[float | None, Reason]:
    """A number in the unit of its field: a bare one by its column, one with a unit by that; or why there is none."""
    if column.name in lengths.SECONDS:
        seconds = lengths.said(cell, scale.clock)
        if seconds is not None:
            return seconds / lengths.SECONDS[column.name], Reason.NOT_A_NUMBER
    value = values.number(cell, scale)
    if value is None:
        return None, Reason.NOT_A_NUMBER
    unit = values.unit(cell) or ""
    if column.name == "value":
        factor = scale.units.get(unit) if scale.units else 1.0
    elif unit:
        factor = units.OWN.get(column.unit if values.is_rating(column) else column.name, {}).get(unit)
    else:
        return (value - scale.offset) * scale.factor, Reason.NOT_A_NUMBER
    return (None, Reason.OTHER_UNIT) if factor is None else (value * factor, Reason.NOT_A_NUMBER)
