"""From the columns of a table to its tries: a row each, or a rated cell each where headers are the movements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from data import calendar, schema
from data.errors import Reason
from data.ingest.columns import stored

if TYPE_CHECKING:
    from data.ingest.columns import Columns

NIGHT_ENDS = calendar.NIGHT_ENDS.strftime("%H:%M")
GENERIC = {True: "Training", False: "Session"}
"""Name of the movement in a file that describes sessions without naming one (German file or not)."""
FILLING = {"line", "seq", "date", "time", "movement", "session", "family", "note"}


def of(read: Columns, *, split: bool) -> pd.DataFrame:
    """All tries. split: a cell that lists several movements is one try of each."""
    if read.plan.shape == "wide":
        return _wide(read)
    if read.plan.shape not in {"try", "session"}:
        return schema.empty("exposures")
    fields = read.fields("exposures")
    measured = [one.known for name, (_, one) in fields.items() if name not in FILLING]
    measured += [one.known for _, one in read.fields("after").values()]
    said = np.logical_or.reduce(measured) if measured else np.zeros(len(read.lines), dtype=bool)
    movement = fields.get("movement")
    named = movement[1].known if movement else np.ones(len(read.lines), dtype=bool)
    if movement:
        read.refuse(np.flatnonzero(read.usable & ~named & said), movement[0], Reason.MISSING_MOVEMENT)
    kept = read.usable & named & (said if read.plan.shape == "session" else True)
    rows = np.flatnonzero(kept)
    columns: dict[str, Any] = {name: one.take(rows) for name, (_, one) in fields.items()}
    for _, one in read.fields("after").values():
        columns["pain_during"] = np.fmax(columns.get("pain_during", np.nan), one.take(rows))
    if not movement:
        columns["movement"] = pd.array([GENERIC[read.plan.german]], dtype="str").take(
            np.zeros(len(rows), dtype=int)
        )
    return _tries(read, rows, columns, split=split)


def _tries(
    read: Columns,
    rows: np.ndarray,
    columns: dict[str, Any],
    *,
    split: bool = False,
    moves: np.ndarray | None = None,
) -> pd.DataFrame:
    """Tries of these rows: the day they belong to, their time, and a number for repeats.

    moves: a number for the movement of each try, where no column of the file tells it.
    """
    day, codes = read.written[rows], [np.zeros(len(rows), dtype="int64")]
    if read.plan.clock is not None:
        clock = stored([one or None for one in read.plan.clock.words], read.plan.clock.codes[rows], "str")
        words = read.plan.clock.words
        night = np.array([bool(one) and one < NIGHT_ENDS for one in words], dtype=bool)
        if night.any():
            day = day - night[read.plan.clock.codes[rows]].astype("timedelta64[D]")
        columns["time"] = clock.take(np.arange(len(rows)))
        codes.append(clock.codes)
    columns["date"] = day.astype("datetime64[us]")
    columns["line"] = read.lines[rows]
    if split:
        frame = pd.DataFrame(columns, copy=False)
        frame["movement"] = frame["movement"].str.split(r"\s*[,+;]\s*", regex=True)
        frame = frame.explode("movement", ignore_index=True)
        frame = frame[frame["movement"] != ""]
        made = schema.conform(frame, "exposures")
        return made.assign(seq=made.groupby(schema.keys("exposures")[:-1], dropna=False).cumcount())
    movement = read.plan.of("exposures", "movement")
    if moves is not None:
        codes.append(moves)
    elif movement is not None:
        codes.append(read.of(movement).codes[rows])
    columns["seq"] = repeats([day.astype("int64"), *codes])
    return schema.framed(columns, "exposures", len(rows))


def _wide(read: Columns) -> pd.DataFrame:
    """One try for each rated cell; its header is the movement."""
    uses = read.having("wide")
    rows = [np.flatnonzero(read.usable & read.of(use).known) for use in uses]
    if not sum(map(len, rows)):
        return schema.empty("exposures")
    row = np.concatenate(rows)
    move = np.repeat(np.arange(len(uses)), [len(one) for one in rows])
    felt = np.concatenate([read.of(use).take(at) for use, at in zip(uses, rows, strict=True)])
    order = np.lexsort((move, row, read.written[row]))
    names = pd.array([use.header for use in uses], dtype="str").take(move[order])
    return _tries(read, row[order], {"movement": names, "pain_during": felt[order]}, moves=move[order])


def repeats(keys: list[np.ndarray]) -> np.ndarray:
    """For each row how many rows with the same keys (whole numbers) stand above it."""
    code = np.zeros(len(keys[0]), dtype="int64")
    for one in keys:
        if len(one):
            code = code * (int(one.max()) - int(one.min()) + 1) + (one - one.min())
    number = np.zeros(len(code), dtype="int64")
    ordered = np.sort(code)
    # Sorting tells sooner than hashing that nothing repeats, which is usual.
    if (ordered[1:] == ordered[:-1]).any():
        again = pd.Series(code).duplicated(keep=False).to_numpy()
        number[again] = pd.Series(code[again]).groupby(code[again]).cumcount().to_numpy()
    return number
