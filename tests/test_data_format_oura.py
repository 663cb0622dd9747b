"""Oura, built from the documented headers; values invented."""

import io
import zipfile

from data.ingest import read

NIGHTS = """\
id;average_hrv;awake_time;bedtime_end;bedtime_start;day;deep_sleep_duration;heart_rate;light_sleep_duration;\
lowest_heart_rate;rem_sleep_duration;time_in_bed;total_sleep_duration;type
a;41;1800;2026-03-29T07:30:00+02:00;2026-03-28T23:00:00+01:00;2026-03-29;3600;"{""interval"": 300; ""items"": [60]}";\
14400;52;7200;27000;25200;long_sleep
b;0;0;2026-03-29T15:00:00+02:00;2026-03-29T14:20:00+02:00;2026-03-29;0;;2400;0;0;2400;2400;late_nap
c;0;1800;2026-03-30T07:30:00+02:00;2026-03-29T23:00:00+02:00;2026-03-30;3600;;14400;0;7200;27000;0;long_sleep
"""
ACTIVITY = (
    "id;day;steps;medium_activity_time;high_activity_time\na;2026-03-29;5400;1800;600\nb;2026-03-30;x;0;0\n"
)
CLOUD = (
    "date,Sleep Score,Total Sleep Score,Sleep Timing,Total Sleep Duration,Average HRV,Lowest Resting Heart Rate,Sleep Timing\n"
    "2020-05-01,81,80,100,25200,40,51,x\n"
)


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("App Data/sleepmodel.csv", NIGHTS)
        made.writestr("App Data/dailyactivity.csv", ACTIVITY)
        made.writestr("App Data/tag.csv", "id;day;text\n1;2026-03-29;x\n")
    return out.getvalue()


def test_only_the_long_sleep_is_the_night_and_json_shifts_no_column():
    found = read(NIGHTS.encode(), "sleepmodel.csv")
    assert found.days["sleep_hours"].tolist() == [7]
    by_name = found.factors.groupby("name")["value"].apply(list)
    assert by_name["hrv_rmssd"] == [41]
    assert by_name["resting_hr"] == [52]
    assert list(found.rejections) == []


def test_the_zip_joins_nights_and_activity():
    found = read(zipped(), "oura.zip")
    assert found.formats == ("Oura",)
    assert found.days["steps"].dropna().tolist() == [5400]
    assert found.days["activity_min"].tolist() == [40, 0]
    assert found.days["sleep_hours"].dropna().tolist() == [7]
    assert [one.value for one in found.rejections] == ["x"]


def test_a_day_without_a_step_was_a_day_without_the_ring():
    found = read(
        b"id;day;steps;medium_activity_time;high_activity_time\na;2026-03-29;0;0;0\nb;2026-03-30;90;60;0\n",
        "x.csv",
    )
    assert found.days["steps"].tolist() == [90]
    assert found.days["activity_min"].tolist() == [1]


def test_the_file_of_the_cloud_with_a_header_twice():
    found = read(CLOUD.encode(), "oura.csv")
    assert found.days["sleep_hours"].tolist() == [7]
    assert set(found.factors["name"]) == {"sleep_score", "hrv_rmssd", "resting_hr"}


def test_two_long_sleeps_of_a_day_are_one_night_and_a_row_twice_counts_once():
    head = "bedtime_start;day;total_sleep_duration;type\n"
    early = "2026-03-28T22:00:00+01:00;2026-03-29;14400;long_sleep\n"
    late = "2026-03-29T05:00:00+02:00;2026-03-29;10800;long_sleep\n"
    assert read((head + early + late + late).encode(), "sleepmodel.csv").days["sleep_hours"].tolist() == [7]


# ------------------------------------------------------------------ nights of the app


HEAD = "id;bedtime_end;bedtime_start;day;deep_sleep_duration;lowest_heart_rate;average_hrv;total_sleep_duration;type\n"


def by_day(found, field):
    known = found.days[found.days[field].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known[field].round(4), strict=True))


def factor(found, name):
    part = found.factors[found.factors["name"] == name]
    return dict(zip(part["date"].dt.strftime("%Y-%m-%d"), part["value"].round(4), strict=True))


def sleep(start, end, seconds, kind="long_sleep", day="2026-03-11", pulse=52, hrv=40):
    return f"x;2026-03-{end}:00.000+01:00;2026-03-{start}:00.000+01:00;{day};3600;{pulse};{hrv};{seconds};{kind}\n"


def nights(*rows):
    return read((HEAD + "".join(rows)).encode(), "SleepModel.csv")


