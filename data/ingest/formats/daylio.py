"""Daylio: `daylio_export_*.csv`, one row an entry, four generations of headers, any language.

Quirks: UTF-8 with a byte order mark; only `full_date` is free of language, `date`, `weekday` and `mood` are words of
the person's language ("28 September" has no year); the oldest header has `year` and a `date` with the month as a
word. Moods are the person's own words, with stray spaces; their order is asked and the best becomes 10, the worst 0.
Of the moods the app comes with all five are asked, so that "good" is the same in every month; a word the order leaves
out is asked anew, and a mood that stands alone tells nothing. Activities stand in one cell ("walk | sport"): ticked
is 1, and 0 on days with an entry where it is not; an entry without a mood is torn, and its activities are unknown.
Newer exports have `scales` ("Pain: 4 | Energy: 2", a no-break space behind the colon): which one is the pain is
asked, and on which scale where the values leave it open. Notes hold `<br>` and entities for line breaks and signs.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Question, Reason
from data.ingest import dates
from data.ingest.formats import asked
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.daylio_months import month
from data.ingest.formats.kit import finished, header
from data.ingest.formats.sheet import Sheet, sheet
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from data.ingest.source import File
    from data.ingested import Answers

STARTS = (
    ["full_date", "date", "weekday", "time", "mood", "activities"],
    ["year", "date", "weekday", "time", "mood", "activities"],
)
KEY = "order:mood"
SETS = (
    ("rad", "good", "meh", "bad", "awful"),
    ("rad", "good", "meh", "fugly", "awful"),
    ("super", "gut", "okay", "schlecht", "lausig"),
    ("super", "gut", "ok", "schlecht", "lausig"),
    ("super", "gut", "ok", "schlecht", "miserabel"),
    ("fantastisch", "gut", "naja", "schlecht", "mies"),
    ("wspaniale", "dobrze", "tak sobie", "źle", "okropnie"),
)
"""Moods the app comes with, best first, as seen; the order stays a proposal."""
_SCALE = re.compile(r"([^|:;]+):\s*(-?\d+(?:[.,]\d+)?)\s*(?=$|[|;])")
_DAY = re.compile(r"\d{1,2}")
_TAG = re.compile(r"<[^<>]{1,40}>")


def _claims(file: File) -> bool:
    cells, _ = header(file)
    return [cell.casefold() for cell in cells[:6]] in STARTS


# ------------------------------------------------------------------ days


def _days(tables: Sequence[Sheet], answers: Answers, found: Found) -> list[np.ndarray] | None:
    """The day of each entry; None while the order of day and month is open."""
    cells = [cell for table in tables if table.has("full_date") for cell in table.columns["full_date"]]
    order = asked.day_order(cells, "full_date", answers, found)
    if order is None:
        return None
    return [
        table.days("full_date", order=order) if table.has("full_date") else _oldest(table) for table in tables
    ]


def _oldest(table: Sheet) -> np.ndarray:
    """Days out of a year and a date in the person's language ("7 września", "July 28")."""
    both = zip(table.columns["date"], table.columns["year"], strict=True)
    table.columns["date"] = np.array([f"{date}, {year}" for date, year in both], dtype=object)
    return table.days("date", read=_spoken)


def _spoken(cell: str) -> date | None:
    text, _, year = cell.rpartition(", ")
    day, number = _DAY.search(text), month(text)
    if not day or not number or not year.isdecimal():
        return None
    return dates.read(f"{year}-{number}-{day[0]}", "dmy").day


# ------------------------------------------------------------------ moods


def _moods(cells: np.ndarray, answers: Answers, found: Found) -> np.ndarray:
    """0-10 by the order the person gave; NaN while it is open."""
    words = list(dict.fromkeys(str(cell) for cell in cells if cell))
    known = next((one for one in SETS if {word.casefold() for word in words} <= set(one)), ())
    ranked = [next((word for word in words if word.casefold() == one), one) for one in known]
    order = _order(answers.get(KEY, ""), words)
    if len(ranked or words) < 2:
        if words:
            found.mapping.append(ColumnUse("mood", "", "", "", "unknown", tuple(words)))
        return np.full(len(cells), np.nan)
    if not set(words) <= set(order) or len(order) < 2:
        found.questions.append(
            Question(KEY, tuple(ranked or words), "mood", tuple(words[:3]), " > ".join(ranked) or None)
        )
        return np.full(len(cells), np.nan)
    steps = {word: 10 - 10 * at / (len(order) - 1) for at, word in enumerate(order)}
    shown = tuple(f"{word} → {step:.3g}" for word, step in steps.items())
    found.mapping.append(
        ColumnUse("mood", "days", "mood", "words", "format", tuple(words[:3]), conversion=shown)
    )
    return np.array([steps.get(str(cell), np.nan) for cell in cells])


