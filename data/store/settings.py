"""What is kept beside the entries: settings of the person, and texts that only save time.

A setting may change a result, so the diary is another one after it; a note and a memory change none.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from data import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.store.database import Database

LEAD: Final = "lead"
"""Setting: field of days -> the source that leads."""


class Settings:
    """Settings and memory of one diary. Methods raise as `Store` does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, Any]:
        """What the person has set, by name."""
        found = self._database.rows("SELECT name, value FROM settings ORDER BY name")
        return {name: json.loads(value) for name, value in found}

    def set(self, key: str, value: object, *, revised: bool = True) -> None:
        """Keep one setting. revised: whether a result may depend on it, so that caches must ask again."""
        with self._database.transaction(revised=revised) as cursor:
            cursor.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", [key, json.dumps(value)])

    def leads(self) -> dict[str, str]:
        """Which source leads, by field, where the person chose one."""
        chosen = self.all().get(LEAD, {})
        return {str(name): str(source) for name, source in chosen.items()} if isinstance(chosen, dict) else {}

    def lead(self, field: str, source: str) -> None:
        """Let `self_reported` or `sensed` lead for one field of days. Raises ValueError for anything else."""
        if source not in schema.SOURCES or field not in schema.names("days"):
            raise ValueError(f"{field}: {source}")
        self.set(LEAD, self.leads() | {field: source})

    def recall(self) -> dict[str, str]:
        """What `remember` was given last."""
        with self._database.cursor() as cursor:
            return dict(cursor.execute("SELECT key, value FROM memory").fetchall())

    def remember(self, found: Mapping[str, str]) -> None:
        """Keep these texts by key and nothing else of the kind; nothing where the diary was removed meanwhile."""
        with self._database.writing:
            # Worked out behind a page: a diary that was erased while it was must not come back with it.
            if not self._database.path.exists() or self.recall() == found:
                return
            self._replace(found)

    def _replace(self, found: Mapping[str, str]) -> None:
        with self._database.transaction(revised=False) as cursor:
            cursor.execute("DELETE FROM memory")
            if found:
                # One statement: a thousand of them would keep the next try waiting for its turn to be written.
                pairs = [list(found), list(found.values())]
                cursor.execute("INSERT INTO memory SELECT unnest(?), unnest(?)", pairs)
