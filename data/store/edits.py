"""A change by hand of one try, day or factor, as a layer: a small document kept like an imported file, undone like one.

It wins for the fields it names over every file, also over those imported later: a file that is imported again every
week would otherwise bring the old value back. Among edits the later one wins. An edit of an entry that no longer is in
the diary (its import was undone) does nothing. See docs/decisions/007-edits-are-layers.md.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from data import packed, schema
from data.errors import EntryRefused
from data.ingested import EDIT, Ingested

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from data.schema import Column


@dataclass(frozen=True, slots=True)
class TryKey:
    """Which try: the key columns of `exposures`. time: "HH:MM", None when not logged."""

    day: date
    movement: str
    time: str | None = None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class DayKey:
    """Which day, whoever said something about it: what the person changes holds for the diary and for devices."""

    day: date


@dataclass(frozen=True, slots=True)
class FactorKey:
    """Which value of a factor: the key columns of `factors`."""

    day: date
    name: str
    source: str = schema.SOURCES[0]


Key = TryKey | DayKey | FactorKey

TABLES: Final[dict[type, str]] = {TryKey: "exposures", DayKey: "days", FactorKey: "factors"}
KINDS: Final[dict[type, str]] = {TryKey: "try", DayKey: "day", FactorKey: "factor"}
"""What the document and the history call it."""
FIELDS: Final = {
    table: {one.name: one for one in schema.TABLES[table] if not one.key and one.name != "line"}
    for table in schema.TABLES
}
"""What of an entry may be changed; its key says which one it is."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Field -> new value (None = unknown from now on) for one entry; removed: the entry is taken out."""

    key: Key
    values: Mapping[str, Any]
    removed: bool = False

    @property
    def table(self) -> str:
        """The table its entry is in."""
        return TABLES[type(self.key)]


def checked(values: Mapping[str, Any], table: str = "exposures") -> dict[str, Any]:
    """The values as the schema holds them. Raises EntryRefused for an unknown field or a value out of its range."""
    known = FIELDS[table]
    for name in values:
        if name not in known:
            raise EntryRefused("unknown_field", f"{table} has no field {name} to set", field=name)
    return {name: valid(known[name], value) for name, value in values.items()}


def valid(column: Column, value: Any) -> Any:  # noqa: ANN401 - number, word, yes/no or None
    """One value as its column holds it, None for unknown. Raises EntryRefused."""
    if value is None or value == "":
        if column.required:
            raise EntryRefused("missing", f"{column.name} cannot be unknown", field=column.name)
        return None
    if column.kind == "number":
        return _number(column, value)
    if column.words and value not in column.words:
        words = ", ".join(column.words)
        raise EntryRefused("unknown_word", f"{column.name}: {value} is none of {words}", field=column.name)
    return bool(value) if column.kind == "yesno" else str(value)


def _number(column: Column, value: Any) -> float:  # noqa: ANN401 - whatever was typed
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    low = -math.inf if column.low is None else column.low
    high = math.inf if column.high is None else column.high
    if not (math.isfinite(number) and low <= number <= high):
        words = f"{column.name}: {value} is not within {low:g} to {high:g}"
        raise EntryRefused("out_of_range", words, field=column.name, value=value, low=low, high=high)
    return number


def kept(cursor: duckdb.DuckDBPyConnection) -> list[Edit]:
    """The edits that are not undone, oldest first."""
    query = "SELECT content FROM imports WHERE source = ? AND NOT undone ORDER BY id"
    return [read(packed.unpack(one)) for (one,) in cursor.execute(query, [EDIT]).fetchall()]


def exists(cursor: duckdb.DuckDBPyConnection, key: Key) -> bool:
    """Whether the diary has this entry: some layer of it does, and its last edit did not take it out."""
    table, where = TABLES[type(key)], _where(key)
    query = (
        f"SELECT EXISTS (FROM {table}_log WHERE import_id IN (SELECT id FROM imports WHERE NOT undone) AND "  # noqa: S608 - schema names
        + " AND ".join(f"{name} IS NOT DISTINCT FROM ?" for name in where)
        + ")"
    )
    found = cursor.execute(query, list(where.values())).fetchall()[0][0]
    mine = [one for one in kept(cursor) if one.key == key]
    return bool(found) and not (mine and mine[-1].removed)


def _where(key: Key) -> dict[str, Any]:
    """The key as columns of its table."""
    if isinstance(key, TryKey):
        return {"date": key.day, "movement": key.movement, "time": key.time, "seq": key.seq}
    if isinstance(key, FactorKey):
        return {"date": key.day, "name": key.name, "source": key.source}
    return {"date": key.day}


def layer(edit: Edit) -> Ingested:
    """An edit as the import history shows it: named after its movement or factor, of the day of its entry."""
    days, exposures, factors = (schema.empty(name) for name in ("days", "exposures", "factors"))
    where = _where(edit.key)
    return Ingested(
        days,
        exposures,
        factors,
        rejections=(),
        questions=[],
        source=EDIT,
        mapping=(),
        period=(edit.key.day, edit.key.day),
        name=str(where.get("movement", where.get("name", ""))),
        rows=1,
        shape=KINDS[type(edit.key)],
        content=written(edit),
    )


def written(edit: Edit) -> bytes:
    """The document that is kept."""
    key = _where(edit.key) | {"date": edit.key.day.isoformat()}
    body = {KINDS[type(edit.key)]: key, "set": dict(edit.values), "removed": edit.removed}
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def read(document: bytes) -> Edit:
    """An edit from its document."""
    body = json.loads(document)
    return Edit(_key(body), body["set"], removed=body["removed"])


def _key(body: Mapping[str, Any]) -> Key:
    if "try" in body:
        key = body["try"]
        return TryKey(date.fromisoformat(key["date"]), key["movement"], key["time"], int(key["seq"]))
    if "factor" in body:
        key = body["factor"]
        return FactorKey(date.fromisoformat(key["date"]), key["name"], key["source"])
    return DayKey(date.fromisoformat(body["day"]["date"]))
