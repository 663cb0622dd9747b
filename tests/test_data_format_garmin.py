"""Garmin Connect, built from the documented headers; values invented."""

import io
import json
import zipfile

import pytest

from data.errors import Cancelled, UnreadableFile
from data.ingest import read

ENGLISH = """\
Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Steps,Moving Time,Elapsed Time,Min Elevation
Walking,2026-04-18 23:03:35,false,"Walk","2.81","1,024",00:35:00,98,"3,410",00:30:00,00:36:00,'-9
Strength,2026-04-18 10:03:35,false,"Gym",--,120,00:20:00,98,--,00:20:00,00:20:00,--
Walking,2026-04-19 10:03:35,false,"Walk",--,120,--,98,--,kurz,00:20:00,--
"""
GERMAN = """\
Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,Ø HF,Max. HF,Schritte,Zeit in Bewegung,Verstrichene Zeit
Gehen,2026-04-18 10:03:35,false,"Gehen","7,00","1.024",01:10:00,98,120,"3.410",01:00:00,01:12:00
"""
AMERICAN = "Activity Type,Date,Favorite,Title,Time\nWalking,6/26/2026 6:04 AM,false,W,31:30\n"
OPEN = "Activity Type,Date,Favorite,Title,Time\nWalking,6/7/2026 6:04 AM,false,W,31:30\n"
NIGHTS = """\
Sleep Score 4 Weeks,Score,Resting Heart Rate,Body Battery,Pulse Ox,Respiration,HRV Status,Quality,Duration,Sleep Need,Bedtime,Wake Time
"Jun 26, 2026",81,54,60,--,13.2,Balanced,Good,7h 55min,8h 0min,11:31 PM,7:26 AM
2026-06-25,--,--,--,--,--,--,--,--,--,--,--
2026-06-24,70,55,50,--,13,Low,Fair,6h,8h 0min,12:31 AM,7:26 AM
"""


def by_day(found, field):
    known = found.days[found.days[field].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known[field], strict=True))


def test_activities_of_a_day_add_up_by_their_moving_time():
    found = read(ENGLISH.encode(), "Activities.csv")
    assert by_day(found, "activity_min") == {"2026-04-18": 50}
    assert found.factors["value"].tolist() == [2]
    assert [(one.row, one.value) for one in found.rejections] == [(4, "kurz")]


def test_german_headers():
    assert by_day(read(GERMAN.encode("utf-8-sig"), "Activities.csv"), "activity_min") == {"2026-04-18": 60}


def test_american_dates_and_minutes_with_seconds():
    assert by_day(read(AMERICAN.encode(), "Activities.csv"), "activity_min") == {"2026-06-26": 31.5}


def test_an_open_order_of_day_and_month_is_asked():
    assert [one.key for one in read(OPEN.encode(), "Activities.csv").questions] == ["date_order"]
    assert by_day(read(OPEN.encode(), "Activities.csv", {"date_order": "mdy"}), "activity_min") == {
        "2026-06-07": 31.5
    }


def test_the_first_column_of_sleep_is_the_date_whatever_its_header():
    found = read(NIGHTS.encode(), "Sleep.csv")
    assert {day: round(hours, 3) for day, hours in by_day(found, "sleep_hours").items()} == {
        "2026-06-26": 7.917,
        "2026-06-24": 6,
    }
    assert found.factors.groupby("name")["value"].apply(list)["sleep_score"] == [70, 81]
    assert list(found.rejections) == []


def test_nights_without_a_year_are_asked_for_it():
    content = NIGHTS.replace('"Jun 26, 2026"', "Jun 26").encode()
    assert [one.key for one in read(content, "Sleep.csv").questions] == ["year"]
    assert "2026-06-26" in by_day(read(content, "Sleep.csv", {"year": "2026"}), "sleep_hours")


