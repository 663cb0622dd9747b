"""How the columns of a file are understood: their fields, the shape of a row, scales, and what must be asked."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data import schema
from data.errors import Question
from data.ingest import headers, values

if TYPE_CHECKING:
    from data.ingest.table import Table
    from data.ingested import Answers
    from data.schema import Column

NUMERIC_SHARE = 0.8
"""A column of which this share reads as numbers is a column of numbers."""
LIST_SHARE = 0.2
"""More cells than this with a comma or plus: the column lists several movements."""
FACTOR = schema.column("factors", "value")
_UNIT_FACTORS = {
    ("duration_s", "min"): 60.0,
    ("distance_m", "km"): 1000.0,
    ("weight_kg", "lb"): 0.45359237,
    ("weight_kg", "lbs"): 0.45359237,
    ("weight_kg", "g"): 0.001,
    ("sleep_hours", "min"): 1 / 60,
    ("sitting_h", "min"): 1 / 60,
    ("activity_min", "h"): 60.0,
}


@dataclass
class Use:
    """One column of the file: where it goes (`table` "" = left out), how it is read, and why."""

    header: str
    cells: list[str]
    table: str = ""
    field: str = ""
    why: str = "unknown"
    scale: values.Scale = dataclasses.field(default_factory=values.Scale)

    @property
    def column(self) -> Column:
        """The schema's declaration behind this column."""
        return FACTOR if self.table == "factors" else schema.column(self.table, self.field)

    def distinct(self) -> Counter[str]:
        """Distinct cells that say something, with how often they occur."""
        counts = Counter(self.cells)
        return Counter({cell: n for cell, n in counts.items() if not values.missing(cell)})

    def samples(self) -> tuple[str, ...]:
        """Up to three raw values."""
        return tuple(dict.fromkeys(cell.strip() for cell in self.cells[:200] if cell.strip()))[:3]

    def put(self, table: str, name: str, why: str) -> None:
        """Assign the column."""
        self.table, self.field, self.why = table, name, why


@dataclass
class Plan:
    """All columns, the shape of a row (`try`, `session`, `day`), and the open questions."""

    uses: list[Use]
    shape: str = "day"
    questions: list[Question] = dataclasses.field(default_factory=list)
    german: bool = False

    def of(self, table: str, name: str) -> Use | None:
        """The column that fills a field."""
        return next((use for use in self.uses if (use.table, use.field) == (table, name)), None)


def plan(table: Table, answers: Answers) -> Plan:
    """Understand every column of a table; ask where two readings are possible."""
    uses = [Use(header, cells) for header, cells in zip(table.header, table.columns, strict=True)]
    made = Plan(uses, german=_german(table))
    _assign(made, answers)
    made.shape = _shape(made)
    _settle(made)
    _scales(made, answers)
    return made


def _german(table: Table) -> bool:
    """Whether numbers are written the German way: decided by the delimiter, else by decimal commas."""
    return table.delimiter == ";" or any(values.decimal_comma(column[:500]) for column in table.columns)


def numeric(use: Use) -> bool:
    """Whether a column holds numbers."""
    cells = use.distinct()
    if not cells:
        return False
    read = sum(n for cell, n in cells.items() if values.number(cell, values.Scale(",")) is not None)
    return read / cells.total() >= NUMERIC_SHARE


def _assign(made: Plan, answers: Answers) -> None:
    """Headers to fields; the first of two columns with the same meaning wins, the other is kept as it is."""
    taken: set[str] = set()
    for use in made.uses:
        options = headers.meaning(use.header)
        target = options[0] if len(options) == 1 else _choose(use, options, made, answers) if options else ""
        if target == "movement" and numeric(use):
            target = "days.activity_min"
        if target in taken or (target == "session" and numeric(use)):
            target = ""
        if target == "person":
            use.why = "person"
        elif target:
            taken.add(target)
            table, _, name = target.rpartition(".")
            use.put(table or "?", name, "alias" if len(options) == 1 else use.why)
        elif use.why != "asked" and use.header and numeric(use):
            use.put("factors", use.header, "number")


