"""A day typed into the app, as a layer: a small document kept like an imported file, undone like one.

Unlike an edit (decision 007) it wins only over what came before it: it is one more source of a day, not a correction.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from data import schema
from data.ingested import APP, Ingested
from data.store.edits import valid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FIELDS: Final = {one.name: one for one in schema.DAYS if not one.key and one.name != "line"}
"""What of a day may be typed."""


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the schema holds them. Raises ValueError for none, an unknown field or a value out of its range."""
    unknown = set(values) - set(FIELDS)
    if unknown or not values:
        raise ValueError(f"a day has no field {', '.join(sorted(unknown)) or 'without a name'} to log")
    found = {name: valid(FIELDS[name], value) for name, value in values.items()}
    missing = sorted(name for name, value in found.items() if value is None)
    if missing:
        raise ValueError(f"{', '.join(missing)}: nothing was said, so there is nothing to log")
    return found


def layer(day: date, values: Mapping[str, Any]) -> Ingested:
    """The day as the import history shows it: one row, line 0, said by the person."""
    import pandas as pd

    document = {"date": day.isoformat(), "values": dict(values)}
    row = pd.DataFrame([{"date": pd.Timestamp(day), **values}])
    return Ingested(
        schema.conform(row, "days"),
        schema.empty("exposures"),
        schema.empty("factors"),
        rejections=(),
        questions=[],
        source=APP,
        mapping=(),
        period=(day, day),
        name=day.isoformat(),
        rows=1,
        content=json.dumps(document, ensure_ascii=False, indent=1).encode(),
    )
