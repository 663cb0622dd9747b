"""Visible: one long CSV, a row for each tracker and day.

Quirks: the last header and its cells end with a space; trackers of a band (sleep, pulse, HRV) stand beside
ratings of the person on 0-3, whose raw step is kept as a factor, as a step of 0-3 is no pain rating; pain-like
trackers are asked about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Question
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished
from data.ingest.formats.sheet import sheet
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

START = "observation_date,tracker_name,tracker_category,observation_value"
SENSED = {
    "Resting HR": ("resting_hr", "1/min"),
    "HR Variability": ("hrv_rmssd", "ms"),
    "Stability Score": ("stability_score", ""),
    "PacePoints": ("pace_points", ""),
}
PAIN = re.compile(r"pain|ache|schmerz", re.IGNORECASE)
KEY = "pain_symptom"
HIGH = 3.0


def _claims(file: File) -> bool:
    return file.first_line().replace('"', "").startswith(START)


def _read(files: Sequence[File], answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one) for one in files]
    found = gather([], sensed=False, rows=0)
    said: list[Measure] = []
    sensed: list[Measure] = []
    for table in tables:
        day, value = table.days("observation_date"), table.numbers("observation_value")
        names = table.columns["tracker_name"]
        for name in dict.fromkeys(names.tolist()):
            at = names == name
            code, unit = SENSED.get(name, (name, ""))
            one = Measure(code, day[at], value[at], table.lines[at], unit, header=name)
            (sensed if name in SENSED else said).append(one)
            place = "factors"
            found.mapping.append(ColumnUse(name, place, code, "" if name in SENSED else "0-3", "format"))
    said += _pain(said, answers, found)
    rows = sum(map(len, tables))
    found = gather(said, sensed=False, rows=rows, found=found)
    device = gather(sensed, sensed=True, rows=rows)
    import pandas as pd

    found.factors = pd.concat([found.factors, device.factors], ignore_index=True)
    return finished(found, tables)


def _pain(said: list[Measure], answers: Answers, found: Found) -> list[Measure]:
    """Which tracker is the pain, when one sounds like it; 0-3 becomes 0-10."""
    likely = [one.name for one in said if PAIN.search(one.name)]
    if not likely:
        return []
    answer = answers.get(KEY, "")
    if answer not in {*likely, "none"}:
        proposal = likely[0] if len(likely) == 1 else None
        found.questions.append(
            Question(KEY, (*dict.fromkeys(likely), "none"), "tracker_name", tuple(likely[:3]), proposal)
        )
        return []
    pain = [
        Measure(
            "pain_avg",
            one.date,
            np.where((one.value >= 0) & (one.value <= HIGH), one.value * 10 / HIGH, np.nan),
            one.line,
        )
        for one in said
        if one.name == answer
    ]
    if pain:
        shown = ("1 → 3.33", "2 → 6.67", "3 → 10")
        found.mapping.append(
            ColumnUse(answer, "days", "pain_avg", "0-3", "format", ("0", "3"), conversion=shown)
        )
    return pain


FORMAT = Format(
    code="visible",
    title="Visible",
    files="the CSV of the app's data export",
    facts="observation_date,tracker_name,tracker_category,observation_value (with a space at the end)",
    evidence="header and trackers seen in a public parser's test export",
    fills=("days.pain_avg", "factors: trackers", "factors.resting_hr", "factors.hrv_rmssd"),
    sensed=False,
    claims=_claims,
    read=_read,
)
