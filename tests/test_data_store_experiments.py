"""Experiments on disk: written once, events only added, every refusal leaves everything as it was; and typed days."""

from __future__ import annotations

import io
import threading
import zipfile
from datetime import date, datetime, timedelta

import duckdb
import pandas as pd
import pytest

from analysis.experiment import schedule
from data import schema
from data.errors import ExperimentRefused, StoreLocked
from data.home import diary_file
from data.store import Store, migrations
from tests.test_data_store import ingested
from tests.trials import SEED, START, design


class Clock:
    """A clock the test sets."""

    def __init__(self, day=START):
        self.day = day

    def __call__(self):
        return datetime(self.day.year, self.day.month, self.day.day, 20)  # noqa: DTZ001 - stored times carry no zone


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path, clock):
    return Store(tmp_path / "home", clock=clock)


def begun(store, seed=SEED, **changes):
    plan = design(**changes)
    return store.experiments.start(plan, schedule(plan, seed), seed)


def later(days):
    return START + timedelta(days=days)


def test_what_was_drawn_comes_back_as_it_was(store):
    number = begun(store, question="  Hilft\tdas <b>Atmen</b>?\n", a="🧘 mit", b="ohne; 'x' \"y\"")
    one = store.experiments.get(number)
    assert one.design == design(question="Hilft das <b>Atmen</b>?", a="🧘 mit", b="ohne; 'x' \"y\"")
    assert one.schedule == schedule(one.design, SEED)
    assert (one.seed, one.records, one.peeks, one.stopped, one.opened) == (SEED, {}, (), None, None)
    assert store.experiments.all() == [one]
    with pytest.raises(KeyError):
        store.experiments.get(9)


def test_a_seed_serves_once(store):
    begun(store)
    with pytest.raises(ExperimentRefused) as caught:
        begun(store)
    assert (caught.value.code, caught.value.context) == ("experiment_seed_used", {"seed": SEED})
    assert len(store.experiments.all()) == 1


def test_a_plan_must_fit_its_design(store):
    for plan in (("a", "b"), ("a", "c") * 14):
        with pytest.raises(ValueError, match="drawn days"):
            store.experiments.start(design(), plan, SEED)
    assert store.experiments.all() == []


def test_of_two_notes_of_a_day_the_later_counts_and_both_are_kept(store):
    number = begun(store)
    for done in ("done", "not_done", "not_done"):
        store.experiments.record(number, START, done, START)
    one = store.experiments.get(number)
    assert one.records == {START: "not_done"}
    assert [event.value for event in one.events] == ["done", "not_done"], "the same again is no news"


@pytest.mark.parametrize(
    ("day", "today", "why"),
    [(2, 1, "future"), (-1, 1, "outside"), (28, 40, "outside")],
)
def test_days_that_cannot_be_noted(store, day, today, why):
    number = begun(store)
    with pytest.raises(ExperimentRefused) as caught:
        store.experiments.record(number, later(day), "done", later(today))
    assert caught.value.code == f"experiment_{why}"
    assert caught.value.context == {"day": later(day).isoformat(), "today": later(today).isoformat()}
    assert store.experiments.get(number).events == ()
    with pytest.raises(ValueError, match="none of"):
        store.experiments.record(number, START, "perhaps", START)


def test_nothing_is_noted_by_a_clock_that_went_back(store, clock):
    number = begun(store)
    clock.day = later(5)
    store.experiments.record(number, later(5), "done", later(5))
    for act in (
        lambda: store.experiments.record(number, later(3), "done", later(3)),
        lambda: store.experiments.peek(number, later(3)),
        lambda: store.experiments.stop(number, later(3)),
        lambda: store.experiments.open(number, later(3)),
    ):
        with pytest.raises(ExperimentRefused) as caught:
            act()
        assert caught.value.code == "experiment_clock"
        assert caught.value.context == {"today": "2026-03-05", "last": "2026-03-07"}
    store.experiments.record(number, later(4), "done", later(4))
    assert len(store.experiments.get(number).events) == 2, "one day back is a flight west"


def test_a_look_is_kept_once_a_day_and_for_good(store):
    number = begun(store)
    for day in (10, 10, 12):
        store.experiments.peek(number, later(day))
    assert store.experiments.get(number).peeks == (later(10), later(12))


def test_once_read_or_stopped_the_notes_stay(store):
    first, second = begun(store), begun(store, seed=8)
    store.experiments.open(first, later(28))
    store.experiments.open(first, later(29))
    with pytest.raises(ExperimentRefused) as caught:
        store.experiments.record(first, later(27), "done", later(29))
    assert caught.value.code == "experiment_closed"
    store.experiments.stop(second, later(9))
    store.experiments.stop(second, later(11))
    assert store.experiments.get(second).stopped == later(9)
    store.experiments.record(second, later(8), "done", later(11))
    with pytest.raises(ExperimentRefused):
        store.experiments.record(second, later(10), "done", later(11))
    assert store.experiments.get(first).opened == later(28)


