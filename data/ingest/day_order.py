"""Dates as people write them; day and month are told apart from the whole column, never row by row."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from data.errors import Reason

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}:\d{2}).*)?$", re.ASCII)
_NUMERIC: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:,? +(\d{1,2}:\d{2}).*)?$", re.ASCII)
_WORDY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s*([a-zä]{3,9})\.?,?\s*(\d{4}|\d{2})$", re.ASCII)
_MONTH_FIRST: Final = re.compile(r"([a-zä]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4}|\d{2})$", re.ASCII)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GERMAN: Final = {"mär": 3, "mae": 3, "mai": 5, "okt": 10, "dez": 12}


def order(values: list[str]) -> str:
    """`dmy`, `mdy`, `ask` where both fit, or "" where no date of the column depends on it."""
    found = [match for value in values if (match := _NUMERIC.match(value))]
    if any(match[2] == "." for match in found):
        return "dmy"
    if not found:
        return ""
    day_first = any(int(match[1]) > 12 for match in found)
    month_first = any(int(match[3]) > 12 for match in found)
    if day_first == month_first:
        return "ask"
    return "dmy" if day_first else "mdy"


def parse(value: str, how: str) -> tuple[date | None, str, Reason | None]:
    """Day, clock time ("" when none) and what is wrong with `value`, read in the order `how`."""
    text, clock = value.casefold(), ""
    if match := _ISO.match(value):
        year, month, day, clock = match[1], int(match[2]), int(match[3]), match[4] or ""
    elif match := _NUMERIC.match(value):
        day, month = int(match[1]), int(match[3])
        if how == "mdy" and match[2] != ".":
            day, month = month, day
        year, clock = match[4], match[5] or ""
    elif match := _WORDY.match(text):
        day, month, year = int(match[1]), _month(match[2]), match[3]
    elif match := _MONTH_FIRST.match(text):
        day, month, year = int(match[2]), _month(match[1]), match[3]
    else:
        return None, "", Reason.NOT_A_DATE
    full = int(year) + (2000 if len(year) == 2 else 0)
    if not 1900 <= full <= 2100:
        return None, "", Reason.IMPOSSIBLE_DATE
    try:
        return date(full, month, day), clock, None
    except ValueError:
        return None, "", Reason.IMPOSSIBLE_DATE


def _month(word: str) -> int:
    start = word[:3]
    return _MONTHS.index(start) + 1 if start in _MONTHS else _GERMAN.get(start, 0)
