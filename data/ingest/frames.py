"""From understood columns to the frames of the schema, with every refused cell accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from data import schema
from data.errors import Reason, Rejection
from data.ingest import dates, values

if TYPE_CHECKING:
    from data.ingest.plan import Plan, Use
    from data.ingest.table import Table

NIGHT_ENDS = "04:00"
"""A session before this belongs to the day before (science note 1.1)."""
GENERIC = {True: "Training", False: "Session"}
"""Name of the movement in a file that describes sessions without naming one (German file or not)."""
FILLING = {"line", "seq", "date", "time", "movement", "session", "family", "note"}


@dataclass
class Frames:
    """The three frames of a file and what was refused on the way."""

    days: pd.DataFrame
    exposures: pd.DataFrame
    factors: pd.DataFrame
    rejections: list[Rejection]
    averaged_days: int = 0


class Reader:
    """Turns the columns of one table into arrays; collects rejections."""

    def __init__(self, table: Table, plan: Plan, order: str) -> None:
        self.table, self.plan, self.order = table, plan, order
        self.lines = np.array(table.lines)
        self.rejections = list(table.rejections)
        self.averaged_days = 0

    def frames(self, *, split: bool) -> Frames:
        """All frames. split: a cell that lists several movements is one try of each."""
        written, day, time = self._when()
        usable = ~np.isnat(day)
        read = {id(use): self._cells(use, usable) for use in self.plan.uses if self._has_values(use)}
        exposures = self._exposures(day, time, usable, read, split=split)
        days = self._days(written, usable, read, several=time is not None and self.plan.shape == "day")
        factors = self._factors(written, usable, read)
        self.rejections.sort(key=lambda one: (one.row, one.column))
        return Frames(days, exposures, factors, self.rejections, self.averaged_days)

    @staticmethod
    def _has_values(use: Use) -> bool:
        return bool(use.table) and use.field not in {"date", "time"}

    def refuse(self, at: np.ndarray, use: Use, reason: Reason) -> None:
        """Reject the cells of `use` in the rows `at`."""
        for row in at:
            self.rejections.append(
                Rejection(int(self.lines[row]), use.header, use.cells[row].strip(), reason)
            )

    # -------------------------------------------------------------- when

    def _when(self) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Written day of each row (NaT where it has none), day it belongs to, and clock time ("" unknown).

        A try before 04:00 belongs to the day before, but the day values beside it (sleep, mood) stay on the
        written date, where the other rows of that date repeat them. Time is None when no row has one.
        """
        date_use = next(use for use in self.plan.uses if use.field == "date")
        codes, cells = pd.factorize(np.array(date_use.cells, dtype=object))
        found = [dates.read(cell, self.order) for cell in cells]
        day = np.array([one.day for one in found], dtype="datetime64[D]")[codes]
        for code, one in enumerate(found):
            if one.reason:
                self.refuse(np.flatnonzero(codes == code), date_use, one.reason)
        clock = np.array([one.time for one in found], dtype=object)[codes]
        own = self._clock()
        if own is not None:
            clock = np.where(own == "", clock, own)
        written = day
        night = (clock != "") & (clock.astype(str) < NIGHT_ENDS)
        if self.plan.shape != "day":
            day = np.where(night, day - np.timedelta64(1, "D"), day)
        return written, day, clock if (clock != "").any() else None

    def _clock(self) -> np.ndarray | None:
        use = next((use for use in self.plan.uses if use.field == "time" and use.table), None)
        if use is None:
            return None
        codes, cells = pd.factorize(np.array(use.cells, dtype=object))
        found = [dates.clock(cell) for cell in cells]
        for code, (cell, one) in enumerate(zip(cells, found, strict=True)):
            if one is None and not values.missing(cell):
                self.refuse(np.flatnonzero(codes == code), use, Reason.NOT_A_TIME)
        clocks: np.ndarray = np.array([one or "" for one in found], dtype=object)[codes]
        return clocks

    # -------------------------------------------------------------- cells

    def _cells(self, use: Use, usable: np.ndarray) -> np.ndarray:
        """Stored values of a column, object array with None for missing; refuses what cannot be read."""
        codes, cells = pd.factorize(np.array(use.cells, dtype=object))
        read = values.reader(use.column, use.scale)
        found = [read(cell) for cell in cells]
        for code, (_, reason) in enumerate(found):
            if reason:
                self.refuse(np.flatnonzero((codes == code) & usable), use, reason)
        stored: np.ndarray = np.array([*(value for value, _ in found), None], dtype=object)[:-1][codes]
        return stored

    def _fields(self, table: str, read: dict[int, np.ndarray]) -> dict[str, np.ndarray]:
        return {use.field: read[id(use)] for use in self.plan.uses if use.table == table and id(use) in read}

    # -------------------------------------------------------------- tables

    def _exposures(
        self,
        day: np.ndarray,
        time: np.ndarray | None,
        usable: np.ndarray,
        read: dict[int, np.ndarray],
        *,
        split: bool,
    ) -> pd.DataFrame:
        if self.plan.shape == "day":
            return schema.empty("exposures")
        fields = self._fields("exposures", read)
        if "movement" not in fields:
            fields["movement"] = np.full(len(day), GENERIC[self.plan.german], dtype=object)
        frame = pd.DataFrame({"date": day.astype("datetime64[us]"), **fields, "line": self.lines})
        frame["time"] = pd.Series(time if time is not None else [""] * len(day), dtype=object).replace(
            "", None
        )
        measured = [name for name in fields if name not in FILLING]
        said = frame[measured].notna().any(axis=1) if measured else pd.Series(data=False, index=frame.index)
        nameless = usable & frame["movement"].isna().to_numpy() & said.to_numpy()
        if nameless.any():
            movement = self.plan.of("exposures", "movement")
            if movement is not None:
                self.refuse(np.flatnonzero(nameless), movement, Reason.MISSING_MOVEMENT)
        kept = usable & frame["movement"].notna().to_numpy()
        if self.plan.shape == "session":
            kept &= said.to_numpy()
        frame = frame[kept]
        if split:
            frame = frame.assign(movement=frame["movement"].str.split(r"\s*[,+;]\s*", regex=True)).explode(
                "movement"
            )
        frame["seq"] = frame.groupby(["date", "time", "movement"], dropna=False).cumcount()
        return schema.conform(frame, "exposures")

    def _days(
        self, day: np.ndarray, usable: np.ndarray, read: dict[int, np.ndarray], *, several: bool
    ) -> pd.DataFrame:
        fields = self._fields("days", read)
        fields.pop("time", None)
        if (note := self._loose_notes(read)) is not None:
            fields["note"] = note
        if not fields:
            return schema.empty("days")
        frame = pd.DataFrame({"date": day.astype("datetime64[us]"), **fields, "line": self.lines})
        frame = frame[usable & frame[list(fields)].notna().any(axis=1).to_numpy()]
        if frame.empty:
            return schema.empty("days")
        frame = schema.conform(frame, "days")
        if several:
            self.averaged_days = int((frame["date"].value_counts() > 1).sum())
            return self._mean_of_day(frame)
        return self._one_per_day(frame, list(fields))

    def _loose_notes(self, read: dict[int, np.ndarray]) -> np.ndarray | None:
        """Notes of rows without a movement: they belong to the day, as there is no try to hold them."""
        note, movement = self.plan.of("exposures", "note"), self.plan.of("exposures", "movement")
        if note is None or movement is None:
            return None
        loose = read[id(note)].copy()
        loose[pd.notna(read[id(movement)])] = None
        return loose if pd.notna(loose).any() else None

    def _one_per_day(self, frame: pd.DataFrame, fields: list[str]) -> pd.DataFrame:
        """The first value of each day; a later one that differs is refused, notes are joined."""
        groups = frame.groupby("date", sort=True)
        first = groups.first()
        for name in fields:
            if name == "note":
                first[name] = groups[name].agg(_joined)
                continue
            expected = first[name].reindex(frame["date"]).to_numpy(dtype=object)
            own = frame[name].to_numpy(dtype=object)
            known = frame[name].notna().to_numpy()
            other = np.zeros(len(frame), dtype=bool)
            other[known] = own[known] != expected[known]
            use = self.plan.of("days", name)
            if other.any() and use is not None:
                at = np.searchsorted(self.lines, frame["line"].to_numpy()[other])
                self.refuse(at, use, Reason.CONFLICTING_DAY_VALUE)
        return schema.conform(first.reset_index(), "days")

    @staticmethod
    def _mean_of_day(frame: pd.DataFrame) -> pd.DataFrame:
        """Several timed entries a day: means of numbers, worst of worst, any of yes/no, notes joined."""
        how: dict[str, Any] = {}
        for one in schema.DAYS:
            if one.name == "date":
                continue
            plain = {"number": "mean", "yesno": "max", "integer": "min"}
            how[one.name] = _joined if one.kind == "text" else plain[one.kind]
        how["pain_worst"] = "max"
        return schema.conform(frame.groupby("date", sort=True).agg(how).reset_index(), "days")

    def _factors(self, day: np.ndarray, usable: np.ndarray, read: dict[int, np.ndarray]) -> pd.DataFrame:
        """Further numeric columns, one value per day (the mean of a day's values)."""
        parts = []
        for use in self.plan.uses:
            if use.table != "factors":
                continue
            part = pd.DataFrame(
                {"date": day.astype("datetime64[us]"), "value": read[id(use)], "line": self.lines}
            )
            part = part[usable].dropna(subset="value")
            part["value"] = part["value"].astype("float64")
            part = part.groupby("date", sort=True).agg({"value": "mean", "line": "min"}).reset_index()
            parts.append(part.assign(name=use.header, source="self_reported"))
        parts = [part for part in parts if len(part)]
        return (
            schema.conform(pd.concat(parts, ignore_index=True), "factors")
            if parts
            else schema.empty("factors")
        )


def _joined(notes: pd.Series) -> str | None:
    """All different notes of a day in one."""
    known = [str(one) for one in dict.fromkeys(notes.dropna())]
    return " / ".join(known) or None