def test_the_diary_stays_the_same_one(store):
    before = store.fingerprint()
    number = begun(store)
    store.experiments.record(number, START, "done", START)
    store.experiments.peek(number, START)
    assert store.fingerprint() == before
    assert store.imports().empty


def test_export_holds_everything_and_erase_leaves_nothing(store, tmp_path):
    number = begun(store)
    store.experiments.record(number, START, "other", START)
    out = io.BytesIO()
    store.export(out)
    with zipfile.ZipFile(out) as archive:
        plans = pd.read_csv(archive.open("tables/experiments.csv"))
        events = pd.read_csv(archive.open("tables/experiment_events.csv"))
        assert "tables/experiments.parquet" in archive.namelist()
        assert "experiment" in archive.read("README.txt").decode()
    assert (plans.seed[0], plans.schedule[0]) == (SEED, "".join(schedule(design(), SEED)))
    assert events[["experiment", "kind", "value"]].to_numpy().tolist() == [[number, "day", "other"]]
    store.erase()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert store.experiments.all() == []


def test_a_diary_of_version_4_gets_its_tables_and_keeps_its_days(tmp_path):
    with duckdb.connect(str(diary_file(tmp_path))) as raw:
        for step in migrations.MIGRATIONS[:4]:
            step(raw)
        raw.execute("INSERT INTO meta VALUES ('version', '4')")
        raw.execute(
            "INSERT INTO imports SELECT 1, 'a.csv', 'diary-csv', 'x', now()::TIMESTAMP, 'day', 1, NULL, NULL, 1, 0, 0,"
            " 0, false, '[]', '{}', '{}', ''"
        )
        raw.execute(
            "INSERT INTO days_log (import_id, date, pain_avg, line, source)"
            " VALUES (1, DATE '2026-03-01', 4, 2, 'self_reported')"
        )
    store = Store(tmp_path)
    assert store.days().pain_avg.tolist() == [4]
    assert store.experiments.all() == []
    assert store.experiments.get(begun(store)).seed == SEED


def test_threads_lose_no_note(store):
    number = begun(store)

    def note(first):
        for day in range(first, 28, 4):
            store.experiments.record(number, later(day), "done", later(28))

    threads = [threading.Thread(target=note, args=(first,)) for first in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(store.experiments.get(number).records) == 28


def test_a_locked_diary_is_said(store, monkeypatch):
    begun(store)

    def held(*_, **__):
        raise duckdb.IOException("Conflicting lock is held")

    store._database.close()
    monkeypatch.setattr(duckdb, "connect", held)
    for act in (store.experiments.all, lambda: begun(store, seed=8)):
        with pytest.raises(StoreLocked):
            act()


# ------------------------------------------------------------------ typed days

DAY = date(2026, 3, 3)


def test_a_typed_day_is_a_layer_that_can_be_undone(store):
    first = store.log_day(DAY, {"pain_avg": 4, "note": "Regen"})
    second = store.log_day(DAY, {"pain_avg": 6.0})
    found = store.days()
    assert found[["pain_avg", "note", "source", "line"]].to_numpy().tolist() == [
        [6.0, "Regen", "self_reported", 0]
    ]
    assert store.imports()[["source", "name", "days", "first_day"]].iloc[0].tolist() == [
        "app", "2026-03-03", 1, pd.Timestamp(DAY),
    ]  # fmt: skip
    store.undo(second)
    assert store.days().pain_avg.tolist() == [4.0]
    store.undo(first)
    assert store.days().empty
    assert b'"pain_avg": 4.0' in store.original(first)


def test_a_value_typed_again_after_another_one_counts(store):
    """The same bytes a second time are no duplicate here: the person changed their mind back."""
    for value in (4, 6, 4):
        store.log_day(DAY, {"pain_avg": value})
    assert store.days().pain_avg.tolist() == [4.0]
    assert len(store.imports()) == 3


def test_a_typed_day_keeps_what_files_know_and_later_files_win(store):
    store.add(ingested("a", days=[{"date": "2026-03-03", "pain_avg": 2, "stress": 5}]))
    before = store.fingerprint()
    store.log_day(DAY, {"pain_avg": 4, "med_taken": False})
    assert store.fingerprint() != before
    assert store.days()[["pain_avg", "stress", "med_taken"]].to_numpy().tolist() == [[4.0, 5.0, False]]
    store.add(ingested("b", days=[{"date": "2026-03-03", "pain_avg": 3}]))
    assert store.days().pain_avg.tolist() == [3.0]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"pain_avg": 11},
        {"pain_avg": None},
        {"pain_avg": float("nan")},
        {"line": 3},
        {"schmerz": 3},
        {"date": DAY},
    ],
)
def test_what_the_schema_does_not_allow_is_not_logged(store, values):
    before = store.fingerprint()
    with pytest.raises(ValueError, match=r"\w"):
        store.log_day(DAY, values)
    assert store.fingerprint() == before
    assert store.days().equals(schema.empty("days"))
