"""Health Connect: databases made here with the published tables; values invented."""

import io
import sqlite3
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from data.errors import Cancelled, UnreadableFile
from data.ingest import read

NAME = "health_connect_export.db"
TABLES = {
    "steps_record_table": "row_id INTEGER, count INTEGER, start_time INTEGER, start_zone_offset INTEGER,"
    " end_time INTEGER, end_zone_offset INTEGER, local_date INTEGER, app_info_id INTEGER, device_info_id INTEGER",
    "sleep_session_record_table": "row_id INTEGER, start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER,"
    " end_zone_offset INTEGER, local_date INTEGER, app_info_id INTEGER, title TEXT",
    "sleep_stages_table": "parent_key INTEGER, stage_start_time INTEGER, stage_end_time INTEGER, stage_type INTEGER",
    "exercise_session_record_table": "row_id INTEGER, start_time INTEGER, start_zone_offset INTEGER,"
    " end_time INTEGER, end_zone_offset INTEGER, app_info_id INTEGER",
    "resting_heart_rate_record_table": "row_id INTEGER, time INTEGER, zone_offset INTEGER, beats_per_minute INTEGER",
    "heart_rate_variability_rmssd_record_table": "row_id INTEGER, time INTEGER, zone_offset INTEGER,"
    " heart_rate_variability_millis REAL",
}
STEPS, SLEEP, STAGE, SPORT, PULSE, HRV = TABLES
CET, CEST = 3600, 7200


def ms(text):
    return int(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp() * 1000)


def database(tables=None, pragma="", **rows):
    """rows: short name of the table -> tuples; clocks "2026-03-28 22:00" are UTC."""
    held = TABLES if tables is None else tables
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE application_info_table (row_id INTEGER, package_name TEXT)")
    for table, columns in held.items():
        base.execute(f"CREATE TABLE {table} ({columns})")
    for short, given in rows.items():
        for row in given:
            cells = [ms(one) if isinstance(one, str) and one[:2] == "20" else one for one in row]
            marks = ", ".join("?" * len(cells))
            base.execute(f"INSERT INTO {globals()[short]} VALUES ({marks})", cells)  # noqa: S608 - names from above
    base.commit()
    content = base.serialize()
    base.close()
    return content


def steps(row, count, start, end, offset=CET, app=1, device=1):
    return (row, count, start, offset, end, offset, 20000, app, device)


def night(row, start, end, offset=CET, after=None, app=1):
    # `local_date` is the day of the start: read as the day of the night it would be a day early.
    local = (ms(start) // 1000 + (offset or 0)) // 86400
    return (row, start, offset, end, offset if after is None else after, local, app, None)


def by_day(found, field):
    known = found.days[found.days[field].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known[field].round(4), strict=True))


def factor(found, name):
    part = found.factors[found.factors["name"] == name]
    return dict(zip(part["date"].dt.strftime("%Y-%m-%d"), part["value"].round(4), strict=True))


def refused(found):
    return [(one.row, one.column, one.value, one.reason.value) for one in found.rejections]


# ------------------------------------------------------------------ steps


def test_steps_are_of_the_local_day_and_of_one_app():
    found = read(
        database(
            STEPS=[
                steps(1, 3000, "2026-03-01 22:00", "2026-03-01 22:30"),
                steps(2, 2500, "2026-03-01 22:00", "2026-03-01 22:30", app=2),
                steps(3, 700, "2026-03-01 23:10", "2026-03-01 23:30"),
            ]
        ),
        NAME,
    )
    assert found.formats == ("Google Health Connect",)
    assert by_day(found, "steps") == {"2026-03-01": 3000, "2026-03-02": 700}
    assert found.rows == 3


def test_phone_and_watch_of_one_app_count_once_where_they_overlap():
    found = read(
        database(
            STEPS=[
                steps(1, 900, "2026-03-01 08:00", "2026-03-01 09:00", device=1),
                steps(2, 600, "2026-03-01 08:15", "2026-03-01 08:45", device=2),
                steps(3, 500, "2026-03-01 09:00", "2026-03-01 10:00", device=2),
            ]
        ),
        NAME,
    )
    assert by_day(found, "steps") == {"2026-03-01": 1400}


def test_a_record_that_was_written_twice_counts_once():
    rows = [
        steps(1, 900, "2026-03-01 08:00", "2026-03-01 09:00"),
        steps(2, 950, "2026-03-01 08:00", "2026-03-01 09:00"),
    ]
    assert by_day(read(database(STEPS=rows), NAME), "steps") == {"2026-03-01": 950}


