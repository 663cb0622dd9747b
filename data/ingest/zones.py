"""The person's time zone, for moments in UTC beside which no offset stands: asked once, the same way everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from data.ingested import Answers

KEY = "time_zone"
ZONES = (
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/London",
    "Europe/Athens",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "UTC",
)
"""What is offered; any other name of the time zone database is taken as well."""


def chosen(answers: Answers) -> ZoneInfo | None:
    """The zone the person named, None without one or for a name nobody knows."""
    given = answers.get(KEY, "")
    try:
        return ZoneInfo(given) if given else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
