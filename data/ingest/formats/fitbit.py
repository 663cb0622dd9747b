"""Fitbit: the Takeout zip (JSON and CSV) and the monthly CSV of the website.

Quirks: clocks in JSON are local, those of `sleep_score.csv` are UTC, so that the time zone is asked for it;
those of HRV have no zone and are local (the summary carries a bare day, the details belong to the day of
waking and only fill days without a summary); `UserSleeps_*.csv` is UTC with the offset of each end beside it;
values are text; steps are one record a minute, `MM/DD/YY`, and a month's file may repeat minutes of the next,
which count once; a night is `type` stages or classic, and only the main sleep counts (`mainSleep`), never a
nap; the day is `dateOfSleep`; -1 and 0 are missing in scores, pulse and HRV; the monthly CSV has sections
("Activities", "Sleep") and writes numbers in the person's language ("10,234", "10.234", "10 234"), which is
why only whole numbers are taken from it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from data.errors import Question, Reason, Rejection
from data.ingest import dates
from data.ingest.decode import text_of
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished
from data.ingest.formats.local import from_utc, night_of, zone_of
from data.ingest.formats.sheet import Sheet, sheet
from data.ingest.values import missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

CLOCK = "%Y-%m-%dT%H:%M:%S"
HOUR = 60.0
SECTIONS = {
    "Activities",
    "Aktivitäten",
    "Activités",
    "Sleep",
    "Schlaf",
    "Sommeil",
    "Body",
    "Körper",
    "Corps",
    "Foods",
}
ACTIVITY = {"steps": ("Steps", "Schritte", "Pas")}
ACTIVE = (
    ("Minutes Fairly Active", "Minutes Very Active"),
    ("Minuten mit ziemlicher Aktivität", "Minuten mit sehr viel Aktivität"),
    ("Minutes d'activité modérée", "Minutes d'activité intense"),
)
ASLEEP = ("Minutes Asleep", "Minuten im Schlaf", "Minutes de sommeil")
DATES = ("Date", "Datum", "Start Time", "Startzeit", "Heure de début")
ENDS = ("End Time", "Endzeit", "Heure de fin")
_OFFSET = re.compile(r"^([+-])(\d{2}):(\d{2})$")
_SPACE = re.compile(r"(?<=\d)[\s\u00a0\u202f.,'](?=\d{3}(?!\d))")


def _kind(file: File) -> str:
    line = file.first_line().replace('"', "")
    if line.startswith("sleep_log_entry_id,timestamp,overall_score"):
        return "score"
    if line.startswith("timestamp,rmssd,nremhr"):
        return "hrv"
    if line.startswith("timestamp,rmssd,coverage"):
        return "hrv_details"
    if line.startswith("sleep_id,sleep_type,minutes_in_sleep_period"):
        return "sleeps"
    if line.startswith("DATE,UPDATED_AT,STRESS_SCORE"):
        return "stress"
    start = file.start[:3000]
    if start.lstrip().startswith("["):
        if '"dateOfSleep"' in start and '"minutesAsleep"' in start:
            return "sleep"
        if '"dateTime"' in start and re.match(r"steps-", file.base):
            return "steps"
    return "month" if line in SECTIONS and _has_columns(file) else ""


def _has_columns(file: File) -> bool:
    second = file.first_line(2).replace('"', "")
    return second.startswith(DATES)


def _claims(file: File) -> bool:
    return bool(_kind(file))


# ------------------------------------------------------------------ JSON


def _json(file: File, found: Found) -> list[dict[str, Any]]:
    try:
        read = json.loads(file.read())
    except (ValueError, RecursionError):
        found.rejections.append(Rejection(1, "", file.start[:60], Reason.NOT_A_NUMBER, file.name))
        return []
    return [one for one in read if isinstance(one, dict)] if isinstance(read, list) else []


def _nights(files: Sequence[File], found: Found) -> list[Measure]:
    """Main sleeps; stages where the device told them."""
    rows: list[tuple[object, ...]] = []
    for file in files:
        for number, one in enumerate(_json(file, found), start=1):
            found.rows += 1
            day = dates.read(str(one.get("dateOfSleep", "")), "dmy").day
            asleep = one.get("minutesAsleep")
            if day is None or not isinstance(asleep, int | float):
                cell = str(one.get("dateOfSleep", "") if day is None else asleep)
                reason = Reason.NOT_A_DATE if day is None else Reason.NOT_A_NUMBER
                found.rejections.append(
                    Rejection(
                        number, "dateOfSleep" if day is None else "minutesAsleep", cell, reason, file.name
                    )
                )
                continue
            if one.get("mainSleep", True) is False or asleep <= 0:
                continue
            levels = one.get("levels") or {}
            summary = levels.get("summary", {}) if isinstance(levels, dict) else {}
            stages = [_minutes(summary, name) for name in ("deep", "rem", "light", "wake")]
            rows.append((day, number, one.get("logId", number), float(asleep), *stages))
    if not rows:
        return []
    columns = ["day", "line", "id", "asleep", "deep", "rem", "light", "wake"]
    frame = pd.DataFrame(rows, columns=columns).drop_duplicates("id")
    frame = frame.sort_values("asleep").groupby("day").tail(1).sort_values("day")
    days, lines = np.array(frame["day"].tolist(), dtype="datetime64[D]"), frame["line"].to_numpy()
    names = {
        "asleep": "sleep_hours",
        "deep": "sleep_deep_h",
        "rem": "sleep_rem_h",
        "light": "sleep_light_h",
        "wake": "sleep_awake_h",
    }
    return [
        Measure(name, days, frame[key].to_numpy(dtype="float64") / HOUR, lines, "h", header="minutesAsleep")
        for key, name in names.items()
    ]


def _minutes(summary: dict[str, Any], name: str) -> float:
    one = summary.get(name, {})
    value = one.get("minutes") if isinstance(one, dict) else None
    return float(value) if isinstance(value, int | float) else float("nan")


def _steps(files: Sequence[File], found: Found) -> list[Measure]:
    frames = []
    for file in files:
        records = _json(file, found)
        found.rows += len(records)
        frames.append(pd.DataFrame({
            "at": [str(one.get("dateTime", "")) for one in records],
            "steps": pd.to_numeric(pd.Series([one.get("value") for one in records], dtype="object"), errors="coerce"),
            "raw": [one.get("value") for one in records],
            "line": np.arange(1, len(records) + 1), "file": file.name,
        }))  # fmt: skip
    if not frames:
        return []
    frame = pd.concat(frames, ignore_index=True)
    heads, codes = np.unique(frame["at"].str[:8].to_numpy(dtype="U8"), return_inverse=True)
    days = np.array([dates.read(one, "mdy").day for one in heads.tolist()], dtype="datetime64[D]")
    frame["day"] = days[codes]
    bad = frame["day"].isna() | frame["steps"].isna() | (frame["steps"] < 0)
    for row in frame[bad].itertuples():
        dated = not pd.isna(row.day)
        column, cell = ("value", str(row.raw)) if dated else ("dateTime", str(row.at))
        reason = Reason.NOT_A_NUMBER if dated else Reason.NOT_A_DATE
        found.rejections.append(Rejection(int(row.line), column, cell, reason, str(row.file)))
    # The same minute stands in two files where they overlap; two devices within one minute: the larger counts.
    frame = frame[~bad].groupby("at", sort=False).agg({"steps": "max", "day": "first", "line": "first"})
    day = frame["day"].to_numpy().astype("datetime64[D]")
    total = frame.groupby(day)["steps"].sum()
    # A day without a single step was a day without the device.
    values = np.where(total.to_numpy() > 0, total.to_numpy(dtype="float64"), np.nan)
    lines = frame.groupby(day)["line"].min().to_numpy()
    return [
        Measure(
            "steps", total.index.to_numpy().astype("datetime64[D]"), values, lines, "count", "sum", "value"
        )
    ]


# ------------------------------------------------------------------ CSV


def _utc_days(table: Sheet, column: str, zone: str) -> np.ndarray:
    return from_utc(table.moments(column, CLOCK), zone).astype("datetime64[D]")


def _tables(kind: str, tables: Sequence[Sheet], answers: Answers, found: Found) -> list[Measure]:
    measures: list[Measure] = []
    absent = ("-1", "0", "-1.0", "0.0")
    for table in tables:
        found.rows += len(table)
        if kind == "stress":
            day = table.days("DATE")
            measures.append(
                Measure(
                    "stress_score", day, table.numbers("STRESS_SCORE", missing=absent), table.lines, "0-100"
                )
            )
            continue
        if kind in {"hrv", "hrv_details"}:
            moments = table.moments("timestamp", CLOCK)
            day = moments.astype("datetime64[D]") if kind == "hrv" else night_of(moments)
            value = table.numbers("rmssd", missing=absent)
            measures.append(
                Measure("hrv_rmssd", day, value, table.lines, "ms", header="rmssd", file=table.name)
            )
            continue
        if kind == "sleeps":
            measures += _sleeps(table)
            continue
        samples = tuple(str(cell) for cell in table.columns["timestamp"][:2])
        zone = zone_of(answers, found, "timestamp", samples)
        if zone is None:
            continue
        found.facts["time_zone"] = zone
        day = _utc_days(table, "timestamp", zone)
        for header, name, unit in (
            ("overall_score", "sleep_score", "0-100"),
            ("resting_heart_rate", "resting_hr", "1/min"),
        ):
            if table.has(header):
                measures.append(
                    Measure(
                        name, day, table.numbers(header, missing=absent), table.lines, unit, header=header
                    )
                )
    return measures


def _sleeps(table: Sheet) -> list[Measure]:
    """The longest sleep of each day, by the clock of the place one woke up in."""
    ends = table.moments("sleep_end", CLOCK)
    codes, cells = pd.factorize(table.columns["end_utc_offset"])
    found = [_OFFSET.match(str(cell)) for cell in cells]
    seconds = [int(one[1] + "1") * (int(one[2]) * 3600 + int(one[3]) * 60) if one else None for one in found]
    for at, one in enumerate(seconds):
        if one is None:
            table.refuse(codes == at, "end_utc_offset", Reason.NOT_A_TIME)
    shift = np.array([np.nan if one is None else one for one in seconds], dtype="float64")[codes]
    local = ends + np.nan_to_num(shift).astype("timedelta64[s]")
    day = np.where(np.isnan(shift), np.datetime64("NaT", "s"), local).astype("datetime64[D]")
    hours = table.numbers("minutes_asleep", missing=("-1", "0")) / HOUR
    return [Measure("sleep_hours", day, hours, table.lines, "h", "max", "minutes_asleep", table.name)]


def _whole(cell: str) -> float:
    """A whole number however its thousands are set apart; NaN for anything else."""
    digits = _SPACE.sub("", cell.strip())
    return float(digits) if digits.isdecimal() else float("nan")


def _month(file: File, answers: Answers, found: Found) -> list[Measure]:
    """Sections of the website's CSV: a title, a header, rows, a blank line."""
    text, _ = text_of(file.read(), file.name)
    rows = list(enumerate(csv.reader(io.StringIO(text)), start=1))
    cells = [row[0] for _, row in rows if row and re.match(r"\d", row[0])]
    decided = dates.order_of(cells)
    order = decided.value if decided.value is not None else answers.get("date_order", "")
    if decided.value is None and order not in {"dmy", "mdy"}:
        found.questions.append(
            Question("date_order", ("dmy", "mdy"), "Date", decided.examples, decided.proposal)
        )
        return []
    out: list[tuple[str, object, float, int]] = []
    header: list[str] = []
    for line, row in rows:
        if not any(row) or (len([cell for cell in row if cell]) == 1 and not re.match(r"\d", row[0])):
            header = []
        elif not header:
            header = [cell.strip() for cell in row]
        else:
            out += _entry(dict(zip(header, row, strict=False)), line, order or "dmy", file.name, found)
    measures = []
    for name in ("steps", "activity_min", "sleep_hours"):
        part = [one for one in out if one[0] == name]
        if part:
            day = np.array([one[1] for one in part], dtype="datetime64[D]")
            value, lines = np.array([one[2] for one in part]), np.array([one[3] for one in part])
            measures.append(Measure(name, day, value, lines, how="max"))
    return measures


