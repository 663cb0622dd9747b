"""Daylio, built from the four documented headers; values invented."""

import io
import zipfile

import pytest

from data.ingest import read

NEW = """\
full_date,date,weekday,time,mood,activities,scales,note_title,note
2025-09-26,26. September,Freitag,20:30,gut ,"gehen | Sport",Schmerz: 4 | Energie: 2,,"Titel"
2025-09-25,25. September,Donnerstag,8:30 pm,schlecht,gehen,,,
2025-09-25,25. September,Donnerstag,7:00 am,super,,,,
2025-13-01,x,x,7:00 am,super,,,,
"""
OLD = """\
full_date,date,weekday,time,mood,activities,note_title,note
2025-09-26,September 26,Friday,20:30,good,walk,,
2025-09-25,September 25,Thursday,20:30,bad,,,
"""
OLDEST = """\
year,date,weekday,time,mood,activities,note
2018,September 28,Friday,20:30,good,walk,
2018,September 27,Thursday,20:30,awful,,
"""
GERMAN = {"order:mood": "super > gut > schlecht"}


def test_moods_are_asked_for_their_order_in_the_persons_words():
    found = read(NEW.encode("utf-8-sig"), "daylio.csv")
    assert [one.key for one in found.questions] == ["order:mood", "pain_symptom"]
    assert found.questions[0].options == ("super", "gut", "okay", "schlecht", "lausig")
    assert found.questions[0].proposal == "super > gut > okay > schlecht > lausig"
    assert found.days["mood"].isna().all()


def test_moods_by_their_order_are_averaged_over_the_day():
    found = read(NEW.encode("utf-8-sig"), "daylio.csv", GERMAN)
    assert found.days["mood"].tolist() == [5, 5]
    assert [str(one.date()) for one in found.days["date"]] == ["2025-09-25", "2025-09-26"]
    assert [(one.row, one.value) for one in found.rejections] == [(5, "2025-13-01")]


def test_activities_are_one_or_zero_only_on_days_with_an_entry():
    found = read(NEW.encode("utf-8-sig"), "daylio.csv", GERMAN)
    by_name = found.factors.groupby("name")["value"].apply(list).to_dict()
    assert by_name == {"gehen": [1, 1], "Sport": [0, 1], "Schmerz": [4], "Energie": [2]}


@pytest.mark.parametrize(("content", "first"), [(OLD, "2025-09-25"), (OLDEST, "2018-09-27")])
def test_older_headers(content, first):
    words = {"order:mood": "good > bad > awful"}
    found = read(content.encode(), "daylio.csv", words)
    assert str(found.days["date"].iloc[0].date()) == first
    assert not found.questions


def test_an_order_that_leaves_a_mood_out_is_asked_again():
    assert read(NEW.encode(), "daylio.csv", {"order:mood": "super > gut"}).questions


# ------------------------------------------------------------------ moods

HEAD = "full_date,date,weekday,time,mood,activities,scales,note_title,note\n"


def entry(mood, day="2025-09-26", activities="", scales="", note=""):
    return f'{day},x,x,20:30,{mood},"{activities}","{scales}","","{note}"\n'


def moods(content, order=""):
    return read(content.encode(), "daylio.csv", {"order:mood": order} if order else {})


def test_good_is_the_same_in_a_month_without_the_best_mood():
    found = moods(
        HEAD + entry("Gut") + entry("Schlecht", "2025-09-27"), "super > Gut > ok > Schlecht > lausig"
    )
    assert found.days["mood"].tolist() == [7.5, 2.5]


def test_a_new_mood_is_asked_again_and_an_absent_one_is_not():
    order = "wow > fine > ill"
    assert not moods(HEAD + entry("fine") + entry("ill", "2025-09-27"), order).questions
    asked = moods(HEAD + entry("fine") + entry("so-so", "2025-09-27"), order)
    assert [one.key for one in asked.questions] == ["order:mood"]
    assert asked.days["mood"].isna().all()


def test_one_mood_of_a_persons_own_tells_nothing_and_asks_nothing():
    found = moods(HEAD + entry("fine", activities="walk") + entry("fine", "2025-09-27"))
    assert not found.questions
    assert found.days["mood"].isna().all()


def test_one_mood_of_the_app_is_asked_among_all_five():
    content = HEAD + entry("good", activities="walk")
    assert moods(content).questions[0].options == ("rad", "good", "meh", "bad", "awful")
    assert moods(content, "rad > good > meh > bad > awful").days["mood"].tolist() == [7.5]


def test_a_mood_that_holds_the_mark_of_the_order():
    found = moods(HEAD + entry(":>") + entry(">_<", "2025-09-27"), ":> > >_<")
    assert found.days["mood"].tolist() == [10, 0]


# ------------------------------------------------------------------ activities, scales, notes


def test_an_activity_named_like_a_field_is_no_rating():
    found = moods(HEAD + entry("good", activities="stress | note"), "good > bad")
    assert found.days["stress"].isna().all()
    assert set(found.factors["name"]) == {"Stress", "Note"}


