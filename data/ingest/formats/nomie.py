"""Nomie: the detailed CSV (one row a log) and the daily matrix (one column a tracker).

Quirks: in the detailed file a log is a note with `#tracker(value)`, `@person` and `+context`; commas, quotes and line
breaks are stripped from notes, so that columns stay in place; `start` is the local clock without a zone. A tag without
a value counts 1, and how often it was ticked is its number of the day; a value may be a length ("07:30:00"), which
becomes hours. The matrix writes a day without a log as 0, which cannot be told from a logged zero, so that it is
asked; its columns carry the signs of the tags. Values have the range a person gave their tracker, which no file says:
which tracker is the pain is asked, and its scale where the values leave it open. A tracker named like a field
("stress", "mood") is the person's own and no rating of 0-10.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Question, Reason, Rejection
from data.ingest import lengths, values
from data.ingest.formats import asked
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, header
from data.ingest.formats.sheet import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

DETAILED = ["epoch", "start", "end", "offset", "note"]
SIGNS = "#@+"
_TAG = re.compile(r"(?<![\w&/])([#@+])(?!\d)([^\s#@+()]*[^\s#@+().,;:!?])(?:\(([^)]*)\))?")
_CLOCK = re.compile(r"^\d+:\d{2}(?::\d{2})?$")
KEY = "zero_missing"


def _claims(file: File) -> bool:
    cells, _ = header(file)
    if cells[:5] == DETAILED:
        return True
    return (
        cells[:1] == ["date"]
        and len(cells) > 1
        and all(re.match(r"[#@+]\w", one) for one in cells[1:] if one)
    )


def _value(raw: str) -> tuple[float, str] | None:
    """The number in the brackets of a tag and its unit, None when it is none."""
    cell = raw.strip()
    if _CLOCK.match(cell):
        hours = lengths.duration(cell, values.Scale(), 3600)
        return None if hours is None else (hours, "h")
    comma = values.decimal_comma([cell])
    number = values.number(cell, values.Scale("," if comma else "."))
    return None if number is None else (number, "")


def _logs(table: Sheet, day: np.ndarray) -> list[Measure]:
    """Tags with a value as the mean of the day, those without as how often they were ticked."""
    valued: dict[tuple[str, str], list[tuple[int, float]]] = {}
    ticked: dict[str, list[int]] = {}
    for row, note in enumerate(table.columns["note"]):
        for _, name, raw in _TAG.findall(str(note)):
            number = _value(raw) if raw.strip() else None
            if number is not None:
                valued.setdefault((asked.own(name), number[1]), []).append((row, number[0]))
            elif raw.strip():
                cell = f"{name}({raw})"
                table.rejections.append(
                    Rejection(int(table.lines[row]), "note", cell, Reason.NOT_A_NUMBER, table.name)
                )
            else:
                ticked.setdefault(asked.own(name), []).append(row)
    notes = [" ".join(_TAG.sub("", str(note)).split()) for note in table.columns["note"]]
    found = [Measure("note", day, np.array(notes, dtype=object), table.lines, header="note")]
    for (name, unit), pairs in valued.items():
        rows = np.array([row for row, _ in pairs])
        numbers = np.array([one for _, one in pairs])
        title = f"{name} (h)" if unit and (name, "") in valued else name
        found.append(Measure(title, day[rows], numbers, table.lines[rows], unit, header=name))
    names = {name for name, _ in valued}
    for name, ticks in ticked.items():
        # A tick beside values says nothing of their size.
        if name not in names:
            at = np.array(ticks)
            found.append(Measure(name, day[at], np.ones(len(at)), table.lines[at], how="sum", header=name))
    return found


def _matrix(table: Sheet, day: np.ndarray, answers: Answers, found: Found) -> list[Measure]:
    names = [one for one in table.header if one[:1] in SIGNS and one[1:]]
    zero = next((name for name in names if np.isin(table.columns[name], ("0", "0.0")).any()), "")
    answer = answers.get(KEY, "")
    if zero and answer not in {"missing", "zero"}:
        if not any(one.key == KEY for one in found.questions):
            found.questions.append(Question(KEY, ("missing", "zero"), zero, ("0",), "missing"))
        return []
    missing = ("0", "0.0") if answer == "missing" else ()
    measures = []
    for name in names:
        comma = values.decimal_comma([str(cell) for cell in table.columns[name]])
        numbers = table.numbers(name, decimal="," if comma else ".", missing=missing)
        measures.append(Measure(asked.own(name[1:]), day, numbers, table.lines, header=name))
    return measures


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one, delimiter=header(one)[1]) for one in files]
    found = gather([], sensed=False, rows=0)
    rows = sum(map(len, tables))
    columns = [table.first("start", "date") for table in tables]
    cells = [cell for table, one in zip(tables, columns, strict=True) for cell in table.columns[one]]
    order = asked.day_order(cells, "start", answers, found)
    if order is None:
        return finished(gather([], sensed=False, rows=rows, found=found), tables)
    measures: list[Measure] = []
    for table, column in zip(tables, columns, strict=True):
        day = table.days(column, order=order)
        logs = table.has("epoch", "note")
        measures += _logs(table, day) if logs else _matrix(table, day, answers, found)
    measures = asked.followed(measures, answers, found, "note")
    return finished(gather(measures, sensed=False, rows=rows, found=found), tables)


FORMAT = Format(
    code="nomie",
    title="Nomie",
    files="the CSV of the app's export, detailed or daily",
    facts="epoch,start,end,offset,note,lat,lng,location,score / date,#tracker,...",
    evidence="the app's public source; no export was seen",
    fills=("factors: trackers", "days.pain_avg", "days.pain_worst", "days.note"),
    sensed=False,
    claims=_claims,
    read=_read,
)
