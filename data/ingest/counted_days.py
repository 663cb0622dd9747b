"""Days that are not written as whole dates: numbers of a spreadsheet, days counted from a start, dates without a year,
year, month and day in columns of their own.

Spreadsheets that lost the date format leave day numbers since 1899-12-30 behind; they are read as such where every
value of the date column is one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason, UnreadableFile
from data.ingest import dates, values

if TYPE_CHECKING:
    from data.ingest.cells import Cells
    from data.ingest.plan import Plan, Use
    from data.ingest.table import Table
    from data.ingested import Answers

START = "start_date"
YEAR = "year"
SERIALS = range(20_000, 80_000)
"""Day numbers of 1954 to 2119 as spreadsheets count them: 1 = 1900-01-01, with a 29 February 1900 that never was."""
SERIAL_START = date(1899, 12, 30)
MOST = 0.8
"""From this share of dates without a year on the column holds such."""
NEW_YEAR = 6
"""A month this much smaller than the one above stands in the next year."""
NO_YEAR = re.compile(r"^(?:[A-Za-zÄÖÜäöü]{2,10}\.?,?\s+)?(\d{1,2})\. ?(\d{1,2})\.?$")


def serials(use: Use) -> dict[int, int]:
    """Word -> day number, when every value of the column is one that a spreadsheet would write."""
    found = {}
    for at, word in enumerate(use.cells.words):
        if values.missing(word):
            continue
        value = values.number(word, values.Scale("."))
        if value is None or int(value) not in SERIALS or len(word.partition(".")[0]) != len("45000"):
            return {}
        found[at] = int(value)
    return found


def serial_days(cells: Cells, numbers: dict[int, int]) -> np.ndarray:
    """Days of spreadsheet day numbers."""
    by_word: list[date | None] = [
        SERIAL_START + timedelta(days=numbers[at]) if at in numbers else None
        for at in range(len(cells.words))
    ]
    days: np.ndarray = np.array(by_word, dtype="datetime64[D]")[cells.codes]
    return days


# ------------------------------------------------------------------ dates without a year


def lacks_year(use: Use) -> bool:
    """Whether dates are written without their year, "03.04."."""
    said = use.cells.said
    found = sum(n for word, n in said.items() if NO_YEAR.match(word))
    return bool(said) and found >= said.total() * MOST


def with_year(made: Plan, use: Use, answers: Answers) -> None:
    """The year of the first row is asked; it goes on where December is followed by January."""
    given = answers.get(YEAR, "")
    if not (given.isdecimal() and int(given) in dates.YEARS):
        made.ask(YEAR, (), use.header, use.samples())
        return
    pairs = [(int(one[2]), int(one[1])) if (one := NO_YEAR.match(word)) else None for word in use.cells.words]
    months = np.array([pair[0] if pair else 0 for pair in pairs])[use.cells.codes]
    known = np.flatnonzero(months)
    turns = np.zeros(len(months), dtype="int64")
    turns[known[1:]] = np.diff(months[known]) < -NEW_YEAR
    years = int(given) + np.cumsum(turns)
    found = []
    for code, year in zip(use.cells.codes.tolist(), years.tolist(), strict=True):
        pair = pairs[code]
        found.append(dates.read(f"{pair[1]}.{pair[0]}.{year}", dates.ORDERS[0]) if pair else dates.Read(None))
    made.days = np.array([one.day for one in found], dtype="datetime64[D]")
    bad = np.isnat(made.days)
    made.refused.append((np.flatnonzero(bad & ~use.cells.blank), use, Reason.IMPOSSIBLE_DATE))
    made.refused.append((np.flatnonzero(bad & use.cells.blank), use, Reason.MISSING_DATE))


# ------------------------------------------------------------------ days counted from a start


def numbered(use: Use) -> bool:
    """Whether a date column counts days ("1", "Tag 2") instead of naming them."""
    said = list(use.cells.said)
    return bool(said) and all(_day_number(word) is not None for word in said)


def _day_number(word: str) -> int | None:
    digits = word.casefold().removeprefix("tag").removeprefix("day").strip().removesuffix(".")
    return (
        int(digits)
        if digits.isdecimal() and len(digits) <= len("9999") and int(digits) < SERIALS[0]
        else None
    )


def from_start(made: Plan, table: Table, use: Use | None, answers: Answers) -> None:
    """Days counted from a start the person names: by the numbers of the column, else one row a day."""
    if use is None and not _has_numbers(made):
        headers = ", ".join(one for one in table.header if one)[:300]
        message = f"The file has no date column (found: {headers}). Name one column Datum or Date."
        raise UnreadableFile("no_date", message, found=headers)
    given = dates.read(answers.get(START, ""), "dmy").day
    if given is None:
        samples = use.samples() if use else ()
        made.ask(START, (), use.header if use else "", samples)
        return
    if use is None:
        made.days = np.datetime64(given) + np.arange(len(table)).astype("timedelta64[D]")
        late = np.flatnonzero(made.days >= np.datetime64(f"{dates.YEARS[-1] + 1}-01-01"))
        if len(late):
            made.days[late] = np.datetime64("NaT")
            made.refused.append((late, made.uses[0], Reason.IMPOSSIBLE_DATE))
        return
    numbers = [_day_number(word) if not values.missing(word) else None for word in use.cells.words]
    first = min((one for one in numbers if one is not None), default=1)
    by_word = [given + timedelta(days=one - first) if one is not None else None for one in numbers]
    made.days = np.array(by_word, dtype="datetime64[D]")[use.cells.codes]
    if use.cells.blank.any():
        made.refused.append((np.flatnonzero(use.cells.blank), use, Reason.MISSING_DATE))


def _has_numbers(made: Plan) -> bool:
    """Whether anything but text could be dated."""
    return any(use.table not in {"", "names"} for use in made.uses) or bool(made.questions)


# ------------------------------------------------------------------ parts of a date


def from_parts(made: Plan, parts: dict[str, Use]) -> np.ndarray:
    """Year, month and day in columns of their own."""
    year, month, day = (_whole(parts[name].cells) for name in ("year", "month", "day"))
    year = np.where((year >= 0) & (year < 100), year + 2000, year)
    fits = (year >= dates.YEARS[0]) & (year <= dates.YEARS[-1]) & (month >= 1) & (month <= 12) & (day >= 1)
    months = (np.where(fits, (year - 1970) * 12 + month - 1, 0)).astype("int64").astype("datetime64[M]")
    length = ((months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")).astype("int64")
    fits &= day <= length
    more = np.where(fits, day - 1, 0).astype("int64").astype("timedelta64[D]")
    days: np.ndarray = months.astype("datetime64[D]") + more
    days[~fits] = np.datetime64("NaT")
    if not fits.all():
        made.refused.append((np.flatnonzero(~fits), parts["day"], Reason.IMPOSSIBLE_DATE))
    return days


def _whole(cells: Cells) -> np.ndarray:
    """Whole numbers, -1 where a cell is none; months may be names."""
    found = []
    for word in cells.words:
        value = values.number(word, values.Scale("."))
        found.append(dates.month(word) if value is None or value % 1 else int(value))
    numbers: np.ndarray = np.array(found, dtype="int64")[cells.codes]
    return numbers
