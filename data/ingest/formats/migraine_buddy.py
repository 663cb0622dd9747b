"""Migraine Buddy: a CSV of attacks below a few lines about the export, older and newer header.

Quirks: a table of ongoing events or a few words stand above the header, with notes over several lines; the newer
header has the offset from UTC, a geohash, attack types and places between "Lasted" and "Pain Level"; "Started" is the
local clock, dd/MM/yyyy or M/d/yy by the phone, decided from the whole column or asked; "Lasted" is "12h 30m", "1d 02h
15m", "Ongoing" or empty, and may hold a second line; lists stand in one cell, "No medication" is none. Pain is 0-10,
where 0 is an attack without pain. Only attacks are logged: a day without one is a day nobody rated, not a day without
pain; an attack over several days counts on the day it began, as nobody rated the next ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason
from data.ingest import lengths, values
from data.ingest.decode import text_of
from data.ingest.formats import asked
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, header, uses
from data.ingest.formats.sheet import Sheet, sheet
from data.ingest.source import of_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

LOOK = 200
"""Lines above the header: ongoing events with their notes, one a line."""
START = ["#", "Started", "Lasted"]
PAIN = "Pain Level"
MEDICATION = (
    "Helpful Medication",
    "Somewhat Helpful Medication",
    "Unhelpful Medication",
    "Unsure Medication",
)
NO_MEDICATION = "no medication"
WORST = 10.0
PLACES = {
    "Started": "days.date",
    PAIN: "days.pain_worst",
    "Lasted": "factors.attack_hours",
    "Notes": "days.note",
    **dict.fromkeys(MEDICATION, "days.med_type"),
}


def _header_line(file: File) -> int:
    for number in range(1, LOOK):
        cells, _ = header(file, number)
        if cells[: len(START)] == START and PAIN in cells:
            return number
    return 0


def _claims(file: File) -> bool:
    return "Started" in file.start and _header_line(file) > 0


def _hours(cell: str) -> float | None:
    first, joined = cell.splitlines()[0], " ".join(cell.split())
    for text in (joined, first.strip()):
        if text.casefold() == "ongoing":
            return float("nan")
        days, found, rest = text.partition("d")
        if found and days.strip().isdecimal():
            more = lengths.duration(rest.strip(), values.Scale(), 3600) if rest.strip() else 0.0
            if more is not None:
                return int(days) * 24 + more
        elif (length := lengths.duration(text, values.Scale(), 3600)) is not None:
            return length
    return None


def _drugs(cells: Sequence[str]) -> str:
    names = [one.strip() for cell in cells for one in str(cell).split(",")]
    return ", ".join(dict.fromkeys(one for one in names if one and one.casefold() != NO_MEDICATION))


def _measures(table: Sheet, order: str) -> list[Measure]:
    day = table.days("Started", order=order)
    pain = table.numbers(PAIN)
    off = ~np.isnan(pain) & ((pain < 0) | (pain > WORST))
    table.refuse(off, PAIN, Reason.OUT_OF_RANGE)
    pain[off] = np.nan
    length = table.numbers("Lasted", read=_hours)
    found = [
        Measure("pain_worst", day, pain, table.lines, how="max", header=PAIN),
        Measure("pain_avg", day, pain, table.lines, header=PAIN),
        Measure("attack_hours", day, length, table.lines, "h", "sum", header="Lasted"),
    ]
    taken = [table.columns[name] for name in MEDICATION if table.has(name)]
    if taken:
        texts = np.array([_drugs(row) for row in zip(*taken, strict=True)], dtype=object)
        found.append(Measure("med_type", day, texts, table.lines))
    if table.has("Notes"):
        found.append(Measure("note", day, table.columns["Notes"], table.lines, header="Notes"))
    return found


def _sheet(file: File) -> Sheet:
    """The attacks; what stands above their header is blanked, as a torn note there may swallow them."""
    number = _header_line(file)
    lines = text_of(file.read(), file.name)[0].splitlines(keepends=True)
    text = "\n" * (number - 1) + "".join(lines[number - 1 :])
    return sheet(of_bytes(text.encode(), file.name), delimiter=header(file, number)[1])


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [_sheet(one) for one in files]
    found = gather([], sensed=False, rows=0)
    cells = [cell for table in tables for cell in table.columns["Started"]]
    order = asked.day_order(cells, "Started", answers, found)
    rows = sum(map(len, tables))
    if order is None:
        return finished(gather([], sensed=False, rows=rows, found=found), tables)
    measures = [one for table in tables for one in _measures(table, order)]
    found = gather(measures, sensed=False, rows=rows, found=found)
    found.facts["attacks_only"] = str(len(found.days))
    for table in tables:
        left = {name: "" for name in table.header if name and name not in {*PLACES, "#"}}
        found.mapping += uses(table, {name: PLACES.get(name, "") for name in PLACES} | left)
    return finished(found, tables)


FORMAT = Format(
    code="migraine_buddy",
    title="Migraine Buddy",
    files="the CSV of the app's report",
    facts="#,Started,Lasted,(Start UTC Offset (min),...,)Pain Level,Affected Activities,... below some lines",
    evidence="older header seen in a public converter, newer header and preamble in a public parser and its samples",
    fills=("days.pain_worst", "days.pain_avg", "days.med_type", "days.note", "factors.attack_hours"),
    sensed=False,
    claims=_claims,
    read=_read,
)
