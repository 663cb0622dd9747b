"""What each column means: the person's answer, else its header, else its values; asked where two readings remain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import schema
from data.ingest import dates, headers, lengths, values
from data.ingest.plan import counts, numeric, yes_or_no

if TYPE_CHECKING:
    from data.ingest.plan import Plan, Use
    from data.ingest.table import Table
    from data.ingested import Answers

DATE_SHARE = 0.8
"""A column of which this share reads as dates is the date."""
LOOK = 400
"""Distinct cells that are looked at for dates."""
RATED_UP_TO = 10
COUNTED = 5
"""From so many rows on a column that counts them up is a number of the row, not chance."""
IN_TRIES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("intensitaet", "intensity", "staerke"), ("pain", "exposures.rpe")),
    **dict.fromkeys(("erwartung", "expectation"), ("exposures.expected_pain", "days.expectation")),
}
"""Headers with a second meaning beside movements: how hard one tried, what pain was expected of the try."""
LATE, LATE_SHARE = 18, 0.2
"""Nobody sleeps from so many hours on in this share of nights: these are times of going to bed."""
_LOOSE = ("date", "time", "movement", "session", "note", "pain")
_HIDDEN = {"line", "source", "seq", "date", "time", "movement", "session", "note", "family"}


def targets() -> tuple[str, ...]:
    """Everything a column may be set to, most common first."""
    fields = [
        f"{table}.{one.name}"
        for table in ("days", "exposures")
        for one in schema.TABLES[table]
        if one.name not in _HIDDEN
    ]
    return ("ignore", "factor", *_LOOSE, "wide", "place", "names", "person", "exposures.family", *fields)


def assign(made: Plan, table: Table, answers: Answers) -> None:
    """Give every column its meaning; the first of two columns with the same one wins, the other stays a factor."""
    taken: set[str] = set()
    known = targets()
    given = {use.header: answers.get(f"column:{use.header}", "") for use in made.uses}
    chosen = {target for target in given.values() if target in known}
    for use in sorted(made.uses, key=lambda one: headers.plain(one.header) in headers.SECOND):
        target = given[use.header]
        if target in known:
            put(use, target, "answer")
            continue
        target = _proposed(use, made, answers)
        double = ""
        if (target in taken and target != "pain") or (target in chosen and target not in {"", "person"}):
            target, double = "", target
            use.why = "double"
        if target:
            taken.add(target)
            put(use, target, use.why if use.why in {"answer", "evidence", "unit"} else "alias")
        elif use.why != "asked" and counts(use) and not _counts_rows(use):
            put(use, "factor", "number")
            if double.rpartition(".")[2].startswith("pain"):
                # Pain, so nothing that could go along with pain.
                use.put("factors", schema.PLACE + use.header, "double")
        elif use.why == "double":
            use.target = "ignore"
    _date_parts(made)
    _better_date(made)
    if not any(use.field == "date" or use.table == "part" for use in made.uses):
        _date_by_values(made)
    if not table.headed:
        _ask_nameless(made, given)


def put(use: Use, target: str, why: str) -> None:
    """Set a column to a target."""
    use.target = target
    if target in {"ignore", "person"}:
        use.put("", "", "person" if target == "person" else why)
    elif target == "factor":
        use.put("factors", use.header, why)
    elif target in {"wide", "place", "names"}:
        use.put("places" if target == "place" else target, use.header, why)
    elif target in {"year", "month", "day"}:
        use.put("part", target, why)
    else:
        table, _, name = target.rpartition(".")
        use.put(table or "?", name, why)


def _proposed(use: Use, made: Plan, answers: Answers) -> str:
    """The target a header points to, "" without one."""
    options = headers.meaning(use.header)
    if not options:
        return ""
    target = options[0] if len(options) == 1 else _choose(use, options, made, answers)
    if target == "movement" and numeric(use):
        return "days.activity_min" if _are_minutes(use) else ""
    if options := IN_TRIES.get(headers.plain(use.header), ()) if _names_movements(made) else ():
        target = _choose(use, options, made, answers)
    if target in {"movement", "session"} and yes_or_no(use):
        return ""
    if target == "session" and numeric(use):
        return ""
    if target == "person" and _is_names(use):
        return ""
    if target == "days.med_type" and _are_ticks(use):
        return "days.med_taken"
    return target


def _names_movements(made: Plan) -> bool:
    return any(headers.meaning(use.header) == ("movement",) for use in made.uses)


def _are_ticks(use: Use) -> bool:
    """Whether a column says yes and no under a header that could name a medicine; numbers are doses."""
    cells = [cell.casefold() for cell in use.distinct()]
    if headers.plain(use.header) in {"dosis", "dose"} and numeric(use):
        return False
    return bool(cells) and all(cell in values.YES or cell in values.NO for cell in cells)


def _are_minutes(use: Use) -> bool:
    """Whether numbers under "Bewegung" are minutes: up to 10 they may as well be a rating, a count or yes and no."""
    numbers = [values.number(cell, values.Scale(",")) or 0 for cell in use.distinct()]
    return max(numbers, default=0) > RATED_UP_TO


def _counts_rows(use: Use) -> bool:
    """Whether a column numbers the rows (0, 1, 2 ... or 1, 2, 3 ...), as programs add one: it says nothing of a day."""
    rows = len(use.cells)
    if rows < COUNTED or len(use.cells.said) < rows:
        return False
    first = use.cells[0]
    return first in {"0", "1"} and all(use.cells[row] == str(row + int(first)) for row in range(rows))


def _is_names(use: Use) -> bool:
    """Whether a column headed "Name" tells events apart instead of persons: the shapes will ask about it."""
    return headers.plain(use.header) == "name" and not numeric(use) and len(use.distinct()) > 1


def _choose(use: Use, options: tuple[str, ...], made: Plan, answers: Answers) -> str:
    """One of two meanings: by the person's answer, by the values, else by asking."""
    key = f"meaning:{use.header}"
    names = {option.rpartition(".")[2]: option for option in options}
    answer = made.answered(answers, key, (*names, "ignore"))
    if answer:
        use.why = "answer"
        return names.get(answer, "")
    if found := _evidence(use, options):
        use.why = "evidence"
        return found
    use.why = "asked"
    made.ask(key, (*names, "ignore"), use.header, use.samples())
    return ""


