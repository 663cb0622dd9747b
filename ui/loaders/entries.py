"""What the person enters, changes or chooses by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.home import has_diary, home
from ui.loaders import handle, keeping

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from analysis.entries import Entry


def amend(entry: Entry, values: Mapping[str, object], *, removed: bool = False) -> int:
    """Change one try by hand, or take it out; the number of the layer, for `undo`. Raises as `Store.amend`."""
    from data import names
    from data.store import TryKey

    shown = TryKey(entry.day, entry.movement, entry.time, entry.seq)
    key = names.original(handle.store().exposures(), names.chosen(handle.store().settings()), shown)
    return handle.store().amend(key, values, removed=removed)


def log_day(day: date, values: Mapping[str, object]) -> int:
    """Keep what was typed of one day; the number of the layer, for `undo`. The sample leaves. As `Store.log_day`."""
    keeping.remove_sample()
    return handle.store().log_day(day, values)


def sources() -> list[dict[str, object]]:
    """For each field a device knows: days known by the diary, by the device, by both."""
    return list(handle.store().sources().to_dict("records")) if has_diary(home()) else []


def leads() -> dict[str, str]:
    """Which source leads, by field, where the person chose one."""
    return handle.store().leads() if has_diary(home()) else {}


def lead(field: str, source: str) -> None:
    """Let one source lead for a field."""
    handle.store().lead(field, source)


def tolerance_set() -> float | None:
    """The limit the person has set, None while it is derived from the diary."""
    if not has_diary(home()):
        return None
    return handle.store().settings().get("tau")


def set_tolerance(value: float | None) -> None:
    """Set or unset the person's own limit (1-5)."""
    handle.store().set("tau", value)
