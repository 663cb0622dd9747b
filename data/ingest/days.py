"""From the columns of a table to its days: one row each, however many entries a day has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from data import schema
from data.errors import Reason
from data.ingest.columns import Stored

if TYPE_CHECKING:
    from data.ingest.columns import Columns
    from data.ingest.plan import Use


def of(read: Columns) -> tuple[pd.DataFrame, int]:
    """All days, and how many of them are the mean of several entries."""
    fields = read.fields("days")
    fields.pop("time", None)
    loose = _loose_notes(read)
    if loose is not None:
        fields["note"] = loose
    fields |= _summed_up(read, fields)
    said = [one.known for _, one in fields.values()]
    rows = np.flatnonzero(read.usable & np.logical_or.reduce(said)) if said else np.zeros(0, dtype=int)
    if not len(rows):
        return schema.empty("days"), 0
    timed = read.plan.field("time") is not None or read.plan.clock is not None
    if read.plan.shape == "events" or (timed and read.plan.shape in {"day", "wide"}):
        return _mean_of_day(read, fields, rows)
    return _one_per_day(read, fields, rows), 0


def _loose_notes(read: Columns) -> tuple[Use, Stored] | None:
    """Notes of rows without a movement: they belong to the day, as there is no try to hold them."""
    note, movement = read.plan.of("exposures", "note"), read.plan.of("exposures", "movement")
    if note is None or movement is None:
        return None
    own, named = read.of(note), read.of(movement).known
    codes = np.where(named, -1, own.codes)
    return (note, Stored(codes, own.values)) if (codes >= 0).any() else None


def _summed_up(read: Columns, fields: dict[str, tuple[Use, Stored]]) -> dict[str, tuple[Use, Stored]]:
    """The worst body part is the worst pain of the day; times of the day make its average and its worst."""
    found: dict[str, tuple[Use, Stored]] = {}
    morning = next(filter(_is_morning, read.having("parts")), None)
    if morning is not None and "pain_morning" not in fields:
        found["pain_morning"] = (morning, read.of(morning))
    for role, names in (("places", ("pain_worst",)), ("parts", ("pain_worst", "pain_avg"))):
        uses = read.having(role)
        if not uses:
            continue
        matrix = np.vstack([read.of(use).take(np.arange(len(read.lines))) for use in uses])
        known = ~np.isnan(matrix)
        for name in names:
            if name in fields or (role == "places" and "pain_avg" in fields):
                continue  # One body part is not the worst of a day whose pain is told itself.
            if name == "pain_worst":
                merged = np.where(known, matrix, -np.inf).max(axis=0)
                if "pain_avg" in fields:  # No average is higher than the worst.
                    merged = np.fmax(merged, fields["pain_avg"][1].take(np.arange(len(read.lines))))
            else:
                merged = np.where(known, matrix, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
            codes, kept = pd.factorize(np.where(known.any(axis=0), merged, np.nan))
            found[name] = (uses[0], Stored(codes, kept))
    return found


def _one_per_day(read: Columns, fields: dict[str, tuple[Use, Stored]], rows: np.ndarray) -> pd.DataFrame:
    """The first value of each day; a later one that differs is refused, notes are joined."""
    day = read.written[rows].astype("int64")
    dates, place = np.unique(day, return_inverse=True)
    columns: dict[str, Any] = {"date": dates.astype("datetime64[D]").astype("datetime64[us]")}
    first_row = np.full(len(dates), len(rows), dtype="int64")
    first_row[place[::-1]] = np.arange(len(rows))[::-1]
    for name, (use, one) in fields.items():
        codes = one.codes[rows]
        held = codes[first_row]
        known = np.flatnonzero(codes != held[place])
        if len(known):  # Else every row of a day says the same, as most files of tries do.
            known = np.flatnonzero(codes >= 0)
            first = np.full(len(dates), -1, dtype="int64")
            first[place[known[::-1]]] = known[::-1]
            held = np.where(first >= 0, codes[first], -1)
        columns[name] = Stored(held, one.values).take(np.arange(len(dates)))
        other = known[codes[known] != held[place[known]]]
        if not len(other):
            continue
        if name == "note":
            columns[name] = _joined_notes(one, rows[known], place[known], len(dates))
        else:
            read.refuse(rows[other], use, Reason.CONFLICTING_DAY_VALUE)
    columns["line"] = read.lines[rows[first_row]]
    return schema.framed(columns, "days", len(dates))


def _mean_of_day(
    read: Columns, fields: dict[str, tuple[Use, Stored]], rows: np.ndarray
) -> tuple[pd.DataFrame, int]:
    """Several entries a day: means of numbers, worst of worst, any of yes/no, notes joined. With how many days do."""
    columns = {name: one.take(rows) for name, (_, one) in fields.items()}
    columns["date"] = read.written[rows].astype("datetime64[us]")
    frame = pd.DataFrame(columns, copy=False)
    how: dict[str, Any] = {}
    for name in fields:
        kind = schema.column("days", name).kind
        how[name] = _joined if kind == "text" else {"number": "mean", "yesno": "max"}[kind]
    if "pain_avg" in fields and "pain_worst" not in fields and read.plan.shape == "events":
        frame["pain_worst"] = frame["pain_avg"]
        how["pain_worst"] = "max"
    if "pain_worst" in fields:
        how["pain_worst"] = "max"
    grouped = frame.assign(line=read.lines[rows]).groupby("date", sort=True)
    averaged = int((grouped.size() > 1).sum())
    return schema.conform(grouped.agg(how | {"line": "min"}).reset_index(), "days"), averaged


def _is_morning(use: Use) -> bool:
    return any(word in use.header.casefold() for word in ("morgen", "früh", "morning"))


def _joined_notes(one: Stored, rows: np.ndarray, place: np.ndarray, size: int) -> Any:  # noqa: ANN401 - text array
    texts = pd.Series(one.take(rows)).groupby(place).agg(_joined)
    return pd.array(texts.reindex(range(size)).tolist(), dtype="str")


def _joined(notes: pd.Series) -> str | None:
    """All different notes of a day in one."""
    known = [str(one) for one in dict.fromkeys(notes.dropna())]
    return " / ".join(known) or None
