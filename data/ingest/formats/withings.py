"""Withings: `sleep.csv`, `activities.csv` and `aggregates_steps.csv` of the data export, in the account's language.

Quirks: the headers are translated in part (German "von,bis,leicht (s)", Spanish "de,a,ligero (s)"; the rest is
English in some accounts and German in others); moments are ISO with their own offset, so the clock in them is
local; lengths are seconds; several sleeps of one night (a mat and a watch) overlap: the longest one counts, the
others are neither added nor averaged; sleeps that do not overlap are pieces of one night and add up; a nap is no
night; a row with nothing but time awake is no sleep; REM is 0 where the device cannot tell, with light sleep holding
it, and so is the pulse; `activities.csv` holds its measures as JSON inside a column and the same walk twice, as two
kinds of activity, of which one counts; `aggregates_steps.csv` is only "date,value", told by its name too, and 0
steps are a day without the device. Tables of single measurements (`raw_*.csv`) are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, uses
from data.ingest.formats.nights import once, pieces
from data.ingest.formats.saved import clocks, decimal_of, names, one_of, ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from data.errors import Rejection
    from data.ingest.formats.sheet import Sheet
    from data.ingest.source import File
    from data.ingested import Answers

FROM, TO = ("from", "von", "de", "du"), ("to", "bis", "a", "au")
LIGHT = ("light (s)", "leicht (s)", "ligero (s)", "léger (s)")
DEEP = ("deep (s)", "tief (s)", "profundo (s)", "profond (s)")
AWAKE = ("awake (s)", "wach (s)", "despierto (s)", "éveillé (s)")
REM = ("rem (s)",)
PULSE = ("Average heart rate", "Durchschnittliche Herzfrequenz")
SNORING = ("Snoring (s)", "Schnarchen (s)")
KIND = ("Activity type", "Aktivitätstyp", "Type d'activité", "Tipo de actividad")
DATA, ZONE = ("Data", "Daten"), ("Timezone", "Zeitzone")
STEPS_NAME = "aggregates_steps"
HOUR = 3600.0


def _kind(file: File) -> str:
    held = names(file)
    ends = held.intersection(FROM) and held.intersection(TO)
    if ends and held.intersection(LIGHT) and held.intersection(DEEP):
        return "sleep"
    if ends and held.intersection(KIND) and held.intersection(ZONE) and "GPS" in held:
        return "activities"
    return "steps" if held == {"date", "value"} and file.base.startswith(STEPS_NAME) else ""


def _claims(file: File) -> bool:
    return bool(_kind(file))


def _hours(table: Sheet, headers: tuple[str, ...], decimal: str) -> np.ndarray:
    header = table.first(*headers)
    if not header:
        return np.full(len(table), np.nan)
    hours: np.ndarray = table.numbers(header, decimal=decimal) / HOUR
    return hours


def _span(table: Sheet) -> tuple[np.ndarray, np.ndarray]:
    """Local clocks of both ends; those of another offset than the end's are moved to it for the hours between."""
    start, shift = clocks(table, table.first(*FROM), needed=False)
    end, shift_after = clocks(table, table.first(*TO))
    moved = np.nan_to_num(shift_after - shift).astype("timedelta64[s]")
    start = start + np.where(np.isnat(start), np.timedelta64(0, "s"), moved)
    ordered(table, start, end, table.first(*TO))
    return start, end


def _sleeps(table: Sheet) -> list[Measure]:
    start, end = _span(table)
    decimal = decimal_of(table, (*LIGHT, *DEEP, *REM, *AWAKE, *PULSE, *SNORING))
    stages = {
        "sleep_light_h": _hours(table, LIGHT, decimal),
        "sleep_deep_h": _hours(table, DEEP, decimal),
        "sleep_rem_h": _hours(table, REM, decimal),
    }
    # Only REM may be unknown: without a cell that was refused the sum would be a shorter night.
    rem = stages["sleep_rem_h"]
    refused = np.isnan(rem) & (table.columns[REM[0]] != "") if table.has(*REM) else np.zeros(len(table), bool)
    asleep = stages["sleep_light_h"] + stages["sleep_deep_h"] + np.nan_to_num(rem)
    asleep[refused] = np.nan
    kept, day, nap = pieces(start, end, asleep)
    night, rested = kept[~nap[kept]], kept[nap[kept]]
    # A device that cannot tell REM writes 0.
    stages["sleep_rem_h"] = np.where(rem > 0, rem, np.nan)
    parts = {"sleep_hours": asleep, **stages, "sleep_awake_h": _hours(table, AWAKE, decimal)}
    header = table.first(*LIGHT)
    found = [
        _measure(table, name, day, values, night, "h", header if name == "sleep_hours" else "")
        for name, values in parts.items()
    ]
    found.append(_measure(table, "nap_h", day, asleep, rested, "h", header))
    if table.first(*SNORING):
        found.append(
            _measure(
                table, "snoring_min", day, _hours(table, SNORING, decimal) * 60, night, "min", "", zero=False
            )
        )
    if table.first(*PULSE):
        pulse = table.numbers(table.first(*PULSE), decimal=decimal, missing=("0",))
        longest = night[np.argsort(-asleep[night], kind="stable")]
        found.append(Measure("avg_hr", day[longest], pulse[longest], table.lines[longest], "1/min", "first"))
    return found


