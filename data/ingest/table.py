"""From text to columns: delimiter, header, lines of the file, rows that are too long or too short."""

from __future__ import annotations

import csv
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from data.errors import Reason, Rejection, UnreadableFile
from data.ingest import dates, headlines, moved, ragged, rows, sound, values
from data.ingest.cells import Cells
from data.ingest.headers import LONGEST, known
from data.ingest.rows import listed

DELIMITERS = (";", ",", "\t", "|")
LOOK = 60
"""Rows that decide delimiter and header."""
PREAMBLE = 12
"""Lines among which the header is looked for."""
HEAD = 400_000
MAX_COLUMNS = 500
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


@dataclass(frozen=True)
class Layout:
    """Where the table stands in a text: its delimiter, header, first line of entries, lines above the header."""

    delimiter: str
    header: list[str]
    start: int
    preamble: int
    headed: bool


def parse(content: bytes, name: str) -> Table:
    """The table in UTF-8 text. Blank lines are no rows.

    Raises UnreadableFile (`no_rows`: a header and nothing below; `broken`: quotes that never close; `too_wide`).
    """
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    skipped, delimiter, body = _declared(content)
    _require_few(rows.newlines(np.frombuffer(content, dtype=np.uint8)), MAX_ROWS, name)
    try:
        found = _layout(body, delimiter, name)
        offset = _offset(body, found.start)
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
    return trimmed(_fitted(table, read.odd, cut=cut), name)


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


def _offset(body: bytes, line: int) -> int:
    """Where a 1-based line starts."""
    at = 0
    for _ in range(line - 1):
        at = body.find(b"\n", at) + 1
        if not at:
            return len(body)
    return at


# ------------------------------------------------------------------ delimiter and header


def _layout(body: bytes, delimiter: str, name: str) -> Layout:
    looked = "".join(_head(body, HEAD).splitlines(keepends=True)[:LOOK])
    delimiter = delimiter or max(DELIMITERS, key=lambda one: _sense(looked, one))
    _require_narrow(looked.count(delimiter) if "\n" not in looked else 0, name)
    text = _head(body, max(HEAD, _offset(body, 4)))
    sample = "".join(text.splitlines(keepends=True)[:LOOK])
    try:
        top = listed(sample, delimiter)
    except csv.Error:
        top = listed(text, delimiter)
    top = [(line, [cell.strip() for cell in cells]) for line, cells in top if any(map(str.strip, cells))]
    header, at, headed = _named_by(top, name)
    sound.closed_header(top[: at + 1], delimiter, name)
    if not headed:
        return Layout(delimiter, header, top[at][0], at, headed=False)
    start = top[at + 1][0] if len(top) > at + 1 else text.count("\n") + 2
    return Layout(delimiter, header, start, at, headed=True)


def _head(body: bytes, size: int) -> str:
    """The first lines of a text, whole ones where it has any."""
    head = body[:size]
    if len(body) > len(head) and b"\n" in head:
        head = head[: head.rfind(b"\n") + 1]
    return head.decode(errors="replace")


def _require_narrow(width: int, name: str) -> None:
    if width > MAX_COLUMNS:
        message = (
            f"{name} has {width} columns; a diary has at most {MAX_COLUMNS}. Turn rows and columns round."
        )
        raise UnreadableFile("too_wide", message, name=name, columns=width, limit=MAX_COLUMNS)


def _named_by(top: list[tuple[int, list[str]]], name: str) -> tuple[list[str], int, bool]:
    """Header, the place of the row it stands in (or of the first entry), and whether it names the columns.

    top: lines and cells; a header on two of them is made one, in place.
    """
    if not top:
        message = f"{name} holds a header but no entries. Add at least one line below it."
        raise UnreadableFile("no_rows", message, name=name)
    at, headed = _header_at([cells for _, cells in top])
    if headed:
        at = headlines.joined(top, at)
        own = ragged.mended(top[at][1])
        top[at] = top[at][0], _without_gaps(own, [len(cells) for _, cells in top[at + 1 :]])
    width = _width([cells for _, cells in top[at:]])
    _require_narrow(width, name)
    if not headed:
        return [str(one + 1) for one in range(width)], at, False
    own = top[at][1]
    below = [cells for _, cells in top[at + 1 :] if len(cells) == width]
    whole = ragged.named(own, below, width) if len(own) < width else own
    if whole is None:
        raise sound.broken(name, "the names do not fit the columns below", top[at][0])
    return whole, at, True


def _without_gaps(own: list[str], below: list[int]) -> list[str]:
    """A header without empty names between others where most rows are so much narrower: delimiters too many made them.

    Empty names at its end are another matter: rows may well end earlier than such a header.
    """
    if not own or not own[-1]:
        return own
    # The first column often has no name: the numbers of the rows.
    for kept in ([one for one in own if one], [own[0], *(one for one in own[1:] if one)]):
        if len(kept) < len(own) and below.count(len(kept)) * 2 > len(below):
            return kept
    return own


