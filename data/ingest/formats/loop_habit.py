"""Loop Habit Tracker: the zip with `Checkmarks.csv` (a matrix), `Habits.csv` and a folder for each habit.

Quirks: the matrix ends every line with a comma, which a spreadsheet drops, and its dates become those of a country;
habit names are not escaped in it, so that a comma in a name shifts its columns: then the folders are read instead.
Folders are named "001 Name" with all letters but those of English left out ("001 bungen", "002"), so that the name
comes from the position in `Habits.csv`; two habits of one name stay two. Newer versions write YES_MANUAL, YES_AUTO,
NO, SKIP, UNKNOWN, older ones 2, 1, 0, 3, -1; skipped and unknown are missing, not "no", and so is YES_AUTO: the app's
word for a day on which the habit was not due, and not done. A habit that counts is
written times a thousand (0 as NO), also in a matrix without `Habits.csv`, where such numbers tell it. Notes belong to
a habit and a day. Scores are worked out by the app and left out. Which habit that counts is the pain is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.ingest.formats import asked
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, header
from data.ingest.formats.sheet import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

HABITS = ["Position", "Name", "Type", "Question", "Description", "FrequencyNumerator"]
OLD_HABITS = ["Position", "Name", "Question", "Description", "NumRepetitions", "Interval", "Color"]
WORDS = {"YES_MANUAL": 1.0, "YES_AUTO": np.nan, "NO": 0.0, "SKIP": np.nan, "UNKNOWN": np.nan}
CODES = {"2": 1.0, "1": np.nan, "0": 0.0, "3": np.nan, "-1": np.nan}
COUNTS = WORDS | {"3": np.nan, "-1": np.nan}
"""What stands for itself in a habit that counts; the codes 3 and -1 are no thousandths."""
TICKS = WORDS | CODES
THOUSAND = 1000.0
_FOLDER = re.compile(r"(?:^|/)(?P<position>\d{3})(?: (?P<name>[^/]*))?/Checkmarks\.csv$")
_COUNT = re.compile(r"^\d+$")
_DATE = re.compile(r"^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}$")


def _kind(file: File) -> str:
    cells, _ = header(file)
    if cells[:6] == HABITS or cells[:7] == OLD_HABITS:
        return "habits"
    if file.base == "Scores.csv" and cells[:1] == ["Date"]:
        return "scores"
    if file.base == "Checkmarks.csv" and _FOLDER.search(file.name):
        return "habit"
    if cells[:1] != ["Date"] or len(cells) < 2:
        return ""
    if cells[:2] == ["Date", "Value"]:
        return "habit" if cells[2:] == ["Notes"] and _speaks(file, words=True) else ""
    return "matrix" if _speaks(file, words=file.base != "Checkmarks.csv") else ""


def _speaks(file: File, *, words: bool) -> bool:
    """Whether the first row is one of the app: a date, then its words or, without words, its codes."""
    cells, _ = header(file, 2)
    values = [cell for cell in cells[1:] if cell]
    if not cells or not _DATE.match(cells[0]):
        return False
    return any(one in WORDS for one in values) or (
        not words and bool(values) and all(one in TICKS or _COUNT.match(one) for one in values)
    )


def _claims(file: File) -> bool:
    return bool(_kind(file))


def _values(table: Sheet, column: str, *, counts: bool | None) -> tuple[np.ndarray, bool]:
    """Values of a habit, and whether it counts; by its cells when nothing says so."""
    cells = {str(cell) for cell in table.columns[column]}
    if counts is None:
        counts = any(_COUNT.match(cell) and cell not in CODES for cell in cells)
    known = COUNTS if counts else TICKS

    def one(cell: str) -> float | None:
        if cell.upper() in known:
            return known[cell.upper()]
        return int(cell) / THOUSAND if counts and _COUNT.match(cell) else None

    return table.numbers(column, read=one), counts


class _Habits:
    """Names, kinds and units by the position in `Habits.csv`."""

    def __init__(self, files: Sequence[File]) -> None:
        self.names: dict[str, str] = {}
        self.counts: dict[str, bool] = {}
        self.units: dict[str, str] = {}
        for file in files:
            if _kind(file) == "habits":
                self._take(sheet(file, delimiter=header(file)[1]))

    def _take(self, table: Sheet) -> None:
        columns = table.columns
        for row in range(len(table)):
            name, position = str(columns["Name"][row]), str(columns["Position"][row]).zfill(3)
            seen = sum(one == name or one.startswith(f"{name} (") for one in self.names.values())
            name = f"{name} ({seen + 1})" if name in self.names.values() else name
            self.names[position] = name
            if table.has("Type"):
                self.counts[name] = str(columns["Type"][row]).upper().startswith(("NUM", "MEAS"))
            if table.has("Unit"):
                self.units[name] = str(columns["Unit"][row])

    def title(self, file: File) -> str:
        found = _FOLDER.search(file.name)
        if not found:
            return file.base.rpartition(".")[0]
        return self.names.get(found["position"], "") or (found["name"] or found["position"]).strip()


class _Read:
    """The measures of all habits while they are read."""

    def __init__(self, habits: _Habits, answers: Answers, found: Found) -> None:
        self.habits, self.answers, self.found = habits, answers, found
        self.tables: list[Sheet] = []
        self.measures: list[Measure] = []
        self.counting: set[str] = set()
        self.noted: list[tuple[np.datetime64, str, int]] = []

    def days(self, table: Sheet) -> np.ndarray | None:
        order = asked.day_order(table.columns["Date"], "Date", self.answers, self.found)
        return None if order is None else table.days("Date", order=order)

    def habit(self, file: File) -> None:
        table = _with_header(sheet(file, delimiter=header(file)[1]))
        self.tables.append(table)
        day = self.days(table)
        if day is None:
            return
        name = self.habits.title(file)
        self._add(table, day, "Value", name, file.name)
        if table.has("Notes"):
            self.noted += [
                (one, f"{name}: {cell}", int(line))
                for one, cell, line in zip(day, table.columns["Notes"], table.lines, strict=True)
                if cell
            ]

    def notes(self) -> Measure:
        """Notes of all habits: those of one day are one text."""
        days, texts, lines = zip(*self.noted, strict=True) if self.noted else ((), (), ())
        return Measure(
            "note",
            np.array(days, dtype="datetime64[D]"),
            np.array(texts, dtype=object),
            np.array(lines, dtype="int64"),
            header="Notes",
        )

    def matrix(self, file: File) -> None:
        table = sheet(file, delimiter=header(file)[1])
        self.tables.append(table)
        day = self.days(table)
        names = [name for name in table.header if name not in {"Date", ""} and not re.match(r"^\.\d+$", name)]
        for column in names if day is not None else ():
            name = re.sub(r"\.(\d+)$", lambda found: f" ({int(found[1]) + 1})", column)
            name = name if column not in self.habits.names.values() else column
            self._add(table, day, column, name, "")

    def _add(self, table: Sheet, day: np.ndarray | None, column: str, name: str, file: str) -> None:
        values, counts = _values(table, column, counts=self.habits.counts.get(name))
        unit = self.habits.units.get(name, "") if counts else "0/1"
        self.counting |= {asked.own(name)} if counts else set()
        self.measures.append(
            Measure(asked.own(name), day, values, table.lines, unit, header=column, file=file)  # type: ignore[arg-type]
        )


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    out = gather([], sensed=False, rows=0)
    done = _Read(_Habits(files), answers, out)
    # A habit nobody ever ticked is an empty file in older exports.
    folders = [one for one in files if _kind(one) == "habit" and one.head.strip()]
    for file in folders:
        done.habit(file)
    for file in (one for one in files if _kind(one) == "matrix" and not folders):
        done.matrix(file)
    names = [one.name for one in done.measures if one.name in done.counting]
    measures = asked.followed([*done.measures, done.notes()], answers, out, "Name", names)
    return finished(gather(measures, sensed=False, rows=sum(map(len, done.tables)), found=out), done.tables)


def _with_header(table: Sheet) -> Sheet:
    """Older versions write a habit's own file without a header: its first row is a day."""
    if table.has("Date", "Value"):
        return table
    first = np.array([*table.header, "", ""][:2], dtype=object)
    columns = [*table.columns.values(), *(np.full(len(table), "", dtype=object) for _ in range(2))]
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
    evidence="the app's public source, old and new, its test export, and a public matrix saved again by a spreadsheet",
    fills=("factors: habits", "days.pain_avg", "days.pain_worst", "days.note"),
    sensed=False,
    claims=_claims,
    read=_read,
)
