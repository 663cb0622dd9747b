"""From text to rows: delimiters, lines of the file, ragged rows, quotes. Known answers by hand."""

import pytest

from data.errors import Reason, UnreadableFile
from data.ingest import read
from data.ingest.table import parse


def reasons(got):
    return [(one.row, one.column, one.reason) for one in got.rejections]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_true_line_numbers(end):
    got = read(end.join(["Datum;Schmerz", "01.02.2026;3", "", "02.02.2026;x"]).encode(), "x.csv")
    assert reasons(got) == [(4, "Schmerz", Reason.NOT_A_NUMBER)]


def test_quoted_newline_keeps_true_lines():
    got = read(b'Datum;Schmerz;Notiz\n01.02.2026;3;"a\nb"\n02.02.2026;x;c\n', "x.csv")
    assert reasons(got) == [(4, "Schmerz", Reason.NOT_A_NUMBER)]
    assert got.days["note"].tolist() == ["a\nb", "c"]


def test_unclosed_quote_names_its_line():
    content = b'Datum;Schmerz;Notiz\n01.02.2026;3;"gut\n02.02.2026;4;x\n'
    with pytest.raises(UnreadableFile) as caught:
        read(content, "x.csv")
    assert (caught.value.code, caught.value.context["line"]) == ("broken", 2)


def test_quote_closed_by_a_later_one_is_found():
    with pytest.raises(UnreadableFile, match="line 2"):
        parse(b'Datum;Schmerz;Notiz\n1.2.26;3;"gut\n2.2.26;4;"x"\n3.2.26;4;y\n', "x.csv")


def test_inch_mark_is_no_open_quote():
    assert len(parse(b'Datum;Schmerz;Notiz\n1.2.26;3;5" Ball\n2.2.26;4;x\n', "x.csv")) == 2


def test_short_and_long_row_keep_what_is_sure():
    got = read(b"Datum;Schmerz;Notiz\n1.2.26;3\n2.2.26;4;a;b\n3.2.26;5;c\n", "x.csv")
    assert got.days["pain_avg"].tolist() == [3, 4, 5]
    assert reasons(got) == [(2, "Notiz", Reason.TOO_FEW_CELLS), (3, "Notiz", Reason.TOO_MANY_CELLS)]


def test_trailing_delimiter_shifts_nothing():
    got = read(b"Datum,Schmerz\n2026-02-01,3,\n2026-02-02,4,\n", "x.csv")
    assert got.days["pain_avg"].tolist() == [3, 4]
    assert not got.rejections


def test_preamble_is_skipped_and_told():
    got = read(b"Mein Tagebuch\nDatum;Schmerz\n1.2.26;3\n", "x.csv")
    assert got.dialect["preamble"] == "1"
    assert got.days["line"].tolist() == [3]


def test_duplicate_header_is_kept_as_factor_and_text_is_shown_as_left_out():
    got = read(b"Datum;Schmerz;Schmerz;Farbe\n1.2.26;3;4;rot\n", "x.csv")
    assert got.factors["value"].tolist() == [4]
    assert [one.table for one in got.mapping] == ["days", "days", "factors", ""]


def test_more_lines_than_memory_is_there_for_are_refused_with_their_number(monkeypatch):
    monkeypatch.setattr("data.ingest.table.MAX_ROWS", 2000)
    with pytest.raises(UnreadableFile) as caught:
        read(b"Datum;Schmerz\n" + b"01.03.2026;3\n" * 3000, "x.csv")
    assert caught.value.code == "too_many_rows"
    assert (caught.value.context["rows"], caught.value.context["limit"]) == (3, 2)


def test_fewer_lines_are_read_where_they_are_slow_to_read(monkeypatch):
    monkeypatch.setattr("data.ingest.rows.SLOW_ROWS", 2000)
    with pytest.raises(UnreadableFile) as caught:
        read(b"Datum;Schmerz;Notiz\n" + b'01.03.2026;3;"a\nb"\n' * 1500, "x.csv")
    assert caught.value.code == "too_many_rows"
    assert read(b"Datum;Schmerz\n" + b"01.03.2026;3\n" * 3000, "x.csv").rows == 3000


@pytest.mark.parametrize(("cell", "sign"), [("4", None), ("4,5", ","), ("4.5", ".")])
def test_only_a_decimal_sign_that_was_seen_is_reported(cell, sign):
    found = read(f"Datum;Schmerz\n01.03.2026;{cell}\n02.03.2026;3\n".encode(), "x.csv")
    assert found.dialect.get("decimal") == sign
