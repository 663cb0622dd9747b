"""A change of one try by hand, as a layer: a small document kept like an imported file, undone like one.

It wins for the fields it names over every file, also over those imported later: a file that is imported again every
week would otherwise bring the old value back. Among edits the later one wins. An edit of a try that no longer is in the
diary (its import was undone) does nothing. See docs/decisions/007-edits-are-layers.md.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from data import packed, schema
from data.ingested import EDIT, Ingested

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    import pandas as pd

    from data.schema import Column

FIELDS: Final = {one.name: one for one in schema.EXPOSURES if not one.key and one.name != "line"}
"""What of a try may be changed; its key says which try it is."""


@dataclass(frozen=True, slots=True)
class TryKey:
    """Which try: the key columns of `exposures`. time: "HH:MM", None when not logged."""

    day: date
    movement: str
    time: str | None = None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """Field -> new value (None = unknown from now on) for one try; removed: the try is taken out."""

    key: TryKey
    values: Mapping[str, Any]
    removed: bool = False


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the schema holds them. Raises ValueError for an unknown field or a value out of its range."""
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise ValueError(f"a try has no field {', '.join(sorted(unknown))} to change")
    return {name: valid(FIELDS[name], value) for name, value in values.items()}


def valid(column: Column, value: Any) -> Any:  # noqa: ANN401 - number, word, yes/no or None
    """One value as its column holds it, None for unknown. Raises ValueError."""
    if value is None or value == "":
        if column.required:
            raise ValueError(f"{column.name} cannot be unknown")
        return None
    if column.kind == "number":
        number = float(value)
        low, high = column.low, column.high
        inside = math.isfinite(number) and (low is None or number >= low) and (high is None or number <= high)
        if not inside:
            raise ValueError(f"{column.name}: {value} is not within {low:g} to {high:g}")
        return number
    if column.words and value not in column.words:
        raise ValueError(f"{column.name}: {value} is none of {', '.join(column.words)}")
    return bool(value) if column.kind == "yesno" else str(value)


def kept(cursor: duckdb.DuckDBPyConnection) -> list[Edit]:
    """The edits that are not undone, oldest first."""
    query = "SELECT content FROM imports WHERE source = ? AND NOT undone ORDER BY id"
    return [read(packed.unpack(one)) for (one,) in cursor.execute(query, [EDIT]).fetchall()]


def exists(cursor: duckdb.DuckDBPyConnection, key: TryKey) -> bool:
    """Whether the diary has this try: some file of it does, and no edit took it out."""
    query = (
        "SELECT EXISTS (FROM exposures_log WHERE import_id IN (SELECT id FROM imports WHERE NOT undone)"
        " AND date = ? AND movement = ? AND time IS NOT DISTINCT FROM ? AND seq = ?)"
    )
    found = cursor.execute(query, [key.day, key.movement, key.time, key.seq]).fetchall()[0][0]
    return bool(found) and not any(one.removed and one.key == key for one in kept(cursor))


def layer(edit: Edit) -> Ingested:
    """An edit as the import history shows it: named after its movement, of the day of its try."""
    days, exposures, factors = (schema.empty(name) for name in ("days", "exposures", "factors"))
    return Ingested(
        days,
        exposures,
        factors,
        rejections=(),
        questions=[],
        source=EDIT,
        mapping=(),
        period=(edit.key.day, edit.key.day),
        name=edit.key.movement,
        rows=1,
        shape="try",
        content=written(edit),
    )


def written(edit: Edit) -> bytes:
    """The document that is kept."""
    key = {
        "date": edit.key.day.isoformat(),
        "time": edit.key.time,
        "movement": edit.key.movement,
        "seq": edit.key.seq,
    }
    body = {"try": key, "set": dict(edit.values), "removed": edit.removed}
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def read(document: bytes) -> Edit:
    """An edit from its document."""
    body = json.loads(document)
    key = body["try"]
    which = TryKey(date.fromisoformat(key["date"]), key["movement"], key["time"], int(key["seq"]))
    return Edit(which, body["set"], removed=body["removed"])


def places(exposures: pd.DataFrame, edits: Sequence[Edit]) -> list[int | None]:
    """The row of each edit's try, None where the diary has no such try."""
    wanted = {one.key for one in edits}
    near = exposures["movement"].isin({key.movement for key in wanted}).to_numpy()
    near = near & exposures["date"].isin({_stamp(key.day) for key in wanted}).to_numpy()
    rows = exposures.loc[near, ["date", "movement", "time", "seq"]]
    known = {
        TryKey(
            row.date.date(), row.movement, row.time if isinstance(row.time, str) else None, int(row.seq)
        ): at
        for at, row in zip(near.nonzero()[0].tolist(), rows.itertuples(), strict=True)
    }
    return [known.get(one.key) for one in edits]


def _stamp(day: date) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(day)


def applied(exposures: pd.DataFrame, edits: Sequence[Edit]) -> pd.DataFrame:
    """The tries with all edits, in the order given. exposures: schema dtypes and a plain index; may be changed."""
    if not edits or exposures.empty:
        return exposures
    gone = set()
    for edit, at in zip(edits, places(exposures, edits), strict=True):
        if at is None:
            continue
        for name, value in edit.values.items():
            exposures.loc[at, name] = value
        if edit.removed:
            gone.add(at)
    return exposures.drop(index=sorted(gone)).reset_index(drop=True) if gone else exposures
