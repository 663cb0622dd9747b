"""Rows of delimited text as columns: the fast way for well-formed text, the thorough way for everything else.

The fast way reads whole blocks of lines at once and is only taken where it cannot differ from the thorough one:
every quote opens at the start of a cell and closes at its end, and none spans lines. Rows of another width than the
header are handed back one by one with their line.
"""

from __future__ import annotations

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from data.ingest.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa
    from pyarrow.csv import InvalidRow

PIECE = 2 << 20
"""Bytes the parser holds at a time: what fits the processor's cache."""
BLOCK = 1_000_000
"""Less than this is not worth a second thread."""
ODD = 20_000
"""More rows of another width than this are read sooner by the thorough way."""
SLOW_ROWS = 200_000
"""More lines are only read the fast way; the thorough one keeps each cell as a text of its own."""
LOOKED = 1 << 18
"""Bytes that are looked through at a time."""
NEWLINE, QUOTE = 10, 34
_SEEN = re.compile(rb"\S")
csv.field_size_limit(10_000_000)


@dataclass
class Rows:
    """Rows of one text. odd: rows of another width, line and cells; they are not in `columns`, nor are these: loose,
    rows with a number that a quote glued together ("7,"5). spanning: rows that run over several lines, line and cells.
    unclosed: line of a last row whose quote is never closed, 0 without.
    """

    columns: list[Cells]
    lines: np.ndarray
    odd: list[tuple[int, list[str]]] = field(default_factory=list)
    loose: list[tuple[int, list[str]]] = field(default_factory=list)
    spanning: list[tuple[int, list[str]]] = field(default_factory=list)
    unclosed: int = 0


def split(body: bytes, delimiter: str, width: int, first_line: int, start: int = 0) -> Rows:
    """The rows of UTF-8 text below a header of `width` cells; lines end with LF. Blank lines are no rows.

    start: where in `body` the rows begin, first_line: the 1-based line of the file there. Raises csv.Error where a
    quote never closes, TooMany where there are more lines than the thorough way can hold.
    """
    found = _fast(body, delimiter, width, first_line, start) if width > 1 else None
    if found is None and (lines := body.count(b"\n", start)) > SLOW_ROWS:
        raise TooMany(lines)
    return found or _thorough(body[start:].decode(), delimiter, width, first_line)


class TooMany(Exception):
    """More lines than the thorough way can hold."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self.rows = rows


# ------------------------------------------------------------------ the fast way


@dataclass(frozen=True)
class Block:
    """Whole lines, read. lines: 0-based lines of the rows. odd: line and cells. count: lines in all."""

    table: pa.Table | None
    lines: np.ndarray
    odd: list[tuple[int, list[str]]]
    count: int


def _fast(body: bytes, delimiter: str, width: int, first_line: int, start: int = 0) -> Rows | None:
    """None where only the thorough way is sure."""
    half = max(BLOCK, (len(body) - start) // 2 + 1)
    blocks, at, whole = [], start, memoryview(body)
    while at < len(body):
        end = body.find(b"\n", at + half)
        end = len(body) if end < 0 else end + 1
        blocks.append(whole[at:end])
        at = end
    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(lambda one: _block(one, delimiter, width), blocks))
    read = [one for one in parts if one is not None]
    if len(read) < len(parts):
        return None
    line, lines = first_line, [np.zeros(0, dtype="int64")]
    odd: list[tuple[int, list[str]]] = []
    for one in read:
        lines.append(one.lines + line)
        odd.extend((number + line, cells) for number, cells in one.odd)
        line += one.count
    tables = [one.table for one in read if one.table is not None]
    if not tables:
        return Rows([Cells(np.zeros(0, dtype="int32"), []) for _ in range(width)], lines[0], odd)
    with ThreadPoolExecutor(2) as pool:
        columns = list(pool.map(lambda at: Cells.of_arrow([one.column(at) for one in tables]), range(width)))
    return Rows(columns, np.concatenate(lines), odd)


def _block(text: memoryview, delimiter: str, width: int) -> Block | None:
    """One block of whole lines; None where a quote does not stand around a whole cell of one line."""
    import pyarrow as pa

    letters = np.frombuffer(text, dtype=np.uint8)
    if not _plain(letters, delimiter):
        return None
    count = newlines(letters) + (text[-1] != NEWLINE)
    if not _SEEN.search(text):
        return Block(None, np.zeros(0, dtype="int64"), [], newlines(letters))
    odd: list[tuple[int, str]] = []

    def strange(row: InvalidRow) -> str:
        odd.append((row.number, row.text))
        return "skip" if len(odd) <= ODD else "error"

    names = [str(number) for number in range(width)]
    try:
        table = _split(text, delimiter, names, strange)
    except pa.ArrowInvalid:
        return None
    # A line inside quotes or a blank line makes rows and lines differ; nothing makes them agree by chance.
    if len(table) + len(odd) == count:
        filled = np.arange(count)
    else:
        filled = _filled(letters)
        if len(table) + len(odd) != len(filled):
            return None
    numbers = np.array([number - 1 for number, _ in odd], dtype="int64")
    lines = np.delete(filled, numbers) if len(numbers) else filled
    rows = [(int(filled[number - 1]), _cells(raw, delimiter)) for number, raw in odd]
    return Block(table, lines, [(line, cells) for line, cells in rows if any(map(str.strip, cells))], count)


def _split(
    text: memoryview, delimiter: str, names: list[str], strange: Callable[[InvalidRow], str]
) -> pa.Table:
    """Cells of one block. Raises pa.ArrowInvalid, for example for a line longer than a piece."""
    import pyarrow as pa
    from pyarrow import csv as arrow

    kind = pa.dictionary(pa.int32(), pa.string())
    return arrow.read_csv(
        pa.BufferReader(pa.py_buffer(text)),
        read_options=arrow.ReadOptions(column_names=names, use_threads=False, block_size=PIECE),
        parse_options=arrow.ParseOptions(delimiter=delimiter, invalid_row_handler=strange),
        convert_options=arrow.ConvertOptions(
            column_types=dict.fromkeys(names, kind),
            check_utf8=False,  # `decode` has
            strings_can_be_null=False,
            quoted_strings_can_be_null=False,
        ),
    )


def _filled(letters: np.ndarray) -> np.ndarray:
    """The 0-based lines on which anything stands."""
    ends = np.flatnonzero(letters == NEWLINE)
    if letters[-1] != NEWLINE:
        ends = np.append(ends, len(letters))
    return np.flatnonzero(np.diff(ends, prepend=-1) > 1)


def newlines(letters: np.ndarray) -> int:
    """How many lines end in a text of bytes."""
    return sum(int(np.count_nonzero(one == NEWLINE)) for one in _pieces(letters))


def _pieces(letters: np.ndarray) -> list[np.ndarray]:
    """A text in pieces that fit the processor's cache."""
    return [letters[at : at + LOOKED] for at in range(0, len(letters), LOOKED)]


