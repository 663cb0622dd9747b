"""Bearable: one long CSV, a row for each thing logged, all cells quoted, old and new header.

Quirks: dates are written out with ordinals ("22nd Sep 2020"), the newer header adds "date formatted", which is
used; the time of day is a word or a clock; a symptom is rated 1-4 (mild to extreme) and only logged when it is
there, so that 0 is "not felt" and 1-4 become 2.5-10; which symptom is the person's pain is asked; sleep is
"H:MM"; a factor has no rating and its names stand in one cell ("A | B"); mood is rated 1-5 and energy likewise;
a day without a symptom is no day without pain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Question, Reason
from data.ingest import values
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished
from data.ingest.formats.sheet import Sheet, sheet
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

STARTS = ("date,weekday,time of day,category,", "date,date formatted,weekday,time of day,category,")
PAIN = re.compile(r"pain|ache|schmerz|weh|migr|back|rücken|sciatic", re.IGNORECASE)
_SEVERITY = re.compile(r"\s*\((?:mild|moderate|severe|unbearable|extreme)\)\s*$", re.IGNORECASE)
KEY = "pain_symptom"
NAP = re.compile(r"nap\b", re.IGNORECASE)


def _claims(file: File) -> bool:
    return file.first_line().replace('"', "").startswith(STARTS)


def _category(table: Sheet, *names: str) -> np.ndarray:
    wanted = {one.casefold() for one in names}
    return np.array([str(cell).casefold() in wanted for cell in table.columns["category"]], dtype=bool)


def _part(table: Sheet, rows: np.ndarray) -> Sheet:
    columns = {name: cells[rows] for name, cells in table.columns.items()}
    return Sheet(table.name, table.header, columns, table.lines[rows], table.rejections)


def _symptoms(table: Sheet, answers: Answers, found: Found) -> list[Measure]:
    """Each symptom as a factor on its own 1-4; the one that is the pain also as pain of the day."""
    part = _part(table, _category(table, "Symptom"))
    if not len(part):
        return []
    names = np.array([_SEVERITY.sub("", str(cell)) for cell in part.columns["detail"]], dtype=object)
    rating = part.numbers("rating/amount")
    off = ~np.isnan(rating) & ((rating < 1) | (rating > 4))
    part.refuse(off, "rating/amount", Reason.OUT_OF_RANGE)
    rating[off] = np.nan
    day, lines = _days(part), part.lines
    distinct = list(dict.fromkeys(names.tolist()))
    measures = [
        Measure(name, day[names == name], rating[names == name], lines[names == name], "1-4")
        for name in distinct
        if name
    ]
    likely = [name for name in distinct if PAIN.search(name)]
    options = (*(likely or distinct), "none")
    answer = answers.get(KEY, "")
    if answer not in {*distinct, "none"}:
        found.questions.append(
            Question(KEY, options, "Symptom", tuple(likely[:3]), likely[0] if len(likely) == 1 else None)
        )
        return measures
    if answer != "none":
        at = names == answer
        worst = Measure("pain_worst", day[at], rating[at] * 2.5, lines[at], how="max", header="rating/amount")
        mean = Measure("pain_avg", day[at], rating[at] * 2.5, lines[at], header="rating/amount")
        measures = [mean, worst, *(one for one in measures if one.name != answer)]
        conversion = ("1 → 2.5", "2 → 5", "4 → 10")
        found.mapping.append(
            ColumnUse(answer, "days", "pain_avg", "1-4", "format", ("1", "4"), conversion=conversion)
        )
    return measures


def _days(part: Sheet) -> np.ndarray:
    return part.days("date formatted" if part.has("date formatted") else "date")


def _scaled(table: Sheet, category: str, name: str) -> list[Measure]:
    """Mood and energy, 1-5."""
    part = _part(table, _category(table, category))
    if not len(part):
        return []
    rating = part.numbers("rating/amount")
    off = ~np.isnan(rating) & ((rating < 1) | (rating > 5))
    part.refuse(off, "rating/amount", Reason.OUT_OF_RANGE)
    return [
        Measure(
            name, _days(part), np.where(off, np.nan, (rating - 1) * 2.5), part.lines, header="rating/amount"
        )
    ]


def _sleep(table: Sheet) -> list[Measure]:
    part = _part(table, _category(table, "Sleep"))
    if not len(part):
        return []
    hours = part.numbers("rating/amount", read=lambda cell: values.duration(cell, values.Scale(), 3600))
    return [Measure("sleep_hours", _days(part), hours, part.lines, "h", "max", header="rating/amount")]


def _factors(table: Sheet) -> list[Measure]:
    """Factors ticked on a day are 1; on other days nothing is known."""
    part = _part(table, _category(table, "Factors", "Sleep factors", "Food Diary factors"))
    if not len(part):
        return []
    day = _days(part)
    ticked: dict[str, list[int]] = {}
    for row, cell in enumerate(part.columns["detail"]):
        for name in str(cell).split("|"):
            if name.strip():
                ticked.setdefault(name.strip(), []).append(row)
    return [
        Measure(name, day[rows], np.ones(len(rows)), part.lines[rows], how="max")
        for name, rows in ticked.items()
    ]


def _texts(table: Sheet) -> list[Measure]:
    """Medication and notes stay private text."""
    meds = _part(table, _category(table, "Meds/Supplements"))
    found = []
    if len(meds):
        found.append(Measure("med_type", _days(meds), meds.columns["detail"], meds.lines))
    noted = _part(table, table.columns["notes"] != "")
    if len(noted):
        found.append(Measure("note", _days(noted), noted.columns["notes"], noted.lines))
    return found


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one) for one in files]
    found = gather([], sensed=False, rows=0)
    measures: list[Measure] = []
    for table in tables:
        measures += _symptoms(table, answers, found)
        measures += _scaled(table, "Mood", "mood") + _scaled(table, "Energy", "energy")
        measures += _sleep(table) + _factors(table) + _texts(table)
    for header, field, scale in (("Mood", "mood", "1-5"), ("Sleep", "sleep_hours", "h")):
        found.mapping.append(ColumnUse(header, "days", field, scale, "format"))
    found = gather(measures, sensed=False, rows=sum(map(len, tables)), found=found)
    if found.days["pain_avg"].notna().any():
        found.facts["attacks_only"] = str(int(found.days["pain_avg"].notna().sum()))
    return finished(found, tables)


FORMAT = Format(
    code="bearable",
    title="Bearable",
    files="Bearable App - Data Export. Generated DD-MM-YYYY.csv",
    facts="date,(date formatted,)weekday,time of day,category,rating/amount,detail,notes",
    evidence="both headers seen in public parsers and one public export",
    fills=(
        "days.pain_avg",
        "days.pain_worst",
        "days.mood",
        "days.sleep_hours",
        "days.med_type",
        "days.note",
        "factors: symptoms, factors, energy",
    ),
    sensed=False,
    claims=_claims,
    read=_read,
)
