"""Checking, changing and answering on the Diary page, through `app.py`, in both languages."""

from __future__ import annotations

import io
import threading
from datetime import date

import pytest

from data.errors import Cancelled
from tests.test_pages import LANGS, app, healthy, words
from ui import loaders
from ui.text import Text

pytestmark = pytest.mark.usefixtures("fresh_caches")

ODD = "Datum;Schmerz;Stimmung;Kaffee;Belastung;Schlafdauer\n" + "".join(
    f"{day:02d}.03.2026;{day % 8};{day % 5 + 1};{day % 4};{day % 7};{6 + day % 3}.{day % 2 * 3}0\n"
    for day in range(1, 29)
)
DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    "2026-03-01,1. März,Sonntag,20:30,gut,Yoga,,\n2026-03-02,2. März,Montag,20:30,mies,,,\n"
)


def given(lang, name, content):
    at = app(lang, "diary")
    at.file_uploader(key="upload_0").upload(name, content.encode(), "text/csv").run()
    healthy(at)
    return at


def select(at, start):
    return [one for one in at.selectbox if str(one.key).startswith(start)]


@pytest.mark.parametrize("lang", LANGS)
def test_questions_scales_and_directions_up_to_the_diary(lang):
    text = Text(lang)
    at = given(lang, "odd.csv", ODD)
    assert at.button(key="keep").disabled
    at.radio(key="question_meaning:Belastung").set_value("stress")
    at.radio(key="question_scale:Stimmung").set_value("1-5")
    length = at.radio(key="question_scale:Schlafdauer")
    assert length.label == text("question.unit", column="Schlafdauer", examples="7.30, 8.00")
    assert length.options == [text("scale.h"), text("scale.h.mm")]
    length.set_value("h.mm")
    next(one for one in at.button if one.label == text("diary.questions.send")).click()
    at.run()
    healthy(at)
    at.radio(key="question_direction:Stimmung").set_value("high_bad")
    next(one for one in at.button if one.label == text("diary.questions.send")).click()
    at.run()
    healthy(at)
    assert not at.button(key="keep").disabled
    at.button(key="keep").click().run()
    healthy(at)
    days = loaders.store().days()
    assert days["mood"].tolist()[:3] == [7.5, 5, 2.5]
    assert days["stress"].tolist()[:3] == [1, 2, 3]
    assert days["sleep_hours"].tolist()[:3] == [7.5, 8, 6.5]
    assert set(loaders.store().settings()[loaders.ANSWERS]) != set()


@pytest.mark.parametrize("lang", LANGS)
def test_any_column_is_changed_by_one_select(lang):
    at = given(lang, "foo.csv", "Datum;Schmerz;Foo\n01.03.2026;3;5\n02.03.2026;4;6\n")
    box = next(one for one in select(at, "column_") if one.value == "factor")
    box.set_value("days.stress").run()
    healthy(at)
    assert Text(lang)("why.answer") in words(at)
    at.button(key="keep").click().run()
    assert loaders.store().days()["stress"].tolist() == [5, 6]


def test_a_tap_that_comes_before_the_browser_knows_the_last_answer_undoes_none_of_it():
    at = given("de", "foo.csv", "Datum;Schmerz;Foo\n01.03.2026;3;5\n02.03.2026;4;6\n")
    next(one for one in select(at, "column_") if one.value == "factor").set_value("days.stress").run()
    before = at._tree.get_widget_states()  # what a browser that has not heard back yet sends along
    next(one for one in select(at, "column_") if one.value == "days.stress").set_value("days.mood").run()
    assert directions(at) == ["high_bad", "high_good"]
    at._run(before)
    healthy(at)
    assert [one.value for one in select(at, "column_")].count("days.mood") == 1
    assert directions(at) == ["high_bad", "high_good"]


