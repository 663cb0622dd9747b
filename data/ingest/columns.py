"""The columns of a table as they are stored, with every refused cell accounted for.

Everything is read once per distinct text and spread over the rows by number, so that a row costs next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from data.ingest import lengths, reading
from data.ingest.plan import RATED

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from data.errors import Reason
    from data.ingest.plan import Plan, Use
    from data.ingest.refused import Chunk
    from data.ingest.table import Table

MANY = 2000
"""Distinct numbers from which on plain ones are converted together."""


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


class Columns:
    """What the columns of one table hold; collects rejections.

    written: the local day each row was written under. usable: which rows have one. chunks: the refused cells.
    """

    def __init__(self, table: Table, plan: Plan) -> None:
        if plan.days is None:
            raise ValueError("the days of the rows are not known yet")
        self.plan, self.lines = plan, table.lines
        self.written: np.ndarray = plan.days
        self.usable: np.ndarray = ~np.isnat(plan.days)
        self.chunks: list[Chunk] = []
        self._read: dict[int, Stored] = {}
        for at, use, reason in plan.refused:
            self.refuse(at, use, reason)

    def fill(self, pool: Executor) -> None:
        """Read all columns, as many at a time as the pool works on."""
        uses = [use for use in self.plan.uses if _has_values(use)]
        self._read = dict(zip(map(id, uses), pool.map(self._cells, uses), strict=True))

    def refuse(self, at: np.ndarray, use: Use, reason: Reason) -> None:
        """Reject the cells of `use` in the rows `at`."""
        if len(at):
            self.chunks.append((self.lines[at], use.header, use.cells, at, reason))

    def of(self, use: Use) -> Stored:
        """What a column holds."""
        return self._read[id(use)]

    def having(self, *tables: str) -> list[Use]:
        """The columns that were read for these tables or roles."""
        return [use for use in self.plan.uses if use.table in tables and id(use) in self._read]

    def fields(self, table: str) -> dict[str, tuple[Use, Stored]]:
        """Field of a table -> its column and what that holds."""
        return {use.field: (use, self.of(use)) for use in self.having(table)}

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