def test_steps_of_a_week_backwards_or_below_zero_have_no_day():
    rows = [
        steps(1, 70000, "2026-03-01 00:00", "2026-03-08 00:00"),
        steps(2, 50, "2026-03-02 10:00", "2026-03-02 09:00"),
        steps(3, -5, "2026-03-03 10:00", "2026-03-03 11:00"),
        steps(4, 6000, "2026-10-24 22:00", "2026-10-25 23:00", CEST),
    ]
    found = read(database(STEPS=rows), NAME)
    assert by_day(found, "steps") == {"2026-10-25": 6000}
    assert [(row, column) for row, column, *_ in refused(found)] == [
        (1, "end_time"),
        (2, "end_time"),
        (3, "count"),
    ]


# ------------------------------------------------------------------ nights


@pytest.mark.parametrize(
    ("start", "end", "offset", "after", "day", "hours"),
    [
        ("2026-03-28 22:00", "2026-03-29 05:00", CET, CEST, "2026-03-29", 7),
        ("2026-10-24 21:00", "2026-10-25 06:00", CEST, CET, "2026-10-25", 9),
        ("2026-03-10 23:30", "2026-03-11 06:00", CET, CET, "2026-03-11", 6.5),
        ("2026-03-10 15:30", "2026-03-10 22:00", 9 * 3600, 9 * 3600, "2026-03-11", 6.5),
        ("2026-03-10 03:30", "2026-03-10 10:00", -5 * 3600, -5 * 3600, "2026-03-10", 6.5),
    ],
)
def test_a_night_is_of_the_day_of_waking_also_when_the_clocks_change(start, end, offset, after, day, hours):
    found = read(database(SLEEP=[night(1, start, end, offset, after)]), NAME)
    assert by_day(found, "sleep_hours") == {day: hours}


def test_a_session_in_pieces_is_their_sum():
    rows = [
        night(1, "2026-03-10 21:00", "2026-03-11 00:00"),
        night(2, "2026-03-11 01:30", "2026-03-11 05:00"),
    ]
    assert by_day(read(database(SLEEP=rows), NAME), "sleep_hours") == {"2026-03-11": 6.5}


def test_what_two_apps_saw_counts_once():
    rows = [
        night(1, "2026-03-10 22:00", "2026-03-11 04:00", app=1),
        night(2, "2026-03-10 23:00", "2026-03-11 05:00", app=2),
    ]
    assert by_day(read(database(SLEEP=rows), NAME), "sleep_hours") == {"2026-03-11": 7}


def test_stages_lead_and_without_them_the_session():
    found = read(
        database(
            SLEEP=[
                night(1, "2026-03-28 22:00", "2026-03-29 05:00", CET, CEST),
                night(2, "2026-03-29 22:00", "2026-03-30 05:00", CEST),
            ],
            STAGE=[
                (1, "2026-03-28 22:00", "2026-03-29 01:00", 4),
                (1, "2026-03-29 01:00", "2026-03-29 01:30", 1),
                (1, "2026-03-29 01:30", "2026-03-29 01:45", 3),
                (1, "2026-03-29 01:45", "2026-03-29 02:00", 7),
                (1, "2026-03-29 02:00", "2026-03-29 03:00", 5),
                (1, "2026-03-29 03:00", "2026-03-29 04:00", 6),
                (1, "2026-03-29 04:00", "2026-03-29 05:00", 2),
            ],
        ),
        NAME,
    )
    assert by_day(found, "sleep_hours") == {"2026-03-29": 6, "2026-03-30": 7}
    assert {name: factor(found, f"sleep_{name}_h") for name in ("light", "deep", "rem", "awake")} == {
        "light": {"2026-03-29": 3},
        "deep": {"2026-03-29": 1},
        "rem": {"2026-03-29": 1},
        "awake": {"2026-03-29": 1},
    }


def test_a_doze_one_app_told_stages_of_does_not_hide_the_night_of_another():
    found = read(
        database(
            SLEEP=[
                night(1, "2026-03-10 22:00", "2026-03-10 22:30", app=1),
                night(2, "2026-03-10 22:00", "2026-03-11 05:00", app=2),
                night(3, "2026-03-11 22:00", "2026-03-12 05:00", app=1),
                night(4, "2026-03-11 22:00", "2026-03-12 05:00", app=2),
            ],
            STAGE=[
                (1, "2026-03-10 22:00", "2026-03-10 22:30", 4),
                (3, "2026-03-11 22:00", "2026-03-12 04:00", 4),
                (3, "2026-03-12 04:00", "2026-03-12 05:00", 1),
            ],
        ),
        NAME,
    )
    assert by_day(found, "sleep_hours") == {"2026-03-11": 7, "2026-03-12": 6}


