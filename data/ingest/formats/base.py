"""What a reader of one export format is made of; `docs/add-a-format.md` walks through writing one.

A format is one module in this folder with a constant `FORMAT`. It claims files by content, reads all files it
claimed, and hands over `Measure`s: columns of values, one date each. `gather` turns them into the frames of the
schema. A reader never guesses: what is ambiguous becomes a `Question`, what is wrong a `Rejection`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from data import schema
from data.errors import Question, Reason, Rejection

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from data.ingest.source import File
    from data.ingested import Answers, ColumnUse

Watch = Callable[[float], None]
"""Told the share read so far, 0 to 1. It may raise to stop the reading."""
How = Literal["sum", "mean", "max", "min", "first", "last"]


def unwatched(_share: float) -> None:
    """The watch of readings nobody waits for."""


@dataclass(frozen=True, slots=True)
class Format:
    """One export format: what it is called, how it is recognised, how it is read.

    code: stable name, stored with every import. title: the product's own name. files: what people hand in.
    facts: the documented headers or fields it is recognised by, for `docs/formats.md`. evidence: where these facts
    come from. fills: what it fills, for `docs/formats.md` ("days.sleep_hours", "factors.hrv_sdnn", ...).
    sensed: a device measured the values (else the person said them). claims: whether a file is of this format,
    by content, from `file.start`/`file.head` and at most its name; never raises. read: all claimed files at once.
    """

    code: str
    title: str
    files: str
    facts: str
    evidence: str
    fills: tuple[str, ...]
    sensed: bool
    claims: Callable[[File], bool]
    read: Callable[[Sequence[File], Answers, Watch], Found]


@dataclass
class Found:
    """What one reader made of its files. facts: shown to the person, keys `dialect.<key>` in the catalogues."""

    days: pd.DataFrame
    exposures: pd.DataFrame
    factors: pd.DataFrame
    rejections: list[Rejection] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    rows: int = 0
    mapping: list[ColumnUse] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """One column of values, one local calendar day each.

    name: a field of the days table ("sleep_hours", "steps", "pain_avg", ...) or else the name of a factor: a code
    in snake_case for what devices measure ("hrv_sdnn", "resting_hr"), the person's own words for their own things.
    date: datetime64[D], NaT rows are dropped (the reader has rejected them). value: float64 in the field's unit,
    NaN = missing (dropped); for text fields (`note`, `med_type`) an object array. line: 1-based line of the file.
    how: several values of one day become one by this; text is joined with " / ". header: column of the file, for
    rejections of values outside the range of the schema. file: name of the file, when there are several.
    """

    name: str
    date: np.ndarray
    value: np.ndarray
    line: np.ndarray
    unit: str = ""
    how: How = "mean"
    header: str = ""
    file: str = ""


def gather(measures: Sequence[Measure], *, sensed: bool, rows: int, found: Found | None = None) -> Found:
    """Days and factors from measures: one value per day and field, range-checked against the schema.

    Of two measures with the same name the earlier one leads and the later one fills the days it leaves out; of the
    same column in several files the one that reaches further leads: the day an export was made on is incomplete in it.
    `found` may carry what the reader has collected already (rejections, questions, exposures, mapping, facts).
    """
    import numpy as np
    import pandas as pd

    out = found or Found(*(schema.empty(one) for one in ("days", "exposures", "factors")))
    out.rows = rows
    source = "sensed" if sensed else "self_reported"
    declared = {one.name: one for one in schema.DAYS if one.name not in {"date", "line", "source"}}
    days: dict[str, pd.DataFrame] = {}
    factors: dict[str, tuple[pd.DataFrame, str]] = {}
    for one in _newest_first(measures):
        frame = pd.DataFrame(
            {"date": np.asarray(one.date).astype("datetime64[us]"), "value": one.value, "line": one.line}
        )
        frame = frame[frame["date"].notna() & pd.notna(frame["value"]) & (frame["value"] != "")]
        if sensed and one.name == "steps":
            # A day without a single step was a day without the device.
            frame = frame[frame["value"].astype("float64") > 0]
        column = declared.get(one.name)
        if column is not None and column.kind == "number":
            values = frame["value"].astype("float64")
            bad = (values < (column.low or 0)) | (values > (np.inf if column.high is None else column.high))
            out.rejections.extend(
                Rejection(int(line), one.header or one.name, f"{value:g}", Reason.OUT_OF_RANGE, one.file)
                for line, value in frame.loc[bad, ["line", "value"]].itertuples(index=False)
            )
            frame = frame[~bad]
        daily = _daily(frame, one, text=column is not None and column.kind == "text")
        if column is not None:
            days[one.name] = days[one.name].combine_first(daily) if one.name in days else daily
        else:
            held = factors.get(one.name)
            factors[one.name] = (held[0].combine_first(daily) if held else daily, one.unit)
    out.days = _days(days, source)
    out.factors = _factors(factors, source)
    return out


def _newest_first(measures: Sequence[Measure]) -> list[Measure]:
    """The measures, those of the same column in the order of their last days, latest first."""
    import numpy as np

    def reach(at: int) -> np.datetime64:
        # NaT would be the latest of all.
        known = measures[at].date.astype("datetime64[D]")
        return np.append(known[~np.isnat(known)], np.datetime64("0001-01-01")).max()  # type: ignore[no-any-return]

    places: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(measures):
        places.setdefault((one.name, one.header), []).append(at)
    out = list(measures)
    for slots in places.values():
        if len(slots) > 1:
            ordered = sorted(slots, key=reach, reverse=True)
            for slot, at in zip(slots, ordered, strict=True):
                out[slot] = measures[at]
    return out


def _daily(frame: pd.DataFrame, one: Measure, *, text: bool) -> pd.DataFrame:
    """One row per day, index date, columns value and line."""
    if text:
        joined = frame.groupby("date", sort=True)["value"].agg(
            lambda cells: " / ".join(dict.fromkeys(map(str, cells)))
        )
    else:
        joined = frame.groupby("date", sort=True)["value"].agg(one.how)
    lines = frame.groupby("date", sort=True)["line"].min()
    return joined.to_frame("value").assign(line=lines)


def _days(columns: Mapping[str, pd.DataFrame], source: str) -> pd.DataFrame:
    import pandas as pd

    columns = {name: frame for name, frame in columns.items() if len(frame)}
    if not columns:
        return schema.empty("days")
    wide = pd.concat({name: frame["value"] for name, frame in columns.items()}, axis=1, sort=True)
    lines = pd.concat([frame["line"] for frame in columns.values()], axis=1, sort=True).min(axis=1)
    wide = wide.assign(line=lines.reindex(wide.index).astype("int64"), source=source)
    return schema.conform(wide.rename_axis("date").reset_index(), "days")


def _factors(columns: Mapping[str, tuple[pd.DataFrame, str]], source: str) -> pd.DataFrame:
    import pandas as pd

    parts = [
        frame.rename_axis("date").reset_index().assign(name=name, unit=unit or None, source=source)
        for name, (frame, unit) in columns.items()
        if len(frame)
    ]
    if not parts:
        return schema.empty("factors")
    return schema.conform(pd.concat(parts, ignore_index=True), "factors")
