"""Reading diary files: whole-file refusals, traps of dates and numbers, questions. Known answers by hand."""

import pytest

from data.errors import UnreadableFile
from data.ingest import MAX_BYTES, read


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 x", "pdf"),
        (b"PK\x03\x04x", "archive_broken"),
        (b"<!DOCTYPE html><html>", "html"),
        (bytes(range(32)) * 9, "binary"),
        (b"Datum;Schmerz\n", "no_rows"),
        (b"Wer;Farbe\na;rot\n", "no_date"),
        (b"Datum;Farbe\n01.02.2026;rot\n", "no_pain"),
        (b"Datum;Schmerz\n31.02.2026;1\n", "all_rejected"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_unreadable(content, code):
    with pytest.raises(UnreadableFile) as caught:
        read(content, "x.csv")
    assert caught.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(encoding, sign):
    text = "Datum,Bewegung,Schmerz\n13.04.26,Bücken,3\n".replace(",", sign)
    got = read(text.encode(encoding), "x.csv").exposures
    assert got["movement"].tolist() == ["Bücken"]
    assert got["pain_during"].tolist() == [3]
    assert str(got["date"][0].date()) == "2026-04-13"


def test_excel_line_thousands_and_decimal_comma():
    got = read(b"sep=;\nDatum;Schmerz;Schritte\n03.04.2026;4,5;10.234\n", "x.csv").days
    assert got[["pain_avg", "steps", "line"]].to_numpy().tolist() == [[4.5, 10234, 3]]


def test_open_date_order_takes_nothing_until_answered():
    content = b"Date,Pain\n01/02/2026,3\n"
    asked = read(content, "x.csv")
    assert [one.key for one in asked.questions] == ["date_order"]
    assert asked.days.empty
    got = read(content, "x.csv", {"date_order": "mdy"})
    assert str(got.days["date"][0].date()) == "2026-01-02"


def test_bad_pain_keeps_the_try():
    got = read(b"Date,Movement,Pain\n2026-01-02,Squat,strong\n", "x.csv")
    assert got.exposures["pain_during"].isna().all()
    assert [one.reason.value for one in got.rejections] == ["not_a_number"]
