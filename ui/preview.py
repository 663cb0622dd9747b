"""The latest entries of a file as they would stand in the diary: the quickest way to see whether it was understood."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from data.schema import PLACE, TABLES
from ui import components, fields
from ui.words import upper_first

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from data.ingested import Ingested
    from ui.page import Page
    from ui.text import Text

LATEST = 3
FULL = 0.6
"""A day with this share of the values of the fullest one shows enough."""
MOST = 8
"""Values of a day that are shown, those written down most often first."""
TRIED = ("expected_pain", "pain_during", "weight_kg")
HIDDEN = frozenset({"date", "line", "source", "note"})


def show(page: Page, read: Ingested) -> None:
    """Days and tries of the file, the latest first; nothing while that is open."""
    text = page.text
    days, tries = of_days(read, text), of_tries(read, text)
    if not days and not tries:
        return
    components.subtitle(text("preview.title"))
    components.paragraph(text("preview.lead"), "note")
    with st.container(key="preview"):
        components.table(tries)
        components.table(days)


def of_tries(read: Ingested, text: Text) -> list[dict[str, str]]:
    """The latest tries, one a row: day, movement, and what was felt."""
    frame = read.exposures
    latest = frame.sort_values(["date", "line"], kind="stable").tail(LATEST).iloc[::-1]
    shown = [name for name in TRIED if name == "pain_during" or frame[name].notna().any()]
    return [
        {
            text("column.date"): text.day(row["date"]),
            text("column.movement"): str(row["movement"]),
            **{text(f"column.{name}"): _cell(row[name], text) for name in shown},
        }
        for _, row in latest.iterrows()
    ]


def of_days(read: Ingested, text: Text) -> list[dict[str, str]]:
    """The latest days of which much is known, one a column, one value a row."""
    values = _values(read, text)
    told = Counter(day for found in values.values() for day in found)
    enough = FULL * max(told.values(), default=0)
    latest = sorted((day for day, n in told.items() if n >= enough), reverse=True)[:LATEST]
    most = sorted(values, key=lambda name: -len(values[name]))[:MOST]
    return [
        {
            text("preview.value"): name,
            **{text.short_day(day): _cell(values[name].get(day), text) for day in latest},
        }
        for name in values
        if name in most and any(day in values[name] for day in latest)
    ]


def _values(read: Ingested, text: Text) -> dict[str, dict[date, object]]:
    """Value by day, under the words for each field and factor that has any."""
    found: dict[str, dict[date, object]] = {}
    for column in TABLES["days"]:
        if column.name not in HIDDEN:
            _take(found, text(f"column.{column.name}"), read.days, column.name)
    for name, rows in read.factors.groupby("name", sort=False, observed=True):
        _take(found, upper_first(fields.factor(str(name).removeprefix(PLACE), text)), rows, "value")
    return found


def _take(found: dict[str, dict[date, object]], label: str, frame: pd.DataFrame, name: str) -> None:
    known = frame[["date", name]].dropna()
    if len(known):
        found.setdefault(label, {}).update(zip(known["date"].dt.date, known[name], strict=True))


def _cell(value: object, text: Text) -> str:
    """A stored value in words; a dash where nothing is known."""
    if value is None or value != value:
        return "–"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return text.amount(value)
    known = f"preview.{str(value).lower()}"
    return text(known) if known in {"preview.true", "preview.false"} else str(value)
