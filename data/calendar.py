"""Which day of the diary a moment belongs to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

NIGHT_ENDS: Final = time(4)
"""A session before this belongs to the day before (science note 1.1)."""


def day_of(at: datetime) -> date:
    """The day of the diary a local moment belongs to."""
    return at.date() - timedelta(days=1) if at.time() < NIGHT_ENDS else at.date()
