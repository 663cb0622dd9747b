"""Rows and headers of another width than the table: which of their cells surely belong to which column.

Where a delimiter is missing, or one too many was written, all cells behind it stand a column off. Where that happened
is not said, so every place is tried that the kinds of the columns allow: a date under dates, numbers under numbers,
words under words. A cell is kept where all of these places agree on its column; the others are refused.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from data import schema
from data.errors import Reason, Rejection
from data.ingest import dates, values
from data.ingest.headers import known, meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOOK = 400
"""Distinct cells that tell the kind of a column."""
FAR = 3
"""A number so many times larger or smaller than all others of its column may be one of the next column."""
TAIL, FEW = 0.05, 3
"""This share of the distinct numbers at either end, one of more than a few at least, may have moved itself."""
RATED, LARGE = 10, 30
"""Numbers up to 10 say nothing about their column; from 30 on small ones are no ratings among them."""
HABIT_ROWS = 3
HABIT_SHARE = 0.2
"""So many rows that end early are a way of writing: their last cells were empty and left out."""
_HALF = re.compile(r"^\d{1,4}$", re.ASCII)
_WORDY = frozenset({"note", "movement", "session", "family", "person", "time", "names"})


def kind_of(words: Iterable[str]) -> str:
    """What a column holds: `date`, `time`, `number`, `text` (never any of these), `any` (a mixture), `` (nothing)."""
    said = list(islice((word for word in words if not values.missing(word)), LOOK))
    if not said:
        return ""
    counts = dict.fromkeys(("date", "time", "number", "text"), 0)
    for word in said:
        counts[_of_word(word)] += 1
    most = max(counts, key=lambda one: counts[one])
    if most == "text":
        return "text" if counts["text"] == len(said) else "any"
    return most if counts[most] > len(said) / 2 else "any"


@lru_cache(maxsize=1 << 13)
def _of_word(word: str) -> str:
    if dates.read(word, "dmy").reason is not Reason.NOT_A_DATE or dates.read(word, "mdy").day:
        return "date"
    if values.number(word, values.Scale(",")) is not None:
        return "number"
    return "time" if dates.clock(word) else "text"


def expected(header: str) -> str:
    """The kind a header promises, `any` without a known meaning."""
    options = meaning(header)
    if len(options) != 1:
        return "any"
    target = options[0]
    name = target.rpartition(".")[2]
    if target == "date":
        return "date"
    if target == "pain" or name in {"year", "month", "day"}:
        return "number"
    if name in _WORDY:
        return "any" if name == "time" else "text"
    table = target.rpartition(".")[0]
    return (
        {"number": "number", "text": "text"}.get(schema.column(table, name).kind, "any") if table else "any"
    )


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
        if kind == "number" and is_far(cell, self._spans[at]):
            return False
        if cell not in self._known:
            word = cell.strip()
            self._known[cell] = "" if values.missing(word) else _of_word(word)
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
        return [span_of(words) for words in self.words] or [None] * len(self.header)

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


def span_of(words: list[str]) -> tuple[float, float] | None:
    """Lowest and highest number that may stand in a column of these distinct words; None where it holds none."""
    known = [one for one in map(_size, words[:LOOK]) if one is not None]
    if not known or len(known) * 2 < min(len(words), LOOK):
        return None
    known.sort()
    slips = max(1, int(len(known) * TAIL)) if len(known) > FEW else 0
    low, high = known[slips], known[-1 - slips]
    return (low / FAR if low >= LARGE else -math.inf), max(high, RATED) * FAR


def is_far(word: str, span: tuple[float, float] | None) -> bool:
    """Whether a number is of quite another size than those of a column: 2026 among 98 to 110, 3 among 2000."""
    value = _size(word) if span else None
    return span is not None and value is not None and not span[0] <= value <= span[1]


def _size(word: str) -> float | None:
    """The size of a plain number, whichever way its decimals are written."""
    try:
        return abs(float(word.replace(",", "."))) if word[:1].isdigit() else None
    except ValueError:
        return None


def is_half(cell: str) -> bool:
    """Whether a cell may be the first digits of a date."""
    return bool(_HALF.match(cell.strip()))


def after(cells: list[str], half: str | None) -> list[str]:
    """A row below one that was torn: a date at its beginning may lack the digits that end the row above."""
    if half is None or not is_half(half) or dates.read(cells[0], "dmy").reason is Reason.NOT_A_DATE:
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


def mended(own: list[str]) -> list[str]:
    """A header in which a delimiter tore a name: the halves mean nothing and together they do ("Noti|z"), or a bracket
    is open ("Schlaf (|h)").
    """
    for at, (first, second) in enumerate(pairwise(own)):
        halves = first and second and not known(first) and not known(second)
        opened = first.count("(") == first.count(")") + 1 and second.count(")") == second.count("(") + 1
        if (halves or opened) and known(first + second):
            return [*own[:at], first + second, *own[at + 2 :]]
    return own


def named(own: list[str], rows: list[list[str]], width: int) -> list[str] | None:
    """A header that is narrower than its rows at their width: "" for columns without a name.

    rows: the first ones, of that width. None where no place for the missing names fits, or more than one: commas of
    decimals in a file of commas look like this too.
    """
    gap = width - len(own)
    columns = list(zip(*rows, strict=True))
    if not any(cell.strip() for column in columns[len(own) :] for cell in column):
        return own + [""] * gap
    kinds = [kind_of(column) for column in columns]
    dated = "date" in kinds

    def fits(header: str, column: int) -> bool:
        wanted, kind = expected(header), kinds[column]
        if not header or wanted == "any" or kind in {"", "any"} or wanted == kind:
            return True
        if wanted == "date":
            return kind == "number" and not dated
        said = [cell.strip().casefold() for cell in columns[column] if cell.strip()]
        return wanted == "number" and (kind == "time" or all(cell in values.SEVERITY for cell in said))

    places = gaps(
        [fits(header, at) for at, header in enumerate(own)],
        [fits(header, at + gap) for at, header in enumerate(own)],
    )
    if len(places) != 1:
        return None
    return [*own[: places[0]], *[""] * gap, *own[places[0] :]]
