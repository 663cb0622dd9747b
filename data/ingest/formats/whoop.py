"""WHOOP: the export folder or zip, English or German: `physiological_cycles.csv`, `sleeps.csv`, `workouts.csv`.

Quirks: all its tables begin with the same three headers ("Cycle start time,Cycle end time,Cycle timezone"), told
apart by those behind; clocks are local, beside a column "Cycle timezone" ("UTC+01:00"); rows run from the newest to
the oldest; a cycle runs from one falling asleep to the next and belongs to the day of its wake onset, not of its
start on the evening before; a cycle without a sleep has empty cells; one whose night was not worn carries the clocks
and minutes of a nap, hours after its start, which is no night; the cycle that still runs has no end and no strain of
a day; `sleeps.csv` marks naps ("Nap", true) and repeats the nights of the cycles, which lead; two sleeps of a
night are its pieces and add up, scores are those of the longer one; a workout stands twice after a double sync; HRV
is RMSSD; durations are minutes. The journal (questions, yes or no) is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, uses
from data.ingest.formats.local import night_of
from data.ingest.formats.nights import once, pieces
from data.ingest.formats.saved import clocks, decimal_of, names, one_of, ordered
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.errors import Rejection
    from data.ingest.formats.sheet import Sheet
    from data.ingest.source import File
    from data.ingested import Answers

START = ("Cycle start time", "Startzeit des Zyklus")
END = ("Cycle end time", "Endzeit des Zyklus")
ONSET = ("Sleep onset", "Beginn des Schlafs")
WAKE = ("Wake onset", "Beginn des Aufwachens")
NAP = ("Nap", "Nickerchen")
WORKOUT = ("Workout start time", "Startzeit des Trainings")
WORKOUT_END = ("Workout end time", "Endzeit des Trainings")
LENGTH = ("Duration (min)", "Dauer (Min.)")
ASLEEP = ("Asleep duration (min)", "Schlafdauer (Min.)")
SCORE = ("Recovery score %", "Erholungswert %")
STRAIN = ("Day Strain", "Tagesbelastung")
JOURNAL = ("Question text", "Fragetext")
Field = tuple[tuple[str, str], str, str, float]
LENGTHS: tuple[Field, ...] = (
    (ASLEEP, "sleep_hours", "h", 1 / 60),
    (("Light sleep duration (min)", "Dauer des Leichtschlafs (Min.)"), "sleep_light_h", "h", 1 / 60),
    (("Deep (SWS) duration (min)", "Dauer des Tiefschlafs (Min.)"), "sleep_deep_h", "h", 1 / 60),
    (("REM duration (min)", "Dauer des REM-Schlafs (Min.)"), "sleep_rem_h", "h", 1 / 60),
    (("Awake duration (min)", "Dauer des Aufwachens (Min.)"), "sleep_awake_h", "h", 1 / 60),
    (("In bed duration (min)", "Dauer im Bett (Min.)"), "time_in_bed_h", "h", 1 / 60),
)
SCORES: tuple[Field, ...] = (
    (("Sleep performance %", "Schlafleistung %"), "sleep_score", "0-100", 1.0),
    (("Sleep efficiency %", "Schlafeffizienz %"), "sleep_efficiency", "%", 1.0),
    (("Respiratory rate (rpm)", "Atemfrequenz (Atemzüge/Min.)"), "respiration", "1/min", 1.0),
)
CYCLE: tuple[Field, ...] = (
    (SCORE, "recovery_score", "%", 1.0),
    (("Resting heart rate (bpm)", "Ruheherzfrequenz (Schläge pro Minute)"), "resting_hr", "1/min", 1.0),
    (("Heart rate variability (ms)", "Herzfrequenzvariabilität (ms)"), "hrv_rmssd", "ms", 1.0),
    (STRAIN, "strain", "0-21", 1.0),
)
NIGHT = np.timedelta64(3, "h")
"""A night begins with its cycle; a sleep that begins later than this in it is another one."""
SHORT = 3.5
NO = ("false", "falsch", "0", "nein", "no", "")


def _kind(file: File) -> str:
    held = names(file)
    if not held.intersection(START):
        return ""
    if held.intersection(WORKOUT):
        return "workouts"
    if held.intersection(NAP):
        return "sleeps"
    if held.intersection(JOURNAL):
        return "journal"
    known = {one for pair, *_ in (*LENGTHS, *CYCLE) for one in pair}
    return "cycles" if held.intersection(known) else ""


def _claims(file: File) -> bool:
    return bool(_kind(file))


def _values(table: Sheet, field: Field, decimal: str) -> np.ndarray | None:
    header = table.first(*field[0])
    if not header:
        return None
    missing = ("0", "0.0", "0,0") if field[1] in {"sleep_hours", "resting_hr", "hrv_rmssd"} else ()
    values: np.ndarray = table.numbers(header, decimal=decimal, missing=missing) * field[3]
    return values


def _headers(fields: Sequence[Field]) -> list[str]:
    return [one for pair, *_ in fields for one in pair]


def _clock(table: Sheet, pair: tuple[str, str], *, needed: bool = False) -> np.ndarray:
    header = table.first(*pair)
    if not header:
        return np.full(len(table), np.datetime64("NaT"), dtype="datetime64[s]")
    return clocks(table, header, needed=needed)[0]


def _sleeps(table: Sheet, decimal: str, begun: np.ndarray, nap: np.ndarray) -> list[Measure]:
    """What each row says about its sleep: lengths of all pieces of a night, scores of the longest, naps."""
    onset, woken = _clock(table, ONSET), _clock(table, WAKE)
    if table.first(*WAKE):
        ordered(table, onset, woken, table.first(*WAKE))
    hours = _values(table, LENGTHS[0], decimal)
    hours = np.full(len(table), np.nan) if hours is None else hours
    # A version without the clocks of the sleep says its hours per cycle.
    onset, woken = np.where(np.isnat(woken), begun, onset), np.where(np.isnat(woken), begun, woken)
    later = ~np.isnat(onset) & ~np.isnat(begun) & (onset - begun > NIGHT) & (hours < SHORT)
    kept, day, by_day = pieces(np.where(onset == woken, np.datetime64("NaT"), onset), woken, hours)
    day = np.where(onset == woken, np.where(np.isnan(hours), np.datetime64("NaT"), night_of(begun)), day)
    naps = nap | by_day | later
    day = np.where(naps & ~np.isnat(day), onset.astype("datetime64[D]"), day)
    night = kept[~naps[kept]]
    lines = table.lines
    found = []
    for field in LENGTHS:
        values = _values(table, field, decimal) if field is not LENGTHS[0] else hours
        if values is not None:
            header = table.first(*field[0])
            found.append(
                Measure(field[1], day[night], values[night], lines[night], "h", "sum", header, table.name)
            )
    rested = kept[naps[kept]]
    found.append(
        Measure(
            "nap_h", day[rested], hours[rested], lines[rested], "h", "sum", table.first(*ASLEEP), table.name
        )
    )
    longest = night[np.argsort(-hours[night], kind="stable")]
    return [*found, *_levels(table, SCORES, decimal, day, longest)]


def _levels(
    table: Sheet, fields: Sequence[Field], decimal: str, day: np.ndarray, rows: np.ndarray
) -> list[Measure]:
    """Levels of a day: of several rows the first one counts."""
    found = []
    for field in fields:
        values = _values(table, field, decimal)
        if values is not None:
            header = table.first(*field[0])
            found.append(
                Measure(
                    field[1],
                    day[rows],
                    values[rows],
                    table.lines[rows],
                    field[2],
                    "first",
                    header,
                    table.name,
                )
            )
    return found


def _cycles(table: Sheet) -> list[Measure]:
    decimal = decimal_of(table, _headers((*LENGTHS, *SCORES, *CYCLE)))
    begun, woken = _clock(table, START, needed=True), _clock(table, WAKE)
    day = np.where(np.isnat(woken), night_of(begun), woken.astype("datetime64[D]")).astype("datetime64[D]")
    found = _sleeps(table, decimal, begun, np.zeros(len(table), dtype=bool))
    hours = _values(table, LENGTHS[0], decimal)
    length = np.zeros(len(table)) if hours is None else np.nan_to_num(hours)
    longest = np.argsort(-length, kind="stable")
    ends = table.first(*END)
    # The strain of a cycle that still runs is that of half a day.
    over = longest[table.columns[ends][longest] != ""] if ends else longest[:0]
    strain = [one for one in CYCLE if one[0] is STRAIN]
    found += _levels(table, [one for one in CYCLE if one[0] is not STRAIN], decimal, day, longest)
    return found + _levels(table, strain, decimal, day, over)


def _naps(table: Sheet) -> list[Measure]:
    decimal = decimal_of(table, _headers((*LENGTHS, *SCORES)))
    marks = table.columns[table.first(*NAP)]
    nap = np.array([str(cell).casefold() not in NO for cell in marks], dtype=bool)
    return _sleeps(table, decimal, _clock(table, START), nap)


def _workouts(table: Sheet) -> list[Measure]:
    start = _clock(table, WORKOUT, needed=True)
    header = table.first(*LENGTH)
    end = _clock(table, WORKOUT_END)
    minutes = (end - start).astype("float64") / 60
    minutes[np.isnat(start) | np.isnat(end)] = np.nan
    if header:
        told = table.numbers(header, decimal=decimal_of(table, [header]))
        minutes = np.where(np.isnan(told), minutes, told)
    frame = pd.DataFrame({"at": start, "minutes": minutes, "line": table.lines, "source": 0})
    frame = frame[frame["at"].notna() & (frame["minutes"] > 0) & (frame["minutes"] <= 1440)]
    frame["start"] = frame["at"].to_numpy().astype("datetime64[s]").astype("int64").astype("float64")
    frame["end"] = frame["start"] + frame["minutes"] * 60
    frame = once(frame)
    day = frame["at"].to_numpy().astype("datetime64[D]")
    return [
        Measure(
            "activity_min",
            day,
            frame["minutes"].to_numpy(dtype="float64"),
            frame["line"].to_numpy(dtype="int64"),
            "min",
            "sum",
            header or table.first(*WORKOUT),
            table.name,
        )
    ]


READERS = {"cycles": _cycles, "sleeps": _naps, "workouts": _workouts}
DAYS = {"sleep_hours", "activity_min"}


def _read(files: Sequence[File], _answers: Answers, watch: Watch) -> Found:
    measures, tables = [], []
    left_out: list[ColumnUse] = []
    broken: list[Rejection] = []
    # Cycles lead: `sleeps.csv` holds the same nights once more.
    order = list(READERS)
    kinds = [(kind, file) for file in files if (kind := _kind(file))]
    kinds.sort(key=lambda one: order.index(one[0]) if one[0] in READERS else len(order))
    for number, (kind, file) in enumerate(kinds):
        watch(number / len(kinds))
        if kind not in READERS:
            left_out.append(ColumnUse(file.base, "", "", "", "unknown", file=file.base))
            continue
        table = one_of(file, files, broken)
        if table is None:
            continue
        tables.append(table)
        measures += READERS[kind](table)
    found = gather(measures, sensed=True, rows=sum(map(len, tables)))
    places = {one.header: ("days." if one.name in DAYS else "factors.") + one.name for one in measures[::-1]}
    found.mapping = [use for table in tables for use in uses(table, places)] + left_out
    found.rejections += broken
    return finished(found, tables)


FORMAT = Format(
    code="whoop",
    title="WHOOP",
    files="the export zip, or physiological_cycles.csv, sleeps.csv, workouts.csv alone",
    facts="Cycle start time,Cycle end time,Cycle timezone,Recovery score %,... / "
    "Startzeit des Zyklus,Endzeit des Zyklus,Zeitzone des Zyklus,Erholungswert %,...",
    evidence="English: public exports and parsers; German: headers of public parsers, no whole export",
    fills=(
        "days.sleep_hours",
        "days.activity_min",
        "factors.recovery_score",
        "factors.resting_hr",
        "factors.hrv_rmssd",
        "factors.nap_h",
    ),
    sensed=True,
    claims=_claims,
    read=_read,
)
