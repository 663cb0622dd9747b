"""From understood columns to the frames of the schema, with every refused cell accounted for.

Everything is read once per distinct text and spread over the rows by number, so that a row costs next to nothing.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from data import calendar, schema
from data.errors import Reason
from data.ingest import lengths, reading
from data.ingest.plan import RATED
from data.ingest.refused import Refused

if TYPE_CHECKING:
    from data.ingest.plan import Plan, Use
    from data.ingest.table import Table

NIGHT_ENDS = calendar.NIGHT_ENDS.strftime("%H:%M")
GENERIC = {True: "Training", False: "Session"}
"""Name of the movement in a file that describes sessions without naming one (German file or not)."""
FILLING = {"line", "seq", "date", "time", "movement", "session", "family", "note"}
MANY = 2000
"""Distinct numbers from which on plain ones are converted together."""


@dataclass
class Frames:
    """The three frames of a file and what was refused on the way."""

    days: pd.DataFrame
    exposures: pd.DataFrame
    factors: pd.DataFrame
    rejections: Refused
    averaged_days: int = 0


@dataclass(frozen=True)
class Stored:
    """A column as it is stored: `values[codes[row]]`, code -1 = missing. Equal values have equal codes."""

    codes: np.ndarray
    values: pd.api.extensions.ExtensionArray | np.ndarray

    @property
    def known(self) -> np.ndarray:
        """Which rows hold a value."""
        found: np.ndarray = self.codes >= 0
        return found

    def take(self, rows: np.ndarray) -> Any:  # noqa: ANN401 - array of the column's dtype
        """The values of these rows."""
        codes = self.codes[rows]
        if isinstance(self.values, np.ndarray):
            return np.append(self.values, np.nan)[codes]
        return self.values.take(codes, allow_fill=True)


def stored(found: list[object], codes: np.ndarray, dtype: str) -> Stored:
    """Words' values (None = missing) spread over rows by the codes of the words."""
    places: dict[object, int] = {}
    word_code = np.array(
        [-1 if one is None else places.setdefault(one, len(places)) for one in found], dtype="int32"
    )
    kept = list(places)
    # Where every word has a value of its own, the codes of the words are those of the values.
    own = codes if np.array_equal(word_code, np.arange(len(found))) else word_code[codes]
    if dtype == "float64":
        return Stored(own, np.array(kept, dtype="float64"))
    return Stored(own, pd.array(kept, dtype=dtype))


