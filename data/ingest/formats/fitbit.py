"""Fitbit: the Takeout zip of Google ("Fitbit" or "Google Health": JSON and CSV) and the monthly CSV of the website.

Quirks: files are told by content and the start of their names, as folders are named in the person's language; hundreds
of files hold a month or a block of days each, and a block may repeat minutes of the next, which count once; clocks in
JSON are local, those of CSV are UTC, so that the time zone is asked; `UserSleeps_*.csv` and `UserSleepScores_*.csv`
have the offset beside each moment ("2026-10-04 20:30:00+0000", "+02:00"), where +00:00 throughout may mean that it
is not known, so that it is asked too; clocks of HRV have no zone and are local (the summary carries a bare day, the
details belong to the day of waking and only fill days without a summary), and the resting pulse of a day stands there
as its midnight; values are text; steps are one record a minute, `MM/DD/YY`; `steps_*.csv` holds tracker and phone,
of which the one that counted more on a day counts, and only fills days without JSON; a night is `type` stages or
classic, its pieces add up, sleeps that overlap count once, a nap is no night; the day is `dateOfSleep`; active minutes
stand in two kinds of files, moderate and very active, and where there are none recorded exercise counts
(milliseconds); -1 and 0 are missing in scores, pulse and HRV; the monthly CSV has sections ("Activities", "Sleep")
and writes numbers in the person's language ("10,234", "10.234", "10 234"), which is why only whole numbers are
taken from it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.ingest.formats import fitbit_csv, fitbit_json
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.fitbit_month import is_month, month
from data.ingest.formats.kit import finished
from data.ingest.formats.saved import names, one_of
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from data.ingest.formats.sheet import Sheet
    from data.ingest.source import File
    from data.ingested import Answers

CSV = {
    "score": {"sleep_log_entry_id", "timestamp", "overall_score"},
    "scores_again": {"sleep_id", "sleep_score_id", "score_utc_offset", "score_time", "overall_score"},
    "hrv": {"timestamp", "rmssd", "nremhr"},
    "hrv_details": {"timestamp", "rmssd", "coverage"},
    "stress": {"DATE", "UPDATED_AT", "STRESS_SCORE"},
    "sleeps": {"sleep_id", "sleep_type", "minutes_asleep", "sleep_start", "sleep_end", "end_utc_offset"},
    "pulse": {"timestamp", "beats per minute", "data source"},
    "minutes": {"timestamp", "steps", "data source"},
}
"""Headers of each kind of table, in the order in which they are read: the first to know a day leads."""
NAMES = {
    "steps": re.compile(r"steps-"),
    "active": re.compile("|".join(f"{one}-" for one in fitbit_json.ACTIVE)),
    "resting": re.compile(r"resting_heart_rate-"),
    "exercise": re.compile(r"exercise-"),
}
FIELDS = {"sleep_hours", "steps", "activity_min"}


def _kind(file: File) -> str:
    if file.start[:64].lstrip().startswith("["):
        return _json_kind(file)
    held = names(file)
    found = next((kind for kind, headers in CSV.items() if headers <= held), "")
    if found == "pulse" and not file.base.startswith("daily_resting"):
        # The same three headers stand above every single heartbeat.
        return ""
    return found or ("month" if is_month(file) else "")


def _json_kind(file: File) -> str:
    start = file.start[:3000]
    if '"dateOfSleep"' in start and '"minutesAsleep"' in file.start:
        return "sleep"
    if '"activityName"' in file.start and NAMES["exercise"].match(file.base):
        return "exercise"
    if '"dateTime"' in start:
        kinds = ("steps", "active", "resting")
        return next((kind for kind in kinds if NAMES[kind].match(file.base)), "")
    return ""


def _claims(file: File) -> bool:
    return bool(_kind(file))


JSON: dict[str, Callable[[Sequence[File], Found, Callable[[], None]], list[Measure]]] = {
    "sleep": fitbit_json.nights,
    "steps": fitbit_json.steps,
    "active": fitbit_json.active,
    "resting": fitbit_json.resting,
}


def _tables(
    files: Sequence[File],
    kinds: dict[str, list[File]],
    answers: Answers,
    found: Found,
    tell: Callable[[], None],
) -> tuple[list[Measure], list[Sheet]]:
    """What the tables say; of those with minutes only their sums are kept."""
    measures: list[Measure] = []
    tables: list[Sheet] = []
    for kind in CSV:
        made: list[Measure] = []
        for file in kinds.get(kind, []):
            table = one_of(file, files, found.rejections)
            if table is None:
                continue
            found.rows += len(table)
            made += fitbit_csv.READERS[kind](table, answers, found)
            table.columns = {}
            tables.append(table)
            tell()
        measures += fitbit_csv.by_source(made) if kind == "minutes" else made
    return measures, tables


def _read(files: Sequence[File], answers: Answers, watch: Watch) -> Found:
    found = gather([], sensed=True, rows=0)
    kinds: dict[str, list[File]] = {}
    for file in files:
        kinds.setdefault(_kind(file), []).append(file)
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        watch(min(done / len(files), 1.0))

    measures: list[Measure] = []
    for kind, reader in JSON.items():
        measures += reader(kinds.get(kind, []), found, tell)
    made, tables = _tables(files, kinds, answers, found, tell)
    measures += made
    for file in kinds.get("month", []):
        measures += month(file, answers, found)
        tell()
    # Whole days lead; what was recorded fills days without them.
    measures += fitbit_json.exercise(kinds.get("exercise", []), found, tell)
    found.mapping = [
        ColumnUse(one.header, "days" if one.name in FIELDS else "factors", one.name, one.unit, "format")
        for one in {(one.name, one.header): one for one in measures if one.header}.values()
    ]
    return finished(gather(measures, sensed=True, rows=found.rows, found=found), tables)


FORMAT = Format(
    code="fitbit",
    title="Fitbit",
    files="the Google Takeout zip, single files of it, the monthly CSV",
    facts="sleep-*.json (dateOfSleep, minutesAsleep), steps-*.json, sleep_log_entry_id,timestamp,overall_score,... / "
    "timestamp,steps,data source / sleep_id,sleep_type,minutes_in_sleep_period,... / Activities + Date,...",
    evidence="a German description of a whole Takeout, headers and lines of public parsers; German and French names of "
    "the monthly CSV second-hand",
    fills=(
        "days.sleep_hours",
        "days.steps",
        "days.activity_min",
        "factors.hrv_rmssd",
        "factors.resting_hr",
        "factors.stress_score",
        "factors.sleep_score",
        "factors.nap_h",
    ),
    sensed=True,
    claims=_claims,
    read=_read,
)