def _evidence(use: Use, options: tuple[str, ...]) -> str:
    """The meaning only the values allow, "" when they allow both."""
    if "movement" in options:
        return "movement" if not numeric(use) else "days.activity_min" if _are_minutes(use) else ""
    cells = use.distinct()
    if "days.sleep_hours" in options:
        numbers = [value for cell in cells if (value := values.number(cell, values.Scale(","))) is not None]
        clocks = {cell: n for cell, n in cells.items() if lengths.said(cell, lengths.HOURS) is not None}
        late = sum(n for cell, n in clocks.items() if (parts := lengths.clocked(cell)) and parts[0] >= LATE)
        if clocks:
            return "days.sleep_hours" if late <= LATE_SHARE * cells.total() else ""
        # Decimals alone may be an average rating; a night of 11 or more hours in a tenth of the file is none.
        quarters = bool(numbers) and all(value * 4 % 1 == 0 for value in numbers)
        hours = quarters or max(numbers, default=0) > max(10, min(numbers, default=0))
        return "days.sleep_hours" if any(value % 1 for value in numbers) and hours else ""
    # A size settles nothing: stress may run to 100, and one slip would turn a whole column into kilograms.
    return (
        "exposures.weight_kg"
        if "exposures.weight_kg" in options and any("kg" in cell.casefold() for cell in cells)
        else ""
    )


def is_dates(use: Use) -> bool:
    """Whether the values of a column are dates."""
    cells = list(use.distinct())[:LOOK]
    read = sum(
        dates.read(cell, "dmy").day is not None or dates.read(cell, "mdy").day is not None for cell in cells
    )
    return bool(cells) and read >= len(cells) * DATE_SHARE


def _date_parts(made: Plan) -> None:
    """A "Tag" beside a year and a month is the day of the month."""
    parts = {use.field for use in made.uses if use.table == "part"}
    for use in made.uses:
        if {"year", "month"} <= parts and use.field == "date" and headers.plain(use.header) in {"tag", "day"}:
            put(use, "day", use.why)
            return
    if "day" not in parts:
        for use in made.uses:
            if use.table == "part":
                put(use, "factor" if numeric(use) else "ignore", "number")


def _better_date(made: Plan) -> None:
    """Of "Tag" (Monday) and "Datum" the one that holds dates."""
    first = next((use for use in made.uses if use.field == "date" and use.why == "alias"), None)
    if first is None or is_dates(first):
        return
    for use in made.uses:
        if (
            use is not first
            and headers.meaning(use.header) == ("date",)
            and use.why == "double"
            and is_dates(use)
        ):
            put(first, "ignore", "double")
            put(use, "date", "alias")
            return


def _date_by_values(made: Plan) -> None:
    """The first column of dates is the date, whatever its header; one headed "time" may hold whole time stamps."""
    for use in made.uses:
        moments = use.field == "time" and (is_dates(use) or dates.are_epochs(use.distinct()))
        plain = use.table in {"", "factors"} and is_dates(use)
        if use.why not in {"answer", "asked"} and (moments or plain):
            put(use, "date", "evidence")
            return


def _ask_nameless(made: Plan, given: dict[str, str]) -> None:
    """Without a header only the person knows what a column is, save dates and clock times."""
    options = ("pain", "movement", "days.sleep_hours", "days.stress", "days.mood", "factor", "note", "ignore")
    for use in made.uses:
        if given[use.header] or use.field in {"date", "time"} or not use.distinct():
            continue
        if use.why != "evidence" and _is_clock(use):
            put(use, "time", "evidence")
            continue
        use.put("", "", "asked")
        made.ask(f"column:{use.header}", options, use.header, use.samples())
    made.facts["header_less"] = str(len(made.uses))


def _is_clock(use: Use) -> bool:
    cells = list(use.distinct())[:LOOK]
    return all(":" in cell and dates.clock(cell) for cell in cells)
