"""Daylio, built from the three documented headers; values invented."""

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
    assert [one.key for one in found.questions] == ["order:mood"]
    assert set(found.questions[0].options) == {"gut", "schlecht", "super"}
    assert found.questions[0].proposal == "super > gut > schlecht"
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
