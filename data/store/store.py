"""The door to the stored diary: frames in, frames out, never a connection.

What each method promises is said here; the parts that do it each hold the same open file: `tables` reads the diary,
`imports` takes files in, `entries` what is typed or changed by hand, `settings` what is kept beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from data import schema
from data.calendar import now
from data.home import diary_file
from data.merge import led, overlap
from data.store import edits, export
from data.store.database import database
from data.store.entries import Entries
from data.store.experiments import Experiments
from data.store.imports import Imports
from data.store.journal import Journal
from data.store.settings import Settings
from data.store.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    import pandas as pd

    from data.ingested import Ingested, Receipt
    from data.store.edits import Key
    from data.store.typed import Logged, Typed


class Store:
    """The diary in the folder `home`: one file, opened when made, created when there is none.

    Every import is kept as it came; the diary is what its layers add up to (later ones win field by field).
    Safe to use from several threads. Raises StoreLocked, StoreTooNew, StoreDamaged or StoreNotWritable, here
    and in every method; nothing is changed then. `clock` gives the local time of an import.
    """

    def __init__(self, home: Path, clock: Callable[[], datetime] = now) -> None:
        self.home = home
        self._database = database(diary_file(home))
        with self._database.cursor():
            pass
        self._tables = Tables(self._database)
        self._imports = Imports(self._database, clock)
        self._entries = Entries(self._database, clock)
        self._settings = Settings(self._database)
        self.experiments = Experiments(self._database, clock)
        self.journal = Journal(self._database, clock)

    # -------------------------------------------------------------- what is in it

    def days(self) -> pd.DataFrame:
        """One row per logged day, schema columns and dtypes, sorted by date.

        Where the diary and a device both know a value, the one that leads for its field is taken (`lead`).
        """
        return led(self._tables.read("days"), self.leads())

    def exposures(self) -> pd.DataFrame:
        """One row per try, schema columns and dtypes, sorted by date, time, movement and seq."""
        return self._tables.read("exposures")

    def factors(self) -> pd.DataFrame:
        """One row per day, factor and source, schema columns and dtypes, sorted by date."""
        return self._tables.read("factors")

    def sources(self) -> pd.DataFrame:
        """For each field of days: how many days the diary knows (`self_reported`), a device (`sensed`), and both."""
        return overlap(self._tables.read("days"))

    def fingerprint(self) -> str:
        """A short text that differs whenever data or settings differ; the key for caches."""
        query = "SELECT value FROM meta WHERE name IN ('diary', 'revision') ORDER BY name"
        return "-".join(value for (value,) in self._database.rows(query))

    # -------------------------------------------------------------- what came in

    def add(self, ingested: Ingested) -> Receipt:
        """Keep one read file, all of it or nothing; bytes that are already in the diary add nothing."""
        return self._imports.add(ingested)

    def imports(self) -> pd.DataFrame:
        """One row per import, oldest first: id, name, source, sha256, at (local time), shape, rows (lines of
        the file), first_day, last_day, days, exposures, factors (rows it brought), rejected (cells refused),
        undone.
        """
        return self._imports.table()

    def origins(self) -> frozenset[str]:
        """The kinds of import that make up the diary (`source` of `imports`), without those that are undone."""
        return self._imports.origins()

    def original(self, import_id: int) -> bytes:
        """The bytes of an imported file as they came, b"" for one too large to keep. Raises KeyError."""
        return self._imports.original(import_id)

    def provenance(self, import_id: int) -> dict[str, Any]:
        """How an import was understood: mapping, answers and dialect. Raises KeyError."""
        return self._imports.provenance(import_id)

    def tries_of(self, import_id: int) -> pd.DataFrame:
        """The tries one import brought, as it brought them: date, movement, time, seq, pain_during."""
        return self._imports.tries(import_id)

    def undo(self, import_id: int) -> None:
        """Take one import out of the diary; what it had covered shows again. Raises KeyError."""
        self._imports.mark(import_id, undone=True)

    def redo(self, import_id: int) -> None:
        """Put an undone import back where it was. Raises KeyError."""
        self._imports.mark(import_id, undone=False)

    # -------------------------------------------------------------- typed or changed by hand

    def amend(self, key: Key, values: Mapping[str, object], *, removed: bool = False) -> int:
        """Change fields of one try, day or factor by hand, or take it out; the number of the layer, for `undo`.

        values: field of its table -> new value, None for unknown. Raises KeyError where the diary has no such entry,
        EntryRefused (a ValueError) for a field or a value the schema does not allow; nothing is changed then.
        """
        said = edits.checked(values, edits.TABLES[type(key)])
        return self._entries.amend(edits.Edit(key, said, removed=removed))

    def log_day(self, day: date, values: Mapping[str, object]) -> int:
        """Keep what a person typed of one day as a layer of its own; the number of it, for `undo`.

        values: field of `days` -> value; what is not named stays as it was. As with files the later layer wins, field
        by field. Raises EntryRefused (a ValueError) for a day to come, a field or a value the schema does not allow;
        nothing is changed then.
        """
        return self._entries.log_day(day, values)

    def insist(self, day: date, values: Mapping[str, object]) -> int | None:
        """Let what was just typed of a day show where a change by hand of before hides it; the number of the layer.

        values: as `log_day` took them. None where nothing hides them. A day that was taken out comes back with these
        values alone.
        """
        return self._entries.insist(day, values)

    def log_try(self, one: Typed) -> Logged:
        """Keep one typed try as a layer of its own, on disk when this returns.

        The same try of the same session sent again (a second tab, a second device) adds nothing; with other values than
        the first time the later ones win as an edit, so the earlier ones stay in the history. Raises EntryRefused for a
        day to come, a missing movement or felt pain, a field or a value the schema does not allow; nothing is changed.
        """
        return self._entries.log_try(one)

    def next_position(self, session: str) -> int:
        """The place of the next try of a session; tries taken out again keep theirs."""
        return self._entries.next_position(session)

    # -------------------------------------------------------------- settings and memory

    def settings(self) -> dict[str, Any]:
        """What the person has set."""
        return self._settings.all()

    def set(self, key: str, value: object) -> None:
        """Remember one setting; `value` is anything JSON can hold."""
        self._settings.set(key, value)

    def note(self, key: str, value: object) -> None:
        """Remember something no result depends on: like `set`, but the diary stays the same one for every cache."""
        self._settings.set(key, value, revised=False)

    def leads(self) -> dict[str, str]:
        """Which source leads, by field, where the person chose one; the diary leads otherwise."""
        return self._settings.leads()

    def lead(self, field: str, source: str) -> None:
        """Let `self_reported` or `sensed` lead for one field of days. Raises ValueError for anything else."""
        self._settings.lead(field, source)

    def recall(self) -> dict[str, str]:
        """What `remember` was given last."""
        return self._settings.recall()

    def remember(self, found: Mapping[str, str]) -> None:
        """Keep these texts by key and nothing else of the kind; the diary itself stays the same one.

        Nothing is kept of a diary that was erased meanwhile.
        """
        self._settings.remember(found)

    # -------------------------------------------------------------- all of it

    def export(self, target: Path | BinaryIO) -> None:
        """Everything as one zip: tables as CSV and Parquet, the original files, settings, a README."""
        with self._database.writing:
            imports = self.imports()
            tables = {name: self._tables.read(name) for name in schema.TABLES} | {"imports": imports}
            tables |= self.experiments.tables() | {"journal": self.journal.table()}
            originals = ((one.id, one.name, self.original(one.id)) for one in imports.itertuples())
            export.write(target, tables, originals, self.settings())

    def erase(self) -> None:
        """Remove every file we made from this machine, and the folder when nothing else is in it."""
        self._database.remove()
