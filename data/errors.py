"""What can go wrong with a person's file, as values that can be shown, counted and translated.

A bad cell is data, not a crash: it becomes a `Rejection` with a reason code. Only a file that cannot be read
at all, or a store that cannot be used, raises. The sentence a person reads is looked up by `code` in the text
catalogues, with `context` as its placeholders; `str(error)` is the same in plain English for logs and the
command line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Reason(StrEnum):
    """Why one cell or one row of a file was not taken. Each value is a translation key `reason.<value>`."""

    NOT_A_NUMBER = "not_a_number"
    OTHER_UNIT = "other_unit"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_DATE = "not_a_date"
    IMPOSSIBLE_DATE = "impossible_date"
    MISSING_DATE = "missing_date"
    NOT_A_TIME = "not_a_time"
    NOT_YES_OR_NO = "not_yes_or_no"
    UNKNOWN_WORD = "unknown_word"
    MISSING_MOVEMENT = "missing_movement"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_FEW_CELLS = "too_few_cells"
    MOVED_CELLS = "moved_cells"
    TOO_LONG = "too_long"
    CONFLICTING_DAY_VALUE = "conflicting_day_value"


@dataclass(frozen=True, slots=True)
class Rejection:
    """One cell (or row, then `column` is empty) of a file that was not taken.

    row: line of the file, counted from 1 as an editor or a spreadsheet does, the header line included.
    column: header as it stands in the file. value: the raw text. reason: why. file: which file, when several were
    handed in together.
    """

    row: int
    column: str
    value: str
    reason: Reason
    file: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One ambiguity only the person can settle; nothing that depends on it is taken until it is answered.

    key: stable name, used by `--answer KEY=VALUE` (for example `date_order`, `meaning:Belastung`,
    `scale:Schmerz`). kind: the part before the colon, a translation key `question.<kind>`.
    options: allowed answers, codes, each a translation key `answer.<kind>.<option>`.
    examples: raw values from the file that show the ambiguity. proposal: the likelier option or None.
    """

    key: str
    options: tuple[str, ...]
    column: str = ""
    examples: tuple[str, ...] = ()
    proposal: str | None = None

    @property
    def kind(self) -> str:
        """The kind of question, without the column it is about."""
        return self.key.partition(":")[0]


class DataError(Exception):
    """Base of all errors a person must read. `code` is the translation key `error.<code>`."""

    code = "unknown"

    def __init__(self, message: str, **context: object) -> None:
        super().__init__(message)
        self.context: dict[str, object] = dict(context)


class UnreadableFile(DataError):
    """The whole file cannot be used. Message: what was found, what was expected, what to do."""

    code = "unreadable"

    def __init__(self, code: str, message: str, **context: object) -> None:
        super().__init__(message, **context)
        self.code = code


class Cancelled(DataError):
    """The person stopped the reading; nothing was taken."""

    code = "cancelled"


class StoreError(DataError):
    """The local database cannot be used right now; nothing was changed."""

    code = "store"


class StoreLocked(StoreError):
    """Another running copy of the app holds the diary file."""

    code = "store_locked"


class StoreTooNew(StoreError):
    """The diary file was written by a newer version of this app."""

    code = "store_too_new"


class StoreDamaged(StoreError):
    """The diary file is not a database this app can read."""

    code = "store_damaged"


class StoreNotWritable(StoreError):
    """The disk is full or read-only."""

    code = "store_not_writable"


class ExperimentRefused(DataError):
    """Something a small experiment does not allow. code: `experiment_<why>`; nothing was changed."""

    def __init__(self, why: str, message: str, **context: object) -> None:
        super().__init__(message, **context)
        self.code = f"experiment_{why}"


class EntryRefused(DataError, ValueError):
    """Something typed that the diary does not take. code: `entry_<why>`; nothing was changed.

    context: `field`, the column it is about, and what the sentence needs beside it.
    """

    def __init__(self, why: str, message: str, **context: object) -> None:
        super().__init__(message, **context)
        self.code = f"entry_{why}"


@dataclass(frozen=True, slots=True)
class RejectionSummary:
    """How many cells were refused, by reason; `total` counts cells, `rows` counts distinct lines."""

    total: int = 0
    rows: int = 0
    by_reason: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, rejections: Sequence[Rejection]) -> RejectionSummary:
        """Count `rejections` by reason, most frequent first."""
        counts: dict[str, int] = {}
        for one in rejections:
            counts[one.reason.value] = counts.get(one.reason.value, 0) + 1
        ordered = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
        return cls(len(rejections), len({(one.file, one.row) for one in rejections}), ordered)
