"""What a column holds by its cells or its header, and what size its numbers have: what tells whose a cell is."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from data import schema
from data.errors import Reason
from data.ingest import dates, values
from data.ingest.headers import meaning

if TYPE_CHECKING:
    from collections.abc import Iterable

LOOK = 400
"""Distinct cells that tell the kind of a column."""
FAR = 3
"""A number so many times larger or smaller than all others of its column may be one of the next column."""
TAIL, FEW = 0.05, 3
"""This share of the distinct numbers at either end, one of more than a few at least, may have moved itself."""
RATED, LARGE = 10, 30
"""Numbers up to 10 say nothing about their column; from 30 on small ones are no ratings among them."""
_WORDY = frozenset({"note", "movement", "session", "family", "person", "time", "names"})


def kind_of(words: Iterable[str]) -> str:
    """What a column holds: `date`, `time`, `number`, `text` (never any of these), `any` (a mixture), `` (nothing)."""
    said = list(islice((word for word in words if not values.missing(word)), LOOK))
    if not said:
        return ""
    counts = dict.fromkeys(("date", "time", "number", "text"), 0)
    for word in said:
        counts[of_word(word)] += 1
    most = max(counts, key=lambda one: counts[one])
    if most == "text":
        return "text" if counts["text"] == len(said) else "any"
    return most if counts[most] > len(said) / 2 else "any"


@lru_cache(maxsize=1 << 13)
def of_word(word: str) -> str:
    """What one cell that says something is: `date`, `number`, `time` or `text`."""
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
