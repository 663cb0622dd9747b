"""Sleep Cycle: `sleepdata.csv`, separated by semicolons, old and new header.

Quirks: the old header is "Start;End;Sleep quality;Time in bed;Wake up;Sleep Notes;Heart rate;Activity (steps)",
the new one "Went to bed;Woke up;Sleep Quality;Regularity;..." with lengths in seconds; "Sleep quality" is a
score of the app in percent, not what the person felt; "Time in bed" ("7:45") is not sleep: only "Time asleep
(seconds)" of the new file fills the hours of sleep; steps are those of the day before; clocks are local; the
night belongs to the day one wakes up on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.ingest import values
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, uses
from data.ingest.formats.sheet import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

STARTS = ("Start;End;Sleep quality;Time in bed", "Went to bed;Woke up;")
HOUR = 3600.0


def _claims(file: File) -> bool:
    return file.first_line().replace('"', "").startswith(STARTS)


def _percent(cell: str) -> float | None:
    return values.number(cell.removesuffix("%").strip(), values.Scale("."))


def _clock(cell: str) -> float | None:
    return values.duration(cell, values.Scale(), HOUR)


def _measures(table: Sheet) -> list[Measure]:
    day = table.days(table.first("End", "Woke up"))
    quality = table.first("Sleep quality", "Sleep Quality")
    found = []
    if quality:
        found.append(
            Measure(
                "sleep_score", day, table.numbers(quality, read=_percent), table.lines, "%", header=quality
            )
        )
    if table.has("Time asleep (seconds)"):
        header = "Time asleep (seconds)"
        asleep = table.numbers(header, missing=("0", "0.0")) / HOUR
        found.append(Measure("sleep_hours", day, asleep, table.lines, "h", "max", header))
    if table.has("Time in bed"):
        in_bed = table.numbers("Time in bed", read=_clock)
        found.append(Measure("time_in_bed_h", day, in_bed, table.lines, "h", "max", "Time in bed"))
    if table.has("Time in bed (seconds)"):
        header = "Time in bed (seconds)"
        found.append(
            Measure("time_in_bed_h", day, table.numbers(header) / HOUR, table.lines, "h", "max", header)
        )
    if table.has("Heart rate"):
        pulse = table.numbers("Heart rate", missing=("0",))
        found.append(Measure("avg_hr", day, pulse, table.lines, "1/min", header="Heart rate"))
    steps = table.first("Activity (steps)", "Steps")
    if steps:
        before = day - np.timedelta64(1, "D")
        count = table.numbers(steps, missing=("0",))
        found.append(Measure("steps", before, count, table.lines, "count", "max", steps))
    if table.has("Sleep Notes"):
        found.append(Measure("note", day, table.columns["Sleep Notes"], table.lines, header="Sleep Notes"))
    return found


def _read(files: Sequence[File], _answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one, delimiter=";") for one in files]
    measures = [one for table in tables for one in _measures(table)]
    found = gather(measures, sensed=True, rows=sum(map(len, tables)))
    places = {
        one.header: ("days." if one.name in {"sleep_hours", "steps", "note"} else "factors.") + one.name
        for one in measures
    }
    found.mapping = [use for table in tables for use in uses(table, places)]
    return finished(found, tables)


FORMAT = Format(
    code="sleep_cycle",
    title="Sleep Cycle",
    files="sleepdata.csv",
    facts="Start;End;Sleep quality;Time in bed;Wake up;Sleep Notes;Heart rate;Activity (steps) / Went to "
    "bed;Woke up;...",
    evidence="general knowledge of both headers, second-hand",
    fills=("days.sleep_hours", "days.steps", "days.note", "factors.sleep_score", "factors.time_in_bed_h"),
    sensed=True,
    claims=_claims,
    read=_read,
)
