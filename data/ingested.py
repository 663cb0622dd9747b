"""What reading one file gave: the door between the readers, the store and the page that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from data.errors import Question, Rejection

Answers = Mapping[str, str]
"""Answers to questions: `Question.key` -> one of its `options` (or free text where options are empty)."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """How one column of the file was understood.

    header: as in the file. table/field: where it went (`table` is "" when it was left out).
    scale: how raw became stored, for example "0-10", "0-100", "decimal comma"; "" when taken as it stands.
    why: code of the reason for the proposal (`alias`, `evidence`, `answer`, `ignored`, `asked`).
    samples: up to three raw values.
    """

    header: str
    table: str
    field: str
    scale: str = ""
    why: str = "alias"
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ingested:
    """Everything one file gave. Frames are in schema dtypes; nothing depends on an unanswered question.

    rows: data lines found in the file. shape: `try`, `session` or `day`: what one row is.
    dialect: facts shown to the person, such as encoding, delimiter, decimal, date_order.
    content/sha256: the bytes themselves, so that every stored value can be traced to its raw text.
    """

    days: pd.DataFrame
    exposures: pd.DataFrame
    factors: pd.DataFrame
    rejections: list[Rejection]
    questions: list[Question]
    source: str
    mapping: tuple[ColumnUse, ...]
    period: tuple[date, date] | None
    name: str = ""
    rows: int = 0
    shape: str = "day"
    dialect: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the store did with one `Ingested`.

    import_id: number of the import (also for a repeated file: then that of the first). duplicate: the same
    bytes were already there and nothing was added. added: new rows by table; updated: rows that already
    existed and got at least one field from this import.
    """

    import_id: int
    duplicate: bool
    added: Mapping[str, int]
    updated: Mapping[str, int]
