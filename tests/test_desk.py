"""Snapshots read back: equal to what was shared, refused when they are not; and the trainer's glance over them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

import pytest

from analysis import desk
from analysis.answer_results import Next
from analysis.results import Insufficient
from analysis.snapshot_read import NotASnapshot, restored
from data import desk_files, ingest
from data.errors import UnreadableFile
from data.home import home
from tests import fakes
from tests.test_analysis_answer import GOOD
from tests.test_pages import app, healthy, words
from ui import desk as desk_page
from ui import forms, lock, report
from ui.text import Text


@lru_cache(maxsize=1)
def told():
    """The facts of a snapshot as text."""
    return json.dumps(fakes.snapshot().to_dict())


def facts(**changes):
    return json.loads(told()) | json.loads(json.dumps(changes))


def test_a_snapshot_read_back_is_the_same():
    made = fakes.snapshot(notes=((fakes.TODAY, "müde"),), sender="K.")
    read = restored(json.loads(json.dumps(made.to_dict())))
    assert read.to_dict() == made.to_dict()
    assert read.ident == made.ident
    short = replace(
        fakes.progress(),
        before_after=Insufficient("days_before_after", 3, 28),
        variety=Insufficient("tries", 0, 1),
    )
    assert (
        restored(
            facts(progress=json.loads(json.dumps(fakes.snapshot(progress=short).to_dict()["progress"])))
        ).progress
        == short
    )


def test_a_snapshot_of_before_is_still_read():
    old = facts(version=1)
    for name in ("include", "plan", "steps", "activities"):
        del old[name]
    assert restored(old).movements == fakes.snapshot().movements


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ([], "foreign"),
        ({"version": 2}, "foreign"),
        (facts(version=99), "newer"),
        (facts(version="2"), "damaged"),
        (facts(period=["2026-03-31", "2026-01-07"]), "damaged"),
        (facts(period=["2026-03-31"]), "damaged"),
        (facts(tau="3"), "damaged"),
        (facts(days_logged=True), "damaged"),
        (facts(made_on="heute"), "damaged"),
        (facts(movements=[{"movement": "x"}]), "damaged"),
        (facts(movements=[{**facts()["movements"][0], "state": "cured"}]), "damaged"),
        (facts(movements=[{**facts()["movements"][0], "tries": {}}]), "damaged"),
        (facts(notes=[{"day": "x"}]), "damaged"),
        (facts(include=7), "damaged"),
        (facts(tau=1e308), "damaged"),
        (facts(movements=facts()["movements"][-1:] * 1001), "damaged"),
        (facts(gaps=10**18), "damaged"),
        (facts(period=["2026-01-07", "9999-12-31"]), "damaged"),
        (
            facts(
                progress={**facts()["progress"], "wins": [{**facts()["progress"]["wins"][0], "facts": "x"}]}
            ),
            "damaged",
        ),
        (facts(**{"import": {"rows": "\ud800"}}), "damaged"),
        (facts(**{"import": {"rows": float("nan")}}), "damaged"),
    ],
)
def test_what_is_no_snapshot_is_refused_by_name(found, code):
    with pytest.raises(NotASnapshot) as refused:
        restored(found)
    assert refused.value.code == code


def test_a_snapshot_no_page_can_say_is_named_and_takes_nothing_down():
    """The glance still stands; only the page of this one person cannot be drawn."""
    first, *others = facts()["movements"]
    odd = restored(facts(movements=[{**first, "reason": "<script>"}, *others], sender="K."))
    at = app("de", "desk")
    at.session_state["desk"] = [("seite", odd.ident, odd)]
    at.run()
    assert not at.exception
    assert [one.value for one in at.error] == [Text("de")("desk.refused.damaged", name="K\\.")]
    assert "K." in words(at)


def test_a_kept_snapshot_of_unknown_codes_is_passed_over():
    assert desk_page.sayable(fakes.snapshot(), Text("de")) == fakes.snapshot()
    odd = replace(fakes.snapshot(), movements=(replace(fakes.board()[0], state="odd"),))
    with pytest.raises(NotASnapshot, match="damaged"):
        desk_page.sayable(odd, Text("de"))


@pytest.mark.parametrize("content", ["[" * 100_000, "{", ""])
def test_a_file_that_is_no_json_is_refused_not_met_as_a_crash(content):
    with pytest.raises(NotASnapshot, match="foreign"):
        desk_page.facts_of(content)


def test_own_words_of_others_are_cleaned():
    assert restored(facts(question="a\u202eb")).question == "a b"


def test_the_glance_says_setback_ready_and_who_is_quiet():
    found = desk.glance("K.", fakes.snapshot(), fakes.TODAY + timedelta(days=7))
    assert found.setbacks == ("Einkauf tragen",)
    assert found.quiet is None
    assert desk.glance("K.", fakes.snapshot(), fakes.TODAY + timedelta(days=8)).quiet == 8
    assert found.counts == {"relapsing": 1, "learning": 2, "safe": 3, "threat": 1, "unknown": 1}
    assert (found.days_logged, found.days_total) == (80, 84)


def test_ready_needs_two_quiet_days_in_a_row():
    one = fakes.board()[3]
    first, last = one.tries[-2:]

    def with_felt(before, now, *, state="safe", day=last.day):
        tries = (replace(first, felt=before), replace(last, felt=now, day=day))
        return desk.ready(replace(one, state=state, tries=tries))

    assert with_felt(3, 3)
    assert not with_felt(3, 4)
    assert not with_felt(4, 3)
    assert not with_felt(3, 3, day=first.day)
    assert not with_felt(1, 1, state="threat")
    assert with_felt(1, 1, state="learning")


def test_the_persons_rules_lead_where_the_snapshot_holds_them():
    one = fakes.board()[3]
    assert desk.ready(one, (Next(one.movement, "up"),))
    assert not desk.ready(one, (Next(one.movement, "hold"), Next("Gehen", "up")))
    assert not desk.ready(replace(one, state="threat"), (Next(one.movement, "up"),))


def test_a_low_limit_counts_as_it_is():
    one = fakes.board()[3]
    tries = tuple(replace(each, felt=2) for each in one.tries[-2:])
    assert not desk.ready(replace(one, tau=1.0, tries=tries))


def test_people_are_ordered_and_kept_apart():
    calm = fakes.snapshot(movements=tuple(fakes.board()[3:5]))
    mine = fakes.snapshot(sender="K.")
    named = [
        ("datei-1", mine),
        ("datei-2", replace(mine, made_on=fakes.START)),
        ("datei-3", mine),
        ("datei-4", calm),
    ]
    people = desk.by_client([(name, one.ident, one) for name, one in named])
    assert {name: len(each) for name, each in people.items()} == {"K.": 2, "datei-4": 1}
    assert people["K."][0].made_on == fakes.START
    glances = [desk.glance(name, each[-1], fakes.TODAY) for name, each in people.items()]
    assert [one.client for one in desk.order(glances)] == ["K.", "datei-4"]


def test_two_who_did_not_say_are_two_people_though_their_files_have_one_name():
    calm, mine = fakes.snapshot(movements=tuple(fakes.board()[3:5])), fakes.snapshot()
    said = fakes.snapshot(sender="seite")
    named = [("seite", one.ident, one) for one in (calm, mine, calm, said)]
    people = desk.by_client([*named, ("anders", mine.ident, mine)])
    assert people == {"seite": (said,), "seite (2)": (calm,), "seite (3)": (mine,)}


def test_one_person_over_time():
    early = fakes.snapshot(movements=tuple(fakes.board()[:1]))
    found = desk.over_time([early, fakes.snapshot()])
    assert [one and one.state for one in found["Kreuzheben"]] == [None, "learning"]
    assert found["Einkauf tragen"][0].level == pytest.approx(5.2)
    assert found["Über Kopf heben"][1].level is None


def test_kept_snapshots_lie_in_a_folder_of_their_own(tmp_path):
    made = fakes.snapshot(sender="K.")
    desk_files.keep(tmp_path, made.ident, "k", made.to_dict())
    for ident, content in (("0" * 16, "{"), ("1" * 16, "[" * 100_000)):
        (tmp_path / f"desk/{ident}.json").write_text(content, encoding="utf-8")
    ((name, facts),) = desk_files.kept(tmp_path)
    assert (name, restored(facts).ident) == ("k", made.ident)
    with pytest.raises(ValueError, match=r"\.\."):
        desk_files.keep(tmp_path, "../x", "k", {})
    desk_files.forget(tmp_path)
    assert list(tmp_path.iterdir()) == []
    desk_files.forget(tmp_path)


@pytest.mark.parametrize("form", ["html", "fhir", "csv"])
def test_a_snapshot_is_no_diary_and_says_so(form):
    """Everything in it is in the diary already; taken over it would count twice."""
    content = forms.made(fakes.snapshot(), form, Text("de"))
    with pytest.raises(UnreadableFile) as refused:
        ingest.read(content, "seite")
    assert refused.value.code == "own_snapshot"


def test_locked_pages_and_answers_are_no_diaries_either():
    for content, code in (
        (lock.lock("<p>x</p>", "a b", "de").encode(), "own_snapshot"),
        (json.dumps(GOOD).encode(), "own_answer"),
    ):
        with pytest.raises(UnreadableFile) as refused:
            ingest.read(content, "datei")
        assert refused.value.code == code


@pytest.mark.usefixtures("fresh_caches")
def test_the_desk_opens_with_the_first_file_and_asks_for_passphrases():
    at = app("en", "share")
    page = report.render(fakes.snapshot(sender="K."), "en")
    at.file_uploader(key="desk_files_0").upload("k.html", page.encode(), "text/html").run()
    healthy(at)
    assert at.title[0].value == "Who needs a look first?"
    assert "Einkauf tragen" in words(at)
    at.switch_page("pages/desk.py").run()
    sealed = lock.lock(report.render(fakes.snapshot(sender="L."), "en"), "a b c", "en").encode()
    other = lock.lock("<p>x</p>", "a b", "en").encode()
    at.file_uploader(key="desk_files_1").upload("l.html", sealed, "text/html").upload(
        "l.html", other, "text/html"
    ).run()
    labels = [r"Passphrase for “l\.html”", r"Passphrase for “l\.html \(2\)”"]  # inert: a label reads Markdown
    assert [one.label for one in at.text_input] == labels
    at.text_input(key="desk_word_0").set_value("a b d")
    at.button("FormSubmitter:desk_form_0-Open").click().run()
    assert "does not fit" in at.error[0].value
    at.text_input(key="desk_word_0").set_value("a b c")
    at.button("FormSubmitter:desk_form_0-Open").click().run()
    healthy(at)
    assert at.text_input(key="desk_word_0").label == labels[1]
    assert at.text_input(key="desk_word_0").value == ""
    assert at.selectbox(key="desk_client").options == ["K.", "L."]
    at.button(key="desk_keep").click().run()
    assert len(list(desk_files.kept(home()))) == 2
    later = app("en", "desk")
    assert later.selectbox(key="desk_client").options == ["K.", "L."]
    later.button(key="desk_away").click().run()
    healthy(later)
    assert not desk_files.any_kept(home())
    at.file_uploader(key="desk_files_2").upload("*x*[y](http://z)`1`.csv", b"a;b", "text/csv").run()
    assert "is not a snapshot" in at.error[0].value
    assert r"\*x\*\[y\]\(http\://z\)\`1\`\.csv" in at.error[0].value
