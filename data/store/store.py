"""The door to the stored diary: frames in, frames out, never a connection."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from data import packed, schema
from data.calendar import now
from data.errors import EntryRefused
from data.home import diary_file
from data.ingested import EDIT, ColumnUse, Receipt
from data.merge import led, overlap
from data.store import edits, export, typed, views
from data.store.corrected import corrected
from data.store.database import database
from data.store.experiments import Experiments
from data.store.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    import duckdb
    import pandas as pd
    from pandas.api.extensions import ExtensionArray

    from data.ingested import Ingested
    from data.store.edits import Key
    from data.store.typed import Logged, Typed

_SHOWN: Final = (
    'id, name, source, sha256, "at", shape, "rows", first_day, last_day, days, exposures, factors,'
    " rejected, undone"
)


_EARLY: Final = 1000
HELD: Final = 200_000
"""Rows of a table up to which it is held in memory between two readings; ten years of tries are 40 000."""
LEAD: Final = "lead"
"""Setting: field of days -> the source that leads."""


class Store:
    """The diary in the folder `home`: one file, opened when made, created when there is none.

    Every import is kept as it came; the diary is what its layers add up to (later ones win field by field).
    Safe to use from several threads. Raises StoreLocked, StoreTooNew, StoreDamaged or StoreNotWritable, here
    and in every method; nothing is changed then. `clock` gives the local time of an import.
    """

    def __init__(self, home: Path, clock: Callable[[], datetime] = now) -> None:
        self.home = home
        self._clock = clock
        self._database = database(diary_file(home))
        self._held: dict[str, tuple[tuple[str, ...], pd.DataFrame]] = {}
        with self._database.cursor():
            pass
        self.experiments = Experiments(self._database, clock)
        self.journal = Journal(self._database, clock)

    # -------------------------------------------------------------- reading

    def days(self) -> pd.DataFrame:
        """One row per logged day, schema columns and dtypes, sorted by date.

        Where the diary and a device both know a value, the one that leads for its field is taken (`lead`).
        """
        return led(self._table("days"), self.leads())

    def sources(self) -> pd.DataFrame:
        """For each field of days: how many days the diary knows (`self_reported`), a device (`sensed`), and both."""
        return overlap(self._table("days"))

    def leads(self) -> dict[str, str]:
        """Which source leads, by field, where the person chose one; the diary leads otherwise."""
        chosen = self.settings().get(LEAD, {})
        return {str(name): str(source) for name, source in chosen.items()} if isinstance(chosen, dict) else {}

    def lead(self, field: str, source: str) -> None:
        """Let `self_reported` or `sensed` lead for one field of days. Raises ValueError for anything else."""
        if source not in schema.SOURCES or field not in schema.names("days"):
            raise ValueError(f"{field}: {source}")
        self.set(LEAD, self.leads() | {field: source})

    def exposures(self) -> pd.DataFrame:
        """One row per try, schema columns and dtypes, sorted by date, time, movement and seq."""
        return self._table("exposures")

    def factors(self) -> pd.DataFrame:
        """One row per day, factor and source, schema columns and dtypes, sorted by date."""
        return self._table("factors")

    def imports(self) -> pd.DataFrame:
        """One row per import, oldest first: id, name, source, sha256, at (local time), shape, rows (lines of
        the file), first_day, last_day, days, exposures, factors (rows it brought), rejected (cells refused),
        undone.
        """
        with self._database.cursor() as cursor:
            found = cursor.execute(f"SELECT {_SHOWN} FROM imports ORDER BY id").df()  # noqa: S608 - constants
        return found.astype({"first_day": "datetime64[us]", "last_day": "datetime64[us]", "undone": "bool"})

    def original(self, import_id: int) -> bytes:
        """The bytes of an imported file as they came, b"" for one too large to keep. Raises KeyError."""
        with self._database.cursor() as cursor:
            found = cursor.execute("SELECT content FROM imports WHERE id = ?", [import_id]).fetchall()
        if not found:
            raise KeyError(import_id)
        return packed.unpack(found[0][0])

    def provenance(self, import_id: int) -> dict[str, Any]:
        """How an import was understood: mapping, answers and dialect. Raises KeyError."""
        query = "SELECT mapping, answers, dialect FROM imports WHERE id = ?"
        with self._database.cursor() as cursor:
            found = cursor.execute(query, [import_id]).fetchall()
        if not found:
            raise KeyError(import_id)
        return dict(zip(("mapping", "answers", "dialect"), map(json.loads, found[0]), strict=True))

    def settings(self) -> dict[str, Any]:
        """What the person has set."""
        with self._database.cursor() as cursor:
            found = cursor.execute("SELECT name, value FROM settings ORDER BY name").fetchall()
        return {name: json.loads(value) for name, value in found}

    def fingerprint(self) -> str:
        """A short text that differs whenever data or settings differ; the key for caches."""
        with self._database.cursor() as cursor:
            found = cursor.execute("SELECT value FROM meta WHERE name IN ('diary', 'revision') ORDER BY name")
            return "-".join(value for (value,) in found.fetchall())

    def recall(self) -> dict[str, str]:
        """What `remember` was given last."""
        with self._database.cursor() as cursor:
            return dict(cursor.execute("SELECT key, value FROM memory").fetchall())

    def _table(self, table: str) -> pd.DataFrame:
        with self._database.cursor() as cursor:
            # One view of the file for all that is asked: rows held under the layers of another moment would stay wrong.
            cursor.execute("BEGIN")
            return corrected(self._merged(cursor, table), table, edits.kept(cursor))

    def _merged(self, cursor: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
        """What the imports add up to, read again only when they are others: a change by hand lies above them."""
        layers = cursor.execute(views.LAYERS, [EDIT]).fetchall()[0]
        held = self._held.get(table)
        if held is None or held[0] != layers:
            held = layers, schema.conform(cursor.execute(views.current(table)).df(), table)
            if len(held[1]) <= HELD:
                self._held[table] = held
            else:
                self._held.pop(table, None)
        return held[1].copy(deep=False)

    # -------------------------------------------------------------- writing

    def add(self, ingested: Ingested) -> Receipt:
        """Keep one read file, all of it or nothing; bytes that are already in the diary add nothing."""
        digest = ingested.sha256
        if not digest and ingested.content:
            digest = hashlib.sha256(ingested.content).hexdigest()
        frames = {name: schema.conform(getattr(ingested, name), name) for name in schema.TABLES}
        nothing = dict.fromkeys(schema.TABLES, 0)
        with self._database.writing:
            known = self._active(digest)
            if known is not None:
                return Receipt(known, duplicate=True, added=nothing, updated=nothing)
            # The copy of the file is packed while the database counts and inserts.
            with ThreadPoolExecutor(1) as pool, self._database.transaction() as cursor:
                content = pool.submit(lambda: ingested.packed or packed.pack(ingested.content))
                counted = {
                    name: _counted(cursor, frame, name, unique=ingested.unique)
                    for name, frame in frames.items()
                }
                number = _next_number(cursor)
                for name, frame in frames.items():
                    _append(cursor, number, frame, name)
                _record(cursor, number, digest, self._clock(), ingested, content.result())
        self._database.checkpoint()
        added = {name: one[0] for name, one in counted.items()}
        updated = {name: one[1] for name, one in counted.items()}
        overwritten = {name: one[2] for name, one in counted.items()}
        return Receipt(number, duplicate=False, added=added, updated=updated, overwritten=overwritten)

    def amend(self, key: Key, values: Mapping[str, object], *, removed: bool = False) -> int:
        """Change fields of one try, day or factor by hand, or take it out; the number of the layer, for `undo`.

        values: field of its table -> new value, None for unknown. Raises KeyError where the diary has no such entry,
        EntryRefused (a ValueError) for a field or a value the schema does not allow; nothing is changed then.
        """
        return self._amend(edits.Edit(key, edits.checked(values, edits.TABLES[type(key)]), removed=removed))

    def _amend(self, edit: edits.Edit, identity: str = "") -> int:
        with self._database.transaction() as cursor:
            if not edits.exists(cursor, edit.key):
                raise KeyError(edit.key)
            number = self._layer(cursor, edits.layer(edit), identity)
        self._database.checkpoint()
        return number

    def log_day(self, day: date, values: Mapping[str, object]) -> int:
        """Keep what a person typed of one day as a layer of its own; the number of it, for `undo`.

        values: field of `days` -> value; what is not named stays as it was. As with files the later layer wins, field
        by field. Raises EntryRefused (a ValueError) for a day to come, a field or a value the schema does not allow;
        nothing is changed then.
        """
        self._refuse_ahead(day)
        one = typed.layer(day, typed.checked(values))
        with self._database.transaction() as cursor:
            number = self._layer(cursor, one)
        self._database.checkpoint()
        return number

    def insist(self, day: date, values: Mapping[str, object]) -> int | None:
        """Let what was just typed of a day show where a change by hand of before hides it; the number of the layer.

        values: as `log_day` took them. None where nothing hides them. A day that was taken out comes back with these
        values alone.
        """
        key, said = edits.DayKey(day), typed.checked(values)
        with self._database.transaction() as cursor:
            mine = [one for one in edits.kept(cursor) if one.key == key]
            if mine and mine[-1].removed:
                said = dict.fromkeys(typed.FIELDS) | said
            else:
                said = {
                    name: value for name, value in said.items() if any(name in one.values for one in mine)
                }
            number = self._layer(cursor, edits.layer(edits.Edit(key, said))) if said else None
        self._database.checkpoint()
        return number

    def log_try(self, one: Typed) -> Logged:
        """Keep one typed try as a layer of its own, on disk when this returns.

        The same try of the same session sent again (a second tab, a second device) adds nothing; with other values than
        the first time the later ones win as an edit, so the earlier ones stay in the history. Raises EntryRefused for a
        day to come, a missing movement or felt pain, a field or a value the schema does not allow; nothing is changed.
        """
        self._refuse_ahead(one.day)
        values, identity = typed.checked_try(one), typed.identity(one)
        with self._database.writing:
            sent = self._sent(identity)
            if sent:
                return self._again(sent, values, identity)
            with self._database.transaction() as cursor:
                key = edits.TryKey(one.day, one.movement, one.time, _next_seq(cursor, one))
                number = self._layer(cursor, typed.try_layer(one, key, values), identity)
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
        number = self._amend(edits.Edit(key, changed), identity)
        return typed.Logged(number, key, repeated=True, changed=tuple(changed))

    def _refuse_ahead(self, day: date) -> None:
        today = self._clock().date()
        if day > today:
            raise EntryRefused("ahead", f"{day} is still to come; today is {today}", day=day, today=today)

    def _layer(self, cursor: duckdb.DuckDBPyConnection, one: Ingested, digest: str = "") -> int:
        """Put one small layer in; its number. digest: "" where the same may be said again later."""
        number = _next_number(cursor)
        for table in schema.TABLES:
            _append(cursor, number, getattr(one, table), table)
        _record(cursor, number, digest, self._clock(), one, packed.pack(one.content))
        return number

    def undo(self, import_id: int) -> None:
        """Take one import out of the diary; what it had covered shows again. Raises KeyError."""
        self._mark(import_id, undone=True)

    def redo(self, import_id: int) -> None:
        """Put an undone import back where it was. Raises KeyError."""
        self._mark(import_id, undone=False)

    def set(self, key: str, value: object) -> None:
        """Remember one setting; `value` is anything JSON can hold."""
        with self._database.transaction() as cursor:
            cursor.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", [key, json.dumps(value)])

    def note(self, key: str, value: object) -> None:
        """Remember something no result depends on: like `set`, but the diary stays the same one for every cache."""
        with self._database.transaction(revised=False) as cursor:
            cursor.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", [key, json.dumps(value)])

    def remember(self, found: Mapping[str, str]) -> None:
        """Keep these texts by key and nothing else of the kind; the diary itself stays the same one."""
        with self._database.transaction(revised=False) as cursor:
            cursor.execute("DELETE FROM memory")
            if found:
                cursor.executemany("INSERT INTO memory VALUES (?, ?)", [list(one) for one in found.items()])

    def erase(self) -> None:
        """Remove every file we made from this machine, and the folder when nothing else is in it."""
        self._database.remove()

    def export(self, target: Path | BinaryIO) -> None:
        """Everything as one zip: tables as CSV and Parquet, the original files, settings, a README."""
        with self._database.writing:
            imports = self.imports()
            tables = {name: self._table(name) for name in schema.TABLES} | {"imports": imports}
            tables |= self.experiments.tables() | {"journal": self.journal.table()}
            originals = ((one.id, one.name, self.original(one.id)) for one in imports.itertuples())
            export.write(target, tables, originals, self.settings())

    def _active(self, digest: str) -> int | None:
        query = "SELECT min(id) FROM imports WHERE sha256 = ? AND NOT undone"
        if not digest:
            return None
        with self._database.cursor() as cursor:
            found = cursor.execute(query, [digest]).fetchall()[0][0]
        return None if found is None else int(found)

    def _mark(self, import_id: int, *, undone: bool) -> None:
        with self._database.transaction() as cursor:
            changed = cursor.execute(
                "UPDATE imports SET undone = ? WHERE id = ? RETURNING id", [undone, import_id]
            )
            if not changed.fetchall():
                raise KeyError(import_id)


def _next_number(cursor: duckdb.DuckDBPyConnection) -> int:
    return int(cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM imports").fetchall()[0][0])


def _next_seq(cursor: duckdb.DuckDBPyConnection, one: Typed) -> int:
    """The number of one more try of a movement at this day and time; an hour that comes twice has many. Undone layers
    count, so that no number is given twice.
    """
    query = (
        "SELECT coalesce(max(seq), -1) + 1 FROM exposures_log"
        " WHERE date = ? AND movement = ? AND time IS NOT DISTINCT FROM ?"
    )
    return int(cursor.execute(query, [one.day, one.movement, one.time]).fetchall()[0][0])


def _counted(
    cursor: duckdb.DuckDBPyConnection, frame: pd.DataFrame, table: str, *, unique: bool
) -> tuple[int, int, int]:
    """Rows that are new, rows that were there and get something, fields that change. unique: no key is there twice."""
    if frame.empty:
        return 0, 0, 0
    if unique and not cursor.execute(views.anything(table)).fetchall()[0][0]:
        return len(frame), 0, 0
    cursor.register("incoming", frame)
    added, updated, overwritten = cursor.execute(views.counts(table)).fetchall()[0]
    cursor.unregister("incoming")
    return int(added), int(updated), int(overwritten)


def _append(cursor: duckdb.DuckDBPyConnection, number: int, frame: pd.DataFrame, table: str) -> None:
    """Insert what the frame holds; columns without any value are left out, they are missing anyway."""
    import pyarrow as pa

    if frame.empty:
        return
    held = [name for name in schema.names(table) if _says(frame[name].array)]
    _make_room(cursor, table, held)
    columns = ", ".join(held)
    cursor.register("incoming", pa.Table.from_pandas(frame[held], preserve_index=False))
    cursor.execute(
        f"INSERT INTO {table}_log (import_id, {columns}) SELECT ?, {columns} FROM incoming",  # noqa: S608 - schema names
        [number],
    )
    cursor.unregister("incoming")


def _says(values: ExtensionArray) -> bool:
    """Whether a column has any value; most that have one show it early."""
    return not (values[:_EARLY].isna().all() and values.isna().all())


def _make_room(cursor: duckdb.DuckDBPyConnection, table: str, held: list[str]) -> None:
    """Give the log the columns it is to hold. It has those only that some import filled (and the key): a column of
    nothing costs DuckDB as much as one of numbers, and of 27 columns of a try most diaries fill ten.
    """
    log = f"{table}_log"
    if not cursor.execute(f"SELECT EXISTS (FROM {log})").fetchall()[0][0]:
        needed = {*held, *schema.keys(table), "line"}
        columns = [one for one in schema.TABLES[table] if one.name in needed]
        body = ", ".join(f"{one.name} {schema.SQL_TYPES[one.kind]}" for one in columns)
        cursor.execute(f"CREATE OR REPLACE TABLE {log} (import_id BIGINT, {body})")
        return
    known = {name for name, *_ in cursor.execute(f"FROM {log} LIMIT 0").description}
    for name in held:
        if name not in known:
            kind = schema.SQL_TYPES[schema.column(table, name).kind]
            cursor.execute(f"ALTER TABLE {log} ADD COLUMN {name} {kind}")


def _told(use: ColumnUse) -> dict[str, object]:
    return {name: getattr(use, name) for name in ColumnUse.__slots__}


def _record(
    cursor: duckdb.DuckDBPyConnection,
    number: int,
    digest: str,
    at: datetime,
    ingested: Ingested,
    content: bytes,
) -> None:
    first, last = ingested.period or (None, None)
    values = {
        "id": number,
        "name": ingested.name,
        "source": ingested.source,
        "sha256": digest,
        "at": at,
        "shape": ingested.shape,
        "rows": ingested.rows,
        "first_day": first,
        "last_day": last,
        "days": len(ingested.days),
        "exposures": len(ingested.exposures),
        "factors": len(ingested.factors),
        "rejected": len(ingested.rejections),
        "undone": False,
        "mapping": json.dumps([_told(one) for one in ingested.mapping], ensure_ascii=False),
        "answers": json.dumps(dict(ingested.answers), ensure_ascii=False),
        "dialect": json.dumps(dict(ingested.dialect), ensure_ascii=False),
        "content": content,
    }
    names = ", ".join(f'"{one}"' for one in values)
    marks = ", ".join("?" * len(values))
    cursor.execute(f"INSERT INTO imports ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608 - names above