def _order(answer: str, words: Sequence[str]) -> list[str]:
    """The words of an answer; a mood may hold the mark between them (":>")."""
    for mark in (r"\s+>\s+", r">"):
        order = list(dict.fromkeys(one.strip() for one in re.split(mark, answer) if one.strip()))
        if set(words) <= set(order):
            return order
    return []


# ------------------------------------------------------------------ the rest of an entry


def _activities(table: Sheet, day: np.ndarray) -> list[Measure]:
    split = [
        {name.strip() for name in str(cell).split("|") if name.strip()}
        for cell in table.columns["activities"]
    ]
    names = sorted(set().union(*split)) if split else []
    whole = table.columns["mood"] != ""
    return [
        Measure(
            asked.own(name),
            day,
            np.where(whole, np.array([float(name in one) for one in split]), np.nan),
            table.lines,
            "0/1",
            "max",
            header="activities",
        )
        for name in names
    ]


def _scales(table: Sheet) -> dict[str, np.ndarray]:
    """Cells like "Pain: 4 | Energy: 2" by their names, NaN where a scale was not rated."""
    found: dict[str, np.ndarray] = {}
    if not table.has("scales"):
        return found
    cells = [str(cell) for cell in table.columns["scales"]]
    for row, cell in enumerate(cells):
        for name, number in _SCALE.findall(cell):
            found.setdefault(name.strip(), np.full(len(table), np.nan))[row] = float(number.replace(",", "."))
    odd = [bool(_SCALE.sub("", cell).strip(" |;")) for cell in cells]
    table.refuse(np.array(odd, dtype=bool), "scales", Reason.NOT_A_NUMBER)
    return found


def _rated(
    tables: Sequence[Sheet], days: Sequence[np.ndarray], taken: set[str], answers: Answers, found: Found
) -> list[Measure]:
    """Scales as factors by their names; the one that is the pain on 0-10."""
    scales = [_scales(table) for table in tables]
    names = list(dict.fromkeys(name for one in scales for name in one))
    pain = asked.pain_of(names, answers, found, "scales")
    every = np.concatenate([one[pain] for one in scales if pain in one]) if pain else np.array([])
    scale = asked.scale_of(pain, every, answers, found) if pain else ""
    measures = []
    for table, day, one in zip(tables, days, scales, strict=True):
        for name, rating in one.items():
            if name == pain and scale:
                ten = asked.as_ten(rating, scale)
                measures += [
                    Measure("pain_avg", day, ten, table.lines, header="scales"),
                    Measure("pain_worst", day, ten, table.lines, how="max", header="scales"),
                ]
            elif name != pain:
                title = f"{name} (scales)" if asked.own(name) in taken else asked.own(name)
                measures.append(Measure(title, day, rating, table.lines, header="scales"))
    if scale:
        found.mapping.append(asked.converted(pain, "pain_avg", scale))
    return measures


def _plain(cell: str) -> str:
    """A note without its marks of format."""
    text = re.sub(r"<br\s*/?>|</(?:p|div|li)>", "\n", cell, flags=re.IGNORECASE)
    return html.unescape(_TAG.sub("", text)).strip()


def _notes(table: Sheet) -> np.ndarray:
    """Title and note of each entry as one text."""
    parts = [table.columns[title] for title in ("note_title", "note") if table.has(title)]
    joined = [
        " / ".join(filter(None, (_plain(str(cell)) for cell in row))) for row in zip(*parts, strict=True)
    ]
    return np.array(joined or [""] * len(table), dtype=object)


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one, delimiter=header(one)[1]) for one in files]
    found = gather([], sensed=False, rows=0)
    for table in tables:
        table.columns = {name.casefold(): cells for name, cells in table.columns.items()}
    rows = sum(map(len, tables))
    days = _days(tables, answers, found)
    if days is None:
        return finished(gather([], sensed=False, rows=rows, found=found), tables)
    moods, at = _moods(np.concatenate([table.columns["mood"] for table in tables]), answers, found), 0
    measures: list[Measure] = []
    for table, day in zip(tables, days, strict=True):
        measures.append(Measure("mood", day, moods[at : at + len(table)], table.lines, header="mood"))
        at += len(table)
        measures += _activities(table, day)
        measures.append(Measure("note", day, _notes(table), table.lines, header="note"))
    measures += _rated(tables, days, {one.name for one in measures}, answers, found)
    found.mapping.append(ColumnUse("activities", "factors", "activities", "0/1", "format"))
    return finished(gather(measures, sensed=False, rows=rows, found=found), tables)


FORMAT = Format(
    code="daylio",
    title="Daylio",
    files="daylio_export_YYYY_MM_DD.csv",
    facts="full_date,date,weekday,time,mood,activities,(scales,)(note_title,)note / "
    "year,date,weekday,time,mood,activities,note",
    evidence="all headers but the newest seen in public exports, the newest and its scales in descriptions and parsers",
    fills=("days.mood", "days.pain_avg", "days.pain_worst", "days.note", "factors: activities and scales"),
    sensed=False,
    claims=_claims,
    read=_read,
)
