"""Reading the diary: what its layers add up to, with the changes made by hand on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data import schema
from data.ingested import EDIT
from data.store import edits, views
from data.store.corrected import corrected

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from data.store.database import Database

HELD: Final = 200_000
"""Rows of a table up to which it is held in memory between two readings; ten years of tries are 40 000."""


class Tables:
    """The tables of one diary as frames. Methods raise as `Store` does."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: dict[str, tuple[tuple[str, ...], pd.DataFrame]] = {}

    def read(self, table: str) -> pd.DataFrame:
        """One table of the schema, its columns and dtypes, sorted by its key."""
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
