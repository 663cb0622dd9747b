"""The one declaration of every column."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from data import schema

# SHA-256 of the tables as each version made them. A change here needs a new SCHEMA_VERSION, a new migration step
# and a new line below.
DDL_OF_VERSION = {1: "40f1400fef0811b0"} | dict.fromkeys((2, 3, 4, 5, 6), "cf0426872d0d2b73")


def test_tables_change_only_with_a_new_version():
    made = "\n".join(f"{name}({schema.ddl(name)})" for name in schema.TABLES)
    assert DDL_OF_VERSION[schema.SCHEMA_VERSION] == hashlib.sha256(made.encode()).hexdigest()[:16]


@pytest.mark.parametrize("table", schema.TABLES)
def test_every_table_is_keyed_by_day_and_keeps_the_line(table):
    assert schema.keys(table)[0] == "date"
    assert schema.names(table)[-1] == "line"
    assert len(set(schema.names(table))) == len(schema.names(table))


@pytest.mark.parametrize("table", schema.TABLES)
def test_empty_has_every_column_in_its_dtype(table):
    frame = schema.empty(table)
    assert list(frame.dtypes.astype(str).items()) == [(one.name, one.dtype) for one in schema.TABLES[table]]
    assert frame.empty


def test_column_finds_and_refuses():
    assert schema.column("days", "sleep_hours").high == 24
    with pytest.raises(KeyError, match="days has no column slep"):
        schema.column("days", "slep")


def test_ratings_are_0_to_10():
    for table in schema.TABLES:
        for name in schema.ratings(table):
            assert (schema.column(table, name).low, schema.column(table, name).high) == (0, 10)
    assert "pain_avg" in schema.ratings("days")
    assert "sleep_hours" not in schema.ratings("days")


def test_free_text_and_medication_are_private():
    assert set(schema.private("days")) == {"med_type", "note"}
    assert set(schema.private("exposures")) == {"symptom_flags", "note"}
    assert schema.private("factors") == []


def test_conform_adds_orders_and_drops():
    raw = pd.DataFrame(
        {"extra": [1], "pain_avg": ["3"], "date": ["2026-03-01"], "med_taken": [True]}, index=[7]
    )
    kept = raw.copy()
    out = schema.conform(raw, "days")
    assert list(out) == schema.names("days")
    assert list(out.dtypes.astype(str)) == [one.dtype for one in schema.DAYS]
    assert out.pain_avg[0] == 3
    assert out.date[0] == pd.Timestamp("2026-03-01")
    assert out.line[0] == 0
    assert pd.isna(out.stress[0])
    assert pd.isna(out.note[0])
    pd.testing.assert_frame_equal(raw, kept)


def test_conform_refuses_a_number_that_is_none():
    with pytest.raises(ValueError, match="viel"):
        schema.conform(pd.DataFrame({"date": ["2026-03-01"], "pain_avg": ["viel"]}), "days")
