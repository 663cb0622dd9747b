"""Several files as one diary: the same rule as the store's view."""

from __future__ import annotations

import pandas as pd

from data import schema
from data.merge import merged


def days(**values):
    frame = pd.DataFrame(values)
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[us]")
    return schema.conform(frame, "days")


def test_later_files_win_field_by_field_and_blanks_erase_nothing():
    first = days(date=["2026-03-01", "2026-03-02"], pain_avg=[5.0, 4.0], stress=[2.0, None])
    second = days(date=["2026-03-02", "2026-03-03"], pain_avg=[6.0, 1.0], stress=[None, 7.0])
    both = merged([first, second], "days")
    assert both["pain_avg"].tolist() == [5.0, 6.0, 1.0]
    assert both["stress"].isna().tolist() == [False, True, False]
    assert list(both.columns) == schema.names("days")
    assert (both.dtypes == schema.empty("days").dtypes).all()


def test_a_missing_clock_time_is_a_key_of_its_own():
    rows = pd.DataFrame(
        {
            "date": pd.to_datetime(["2026-03-01"] * 2).astype("datetime64[us]"),
            "movement": ["Knie", "Knie"],
            "time": [None, "08:00"],
            "pain_during": [3.0, 5.0],
        }
    )
    frame = schema.conform(rows, "exposures")
    assert len(merged([frame, frame], "exposures")) == 2


def test_nothing_merged_is_empty_and_one_file_is_itself():
    one = days(date=["2026-03-01"], pain_avg=[5.0])
    assert merged([one], "days") is one
    assert merged([schema.empty("days")] * 2, "days").empty
