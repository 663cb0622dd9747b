"""The Share page through the app: each form is shown before it leaves, the lock says what it is, answers are refused in words.

And the way back: a snapshot dropped on the Diary page, or read on the command line, by its owner.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from unittest.mock import Mock

import pytest

from analysis.comeback import Came, Compared, Returned
from data import names, schema
from data.errors import StoreNotWritable
from data.home import home
from data.store import Store
from data.store.edits import TryKey
from tests import fakes
from tests.test_analysis_answer import GOOD
from tests.test_pages import app, healthy, sample, words
from ui import cli_read, comeback, forms, lock
from ui.text import Text

pytestmark = pytest.mark.usefixtures("fresh_caches")


def settled(kind):
    """What the journal says last, without what is None."""
    last = Store(home()).journal.all(kind)[-1].value
    return {name: value for name, value in last.items() if value is not None}


def share(lang):
    at = sample(lang)
    at.switch_page("pages/share.py").run()
    healthy(at)
    return at


def test_each_form_is_shown_with_its_size_and_its_parts():
    at = share("en")
    assert "One file, 0" in words(at)
    assert "facts about tries" in words(at)
    assert "Not in it: own question and notes." in words(at)
    at.segmented_control(key="share_form").set_value("fhir").run()
    healthy(at)
    assert '"resourceType": "Bundle"' in at.code[0].value
    at.segmented_control(key="share_form").set_value("csv")
    at.toggle(key="share_names").set_value(False).run()
    healthy(at)
    assert at.code[0].value.startswith("part,subject,")
    assert "M1" in at.code[0].value
    assert "Deadlift" not in at.code[0].value


def test_the_lock_draws_words_and_says_its_limits_and_answers_are_checked():
    at = share("de")
    at.toggle(key="share_lock").set_value(True).run()
    healthy(at)
    assert len(at.code[0].value.split()) == 5
    assert "Eine verschlossene Datei" in words(at)
    assert "zurückholen" in words(at)
    at.segmented_control(key="share_form").set_value("csv").run()
    at.file_uploader(key="answer_0").upload("x.json", b"{}", "application/json").run()
    assert "keine Antwort auf eine Momentaufnahme" in at.error[0].value
    foreign = json.dumps({**GOOD, "movements": [{"movement": "Handstand", "reps": 3}]}).encode()
    at.file_uploader(key="answer_1").upload("y.json", foreign, "application/json").run()
    assert "gehört zu einer anderen Momentaufnahme" in at.error[0].value
    at.file_uploader(key="answer_2").upload("z.json", json.dumps(GOOD).encode(), "application/json").run()
    healthy(at)
    assert "nicht bekannt" in words(at)
    at.button(key="accept_0").click().run()
    healthy(at)
    assert "Kreuzheben: 3 × 8 Wdh. · 17,5 kg." in words(at)
    assert settled("limit") == {"by": "trainer", "sets": 3.0, "reps": 8.0, "weight_kg": 17.5}
    assert settled("agreed")["dose"]["weight_kg"] == 17.5
    at.button(key="agreed_remove_0").click().run()
    assert "17,5 kg." not in words(at)
    assert settled("limit") == {"by": "trainer"}
    assert settled("agreed") == {}


# ------------------------------------------------------------------ the way back

TRIES = sum(len(one.tries) for one in fakes.board())
NONE = schema.empty("exposures")
RETURNED = Returned(
    date(2026, 3, 31),
    "",
    tuple(Came(date(2026, 3, 30), name, {"pain_during": 2.0}) for name in ("Bücken", "Heben")),
)


def drop(at, content, name="page.html"):
    """Drop a file on the Diary page."""
    uploader = next(one for one in at.get("file_uploader") if one.key.startswith("upload_"))
    uploader.upload(name, content, "text/html").run()


def test_a_snapshot_restores_a_lost_diary_once_and_is_undone_like_a_file():
    at, page = app("de", "diary"), forms.made(fakes.snapshot(), "html", Text("de"))
    drop(at, page)
    healthy(at)
    assert "Das ist eine Momentaufnahme vom 31. März 2026." in words(at)
    assert "nur als Wochenmittel" in words(at)
    at.button(key="returned_leave").click().run()
    healthy(at)
    assert not (home() / "diary.duckdb").exists()
    drop(at, page)
    at.button(key="returned_merge").click().run()
    healthy(at)
    assert f"{TRIES} Versuche aus der Momentaufnahme vom 31. März 2026 sind übernommen" in words(at)
    assert len(Store(home()).exposures()) == TRIES
    drop(at, page)
    healthy(at)
    assert "Momentaufnahme deines eigenen Tagebuchs vom 31. März 2026" in words(at)
    assert "nichts zu übernehmen" in words(at)
    assert "returned_merge" not in {one.key for one in at.button}
    at.button(key="returned_leave").click().run()
    at.button(key="undo_1").click().run()
    healthy(at)
    assert Store(home()).exposures().empty


def test_what_was_taken_over_gives_way_to_the_file_it_once_came_from():
    """Rows of a snapshot have no clock time, so beside those of the file they would count twice."""
    found = comeback.opened(forms.made(fakes.snapshot(), "csv", Text("de")))
    store, none = Store(home()), schema.empty("exposures")
    offer = comeback.offer(found, "t.csv", none, {})
    taken = comeback.layer(offer, none)
    store.add(taken)
    assert comeback.give_way(store) == 0
    assert len(store.exposures()) == TRIES
    rows = taken.exposures.iloc[:-2].assign(time="10:00", seq=0)
    rows.loc[rows.index[:2], "pain_during"] += (
        0.5  # one is typed, so another try; one is the file's, changed since
    )
    rows.loc[rows.index[0], "line"] = 0
    store.add(replace(taken, exposures=rows, source="diary-csv", content=b"file", sha256="1" * 64))
    assert len(store.exposures()) == 2 * TRIES - 2
    assert comeback.give_way(store) == TRIES - 3
    assert len(store.exposures()) == TRIES + 1
    assert comeback.give_way(store) == 0
    store.set("merged", {"Kniebeuge": "Kreuzheben"})
    shown = names.merged(store.exposures(), names.chosen(store.settings()))
    assert comeback.offer(found, "t.csv", shown, store.settings()).lacking == ()


def test_taken_over_gives_way_under_the_name_it_is_read_as_now(monkeypatch):
    """Two names became one after the snapshot was taken over: its tries are those of the file all the same."""
    taken = comeback.layer(comeback.Offer("unsure", RETURNED, Compared(RETURNED.tries, 0, 0), "t.csv"), NONE)
    store = Store(home())
    store.add(taken)
    store.set("merged", {"Bücken": "Beugen"})
    rows = taken.exposures.iloc[:1].assign(movement="Beugen", time="10:00", seq=0)
    store.add(replace(taken, exposures=rows, source="diary-csv", content=b"file", sha256="1" * 64))
    with monkeypatch.context() as full:
        full.setattr(Store, "add", Mock(side_effect=StoreNotWritable("full")))
        with pytest.raises(StoreNotWritable):
            comeback.give_way(store)
    assert len(store.exposures()) == 3, "nothing is lost where the rest cannot be kept"
    assert comeback.give_way(store) == 1
    assert sorted(store.exposures()["movement"]) == ["Beugen", "Heben"]


def test_changes_by_hand_follow_a_try_that_gives_way_to_its_file():
    """Of three tries taken over one is corrected, one taken out and one stays: the file brings its old values back."""
    third = Came(date(2026, 3, 30), "Gehen", {"pain_during": 1.0})
    found = replace(RETURNED, tries=(*RETURNED.tries, third))
    taken = comeback.layer(comeback.Offer("unsure", found, Compared(found.tries, 0, 0), "t.csv"), NONE)
    store = Store(home())
    store.add(taken)
    first, second, third = (
        TryKey(row.date.date(), row.movement, None, int(row.seq)) for row in taken.exposures.itertuples()
    )
    store.amend(first, {"pain_during": 7.0})
    store.amend(second, {}, removed=True)
    store.amend(third, {"pain_during": 9.0})
    rows = taken.exposures.iloc[:2].assign(time="10:00", seq=0)
    store.add(replace(taken, exposures=rows, source="diary-csv", content=b"file", sha256="1" * 64))
    assert comeback.give_way(store) == 2
    felt = {(row.movement, row.date.date()): row.pain_during for row in store.exposures().itertuples()}
    assert felt == {(first.movement, first.day): 7.0, (third.movement, third.day): 9.0}
    assert comeback.give_way(store) == 0
    assert len(store.exposures()) == 2


def test_a_locked_snapshot_is_opened_first_and_a_damaged_one_refused():
    at, page = app("en", "diary"), forms.made(fakes.snapshot(), "html", Text("en"))
    drop(at, lock.lock(page.decode(), "a b c", "en").encode())
    healthy(at)
    assert "is a locked snapshot" in words(at)
    for word in ("a b d", "a b c"):
        at.text_input(key="returned_word").set_value(word)
        at.button("FormSubmitter:returned_form-Open").click().run()
        assert [one.value for one in at.error] == [Text("en")("lock.wrong")] * (word == "a b d")
    assert at.button(key="returned_merge").label == f"Take over {TRIES} tries"
    at.button(key="returned_leave").click().run()
    drop(at, page[:90_000], "*cut*.html")
    assert "incomplete or was changed" in at.error[0].value
    assert "\\*cut\\*" in at.error[0].value


def test_on_the_command_line_nothing_is_taken_over_unasked(tmp_path, capsys):
    made = forms.made(fakes.snapshot(), "csv", Text("de"))
    (tmp_path / "t.csv").write_bytes(made)
    (tmp_path / "locked.html").write_text(lock.lock("<p>x</p>", "a b", "de"), encoding="utf-8")
    command = ["t.csv", "--from", str(tmp_path), "--lang", "en"]
    assert cli_read.main(command) == 0
    assert "run the same command again with --merge" in capsys.readouterr().out
    assert not home().exists()
    assert cli_read.main([*command, "--merge"]) == 0
    assert f"{TRIES} tries from the snapshot of 31 March 2026 were taken over" in capsys.readouterr().out
    assert cli_read.main([*command, "--merge"]) == 0
    assert "there is nothing to take over" in capsys.readouterr().out
    assert len(Store(home()).exposures()) == TRIES
    assert cli_read.main(["locked.html", "--from", str(tmp_path)]) == 2
    assert "verschlossene Momentaufnahme" in capsys.readouterr().err
    (tmp_path / "t.csv").write_bytes(made[:3000])
    assert cli_read.main(command) == 2
    assert "incomplete or was changed" in capsys.readouterr().err
