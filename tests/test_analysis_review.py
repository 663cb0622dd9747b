"""One review: the steps in their order, nothing after today, nothing for nothing, nothing changed."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from analysis import connections, movements, panel, progress, review
from analysis.plan import Asked
from analysis.results import Insufficient, Settings, jsonable
from analysis.review import LOOK_WEEKS, Review
from data import sample, schema

EMPTY = {name: schema.empty(name) for name in ("days", "exposures", "factors")}
LAST = date(2026, 3, 31)


def frame(table, **columns):
    columns["date"] = pd.to_datetime(columns["date"])
    return schema.conform(pd.DataFrame(columns), table)


def sample_frames():
    one = sample.diary()
    return {"days": one.days, "exposures": one.exposures, "factors": one.factors}


@pytest.fixture(scope="module")
def reviewed():
    return Review(**sample_frames())


# ------------------------------------------------------------------ the steps


def test_a_plan_reads_of_the_progress_only_the_flares(monkeypatch):
    """Wins, variety and risks are nothing a proposal rests on, and the session waits for it."""
    given = sample_frames()
    given["days"] = given["days"].assign(flare=given["days"].index > len(given["days"]) - 4)
    one = Review(**given)
    monkeypatch.setattr(Review, "progress", lambda *_: pytest.fail("not asked for"))
    assert one.plan(Asked(one.today, one.today - timedelta(days=30))).steps
    monkeypatch.undo()
    assert one.context.flares == one.progress().flares != ()


def test_the_parts_are_those_of_the_analysis(reviewed):
    """Each part equals the call one would write by hand."""
    given = sample_frames()
    table = panel.daily(**given)
    pd.testing.assert_frame_equal(reviewed.panel, table)
    assert reviewed.today == LAST
    assert reviewed.tau == movements.tolerance(table, Settings(), LAST)
    found = movements.assess(given["exposures"], table, LAST)
    assert jsonable(reviewed.movements) == jsonable(found)
    assert jsonable(reviewed.connections) == jsonable(connections.find(table))
    expected = progress.summarise(
        table, given["exposures"], LAST, found, reviewed.looks, movements.tolerance(table, Settings(), LAST)
    )
    assert reviewed.progress(reviewed.looks) == expected


def test_the_history_is_sixteen_weekly_looks(reviewed):
    days = sorted({one.day for one in reviewed.looks}, reverse=True)
    assert days == [LAST - timedelta(weeks=back) for back in range(LOOK_WEEKS)]


def test_what_can_be_said_and_what_lacks_are_told_apart(reviewed):
    lacking = Review(**{**EMPTY, "days": frame("days", date=["2026-01-05"], pain_avg=[3])})
    assert reviewed.found
    assert reviewed.found + reviewed.lacking == reviewed.connections
    assert lacking.found == ()
    assert all(isinstance(one, Insufficient) for one in lacking.lacking)
    assert lacking.lacking == lacking.connections


def test_the_views_of_the_connections(reviewed):
    assert jsonable(reviewed.lags) == jsonable(connections.explore(reviewed.panel))
    assert jsonable(reviewed.sleep_bins) == jsonable(connections.sleep_bins(reviewed.panel))
    drawn = reviewed.scatter(reviewed.found[0])
    assert drawn.factor == reviewed.found[0].factor


def test_a_part_is_worked_out_once_and_only_when_asked(monkeypatch):
    calls = []
    real = panel.daily
    monkeypatch.setattr(panel, "daily", lambda *given: calls.append(1) or real(*given))
    one = Review(**sample_frames())
    assert not calls
    assert one.panel is one.panel
    assert one.tau == one.tau
    assert len(calls) == 1


def test_the_settings_reach_the_verdicts():
    one = Review(**sample_frames(), settings=Settings(tau=5))
    assert one.tau == 5
    assert {each.tau for each in one.movements} == {5}
    careful = Review(**sample_frames(), settings=Settings(p_safe=0.999999))
    assert not [each for each in careful.movements if each.state == "safe" and each.p_safe < 0.999999]


def test_wins_that_need_the_history_wait_for_it():
    """A day after the sample ends one of its movements has been learning in two weekly looks."""
    later = Review(**sample_frames(), today=LAST + timedelta(days=1))
    assert "state_upgrade" not in {one.kind for one in later.progress().wins}
    assert "state_upgrade" in {one.kind for one in later.progress(later.looks).wins}


# ------------------------------------------------------------------ today


@pytest.mark.parametrize("table", ["days", "exposures", "factors"])
def test_today_is_the_last_logged_day_of_any_table(table):
    needed = {
        "days": {"pain_avg": [1, 2]},
        "exposures": {"movement": ["Heben", "Heben"], "pain_during": [1, 2]},
        "factors": {"name": ["Kaffee", "Kaffee"], "value": [1, 2]},
    }
    given = {
        name: frame(name, date=["2026-01-05", "2026-01-06"], **values) for name, values in needed.items()
    }
    given[table] = frame(table, date=["2026-01-09", "2026-01-08"], **needed[table])
    one = Review(**given)
    assert one.today == date(2026, 1, 9)
    assert one.logged == tuple(date(2026, 1, day) for day in (5, 6, 8, 9))
    assert one.window == (date(2026, 1, 5), date(2026, 1, 9))


def test_the_window_is_twelve_weeks_at_most(reviewed):
    """Sixteen weeks are logged; 31 March minus 83 days is 7 January."""
    assert reviewed.logged[0] < date(2026, 1, 7)
    assert reviewed.window == (date(2026, 1, 7), LAST)


def test_nothing_after_today_is_used():
    """The review of 15 February is the same whether the diary ends there or goes on, wildly."""
    day = date(2026, 2, 15)
    given = sample_frames()
    cut = {
        name: table[table["date"] <= pd.Timestamp(day)].reset_index(drop=True)
        for name, table in given.items()
    }
    wild = {name: table.copy() for name, table in given.items()}
    later = wild["days"]["date"] > pd.Timestamp(day)
    wild["days"].loc[later, ["pain_avg", "stress", "sleep_quality", "pain_morning"]] = 10.0
    after = wild["exposures"]["date"] > pd.Timestamp(day)
    wild["exposures"].loc[after, "pain_during"] = 10.0
    then, now = Review(**wild, today=day), Review(**cut, today=day)
    assert then.logged == now.logged
    assert then.logged[-1] <= day
    assert jsonable(then.movements) == jsonable(now.movements)
    assert jsonable(then.connections) == jsonable(now.connections)
    assert then.progress() == now.progress()


def test_a_later_today_only_lets_time_pass():
    """Three weeks and a day without an entry: every verdict is stale, none says more than before."""
    one = Review(**sample_frames(), today=LAST + timedelta(days=22))
    assert {each.state for each in one.movements} == {"unknown"}
    assert one.progress().days_logged < one.progress().days_total == 84


# ------------------------------------------------------------------ nothing there


def test_an_empty_diary_has_no_day():
    one = Review(**EMPTY)
    assert one.today is None
    assert one.logged == ()
    for part in ("movements", "looks", "tau", "window"):
        with pytest.raises(ValueError, match="without entries"):
            getattr(one, part)
    with pytest.raises(ValueError, match="without entries"):
        one.progress()


def test_an_empty_diary_with_a_day_says_nothing_and_does_not_fail():
    one = Review(**EMPTY, today=LAST)
    assert one.movements == one.looks == one.found == one.lags == ()
    assert one.lacking == one.connections
    assert one.tau == 3
    assert one.window == (LAST - timedelta(days=83), LAST)
    said = one.progress()
    assert (said.days_logged, said.tries, said.weeks, said.wins, said.risks) == (0, 0, (), (), ())
    assert isinstance(said.before_after, Insufficient)
    assert said.plan_week is None


def test_a_day_before_the_first_entry_is_an_empty_diary():
    one = Review(**sample_frames(), today=date(2025, 1, 1))
    assert one.movements == ()
    assert one.progress().days_logged == 0


@pytest.mark.parametrize("table", ["days", "exposures", "factors"])
def test_one_entry_is_enough_for_every_part(table):
    values = {
        "days": {"pain_avg": [4]},
        "exposures": {"movement": ["Heben"], "pain_during": [4], "expected_pain": [5]},
        "factors": {"name": ["Kaffee"], "value": [2]},
    }[table]
    one = Review(**{**EMPTY, table: frame(table, date=["2026-03-01"], **values)})
    assert len(one.movements) == (table == "exposures")
    assert one.progress(one.looks).days_logged == 1
    assert one.found == ()
    assert one.sleep_bins
    assert one.window == (date(2026, 3, 1), date(2026, 3, 1))


def test_a_diary_without_expectations_has_verdicts():
    """The smallest useful file holds date, movement and pain (science note 1.4)."""
    given = sample_frames()
    given["exposures"]["expected_pain"] = float("nan")
    one = Review(**given)
    assert len(one.movements) == 8
    assert {each.belief for each in one.movements} == {None}


def test_a_diary_left_alone_for_months_can_be_opened():
    one = Review(**sample_frames(), today=LAST + timedelta(days=91))
    assert {each.reason for each in one.movements} == {"nothing_in_window"}


def test_the_frames_are_not_changed(reviewed):
    given = sample_frames()
    one = Review(**given)
    _ = one.movements, one.connections, one.progress(one.looks), one.logged
    for name, table in sample_frames().items():
        pd.testing.assert_frame_equal(given[name], table)


def test_no_clock_is_read():
    source = review.__file__
    words = Path(source).read_text(encoding="utf-8")
    assert "today()" not in words
    assert "now()" not in words
