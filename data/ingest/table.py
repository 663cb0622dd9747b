"""From text to columns of strings: delimiter, header, lines of the file, rows that are too long or too short."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from data.errors import Reason, Rejection, UnreadableFile
from data.ingest import dates
from data.ingest.headers import known

DELIMITERS = (";", ",", "\t", "|")
LOOK = 60
"""Rows that decide the delimiter."""
PREAMBLE = 12
"""Lines among which the header is looked for."""
csv.field_size_limit(1_000_000)


@dataclass
class Table:
    """A file as text columns. lines: 1-based line of the file where each row begins."""

    header: list[str]
    columns: list[list[str]]
    lines: list[int]
    delimiter: str
    preamble: int = 0
    rejections: list[Rejection] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)


def parse(text: str, name: str) -> Table:
    """The table in a text. Blank lines are no rows.

    Raises UnreadableFile (`no_rows`: a header and nothing below; `broken`: quotes that never close).
    """
    skipped, delimiter, body = _declared(text)
    delimiter = delimiter or _delimiter(body)
    try:
        rows = [
            (line + skipped, cells) for line, cells in _rows(body, delimiter) if any(map(str.strip, cells))
        ]
    except csv.Error as error:
        raise _broken(name, str(error), skipped + 1) from error
    at = _header_at([cells for _, cells in rows[:PREAMBLE]])
    header = [cell.strip() for cell in rows[at][1]] if rows else []
    while len(header) > 1 and not header[-1]:
        header.pop()
    _require_closed(body, rows, delimiter, len(header), name)
    if len(rows) <= at + 1:
        message = f"{name} holds a header but no entries. Add at least one line below it."
        raise UnreadableFile("no_rows", message, name=name)
    return _fit(header, rows[at + 1 :], delimiter, at)


def _broken(name: str, why: str, line: int) -> UnreadableFile:
    message = f"{name} is broken near line {line} ({why}). Save it as CSV again in your spreadsheet program."
    return UnreadableFile("broken", message, name=name, line=line)


def _require_closed(
    body: str, rows: list[tuple[int, list[str]]], delimiter: str, width: int, name: str
) -> None:
    """No quote that swallows the rows below it: they would vanish inside one cell.

    A line inside a cell counts as a row when it is as wide as the table and holds a date; a long note does not.
    """
    if '"' not in body:
        return
    nexts = [line for line, _ in rows[1:]] + [10**9]
    for line, cells in (row for row, after in zip(rows, nexts, strict=True) if after - row[0] > 1):
        for cell in cells:
            inner = cell.splitlines()[1:] if "\n" in cell or "\r" in cell else []
            if any(_looks_like_a_row(one, delimiter, width) for one in inner):
                raise _broken(name, "a quote is not closed", line)
    if rows and body.count('"') % 2 and any("\n" in cell.rstrip() for cell in rows[-1][1]):
        raise _broken(name, "a quote is not closed", rows[-1][0])


def _looks_like_a_row(line: str, delimiter: str, width: int) -> bool:
    cells = line.split(delimiter)
    return len(cells) >= max(2, width) and any(dates.read(cell.strip('" '), "dmy").day for cell in cells)


def _declared(text: str) -> tuple[int, str, str]:
    """A first line `sep=;` as Excel writes it: lines skipped, delimiter, the rest."""
    body = text.lstrip("\ufeff")
    first = body.splitlines()[0] if body else ""
    word = first.strip(" ").strip('"')
    if word.lower().startswith("sep=") and len(word) == len("sep=") + 1:
        return 1, word[-1], body[len(first) :].removeprefix("\r").removeprefix("\n")
    return 0, "", body


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=delimiter != "\t"
    )
    found, line = [], 1
    for cells in reader:
        found.append((line, cells))
        line = reader.line_num + 1
    return found


def _delimiter(text: str) -> str:
    """The delimiter that makes most sense: known headers first, then rows of equal width."""
    lines = "".join(islice(io.StringIO(text, newline=None), LOOK))
    return max(DELIMITERS, key=lambda one: _sense(lines, one))


def _sense(text: str, delimiter: str) -> tuple[int, float, int]:
    try:
        rows = [cells for _, cells in _rows(text, delimiter) if any(map(str.strip, cells))]
    except csv.Error:
        return 0, 0.0, 0
    if not rows:
        return 0, 0.0, 0
    width, times = Counter(map(len, rows)).most_common(1)[0]
    if width == 1:
        return 0, 0.0, 1
    names = max(sum(map(known, cells)) for cells in rows[:PREAMBLE])
    return names, times / len(rows), width


def _header_at(rows: list[list[str]]) -> int:
    """The first row that names two known columns; else the first row."""
    return next((at for at, cells in enumerate(rows) if sum(map(known, cells)) > 1), 0)


def _fit(header: list[str], rows: list[tuple[int, list[str]]], delimiter: str, preamble: int) -> Table:
    """All rows at the width of the header. A row that is too long keeps what stands before its last column."""
    width = len(header)
    rejections = []
    for at, (line, cells) in enumerate(rows):
        if len(cells) == width:
            continue
        if len(cells) < width:
            missing = header[len(cells)]
            rejections.append(Rejection(line, missing, delimiter.join(cells), Reason.TOO_FEW_CELLS))
            rows[at] = (line, cells + [""] * (width - len(cells)))
        elif any(cell.strip() for cell in cells[width:]):
            tail = delimiter.join(cells[width - 1 :])
            rejections.append(Rejection(line, header[-1], tail, Reason.TOO_MANY_CELLS))
            rows[at] = (line, [*cells[: width - 1], ""])
        else:
            rows[at] = (line, cells[:width])
    columns = [list(column) for column in zip(*(cells for _, cells in rows), strict=True)]
    return Table(header, columns, [line for line, _ in rows], delimiter, preamble, rejections)
