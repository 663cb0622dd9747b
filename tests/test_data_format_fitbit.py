"""Fitbit, built from the documented fields and headers; values invented."""

import io
import json
import zipfile

import pytest

from data.errors import Cancelled
from data.ingest import read
from data.ingest.formats import claimed
from data.ingest.source import of_bytes

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


# ------------------------------------------------------------------ JSON


def factor(found, name):
    part = found.factors[found.factors["name"] == name]
    return dict(zip(part["date"].dt.strftime("%Y-%m-%d"), part["value"].round(4), strict=True))


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            base = name.replace("__", "-")
            made.writestr(f"Takeout/Fitbit/Globale Exportdaten/{base}", text)
    return out.getvalue()


def sleep(number, day, start, end, asleep, *, main=True, **stages):
    held = {"levels": {"summary": {name: {"minutes": value} for name, value in stages.items()}}}
    clocks = {"startTime": f"2026-03-{start}:00.000", "endTime": f"2026-03-{end}:30.000"}
    return {"logId": number, "dateOfSleep": day, "minutesAsleep": asleep, "mainSleep": main, **clocks, **held}


def nights(*rows):
    return read(json.dumps(list(rows)).encode(), "sleep-2026-03-01.json")


def test_a_night_in_pieces_is_their_sum_and_a_nap_is_none():
    found = nights(
        sleep(1, "2026-03-11", "10T22:00", "11T02:00", 210, deep=60),
        sleep(2, "2026-03-11", "11T04:00", "11T07:00", 150, main=False, deep=30),
        sleep(3, "2026-03-11", "11T13:00", "11T13:40", 30, main=False),
    )
    assert by_day(found, "sleep_hours") == {"2026-03-11": 6}
    assert factor(found, "sleep_deep_h") == {"2026-03-11": 1.5}
    assert factor(found, "nap_h") == {"2026-03-11": 0.5}


def test_a_night_two_devices_saw_counts_once_and_stages_nobody_told_are_missing():
    found = nights(
        sleep(1, "2026-03-11", "10T22:00", "11T06:00", 420),
        sleep(2, "2026-03-11", "10T22:30", "11T05:30", 390),
    )
    assert by_day(found, "sleep_hours") == {"2026-03-11": 7}
    assert set(found.factors["name"]) == set()


@pytest.mark.parametrize(("asleep", "count"), [("lang", 1), (True, 1), (0, 0), (-1, 0), (10**30, 1)])
def test_a_length_that_is_none_is_no_night(asleep, count):
    found = nights(
        sleep(1, "2026-03-11", "10T22:00", "11T06:00", 420),
        sleep(2, "2026-03-12", "11T22:00", "12T06:00", asleep),
    )
    assert by_day(found, "sleep_hours") == {"2026-03-11": 7}
    assert len(found.rejections) == count


def test_resting_pulse_active_minutes_and_exercise():
    def days(*values):
        return [{"dateTime": f"03/{10 + at}/26 00:00:00", "value": one} for at, one in enumerate(values)]

    found = read(
        zipped(
            **{
                "resting_heart_rate__2026-03-01.json": days(
                    {"date": "03/10/26", "value": 57.4, "error": 6}, {"date": None, "value": 0.0, "error": 0}
                ),
                "moderately_active_minutes__2026-03-01.json": days("20", "0", "5"),
                "very_active_minutes__2026-03-01.json": days("10", "0"),
                "exercise__0.json": [
                    {
                        "logId": 1,
                        "activityName": "Walk",
                        "startTime": "03/10/26 09:00:00",
                        "activeDuration": 600000,
                    },
                    {
                        "logId": 2,
                        "activityName": "Walk",
                        "startTime": "03/12/26 09:00:00",
                        "activeDuration": 2400000,
                    },
                    {
                        "logId": 3,
                        "activityName": "Walk",
                        "startTime": "03/12/26 09:10:00",
                        "activeDuration": 1200000,
                    },
                    {"logId": 4, "activityName": "Walk", "startTime": "neulich", "activeDuration": 1200000},
                ],
            }
        ),
        "takeout.zip",
    )
    assert factor(found, "resting_hr") == {"2026-03-10": 57.4}
    assert by_day(found, "activity_min") == {"2026-03-10": 30, "2026-03-12": 40}
    assert [one.value for one in found.rejections] == ["neulich"]


def test_a_damaged_file_among_many_is_said_and_the_others_count():
    files = {f"steps__2026-03-{day:02d}.json": STEPS for day in range(1, 29)}
    found = read(zipped(**files, **{"steps__2026-04-01.json": '[{"dateTime": "04/01/26 00:0'}), "takeout.zip")
    assert by_day(found, "steps") == {"2026-03-29": 500}
    assert len(found.rejections) == 1


def test_reading_can_be_stopped():
    def stop(share):
        if share > 0:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        read(takeout(), "takeout.zip", ZONE, watch=stop)


# ------------------------------------------------------------------ CSV

MINUTES = (
    "timestamp,steps,data source\n"
    "2026-03-28T23:30:00Z,100,Google Fitbit Air\n"
    "2026-03-29T10:00:00.552Z,900,Google Fitbit Air\n"
    "2026-03-29T10:00:00.552Z,900,Google Fitbit Air\n"
    "2026-03-29T10:00:00Z,950,Phone Health Kit\n"
    "2026-03-29T12:00:00Z,viele,Phone Health Kit\n"
)


