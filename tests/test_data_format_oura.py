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
