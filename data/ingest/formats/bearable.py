"""Bearable: one long CSV, a row for each thing logged, all cells quoted, old and new header.

Quirks: dates are written out with ordinals ("22nd Sep 2020"), the newer header adds "date formatted", which is
used; the time of day is a word or a clock; a symptom is rated 1-4 (mild to extreme) and only logged when it is
there, so that 0 is "not felt" and 1-4 become 2.5-10; which symptom is the person's pain is asked, out of all of
them; a day without a symptom is no day without pain. Mood is rated 1-10 or 1-5, which no column says: above 5 it is
1-10, else it is asked; energy and sleep quality are 1-5 ("Awful" to "Great"). Sleep is "H:MM" of the night, a nap
stands in its detail ("Nap 4h (mid)"), alone it is no night; its note is ". " when nobody wrote one. A factor has no
rating and its names stand in one cell ("A | B"); one that is also a symptom keeps its category, as 1 of "ticked"
is not 1 of "mild". A drug has its unit in the detail and its amount as rating. Other categories (own ratings,
health measurements) are numbers on scales of their own; diaries of food and gratitudes are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason
from data.ingest import lengths, values
from data.ingest.formats import asked
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, header
from data.ingest.formats.sheet import Sheet, sheet
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

STARTS = (
    ["date", "weekday", "time of day", "category", "rating/amount"],
    ["date", "date formatted", "weekday", "time of day", "category", "rating/amount"],
)
NEEDED = ("category", "rating/amount", "detail")
RATING = "rating/amount"
TICKED = ("Factors", "Sleep factors", "Food Diary factors")
KNOWN = {"Symptom", "Mood", "Energy", "Sleep", "Sleep quality", "Meds/Supplements", *TICKED}
_SEVERITY = re.compile(
    r"\s*\((?:none|mild|moderate|severe|unbearable|extreme|leicht|mittel|mäßig|stark|schwer|unerträglich|extrem)\)\s*$",
    re.IGNORECASE,
)
_NAP = re.compile(r"nap\s+(?:(\d+)\s*h)?\s*(?:(\d+)\s*m\w*)?", re.IGNORECASE)
_UNIT = re.compile(r"^(?P<name>.*\S)\s*\((?P<unit>[^()]*)\)$")


def _claims(file: File) -> bool:
    cells, _ = header(file)
    return any([cell.casefold() for cell in cells[: len(start)]] == start for start in STARTS)


class _Log:
    """The rows of one file by category, with the day of each."""

    def __init__(self, table: Sheet, day: np.ndarray) -> None:
        self.table, self.day = table, day
        self.categories = np.array([str(cell).casefold() for cell in table.columns["category"]], dtype=object)

    def rows(self, *names: str) -> np.ndarray:
        found: np.ndarray = np.flatnonzero(np.isin(self.categories, [one.casefold() for one in names]))
        return found

    def part(self, rows: np.ndarray) -> Sheet:
        columns = {name: cells[rows] for name, cells in self.table.columns.items()}
        return Sheet(
            self.table.name, self.table.header, columns, self.table.lines[rows], self.table.rejections
        )

    def ratings(self, rows: np.ndarray, low: float, high: float) -> np.ndarray:
        """Ratings within their scale; others are rejected."""
        part = self.part(rows)
        comma = values.decimal_comma([str(cell) for cell in part.columns[RATING]])
        rating = part.numbers(RATING, decimal="," if comma else ".")
        off = ~np.isnan(rating) & ((rating < low) | (rating > high))
        part.refuse(off, RATING, Reason.OUT_OF_RANGE)
        rating[off] = np.nan
        return rating

    def measure(self, name: str, rows: np.ndarray, value: np.ndarray, unit: str = "", **more: str) -> Measure:
        return Measure(name, self.day[rows], value, self.table.lines[rows], unit, header=RATING, **more)  # type: ignore[arg-type]


def _symptoms(log: _Log) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Rows and ratings 1-4 of each symptom."""
    rows = log.rows("Symptom")
    names = np.array(
        [_SEVERITY.sub("", str(cell)) for cell in log.table.columns["detail"][rows]], dtype=object
    )
    rating = log.ratings(rows, 0, 4)
    return {
        asked.own(name): (rows[names == name], rating[names == name])
        for name in dict.fromkeys(names.tolist())
        if name
    }