def test_a_torn_entry_has_no_activities_instead_of_none():
    found = moods(HEAD + entry("good", activities="walk") + "2025-09-27,27. Sep", "good > bad")
    assert found.factors[["value", "line"]].to_numpy().tolist() == [[1, 2]]


def test_scales_with_a_no_break_space_and_which_is_the_pain():
    content = (HEAD + entry("good", scales="Schmerz:\u00a07 | Energie:\u00a02")).encode()
    found = read(content, "d.csv", {"order:mood": "good > bad"})
    assert [(one.key, one.options) for one in found.questions] == [
        ("pain_symptom", ("Schmerz", "Energie", "none"))
    ]
    told = read(content, "d.csv", {"order:mood": "good > bad", "pain_symptom": "Schmerz"})
    assert told.days[["pain_avg", "pain_worst"]].to_numpy().tolist() == [[7, 7]]
    assert told.factors["name"].tolist() == ["Energie"]


def test_low_ratings_of_the_pain_leave_its_scale_open():
    answers = {"order:mood": "good > bad", "pain_symptom": "Pain"}
    content = (HEAD + entry("good", scales="Pain: 4")).encode()
    assert [one.key for one in read(content, "d.csv", answers).questions] == ["scale:Pain"]
    found = read(content, "d.csv", answers | {"scale:Pain": "0-5"})
    assert found.days["pain_avg"].tolist() == [8]


def test_a_scale_that_is_no_number_is_rejected_and_the_other_kept():
    found = moods(HEAD + entry("good", scales="Energie: viel | Ruhe: 3"), "good > bad")
    assert [one.column for one in found.rejections] == ["scales"]
    assert found.factors["value"].tolist() == [3]


def test_notes_lose_their_marks_of_format():
    found = moods(HEAD + entry("good", note="<b>Tee</b> &amp; Ruhe<br>gut, &lt;3"), "good > bad")
    assert found.days["note"].tolist() == ["Tee & Ruhe\ngut, <3"]


def test_quotes_commas_and_line_breaks_in_a_note():
    found = moods(HEAD + entry("good", note='er sagte ""ja"", dann\nnichts'), "good > bad")
    assert found.days["note"].tolist() == ['er sagte "ja", dann\nnichts']


# ------------------------------------------------------------------ dates, older headers, spreadsheets


@pytest.mark.parametrize(
    ("spoken", "day"),
    [
        ("7 września", "2017-09-07"),
        ("16 de octubre", "2017-10-16"),
        ("3. März", "2017-03-03"),
        ("May 9", "2017-05-09"),
    ],
)
def test_the_oldest_header_in_any_language(spoken, day):
    content = f'year,date,weekday,time,mood,activities,note\n2017,{spoken},x,12:10,good,"",""\n2017,x,x,9:00,bad,,\n'
    found = moods(content, "good > bad")
    assert [str(one.date()) for one in found.days["date"]] == [day]
    assert [one.value for one in found.rejections] == ["x, 2017"]


def test_the_header_before_titles():
    content = (
        'full_date,date,weekday,time,mood,activities,note\n2020-12-20,December 20,Sunday,3:26 AM,meh,"",""\n'
    )
    found = moods(content, "rad > good > meh > bad > awful")
    assert found.days["mood"].tolist() == [5]


def test_saved_again_by_a_spreadsheet():
    content = (
        "full_date;date;weekday;time;mood;activities;note_title;note;;\n"
        "26.09.2025;26. September;Freitag;20:30;gut ;Gehen | Üben;;müde;;\n"
        "25.09.2025;25. September;Donnerstag;20:30;lausig;;;;;\n"
    )
    found = read(content.encode("cp1252"), "d.csv", {"order:mood": "super > gut > ok > schlecht > lausig"})
    assert found.source == "daylio"
    assert found.days["mood"].tolist() == [0, 7.5]
    assert set(found.factors["name"]) == {"Gehen", "Üben"}


def test_american_dates_are_asked_about():
    content = (HEAD + entry("good", day="9/8/2025")).encode()
    assert "date_order" in [one.key for one in read(content, "d.csv").questions]
    answers = {"date_order": "mdy", "order:mood": "good > bad"}
    assert [str(one.date()) for one in read(content, "d.csv", answers).days["date"]] == ["2025-09-08"]


def test_zipped_beside_leftovers_of_a_mac():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("Daylio/daylio_export.csv", HEAD + entry("good"))
        made.writestr("__MACOSX/Daylio/._daylio_export.csv", b"\x00\x05\x16\x07")
    found = read(out.getvalue(), "d.zip", {"order:mood": "good > bad"})
    assert found.days["mood"].tolist() == [10]
    assert "skipped_files" not in found.dialect


def test_a_title_does_not_hide_its_note():
    content = HEAD + '2025-09-26,x,x,20:30,good,"","","Reise","nach Ulm"\n' + entry("bad", note="spät müde")
    assert moods(content, "good > bad").days["note"].tolist() == ["Reise / nach Ulm / spät müde"]
