"""The fast way of splitting rows agrees with the thorough one wherever it is taken; damage stays where it is."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.ingest import read, rows

CELL = st.text(alphabet=st.sampled_from([*'ab1;,"\n\t é', " ", "\u00a0"]), max_size=6)
PIECES = st.text(alphabet=st.sampled_from([*'ab1;,"\n ']), max_size=60)


def shown(found):
    """All rows with their lines, odd ones included."""
    full = [
        (int(line), tuple(column[at].strip() for column in found.columns))
        for at, line in enumerate(found.lines)
    ]
    return sorted([*full, *((line, tuple(cell.strip() for cell in cells)) for line, cells in found.odd)])


@settings(max_examples=200, deadline=None)
@given(PIECES, st.sampled_from([";", ","]), st.integers(2, 4), st.booleans())
def test_both_ways_see_the_same_rows(text, delimiter, width, small):
    fast = rows._fast(text.encode(), delimiter, width, 2) if not small else None
    if fast is None:
        return
    thorough = rows._thorough(text, delimiter, width, 2)
    kept = [one for one in shown(fast) if any(one[1])]
    assert kept == [one for one in shown(thorough) if any(one[1])]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from([";", ",", "\t"]),
)
def test_what_a_spreadsheet_writes_is_split_as_it_was(table, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([["k", *cells] for cells in table])
    found = rows.split(out.getvalue().encode(), delimiter, 4, 1)
    assert [one[1][1:] for one in shown(found)] == [tuple(cell.strip() for cell in cells) for cells in table]


def test_blocks_are_cut_at_lines_and_numbered_through(monkeypatch):
    text = "\n".join(f"{n};{n % 7}" if n % 50 else f"{n};1;2" for n in range(2000)).encode()
    whole = rows.split(text, ";", 2, 5)
    monkeypatch.setattr(rows, "BLOCK", 100)
    monkeypatch.setattr(rows, "PIECE", 200)
    parts = rows.split(text, ";", 2, 5)
    assert shown(parts) == shown(whole)
    assert [line for line, _ in whole.odd] == [n + 5 for n in range(0, 2000, 50)]


def test_a_line_longer_than_a_piece_is_read(monkeypatch):
    monkeypatch.setattr(rows, "PIECE", 100)
    found = rows.split(b"a;" + b"x" * 500 + b"\nb;c\n", ";", 2, 1)
    assert [one[1][0] for one in shown(found)] == ["a", "b"]


HEADER = [
    "Datum",
    "Bewegung",
    "Schmerz",
    "Erwarteter Schmerz",
    "Last (kg)",
    "Schlaf (h)",
    "Stress",
    "Schritte",
    "Notiz",
]
ROWS = [
    [
        f"{1 + n % 28:02d}.03.2026",
        "Knie" if n % 2 else "Heben",
        str(n % 10),
        str(n % 8),
        f"{10 + n},5",
        "7,5",
        "4",
        "5000",
        "a",
    ]
    for n in range(24)
]
DAMAGE = {1: None, 2: "viel", 3: "99", 4: "schwer", 5: "kurz", 6: "11", 7: "-5"}


def written(table):
    return "\n".join(";".join(row) for row in [HEADER, *table]).encode()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 23), st.sampled_from([at for at, bad in DAMAGE.items() if bad]))
def test_damaging_one_cell_rejects_that_cell_only(row, column):
    table = [list(one) for one in ROWS]
    table[row][column] = DAMAGE[column]
    whole, hurt = read(written(ROWS), "a.csv"), read(written(table), "a.csv")
    assert not hurt.questions
    assert [(one.row, one.column, one.value) for one in hurt.rejections] == [
        (row + 2, HEADER[column], DAMAGE[column])
    ]
    fields = {2: "pain_during", 3: "expected_pain", 4: "weight_kg"}
    before, after = whole.exposures.copy(), hurt.exposures
    if column in fields:
        before.loc[before["line"] == row + 2, fields[column]] = float("nan")
    assert after.equals(before)


@pytest.mark.parametrize("copies", [1, 3])
def test_day_values_on_every_row_count_once(copies):
    lines = ["Datum;Bewegung;Schmerz;Schlaf (h)"]
    lines += [f"0{day}.03.2026;M{n};{n};{6 + day}" for day in (1, 2) for n in range(copies)]
    found = read("\n".join(lines).encode(), "a.csv")
    assert found.days["sleep_hours"].tolist() == [7, 8]
    assert list(found.rejections) == []