def test_stages_that_say_nothing_leave_the_session_whole_and_unknown_ones_are_said():
    found = read(
        database(
            SLEEP=[night(1, "2026-03-10 22:00", "2026-03-11 05:00")],
            STAGE=[
                (1, "2026-03-10 22:00", "2026-03-11 05:00", 0),
                (1, "2026-03-10 23:00", "2026-03-11 01:00", 9),
            ],
        ),
        NAME,
    )
    assert by_day(found, "sleep_hours") == {"2026-03-11": 7}
    assert refused(found) == [(1, "stage_type", "9", "unknown_word")]


def test_stages_without_their_session_have_no_clock():
    found = read(
        database(
            SLEEP=[night(1, "2026-03-10 22:00", "2026-03-11 05:00")],
            STAGE=[(7, "2026-03-12 22:00", "2026-03-13 05:00", 4)],
        ),
        NAME,
    )
    assert by_day(found, "sleep_hours") == {"2026-03-11": 7}
    assert refused(found) == [(7, "parent_key", "7", "missing_date")]


def test_a_nap_is_no_night():
    rows = [
        night(1, "2026-03-10 12:00", "2026-03-10 12:45"),
        night(2, "2026-03-10 22:00", "2026-03-11 05:00"),
    ]
    found = read(database(SLEEP=rows), NAME)
    assert by_day(found, "sleep_hours") == {"2026-03-11": 7}
    assert factor(found, "nap_h") == {"2026-03-10": 0.75}


@pytest.mark.parametrize("end", ["2026-03-10 22:00", "2026-03-10 20:00", "2026-03-13 05:00"])
def test_a_session_of_no_length_backwards_or_of_days_is_refused(end):
    rows = [night(1, "2026-03-10 22:00", end), night(2, "2026-03-20 22:00", "2026-03-21 05:00")]
    found = read(database(SLEEP=rows), NAME)
    assert by_day(found, "sleep_hours") == {"2026-03-21": 7}
    assert [(row, column, reason) for row, column, _, reason in refused(found)] == [
        (1, "end_time", "out_of_range")
    ]


# ------------------------------------------------------------------ offsets


def test_without_any_offset_the_zone_is_asked_and_nothing_is_taken_for_utc():
    content = database(
        SLEEP=[night(1, "2026-03-28 22:00", "2026-03-29 05:00", None)],
        STEPS=[steps(1, 800, "2026-03-01 23:30", "2026-03-01 23:40", None)],
    )
    found = read(content, NAME)
    assert [one.key for one in found.questions] == ["time_zone"]
    assert found.days.empty
    found = read(content, NAME, {"time_zone": "Europe/Berlin"})
    assert list(found.questions) == []
    assert by_day(found, "steps") == {"2026-03-02": 800}
    assert by_day(found, "sleep_hours") == {"2026-03-29": 7}


def test_the_offset_of_the_other_end_does():
    row = (1, 800, "2026-03-01 23:30", None, "2026-03-01 23:40", CET, None, 1, 1)
    assert by_day(read(database(STEPS=[row]), NAME), "steps") == {"2026-03-02": 800}


def test_an_offset_no_place_has_is_asked():
    rows = [steps(1, 800, "2026-03-01 23:30", "2026-03-01 23:40", 3_600_000)]
    assert [one.key for one in read(database(STEPS=rows), NAME).questions] == ["time_zone"]


def test_a_version_without_offsets_asks():
    tables = {STEPS: "row_id INTEGER, count INTEGER, start_time INTEGER, end_time INTEGER"}
    content = database(tables, STEPS=[(1, 800, "2026-03-01 23:30", "2026-03-01 23:40")])
    assert [one.key for one in read(content, NAME).questions] == ["time_zone"]
    assert by_day(read(content, NAME, {"time_zone": "Europe/Berlin"}), "steps") == {"2026-03-02": 800}


# ------------------------------------------------------------------ exercise, pulse


def test_the_same_exercise_of_two_apps_counts_once():
    rows = [
        (1, "2026-03-01 09:00", CET, "2026-03-01 09:30", CET, 1),
        (2, "2026-03-01 09:05", CET, "2026-03-01 09:25", CET, 2),
        (3, "2026-03-01 23:30", CET, "2026-03-01 23:40", CET, 2),
    ]
    assert by_day(read(database(SPORT=rows), NAME), "activity_min") == {"2026-03-01": 30, "2026-03-02": 10}