class Reader:
    """Turns the columns of one table into frames; collects rejections."""

    def __init__(self, table: Table, plan: Plan, file: str = "") -> None:
        self.table, self.plan, self.file = table, plan, file
        self.lines = table.lines
        self.chunks: list[Any] = []
        self.averaged_days = 0

    def frames(self, *, split: bool) -> Frames:
        """All frames. split: a cell that lists several movements is one try of each."""
        if self.plan.days is None:
            raise ValueError("the days of the rows are not known yet")
        for at, use, reason in self.plan.refused:
            self.refuse(at, use, reason)
        self.written = self.plan.days
        self.usable = ~np.isnat(self.written)
        # Columns are worked on two at a time; refused cells are sorted by row in the end.
        with ThreadPoolExecutor(2) as pool:
            uses = [use for use in self.plan.uses if _has_values(use)]
            self.read = dict(zip(map(id, uses), pool.map(self._cells, uses), strict=True))
            tries = pool.submit(self._exposures, split=split)
            days, factors = pool.submit(self._days), pool.submit(self._factors)
            exposures, days, factors = tries.result(), days.result(), factors.result()
        rejections = Refused(self.table.rejections, self.chunks, self.file)
        return Frames(days, exposures, factors, rejections, self.averaged_days)

    def refuse(self, at: np.ndarray, use: Use, reason: Reason) -> None:
        """Reject the cells of `use` in the rows `at`."""
        if len(at):
            self.chunks.append((self.lines[at], use.header, use.cells, at, reason))

    # -------------------------------------------------------------- cells

    def _cells(self, use: Use) -> Stored:
        """Stored values of a column; refuses what cannot be read."""
        words = use.cells.words
        found, reasons = _plain_numbers(use) if len(words) > MANY else ([None] * len(words), {})
        reader = reading.reader(use.column, use.scale)
        counts = use.cells.counts
        for at, word in enumerate(words):
            if not counts[at] or found[at] is not None or word in use.absent:
                continue
            found[at], reason = reader(word)
            if reason:
                reasons[at] = reason
        if reasons:
            self._refuse_words(use, reasons)
        return stored(found, use.cells.codes, use.column.dtype)

    def _refuse_words(self, use: Use, reasons: dict[int, Reason]) -> None:
        """All rows of bad words, one pass over the column per reason."""
        codes = use.cells.codes
        for reason in dict.fromkeys(reasons.values()):
            bad = np.zeros(len(use.cells.words), dtype=bool)
            bad[[at for at, one in reasons.items() if one is reason]] = True
            self.refuse(np.flatnonzero(bad[codes] & self.usable), use, reason)

    def _of(self, table: str) -> dict[str, tuple[Use, Stored]]:
        return {
            use.field: (use, self.read[id(use)])
            for use in self.plan.uses
            if use.table == table and id(use) in self.read
        }

    # -------------------------------------------------------------- tries

    def _exposures(self, *, split: bool) -> pd.DataFrame:
        if self.plan.shape == "wide":
            return self._wide()
        if self.plan.shape not in {"try", "session"}:
            return schema.empty("exposures")
        fields = self._of("exposures")
        measured = [one.known for name, (_, one) in fields.items() if name not in FILLING]
        measured += [one.known for _, one in self._of("after").values()]
        said = np.logical_or.reduce(measured) if measured else np.zeros(len(self.lines), dtype=bool)
        movement = fields.get("movement")
        named = movement[1].known if movement else np.ones(len(self.lines), dtype=bool)
        if movement:
            self.refuse(np.flatnonzero(self.usable & ~named & said), movement[0], Reason.MISSING_MOVEMENT)
        kept = self.usable & named & (said if self.plan.shape == "session" else True)
        rows = np.flatnonzero(kept)
        columns: dict[str, Any] = {name: one.take(rows) for name, (_, one) in fields.items()}
        for _, one in self._of("after").values():
            columns["pain_during"] = np.fmax(columns.get("pain_during", np.nan), one.take(rows))
        if not movement:
            columns["movement"] = pd.array([GENERIC[self.plan.german]], dtype="str").take(
                np.zeros(len(rows), dtype=int)
            )
        return self._tries(rows, columns, split=split)

    def _tries(
        self,
        rows: np.ndarray,
        columns: dict[str, Any],
        *,
        split: bool = False,
        moves: np.ndarray | None = None,
    ) -> pd.DataFrame:
        """Tries of these rows: the day they belong to, their time, and a number for repeats.

        moves: a number for the movement of each try, where no column of the file tells it.
        """
        day, codes = self.written[rows], [np.zeros(len(rows), dtype="int64")]
        if self.plan.clock is not None:
            clock = stored([one or None for one in self.plan.clock.words], self.plan.clock.codes[rows], "str")
            words = self.plan.clock.words
            night = np.array([bool(one) and one < NIGHT_ENDS for one in words], dtype=bool)
            if night.any():
                day = day - night[self.plan.clock.codes[rows]].astype("timedelta64[D]")
            columns["time"] = clock.take(np.arange(len(rows)))
            codes.append(clock.codes)
        columns["date"] = day.astype("datetime64[us]")
        columns["line"] = self.lines[rows]
        if split:
            frame = pd.DataFrame(columns, copy=False)
            frame["movement"] = frame["movement"].str.split(r"\s*[,+;]\s*", regex=True)
            frame = frame.explode("movement", ignore_index=True)
            frame = frame[frame["movement"] != ""]
            made = schema.conform(frame, "exposures")
            return made.assign(seq=made.groupby(schema.keys("exposures")[:-1], dropna=False).cumcount())
        movement = self.plan.of("exposures", "movement")
        if moves is not None:
            codes.append(moves)
        elif movement is not None:
            codes.append(self.read[id(movement)].codes[rows])
        columns["seq"] = repeats([day.astype("int64"), *codes])
        return schema.framed(columns, "exposures", len(rows))

    def _wide(self) -> pd.DataFrame:
        """One try for each rated cell; its header is the movement."""
        uses = [use for use in self.plan.uses if use.table == "wide" and id(use) in self.read]
        rows = [np.flatnonzero(self.usable & self.read[id(use)].known) for use in uses]
        if not sum(map(len, rows)):
            return schema.empty("exposures")
        row = np.concatenate(rows)
        move = np.repeat(np.arange(len(uses)), [len(one) for one in rows])
        felt = np.concatenate([self.read[id(use)].take(at) for use, at in zip(uses, rows, strict=True)])
        order = np.lexsort((move, row, self.written[row]))
        names = pd.array([use.header for use in uses], dtype="str").take(move[order])
        return self._tries(row[order], {"movement": names, "pain_during": felt[order]}, moves=move[order])

    # -------------------------------------------------------------- days

    def _days(self) -> pd.DataFrame:
        fields = self._of("days")
        fields.pop("time", None)
        loose = self._loose_notes()
        if loose is not None:
            fields["note"] = loose
        fields |= self._summed_up(fields)
        said = [one.known for _, one in fields.values()]
        rows = np.flatnonzero(self.usable & np.logical_or.reduce(said)) if said else np.zeros(0, dtype=int)
        if not len(rows):
            return schema.empty("days")
        timed = self.plan.field("time") is not None or self.plan.clock is not None
        if self.plan.shape == "events" or (timed and self.plan.shape in {"day", "wide"}):
            return self._mean_of_day(fields, rows)
        return self._one_per_day(fields, rows)

    def _loose_notes(self) -> tuple[Use, Stored] | None:
        """Notes of rows without a movement: they belong to the day, as there is no try to hold them."""
        note, movement = self.plan.of("exposures", "note"), self.plan.of("exposures", "movement")
        if note is None or movement is None:
            return None
        own, named = self.read[id(note)], self.read[id(movement)].known
        codes = np.where(named, -1, own.codes)
        return (note, Stored(codes, own.values)) if (codes >= 0).any() else None

    def _summed_up(self, fields: dict[str, tuple[Use, Stored]]) -> dict[str, tuple[Use, Stored]]:
        """The worst body part is the worst pain of the day; times of the day make its average and its worst."""
        found: dict[str, tuple[Use, Stored]] = {}
        morning = next((use for use in self.plan.uses if use.table == "parts" and _is_morning(use)), None)
        if morning is not None and id(morning) in self.read and "pain_morning" not in fields:
            found["pain_morning"] = (morning, self.read[id(morning)])
        for role, names in (("places", ("pain_worst",)), ("parts", ("pain_worst", "pain_avg"))):
            uses = [use for use in self.plan.uses if use.table == role and id(use) in self.read]
            if not uses:
                continue
            matrix = np.vstack([self.read[id(use)].take(np.arange(len(self.lines))) for use in uses])
            known = ~np.isnan(matrix)
            for name in names:
                if name in fields or (role == "places" and "pain_avg" in fields):
                    continue  # One body part is not the worst of a day whose pain is told itself.
                if name == "pain_worst":
                    merged = np.where(known, matrix, -np.inf).max(axis=0)
                    if "pain_avg" in fields:  # No average is higher than the worst.
                        merged = np.fmax(merged, fields["pain_avg"][1].take(np.arange(len(self.lines))))
                else:
                    merged = np.where(known, matrix, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
                codes, kept = pd.factorize(np.where(known.any(axis=0), merged, np.nan))
                found[name] = (uses[0], Stored(codes, kept))
        return found

    def _one_per_day(self, fields: dict[str, tuple[Use, Stored]], rows: np.ndarray) -> pd.DataFrame:
        """The first value of each day; a later one that differs is refused, notes are joined."""
        day = self.written[rows].astype("int64")
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
                self.refuse(rows[other], use, Reason.CONFLICTING_DAY_VALUE)
        columns["line"] = self.lines[rows[first_row]]
        return schema.framed(columns, "days", len(dates))

    def _mean_of_day(self, fields: dict[str, tuple[Use, Stored]], rows: np.ndarray) -> pd.DataFrame:
        """Several entries a day: means of numbers, worst of worst, any of yes/no, notes joined."""
        columns = {name: one.take(rows) for name, (_, one) in fields.items()}
        columns["date"] = self.written[rows].astype("datetime64[us]")
        frame = pd.DataFrame(columns, copy=False)
        how: dict[str, Any] = {}
        for name in fields:
            kind = schema.column("days", name).kind
            how[name] = _joined if kind == "text" else {"number": "mean", "yesno": "max"}[kind]
        if "pain_avg" in fields and "pain_worst" not in fields and self.plan.shape == "events":
            frame["pain_worst"] = frame["pain_avg"]
            how["pain_worst"] = "max"
        if "pain_worst" in fields:
            how["pain_worst"] = "max"
        grouped = frame.assign(line=self.lines[rows]).groupby("date", sort=True)
        self.averaged_days = int((grouped.size() > 1).sum())
        return schema.conform(grouped.agg(how | {"line": "min"}).reset_index(), "days")

    # -------------------------------------------------------------- factors

    def _factors(self) -> pd.DataFrame:
        """Further numeric columns, one value per day (the mean of a day's values)."""
        names = self._names()
        parts = []
        for use in self.plan.uses:
            if use.table not in {"factors", "places"} or id(use) not in self.read:
                continue
            one = self.read[id(use)]
            rows = np.flatnonzero(self.usable & one.known)
            if not len(rows):
                continue
            day = self.written[rows].astype("int64")
            if names is not None and use.field == "pain_avg":
                parts.append(_by_name(names, day, rows, one, self.lines))
                continue
            dates, place, count = np.unique(day, return_inverse=True, return_counts=True)
            total = np.bincount(place, weights=one.take(rows))
            first = np.full(len(dates), len(rows), dtype="int64")
            first[place[::-1]] = np.arange(len(rows))[::-1]
            part = pd.DataFrame({"date": dates, "value": total / count, "line": self.lines[rows[first]]})
            parts.append(part.assign(name=schema.PLACE + use.header if use.table == "places" else use.field))
        if not parts:
            return schema.empty("factors")
        whole = pd.concat(parts, ignore_index=True).assign(source="self_reported")
        whole["date"] = whole["date"].to_numpy().astype("datetime64[D]").astype("datetime64[us]")
        return schema.conform(whole, "factors")

    def _names(self) -> Use | None:
        return next((use for use in self.plan.uses if use.table == "names" and use.field == "factor"), None)


def _by_name(names: Use, day: np.ndarray, rows: np.ndarray, one: Stored, lines: np.ndarray) -> pd.DataFrame:
    """Events as factors: the mean rating of each name on each day."""
    words = pd.array([word or None for word in names.cells.words], dtype="str").take(names.cells.codes[rows])
    frame = pd.DataFrame({"date": day, "name": words, "value": one.take(rows), "line": lines[rows]})
    grouped = frame.dropna(subset="name").groupby(["date", "name"], sort=True)
    return grouped.agg({"value": "mean", "line": "min"}).reset_index()


def _is_morning(use: Use) -> bool:
    return any(word in use.header.casefold() for word in ("morgen", "früh", "morning"))


def _has_values(use: Use) -> bool:
    return use.table in {"days", "exposures", "factors", *RATED} and use.field not in {"date", "time"}


def _plain_numbers(use: Use) -> tuple[list[object], dict[int, Reason]]:
    """Many distinct plain numbers at once; what is not plain stays None and is read on its own."""
    column, scale, words = use.column, use.scale, use.cells.words
    if column.kind != "number" or column.name in lengths.SECONDS or scale.grouped or scale.words:
        return [None] * len(words), {}
    texts = pd.Series(words, dtype="str")
    sign = "," if scale.decimal == "," else r"\."
    plain = texts.str.fullmatch(rf"-?\d{{1,12}}(?:{sign}\d{{1,12}})?").to_numpy()
    numbers = np.full(len(words), np.nan)
    numbers[plain] = texts[plain].str.replace(",", ".", regex=False).astype("float64")
    numbers = np.round((numbers - scale.offset) * scale.factor, 9)
    numbers = 10 - numbers if scale.turned else numbers
    low = -np.inf if column.low is None else column.low
    high = np.inf if column.high is None else column.high
    fits = plain & (numbers >= low) & (numbers <= high)
    return [value if ok else None for value, ok in zip(numbers.tolist(), fits.tolist(), strict=True)], {}


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


def _joined_notes(one: Stored, rows: np.ndarray, place: np.ndarray, size: int) -> Any:  # noqa: ANN401 - text array
    texts = pd.Series(one.take(rows)).groupby(place).agg(_joined)
    return pd.array(texts.reindex(range(size)).tolist(), dtype="str")


def _joined(notes: pd.Series) -> str | None:
    """All different notes of a day in one."""
    known = [str(one) for one in dict.fromkeys(notes.dropna())]
    return " / ".join(known) or None
