"""Samsung Health, built from the documented lines; values invented. Every row ends with one comma more than the header."""

import io
import zipfile

import pytest

from data.errors import Cancelled
from data.ingest import read

P = "com.samsung.health.sleep."
SLEEP = (
    "com.samsung.shealth.sleep,6305105,10\n"
    f"sleep_score,efficiency,{P}start_time,{P}end_time,{P}time_offset,{P}update_time,{P}datauuid\n"
    "80,90,2026-03-28 22:30:00.000,2026-03-29 05:30:00.000,UTC+0200,2026-03-29 06:00:00.000,a,\n"
    "85,91,2026-03-28 22:30:00.000,2026-03-29 06:00:00.000,UTC+0200,2026-03-29 08:00:00.000,a,\n"
    "70,80,2026-03-29 22:30:00.000,kaputt,UTC+0200,2026-03-30 08:00:00.000,b,\n"
)
STAGE = (
    "com.samsung.health.sleep_stage,6305105,3\n"
    "start_time,sleep_id,stage,end_time,time_offset,datauuid,update_time\n"
    "2026-03-28 22:30:00.000,a,40002,2026-03-29 02:30:00.000,UTC+0200,s1,x,\n"
    "2026-03-29 02:30:00.000,a,40001,2026-03-29 03:00:00.000,UTC+0200,s2,x,\n"
    "2026-03-29 03:00:00.000,a,40003,2026-03-29 05:00:00.000,UTC+0200,s3,x,\n"
)
STEPS = (
    "com.samsung.shealth.step_daily_trend,6305105,4\n"
    "binning_data,update_time,source_type,count,day_time,datauuid\n"
    "x,1,-2,9000,1774742400000,t1,\n"
    "x,1,0,5000,1774742400000,t2,\n"
    "x,1,1,4000,1774742400000,t3,\n"
)


