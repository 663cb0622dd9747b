"""The daily loop through `app.py`: first steps, a try, the morning after, a day, warning signs, two tabs."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data.calendar import CLOCK
from data.errors import EntryRefused
from data.home import home
from data.store import DayKey, FactorKey, Store, TryKey, Typed
from tests.test_pages import app, healthy, words
from ui import entries, entry_words, loaders, pacer, plan_store, plan_words, session_store
from ui.loaders import results
from ui.text import LANGUAGES, Text
from ui.words import unmarked

MONDAY = datetime(2026, 3, 2, 18, 30)  # noqa: DTZ001 - local
DAY = MONDAY.date()
DOCS = (Path(__file__).parents[1] / "docs/methods/session.md").read_text(encoding="utf-8")


@pytest.fixture
def clock(tmp_path, monkeypatch):
    """Places the app in time: `clock("2026-03-02T18:30")`."""
    file = tmp_path / "now"

    def place(at: str) -> None:
        file.write_text(at, encoding="utf-8")

    place(MONDAY.isoformat())
    monkeypatch.setenv(CLOCK, str(file))
    return place


@pytest.fixture
def known(clock, fresh_caches):
    """A person who did the first steps and answered the questions."""
    store = Store(home())
    store.set(session_store.WELCOMED, DAY.isoformat())
    store.journal.add("redflags", "", DAY, [])
    return store


def did(store, day=DAY, felt=3, movement="Bücken", position=0, **values):
    values = {"pain_during": felt, "expected_pain": 6, "sets": 3, "reps": 10} | values
    return store.log_try(Typed(day, movement, values, "17:00", day.isoformat(), position))


def press(at, key):
    at.button(key=key).click().run()
    assert not at.exception, at.exception


def rate(at, key, value):
    at.button_group(key=key).set_value(value).run()
    assert not at.exception, at.exception


def guess_and_feel(at, expected, felt, position=0):
    rate(at, f"expected_{position}", expected)
    rate(at, f"felt_{position}", felt)


def new_movement(at, name):
    at.text_input(key="new_movement").set_value(name)
    press(at, "new_go")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_the_first_step_to_the_first_surprise(lang, clock, fresh_caches):
    text, at = Text(lang), app(lang, "session")
    at.button_group(key="welcome_limit").set_value(4).run()
    press(at, "welcome_next")
    at.text_input(key="welcome_5").set_value("oft daran")
    press(at, "welcome_next")
    press(at, "flags_answer")
    assert any(text("redflag.none") in one.value for one in at.info)
    rate(at, "rest", 2)
    new_movement(at, "  Bücken  ")
    assert "oft daran" in words(at)
    guess_and_feel(at, 6, 3)
    assert not [one for one in at.get("button_group") if one.key == "expected_0"], (
        "the guess can no longer change"
    )
    press(at, "save_0")
    healthy(at)
    assert at.title[0].value == text("session.surprise.easier", expected="6", felt="3")
    row = Store(home()).exposures().iloc[0]
    assert (row.movement, row.expected_pain, row.pain_during, row.pain_before) == ("Bücken", 6, 3, 2)
    assert (row.date.date(), row.time, row.session) == (DAY, "18:30", "2026-03-02")
    assert Store(home()).settings()["tau"] == 4
    press(at, "undo_try")
    assert Store(home()).exposures().empty


def test_a_late_session_belongs_to_the_day_before_and_goes_on_after_midnight(known, clock):
    clock("2026-03-03T00:30")
    did(known)
    at = app("de", "session")
    at.button(key=next(one.key for one in at.button if one.label == "Bücken")).click().run()
    guess_and_feel(at, 5, 5)
    press(at, "save_0")
    assert known.exposures()["date"].dt.date.tolist() == [DAY, DAY]


@pytest.mark.parametrize(
    ("opened", "felt", "saved", "day", "time"),
    [
        ("2026-03-03T03:50", "2026-03-03T03:58", "2026-03-03T04:10", "2026-03-02", "03:58"),
        ("2026-03-02T22:00", "2026-03-03T08:00", "2026-03-03T08:01", "2026-03-03", "08:00"),
    ],
)
def test_a_try_left_open_over_four_belongs_to_the_day_it_was_felt_on(
    known, clock, opened, felt, saved, day, time
):
    clock(opened)
    at = app("de", "session")
    rate(at, "rest", 2)
    new_movement(at, "Knien")
    rate(at, "expected_0", 6)
    clock(felt)
    rate(at, "felt_0", 3)
    clock(saved)
    press(at, "save_0")
    row = known.exposures().iloc[0]
    assert (str(row.date.date()), row.time, row.session, row.expected_pain) == (day, time, day, 6)
    assert (row.pain_before == 2) == (day == "2026-03-02"), (
        "the pain at rest of the evening is not that of the morning"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_try_of_an_earlier_day(lang, known):
    did(known, movement="Heben")
    text, at = Text(lang), app(lang, "session")
    at.date_input(key="earlier_day").set_value(DAY - timedelta(days=4))
    press(at, "earlier_go")
    assert text.short_day(DAY - timedelta(days=4)) in at.title[0].value
    assert not [one for one in at.get("button_group") if one.key == "rest"]
    press(at, next(one.key for one in at.button if one.label == "Heben"))
    assert text("session.earlier.no_guess") in words(at)
    assert not [one for one in at.get("button_group") if one.key in {"expected_0", "harm_0"}]
    rate(at, "felt_0", 4)
    press(at, "save_0")
    healthy(at)
    row = known.exposures().iloc[0]
    assert (row.movement, row.date.date(), row.pain_during) == ("Heben", DAY - timedelta(days=4), 4)
    assert row[["time", "expected_pain", "pain_before", "breathing_done"]].isna().all()
    press(at, "next")
    press(at, "earlier_back")
    assert at.title[0].value == text("session.title")
    assert at.date_input(key="earlier_day").max == DAY - timedelta(days=1), (
        "never today twice, never a day to come"
    )


def test_an_earlier_day_ends_with_the_day_and_the_diary_leads_to_it(known, clock):
    at = app("de", "diary")
    assert not [one for one in at.button if one.key == "day_try"], "today has the session"
    at.date_input(key="day_date").set_value(DAY - timedelta(days=2)).run()
    at.button(key="day_try").click().run()
    assert Text("de").short_day(DAY - timedelta(days=2)) in at.title[0].value
    clock("2026-03-03T10:00")
    at.switch_page("pages/session.py").run()
    assert at.title[0].value == Text("de")("session.title")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_movements_to_combine_stand_in_the_session(lang, known):
    from ui.practice import Practice

    did(known)
    did(known, movement="Heben", position=1)
    at = app(lang, "session")
    at.session_state["practice"] = Practice(
        DAY.isoformat(), DAY, planned=True, stamp="x", pair=("Bücken", "Heben"), on=DAY
    )
    at.run()
    assert Text(lang)("session.pair.hint") in words(at)
    press(at, "pick_pair")
    assert at.title[0].value == unmarked("Bücken + Heben")
    assert Text(lang)("session.first_time") in words(at)


def test_an_open_page_begins_anew_after_a_long_pause(known, clock):
    did(known)
    at = app("de", "session")
    rate(at, "rest", 6)
    clock("2026-03-02T21:30")
    press(at, next(one.key for one in at.button if one.label == "Bücken"))
    guess_and_feel(at, 5, 3, 1)
    press(at, "save_1")
    assert known.exposures()["session"].tolist() == ["2026-03-02"] * 2, (
        "a try that was begun stays in its session"
    )
    clock("2026-03-02T23:45")
    press(at, "next")
    press(at, next(one.key for one in at.button if one.label == "Bücken"))
    guess_and_feel(at, 5, 3)
    press(at, "save_0")
    last = known.exposures().iloc[-1]
    assert last["session"] == "2026-03-02/2"
    assert last.isna()["pain_before"], "the pain at rest of hours ago is not the one of now"


def test_two_tabs_with_the_same_try(known):
    first, second = app("de", "session"), app("en", "session")
    for at in (first, second):
        new_movement(at, "Bücken")
    for at, felt in ((first, 3), (second, 4)):
        guess_and_feel(at, 6, felt)
        press(at, "save_0")
    assert known.exposures()["pain_during"].tolist() == [4.0]
    assert Text("en")("session.saved.changed", movement="“Bücken”") in words(second)
    press(second, "undo_try")
    assert known.exposures()["pain_during"].tolist() == [3.0]


def test_a_plan_changed_while_the_session_is_open_is_said(known):
    did(known)
    at = app("de", "session")
    press(at, next(one.key for one in at.button if one.label == "Bücken"))
    known.journal.add("limit", "Bücken", DAY, {"by": "trainer", "weight_kg": 5})
    guess_and_feel(at, 6, 3, 1)
    press(at, "save_1")
    assert Text("de")("plan.changed_meanwhile") in words(at)
    assert len(known.exposures()) == 2


# ------------------------------------------------------------------ the day


def test_the_morning_after_is_asked_once(known, clock):
    did(known)
    clock("2026-03-03T08:00")
    at = app("de", "session")
    rate(at, "follow", 2)
    assert known.days()["pain_morning"].tolist() == [2.0]
    assert not [one for one in at.get("button_group") if one.key == "follow"]
    known.undo(int(known.imports()["id"].max()))
    again = app("de", "session")
    press(again, "follow_skip")
    assert not [one for one in app("de", "session").get("button_group") if one.key == "follow"]
    clock("2026-03-04T08:00")
    assert not [one for one in app("de", "session").get("button_group") if one.key == "follow"], (
        "and never later"
    )


def test_like_yesterday_says_what_it_stores_and_can_be_undone(known, clock):
    known.log_day(DAY, {"sleep_hours": 7.5, "stress": 3, "flare": True, "note": "viel los"})
    clock("2026-03-03T20:00")
    at = app("de", "session")
    assert "7,5 h" in words(at)
    press(at, "like_yesterday")
    assert any("7,5 h" in one.value and "Stress" in one.value for one in at.info)
    row = known.days().iloc[1]
    assert (row.sleep_hours, row.stress) == (7.5, 3)
    assert row[["flare", "note"]].isna().all(), "events and notes are no state"
    press(at, "day_undo")
    assert len(known.days()) == 1


def test_a_very_bad_morning_after_asks_about_warning_signs(known, clock):
    did(known)
    clock("2026-03-03T08:00")
    at = app("de", "session")
    rate(at, "follow", 9)
    assert Text("de")("redflag.why.pain") in words(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_day_is_entered_changed_and_emptied(lang, known):
    known.log_day(DAY, {"pain_avg": 6, "stress": 5})
    at = app(lang, "diary")
    key = {one.key.split("_2026")[0]: one.key for one in at.get("button_group") if one.key}
    at.button_group(key=key["pain_avg"]).set_value(4)
    at.button_group(key=key["stress"]).set_value(None)
    at.button_group(key=key["mood"]).set_value(7)
    press(at, "day_save")
    healthy(at)
    row = known.days().iloc[0]
    assert (row.pain_avg, row.mood) == (4, 7)
    assert row.isna()["stress"]
    press(at, "day_undo")
    assert known.days().iloc[0][["pain_avg", "stress"]].tolist() == [6.0, 5.0]


def test_saving_a_day_leaves_what_the_form_cannot_show(known):
    note = "x" * 2001
    known.log_day(DAY, {"pain_avg": 4.5, "pain_worst": 6.5, "note": note})
    at = app("de", "diary")
    key = next(one.key for one in at.get("button_group") if one.key and one.key.startswith("mood_2026"))
    at.button_group(key=key).set_value(7)
    press(at, "day_save")
    row = known.days().iloc[0]
    assert (row.pain_avg, row.pain_worst, row.note, row.mood) == (4.5, 6.5, note, 7)


@pytest.mark.parametrize("removed", [False, True])
def test_what_is_typed_last_of_a_day_shows_and_can_be_undone(known, removed):
    known.log_day(DAY, {"pain_avg": 6, "stress": 3, "mood": 5})
    known.amend(DayKey(DAY), {} if removed else {"pain_avg": 5, "stress": None}, removed=removed)
    before = known.days()
    numbers = session_store.log_day(DAY, {"pain_avg": 2, "stress": 4})
    row = known.days().iloc[0]
    assert (row.pain_avg, row.stress) == (2, 4)
    assert pd.isna(row.mood) == removed, "what was taken out does not come back by itself"
    known.amend(DayKey(DAY), {"pain_avg": 1})
    assert known.days().iloc[0].pain_avg == 1
    known.undo(int(known.imports()["id"].max()))
    for number in reversed(numbers):
        known.undo(number)
    pd.testing.assert_frame_equal(known.days(), before)


def test_after_midnight_the_plan_still_speaks_of_the_evening(known, clock):
    did(known)
    clock("2026-03-03T00:30")
    assert plan_store.plan_day() == DAY
    clock("2026-03-03T04:00")
    assert plan_store.plan_day() == DAY + timedelta(days=1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_after_months_nobody_is_offered_the_load_of_then(lang, known, clock):
    did(known, felt=1, weight_kg=20)
    clock("2026-11-26T18:00")
    known.journal.add("redflags", "", DAY.replace(month=11, day=26), [])
    text, at = Text(lang), app(lang, "session")
    press(at, next(one.key for one in at.button if one.label == "Bücken"))
    rate(at, "expected_0", 5)
    assert text("plan.why.break_long", days=269) in words(at)
    asked = {one.key: one.value for one in at.number_input}
    assert {"sets_0", "reps_0", "weight_kg_0"} <= set(asked)
    assert not any(asked.values())
    assert text("plan.today_none") in words(app(lang, "progress"))


# ------------------------------------------------------------------ warning signs


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_warning_sign_stops_charts_until_a_doctor_looked(lang, known):
    text = Text(lang)
    at = app(lang, "session")
    new_movement(at, "Heben")
    rate(at, "expected_0", 6)
    at.button_group(key="flags_0").set_value(["numbness"]).run()
    rate(at, "felt_0", 3)
    press(at, "save_0")
    assert text("redflag.why.symptom") in words(at)
    at.checkbox(key="flag_saddle_numb").check().run()
    press(at, "flags_answer")
    for page in ("overview", "movements", "share", "session"):
        at.switch_page(f"pages/{page}.py").run()
        assert at.title[0].value == text("session.stop.now.title")
        assert not at.get("plotly_chart")
    at.switch_page("pages/diary.py").run()
    assert at.title[0].value == text("diary.title")
    at.switch_page("pages/overview.py").run()
    assert [one.proto.url for one in at.get("link_button")] == ["tel:112"]
    press(at, "cleared_go")
    assert text("session.stop.day_first") in words(at)
    assert at.title[0].value == text("session.stop.now.title")
    at.date_input(key="cleared_day").set_value(DAY)
    press(at, "cleared_go")
    healthy(at)
    assert at.title[0].value != text("session.stop.now.title")


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"pain_during": 8}, "pain"),
        ({"pain_during": 7}, ""),
        ({"flare": True, "pain_avg": 3}, "flare"),
        ({"flare": False}, ""),
        ({"note": "Ich kann das Wasser nicht halten"}, "note"),
        ({"note": "Wasserkocher getragen"}, ""),
    ],
)
def test_what_makes_the_questions_due(known, values, due):
    from ui import flag_screen

    flag_screen.after_day(values)
    assert known.settings().get(flag_screen.PENDING, "") == due


def test_strong_pain_that_goes_on_hides_no_sign_in_a_note(known):
    from ui import flag_screen

    for values, due in (({}, "pain"), ({"note": "im Schritt taub"}, "note")):
        known.set(flag_screen.PENDING, "")
        flag_screen.after_day({"pain_avg": 9} | values)
        assert known.settings()[flag_screen.PENDING] == due


def test_strong_pain_that_goes_on_is_asked_about_once_a_week(known, clock):
    from ui import flag_screen

    due = []
    for day in (2, 3, 8, 9):
        clock(f"2026-03-{day:02d}T18:00")
        flag_screen.after_try({"pain_during": 9})
        due.append(known.settings().get(flag_screen.PENDING, ""))
        known.set(flag_screen.PENDING, "")
    assert due == ["pain", "", "", "pain"]


# ------------------------------------------------------------------ parts


def test_breathing_and_letting_go_last_as_long_as_said():
    lengths = {}
    for kind in pacer.KINDS:
        rounds, steps = pacer.steps(kind, Text("de"))
        lengths[kind] = rounds * sum(one["seconds"] for one in steps)
    assert lengths == {"calm": 10 * (5 + 1 + 7), "478": 4 * (4 + 7 + 8), "muscles": 8 * (5 + 15)}
    for seconds in lengths.values():
        assert f"({seconds} s)" in DOCS
    assert pacer.minutes("calm", Text("de")) == "etwa 2 Minuten"


def test_late_proposals_move_nothing_and_new_names_come_last():
    from analysis.plan_results import Step
    from ui.practice import Practice

    one = Practice("2026-03-02", DAY)
    assert one.ordered(["Heben", "Knien"]) == ("Heben", "Knien")
    one.steps = {"Knien": Step("Knien", "up", "up"), "Weg": Step("Weg", "stop", "red_twice")}
    assert one.ordered(["Bücken", "Heben", "Knien"]) == ("Heben", "Knien", "Bücken")
    early = Practice("2026-03-02", DAY, steps=one.steps)
    assert early.ordered(["Heben", "Knien"]) == ("Knien", "Heben")


def test_the_pair_of_the_plan_is_taken_and_left_with_it():
    from analysis import plan
    from tests.test_analysis_plan import asked, basis
    from ui.practice import Practice

    one = Practice("2026-03-02", DAY)
    one.plan(plan.of(basis(("a", "b")), asked(59)), "")
    assert one.pair == ("a", "b")
    one.feel(5)
    assert one.pair is None


def test_a_pause_of_two_hours_begins_another_session(known, clock):
    from analysis.last_tries import done_on

    assert f"{session_store.PAUSE_MIN} minutes" in DOCS
    for position, (time, session) in enumerate((("17:00", "2026-03-02"), ("20:00", "2026-03-02/2"))):
        done = done_on(known.exposures(), DAY)
        clock(f"2026-03-02T{time}")
        assert session_store.session_id(done, DAY) == session
        known.log_try(Typed(DAY, "Bücken", {"pain_during": 1}, time, session, position))
    clock("2026-03-03T00:30")
    assert session_store.session_id(done_on(known.exposures(), DAY), DAY) == "2026-03-02/3"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("why", "context", "part"),
    [
        ("out_of_range", {"field": "pain_during", "value": 11, "low": 0.0, "high": 10.0}, "11"),
        ("ahead", {"day": DAY, "today": DAY}, "2026"),
        ("missing", {"field": "movement"}, ""),
        ("unknown_word", {"field": "speed"}, ""),
        ("unknown_field", {"field": "schmerz"}, ""),
        ("nothing", {}, ""),
    ],
)
def test_every_refusal_is_a_sentence(lang, why, context, part):
    said = entry_words.refusal(EntryRefused(why, "plain", **context), Text(lang))
    assert said.endswith(".")
    assert part in said


def test_what_was_done_in_the_table_becomes_changes():
    rows = pd.DataFrame({"date": pd.to_datetime(["2026-03-02", "2026-03-01"]), "pain_avg": [4.0, 5.0]})
    edited = {
        "edited_rows": {"0": {"pain_avg": 3, "date": "2026-04-01"}, 1: {"pain_avg": 9, entries.REMOVE: True}}
    }
    found = entries.changes(rows, "days", edited)
    assert [(one.key, one.values, one.removed) for one in found] == [
        (DayKey(DAY), {"pain_avg": 3}, False),
        (DayKey(rows["date"][1].date()), {}, True),
    ]
    rows = rows.assign(movement="Bücken", time=[None, "09:30"], seq=[0, 2], name="Kaffee", source="sensed")
    kept = {"edited_rows": {1: {"value": 2}}}
    assert entries.changes(rows, "exposures", kept)[0].key == TryKey(
        rows["date"][1].date(), "Bücken", "09:30", 2
    )
    assert entries.changes(rows, "factors", kept)[0].key == FactorKey(
        rows["date"][1].date(), "Kaffee", "sensed"
    )


# ------------------------------------------------------------------ the way in


def drawn(at):
    """The kinds of what stands on a page that the browser fetches something for."""
    kinds = ("button", "text_input", "selectbox", "date_input", "number_input", "text_area", "button_group")
    return {kind for kind in kinds if at.get(kind)}


def test_the_overview_lets_the_browser_fetch_what_draws_a_session(known):
    """A browser fetches what draws a field when the first of its kind is drawn, and that took half a second."""
    for position in range(7):
        did(known, movement=f"Bewegung {position}", position=position)
    there = drawn(app("de"))
    at = app("de", "session")
    on_choice = drawn(at)
    press(at, next(one.key for one in at.button if one.label.startswith("Bewegung")))
    rate(at, "expected_7", 5)
    assert {"selectbox", "date_input", "text_input"} <= on_choice
    assert on_choice | drawn(at) <= there


def work_done():
    """Wait until what was begun behind the pages is over; there is one worker."""
    results._WORKER.submit(int).result()


@pytest.mark.parametrize("first", ["overview", "diary"])
def test_the_page_before_has_read_the_diary_and_made_the_plan(first, known, monkeypatch):
    did(known)
    at = app("de", first)
    work_done()
    for work in ("analysis.last_tries.last_tries", "analysis.review.Review.plan"):
        monkeypatch.setattr(work, lambda *_: pytest.fail("worked out again"))
    at.switch_page("pages/session.py").run()
    healthy(at)
    step = at.session_state["practice"].steps["Bücken"]
    assert plan_words.short(step, Text("de")) in words(at)


def test_what_the_plan_learned_is_kept_for_the_next_start(known):
    did(known)
    app("de", "session")
    work_done()
    assert any(key.startswith("check ") for key in known.recall())


def test_the_calendar_of_the_pages_is_that_of_the_diary(clock):
    clock("2026-03-03T00:30")
    assert loaders.today() == session_store.today() == DAY


def test_the_first_day_of_a_diary_is_said_in_whole_sentences(known):
    """One try on one day: no period from a day to itself, no "1 Versuche", nothing "not yet" that was never asked."""
    did(known)
    at = app("de", "progress")
    at.button_group(key="progress_pick").set_value("gains").run()
    shown = words(at)
    assert "2. März 2026. Zuerst, was du tun kannst" in shown
    assert "2. März bis" not in shown
    assert "Versuche in 28 Tagen: 1, Varianten: 1" in shown
    assert "Noch nicht:" not in shown
    at.switch_page("pages/connections.py").run()
    at.button_group(key="explore_pick").set_value("time").run()
    assert Text("de")("explorer.period.early") in words(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_session_says_that_the_sample_is_one(lang, known):
    at = app(lang, "session")
    assert Text(lang)("app.sample_shown") not in words(at)
    loaders.keep_sample(lang)
    assert Text(lang)("app.sample_shown") in words(at.run())
