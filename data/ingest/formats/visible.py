"""Visible: one long CSV, a row for each tracker and day.

Quirks: the last header and its cells end with a space, and other apps that write this build add a column; trackers of
a band (pulse, HRV under two names, pace points) stand beside ratings of the person, 0 of the former is "not
measured" (nobody has a pulse of 0, and without a band the points are 0.0); symptoms and exertion are 0-3, where 0
was rated and is kept; they stay factors on their own steps, only the one that is the pain becomes 0-10 (and is no
factor, it would explain itself); sleep is rated too, on a scale the file does not say, and is no hours. Which symptom
is the pain is asked, out of all of them, those of the category "Pain" first. Notes are rows of the tracker "Note";
the questionnaire of functional capacity ("Funcap_...", 0-6) has sentences for names and its own scale. Of several
values of a day the mean counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason
from data.ingest import values
from data.ingest.formats import asked
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, header
from data.ingest.formats.sheet import Sheet, sheet
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

START = ["observation_date", "tracker_name", "tracker_category", "observation_value"]
SENSED = {
    "resting hr": ("resting_hr", "1/min"),
    "hr variability": ("hrv_rmssd", "ms"),
    "hrv": ("hrv_rmssd", "ms"),
    "stability score": ("stability_score", ""),
    "pacepoints": ("pace_points", ""),
}
NOTE, SLEEP, CAPACITY, PAIN = "note", "sleep", "funcap", "pain"
HIGH = 3.0
STEPS = "0-3"


def _claims(file: File) -> bool:
    return header(file)[0][: len(START)] == START


class _Trackers:
    """Rows of all files by tracker: what the person said, what a band measured."""

    def __init__(self) -> None:
        self.said: list[Measure] = []
        self.sensed: list[Measure] = []
        self.rated: dict[str, list[Measure]] = {}
        self.painful: list[str] = []

    def take(self, table: Sheet, day: np.ndarray) -> None:
        names = np.array([" ".join(str(cell).split()) for cell in table.columns[START[1]]], dtype=object)
        kinds = np.array([str(cell).casefold() for cell in table.columns[START[2]]], dtype=object)
        for name in dict.fromkeys(names.tolist()):
            rows = np.flatnonzero(names == name)
            kind = str(kinds[rows[0]])
            if NOTE in {name.casefold(), kind}:
                text = table.columns[START[3]][rows]
                self.said.append(Measure("note", day[rows], text, table.lines[rows], header=name))
            elif name:
                self._number(table, rows, day[rows], name, kind)

    def _number(self, table: Sheet, rows: np.ndarray, day: np.ndarray, name: str, kind: str) -> None:
        columns = {title: cells[rows] for title, cells in table.columns.items()}
        part = Sheet(table.name, table.header, columns, table.lines[rows], table.rejections)
        comma = values.decimal_comma([str(cell) for cell in part.columns[START[3]]])
        measured = SENSED.get(name.casefold())
        missing = ("0", "0.0", "0,0") if measured else ()
        value = part.numbers(START[3], decimal="," if comma else ".", missing=missing)
        if measured:
            code, unit = measured
            self.sensed.append(Measure(code, day, value, part.lines, unit, header=name))
            return
        rated = not kind.startswith(CAPACITY) and kind != SLEEP
        if rated:
            off = ~np.isnan(value) & ((value < 0) | (value > HIGH))
            part.refuse(off, START[3], Reason.OUT_OF_RANGE)
            value[off] = np.nan
        one = Measure(asked.own(name), day, value, part.lines, STEPS if rated else "", header=name)
        self.said.append(one)
        if rated:
            self.rated.setdefault(name, []).append(one)
            self.painful += [name] if kind == PAIN else []


def _pain(trackers: _Trackers, answers: Answers, found: Found) -> list[Measure]:
    """The tracker that is the pain on 0-10, no longer a factor."""
    names = list(trackers.rated)
    pain = asked.pain_of(names, answers, found, START[1], likely=trackers.painful)
    if not pain:
        return []
    found.mapping = [one for one in found.mapping if one.header != pain]
    found.mapping.append(asked.converted(pain, "pain_avg", STEPS))
    trackers.said = [one for one in trackers.said if one.header != pain]
    return [
        Measure("pain_avg", one.date, asked.as_ten(one.value, STEPS), one.line, header=pain)
        for one in trackers.rated[pain]
    ]


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    import pandas as pd

    tables = [sheet(one, delimiter=header(one)[1]) for one in files]
    found = gather([], sensed=False, rows=0)
    rows = sum(map(len, tables))
    cells = [cell for table in tables for cell in table.columns[START[0]]]
    order = asked.day_order(cells, START[0], answers, found)
    if order is None:
        return finished(gather([], sensed=False, rows=rows, found=found), tables)
    trackers = _Trackers()
    for table in tables:
        trackers.take(table, table.days(START[0], order=order))
    for one in [*trackers.said, *trackers.sensed]:
        place = "days" if one.name == "note" else "factors"
        found.mapping.append(ColumnUse(one.header, place, one.name, one.unit, "format"))
    pain = _pain(trackers, answers, found)
    found = gather([*trackers.said, *pain], sensed=False, rows=rows, found=found)
    device = gather(trackers.sensed, sensed=True, rows=rows)
    found.factors = pd.concat([found.factors, device.factors], ignore_index=True)
    return finished(found, tables)


FORMAT = Format(
    code="visible",
    title="Visible",
    files="Visible_Data_Export_YYYY-M-D.csv",
    facts="observation_date,tracker_name,tracker_category,observation_value (with a space at the end)",
    evidence="header and trackers seen in a public parser's test export, notes and capacity in two descriptions",
    fills=("days.pain_avg", "days.note", "factors: trackers", "factors.resting_hr", "factors.hrv_rmssd"),
    sensed=False,
    claims=_claims,
    read=_read,
)
