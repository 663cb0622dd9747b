"""Samsung Health, built from the documented lines; values invented. Every row ends with one comma more than the header."""

import io
import zipfile

import pytest

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
