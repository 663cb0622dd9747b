"""Apple Health: `export.zip` with `export.xml` inside, or the XML alone, of any size.

Quirks: the XML is named after the language ("Export.xml", "导出.xml"); its internal DTD is malformed in some
versions and never needed; entities are refused and nothing is fetched. Clocks are local, with the offset beside
them. Asleep are the stages asleep, core, deep and REM, never the time in bed; exporters that write numbers mean
1 asleep, 2 awake, 3 core, 4 deep, 5 REM, 0 in bed. Phone and watch overlap: sleep is the union of the
intervals, steps of a day come from the one source that counted most. A night runs from 18:00 to 18:00 and
belongs to the day one wakes up on. HRV is SDNN, not the RMSSD of other makers. Minutes of exercise come from
the activity rings; without rings from the workouts. A ring day without any energy was a day without the watch.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason, Rejection
from data.ingest.formats.apple_health_scan import Unusual, attribute, fast, plain, thorough
from data.ingest.formats.base import Format, Found, Measure, Watch, gather
from data.ingest.formats.local import night_of
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.source import File
    from data.ingested import Answers

HOUR = 3600.0
PREFIX = "HKCategoryValueSleepAnalysis"
STAGES = {
    "Asleep": "sleep",
    "AsleepUnspecified": "sleep",
    "AsleepCore": "sleep_light_h",
    "AsleepDeep": "sleep_deep_h",
    "AsleepREM": "sleep_rem_h",
    "Awake": "sleep_awake_h",
    "InBed": "",
    "0": "",
    "1": "sleep",
    "2": "sleep_awake_h",
    "3": "sleep_light_h",
    "4": "sleep_deep_h",
    "5": "sleep_rem_h",
}
MINUTES = {"min": 1.0, "s": 1 / 60, "hr": 60.0, "": 1.0}
WANTED: dict[str, tuple[bytes, ...]] = {
    "sleep": (b' startDate="', b' endDate="', b' value="'),
    "steps": (b' startDate="', b' value="', b' sourceName="'),
    "hrv": (b' startDate="', b' value="'),
    "resting": (b' startDate="', b' value="'),
    "mindful": (b' startDate="', b' endDate="'),
    "workout": (b' startDate="', b' duration="', b' durationUnit="'),
    "summary": (b' dateComponents="', b' appleExerciseTime="', b' activeEnergyBurned="'),
}
HEADERS = {
    "sleep": ("SleepAnalysis", "days.sleep_hours"),
    "steps": ("StepCount", "days.steps"),
    "hrv": ("HeartRateVariabilitySDNN", "factors.hrv_sdnn"),
    "resting": ("RestingHeartRate", "factors.resting_hr"),
    "mindful": ("MindfulSession", "factors.mindful_min"),
    "workout": ("Workout", "factors.workout_min"),
    "summary": ("ActivitySummary", "days.activity_min"),
}
Columns = dict[str, tuple[list[tuple[bytes, ...]], list[int]]]


def _claims(file: File) -> bool:
    return "<HealthData" in file.start or "<!DOCTYPE HealthData" in file.start


def _read(files: Sequence[File], _answers: Answers, watch: Watch) -> Found:
    measures: list[Measure] = []
    found = gather([], sensed=True, rows=0)
    rows = 0
    for file in files:
        columns, complete = _scan(file, watch)
        rows += sum(len(lines) for _, lines in columns.values())
        if not complete:
            found.facts["truncated"] = file.base
        for kind, (cells, lines) in columns.items():
            part = Part(kind, cells, np.array(lines, dtype="int64"), file.name if len(files) > 1 else "")
            measures += part.measures()
            found.rejections += part.rejections
            found.mapping.append(part.use())
    measures.sort(key=lambda one: one.header == "Workout")
    return gather(measures, sensed=True, rows=rows, found=found)


def _scan(file: File, watch: Watch) -> tuple[Columns, bool]:
    """Wanted attributes of all records by kind, and whether the file is complete."""
    for way in (fast, thorough):
        columns: Columns = defaultdict(lambda: ([], []))

        def take(kind: str, line: int, tag: bytes, into: Columns = columns) -> None:
            cells, lines = into[kind]
            cells.append(tuple(attribute(tag, name) for name in WANTED[kind]))
            lines.append(line)

        try:
            return columns, way(file, take, watch)
        except Unusual:
            continue
    raise AssertionError("the thorough way knows nothing unusual")


class Part:
    """All records of one kind."""

    def __init__(self, kind: str, cells: list[tuple[bytes, ...]], lines: np.ndarray, file: str) -> None:
        self.kind, self.lines, self.file = kind, lines, file
        self.columns = [np.array(column, dtype=object) for column in zip(*cells, strict=True)]
        self.rejections: list[Rejection] = []
        self.header, self.place = HEADERS[kind]

    def use(self) -> ColumnUse:
        """What this kind fills."""
        table, _, name = self.place.partition(".")
        samples = tuple(dict.fromkeys(plain(one) for one in self.columns[-1][:3].tolist()))
        return ColumnUse(self.header, table, name, "", "format", samples, file=self.file)

    def measures(self) -> list[Measure]:
        """One or more columns of values."""
        if self.kind == "sleep":
            return self._sleep()
        if self.kind == "steps":
            return self._steps()
        if self.kind == "mindful":
            day, minutes = self._spans()
            return [self._measure("mindful_min", day, minutes, "min", "sum")]
        if self.kind == "workout":
            return self._workouts()
        if self.kind == "summary":
            return self._rings()
        name, unit = ("hrv_sdnn", "ms") if self.kind == "hrv" else ("resting_hr", "1/min")
        return [self._measure(name, self._local(0).astype("datetime64[D]"), self._numbers(1), unit, "mean")]

    def _measure(self, name: str, day: np.ndarray, value: np.ndarray, unit: str, how: str) -> Measure:
        return Measure(name, day, value, self.lines, unit, how, self.header, self.file)  # type: ignore[arg-type]

    # -------------------------------------------------------------- cells

    def _refuse(self, bad: np.ndarray, column: int, reason: Reason) -> None:
        for at in np.flatnonzero(bad).tolist():
            raw = plain(self.columns[column][at])
            self.rejections.append(Rejection(int(self.lines[at]), self.header, raw, reason, self.file))

    def _local(self, column: int) -> np.ndarray:
        """Local clocks as datetime64[s]; what is none is refused and NaT."""
        raw = self.columns[column].astype("S25")
        heads = raw.astype("S19")
        try:
            moments: np.ndarray = np.char.replace(heads.astype("U19"), " ", "T").astype("datetime64[s]")
        except ValueError:
            moments = np.array([_moment(one) for one in heads.tolist()], dtype="datetime64[s]")
        self._refuse(np.isnat(moments), column, Reason.NOT_A_DATE)
        return moments

    def _offsets(self, column: int) -> np.ndarray:
        """Offsets from UTC in seconds, by distinct text."""
        texts, codes = np.unique(self.columns[column].astype("S25"), return_inverse=True)
        signs, places = np.unique(np.array([one[20:25] for one in texts.tolist()]), return_inverse=True)
        seconds = np.array([_offset(one) for one in signs.tolist()], dtype="int64")
        found: np.ndarray = seconds[places][codes]
        return found

    def _numbers(self, column: int) -> np.ndarray:
        texts, codes = np.unique(self.columns[column].astype("S"), return_inverse=True)
        numbers = np.array([_number(one) for one in texts.tolist()])
        found: np.ndarray = numbers[codes]
        self._refuse(np.isnan(found), column, Reason.NOT_A_NUMBER)
        return found

    def _spans(self) -> tuple[np.ndarray, np.ndarray]:
        """Local day of the start, and minutes from start to end whatever the clocks did between."""
        start, end = self._local(0), self._local(1)
        seconds = (end - start).astype("timedelta64[s]").astype("float64")
        seconds[np.isnat(start) | np.isnat(end)] = np.nan
        seconds -= self._offsets(1) - self._offsets(0)
        self._refuse(seconds < 0, 1, Reason.OUT_OF_RANGE)
        return start.astype("datetime64[D]"), np.where(seconds >= 0, seconds / 60, np.nan)

    # -------------------------------------------------------------- kinds

    def _sleep(self) -> list[Measure]:
        start = self._local(0)
        _, minutes = self._spans()
        night = night_of(start)
        values = [one.decode(errors="replace").removeprefix(PREFIX) for one in self.columns[2].tolist()]
        stage = np.array([STAGES.get(one, "?") for one in values], dtype=object)
        self._refuse(stage == "?", 2, Reason.UNKNOWN_WORD)
        asleep = np.isin(stage, ["sleep", "sleep_light_h", "sleep_deep_h", "sleep_rem_h"])
        clock = start.astype("int64") - self._offsets(0)
        known = ~np.isnan(minutes) & ~np.isnat(night)
        found = []
        for name, rows in (
            ("sleep_hours", asleep),
            *((one, stage == one) for one in sorted({*STAGES.values()})),
        ):
            rows = rows & known
            if name in {"", "sleep"} or not rows.any():
                continue
            days, hours, lines = _union(
                night[rows], clock[rows], clock[rows] + minutes[rows] * 60, self.lines[rows]
            )
            found.append(Measure(name, days, hours, lines, "h", "sum", self.header, self.file))
        return found

    def _steps(self) -> list[Measure]:
        import pandas as pd

        day = self._local(0).astype("datetime64[D]")
        frame = pd.DataFrame(
            {"day": day, "steps": self._numbers(1), "source": self.columns[2], "line": self.lines}
        ).dropna()
        by_source = frame.groupby(["day", "source"]).agg({"steps": "sum", "line": "min"}).reset_index()
        most = by_source.sort_values("steps", kind="stable").groupby("day").tail(1).sort_values("day")
        days = most["day"].to_numpy().astype("datetime64[D]")
        return [
            Measure(
                "steps", days, most["steps"].to_numpy(), most["line"].to_numpy(), "count", "sum", self.header
            )
        ]

    def _workouts(self) -> list[Measure]:
        factor = np.array([MINUTES.get(plain(one), np.nan) for one in self.columns[2].tolist()])
        self._refuse(np.isnan(factor), 2, Reason.UNKNOWN_WORD)
        day, minutes = self._local(0).astype("datetime64[D]"), self._numbers(1) * factor
        return [
            self._measure("workout_min", day, minutes, "min", "sum"),
            self._measure("activity_min", day, minutes, "min", "sum"),
        ]

    def _rings(self) -> list[Measure]:
        worn = np.array([_number(one) for one in self.columns[2].tolist()]) > 0
        minutes = np.array([_number(one) for one in self.columns[1].tolist()])
        moments = np.array(
            [_moment(one + b" 00:00:00") for one in self.columns[0].tolist()], dtype="datetime64[s]"
        )
        self._refuse(np.isnat(moments), 0, Reason.NOT_A_DATE)
        minutes = np.where(worn, minutes, np.nan)
        return [self._measure("activity_min", moments.astype("datetime64[D]"), minutes, "min", "last")]


def _union(
    night: np.ndarray, start: np.ndarray, end: np.ndarray, lines: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hours covered by the intervals of each night, every moment once."""
    import pandas as pd

    order = np.lexsort((start, night))
    night, start, end = night[order], start[order].astype("float64"), end[order]
    frame = pd.DataFrame({"night": night, "end": end})
    # What was covered before each interval begins, within its night.
    before = (
        frame.groupby("night")["end"]
        .transform(lambda ends: ends.cummax().shift(fill_value=-np.inf))
        .to_numpy()
    )
    covered = np.maximum(end - np.maximum(start, before), 0) / HOUR
    summed = pd.DataFrame({"night": night, "hours": covered, "line": lines[order]}).groupby("night")
    hours = summed.agg({"hours": "sum", "line": "min"}).reset_index()
    return (
        hours["night"].to_numpy().astype("datetime64[D]"),
        hours["hours"].to_numpy(),
        hours["line"].to_numpy(),
    )


