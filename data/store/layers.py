"""Writing a layer: the rows of an import into the logs, and the line of the history that tells of it.

Every function takes the cursor of a transaction its caller has opened.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from data import packed, schema
from data.ingested import ColumnUse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import duckdb
    import pandas as pd
    from pandas.api.extensions import ExtensionArray

    from data.ingested import Ingested

_EARLY: Final = 1000


def put(cursor: duckdb.DuckDBPyConnection, one: Ingested, at: datetime, digest: str = "") -> int:
    """Put one small layer in; its number. digest: "" where the same may be said again later."""
    number = append(cursor, {table: getattr(one, table) for table in schema.TABLES})
    record(cursor, number, digest, at, one, packed.pack(one.content))
    return number


def append(cursor: duckdb.DuckDBPyConnection, frames: Mapping[str, pd.DataFrame]) -> int:
    """Insert the rows of one import under a number of its own; the number. frames: table -> schema dtypes."""
    number = int(cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM imports").fetchall()[0][0])
    for table, frame in frames.items():
        _insert(cursor, number, frame, table)
    return number


def record(
    cursor: duckdb.DuckDBPyConnection,
    number: int,
    digest: str,
    at: datetime,
    ingested: Ingested,
    content: bytes,
) -> None:
    """Write the line of the history. content: the packed bytes of the file, b"" for one too large to keep."""
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
        **{table: len(getattr(ingested, table)) for table in schema.TABLES},
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


def _told(use: ColumnUse) -> dict[str, object]:
    return {name: getattr(use, name) for name in ColumnUse.__slots__}


def _insert(cursor: duckdb.DuckDBPyConnection, number: int, frame: pd.DataFrame, table: str) -> None:
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
