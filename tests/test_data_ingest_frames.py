"""From columns to frames: the night, day values, notes, nothing silently lost. Known answers by hand."""

from data.errors import Reason
from data.ingest import read


def days_of(frame):
    return [str(one.date()) for one in frame["date"]]


def test_night_try_belongs_to_the_day_before_its_day_values_do_not():
    got = read(
        b"Datum;Uhrzeit;Bewegung;Schmerz;Schlaf (h)\n12.03.2026;01:30;Heben;3;7\n12.03.2026;09:30;Heben;4;7\n",
        "x.csv",
    )
    assert days_of(got.exposures) == ["2026-03-11", "2026-03-12"]
    assert days_of(got.days) == ["2026-03-12"]


def test_four_o_clock_and_no_time_stay():
    got = read(b"Datum;Uhrzeit;Bewegung;Schmerz\n12.03.2026;04:00;Heben;3\n12.03.2026;;Heben;4\n", "x.csv")
    assert days_of(got.exposures) == ["2026-03-12", "2026-03-12"]


def test_note_without_movement_goes_to_the_day():
    got = read(b"Datum;Bewegung;Schmerz;Notiz\n1.3.26;Heben;3;a\n2.3.26;;;frei\n", "x.csv")
    assert got.days["note"].tolist() == ["frei"]
    assert got.exposures["note"].tolist() == ["a"]


def test_conflicting_day_value_is_refused_and_the_first_kept():
    got = read(b"Datum;Bewegung;Schmerz;Stress\n1.3.26;Heben;3;2\n1.3.26;Gehen;4;5\n", "x.csv")
    assert got.days["stress"].tolist() == [2]
    assert [(one.row, one.reason) for one in got.rejections] == [(3, Reason.CONFLICTING_DAY_VALUE)]


def test_pain_without_movement_is_refused():
    got = read(b"Datum;Bewegung;Schmerz\n1.3.26;Heben;3\n2.3.26;;4\n", "x.csv")
    assert [one.reason for one in got.rejections] == [Reason.MISSING_MOVEMENT]