def test_a_short_sleep_of_the_night_is_a_piece_a_nap_and_a_deleted_one_are_not():
    found = nights(
        sleep("10T22:00", "11T03:00", 14400, pulse=50),
        sleep("11T04:30", "11T06:30", 5400, "sleep", pulse=60),
        sleep("11T14:00", "11T14:40", 2400, "sleep"),
        sleep("11T16:00", "11T16:30", 1200, "late_nap"),
        sleep("11T07:00", "11T07:30", 1200, "deleted"),
        sleep("11T08:00", "11T08:30", 1200, "rest"),
    )
    assert by_day(found, "sleep_hours") == {"2026-03-11": 5.5}
    assert factor(found, "nap_h") == {"2026-03-11": 1}
    assert factor(found, "resting_hr") == {"2026-03-11": 50}
    assert factor(found, "sleep_deep_h") == {"2026-03-11": 2}


def test_a_short_sleep_alone_is_no_night():
    found = nights(
        sleep("10T20:00", "10T20:40", 2400, "sleep", day="2026-03-10"), sleep("10T22:00", "11T05:00", 21600)
    )
    assert by_day(found, "sleep_hours") == {"2026-03-11": 6}


def test_two_rings_of_one_night_count_once():
    found = nights(sleep("10T22:00", "11T06:00", 25200), sleep("10T22:30", "11T05:30", 21600, hrv=90))
    assert by_day(found, "sleep_hours") == {"2026-03-11": 7}
    assert factor(found, "hrv_rmssd") == {"2026-03-11": 40}


def test_a_bedtime_that_ends_before_it_begins_is_refused():
    found = nights(
        sleep("10T22:00", "10T06:00", 25200), sleep("11T22:00", "12T06:00", 25200, day="2026-03-12")
    )
    assert by_day(found, "sleep_hours") == {"2026-03-12": 7}
    assert [(one.row, one.column, one.reason) for one in found.rejections] == [
        (2, "bedtime_end", "out_of_range")
    ]


def test_activity_of_a_shorter_build_and_scores_by_day():
    out = io.BytesIO()
    scores = 'id;contributors;day;score\nb;"{""deep_sleep"": 9}";2026-03-11;81\n'
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("App Data/dailyactivity.csv", "id;day;steps;active_calories\nd;2026-03-11;9000;420\n")
        made.writestr("App Data/DailySleep.csv", scores)
        made.writestr("App Data/dailyreadiness.csv", scores.replace("81", "70"))
        made.writestr("App Data/dailyresilience.csv", scores)
    found = read(out.getvalue(), "oura.zip")
    assert by_day(found, "steps") == {"2026-03-11": 9000}
    assert factor(found, "sleep_score") == {"2026-03-11": 81}
    assert factor(found, "readiness_score") == {"2026-03-11": 70}


# ------------------------------------------------------------------ the web

TRENDS = (
    "date,Average MET,REM Sleep Duration,Total Bedtime ,Rest Time,Medium Activity Time,Average HRV,Steps,"
    "High Activity Time,Lowest Resting Heart Rate,Sleep Score,Total Sleep Duration,Inactive Time,Sleep Timin Score,"
    "Readiness Score,Low Activity Time\n"
    "2026-03-11,1.2,7620,35673,32520,600,30,2242,60,67,82,25200,33600,88,85,18000\n"
    "2026-03-12,1.2,None,None,86400,0,None,0,0,None,None,None,0,None,None,0\n"
)
OLD = (
    "date,Sleep Score,Total Sleep Score,Total Sleep Time,Awake Time,Sleep Timing,Sleep Timing,Average HRV,Steps,"
    "Inactive Time,Rest Time,Low Activity Time,Medium Activity Time,High Activity Time,Non-wear Time\n"
    "2020-03-04,74,74,25200,2610,13170,,69,5703,690,504,234,12,3,0\n"
)


def test_trends_in_any_order_with_none_as_nothing_and_seconds_of_activity():
    found = read(TRENDS.encode(), "oura_2026-03-01_2026-03-31_trends.csv")
    assert found.formats == ("Oura",)
    assert by_day(found, "sleep_hours") == {"2026-03-11": 7}
    assert by_day(found, "activity_min") == {"2026-03-11": 11}
    assert by_day(found, "steps") == {"2026-03-11": 2242}
    assert list(found.rejections) == []


def test_the_older_file_of_the_web_counts_activity_in_minutes():
    found = read(OLD.encode(), "oura.csv")
    assert by_day(found, "sleep_hours") == {"2020-03-04": 7}
    assert by_day(found, "activity_min") == {"2020-03-04": 15}


def test_saved_again_by_a_german_spreadsheet():
    content = (
        "date;Average HRV;Sleep Score;Total Sleep Duration;Readiness Score\n11.03.2026;30,5;82;25200;85\n"
    )
    found = read(content.encode("cp1252"), "trends.csv")
    assert by_day(found, "sleep_hours") == {"2026-03-11": 7}
    assert factor(found, "hrv_rmssd") == {"2026-03-11": 30.5}
