"""The CSV of a Fitbit Takeout: clocks are UTC, some beside an offset, some bare days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import Reason
from data.ingest.formats.base import Measure
from data.ingest.formats.kit import kept
from data.ingest.formats.local import from_utc, night_of, zone_of
from data.ingest.formats.nights import pieces
from data.ingest.formats.saved import clocks, ordered, shift_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from data.ingest.formats.base import Found
    from data.ingest.formats.sheet import Sheet
    from data.ingested import Answers

ABSENT = ("-1", "0", "-1.0", "0.0")
HOUR = 60.0


def _local(table: Sheet, column: str, answers: Answers, found: Found) -> np.ndarray | None:
    """Local clocks of a column in UTC, None as long as the zone is asked for."""
    if not len(table):
        return np.array([], dtype="datetime64[s]")
    zone = zone_of(answers, found, column, tuple(str(cell) for cell in table.columns[column][:2]))
    if zone is None:
        return None
    found.facts["time_zone"] = zone
    return from_utc(clocks(table, column)[0], zone)


def score(table: Sheet, answers: Answers, found: Found) -> list[Measure]:
    """Score and resting pulse of each night, by the moment of waking."""
    local = _local(table, "timestamp", answers, found)
    return [] if local is None else _scores(table, local.astype("datetime64[D]"))


def _scores(table: Sheet, day: np.ndarray) -> list[Measure]:
    fields = (("overall_score", "sleep_score", "0-100"), ("resting_heart_rate", "resting_hr", "1/min"))
    return [
        Measure(
            name,
            day,
            table.numbers(header, missing=ABSENT),
            table.lines,
            unit,
            header=header,
            file=table.name,
        )
        for header, name, unit in fields
        if table.has(header)
    ]


def _shifted(table: Sheet, column: str, offset: str, answers: Answers, found: Found) -> np.ndarray | None:
    """Local clocks by the offset beside them; a file that says +00:00 throughout may not know it, and asks."""
    shift = np.array([shift_of(str(cell)) for cell in table.columns[offset]], dtype="float64")
    if len(shift) and (shift == 0).all():
        return _local(table, column, answers, found)
    table.refuse(np.isnan(shift), offset, Reason.NOT_A_TIME)
    moments, _ = clocks(table, column)
    local: np.ndarray = moments + np.nan_to_num(shift).astype("timedelta64[s]")
    local[np.isnan(shift)] = np.datetime64("NaT")
    return local


def scores_again(table: Sheet, answers: Answers, found: Found) -> list[Measure]:
    """`UserSleepScores`: the same scores with more digits and their offset."""
    local = _shifted(table, "score_time", "score_utc_offset", answers, found)
    return [] if local is None else _scores(table, local.astype("datetime64[D]"))


def sleeps(table: Sheet, answers: Answers, found: Found) -> list[Measure]:
    """`UserSleeps`: the pieces of a night by the clock of the place one woke up in, and naps."""
    end = _shifted(table, "sleep_end", "end_utc_offset", answers, found)
    if end is None:
        return []
    start = end - (
        clocks(table, "sleep_end", needed=False)[0] - clocks(table, "sleep_start", needed=False)[0]
    )
    ordered(table, start, end, "sleep_end")
    hours = table.numbers("minutes_asleep", missing=("-1", "0")) / HOUR
    rows, day, nap = pieces(start, end, hours)
    night = Measure("sleep_hours", day, hours, table.lines, "h", "sum", "minutes_asleep", table.name)
    rest = Measure("nap_h", day, hours, table.lines, "h", "sum", "minutes_asleep", table.name)
    return kept([night], rows[~nap[rows]]) + kept([rest], rows[nap[rows]])


def hrv(table: Sheet, _answers: Answers, _found: Found) -> list[Measure]:
    """The summary carries a bare day."""
    return _rmssd(table, clocks(table, "timestamp")[0].astype("datetime64[D]"))


def hrv_details(table: Sheet, _answers: Answers, _found: Found) -> list[Measure]:
    """Five minutes of sleep each, by local clock."""
    return _rmssd(table, night_of(clocks(table, "timestamp")[0]))


def _rmssd(table: Sheet, day: np.ndarray) -> list[Measure]:
    value = table.numbers("rmssd", missing=ABSENT)
    return [Measure("hrv_rmssd", day, value, table.lines, "ms", header="rmssd", file=table.name)]


def stress(table: Sheet, _answers: Answers, _found: Found) -> list[Measure]:
    """Score of a day; 0 is a calculation that failed."""
    value = table.numbers("STRESS_SCORE", missing=ABSENT)
    return [
        Measure(
            "stress_score",
            table.days("DATE"),
            value,
            table.lines,
            "0-100",
            header="STRESS_SCORE",
            file=table.name,
        )
    ]


def pulse(table: Sheet, _answers: Answers, _found: Found) -> list[Measure]:
    """Resting pulse of a day, which stands there as its midnight."""
    day = clocks(table, "timestamp")[0].astype("datetime64[D]")
    value = table.numbers("beats per minute", missing=ABSENT)
    return [Measure("resting_hr", day, value, table.lines, "1/min", "mean", "beats per minute", table.name)]


def steps(table: Sheet, answers: Answers, found: Found) -> list[Measure]:
    """Steps of each day and source; of tracker and phone the one that counted more."""
    local = _local(table, "timestamp", answers, found)
    if local is None or not len(table):
        return []
    frame = pd.DataFrame(
        {
            "at": local,
            "source": table.columns["data source"] if table.has("data source") else "",
            "steps": table.numbers("steps"),
            "line": table.lines,
        }
    ).dropna(subset=["at", "steps"])
    frame = frame.sort_values("steps", kind="stable").drop_duplicates(["at", "source"], keep="last")
    frame["day"] = frame["at"].to_numpy().astype("datetime64[D]").astype("datetime64[s]")
    sums = frame.groupby(["day", "source"]).agg({"steps": "sum", "line": "min"}).reset_index()
    day = sums["day"].to_numpy().astype("datetime64[D]")
    # A month per file: a night at its end may stand in the next one.
    return [
        Measure(
            f"steps {source}",
            day[at],
            sums["steps"].to_numpy(dtype="float64")[at],
            sums["line"].to_numpy()[at],
            "count",
            "sum",
            "steps",
            table.name,
        )
        for source in sums["source"].unique()
        for at in [np.flatnonzero(sums["source"] == source)]
    ]


def by_source(measures: Sequence[Measure]) -> list[Measure]:
    """One measure of steps out of those of all sources and files: of each day the largest sum of one source."""
    parts = [
        pd.DataFrame({"day": one.date.astype("datetime64[s]"), "value": one.value, "line": one.line}).assign(
            source=one.name
        )
        for one in measures
    ]
    if not parts:
        return []
    sums = pd.concat(parts).groupby(["day", "source"]).agg({"value": "sum", "line": "min"}).reset_index()
    most = sums.sort_values("value", kind="stable").groupby("day").tail(1).sort_values("day")
    day = most["day"].to_numpy().astype("datetime64[D]")
    return [Measure("steps", day, most["value"].to_numpy(), most["line"].to_numpy(), "count", "max", "steps")]


READERS: dict[str, Callable[[Sheet, Answers, Found], list[Measure]]] = {
    "score": score,
    "scores_again": scores_again,
    "hrv": hrv,
    "hrv_details": hrv_details,
    "stress": stress,
    "sleeps": sleeps,
    "pulse": pulse,
    "minutes": steps,
}
