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
    got = read(b"Datum;Schmerz;Puls;Puls;Farbe\n1.2.26;3;60;70;rot\n", "x.csv")
    assert got.factors[["name", "value"]].to_numpy().tolist() == [["Puls", 60], ["Puls (2)", 70]]
    assert [one.table for one in got.mapping] == ["days", "days", "factors", "factors", ""]


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


# ------------------------------------------------------------------ a header on two lines


@pytest.mark.parametrize(
    "lines",
    [
        ["Datum;Morgens;Abends;", ";Schmerz;Schmerz;Schlaf (h)"],
        [";Schmerz;;Schlaf", "Datum;morgens;abends;Stunden"],
        ["Datum;Schmerz;;Schlaf", ";morgens;abends;Stunden"],
        ["Datum;Schmerz;Schmerz;Schlafdauer", ";morgens;abends;h"],
        [";Schmerz;;Schlaf", ";Morgen;Abend;Dauer"],
        ["Mein Tagebuch;;;", ";Schmerz;;Schlaf", "Datum;morgens;abends;Dauer"],
    ],
)
def test_two_header_lines_are_one_and_no_pain_is_the_days_silently(lines):
    """Taken alone, either line makes the first of two pain columns the pain of the day."""
    found = read("\n".join([*lines, "01.03.2026;2;6;7", "02.03.2026;3;4;8"]).encode(), "x.csv")
    assert not found.questions
    assert not list(found.rejections)
    fields = ["pain_avg", "pain_worst", "pain_morning", "sleep_hours"]
    assert found.days[fields].to_numpy().tolist() == [[4, 6, 2, 7], [3.5, 4, 3, 8]]


def test_a_line_of_units_below_the_header_is_read():
    content = b"Datum;Schmerz;Schlafdauer\n;0-100;min\n01.03.2026;30;420\n02.03.2026;20;480\n"
    found = read(content, "x.csv")
    assert found.days[["pain_avg", "sleep_hours"]].to_numpy().tolist() == [[3, 7], [2, 8]]


def test_a_group_above_body_parts_leaves_them_pain_and_the_rest_alone():
    content = b";Schmerz;;;\nDatum;Nacken;Knie;Stress;Notiz\n01.03.2026;3;4;6;gut\n"
    found = read(content, "x.csv", {"wide": "places"})
    assert set(found.factors["name"]) == {"pain: Schmerz Nacken", "pain: Schmerz Knie"}
    assert found.days[["stress", "note"]].to_numpy().tolist() == [[6, "gut"]]


@pytest.mark.parametrize("line", ["Schmerz;;;", "Name;Max;;", "Schmerztagebuch;;M\u00e4rz;2026", ";;;Datum"])
def test_other_lines_above_or_below_a_header_change_no_name(line):
    header, entry = "Datum;Schmerz;Stress;Notiz", "01.03.2026;3;4;gut"
    found = read(f"{line}\n{header}\n{entry}".encode(), "x.csv")
    assert [one.header for one in found.mapping] == header.split(";")
    below = read(f"{header}\n;leicht;gut;müde\n{entry}".encode(), "x.csv")
    assert [one.header for one in below.mapping] == header.split(";")
