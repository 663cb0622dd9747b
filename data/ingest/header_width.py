"""Headers of another width than the rows below: names a delimiter tore, columns without a name, delimiters too many."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from data.ingest import values
from data.ingest.headers import known
from data.ingest.kinds import expected, kind_of
from data.ingest.ragged import gaps


def width_of(top: list[list[str]]) -> int:
    """The width of the header, or of the rows below it where they agree on being wider."""
    own = len(top[0])
    below = Counter(map(len, top[1:]))
    if not below:
        return own
    most, times = below.most_common(1)[0]
    return most if most > own and times * 2 > below.total() else own


def without_gaps(own: list[str], below: list[int]) -> list[str]:
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
