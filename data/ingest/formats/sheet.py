"""Delimited text of an export with known headers: columns by name, whole columns converted at once.

Unlike a hand-kept table an export states its columns, so nothing is proposed here: a reader names a column and
what it holds. Cells that cannot be read become rejections, with the line of the file.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.errors import Reason, Rejection, UnreadableFile
from data.ingest import dates, values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

    from data.ingest.source import File

csv.field_size_limit(10_000_000)


@dataclass
class Sheet:
    """Rows of one file. header: names without outer spaces; the second of two equal names is "name.1".

    columns: cells of each header, outer spaces removed, short rows filled with "". lines: 1-based lines of the
    file. rejections: collected while columns are converted.
    """

    name: str
    header: list[str]
    columns: dict[str, np.ndarray]
    lines: np.ndarray
    rejections: list[Rejection] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    def has(self, *names: str) -> bool:
        """Whether all these columns are there."""
        return all(one in self.columns for one in names)

    def first(self, *names: str) -> str:
        """The first of these headers that the file has, "" without."""
        return next((one for one in names if one in self.columns), "")

    def refuse(self, at: np.ndarray, column: str, reason: Reason) -> None:
        """Reject the cells of a column where the mask `at` is true."""
        import numpy as np

        for row in np.flatnonzero(at):
            cell = str(self.columns[column][row])
            self.rejections.append(Rejection(int(self.lines[row]), column, cell, reason, self.name))

    def numbers(
        self,
        column: str,
        *,
        decimal: str = ".",
        missing: Sequence[str] = (),
        read: Callable[[str], float | None] | None = None,
    ) -> np.ndarray:
        """A column as float64, NaN where it says nothing; what is no number is rejected.

        decimal: "." or ",", the other one groups thousands. missing: further marks ("-1", "--" is known). read: how
        one cell is read instead, None when it cannot be.
        """
        import numpy as np
        import pandas as pd

        codes, cells = pd.factorize(self.columns[column])
        absent = {one.casefold() for one in missing}
        scale = values.Scale(decimal, grouped=True)
        wrong = _MISGROUPED[decimal]
        reader = read or (lambda cell: None if wrong.search(cell) else values.number(cell.lstrip("'"), scale))
        stored, bad = np.full(len(cells), np.nan), np.zeros(len(cells), dtype=bool)
        for at, cell in enumerate(cells):
            if values.missing(cell) or cell.casefold() in absent:
                continue
            value = reader(cell)
            bad[at] = value is None
            stored[at] = np.nan if value is None else value
        if bad.any():
            self.refuse(bad[codes], column, Reason.NOT_A_NUMBER)
        found: np.ndarray = stored[codes]
        return found

    def days(
        self, column: str, *, order: str = "dmy", read: Callable[[str], object] | None = None
    ) -> np.ndarray:
        """A column of dates (with or without a time) as datetime64[D]; what is no date is rejected, empty is NaT.

        order: `dmy` or `mdy` for slashed dates, from `dates.order_of` over the whole column. read: how one cell is
        read instead (a `datetime.date`, or None).
        """
        import numpy as np
        import pandas as pd

        codes, cells = pd.factorize(self.columns[column])
        reads = [dates.read(cell, order) for cell in cells] if read is None else []
        days = (
            [one.day for one in reads] if read is None else [read(cell) if cell else None for cell in cells]
        )
        if read is None:
            reasons = [one.reason for one in reads]
        else:
            reasons = [None if day else Reason.NOT_A_DATE for day in days]
        for at, (cell, reason) in enumerate(zip(cells, reasons, strict=True)):
            if reason:
                self.refuse(codes == at, column, Reason.MISSING_DATE if not cell else reason)
        found: np.ndarray = np.array(days, dtype="datetime64[D]")[codes]
        return found

    def moments(self, column: str, pattern: str, *, order: str = "") -> np.ndarray:
        """A column of local date and time by a `strptime` pattern as datetime64[s]; what does not fit is rejected.

        A trailing offset ("+02:00", "Z", "UTC+0200") is cut off: what remains is the local clock.
        """
        import numpy as np
        import pandas as pd

        codes, cells = pd.factorize(self.columns[column])
        texts = pd.Series([_OFFSET.sub("", str(cell)) for cell in cells], dtype="str")
        found = pd.to_datetime(texts, format=order or pattern, errors="coerce").to_numpy("datetime64[s]")
        bad = np.isnat(found)
        for at in np.flatnonzero(bad):
            reason = Reason.NOT_A_DATE if cells[at] else Reason.MISSING_DATE
            self.refuse(codes == at, column, reason)
        moments: np.ndarray = found[codes]
        return moments


_MISGROUPED = {
    ".": re.compile(r",(?!\d{3}(?!\d))|,\d{3}\.\d*,|\..*,"),
    ",": re.compile(r"\.(?!\d{3}(?!\d))|,.*\."),
}
"""Marks of thousands that do not stand before three digits: the other sign is meant, and guessing would shift it."""
_OFFSET = re.compile(r"\s*(?:Z|(?:UTC|GMT)?[+-]\d{2}:?\d{2})$")


def sheet(file: File, *, delimiter: str = ",", header_line: int = 1) -> Sheet:
    """Read a whole file. header_line: the line of the header, 1 unless metadata or a preamble stands above it.

    Rows that are too long lose only empty cells; otherwise they are rejected whole (`too_many_cells`), because
    every cell after the extra one would stand in the wrong column. Raises UnreadableFile (`no_rows`, `broken`).
    """
    import numpy as np

    from data.ingest.decode import text_of

    text, _ = text_of(file.read(), file.name)
    text = closed(text.lstrip("\ufeff"), delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    lines: list[int] = []
    header: list[str] = []
    rejections: list[Rejection] = []
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if line < header_line or not any(map(str.strip, cells)):
                continue
            cells = [cell.strip() for cell in cells]
            if not header:
                header = _unique(cells)
                continue
            if any(cells[len(header) :]):
                raw = delimiter.join(cells)
                rejections.append(Rejection(line, "", raw, Reason.TOO_MANY_CELLS, file.name))
                continue
            rows.append((cells + [""] * len(header))[: len(header)])
            lines.append(line)
    except csv.Error as error:
        message = f"{file.name} is broken near line {before + 1} ({error}). Export it again."
        raise UnreadableFile("broken", message, name=file.name, line=before + 1) from error
    turned = zip(*rows, strict=True) if rows else ([] for _ in header)
    columns = {name: np.array(cells, dtype=object) for name, cells in zip(header, turned, strict=True)}
    return Sheet(file.name, header, columns, np.array(lines, dtype="int64"), rejections)


def closed(text: str, delimiter: str) -> str:
    """The same text, where a quote that is never closed is none: it would swallow every row below it.

    A file that breaks off inside a note ends so, and an inch mark at the start of a cell reads so.
    """
    if text.count('"') % 2 == 0:
        return text
    start = before = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for _ in reader:
            start, before = before, reader.line_num
        lines = list(io.StringIO(text, newline=""))
        for _ in csv.reader(lines[start:], delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            head, _, tail = lines[start].rpartition('"')
            return "".join([*lines[:start], head, tail, *lines[start + 1 :]])
    return text


def _unique(header: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    names = []
    for name in header:
        at = seen.get(name, 0)
        names.append(f"{name}.{at}" if at else name)
        seen[name] = at + 1
    return names
