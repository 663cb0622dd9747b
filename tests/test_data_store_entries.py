"""Typed days and tries, and changes of any entry: saved at once, refused with a reason, undone like an import."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data import names, schema
from data.calendar import day_of
from data.errors import EntryRefused
from data.ingest import read
from data.store import DayKey, FactorKey, Store, TryKey, Typed
from tests.test_data_store import AT, ingested

TODAY = AT.date()
ROOT = Path(__file__).parents[1]


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "home", clock=lambda: AT)


def bend(felt=3, position=0, movement="Bücken", session="s1", day=TODAY, time="09:30", **values):
    return Typed(day, movement, {"pain_during": felt, **values}, time, session, position)


# ------------------------------------------------------------------ tries


def test_a_typed_try_is_in_the_diary_and_undone_like_an_import(store):
    logged = store.log_try(bend(3, expected_pain=6, weight_kg=7.5, breathing_done=True, note=None))
    row = store.exposures().iloc[0]
    assert (row.movement, row.time, row.seq, row.session, row.line) == ("Bücken", "09:30", 0, "s1", 0)
    assert (row.pain_during, row.expected_pain, row.weight_kg, row.breathing_done) == (3, 6, 7.5, True)
    line = store.imports().iloc[0]
    assert (line["source"], line["name"], line["shape"], line["exposures"]) == ("app", "Bücken", "try", 1)
    store.undo(logged.number)
    assert store.exposures().empty
    store.redo(logged.number)
    assert len(store.exposures()) == 1


def test_the_same_try_sent_twice_is_one_try(store):
    first = store.log_try(bend())
    before = store.fingerprint()
    again = store.log_try(bend())
    assert (again.number, again.key, again.repeated, again.changed) == (first.number, first.key, True, ())
    assert store.fingerprint() == before


def test_of_two_devices_with_different_values_the_later_wins_and_the_earlier_stays_in_the_history(store):
    store.log_try(bend(3, quality=7))
    later = store.log_try(bend(5, quality=7))
    assert (later.repeated, later.changed) == (True, ("pain_during",))
    assert store.exposures()["pain_during"].tolist() == [5.0]
    assert store.log_try(bend(3, quality=7)).changed == ("pain_during",), "and back again"
    assert store.exposures()["pain_during"].tolist() == [3.0]
    store.undo(3)
    assert store.exposures()["pain_during"].tolist() == [5.0]
    store.undo(later.number)
    assert store.exposures()["pain_during"].tolist() == [3.0]


def test_a_try_sent_again_does_not_take_back_a_change_by_hand(store):
    logged = store.log_try(bend(3))
    store.amend(logged.key, {"pain_during": 4})
    store.log_try(bend(3))
    assert store.exposures()["pain_during"].tolist() == [4.0]


def test_another_movement_or_place_in_the_session_is_another_try(store):
    keys = [
        store.log_try(one).key
        for one in (bend(), bend(position=1), bend(movement="Heben"), bend(session="s2"))
    ]
    assert [one.seq for one in keys] == [0, 1, 0, 2], "in one minute each gets its own number"
    assert len(store.exposures()) == 4


def test_a_session_begins_in_a_diary_whose_files_name_none(store):
    """Files without sessions leave the log without that column."""
    store.add(read("Datum;Übung;Schmerz\n01.02.2026;Bücken;3\n".encode(), "x.csv"))
    assert store.next_position("s1") == 0
    store.log_try(bend())
    assert store.next_position("s1") == 1


def test_the_hour_that_comes_twice_loses_no_try(tmp_path):
    """Night of 25 October 2026: 02:30 is there at +02:00 and an hour later at +01:00, both belong to the 24th."""
    assert day_of(datetime(2026, 10, 25, 2, 30)) == date(2026, 10, 24)  # noqa: DTZ001 - local
    assert day_of(datetime(2026, 10, 25, 4, 0)) == date(2026, 10, 25)  # noqa: DTZ001 - local
    store = Store(tmp_path / "home", clock=lambda: datetime(2026, 10, 25, 2, 30))  # noqa: DTZ001 - local
    for position in (0, 1):
        store.log_try(bend(day=date(2026, 10, 24), time="02:30", position=position))
    assert store.exposures()["seq"].tolist() == [0, 1]


def test_a_number_is_never_given_twice(store):
    first = store.log_try(bend())
    store.undo(first.number)
    store.log_try(bend(4, position=1))
    store.redo(first.number)
    assert sorted(store.exposures()["pain_during"]) == [3.0, 4.0]


@pytest.mark.parametrize(
    ("one", "code", "context"),
    [
        (bend(11), "entry_out_of_range", {"field": "pain_during", "value": 11, "low": 0, "high": 10}),
        (
            bend(duration_s=-5),
            "entry_out_of_range",
            {"field": "duration_s", "value": -5, "low": 0, "high": 86_400},
        ),
        (bend(weight_kg="schwer"), "entry_out_of_range", {"field": "weight_kg"}),
        (bend(day=TODAY + timedelta(days=1)), "entry_ahead", {"today": TODAY}),
        (bend(None), "entry_missing", {"field": "pain_during"}),
        (bend(movement="  "), "entry_missing", {"field": "movement"}),
        (bend(speed="ultrafast"), "entry_unknown_word", {"field": "speed"}),
        (bend(line=3), "entry_unknown_field", {"field": "line"}),
    ],
)
def test_bad_input_is_refused_with_its_reason_and_nothing_is_written(store, one, code, context):
    store.log_try(bend(1))
    before = store.fingerprint()
    with pytest.raises(EntryRefused) as caught:
        store.log_try(one)
    assert caught.value.code == code
    assert caught.value.context.items() >= context.items()
    assert store.fingerprint() == before


def test_a_day_to_come_and_an_empty_day_are_refused(store):
    before = store.fingerprint()
    for day, values, code in (
        (TODAY + timedelta(days=1), {"pain_avg": 3}, "entry_ahead"),
        (TODAY, {}, "entry_nothing"),
        (TODAY, {"stress": None}, "entry_missing"),
    ):
        with pytest.raises(EntryRefused) as caught:
            store.log_day(day, values)
        assert caught.value.code == code
    assert store.fingerprint() == before


@pytest.mark.parametrize(("hour", "ahead"), [(0, True), (3, True), (4, False)])
def test_the_day_to_come_begins_at_four(tmp_path, hour, ahead):
    """As everywhere in the diary: at half past midnight it is still the day before."""
    night = datetime.combine(TODAY + timedelta(days=1), time(hour, 30))
    store = Store(tmp_path / "home", clock=lambda: night)
    store.log_try(bend(1))
    for log in (
        lambda: store.log_try(bend(day=night.date(), session="s2")),
        lambda: store.log_day(night.date(), {"pain_avg": 3}),
    ):
        if not ahead:
            log()
            continue
        with pytest.raises(EntryRefused) as caught:
            log()
        assert (caught.value.code, caught.value.context["today"]) == ("entry_ahead", TODAY)


ATTEMPT = st.builds(
    bend,
    felt=st.integers(0, 10),
    position=st.integers(0, 3),
    movement=st.sampled_from(["Bücken", "Heben"]),
    session=st.sampled_from(["a", "b"]),
    time=st.sampled_from(["09:30", "18:00", None]),
)


@settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate]
)
@given(st.lists(ATTEMPT, min_size=2, max_size=5))
def test_as_many_tries_as_were_told_apart_whatever_order_they_come_in(store, sent):
    """One row for each session, place and movement, with what was sent last for it."""
    mark = f"{len(store.imports())}-"
    for one in sent:
        store.log_try(replace(one, session=mark + one.session))
    last = {(one.session, one.position, one.movement): one.values["pain_during"] for one in sent}
    rows = store.exposures()
    assert sorted(rows.loc[rows["session"].str.startswith(mark), "pain_during"]) == sorted(last.values())
    assert not rows.duplicated(schema.keys("exposures")).any()


# ------------------------------------------------------------------ days and factors


def test_a_day_of_a_device_is_changed_by_hand_whoever_leads(store):
    own = {"date": "2026-03-01", "pain_avg": 4, "sleep_hours": 8}
    watch = {"date": "2026-03-01", "sleep_hours": 6.5, "steps": 4000, "source": "sensed"}
    store.add(ingested("a", days=[own]))
    store.add(ingested("b", days=[watch]))
    number = store.amend(DayKey(date(2026, 3, 1)), {"sleep_hours": 7, "stress": 2, "pain_avg": None})
    for leader in schema.SOURCES:
        store.lead("sleep_hours", leader)
        row = store.days().iloc[0]
        assert (row.sleep_hours, row.steps, row.stress) == (7, 4000, 2)
        assert row.isna()["pain_avg"]
    found = store.sources().set_index("field")
    assert found.loc["steps", "both"] == 0, "what the person did not change stays where it was"
    store.undo(number)
    assert store.days().iloc[0][["pain_avg", "sleep_hours"]].tolist() == [4.0, 6.5]


def test_a_day_and_a_factor_can_be_taken_out_and_come_back(store):
    coffee = {"date": "2026-03-01", "name": "Kaffee", "value": 2}
    store.add(
        ingested(
            "a", days=[{"date": "2026-03-01", "pain_avg": 4}], factors=[coffee, coffee | {"name": "Tee"}]
        )
    )
    key = FactorKey(date(2026, 3, 1), "Kaffee")
    numbers = [
        store.amend(key, {"value": 3}),
        store.amend(DayKey(date(2026, 3, 1)), {}, removed=True),
        store.amend(key, {}, removed=True),
    ]
    assert store.days().empty
    assert store.factors()["name"].tolist() == ["Tee"]
    for number in reversed(numbers[1:]):
        store.undo(number)
    assert store.factors()["value"].tolist() == [3.0, 2.0]
    assert store.days()["pain_avg"].tolist() == [4.0]
    assert store.imports()["shape"].tolist()[1:] == ["factor", "day", "factor"]
    with pytest.raises(KeyError):
        store.amend(FactorKey(date(2026, 3, 2), "Kaffee"), {"value": 1})


def test_a_renamed_movement_keeps_its_history_and_takes_new_tries(store):
    store.log_try(bend(5, movement="Buecken"))
    store.set(names.MERGED, {"Buecken": "Rumpfbeuge"})
    new = store.log_try(bend(3, movement="Rumpfbeuge", position=1))
    shown = names.merged(store.exposures(), names.chosen(store.settings()))
    assert shown["movement"].tolist() == ["Rumpfbeuge"] * 2
    old = names.original(
        store.exposures(), names.chosen(store.settings()), TryKey(TODAY, "Rumpfbeuge", "09:30", 1)
    )
    store.amend(old, {"pain_during": 4})
    found = store.exposures().set_index("movement")["pain_during"]
    assert found.to_dict() == {"Buecken": 4.0, "Rumpfbeuge": 3.0}
    assert new.key == TryKey(TODAY, "Rumpfbeuge", "09:30", 0)


# ------------------------------------------------------------------ crashes

KILLED = """
import sys
from datetime import date
from pathlib import Path
from data.store import Store, Typed
store = Store(Path(sys.argv[1]))
for at in range(1000):
    store.log_try(Typed(date(2026, 3, 1), "Bücken", {"pain_during": at % 11}, "09:30", "s", at))
    print(at, flush=True)
"""


def test_what_was_saved_outlives_a_kill(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path / "home")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    said = [int(process.stdout.readline()) for _ in range(4)]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    found = Store(tmp_path / "home").exposures()["pain_during"].tolist()
    assert found[: len(said)] == [float(at) for at in said]
    assert len(found) <= len(said) + 2
