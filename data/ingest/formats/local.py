"""Local days: which calendar day of the person a moment belongs to, across midnight, time zones and DST nights."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from data.errors import Question
from data.ingest import zones

if TYPE_CHECKING:
    import numpy as np

    from data.ingest.formats.base import Found
    from data.ingested import Answers

NIGHT_HOURS = 6
"""A night runs from 18:00 to 18:00 and belongs to the day it ends on."""
EARLIEST, LATEST = -2_208_988_800, 4_133_980_800
"""The years 1900 to 2100 in seconds since 1970."""


def night_of(local: np.ndarray) -> np.ndarray:
    """The day one wakes up on, for local moments of a night (datetime64): 18:00 starts the next one."""
    import numpy as np

    days: np.ndarray = (local.astype("datetime64[s]") + np.timedelta64(NIGHT_HOURS, "h")).astype(
        "datetime64[D]"
    )
    return days


NAP_HOURS = 3.5
DAYTIME = (9, 18)


def is_nap(start: np.ndarray, hours: np.ndarray) -> np.ndarray:
    """Whether a sleep is a nap: begun by day (local clock, 9:00 to 18:00) and shorter than three and a half hours.

    Alone on its day it would pass for a very short night.
    """
    import numpy as np

    moments = start.astype("datetime64[s]")
    hour = (moments - moments.astype("datetime64[D]")).astype("float64") / 3600
    nap: np.ndarray = ~np.isnat(moments) & (hour >= DAYTIME[0]) & (hour < DAYTIME[1]) & (hours < NAP_HOURS)
    return nap


def from_offset(milliseconds: np.ndarray, offset_seconds: np.ndarray | int) -> np.ndarray:
    """Local clock as datetime64[s] from UTC epoch milliseconds and the offset that held then.

    NaT for what is missing or outside the years 1900 to 2100.
    """
    import numpy as np

    seconds = np.asarray(milliseconds, dtype="float64") // 1000 + np.asarray(offset_seconds)
    moments = np.full(seconds.shape, np.datetime64("NaT"), dtype="datetime64[s]")
    # A corrupt number may be a moment no calendar has.
    known = (seconds >= EARLIEST) & (seconds < LATEST)
    moments[known] = seconds[known].astype("int64").astype("datetime64[s]")
    return moments


def from_utc(utc: np.ndarray, zone: str) -> np.ndarray:
    """Local clock as datetime64[s] from UTC moments, by the rules of a time zone (summer time included)."""
    import pandas as pd

    local = (
        pd.Series(pd.DatetimeIndex(utc))
        .dt.tz_localize("UTC")
        .dt.tz_convert(ZoneInfo(zone))
        .dt.tz_localize(None)
    )
    moments: np.ndarray = local.to_numpy("datetime64[s]")
    return moments


def zone_of(answers: Answers, found: Found, column: str = "", examples: tuple[str, ...] = ()) -> str | None:
    """The person's time zone, for exports in UTC that do not say the offset; None after asking for it."""
    zone = zones.chosen(answers)
    if zone is None and not any(one.key == zones.KEY for one in found.questions):
        found.questions.append(Question(zones.KEY, zones.ZONES, column, examples, zones.ZONES[0]))
    return None if zone is None else str(zone)
