"""Strava activities, built from the documented headers; values invented."""

import pytest

from data.errors import UnreadableFile
from data.ingest import read

ENGLISH = """\
Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Relative Effort,Commute,\
Elapsed Time,Moving Time,Distance
1,"Apr 30, 2026, 10:30:00 PM",Walk,Walk,,3700,2.81,,false,3705.0,3600.0,2812.5
2,"May 1, 2026, 7:00:00 AM",Ride,Ride,,1900,9.1,,false,1900.0,1800.0,9100.0
3,"yesterday",Ride,Ride,,1900,9.1,,false,1900.0,1800.0,9100.0
"""
GERMAN = """\
Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Aktivitätsbeschreibung,Verstrichene Zeit,Distanz,\
Verstrichene Zeit,Bewegungszeit,Distanz
1,"21.07.2026, 15:09:27",Gehen,Spaziergang,,1860,"2,81",1860.0,1800.0,2812.5
"""
ZONE = {"time_zone": "Europe/Berlin"}


def test_moments_in_utc_are_asked_for_a_zone():
    found = read(ENGLISH.encode(), "activities.csv")
    assert [one.key for one in found.questions] == ["time_zone"]
    assert found.days.empty


def test_the_second_of_two_headers_and_the_local_day():
    found = read(ENGLISH.encode(), "activities.csv", ZONE)
    assert [str(one.date()) for one in found.days["date"]] == ["2026-05-01"]
    assert found.days["activity_min"].tolist() == [90]
    assert found.factors["value"].tolist() == [2]
    assert [(one.row, one.value) for one in found.rejections] == [(4, "yesterday")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_german_headers_and_dates(encoding):
    found = read(GERMAN.encode(encoding), "activities.csv", ZONE)
    assert [str(one.date()) for one in found.days["date"]] == ["2026-07-21"]
    assert found.days["activity_min"].tolist() == [30]


def test_without_moving_time_the_exact_elapsed_time_counts():
    lines = 'Activity ID,Activity Date,Elapsed Time,Distance,Elapsed Time\n1,"Apr 30, 2026, 7:00:00 AM",60,1,3600.0\n'
    assert read(lines.encode(), "activities.csv", ZONE).days["activity_min"].tolist() == [60]


def test_without_movement_measured_the_elapsed_time_counts():
    lines = (
        "Activity ID,Activity Date,Elapsed Time,Distance,Elapsed Time,Moving Time\n"
        '1,"Apr 30, 2026, 7:00:00 AM",3600,1,3600.0,0.0\n'
    )
    assert read(lines.encode(), "activities.csv", ZONE).days["activity_min"].tolist() == [60]


# ------------------------------------------------------------------ other builds

HEAD = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Elapsed Time,Moving Time\n"
)


def minutes(*rows, head=HEAD, answers=ZONE, encoding="utf-8"):
    found = read((head + "".join(rows)).encode(encoding), "activities.csv", answers)
    known = found.days[found.days["activity_min"].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known["activity_min"], strict=True)), found


def activity(at, moving=1800, elapsed=1900, number=1):
    return f'{number},"{at}",Walk,Walk,{elapsed},2.8,{elapsed}.0,{moving}.0\n'


def test_a_phone_and_a_watch_of_the_same_walk_count_once():
    got, found = minutes(
        activity("Apr 30, 2026, 7:00:00 AM", 1800, 1900),
        activity("Apr 30, 2026, 7:01:00 AM", 1700, 1700, 2),
        activity("Apr 30, 2026, 9:00:00 AM", 600, 600, 3),
    )
    assert got == {"2026-04-30": 40}
    assert found.factors["value"].tolist() == [2]


@pytest.mark.parametrize(
    "at", ["30 Apr 2026, 22:30:00", "2026-04-30 22:30:00", "2026-04-30T22:30:00Z", "30.04.2026, 22:30:00"]
)
def test_dates_of_other_accounts(at):
    assert minutes(activity(at))[0] == {"2026-05-01": 30}


def test_slashed_dates_of_a_spreadsheet_are_asked_where_they_are_open():
    got, found = minutes(activity("4/5/2026 7:00"))
    assert got == {}
    assert [one.key for one in found.questions] == ["date_order"]
    assert minutes(activity("4/5/2026 7:00"), answers={**ZONE, "date_order": "dmy"})[0] == {"2026-05-04": 30}
    assert minutes(activity("4/30/2026 7:00"), activity("4/5/2026 7:00"))[0] == {
        "2026-04-05": 30,
        "2026-04-30": 30,
    }


def test_saved_again_by_a_german_spreadsheet():
    head = "Aktivitäts-ID;Aktivitätsdatum;Name der Aktivität;Verstrichene Zeit;Distanz;Verstrichene Zeit;Bewegungszeit\n"
    row = "1;21.07.2026 15:09;Gehen;1860;2,81;1860,5;1800,6\n"
    got, found = minutes(row, head=head, encoding="cp1252")
    assert found.formats == ("Strava",)
    assert {day: round(value, 2) for day, value in got.items()} == {"2026-07-21": 30.01}


def test_a_length_that_cannot_be_read_is_not_made_good_by_another():
    got, found = minutes(activity("Apr 30, 2026, 7:00:00 AM", "lang"), activity("May 1, 2026, 7:00:00 AM"))
    assert got == {"2026-05-01": 30}
    assert [one.value for one in found.rejections] == ["lang.0"]


def test_a_build_without_lengths_and_an_empty_one_raise_no_surprise():
    head = "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Filename,Media\n"
    for content in (head + "1,2026-01-15,Run,Run,,x.gpx,\n", head, HEAD):
        with pytest.raises(UnreadableFile) as caught:
            read(content.encode(), "activities.csv", ZONE)
        assert caught.value.code == "no_rows"
