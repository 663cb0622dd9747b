"""WHOOP: `physiological_cycles.csv`, one row a cycle from one falling asleep to the next.

Quirks: clocks are local, beside a column "Cycle timezone" ("UTC+01:00"); a cycle belongs to the day of its wake
onset, not of its start on the evening before; the cycle that still runs has no end and no sleep yet; HRV is
RMSSD; durations are minutes. Only English headers are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, uses
from data.ingest.formats.local import night_of
from data.ingest.formats.sheet import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

CLOCK = "%Y-%m-%d %H:%M:%S"
FIELDS: tuple[tuple[str, str, str, float], ...] = (
    ("Asleep duration (min)", "sleep_hours", "h", 1 / 60),
    ("Recovery score %", "recovery_score", "%", 1.0),
    ("Resting heart rate (bpm)", "resting_hr", "1/min", 1.0),
    ("Heart rate variability (ms)", "hrv_rmssd", "ms", 1.0),
    ("Light sleep duration (min)", "sleep_light_h", "h", 1 / 60),
    ("Deep (SWS) duration (min)", "sleep_deep_h", "h", 1 / 60),
    ("REM duration (min)", "sleep_rem_h", "h", 1 / 60),
    ("Awake duration (min)", "sleep_awake_h", "h", 1 / 60),
    ("In bed duration (min)", "time_in_bed_h", "h", 1 / 60),
    ("Sleep performance %", "sleep_score", "0-100", 1.0),
    ("Sleep efficiency %", "sleep_efficiency", "%", 1.0),
    ("Respiratory rate (rpm)", "respiration", "1/min", 1.0),
    ("Day Strain", "strain", "0-21", 1.0),
)


def _claims(file: File) -> bool:
    return file.first_line().startswith("Cycle start time,Cycle end time,Cycle timezone,")


def _day(table: Sheet) -> np.ndarray:
    """The day one woke up on; without a sleep that of the start."""
    starts = table.moments("Cycle start time", CLOCK)
    days = night_of(starts)
    if table.has("Wake onset"):
        cells = table.columns["Wake onset"]
        woken = cells != ""
        if woken.any():
            part = Sheet(
                table.name, table.header, {"Wake onset": cells[woken]}, table.lines[woken], table.rejections
            )
            days[woken] = part.moments("Wake onset", CLOCK).astype("datetime64[D]")
    return days


def _read(files: Sequence[File], _answers: Answers, _watch: Watch) -> Found:
    measures, tables = [], [sheet(one) for one in files]
    for table in tables:
        day = _day(table)
        running = table.columns["Cycle end time"] == ""
        for header, name, unit, factor in FIELDS:
            if table.has(header):
                values = table.numbers(header) * factor
                # The strain of a cycle that still runs is that of half a day.
                values = np.where(running & (name == "strain"), np.nan, values)
                measures.append(Measure(name, day, values, table.lines, unit, header=header))
    found = gather(measures, sensed=True, rows=sum(map(len, tables)))
    places = {
        header: ("days." if name == "sleep_hours" else "factors.") + name for header, name, _, _ in FIELDS
    }
    found.mapping = [use for table in tables for use in uses(table, places)]
    return finished(found, tables)


FORMAT = Format(
    code="whoop",
    title="WHOOP",
    files="physiological_cycles.csv, alone or in the export zip",
    facts="Cycle start time,Cycle end time,Cycle timezone,Recovery score %,...",
    evidence="headers seen in public parsers",
    fills=("days.sleep_hours", "factors.recovery_score", "factors.resting_hr", "factors.hrv_rmssd"),
    sensed=True,
    claims=_claims,
    read=_read,
)
