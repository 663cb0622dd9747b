"""Dates of a whole column at once: ISO, dotted, slashed in either order, with month names, with a clock time.

The order of day and month is never taken from one cell: 03/04 next to 25/04 is the third of April, next to
04/25 the fourth of March, and alone it is a question. Dotted dates are day first, as nobody writes them else.
Two-digit years are of this century.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from data.errors import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

YEARS = range(1900, 2101)
ORDERS = ("dmy", "mdy")
"""Day first or month first."""
LONGEST = 100
"""Letters of a date with its time, at most; patterns take long over endless spaces."""
LENGTH = 10
PLAIN = (
    ("-", (4, 7), (slice(0, 4), slice(4, 6), slice(6, 8))),
    (".", (2, 5), (slice(4, 8), slice(2, 4), slice(0, 2))),
)
"""Mark, where it stands, and where year, month and day are among the digits left, of the two plain builds."""
_EPOCH_END = 4_102_444_800
"""Start of 2100; ten digits begin in September 2001."""
_TIME = (
    r"(?:[T ,]+(?P<time>\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_WEEKDAY = r"(?:[A-Za-zÄÖÜäöü]{2,10}\.?,?\s+)?"
_ISO = re.compile(rf"^(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_TIME}$")
_COMPACT = re.compile(r"^(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})$")
_DOTTED = re.compile(rf"^{_WEEKDAY}(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>\d{{2}}|\d{{4}}){_TIME}$")
_EITHER = re.compile(rf"^{_WEEKDAY}(?P<a>\d{{1,2}})[/-](?P<b>\d{{1,2}})[/-](?P<y>\d{{2}}|\d{{4}}){_TIME}$")
_DAY_NAME = re.compile(
    rf"^{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]*(?P<w>[A-Za-zäÄ]{{3,9}})\.?,?[\s-]*(?P<y>\d{{4}}|\d{{2}}){_TIME}$"
)
_NAME_DAY = re.compile(
    rf"^{_WEEKDAY}(?P<w>[A-Za-zäÄ]{{3,9}})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_TIME}$"
)
_NAMES = (
    "jan jän",
    "feb",
    "mar mär mae mrz",
    "apr",
    "may mai",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct okt",
    "nov",
    "dec dez",
)
_MONTHS = {name: at for at, names in enumerate(_NAMES, start=1) for name in names.split()}


@dataclass(frozen=True, slots=True)
class Read:
    """One raw date: the day and the clock time in it ("" without), or the reason there is none."""

    day: date | None
    time: str = ""
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Which of day and month comes first in slashed dates: `dmy`, `mdy`, "" without such dates, None to ask."""

    value: str | None
    examples: tuple[str, ...] = ()
    proposal: str | None = None


def order_of(raws: list[str]) -> Order:
    """The order of day and month, decided from all distinct cells of the column."""
    pairs = [(raw, int(found["a"]), int(found["b"])) for raw in raws if (found := _EITHER.match(raw.strip()))]
    if not pairs:
        return Order("")
    day_first = sum(a > 12 >= b for _, a, b in pairs)
    month_first = sum(b > 12 >= a for _, a, b in pairs)
    if day_first != month_first:
        return Order("dmy" if day_first > month_first else "mdy")
    telling = tuple(raw for raw, a, b in pairs if a != b)[:3]
    if not telling and not day_first:
        return Order("dmy")
    return Order(None, telling or tuple(raw for raw, _, _ in pairs)[:3], _likelier(pairs))


def _likelier(pairs: list[tuple[str, int, int]]) -> str:
    """Days vary more than months do."""
    return "dmy" if len({a for _, a, _ in pairs}) >= len({b for _, _, b in pairs}) else "mdy"


@lru_cache(maxsize=1 << 13)
def read(raw: str, order: str) -> Read:
    """One cell as a day. order: `dmy` or `mdy` for slashed dates."""
    cell = raw.strip()
    if not cell:
        return Read(None, reason=Reason.MISSING_DATE)
    # Across a line break stand two cells, or halves of one: "2", "1.02.2026" is not the first of February.
    whole = len(cell) <= LONGEST and "\n" not in cell and "\r" not in cell
    parts = _parts(cell, order) if whole else None
    if parts is None:
        return Read(None, reason=Reason.NOT_A_DATE)
    year, month, day, found = parts
    year += 2000 if len(found["y"]) == 2 else 0
    if year not in YEARS:
        return Read(None, reason=Reason.IMPOSSIBLE_DATE)
    try:
        return Read(date(year, month, day), _clock(found))
    except ValueError:
        return Read(None, reason=Reason.IMPOSSIBLE_DATE)


