"""What is settled over time: only added to or withdrawn, kept beside the diary, exported, migrated."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from data.store import Store
from tests.test_data_store import AT, ingested

DAY = date(2026, 3, 2)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "home", clock=lambda: AT)


def test_entries_stand_in_order_and_by_kind(store):
    first = store.journal.add("activity", "a1", DAY, {"name": "Schuhe binden"})
    second = store.journal.add("ability", "a1", DAY, 4.0)
    assert [one.number for one in store.journal.all()] == [first, second]
    (one,) = store.journal.all("ability")
    assert (one.kind, one.subject, one.day, one.value, one.at) == ("ability", "a1", DAY, 4.0, AT)


def test_withdrawn_is_undone_and_comes_back(store):
    number = store.journal.add("rules", "", DAY, {"up_safe": 0.05})
    stamps = [store.journal.stamp()]
    store.journal.withdraw(number)
    stamps.append(store.journal.stamp())
    assert store.journal.all() == []
    store.journal.restore(number)
    assert [one.value for one in store.journal.all()] == [{"up_safe": 0.05}]
    assert store.journal.stamp() == stamps[0] != stamps[1]
    with pytest.raises(KeyError):
        store.journal.withdraw(99)


def test_the_diary_stays_the_same_one(store):
    store.add(ingested("a"))
    before = store.fingerprint()
    store.journal.add("plan", "", DAY, {})
    assert store.fingerprint() == before


def test_what_json_cannot_hold_changes_nothing(store):
    for value in (object(), float("nan")):
        with pytest.raises(ValueError, match=r"rules|JSON"):
            store.journal.add("rules", "", DAY, value)
    assert store.journal.all() == []


def test_it_survives_and_is_exported_with_what_was_withdrawn(store):
    store.journal.withdraw(store.journal.add("limit", "Bücken", DAY, {"by": "trainer", "weight_kg": 8}))
    store._database.close()
    out = io.BytesIO()
    Store(store.home).export(out)
    with zipfile.ZipFile(out) as made:
        assert "Bücken" in made.read("tables/journal.csv").decode()