def _number(row: dict[str, str], name: str, line: int, file: str, found: Found) -> float:
    """One whole number; what is none is rejected, what is missing is not."""
    value = _whole(row[name])
    if np.isnan(value) and not missing(row[name]) and row[name].strip() != "-1":
        found.rejections.append(Rejection(line, name, row[name], Reason.NOT_A_NUMBER, file))
    return value


def _entry(
    row: dict[str, str], line: int, order: str, file: str, found: Found
) -> list[tuple[str, object, float, int]]:
    found.rows += 1
    asleep = next((row[name] for name in ASLEEP if name in row), None)
    header = (
        next((name for name in (*ENDS, *DATES) if name in row), "") if asleep is not None else next(iter(row))
    )
    day = dates.read(row.get(header, ""), order).day
    if day is None:
        found.rejections.append(Rejection(line, header, row.get(header, ""), Reason.NOT_A_DATE, file))
        return []
    if asleep is not None:
        minutes = _number(row, next(name for name in ASLEEP if name in row), line, file, found)
        return [("sleep_hours", day, minutes / HOUR, line)] if minutes > 0 else []
    got: list[tuple[str, object, float, int]] = []
    steps = next(
        (_number(row, name, line, file, found) for name in ACTIVITY["steps"] if name in row), float("nan")
    )
    if steps > 0:
        got.append(("steps", day, steps, line))
        pair = next((names for names in ACTIVE if all(name in row for name in names)), ())
        if pair:
            got.append(
                ("activity_min", day, sum(_number(row, name, line, file, found) for name in pair), line)
            )
    return got


