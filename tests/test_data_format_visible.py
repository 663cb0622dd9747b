"""Visible, built from the documented header with its trailing space; values invented."""

from data.ingest import read

CONTENT = """\
observation_date,tracker_name,tracker_category,observation_value
2026-03-01,Resting HR,Measurement,58
2026-03-01,Muscle aches,Symptom,2
2026-03-02,Muscle aches,Symptom,0
2026-03-02,Physically active,Exertion,3
2026-03-03,Physically active,Exertion,viel
"""


def test_trackers_keep_their_steps_and_the_pain_is_asked_for():
    found = read(CONTENT.encode(), "visible.csv")
    assert [one.key for one in found.questions] == ["pain_symptom"]
    factors = found.factors.set_index(["name", "date"])["value"]
    assert sorted(factors.tolist()) == [0, 2, 3, 58]
    assert set(found.factors.loc[found.factors["source"] == "sensed", "name"]) == {"resting_hr"}
    assert [(one.row, one.value) for one in found.rejections] == [(6, "viel")]


def test_the_pain_tracker_becomes_zero_to_ten():
    found = read(CONTENT.encode(), "visible.csv", {"pain_symptom": "Muscle aches"})
    assert found.days["pain_avg"].round(2).tolist() == [6.67, 0]
    assert "Muscle aches" not in set(found.factors["name"])


# ------------------------------------------------------------------ trackers

HEAD = "observation_date,tracker_name,tracker_category,observation_value \n"


def factors(found):
    return found.factors.groupby("name")["value"].apply(list).to_dict()


def test_zeros_of_a_band_are_missing_and_zeros_of_a_person_are_said():
    content = HEAD + (
        "2026-03-01,Resting HR,Measurement,0 \n2026-03-01,PacePoints,Measurement,0.0 \n"
        "2026-03-01,HRV,Measurement,49 \n2026-03-01,Fatigue,General,0 \n"
    )
    assert factors(read(content.encode(), "v.csv")) == {"hrv_rmssd": [49], "Fatigue": [0]}


def test_all_of_the_category_pain_are_asked_first_and_any_symptom_can_be_it():
    content = (
        HEAD + "2026-03-01,Migraine,Pain,1 \n2026-03-01,Tinnitus,Sensory,2 \n2026-03-01,Joints,Pain,3 \n"
    )
    asked = read(content.encode(), "v.csv").questions
    assert [one.options for one in asked] == [("Migraine", "Joints", "Tinnitus", "none")]
    assert read(content.encode(), "v.csv", {"pain_symptom": "Joints"}).days["pain_avg"].tolist() == [10]


def test_a_month_without_the_pain_asks_nothing():
    content = HEAD + "2026-03-01,Fatigue,General,1 \n"
    assert not read(content.encode(), "v.csv", {"pain_symptom": "Joints"}).questions


def test_a_step_beyond_three_is_rejected_and_no_pain():
    content = HEAD + "2026-03-01,Joints,Pain,7 \n2026-03-02,Joints,Pain,1 \n"
    found = read(content.encode(), "v.csv", {"pain_symptom": "Joints"})
    assert [(one.row, one.value) for one in found.rejections] == [(2, "7")]
    assert found.days["pain_avg"].round(2).tolist() == [3.33]


def test_notes_are_text_and_capacity_and_sleep_have_scales_of_their_own():
    content = HEAD + (
        "2026-03-01,Note,Note,müder Tag \n2026-03-01,Using the toilet,Funcap_hygiene,6 \n2026-03-01,Sleep,Sleep,2 \n"
    )
    found = read(content.encode(), "v.csv")
    assert found.days["note"].tolist() == ["müder Tag"]
    assert found.days["sleep_hours"].isna().all()
    assert factors(found) == {"Sleep": [2], "Using the toilet": [6]}
    assert not found.rejections


def test_a_further_column_and_a_spreadsheet():
    content = (
        "observation_date;tracker_name;tracker_category;observation_value ;baseline\n"
        "01.03.2026;Übelkeit;Gastrointestinal;1,5;0\n"
    )
    found = read(content.encode("cp1252"), "v.csv")
    assert found.source == "visible"
    assert factors(found) == {"Übelkeit": [1.5]}


def test_a_quote_that_is_never_closed_swallows_no_rows():
    content = HEAD + '2026-03-01,Note,Note,"5 Minuten gegangen \n2026-03-02,Fatigue,General,1 \n'
    found = read(content.encode(), "v.csv")
    assert factors(found) == {"Fatigue": [1]}
    assert found.days["note"].tolist() == ["5 Minuten gegangen"]


def test_a_quote_inside_a_cell_is_a_sign_like_others():
    content = HEAD + '2026-03-01,Note,Note,Band 5" breit \n2026-03-02,Note,Note,"a, b" \n'
    assert read(content.encode(), "v.csv").days["note"].tolist() == ['Band 5" breit', "a, b"]
