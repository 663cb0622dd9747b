"""Tables of exports as people hand them in: untouched, or opened in a spreadsheet and saved again.

A German spreadsheet saves with semicolons, decimal commas, its own encoding and dates like 29.03.2026 07:30.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.errors import Reason, Rejection, UnreadableFile
from data.ingest.formats.kit import header as header_of
from data.ingest.formats.nights import LONGEST
from data.ingest.formats.sheet import sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np

    from data.ingest.formats.sheet import Sheet
    from data.ingest.source import File

_DECIMAL_COMMA = re.compile(r"^-?\d+,(?:\d{1,2}|\d{4,})$")
_CLOCK = re.compile(
    r"^(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<D>\d{1,2})\.(?P<M>\d{1,2})\.(?P<Y>\d{4}))"
    r"[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|UTC|GMT)?$"
)
_SHIFT = re.compile(r"([+-])(\d{2}):?(\d{2})$")


def names(file: File) -> set[str]:
    """The headers of a table, whichever sign separates them. Raises nothing."""
    return set(header_of(file)[0])


def again(file: File, *, number: int = 1) -> Sheet:
    """The table, separated by whatever sign separates its header."""
    return sheet(file, delimiter=header_of(file, number)[1], header_line=number)


def decimal_of(table: Sheet, columns: Iterable[str]) -> str:
    """The decimal sign of these columns together: a comma before any but three digits tells, never one cell alone."""
    cells = [str(cell) for one in columns if table.has(one) for cell in table.columns[one]]
    return "," if any(map(_DECIMAL_COMMA.match, cells)) else "."


def clocks(table: Sheet, column: str, *, needed: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Clocks as they are written (datetime64[s]) and their offset from UTC in seconds, NaN where none is said.

    What is no clock is rejected, an empty cell only where it is needed.
    """
    import numpy as np
    import pandas as pd

    codes, cells = pd.factorize(table.columns[column])
    read = [moment_of(str(cell)) for cell in cells]
    for at, (cell, one) in enumerate(zip(cells, read, strict=True)):
        if np.isnat(one[0]) and (cell or needed):
            table.refuse(codes == at, column, Reason.NOT_A_DATE if cell else Reason.MISSING_DATE)
    moments = np.array([one[0] for one in read], dtype="datetime64[s]")[codes]
    offsets = np.array([one[1] for one in read], dtype="float64")[codes]
    return moments, offsets


def moment_of(cell: str) -> tuple[np.datetime64, float]:
    """One clock and its offset in seconds, NaT and NaN where there is none."""
    import numpy as np

    found = _CLOCK.match(cell.strip())
    if not found:
        return np.datetime64("NaT", "s"), np.nan
    year, month, day = (int(found[a] or found[b]) for a, b in ("yY", "mM", "dD"))
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    try:
        moment = np.datetime64(f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}", "s")
    except ValueError:
        return np.datetime64("NaT", "s"), np.nan
    return moment, shift_of(found["zone"] or "")


def shift_of(zone: str) -> float:
    """Seconds from UTC by an offset like "+02:00", "UTC+0200" or "Z"; NaN for anything else."""
    found = _SHIFT.search(zone.strip())
    if not found:
        return 0.0 if zone.strip() in {"Z", "UTC", "GMT"} else float("nan")
    seconds = int(found[2]) * 3600 + int(found[3]) * 60
    return float(-seconds if found[1] == "-" else seconds)


def ordered(table: Sheet, start: np.ndarray, end: np.ndarray, column: str) -> np.ndarray:
    """Rows whose ends are both known, in order and no more than a day apart; others with both ends are rejected."""
    import numpy as np

    length = (end - start).astype("timedelta64[s]").astype("float64")
    known = ~np.isnat(start) & ~np.isnat(end)
    good: np.ndarray = known & (length > 0) & (length <= LONGEST)
    table.refuse(known & ~good, column, Reason.OUT_OF_RANGE)
    return good


def one_of(file: File, files: Sequence[File], rejections: list[Rejection]) -> Sheet | None:
    """The table, None for one of several that cannot be read: the others still count, and it is said.

    Raises UnreadableFile when it is the only one, or when the archive itself is damaged.
    """
    try:
        return again(file)
    except UnreadableFile as error:
        if len(files) == 1 or error.code.startswith("archive"):
            raise
        rejections.append(Rejection(1, "", file.first_line()[:60], Reason.NOT_A_NUMBER, file.name))
        return None