def _read(files: Sequence[File], answers: Answers, watch: Watch) -> Found:
    found = gather([], sensed=True, rows=0)
    kinds: dict[str, list[File]] = {}
    for file in files:
        kinds.setdefault(_kind(file), []).append(file)
    measures = _nights(kinds.get("sleep", []), found)
    watch(0.3)
    measures += _steps(kinds.get("steps", []), found)
    watch(0.8)
    tables: list[Sheet] = []
    for kind in ("score", "hrv", "hrv_details", "stress", "sleeps"):
        read = [sheet(one) for one in kinds.get(kind, [])]
        tables += read
        measures += _tables(kind, read, answers, found)
    for file in kinds.get("month", []):
        measures += _month(file, answers, found)
    return finished(gather(measures, sensed=True, rows=found.rows, found=found), tables)


FORMAT = Format(
    code="fitbit",
    title="Fitbit",
    files="the Google Takeout zip, single files of it, the monthly CSV",
    facts="sleep-*.json (dateOfSleep, minutesAsleep), steps-*.json, sleep_log_entry_id,timestamp,overall_score,... / "
    "Activities + Date,...",
    evidence="fields seen in public guides and parsers; German and French names of the monthly CSV second-hand",
    fills=(
        "days.sleep_hours",
        "days.steps",
        "days.activity_min",
        "factors.hrv_rmssd",
        "factors.stress_score",
        "factors.sleep_score",
    ),
    sensed=True,
    claims=_claims,
    read=_read,
)
