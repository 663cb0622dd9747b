"""How a diary file of any older version becomes one of today: an ordered list, applied as one transaction.

Version n is the file after the first n steps. A step never changes after its release; a new column or table
is a new step and a new `SCHEMA_VERSION`. A log has a column only once some import filled it (`Store.add` makes room),
so a step that reads one must not take it for granted.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from data.errors import StoreTooNew

if TYPE_CHECKING:
    import duckdb

Step = Callable[["duckdb.DuckDBPyConnection"], None]


_FIRST_TABLES: Final = {
    "days": (
        "date DATE, pain_avg DOUBLE, pain_worst DOUBLE, pain_morning DOUBLE, sleep_hours DOUBLE, "
        "sleep_quality DOUBLE, stress DOUBLE, mood DOUBLE, expectation DOUBLE, activity_min DOUBLE, steps "
        "DOUBLE, sitting_h DOUBLE, med_taken BOOLEAN, med_type VARCHAR, flare BOOLEAN, impact DOUBLE, "
        "note VARCHAR, line BIGINT"
    ),
    "exposures": (
        "date DATE, time VARCHAR, movement VARCHAR, seq BIGINT, session VARCHAR, family VARCHAR, "
        "pain_during DOUBLE, pain_before DOUBLE, expected_pain DOUBLE, perceived_harm DOUBLE, "
        "pain_next_day DOUBLE, sets DOUBLE, reps DOUBLE, weight_kg DOUBLE, duration_s DOUBLE, distance_m "
        "DOUBLE, rpe DOUBLE, direction VARCHAR, speed VARCHAR, surface VARCHAR, position VARCHAR, rom "
        "VARCHAR, quality DOUBLE, breathing_done BOOLEAN, symptom_flags VARCHAR, note VARCHAR, line "
        "BIGINT"
    ),
    "factors": ("date DATE, name VARCHAR, value DOUBLE, unit VARCHAR, source VARCHAR, line BIGINT"),
}
"""The tables of version 1, written out: a step never changes."""


def _first(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute("CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
    cursor.execute(
        "CREATE TABLE imports (id BIGINT PRIMARY KEY, name VARCHAR, source VARCHAR, sha256 VARCHAR,"
        ' "at" TIMESTAMP, shape VARCHAR, "rows" BIGINT, first_day DATE, last_day DATE, days BIGINT,'
        " exposures BIGINT, factors BIGINT, rejected BIGINT, undone BOOLEAN, mapping VARCHAR,"
        " answers VARCHAR, dialect VARCHAR, content BLOB)"
    )
    cursor.execute("CREATE TABLE settings (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
    for table, columns in _FIRST_TABLES.items():
        cursor.execute(f"CREATE TABLE {table}_log (import_id BIGINT, {columns})")
    cursor.execute("INSERT INTO meta VALUES ('diary', ?), ('revision', '0')", [uuid.uuid4().hex])


def _sources(cursor: duckdb.DuckDBPyConnection) -> None:
    """Days say who said them; everything before version 2 was said by the person."""
    cursor.execute("ALTER TABLE days_log ADD COLUMN source VARCHAR")
    cursor.execute("UPDATE days_log SET source = 'self_reported'")


def _edits(cursor: duckdb.DuckDBPyConnection) -> None:
    """Imports may be edits (`data.store.edits`). No table changes, but an app that does not know them would show
    the old values without a word; the version keeps it out.
    """


def _memory(cursor: duckdb.DuckDBPyConnection) -> None:
    """What was worked out once and is read again as long as what it rests on is the same."""
    cursor.execute("CREATE TABLE memory (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")


def _experiments(cursor: duckdb.DuckDBPyConnection) -> None:
    """Small experiments (`data.store.experiments`): what was drawn, and what happened; a seed serves once."""
    cursor.execute(
        "CREATE TABLE experiments (id BIGINT PRIMARY KEY, created TIMESTAMP NOT NULL, design VARCHAR NOT NULL,"
        " seed BIGINT NOT NULL UNIQUE, schedule VARCHAR NOT NULL)"
    )
    cursor.execute(
        "CREATE TABLE experiment_events (experiment BIGINT NOT NULL, number BIGINT NOT NULL, kind VARCHAR NOT NULL,"
        ' "at" TIMESTAMP NOT NULL, day DATE NOT NULL, value VARCHAR NOT NULL, PRIMARY KEY (experiment, number))'
    )


def _journal(cursor: duckdb.DuckDBPyConnection) -> None:
    """What is settled over time (`data.store.journal`): only added to, or withdrawn."""
    cursor.execute(
        'CREATE TABLE journal (number BIGINT PRIMARY KEY, "at" TIMESTAMP NOT NULL, kind VARCHAR NOT NULL,'
        " subject VARCHAR NOT NULL, day DATE NOT NULL, value VARCHAR NOT NULL, withdrawn BOOLEAN NOT NULL)"
    )


MIGRATIONS: Final[list[Step]] = [_first, _sources, _edits, _memory, _experiments, _journal]


def version(cursor: duckdb.DuckDBPyConnection) -> int:
    """The version of an open file, 0 for one without tables of ours."""
    known = cursor.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'meta'").fetchall()
    if not known:
        return 0
    found = cursor.execute("SELECT value FROM meta WHERE name = 'version'").fetchall()
    return int(found[0][0]) if found else 0


def migrate(cursor: duckdb.DuckDBPyConnection, *, fresh: bool = False) -> None:
    """Bring an open file to the newest version, all steps or none. Raises StoreTooNew.

    fresh: the file was just made, there is no version to look for.
    """
    found, newest = 0 if fresh else version(cursor), len(MIGRATIONS)
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
