"""Track & Graph: one CSV of a group, a row for each data point of a tracker.

Quirks: moments are ISO with the offset that held there, so that they are local as they stand; "Z" in all of them may
be the clock of London or of nobody, then the time zone is asked. A length is "1:10:00" and becomes hours, summed over
the day; older files have no column for labels and write "3.0:Label" as value. A tracker all of whose values are 1 is
a tick and is counted, others are averaged over the day. Which tracker is the pain is asked, and its scale where the
values leave it open; a tracker named like a field ("stress") is the person's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import Reason
from data.ingest.formats import asked
from data.ingest.formats.base import Format, Found, How, Measure, Watch, gather
from data.ingest.formats.kit import finished, header
from data.ingest.formats.local import from_utc, zone_of
from data.ingest.formats.sheet import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

START = ["FeatureName", "Timestamp", "Value"]
_LENGTH = re.compile(r"^(-?\d+):(-?\d{1,2}):(-?\d{1,2})(?::.*)?$")
_NUMBER = re.compile(r"^(-?\d+(?:[.,]\d+)?(?:E-?\d+)?)(?::.*)?$")
_ISO = re.compile(r"^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$")


def _claims(file: File) -> bool:
    return header(file)[0][: len(START)] == START


def _moments(table: Sheet) -> np.ndarray:
    """The clock each point was logged at as it stands, NaT (and rejected) where it is none."""
    found = [_ISO.match(str(cell)) for cell in table.columns[START[1]]]
    texts = pd.Series([one[1] if one else None for one in found], dtype="str")
    moments: np.ndarray = pd.to_datetime(texts, format="ISO8601", errors="coerce").to_numpy("datetime64[s]")
    table.refuse(np.isnat(moments), START[1], Reason.NOT_A_DATE)
    return moments


def _days(tables: Sequence[Sheet], answers: Answers, found: Found) -> list[np.ndarray] | None:
    """The local day of each point; None while the time zone is open."""
    cells = [str(cell) for table in tables for cell in table.columns[START[1]] if cell]
    moments = [_moments(table) for table in tables]
    if cells and all(one.endswith("Z") for one in cells):
        zone = zone_of(answers, found, START[1], tuple(cells[:2]))
        if zone is None:
            return None
        moments = [from_utc(one, zone) for one in moments]
    return [one.astype("datetime64[D]") for one in moments]


def _value(cell: str) -> float | None:
    if length := _LENGTH.match(cell):
        hours, minutes, seconds = (int(length[at]) for at in (1, 2, 3))
        return hours + minutes / 60 + seconds / 3600
    number = _NUMBER.match(cell)
    return float(number[1].replace(",", ".")) if number else None


def _measures(table: Sheet, day: np.ndarray) -> list[Measure]:
    names, cells = table.columns[START[0]], table.columns[START[2]]
    lengths = np.array([bool(_LENGTH.match(str(cell))) for cell in cells], dtype=bool)
    value = table.numbers(START[2], read=_value)
    found = []
    for name in dict.fromkeys(names.tolist()):
        for long in (False, True):
            at = (names == name) & (lengths == long)
            if not name or not at.any():
                continue
            ticks = not long and bool((value[at][~np.isnan(value[at])] == 1).all())
            how: How = "sum" if long or ticks else "mean"
            unit = "h" if long else ""
            found.append(Measure(asked.own(name), day[at], value[at], table.lines[at], unit, how, START[2]))
    if table.has("Note"):
        pairs = zip(names, table.columns["Note"], strict=True)
        notes = np.array([f"{name}: {note}" if note else "" for name, note in pairs], dtype=object)
        found.append(Measure("note", day, notes, table.lines, header="Note"))
    return found


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one, delimiter=header(one)[1]) for one in files]
    found = gather([], sensed=False, rows=0)
    rows = sum(map(len, tables))
    days = _days(tables, answers, found)
    if days is None:
        return finished(gather([], sensed=False, rows=rows, found=found), tables)
    every = [one for table, day in zip(tables, days, strict=True) for one in _measures(table, day)]
    measures = asked.followed(every, answers, found, START[0])
    return finished(gather(measures, sensed=False, rows=rows, found=found), tables)


FORMAT = Format(
    code="track_and_graph",
    title="Track & Graph",
    files="the CSV of a group",
    facts="FeatureName,Timestamp,Value,(Label,)Note",
    evidence="header and values seen in the app's public source and its tests",
    fills=("days.pain_avg", "days.pain_worst", "days.note", "factors: trackers"),
    sensed=False,
    claims=_claims,
    read=_read,
)
