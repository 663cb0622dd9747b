"""Names read as one: no try is lost, every key stays unique, the stored row is found again, all of it can be undone."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data import names, schema
from data.store.edits import TryKey


def tries(*rows):
    """(day of March, time, movement, seq, felt)"""
    columns = ["date", "time", "movement", "seq", "pain_during"]
    table = pd.DataFrame(list(rows), columns=columns)
    table["date"] = pd.to_datetime([f"2026-03-{day:02d}" for day in table["date"]])
    return schema.conform(table, "exposures")


def read(frame):
    return [
        (
            one.date.day,
            one.time if isinstance(one.time, str) else None,
            one.movement,
            one.seq,
            one.pain_during,
        )
        for one in frame.itertuples()
    ]


BOTH = tries(
    (1, None, "Buecken", 0, 5.0),
    (1, None, "Bücken", 0, 3.0),
    (1, None, "Bücken", 1, 2.0),
    (2, "08:00", "Buecken", 0, 4.0),
    (3, None, "Heben", 0, 1.0),
)


def test_tries_of_the_other_name_follow_those_of_the_kept_one():
    assert read(names.merged(BOTH, {"Buecken": "Bücken"})) == [
        (1, None, "Bücken", 0, 3.0),
        (1, None, "Bücken", 1, 2.0),
        (1, None, "Bücken", 2, 5.0),
        (2, "08:00", "Bücken", 0, 4.0),
        (3, None, "Heben", 0, 1.0),
    ]


def test_the_given_frame_is_not_changed_and_without_a_choice_it_is_the_same():
    before = BOTH.copy()
    names.merged(BOTH, {"Buecken": "Bücken"})
    pd.testing.assert_frame_equal(BOTH, before)
    assert names.merged(BOTH, {}) is BOTH
    assert names.merged(BOTH, {"Gehen": "Laufen"}) is BOTH


def test_dtypes_stay_those_of_the_schema():
    found = names.merged(BOTH, {"Buecken": "Bücken"})
    assert found.dtypes.to_dict() == schema.empty("exposures").dtypes.to_dict()
    assert not found.duplicated(schema.keys("exposures")).any()


def test_a_gap_left_by_a_removed_try_makes_no_two_keys_alike():
    gap = tries((1, None, "Bücken", 2, 3.0), (1, None, "Buecken", 0, 5.0), (1, None, "Buecken", 1, 6.0))
    found = names.merged(gap, {"Buecken": "Bücken"})
    assert found["seq"].tolist() == [2, 3, 4]


@pytest.mark.parametrize(
    ("key", "stored"),
    [
        (TryKey(date(2026, 3, 1), "Bücken", None, 2), TryKey(date(2026, 3, 1), "Buecken", None, 0)),
        (TryKey(date(2026, 3, 1), "Bücken", None, 1), TryKey(date(2026, 3, 1), "Bücken", None, 1)),
        (TryKey(date(2026, 3, 2), "Bücken", "08:00", 0), TryKey(date(2026, 3, 2), "Buecken", "08:00", 0)),
        (TryKey(date(2026, 3, 3), "Heben", None, 0), TryKey(date(2026, 3, 3), "Heben", None, 0)),
        (TryKey(date(2026, 3, 9), "Bücken", None, 0), TryKey(date(2026, 3, 9), "Bücken", None, 0)),
    ],
)
def test_the_stored_try_behind_a_merged_one(key, stored):
    assert names.original(BOTH, {"Buecken": "Bücken"}, key) == stored
    assert names.original(BOTH, {}, key) == key


def test_chains_end_at_the_last_name_and_circles_change_nothing():
    assert names.resolved({"a": "b", "b": "c"}) == {"a": "c", "b": "c"}
    assert names.resolved({"a": "b", "b": "a", "d": "a"}) == {}
    assert names.resolved({"a": "a"}) == {}
