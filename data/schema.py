"""The one declaration of every column: name, type, unit, range, required or not, private or not.

Tables of the store, empty frames, range checks at the door and the data dictionary all derive from `TABLES`.
Conventions for every frame in the project:

- ratings are 0-10, higher is more of what the name says (sleep quality 10 = very good, stress 10 = high);
- missing is NaN / NA, never zero;
- `date` is the local calendar day a value belongs to (datetime64[us], midnight, no time zone); a session
  before 04:00 belongs to the day before;
- numbers are float64, words are pandas `str`, yes/no is pandas `boolean`;
- `line` is the 1-based line of the file a row came from (0 when it was typed into the app).

Scales, ranges and the 04:00 rule: science note, section 1.1-1.2 (NRS-11 ratings).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

SCHEMA_VERSION = 6

Kind = Literal["date", "number", "integer", "text", "yesno"]

DTYPES: dict[Kind, str] = {
    "date": "datetime64[us]",
    "number": "float64",
    "integer": "int64",
    "text": "str",
    "yesno": "boolean",
}
SQL_TYPES: dict[Kind, str] = {
    "date": "DATE",
    "number": "DOUBLE",
    "integer": "BIGINT",
    "text": "VARCHAR",
    "yesno": "BOOLEAN",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its meaning to the program; its words live in the text catalogues as `column.<name>`."""

    name: str
    kind: Kind
    unit: str = ""
    low: float | None = None
    high: float | None = None
    required: bool = False
    key: bool = False
    private: bool = False
    words: tuple[str, ...] = ()
    note: str = ""

    @property
    def dtype(self) -> str:
        """The pandas dtype of this column."""
        return DTYPES[self.kind]


def _rating(name: str, note: str, *, required: bool = False) -> Column:
    return Column(name, "number", "0-10", 0, 10, required=required, note=note)


def _amount(name: str, unit: str, high: float, note: str) -> Column:
    return Column(name, "number", unit, 0, high, note=note)


SPEEDS = ("slow", "normal", "fast")
SURFACES = ("stable", "soft", "unstable")
POSITIONS = ("lying", "all_fours", "sitting", "standing", "walking")
SOURCES = ("self_reported", "sensed")

PLACE = "pain: "
"""Start of the names of factors that hold the pain of one body part: pain itself, never a cause to look for."""

_LINE = Column("line", "integer", low=0, note="line of the imported file, 0 when typed in the app")
_DATE = Column("date", "date", required=True, key=True, note="local calendar day")
_SOURCE = Column("source", "text", words=SOURCES, note="self_reported or sensed, by a device")
_NOTE = Column("note", "text", private=True, note="free text; never leaves without being ticked")

EXPOSURES: tuple[Column, ...] = (
    _DATE,
    Column("time", "text", "HH:MM", key=True, note="local clock time, missing when not logged"),
    Column("movement", "text", required=True, key=True, note="the person's own name of the movement"),
    Column(
        "seq", "integer", low=0, key=True, note="0 for the first try of this movement at this date and time"
    ),
    Column("session", "text", note="name or id of the session, when the file has one"),
    Column(
        "family", "text", note="movement family, when given (hinge, squat, rotation, carry, gait, reach...)"
    ),
    _rating("pain_during", "highest pain during the movement or within one hour", required=True),
    _rating("pain_before", "rest pain just before the session"),
    _rating("expected_pain", "pain expected, asked before the try"),
    _rating("perceived_harm", "how harmful the movement is believed to be, asked before"),
    _rating("pain_next_day", "pain the next morning"),
    _amount("sets", "count", 100, "sets"),
    _amount("reps", "count", 10_000, "repetitions per set"),
    _amount("weight_kg", "kg", 500, "weight moved"),
    _amount("duration_s", "s", 86_400, "duration"),
    _amount("distance_m", "m", 500_000, "distance"),
    _rating("rpe", "perceived effort"),
    Column("direction", "text", note="direction of the movement, own words"),
    Column("speed", "text", words=SPEEDS, note="speed"),
    Column("surface", "text", words=SURFACES, note="surface"),
    Column("position", "text", words=POSITIONS, note="starting position"),
    Column("rom", "text", note="range of motion, own words"),
    _rating("quality", "ease and control; under 4 blocks progression"),
    Column("breathing_done", "yesno", note="breathing exercise done before"),
    Column(
        "symptom_flags", "text", private=True, note="radiating, numbness, weakness, other; | between them"
    ),
    _NOTE,
    _LINE,
)

