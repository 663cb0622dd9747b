"""Sleep Cycle, built from both known headers; values invented."""

from data.ingest import read

OLD = """\
Start;End;Sleep quality;Time in bed;Wake up;Sleep Notes;Heart rate;Activity (steps)
2026-03-28 23:10:00;2026-03-29 07:10:00;81%;7:00;;Kaffee;58;5400
2026-03-29 23:10:00;2026-03-30 07:10:00;viel;8:00;;;0;0
"""
NEW = """\
Went to bed;Woke up;Sleep Quality;Regularity;Steps;Time in bed (seconds);Time asleep (seconds)
2026-03-28 23:10:00;2026-03-29 07:10:00;81%;70%;5400;28800.0;25200.0
"""


def test_time_in_bed_is_no_sleep_and_steps_are_of_the_day_before():
    found = read(OLD.encode(), "sleepdata.csv")
    assert found.days["sleep_hours"].isna().all()
    steps = found.days[found.days["steps"].notna()]
    assert [str(one.date()) for one in steps["date"]] == ["2026-03-28"]
    by_name = found.factors.groupby("name")["value"].apply(list).to_dict()
    assert by_name == {"avg_hr": [58], "sleep_score": [81], "time_in_bed_h": [7, 8]}
    assert [one.value for one in found.rejections] == ["viel"]


def test_time_asleep_fills_the_hours():
    found = read(NEW.encode(), "sleepdata.csv")
    assert found.days["sleep_hours"].dropna().tolist() == [7]
