"""The database of Health Connect: opened in memory, its tables as columns of numbers, its moments as local clocks."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.errors import Reason, Rejection, UnreadableFile
from data.ingest.formats.local import EARLIEST, LATEST, from_offset, from_utc, zone_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from data.ingest.formats.base import Found
    from data.ingest.source import File
    from data.ingested import Answers

MAGIC = b"SQLite format 3\x00"
LIMIT = 1_000_000_000
BLOCK = 50_000
DAMAGE = (sqlite3.Error, OverflowError, UnicodeDecodeError)
"""What reading a damaged database raises; its own complaint may quote bytes that are no text."""
FARTHEST = 18 * 3600
"""No place on earth is further from UTC, in seconds."""
_JOURNAL = slice(18, 20)


@dataclass
class Base:
    """One opened database, and what its reading brings up beside measures.

    rows: records read so far. zone: the person's time zone once it is known. tell: called after every block of rows.
    """

    name: str
    connection: sqlite3.Connection
    found: Found
    answers: Answers
    tell: Callable[[], None]
    rows: int = 0
    rejections: list[Rejection] = field(default_factory=list)

    def table(self, name: str, columns: Sequence[str], needed: Sequence[str]) -> pd.DataFrame:
        """Columns of a table as float64, NaN where a cell says nothing, and `line`, its row id (0 without).

        Columns this version lacks are missing; a table without one of `needed` is empty. Text where a number belongs
        is rejected, and so is a record without one of the moments it needs.
        """
        # Names come from the reader, never from the file.
        known = {row[1] for row in self.connection.execute(f'PRAGMA table_info("{name}")')}
        if not known.issuperset(needed):
            return pd.DataFrame({one: np.array([], dtype="float64") for one in (*columns, "line")})
        held = [one for one in columns if one in known]
        number = "row_id" if "row_id" in known else "0"
        quoted = ", ".join(f'"{one}"' for one in held)
        cursor = self.connection.execute(f'SELECT {number}, {quoted} FROM "{name}"')  # noqa: S608 - constants
        moments = {one for one in needed if "time" in one}
        parts = [self._block(rows, held, moments) for rows in _blocks(cursor)]
        read = np.concatenate(parts, axis=1) if parts else np.empty((len(held) + 1, 0))
        frame = pd.DataFrame(dict(zip(("line", *held), read, strict=True)))
        frame["line"] = frame["line"].fillna(0)
        for one in columns:
            if one not in held:
                frame[one] = np.nan
        return frame

    def _block(self, rows: list[tuple[object, ...]], columns: list[str], moments: set[str]) -> np.ndarray:
        """Rows as columns of numbers, the row id first."""
        self.rows += len(rows)
        self.tell()
        turned = list(zip(*rows, strict=True))
        out = np.full((len(turned), len(rows)), np.nan)
        for at, cells in enumerate(turned):
            if {type(one) for one in cells} <= {int, float}:
                out[at] = cells
                continue
            out[at] = [float(one) if isinstance(one, int | float) else np.nan for one in cells]
            if at:
                self._refuse_others(cells, turned[0], columns[at - 1], moments)
        return out

    def _refuse_others(
        self, cells: Sequence[object], lines: Sequence[object], column: str, moments: set[str]
    ) -> None:
        for cell, line in zip(cells, lines, strict=True):
            at = line if isinstance(line, int) else 0
            if cell is None and column in moments:
                self.rejections.append(Rejection(at, column, "", Reason.MISSING_DATE, self.name))
            elif isinstance(cell, str | bytes):
                raw = cell.decode(errors="replace") if isinstance(cell, bytes) else cell
                self.rejections.append(Rejection(at, column, raw[:60], Reason.NOT_A_NUMBER, self.name))

    def refuse(self, frame: pd.DataFrame, at: np.ndarray, column: str) -> None:
        """Reject the values of a column where the mask `at` is true."""
        for line, value in frame.loc[at, ["line", column]].itertuples(index=False):
            self.rejections.append(
                Rejection(int(line), column, f"{value:.15g}", Reason.OUT_OF_RANGE, self.name)
            )

    def local(self, frame: pd.DataFrame, moment: str, *offsets: str) -> np.ndarray:
        """Local clock of moments (datetime64[s]) by the first offset of the row that is one, else by the zone.

        NaT for a moment that is missing or that no calendar has (rejected), and as long as the zone is asked for.
        """
        milliseconds = frame[moment].to_numpy()
        bad = np.isfinite(milliseconds) & ~(
            (milliseconds >= EARLIEST * 1000) & (milliseconds < LATEST * 1000)
        )
        self.refuse(frame, bad, moment)
        shift = np.full(len(frame), np.nan)
        for one in offsets:
            told = frame[one].to_numpy()
            with np.errstate(invalid="ignore"):
                shift = np.where(np.isnan(shift) & (np.abs(told) <= FARTHEST), told, shift)
        clocks = from_offset(milliseconds, shift)
        open_ = np.isnan(shift) & np.isfinite(milliseconds) & ~bad
        if open_.any():
            utc = from_offset(milliseconds[open_], 0)
            zone = zone_of(self.answers, self.found, moment, tuple(str(one) for one in utc[:2]))
            if zone is not None:
                self.found.facts["time_zone"] = zone
                clocks[open_] = from_utc(utc, zone)
        return clocks


def _blocks(cursor: sqlite3.Cursor) -> Iterator[list[tuple[object, ...]]]:
    while rows := cursor.fetchmany(BLOCK):
        yield rows


def opened(file: File) -> sqlite3.Connection:
    """The database in memory, read only. Raises one of `DAMAGE`, UnreadableFile (`too_large`)."""
    content = file.read(LIMIT)
    if content[_JOURNAL] == b"\x02\x02":
        # Written with a log beside it that was not handed in; without this the file is not opened at all.
        content = content[: _JOURNAL.start] + b"\x01\x01" + content[_JOURNAL.stop :]
    base = sqlite3.connect(":memory:")
    base.text_factory = lambda raw: raw.decode(errors="replace")
    try:
        base.deserialize(content)
        base.execute("PRAGMA query_only = ON")
    except DAMAGE:
        base.close()
        raise
    return base


def broken(file: File, error: Exception) -> UnreadableFile:
    """The refusal of a database that cannot be read to its end."""
    why = f" ({error})" if isinstance(error, sqlite3.Error) else ""
    message = f"{file.name} is a damaged database{why}. Export it again and choose the new file."
    return UnreadableFile("database_broken", message, name=file.name)
