"""The diary as a query: per key and per field, the last known value among the imports that are not undone."""

from __future__ import annotations

from functools import cache

from data import schema

# Every name put into a query here comes from the schema, none from a file.
# ruff: noqa: S608

# Later imports win; inside one import, later lines. 2**32 lines fit under one import number.
_ORDER = "import_id * 4294967296 + line"


LAYERS = (
    "SELECT (SELECT value FROM meta WHERE name = 'diary'), (SELECT string_agg(CAST(id AS VARCHAR), ',' ORDER BY id)"
    " FROM imports WHERE NOT undone AND source <> ?)"
)
"""Which diary this is, and which of its imports but those of the given source make it up."""


@cache
def current(table: str) -> str:
    """SELECT of the merged table in schema column order, sorted by its key."""
    keys = ", ".join(schema.keys(table))
    columns = ", ".join(
        one.name
        if one.key
        else f"arg_max({one.name}, {_ORDER}) FILTER (WHERE {one.name} IS NOT NULL) AS {one.name}"
        for one in schema.TABLES[table]
    )
    return (
        f"SELECT {columns} FROM {every(table)}"
        " WHERE import_id IN (SELECT id FROM imports WHERE NOT undone)"
        f" GROUP BY {keys} ORDER BY {keys}"
    )


def every(table: str) -> str:
    """The log with all columns of the schema: one that no import has filled yet is not in it and reads as missing."""
    blank = ", ".join(
        f"CAST(NULL AS {schema.SQL_TYPES[one.kind]}) AS {one.name}" for one in schema.TABLES[table]
    )
    return f"(FROM {table}_log UNION ALL BY NAME SELECT {blank} WHERE false)"


@cache
def anything(table: str) -> str:
    """SELECT of whether the diary holds any row of the table."""
    return f"SELECT EXISTS (FROM {table}_log WHERE import_id IN (SELECT id FROM imports WHERE NOT undone))"


@cache
def counts(table: str) -> str:
    """SELECT of (added, updated, overwritten) for the relation `incoming` against the view before it.

    Updated: rows that were there and at least one field is new or different. Overwritten: fields that were known and
    are now different.
    """
    keys = schema.keys(table)
    same = " AND ".join(f"old.{one} IS NOT DISTINCT FROM new.{one}" for one in keys)
    fields = [one.name for one in schema.TABLES[table] if not one.key and one.name != "line"]
    changed = " OR ".join(
        f"(new.{name} IS NOT NULL AND new.{name} IS DISTINCT FROM old.{name})" for name in fields
    )
    overwritten = " + ".join(
        f"coalesce(sum(CAST(new.{name} <> old.{name} AS INTEGER)), 0)" for name in fields
    )
    packed = ", ".join(f"k{number} := {one}" for number, one in enumerate(keys))
    return (
        "SELECT count(DISTINCT new.row_key) FILTER (WHERE old.date IS NULL),"
        f" count(DISTINCT new.row_key) FILTER (WHERE old.date IS NOT NULL AND ({changed})), {overwritten}"
        f" FROM (SELECT *, struct_pack({packed}) AS row_key FROM incoming) AS new"
        f" LEFT JOIN ({current(table)}) AS old ON {same}"
    )
