"""Withings sleep, built from the documented headers; values invented."""

import io
import zipfile

import pytest

from data.ingest import read
from data.ingest.formats import claimed
from data.ingest.source import of_bytes

TAIL = "Duration to sleep (s),Duration to wake up (s),Snoring (s),Snoring episodes,Average heart rate,Heart rate (min)"
HEADS = {
    "en": f"from,to,light (s),deep (s),rem (s),awake (s),wake up,{TAIL}",
    "de": f'von,bis,"leicht (s)","tief (s)","rem (s)","wach (s)",Aufwachen,{TAIL}',
    "es": f"de,a,ligero (s),profundo (s),rem (s),despierto (s),despertar,{TAIL}",
}
ROWS = """\
2026-03-28T23:30:00+01:00,2026-03-29T07:40:00+02:00,14400,7200,3600,1200,2,300,60,600,3,58,49
2026-03-29T14:00:00+02:00,2026-03-29T14:40:00+02:00,2400,0,0,0,0,0,0,0,0,60,55
2026-10-25T00:10:00+02:00,2026-10-25T07:10:00+01:00,14400,7200,0,1800,1,0,0,0,0,0,0
,2026-10-26T07:10:00+01:00,x,7200,0,1800,1,0,0,0,0,0,0
"""


@pytest.mark.parametrize("lang", HEADS)
def test_nights_belong_to_the_day_of_waking_and_naps_are_not_added(lang):
    found = read(f"{HEADS[lang]}\n{ROWS}".encode(), "sleep.csv")
    assert [str(one.date()) for one in found.days["date"]] == ["2026-03-29", "2026-10-25"]
    assert found.days["sleep_hours"].tolist() == [7, 6]
    assert [(one.row, one.value) for one in found.rejections] == [(5, "x")]


def test_lengths_are_seconds_and_zero_pulse_is_none():
    found = read(f"{HEADS['de']}\n{ROWS}".encode(), "sleep.csv")
    by_name = found.factors.groupby("name")["value"].apply(list)
    assert by_name["avg_hr"] == [58]
    assert by_name["snoring_min"] == [10]
    assert by_name["sleep_deep_h"] == [2, 2]


def test_a_nap_alone_on_its_day_is_no_short_night():
    row = "2026-03-29T14:00:00+02:00,2026-03-29T14:40:00+02:00,2400,0,0,0,0,0,0,0,0,60,55\n"
    night = "2026-03-29T23:00:00+02:00,2026-03-30T06:00:00+02:00,14400,7200,3600,0,0,0,0,0,0,60,55\n"
    found = read(f"{HEADS['en']}\n{row}{night}".encode(), "sleep.csv")
    assert [str(one.date()) for one in found.days["date"]] == ["2026-03-30"]


# ------------------------------------------------------------------ nights


def by_day(found, field):
    known = found.days[found.days[field].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known[field].round(4), strict=True))


def factor(found, name):
    part = found.factors[found.factors["name"] == name]
    return dict(zip(part["date"].dt.strftime("%Y-%m-%d"), part["value"].round(4), strict=True))


def night(start, end, light=14400, deep=7200, rem=0, awake=0, pulse=60, sep=","):
    cells = (start, end, light, deep, rem, awake, 0, 0, 0, 0, 0, pulse, 50)
    return sep.join(map(str, cells)) + "\n"


def nights(*rows, head="en"):
    return read(f"{HEADS[head]}\n{''.join(rows)}".encode(), "sleep.csv")


def test_of_a_mat_and_a_watch_the_longer_counts_and_pieces_add_up():
    found = nights(
        night("2026-03-10T22:00:00+01:00", "2026-03-11T02:00:00+01:00", 7200, 3600, pulse=58),
        night("2026-03-11T03:30:00+01:00", "2026-03-11T07:00:00+01:00", 7200, 0, pulse=66),
        night("2026-03-11T03:40:00+01:00", "2026-03-11T06:50:00+01:00", 3600, 1800, pulse=70),
    )
    assert by_day(found, "sleep_hours") == {"2026-03-11": 5}
    assert factor(found, "sleep_deep_h") == {"2026-03-11": 1}
    assert factor(found, "avg_hr") == {"2026-03-11": 58}


def test_a_nap_is_kept_apart():
    found = nights(
        night("2026-03-11T14:00:00+01:00", "2026-03-11T14:40:00+01:00", 2400, 0),
        night("2026-03-10T22:00:00+01:00", "2026-03-11T06:00:00+01:00"),
    )
    assert by_day(found, "sleep_hours") == {"2026-03-11": 6}
    assert factor(found, "nap_h") == {"2026-03-11": 0.6667}


def test_a_night_awake_is_no_sleep_and_no_zero():
    found = nights(
        night("2026-03-10T22:00:00+01:00", "2026-03-11T06:00:00+01:00", 0, 0, awake=28800),
        night("2026-03-11T22:00:00+01:00", "2026-03-12T06:00:00+01:00"),
    )
    assert by_day(found, "sleep_hours") == {"2026-03-12": 6}
    assert factor(found, "sleep_awake_h") == {"2026-03-12": 0}