def _pain(
    logs: Sequence[_Log],
    symptoms: Sequence[dict[str, tuple[np.ndarray, np.ndarray]]],
    answers: Answers,
    found: Found,
) -> list[Measure]:
    """Each symptom as a factor on its own 1-4; the one that is the pain as pain of the day."""
    names = list(dict.fromkeys(name for one in symptoms for name in one))
    pain = asked.pain_of(names, answers, found, "Symptom", always=True)
    measures = []
    for log, one in zip(logs, symptoms, strict=True):
        for name, (rows, rating) in one.items():
            if name == pain:
                ten = rating * 2.5
                measures += [
                    log.measure("pain_avg", rows, ten),
                    log.measure("pain_worst", rows, ten, how="max"),
                ]
            else:
                measures.append(log.measure(name, rows, rating, "1-4"))
    if pain:
        shown = ("1 → 2.5", "2 → 5", "4 → 10")
        found.mapping.append(
            ColumnUse(pain, "days", "pain_avg", "1-4", "format", ("1", "4"), conversion=shown)
        )
    return measures


def _rated(logs: Sequence[_Log], answers: Answers, found: Found) -> list[Measure]:
    """Mood, energy and sleep quality, each on the scale its ratings tell."""
    measures = []
    for category, name, asks in (
        ("Mood", "mood", True),
        ("Energy", "energy", False),
        ("Sleep quality", "sleep_quality", False),
    ):
        rows = [log.rows(category) for log in logs]
        ratings = [log.ratings(at, 1, 10) for log, at in zip(logs, rows, strict=True)]
        every = np.concatenate(ratings)
        small = not asks and not (every > asked.TOLD).any()
        scale = "1-5" if small else asked.scale_of(category, every, answers, found, scales=("1-10", "1-5"))
        if not scale or np.isnan(every).all():
            continue
        place = "factors" if name == "energy" else "days"
        found.mapping.append(asked.converted(category, name, scale, place))
        measures += [
            log.measure(name, at, asked.as_ten(rating, scale))
            for log, at, rating in zip(logs, rows, ratings, strict=True)
        ]
    return measures


def _sleep(log: _Log) -> list[Measure]:
    """Hours of the night, and of naps by their detail."""
    rows = log.rows("Sleep")
    part = log.part(rows)
    details = [str(cell) for cell in part.columns["detail"]]
    hours = part.numbers(RATING, read=lambda cell: lengths.duration(cell, values.Scale(), 3600))
    alone = np.array([bool(_NAP.match(one)) for one in details], dtype=bool)
    naps = np.full(len(rows), np.nan)
    for at, found in enumerate(map(_NAP.search, details)):
        if found and (found[1] or found[2]):
            naps[at] = int(found[1] or 0) + int(found[2] or 0) / 60
    night = np.where(alone | (hours == 0), np.nan, hours)
    return [
        log.measure("sleep_hours", rows, night, "h", how="max"),
        log.measure("nap_h", rows, naps, "h", how="sum"),
    ]


def _ticked(log: _Log, symptoms: set[str]) -> list[Measure]:
    """Factors ticked on a day are 1; on other days nothing is known."""
    found: dict[str, list[int]] = {}
    for category in TICKED:
        for row in log.rows(category):
            for name in filter(None, map(str.strip, str(log.table.columns["detail"][row]).split("|"))):
                title = f"{name} ({category})" if asked.own(name) in symptoms else asked.own(name)
                found.setdefault(title, []).append(int(row))
    return [log.measure(name, np.array(rows), np.ones(len(rows)), how="max") for name, rows in found.items()]


