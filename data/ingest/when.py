"""Which day each row is about: a date column, its parts, a day number, or nothing but the order of the rows.

What the file does not say is asked: the order of day and month, the day the numbering starts, whether an empty date
repeats the one above. Spreadsheets that lost the date format leave day numbers since 1899-12-30 behind; they are
read as such where every value of the date column is one.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason, UnreadableFile
from data.ingest import dates, values, zones
from data.ingest.cells import Cells
from data.ingest.meaning import LOOK, put

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from data.ingest.plan import Plan, Use
    from data.ingest.table import Table
    from data.ingested import Answers

ORDERS = ("dmy", "mdy")
DATE_ORDER = "date_order"
START = "start_date"
COLUMN = "date_column"
FILL = "fill_down"
FILL_SHARE = 0.2
"""From this share of empty dates on they are a way of writing, not slips: the person is asked."""
SERIALS = range(20_000, 80_000)
"""Day numbers of 1954 to 2119 as spreadsheets count them: 1 = 1900-01-01, with a 29 February 1900 that never was."""
SERIAL_START = date(1899, 12, 30)
DAYS, MONTHS = 31, 12
DISTINCT = 0.8
SHORT = 30
"""So many different short texts with digits in them may be dates."""
MANY = 3000
SURE_SHARE = 0.8
NEW_YEAR = 6
"""A month this much smaller than the one above stands in the next year."""


def settle(made: Plan, table: Table, answers: Answers) -> None:
    """Fill `made.days`, `made.clock` and `made.order`, or ask."""
    use = _told_column(made, answers)
    if use is not None and dates.are_epochs(use.cells.said):
        use.cells = Cells(use.cells.codes, [dates.epoch(word) or word for word in use.cells.words])
    parts = {one.field: one for one in made.uses if one.table == "part"}
    if {"year", "month", "day"} <= set(parts):
        made.days = _from_parts(made, parts)
        if use is not None:
            put(use, "ignore", "double")
    elif use is None or _numbered(use):
        _from_start(made, table, use, answers)
    elif answers.get(COLUMN) != use.header and use.why != "answer" and _holds_none(use):
        _ask_column(made, [use, *_undated(made)])
    elif _lacks_year(use):
        _with_year(made, use, answers)
    elif serial := _serials(use):
        made.days = serial_days(use.cells, serial)
        made.facts["excel_dates"] = str(len(serial))
    else:
        _fill_down(made, use, answers)
        _from_column(made, use, answers)
    made.clock = _clocks(made)


# ------------------------------------------------------------------ a column of dates


def _from_column(made: Plan, use: Use, answers: Answers) -> None:
    words = list(use.cells.said)
    order = dates.order_of(words)
    value = order.value if order.value is not None else made.answered(answers, DATE_ORDER, ORDERS)
    if value is None:
        made.ask(DATE_ORDER, ORDERS, use.header, order.examples, order.proposal)
        return
    made.order = value or ORDERS[0]
    if any("/" in word for word in words[:50]):
        made.facts["date_order"] = made.order
    days, clock, reasons = read_many(use.cells.words, made.order)
    _refuse(made, use, reasons)
    if not _in_utc(made, use, days, clock, answers):
        return
    made.days = days[use.cells.codes]
    if any(clock):
        made.clock = Cells(use.cells.codes, clock)


_UTC = re.compile(r"(?:Z|UTC|GMT|[+-]00:?00)$")


def _in_utc(made: Plan, use: Use, days: np.ndarray, clock: list[str], answers: Answers) -> bool:
    """Shift moments written in UTC to the person's time zone, in place; False after asking for it.

    A column of midnights is one of dates: nothing to shift. Other offsets stand beside the local clock.
    """
    at = [n for n, word in enumerate(use.cells.words) if clock[n] and _UTC.search(word)]
    if all(clock[n] == "00:00" for n in at):
        return True
    zone = zones.chosen(answers)
    if zone is None:
        examples = tuple(use.cells.words[n] for n in at[:3])
        made.ask(zones.KEY, zones.ZONES, use.header, examples, zones.ZONES[0])
        return False
    known: dict[tuple[date, str], tuple[np.datetime64, str]] = {}
    for n in at:
        key = days[n].item(), clock[n]
        if key not in known:
            known[key] = _local(*key, zone)
        days[n], clock[n] = known[key]
    made.facts["time_zone"] = str(zone)
    return True


def _local(day: date, clock: str, zone: ZoneInfo) -> tuple[np.datetime64, str]:
    """Day and clock of a moment in UTC as the person's clock showed them."""
    hour, minute = map(int, clock.split(":"))
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC).astimezone(zone)
    return np.datetime64(local.date()), local.strftime("%H:%M")


