"""Rows of the right width whose cells stand a column off: an empty cell came in and the last one was lost.

What gives such a row away is a number in a column of words, right of a cell without one. Which of the cells between
stand where they were written is not said, so all of them are refused.
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
"""A column of words holds numbers in fewer of its cells than this, or in one."""


def refuse(table: Table) -> None:
    """Empty the cells of the table that may have moved, and report them; in place."""
    for at, name in enumerate(table.header):
        if at > 1 and ragged.expected(name) == "text":
            for row in _numbered(table.columns[at]):
                first = _gap(table, row, at)
                if first is not None:
                    _empty(table, row, first, at)


def _numbered(cells: Cells) -> list[int]:
    """The few rows of a column of words that hold a number; none where numbers are usual."""
    codes = [code for code, word in enumerate(cells.words) if word[:1].isdigit() and _is_number(word)]
    if not codes:
        return []
    times = int(cells.counts[codes].sum())
    if times > max(1, SLIPS * cells.said.total()) or times == cells.said.total():
        return []
    rows: list[int] = np.flatnonzero(np.isin(cells.codes, codes)).tolist()
    return rows


def _is_number(word: str) -> bool:
    return values.number(word, values.Scale(",")) is not None


def _gap(table: Table, row: int, at: int) -> int | None:
    """The empty cell left of the numbers that end at a column; None without one, or without a number between."""
    left = at - 1
    while left > 0 and _is_number(table.columns[left][row]):
        left -= 1
    return left if left < at - 1 and not table.columns[left][row] else None


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
