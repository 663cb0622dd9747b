"""Every documented trap of parsers, with the naive reading beside ours: the test fails where we read like the naive one.

Naive is what pandas 3 or DuckDB 2 make of the same text, as measured for this project.
"""

from __future__ import annotations

import io
import time

import pandas as pd
import pytest

from data.ingest import read


def first_day(found):
    frame = found.days if len(found.days) else found.exposures
    return str(frame["date"].min().date())


# ------------------------------------------------------------------ dates


def test_dotted_dates_are_day_first():
    assert str(pd.to_datetime("03.04.2026").date()) == "2026-03-04"
    assert first_day(read(b"Datum;Schmerz\n03.04.2026;3\n13.04.2026;4\n", "x.csv")) == "2026-04-03"


def test_two_digit_years_are_of_this_century_and_day_first():
    assert first_day(read(b"Datum;Schmerz\n31.01.26;3\n", "x.csv")) == "2026-01-31"


def test_slashed_dates_that_fit_both_ways_are_asked():
    found = read(b"Date,Pain\n01/02/2026,3\n02/03/2026,4\n", "x.csv")
    assert [one.key for one in found.questions] == ["date_order"]


@pytest.mark.parametrize(("later", "day"), [("25/04/2026", "2026-04-03"), ("04/25/2026", "2026-03-04")])
def test_the_whole_column_decides_the_order(later, day):
    assert first_day(read(f"Date,Pain\n03/04/2026,3\n{later},4\n".encode(), "x.csv")) == day


def test_ordinals_all_through_the_column():
    found = read(b"Date,Pain\n22nd Sep 2020,3\n1st Oct 2020,4\n3rd Feb 2021,5\n", "x.csv")
    assert len(found.days) == 3


def test_a_month_name_without_a_year_is_no_year_one():
    found = read(b"Date,Pain\n28 September,3\n2026-09-29,4\n", "x.csv")
    assert found.days["date"].dt.year.tolist() == [2026]
    assert [one.value for one in found.rejections] == ["28 September"]


# ------------------------------------------------------------------ numbers and encodings


def test_semicolons_are_not_one_column():
    content = b"Datum;Schmerz\n01.03.2026;3\n"
    assert pd.read_csv(io.BytesIO(content)).shape == (1, 1)
    assert read(content, "x.csv").days["pain_avg"].tolist() == [3]


def test_decimal_comma():
    assert read(b"Datum;Schmerz;Schlaf (h)\n01.03.2026;4,5;7,25\n", "x.csv").days["pain_avg"].tolist() == [
        4.5
    ]


@pytest.mark.parametrize(("cell", "steps"), [("10.234", 10234), ("1.234.567", None), ("512", 512)])
def test_german_thousands(cell, steps):
    found = read(f"Datum;Schmerz;Schritte\n01.03.2026;4,5;{cell}\n".encode(), "x.csv")
    assert found.days["steps"].dropna().tolist() == ([steps] if steps else [])


def test_english_thousands_in_quotes():
    assert read(b'Date,Pain,Steps\n2026-03-01,4,"10,234"\n', "x.csv").days["steps"].tolist() == [10234]


