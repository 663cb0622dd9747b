"""Which column holds the dates: by its header, by what the person says, else it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import Reason
from data.ingest import dates
from data.ingest.counted_days import NO_YEAR, lacks_year, serials
from data.ingest.meaning import LOOK, put

if TYPE_CHECKING:
    from data.ingest.plan import Plan, Use
    from data.ingested import Answers

COLUMN = "date_column"
SOME = 0.2
"""From this share of dates on a column may be meant as that of the dates."""
DAYS, MONTHS = 31, 12
DISTINCT = 0.8
SHORT = 30
"""So many different short texts with digits in them may be dates."""
SURE_SHARE = 0.8


def chosen(made: Plan, answers: Answers) -> Use | None:
    """The column of dates: by the person's answer, else the one that was found."""
    use = made.field("date")
    answer = answers.get(COLUMN, "")
    told = made.header(answer)
    if told is None or (use is not None and use.why == "answer"):
        if answer == "none" and use is not None and use.why != "answer" and holds_none(use):
            put(use, "ignore", "answer")
            return None
        return use
    if use is not None and use is not told:
        put(use, "ignore", "double")
    put(told, "date", "answer")
    return told


def ask(made: Plan, found: list[Use]) -> None:
    """Ask which of these columns it is."""
    options = (*(one.header for one in found), "none")
    made.ask(COLUMN, options, "", tuple(f"{one.header}: {', '.join(one.samples())}" for one in found[:3]))


def holds_none(use: Use) -> bool:
    """Whether a column headed as dates holds nothing that looks like one, not even one of another year or the 31st of
    February: names of weekdays, for example.
    """
    words = list(use.cells.said)[:LOOK]
    return bool(words) and not lacks_year(use) and not serials(use) and not any(map(_dated, words))


def undated(made: Plan) -> list[Use]:
    """Columns without a known meaning that could be meant as dates."""
    found = []
    for use in made.uses:
        words = list(use.cells.said)[:LOOK]
        if use.table not in {"", "factors"} or use.why in {"answer", "asked", "person"} or not words:
            continue
        days = sum(map(_dated, words)) if use.why != "number" else 0
        if (
            days >= len(words) * SOME
            or _lacks_year_surely(use)
            or serials(use)
            or _is_counted_time(use, words)
        ):
            found.append(use)
    return found


def _dated(word: str) -> bool:
    return any(dates.read(word, order).reason is not Reason.NOT_A_DATE for order in dates.ORDERS)


def _lacks_year_surely(use: Use) -> bool:
    """Whether all values are days and months; "3.50" is a number."""
    pairs = [NO_YEAR.match(word) for word in use.cells.said]
    return all(one is not None and 0 < int(one[1]) <= DAYS and 0 < int(one[2]) <= MONTHS for one in pairs)


def _is_counted_time(use: Use, words: list[str]) -> bool:
    """Whether nearly every row has another text with digits in it ("KW 12 Mo"): an unusual way to write dates."""
    if use.table or len(words) < DISTINCT * min(len(use.cells), LOOK):
        return False
    short = [word for word in words if len(word) <= SHORT and any(map(str.isdecimal, word))]
    return len(short) >= len(words) * SURE_SHARE
