"""Words for what was typed: why it was refused, and the values of a day as a person would list them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from data import schema
from data.errors import EntryRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.errors import DataError
    from ui.text import Text

UNITS: Final = {"sleep_hours": "h", "sitting_h": "h", "activity_min": "min"}


def refusal(error: DataError, text: Text) -> str:
    """What was found, what is expected, what to do; as for every other error where it is none of typing."""
    key = f"error.{error.code}"
    if not isinstance(error, EntryRefused):
        return text(key, **error.context) if text.has(key) else text("error.unreadable")
    values: dict[str, Any] = dict(error.context)
    if "field" in values:
        named = f"column.{values['field']}"
        values["field"] = text(named) if text.has(named) else values["field"]
    for name in ("low", "high"):
        if isinstance(values.get(name), float):
            values[name] = text.amount(values[name])
    for name in ("day", "today"):
        if name in values:
            values[name] = text.day(values[name])
    return text(key if text.has(key) else "error.entry_unknown_field", **values)


def listed(values: Mapping[str, Any], text: Text) -> str:
    """Values of a day in one line, in the order of the schema: "Schlaf 7 h · Stress 3"; notes are only named."""
    return " · ".join(
        f"{text(f'column.{one.name}')} {worded(one, values[one.name], text)}".strip()
        for one in schema.DAYS
        if one.name in values and not one.key and one.name != "line"
    )


def worded(column: schema.Column, value: Any, text: Text) -> str:  # noqa: ANN401 - any value of a day
    """One value: numbers as the language writes them with their unit, yes and no in words, free text not at all."""
    if column.kind == "number":
        return " ".join(part for part in (text.amount(float(value)), UNITS.get(column.name, "")) if part)
    if column.kind == "yesno":
        return text("charts.column.yes" if value else "charts.column.no")
    return ""
