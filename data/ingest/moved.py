"""Rows of the right width whose cells stand a column off: an empty cell came in and another one was lost.

What gives such a row away is a number that is no word, or of quite another size than all others of its column, while
it and the cells between fit one column nearer to the empty cell. Where the row is right again is not said, so what may
have moved is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason, Rejection
from data.ingest import kinds, values
from data.ingest.cells import Cells

if TYPE_CHECKING:
    from data.ingest.table import Table

SLIPS = 0.1
"""A column of words holds numbers in fewer of its cells than this, or in one; more far numbers are no slips either."""


Spans = list[tuple[float, float] | None]


def refuse(table: Table) -> None:
    """Empty the cells of the table that may have moved, and report them; in place."""
    spans: Spans = [kinds.span_of(column.words) for column in table.columns]
    odd: dict[int, list[int]] = {}
    for at, name in enumerate(table.header[1:], start=1):
        words = kinds.expected(name) == "text"
        spans[at] = None if words else spans[at]
        for row in (_numbered if words else _far)(table.columns[at], spans[at]):
            odd.setdefault(row, []).append(at)
    for row, places in sorted(odd.items()):
        found = _moved(table, row, places, spans)
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


def _numbered(cells: Cells, _: object) -> list[int]:
    """The few rows of a column of words that hold a number."""
    return _rows(
        cells, [code for code, word in enumerate(cells.words) if word[:1].isdigit() and _is_number(word)]
    )


def _far(cells: Cells, span: tuple[float, float] | None) -> list[int]:
    """The few rows of a column of numbers whose number is far from all others; endless digits are none."""
    return _rows(
        cells,
        [code for code, word in enumerate(cells.words) if kinds.is_far(word, span) and _is_number(word)],
    )


def _is_number(word: str) -> bool:
    return values.number(word, values.Scale(",")) is not None


def _moved(table: Table, row: int, places: list[int], spans: Spans) -> tuple[int, int] | None:
    """First and last column that may have moved, by the columns whose cell is odd; None where nothing says so."""
    for at in places:
        found = _towards_a_gap(table, row, at, spans) if spans[at] else _gap(table, row, at)
        if found is not None:
            return found
    for step in (-1, 1):
        # Two odd cells that both fit one nearer; where that begins is not said.
        if len(places) > 1 and all(_fits(table, row, at, at + step, spans) for at in places):
            return 1, len(table.columns) - 1
    return None


def _fits(table: Table, row: int, at: int, under: int, spans: Spans) -> bool:
    """Whether a cell may stand under another column: under words a word, under numbers a number of their size."""
    if not 0 < under < len(table.columns):
        return False
    word, span = table.columns[at][row], spans[under]
    return _is_number(word) == (span is not None) and not kinds.is_far(word, span)


def _gap(table: Table, row: int, at: int) -> tuple[int, int] | None:
    """From the empty cell left of the numbers that end at a column up to it; None without one, or with none between."""
    left = at - 1
    while left > 0 and _is_number(table.columns[left][row]):
        left -= 1
    return (left, at) if left < at - 1 and not table.columns[left][row] else None


def _towards_a_gap(table: Table, row: int, at: int, spans: Spans) -> tuple[int, int] | None:
    """Where an empty cell left or right of a far number leaves room for it and all between to stand one nearer; what
    was lost is on the far side of the number, no further than cells go that may stand one nearer as well.
    """
    for step in (-1, 1):
        one = at
        while _fits(table, row, one, one + step, spans):
            one += step
            if not table.columns[one][row]:
                last = _reach(table, row, at, step, spans)
                return min(one, last), max(one, last)
    return None


def _reach(table: Table, row: int, at: int, step: int, spans: Spans) -> int:
    """The last column away from the gap whose cell, and all on the way to it, may belong one nearer to the gap."""
    one = at - step
    while 0 < one < len(table.columns) and (
        not table.columns[one][row] or _fits(table, row, one, one + step, spans)
    ):
        one -= step
    return one + step


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