def test_a_sleep_over_the_ocean_and_one_backwards():
    found = nights(
        night("2026-03-10T22:00:00+01:00", "2026-03-10T21:30:00-08:00", 18000, 3600),
        night("2026-03-12T22:00:00+01:00", "2026-03-12T06:00:00+01:00"),
    )
    assert list(by_day(found, "sleep_hours").values()) == [6]
    assert [(one.row, one.column, one.reason) for one in found.rejections] == [(3, "to", "out_of_range")]


def test_the_tail_of_the_header_may_be_german_too():
    head = (
        'von,bis,"leicht (s)","tief (s)","rem (s)","wach (s)",Aufwachen,"Dauer des Schlafs (s)",'
        '"Dauer bis zum Wachwerden (s)","Schnarchen (s)",Schnarchepisoden,"Durchschnittliche Herzfrequenz",'
        '"Herzfrequenz (min)","Herzfrequenz (max)","Night events"\n'
    )
    row = "2026-02-07T00:15:00+01:00,2026-02-07T08:05:00+01:00,6120,21960,0,120,0,120,0,600,2,54,50,64,\n"
    found = read((head + row).encode(), "sleep.csv")
    assert by_day(found, "sleep_hours") == {"2026-02-07": 7.8}
    assert factor(found, "avg_hr") == {"2026-02-07": 54}
    assert factor(found, "snoring_min") == {"2026-02-07": 10}


def test_saved_again_by_a_german_spreadsheet():
    head = HEADS["de"].replace(",", ";").replace('"', "")
    row = night("10.03.2026 22:00", "11.03.2026 06:00", 14400, 7200, sep=";")
    found = read(f"{head}\n{row}".encode("cp1252"), "sleep.csv")
    assert found.formats == ("Withings",)
    assert by_day(found, "sleep_hours") == {"2026-03-11": 6}


# ------------------------------------------------------------------ activities and steps

ACTIVITIES = (
    'from,to,"from (manual)","to (manual)",Timezone,"Activity type",Data,GPS,Modified\n'
    '2026-03-10T20:00:00+01:00,2026-03-10T20:30:00+01:00,,,Europe/Berlin,Walking,"{""steps"":895,""calories"":3}",,x\n'
    '2026-03-10T20:00:00+01:00,2026-03-10T20:30:00+01:00,,,Europe/Berlin,"Multi Sport",{},,x\n'
    "2026-03-29T01:30:00+01:00,2026-03-29T03:30:00+02:00,,,Europe/Berlin,Walking,{},,x\n"
    "2026-03-12T20:00:00+01:00,2026-03-12T19:00:00+01:00,,,Europe/Berlin,Walking,{},,x\n"
)


def test_the_same_walk_as_two_kinds_counts_once():
    found = read(ACTIVITIES.encode(), "activities.csv")
    assert found.formats == ("Withings",)
    assert by_day(found, "activity_min") == {"2026-03-10": 30, "2026-03-29": 60}
    assert [(one.row, one.reason) for one in found.rejections] == [(5, "out_of_range")]


def test_steps_by_the_name_of_the_file_and_no_steps_are_no_measurement():
    content = b"date,value\n2026-03-10,6119\n2026-03-11,0\n2026-03-12,viele\n"
    found = read(content, "aggregates_steps.csv")
    assert by_day(found, "steps") == {"2026-03-10": 6119}
    assert [one.value for one in found.rejections] == ["viele"]
    assert claimed(of_bytes(content, "mein_tagebuch.csv")) is None


def test_the_zip_joins_its_tables():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("data_X/sleep.csv", HEADS["en"] + "\n" + ROWS)
        made.writestr("data_X/activities.csv", ACTIVITIES)
        made.writestr("data_X/aggregates_steps.csv", "date,value\n2026-03-10,6119\n")
        made.writestr("data_X/aggregates_distance.csv", "date,value\n2026-03-10,4000\n")
        made.writestr(
            "data_X/raw_tracker_steps.csv", "start,duration,value\n2026-03-10T20:00:00+01:00,[60],[44]\n"
        )
    found = read(out.getvalue(), "data.zip")
    assert found.formats == ("Withings",)
    assert by_day(found, "steps") == {"2026-03-10": 6119}


def test_rem_of_a_device_that_cannot_tell_is_missing():
    found = nights(
        night("2026-03-10T22:00:00+01:00", "2026-03-11T06:00:00+01:00"),
        night("2026-03-11T22:00:00+01:00", "2026-03-12T06:00:00+01:00", rem=3600),
    )
    assert factor(found, "sleep_rem_h") == {"2026-03-12": 1}
    assert by_day(found, "sleep_hours") == {"2026-03-11": 6, "2026-03-12": 7}