def directions(at):
    return sorted(one.value for one in at.button_group if str(one.key).startswith("direction_"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_next_file_of_the_same_build_needs_no_answer(lang):
    text = Text(lang)
    at = given(lang, "a.csv", "Datum;Hocke;Treppe\n03.04.2026;3;4\n04.04.2026;2;5\n")
    at.radio(key="question_wide").set_value("movements")
    next(one for one in at.button if one.label == text("diary.questions.send")).click()
    at.run()
    at.button(key="keep").click().run()
    healthy(at)
    at.switch_page("pages/diary.py").run()
    at.file_uploader(key="upload_1").upload(
        "b.csv", b"Datum;Hocke;Treppe\n05.05.2026;1;2\n", "text/csv"
    ).run()
    healthy(at)
    assert text("diary.remembered") in words(at)
    assert not at.button(key="keep").disabled
    at.button(key="ask_again").click().run()
    healthy(at)
    assert at.button(key="keep").disabled


@pytest.mark.parametrize("lang", LANGS)
def test_an_export_asks_in_its_own_words(lang):
    text = Text(lang)
    at = given(lang, "daylio.csv", DAYLIO)
    assert "Daylio" in words(at)
    at.selectbox(key="question_order:mood_0").set_value("gut")
    next(one for one in at.button if one.label == text("diary.questions.send")).click()
    at.run()
    healthy(at)
    assert at.button(key="keep").disabled, "a word that stands twice is no order"
    assert text("diary.questions.lacking", n=1) in words(at)
    at.selectbox(key="question_order:mood_1").set_value("fantastisch")
    next(one for one in at.button if one.label == text("diary.questions.send")).click()
    at.run()
    healthy(at)
    at.button(key="keep").click().run()
    healthy(at)
    assert loaders.store().days()["mood"].tolist() == [10, 0]


@pytest.mark.parametrize("lang", LANGS)
def test_a_year_and_a_start_can_be_typed(lang):
    text = Text(lang)
    at = given(lang, "jahr.csv", "Datum;Schmerz\n30.12.;3\n01.01.;4\n")
    at.number_input(key="question_year").set_value(2025)
    next(one for one in at.button if one.label == text("diary.questions.send")).click()
    at.run()
    healthy(at)
    at.button(key="keep").click().run()
    assert loaders.store().days()["date"].dt.year.tolist() == [2025, 2026]


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_day_is_picked_from_a_calendar(lang):
    text = Text(lang)
    at = given(lang, "tage.csv", "Tag;Schmerz\n1;3\n2;4\n3;5\n")
    at.date_input(key="question_start_date").set_value(date(2026, 3, 1))
    next(one for one in at.button if one.label == text("diary.questions.send")).click()
    at.run()
    healthy(at)
    at.button(key="keep").click().run()
    assert loaders.store().days()["date"].dt.date.tolist() == [date(2026, 3, day) for day in (1, 2, 3)]


@pytest.mark.parametrize("lang", LANGS)
def test_an_answer_that_spoils_the_file_can_be_taken_back(lang):
    at = given(lang, "foo.csv", "Datum;Schmerz\n01.03.2026;leicht\n02.03.2026;stark\n")
    box = next(one for one in select(at, "column_") if one.value == "pain")
    box.set_value("date").run()
    assert not at.exception
    assert at.error
    at.button(key="take_back").click().run()
    healthy(at)
    assert not at.button(key="keep").disabled


@pytest.mark.parametrize("lang", LANGS)
def test_a_unit_is_changed_by_one_select(lang):
    at = given(
        lang, "kg.csv", "Datum;Bewegung;Schmerz;Gewicht\n01.03.2026;Heben;3;100\n02.03.2026;Heben;4;110\n"
    )
    box = next(one for one in select(at, "scale_") if one.value == "kg")
    assert box.options[0] == Text(lang)("scale.kg")
    box.set_value("lb").run()
    healthy(at)
    assert Text(lang)("why.answer") in words(at)
    at.button(key="keep").click().run()
    assert loaders.store().exposures()["weight_kg"].round(1).tolist() == [45.4, 49.9]


@pytest.mark.parametrize("lang", LANGS)
def test_before_keeping_the_latest_entries_are_shown_and_after_it_what_became_of_them(lang):
    text = Text(lang)
    at = given(lang, "foo.csv", "Datum;Schmerz;Foo\n01.03.2026;3;5\n02.03.2026;4;6\n")
    assert text("preview.title") in words(at)
    assert text.short_day(date(2026, 3, 2)) in words(at)
    at.button(key="keep").click().run()
    healthy(at)
    assert text("report_in.new", n=4, count="4") in words(at)
    at.switch_page("pages/diary.py").run()
    assert text("report_in.stored") in words(at)
    assert at.download_button(key="report_kept")
    at.button(key="undo_1").click().run()
    assert text("report_in.stored") not in words(at)


@pytest.mark.parametrize("lang", LANGS)
def test_the_next_month_says_what_was_there_already(lang):
    text = Text(lang)
    at = given(lang, "a.csv", "Datum;Schmerz;Stress\n01.03.2026;3;5\n02.03.2026;4;6\n")
    at.button(key="keep").click().run()
    at.switch_page("pages/diary.py").run()
    more = b"Datum;Schmerz;Stress\n01.03.2026;3;5\n02.03.2026;4;9\n03.03.2026;1;1\n"
    at.file_uploader(key="upload_1").upload("b.csv", more, "text/csv").run()
    at.button(key="keep").click().run()
    healthy(at)
    said = at.success[0].value
    assert all(text(f"report_in.{key}", n=1, count="1") in said for key in ("new", "changed", "same"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_that_is_there_says_so_and_is_replaced_when_read_otherwise(lang):
    text = Text(lang)
    content = "Datum;Schmerz;Foo\n01.03.2026;3;5\n02.03.2026;4;6\n"
    at = given(lang, "a.csv", content)
    at.button(key="keep").click().run()
    at.switch_page("pages/diary.py").run()
    at.file_uploader(key="upload_1").upload("a.csv", content.encode(), "text/csv").run()
    day = text.day(loaders.imports()[0]["at"])
    assert [one.value for one in at.info] == [text("diary.known", day=day)]
    next(one for one in select(at, "column_") if one.value == "factor").set_value("days.stress").run()
    assert [one.value for one in at.info] == [text("diary.known_otherwise", day=day)]
    at.button(key="keep").click().run()
    healthy(at)
    assert loaders.store().days()["stress"].tolist() == [5, 6]
    assert loaders.store().factors().empty
    assert [one["undone"] for one in loaders.imports()] == [False, True]


@pytest.mark.parametrize("lang", LANGS)
def test_a_column_whose_scale_is_open_keeps_its_meaning(lang):
    rows = "".join(f"{day:02d}.03.2026;{day % 8};{day % 5 + 1}\n" for day in range(1, 29))
    at = given(lang, "a.csv", "Datum;Schmerz;Stimmung\n" + rows)
    assert at.radio(key="question_scale:Stimmung")
    assert "days.mood" in [one.value for one in select(at, "column_")]


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_without_headers_asks_by_number_and_takes_no_answer_for_granted(lang):
    text = Text(lang)
    rows = "".join(
        f"{day:02d}.03.2026;{day % 8};{'Hocke' if day % 2 else 'Treppe'}\n" for day in range(1, 15)
    )
    at = given(lang, "a.csv", rows)
    assert text("mapping.nameless", n=2) in words(at)
    assert at.selectbox(key="question_column:2").placeholder == text("mapping.pick")
    assert [one.value for one in select(at, "column_")][1:] == [None, None]
    next(one for one in at.button if one.label == text("diary.questions.send")).click().run()
    assert text("diary.questions.lacking", n=2) in words(at)
    at.selectbox(key="question_column:2").set_value("pain")
    at.selectbox(key="question_column:3").set_value("movement")
    next(one for one in at.button if one.label == text("diary.questions.send")).click().run()
    healthy(at)
    at.button(key="keep").click().run()
    assert len(loaders.store().exposures()) == 14


@pytest.mark.parametrize("lang", LANGS)
def test_a_broken_file_is_named_and_another_can_be_chosen(lang):
    text = Text(lang)
    at = app(lang, "diary")
    at.file_uploader(key="upload_0").upload("brief.pdf", b"%PDF-1.7\nx", "application/pdf").run()
    assert text("diary.refused", name=r"brief\.pdf") in words(at)
    assert at.button(key="forget").label == text("diary.other_file")
    at.button(key="forget").click().run()
    assert at.file_uploader(key="upload_1")


@pytest.mark.parametrize("lang", LANGS)
def test_a_list_of_attacks_is_said_and_many_refused_cells_are_cut(lang):
    text = Text(lang)
    rows = "".join(
        f"{day:02d}.{month:02d}.2026;{day % 8};{'x' if day <= 20 else 3}\n"
        for month in range(1, 12)
        for day in range(1, 28)
    )
    at = given(lang, "a.csv", "Datum;Schmerz;Stress\n" + rows)
    first = text("diary.rejected.first", shown=200, count="220")
    assert first in {one.label for one in at.expander}
    at = given(
        lang,
        "b.csv",
        "Datum;Schmerz\n"
        + "".join(f"{day:02d}.{m:02d}.2026;7\n" for m in (1, 2, 3, 4) for day in (1, 9, 20)),
    )
    assert text("diary.attacks_only", n=12) in [one.value for one in at.info]


@pytest.mark.parametrize("lang", LANGS)
def test_notes_are_private_and_say_so(lang):
    at = given(lang, "a.csv", "Datum;Schmerz;Notiz\n01.03.2026;3;geheim\n02.03.2026;4;\n")
    assert Text(lang)("mapping.private") in words(at)


# ------------------------------------------------------------------ reading beside the page

RECORD = (
    ' <Record type="HKQuantityTypeIdentifierStepCount" sourceName="a"'
    ' startDate="2026-03-01 08:00:{:02} +0100" value="7"/>\n'
)


def upload(size):
    body = "<HealthData>\n" + "".join(map(RECORD.format, range(size))) + "</HealthData>\n"
    return loaders.Upload("id", "export.xml", io.BytesIO(body.encode()))


def test_a_reading_tells_how_far_it_is():
    reading = loaders.Reading(upload(50), {})
    assert reading.result().days["steps"].tolist() == [350]
    assert reading.share == 1
    assert reading.done()


def test_a_reading_can_be_stopped():
    class Slow(io.BytesIO):
        gate = threading.Event()

        def read(self, size=-1):
            self.gate.wait(10)
            return super().read(size)

    slow = Slow(upload(50).stream.getvalue())
    reading = loaders.Reading(loaders.Upload("id", "export.xml", slow), {})
    reading.stop()
    Slow.gate.set()
    with pytest.raises(Cancelled):
        reading.result()


@pytest.mark.parametrize("lang", LANGS)
def test_a_large_file_shows_how_far_it_is_and_stops_when_asked(lang, monkeypatch):
    class Held:
        share, stopped = 0.42, False

        def done(self):
            return False

        def stop(self):
            self.stopped = True

    held, text = Held(), Text(lang)
    monkeypatch.setattr(loaders, "is_large", lambda _: True)
    monkeypatch.setattr("ui.loaders.files.Reading", lambda *_: held)
    at = given(lang, "export.xml", "<HealthData/>")
    label = at.get("progress")[0].proto.text
    assert label == text("diary.reading", name="export.xml", share=text.percent(0.42))
    at.button(key="stop").click().run()
    healthy(at)
    assert held.stopped
    assert text("error.cancelled") in words(at)
    assert at.file_uploader(key="upload_1")


def test_large_files_are_told_by_their_size():
    assert not loaders.is_large(upload(5))
    assert loaders.is_large(loaders.Upload("id", "x", io.BytesIO(b"x" * (loaders.LARGE + 1))))


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_without_a_known_date_or_pain_is_helped_on_by_questions_or_columns(lang):
    text = Text(lang)
    at = given(lang, "log.csv", "Zeitpunkt;Übung;Sätze;Gefühl\nKW 12 Mo;Hocke;3;4\nKW 12 Di;Hocke;2;5\n")
    assert at.radio(key="question_date_column").options[-1] == text("answer.date_column.none")
    feeling = next(box for box in select(at, "column_") if box.label == text("mapping.is", column="Gefühl"))
    feeling.set_value("exposures.pain_during").run()
    healthy(at)
    at.radio(key="question_date_column").set_value("none")
    next(one for one in at.button if one.label == text("diary.questions.send")).click()
    at.run()
    healthy(at)
    at.date_input(key="question_start_date").set_value(date(2026, 3, 16))
    next(one for one in at.button if one.label == text("diary.questions.send")).click()
    at.run()
    healthy(at)
    at.button(key="keep").click().run()
    healthy(at)
    assert loaders.store().exposures()["pain_during"].tolist() == [4, 5]
