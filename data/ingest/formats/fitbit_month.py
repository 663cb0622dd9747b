"""The monthly CSV of Fitbit's website: sections of a title, a header, rows and a blank line, in their own language."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason, Rejection
from data.ingest import dates
from data.ingest.decode import text_of
from data.ingest.formats import asked
from data.ingest.formats.base import Measure
from data.ingest.formats.kit import header as header_of
from data.ingest.formats.kit import kept
from data.ingest.formats.nights import pieces
from data.ingest.values import missing

if TYPE_CHECKING:
    from data.ingest.formats.base import Found
    from data.ingest.source import File
    from data.ingested import Answers

SECTIONS = {
    *("Activities", "Aktivitäten", "Activités"),
    *("Sleep", "Schlaf", "Sommeil"),
    *("Body", "Körper", "Corps"),
    *("Foods", "Lebensmittel", "Aliments"),
}
STEPS = ("Steps", "Schritte", "Pas")
ACTIVE = (
    ("Minutes Fairly Active", "Minutes Very Active"),
    ("Minuten mit ziemlicher Aktivität", "Minuten mit sehr viel Aktivität"),
    ("Minutes d'activité modérée", "Minutes d'activité intense"),
)
ASLEEP = ("Minutes Asleep", "Minuten im Schlaf", "Minutes de sommeil")
BEGINS = ("Start Time", "Startzeit", "Heure de début")
DATES = ("Date", "Datum", *BEGINS)
ENDS = ("End Time", "Endzeit", "Heure de fin")
HOUR = 60.0
_SPACE = re.compile(r"(?<=\d)[\s\u00a0\u202f.,'’](?=\d{3}(?!\d))")
_DIGIT = re.compile(r"\d")
Row = dict[str, str]


def is_month(file: File) -> bool:
    """Whether the first line is a title and the second a header that begins with a date."""
    title = [cell for cell in header_of(file)[0] if cell]
    header = header_of(file, 2)[0]
    return len(title) == 1 and title[0] in SECTIONS and bool(header) and header[0] in DATES


def whole(cell: str) -> float:
    """A whole number however its thousands are set apart; NaN for anything else."""
    digits = _SPACE.sub("", cell.strip())
    return float(digits) if digits.isdecimal() else float("nan")


def month(file: File, answers: Answers, found: Found) -> list[Measure]:
    """Steps, active minutes and sleep of one file."""
    text, _ = text_of(file.read(), file.name)
    delimiter = header_of(file, 2)[1]
    rows = list(enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1))
    cells = [row[0] for _, row in rows if row and _DIGIT.match(row[0])]
    order = asked.day_order(cells, "Date", answers, found)
    if order is None:
        return []
    days, sleeps = [], []
    header: list[str] = []
    for line, row in rows:
        if not any(row) or (len([cell for cell in row if cell]) == 1 and not _DIGIT.match(row[0])):
            header = []
        elif not header:
            header = [cell.strip() for cell in row]
        elif header[0] in DATES:
            found.rows += 1
            one = dict(zip(header, row, strict=False))
            asleep = next((name for name in ASLEEP if name in one), "")
            if asleep:
                sleeps += _sleep(one, asleep, line, order, file.name, found)
            else:
                days += _day(one, header[0], line, order, file.name, found)
    return _measures(days) + _nights(sleeps)


def _number(row: Row, name: str, line: int, file: str, found: Found) -> float:
    """One whole number; what is none is rejected, what is missing is not."""
    value = whole(row[name])
    if np.isnan(value) and not missing(row[name]) and row[name].strip() != "-1":
        found.rejections.append(Rejection(line, name, row[name], Reason.NOT_A_NUMBER, file))
    return value


def _day(
    row: Row, header: str, line: int, order: str, file: str, found: Found
) -> list[tuple[str, object, float, int]]:
    read = dates.read(row.get(header, ""), order)
    if read.day is None:
        reason = read.reason or Reason.NOT_A_DATE
        found.rejections.append(Rejection(line, header, row.get(header, ""), reason, file))
        return []
    name = next((one for one in STEPS if one in row), "")
    steps = _number(row, name, line, file, found) if name else float("nan")
    if not steps > 0:
        return []
    got: list[tuple[str, object, float, int]] = [("steps", read.day, steps, line)]
    pair = next((names for names in ACTIVE if all(one in row for one in names)), ())
    if pair:
        minutes = sum(_number(row, one, line, file, found) for one in pair)
        got.append(("activity_min", read.day, minutes, line))
    return got


def _moment(cell: str, order: str) -> np.datetime64:
    read = dates.read(cell, order)
    return np.datetime64(f"{read.day.isoformat()}T{read.time or '00:00'}" if read.day else "NaT", "s")


def _sleep(
    row: Row, asleep: str, line: int, order: str, file: str, found: Found
) -> list[tuple[np.datetime64, np.datetime64, float, int]]:
    """Both ends of a sleep and its hours; the day of its end is enough."""
    end_name = next((name for name in (*ENDS, *DATES) if name in row), "")
    end = _moment(row.get(end_name, ""), order)
    if np.isnat(end):
        found.rejections.append(Rejection(line, end_name, row.get(end_name, ""), Reason.NOT_A_DATE, file))
        return []
    start = next((_moment(row[name], order) for name in BEGINS if name in row and name != end_name), None)
    minutes = _number(row, asleep, line, file, found)
    return [(np.datetime64("NaT", "s") if start is None else start, end, minutes / HOUR, line)]


def _measures(rows: list[tuple[str, object, float, int]]) -> list[Measure]:
    found = []
    for name in ("steps", "activity_min"):
        part = [one for one in rows if one[0] == name]
        if part:
            day = np.array([one[1] for one in part], dtype="datetime64[D]")
            value, lines = np.array([one[2] for one in part]), np.array([one[3] for one in part])
            found.append(Measure(name, day, value, lines, how="max"))
    return found


def _nights(rows: list[tuple[np.datetime64, np.datetime64, float, int]]) -> list[Measure]:
    if not rows:
        return []
    start, end = (np.array([row[at] for row in rows], dtype="datetime64[s]") for at in (0, 1))
    hours, lines = np.array([row[2] for row in rows]), np.array([row[3] for row in rows])
    counted, day, nap = pieces(start, end, hours)
    return [
        kept([Measure(name, day, hours, lines, "h", "sum")], counted[nap[counted] == rest])[0]
        for name, rest in (("sleep_hours", False), ("nap_h", True))
    ]
