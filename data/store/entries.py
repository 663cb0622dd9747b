"""What a person types into the app or changes by hand: each a small layer of its own, on disk when the call returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import packed
from data.calendar import day_of
from data.errors import EntryRefused
from data.store import edits, layers, typed, views

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    import duckdb

    from data.ingested import Ingested
    from data.store.database import Database
    from data.store.typed import Logged, Typed


class Entries:
    """The typed days and tries of one diary and its edits. Methods do and raise what `Store` says of its own."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    # -------------------------------------------------------------- days and changes by hand

    def amend(self, edit: edits.Edit, identity: str = "") -> int:
        """Keep one change by hand. Raises KeyError where the diary has no such entry."""
        with self._database.transaction() as cursor:
            if not edits.exists(cursor, edit.key):
                raise KeyError(edit.key)
            number = self._put(cursor, edits.layer(edit), identity)
        self._database.checkpoint()
        return number

    def log_day(self, day: date, values: Mapping[str, object]) -> int:
        """Keep what was typed of one day. Raises EntryRefused."""
        self._refuse_ahead(day)
        one = typed.layer(day, typed.checked(values))
        with self._database.transaction() as cursor:
            number = self._put(cursor, one)
        self._database.checkpoint()
        return number

    def insist(self, day: date, values: Mapping[str, object]) -> int | None:
        """Lay what was typed of a day over a change by hand that hides it; None where none does."""
        key, said = edits.DayKey(day), typed.checked(values)
        with self._database.transaction() as cursor:
            mine = [one for one in edits.kept(cursor) if one.key == key]
            if mine and mine[-1].removed:
                said = dict.fromkeys(typed.FIELDS) | said
            else:
                said = {
                    name: value for name, value in said.items() if any(name in one.values for one in mine)
                }
            number = self._put(cursor, edits.layer(edits.Edit(key, said))) if said else None
        self._database.checkpoint()
        return number

    # -------------------------------------------------------------- tries

    def log_try(self, one: Typed) -> Logged:
        """Keep one typed try, once. Raises EntryRefused."""
        self._refuse_ahead(one.day)
        values, identity = typed.checked_try(one), typed.identity(one)
        with self._database.writing:
            sent = self._sent(identity)
            if sent:
                return self._again(sent, values, identity)
            with self._database.transaction() as cursor:
                key = edits.TryKey(one.day, one.movement, one.time, _next_seq(cursor, one))
                number = self._put(cursor, typed.try_layer(one, key, values), identity)
        self._database.checkpoint()
        return typed.Logged(number, key)

    def next_position(self, session: str) -> int:
        """The place of the next try of a session; tries taken out again keep theirs."""
        with self._database.cursor() as cursor:
            query = f"SELECT count(*) FROM {views.every('exposures')} WHERE session = ?"  # noqa: S608 - constants
            found = cursor.execute(query, [session]).fetchall()
        return int(found[0][0])

    def _sent(self, identity: str) -> dict[int, bytes]:
        """The layers of one try of a session that stand: the try first, then what was sent otherwise later."""
        query = "SELECT id, content FROM imports WHERE sha256 = ? AND NOT undone ORDER BY id"
        if not identity:
            return {}
        with self._database.cursor() as cursor:
            found = cursor.execute(query, [identity]).fetchall()
        return {int(number): packed.unpack(content) for number, content in found}

    def _again(self, sent: Mapping[int, bytes], values: Mapping[str, object], identity: str) -> Logged:
        """A try that was sent before: nothing, or an edit of what is said otherwise now than the last time."""
        key, before = typed.said_before(*sent.values())
        changed = {name: value for name, value in values.items() if before.get(name) != value}
        with self._database.cursor() as cursor:
            there = edits.exists(cursor, key)
        if not changed or not there:
            return typed.Logged(max(sent), key, repeated=True)
        number = self.amend(edits.Edit(key, changed), identity)
        return typed.Logged(number, key, repeated=True, changed=tuple(changed))

    def _refuse_ahead(self, day: date) -> None:
        today = day_of(self._clock())
        if day > today:
            raise EntryRefused("ahead", f"{day} is still to come; today is {today}", day=day, today=today)

    def _put(self, cursor: duckdb.DuckDBPyConnection, one: Ingested, identity: str = "") -> int:
        return layers.put(cursor, one, self._clock(), identity)


def _next_seq(cursor: duckdb.DuckDBPyConnection, one: Typed) -> int:
    """The number of one more try of a movement at this day and time; an hour that comes twice has many. Undone layers
    count, so that no number is given twice.
    """
    query = (
        "SELECT coalesce(max(seq), -1) + 1 FROM exposures_log"
        " WHERE date = ? AND movement = ? AND time IS NOT DISTINCT FROM ?"
    )
    return int(cursor.execute(query, [one.day, one.movement, one.time]).fetchall()[0][0])