def _others(log: _Log, taken: set[str], left: dict[str, None]) -> list[Measure]:
    """Further categories with numbers, on scales of their own; those without are left out."""
    measures = []
    known = {one.casefold() for one in KNOWN}
    names = log.table.columns["category"]
    for category in dict.fromkeys(str(names[row]) for row in range(len(names))):
        rows = log.rows(category)
        cells = [str(cell) for cell in log.table.columns[RATING][rows]]
        if not category or category.casefold() in known:
            continue
        if not any(values.number(cell, values.Scale(".")) is not None for cell in cells):
            left[category] = None
            continue
        rating = log.ratings(rows, -np.inf, np.inf)
        of_its_own = category.casefold() == "health measurements"
        titles = (
            [str(cell) for cell in log.table.columns["detail"][rows]]
            if of_its_own
            else [category] * len(rows)
        )
        for title in dict.fromkeys(titles):
            at = np.array([one == title for one in titles])
            split = _UNIT.match(title)
            name, unit = (split["name"], split["unit"]) if split else (title or category, "")
            name = f"{name} ({category})" if asked.own(name) in taken else asked.own(name)
            measures.append(log.measure(name, rows[at], rating[at], unit))
    return measures


def _texts(log: _Log) -> list[Measure]:
    """Medication and notes stay private text."""
    meds = log.rows("Meds/Supplements")
    columns = log.table.columns
    drugs = [_drug(str(columns["detail"][row]), str(columns[RATING][row])) for row in meds]
    found = [log.measure("med_type", meds, np.array(drugs, dtype=object))]
    if "notes" in columns:
        # The app joins an empty note of a night and one of its naps with a full stop.
        noted = np.array([any(map(str.isalnum, str(cell))) for cell in columns["notes"]], dtype=bool)
        rows = np.flatnonzero(noted)
        found.append(log.measure("note", rows, columns["notes"][rows]))
    return found


def _drug(detail: str, amount: str) -> str:
    """The detail "Ibuprofen (mg)" and the amount "600" as "Ibuprofen 600 mg"."""
    split = _UNIT.match(detail)
    return f"{split['name']} {amount} {split['unit']}" if split and amount else f"{detail} {amount}".strip()


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one, delimiter=header(one)[1]) for one in files]
    for table in tables:
        table.columns = {name.casefold(): cells for name, cells in table.columns.items()}
    tables = [one for one in tables if one.has(*NEEDED)]
    found = gather([], sensed=False, rows=0)
    columns = [table.first("date formatted", "date") for table in tables]
    cells = [cell for table, one in zip(tables, columns, strict=True) for cell in table.columns[one]]
    order = asked.day_order(cells, "date formatted", answers, found)
    if not tables or order is None:
        return finished(gather([], sensed=False, rows=sum(map(len, tables)), found=found), tables)
    logs = [_Log(table, table.days(one, order=order)) for table, one in zip(tables, columns, strict=True)]
    symptoms = [_symptoms(log) for log in logs]
    names = {name for one in symptoms for name in one}
    measures = _pain(logs, symptoms, answers, found) + _rated(logs, answers, found)
    left: dict[str, None] = {}
    for log in logs:
        ticked = _ticked(log, names)
        taken = names | {one.name for one in ticked}
        measures += [*_sleep(log), *ticked, *_others(log, taken, left), *_texts(log)]
    found.mapping.append(ColumnUse("Sleep", "days", "sleep_hours", "h", "format"))
    found.mapping += [ColumnUse(category, "", "", "", "unknown") for category in left]
    found = gather(measures, sensed=False, rows=sum(map(len, tables)), found=found)
    if found.days["pain_avg"].notna().any():
        found.facts["attacks_only"] = str(int(found.days["pain_avg"].notna().sum()))
    return finished(found, tables)


FORMAT = Format(
    code="bearable",
    title="Bearable",
    files="Bearable App - Data Export. Generated DD-MM-YYYY.csv",
    facts="date,(date formatted,)weekday,time of day,category,rating/amount,detail,notes",
    evidence="old header and values seen in a public export of 1040 rows, the newer header in three public parsers",
    fills=(
        "days.pain_avg",
        "days.pain_worst",
        "days.mood",
        "days.sleep_hours",
        "days.sleep_quality",
        "days.med_type",
        "days.note",
        "factors: symptoms, factors, energy, own ratings, health measurements",
        "factors.nap_h",
    ),
    sensed=False,
    claims=_claims,
    read=_read,
)
