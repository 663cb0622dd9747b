"""Which day each row is about: a date column, its parts, a day number, or nothing but the order of the rows.

What the file does not say is asked: the order of day and month, the day the numbering starts, whether an empty date
repeats the one above. Which column is meant is found in `date_column`; days that are not written as whole dates are
worked out in `counted_days`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np

from data.errors import Reason
from data.ingest import counted_days, date_column, dates, values, zones
from data.ingest.cells import Cells
from data.ingest.meaning import put

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from data.ingest.plan import Plan, Use
    from data.ingest.table import Table
    from data.ingested import Answers

DATE_ORDER = "date_order"
FILL = "fill_down"
FILL_SHARE = 0.2
"""From this share of empty dates on they are a way of writing, not slips: the person is asked."""
MANY = 3000
_UTC = re.compile(r"(?:Z|UTC|GMT|[+-]00:?00)$")


def settle(made: Plan, table: Table, answers: Answers) -> None:
    """Fill `made.days`, `made.clock` and `made.order`, or ask."""
    use = date_column.chosen(made, answers)
    if use is not None and dates.are_epochs(use.cells.said):
        use.cells = Cells(use.cells.codes, [dates.epoch(word) or word for word in use.cells.words])
    parts = {one.field: one for one in made.uses if one.table == "part"}
    if {"year", "month", "day"} <= set(parts):
        made.days = counted_days.from_parts(made, parts)
        if use is not None:
            put(use, "ignore", "double")
    elif use is None and date_column.COLUMN not in answers and (undated := date_column.undated(made)):
        date_column.ask(made, undated)
    elif use is None or counted_days.numbered(use):
        counted_days.from_start(made, table, use, answers)
    elif (
        answers.get(date_column.COLUMN) != use.header and use.why != "answer" and date_column.holds_none(use)
    ):
        date_column.ask(made, [use, *date_column.undated(made)])
    elif counted_days.lacks_year(use):
        counted_days.with_year(made, use, answers)
    elif serial := counted_days.serials(use):
        made.days = counted_days.serial_days(use.cells, serial)
        made.facts["excel_dates"] = str(len(serial))
    else:
        _fill_down(made, use, answers)
        _from_column(made, use, answers)
    made.clock = _clocks(made)


def _from_column(made: Plan, use: Use, answers: Answers) -> None:
    words = list(use.cells.said)
    order = dates.order_of(words)
    value = order.value if order.value is not None else made.answered(answers, DATE_ORDER, dates.ORDERS)
    if value is None:
        made.ask(DATE_ORDER, dates.ORDERS, use.header, order.examples, order.proposal)
        return
    made.order = value or dates.ORDERS[0]
    if any("/" in word for word in words[:50]):
        made.facts["date_order"] = made.order
    days, clock, reasons = read_many(use.cells.words, made.order)
    _refuse(made, use, reasons)
    if not _in_utc(made, use, days, clock, answers):
        return
    made.days = days[use.cells.codes]
    if any(clock):
        made.clock = Cells(use.cells.codes, clock)


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