def _moment(raw: bytes) -> np.datetime64:
    try:
        return np.datetime64(raw.decode("ascii").replace(" ", "T"), "s")
    except ValueError:
        return np.datetime64("NaT")


def _offset(raw: bytes) -> int:
    """An offset like "+0200" in seconds, 0 where there is none."""
    sign, digits = raw[:1], raw[1:]
    if sign not in {b"+", b"-"} or not digits.isdigit():
        return 0
    seconds = int(digits[:2]) * 3600 + int(digits[2:4] or 0) * 60
    return -seconds if sign == b"-" else seconds


def _number(raw: bytes) -> float:
    try:
        value = float(raw)
    except ValueError:
        return float("nan")
    return value if np.isfinite(value) else float("nan")


FORMAT = Format(
    code="apple_health",
    title="Apple Health",
    files="export.zip or export.xml, up to several GB",
    facts='<HealthData ...><Record type="HK..." sourceName=... startDate=... endDate=... value=...>',
    evidence="public parsers and test exports; synthetic exports of 500 MB",
    fills=(
        "days.sleep_hours",
        "days.steps",
        "days.activity_min",
        "factors.hrv_sdnn",
        "factors.resting_hr",
        "factors.mindful_min",
        "factors.workout_min",
    ),
    sensed=True,
    claims=_claims,
    read=_read,
)
