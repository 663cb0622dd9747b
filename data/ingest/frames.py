"""From cells to the three frames: each distinct text is read once and the result mapped back to its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from data import schema
from data.errors import Reason, Rejection
from data.ingest import cell_text as values
from data.ingest import day_order as dates
from data.ingest import headers
from data.ingest.mapping import Plan
from data.ingest.table import Table

_LONGEST = 10_000
_NIGHT_ENDS = "04:00"
Read = Callable[[str], tuple[Any, Reason | None]]


def build(
    table: Table, cells: list[list[str]], plan: Plan
) -> tuple[dict[str, pd.DataFrame], list[Rejection]]:
    """Frames by table name in schema dtypes, and what was refused. Empty while the date order is open."""
    bad: list[Rejection] = []
    out = {name: schema.empty(name) for name in schema.TABLES}
    if plan.date_order == "ask":
        return out, bad
    lines = np.array(table.lines, dtype="int64")
    day, clock = _dates(table, cells, plan, bad)
    read = {
        index: _column(table, cells, plan, index, bad)
        for index in range(len(table.headers))
        if plan.table(index) and plan.fields[index] not in {"date", "time"}
    }
    usable = day.notna().to_numpy()
    kept = np.zeros(len(lines), dtype=bool)
    if plan.shape != "day":
        out["exposures"] = _exposures(
            plan, read, day, _times(table, cells, plan, clock, bad), lines, kept, bad
        )
    out["days"] = _days(table, plan, read, day, lines, kept, bad)
    out["factors"] = _factors(table, plan, read, day, lines, kept)
    told = {one.row for one in bad}
    silent = usable & ~kept if not plan.open else np.zeros(len(lines), dtype=bool)
    bad += [Rejection(int(line), "", "", Reason.NOTHING_USABLE) for line in lines[silent] if line not in told]
    return out, bad


def _apply(column: list[str], read: Read, header: str, lines: list[int], bad: list[Rejection]) -> pd.Series:
    results = {text: (None, None) if values.missing(text) else read(text) for text in set(column)}
    refused = {text for text, (_, why) in results.items() if why}
    if refused:
        for line, text in zip(lines, column, strict=True):
            if text in refused:
                bad.append(Rejection(line, header, text[:200], results[text][1]))  # type: ignore[arg-type]
    return pd.Series([results[text][0] for text in column], dtype="object")


def _dates(
    table: Table, cells: list[list[str]], plan: Plan, bad: list[Rejection]
) -> tuple[pd.Series, pd.Series]:
    at = plan.fields.index("date")
    header, clocks = table.headers[at], {}

    def read(text: str) -> tuple[Any, Reason | None]:
        day, clocks[text], why = dates.parse(text, plan.date_order)
        return day, why

    found = _apply(cells[at], read, header, table.lines, bad)
    for line, text in zip(table.lines, cells[at], strict=True):
        if values.missing(text):
            bad.append(Rejection(line, header, text, Reason.MISSING_DATE))
    clock = pd.Series([clocks.get(text, "") for text in cells[at]], dtype="object")
    if set(clock) <= {"", "00:00", "0:00"}:
        clock[:] = ""  # a spreadsheet writes midnight behind every plain date
    return found.astype("datetime64[us]"), clock


def _times(
    table: Table, cells: list[list[str]], plan: Plan, clock: pd.Series, bad: list[Rejection]
) -> pd.Series:
    def read(text: str) -> tuple[Any, Reason | None]:
        found = values.clock(text)
        return found, None if found else Reason.NOT_A_TIME

    if "time" not in plan.fields:
        return _apply(list(clock), read, "", table.lines, bad)
    at = plan.fields.index("time")
    return _apply(cells[at], read, table.headers[at], table.lines, bad)


def _column(table: Table, cells: list[list[str]], plan: Plan, index: int, bad: list[Rejection]) -> pd.Series:
    header, field, column = table.headers[index], plan.fields[index], cells[index]
    declared = None if field == "factor" else schema.column(plan.table(index), field)
    if declared is None or declared.kind == "number":
        sign = values.decimal([text for text in set(column) if not values.missing(text)], plan.decimal)
        found = _apply(
            column, _number(declared, sign, header, index in plan.hundred), header, table.lines, bad
        )
        return found.astype("float64")
    if declared.kind == "yesno":
        return _apply(column, _yes_or_no, header, table.lines, bad)
    return _apply(column, _text(declared), header, table.lines, bad)


def _number(declared: schema.Column | None, sign: str, header: str, hundred: bool) -> Read:  # noqa: FBT001
    factor = 1 / 10 if hundred else _factor(declared, header)

    def read(text: str) -> tuple[Any, Reason | None]:
        found = values.number(text, sign)
        scaled = None if found is None else round(found * factor, 9)
        if scaled is None and declared is not None and declared.unit in {"h", "min", "s"}:
            scaled = values.span(text, declared.unit)
        if scaled is None:
            return None, Reason.NOT_A_NUMBER
        if declared is not None and not (declared.low or 0) <= scaled <= (declared.high or np.inf):
            return None, Reason.OUT_OF_RANGE
        return scaled, None

    return read


def _factor(declared: schema.Column | None, header: str) -> float:
    written = headers.unit(header)
    pairs = {("s", "min"): 60.0, ("h", "min"): 1 / 60, ("min", "h"): 60.0, ("m", "km"): 1000.0}
    return 1.0 if declared is None else pairs.get((declared.unit, written), 1.0)


def _yes_or_no(text: str) -> tuple[Any, Reason | None]:
    found = values.yes_or_no(text)
    return found, Reason.NOT_YES_OR_NO if found is None else None


def _text(declared: schema.Column) -> Read:
    def read(text: str) -> tuple[Any, Reason | None]:
        if len(text) > _LONGEST:
            return None, Reason.TOO_LONG
        if declared.words:
            word = values.WORDS.get(text.casefold(), text.casefold())
            return (word, None) if word in declared.words else (None, Reason.UNKNOWN_WORD)
        return text, None

    return read


def _exposures(
    plan: Plan, read: dict[int, pd.Series], day: pd.Series, time: pd.Series, lines: Any, kept: Any,
    bad: list[Rejection],
) -> pd.DataFrame:  # fmt: skip
    data = {plan.fields[index]: found for index, found in read.items() if plan.table(index) == "exposures"}
    frame = pd.DataFrame({**data, "date": day, "time": time, "line": lines})
    if "movement" not in frame:
        return schema.empty("exposures")
    night = frame["time"].notna() & (frame["time"].fillna("") < _NIGHT_ENDS)
    frame.loc[night, "date"] = frame.loc[night, "date"] - pd.Timedelta(days=1)
    # a row with nothing but day values is a day without tries, not a try without a name
    tried = frame[[name for name in data if name != "movement"]].notna().any(axis=1)
    nameless = (frame["movement"].isna() & frame["date"].notna() & tried).to_numpy()
    bad += [Rejection(int(line), "", "", Reason.MISSING_MOVEMENT) for line in lines[nameless]]
    good = (frame["movement"].notna() & frame["date"].notna()).to_numpy()
    kept |= good
    frame = frame[good].copy()
    frame["seq"] = frame.groupby(["date", frame["time"].fillna(""), "movement"]).cumcount()
    return schema.conform(frame, "exposures")


def _days(
    table: Table, plan: Plan, read: dict[int, pd.Series], day: pd.Series, lines: Any, kept: Any,
    bad: list[Rejection],
) -> pd.DataFrame:  # fmt: skip
    mine = {index: found for index, found in read.items() if plan.table(index) == "days"}
    if not mine:
        return schema.empty("days")
    first: dict[str, pd.Series] = {}
    some = np.zeros(len(lines), dtype=bool)
    for index, found in mine.items():
        present = (found.notna() & day.notna()).to_numpy()
        some |= present
        earliest = found.where(present).groupby(day).transform("first")
        clash = present & (found != earliest).to_numpy(dtype=bool, na_value=True)
        if clash.any():
            header = table.headers[index]
            bad += [
                Rejection(int(lines[at]), header, table.rows[at][index][:200], Reason.CONFLICTING_DAY_VALUE)
                for at in np.flatnonzero(clash)
            ]
        first[plan.fields[index]] = found.where(present).groupby(day).first()
    kept |= some
    frame = pd.DataFrame(first)
    frame["line"] = pd.Series(lines).where(some).groupby(day).min()
    frame = frame[frame["line"].notna()].rename_axis("date").reset_index()
    return schema.conform(frame, "days")


def _factors(
    table: Table, plan: Plan, read: dict[int, pd.Series], day: pd.Series, lines: Any, kept: Any
) -> pd.DataFrame:
    parts, names = [], set()
    for index, found in read.items():
        if plan.fields[index] != "factor":
            continue
        name = table.headers[index] or f"column {index + 1}"
        name = f"{name} ({index + 1})" if name in names else name
        names.add(name)
        good = (found.notna() & day.notna()).to_numpy()
        kept |= good
        part = pd.DataFrame({"date": day, "value": found, "line": lines})[good].drop_duplicates("date")
        parts.append(part.assign(name=name, unit=headers.unit(name) or None, source="self_reported"))
    parts = [part for part in parts if len(part)]
    return schema.conform(pd.concat(parts), "factors") if parts else schema.empty("factors")
