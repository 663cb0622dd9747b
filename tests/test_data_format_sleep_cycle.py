"""Sleep Cycle, built from the three documented headers; values invented."""

import pytest

from data.errors import UnreadableFile
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


# ------------------------------------------------------------------ further headers and columns

MIDDLE = (
    "Start;End;Sleep Quality;Regularity;Mood;Heart rate (bpm);Steps;Alarm mode;Air Pressure (Pa);City;"
    "Movements per hour;Time in bed (seconds);Time asleep (seconds);Time before sleep (seconds);Window start;"
    "Window stop;Did snore;Snore time;Weather temperature (°C);Weather type;Notes\n"
)
STAGES = (
    "Start;End;Sleep Quality;Regularity;Awake (seconds);Dream (seconds);Light (seconds);Deep (seconds);Mood;Steps;"
    "Time in bed (seconds);Time asleep (seconds);Notes\n"
)


def middle(start, end, asleep, score="70%", steps=0, note=""):
    rest = f";{asleep};100;;;true;0.0;3.0;Rain;{note}"
    return f"{start}:00;{end}:00;{score};—;;0;{steps};Normal;100.8;;17.0;{float(asleep) + 600}{rest}\n"


def days(found, field):
    known = found.days[found.days[field].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known[field], strict=True))


def factors(found):
    return found.factors.groupby("name")["value"].apply(list).to_dict()


def test_the_middle_header_with_its_dash_and_zeros():
    content = MIDDLE + middle("2026-03-01 23:00", "2026-03-02 07:00", 25200.0, note="Tee:Sport")
    found = read(content.encode(), "sleepdata.csv")
    assert found.source == "sleep_cycle"
    assert days(found, "sleep_hours") == {"2026-03-02": 7}
    assert days(found, "note") == {"2026-03-02": "Tee:Sport"}
    assert found.days["steps"].isna().all()
    assert "avg_hr" not in factors(found)
    assert not found.rejections


def test_stages_are_hours_of_the_night():
    content = (
        STAGES + "2026-03-01 22:30:00;2026-03-02 06:30:00;82%;75%;1800;3600;10800;7200;;0;28800;21600;\n"
    )
    found = factors(read(content.encode(), "sleepdata.csv"))
    assert {name: found[f"sleep_{name}_h"] for name in ("awake", "rem", "light", "deep")} == {
        "awake": [0.5],
        "rem": [1],
        "light": [3],
        "deep": [2],
    }


def test_rows_that_end_early_and_a_header_without_a_space():
    content = (
        "Start;End;Sleep Quality;Regularity;Mood;Steps;Time in bed(seconds);Notes\n"
        "2026-03-01 22:30:00;2026-03-02 06:30:00;82%;75%;;0;28800\n"
    )
    assert factors(read(content.encode(), "sleepdata.csv"))["time_in_bed_h"] == [8]


# ------------------------------------------------------------------ what is a night


def test_a_night_in_pieces_is_their_sum_and_the_score_of_the_longest():
    content = MIDDLE + (
        middle("2026-03-01 22:40", "2026-03-02 01:50", 10800, "34%")
        + middle("2026-03-02 03:20", "2026-03-02 07:00", 12600, "48%")
    )
    found = read(content.encode(), "sleepdata.csv")
    assert days(found, "sleep_hours") == {"2026-03-02": 6.5}
    assert factors(found)["sleep_score"] == [48]


def test_copies_count_once():
    one = middle("2026-03-01 23:00", "2026-03-02 07:00", 25200)
    other = middle("2026-03-01 23:30", "2026-03-02 06:50", 21600)
    assert days(read((MIDDLE + one + one + other).encode(), "s.csv"), "sleep_hours") == {"2026-03-02": 7}


def test_a_record_without_sleep_is_a_mistake():
    content = MIDDLE + (
        middle("2026-03-01 22:57", "2026-03-01 23:40", 0, "8%", note="Versehen")
        + middle("2026-03-02 23:00", "2026-03-03 07:00", 25200, "90%")
    )
    found = read(content.encode(), "sleepdata.csv")
    assert factors(found)["sleep_score"] == [90]
    assert list(days(found, "sleep_hours")) == ["2026-03-03"]


def test_a_nap_is_no_night_and_its_steps_are_not_those_of_a_day():
    content = MIDDLE + middle("2026-03-01 13:00", "2026-03-01 14:10", 3600, "19%", steps=564)
    found = read(content.encode(), "sleepdata.csv")
    assert found.days.empty
    assert factors(found) == {"nap_h": [1]}


def test_a_night_after_midnight_and_one_that_ends_at_noon():
    content = MIDDLE + (
        middle("2026-03-02 01:30", "2026-03-02 09:30", 25200, steps=8000)
        + middle("2026-03-03 06:10", "2026-03-03 13:00", 21600)
    )
    found = read(content.encode(), "sleepdata.csv")
    assert days(found, "sleep_hours") == {"2026-03-02": 7, "2026-03-03": 6}
    assert days(found, "steps") == {"2026-03-01": 8000}


def test_no_score_is_not_the_worst_score():
    content = MIDDLE + middle("2026-03-01 23:00", "2026-03-02 07:00", 25200, "0%")
    assert "sleep_score" not in factors(read(content.encode(), "sleepdata.csv"))


def test_an_end_before_the_start_is_rejected():
    content = MIDDLE + (
        middle("2026-03-01 23:00", "2026-03-01 07:00", 25200)
        + middle("2026-03-02 23:00", "2026-03-03 07:00", 25200)
    )
    found = read(content.encode(), "sleepdata.csv")
    assert [(one.row, one.reason.value) for one in found.rejections] == [(2, "out_of_range")]
    assert list(days(found, "sleep_hours")) == ["2026-03-03"]


def test_saved_again_by_a_spreadsheet():
    content = (
        "Start,End,Sleep quality,Time in bed,Wake up,Sleep Notes\n"
        "01.03.2026 23:10,02.03.2026 07:10,81%,08:00:00,:),Kaffee\n"
    )
    found = read(content.encode(), "sleepdata.csv")
    assert found.source == "sleep_cycle"
    assert factors(found) == {"sleep_score": [81], "time_in_bed_h": [8]}
    assert days(found, "note") == {"2026-03-02": "Kaffee"}


def test_only_a_header_is_said():
    with pytest.raises(UnreadableFile) as raised:
        read(MIDDLE.encode(), "sleepdata.csv")
    assert raised.value.code == "no_rows"