def test_no_pulse_and_the_mark_of_an_absent_number_are_missing_and_hrv_is_of_the_night():
    found = read(
        database(
            PULSE=[(1, "2026-03-01 06:00", CET, 0), (2, "2026-03-01 06:00", CET, 58)],
            HRV=[
                (1, "2026-03-01 22:30", CET, 40.0),
                (2, "2026-03-02 02:30", CET, 60.0),
                (3, "2026-03-02 03:30", CET, 5e-324),
            ],
        ),
        NAME,
    )
    assert factor(found, "resting_hr") == {"2026-03-01": 58}
    assert factor(found, "hrv_rmssd") == {"2026-03-02": 50}


# ------------------------------------------------------------------ versions and damage


@pytest.mark.parametrize("absent", list(TABLES))
def test_an_absent_table_is_left_out(absent):
    rows = {"STEPS": [steps(1, 800, "2026-03-01 12:30", "2026-03-01 12:40")]}
    rows["PULSE"] = [(1, "2026-03-01 06:00", CET, 58)]
    tables = {name: columns for name, columns in TABLES.items() if name != absent}
    found = read(
        database(tables, **{key: one for key, one in rows.items() if globals()[key] in tables}), NAME
    )
    assert len(found.days) + len(found.factors) == 2 - (absent in {STEPS, PULSE})


def test_a_table_without_the_column_it_needs_is_left_out():
    tables = {STEPS: "row_id INTEGER, start_time INTEGER, start_zone_offset INTEGER", SLEEP: TABLES[SLEEP]}
    content = database(
        tables,
        STEPS=[(1, "2026-03-01 12:30", CET)],
        SLEEP=[night(1, "2026-03-10 22:00", "2026-03-11 05:00")],
    )
    found = read(content, NAME)
    assert by_day(found, "sleep_hours") == {"2026-03-11": 7}
    assert found.days["steps"].isna().all()


def test_text_in_a_number_and_a_missing_start_are_said():
    rows = [
        (1, "viele", "2026-03-01 12:30", CET, "2026-03-01 12:40", CET, None, 1, 1),
        (2, 500, "bald", CET, "2026-03-01 12:40", CET, None, 1, 1),
        (3, 500, None, CET, "2026-03-01 12:40", CET, None, 1, 1),
        ("x", 600, "2026-03-01 13:30", CET, "2026-03-01 13:40", CET, None, None, None),
        (5, 700, 2**62, CET, None, CET, None, 1, 1),
    ]
    found = read(database(STEPS=rows), NAME)
    assert by_day(found, "steps") == {"2026-03-01": 600}
    assert sorted(refused(found)) == [
        (1, "count", "viele", "not_a_number"),
        (2, "start_time", "bald", "not_a_number"),
        (3, "start_time", "", "missing_date"),
        (5, "start_time", "4.61168601842739e+18", "out_of_range"),
    ]


def test_a_database_written_with_a_log_beside_it_is_opened():
    content = bytearray(database(STEPS=[steps(1, 800, "2026-03-01 12:30", "2026-03-01 12:40")]))
    content[18:20] = b"\x02\x02"
    assert by_day(read(bytes(content), NAME), "steps") == {"2026-03-01": 800}


def test_inside_its_zip_and_under_another_name():
    out = io.BytesIO()
    content = database(STEPS=[steps(1, 800, "2026-03-01 12:30", "2026-03-01 12:40")])
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("__MACOSX/._health_connect_export.db", "x")
        made.writestr(NAME, content)
    assert by_day(read(out.getvalue(), "Health Connect.zip"), "steps") == {"2026-03-01": 800}
    assert by_day(read(content, "export (1).db"), "steps") == {"2026-03-01": 800}


@pytest.mark.parametrize(
    "damage",
    [
        lambda c: c[:3000],
        lambda c: c[:100],
        lambda c: c[:100] + b"\xff" * 2000 + c[2100:],
        lambda c: c[:-4096],
        lambda c: c.replace(b"(row_id INTEGER, count", b"(\xff\xfe INTEGER, ,,count"),
    ],
)
def test_a_damaged_database_is_said(damage):
    content = database(STEPS=[steps(n, 8, "2026-03-01 12:30", "2026-03-01 12:40") for n in range(500)])
    with pytest.raises(UnreadableFile) as caught:
        read(damage(content), NAME)
    assert caught.value.code in {"database_broken", "all_rejected", "no_rows"}


def test_many_rows_are_read_in_blocks_and_reading_can_be_stopped():
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    rows = [steps(n, 1, int((start + timedelta(seconds=n)).timestamp() * 1000), None) for n in range(60_000)]
    content = database(STEPS=rows)
    assert by_day(read(content, NAME), "steps") == {"2026-03-01": 39_600, "2026-03-02": 20_400}
    told = []

    def stop(share):
        told.append(share)
        if len(told) > 2:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        read(content, NAME, watch=stop)
