"""What each column of one file means, and the questions only the person can answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data import schema
from data.errors import Question, UnreadableFile
from data.ingest import cell_text as values
from data.ingest import day_order as dates
from data.ingest import headers
from data.ingest.table import Table

_MEANINGS = ("stress", "weight_kg", "ignore")
_SCALES = ("0-100", "0-10")
_MANY = 0.02


@dataclass
class Plan:
    """How one file is read. fields: meaning by column index; scales: columns to divide by ten."""

    shape: str
    fields: list[str]
    why: list[str]
    decimal: str
    date_order: str
    hundred: set[int] = field(default_factory=set)
    open: set[int] = field(default_factory=set)
    questions: list[Question] = field(default_factory=list)

    def table(self, index: int) -> str:
        """The schema table a column goes to, "" when it is left out."""
        name = self.fields[index]
        if name in {"", "ignored"} or index in self.open:
            return ""
        if name == "factor":
            return "factors"
        tries = self.shape != "day"
        if tries and name in schema.names("exposures"):
            return "exposures"
        return "days" if name in schema.names("days") else ""


def columns(table: Table) -> list[list[str]]:
    """The cells of each column."""
    return [list(column) for column in zip(*table.rows, strict=True)] or [[] for _ in table.headers]


def plan(table: Table, cells: list[list[str]], answers: Mapping[str, str]) -> Plan:
    """Decide meaning, order of dates and scales. Raises UnreadableFile without a date or any value."""
    known = [_distinct(column) for column in cells]
    fields = [headers.field(header) for header in table.headers]
    if "date" not in fields:
        raise UnreadableFile("no_date", "Found no column with dates; name one column Datum or Date.")
    sign = "," if table.delimiter == ";" else "."
    pains = [column for column, field in zip(known, fields, strict=True) if field == "pain"]
    sign = values.decimal(pains[0], sign) if pains else sign
    made = Plan("day", fields, ["alias"] * len(fields), sign, "")
    _settle(made, table, known, answers)
    _ask_dates(made, known[made.fields.index("date")], answers)
    for index, name in enumerate(made.fields):
        if name in schema.ratings("days") + schema.ratings("exposures"):
            _ask_scale(made, index, table.headers[index], known[index], answers)
    if not made.open and not any(
        made.table(i) and f not in {"date", "time"} for i, f in enumerate(made.fields)
    ):
        raise UnreadableFile(
            "no_pain", "Found dates but neither pain nor any other value; add a pain column."
        )
    return made


def _distinct(column: list[str]) -> list[str]:
    return [value for value in dict.fromkeys(column) if not values.missing(value)]


def _settle(made: Plan, table: Table, known: list[list[str]], answers: Mapping[str, str]) -> None:
    fields = made.fields
    for index, name in enumerate(fields):
        if name == "movement" and known[index] and _numeric(known[index], made.decimal):
            fields[index], made.why[index] = "activity_min", "evidence"
        elif name == "ambiguous":
            _ask_meaning(made, index, table.headers[index], known[index], answers)
    made.shape = "try" if "movement" in fields else "session" if "session" in fields else "day"
    if made.shape == "session":
        # a session without single movements is one try of the whole session, under the name it was given
        fields[fields.index("session")] = "movement"
    pain = "pain_avg" if made.shape == "day" else "pain_during"
    allowed = {*schema.names("days"), "ignored", "time", "ambiguous"}
    allowed |= set(schema.names("exposures")) if made.shape != "day" else set()
    seen: set[str] = set()
    for index, name in enumerate(fields):
        name = pain if name == "pain" else name
        if name == "pain_during" and made.shape == "day":
            name = "pain_avg"
        if name in seen or name not in allowed:
            name = "factor" if known[index] and _numeric(known[index], made.decimal) else "ignored"
        if name == "ignored" or name == "ambiguous":
            made.why[index] = "asked" if index in made.open else "ignored"
        elif name == "factor":
            made.why[index] = "evidence"
        fields[index] = name
        seen |= {name} - {"factor", "ignored"}


def _numeric(known: list[str], sign: str) -> bool:
    sign = values.decimal(known, sign)
    return sum(values.number(value, sign) is not None for value in known) >= 0.9 * len(known)


def _ask(made: Plan, index: int, question: Question) -> None:
    made.open.add(index)
    made.why[index] = "asked"
    made.questions.append(question)


def _ask_meaning(made: Plan, index: int, header: str, known: list[str], answers: Mapping[str, str]) -> None:
    key = f"meaning:{header}"
    answer = answers.get(key)
    if answer in _MEANINGS:
        made.fields[index] = "ignored" if answer == "ignore" else str(answer)
        made.why[index] = "answer"
    else:
        _ask(made, index, Question(key, _MEANINGS, header, tuple(known[:3])))


def _ask_dates(made: Plan, known: list[str], answers: Mapping[str, str]) -> None:
    made.date_order = dates.order(known)
    if made.date_order != "ask":
        return
    answer = answers.get("date_order", "")
    if answer in {"dmy", "mdy"}:
        made.date_order = answer
    else:
        index = made.fields.index("date")
        made.questions.append(Question("date_order", ("dmy", "mdy"), "", tuple(known[:3])))
        made.open = set(range(len(made.fields)))
        made.why[index] = "asked"


def _ask_scale(made: Plan, index: int, header: str, known: list[str], answers: Mapping[str, str]) -> None:
    sign = values.decimal(known, made.decimal)
    found = [number for value in known if (number := values.number(value, sign)) is not None]
    high = [number for number in found if 10 < number <= 100]
    # one stray 42 among 0-10 is a slip of the pen; several distinct values above ten are another scale
    if len(high) < 2 and len(high) <= len(found) / 2:
        return
    if len(high) <= _MANY * len(found):
        return
    answer = answers.get(f"scale:{header}")
    if answer == "0-100":
        made.hundred.add(index)
    if answer in _SCALES:
        made.why[index] = "answer"
    else:
        _ask(made, index, Question(f"scale:{header}", _SCALES, header, tuple(map(str, high[:3])), "0-100"))