def from_rows(found: list[tuple[int, list[str]]], name: str) -> Table:
    """The table in rows of text with their 1-based numbers, as a spreadsheet holds them."""
    top = found[:LOOK]
    header, at, headed = _named_by(top, name)
    entries = [one for one in found if one[0] >= top[at][0] + headed]
    width = len(header)
    same = [(line, cells) for line, cells in entries if len(cells) == width]
    odd = [(line, cells) for line, cells in entries if len(cells) != width]
    turned = list(zip(*(cells for _, cells in same), strict=True)) or [()] * width
    lines = np.array([line for line, _ in same], dtype="int64")
    made = Table(header, [Cells.of(texts) for texts in turned], lines, preamble=at, headed=headed)
    return trimmed(_fitted(made, odd), name)


def _width(top: list[list[str]]) -> int:
    """The width of the header, or of the rows below it where they agree on being wider."""
    own = len(top[0])
    below = Counter(map(len, top[1:]))
    if not below:
        return own
    most, times = below.most_common(1)[0]
    return most if most > own and times * 2 > below.total() else own


def _sense(text: str, delimiter: str) -> tuple[int, float, int]:
    try:
        found = [cells for _, cells in listed(text, delimiter) if any(map(str.strip, cells))]
    except csv.Error:
        return 0, 0.0, 0
    if not found:
        return 0, 0.0, 0
    width, times = Counter(map(len, found)).most_common(1)[0]
    if width == 1:
        return 0, 0.0, 1
    names = max(sum(map(known, cells)) for cells in found[:PREAMBLE])
    return names, times / len(found), width


def _header_at(top: list[list[str]]) -> tuple[int, bool]:
    """Which row names the columns: the first with two known names, else the first as wide as most rows are.

    A row with a date in it, or of numbers, names nothing: the file has no header then.
    """
    for at, cells in enumerate(top):
        if sum(map(known, cells)) > 1:
            return at, True
        if at >= PREAMBLE and _is_entry(cells):
            break
    widths = Counter(len(cells) for cells in top)
    usual = widths.most_common(1)[0][0]
    at = next(at for at, cells in enumerate(top) if len(cells) == usual)
    if at >= PREAMBLE:
        at = 0
    return at, any(map(known, top[at])) or not _is_entry(top[at])


def _is_entry(cells: list[str]) -> bool:
    said = [cell for cell in cells if not values.missing(cell)]
    if any(dates.read(cell, "dmy").day for cell in said):
        return True
    numbers = sum(values.number(cell, values.Scale(",")) is not None for cell in said)
    return len(said) > 1 and numbers * 2 >= len(said)


# ------------------------------------------------------------------ rows of another width


def _fitted(table: Table, odd: list[tuple[int, list[str]]], *, cut: bool = False) -> Table:
    """All rows at the width of the header. Of a row of another width only cells are kept whose column is sure.

    cut: the file ends within a line.
    """
    if not odd:
        return table
    odd.sort(key=lambda one: one[0])
    kinds = [
        ragged.kind_of(dict.fromkeys(column.words)) or (ragged.expected(name) if name else "")
        for name, column in zip(table.header, table.columns, strict=True)
    ]
    known = [column.words[: ragged.LOOK] for column in table.columns]
    fitter = ragged.Fitter(table.header, kinds, table.delimiter, table.rejections, known)
    early = sum(len(cells) < len(table.header) for _, cells in odd)
    habit = (
        early >= ragged.HABIT_ROWS and early >= ragged.HABIT_SHARE * (len(table) + early) and len(table) > 0
    )
    lines = [line for line, _ in odd]
    torn = fitter.torn(odd, cut=cut and lines[-1] > max(table.lines, default=0)) if not habit else {}
    _halved_dates(table, odd, kinds)
    fitted = [
        fitter.row(line, ragged.after(cells, torn.get(line - 1)), habit=habit, torn=line in torn)
        for line, cells in odd
    ]
    at = np.searchsorted(table.lines, lines)
    turned = zip(*fitted, strict=True)
    with ThreadPoolExecutor(2) as pool:
        put = pool.map(lambda one: one[0].put(at, one[1]), zip(table.columns, turned, strict=True))
        table.columns = list(put)
    table.lines = np.insert(table.lines, at, lines)
    return table


def _halved_dates(table: Table, odd: list[tuple[int, list[str]]], kinds: list[str]) -> None:
    """Mark dates of whose first digits a line break made a row of their own: "2" above "1.02.2026"."""
    if not kinds or kinds[0] != "date":
        return
    for line, cells in odd:
        at = int(np.searchsorted(table.lines, line + 1))
        if len(cells) == 1 and ragged.is_half(cells[0]) and at < len(table) and table.lines[at] == line + 1:
            first = table.columns[0]
            codes = first.codes.copy()
            codes[at] = len(first.words)
            table.columns[0] = Cells(codes, [*first.words, f"{cells[0].strip()}\n{first[at]}"])
