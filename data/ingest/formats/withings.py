"""Withings: `sleep.csv` of the data export, one row a sleep, in the language of the account.

Quirks: only the first headers are translated (German "von,bis,leicht (s)", Spanish "de,a,ligero (s)"), the rest is
English in all languages; moments are ISO with their own offset, so the clock in them is local; lengths are seconds;
several sleeps of one night (a mat and a watch, or a nap) overlap: the longest one of a night counts, the others are
neither added nor averaged; REM is 0 where the device cannot tell, with light sleep holding it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.kit import finished, kept, uses
from data.ingest.formats.local import is_nap
from data.ingest.formats.sheet import Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

STARTS = ("from,to,light (s)", "von,bis,leicht (s)", "de,a,ligero (s)", "du,au,léger (s)")
FROM, TO = ("from", "von", "de", "du"), ("to", "bis", "a", "au")
LIGHT = ("light (s)", "leicht (s)", "ligero (s)", "léger (s)")
DEEP = ("deep (s)", "tief (s)", "profundo (s)", "profond (s)")
AWAKE = ("awake (s)", "wach (s)", "despierto (s)", "éveillé (s)")
REM = "rem (s)"
CLOCK = "%Y-%m-%dT%H:%M:%S"
HOUR = 3600.0


def _claims(file: File) -> bool:
    return file.first_line().replace('"', "").startswith(STARTS)


def _longest(day: np.ndarray, asleep: np.ndarray) -> np.ndarray:
    """Rows with the longest sleep of their night."""
    frame = pd.DataFrame({"day": day, "asleep": asleep}).dropna()
    rows: np.ndarray = frame.groupby("day")["asleep"].idxmax().to_numpy(dtype="int64")
    return np.sort(rows)


def _sleeps(table: Sheet) -> list[Measure]:
    end = table.moments(table.first(*TO), CLOCK)
    day = end.astype("datetime64[D]")
    stages = {
        "sleep_light_h": table.numbers(table.first(*LIGHT)) / HOUR,
        "sleep_deep_h": table.numbers(table.first(*DEEP)) / HOUR,
        "sleep_rem_h": table.numbers(REM) / HOUR if table.has(REM) else np.full(len(table), np.nan),
    }
    # Only REM may be unknown: without a cell that was refused the sum would be a shorter night.
    rem = stages["sleep_rem_h"]
    refused = (
        np.isnan(rem) & (table.columns[REM] != "") if table.has(REM) else np.zeros(len(table), dtype=bool)
    )
    asleep = stages["sleep_light_h"] + stages["sleep_deep_h"] + np.nan_to_num(rem)
    starts = pd.to_datetime(
        pd.Series([str(cell)[:19] for cell in table.columns[table.first(*FROM)]], dtype="str"),
        format=CLOCK,
        errors="coerce",
    )
    asleep[refused | (asleep == 0) | is_nap(starts.to_numpy("datetime64[s]"), asleep)] = np.nan
    measures = [Measure("sleep_hours", day, asleep, table.lines, "h", header=table.first(*LIGHT))]
    measures += [Measure(name, day, values, table.lines, "h") for name, values in stages.items()]
    measures.append(
        Measure("sleep_awake_h", day, table.numbers(table.first(*AWAKE)) / HOUR, table.lines, "h")
    )
    for header, name, unit, factor in (
        ("Average heart rate", "avg_hr", "1/min", 1.0),
        ("Snoring (s)", "snoring_min", "min", 1 / 60),
    ):
        if table.has(header):
            measures.append(
                Measure(name, day, table.numbers(header, missing=("0",)) * factor, table.lines, unit)
            )
    return kept(measures, _longest(day, asleep))


def _read(files: Sequence[File], _answers: Answers, _watch: Watch) -> Found:
    tables = [sheet(one) for one in files]
    measures = [one for table in tables for one in _sleeps(table)]
    found = gather(measures, sensed=True, rows=sum(map(len, tables)))
    for table in tables:
        stages = {
            table.first(*names): "days.sleep_hours" for names in (LIGHT, DEEP, (REM,)) if table.first(*names)
        }
        found.mapping += uses(
            table, {table.first(*TO): "days.date", **stages, table.first(*AWAKE): "factors.sleep_awake_h"}
        )
    return finished(found, tables)


FORMAT = Format(
    code="withings",
    title="Withings",
    files="sleep.csv, alone or in the export zip",
    facts='from,to,light (s),deep (s),rem (s),awake (s),... / von,bis,"leicht (s)",... / de,a,ligero (s),...',
    evidence="headers seen in public example data and parsers, English, German and Spanish",
    fills=("days.sleep_hours", "factors.sleep_deep_h", "factors.sleep_awake_h", "factors.snoring_min"),
    sensed=True,
    claims=_claims,
    read=_read,
)
