"""Bearable, built from both documented headers; values invented."""

import pytest

from data.ingest import read

NEW = """\
"date","date formatted","weekday","time of day","category","rating/amount","detail","notes"
"22nd Sep 2025","2025-09-22","Monday","mid","Symptom","1","Back pain (Mild)",""
"22nd Sep 2025","2025-09-22","Monday","pm","Symptom","3","Back pain (Severe)","nach dem Heben"
"22nd Sep 2025","2025-09-22","Monday","9:52","Symptom","2","Fatigue (Moderate)",""
"1st Oct 2025","2025-10-01","Wednesday","","Sleep","7:45","Asleep 23:00 - 06:45. In bed 22:30 - 07:00",""
"1st Oct 2025","2025-10-01","Wednesday","am","Mood","4","",""
"1st Oct 2025","2025-10-01","Wednesday","","Factors","","Yoga | Kaffee",""
"3rd Oct 2025","2025-10-03","Friday","","Meds/Supplements","","Ibuprofen 400",""
"3rd Oct 2025","2025-10-03","Friday","","Symptom","9","Back pain (Severe)",""
"""
OLD = (
    NEW.replace('"date formatted",', "")
    .replace('"2025-09-22",', "")
    .replace('"2025-10-01",', "")
    .replace('"2025-10-03",', "")
)
PAIN = {"pain_symptom": "Back pain"}


def by_day(found, field):
    known = found.days[found.days[field].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known[field], strict=True))


@pytest.mark.parametrize("content", [NEW, OLD], ids=["new", "old"])
def test_both_headers_give_the_same(content):
    found = read(content.encode(), "bearable.csv", PAIN)
    assert by_day(found, "pain_worst") == {"2025-09-22": 7.5}
    assert by_day(found, "pain_avg") == {"2025-09-22": 5}
    assert by_day(found, "sleep_hours") == {"2025-10-01": 7.75}
    assert by_day(found, "mood") == {"2025-10-01": 7.5}
    assert by_day(found, "med_type") == {"2025-10-03": "Ibuprofen 400"}
    assert [(one.row, one.value) for one in found.rejections] == [(9, "9")]


def test_which_symptom_is_the_pain_is_asked():
    found = read(NEW.encode(), "bearable.csv")
    assert [one.key for one in found.questions] == ["pain_symptom"]
    assert found.questions[0].proposal == "Back pain"
    assert found.days["pain_avg"].isna().all()


def test_one_to_four_is_no_zero_to_ten_and_symptoms_stay_factors():
    found = read(NEW.encode(), "bearable.csv", PAIN)
    factors = found.factors.groupby("name")["value"].apply(list).to_dict()
    assert factors == {"Fatigue": [2], "Yoga": [1], "Kaffee": [1]}
    assert any(use.conversion == ("1 → 2.5", "2 → 5", "4 → 10") for use in found.mapping)


def test_no_day_without_pain_is_made_up():
    found = read(NEW.encode(), "bearable.csv", PAIN)
    assert (found.days["pain_avg"] > 0).sum() == found.days["pain_avg"].notna().sum() == 1
    assert found.dialect["attacks_only"] == "1"
