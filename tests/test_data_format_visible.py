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
