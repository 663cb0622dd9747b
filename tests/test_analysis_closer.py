"""The questions about single movements, asked of a whole diary."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis.results import Insufficient, jsonable
from analysis.review import Review
from analysis.setback_results import Setback
from data import sample, schema
from tests import closely

EMPTY = {name: schema.empty(name) for name in ("days", "exposures", "factors")}
LAST = date(2026, 3, 31)


def sample_frames():
    one = sample.diary()
    return {"days": one.days, "exposures": one.exposures, "factors": one.factors}


@pytest.fixture(scope="module")
def reviewed():
    return Review(**sample_frames())


def everything(one):
    names = sorted(one.closer.series)
    return jsonable(
        {
            "dose": [one.doseresponse(name) for name in names],
            "capacities": [one.capacities(name) for name in names],
            "variants": [one.variants(name) for name in names],
            "setbacks": one.setbacks,
            "recoveries": one.recoveries,
            "reminders": one.reminders,
            "habit": one.habit,
            "readings": one.readings,
            "merges": one.merges,
        }
    )


# ------------------------------------------------------------------ the sample tells its stories


def test_levels_and_capacities_are_those_of_the_verdicts(reviewed):
    """Two ways to the same draws: the curve at the load trained now is the level of the board."""
    for one in reviewed.movements:
        found = reviewed.doseresponse(one.movement)
        if isinstance(found, Insufficient):
            assert one.n < 3
            continue
        x = [point.x for point in found.points]
        level = np.interp(one.x_now, x, [point.pain for point in found.points])
        assert level == pytest.approx(one.level, abs=0.05)
        assert np.interp(one.x_now, x, [point.p_safe for point in found.points]) == pytest.approx(
            one.p_safe, abs=0.05
        )
        assert found.proven == one.capacity.proven
        if found.capacity:
            assert found.capacity.load == pytest.approx(one.capacity.load, rel=0.02)
        else:  # the board shows the edge of the range here; it is not under the limit with 80 %
            assert found.points[0].p_safe < 0.8


def test_the_last_point_of_the_history_is_today(reviewed):
    for name in reviewed.closer.series:
        found, told = reviewed.doseresponse(name), reviewed.capacities(name)
        if isinstance(found, Insufficient):
            continue
        assert (told[-1].day, told[-1].capacity) == (LAST, found.capacity)
        assert [one.day for one in told] == sorted(one.day for one in told)
        assert len(told) <= 16


def test_the_alarm_that_came_back_is_a_setback_still_open(reviewed):
    (one,) = (each for each in reviewed.setbacks if isinstance(each, Setback))
    assert one.movement == "Einkauf tragen"
    assert one.level - one.best >= 1.5
    (back,) = reviewed.recoveries
    assert back.comparison == Insufficient("recovery_end", 0, 1, "Einkauf tragen")


def test_a_level_that_fell_is_no_setback(reviewed):
    fell = {"Kreuzheben", "Drehen im Sitzen", "Bücken", "Kniebeuge"}
    assert not {one.movement for one in reviewed.setbacks} & fell


def test_the_expectation_that_lags(reviewed):
    lags = {one.movement for one in reviewed.readings if one.code == "lags"}
    assert lags == {sample.LAGGING["de"]}
    assert reviewed.habit.habit.value > 0


def test_the_map_of_the_only_movement_with_variants(reviewed):
    found = reviewed.variants("Kniebeuge")
    assert found.pattern == "squat"
    assert len(found.cells) == 4
    assert {"unstable"} == {
        step.after for step in found.following if step.harder and step.dimension == "surface"
    }


def test_a_break_and_what_worked_before_it():
    one = Review(**sample_frames(), today=LAST + timedelta(days=12))
    found = {each.movement: each for each in one.reminders if each.kind == "break"}
    assert "Bücken" in found
    assert all(way.felt <= one.tau for each in found.values() for way in each.worked)
    assert all(way.day <= each.since for each in found.values() for way in each.worked)


def test_names_to_merge_are_asked_of_the_diary():
    given = sample_frames()
    table = given["exposures"].copy()
    at = table.index[table["movement"] == "Kniebeuge"][:2]
    table.loc[at, "movement"] = ["kniebeuge", "Knibeuge"]
    found = Review(**{**given, "exposures": table}).merges
    assert {(one.keep, one.drop, one.reason) for one in found} == {
        ("Kniebeuge", "kniebeuge", "case"),
        ("Kniebeuge", "Knibeuge", "one_edit"),
    }


# ------------------------------------------------------------------ edges


def test_nothing_after_today_is_used_and_nothing_is_changed():
    day = date(2026, 2, 15)
    given = sample_frames()
    cut = {name: one[one["date"] <= pd.Timestamp(day)].reset_index(drop=True) for name, one in given.items()}
    wild = {name: one.copy() for name, one in given.items()}
    wild["exposures"].loc[wild["exposures"]["date"] > pd.Timestamp(day), "pain_during"] = 10.0
    before = {name: one.copy() for name, one in wild.items()}
    assert everything(Review(**wild, today=day)) == everything(Review(**cut, today=day))
    for name, one in wild.items():
        pd.testing.assert_frame_equal(one, before[name])


def test_a_movement_nobody_tried(reviewed):
    assert reviewed.doseresponse("Fliegen") == Insufficient("tries", 0, 3, "Fliegen")
    assert reviewed.capacities("Fliegen") == ()
    assert reviewed.variants("Fliegen") == Insufficient("tries", 0, 1, "Fliegen")


def test_an_empty_diary_says_nothing():
    one = Review(**EMPTY, today=LAST)
    assert one.setbacks == one.recoveries == one.reminders == one.readings == one.merges == ()
    assert one.habit == Insufficient("tries_with_expectation", 0, 8)


@pytest.mark.parametrize("table", ["days", "exposures", "factors"])
def test_one_entry_is_enough_for_every_part(table):
    values = {
        "days": {"pain_avg": [4]},
        "exposures": {"movement": ["Heben"], "pain_during": [4], "expected_pain": [5]},
        "factors": {"name": ["Kaffee"], "value": [2]},
    }[table]
    rows = schema.conform(pd.DataFrame({"date": pd.to_datetime(["2026-03-01"]), **values}), table)
    one = Review(**{**EMPTY, table: rows})
    assert everything(one)["setbacks"] == []


@pytest.mark.parametrize("felt", [0.0, 5.0])
def test_everything_the_same_and_the_same_minute_twice(felt):
    offsets = [at for at in range(0, 40, 2) for _ in range(2)]
    rows = closely.exposures(
        offsets, [felt] * 40, "Heben", time="08:00", seq=[0, 1] * 20, expected_pain=[felt] * 40
    )
    one = Review(**{**EMPTY, "exposures": rows})
    said = everything(one)
    assert said["setbacks"] == said["merges"] == []
    assert one.habit.habit.value == 0.0
    assert one.doseresponse("Heben") == Insufficient("load", 0, 1, "Heben")
    assert one.readings[0].code == "open"