def _plain(letters: np.ndarray, delimiter: str) -> bool:
    """Whether quotes stand only around whole cells."""
    found = [np.flatnonzero(one == QUOTE) + at * LOOKED for at, one in enumerate(_pieces(letters))]
    quotes = np.concatenate(found) if found else np.zeros(0, dtype="int64")
    if not len(quotes):
        return True
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    edge = np.zeros(256, dtype=bool)
    edge[[ord(delimiter), NEWLINE]] = True
    before = edge[letters[np.maximum(opening - 1, 0)]] | (opening == 0)
    after = edge[letters[np.minimum(closing + 1, len(letters) - 1)]] | (closing == len(letters) - 1)
    joined = opening[1:] == closing[:-1] + 1
    before[1:] |= joined
    after[:-1] |= joined
    return bool(before.all() and after.all())


def _cells(raw: str, delimiter: str) -> list[str]:
    return next(csv.reader([raw.rstrip("\r\n")], delimiter=delimiter), [])


# ------------------------------------------------------------------ the thorough way


def _thorough(text: str, delimiter: str, width: int, first_line: int) -> Rows:
    rows, lines, found = [], [], Rows([], np.zeros(0, dtype="int64"))
    every = listed(text, delimiter)
    raw = text.split("\n") if '"' in text else []
    nexts = [line for line, _ in every[1:]] + [0] * bool(every)
    for (line, cells), after in zip(every, nexts, strict=True):
        at = line + first_line - 1
        if after - line > 1 and any("\n" in cell for cell in cells):
            found.spanning.append((at, cells))
        if raw and not any("\n" in cell for cell in cells) and _is_glued(raw[line - 1], cells, delimiter):
            found.loose.append((at, cells))
        elif len(cells) == width:
            rows.append(cells)
            lines.append(at)
        elif any(map(str.strip, cells)):
            found.odd.append((at, cells))
    if every and any("\n" in cell for cell in every[-1][1]):
        last = every[-1]
        found.spanning.append((last[0] + first_line - 1, last[1]))
        if text.count('"') % 2 and any("\n" in cell.rstrip() for cell in last[1]):
            found.unclosed = last[0] + first_line - 1
    found.columns = [Cells.of(column) for column in zip(*rows, strict=True)] if rows else []
    found.columns = found.columns or [Cells(np.zeros(0, dtype="int32"), []) for _ in range(width)]
    found.lines = np.array(lines, dtype="int64")
    return found


def _is_glued(raw: str, cells: list[str], delimiter: str) -> bool:
    """Whether letters after a closing quote made a number of their own: `"7,"6,5"` is no 7,6."""
    if '"' not in raw:
        return False
    try:
        next(csv.reader([raw], delimiter=delimiter, skipinitialspace=delimiter not in "\t ", strict=True), [])
    except csv.Error:
        edge = re.escape(delimiter)
        numbers = [re.escape(cell.strip()) for cell in cells if cell.strip()[:1].isdigit()]
        return not all(re.search(rf'(?:^|{edge})\s*"?{one}"?\s*(?:{edge}|$)', raw) for one in numbers)
    return False


def listed(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """All rows of a text with the 1-based line each begins on; lines without any character are none."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=delimiter not in "\t "
    )
    found, line = [], 1
    for cells in reader:
        if cells:
            found.append((line, cells))
        line = reader.line_num + 1
    return found