def _measure(
    table: Sheet,
    name: str,
    day: np.ndarray,
    values: np.ndarray,
    rows: np.ndarray,
    unit: str,
    header: str,
    *,
    zero: bool = True,
) -> Measure:
    """The sum of these rows per day. zero: whether 0 is a measurement."""
    values = values if zero else np.where(values > 0, values, np.nan)
    known = rows[~np.isnan(values[rows])]
    return Measure(name, day[known], values[known], table.lines[known], unit, "sum", header, table.name)


def _activities(table: Sheet) -> list[Measure]:
    """Minutes of what the watch or the person recorded, each moment once."""
    start, shift = clocks(table, table.first(*FROM))
    end, shift_after = clocks(table, table.first(*TO))
    day = start.astype("datetime64[D]")
    start, end = (
        one - np.nan_to_num(offset).astype("timedelta64[s]")
        for one, offset in ((start, shift), (end, shift_after))
    )
    good = ordered(table, start, end, table.first(*TO))
    at, to = (one.astype("datetime64[s]").astype("int64").astype("float64") for one in (start, end))
    frame = pd.DataFrame(
        {
            "start": at,
            "end": to,
            "minutes": (to - at) / 60,
            # One walk stands there as "Walking" and as "Multi Sport".
            "source": table.columns[table.first(*KIND)],
            "day": day.astype("datetime64[s]"),
            "line": table.lines,
        }
    )[good]
    if frame.empty:
        return []
    kept = once(frame)
    return [
        Measure(
            "activity_min",
            kept["day"].to_numpy().astype("datetime64[D]"),
            kept["minutes"].to_numpy(dtype="float64"),
            kept["line"].to_numpy(dtype="int64"),
            "min",
            "sum",
            table.first(*TO),
            table.name,
        )
    ]


def _steps(table: Sheet) -> list[Measure]:
    day = table.days("date")
    steps = table.numbers("value", missing=("0",))
    return [Measure("steps", day, steps, table.lines, "count", "max", "value", table.name)]


READERS: dict[str, Callable[[Sheet], list[Measure]]] = {
    "sleep": _sleeps,
    "activities": _activities,
    "steps": _steps,
}


def _read(files: Sequence[File], _answers: Answers, watch: Watch) -> Found:
    tables, measures = [], []
    places: list[dict[str, str]] = []
    broken: list[Rejection] = []
    for number, file in enumerate(files):
        watch(number / len(files))
        kind, table = _kind(file), one_of(file, files, broken)
        if table is None:
            continue
        tables.append(table)
        measures += READERS[kind](table)
        places.append(_places(kind, table))
    found = gather(measures, sensed=True, rows=sum(map(len, tables)))
    found.mapping = [use for table, place in zip(tables, places, strict=True) for use in uses(table, place)]
    found.rejections += broken
    return finished(found, tables)


def _places(kind: str, table: Sheet) -> dict[str, str]:
    if kind == "steps":
        return {"date": "days.date", "value": "days.steps"}
    if kind == "activities":
        return {table.first(*FROM): "days.date", table.first(*TO): "days.activity_min"}
    stages = {
        table.first(*headers): "days.sleep_hours" for headers in (LIGHT, DEEP, REM) if table.first(*headers)
    }
    return {table.first(*TO): "days.date", **stages, table.first(*AWAKE): "factors.sleep_awake_h"}


FORMAT = Format(
    code="withings",
    title="Withings",
    files="the export zip, or sleep.csv, activities.csv, aggregates_steps.csv alone",
    facts='from,to,light (s),deep (s),rem (s),awake (s),... / von,bis,"leicht (s)",... / de,a,ligero (s),... / '
    "from,to,from (manual),to (manual),Timezone,Activity type,Data,GPS,Modified",
    evidence="public exports in English, headers of public example data in German and Spanish; French second-hand",
    fills=(
        "days.sleep_hours",
        "days.steps",
        "days.activity_min",
        "factors.sleep_deep_h",
        "factors.sleep_awake_h",
        "factors.snoring_min",
        "factors.nap_h",
    ),
    sensed=True,
    claims=_claims,
    read=_read,
)
