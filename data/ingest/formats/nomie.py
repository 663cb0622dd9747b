"""Nomie: the detailed CSV (one row a log) and the daily matrix (one column a tracker).

Quirks: in the detailed file a log is a note with `#tracker(value)`; a tag without a value counts 1; commas are
stripped from notes; `start` is the local clock without a zone; the matrix writes a day without a log as 0,
which cannot be told from a logged zero, so that it is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Question
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished
from data.ingest.formats.sheet import Sheet, sheet
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

DETAILED = "epoch,start,end,offset,note,"
_TAG = re.compile(r"#([\w-]+)(?:\(([^)]*)\))?")
_MATRIX = re.compile(r'^"?date"?,"?#\w')
KEY = "zero_missing"


def _claims(file: File) -> bool:
    line = file.first_line()
    return line.replace('"', "").startswith(DETAILED) or bool(_MATRIX.match(line))


def _logs(table: Sheet) -> list[Measure]:
    day = table.days("start")
    values: dict[str, list[tuple[int, float]]] = {}
    for row, note in enumerate(table.columns["note"]):
        for name, raw in _TAG.findall(str(note)):
            number = _number(raw)
            if number is not None:
                values.setdefault(name, []).append((row, number))
    notes = np.array([_TAG.sub("", str(note)).strip() for note in table.columns["note"]], dtype=object)
    found = [Measure("note", day, notes, table.lines, header="note")]
    for name, pairs in values.items():
        rows = np.array([row for row, _ in pairs])
        found.append(
            Measure(name, day[rows], np.array([one for _, one in pairs]), table.lines[rows], how="mean")
        )
    return found


def _number(raw: str) -> float | None:
    if not raw:
        return 1.0
    try:
        return float(raw.replace(",", "."))
    except ValueError:
        return None


def _matrix(table: Sheet, answers: Answers, found: Found) -> list[Measure]:
    names = [one for one in table.header if one != "date"]
    zeros = any((table.columns[name] == "0").any() for name in names)
    answer = answers.get(KEY, "")
    if zeros and answer not in {"missing", "zero"}:
        found.questions.append(Question(KEY, ("missing", "zero"), names[0], ("0",), "missing"))
        return []
    missing = ("0",) if answer == "missing" else ()
    day = table.days("date")
    return [
        Measure(name.lstrip("#"), day, table.numbers(name, missing=missing), table.lines, header=name)
        for name in names
    ]


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one) for one in files]
    found = gather([], sensed=False, rows=0)
    measures: list[Measure] = []
    for table in tables:
        measures += _logs(table) if table.has("epoch", "note") else _matrix(table, answers, found)
    found.mapping = [
        ColumnUse(one.name, "factors", one.name, "", "format") for one in measures if one.name != "note"
    ]
    return finished(gather(measures, sensed=False, rows=sum(map(len, tables)), found=found), tables)


FORMAT = Format(
    code="nomie",
    title="Nomie",
    files="the CSV of the app's export, detailed or daily",
    facts="epoch,start,end,offset,note,lat,lng,location,score / date,#tracker,...",
    evidence="the app's public source",
    fills=("factors: trackers", "days.note"),
    sensed=False,
    claims=_claims,
    read=_read,
)
