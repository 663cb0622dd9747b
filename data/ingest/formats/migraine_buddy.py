"""Migraine Buddy: a CSV of attacks below a few lines about the export.

Quirks: about three lines stand above the header; "Started" is dd/MM/yyyy or M/D/yyyy by the phone, decided from
the whole column or asked; "Lasted" is "12h 30m" or "Ongoing" and may hold a line break; lists stand in one
cell; only attacks are logged: a day without one is a day nobody rated, not a day without pain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.errors import Question
from data.ingest import dates, values
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, uses
from data.ingest.formats.sheet import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

LOOK = 12
ORDERS = ("dmy", "mdy")
MEDICATION = (
    "Helpful Medication",
    "Somewhat Helpful Medication",
    "Unhelpful Medication",
    "Unsure Medication",
)


def _header_line(file: File) -> int:
    for number in range(1, LOOK):
        line = file.first_line(number).replace('"', "")
        if line.startswith("#,Started,Lasted,Pain Level"):
            return number
    return 0


def _claims(file: File) -> bool:
    return _header_line(file) > 0


def _hours(cell: str) -> float | None:
    text = " ".join(cell.split())
    if text.casefold() == "ongoing":
        return float("nan")
    days, found, rest = text.partition("d")
    if found and days.strip().isdecimal():
        more = values.duration(rest.strip(), values.Scale(), 3600) if rest.strip() else 0.0
        return None if more is None else int(days) * 24 + more
    return values.duration(text, values.Scale(), 3600)


def _measures(table: Sheet, order: str) -> list[Measure]:
    day = table.days("Started", order=order)
    pain = table.numbers("Pain Level")
    found = [
        Measure("pain_worst", day, pain, table.lines, how="max", header="Pain Level"),
        Measure("pain_avg", day, pain, table.lines, header="Pain Level"),
        Measure(
            "attack_hours",
            day,
            table.numbers("Lasted", read=_hours),
            table.lines,
            "h",
            "sum",
            header="Lasted",
        ),
    ]
    taken = [name for name in MEDICATION if table.has(name)]
    if taken:
        cells = zip(*(table.columns[name] for name in taken), strict=True)
        texts = np.array([", ".join(one for one in row if one) for row in cells], dtype=object)
        found.append(Measure("med_type", day, texts, table.lines))
    if table.has("Notes"):
        found.append(Measure("note", day, table.columns["Notes"], table.lines, header="Notes"))
    return found


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one, header_line=_header_line(one)) for one in files]
    found = gather([], sensed=False, rows=0)
    cells = list(dict.fromkeys(str(cell) for table in tables for cell in table.columns["Started"] if cell))
    decided = dates.order_of(cells)
    order = decided.value if decided.value is not None else answers.get("date_order", "")
    if order not in {"", *ORDERS} or (order == "" and decided.value is None):
        found.questions.append(Question("date_order", ORDERS, "Started", decided.examples, decided.proposal))
        return finished(gather([], sensed=False, rows=sum(map(len, tables)), found=found), tables)
    measures = [one for table in tables for one in _measures(table, order or ORDERS[0])]
    found = gather(measures, sensed=False, rows=sum(map(len, tables)), found=found)
    found.facts["attacks_only"] = str(len(found.days))
    for table in tables:
        places = {
            "Started": "days.date",
            "Pain Level": "days.pain_worst",
            "Lasted": "factors.attack_hours",
            "Notes": "days.note",
        }
        found.mapping += uses(table, places | dict.fromkeys(MEDICATION, "days.med_type"))
    return finished(found, tables)


FORMAT = Format(
    code="migraine_buddy",
    title="Migraine Buddy",
    files="the CSV of the app's report",
    facts="#,Started,Lasted,Pain Level,Affected Activities,Potential Triggers,... below about three lines",
    evidence="header seen in public converters",
    fills=("days.pain_worst", "days.pain_avg", "days.med_type", "days.note", "factors.attack_hours"),
    sensed=False,
    claims=_claims,
    read=_read,
)
