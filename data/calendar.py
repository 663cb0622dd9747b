"""What time it is for the app, and which day of the diary a moment belongs to."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

NIGHT_ENDS: Final = time(4)
"""A session before this belongs to the day before (science note 1.1)."""


def day_of(at: datetime) -> date:
    """The day of the diary a local moment belongs to."""
    return at.date() - timedelta(days=1) if at.time() < NIGHT_ENDS else at.date()


CLOCK: Final = "PAIN_MEMORY_CLOCK"
"""Environment: a file whose text is the local time the app shall believe in, for a demonstration or a test."""


def now() -> datetime:
    """The local wall clock, without zone: DuckDB cannot hand out zoned times without a further package."""
    placed = os.environ.get(CLOCK)
    if placed:
        return datetime.fromisoformat(Path(placed).read_text(encoding="utf-8").strip())
    return datetime.now(UTC).astimezone().replace(tzinfo=None)
