"""A header on two lines, as merged cells of a spreadsheet leave it: a group above, its parts below.

    ;Schmerz;;Schlaf            Datum;Morgens;Abends
    Datum;morgens;abends;h      ;Schmerz;Schmerz

A group stands above its first column only, so it is carried to the right where a name below means nothing on its own.
Two lines are joined only where that makes more of the names known, or where the lower one holds nothing but units.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from data.ingest import dates, headers, units, values
from data.ingest.pains import DAY_PARTS

Lines = list[tuple[int, list[str]]]

_SCALE = re.compile(r"^\d+\s*(?:-|–|bis|to)\s*\d+$|^%$", re.IGNORECASE)
PAIN, DATE = ("pain",), ("date",)


def joined(top: Lines, at: int) -> int:
    """Make one of two header lines at a place, in place; gives the place of the header."""
    for upper in (at - 1, at):
        if upper < 0 or upper + 2 >= len(top):
            continue
        names = _joined(top[upper][1], top[upper + 1][1])
        if names is not None and _gains(names, top[at][1], top[upper + 1][1]):
            top[upper : upper + 2] = [(top[upper + 1][0], names)]
            return upper
    return at


@dataclass(frozen=True)
class Group:
    """What stands above a column: a word, and whether it stands above this very column or was carried there."""

    word: str
    own: bool


def _joined(upper: list[str], lower: list[str]) -> list[str] | None:
    """The names two lines make; None where one of them is no line of names."""
    width = max(len(upper), len(lower))
    upper, lower = ([*one, *[""] * (width - len(one))] for one in (upper, lower))
    said = [[cell for cell in line if cell] for line in (upper, lower)]
    if len(said[1]) < 2 or not all(said) or any(map(_is_value, said[0] + said[1])):
        return None
    if any(2 * sum(map(_is_name, line)) < len(line) for line in said):
        return None
    names, carried, times = [], "", Counter(map(headers.plain, said[1]))
    for above, below in zip(upper, lower, strict=True):
        carried = above or carried
        names.append(
            _name(Group(above or carried, bool(above)), below, again=times[headers.plain(below)] > 1)
        )
    return names


def _is_value(cell: str) -> bool:
    return dates.read(cell, "dmy").day is not None or values.number(cell, values.Scale(",")) is not None


def _is_name(cell: str) -> bool:
    """Whether a cell is a word that headers are made of."""
    return headers.known(cell) or _is_part(cell) or _is_measure(cell)


def _is_part(cell: str) -> bool:
    return headers.plain(cell) in DAY_PARTS


def _is_measure(cell: str) -> bool:
    """Whether a cell says how a column is measured: a unit or a scale."""
    bare = cell.strip("()[] ")
    return bool(units.of_words(bare) or _SCALE.match(bare))


def _is_pain(word: str) -> bool:
    return any(headers.meaning(one) == PAIN for one in (word, *headers.plain(word).split()))


def _name(group: Group, below: str, *, again: bool) -> str:
    """The name of one column. again: the lower line has the same word elsewhere."""
    above = group.word
    if not below or not above or headers.plain(above) == headers.plain(below):
        return below or (above if group.own else "")
    if _is_measure(below):
        return f"{above} ({below.strip('()[] ')})"
    ways = (f"{above} {below}", f"{below} {above}", f"{above}{below}")
    whole = next((one for one in ways if headers.known(one)), "")
    if whole and headers.meaning(above) != DATE:
        return whole
    if not group.own and headers.known(below):
        return below
    if headers.known(below):
        return f"{below} {above}" if again else below
    tells = group.own or _is_pain(above) or _is_part(below)
    return f"{above} {below}" if tells else below


def _gains(names: list[str], alone: list[str], lower: list[str]) -> bool:
    """Whether joined names say more than the line that would be the header alone, or would lose its units."""
    said = [cell for cell in lower if cell]
    return _worth(names) > _worth(alone) or (all(map(_is_measure, said)) and alone is not lower)


def _worth(names: list[str]) -> tuple[int, int]:
    """How many different names mean something, and how many columns have one."""
    known = {headers.plain(one) for one in names if headers.known(one) or _is_pain(one)}
    return len(known), sum(map(bool, names))
