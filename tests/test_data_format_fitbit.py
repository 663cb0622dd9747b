"""Fitbit, built from the documented fields and headers; values invented."""

import io
import json
import zipfile

import pytest

from data.ingest import read

SCORE = (
    "sleep_log_entry_id,timestamp,overall_score,composition_score,revitalization_score,duration_score,deep_sleep_in_minutes,"
    "resting_heart_rate,restlessness\n1,2026-03-28T23:30:00Z,81,20,20,41,60,55,0.1\n2,2026-03-30T06:30:00Z,-1,,,,0,0,0.1\n"
)
NIGHTS = [
    {"logId": 1, "dateOfSleep": "2026-03-29", "minutesAsleep": 420, "mainSleep": True, "type": "stages",
     "levels": {"summary": {"deep": {"minutes": 60}, "rem": {"minutes": 90}, "light": {"minutes": 270}}}},
    {"logId": 2, "dateOfSleep": "2026-03-29", "minutesAsleep": 30, "mainSleep": False, "type": "classic"},
    {"logId": 1, "dateOfSleep": "2026-03-29", "minutesAsleep": 420, "mainSleep": True},
    {"logId": 3, "dateOfSleep": "gestern", "minutesAsleep": 420, "mainSleep": True},
]  # fmt: skip
STEPS = [{"dateTime": f"03/29/26 20:{minute:02d}:00", "value": "50"} for minute in range(10)] + [
    {"dateTime": "03/30/26 00:00:00", "value": "0"}
]
ZONE = {"time_zone": "Europe/Berlin"}


def by_day(found, field):
    known = found.days[found.days[field].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known[field], strict=True))


def takeout():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        base = "Takeout/Fitbit/Global Export Data/"
        made.writestr(base + "sleep-2026-03-01.json", json.dumps(NIGHTS))
        made.writestr(base + "steps-2026-03-01.json", json.dumps(STEPS))
        made.writestr(base + "steps-2026-03-29.json", json.dumps(STEPS[5:]))
        made.writestr("Takeout/Fitbit/Sleep Score/sleep_score.csv", SCORE)
        made.writestr(
            "Takeout/Fitbit/Stress Score/Stress Score.csv",
            "DATE,UPDATED_AT,STRESS_SCORE,STATUS\n2026-03-29T00:00:00,x,78,READY\n2026-03-30T00:00:00,x,0,NO_DATA\n",
        )
    return out.getvalue()


def test_takeout_asks_for_the_zone_of_its_utc_clocks():
    assert [one.key for one in read(takeout(), "takeout.zip").questions] == ["time_zone"]


def test_main_sleeps_only_and_each_once():
    found = read(takeout(), "takeout.zip", ZONE)
    assert by_day(found, "sleep_hours") == {"2026-03-29": 7}
    assert [one.value for one in found.rejections] == ["gestern"]


def test_overlapping_files_count_each_minute_once_and_no_step_is_no_measurement():
    assert by_day(read(takeout(), "takeout.zip", ZONE), "steps") == {"2026-03-29": 500}


def test_utc_clocks_become_local_days_and_minus_one_is_missing():
    factors = read(takeout(), "takeout.zip", ZONE).factors
    scores = factors[factors["name"] == "sleep_score"]
    assert [str(one.date()) for one in scores["date"]] == ["2026-03-29"]
    assert scores["value"].tolist() == [81]
    assert factors.loc[factors["name"] == "stress_score", "value"].tolist() == [78]
    assert factors.loc[factors["name"] == "resting_hr", "value"].tolist() == [55]


@pytest.mark.parametrize(
    ("header", "steps", "date"),
    [
        (
            "Activities\nDate,Calories Burned,Steps,Distance,Minutes Fairly Active,Minutes Very Active",
            "10,234",
            "2026-03-29",
        ),
        (
            "Aktivitäten\nDatum,Verbrannte Kalorien,Schritte,Strecke,Minuten mit ziemlicher Aktivität,Minuten mit sehr viel Aktivität",
            "10.234",
            "29-03-2026",
        ),
        (
            "Activités\nDate,Calories brûlées,Pas,Distance,Minutes d'activité modérée,Minutes d'activité intense",
            "10\u202f234",
            "29/03/2026",
        ),
    ],
)
def test_monthly_numbers_in_three_languages(header, steps, date):
    content = f'{header}\n"{date}","2.100","{steps}","7,1","20","15"\n'
    found = read(content.encode(), "fitbit_export.csv")
    assert by_day(found, "steps") == {"2026-03-29": 10234}
    assert by_day(found, "activity_min") == {"2026-03-29": 35}


def test_monthly_sleep_section_belongs_to_the_day_of_waking():
    content = "Sleep\nStart Time,End Time,Minutes Asleep,Minutes Awake\n2026-03-28 11:10PM,2026-03-29 7:00AM,420,30\n"
    assert by_day(read(content.encode(), "fitbit.csv"), "sleep_hours") == {"2026-03-29": 7}


def test_the_day_of_the_hrv_summary_is_not_shifted_by_a_zone():
    content = b"timestamp,rmssd,nremhr,entropy\n2026-03-29T00:00:00,41,55,2.5\n"
    found = read(content, "hrv.csv", {"time_zone": "America/New_York"})
    assert list(found.questions) == []
    assert [str(one.date()) for one in found.factors["date"]] == ["2026-03-29"]


def test_hrv_before_midnight_belongs_to_the_night_one_wakes_up_from():
    content = b"timestamp,rmssd,coverage,low_frequency,high_frequency\n2026-03-28T23:30:00,20,0.9,1,1\n2026-03-29T05:30:00,60,0.9,1,1\n"
    factors = read(content, "hrv.csv").factors
    assert [
        (str(day.date()), value) for day, value in zip(factors["date"], factors["value"], strict=True)
    ] == [("2026-03-29", 40)]


def test_user_sleeps_carry_their_offset_and_their_longest_counts():
    content = (
        "sleep_id,sleep_type,minutes_in_sleep_period,minutes_asleep,start_utc_offset,sleep_start,end_utc_offset,sleep_end\n"
        "1,STAGES,480,420,+01:00,2026-03-28T14:00:00Z,+02:00,2026-03-28T22:30:00Z\n"
        "2,CLASSIC,40,30,+02:00,2026-03-29T12:00:00Z,+02:00,2026-03-29T12:40:00Z\n"
        "3,STAGES,480,400,+02:00,2026-03-29T22:00:00Z,somewhere,2026-03-30T06:00:00Z\n"
    )
    found = read(content.encode(), "UserSleeps_2026-03-29.csv")
    assert by_day(found, "sleep_hours") == {"2026-03-29": 7}
    assert [(one.row, one.value) for one in found.rejections] == [(4, "somewhere")]


def test_monthly_cells_that_are_no_number_are_rejected_and_an_empty_day_ends_no_section():
    content = "Activities\nDate,Calories Burned,Steps\n2026-03-28,1,viele\n2026-03-29,,\n2026-03-30,1,5000\n2026-03-31,1,6000\n"
    found = read(content.encode(), "fitbit.csv")
    assert by_day(found, "steps") == {"2026-03-30": 5000, "2026-03-31": 6000}
    assert [(one.row, one.column, one.value) for one in found.rejections] == [(3, "Steps", "viele")]
