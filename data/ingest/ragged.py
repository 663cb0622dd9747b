"""Rows of another width than the table: which of their cells surely belong to which column.

Where a delimiter is missing, or one too many was written, all cells behind it stand a column off. Where that happened
is not said, so every place is tried that the kinds of the columns allow: a date under dates, numbers under numbers,
words under words. A cell is kept where all of these places agree on its column; the others are refused.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason, Rejection
from data.ingest import dates, kinds, values
from data.ingest.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.ingest.table import Table

HABIT_ROWS = 3
HABIT_SHARE = 0.2
"""So many rows that end early are a way of writing: their last cells were empty and left out."""
_HALF = re.compile(r"^\d{1,4}$", re.ASCII)


def fitted(table: Table, odd: list[tuple[int, list[str]]], *, cut: bool = False) -> Table:
    """All rows at the width of the header. Of a row of another width only cells are kept whose column is sure.

    cut: the file ends within a line.
    """
    if not odd:
        return table
    odd.sort(key=lambda one: one[0])
    held = [
        kinds.kind_of(dict.fromkeys(column.words)) or (kinds.expected(name) if name else "")
        for name, column in zip(table.header, table.columns, strict=True)
    ]
    words = [column.words[: kinds.LOOK] for column in table.columns]
    fitter = Fitter(table.header, held, table.delimiter, table.rejections, words)
    early = sum(len(cells) < len(table.header) for _, cells in odd)
    habit = early >= HABIT_ROWS and early >= HABIT_SHARE * (len(table) + early) and len(table) > 0
    lines = [line for line, _ in odd]
    torn = fitter.torn(odd, cut=cut and lines[-1] > max(table.lines, default=0)) if not habit else {}
    _halved_dates(table, odd, held)
    whole = [
        fitter.row(line, _after(cells, torn.get(line - 1)), habit=habit, torn=line in torn)
        for line, cells in odd
    ]
    at = np.searchsorted(table.lines, lines)
    turned = zip(*whole, strict=True)
    with ThreadPoolExecutor(2) as pool:
        put = pool.map(lambda one: one[0].put(at, one[1]), zip(table.columns, turned, strict=True))
        table.columns = list(put)
    table.lines = np.insert(table.lines, at, lines)
    return table


def _halved_dates(table: Table, odd: list[tuple[int, list[str]]], held: list[str]) -> None:
    """Mark dates of whose first digits a line break made a row of their own: "2" above "1.02.2026"."""
    if not held or held[0] != "date":
        return
    for line, cells in odd:
        at = int(np.searchsorted(table.lines, line + 1))
        if len(cells) == 1 and _is_half(cells[0]) and at < len(table) and table.lines[at] == line + 1:
            first = table.columns[0]
            codes = first.codes.copy()
            codes[at] = len(first.words)
            table.columns[0] = Cells(codes, [*first.words, f"{cells[0].strip()}\n{first[at]}"])


@dataclass
class Fitter:
    """Puts rows of another width under the columns. kinds: of each column, from its own cells, else its header.

    words: some cells of each column, to tell a number of another column by.
    """

    header: list[str]
    kinds: list[str]
    delimiter: str
    rejections: list[Rejection] = field(default_factory=list)
    words: list[list[str]] = field(default_factory=list)
    _known: dict[str, str] = field(default_factory=dict)

    def fits(self, cell: str, at: int) -> bool:
        """Whether a cell may stand under a column."""
        kind = self.kinds[at]
        if kind == "any" or not cell:
            return True
        if kind == "number" and kinds.is_far(cell, self._spans[at]):
            return False
        if cell not in self._known:
            word = cell.strip()
            self._known[cell] = "" if values.missing(word) else kinds.of_word(word)
        own = self._known[cell]
        if own == kind == "date" and self._lengths[at] and len(cell.strip()) not in self._lengths[at]:
            return False  # "22.02.20" among dates of ten letters has lost its end.
        return not own or own == kind or (kind == "number" and cell.strip().casefold() in values.SEVERITY)

    def torn(self, odd: list[tuple[int, list[str]]], *, cut: bool) -> dict[int, str]:
        """Lines of rows that go on in the next one, or are the last of a file that was cut: "5" may be "5,75".

        With the last cell of each, which may be a half.
        """
        found = {
            line: before[-1]
            for (line, before), (after, cells) in pairwise(odd)
            if after == line + 1 and not self.fits(cells[0], 0)
        }
        return found | {odd[-1][0]: odd[-1][1][-1]} if cut else found

    def row(self, line: int, cells: list[str], *, habit: bool, torn: bool) -> list[str]:
        """A row at the width of the header; what is not sure is refused and left empty.

        habit: rows of this file end early. torn: the last cell may not be whole.
        """
        if len(cells) < len(self.header):
            return self._short(line, cells, habit=habit, torn=torn)
        return self._long(line, cells)

    @cached_property
    def _lengths(self) -> list[set[int]]:
        return [set(map(len, words)) for words in self.words] or [set() for _ in self.header]

    @cached_property
    def _spans(self) -> list[tuple[float, float] | None]:
        return [kinds.span_of(words) for words in self.words] or [None] * len(self.header)

    def _short(self, line: int, cells: list[str], *, habit: bool, torn: bool) -> list[str]:
        width, own = len(self.header), len(cells)
        gap = width - own
        if not habit and any(self._is_odd_gap(cells, at) for at in range(1, own - 1)):
            return self._refuse(line, 0, cells, Reason.TOO_FEW_CELLS)
        places = gaps(
            [self.fits(cell, at) for at, cell in enumerate(cells)],
            [self.fits(cell, at + gap) for at, cell in enumerate(cells)],
        )
        if habit and own in places:
            places = [own]
        first, last = (places[0], places[-1]) if places else (0, 0)
        if torn and last == own:
            first = min(first, own - 1)
        if not places or "date" in self.kinds[first : last + gap]:
            return self._refuse(line, 0, cells, Reason.TOO_FEW_CELLS)
        if any(self.header[first : last + gap]):
            named = next(at for at in range(first, last + gap) if self.header[at])
            self._refuse(line, named, cells, Reason.TOO_FEW_CELLS)
        return [*cells[:first], *[""] * (last + gap - first), *cells[last:]]

    def _is_odd_gap(self, cells: list[str], at: int) -> bool:
        """Whether a number is missing before another one where none is missing else: a cell that came in, as like as
        not.
        """
        empty = not cells[at].strip() and bool(cells[at + 1].strip())
        return empty and self.kinds[at] == "number" and bool(self.words) and "" not in self.words[at]

    def _long(self, line: int, cells: list[str]) -> list[str]:
        """One column got several cells: a delimiter inside a note, or an empty cell too many."""
        width = len(self.header)
        more = len(cells) - width
        left = [self.fits(cell, at) for at, cell in enumerate(cells[:width])]
        right = [self.fits(cell, at) for at, cell in enumerate(cells[more:])]
        # A row that only ends in further delimiters is of the right width when it fits.
        if (
            all(left)
            and not any(cell.strip() for cell in cells[width:])
            and not self._elsewhere(left, right, cells)
        ):
            return cells[:width]
        places = [at for at in _inside(left, right) if self._joins(cells[at : at + more + 1], at)]
        if not places or "date" in self.kinds[places[0] : places[-1] + 1]:
            return self._refuse(line, 0, cells, Reason.TOO_MANY_CELLS)
        first, last = places[0], places[-1]
        tail = cells[first : last + more + 1]
        self._refuse(line, first, tail, Reason.TOO_MANY_CELLS)
        return [*cells[:first], *[""] * (last + 1 - first), *cells[last + more + 1 :]]

    def _elsewhere(self, left: list[bool], right: list[bool], cells: list[str]) -> bool:
        """Whether another empty cell than the last ones may be the one too many."""
        more = len(cells) - len(self.header)
        filled = max((at for at, cell in enumerate(cells) if cell.strip()), default=-1)
        return any(
            at < filled and not any(cell.strip() for cell in cells[at : at + more])
            for at in _inside(left, right)
        )

    def _joins(self, cells: Sequence[str], at: int) -> bool:
        """Whether several cells may be one under this column."""
        said = [cell for cell in cells if cell.strip()]
        if len(said) < 2:
            return not said or self.fits(said[0], at)
        if self.kinds[at] in {"text", "any"}:
            return all(self.fits(cell, at) for cell in said)
        if self.delimiter not in {",", ".", " "}:
            return False
        digits = all(cell.strip().isdecimal() for cell in said)
        return self.fits(self.delimiter.join(said), at) or (digits and self.fits("".join(said), at))

    def _refuse(self, line: int, at: int, cells: Sequence[str], reason: Reason) -> list[str]:
        """Report the cells from a column on; gives the row without any."""
        self.rejections.append(Rejection(line, self.header[at], self.delimiter.join(cells), reason))
        return [""] * len(self.header)


def _is_half(cell: str) -> bool:
    """Whether a cell may be the first digits of a date."""
    return bool(_HALF.match(cell.strip()))


def _after(cells: list[str], half: str | None) -> list[str]:
    """A row below one that was torn: a date at its beginning may lack the digits that end the row above."""
    if half is None or not _is_half(half) or dates.read(cells[0], "dmy").reason is Reason.NOT_A_DATE:
        return cells
    return [f"{half.strip()}\n{cells[0].strip()}", *cells[1:]]


def gaps(left: list[bool], right: list[bool]) -> list[int]:
    """Places of a gap: all before it fit where they stand, all from it on fit where the gap moves them."""
    start = next((at for at, fits in enumerate(left) if not fits), len(left))
    end = next((at for at in range(len(right), 0, -1) if not right[at - 1]), 0)
    return list(range(end, start + 1))


def _inside(left: list[bool], right: list[bool]) -> list[int]:
    """Columns that may have got several cells: all before one fit from the left, all behind it from the right."""
    start = next((at for at, fits in enumerate(left) if not fits), len(left) - 1)
    end = next((at for at in range(len(right), 1, -1) if not right[at - 1]), 1)
    return list(range(end - 1, start + 1))
