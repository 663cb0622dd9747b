"""The one door: windows, counts, no look ahead, no mutation."""

from datetime import date, timedelta

import pandas as pd
import pytest

from analysis import panel, progress
from analysis.results import Insufficient
from data import sample, schema

TODAY = date(2026, 3, 31)


@pytest.fixture(scope="module")
def diary():
    found = sample.diary(1, "de")
    return panel.daily(found.days, found.exposures, found.factors), found.exposures


def diary_of(days=(), tries=()):
    rows = pd.DataFrame({"date": pd.to_datetime([one for one, _ in days]), "pain_avg": [y for _, y in days]})
    felt = pd.DataFrame(
        {"date": pd.to_datetime([one for one, _ in tries]), "pain_during": [y for _, y in tries]}
    )
    exposures = schema.conform(felt.assign(movement="a"), "exposures")
    return panel.daily(schema.conform(rows, "days"), exposures, schema.empty("factors")), exposures


def test_empty_diary():
    found = progress.summarise(*diary_of(), TODAY)
    assert (found.days_logged, found.tries, found.weeks, found.flares, found.wins, found.risks) == (
        0,
        0,
        (),
        (),
        (),
        (),
    )
    assert isinstance(found.before_after, Insufficient)
    assert isinstance(found.variety, Insufficient)
    assert (found.plan_week, found.window) == (None, (TODAY - timedelta(days=83), TODAY))


def test_window_is_84_days_not_before_the_first_logged_day(diary):
    found = progress.summarise(*diary, TODAY)
    assert found.window == (date(2026, 1, 7), TODAY)
    assert found.days_total == 84
    found = progress.summarise(*diary_of([("2026-03-20", 4), ("2026-03-22", 4)]), TODAY)
    assert (found.window[0], found.days_total, found.days_logged) == (date(2026, 3, 20), 12, 2)


@pytest.mark.parametrize(("first", "week"), [("2026-03-31", 1), ("2026-03-25", 1), ("2026-03-24", 2)])
def test_plan_week(first, week):
    assert progress.summarise(*diary_of(tries=[(first, 2)]), TODAY).plan_week == week


def test_without_day_ratings_pain_comes_from_the_tries():
    found = progress.summarise(*diary_of(tries=[("2026-03-30", 2), ("2026-03-31", 4)]), TODAY)
    assert (found.weeks[0].mean, found.tries, found.days_logged) == (3, 2, 2)


def test_nothing_after_today_is_used_and_nothing_is_changed(diary):
    table, exposures = diary
    today = date(2026, 3, 1)
    copies = table.copy(), exposures.copy()
    late = pd.Timestamp(today)
    cut = table[table.index <= late], exposures[exposures["date"] <= late]
    assert progress.summarise(table, exposures, today) == progress.summarise(*cut, today)
    pd.testing.assert_frame_equal(table, copies[0])
    pd.testing.assert_frame_equal(exposures, copies[1])


def test_order_of_the_tries_does_not_matter(diary):
    table, exposures = diary
    mixed = exposures.sample(frac=1, random_state=1)
    assert progress.summarise(table, mixed, TODAY) == progress.summarise(table, exposures, TODAY)
