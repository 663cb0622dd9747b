"""Health Connect: a database made here with the documented tables; values invented."""

import sqlite3
from datetime import UTC, datetime

import pytest

from data.errors import UnreadableFile
from data.ingest import read


def ms(text):
    return int(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp() * 1000)


@pytest.fixture
def database():
    base = sqlite3.connect(":memory:")
    base.executescript(
        "CREATE TABLE steps_record_table (row_id INTEGER, count INTEGER, start_time INTEGER, start_zone_offset INTEGER,"
        " app_info_id INTEGER);"
        "CREATE TABLE sleep_session_record_table (row_id INTEGER, start_time INTEGER, end_time INTEGER,"
        " start_zone_offset INTEGER, end_zone_offset INTEGER);"
        "CREATE TABLE sleep_stages_table (parent_key INTEGER, stage_start_time INTEGER, stage_end_time INTEGER,"
        " stage_type INTEGER);"
    )
    steps = [
        (1, 3000, "2026-03-01 22:30", 3600, 1),
        (2, 2500, "2026-03-01 22:30", 3600, 2),
        (3, 700, "2026-03-01 23:30", 3600, 1),
    ]
    base.executemany(
        "INSERT INTO steps_record_table VALUES (?, ?, ?, ?, ?)",
        [(a, b, ms(c), d, e) for a, b, c, d, e in steps],
    )
    nights = [
        (1, "2026-03-28 22:00", "2026-03-29 05:00", 3600, 7200),
        (2, "2026-03-29 22:00", "2026-03-30 05:00", 7200, 7200),
    ]
    base.executemany(
        "INSERT INTO sleep_session_record_table VALUES (?, ?, ?, ?, ?)",
        [(a, ms(b), ms(c), d, e) for a, b, c, d, e in nights],
    )
    stages = [(1, "2026-03-28 22:00", "2026-03-29 02:00", 4), (1, "2026-03-29 02:00", "2026-03-29 03:00", 1),
              (1, "2026-03-29 03:00", "2026-03-29 05:00", 6)]  # fmt: skip
    base.executemany(
        "INSERT INTO sleep_stages_table VALUES (?, ?, ?, ?)", [(a, ms(b), ms(c), d) for a, b, c, d in stages]
    )
    base.commit()
    content = base.serialize()
    base.close()
    return content


def by_day(found, field):
    known = found.days[found.days[field].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known[field], strict=True))


def test_local_days_and_one_app_a_day(database):
    found = read(database, "health_connect_export.db")
    assert found.formats == ("Google Health Connect",)
    assert by_day(found, "steps") == {"2026-03-01": 3000, "2026-03-02": 700}


def test_stages_lead_and_without_them_the_session(database):
    assert by_day(read(database, "health_connect_export.db"), "sleep_hours") == {
        "2026-03-29": 6,
        "2026-03-30": 7,
    }


@pytest.mark.parametrize("damage", [lambda c: c[:3000], lambda c: c[:100] + b"\xff" * 2000 + c[2100:]])
def test_a_damaged_database_is_said(database, damage):
    with pytest.raises(UnreadableFile) as caught:
        read(damage(database), "health_connect_export.db")
    assert caught.value.code in {"database_broken", "all_rejected"}