def read_many(words: list[str], order: str) -> tuple[np.ndarray, list[str], list[Reason | None]]:
    """Days (datetime64[D]), clock times and reasons of many distinct dates. Of many the day and the rest are read once
    each, as a file of time stamps repeats both.
    """
    plain = dates.plain(words)
    if plain is not None:
        return plain, [""] * len(words), [None] * len(words)
    if len(words) > MANY:
        known: dict[str, dates.Read] = {}
        clocks: dict[str, str] = {}
        reads = [_parted(word, order, known, clocks) for word in words]
    else:
        reads = [dates.read(word, order) for word in words]
    days = np.array([one.day for one in reads], dtype="datetime64[D]")
    return days, [one.time for one in reads], [one.reason for one in reads]


def _parted(word: str, order: str, known: dict[str, dates.Read], clocks: dict[str, str]) -> dates.Read:
    first, rest = word[:10], word[10:]
    if rest and rest[0] not in " T,":
        return dates.read(word, order)
    if first not in known:
        known[first] = dates.read(first, order)
    if not rest or known[first].day is None:
        return known[first] if not rest else dates.read(word, order)
    if rest not in clocks:
        whole = dates.read("2000-01-01" + rest, order)
        clocks[rest] = whole.time if whole.day else "?"
    if clocks[rest] == "?":
        return dates.read(word, order)
    return dates.Read(known[first].day, clocks[rest])


def _fill_down(made: Plan, use: Use, answers: Answers) -> None:
    """Empty dates below a date: the same day, when the person says so."""
    blank = use.cells.blank
    if not blank.any() or blank[0] or blank.mean() < FILL_SHARE:
        return
    key = f"{FILL}:{use.header}"
    answer = made.answered(answers, key, ("same", "no"))
    if answer is None:
        made.ask(key, ("same", "no"), use.header, use.samples(), "same")
    elif answer == "same":
        last = np.maximum.accumulate(np.where(blank, 0, np.arange(len(blank))))
        use.cells = Cells(use.cells.codes[last], use.cells.words)
        made.facts["filled_dates"] = str(int(blank.sum()))


def _serials(use: Use) -> dict[int, int]:
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


def serial_days(cells: Cells, serials: dict[int, int]) -> np.ndarray:
    """Days of spreadsheet day numbers."""
    by_word: list[date | None] = [
        SERIAL_START + timedelta(days=serials[at]) if at in serials else None
        for at in range(len(cells.words))
    ]
    days: np.ndarray = np.array(by_word, dtype="datetime64[D]")[cells.codes]
    return days


# ------------------------------------------------------------------ dates without a year

_NO_YEAR = re.compile(r"^(?:[A-Za-zÄÖÜäöü]{2,10}\.?,?\s+)?(\d{1,2})\. ?(\d{1,2})\.?$")
YEAR = "year"


def _lacks_year(use: Use) -> bool:
    """Whether dates are written without their year, "03.04."."""
    said = use.cells.said
    found = sum(n for word, n in said.items() if _NO_YEAR.match(word))
    return bool(said) and found >= said.total() * SURE_SHARE


def _with_year(made: Plan, use: Use, answers: Answers) -> None:
    """The year of the first row is asked; it goes on where December is followed by January."""
    given = answers.get(YEAR, "")
    if not (given.isdecimal() and int(given) in dates.YEARS):
        made.ask(YEAR, (), use.header, use.samples())
        return
    pairs = [
        (int(one[2]), int(one[1])) if (one := _NO_YEAR.match(word)) else None for word in use.cells.words
    ]
    months = np.array([pair[0] if pair else 0 for pair in pairs])[use.cells.codes]
    known = np.flatnonzero(months)
    turns = np.zeros(len(months), dtype="int64")
    turns[known[1:]] = np.diff(months[known]) < -NEW_YEAR
    years = int(given) + np.cumsum(turns)
    found = []
    for code, year in zip(use.cells.codes.tolist(), years.tolist(), strict=True):
        pair = pairs[code]
        found.append(dates.read(f"{pair[1]}.{pair[0]}.{year}", ORDERS[0]) if pair else dates.Read(None))
    made.days = np.array([one.day for one in found], dtype="datetime64[D]")
    bad = np.isnat(made.days)
    made.refused.append((np.flatnonzero(bad & ~use.cells.blank), use, Reason.IMPOSSIBLE_DATE))
    made.refused.append((np.flatnonzero(bad & use.cells.blank), use, Reason.MISSING_DATE))


