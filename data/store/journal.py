"""What a person and a trainer settle over time: activities and their ratings, rules, limits, the plan, warning signs.

A journal, not a table of states: an entry is only ever added, or withdrawn and taken up again, so that "who changed the
rule, and when" stays readable and every change can be undone. Beside the diary, not part of it: what is settled here
leaves the diary the same one (no new fingerprint); `stamp` tells one state of the journal from another.
See docs/decisions/010-settled-in-a-journal.md.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    import pandas as pd

    from data.store.database import Database

KINDS: Final = ("activity", "ability", "rules", "limit", "plan", "redflags", "cleared")
"""Kinds the plan knows; others may be kept by whoever needs them."""
_COLUMNS: Final = 'number, "at", kind, subject, day, value'


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing settled. at: local time it was written. subject: what it is about, a movement or an activity; "" for
    the whole plan. day: the day it speaks of. value: anything JSON can hold.
    """

    number: int
    at: datetime
    kind: str
    subject: str
    day: date
    value: Any


class Journal:
    """The journal of one diary. Methods raise as `Store` does; nothing is changed then."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def all(self, *kinds: str) -> list[Entry]:
        """The entries that stand, oldest first; of these kinds, or all."""
        query = f"SELECT {_COLUMNS} FROM journal WHERE NOT withdrawn ORDER BY number"  # noqa: S608 - names above
        return [
            Entry(number, at, kind, subject, day, json.loads(value))
            for number, at, kind, subject, day, value in self._database.rows(query)
            if not kinds or kind in kinds
        ]

    def stamp(self) -> str:
        """A short text that differs whenever what stands in the journal does."""
        query = (
            "SELECT coalesce(max(number), 0),"
            " coalesce(string_agg(CAST(number AS VARCHAR), '.' ORDER BY number) FILTER (withdrawn), '') FROM journal"
        )
        return "-".join(str(one) for one in self._database.rows(query)[0])

    def add(self, kind: str, subject: str, day: date, value: object) -> int:
        """Write one entry; its number, for `withdraw`. Raises ValueError for a value JSON cannot hold."""
        try:
            held = json.dumps(value, ensure_ascii=False, allow_nan=False)
        except TypeError as error:
            raise ValueError(f"{kind}: {error}") from error
        with self._database.transaction(revised=False) as cursor:
            number = int(cursor.execute("SELECT coalesce(max(number), 0) + 1 FROM journal").fetchall()[0][0])
            cursor.execute(
                f"INSERT INTO journal ({_COLUMNS}, withdrawn) VALUES (?, ?, ?, ?, ?, ?, false)",  # noqa: S608
                [number, self._clock(), kind, subject, day, held],
            )
        return number

    def withdraw(self, number: int) -> None:
        """Let an entry no longer stand. Raises KeyError."""
        self._mark(number, withdrawn=True)

    def restore(self, number: int) -> None:
        """Let a withdrawn entry stand again. Raises KeyError."""
        self._mark(number, withdrawn=False)

    def table(self) -> pd.DataFrame:
        """Every entry, withdrawn ones too, for the export."""
        with self._database.cursor() as cursor:
            return cursor.execute("SELECT * FROM journal ORDER BY number").df()

    def _mark(self, number: int, *, withdrawn: bool) -> None:
        with self._database.transaction(revised=False) as cursor:
            changed = cursor.execute(
                "UPDATE journal SET withdrawn = ? WHERE number = ? RETURNING number", [withdrawn, number]
            )
            if not changed.fetchall():
                raise KeyError(number)