def by_day(found, field):
    known = found.days[found.days[field].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known[field], strict=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_extra_comma_shifts_nothing_and_the_newest_revision_counts(encoding):
    found = read(SLEEP.encode(encoding), "com.samsung.shealth.sleep.20260401.csv")
    assert by_day(found, "sleep_hours") == {"2026-03-29": 7.5}
    assert found.factors.groupby("name")["value"].apply(list).to_dict()["sleep_score"] == [85]
    assert [(one.row, one.value) for one in found.rejections] == [(5, "kaputt")]


def test_stages_lead_and_devices_do_not_add_up():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in (("sleep", SLEEP), ("sleep_stage", STAGE), ("step_daily_trend", STEPS)):
            made.writestr(f"samsunghealth_x/com.samsung.shealth.{name}.2026.csv", content)
        made.writestr(
            "samsunghealth_x/com.samsung.shealth.food.2026.csv", "com.samsung.shealth.food,1,1\na,b\n1,2,\n"
        )
    found = read(out.getvalue(), "samsung.zip")
    assert by_day(found, "sleep_hours") == {"2026-03-29": 6}
    assert by_day(found, "steps") == {"2026-03-29": 9000}
    assert found.factors.groupby("name")["value"].apply(list)["sleep_awake_h"] == [0.5]


def test_a_nap_alone_on_its_day_is_no_short_night():
    nap = "70,80,2026-03-29 11:30:00.000,2026-03-29 12:10:00.000,UTC+0200,2026-03-30 08:00:00.000,n,\n"
    head = "".join(SLEEP.splitlines(keepends=True)[:2])
    found = read((head + nap).encode(), "com.samsung.shealth.sleep.2026.csv")
    assert found.days["sleep_hours"].dropna().empty


# ------------------------------------------------------------------ nights

HEAD = "".join(SLEEP.splitlines(keepends=True)[:2])
STAGE_HEAD = "".join(STAGE.splitlines(keepends=True)[:2])
NAME, STAGE_NAME = "com.samsung.shealth.sleep.2026.csv", "com.samsung.health.sleep_stage.2026.csv"


def night(start, end, offset="UTC+0200", uuid="n", score=80):
    return f"{score},90,{start}:00.000,{end}:00.000,{offset},2026-04-01 08:00:00.000,{uuid},\n"


def stage(start, end, code, uuid):
    return f"2026-03-{start}:00.000,s,{code},2026-03-{end}:00.000,UTC+0200,{uuid},x,\n"


def zipped(**tables):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in tables.items():
            made.writestr(f"samsunghealth_x/com.samsung.shealth.{name}.2026.csv", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("start", "end", "offset", "day", "hours"),
    [
        ("2026-03-28 22:00", "2026-03-29 05:00", "UTC+0100", "2026-03-29", 7),
        ("2026-10-24 21:00", "2026-10-25 06:00", "UTC+0200", "2026-10-25", 9),
        ("2026-03-09 23:30", "2026-03-10 06:00", "UTC+0100", "2026-03-10", 6.5),
        ("2026-03-10 03:30", "2026-03-10 10:00", "UTC-0500", "2026-03-10", 6.5),
        ("2026-03-10 15:30", "2026-03-10 22:00", "UTC+0900", "2026-03-11", 6.5),
        ("2026-03-10 16:30", "2026-03-11 00:30", "UTC+01:00", "2026-03-11", 8),
    ],
)
def test_nights_of_the_clock_change_across_midnight_and_far_away(start, end, offset, day, hours):
    found = read((HEAD + night(start, end, offset)).encode(), NAME)
    assert by_day(found, "sleep_hours") == {day: hours}


def test_a_night_in_pieces_is_their_sum_and_copies_count_once():
    pieces = (
        night("2026-03-28 21:00", "2026-03-29 00:00", uuid="a", score=60)
        + night("2026-03-29 01:30", "2026-03-29 05:00", uuid="b", score=70)
        + night("2026-03-29 01:00", "2026-03-29 05:00", uuid="watch", score=75)
    )
    found = read((HEAD + pieces).encode(), NAME)
    assert by_day(found, "sleep_hours") == {"2026-03-29": 7}
    assert found.factors.groupby("name")["value"].apply(list)["sleep_score"] == [75]


def test_stages_that_overlap_count_once_and_those_of_a_nap_are_no_night():
    rows = (
        stage("28 22:00", "29 04:00", "40002", "a")
        + stage("28 23:00", "29 03:00", "40003", "b")
        + stage("30 11:00", "30 11:45", "40002", "c")
        + stage("30 23:00", "31 04:00", "4711", "d")
    )
    found = read((STAGE_HEAD + rows).encode(), STAGE_NAME)
    assert by_day(found, "sleep_hours") == {"2026-03-29": 6}
    assert found.factors.set_index("name")["value"]["nap_h"] == 0.75
    assert [(one.value, one.reason) for one in found.rejections] == [("4711", "unknown_word")]


def test_a_sleep_without_stages_stands_beside_one_with_them():
    rows = night("2026-03-28 22:30", "2026-03-29 05:00", uuid="a") + night(
        "2026-03-29 22:30", "2026-03-30 05:00", uuid="b"
    )
    found = read(zipped(sleep=HEAD + rows, sleep_stage=STAGE), "samsung.zip")
    assert by_day(found, "sleep_hours") == {"2026-03-29": 6, "2026-03-30": 6.5}


@pytest.mark.parametrize("offset", ["Berlin", "", "+2"])
def test_a_row_without_an_offset_has_no_day(offset):
    rows = night("2026-03-28 22:00", "2026-03-29 05:00") + night(
        "2026-04-28 22:00", "2026-04-29 05:00", offset, "b"
    )
    found = read((HEAD + rows).encode(), NAME)
    assert by_day(found, "sleep_hours") == {"2026-03-29": 7}
    assert "not_a_time" in {one.reason for one in found.rejections}


@pytest.mark.parametrize("end", ["2027-03-29 05:00", "2026-03-28 20:00"])
def test_a_sleep_of_months_or_backwards_is_refused_with_its_score(end):
    rows = night("2026-03-28 22:00", end, uuid="b") + night("2026-04-28 22:00", "2026-04-29 05:00")
    found = read((HEAD + rows).encode(), NAME)
    assert by_day(found, "sleep_hours") == {"2026-04-29": 7}
    assert len(found.factors[found.factors["name"] == "sleep_score"]) == 1
    assert [(one.row, one.reason) for one in found.rejections] == [(3, "out_of_range")]


def test_a_score_of_zero_is_none():
    found = read((HEAD + night("2026-03-28 22:00", "2026-03-29 05:00", score=0)).encode(), NAME)
    assert "sleep_score" not in set(found.factors["name"])


# ------------------------------------------------------------------ the rest

STEP_HEAD = "".join(STEPS.splitlines(keepends=True)[:2])


@pytest.mark.parametrize("day", ["1774742400000", "2026-03-29 00:00:00.000"])
def test_days_as_milliseconds_or_as_dates(day):
    found = read(
        f"{STEP_HEAD}x,1,-2,9000,{day},t1,\n".encode(), "com.samsung.shealth.step_daily_trend.2026.csv"
    )
    assert by_day(found, "steps") == {"2026-03-29": 9000}


@pytest.mark.parametrize("day", ["99999999999999999", "bald", "-1"])
def test_a_day_no_calendar_has_is_refused(day):
    content = f"{STEP_HEAD}x,1,-2,9000,1774742400000,t1,\nx,1,-2,70,{day},t2,\n"
    found = read(content.encode(), "com.samsung.shealth.step_daily_trend.2026.csv")
    kept = by_day(found, "steps")
    assert kept.pop("2026-03-29") == 9000
    assert kept in ({}, {"1969-12-31": 70})


def test_a_prefix_in_front_of_every_header_is_cut():
    p = "com.samsung.health.step_count."
    content = (
        f"com.samsung.shealth.step_daily_trend,16\n{p}count,{p}day_time,{p}deviceuuid\n9123,1774742400000,d\n"
    )
    found = read(content.encode(), "com.samsung.shealth.step_daily_trend.2026.csv")
    assert by_day(found, "steps") == {"2026-03-29": 9123}


EXERCISE = (
    "com.samsung.shealth.exercise,6305105,3\n"
    "start_time,duration,time_offset,deviceuuid,datauuid\n"
    "2026-03-29 09:00:00.000,1800000,UTC+0200,uhr,a,\n"
    "2026-03-29 09:05:00.000,1500000,UTC+0200,telefon,b,\n"
    "2026-03-29 22:30:00.000,600000,UTC+0200,uhr,c,\n"
)
STRESS = (
    "com.samsung.shealth.stress,6305105,3\n"
    "start_time,score,time_offset,datauuid\n"
    "2026-03-29 09:00:00.000,20,UTC+0200,a,\n"
    "2026-03-29 12:00:00.000,40,UTC+0200,b,\n"
)


def test_exercise_of_two_devices_counts_once_and_stress_is_the_mean_of_the_day():
    found = read(zipped(exercise=EXERCISE, stress=STRESS), "samsung.zip")
    assert by_day(found, "activity_min") == {"2026-03-29": 30, "2026-03-30": 10}
    assert found.factors["value"].tolist() == [30]
    assert {(use.table, use.field) for use in found.mapping} == {
        ("days", "activity_min"),
        ("factors", "stress_score"),
    }


def test_a_table_of_another_build_is_left_out_and_said():
    other = "com.samsung.shealth.stress,6305105,3\nwert,zeit\n1,2\n"
    found = read(
        zipped(exercise=EXERCISE, stress=other, sleep="com.samsung.shealth.sleep,1,1\n"), "samsung.zip"
    )
    assert by_day(found, "activity_min") == {"2026-03-29": 30, "2026-03-30": 10}
    assert sum(use.table == "" for use in found.mapping) == 2


def test_a_file_that_breaks_off_loses_its_last_row_only():
    rows = night("2026-03-28 22:00", "2026-03-29 05:00") + night(
        "2026-03-29 22:00", "2026-03-30 05:00", uuid="b"
    )
    found = read((HEAD + rows)[:-60].encode(), NAME)
    assert by_day(found, "sleep_hours") == {"2026-03-29": 7}
    assert {one.row for one in found.rejections} == {4}


def test_reading_can_be_stopped():
    def stop(_share):
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        read(SLEEP.encode(), NAME, watch=stop)
