"""The panel: one row per calendar day, gaps stay gaps; and the centred state of each day."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis import panel
from analysis.tries import History
from data import schema

EMPTY = {name: schema.empty(name) for name in ("days", "exposures", "factors")}


def frame(table, **columns):
    columns["date"] = pd.to_datetime(columns["date"])
    return schema.conform(pd.DataFrame(columns), table)


def daily(**tables):
    return panel.daily(**{**EMPTY, **tables})


def test_an_empty_diary_gives_an_empty_panel_with_all_fixed_columns():
    found = daily()
    assert len(found) == 0
    assert found.index.name == "date"
    assert found.index.dtype == "datetime64[us]"
    assert {*panel.NUMERIC, "pain", "pain_tries", "pain_before", "n_tries", "weekday"} == set(found.columns)
    assert (found.dtypes == "float64").all()


def test_the_calendar_runs_from_the_first_to_the_last_logged_day_of_any_table():
    found = daily(
        days=frame("days", date=["2026-01-05", "2026-01-03"], pain_avg=[4, 2]),
        exposures=frame("exposures", date=["2026-01-07"], movement=["a"], pain_during=[3]),
        factors=frame("factors", date=["2026-01-01"], name=["Tee"], value=[2], source=["self_reported"]),
    )
    assert list(found.index.strftime("%d")) == ["01", "02", "03", "04", "05", "06", "07"]
    assert (found.index.dtype, found.index.freqstr, found.index.tz) == ("datetime64[us]", "D", None)
    np.testing.assert_array_equal(found["pain"], [np.nan, np.nan, 2, np.nan, 4, np.nan, np.nan])
    np.testing.assert_array_equal(found["weekday"], [3, 4, 5, 6, 0, 1, 2])


def test_yes_no_is_one_zero_or_unknown():
    days = frame("days", date=pd.date_range("2026-01-01", periods=3), med_taken=[True, False, pd.NA])
    np.testing.assert_array_equal(daily(days=days)["med_taken"], [1, 0, np.nan])


def test_sensed_and_self_reported_factors_stay_apart_and_a_day_takes_their_mean():
    factors = frame(
        "factors",
        date=["2026-01-01", "2026-01-01", "2026-01-02", "2026-01-02"],
        name=["Puls", "Puls", "Puls", "Tee"],
        value=[60, 70, 80, 1],
        source=["sensed", "sensed", "self_reported", None],
    )
    found = daily(factors=factors)
    np.testing.assert_array_equal(found["sensed:Puls"], [65, np.nan])
    np.testing.assert_array_equal(found["factor:Puls"], [np.nan, 80])
    np.testing.assert_array_equal(found["factor:Tee"], [np.nan, 1])


def test_pain_of_the_tries_is_adjusted_for_which_movement_was_done():
    """By hand: means a = 2, b = 7, all = 4; day 1: (1-2+4 + 6-7+4)/2 = 3; day 2: 3-2+4 = 5; day 3: (2-2+4)..."""
    exposures = frame(
        "exposures",
        date=["2026-01-01", "2026-01-01", "2026-01-02", "2026-01-04", "2026-01-04", "2026-01-04"],
        movement=["a", "b", "a", "a", "b", "a"],
        pain_during=[1, 6, 3, 2, 8, np.nan],
    )
    found = daily(exposures=exposures)
    np.testing.assert_allclose(found["pain_tries"], [3, 5, np.nan, 4.5])
    np.testing.assert_array_equal(found["n_tries"], [2, 1, 0, 2])


def test_rest_pain_is_the_first_known_of_the_day():
    exposures = frame(
        "exposures",
        date=["2026-01-01"] * 3 + ["2026-01-02"],
        time=["18:00", "07:00", "08:00", None],
        movement=["a"] * 4,
        pain_during=[1] * 4,
        pain_before=[5, np.nan, 3, np.nan],
    )
    np.testing.assert_array_equal(daily(exposures=exposures)["pain_before"], [3, np.nan])


def test_neither_the_order_of_rows_nor_the_inputs_change():
    rng = np.random.default_rng(3)
    exposures = frame(
        "exposures",
        date=pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 20, 40), "D"),
        time=[f"{hour:02d}:15" for hour in rng.integers(5, 22, 40)],
        movement=rng.choice(["a", "b"], 40),
        pain_during=rng.integers(0, 11, 40),
        pain_before=rng.integers(0, 11, 40),
        line=np.arange(40),
    )
    days = frame("days", date=pd.date_range("2026-01-01", periods=20), stress=rng.integers(0, 11, 20))
    copies = days.copy(deep=True), exposures.copy(deep=True)
    plain = daily(days=days, exposures=exposures)
    pd.testing.assert_frame_equal(days, copies[0])
    pd.testing.assert_frame_equal(exposures, copies[1])
    mixed = daily(
        days=days.sample(frac=1, random_state=1), exposures=exposures.sample(frac=1, random_state=2)
    )
    pd.testing.assert_frame_equal(plain, mixed)


# ------------------------------------------------------------------ the state of the day


def state(values, name="stress"):
    """The day state of these days, the other two unknown."""
    columns = {one: np.full(len(values), np.nan) for one, _ in panel.STATES}
    return panel.covariates([*(columns | {name: np.array(values, dtype=float)}).values()])


def test_centre_and_spread_by_hand():
    """Science note 2.4: stress 2, 6, 4, 8 has centre (20 + 2*4)/6 and sd sqrt(5); missing is the average day."""
    found = state([2, 6, np.nan, 4, 8])
    np.testing.assert_allclose(
        found[:, 2], (np.array([2, 6, 28 / 6, 4, 8]) - 28 / 6) / np.sqrt(5), atol=1e-12
    )
    assert not found[:, :2].any()


@pytest.mark.parametrize(("values", "spread"), [([5, 5, 5, 5, 5], 0.8), ([0, 10, 5], 1.8)])
def test_the_spread_has_a_floor_and_a_stand_in(values, spread):
    centre = (sum(values) + 8) / (len(values) + 2)
    np.testing.assert_allclose(state(values)[:, 2], (np.array(values) - centre) / spread)


def test_rest_pain_is_in_points():
    found = state([1, 4, 6, 5], name="pain_before")
    np.testing.assert_allclose(found[:, 0], np.array([1, 4, 6, 5]) - 20 / 6)


def test_later_days_set_neither_centre_nor_spread():
    """A look at the fourth of seven days sees the state of a diary that ends there."""
    stress = [2, 6, 4, 8, 0, 0, 10]
    whole, cut = (
        History(
            frame("exposures", date=dates, movement=["a"] * len(dates), pain_during=[1] * len(dates)),
            daily(days=frame("days", date=dates, stress=stress[: len(dates)])),
        )
        for dates in (pd.date_range("2026-01-01", periods=n) for n in (7, 4))
    )
    today = date(2026, 1, 4)
    np.testing.assert_array_equal(whole.until(today)["a"].state, cut.until(today)["a"].state)
    np.testing.assert_allclose(cut.until(today)["a"].state[:, 2], state(stress[:4])[:, 2])
    assert not np.allclose(whole.until(date(2026, 1, 7))["a"].state[:4], cut.until(today)["a"].state)


def test_the_morning_after_today_is_not_known_today():
    dates = pd.date_range("2026-01-01", periods=3)
    known = History(
        frame(
            "exposures",
            date=dates,
            movement=["a"] * 3,
            pain_during=[1] * 3,
            pain_next_day=[np.nan, 7, np.nan],
        ),
        daily(days=frame("days", date=dates, pain_morning=[2, 4, 6])),
    )
    np.testing.assert_array_equal(known.until(date(2026, 1, 1))["a"].next_day, [np.nan])
    np.testing.assert_array_equal(known.until(date(2026, 1, 2))["a"].next_day, [4, 7])
    np.testing.assert_array_equal(known.until(date(2026, 1, 3))["a"].next_day, [4, 7, np.nan])
    np.testing.assert_array_equal(known.until(date(2026, 1, 3))["a"].morning_rise, [2, 4, np.nan])
