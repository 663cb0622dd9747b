"""Lengths of time as people write them: "7:30", "7h30", "1 h 10 min", "45 s"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.ingest import units, values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.ingest.values import Scale

SECONDS = {"sleep_hours": 3600.0, "sitting_h": 3600.0, "activity_min": 60.0, "duration_s": 1.0}
"""Fields that hold a length of time, and how many seconds their unit has."""
MINUTES, HOURS, POINT = "m:ss", "h:mm", "h.mm"
"""What two numbers with a colon between them are: minutes and seconds, or hours and minutes; `POINT`: those of which a
point or comma stands between the hours and the minutes as well."""
SIXTY = 60
QUARTERS = frozenset({"00", "25", "50"})
_CLOCKED = re.compile(r"^(\d{1,3}):(\d{2})(?::(\d{2}))?\s*([a-z]{1,8}\.?)?$", re.IGNORECASE)
_HOUR = r"(?:h|std\.?|stunden?|hours?|hrs?)"
_MINUTE = r"(?:m|min\.?|mins|minuten?|minutes?)"
_SPOKEN = re.compile(
    rf"^(?:(\d+(?:[.,]\d+)?)\s*{_HOUR})?(?:\s*(?:,|und|and))?\s*(?:(\d+(?:[.,]\d+)?)\s*{_MINUTE})?\s*"
    r"(?:(\d+)\s*(?:s|sek\.?|sec|sekunden?|seconds?))?$",
    re.IGNORECASE,
)
_HOURS_AND = re.compile(rf"^(\d+)\s*{_HOUR}\s*([0-5]\d)$", re.IGNORECASE)
_MINUTES_AND = re.compile(rf"^(\d+)\s*{_MINUTE}\s*([0-5]\d)$", re.IGNORECASE)
_POINTED = re.compile(r"^(\d{1,2})[.,]([0-5]\d)$")
_LETTERS = re.compile(r"[a-z]", re.IGNORECASE)


def clocked(cell: str) -> tuple[int, int] | None:
    """The two numbers of a cell like "1:10" that does not say whether it means hours or minutes."""
    found = _CLOCKED.match(cell)
    if not found or found[3] or found[4] or int(found[2]) >= SIXTY:
        return None
    return int(found[1]), int(found[2])


def may_be_pointed(cells: Iterable[str]) -> bool:
    """Whether all fractions in a column may be minutes ("7.30", "6.45"): two places, below sixty, not just quarters."""
    broken = [cell for cell in cells if "." in cell or "," in cell]
    found = [_POINTED.match(cell) for cell in broken]
    minutes = {one[2] for one in found if one}
    return bool(broken) and all(found) and not minutes <= QUARTERS


def said(cell: str, clock: str) -> float | None:
    """Seconds of a cell that says itself what it is; None for a bare number and for what is no length of time.

    clock: what two numbers with a colon are, `HOURS`, `MINUTES` or `POINT`, unless the cell says it ("1:30 h"). Three
    are always hours, minutes and seconds.
    """
    if len(cell) > values.LONGEST:
        return None
    if found := _CLOCKED.match(cell):
        return _of_clock(found, clock)
    if clock == POINT and (found := _POINTED.match(cell)):
        return int(found[1]) * 3600.0 + int(found[2]) * 60
    if not cell or not _LETTERS.search(cell):
        return None
    if found := _HOURS_AND.match(cell):
        return int(found[1]) * 3600.0 + int(found[2]) * 60
    if found := _MINUTES_AND.match(cell):
        return int(found[1]) * 60.0 + int(found[2])
    if (found := _SPOKEN.match(cell)) and any(found.groups()):
        parts = [float(part.replace(",", ".")) if part else 0.0 for part in found.groups()]
        return parts[0] * 3600 + parts[1] * 60 + parts[2]
    return None


def _of_clock(found: re.Match[str], clock: str) -> float | None:
    first, second, third = int(found[1]), int(found[2]), int(found[3] or 0)
    if second >= SIXTY or third >= SIXTY:
        return None
    unit = units.of_cell(found[4] or "")
    if unit not in {"", "h", "min"} or (unit == "min" and found[3]):
        return None
    short = not found[3] and (unit == "min" or (not unit and clock == MINUTES))
    return float(first * 60 + second if short else first * 3600 + second * 60 + third)


def duration(raw: str, scale: Scale, unit_seconds: float) -> float | None:
    """A length of time in a unit of `unit_seconds`: "7,5", "7:30", "7h 30min", "45 s"; None when it is none."""
    cell = raw.strip()
    seconds = said(cell, scale.clock)
    return values.number(cell, scale) if seconds is None else seconds / unit_seconds
