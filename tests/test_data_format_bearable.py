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
PAIN = {"pain_symptom": "Back pain", "scale:Mood": "1-5"}


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
    assert [one.key for one in found.questions] == ["pain_symptom", "scale:Mood"]
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


# ------------------------------------------------------------------ scales and what is no rating

HEAD = '"date","date formatted","weekday","time of day","category","rating/amount","detail","notes"\n'


def row(category, rating, detail="", *, day="2025-09-22", notes=""):
    return f'"x","{day}","Monday","am","{category}","{rating}","{detail}","{notes}"\n'


def factors(found):
    return found.factors.groupby("name")["value"].apply(list).to_dict()


def test_a_mood_above_five_is_on_one_to_ten():
    found = read((HEAD + row("Mood", 4) + row("Mood", 10, day="2025-09-23")).encode(), "b.csv")
    assert not found.questions
    assert {day: round(value, 2) for day, value in by_day(found, "mood").items()} == {
        "2025-09-22": 3.33,
        "2025-09-23": 10,
    }
    assert not found.rejections


def test_low_moods_could_be_on_either_scale_and_are_asked():
    content = (HEAD + row("Mood", 5)).encode()
    assert [(one.key, one.options) for one in read(content, "b.csv").questions] == [
        ("scale:Mood", ("1-10", "1-5"))
    ]
    assert by_day(read(content, "b.csv", {"scale:Mood": "1-5"}), "mood") == {"2025-09-22": 10}


def test_an_answer_the_new_ratings_rule_out_is_not_used():
    content = (HEAD + row("Mood", 10)).encode()
    assert by_day(read(content, "b.csv", {"scale:Mood": "1-5"}), "mood") == {"2025-09-22": 10}


def test_energy_and_sleep_quality_are_one_to_five():
    found = read((HEAD + row("Energy", 4, "Good") + row("Sleep quality", 1, "Awful")).encode(), "b.csv")
    assert factors(found) == {"energy": [7.5]}
    assert by_day(found, "sleep_quality") == {"2025-09-22": 0}


def test_a_nap_is_no_night():
    content = (
        HEAD
        + row("Sleep", "7:15", "Asleep 23:00 - 06:15. In bed 22:30 - 07:00. Nap 1h 30m (mid)", notes=". ")
        + row("Sleep", "1:00", "Nap 1h (mid)", day="2025-09-23")
        + row("Sleep", "0:00", "", day="2025-09-24")
    )
    found = read(content.encode(), "b.csv")
    assert by_day(found, "sleep_hours") == {"2025-09-22": 7.25}
    assert factors(found) == {"nap_h": [1.5, 1]}
    assert by_day(found, "note") == {}


def test_a_factor_named_like_a_symptom_is_not_its_rating():
    content = (
        HEAD + row("Symptom", 3, "Stress (Severe)") + row("Factors", "", "Stress | Yoga", day="2025-09-23")
    )
    found = read(content.encode(), "b.csv", {"pain_symptom": "none"})
    assert factors(found) == {"Stress": [3], "Stress (Factors)": [1], "Yoga": [1]}


def test_the_amount_of_a_drug_is_kept():
    found = read((HEAD + row("Meds/Supplements", 600, "Ibuprofen (mg)")).encode(), "b.csv")
    assert by_day(found, "med_type") == {"2025-09-22": "Ibuprofen 600 mg"}


def test_own_ratings_and_measurements_are_kept_and_words_are_said_to_be_left_out():
    content = (
        HEAD
        + row("Productivity", 3)
        + row("Health measurements", "71,5", "Weight (kg)")
        + row("Gratitudes", "", "Rain")
    )
    found = read(content.encode(), "b.csv")
    assert factors(found) == {"Productivity": [3], "Weight": [71.5]}
    assert [one.header for one in found.mapping if one.why == "unknown"] == ["Gratitudes"]


# ------------------------------------------------------------------ the same export next month, or from a spreadsheet


def test_a_symptom_that_sounds_like_nothing_can_be_the_pain():
    content = (
        HEAD + row("Symptom", 2, "Fibro flare (Moderate)") + row("Symptom", 1, "Headache (Mild)")
    ).encode()
    assert read(content, "b.csv").questions[0].options == ("Headache", "Fibro flare", "none")
    assert by_day(read(content, "b.csv", {"pain_symptom": "Fibro flare"}), "pain_avg") == {"2025-09-22": 5}


def test_a_month_without_the_pain_asks_nothing_but_a_renamed_pain_does():
    calm = (HEAD + row("Symptom", 1, "Fatigue (Mild)")).encode()
    renamed = (HEAD + row("Symptom", 1, "Lower back pain (Mild)")).encode()
    assert not read(calm, "b.csv", PAIN).questions
    assert [one.key for one in read(renamed, "b.csv", PAIN).questions] == ["pain_symptom"]


def test_saved_again_by_a_spreadsheet():
    content = (
        "date;date formatted;weekday;time of day;category;rating/amount;detail;notes\n"
        "22nd Sep 2025;22.09.2025;Monday;mid;Symptom;3;R\u00fccken (Severe);\u00fcbel\n"
    )
    found = read(content.encode("cp1252"), "b.csv", {"pain_symptom": "Rücken"})
    assert found.source == "bearable"
    assert by_day(found, "pain_worst") == {"2025-09-22": 7.5}
    assert by_day(found, "note") == {"2025-09-22": "übel"}


def test_american_dates_are_asked_about():
    content = (HEAD + row("Mood", 8, day="9/8/2025")).encode()
    assert [one.key for one in read(content, "b.csv").questions] == ["date_order"]
    assert by_day(read(content, "b.csv", {"date_order": "mdy"}), "mood").keys() == {"2025-09-08"}


def test_a_file_that_breaks_off_inside_a_note_keeps_its_rows():
    content = HEAD + row("Mood", 8) + '"x","2025-09-23","Tuesday","am","Mood","6","","half a no\n'
    assert by_day(read(content.encode(), "b.csv"), "note") == {"2025-09-23": "half a no"}


def test_a_bad_date_is_rejected_once():
    found = read((HEAD + row("Mood", 8) + row("Mood", 8, day="2025-02-30", notes="n")).encode(), "b.csv")
    assert [(one.row, one.value) for one in found.rejections] == [(3, "2025-02-30")]
