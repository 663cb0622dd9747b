"""The imports of a diary: files that come in, the history of them, taking one out and putting it back."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from data import packed, schema
from data.ingested import Receipt
from data.store import layers, views

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    import duckdb
    import pandas as pd

    from data.ingested import Ingested
    from data.store.database import Database

_SHOWN: Final = (
    'id, name, source, sha256, "at", shape, "rows", first_day, last_day, days, exposures, factors,'
    " rejected, undone"
)
_TOLD: Final = ("mapping", "answers", "dialect")


class Imports:
    """The imports of one diary, typed entries and edits among them. Methods raise as `Store` does."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    # -------------------------------------------------------------- reading

    def table(self) -> pd.DataFrame:
        """One row per import, oldest first; the columns are told at `Store.imports`."""
        with self._database.cursor() as cursor:
            found = cursor.execute(f"SELECT {_SHOWN} FROM imports ORDER BY id").df()  # noqa: S608 - constants
        return found.astype({"first_day": "datetime64[us]", "last_day": "datetime64[us]", "undone": "bool"})

    def origins(self) -> frozenset[str]:
        """What `Store.origins` says."""
        found = self._database.rows("SELECT DISTINCT source FROM imports WHERE NOT undone")
        return frozenset(source for (source,) in found)

    def original(self, number: int) -> bytes:
        """The bytes of an imported file as they came, b"" for one too large to keep. Raises KeyError."""
        content: bytes = self._one(number, "content")[0]
        return packed.unpack(content)

    def provenance(self, number: int) -> dict[str, Any]:
        """How an import was understood: mapping, answers and dialect. Raises KeyError."""
        return dict(zip(_TOLD, map(json.loads, self._one(number, ", ".join(_TOLD))), strict=True))

    def tries(self, number: int) -> pd.DataFrame:
        """What `Store.tries_of` says."""
        query = "SELECT date, movement, time, seq, pain_during FROM exposures_log WHERE import_id = ? ORDER BY ALL"
        with self._database.cursor() as cursor:
            return cursor.execute(query, [number]).df()

    def _one(self, number: int, columns: str) -> tuple[Any, ...]:
        with self._database.cursor() as cursor:
            found = cursor.execute(f"SELECT {columns} FROM imports WHERE id = ?", [number]).fetchall()  # noqa: S608 - names above
        if not found:
            raise KeyError(number)
        return found[0]

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
            number, counted = self._put(ingested, digest, frames)
        self._database.checkpoint()
        added, updated, overwritten = ({name: one[at] for name, one in counted.items()} for at in range(3))
        return Receipt(number, duplicate=False, added=added, updated=updated, overwritten=overwritten)

    def mark(self, number: int, *, undone: bool) -> None:
        """Take one import out of the diary or put it back. Raises KeyError."""
        with self._database.transaction() as cursor:
            changed = cursor.execute(
                "UPDATE imports SET undone = ? WHERE id = ? RETURNING id", [undone, number]
            )
            if not changed.fetchall():
                raise KeyError(number)

    def _active(self, digest: str) -> int | None:
        """The import of these bytes that stands, None without one."""
        query = "SELECT min(id) FROM imports WHERE sha256 = ? AND NOT undone"
        if not digest:
            return None
        with self._database.cursor() as cursor:
            found = cursor.execute(query, [digest]).fetchall()[0][0]
        return None if found is None else int(found)

    def _put(
        self, ingested: Ingested, digest: str, frames: Mapping[str, pd.DataFrame]
    ) -> tuple[int, dict[str, tuple[int, int, int]]]:
        """Insert a file; its number, and by table what `_counted` says of it."""
        # The copy of the file is packed while the database counts and inserts.
        with ThreadPoolExecutor(1) as pool, self._database.transaction() as cursor:
            content = pool.submit(lambda: ingested.packed or packed.pack(ingested.content))
            counted = {
                name: _counted(cursor, frame, name, unique=ingested.unique) for name, frame in frames.items()
            }
            number = layers.append(cursor, frames)
            layers.record(cursor, number, digest, self._clock(), ingested, content.result())
        return number, counted


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
