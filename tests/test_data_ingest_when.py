"""Which day a row is about, and what dates leave out. Known answers by hand."""

import pytest

from data.errors import Reason
from data.ingest import read


def keys(found):
    return [one.key for one in found.questions]


def days_of(frame):
    return [str(one.date()) for one in frame["date"]]


def test_year_month_and_day_in_columns_of_their_own():
    found = read(b"Jahr;Monat;Tag;Schmerz\n2026;1;31;4\n2026;2;30;5\n2026;Feb;3;6\n26;3;1;2\n", "x.csv")
    assert days_of(found.days) == ["2026-01-31", "2026-02-03", "2026-03-01"]
    assert [(one.row, one.value, one.reason) for one in found.rejections] == [
        (3, "30", Reason.IMPOSSIBLE_DATE)
    ]


@pytest.mark.parametrize("start", ["2026-03-01", "01.03.2026"])
def test_day_numbers_need_a_start(start):
    content = b"Tag;Schmerz\n1;4\n2;5\n4;6\n"
    assert keys(read(content, "x.csv")) == ["start_date"]
    assert days_of(read(content, "x.csv", {"start_date": start}).days) == [
        "2026-03-01",
        "2026-03-02",
        "2026-03-04",
    ]


def test_no_date_at_all_is_one_row_a_day_from_the_start():
    content = b"Schmerz;Schlaf (h)\n4;7\n5;6\n"
    assert keys(read(content, "x.csv")) == ["start_date"]
    assert read(content, "x.csv").days.empty
    assert days_of(read(content, "x.csv", {"start_date": "2026-02-28"}).days) == ["2026-02-28", "2026-03-01"]


def test_empty_dates_below_a_date_are_asked_about():
    content = b"Datum;Bewegung;Schmerz\n01.03.2026;Heben;3\n;Gehen;2\n;Sitzen;4\n02.03.2026;Heben;3\n"
    assert keys(read(content, "x.csv")) == ["fill_down:Datum"]
    same = read(content, "x.csv", {"fill_down:Datum": "same"})
    assert days_of(same.exposures) == ["2026-03-01"] * 3 + ["2026-03-02"]
    assert same.dialect["filled_dates"] == "2"
    apart = read(content, "x.csv", {"fill_down:Datum": "no"})
    assert len(apart.exposures) == 2
    assert [one.reason for one in apart.rejections] == [Reason.MISSING_DATE] * 2


def test_a_few_empty_dates_are_slips():
    rows = [f"{day:02d}.03.2026;3" for day in range(1, 20)]
    found = read("\n".join(["Datum;Schmerz", *rows, ";4"]).encode(), "x.csv")
    assert not found.questions
    assert [one.reason for one in found.rejections] == [Reason.MISSING_DATE]


def test_dates_without_a_year_are_asked_and_roll_over():
    content = b"Datum;Schmerz\n30.12.;4\n31.12.;5\n01.01.;6\n29.02.;1\n"
    assert keys(read(content, "x.csv")) == ["year"]
    found = read(content, "x.csv", {"year": "2025"})
    assert days_of(found.days) == ["2025-12-30", "2025-12-31", "2026-01-01"]
    assert [one.value for one in found.rejections] == ["29.02."]


def test_spreadsheet_day_numbers_are_dates():
    found = read(b"Datum;Schmerz\n46082;3\n46083;4\n", "x.csv")
    assert days_of(found.days) == ["2026-03-01", "2026-03-02"]
    assert found.dialect["excel_dates"] == "2"


@pytest.mark.parametrize(("zone", "day"), [("Europe/Berlin", "2026-03-02"), ("UTC", "2026-03-01")])
def test_moments_in_utc_are_asked_for_a_zone(zone, day):
    content = b"timestamp,pain\n2026-03-01T23:15:00Z,3\n"
    assert keys(read(content, "x.csv")) == ["time_zone"]
    assert days_of(read(content, "x.csv", {"time_zone": zone}).days) == [day]


def test_a_clock_beside_its_offset_is_local():
    found = read(b"timestamp,pain\n2026-03-01T23:15:00+01:00,3\n", "x.csv")
    assert not found.questions
    assert days_of(found.days) == ["2026-03-01"]


def test_utc_midnights_are_dates():
    assert not read(b"timestamp,pain\n2026-03-01T00:00:00Z,3\n2026-03-02T00:00:00Z,3\n", "x.csv").questions


@pytest.mark.parametrize(
    ("night", "local"),
    # Summer time starts on 2026-03-29 and ends on 2026-10-25 in Berlin.
    [
        ("2026-03-28T22:30:00Z", "2026-03-28"),
        ("2026-03-29T22:30:00Z", "2026-03-30"),
        ("2026-10-25T22:30:00Z", "2026-10-25"),
    ],
)
def test_the_offset_follows_summer_time(night, local):
    found = read(f"timestamp,pain\n{night},3\n".encode(), "x.csv", {"time_zone": "Europe/Berlin"})
    assert days_of(found.days) == [local]