def test_cp1252_umlauts():
    content = "Datum;Bewegung;Schmerz\n01.03.2026;Bücken;3\n".encode("cp1252")
    with pytest.raises(UnicodeDecodeError):
        pd.read_csv(io.BytesIO(content), sep=";")
    assert read(content, "x.csv").exposures["movement"].tolist() == ["Bücken"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_byte_order_marks_are_no_part_of_the_header(encoding):
    assert len(read("Datum;Schmerz\n01.03.2026;3\n".encode(encoding), "x.csv").days) == 1


# ------------------------------------------------------------------ lines


@pytest.mark.parametrize("row", ["02.03.2026;4", "02.03.2026;4;a;b"])
def test_a_short_or_long_row_does_not_turn_the_file_into_text(row):
    found = read(f"Datum;Schmerz;Notiz\n01.03.2026;3;x\n{row}\n03.03.2026;5;y\n".encode(), "x.csv")
    assert found.days["pain_avg"].tolist() == [3, 4, 5]
    assert len(found.rejections) == 1


def test_a_declared_delimiter_is_no_header():
    assert read(b"sep=;\nDatum;Schmerz\n01.03.2026;3\n", "x.csv").days["pain_avg"].tolist() == [3]


def test_a_trailing_delimiter_shifts_no_column():
    content = b"Datum,Schmerz,Stress\n2026-03-01,3,7,\n2026-03-02,4,8,\n"
    assert pd.read_csv(io.BytesIO(content))["Datum"].tolist() == [3, 4]
    found = read(content, "x.csv")
    assert found.days[["pain_avg", "stress"]].to_numpy().tolist() == [[3, 7], [4, 8]]


def test_of_two_equal_headers_of_pain_none_is_taken_unasked_and_none_is_lost():
    content = b"Datum,Schmerz,Schmerz\n2026-03-01,3,7\n"
    found = read(content, "x.csv")
    assert [(one.key, one.options) for one in found.questions] == [
        ("pain_which", ("Schmerz", "Schmerz (2)", "parts"))
    ]
    assert found.days.empty
    second = read(content, "x.csv", {"pain_which": "Schmerz (2)"})
    assert second.days["pain_avg"].tolist() == [7]
    assert second.factors[["name", "value"]].to_numpy().tolist() == [["pain: Schmerz", 3]]
    both = read(content, "x.csv", {"pain_which": "parts"})
    assert both.days[["pain_avg", "pain_worst"]].to_numpy().tolist() == [[5, 7]]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_old_line_ends(end):
    assert len(read(end.join(["Datum;Schmerz", "01.03.2026;3", "02.03.2026;4"]).encode(), "x.csv").days) == 2


def test_lines_above_and_a_header_on_line_two():
    found = read(b"Export vom 1.4.2026\nDatum;Schmerz\n01.03.2026;3\n", "x.csv")
    assert found.dialect["preamble"] == "1"
    assert found.days["line"].tolist() == [3]


def test_a_bad_value_after_twenty_thousand_rows_is_seen():
    rows = [f"{1 + n % 28:02d}.{1 + n // 28 % 12:02d}.{2020 + n // 336 % 6};M{n};3" for n in range(20_500)]
    rows[20_400] = rows[20_400].replace(";3", ";viel")
    found = read("\n".join(["Datum;Bewegung;Schmerz", *rows]).encode(), "x.csv")
    assert [(one.row, one.value) for one in found.rejections] == [(20_402, "viel")]


@pytest.mark.parametrize("mark", ["NA", "-", "--", "n/a", "NULL"])
def test_marks_for_nothing_do_not_turn_numbers_into_text(mark):
    found = read(f"Datum,Schmerz\n2026-03-01,3\n2026-03-02,{mark}\n".encode(), "x.csv")
    assert found.days["pain_avg"].tolist() == [3]


@pytest.mark.parametrize(
    "endless", ["(" * 200_000, "1" * 200_000, "7" * 200_000 + "hx", "2026-01-01" + " T" * 100_000]
)
@pytest.mark.parametrize("column", range(4))
def test_endless_cells_and_headers_cost_no_time(endless, column):
    """Patterns that try every digit against every other take minutes for one such cell."""
    header, row = ["Datum", "Schmerz", "Schlaf (h)", "Puls"], ["01.03.2026", "3", "7,5", "70"]
    begun = time.process_time()
    if column == 3:
        header[3] = endless
    else:
        row[column] = endless
    found = read(f"{';'.join(header)}\n{';'.join(row)}\n02.03.2026;4;6;71\n".encode(), "a.csv")
    assert len(found.mapping[3].header) <= 200
    assert time.process_time() - begun < 5
