"""Loop Habit Tracker: the zip with `Checkmarks.csv` (a matrix), `Habits.csv` and a folder for each habit.

Quirks: the matrix ends every line with a comma; habit names are not escaped in it, so that a comma in a name
shifts its columns: then the folders are read instead; newer versions write YES_MANUAL, YES_AUTO, NO, SKIP,
UNKNOWN, older ones 2, 1, 0, 3, -1; numeric habits are written times a thousand; skipped and unknown are
missing, not "no".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished
from data.ingest.formats.sheet import Sheet, sheet
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

HABITS = "Position,Name,Type,Question,Description,FrequencyNumerator,"
OLD_HABITS = "Position,Name,Question,Description,NumRepetitions,Interval,Color"
WORDS = {"YES_MANUAL": 1.0, "YES_AUTO": 1.0, "NO": 0.0, "SKIP": np.nan, "UNKNOWN": np.nan}
CODES = {"2": 1.0, "1": 1.0, "0": 0.0, "3": np.nan, "-1": np.nan}
THOUSAND = 1000.0
_FOLDER = re.compile(r"(?:^|/)\d{3} (?P<name>[^/]+)/Checkmarks\.csv$")


def _kind(file: File) -> str:
    line = file.first_line()
    if line.startswith((HABITS, OLD_HABITS)):
        return "habits"
    if file.base == "Scores.csv" and line.startswith("Date,"):
        return "scores"
    if file.base == "Checkmarks.csv":
        if _FOLDER.search(file.name):
            return "habit"
        return "matrix" if line.startswith("Date,") and line.endswith(",") else ""
    return ""


def _claims(file: File) -> bool:
    return bool(_kind(file))


def _values(table: Sheet, column: str, *, numeric: bool) -> np.ndarray:
    known = WORDS | ({} if numeric else CODES)

    def one(cell: str) -> float | None:
        if cell in known:
            return known[cell]
        try:
            number = float(cell)
        except ValueError:
            return None
        return number / THOUSAND if numeric and number >= 0 else None

    return table.numbers(column, read=one)


def _numeric(files: Sequence[File]) -> set[str]:
    """Names of the habits that count instead of tick."""
    found: set[str] = set()
    for file in files:
        if _kind(file) == "habits" and file.first_line().startswith(HABITS):
            table = sheet(file)
            at = np.array([str(cell).upper().startswith("NUM") for cell in table.columns["Type"]], dtype=bool)
            found |= {str(name) for name in table.columns["Name"][at]}
    return found


def _read(files: Sequence[File], _answers: Answers, _watch: Watch) -> Found:
    numeric = _numeric(files)
    tables: list[Sheet] = []
    measures: list[Measure] = []
    folders = [one for one in files if _kind(one) == "habit"]
    for file in folders:
        found = _FOLDER.search(file.name)
        name = found["name"] if found else file.name
        table = _with_header(sheet(file))
        tables.append(table)
        day = table.days("Date")
        measures.append(
            Measure(name, day, _values(table, "Value", numeric=name in numeric), table.lines, file=file.name)
        )
    for file in (one for one in files if _kind(one) == "matrix" and not folders):
        table = sheet(file)
        tables.append(table)
        day = table.days("Date")
        measures += [
            Measure(name, day, _values(table, name, numeric=name in numeric), table.lines, header=name)
            for name in table.header
            if name not in {"Date", ""}
        ]
    out = gather(measures, sensed=False, rows=sum(map(len, tables)))
    out.mapping = [ColumnUse(one.name, "factors", one.name, "0/1", "format") for one in measures]
    return finished(out, tables)


def _with_header(table: Sheet) -> Sheet:
    """Older versions write a habit's own file without a header: its first row is a day."""
    if table.has("Date", "Value"):
        return table
    first = np.array(table.header[:2], dtype=object)
    columns = list(table.columns.values())
    table.columns = {
        name: np.concatenate([first[at : at + 1], columns[at]]) for at, name in enumerate(("Date", "Value"))
    }
    table.lines = np.concatenate([[1], table.lines])
    return table


FORMAT = Format(
    code="loop_habit",
    title="Loop Habit Tracker",
    files="the zip of the app's export (Habits.csv, Checkmarks.csv, 001 Name/Checkmarks.csv)",
    facts="Position,Name,Type,Question,... / Date,<habit>,..., (comma at the end) / Date,Value,Notes",
    evidence="the app's public source",
    fills=("factors: habits",),
    sensed=False,
    claims=_claims,
    read=_read,
)
