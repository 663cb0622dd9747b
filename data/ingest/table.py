"""From text to cells: delimiter, header line, quoted cells, ragged rows and the true line of each row."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Final

from data.errors import Reason, Rejection, UnreadableFile
from data.ingest import headers

DELIMITERS: Final = (";", ",", "\t", "|")
_LOOK: Final = 12


@dataclass(frozen=True)
class Table:
    """Cells as written. rows: equally long lists of stripped text; lines: 1-based line of each in the file.

    found: data lines of the file, also those whose cells could not be placed (they are in `rejections`).
    """

    headers: list[str]
    rows: list[list[str]]
    lines: list[int]
    found: int
    delimiter: str
    rejections: list[Rejection]


def split(text: str) -> Table:
    """Cells of a delimited text. Raises UnreadableFile where there is no header or no row under it."""
    text = text.lstrip("\ufeff")
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').casefold()
    skipped = 0
    delimiter = ""
    if told.startswith("sep=") and len(told) == 5:
        delimiter, text, skipped = told[4], rest, 1
    delimiter = delimiter or _delimiter(text)
    parsed = [(line + skipped, row) for line, row in _parse(text, delimiter) if any(row)]
    start = _header(parsed)
    names = parsed[start][1] if parsed else []
    while names and not names[-1]:
        names.pop()
    if len(parsed) <= start + 1:
        raise UnreadableFile("no_rows", "Found no rows under the header; at least one day is expected.")
    return _even(names, parsed[start + 1 :], delimiter)


def _parse(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    out, line = [], 1
    try:
        for row in reader:
            out.append((line, [cell.strip() for cell in row]))
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"Line {line} is no row of a table; export the diary as CSV again."
        raise UnreadableFile("not_a_table", message, line=line) from error
    return out


def _delimiter(text: str) -> str:
    top = text.split("\n")[:_LOOK]

    def score(sign: str) -> tuple[int, int]:
        return max(sum(bool(headers.field(cell)) for cell in line.split(sign)) for line in top), max(
            line.count(sign) for line in top
        )

    return max(DELIMITERS, key=score)


def _header(parsed: list[tuple[int, list[str]]]) -> int:
    for index, (_, row) in enumerate(parsed[:_LOOK]):
        if any(headers.field(cell) == "date" for cell in row):
            return index
    return 0


def _even(names: list[str], parsed: list[tuple[int, list[str]]], delimiter: str) -> Table:
    width, rows, lines, bad = len(names), [], [], []
    # surplus cells behind a free text are most likely its own commas; elsewhere nobody can tell what moved
    last_is_text = bool(names) and headers.field(names[-1]) == "note"
    for line, row in parsed:
        if len(row) > width and any(row[width:]):
            bad.append(Rejection(line, "", delimiter.join(row[width - 1 :])[:200], Reason.TOO_MANY_CELLS))
            if not last_is_text:
                continue
            row = [*row[: width - 1], ""]
        elif len(row) < width:
            bad.append(Rejection(line, "", row[-1][:200], Reason.TOO_FEW_CELLS))
        rows.append((row + [""] * width)[:width])
        lines.append(line)
    return Table(names, rows, lines, len(parsed), delimiter, bad)
