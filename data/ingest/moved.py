"""Rows of the right width whose cells stand a column off: an empty cell came in and another one was lost.

What gives such a row away is a number that is no word, or of quite another size than all others of its column, while
it and the cells between fit one column nearer to the empty cell. Where the row is right again is not said, so what may
have moved is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason, Rejection
from data.ingest import ragged, values
from data.ingest.cells import Cells

if TYPE_CHECKING:
    from data.ingest.table import Table

SLIPS = 0.1
"""A column of words holds numbers in fewer of its cells than this, or in one; more far numbers are no slips either."""


def refuse(table: Table) -> None:
    """Empty the cells of the table that may have moved, and report them; in place."""
    spans = [ragged.span_of(column.words) for column in table.columns]
    for at, name in enumerate(table.header):
        if at < 1:
            continue
        if ragged.expected(name) == "text":
            for row in _numbered(table.columns[at]):
                first = _gap(table, row, at)
                if first is not None:
                    _empty(table, row, first, at)
        elif spans[at] is not None:
            for row in _far(table.columns[at], spans[at]):
                found = _moved(table, row, at, spans)
                if found is not None:
                    _empty(table, row, *found)


def _rows(cells: Cells, codes: list[int]) -> list[int]:
    """The rows of a few words; none where they are usual."""
    if not codes:
        return []
    times, said = int(cells.counts[codes].sum()), cells.said.total()
    if times > max(1, SLIPS * said) or times == said:
        return []
    rows: list[int] = np.flatnonzero(np.isin(cells.codes, codes)).tolist()
    return rows


def _numbered(cells: Cells) -> list[int]:
    """The few rows of a column of words that hold a number."""
    return _rows(
        cells, [code for code, word in enumerate(cells.words) if word[:1].isdigit() and _is_number(word)]
    )


def _far(cells: Cells, span: tuple[float, float] | None) -> list[int]:
    """The few rows of a column of numbers whose number is far from all others."""
    return _rows(cells, [code for code, word in enumerate(cells.words) if ragged.is_far(word, span)])


def _is_number(word: str) -> bool:
    return values.number(word, values.Scale(",")) is not None


def _gap(table: Table, row: int, at: int) -> int | None:
    """The empty cell left of the numbers that end at a column; None without one, or without a number between."""
    left = at - 1
    while left > 0 and _is_number(table.columns[left][row]):
        left -= 1
    return left if left < at - 1 and not table.columns[left][row] else None


def _moved(
    table: Table, row: int, at: int, spans: list[tuple[float, float] | None]
) -> tuple[int, int] | None:
    """First and last column that may have moved: an empty cell left or right of a far number leaves room for it and all
    cells between to stand one nearer. What was lost is on the far side of the number, anywhere.
    """
    last = len(table.columns) - 1
    for step in (-1, 1):
        one = at
        while 0 < one + step <= last:
            word, span = table.columns[one][row], spans[one + step]
            # Under words a word fits, under numbers a number of their size.
            if _is_number(word) == (span is None) or ragged.is_far(word, span):
                break
            one += step
            if not table.columns[one][row]:
                return (one, last) if step < 0 else (1, one)
    return None


def _empty(table: Table, row: int, first: int, last: int) -> None:
    texts = [table.columns[at][row] for at in range(first, last + 1)]
    table.rejections.append(
        Rejection(int(table.lines[row]), table.header[first], table.delimiter.join(texts), Reason.MOVED_CELLS)
    )
    for at in range(first, last + 1):
        cells = table.columns[at]
        codes = cells.codes.copy()
        codes[row] = len(cells.words)
        table.columns[at] = Cells(codes, [*cells.words, ""])