DAYS: tuple[Column, ...] = (
    _DATE,
    _rating("pain_avg", "average pain of the day, asked in the evening"),
    _rating("pain_worst", "worst pain of the day"),
    _rating("pain_morning", "pain in the morning; the 24-hour response to yesterday"),
    _amount("sleep_hours", "h", 24, "sleep in the night before this day"),
    _rating("sleep_quality", "10 = very good"),
    _rating("stress", "10 = very high"),
    _rating("mood", "10 = good"),
    _rating("expectation", "how good the back is expected to be tomorrow, asked in the evening"),
    _amount("activity_min", "min", 1_440, "minutes of moderate or more activity"),
    _amount("steps", "count", 200_000, "steps"),
    _amount("sitting_h", "h", 24, "hours sitting"),
    Column("med_taken", "yesno", note="any pain medication"),
    Column("med_type", "text", private=True, note="regular or rescue medication, name or dose"),
    Column("flare", "yesno", note="the person calls it a flare"),
    _rating("impact", "interference with plans"),
    _NOTE,
    dataclasses.replace(_SOURCE, key=True),
    _LINE,
)

FACTORS: tuple[Column, ...] = (
    _DATE,
    Column("name", "text", required=True, key=True, note="name of the factor as in the file"),
    Column("value", "number", required=True, note="numeric value"),
    Column("unit", "text", note="unit, when known"),
    dataclasses.replace(_SOURCE, key=True),
    _LINE,
)

TABLES: dict[str, tuple[Column, ...]] = {"days": DAYS, "exposures": EXPOSURES, "factors": FACTORS}


def column(table: str, name: str) -> Column:
    """The declaration of one column. Raises KeyError for an unknown one."""
    for one in TABLES[table]:
        if one.name == name:
            return one
    raise KeyError(f"{table} has no column {name}")


def names(table: str) -> list[str]:
    """Column names of a table in their declared order."""
    return [one.name for one in TABLES[table]]


def keys(table: str) -> list[str]:
    """Names of the columns that identify a row."""
    return [one.name for one in TABLES[table] if one.key]


def ratings(table: str) -> list[str]:
    """Names of the 0-10 ratings."""
    return [one.name for one in TABLES[table] if one.unit == "0-10"]


def private(table: str) -> list[str]:
    """Names of the columns that never leave the machine unless the person ticks them."""
    return [one.name for one in TABLES[table] if one.private]


def empty(table: str) -> pd.DataFrame:
    """A frame with all columns of `table` in schema dtypes and no rows."""
    import pandas as pd

    return pd.DataFrame({one.name: pd.Series(dtype=one.dtype) for one in TABLES[table]})


def conform(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """A copy of `frame` with exactly the columns of `table`, in order and in schema dtypes.

    Absent columns are added as missing; `line` and `seq` default to 0, `source` to self_reported. Columns the
    schema does not know are dropped. Does not check ranges: that is the reader's job, with rejections.
    """
    return framed({name: frame[name].array for name in frame.columns}, table, len(frame))


MANY = 500_000


def framed(columns: Mapping[str, Any], table: str, size: int) -> pd.DataFrame:
    """A frame as `conform` makes it from arrays of `size` values, without copying those that fit."""
    import pandas as pd

    out: dict[str, object] = {}
    silent: object = None
    for one in TABLES[table]:
        if one.name not in columns:
            if one.kind == "text" and one.name != "source":
                # Text cannot be changed in place, so all columns without any share the same nothing.
                silent = _absent(one, size) if silent is None else silent.copy()  # type: ignore[attr-defined]
                out[one.name] = silent
            else:
                out[one.name] = _absent(one, size)
            continue
        values = columns[one.name]
        if values.dtype == one.dtype:
            out[one.name] = values
        elif one.kind == "number":
            out[one.name] = pd.to_numeric(pd.Series(values), errors="raise").astype(one.dtype).array
        else:
            out[one.name] = pd.Series(values).astype(one.dtype).array
    return pd.DataFrame(out, copy=False)


def _absent(one: Column, size: int) -> object:
    """A column nobody filled: missing, but 0 for lines and `self_reported` for sources."""
    import numpy as np
    import pandas as pd

    if one.kind == "number":
        # A million rows share one blank; so many are only ever stored, never changed in place.
        return np.full(size, np.nan) if size < MANY else np.broadcast_to(np.float64("nan"), size)
    if one.kind == "integer":
        return np.zeros(size, dtype="int64")
    if one.kind == "date":
        return np.full(size, np.datetime64("NaT"), dtype="datetime64[us]")
    if one.kind == "yesno":
        return pd.arrays.BooleanArray(np.zeros(size, dtype=bool), np.ones(size, dtype=bool))
    if one.name == "source":
        return pd.array([SOURCES[0]], dtype=one.dtype).take(np.zeros(size, dtype="int64"))
    import pyarrow as pa

    return pd.array(pa.nulls(size, pa.large_string()), dtype=one.dtype)


def ddl(table: str) -> str:
    """Column part of a CREATE TABLE statement for `table`."""
    return ", ".join(f"{one.name} {SQL_TYPES[one.kind]}" for one in TABLES[table])
