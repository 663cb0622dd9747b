"""A day or a try typed into the app, as a layer: a small document kept like an imported file, undone like one.

Unlike an edit (decision 007) it wins only over what came before it: it is one more source of it, not a correction.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from data import schema
from data.errors import EntryRefused
from data.ingested import APP, Ingested
from data.store.edits import FIELDS as EDITABLE
from data.store.edits import TryKey
from data.store.edits import checked as allowed

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

FIELDS: Final = EDITABLE["days"]
"""What of a day may be typed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One try as the page hands it over.

    day: the day of the diary it belongs to (`data.calendar.day_of`). time: "HH:MM", None for a try of another day whose
    time nobody knows. values: field of `exposures` -> value, None for not said. session: a name the page made for this
    session; position: which try of the session it is, from 0. Together they tell a try that is sent twice from a second
    try.
    """

    day: date
    movement: str
    values: Mapping[str, Any]
    time: str | None = None
    session: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Logged:
    """What became of a typed try. number: its layer, for `undo`; of a try sent again with other values the layer of the
    change. repeated: it was in the diary already. changed: fields that are other ones now.
    """

    number: int
    key: TryKey
    repeated: bool = False
    changed: tuple[str, ...] = field(default=())


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a day as the schema holds them. Raises EntryRefused for none, an unknown field or a value that is
    out of its range.
    """
    if not values:
        raise EntryRefused("nothing", "a day without a value is nothing to log")
    found = allowed(values, "days")
    missing = sorted(name for name, value in found.items() if value is None)
    if missing:
        words = f"{', '.join(missing)}: nothing was said, so there is nothing to log"
        raise EntryRefused("missing", words, field=missing[0])
    return found


def layer(day: date, values: Mapping[str, Any]) -> Ingested:
    """The day as the import history shows it: one row, line 0, said by the person."""
    import pandas as pd

    row = pd.DataFrame([{"date": pd.Timestamp(day), **values}])
    document = {"date": day.isoformat(), "values": dict(values)}
    return _layer("days", row, day, day.isoformat(), document)


def checked_try(one: Typed) -> dict[str, Any]:
    """The values of a try as the schema holds them, without those nobody said. Raises EntryRefused."""
    if not one.movement.strip():
        raise EntryRefused("missing", "a try needs its movement", field="movement")
    found = allowed({"pain_during": None} | dict(one.values), "exposures")
    return {name: value for name, value in found.items() if value is not None}


def identity(one: Typed) -> str:
    """What tells this try from every other one, shaped like the digest of a file; "" outside a session."""
    if not one.session:
        return ""
    return hashlib.sha256(f"{one.session}\n{one.position}\n{one.movement}".encode()).hexdigest()


def try_layer(one: Typed, key: TryKey, values: Mapping[str, Any]) -> Ingested:
    """The try as the import history shows it: one row, line 0, named after its movement."""
    import pandas as pd

    said = dict(values) | ({"session": one.session} if one.session else {})
    place = {"time": key.time, "movement": key.movement, "seq": key.seq}
    row = pd.DataFrame([{"date": pd.Timestamp(key.day), **place, **said}])
    document = {"try": {"date": key.day.isoformat(), **place}, "values": dict(values)}
    return _layer("exposures", row, key.day, key.movement, document)


def said_before(first: bytes, *later: bytes) -> tuple[TryKey, dict[str, Any]]:
    """Key and values of a try as it was sent last. first: the document of its layer; later: those of its edits."""
    body = json.loads(first)
    key = body["try"]
    values = body["values"] | {name: value for one in later for name, value in json.loads(one)["set"].items()}
    return TryKey(date.fromisoformat(key["date"]), key["movement"], key["time"], int(key["seq"])), values


def _layer(table: str, row: pd.DataFrame, day: date, name: str, document: Mapping[str, Any]) -> Ingested:
    frames = {one: schema.empty(one) for one in schema.TABLES} | {table: schema.conform(row, table)}
    return Ingested(
        **frames,
        rejections=(),
        questions=[],
        source=APP,
        mapping=(),
        period=(day, day),
        name=name,
        rows=1,
        shape="try" if table == "exposures" else "day",
        content=json.dumps(document, ensure_ascii=False, indent=1).encode(),
    )
