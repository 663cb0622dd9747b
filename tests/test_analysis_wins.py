"""Facts worth celebrating (science note 4.7)."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis import panel, wins
from analysis.progress_results import Win
from analysis.results import Insufficient, Look
from analysis.tries import History
from data import schema
from tests import fakes

TODAY = date(2026, 3, 31)


def ago(days):
    return TODAY - timedelta(days=days)


def found(rows, mornings=None, tau=3.0):
    """Wins of one movement; rows: dicts with `ago`; mornings: days ago -> morning pain."""
    frame = pd.DataFrame([{"movement": "a", "pain_during": 5.0, **row} for row in rows])
    frame["date"] = pd.to_datetime([ago(int(row["ago"])) for row in rows])
    exposures = schema.conform(frame.drop(columns="ago"), "exposures")
    mornings = {60: np.nan} | (mornings or {})
    days = pd.DataFrame(
        {"date": pd.to_datetime([ago(one) for one in mornings]), "pain_morning": mornings.values()}
    )
    table = panel.daily(schema.conform(days, "days"), exposures, schema.empty("factors"))
    first = (table.index[0].date() - date(1970, 1, 1)).days
    series = History(exposures, table).until(TODAY)
    return wins.of_movements(series, table["pain_morning"].to_numpy(), first, tau, TODAY)


LOADS = [{"ago": 9, "reps": 8}, {"ago": 5, "reps": 10, "pain_during": 3}]


@pytest.mark.parametrize(("next_day", "kinds"), [(3, ["new_highest_load"]), (3.1, []), (np.nan, [])])
def test_highest_load_needs_a_quiet_next_day(next_day, kinds):
    # usual morning 2 on day t; the next one may be 3
    assert [one.kind for one in found(LOADS, {6: 2, 5: 2, 4: next_day})] == kinds


def test_highest_load_takes_the_answer_of_the_try_first():
    rows = [LOADS[0], LOADS[1] | {"pain_next_day": 2}]
    (win,) = found(rows, {6: 2, 4: 9})
    assert (win.day, win.movement, win.dose.reps) == (ago(5), "a", 10)


@pytest.mark.parametrize(
    "rows",
    [
        LOADS[1:],
        [LOADS[0], LOADS[1] | {"pain_during": 3.1}],
        [LOADS[0] | {"reps": 10}, LOADS[1]],
        [*LOADS, {"ago": 1, "reps": 12}],
        [{"ago": 9}, {"ago": 5, "pain_during": 3}],
    ],
)
def test_no_highest_load(rows):
    assert found(rows, {6: 2, 4: 2}) == []


def test_pain_free_is_the_second_day_without_a_worse_try():
    rows = [{"ago": 9, "pain_during": 1}, {"ago": 7, "pain_during": 0}, {"ago": 7, "pain_during": 2}]
    assert found(rows) == []
    (win,) = found([*rows, {"ago": 3, "pain_during": 1}, {"ago": 1, "pain_during": 0}])
    assert (win.kind, win.day) == ("everyday_pain_free", ago(3))


def test_surprise_is_the_largest_of_the_last_28_days():
    rows = [
        {"ago": 28, "expected_pain": 9},
        {"ago": 27, "expected_pain": 7},
        {"ago": 9, "expected_pain": 6.9},
        {"ago": 8},
    ]
    (win,) = found(rows)
    assert (win.day, win.facts) == (ago(27), {"expected": 7, "felt": 5})
    assert found(rows[2:]) == []


def test_first_variant_within_the_limit_after_another():
    rows = [
        {"ago": 40, "speed": "slow"},
        {"ago": 8, "speed": "fast", "pain_during": 3},
        {"ago": 7, "speed": "fast"},
    ]
    (win,) = found(rows)
    assert (win.kind, win.word, win.day) == ("first_variant", "fast", ago(8))
    assert found(rows[1:]) == []
    assert found(rows, tau=2) == []
    assert found(rows[:1]) == []


def looks(*states):
    return [Look("a", ago(7 * back), state, 0.5, 3, 2, 4, 5) for back, state in enumerate(reversed(states))]


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (("threat", "learning", "learning"), ["learning"]),
        (("threat", "learning"), []),
        (("threat", "safe", "learning"), ["learning"]),
        (("learning", "safe", "safe"), ["safe"]),
        (("relapsing", "unknown", "safe", "safe"), ["safe"]),
        (("unknown", "safe", "safe"), []),
        (("safe", "unknown", "safe", "safe"), []),
        (("threat", "learning", "unknown", "learning"), []),
        (("threat", "learning", "learning", "threat"), []),
        (("threat", "learning", "safe", "safe"), ["learning", "safe"]),
        (("safe", "safe", "threat"), []),
    ],
)
def test_upgrade_held_in_two_looks(states, words):
    assert [one.word for one in wins.upgrades(looks(*states), TODAY)] == words


def test_upgrade_ignores_later_looks():
    assert wins.upgrades(looks("threat", "safe", "safe"), ago(1)) == []


@pytest.mark.parametrize(
    ("verdict", "count"), [("better", 1), ("better_meaningful", 1), ("same", 0), ("worse", 0)]
)
def test_before_after(verdict, count):
    change = replace(fakes.progress().before_after, verdict=verdict)
    found = wins.overall(change, TODAY)
    assert [one.facts["change"] for one in found] == [-1.4] * count
    assert wins.overall(Insufficient("days_before_after", 1, 28), TODAY) == []


def test_selection():
    def win(days, movement, kind="surprise"):
        return Win(kind, ago(days), movement)

    many = [win(days, name) for days in (28, 27, 3, 2, 1, -1) for name in "abc"]
    kept = wins.select([*many, win(2, "a", "state_upgrade"), win(0, "", "before_after")], TODAY)
    assert [(ago(0) - one.day).days for one in kept] == [0, 1, 1, 1, 2, 2]
    assert kept[4].kind == "state_upgrade"
    assert wins.select([win(28, "a"), win(27, "b")], TODAY) == (win(27, "b"),)
