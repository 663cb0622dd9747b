"""Numbers, scales and missing marks; traps of sniffers. Known answers by hand."""

import pytest

from data.ingest import read
from ui.text import Text


def pains(cells, answers=None):
    rows = "".join(f"{at:02d}.02.2026;{cell}\n" for at, cell in enumerate(cells, 1))
    return read(f"Datum;Schmerz\n{rows}".encode(), "x.csv", answers)


@pytest.mark.parametrize("slips", [["42"], ["999", "-1"], ["42", "999", "-1"]])
def test_few_slips_are_refused_without_a_question(slips):
    got = pains(["3", "4", "5", *slips])
    assert not got.questions
    assert [one.value for one in got.rejections] == slips
    assert got.days["pain_avg"].tolist() == [3, 4, 5]


def test_another_scale_is_asked_even_beside_a_slip():
    cells = ["30", "42", "45", "5", "999"]
    assert [one.key for one in pains(cells).questions] == ["scale:Schmerz"]
    got = pains(cells, {"scale:Schmerz": "0-100"})
    assert got.days["pain_avg"].tolist() == [3, 4.2, 4.5, 0.5]
    assert [one.value for one in got.rejections] == ["999"]


@pytest.mark.parametrize("mark", ["NA", "-", "n/a", "k. A.", "?", "–"])
def test_missing_marks_are_neither_zero_nor_wrong(mark):
    got = pains(["3", mark])
    assert got.days["pain_avg"].tolist() == [3]
    assert not got.rejections


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    "content",
    [
        "Date,Pain\n01/02/2026,3\n",
        "Datum;Schmerz;Belastung\n1.2.26;3;4\n",
        "Datum;Schmerz;Schlaf\n1.2.26;3;4\n",
        "Datum;Schmerz\n1.2.26;30\n",
        "Datum;Bewegung;Schmerz\n1.2.26;Heben, Gehen;3\n",
    ],
)
def test_every_question_and_answer_has_words(content, lang):
    (asked,) = read(content.encode(), "x.csv").questions
    text = Text(lang)
    assert text(f"question.{asked.kind}", column=asked.column, examples=", ".join(asked.examples))
    assert all(text(f"answer.{asked.kind}.{option}") for option in asked.options)


@pytest.mark.parametrize("cell", ["9" * 400, "9" * 100_000])
@pytest.mark.parametrize("column", ["datum", "schmerz", "puls"])
def test_endless_digits_are_no_number(cell, column):
    """As a float they are infinite, which no date and no mean survives."""
    row = {"datum": "01.03.2026", "schmerz": "3", "puls": "70"} | {column: cell}
    more = "".join(f"0{day}.03.2026;4;71\n" for day in range(2, 8))
    found = read(f"Datum;Schmerz;Puls\n{';'.join(row.values())}\n{more}".encode(), "a.csv")
    assert [one.row for one in found.rejections] == [2]
    assert found.factors["value"].max() <= 71


@pytest.mark.parametrize(
    ("cells", "stored"),
    [
        (("1,234", "980", "2,010"), [1234, 980, 2010]),
        (("1.234", "980", "2.010"), [1234, 980, 2010]),
        (("7,125", "6,250", "8"), [7.125, 6.25, 8]),
        (("7.125", "6.250", "8"), [7.125, 6.25, 8]),
    ],
)
def test_three_places_beside_hundreds_are_thousands(cells, stored):
    rows = "".join(f'2026-03-0{day},3,"{cell}"\n' for day, cell in enumerate(cells, 1))
    assert read(f"date,pain,calories\n{rows}".encode(), "a.csv").factors["value"].tolist() == stored
