"""Dates as people write them. Known answers by hand; traps of pandas and DuckDB in the names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import Reason
from data.ingest import dates
from data.ingest.dates import clock, order_of, read


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("31.01.26", date(2026, 1, 31)),
        ("03.04.2026", date(2026, 4, 3)),
        ("2026-04-03", date(2026, 4, 3)),
        ("22nd Sep 2020", date(2020, 9, 22)),
        ("1st Oct 2020", date(2020, 10, 1)),
        ("3. März 2026", date(2026, 3, 3)),
        ("March 3, 2026", date(2026, 3, 3)),
        ("20260403", date(2026, 4, 3)),
    ],
)
def test_written_dates(raw, day):
    assert read(raw, "dmy").day == day


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", Reason.MISSING_DATE),
        ("28 September", Reason.NOT_A_DATE),
        ("31.02.2026", Reason.IMPOSSIBLE_DATE),
        ("0001-09-28", Reason.IMPOSSIBLE_DATE),
    ],
)
def test_no_date(raw, reason):
    assert read(raw, "dmy").reason == reason


@pytest.mark.parametrize(
    ("raws", "order"),
    [
        (["03/04/2026", "25/04/2026"], "dmy"),
        (["03/04/2026", "04/25/2026"], "mdy"),
        (["03/04/2026"], None),
        (["2026-01-01"], ""),
        (["25/04/2026", "04/25/2026"], None),
    ],
)
def test_order_from_the_whole_column(raws, order):
    assert order_of(raws).value == order


@pytest.mark.parametrize(
    ("raw", "time"),
    [("8:30 pm", "20:30"), ("12:10 am", "00:10"), ("8 Uhr", "08:00"), ("25:00", None), ("13 pm", None)],
)
def test_clock(raw, time):
    assert clock(raw) == time


@given(
    st.lists(st.dates(min_value=date(1890, 1, 1), max_value=date(2110, 1, 1)), min_size=1, max_size=6),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y"]),
    st.sampled_from(
        ["", "31.02.2026", "2026-02-30", "1.3.2026", "2026-03-0l", "２０２６-03-01", "01/03/2026"]
    ),
)
def test_many_plain_dates_at_once_are_what_each_is_alone(days, style, odd):
    words = [day.strftime(style) for day in days] + ([odd] if odd else [])
    found = dates.plain(words)
    alone = [dates.read(word, "dmy") for word in words]
    if found is not None:
        assert found.tolist() == [one.day for one in alone]
        assert all(one.reason is None and not one.time for one in alone)
    elif not odd:
        assert any(one.reason for one in alone)
