"""Nomie, built from the documented files; values invented."""

import pytest

from data.ingest import read
from data.ingest.formats import claimed
from data.ingest.source import of_bytes

LOGS = """\
epoch,start,end,offset,note,lat,lng,location,score
1,2026-03-01T22:30:00,2026-03-01T22:31:00,60,#pain(4) #yoga nach dem Essen,,,,0
2,2026-03-01T08:30:00,2026-03-01T08:31:00,60,#pain(6),,,,0
3,gestern,x,60,#pain(2),,,,0
"""
MATRIX = "date,#pain,#sleep\n2026-03-01,4,0\n2026-03-02,0,7\n"


def factors(found):
    return found.factors.groupby("name")["value"].apply(list).to_dict()


def test_tags_in_notes():
    found = read(LOGS.encode(), "nomie.csv")
    assert factors(found) == {"pain": [5], "yoga": [1]}
    assert found.days["note"].tolist() == ["nach dem Essen"]
    assert [one.value for one in found.rejections] == ["gestern"]


@pytest.mark.parametrize(
    ("answer", "values"),
    [("missing", {"pain": [4], "sleep": [7]}), ("zero", {"pain": [4, 0], "sleep": [0, 7]})],
)
def test_zero_in_the_matrix_is_asked_about(answer, values):
    assert [one.key for one in read(MATRIX.encode(), "nomie.csv").questions] == ["zero_missing"]
    assert factors(read(MATRIX.encode(), "nomie.csv", {"zero_missing": answer})) == values


# ------------------------------------------------------------------ tags

HEAD = "epoch,start,end,offset,note,lat,lng,location,score\n"


def log(note, start="2026-03-01T08:30:00.000"):
    return f"1,{start},x,60,{note},,,,0\n"


def test_ticks_are_counted_and_values_are_averaged():
    content = HEAD + log("#kaffee") + log("#kaffee #müde(2)") + log("#kaffee #müde(4)")
    assert factors(read(content.encode(), "n.csv")) == {"kaffee": [3], "müde": [3]}


def test_a_tick_beside_values_is_no_value_of_one():
    assert factors(read((HEAD + log("#müde(5)") + log("#müde")).encode(), "n.csv")) == {"müde": [5]}


def test_lengths_are_hours_and_words_are_rejected():
    found = read((HEAD + log("#schlaf(07:30:00) #ort(daheim)")).encode(), "n.csv")
    assert found.factors[["name", "value", "unit"]].to_numpy().tolist() == [["schlaf", 7.5, "h"]]
    assert [(one.row, one.value) for one in found.rejections] == [(2, "ort(daheim)")]


def test_a_tracker_named_like_a_field_is_no_rating():
    found = read((HEAD + log("#stress(3) #mood(80)")).encode(), "n.csv")
    assert found.days.empty
    assert factors(found) == {"Stress": [3], "Mood": [80]}


def test_people_contexts_signs_and_what_is_none():
    found = read((HEAD + log("#yoga. @anna +büro a@b.de +5 Minuten")).encode(), "n.csv")
    assert factors(found) == {"yoga": [1], "anna": [1], "büro": [1]}
    assert found.days["note"].tolist() == [". a@b.de +5 Minuten"]


def test_which_tracker_is_the_pain_is_asked_and_its_scale_when_open():
    content = (HEAD + log("#rückenschmerz(4) #yoga")).encode()
    assert read(content, "n.csv").questions[0].options == ("rückenschmerz", "yoga", "none")
    told = {"pain_symptom": "rückenschmerz"}
    assert [one.key for one in read(content, "n.csv", told).questions] == ["scale:rückenschmerz"]
    found = read(content, "n.csv", told | {"scale:rückenschmerz": "1-5"})
    assert found.days["pain_avg"].tolist() == [7.5]
    assert factors(found) == {"yoga": [1]}


def test_pain_up_to_a_hundred_is_no_ten():
    found = read((HEAD + log("#pain(45)")).encode(), "n.csv", {"pain_symptom": "pain"})
    assert found.days["pain_worst"].tolist() == [4.5]


def test_a_log_after_midnight_is_of_its_calendar_day():
    found = read((HEAD + log("#yoga", "2026-03-02T00:30:00.000")).encode(), "n.csv")
    assert [str(one.date()) for one in found.factors["date"]] == ["2026-03-02"]


# ------------------------------------------------------------------ matrix


def test_people_and_contexts_have_columns_too_and_the_first_zero_is_shown():
    content = b"date,+buero,#schlaf\n2026-03-01,1,7\n2026-03-02,1,0\n"
    assert read(content, "n.csv").questions[0].column == "#schlaf"
    assert factors(read(content, "n.csv", {"zero_missing": "zero"})) == {"buero": [1, 1], "schlaf": [7, 0]}


def test_a_matrix_saved_again_by_a_spreadsheet():
    content = "date;#müde;#schlaf\n01.03.2026;4;7,5\n"
    assert factors(read(content.encode("cp1252"), "n.csv")) == {"müde": [4], "schlaf": [7.5]}


def test_a_table_of_a_persons_own_is_not_claimed():
    assert claimed(of_bytes(b"date,#pain,note\n2026-03-01,4,x\n", "n.csv")) is None


def test_what_is_done_against_the_pain_is_not_the_pain():
    content = HEAD + log("#painkiller #rückenübung(3) #schmerzfrei")
    assert not read(content.encode(), "n.csv").questions
    assert read((HEAD + log("#kopfweh(3) #yoga")).encode(), "n.csv").questions[0].proposal == "kopfweh"
