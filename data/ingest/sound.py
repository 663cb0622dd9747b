"""What makes a whole file unsound: quotes that swallow rows, a second table below the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.errors import UnreadableFile
from data.ingest import dates
from data.ingest.headers import known, meaning, plain
from data.ingest.kinds import expected

if TYPE_CHECKING:
    from data.ingest.rows import Rows

LONGEST = 60
"""Letters of a header, at most."""
LOOK = 100
"""Rows of a column with a name in it that are looked at."""


def broken(name: str, why: str, line: int) -> UnreadableFile:
    """The refusal of a file at one of its lines."""
    message = f"{name} is broken near line {line} ({why}). Save it as CSV again in your spreadsheet program."
    return UnreadableFile("broken", message, name=name, line=line)


def closed(read: Rows, delimiter: str, width: int, name: str) -> None:
    """No quote that swallows the rows below it: they would vanish inside one cell.

    A line inside a cell counts as a row when it is as wide as the table and holds a date, or names of columns; a long
    note does not.
    """
    for line, cells in read.spanning:
        for cell in cells:
            inner = cell.splitlines()[1:]
            if any(_looks_like_a_row(one, delimiter, width) for one in inner):
                raise broken(name, "a quote is not closed", line)
    if read.unclosed:
        raise broken(name, "a quote is not closed", read.unclosed)


def closed_header(top: list[tuple[int, list[str]]], delimiter: str, name: str) -> None:
    """No quote above the entries that swallows the first of them."""
    for line, cells in top:
        inner = [one for cell in cells for one in cell.splitlines()[1:]]
        if any(_looks_like_a_row(one, delimiter, 2) for one in inner):
            raise broken(name, "a quote is not closed", line)


def one_table(read: Rows, names: list[str], name: str) -> None:
    """No second table below the first: its rows would be taken for rows of the first where their widths agree.

    A header that is repeated, or repeated in another language, begins no other table.
    """
    below = [one for one in read.odd if _names(one[1]) > 1]
    kinds = [expected(header) for header in names]
    # Notes, movements and triggers may be called like anything; names under dates or numbers stand in a header.
    strict = [at for at, kind in enumerate(kinds) if kind in {"date", "number"}]
    for at in strict:
        column = read.columns[at]
        codes = [code for code, word in enumerate(column.words) if _names([word])]
        for row in np.flatnonzero(np.isin(column.codes, codes))[:LOOK].tolist() if codes else []:
            cells = [one[row] for one in read.columns]
            if kinds[at] == "date" or _names([cells[one] for one in strict]) > 1:
                below.append((int(read.lines[row]), cells))
    for line, cells in below:
        if _names(cells) > 1 and not _repeats(cells, names):
            raise broken(name, "another table begins here", line)


def one_date(read: Rows, names: list[str], name: str) -> None:
    """No second table beside the first: under a second column headed like the date, its rows would get days of the
    first.
    """
    first: dict[str, int] = {}
    for at, header in enumerate(names):
        before = first.setdefault(header.strip().casefold(), at) if expected(header) == "date" else at
        if before == at:
            continue
        own, other = read.columns[before], read.columns[at]
        for row in np.flatnonzero(~other.blank).tolist():
            day, beside = (dates.read(one[row], "dmy").day for one in (own, other))
            if beside and beside != day and (day or not own[row]):
                raise broken(name, "another table begins beside the first", int(read.lines[row]))


def _names(cells: list[str]) -> int:
    """How many cells are known headers."""
    return sum(known(cell) for cell in cells if cell[:1].isalpha() and len(cell) <= LONGEST)


def _repeats(cells: list[str], header: list[str]) -> bool:
    return all(
        not cell.strip() or plain(cell) == plain(name) or (known(cell) and meaning(cell) == meaning(name))
        for cell, name in zip(cells, header, strict=False)
    )


def _looks_like_a_row(line: str, delimiter: str, width: int) -> bool:
    cells = [cell.strip('" ') for cell in line.split(delimiter)]
    if len(cells) < max(2, width):
        return False
    return 2 * _names(cells) > len(cells) or any(dates.read(cell, "dmy").day for cell in cells)
