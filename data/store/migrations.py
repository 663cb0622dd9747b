"""How a diary file of any older version becomes one of today: an ordered list, applied as one transaction.

Version n is the file after the first n steps. A step never changes after its release; a new column or table
is a new step and a new `SCHEMA_VERSION`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from data import schema
from data.errors import StoreTooNew

if TYPE_CHECKING:
    import duckdb

Step = Callable[["duckdb.DuckDBPyConnection"], None]


def _first(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute("CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
    cursor.execute(
        "CREATE TABLE imports (id BIGINT PRIMARY KEY, name VARCHAR, source VARCHAR, sha256 VARCHAR,"
        ' "at" TIMESTAMP, shape VARCHAR, "rows" BIGINT, first_day DATE, last_day DATE, days BIGINT,'
        " exposures BIGINT, factors BIGINT, rejected BIGINT, undone BOOLEAN, mapping VARCHAR,"
        " answers VARCHAR, dialect VARCHAR, content BLOB)"
    )
    cursor.execute("CREATE TABLE settings (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
    for table in schema.TABLES:
        cursor.execute(f"CREATE TABLE {table}_log (import_id BIGINT, {schema.ddl(table)})")
    cursor.execute("INSERT INTO meta VALUES ('diary', ?), ('revision', '0')", [uuid.uuid4().hex])


MIGRATIONS: Final[list[Step]] = [_first]


def version(cursor: duckdb.DuckDBPyConnection) -> int:
    """The version of an open file, 0 for one without tables of ours."""
    known = cursor.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'meta'").fetchall()
    if not known:
        return 0
    found = cursor.execute("SELECT value FROM meta WHERE name = 'version'").fetchall()
    return int(found[0][0]) if found else 0


def migrate(cursor: duckdb.DuckDBPyConnection) -> None:
    """Bring an open file to the newest version, all steps or none. Raises StoreTooNew."""
    found, newest = version(cursor), len(MIGRATIONS)
    if found > newest:
        raise StoreTooNew(
            f"The diary file has version {found}, this app knows up to {newest}. Update the app; nothing was"
            " changed.",
            found=found,
            known=newest,
        )
    if found == newest:
        return
    cursor.execute("BEGIN")
    try:
        for step in MIGRATIONS[found:]:
            step(cursor)
        cursor.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", [str(newest)])
        cursor.execute("COMMIT")
    except BaseException:
        cursor.execute("ROLLBACK")
        raise