# ------------------------------------------------------------------ which column is the date


def _told_column(made: Plan, answers: Answers) -> Use | None:
    """The column of dates: by the person's answer, else the one that was found."""
    use = made.field("date")
    answer = answers.get(COLUMN, "")
    told = made.header(answer)
    if told is None or (use is not None and use.why == "answer"):
        if answer == "none" and use is not None and use.why != "answer" and _holds_none(use):
            put(use, "ignore", "answer")
            return None
        return use
    if use is not None and use is not told:
        put(use, "ignore", "double")
    put(told, "date", "answer")
    return told


def _ask_column(made: Plan, found: list[Use]) -> None:
    options = (*(one.header for one in found), "none")
    made.ask(COLUMN, options, "", tuple(f"{one.header}: {', '.join(one.samples())}" for one in found[:3]))


def _holds_none(use: Use) -> bool:
    """Whether a column headed as dates holds nothing that looks like one, not even one of another year or the 31st of
    February: names of weekdays, for example.
    """
    words = list(use.cells.said)[:LOOK]
    return bool(words) and not _lacks_year(use) and not _serials(use) and not any(map(_dated, words))


def _undated(made: Plan) -> list[Use]:
    """Columns without a known meaning that could be meant as dates."""
    found = []
    for use in made.uses:
        words = list(use.cells.said)[:LOOK]
        if use.table not in {"", "factors"} or use.why in {"answer", "asked", "person"} or not words:
            continue
        days = sum(map(_dated, words)) if use.why != "number" else 0
        if (
            days >= len(words) * FILL_SHARE
            or _lacks_year_surely(use)
            or _serials(use)
            or _is_counted_time(use, words)
        ):
            found.append(use)
    return found


def _dated(word: str) -> bool:
    return any(dates.read(word, order).reason is not Reason.NOT_A_DATE for order in ORDERS)


def _lacks_year_surely(use: Use) -> bool:
    """Whether all values are days and months; "3.50" is a number."""
    pairs = [_NO_YEAR.match(word) for word in use.cells.said]
    return all(one is not None and 0 < int(one[1]) <= DAYS and 0 < int(one[2]) <= MONTHS for one in pairs)


def _is_counted_time(use: Use, words: list[str]) -> bool:
    """Whether nearly every row has another text with digits in it ("KW 12 Mo"): an unusual way to write dates."""
    if use.table or len(words) < DISTINCT * min(len(use.cells), LOOK):
        return False
    short = [word for word in words if len(word) <= SHORT and any(map(str.isdecimal, word))]
    return len(short) >= len(words) * SURE_SHARE


# ------------------------------------------------------------------ no date column


def _numbered(use: Use) -> bool:
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


def _from_start(made: Plan, table: Table, use: Use | None, answers: Answers) -> None:
    """Days counted from a start the person names: by the numbers of the column, else one row a day."""
    undated = _undated(made) if use is None and COLUMN not in answers else []
    if undated:
        _ask_column(made, undated)
        return
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


def _from_parts(made: Plan, parts: dict[str, Use]) -> np.ndarray:
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


def _refuse(made: Plan, use: Use, reasons: Sequence[Reason | None]) -> None:
    """Reject all rows of bad words; reasons: one per word. One pass over the column per reason."""
    for reason in dict.fromkeys(one for one in reasons if one):
        bad = np.array([one is reason for one in reasons], dtype=bool)
        made.refused.append((np.flatnonzero(bad[use.cells.codes]), use, reason))


# ------------------------------------------------------------------ clock times


def _clocks(made: Plan) -> Cells | None:
    """The time column where it says something, else the time in the date column."""
    use = next((one for one in made.uses if one.field == "time" and one.table), None)
    if use is None:
        return made.clock
    found = [dates.clock(word) or "" for word in use.cells.words]
    odd = [
        None if one or values.missing(word) or dates.is_day_part(word) else Reason.NOT_A_TIME
        for word, one in zip(use.cells.words, found, strict=True)
    ]
    _refuse(made, use, odd)
    own = Cells(use.cells.codes, found)
    if made.clock is None:
        return own if any(found) else None
    shift = len(made.clock.words)
    said = np.array([bool(one) for one in found], dtype=bool)[own.codes]
    return Cells(np.where(said, own.codes + shift, made.clock.codes), [*made.clock.words, *found])
