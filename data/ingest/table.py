"""From text to columns: lines of the file, rows that are too long or too short, names of the columns."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from data.errors import Reason, Rejection, UnreadableFile
from data.ingest import layout, moved, ragged, rows, sound
from data.ingest.cells import Cells
from data.ingest.headers import LONGEST

MAX_ROWS = 1_500_000
"""A diary of ten years has 20 000."""
THOUSAND = 1000


@dataclass
class Table:
    """A file as columns of text. lines: 1-based line of the file where each row begins.

    headed: the file names its columns; else they are named by their number, from "1".
    """

    header: list[str]
    columns: list[Cells]
    lines: np.ndarray
    delimiter: str = ""
    preamble: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    headed: bool = True

    def __len__(self) -> int:
        return len(self.lines)


def parse(content: bytes, name: str) -> Table:
    """The table in UTF-8 text. Blank lines are no rows.

    Raises UnreadableFile (`no_rows`: a header and nothing below; `broken`: quotes that never close; `too_wide`).
    """
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    skipped, delimiter, body = _declared(content)
    _require_few(rows.newlines(np.frombuffer(content, dtype=np.uint8)), MAX_ROWS, name)
    try:
        found = layout.of(body, delimiter, name)
        offset = layout.offset(body, found.start)
        read = rows.split(body, found.delimiter, len(found.header), found.start + skipped, offset)
    except rows.TooMany as error:
        _require_few(error.rows, rows.SLOW_ROWS, name)
        raise
    except csv.Error as error:
        raise sound.broken(name, str(error), skipped + 1) from error
    sound.closed(read, found.delimiter, len(found.header), name)
    if found.headed:
        sound.one_table(read, found.header, name)
        sound.one_date(read, found.header, name)
    table = Table(
        found.header, read.columns, read.lines, found.delimiter, found.preamble, headed=found.headed
    )
    table.rejections += [
        Rejection(line, table.header[0], found.delimiter.join(cells), Reason.MOVED_CELLS)
        for line, cells in read.loose
    ]
    cut = bool(read.odd) and not content.endswith(b"\n")
    return trimmed(ragged.fitted(table, read.odd, cut=cut), name)


def from_rows(found: list[tuple[int, list[str]]], name: str) -> Table:
    """The table in rows of text with their 1-based numbers, as a spreadsheet holds them."""
    top = found[: layout.LOOK]
    header, at, headed = layout.named_by(top, name)
    entries = [one for one in found if one[0] >= top[at][0] + headed]
    width = len(header)
    same = [(line, cells) for line, cells in entries if len(cells) == width]
    odd = [(line, cells) for line, cells in entries if len(cells) != width]
    turned = list(zip(*(cells for _, cells in same), strict=True)) or [()] * width
    lines = np.array([line for line, _ in same], dtype="int64")
    made = Table(header, [Cells.of(texts) for texts in turned], lines, preamble=at, headed=headed)
    return trimmed(ragged.fitted(made, odd), name)


def _require_few(count: int, limit: int, name: str) -> None:
    """Refuse more lines than memory is there for: each is small, what is kept of it is not."""
    if count > limit:
        told, most = round(count / THOUSAND), limit // THOUSAND
        message = (
            f"{name} has about {told} thousand lines, of such a table {most} thousand are read at most. Split it, for "
            "example by year, and load the parts singly."
        )
        raise UnreadableFile("too_many_rows", message, name=name, rows=told, limit=most)


def trimmed(table: Table, name: str) -> Table:
    """Without rows and nameless columns that hold nothing, nor cells that moved. Raises UnreadableFile (`no_rows`)."""
    empty = np.ones(len(table), dtype=bool)
    for column in table.columns:
        if not empty.any():
            break
        void = np.fromiter((not word for word in column.words), dtype=bool, count=len(column.words))
        empty &= void[column.codes] if void.any() else False
    if empty.any():
        table.columns = [column.take(~empty) for column in table.columns]
        table.lines = table.lines[~empty]
    if not len(table):
        raise _nothing(table, name)
    kept = [at for at, one in enumerate(table.columns) if table.header[at] or one.said]
    table.columns = [table.columns[at] for at in kept]
    table.header = _named([table.header[at] for at in kept])
    moved.refuse(table)
    return table


def _nothing(table: Table, name: str) -> UnreadableFile:
    """No row is left: there was none, or none of them had the width of the header."""
    if not table.rejections:
        message = f"{name} holds a header but no entries. Add at least one line below it."
        return UnreadableFile("no_rows", message, name=name)
    rows, one = len(table.rejections), table.rejections[0]
    message = f"None of the {rows} rows of {name} could be used (most often: {one.reason}, for example {one.value!r})."
    return UnreadableFile("all_rejected", message, name=name, rows=rows, example=one.value)


def _named(header: list[str]) -> list[str]:
    """Every column a name of its own: its number where it has none, a number behind it where it repeats.

    Endless names are cut, for every place that shows or searches them.
    """
    seen: Counter[str] = Counter()
    names = []
    for number, name in enumerate(header, start=1):
        name = name[:LONGEST] or str(number)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _declared(content: bytes) -> tuple[int, str, bytes]:
    """A first line `sep=;` as Excel writes it: lines skipped, delimiter, the rest."""
    first, _, _rest = content[:100].partition(b"\n")
    word = first.strip(b' "\xef\xbb\xbf')
    if word.lower().startswith(b"sep=") and len(word) == len(b"sep=") + 1:
        return 1, word[-1:].decode(errors="replace"), content[len(first) + 1 :]
    return 0, "", content
