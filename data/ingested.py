"""What reading one file gave: the door between the readers, the store and the page that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from data.errors import Question, Rejection

Answers = Mapping[str, str]
"""Answers to questions: `Question.key` -> one of its `options` (or free text where options are empty)."""

EDIT = "edit"
"""`source` of a layer that is no file but a change of one try by hand (`data.store.edits`)."""
APP = "app"
"""`source` of a layer that is no file but a day typed into the app (`data.store.typed`)."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """How one column of the file was understood, and what else it could be.

    header: as in the file. table/field: where it went (`table` is "" when it was left out).
    scale: how raw became stored, for example "0-10", "0-100", "words", "h"; "" when taken as it stands.
    why: code of the reason for the proposal: `alias` (its header), `unit` (the unit in its header), `evidence` (its
    values), `number` (numbers without a known meaning: a factor), `answer` (the person), `asked` (open), `format` (the
    export format says so), `person` (tells persons apart), `double` (another column has this field), `unknown`.
    samples: up to three raw values. target: what it is now, an element of `options`; options: what it may be set to by
    the answer `column:<header>` ("days.mood", "exposures.pain_during", "pain", "date", "time", "movement", "factor",
    "ignore", ...), empty where there is no choice. scales: the scales or units it may have by `scale:<header>`.
    direction: `high_good` or `high_bad` where the person may turn the scale by `direction:<header>`, else "".
    conversion: raw -> stored examples of a converted scale, like "2 -> 5".
    """

    header: str
    table: str
    field: str
    scale: str = ""
    why: str = "alias"
    samples: tuple[str, ...] = ()
    target: str = ""
    options: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    direction: str = ""
    conversion: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True)
class Ingested:
    """Everything one upload gave. Frames are in schema dtypes; nothing depends on an unanswered question.

    rows: data lines found. shape: `try`, `session`, `day`, `wide` or `events`: what one row is; "" for exports.
    source: code of the format read ("diary-csv", "daylio", ...); formats: product names of all formats found, for an
    archive several. dialect: facts shown to the person, such as encoding, delimiter, decimal, date_order.
    content/sha256: the bytes themselves, so that every stored value can be traced to its raw text; content is empty
    for exports too large to keep. signature: the same for files of the same build, whatever their rows; answers are
    remembered under it. unique: rows of the frames are unique by their key.
    packed: `content` as `data.packed` packs it, when that was done on the way.
    """

    days: pd.DataFrame
    exposures: pd.DataFrame
    factors: pd.DataFrame
    rejections: Sequence[Rejection]
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
    formats: tuple[str, ...] = ()
    signature: str = ""
    unique: bool = False
    packed: bytes = b""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the store did with one `Ingested`.

    import_id: number of the import (also for a repeated file: then that of the first). duplicate: the same
    bytes were already there and nothing was added. added: new rows by table; updated: rows that already
    existed and got at least one field from this import; overwritten: fields that were known and are now different.
    """

    import_id: int
    duplicate: bool
    added: Mapping[str, int]
    updated: Mapping[str, int]
    overwritten: Mapping[str, int] = field(default_factory=dict)
