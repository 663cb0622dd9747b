"""Track & Graph, built from the documented header; values invented."""

from data.ingest import read

HEAD = "FeatureName,Timestamp,Value,Label,Note\n"
OLD = "FeatureName,Timestamp,Value,Note\n"
PAIN = {"pain_symptom": "Rücken Schmerz"}


def point(name, moment, value, label="", note=""):
    return f"{name},{moment},{value},{label},{note}\n"


def factors(found):
    return found.factors.groupby("name")["value"].apply(list).to_dict()


def test_trackers_are_apart_and_the_pain_is_asked():
    content = HEAD + (
        point("Rücken Schmerz", "2026-03-01T21:30:41.432+01:00", 7, note="Regen")
        + point("Rücken Schmerz", "2026-03-01T08:30:41+01:00", 5.0)
        + point("Schlaf", "2026-03-01T07:30:41.432+01:00", "7:15:00")
    )
    found = read(content.encode(), "tg.csv")
    assert found.source == "track_and_graph"
    assert found.questions[0].options == ("Rücken Schmerz", "none")
    told = read(content.encode(), "tg.csv", PAIN)
    assert told.days[["pain_avg", "pain_worst"]].to_numpy().tolist() == [[6, 7]]
    assert told.days["note"].tolist() == ["Rücken Schmerz: Regen"]
    assert factors(told) == {"Schlaf": [7.25]}


def test_low_ratings_leave_the_scale_open():
    content = (HEAD + point("Rücken Schmerz", "2026-03-01T21:30:41+01:00", 3)).encode()
    assert [one.key for one in read(content, "tg.csv", PAIN).questions] == ["scale:Rücken Schmerz"]
    told = PAIN | {"scale:Rücken Schmerz": "0-5"}
    assert read(content, "tg.csv", told).days["pain_avg"].tolist() == [6]


def test_the_clock_is_local_as_it_stands():
    content = (
        HEAD + point("A", "2026-03-02T00:10:00.000+01:00", 4) + point("A", "2026-03-03T23:50:00.000-05:00", 6)
    )
    days = read(content.encode(), "tg.csv").factors["date"]
    assert [str(one.date()) for one in days] == ["2026-03-02", "2026-03-03"]


def test_universal_time_alone_asks_for_the_zone():
    content = (HEAD + point("A", "2026-03-01T23:30:00Z", 4)).encode()
    assert [one.key for one in read(content, "tg.csv").questions] == ["time_zone"]
    found = read(content, "tg.csv", {"time_zone": "Europe/Berlin"})
    assert [str(one.date()) for one in found.factors["date"]] == ["2026-03-02"]


def test_ticks_and_lengths_are_summed_and_values_averaged():
    moment = "2026-03-01T21:30:41+01:00"
    content = HEAD + "".join(
        point(name, moment, value)
        for name, value in (("T", 1), ("T", "1.0"), ("L", "0:30:00"), ("L", "1:00:00"), ("V", 2), ("V", 5))
    )
    assert factors(read(content.encode(), "tg.csv")) == {"T": [2], "L": [1.5], "V": [3.5]}


def test_the_older_file_has_labels_behind_its_values():
    content = (
        OLD + "C,2026-03-01T00:13:27.182+01:00,3.0:Label 1,\nD,2026-03-01T11:07:28+01:00,1:30:00:x,so: gut\n"
    )
    found = read(content.encode(), "tg.csv")
    assert factors(found) == {"C": [3], "D": [1.5]}
    assert found.days["note"].tolist() == ["D: so: gut"]


def test_a_tracker_named_like_a_field_is_no_rating_and_bad_cells_are_rejected():
    moment = "2026-03-01T21:30:41+01:00"
    content = HEAD + point("stress", moment, 3) + point("A", moment, "viel") + point("A", "gestern", 3)
    found = read(content.encode(), "tg.csv")
    assert found.days.empty
    assert factors(found) == {"Stress": [3]}
    assert sorted((one.row, one.column) for one in found.rejections) == [(3, "Value"), (4, "Timestamp")]
