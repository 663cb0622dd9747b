"""From bytes to text; every refusal has a sentence in both languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import UnreadableFile
from data.ingest import MAX_BYTES, read
from data.ingest.decode import text_of
from ui.text import Text

REFUSED = {
    "empty": b"",
    "pdf": b"%PDF-1.7 x",
    "archive_broken": b"PK\x03\x04x",
    "spreadsheet_broken": b"\xd0\xcf\x11\xe0x",
    "html": b"<html><body>",
    "binary": bytes(range(32)) * 9,
    "no_rows": b"Datum;Schmerz\n",
    "no_date": b"Wer;Farbe\na;rot\n",
    "no_pain": b"Datum;Farbe\n01.02.2026;rot\n",
    "all_rejected": b"Datum;Schmerz\n31.02.2026;1\n",
    "too_large": b"x" * (MAX_BYTES + 1),
    "broken": b'Datum;Schmerz;Notiz\n1.2.26;3;"gut\n2.2.26;4;x\n',
}


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("code", REFUSED)
def test_every_refusal_has_its_sentence(code, lang):
    with pytest.raises(UnreadableFile) as caught:
        read(REFUSED[code], "x.csv")
    assert caught.value.code == code
    assert "{" not in Text(lang)(f"error.{code}", **caught.value.context)


@pytest.mark.parametrize("note", ["Bücken", "ß", "müde", "5 €", "„gut“ – für Übung", "Größe, Ärger"])
def test_short_german_cp1252(note):
    text = f"Datum;Schmerz;Notiz\n13.04.26;3;{note}\n"
    assert text_of(text.encode("cp1252"), "x.csv") == (text, "cp1252")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_unicode_with_and_without_mark(encoding):
    got = read("Datum;Schmerz;Notiz\n13.04.26;3;müde\n".encode(encoding), "x.csv")
    assert got.days["note"].tolist() == ["müde"]


def harmless(content):
    try:
        read(content, "x.csv")
    except UnreadableFile as error:
        assert error.code in REFUSED  # noqa: PT017 - other codes have no sentence


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_arbitrary_bytes_never_crash(content):
    harmless(content)


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1, max_size=6))
def test_arbitrary_cells_never_crash(rows):
    lines = ["Datum;Uhrzeit;Bewegung;Schmerz;Notiz", *("1.2.26;" + ";".join(row) for row in rows)]
    harmless("\n".join(lines).encode())


@settings(max_examples=60, deadline=None)
@given(st.lists(CELL, min_size=1, max_size=6))
def test_arbitrary_dates_never_crash(cells):
    harmless("\n".join(["Datum;Schmerz", *(f"{one};3" for one in cells)]).encode())
