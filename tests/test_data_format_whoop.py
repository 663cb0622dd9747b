"""WHOOP cycles, built from the documented headers; values invented."""

from data.ingest import read

HEADER = (
    "Cycle start time,Cycle end time,Cycle timezone,Recovery score %,Resting heart rate (bpm),"
    "Heart rate variability (ms),Asleep duration (min),Sleep onset,Wake onset"
)
ROWS = """\
2026-03-28 23:40:00,2026-03-29 23:10:00,UTC+02:00,61,55,48.5,421,2026-03-28 23:40:00,2026-03-29 07:55:00
2026-03-29 23:10:00,,UTC+02:00,,,,,,
2026-03-30 00:20:00,2026-03-31 00:10:00,UTC+02:00,70,x,50,450,2026-03-30 00:20:00,2026-03-30 08:05:00
"""


def found():
    return read(f"{HEADER}\n{ROWS}".encode(), "physiological_cycles.csv")


def test_a_cycle_belongs_to_the_day_of_waking():
    days = found().days
    assert [str(one.date()) for one in days["date"]] == ["2026-03-29", "2026-03-30"]
    assert days["sleep_hours"].round(4).tolist() == [7.0167, 7.5]
    assert set(days["source"]) == {"sensed"}


def test_the_running_cycle_gives_nothing_and_no_error():
    assert [(one.row, one.column, one.value) for one in found().rejections] == [
        (4, "Resting heart rate (bpm)", "x")
    ]


def test_hrv_is_rmssd():
    factors = found().factors
    assert factors.loc[factors["name"] == "hrv_rmssd", "value"].tolist() == [48.5, 50]
    assert found().formats == ("WHOOP",)


def test_the_strain_of_a_running_cycle_is_not_that_of_a_day():
    header = "Cycle start time,Cycle end time,Cycle timezone,Day Strain,Wake onset"
    rows = "2026-03-28 23:00:00,2026-03-29 23:00:00,UTC+02:00,9.5,2026-03-29 07:00:00\n2026-03-29 23:00:00,,UTC+02:00,0.4,\n"
    assert read(f"{header}\n{rows}".encode(), "physiological_cycles.csv").factors["value"].tolist() == [9.5]
