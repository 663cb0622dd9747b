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

ODD = "Datum;Schmerz;Stimmung;Kaffee;Belastung\n" + "".join(
    f"{day:02d}.03.2026;{day % 8};{day % 5 + 1};{day % 4};{day % 7}\n" for day in range(1, 29)
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
    assert set(loaders.store().settings()[loaders.ANSWERS]) != set()


@pytest.mark.parametrize("lang", LANGS)
def test_any_column_is_changed_by_one_select(lang):
    at = given(lang, "foo.csv", "Datum;Schmerz;Foo\n01.03.2026;3;5\n02.03.2026;4;6\n")
    box = next(one for one in select(at, "target_") if one.value == "factor")
    box.set_value("days.stress").run()
    healthy(at)
    assert Text(lang)("why.answer") in words(at)
    at.button(key="keep").click().run()
    assert loaders.store().days()["stress"].tolist() == [5, 6]


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
    at.selectbox(key="question_order:mood_1").set_value("mies")
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
    box = next(one for one in select(at, "target_") if one.value == "pain")
    box.set_value("date").run()
    assert not at.exception
    assert at.error
    at.button(key="take_back").click().run()
    healthy(at)
    assert not at.button(key="keep").disabled


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


def test_large_files_are_told_by_their_size():
    assert not loaders.is_large(upload(5))
    assert loaders.is_large(loaders.Upload("id", "x", io.BytesIO(b"x" * (loaders.LARGE + 1))))
