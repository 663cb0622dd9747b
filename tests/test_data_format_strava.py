"""Strava activities, built from the documented headers; values invented."""

import pytest

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
