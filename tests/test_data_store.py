"""The stored diary: layers, undo, provenance, threads, crashes, and every way a file can refuse."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import schema
from data.errors import StoreDamaged, StoreLocked, StoreNotWritable, StoreTooNew
from data.home import diary_file, has_diary, home
from data.ingested import ColumnUse, Ingested
from data.merge import merged
from data.store import Store, database, migrations
from ui.text import LANGUAGES, Text

AT = datetime(2026, 4, 1, 9, 30)  # noqa: DTZ001 - stored local times carry no zone
ROOT = Path(__file__).parents[1]


def ingested(content: str = "", *, days=(), tries=(), factors=(), **changes) -> Ingested:
    """Short rows: `days=[{"date": "2026-03-01", "pain_avg": 4}]`."""
    frames = {
        name: schema.conform(pd.DataFrame(list(rows)), name) if rows else schema.empty(name)
        for name, rows in (("days", days), ("exposures", tries), ("factors", factors))
    }
    values = {
        "rejections": [],
        "questions": [],
        "source": "csv",
        "mapping": (),
        "period": (date(2026, 3, 1), date(2026, 3, 31)),
        "name": "tagebuch.csv",
        "rows": len(days) + len(tries),
        "content": content.encode(),
    }
    return Ingested(**frames, **(values | changes))


def day(at: int, **values):
    return {"date": f"2026-03-{at:02d}", **values}


def attempt(at: int, movement: str = "Bücken", felt: float = 3, seq: int = 0, **values):
    return {"date": f"2026-03-{at:02d}", "movement": movement, "pain_during": felt, "seq": seq, **values}


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "home", clock=lambda: AT)


# ------------------------------------------------------------------ layers


def test_a_new_store_is_empty_in_schema_dtypes(store):
    for table in schema.TABLES:
        pd.testing.assert_frame_equal(getattr(store, table)(), schema.empty(table))
    assert store.imports().empty
    assert store.settings() == {}


def test_round_trip_keeps_values_and_dtypes(store):
    tries = [
        attempt(2, time="18:00", weight_kg=7.5, breathing_done=True, note="a; \"b\"\n'c' 🙂", line=3),
        attempt(1, "Kreuzheben", 0, symptom_flags="numbness|other", line=2),
    ]
    factors = [
        {"date": "2026-03-01", "name": "Kaffee", "value": 2, "unit": "Tassen", "source": "self_reported"}
    ]
    one = ingested("x", days=[day(1, pain_avg=0, med_taken=False, line=2)], tries=tries, factors=factors)
    receipt = store.add(one)
    assert receipt.added == {"days": 1, "exposures": 2, "factors": 1}
    assert receipt.updated == {"days": 0, "exposures": 0, "factors": 0}
    pd.testing.assert_frame_equal(store.days(), one.days)
    pd.testing.assert_frame_equal(store.exposures(), one.exposures.iloc[[1, 0]].reset_index(drop=True))
    pd.testing.assert_frame_equal(store.factors(), one.factors)


def test_later_imports_win_field_by_field_and_blanks_never_do(store):
    store.add(ingested("a", days=[day(1, pain_avg=4, stress=6), day(2, pain_avg=5)]))
    receipt = store.add(
        ingested("b", days=[day(1, pain_avg=2, mood=7), day(2, pain_avg=5), day(3, pain_avg=1)])
    )
    assert receipt.added["days"] == 1
    assert receipt.updated["days"] == 1, "a day that says the same again got nothing"
    assert receipt.overwritten["days"] == 1, "mood was not known before"
    first = store.days().iloc[0]
    assert (first.pain_avg, first.stress, first.mood) == (2, 6, 7)


def test_undo_brings_earlier_values_back_and_redo_the_later_ones(store):
    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    second = store.add(ingested("b", days=[day(1, pain_avg=2), day(2, pain_avg=2)]))
    store.undo(second.import_id)
    assert store.days().pain_avg.tolist() == [4]
    assert store.imports().undone.tolist() == [False, True]
    store.redo(second.import_id)
    assert store.days().pain_avg.tolist() == [2, 2]
    with pytest.raises(KeyError):
        store.undo(99)


def test_undo_in_the_middle_leaves_the_others(store):
    for value, content in ((1, "a"), (2, "b"), (3, "c")):
        store.add(ingested(content, days=[day(1, pain_avg=value), day(10 + value, pain_avg=value)]))
    store.undo(2)
    assert store.days().pain_avg.tolist() == [3, 1, 3]


def test_the_same_bytes_twice_add_nothing_until_undone(store):
    first = store.add(ingested("a", days=[day(1, pain_avg=4)]))
    before = store.fingerprint()
    again = store.add(ingested("a", days=[day(1, pain_avg=4)], name="kopie.csv"))
    assert again.duplicate
    assert again.import_id == first.import_id
    assert set(again.added.values()) == {0}
    assert store.fingerprint() == before
    assert len(store.imports()) == 1
    store.undo(first.import_id)
    anew = store.add(ingested("a", days=[day(1, pain_avg=4)]))
    assert not anew.duplicate
    assert anew.added["days"] == 1
    assert store.days().pain_avg.tolist() == [4]


def test_entries_without_a_file_are_never_duplicates(store):
    store.add(ingested(days=[day(1, pain_avg=4)], source="typed"))
    assert not store.add(ingested(days=[day(1, pain_avg=4)], source="typed")).duplicate


def test_a_missing_time_is_a_key_of_its_own(store):
    store.add(ingested("a", tries=[attempt(1, felt=4), attempt(1, felt=5, time="18:00")]))
    receipt = store.add(ingested("b", tries=[attempt(1, felt=2), attempt(1, felt=6, seq=1)]))
    assert receipt.added["exposures"] == 1
    assert receipt.updated["exposures"] == 1
    found = store.exposures()
    assert dict(zip(zip(found.time.fillna(""), found.seq, strict=True), found.pain_during, strict=True)) == {
        ("18:00", 0): 5,
        ("", 0): 2,
        ("", 1): 6,
    }


def test_inside_one_file_the_later_line_wins(store):
    receipt = store.add(
        ingested("a", days=[day(1, pain_avg=4, line=9), day(1, pain_avg=2, stress=5, line=3)])
    )
    assert receipt.added["days"] == 1
    assert store.days()[["pain_avg", "stress"]].to_numpy().tolist() == [[4, 5]]


def test_inputs_are_left_alone(store):
    one = ingested("a", days=[day(1, pain_avg=4)])
    kept = one.days.copy()
    store.add(one)
    pd.testing.assert_frame_equal(one.days, kept)


_layers = st.lists(
    st.lists(
        st.fixed_dictionaries(
            {"date": st.integers(1, 4).map("2026-03-{:02d}".format)},
            optional={
                "pain_avg": st.integers(0, 10),
                "stress": st.integers(0, 10),
                "note": st.sampled_from("ab"),
            },
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda one: one["date"],
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(layers=_layers, undone=st.sets(st.integers(0, 3)))
def test_the_view_is_the_merge_of_what_is_not_undone(tmp_path_factory, layers, undone):
    """Same rule as `data.merge` on the files themselves, whatever is undone."""
    store = Store(tmp_path_factory.mktemp("home"))
    files = [ingested(str(number), days=rows) for number, rows in enumerate(layers)]
    for one in files:
        store.add(one)
    for number in undone & set(range(len(files))):
        store.undo(number + 1)
    left = [one.days for number, one in enumerate(files) if number not in undone]
    wanted = merged(left, "days").sort_values("date").reset_index(drop=True) if left else schema.empty("days")
    pd.testing.assert_frame_equal(store.days(), wanted)


# ------------------------------------------------------------------ provenance, settings, fingerprint


def test_an_import_keeps_bytes_mapping_and_answers(store):
    use = ColumnUse("Schmerz", "days", "pain_avg", scale="0-100", why="answer", samples=("40",))
    one = ingested(
        "Datum;Schmerz\n",
        days=[day(1, pain_avg=4, line=2)],
        mapping=(use,),
        answers={"scale:Schmerz": "0-100"},
    )
    number = store.add(one).import_id
    assert store.original(number) == b"Datum;Schmerz\n"
    kept = store.provenance(number)
    assert kept["mapping"][0]["scale"] == "0-100"
    assert kept["answers"] == {"scale:Schmerz": "0-100"}
    assert store.days().line.tolist() == [2]
    row = store.imports().iloc[0]
    assert (row["id"], row["name"], row["at"], row["days"], row["rejected"]) == (1, "tagebuch.csv", AT, 1, 0)
    assert len(row["sha256"]) == 64
    for unknown in (store.original, store.provenance):
        with pytest.raises(KeyError):
            unknown(7)


def test_an_import_without_a_period(store):
    store.add(ingested("a", period=None))
    assert pd.isna(store.imports().first_day.iloc[0])


def test_the_default_clock_is_local_and_without_zone(tmp_path):
    one = Store(tmp_path)
    one.add(ingested("a", days=[day(1, pain_avg=4)]))
    at = one.imports()["at"].iloc[0]
    assert at.tzinfo is None
    assert abs(at - pd.Timestamp.now()) < pd.Timedelta(minutes=1)


def test_settings_hold_json(store):
    store.set("tau", 3.5)
    store.set("rules", {"Schritt": [5, 10]})
    store.set("tau", None)
    assert store.settings() == {"rules": {"Schritt": [5, 10]}, "tau": None}
    with pytest.raises(TypeError):
        store.set("bad", object())
    assert "bad" not in store.settings()


def test_fingerprint_changes_with_everything_that_counts(store, tmp_path):
    seen = [store.fingerprint()]
    for change in (
        lambda: store.add(ingested("a", days=[day(1, pain_avg=4)])),
        lambda: store.undo(1),
        lambda: store.redo(1),
        lambda: store.set("tau", 3),
        store.erase,
    ):
        change()
        seen.append(store.fingerprint())
        assert store.fingerprint() == seen[-1]
    seen.append(Store(tmp_path / "other").fingerprint())
    assert len(set(seen)) == len(seen)


# ------------------------------------------------------------------ export, erase, home


def test_export_holds_everything_and_reads_back(store, tmp_path):
    store.add(
        ingested(
            "Datum;Schmerz", days=[day(1, pain_avg=4, note="privat")], tries=[attempt(1)], name="../böse.csv"
        )
    )
    store.set("tau", 4)
    out = io.BytesIO()
    store.export(out)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        parquet = pd.read_parquet(io.BytesIO(archive.read("tables/days.parquet")))
        text = pd.read_csv(io.BytesIO(archive.read("tables/exposures.csv")))
        assert json.loads(archive.read("settings.json")) == {"tau": 4}
        assert archive.read("files/001-_böse.csv") == b"Datum;Schmerz"
        assert "Tagebuch" in archive.read("README.txt").decode()
        assert "pain_avg" in archive.read("columns.md").decode()
    assert {
        f"tables/{one}.{kind}" for one in (*schema.TABLES, "imports") for kind in ("csv", "parquet")
    } <= names
    pd.testing.assert_frame_equal(schema.conform(parquet, "days"), store.days())
    assert text.movement.tolist() == ["Bücken"]


def test_export_replaces_a_file_only_when_complete(store, tmp_path, monkeypatch):
    target = tmp_path / "sicherung.zip"
    store.export(target)
    kept = target.read_bytes()

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(StoreNotWritable):
        store.export(target)
    assert target.read_bytes() == kept
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []
    with pytest.raises(StoreNotWritable):
        store.export(tmp_path / "nowhere" / "x.zip")


def test_erase_removes_every_trace_of_ours_and_nothing_else(tmp_path):
    folder = tmp_path / "home"
    store = Store(folder)
    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    (folder / "diary.duckdb.tmp").mkdir()
    (folder / "diary.duckdb.tmp" / "spill").write_text("x")
    (folder / "mine.txt").write_text("not ours")
    store.erase()
    assert [one.name for one in folder.iterdir()] == ["mine.txt"]
    (folder / "mine.txt").unlink()
    assert store.days().empty, "it can be used again at once"
    store.erase()
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no mode on Windows")
def test_the_folder_is_the_owners_alone(store):
    assert store.home.stat().st_mode & 0o077 == 0


def test_erasing_while_others_read_leaves_no_ghost(store):
    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    stop = threading.Event()

    def read():
        while not stop.is_set():
            with contextlib.suppress(duckdb.Error, StoreNotWritable):
                store.days()

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(5):
        store.erase()
    stop.set()
    reader.join()
    store.add(ingested("b", days=[day(2, pain_avg=2)]))
    assert has_diary(store.home)
    assert len(Store(store.home).days()) == 1


def test_erase_says_when_it_cannot(store, monkeypatch):
    def refused(*_args, **_kwargs):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(StoreNotWritable, match="Read-only"):
        store.erase()


def test_home_is_the_variable_or_the_platform_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PAIN_MEMORY_HOME", str(tmp_path / "mein ordner"))
    assert home() == tmp_path / "mein ordner"
    assert not has_diary(home())
    Store(home())
    assert has_diary(home())
    monkeypatch.delenv("PAIN_MEMORY_HOME")
    assert home().name == "pain-memory"
    assert home().is_absolute()


def test_asking_for_a_diary_loads_no_database():
    code = "import sys; from data.home import has_diary, home; has_diary(home()); print('duckdb' in sys.modules, 'pandas' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["False", "False"]


# ------------------------------------------------------------------ threads, crashes


def test_one_parent_per_path(store, tmp_path):
    again = Store(tmp_path / "home")
    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    assert again.days().pain_avg.tolist() == [4]
    assert again._database is store._database


def test_eight_threads_get_their_own_answers(store):
    for number in range(1, 9):
        store.add(ingested(str(number), days=[day(number, pain_avg=number)], name=f"{number}.csv"))

    def ask(thread: int) -> int:
        mine, right = random.Random(thread), 0  # noqa: S311 - which question to ask
        for _ in range(60):
            number = mine.randint(1, 8)
            kind = mine.randint(0, 5)
            if kind < 3:
                right += store.original(number) == str(number).encode()
            elif kind == 3:
                right += store.days().pain_avg.tolist() == list(range(1, 9))
            elif kind == 4:
                right += len(store.imports()) == 8
            else:
                store.set(f"thread{thread}", number)
                right += store.settings()[f"thread{thread}"] == number
        return right

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [60] * 8


def test_writers_from_many_threads_lose_nothing(store):
    def write(number: int):
        return store.add(ingested(str(number), days=[day(number, pain_avg=1)]))

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(write, range(1, 17)))
    assert sorted(one.import_id for one in receipts) == list(range(1, 17))
    assert len(store.days()) == 16


def test_a_failing_write_leaves_nothing(store, monkeypatch):
    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    before = store.fingerprint()

    def broken(*_args):
        raise RuntimeError("in the middle")

    monkeypatch.setattr("data.store.layers._insert", broken)
    with pytest.raises(RuntimeError):
        store.add(ingested("b", days=[day(2, pain_avg=4)]))
    assert store.fingerprint() == before
    assert len(store.imports()) == 1
    assert len(store.days()) == 1


def _child(code: str, folder: Path, *, wait_for: str = "") -> subprocess.Popen:
    """A second Python on the same home; `S` is its store, `big(n)` an import of n days."""
    head = f"""
    import os, sys, time
    from dataclasses import replace
    from pathlib import Path
    import pandas as pd
    from data import sample, schema
    from data.errors import StoreError
    from data.store import Store
    folder = Path({str(folder)!r})
    def big(n, sha="big"):
        days = schema.conform(pd.DataFrame({{"date": pd.date_range("1990-01-01", periods=n), "pain_avg": 1.0}}), "days")
        return replace(sample.diary(), days=days, exposures=schema.empty("exposures"), content=os.urandom(n), sha256=sha)
    """
    child = subprocess.Popen(
        [sys.executable, "-u", "-c", textwrap.dedent(head) + textwrap.dedent(code)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    if wait_for:
        assert child.stdout.readline().strip() == wait_for
    return child


def _end(child: subprocess.Popen) -> str:
    out, _ = child.communicate(timeout=60)
    return out.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("delay", [0.0, 0.2])
def test_killed_in_the_middle_the_diary_before_is_whole(tmp_path, delay):
    store = Store(tmp_path)
    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    store._database.close()
    child = _child(
        """
        s = Store(folder)
        print("ready", flush=True)
        for number in range(1000):
            s.add(big(10_000, str(number)))
            print(number, flush=True)
        """,
        tmp_path,
        wait_for="ready",
    )
    threading.Event().wait(delay)
    os.kill(child.pid, signal.SIGKILL)
    done = len(_end(child).split())
    rows = store.days()
    assert rows[rows.date == "2026-03-01"].pain_avg.tolist() == [4]
    kept = len(store.imports()) - 1
    assert kept in (done, done + 1), "every acknowledged import is there"
    assert len(rows) == 1 + (10_000 if kept else 0), "and each is whole"


# ------------------------------------------------------------------ files that refuse


def test_a_second_process_reads_a_sentence(tmp_path):
    child = _child(
        "s = Store(folder); print('ready', flush=True); time.sleep(60)", tmp_path, wait_for="ready"
    )
    try:
        before = diary_file(tmp_path).read_bytes()
        with pytest.raises(StoreLocked, match="Another copy of the app"):
            Store(tmp_path)
        assert diary_file(tmp_path).read_bytes() == before
    finally:
        child.kill()
        child.communicate()
    assert Store(tmp_path).days().empty


def test_a_newer_diary_is_left_alone(tmp_path):
    store = Store(tmp_path)
    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    store._database.close()
    with duckdb.connect(str(diary_file(tmp_path))) as raw:
        raw.execute("UPDATE meta SET value = '99' WHERE name = 'version'")
    before = diary_file(tmp_path).read_bytes()
    with pytest.raises(StoreTooNew, match="version 99") as caught:
        Store(tmp_path)
    assert caught.value.context == {"found": 99, "known": schema.SCHEMA_VERSION}
    assert diary_file(tmp_path).read_bytes() == before


@pytest.mark.parametrize("content", [b"Datum;Schmerz\n1.3.2026;4\n" * 1000, b"%PDF-1.7", os.urandom(50_000)])
def test_garbage_is_left_alone(tmp_path, content):
    diary_file(tmp_path).write_bytes(content)
    with pytest.raises(StoreDamaged):
        Store(tmp_path)
    assert diary_file(tmp_path).read_bytes() == content


def test_a_newer_duckdb_format_is_left_alone(tmp_path):
    Store(tmp_path)._database.close()
    content = bytearray(diary_file(tmp_path).read_bytes())
    at = content.index(b"DUCK") + 4
    content[at : at + 8] = (9999).to_bytes(8, "little")
    diary_file(tmp_path).write_bytes(content)
    with pytest.raises(StoreDamaged):
        Store(tmp_path)
    assert diary_file(tmp_path).read_bytes() == content


def test_a_flipped_byte_is_noticed(tmp_path):
    store = Store(tmp_path)
    store.add(ingested("a" * 5000, days=[day(at, pain_avg=4, note="x" * 200) for at in range(1, 29)]))
    store._database.close()
    content = bytearray(diary_file(tmp_path).read_bytes())
    for at in range(3 * 4096, len(content), 4096):
        content[at + 100] ^= 0xFF
    diary_file(tmp_path).write_bytes(content)
    with pytest.raises(StoreDamaged):
        Store(tmp_path).days()
    assert diary_file(tmp_path).read_bytes() == content


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreNotWritable, match="disk is full or read-only"):
        Store(tmp_path / "file" / "home")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_full_disk_keeps_the_diary_before(tmp_path):
    """A limit on the size of files stands for the full disk; it works without being root."""
    store = Store(tmp_path)
    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    store._database.close()
    child = _child(
        """
        import resource
        s = Store(folder)
        size = (folder / "diary.duckdb").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, resource.RLIM_INFINITY))
        try:
            s.add(big(200_000))
            print("written")
        except StoreError as error:
            print(error.code)
        try:
            print(len(s.days()), len(s.imports()))
        except StoreError as error:
            print(error.code)
        os._exit(0)
        """,
        tmp_path,
    )
    told = _end(child).splitlines()
    assert told[0] == "store_not_writable", told
    assert store.days().pain_avg.tolist() == [4]
    assert len(store.imports()) == 1
    assert store.add(ingested("b", days=[day(2, pain_avg=2)])).added["days"] == 1


def test_defects_of_ours_are_not_dressed_up(store):
    with pytest.raises(duckdb.CatalogException), store._database.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")


def test_outside_access_is_shut(store, tmp_path):
    (tmp_path / "a.csv").write_text("x\n1\n")
    for query in (
        f"SELECT * FROM read_csv('{tmp_path / 'a.csv'}')",  # noqa: S608 - our own path
        f"COPY (SELECT 1) TO '{tmp_path / 'b.csv'}'",
        f"ATTACH '{tmp_path / 'c.duckdb'}'",
        "SET enable_external_access = true",
    ):
        with pytest.raises((StoreNotWritable, duckdb.Error)), store._database.cursor() as cursor:
            cursor.execute(query)
    assert not (tmp_path / "b.csv").exists()


def test_each_error_has_its_sentence_in_every_language():
    for lang in LANGUAGES:
        text = Text(lang)
        for error in (StoreLocked, StoreTooNew, StoreDamaged, StoreNotWritable):
            words = text(f"error.{error.code}", path="/x/diary.duckdb", found=9, known=1)
            assert len(words) > 40
            assert "{" not in words


# ------------------------------------------------------------------ versions


def test_a_step_for_every_version():
    assert len(migrations.MIGRATIONS) == schema.SCHEMA_VERSION


def test_an_older_diary_is_brought_up_with_its_data(tmp_path, monkeypatch):
    store = Store(tmp_path)
    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    before = store.fingerprint()
    store._database.close()

    def second(cursor):
        cursor.execute("ALTER TABLE days_log ADD COLUMN weather VARCHAR")

    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, second])
    assert store.days().pain_avg.tolist() == [4]
    assert store.fingerprint() == before
    with store._database.cursor() as cursor:
        assert migrations.version(cursor) == schema.SCHEMA_VERSION + 1
        assert cursor.execute("SELECT weather FROM days_log").fetchall() == [(None,)]


def test_a_step_that_fails_changes_nothing(tmp_path, monkeypatch):
    store = Store(tmp_path)
    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    store._database.close()

    def half(cursor):
        cursor.execute("DROP TABLE days_log")
        raise RuntimeError("half way")

    steps = migrations.MIGRATIONS
    monkeypatch.setattr(migrations, "MIGRATIONS", [*steps, half])
    with pytest.raises(RuntimeError):
        store.days()
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    assert store.days().pain_avg.tolist() == [4]


def test_an_empty_database_of_version_0_becomes_a_diary(tmp_path):
    duckdb.connect(str(diary_file(tmp_path))).close()
    store = Store(tmp_path)
    assert store.add(ingested("a", days=[day(1, pain_avg=4)])).added["days"] == 1


def test_a_failing_checkpoint_keeps_what_was_committed(store, monkeypatch):
    real = database.Database.cursor

    class Stubborn:
        def __init__(self, cursor):
            self._cursor = cursor

        def execute(self, query, *rest):
            if query == "CHECKPOINT":
                raise duckdb.IOException("no room for it")
            return self._cursor.execute(query, *rest)

        def __getattr__(self, name):
            return getattr(self._cursor, name)

    @contextlib.contextmanager
    def cursor(self):
        with real(self) as one:
            yield Stubborn(one)

    monkeypatch.setattr(database.Database, "cursor", cursor)
    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    monkeypatch.undo()
    assert store.days().pain_avg.tolist() == [4]


def test_a_diary_of_version_1_keeps_its_days_as_said_by_the_person(tmp_path):
    with duckdb.connect(str(diary_file(tmp_path))) as raw:
        migrations.MIGRATIONS[0](raw)
        raw.execute("INSERT INTO meta VALUES ('version', '1')")
        raw.execute(
            "INSERT INTO imports SELECT 1, 'a.csv', 'diary-csv', 'x', now()::TIMESTAMP, 'day', 1, NULL, NULL, 1, 0, 0, 0,"
            " false, '[]', '{}', '{}', ?",
            [gzip.compress(b"Datum;Schmerz")],
        )
        raw.execute(
            "INSERT INTO days_log (import_id, date, pain_avg, line) VALUES (1, DATE '2026-03-01', 4, 2)"
        )
    store = Store(tmp_path)
    assert store.days()[["pain_avg", "source"]].to_numpy().tolist() == [[4, "self_reported"]]
    assert store.original(1) == b"Datum;Schmerz"


def test_diary_and_device_are_both_kept_and_the_person_says_which_leads(tmp_path):
    store = Store(tmp_path)
    store.add(ingested("diary", days=[day(1, pain_avg=4, sleep_hours=8), day(2, pain_avg=3)]))
    sensed = [day(n, sleep_hours=6.5, steps=4000, source="sensed") for n in (1, 2, 3)]
    store.add(ingested("watch", days=sensed))
    shown = store.days()
    assert shown["sleep_hours"].tolist() == [8, 6.5, 6.5]
    assert shown["source"].tolist() == ["self_reported", "self_reported", "sensed"]
    assert shown["pain_avg"].dropna().tolist() == [4, 3]
    rows = store.sources().set_index("field")
    assert rows.loc["sleep_hours"].tolist() == [1, 3, 1]
    assert rows.loc["steps"].tolist() == [0, 3, 0]
    store.lead("sleep_hours", "sensed")
    assert store.days()["sleep_hours"].tolist() == [6.5, 6.5, 6.5]
    store.undo(2)
    assert store.days()["sleep_hours"].dropna().tolist() == [8]


@pytest.mark.parametrize(("field", "source"), [("sleep_hours", "dreamt"), ("shoe_size", "sensed")])
def test_only_known_sources_lead(tmp_path, field, source):
    with pytest.raises(ValueError, match=field):
        Store(tmp_path).lead(field, source)


def test_the_file_has_a_column_once_some_import_fills_it(store):
    def columns():
        with store._database.cursor() as cursor:
            return {name for name, *_ in cursor.execute("FROM days_log LIMIT 0").description}

    store.add(ingested("a", days=[day(1, pain_avg=4)]))
    assert columns() == {"import_id", "date", "pain_avg", "source", "line"}
    first = store.days()
    assert first.dtypes.equals(schema.empty("days").dtypes)
    store.add(ingested("b", days=[day(2, stress=2, med_type="Ibu", flare=True)]))
    assert columns() >= {"stress", "med_type", "flare"}
    both = store.days()
    assert both["pain_avg"].dropna().tolist() == [4]
    assert both[["stress", "med_type", "flare"]].iloc[1].tolist() == [2, "Ibu", True]
    assert both[["stress", "med_type", "flare"]].iloc[0].isna().all()
    store.undo(2)
    pd.testing.assert_frame_equal(store.days(), first)


# ------------------------------------------------------------------ what was worked out


def test_what_is_remembered_is_there_again_and_leaves_the_diary_as_it_was(tmp_path):
    one = Store(tmp_path)
    before = one.fingerprint()
    assert one.recall() == {}
    one.remember({"2026-01-04 a": "[]", "ü": "Bücken"})
    assert Store(tmp_path).recall() == {"2026-01-04 a": "[]", "ü": "Bücken"}
    one.remember({"b": "1"})
    assert one.recall() == {"b": "1"}
    one.remember({})
    assert one.recall() == {}
    assert one.fingerprint() == before


def test_what_is_remembered_after_the_diary_was_erased_does_not_bring_it_back(tmp_path):
    """Work behind a page may end after the person has erased everything."""
    one = Store(tmp_path / "home")
    one.erase()
    one.remember({"Bücken": "[]"})
    assert not (tmp_path / "home").exists()


def test_between_two_writes_the_file_is_asked_once_and_after_each_again(tmp_path, monkeypatch):
    one, other = Store(tmp_path), Store(tmp_path)

    def asked():
        return one.settings(), one.journal.all(), one.journal.stamp(), one.fingerprint(), one.origins()

    number = 0

    def settle():
        nonlocal number
        number = other.journal.add("rules", "", date(2026, 1, 1), {})

    seen = [asked()]
    for change in (
        lambda: other.set("tau", 3),
        settle,
        lambda: other.journal.withdraw(number),
        lambda: other.add(ingested("a", days=[day(1, pain_avg=4)])),
        lambda: other.undo(1),
    ):
        change()
        seen.append(asked())
        assert seen[-1] != seen[-2]
        with monkeypatch.context() as patch:
            patch.setattr(database.Database, "cursor", lambda _: pytest.fail("asked again"))
            assert asked() == seen[-1]
    assert seen[0][4] == seen[-1][4] == frozenset()
    assert seen[-2][4] == {"csv"}


def test_what_was_asked_while_it_changed_is_not_kept(tmp_path, monkeypatch):
    one, cursor = Store(tmp_path), database.Database.cursor

    @contextlib.contextmanager
    def slow(self):
        with cursor(self) as found:
            yield found
        monkeypatch.setattr(database.Database, "cursor", cursor)
        one.set("tau", 3)

    monkeypatch.setattr(database.Database, "cursor", slow)
    assert one.settings() == {}, "as it was when it was asked"
    assert one.settings() == {"tau": 3}


def test_a_note_leaves_the_diary_the_same_one(tmp_path):
    """No cache begins anew because a snapshot left."""
    store = Store(tmp_path)
    before = store.fingerprint()
    store.note("sharing.left", [{"id": "a"}])
    assert store.fingerprint() == before
    assert store.settings() == {"sharing.left": [{"id": "a"}]}
    store.set("tau", 3)
    assert store.fingerprint() != before