def test_a_date_is_found_by_its_values():
    found = read(b"Eintrag;Schmerz\n2026-03-01;3\n2026-03-02;4\n", "x.csv")
    assert found.mapping[0].why == "evidence"
    assert len(found.days) == 2


def test_many_time_stamps_are_read_as_few():
    rows = [
        f"2026-{1 + n % 12:02d}-{1 + n % 28:02d} {n % 24:02d}:{n % 60:02d}:{n % 59:02d},{n % 11}"
        for n in range(9000)
    ]
    few = read(
        "\n".join(["date,movement,pain", *(row.replace(",", ",Squat,") for row in rows[:2900])]).encode(),
        "x.csv",
    )
    many = read(
        "\n".join(["date,movement,pain", *(row.replace(",", ",Squat,") for row in rows)]).encode(), "x.csv"
    )
    assert many.exposures.iloc[:2900][["date", "time"]].equals(few.exposures[["date", "time"]])


@pytest.mark.parametrize("unit", ["", "000", ".0"])
def test_moments_counted_since_1970_are_days_of_the_person(unit):
    """Programs of one's own write them; read as no date at all, the rows would have been one a day."""
    content = f"time,pain\n1772405700{unit},3\n1772440000{unit},5\n1772492400{unit},4\n".encode()
    assert keys(read(content, "x.csv")) == ["time_zone"]
    found = read(content, "x.csv", {"time_zone": "Europe/Berlin"})
    assert days_of(found.days) == ["2026-03-01", "2026-03-02", "2026-03-03"]
    assert found.days["pain_avg"].tolist() == [3, 5, 4]


def test_one_such_number_among_dates_is_a_slip():
    found = read(b"date,pain\n2026-03-01,3\n1772440000,5\n", "x.csv")
    assert [(one.row, one.reason) for one in found.rejections] == [(3, Reason.NOT_A_DATE)]


def test_a_column_headed_time_may_hold_the_dates():
    found = read(b"time,pain,side\n12/15/2026,7,left\n12/25/2026,3,left\n", "x.csv")
    assert days_of(found.days) == ["2026-12-15", "2026-12-25"]


# ------------------------------------------------------------------ which column is the date


WEEKS = b"Zeitpunkt;Schmerz\nKW 12 Mo;3\nKW 12 Di;4\nKW 12 Mi;2\n"


def test_a_column_that_could_be_meant_as_dates_is_asked_about_before_the_first_day():
    found = read(WEEKS, "x.csv")
    assert keys(found) == ["date_column"]
    assert found.questions[0].options == ("Zeitpunkt", "none")
    assert keys(read(WEEKS, "x.csv", {"date_column": "none"})) == ["start_date"]
    found = read(WEEKS, "x.csv", {"date_column": "none", "start_date": "2026-03-16"})
    assert days_of(found.days) == ["2026-03-16", "2026-03-17", "2026-03-18"]


def test_dates_without_a_year_or_as_day_numbers_under_any_header():
    content = b"Wochentag;Eintrag vom;Schmerz\nMo;03.04.;3\nDi;04.04.;4\n"
    assert read(content, "x.csv").questions[0].options == ("Eintrag vom", "none")
    found = read(content, "x.csv", {"date_column": "Eintrag vom", "year": "2026"})
    assert days_of(found.days) == ["2026-04-03", "2026-04-04"]
    content = b"Nr;Schmerz\n46082;3\n46083;4\n"
    assert days_of(read(content, "x.csv", {"date_column": "Nr"}).days) == ["2026-03-01", "2026-03-02"]


def test_weekdays_under_a_date_header_are_no_dead_end():
    content = b"Tag;Schmerz\nMo;3\nDi;4\nMi;4\n"
    assert keys(read(content, "x.csv")) == ["date_column"]
    found = read(content, "x.csv", {"date_column": "none", "start_date": "2026-03-02"})
    assert days_of(found.days) == ["2026-03-02", "2026-03-03", "2026-03-04"]


def test_one_row_a_day_ends_with_the_calendar():
    content = b"Schmerz;Schlaf (h)\n" + b"4;7\n" * 5
    found = read(content, "x.csv", {"start_date": "2100-12-29"})
    assert days_of(found.days) == ["2100-12-29", "2100-12-30", "2100-12-31"]
    assert [one.row for one in found.rejections] == [5, 6]


@pytest.mark.parametrize("cell", [b'"2\n1.02.2026"', b'"02.\n1.2026"', b"2\n1.02.2026"])
def test_a_date_with_a_line_break_is_none(cell):
    found = read(b"Datum;Schmerz\n" + cell + b";3\n05.02.2026;4\n", "x.csv")
    assert days_of(found.days) == ["2026-02-05"]
    assert "not_a_date" in {str(one.reason) for one in found.rejections}


def test_the_second_half_of_a_date_is_none_in_a_later_column_either():
    content = b"Schmerz;Datum;Notiz\n3;2\n1.02.2026;a\n4;05.02.2026;x\n5;06.02.2026;x\n"
    assert days_of(read(content, "x.csv").days) == ["2026-02-05", "2026-02-06"]
