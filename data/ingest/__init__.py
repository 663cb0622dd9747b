"""Read a person's diary file: `read(content, name, answers) -> Ingested`.

The way through: `decode` (bytes to text), `table` (text to columns), `plan` (what each column means, what must be
asked), `frames` (columns to the frames of the schema). Content stays in memory. What is ambiguous becomes a
question and nothing that depends on it is taken; what is wrong becomes a rejection and the rest of its row is
kept; only a file that cannot be used at all raises UnreadableFile.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from data.errors import Question, UnreadableFile
from data.ingest.decode import MAX_BYTES, text_of
from data.ingested import ColumnUse, Ingested

if TYPE_CHECKING:
    from datetime import date

    from data.ingest.frames import Frames
    from data.ingest.plan import Plan
    from data.ingest.table import Table
    from data.ingested import Answers

__all__ = ["MAX_BYTES", "read"]

SOURCE = "diary-csv"
ORDERS = ("dmy", "mdy")
DATE_ORDER = "date_order"
LIST_MARKS = (",", "+", ";")


def read(content: bytes, name: str, answers: Answers | None = None) -> Ingested:
    """Read one diary as delimited text: one row per try, per session or per day.

    answers: `Question.key` -> option, for files read before. Raises UnreadableFile with a code and the numbers
    for its sentence.
    """
    from data.ingest.plan import plan
    from data.ingest.table import parse

    given = dict(answers or {})
    text, encoding = text_of(content, name)
    table = parse(text, name)
    made = plan(table, given)
    _require(made, table, name)
    order = _date_order(made, given)
    split = _split_lists(made, given)
    found = _frames(table, made, order, split=split)
    _require_rows(found, made, table, name)
    return Ingested(
        days=found.days,
        exposures=found.exposures,
        factors=found.factors,
        rejections=found.rejections,
        questions=made.questions,
        source=SOURCE,
        mapping=tuple(_mapped(use) for use in made.uses),
        period=_period(found),
        name=name,
        rows=len(table),
        shape=made.shape,
        dialect=_dialect(table, made, encoding, order) | _averaged(found),
        answers={key: value for key, value in given.items() if value},
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _frames(table: Table, made: Plan, order: str | None, *, split: bool | None) -> Frames:
    """The frames, empty while the order of day and month is open."""
    from data import schema
    from data.ingest.frames import Frames, Reader

    if order is None:
        days, exposures, factors = (schema.empty(one) for one in ("days", "exposures", "factors"))
        return Frames(days, exposures, factors, list(table.rejections))
    found = Reader(table, made, order).frames(split=bool(split))
    if split is None:
        found.exposures = schema.empty("exposures")
    return found


def _require(made: Plan, table: Table, name: str) -> None:
    """A date and something to put on it."""
    headers = ", ".join(one for one in table.header if one)
    if not any(use.field == "date" for use in made.uses):
        message = f"{name} has no date column (found: {headers}). Name one column Datum or Date."
        raise UnreadableFile("no_date", message, name=name, found=headers)
    fields = {(use.table, use.field) for use in made.uses}
    pain = any(field.startswith("pain") for _, field in fields) or _asked_about(made, "scale")
    useful = any(one == "days" and field not in {"date", "time", "note"} for one, field in fields)
    useful = useful or any(one == "factors" for one, _ in fields) or bool(made.questions)
    if not pain and (made.shape != "day" or not useful):
        message = (
            f"{name} has no pain column (found: {headers}). Name one column Schmerz or Pain, rated 0 to 10."
        )
        raise UnreadableFile("no_pain", message, name=name, found=headers)


def _asked_about(made: Plan, kind: str) -> bool:
    return any(one.kind == kind for one in made.questions)


def _require_rows(found: Frames, made: Plan, table: Table, name: str) -> None:
    """Something of the file is left."""
    if made.questions or len(found.days) or len(found.exposures) or len(found.factors):
        return
    reasons = [one.reason for one in found.rejections]
    most = max(set(reasons), key=lambda one: (reasons.count(one), one)) if reasons else ""
    example = next((one.value for one in found.rejections if one.reason == most), "")
    message = f"None of the {len(table)} rows of {name} could be used (most often: {most}, for example {example!r})."
    raise UnreadableFile("all_rejected", message, name=name, rows=len(table), example=example)


def _date_order(made: Plan, answers: Answers) -> str | None:
    """`dmy` or `mdy` for slashed dates; None after asking."""
    from data.ingest.dates import order_of

    use = next(use for use in made.uses if use.field == "date")
    order = order_of(list(dict.fromkeys(use.cells)))
    if order.value is not None:
        return order.value or ORDERS[0]
    if answers.get(DATE_ORDER) in ORDERS:
        return answers[DATE_ORDER]
    made.questions.append(Question(DATE_ORDER, ORDERS, use.header, order.examples, order.proposal))
    return None


def _split_lists(made: Plan, answers: Answers) -> bool | None:
    """Whether a cell with several movements is one try of each; None after asking."""
    from data.ingest.plan import LIST_SHARE

    use = made.of("exposures", "movement")
    if use is None:
        return False
    cells = use.distinct()
    lists = {cell: n for cell, n in cells.items() if any(mark in cell for mark in LIST_MARKS)}
    if not cells or sum(lists.values()) / cells.total() <= LIST_SHARE:
        return False
    key = f"several:{use.header}"
    if answers.get(key) in {"each", "one"}:
        return answers[key] == "each"
    made.questions.append(Question(key, ("each", "one"), use.header, tuple(lists)[:3]))
    return None


def _mapped(use: object) -> ColumnUse:
    from data.ingest.plan import Use

    if not isinstance(use, Use):
        raise TypeError(type(use))
    scale = use.scale.name
    if not scale and use.table and use.field not in {"date", "time"} and use.column.unit == "0-10":
        scale = "0-10"
    return ColumnUse(use.header, use.table, use.field, scale, use.why, use.samples())


def _period(found: Frames) -> tuple[date, date] | None:
    """First and last day with anything in it."""
    import pandas as pd

    kept = pd.concat([found.days["date"], found.exposures["date"], found.factors["date"]]).dropna()
    return (kept.min().date(), kept.max().date()) if len(kept) else None


def _averaged(found: Frames) -> dict[str, str]:
    """Days with several timed entries: their means were taken, and the person is told."""
    return {"averaged_days": str(found.averaged_days)} if found.averaged_days else {}


def _dialect(table: Table, made: Plan, encoding: str, order: str | None) -> dict[str, str]:
    """Facts about the file that a person can check."""
    facts = {
        "encoding": {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}.get(
            encoding, encoding.upper()
        ),
        "delimiter": {"\t": "Tab"}.get(table.delimiter, table.delimiter),
        "decimal": "," if any(use.scale.decimal == "," for use in made.uses) else ".",
    }
    if order and any("/" in cell for use in made.uses if use.field == "date" for cell in use.samples()):
        facts["date_order"] = order
    if table.preamble:
        facts["preamble"] = str(table.preamble)
    return facts
