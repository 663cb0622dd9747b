"""A try changed by hand: wins over files, can empty and remove, is undone like an import, never makes a try."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest

from data.store import Store, TryKey, views
from tests.test_data_store import AT, ingested

DAY = date(2026, 3, 2)
BEND = {"date": "2026-03-02", "movement": "Bücken", "pain_during": 6.0, "expected_pain": 7.0, "note": "steif"}
KEY = TryKey(DAY, "Bücken")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "home", clock=lambda: AT)


def filled(store, content="a", **changes):
    store.add(ingested(content, tries=[BEND | changes, BEND | {"movement": "Heben", "time": "09:15"}]))
    return store


def one(store, movement="Bücken"):
    found = store.exposures()
    return found[found["movement"] == movement].iloc[0]


def test_an_edit_changes_only_what_it_names(store):
    filled(store).amend(KEY, {"pain_during": 3, "weight_kg": 7.5})
    assert one(store)[["pain_during", "expected_pain", "weight_kg", "note"]].tolist() == [
        3.0,
        7.0,
        7.5,
        "steif",
    ]
    assert one(store, "Heben")["pain_during"] == 6.0


def test_an_edit_wins_over_the_same_diary_imported_again_later(store):
    filled(store).amend(KEY, {"pain_during": 3})
    filled(store, "later file, same old rating", note="neu")
    assert one(store)["pain_during"] == 3.0
    assert one(store)["note"] == "neu", "fields nobody changed by hand still follow the files"


def test_of_two_edits_the_later_wins_and_undo_brings_the_earlier_back(store):
    first = filled(store).amend(KEY, {"pain_during": 3})
    second = store.amend(KEY, {"pain_during": 1})
    assert one(store)["pain_during"] == 1.0
    store.undo(second)
    assert one(store)["pain_during"] == 3.0
    store.undo(first)
    assert one(store)["pain_during"] == 6.0
    store.redo(first)
    assert one(store)["pain_during"] == 3.0


def test_a_value_can_be_emptied(store):
    filled(store).amend(KEY, {"note": None, "expected_pain": None})
    assert one(store)[["note", "expected_pain"]].isna().all()


def test_a_try_can_be_taken_out_and_comes_back(store):
    number = filled(store).amend(KEY, {}, removed=True)
    assert store.exposures()["movement"].tolist() == ["Heben"]
    store.undo(number)
    assert sorted(store.exposures()["movement"]) == ["Bücken", "Heben"]


def test_the_time_tells_two_tries_of_a_day_apart(store):
    rows = [BEND | {"time": time, "seq": seq} for time, seq in (("09:00", 0), ("18:00", 0), ("18:00", 1))]
    store.add(ingested(tries=rows))
    store.amend(TryKey(DAY, "Bücken", "18:00", 1), {"pain_during": 0})
    assert store.exposures()["pain_during"].tolist() == [6.0, 6.0, 0.0]


def test_without_its_file_an_edit_makes_no_try(store):
    filled(store).amend(KEY, {"pain_during": 3})
    store.undo(1)
    assert store.exposures().empty


@pytest.mark.parametrize(
    "values",
    [
        {"pain_during": 11},
        {"pain_during": None},
        {"expected_pain": float("nan")},
        {"speed": "ultrafast"},
        {"movement": "Heben"},
        {"line": 3},
        {"schmerz": 3},
    ],
)
def test_what_the_schema_does_not_allow_changes_nothing(store, values):
    before = filled(store).fingerprint()
    with pytest.raises(ValueError, match=r"\w"):
        store.amend(KEY, values)
    assert store.fingerprint() == before


def test_a_try_that_is_not_there_cannot_be_changed(store):
    before = filled(store).fingerprint()
    for key in (TryKey(DAY, "Bücken", "09:00"), TryKey(DAY, "Bücken", None, 1), TryKey(DAY, "Knien")):
        with pytest.raises(KeyError):
            store.amend(key, {"pain_during": 3})
    assert store.fingerprint() == before
    store.amend(KEY, {}, removed=True)
    with pytest.raises(KeyError):
        store.amend(KEY, {"pain_during": 3})
    store.undo(1)
    with pytest.raises(KeyError):
        store.amend(TryKey(DAY, "Heben", "09:15"), {"pain_during": 3})


def test_the_history_names_the_edit_and_keeps_what_it_said(store):
    before = filled(store).fingerprint()
    number = store.amend(KEY, {"pain_during": 3})
    assert store.fingerprint() != before
    line = store.imports().set_index("id").loc[number]
    assert (line["source"], line["name"], line["first_day"].date()) == ("edit", "Bücken", DAY)
    said = json.loads(store.original(number))
    assert said["set"] == {"pain_during": 3.0}
    assert said["try"] == {"date": "2026-03-02", "time": None, "movement": "Bücken", "seq": 0}


def test_the_same_edit_twice_is_two_layers(store):
    """Equal documents are no repeated file: undoing one of them must not undo both."""
    filled(store)
    numbers = [store.amend(KEY, {"pain_during": value}) for value in (3, 6, 3)]
    store.undo(numbers[2])
    assert one(store)["pain_during"] == 6.0


def test_it_outlives_the_process_and_goes_into_the_export(store, tmp_path):
    filled(store).amend(KEY, {"pain_during": 3, "breathing_done": True})
    again = Store(tmp_path / "home")
    assert one(again)["pain_during"] == 3.0
    assert one(again)["breathing_done"]
    out = io.BytesIO()
    again.export(out)
    table = zipfile.ZipFile(out).read("tables/exposures.csv").decode()
    assert "Bücken,0,,,3.0" in table


def test_a_frame_handed_out_before_stays_as_it_was(store):
    filled(store)
    before = store.exposures()
    store.amend(KEY, {"pain_during": 3})
    assert before["pain_during"].tolist() == [6.0, 6.0]


def test_who_writes_into_a_frame_writes_into_their_own(store):
    mine = filled(store).exposures()
    mine.loc[:, "pain_during"] = 0.0
    mine["note"] = "x"
    assert store.exposures()["pain_during"].tolist() == [6.0, 6.0]
    assert store.exposures()["note"].tolist() == ["steif", "steif"]


def test_another_set_of_imports_is_read_anew(store):
    """The rows are held between two readings; what is held must go when the imports below it change."""
    filled(store)
    assert len(store.exposures()) == 2
    store.undo(1)
    assert store.exposures().empty
    store.redo(1)
    store.add(ingested("b", tries=[BEND | {"movement": "Drehen"}]))
    assert sorted(store.exposures()["movement"]) == ["Bücken", "Drehen", "Heben"]
    store.erase()
    filled(store, "the first of another diary", pain_during=2.0)
    assert one(store)["pain_during"] == 2.0


def test_rows_that_change_while_they_are_read_are_not_held_under_the_imports_of_before(store, monkeypatch):
    filled(store)
    query = views.current("exposures")
    monkeypatch.setattr(views, "current", lambda _: store.undo(1) or query)
    store.exposures()
    monkeypatch.undo()
    store.redo(1)
    assert len(store.exposures()) == 2
