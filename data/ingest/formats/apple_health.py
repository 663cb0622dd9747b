"""Apple Health: `export.zip` with `export.xml` inside, or the XML alone, of any size.

Quirks: the XML is named after the language ("Export.xml", "导出.xml"); its internal DTD is malformed in some
versions and never needed; entities are refused and nothing is fetched. Clocks are local, with the offset beside
them. Asleep are the stages asleep, core, deep and REM, never the time in bed; exporters that write numbers mean
1 asleep, 2 awake, 3 core, 4 deep, 5 REM, 0 in bed. Phone and watch overlap: sleep is the union of the
intervals, steps of a day come from the one source that counted most, the same workout of two apps counts once.
A record that is there twice counts once. A night runs from 18:00 to 18:00 and belongs to the day one wakes up
on; a nap is no night. HRV is SDNN, not the RMSSD of other makers. Minutes of exercise come from the activity
rings; without rings from the workouts. A ring day without energy, or of zero minutes without an hour of standing
(which only the watch sees), was a day without the watch.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.ingest.formats.apple_health_cells import Batches
from data.ingest.formats.apple_health_kinds import HEADERS, READERS, shared_days
from data.ingest.formats.apple_health_parser import thorough
from data.ingest.formats.apple_health_scan import Unusual, fast
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

FIELDS = {"sleep_hours", "steps", "activity_min"}


def _claims(file: File) -> bool:
    return "<HealthData" in file.start or "<!DOCTYPE HealthData" in file.start


def _read(files: Sequence[File], _answers: Answers, watch: Watch) -> Found:
    found = gather([], sensed=True, rows=0)
    kept: dict[str, list[Measure]] = {kind: [] for kind in HEADERS}
    rows = shared = 0
    for number, file in enumerate(files):

        def part(share: float, number: int = number) -> None:
            watch((number + share) / len(files))

        batches, complete = _scan(file, file.name if len(files) > 1 else "", part)
        if not complete:
            found.facts["truncated"] = file.base
        for kind in HEADERS:
            columns = batches.columns(kind)
            if columns:
                rows += len(columns["line"])
                made = [replace(one, file=batches.file) for one in READERS[kind](columns, batches)]
                kept[kind] += made
                found.mapping += [_use(one, batches.samples[kind]) for one in made]
        shared += shared_days(batches.columns("steps"))
        found.rejections += batches.rejections
    if shared:
        found.facts["steps_overlap"] = str(shared)
    # In the order of HEADERS: the rings lead, workouts fill the days they leave out.
    return gather([one for made in kept.values() for one in made], sensed=True, rows=rows, found=found)


def _scan(file: File, name: str, watch: Watch) -> tuple[Batches, bool]:
    """All wanted attributes, and whether the file is complete."""
    batches = Batches(name, HEADERS)
    try:
        return batches, fast(file, batches.take, watch)
    except Unusual:
        batches = Batches(name, HEADERS)
        return batches, thorough(file, batches.take, watch)


def _use(one: Measure, samples: tuple[str, ...]) -> ColumnUse:
    table = "days" if one.name in FIELDS else "factors"
    return ColumnUse(one.header, table, one.name, one.unit, "format", samples, file=one.file)


FORMAT = Format(
    code="apple_health",
    title="Apple Health",
    files="export.zip or export.xml, up to several GB",
    facts='<HealthData ...><Record type="HK..." sourceName=... startDate=... endDate=... value=...>',
    evidence="public parsers and test exports; synthetic exports of 500 MB",
    fills=(
        "days.sleep_hours",
        "days.steps",
        "days.activity_min",
        "factors.hrv_sdnn",
        "factors.resting_hr",
        "factors.mindful_min",
        "factors.workout_min",
    ),
    sensed=True,
    claims=_claims,
    read=_read,
)
