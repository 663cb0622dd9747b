"""Where the table stands in a text: its delimiter, the header, the first line of entries."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass

from data.errors import UnreadableFile
from data.ingest import dates, header_width, headlines, sound, values
from data.ingest.headers import known
from data.ingest.rows import listed

DELIMITERS = (";", ",", "\t", "|")
LOOK = 60
"""Rows that decide delimiter and header."""
PREAMBLE = 12
"""Lines among which the header is looked for."""
HEAD = 400_000
MAX_COLUMNS = 500


@dataclass(frozen=True)
class Layout:
    """Where the table stands in a text: its delimiter, header, first line of entries, lines above the header."""

    delimiter: str
    header: list[str]
    start: int
    preamble: int
    headed: bool


def of(body: bytes, delimiter: str, name: str) -> Layout:
    """The layout of a text in UTF-8. delimiter: "" = the one by which most names of columns are known."""
    looked = "".join(_head(body, HEAD).splitlines(keepends=True)[:LOOK])
    delimiter = delimiter or max(DELIMITERS, key=lambda one: _sense(looked, one))
    _require_narrow(looked.count(delimiter) if "\n" not in looked else 0, name)
    text = _head(body, max(HEAD, offset(body, 4)))
    sample = "".join(text.splitlines(keepends=True)[:LOOK])
    try:
        top = listed(sample, delimiter)
    except csv.Error:
        top = listed(text, delimiter)
    top = [(line, [cell.strip() for cell in cells]) for line, cells in top if any(map(str.strip, cells))]
    header, at, headed = named_by(top, name)
    sound.closed_header(top[: at + 1], delimiter, name)
    if not headed:
        return Layout(delimiter, header, top[at][0], at, headed=False)
    start = top[at + 1][0] if len(top) > at + 1 else text.count("\n") + 2
    return Layout(delimiter, header, start, at, headed=True)


def named_by(top: list[tuple[int, list[str]]], name: str) -> tuple[list[str], int, bool]:
    """Header, the place of the row it stands in (or of the first entry), and whether it names the columns.

    top: lines and cells; a header on two of them is made one, in place.
    """
    if not top:
        message = f"{name} holds a header but no entries. Add at least one line below it."
        raise UnreadableFile("no_rows", message, name=name)
    at, headed = _header_at([cells for _, cells in top])
    if headed:
        at = headlines.joined(top, at)
        own = header_width.mended(top[at][1])
        top[at] = top[at][0], header_width.without_gaps(own, [len(cells) for _, cells in top[at + 1 :]])
    width = header_width.width_of([cells for _, cells in top[at:]])
    _require_narrow(width, name)
    if not headed:
        return [str(one + 1) for one in range(width)], at, False
    own = top[at][1]
    below = [cells for _, cells in top[at + 1 :] if len(cells) == width]
    whole = header_width.named(own, below, width) if len(own) < width else own
    if whole is None:
        raise sound.broken(name, "the names do not fit the columns below", top[at][0])
    return whole, at, True


def offset(body: bytes, line: int) -> int:
    """Where a 1-based line starts."""
    at = 0
    for _ in range(line - 1):
        at = body.find(b"\n", at) + 1
        if not at:
            return len(body)
    return at


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
