"""How the columns of a file are understood: their fields, the shape of a row, scales, and what must be asked.

The order matters: first what each column means (`meaning`), then how days are told (`when`), then what one row is
(`shapes`), last how numbers are written and rated (`scales`). The person's answers go before every proposal.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data import schema
from data.errors import Question
from data.ingest import values

if TYPE_CHECKING:
    from collections import Counter

    import numpy as np

    from data.errors import Reason
    from data.ingest.cells import Cells
    from data.ingest.table import Table
    from data.ingested import Answers
    from data.schema import Column

NUMERIC_SHARE = 0.8
"""A column of which this share reads as numbers is a column of numbers."""
FACTOR = schema.column("factors", "value")
FELT = schema.column("exposures", "pain_during")
RATED = frozenset({"wide", "places", "parts", "after"})
"""Roles of columns that hold pain ratings under a header of their own."""


@dataclass
class Use:
    """One column of the file: where it goes (`table` "" = left out), how it is read, and why.

    Besides the tables of the schema `table` may be "?" (the shape decides), "wide" (its header is a movement, its
    numbers the pain felt), "places" (pain of a body part), "parts" (pain at a time of the day), "after" (pain within an
    hour of a try), "part" (year, month or day of the date) or "names" (what each row of events is about).
    absent: words that mean "nothing said" in this column only.
    """

    header: str
    cells: Cells
    table: str = ""
    field: str = ""
    why: str = "unknown"
    target: str = "ignore"
    scale: values.Scale = dataclasses.field(default_factory=values.Scale)
    scales: tuple[str, ...] = ()
    direction: str = ""
    absent: frozenset[str] = frozenset()

    @property
    def column(self) -> Column:
        """The schema's declaration behind this column."""
        if self.table == "factors":
            return FACTOR
        return FELT if self.table in RATED else schema.column(self.table, self.field)

    def distinct(self) -> Counter[str]:
        """Distinct cells that say something, with how often they occur."""
        if not self.absent:
            return self.cells.said
        return type(self.cells.said)(
            {cell: n for cell, n in self.cells.said.items() if cell not in self.absent}
        )

    def numbers(self) -> dict[str, float]:
        """Distinct cells that are numbers, by the decimal sign of the column."""
        found = {}
        for cell in self.distinct():
            value = values.number(cell, self.scale)
            if value is not None:
                found[cell] = value
        return found

    def samples(self) -> tuple[str, ...]:
        """Up to three raw values."""
        return tuple(list(self.cells.said)[:3])

    def put(self, table: str, name: str, why: str) -> None:
        """Assign the column."""
        self.table, self.field, self.why = table, name, why


@dataclass
class Plan:
    """All columns, the shape of a row, and the open questions.

    shape: `try`, `session`, `day`, `wide` or `events`. days: the local day each row was written under, NaT where it
    has none; None while that is open. clock: HH:MM, "" unknown; None when no row has one. refused: cells of dates and
    times that cannot be read, as rows, column and reason.
    """

    uses: list[Use]
    shape: str = "day"
    questions: list[Question] = dataclasses.field(default_factory=list)
    german: bool = False
    days: np.ndarray | None = None
    clock: Cells | None = None
    order: str = ""
    refused: list[tuple[np.ndarray, Use, Reason]] = dataclasses.field(default_factory=list)
    facts: dict[str, str] = dataclasses.field(default_factory=dict)

    def of(self, table: str, name: str) -> Use | None:
        """The column that fills a field."""
        return next((use for use in self.uses if (use.table, use.field) == (table, name)), None)

    def field(self, name: str) -> Use | None:
        """The column with this field, in any table."""
        return next((use for use in self.uses if use.table and use.field == name), None)

    def header(self, header: str) -> Use | None:
        """The column with this header."""
        return next((use for use in self.uses if use.header == header), None)

    def ask(
        self,
        key: str,
        options: tuple[str, ...],
        column: str = "",
        examples: tuple[str, ...] = (),
        proposal: str | None = None,
    ) -> None:
        """Put a question, once."""
        if not any(one.key == key for one in self.questions):
            self.questions.append(Question(key, options, column, examples, proposal))

    def answered(self, answers: Answers, key: str, options: tuple[str, ...]) -> str | None:
        """The answer to a question, when it is one of the options."""
        given = answers.get(key)
        return given if given in options else None


def plan(table: Table, answers: Answers) -> Plan:
    """Understand every column of a table; ask where two readings are possible."""
    from data.ingest import meaning, scales, shapes, when

    uses = [Use(header, cells) for header, cells in zip(table.header, table.columns, strict=True)]
    made = Plan(uses, german=_german(table))
    meaning.assign(made, table, answers)
    shapes.one_person(made, table, answers)
    when.settle(made, table, answers)
    shapes.settle(made, answers)
    scales.settle(made, answers)
    return made


def _german(table: Table) -> bool:
    """Whether numbers are written the German way: decided by the delimiter, else by decimal commas."""
    return table.delimiter == ";" or any(values.decimal_comma(list(one.words[:500])) for one in table.columns)


def numeric(use: Use) -> bool:
    """Whether a column holds numbers."""
    cells = use.distinct()
    if not cells:
        return False
    read = sum(n for cell, n in cells.items() if values.number(cell, values.Scale(",")) is not None)
    return read / cells.total() >= NUMERIC_SHARE


def yes_or_no(use: Use) -> bool:
    """Whether a column says yes on some days and no on others: ticks without a no leave the rest unsaid."""
    cells = {cell.casefold() for cell in use.distinct()}
    return (
        bool(cells & values.SAID_YES and cells & values.SAID_NO) and cells <= values.SAID_YES | values.SAID_NO
    )


def counts(use: Use) -> bool:
    """Whether a column can be kept as a factor: numbers, or yes and no as 1 and 0."""
    return numeric(use) or yes_or_no(use)