def test_averages_of_weeks_are_no_days():
    content = b"Date,Avg Score,Avg Quality,Avg Duration,Avg Bedtime,Avg Wake Time\nNov 1-7,80,Good,7h 2min,x,x\n2026-11-08,80,Good,7h,x,x\n"
    found = read(content, "Sleep.csv")
    assert by_day(found, "sleep_hours") == {"2026-11-08": 7}
    assert [one.value for one in found.rejections] == ["Nov 1-7"]


@pytest.mark.parametrize("damaged", [False, True])
def test_the_files_of_the_gdpr_export(damaged):
    days = [
        {"calendarDate": "2026-03-01", "totalSteps": 5000, "restingHeartRate": 55},
        {"calendarDate": "2026-03-02"},
    ]
    nights = [
        {
            "calendarDate": "2026-03-01",
            "deepSleepSeconds": 3600,
            "lightSleepSeconds": 14400,
            "remSleepSeconds": 5400,
        }
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("DI_CONNECT/DI-Connect-Aggregator/UDSFile_1.json", json.dumps(days))
        made.writestr(
            "DI_CONNECT/DI-Connect-Wellness/x_sleepData.json", json.dumps(nights)[: 90 if damaged else None]
        )
    found = read(out.getvalue(), "garmin.zip")
    assert by_day(found, "steps") == {"2026-03-01": 5000}
    assert by_day(found, "sleep_hours") == ({} if damaged else {"2026-03-01": 6.5})
    assert bool(list(found.rejections)) == damaged


HEAD = "Activity Type,Date,Favorite,Title,Time,Moving Time\n"


@pytest.mark.parametrize("moving", ["--", "00:00:00"])
def test_strength_training_without_moving_time_counts_by_its_time(moving):
    rows = f"Walking,2026-04-18 23:03:35,false,W,00:35:00,00:30:00\nStrength,2026-04-18 10:03:35,false,G,00:45:00,{moving}\n"
    assert by_day(read((HEAD + rows).encode(), "Activities.csv"), "activity_min") == {"2026-04-18": 75}


def test_a_day_with_a_length_that_cannot_be_read_has_no_sum():
    rows = "Walking,2026-04-18 23:03:35,false,W,00:35:00,00:30:00\nWalking,2026-04-18 10:03:35,false,W,00:45:00,lang\n"
    rows += "Walking,2026-04-19 10:03:35,false,W,00:45:00,00:40:00\n"
    found = read((HEAD + rows).encode(), "Activities.csv")
    assert by_day(found, "activity_min") == {"2026-04-19": 40}
    assert [one.value for one in found.rejections] == ["lang"]


@pytest.mark.parametrize(
    ("first", "second", "year"), [("Jan 2", "Dec 30", "2026"), ("Dec 30", "Jan 2", "2025")]
)
def test_nights_over_new_year_lie_in_two_years(first, second, year):
    head, *_ = NIGHTS.splitlines()
    row = ",80,50,60,--,13,Low,Fair,7h 0min,8h 0min,x,x"
    found = read(f"{head}\n{first}{row}\n{second}{row}\n".encode(), "Sleep.csv", {"year": year})
    assert list(by_day(found, "sleep_hours")) == ["2025-12-30", "2026-01-02"]


def test_days_without_the_watch_are_missing_not_zero():
    days = [
        {"calendarDate": "2026-03-01", "totalSteps": 0, "restingHeartRate": 0, "moderateIntensityMinutes": 0},
        {"totalSteps": 9},
        {"calendarDate": "2026-03-02", "totalSteps": "viele"},
        {"calendarDate": "2026-03-03", "totalSteps": 7},
    ]
    found = read(json.dumps(days).encode(), "UDSFile_1.json")
    assert by_day(found, "steps") == {"2026-03-03": 7}
    assert found.factors.empty
    assert [(one.row, one.column) for one in found.rejections] == [(2, "calendarDate"), (3, "totalSteps")]


@pytest.mark.parametrize(
    "night", [{"deepSleepSeconds": 3600}, {"deepSleepSeconds": 0, "lightSleepSeconds": 0}]
)
def test_a_night_without_its_stages_has_no_length(night):
    nights = [
        {"calendarDate": "2026-03-01", **night},
        {"calendarDate": "2026-03-02", "deepSleepSeconds": 3600, "lightSleepSeconds": 7200},
    ]
    found = read(json.dumps(nights).encode(), "x_sleepData.json")
    assert by_day(found, "sleep_hours") == {"2026-03-02": 3}


# ------------------------------------------------------------------ further builds


def factor(found, name):
    part = found.factors[found.factors["name"] == name]
    return dict(zip(part["date"].dt.strftime("%Y-%m-%d"), part["value"].round(4), strict=True))


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            made.writestr(f"DI_CONNECT/x/{name}.json", json.dumps(content))
    return out.getvalue()


LONG = "Activity Type,Date,Favorite,Title,Time,Moving Time,Elapsed Time\n"


def test_a_multisport_exercise_and_its_parts_count_once():
    rows = (
        "Multisport,2026-04-18 10:00:00,false,M,01:00:00,00:55:00,01:00:00\n"
        "Cycling,2026-04-18 10:00:00,false,M,00:40:00,00:38:00,00:40:00\n"
        "Running,2026-04-18 10:40:00,false,M,00:20:00,00:17:00,00:20:00\n"
        "Walking,2026-04-18 11:00:20,false,W,00:10:00,00:10:00,00:10:00\n"
    )
    found = read((LONG + rows).encode(), "Activities.csv")
    assert by_day(found, "activity_min") == {"2026-04-18": 65}
    assert factor(found, "workouts") == {"2026-04-18": 2}


def test_activities_one_after_another_without_seconds_are_two():
    head = "Activity Type,Date,Favorite,Title,Time\n"
    rows = "Walking,6/26/2026 6:04 AM,false,W,00:30:50\nWalking,6/26/2026 6:34 AM,false,W,00:10:00\n"
    assert {
        k: round(v, 2)
        for k, v in by_day(read((head + rows).encode(), "Activities.csv"), "activity_min").items()
    } == {"2026-06-26": 40.83}


def test_activities_saved_again_by_a_german_spreadsheet():
    content = (
        GERMAN.replace(",", ";").replace('"7;00"', "7,00").replace("2026-04-18 10:03:35", "18.04.2026 10:03")
    )
    found = read(content.encode("cp1252"), "Activities.csv")
    assert found.formats == ("Garmin Connect",)
    assert by_day(found, "activity_min") == {"2026-04-18": 60}


@pytest.mark.parametrize(
    "content",
    [
        b"Activity Type,Date,Favorite,Title\nWalking,2026-04-18 10:03:35,false,W\n",
        b"Sleep Score 7 Days,Score,Resting Heart Rate\n2026-04-18,80,55\n",
    ],
)
def test_a_table_without_any_length_raises_no_surprise(content):
    with pytest.raises(UnreadableFile) as caught:
        read(content, "Garmin.csv")
    assert caught.value.code == "no_rows"


ONE = """\
Sleep Score 1 Day,
Date,2026-04-15
Sleep Duration,8h 35m
Sleep Score,87
Quality,Good

Sleep Score Factors,
Sleep Duration,8h 35m
Deep Sleep Duration,1h 3m
Awake Time,11m

Sleep Timeline Metrics,
Breathing Variations,--
Resting Heart Rate,45 bpm
Avg Respiration,--
Avg Overnight HRV,viel ms
"""


def test_the_file_of_a_single_night_is_a_list_of_names_and_values():
    found = read(ONE.encode(), "Sleep.csv")
    assert found.formats == ("Garmin Connect",)
    assert by_day(found, "sleep_hours") == {"2026-04-15": 8.583333333333334}
    assert factor(found, "sleep_score") == {"2026-04-15": 87}
    assert factor(found, "resting_hr") == {"2026-04-15": 45}
    assert factor(found, "sleep_awake_h") == {"2026-04-15": 0.1833}
    assert "respiration" not in set(found.factors["name"])
    assert [(one.row, one.value) for one in found.rejections] == [(16, "viel ms")]


def test_of_overlapping_files_the_newer_one_leads():
    older = [
        {"calendarDate": "2026-01-15", "deepSleepSeconds": 3600, "lightSleepSeconds": 3600},
        {"retro": False},
    ]
    newer = [{"calendarDate": "2026-01-15", "deepSleepSeconds": 7200, "lightSleepSeconds": 18000}]
    content = zipped(**{
        "2025-10-01_2026-01-15_1_sleepData": older, "2026-01-14_2026-04-01_1_sleepData": newer,
    })  # fmt: skip
    found = read(content, "garmin.zip")
    assert by_day(found, "sleep_hours") == {"2026-01-15": 7}
    assert list(found.rejections) == []


def test_what_lies_a_level_deeper_and_marks_below_zero():
    days = [
        {"calendarDate": {"date": "2026-03-01T00:00:00.0"}, "totalSteps": 5000, "restingHeartRate": 55,
         "moderateIntensityMinutes": 10,
         "allDayStress": {"aggregatorList": [{"type": "AWAKE", "averageStressLevel": 60},
                                             {"type": "TOTAL", "averageStressLevel": 31}]}},
        {"calendarDate": "2026-03-02", "totalSteps": 6000, "moderateIntensityMinutes": 0, "vigorousIntensityMinutes": 0,
         "allDayStress": {"aggregatorList": [{"type": "TOTAL", "averageStressLevel": -2}]}},
    ]  # fmt: skip
    nights = [
        {"calendarDate": "2026-03-01", "deepSleepSeconds": 3600, "lightSleepSeconds": 7200,
         "sleepScores": {"overallScore": 81}}
    ]  # fmt: skip
    found = read(zipped(UDSFile_1=days, x_sleepData=nights), "garmin.zip")
    assert by_day(found, "steps") == {"2026-03-01": 5000, "2026-03-02": 6000}
    assert by_day(found, "activity_min") == {"2026-03-02": 0}
    assert factor(found, "stress_score") == {"2026-03-01": 31}
    assert factor(found, "sleep_score") == {"2026-03-01": 81}


def test_exercise_of_the_gdpr_export_is_of_the_local_day():
    def one(start, minutes, **more):
        return {"startTimeLocal": start, "duration": minutes * 60_000.0, **more}

    evening = 1774828800000  # 2026-03-30 00:00 as the clock on the wall
    held = [
        one(evening, 30),
        one(evening + 300_000, 20),
        one(evening - 3_600_000, 40, movingDuration=600_000.0),
    ]
    export = [{"summarizedActivitiesExport": [*held, {"duration": 5.0}, {"startTimeLocal": evening}]}]
    found = read(zipped(x_summarizedActivities=export), "garmin.zip")
    assert by_day(found, "activity_min") == {"2026-03-29": 10, "2026-03-30": 30}
    assert [(one.row, one.column) for one in found.rejections] == [(4, "startTimeLocal"), (5, "duration")]


def test_reading_can_be_stopped():
    def stop(_share):
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        read(ENGLISH.encode(), "Activities.csv", watch=stop)


def test_a_night_of_no_length_is_none():
    head = "Sleep Score 7 Days,Score,Resting Heart Rate,Quality,Duration\n"
    rows = "2026-07-17,85,52,Good,7h 0min\n2026-07-16,0,0,Poor,0h 0min\n"
    found = read((head + rows).encode(), "Sleep.csv")
    assert by_day(found, "sleep_hours") == {"2026-07-17": 7}
    assert factor(found, "sleep_score") == {"2026-07-17": 85}