def _choose(use: Use, options: tuple[str, ...], made: Plan, answers: Answers) -> str:
    """One of two meanings: by the person's answer, by the values, else by asking."""
    key = f"meaning:{use.header}"
    names = {option.rpartition(".")[2]: option for option in options}
    answer = answers.get(key)
    if answer in {*names, "ignore"}:
        use.why = "answer"
        return names.get(str(answer), "")
    if found := _evidence(use, options):
        use.why = "evidence"
        return found
    use.why = "asked"
    made.questions.append(Question(key, (*names, "ignore"), use.header, use.samples(), None))
    return ""


def _evidence(use: Use, options: tuple[str, ...]) -> str:
    """The meaning only the values allow, "" when they allow both."""
    if "movement" in options:
        return "days.activity_min" if numeric(use) else "movement"
    cells = use.distinct()
    if "days.sleep_hours" in options:
        numbers = [value for cell in cells if (value := values.number(cell, values.Scale(","))) is not None]
        clocked = any(":" in cell or "h" in cell.casefold() for cell in cells)
        return "days.sleep_hours" if clocked or any(value % 1 for value in numbers) else ""
    # A size settles nothing: stress may run to 100, and one slip would turn a whole column into kilograms.
    return "exposures.weight_kg" if any("kg" in cell.casefold() for cell in cells) else ""


def _shape(made: Plan) -> str:
    """One row per try where a movement is named, per session where tries are described without one, else per day."""
    if any(use.field == "movement" for use in made.uses):
        return "try"
    described = any(use.table == "exposures" for use in made.uses)
    return "session" if described or any(use.field == "session" for use in made.uses) else "day"


def _settle(made: Plan) -> None:
    """Give the fields that depend on the shape their table."""
    rows = "days" if made.shape == "day" else "exposures"
    felt = any((use.table, use.field) == ("exposures", "pain_during") for use in made.uses)
    for use in made.uses:
        if use.table != "?":
            continue
        if use.field == "pain":
            name = "pain_avg" if rows == "days" or felt else "pain_during"
            use.put("days" if name == "pain_avg" else "exposures", name, use.why)
        elif use.field == "session" and made.shape == "session":
            use.put("exposures", "movement", use.why)
        elif use.field in {"date", "note"}:
            use.put(rows, use.field, use.why)
        elif use.field == "time" and rows == "days":
            use.put("days", "time", use.why)
        else:
            use.put("exposures", use.field, use.why)
    if made.shape == "day":
        _drop_doubles(made)


def _drop_doubles(made: Plan) -> None:
    """Of two columns for one field the first stays."""
    seen: set[tuple[str, str]] = set()
    for use in made.uses:
        where = (use.table, use.field)
        if use.table and use.table != "factors" and where in seen:
            use.put("factors", use.header, "number") if numeric(use) else use.put("", "", "double")
        seen.add(where)


def _scales(made: Plan, answers: Answers) -> None:
    """Decimal sign, unit and rating scale of every column of numbers."""
    for use in made.uses:
        if not use.table or use.field in {"date", "time"}:
            continue
        if use.table != "factors" and use.column.kind != "number":
            continue
        cells = use.distinct()
        scale = values.decimal_of(list(cells), german=made.german, whole=values.whole(use.column))
        unit = headers.unit(use.header)
        factor = _UNIT_FACTORS.get((use.field, unit), 1.0)
        use.scale = values.Scale(scale.decimal, scale.grouped, factor, f"{unit}" if factor != 1.0 else "")
        if use.table != "factors" and values.is_rating(use.column):
            _rating_scale(use, cells, unit, made, answers)


def _rating_scale(use: Use, cells: Counter[str], unit: str, made: Plan, answers: Answers) -> None:
    """0-10 as it stands; 0-100 when the header says so or the person does; a question when the values say so."""
    numbers = {cell: value for cell in cells if (value := values.number(cell, use.scale)) is not None}
    key = f"scale:{use.header}"
    large = values.beyond_ten(list(numbers.values()), [cells[cell] for cell in numbers]) if numbers else False
    said = unit.replace(" ", "") in {"0-100", "%"}
    answer = answers.get(key)
    if said or (large and answer == "0-100"):
        use.scale = values.Scale(use.scale.decimal, use.scale.grouped, 0.1, "0-100")
        use.why = use.why if said else "answer"
    elif large and answer != "0-10":
        examples = tuple(cell for cell, value in numbers.items() if value > 10)[:3]
        made.questions.append(Question(key, ("0-100", "0-10"), use.header, examples, "0-100"))
        use.put("", "", "asked")
