"""Daylio: `daylio_export_*.csv`, one row an entry, three generations of headers, any language.

Quirks: UTF-8 with a byte order mark; only `full_date` is free of language, `date`, `weekday` and `mood` are
words of the person's language ("28 September" has no year); the oldest header has `year` and an English `date`
("July 28"); moods are the person's own words with stray spaces, so their order is asked and the best becomes
10, the worst 0; activities stand in one cell ("walk | sport"): ticked is 1, and 0 on days with an entry where
it is not; newer exports have `scales`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Question, Reason
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished
from data.ingest.formats.sheet import Sheet, sheet
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

STARTS = ("full_date,date,weekday,time,mood,activities", "year,date,weekday,time,mood,activities")
KEY = "order:mood"
SETS = (
    ("rad", "good", "meh", "bad", "awful"),
    ("rad", "good", "meh", "fugly", "awful"),
    ("super", "gut", "okay", "schlecht", "lausig"),
    ("super", "gut", "ok", "schlecht", "miserabel"),
    ("fantastisch", "gut", "naja", "schlecht", "mies"),
)
"""Moods the app comes with, best first, in English and German as seen; the order stays a proposal."""
_SCALE = re.compile(r"([^|:;]+):\s*(-?\d+(?:[.,]\d+)?)")


def _claims(file: File) -> bool:
    return file.first_line().replace('"', "").startswith(STARTS)


def _days(table: Sheet) -> np.ndarray:
    if table.has("full_date"):
        return table.days("full_date")
    table.columns["date"] = np.array(
        [f"{date}, {year}" for date, year in zip(table.columns["date"], table.columns["year"], strict=True)],
        dtype=object,
    )
    return table.days("date", order="mdy")


def _moods(cells: np.ndarray, answers: Answers, found: Found) -> np.ndarray:
    """0-10 by the order the person gave; NaN while it is open."""
    words = list(dict.fromkeys(str(cell) for cell in cells if cell))
    order = [one.strip() for one in answers.get(KEY, "").split(">") if one.strip()]
    if words and (not set(words) <= set(order) or len(set(order)) < 2):
        known = next((one for one in SETS if {word.casefold() for word in words} <= set(one)), ())
        ranked = sorted(words, key=lambda word: known.index(word.casefold())) if known else []
        found.questions.append(
            Question(KEY, tuple(words), "mood", tuple(words[:3]), " > ".join(ranked) or None)
        )
        return np.full(len(cells), np.nan)
    steps = {word: 10 - 10 * at / (len(order) - 1) for at, word in enumerate(order)} if words else {}
    shown = tuple(f"{word} → {step:.3g}" for word, step in steps.items())
    found.mapping.append(
        ColumnUse("mood", "days", "mood", "words", "format", tuple(words[:3]), conversion=shown)
    )
    return np.array([steps.get(str(cell), np.nan) for cell in cells])


def _activities(cells: np.ndarray, day: np.ndarray, lines: np.ndarray) -> list[Measure]:
    split = [{name.strip() for name in str(cell).split("|") if name.strip()} for cell in cells]
    names = sorted(set().union(*split)) if split else []
    return [
        Measure(
            name,
            day,
            np.array([float(name in one) for one in split]),
            lines,
            "0/1",
            "max",
            header="activities",
        )
        for name in names
    ]


def _scales(table: Sheet, day: np.ndarray) -> list[Measure]:
    """Cells like "Pain: 4 | Energy: 2" as factors by their names."""
    found: dict[str, np.ndarray] = {}
    for row, cell in enumerate(table.columns["scales"]):
        for name, number in _SCALE.findall(str(cell)):
            found.setdefault(name.strip(), np.full(len(table), np.nan))[row] = float(number.replace(",", "."))
    odd = np.array(
        [bool(cell) and not _SCALE.search(str(cell)) for cell in table.columns["scales"]], dtype=bool
    )
    table.refuse(odd, "scales", Reason.NOT_A_NUMBER)
    return [Measure(name, day, values, table.lines, header="scales") for name, values in found.items()]


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one) for one in files]
    found = gather([], sensed=False, rows=0)
    measures: list[Measure] = []
    every = np.concatenate([table.columns["mood"] for table in tables])
    moods, at = _moods(every, answers, found), 0
    for table in tables:
        day, mood = _days(table), moods[at : at + len(table)]
        at += len(table)
        measures.append(Measure("mood", day, mood, table.lines, header="mood"))
        measures += _activities(table.columns["activities"], day, table.lines)
        for header in ("note_title", "note"):
            if table.has(header):
                measures.append(Measure("note", day, table.columns[header], table.lines, header=header))
        if table.has("scales"):
            measures += _scales(table, day)
    found.mapping.append(ColumnUse("activities", "factors", "activities", "0/1", "format"))
    found = gather(measures, sensed=False, rows=sum(map(len, tables)), found=found)
    return finished(found, tables)


FORMAT = Format(
    code="daylio",
    title="Daylio",
    files="daylio_export_YYYY_MM_DD.csv",
    facts="full_date,date,weekday,time,mood,activities,(scales,)note_title,note / "
    "year,date,weekday,time,mood,activities,note",
    evidence="all three headers seen in public parsers and samples",
    fills=("days.mood", "days.note", "factors: activities and scales"),
    sensed=False,
    claims=_claims,
    read=_read,
)
