"""Small parts that several readers share."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from data.ingest.formats.base import Found, Measure
    from data.ingest.formats.sheet import Sheet
    from data.ingest.source import File

DELIMITERS = ",;\t"


def header(file: File, number: int = 1) -> tuple[list[str], str]:
    """The cells of a header line and its delimiter: a spreadsheet saves again with its own. Raises nothing."""
    line = file.first_line(number)
    delimiter = max(DELIMITERS, key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        cells = []
    return [" ".join(cell.split()) for cell in cells], delimiter


def uses(table: Sheet, places: dict[str, str], *, scale: dict[str, str] | None = None) -> list[ColumnUse]:
    """How the columns of a sheet were used. places: header -> "days.x", "factors.x" or "" for one left out."""
    found = []
    for header, place in places.items():
        if header not in table.columns:
            continue
        where, _, name = place.partition(".")
        samples = tuple(dict.fromkeys(str(cell) for cell in table.columns[header][:200] if cell))[:3]
        found.append(ColumnUse(header, where, name, (scale or {}).get(header, ""), "format", samples))
    return found


def finished(found: Found, tables: Sequence[Sheet]) -> Found:
    """With the rejections the sheets collected, in front of those of the frames."""
    found.rejections = [*(one for table in tables for one in table.rejections), *found.rejections]
    return found


def kept(measures: Sequence[Measure], rows: np.ndarray) -> list[Measure]:
    """The same measures, of these rows only."""
    from dataclasses import replace

    return [replace(one, date=one.date[rows], value=one.value[rows], line=one.line[rows]) for one in measures]


def first_length(*columns: np.ndarray) -> np.ndarray:
    """The first length of each row that is above zero: strength training has no moving time, or one of 0."""
    import numpy as np

    found = np.full(len(columns[0]), np.nan)
    for one in columns:
        found = np.where(np.isnan(found) & (one > 0), one, found)
    return found


def whole_days(day: np.ndarray, value: np.ndarray) -> np.ndarray:
    """The values, missing on days where any value is: a sum without one of its parts is a false number."""
    import numpy as np

    holes = np.unique(day[np.isnan(value) & ~np.isnat(day)])
    found: np.ndarray = np.where(np.isin(day, holes), np.nan, value)
    return found
