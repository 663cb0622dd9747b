"""The door for files: bytes in memory go in, frames, refusals and questions come out. Never a temporary file."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from data.errors import RejectionSummary, UnreadableFile
from data.ingest.decode import MAX_BYTES, decode
from data.ingested import Answers, ColumnUse, Ingested

if TYPE_CHECKING:
    import pandas as pd

    from data.ingest.mapping import Plan
    from data.ingest.table import Table

__all__ = ["MAX_BYTES", "read"]

_NAMES = {"\t": "tab"}


def read(content: bytes, name: str, answers: Answers | None = None) -> Ingested:
    """Read a diary from a delimited text file.

    Args:
        content: the bytes of the file, at most `MAX_BYTES`.
        name: the file's name, kept for the history only.
        answers: answers to the questions of an earlier reading; unknown ones are asked again.

    Raises:
        UnreadableFile: nothing of the file can be used; says what was found, expected and what to do.
    """
    from data.ingest import frames, mapping, table

    given = dict(answers or {})
    text, encoding = decode(content)
    cut = table.split(text)
    cells = mapping.columns(cut)
    plan = mapping.plan(cut, cells, given)
    built, refused = frames.build(cut, cells, plan)
    bad = sorted([*cut.rejections, *refused], key=lambda one: one.row)
    if not plan.questions and not any(len(frame) for frame in built.values()):
        reason = next(iter(RejectionSummary.of(bad).by_reason), "nothing_usable")
        message = f"None of the {cut.found} rows can be used, mostly: {reason}; please check the file."
        raise UnreadableFile("all_rejected", message, rows=cut.found, reason=reason)
    return Ingested(
        **built,
        rejections=bad,
        questions=plan.questions,
        source="diary-csv",
        mapping=_mapping(cut, cells, plan),
        period=_period(built),
        name=name,
        rows=cut.found,
        shape=plan.shape,
        dialect=_dialect(cut, plan, encoding),
        answers=given,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _dialect(cut: Table, plan: Plan, encoding: str) -> dict[str, str]:
    facts = {
        "encoding": encoding,
        "delimiter": _NAMES.get(cut.delimiter, cut.delimiter),
        "decimal": plan.decimal,
        "date_order": plan.date_order or "ymd",
    }
    if not any(field.startswith("pain_") for field in plan.fields):
        facts["no_pain"] = "yes"
    return facts


def _mapping(cut: Table, cells: list[list[str]], plan: Plan) -> tuple[ColumnUse, ...]:
    uses = []
    for index, header in enumerate(cut.headers):
        samples = tuple(text for text in dict.fromkeys(cells[index]) if text)[:3]
        goes = plan.table(index)
        field = {"factor": header, "ignored": ""}.get(plan.fields[index], plan.fields[index])
        scale = "0-100" if index in plan.hundred else ""
        uses.append(ColumnUse(header, goes, field if goes else "", scale, plan.why[index], samples))
    return tuple(uses)


def _period(built: dict[str, pd.DataFrame]) -> tuple[date, date] | None:
    days = [frame["date"] for frame in built.values() if len(frame)]
    if not days:
        return None
    return min(one.min() for one in days).date(), max(one.max() for one in days).date()
