"""The page of small experiments through `app.py`: set up, day by day, closed until the end, the answer; both languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data.home import home
from tests.test_pages import LANGS, app, healthy, sample, words
from tests.trials import prepared
from ui import loaders
from ui.text import Text

pytestmark = pytest.mark.usefixtures("fresh_caches")

TODAY = date.today()  # noqa: DTZ011 - the app speaks of the local day


def page(lang="de"):
    return app(lang, "experiments")


def only():
    """The one experiment there is."""
    (one,) = loaders.store().experiments.all()
    return one


def told(at):
    return [one.value for one in at.info]


def closed(at, text):
    """Nothing of the answer stands anywhere on the page."""
    return not at.get("plotly_chart") and text("experiments.chart.blocks") not in words(at)


@pytest.mark.parametrize("lang", LANGS)
def test_from_a_question_to_the_first_day(lang):
    """Without any diary: the form tells what the plan can show, the draw is written down, the day noted and rated."""
    at, text = page(lang), Text(lang)
    assert at.text_input(key="xp_question").value == text("experiments.breathing.question")
    shapes = {at.date_input(key=key).proto.format for key in ("xp_first", "xp_last")}
    assert shapes == {{"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}[lang]}
    assert text("experiments.power.title") in words(at)
    assert text("experiments.power.smaller") in words(at)
    at.button(key="xp_start").click().run()
    healthy(at)
    one = only()
    assert (one.design.start, one.design.days, one.design.size) == (TODAY, 28, 4)
    assert one.design.words(one.schedule[0])[1:] in words(at)
    assert text("experiments.new.busy") in words(at)
    assert not at.text_input, "one experiment at a time"
    at.button(key=f"xp_not_done_{one.id}").click().run()
    at.button(key=f"xp_done_{one.id}").click().run()
    healthy(at)
    assert only().records == {TODAY: "done"}
    assert text("experiments.card.noted.done") in words(at)
    rate(at, one, 6)
    assert loaders.store().days().pain_avg.tolist() == [6.0]
    assert closed(at, text)
    at.button(key="xp_undo").click().run()
    healthy(at)
    assert loaders.store().days().empty


def rate(at, one, value):
    """Tap a rating of today."""
    at.pills(key=f"xp_rating_{one.id}_{TODAY.isoformat()}").select(value).run()
    healthy(at)


@pytest.mark.parametrize("lang", LANGS)
def test_the_last_day_ends_it_and_the_answer_is_opened_by_hand(lang):
    prepared(home())
    at, text = page(lang), Text(lang)
    one = only()
    assert closed(at, text)
    at.button(key=f"xp_done_{one.id}").click().run()
    rate(at, one, 4)
    assert text("experiments.ready") in [each.value for each in at.subheader]
    assert closed(at, text)
    at.button(key=f"xp_open_{one.id}").click().run()
    healthy(at)
    assert ("einen Unterschied von" if lang == "de" else "made a difference of") in words(at)
    assert text("experiments.result.unseen") in words(at)
    assert len(at.get("plotly_chart")) == 4
    assert all(each.proto.alt for each in at.get("plotly_chart"))
    assert only().opened == TODAY
    assert text("experiments.new.title") in [each.value for each in at.subheader]


def test_looking_before_the_end_is_asked_twice_and_marked():
    prepared(home(), left=10)
    at, text = page(), Text("de")
    at.button(key="xp_peek").click().run()
    assert closed(at, text)
    assert only().peeks == ()
    at.button(key="xp_peek_no").click().run()
    assert only().peeks == ()
    at.button(key="xp_peek").click().run()
    at.button(key="xp_peek_yes").click().run()
    healthy(at)
    assert only().peeks == (TODAY,)
    assert "Zwischenstand" in words(at)
    assert "Vor dem Ende angesehen: 1-mal" in words(at)
    assert "einen Unterschied von" not in words(at)
    at.button(key="xp_hide").click().run()
    assert closed(at, text)


def test_an_earlier_day_is_filled_in():
    prepared(home(), left=4)
    at, day = page(), TODAY - timedelta(days=2)
    at.selectbox(key="xp_day_1").set_value(day).run()
    healthy(at)
    assert Text("de")("experiments.card.other_day", day=Text("de").short_day(day)) in words(at)
    at.button(key="xp_other_1").click().run()
    at.pills(key=f"xp_rating_1_{day.isoformat()}").select(7).run()
    healthy(at)
    assert only().records[day] == "other"
    assert loaders.store().days().set_index("date").pain_avg[day.isoformat()] == 7


def test_stopping_early_gives_no_result():
    prepared(home(), left=4)
    at = page()
    at.button(key="xp_stop").click().run()
    at.button(key="xp_stop_yes").click().run()
    healthy(at)
    assert only().stopped == TODAY
    assert "Vor dem geplanten Ende beendet" in words(at)
    assert "hat gegenüber" not in words(at)
    assert at.button(key="xp_start")


def test_words_from_the_shelf_follow_the_language_and_own_ones_stay():
    at = page()
    at.text_input(key="xp_b").set_value("Tee").run()
    at.session_state["lang"] = "en"
    at.run()
    healthy(at)
    assert at.text_input(key="xp_a").value == Text("en")("experiments.breathing.a")
    assert at.text_input(key="xp_b").value == "Tee"


@pytest.mark.parametrize("lang", LANGS)
def test_a_medicine_is_refused_calmly(lang):
    at, text = page(lang), Text(lang)
    at.text_input(key="xp_a").set_value("Ibuprofen 400").run()
    healthy(at)
    assert told(at) == [text("experiments.problem.medicine")]
    assert at.button(key="xp_start").disabled


def test_a_design_that_cannot_start_says_why():
    at, text = page(), Text("de")
    at.pills(key="xp_template").select("own").run()
    healthy(at)
    assert told(at) == [text("experiments.problem.question_empty"), text("experiments.problem.name_empty")]
    at.text_input(key="xp_question").set_value("<b>Hilft</b> Tee?")
    at.text_input(key="xp_a").set_value("🍵")
    at.text_input(key="xp_b").set_value("🍵").run()
    assert told(at) == [text("experiments.problem.names_equal")]
    at.text_input(key="xp_b").set_value("<i>ohne</i>")
    at.date_input(key="xp_last").set_value(TODAY - timedelta(days=2)).run()
    assert told(at) == [text("experiments.problem.end_before_start")]
    at.date_input(key="xp_last").set_value(TODAY).run()
    assert told(at) == [text("experiments.problem.too_short", have=1, need=12)]
    at.date_input(key="xp_last").set_value(TODAY + timedelta(days=30)).run()
    assert told(at) == []
    at.button(key="xp_start").click().run()
    healthy(at)
    assert only().design.blocks == 7
    assert "&lt;b&gt;Hilft&lt;/b&gt; Tee?" in words(at)


def test_sleep_is_asked_for_the_next_day():
    at, text = page(), Text("de")
    at.pills(key="xp_template").select("screens").run()
    at.radio(key="xp_rhythm").set_value("sections").run()
    healthy(at)
    at.button(key="xp_start").click().run()
    one = only()
    assert (one.design.outcome, one.design.next_day, one.design.period, one.design.days) == (
        "sleep_quality",
        True,
        3,
        60,
    )
    outcome = text("experiments.outcome.sleep_quality")
    assert text("experiments.card.rating_next", outcome=outcome) in words(at)
    assert text("experiments.card.washout") in words(at)


def test_a_clock_that_went_back_is_said(monkeypatch):
    prepared(home(), left=4)
    monkeypatch.setattr(loaders, "today", lambda: TODAY - timedelta(days=30))
    store = loaders.store().experiments
    store.record(1, TODAY, "done", TODAY)
    at = page()
    assert any("Stell die Uhr richtig" in each.value for each in at.warning)
    assert "xp_done_1" not in {each.key for each in at.button}


@pytest.mark.parametrize("lang", LANGS)
def test_the_sample_brings_an_experiment_and_both_leave_when_one_begins(lang):
    at, text = sample(lang), Text(lang)
    at.switch_page("pages/experiments.py").run()
    healthy(at)
    assert text("experiments.verdict.none", points="X").split("X")[0] in words(at)
    assert loaders.store().experiments.all() == []
    assert text("experiments.new.sample") in words(at)
    at.button(key="xp_start").click().run()
    healthy(at)
    assert loaders.store().days().empty
    assert only()


def test_a_typed_day_stands_in_the_import_history():
    prepared(home())
    at = page()
    rate(at, only(), 4)
    at.switch_page("pages/diary.py").run()
    healthy(at)
    assert "Tag eingetragen: " in words(at)