def plain(words: list[str]) -> np.ndarray | None:
    """Days (datetime64[D]) of cells that are all whole dates of one plain build, 2026-03-01 or 01.03.2026; else None.

    What most diaries hold, read all at once. One cell of another build, or no day of the calendar, sends the column the
    careful way.
    """
    import numpy as np

    if not words or any(len(word) != LENGTH for word in words):
        return None
    letters = np.array(words, dtype=f"U{LENGTH}").view(np.uint32).reshape(len(words), LENGTH)
    for mark, (first, second), places in PLAIN:
        digits = np.delete(letters, (first, second), axis=1).astype(np.int64) - ord("0")
        if (letters[:, [first, second]] != ord(mark)).any() or (digits < 0).any() or (digits > 9).any():
            continue
        year, month, day = (_number(digits[:, at]) for at in places)
        days = _days(year, month, day)
        if days is not None:
            return days
    return None


def _number(digits: np.ndarray) -> np.ndarray:
    import numpy as np

    value: np.ndarray = digits @ (10 ** np.arange(digits.shape[1])[::-1])
    return value


def _days(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray | None:
    """Calendar days; None unless all of them exist and are of the years a diary may be of."""
    if ((year < YEARS.start) | (year >= YEARS.stop) | (month < 1) | (month > 12) | (day < 1)).any():
        return None
    months = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1)
    days: np.ndarray = months.astype("datetime64[D]") + (day - 1)
    return days if (days.astype("datetime64[M]") == months).all() else None


def _parts(cell: str, order: str) -> tuple[int, int, int, re.Match[str]] | None:
    """Year, month, day and the match behind them."""
    for pattern in (_ISO, _DOTTED, _COMPACT):
        if found := pattern.match(cell):
            return int(found["y"]), int(found["m"]), int(found["d"]), found
    if found := _EITHER.match(cell):
        a, b = int(found["a"]), int(found["b"])
        return (int(found["y"]), a, b, found) if order == "mdy" else (int(found["y"]), b, a, found)
    for pattern in (_DAY_NAME, _NAME_DAY):
        found = pattern.match(cell)
        if found and (month := _MONTHS.get(found["w"][:3].casefold())):
            return int(found["y"]), month, int(found["d"]), found
    return None


def _clock(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return clock(f"{groups.get('time') or ''} {groups.get('half') or ''}".strip()) or ""


_EPOCH = re.compile(r"^(\d{10})(?:\d{3})?(?:\.\d+)?$", re.ASCII)


def epoch(raw: str) -> str:
    """A moment counted in seconds or milliseconds since 1970 as ISO text in UTC; "" for anything else."""
    seconds = _seconds(raw)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}" if seconds is not None else ""


def _seconds(raw: str) -> int | None:
    found = _EPOCH.match(raw)
    return int(found[1]) if found and int(found[1]) < _EPOCH_END else None


def are_epochs(words: Iterable[str]) -> bool:
    """Whether all words of a column are such moments; one alone among dates is a slip."""
    said = list(words)
    return bool(said) and all(_seconds(word) is not None for word in said)


_PARTS = frozenset(
    [
        "morgens",
        "morgen",
        "früh",
        "frueh",
        "vormittags",
        "vormittag",
        "mittags",
        "mittag",
        "nachmittags",
        "nachmittag",
        "abends",
        "abend",
        "nachts",
        "nacht",
        "tagsüber",
        "ganztags",
        "morning",
        "am",
        "noon",
        "midday",
        "mid",
        "pm",
        "afternoon",
        "evening",
        "night",
        "pre",
    ]
)


def is_day_part(raw: str) -> bool:
    """Whether a cell names a part of the day instead of a clock time ("abends", "pm")."""
    return raw.strip().casefold() in _PARTS


def month(raw: str) -> int:
    """The number of a month by its name ("Mär", "October"); -1 for anything else."""
    return _MONTHS.get(raw.strip()[:3].casefold(), -1) if raw.strip().isalpha() else -1


_CLOCK = re.compile(
    r"^(\d{1,2})(?:[:.](\d{2})(?:[:.]\d{2})?)?\s*(?:uhr)?\s*([ap])?\.?(?:m\.?)?$", re.IGNORECASE
)


def clock(raw: str) -> str | None:
    """A clock time as HH:MM ("8:30", "08.30 Uhr", "8:30 pm", "8 Uhr"); None when it is none."""
    cell = raw.strip()
    found = _CLOCK.match(cell)
    if not found or (found[2] is None and not found[3] and "uhr" not in cell.casefold()):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3].casefold() == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