def test_of_tracker_and_phone_the_larger_sum_of_the_local_day_counts():
    assert [one.key for one in read(MINUTES.encode(), "steps_2026-03-01.csv").questions] == ["time_zone"]
    found = read(MINUTES.encode(), "steps_2026-03-01.csv", ZONE)
    assert by_day(found, "steps") == {"2026-03-29": 1000}
    assert [one.value for one in found.rejections] == ["viele"]


def test_steps_of_json_lead_and_csv_fills_days_without():
    later = MINUTES + "2026-04-01T10:00:00Z,70,Phone Health Kit\n"
    found = read(
        zipped(**{"steps__2026-03-01.json": STEPS, "steps_2026-03-01.csv": later}), "takeout.zip", ZONE
    )
    assert by_day(found, "steps") == {"2026-03-29": 500, "2026-04-01": 70}


SLEEPS = "sleep_id,sleep_type,minutes_in_sleep_period,minutes_asleep,start_utc_offset,sleep_start,end_utc_offset,sleep_end\n"


def test_user_sleeps_add_up_with_clocks_of_another_style():
    rows = (
        "1,STAGES,300,240,+02:00,2026-04-10 20:00:00+0000,+02:00,2026-04-11 01:00:00+0000\n"
        "2,CLASSIC,200,150,+02:00,2026-04-11 02:30:00+0000,+02:00,2026-04-11 05:30:00+0000\n"
        "3,CLASSIC,200,150,+02:00,2026-04-11 02:40:00+0000,+02:00,2026-04-11 05:20:00+0000\n"
        "4,CLASSIC,40,30,+02:00,2026-04-11 12:00:00+0000,+02:00,2026-04-11 12:40:00+0000\n"
    )
    found = read((SLEEPS + rows).encode(), "UserSleeps_2026-04-01.csv")
    assert by_day(found, "sleep_hours") == {"2026-04-11": 6.5}
    assert factor(found, "nap_h") == {"2026-04-11": 0.5}


def test_an_offset_of_nothing_throughout_is_asked():
    row = "1,STAGES,480,420,+00:00,2026-04-10T10:30:00Z,+00:00,2026-04-10T18:30:00Z\n"
    content = (SLEEPS + row).encode()
    assert [one.key for one in read(content, "UserSleeps_2026.csv").questions] == ["time_zone"]
    found = read(content, "UserSleeps_2026.csv", {"time_zone": "Pacific/Auckland"})
    assert by_day(found, "sleep_hours") == {"2026-04-11": 7}


def test_scores_with_their_offset_and_the_pulse_of_a_day():
    head = (
        "sleep_id,sleep_score_id,data_source,score_utc_offset,score_time,overall_score,resting_heart_rate\n"
    )
    scores = (
        head
        + "1,2,DERIVED,+02:00,2026-04-10T22:30:00Z,85.18,53\n2,3,DERIVED,+02:00,2026-04-12T05:00:00Z,-1,0\n"
    )
    pulse = "timestamp,beats per minute,data source\n2026-04-12T00:00:00Z,57,A\n2026-04-13T00:00:00Z,0,A\n"
    found = read(
        zipped(**{"UserSleepScores_2026.csv": scores, "daily_resting_heart_rate.csv": pulse}), "takeout.zip"
    )
    assert factor(found, "sleep_score") == {"2026-04-11": 85.18}
    assert factor(found, "resting_hr") == {"2026-04-11": 53, "2026-04-12": 57}
    assert claimed(of_bytes(pulse.encode(), "heart_rate_2026-04-01.csv")) is None


def test_tables_without_rows_ask_nothing():
    found = read(
        zipped(**{"steps__2026-03-01.json": STEPS, "sleep_score.csv": SCORE.splitlines()[0]}), "t.zip"
    )
    assert list(found.questions) == []
    assert by_day(found, "steps") == {"2026-03-29": 500}


# ------------------------------------------------------------------ the monthly CSV


def test_monthly_sleep_in_pieces_and_a_nap():
    rows = (
        "2026-03-28 11:00PM,2026-03-29 2:00AM,170,10\n"
        "2026-03-29 3:30AM,2026-03-29 7:00AM,190,20\n"
        "2026-03-29 1:00PM,2026-03-29 1:40PM,30,10\n"
    )
    content = f"Sleep\nStart Time,End Time,Minutes Asleep,Minutes Awake\n{rows}"
    found = read(content.encode(), "fitbit.csv")
    assert by_day(found, "sleep_hours") == {"2026-03-29": 6}
    assert factor(found, "nap_h") == {"2026-03-29": 0.5}


def test_a_month_saved_again_by_a_german_spreadsheet():
    content = (
        "Aktivitäten;;;;\nDatum;Verbrannte Kalorien;Schritte;Minuten mit ziemlicher Aktivität;"
        "Minuten mit sehr viel Aktivität\n29.03.2026;2.100;10.234;20;15\n30.03.2026;2’100;9’876;1;2\n"
    )
    found = read(content.encode("cp1252"), "fitbit_export.csv")
    assert found.formats == ("Fitbit",)
    assert by_day(found, "steps") == {"2026-03-29": 10234, "2026-03-30": 9876}
    assert by_day(found, "activity_min") == {"2026-03-29": 35, "2026-03-30": 3}


def test_a_broken_table_among_many_is_said_and_the_others_count():
    broken = "timestamp,rmssd,nremhr,entropy\n" + "\x00\x01\x02" * 2000
    found = read(zipped(**{"steps__2026-03-01.json": STEPS, "hrv.csv": broken}), "takeout.zip")
    assert by_day(found, "steps") == {"2026-03-29": 500}
    assert [one.file.rpartition("/")[2] for one in found.rejections] == ["hrv.csv"]
