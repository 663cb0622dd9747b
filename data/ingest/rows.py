"""Rows of delimited text as columns: the fast way for well-formed text, the thorough way for everything else.

The fast way reads whole blocks of lines at once and is only taken where it cannot differ from the thorough one:
every quote opens at the start of a cell and closes at its end, and none spans lines. Rows of another width than the
header are handed back one by one with their line.
"""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from data.ingest.cells import Cells

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK = 6_000_000
NEWLINE, QUOTE = 10, 34
csv.field_size_limit(10_000_000)


@dataclass
class Rows:
    """Rows of one text. odd: rows of another width, line and cells; they are not in `columns`. spanning: rows that run
    over several lines, line and cells. unclosed: line of a last row whose quote is never closed, 0 without."""

    columns: list[Cells]
    lines: np.ndarray
    odd: list[tuple[int, list[str]]] = field(default_factory=list)
    spanning: list[tuple[int, list[str]]] = field(default_factory=list)
    unclosed: int = 0


def split(body: bytes, delimiter: str, width: int, first_line: int) -> Rows:
    """The rows of UTF-8 text below a header of `width` cells; lines end with \n. Blank lines are no rows.

    first_line: the 1-based line of the file where `body` starts. Raises csv.Error where a quote never closes.
    """
    if width > 1 and _plain(body, delimiter):
        return _fast(body, delimiter, width, first_line)
    return _thorough(body.decode(), delimiter, width, first_line)


# ------------------------------------------------------------------ the fast way


def _plain(body: bytes, delimiter: str) -> bool:
    """Whether quotes stand only around whole cells of one line."""
    text = np.frombuffer(body, dtype=np.uint8)
    quotes = np.flatnonzero(text == QUOTE)
    if not len(quotes):
        return True
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    edge = np.zeros(256, dtype=bool)
    edge[[ord(delimiter), NEWLINE]] = True
    before = edge[text[np.maximum(opening - 1, 0)]] | (opening == 0)
    after = edge[text[np.minimum(closing + 1, len(text) - 1)]] | (closing == len(text) - 1)
    joined = opening[1:] == closing[:-1] + 1
    before[1:] |= joined
    after[:-1] |= joined
    if not (before.all() and after.all()):
        return False
    newlines = np.flatnonzero(text == NEWLINE)
    return bool((np.searchsorted(newlines, opening) == np.searchsorted(newlines, closing)).all())


def _fast(body: bytes, delimiter: str, width: int, first_line: int) -> Rows:
    import pyarrow as pa

    blocks, at = [], 0
    while at < len(body):
        end = body.find(b"\n", at + BLOCK)
        end = len(body) if end < 0 else end + 1
        blocks.append((at, end))
        at = end
    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(lambda one: _block(body[one[0] : one[1]], delimiter, width), blocks))
    line, lines, odd = first_line, [], []
    for _, kept, strange, count in parts:
        lines.append(kept + line)
        odd.extend((number + line, cells) for number, cells in strange)
        line += count
    tables = [part[0] for part in parts if part[0] is not None]
    if not tables:
        return Rows([Cells(np.zeros(0, dtype="int32"), []) for _ in range(width)], np.zeros(0, dtype="int64"), odd)
    whole = pa.concat_tables(tables).unify_dictionaries().combine_chunks()
    return Rows([Cells.of_arrow(_joined(column)) for column in whole.columns], np.concatenate(lines), odd)


def _joined(column: pa.ChunkedArray) -> pa.DictionaryArray:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _block(
    text: bytes, delimiter: str, width: int
) -> tuple[pa.Table | None, np.ndarray, list[tuple[int, list[str]]], int]:
    """One block: its table, the 0-based lines of its rows, its odd rows with their line, and its number of lines."""
    import pyarrow as pa
    from pyarrow import csv as arrow

    odd: list[tuple[int, str]] = []

    def strange(row: arrow.InvalidRow) -> str:
        odd.append((row.number, row.text))
        return "skip"

    names = [str(number) for number in range(width)]
    kind = pa.dictionary(pa.int32(), pa.string())
    starts = _lines(text)
    filled = np.flatnonzero(starts)
    if not len(filled):
        return None, filled, [], len(starts)
    table = arrow.read_csv(
        pa.BufferReader(text),
        read_options=arrow.ReadOptions(column_names=names, use_threads=False, block_size=len(text) + 1),
        parse_options=arrow.ParseOptions(delimiter=delimiter, invalid_row_handler=strange),
        convert_options=arrow.ConvertOptions(
            column_types=dict.fromkeys(names, kind), strings_can_be_null=False, quoted_strings_can_be_null=False
        ),
    )
    numbers = np.array([number - 1 for number, _ in odd], dtype="int64")
    lines = np.delete(filled, numbers) if len(numbers) else filled
    rows = [(int(filled[number - 1]), _cells(raw, delimiter)) for number, raw in odd]
    return table, lines, [(line, cells) for line, cells in rows if any(map(str.strip, cells))], len(starts)


def _lines(text: bytes) -> np.ndarray:
    """For each line whether anything stands on it."""
    ends = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == NEWLINE)
    if not text.endswith(b"\n"):
        ends = np.append(ends, len(text))
    filled: np.ndarray = np.diff(ends, prepend=-1) > 1
    return filled


def _cells(raw: str, delimiter: str) -> list[str]:
    return next(csv.reader([raw.rstrip("\r\n")], delimiter=delimiter), [])


# ------------------------------------------------------------------ the thorough way


def _thorough(text: str, delimiter: str, width: int, first_line: int) -> Rows:
    rows, lines, found = [], [], Rows([], np.zeros(0, dtype="int64"))
    every = listed(text, delimiter)
    nexts = [line for line, _ in every[1:]] + [0] * bool(every)
    for (line, cells), after in zip(every, nexts, strict=True):
        at = line + first_line - 1
        if after - line > 1 and any("\n" in cell for cell in cells):
            found.spanning.append((at, cells))
        if len(cells) == width:
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


def listed(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """All rows of a text with the 1-based line each begins on; lines without any character are none."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=delimiter not in "\t ")
    found, line = [], 1
    for cells in reader:
        if cells:
            found.append((line, cells))
        line = reader.line_num + 1
    return found
