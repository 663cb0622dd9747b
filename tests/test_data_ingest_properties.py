"""What must hold for any diary file: what was written is read, and no row vanishes."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.ingest import read

MOVEMENTS = ("Kniebeuge", "Bücken", "Über Kopf heben", 'Kiste "groß"', "Drehen; im Sitzen", "Tragen, weit")
DATES = {
    "iso": lambda day: day.isoformat(),
    "dotted": lambda day: f"{day:%d.%m.%Y}",
    "short": lambda day: f"{day:%d.%m.%y}",
    "dmy": lambda day: f"{day:%d/%m/%Y}",
    "mdy": lambda day: f"{day:%m/%d/%Y}",
}
TRY = st.tuples(
    st.integers(0, 40),
    st.sampled_from(MOVEMENTS),
    st.integers(0, 10) | st.none(),
    st.integers(1, 400).map(lambda n: n / 2),
)


def written(rows, delimiter, encoding, comma, style):
    """A diary file as a spreadsheet saves it; one more row settles the order of day and month."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Datum", "Bewegung", "Schmerz", "Last (kg)"])
    for offset, movement, pain, load in [*rows, (24, "Ende", 1, 10.5)]:
        day = date(2026, 1, 1) + timedelta(days=offset)
        shown = f"{load:.1f}".replace(".", ",") if comma else f"{load:.1f}"
        writer.writerow([DATES[style](day), movement, "" if pain is None else pain, shown])
    return out.getvalue().encode(encoding)


@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(TRY, min_size=1, max_size=12),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    comma=st.booleans(),
    style=st.sampled_from(sorted(DATES)),
)
def test_what_was_written_is_read(rows, delimiter, encoding, comma, style):
    answers = {"several:Bewegung": "one", "missing:Last (kg)": "value", "ticks:Schmerz": "strength"}
    found = read(written(rows, delimiter, encoding, comma, style), "a.csv", answers)
    assert found.questions == []
    assert found.rejections == []
    got = [
        (
            row.date.date(),
            row.movement,
            None if row.pain_during != row.pain_during else row.pain_during,
            row.weight_kg,
        )
        for row in found.exposures.sort_values("line").itertuples()
    ][:-1]
    assert got == [(date(2026, 1, 1) + timedelta(days=o), m, p, load) for o, m, p, load in rows]


CELL = st.sampled_from(["", "3", "42", "stark", "7,5", "x", "-", "0"])
DAY = st.sampled_from(["01.03.2026", "02.03.2026", "31.02.2026", "", "gestern"])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(DAY, st.sampled_from(["Knie", ""]), CELL, CELL), min_size=1, max_size=10))
def test_no_row_vanishes(rows):
    """A row is kept, or has a rejection, or says nothing beyond its date and movement."""
    lines = ["Datum;Bewegung;Schmerz;Stress", "05.03.2026;Knie;2;1", *(";".join(row) for row in rows)]
    found = read("\n".join(lines).encode(), "a.csv", {"scale:Schmerz": "0-10", "scale:Stress": "0-10"})
    kept = {int(line) for frame in (found.exposures, found.days) for line in frame["line"]}
    days = {stamp.date() for stamp in found.days["date"]}
    refused = {one.row for one in found.rejections}
    for at, (day, _, pain, stress) in enumerate(rows, start=3):
        silent = all(cell in {"", "-"} for cell in (pain, stress))
        counted_once = (
            day and day[:2].isdigit() and date(2026, 3, int(day[:2]) if day[:2] != "31" else 1) in days
        )
        blank = not any(cell for cell in rows[at - 3])
        assert at in kept or at in refused or silent or blank or counted_once


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("Schlaf (h)", "7:30", "sleep_hours", 7.5),
        ("Schlaf (h)", "7h 30min", "sleep_hours", 7.5),
        ("Schlafdauer", "7,25 h", "sleep_hours", 7.25),
        ("Aktivitätsminuten (hh:mm)", "1:30", "activity_min", 90),
        ("Schlafdauer", "7h30", "sleep_hours", 7.5),
        ("Schlafdauer", "6 h 30", "sleep_hours", 6.5),
        ("Schlafdauer", "7:30 h", "sleep_hours", 7.5),
        ("Schlafdauer", "7 Std und 15 Minuten", "sleep_hours", 7.25),
        ("Schlaf in Stunden", "7,5", "sleep_hours", 7.5),
        ("Schlaf Minuten", "450", "sleep_hours", 7.5),
        ("Schlafdauer", "450", "sleep_hours", 7.5),
        ("Schritte", "10 234", "steps", 10_234),
        ("Schritte", "10\u202f234", "steps", 10_234),
        ("Schritte", "10\u00a0234 Schritte", "steps", 10_234),
        ("Schritte", "10'234", "steps", 10_234),
        ("Schritte (Tsd.)", "8,5", "steps", 8500),
        ("Aktivität (min)", "45 min", "activity_min", 45),
        ("Schritte", "10.234", "steps", 10_234),
        ("Schritte", "980", "steps", 980),
        ("Sitzen (h)", "6,5", "sitting_h", 6.5),
        ("Schmerzmittel", "ja", "med_taken", True),
        ("Schmerzmittel", "nein", "med_taken", False),
        ("Schub", "x", "flare", True),
        ("Stress", "3/10", "stress", 3),
        ("Stimmung", "−", "mood", None),
        ("Schlafdauer (min)", "450 min", "sleep_hours", 7.5),
        ("Schlafdauer (min)", "7:30", "sleep_hours", 7.5),
        ("Schlafdauer (Minuten)", "420", "sleep_hours", 7),
        ("Schritte", "8.234 Schritte", "steps", 8234),
        ("Stimmung", "5 %", "mood", 0.5),
        ("Stimmung (0-100)", "3/10", "mood", 3),
    ],
)
def test_day_values_as_people_write_them(header, cell, field, value):
    found = read(f"Datum;Schmerz;{header}\n01.03.2026;3;{cell}\n02.03.2026;4;\n".encode(), "a.csv")
    got = found.days[field].iloc[0]
    if value is None:
        assert [one.reason for one in found.rejections] == ["not_a_number"]
    else:
        assert got == value
        assert found.rejections == []


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("Dauer (s)", "1:30", "duration_s", 90),
        ("Dauer (min)", "2", "duration_s", 120),
        ("Dauer (s)", "45 s", "duration_s", 45),
        ("Dauer (min)", "5 min", "duration_s", 300),
        ("Dauer (mm:ss)", "1:30", "duration_s", 90),
        ("Dauer (h:mm)", "1:30", "duration_s", 5400),
        ("Dauer", "1:10:30", "duration_s", 4230),
        ("Dauer", "45:30", "duration_s", 2730),
        ("Dauer", "1:30 h", "duration_s", 5400),
        ("Dauer", "1h 10", "duration_s", 4200),
        ("Dauer", "2 min 30", "duration_s", 150),
        ("Dauer in Minuten", "20", "duration_s", 1200),
        ("Zeit (min)", "20", "duration_s", 1200),
        ("Dauer (Minuten)", "2", "duration_s", 120),
        ("Dauer (h)", "1,5", "duration_s", 5400),
        ("Dauer (h)", "1:30", "duration_s", 5400),
        ("Dauer (Stunden)", "45 min", "duration_s", 2700),
        ("Strecke (km)", "1,5", "distance_m", 1500),
        ("Strecke (km)", "800 m", "distance_m", 800),
        ("Strecke", "3,5 km", "distance_m", 3500),
        ("Strecke (km)", "1,234", "distance_m", 1234),
        ("Strecke (km)", "1.234", "distance_m", 1234),
        ("Distance (miles)", "2", "distance_m", 3218.688),
        ("Distance (ft)", "100", "distance_m", 30.48),
        ("Distance", "100 ft", "distance_m", 30.48),
        ("Last (lbs)", "45 kg", "weight_kg", 45),
        ("Last (kg)", "12,5 kg", "weight_kg", 12.5),
        ("Tempo", "langsam", "speed", "slow"),
        ("Untergrund", "weich", "surface", "soft"),
        ("Position", "im Stehen", "position", "standing"),
        ("Atemübung", "ja", "breathing_done", True),
    ],
)
def test_doses_and_variants_as_people_write_them(header, cell, field, value):
    found = read(f"Datum;Bewegung;Schmerz;{header}\n01.03.2026;Knie;3;{cell}\n".encode(), "a.csv")
    assert found.rejections == []
    assert found.exposures[field].iloc[0] == value


@pytest.mark.parametrize(
    ("header", "cell", "reason"),
    [
        ("Tempo", "mit Schwung", "unknown_word"),
        ("Atemübung", "vielleicht", "not_yes_or_no"),
        ("Wdh.", "viele", "not_a_number"),
        ("Wdh.", "5 kg", "other_unit"),
        ("Dauer", "5 km", "other_unit"),
        ("Dauer", "1:75", "not_a_number"),
        ("Dauer", "1'30", "not_a_number"),
        ("Schmerz vorher", "5 min", "other_unit"),
        ("Uhrzeit", "25:99", "not_a_time"),
        ("Schmerz vorher", "999", "out_of_range"),
        ("Notiz", "a" * 5000, "too_long"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_the_rest_is_kept(header, cell, reason):
    found = read(f"Datum;Bewegung;Schmerz;{header}\n01.03.2026;Knie;3;{cell}\n".encode(), "a.csv")
    (one,) = found.rejections
    assert (one.row, one.column, one.value, one.reason) == (2, header, cell, reason)
    assert found.exposures["pain_during"].tolist() == [3.0]


def test_english_thousands():
    content = b'date,pain,steps\n2026-03-01,3,"10,234"\n2026-03-02,4,"9,100"\n'
    assert read(content, "a.csv").days["steps"].tolist() == [10_234, 9_100]


def test_a_long_note_with_commas_over_two_lines_is_no_broken_file():
    content = b'date,pain,note\n2026-03-01,3,"first line\nsecond, with, commas, many"\n2026-03-02,4,\n'
    found = read(content, "a.csv")
    assert len(found.days) == 2
    assert found.days["note"].iloc[0] == "first line\nsecond, with, commas, many"


DIALECT = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from([",", ";", "\t", "|"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        "lineterminator": st.sampled_from(["\n", "\r\n", "\r"]),
    }
)
NOTE = st.sampled_from(["", "gut", "müde, aber ok", 'er sagte "au"', "zu viel; gesessen", "a|b\tc"])
HEADERS = ("Datum", "Schmerz", "Schlaf (h)", "Stress", "Puls", "Notiz")
WHOLE = ("Datum", "pain_avg", "sleep_hours", "stress", "Puls", "note")
DAYS_OF_MANY = st.lists(
    st.tuples(st.integers(0, 10), st.integers(20, 40), st.integers(0, 10), st.integers(45, 99), NOTE),
    min_size=6,
    max_size=14,
)
ANSWERS = {"scale:Schmerz": "0-10", "scale:Stress": "0-10"}


def table(rows):
    """Rows of cells as they are written; the sleep in quarters of an hour keeps its decimal comma."""
    return [
        [
            f"{date(2026, 3, 1) + timedelta(days=at):%d.%m.%Y}",
            str(pain),
            f"{sleep / 4:.2f}".replace(".", ","),
            str(stress),
            str(pulse),
            note,
        ]
        for at, (pain, sleep, stress, pulse, note) in enumerate(rows)
    ]


def saved(header, cells, **dialect):
    out = io.StringIO()
    writer = csv.writer(out, **({"lineterminator": "\n", "delimiter": ";"} | dialect))
    writer.writerows([header, *cells])
    return out.getvalue().encode()


def values_of(found):
    """(day, field) -> value of everything stored."""
    got = {
        (row["date"].date(), name): row[name]
        for row in found.days.to_dict("records")
        for name in WHOLE
        if name in row and row[name] == row[name] and row[name] is not None
    }
    return got | {(row.date.date(), row.name): row.value for row in found.factors.itertuples(index=False)}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=DAYS_OF_MANY, dialect=DIALECT, spaces=st.booleans())
def test_the_dialect_changes_no_value(rows, dialect, spaces):
    cells = [
        [f" {cell} " if spaces and at < 5 else cell for at, cell in enumerate(row)] for row in table(rows)
    ]
    found = read(saved(HEADERS, cells, **dialect), "a.csv", ANSWERS)
    assert not found.questions
    assert not found.rejections
    day = date(2026, 3, 1)
    assert values_of(found) == {
        (day + timedelta(days=at), field): value
        for at, (pain, sleep, stress, pulse, note) in enumerate(rows)
        for field, value in zip(
            WHOLE[1:], (pain, sleep / 4, stress, pulse, " ".join(note.split())), strict=True
        )
        if value != ""
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=DAYS_OF_MANY, order=st.permutations(range(6)))
def test_the_order_of_columns_changes_no_value(rows, order):
    cells = table(rows)
    turned = saved([HEADERS[at] for at in order], [[row[at] for at in order] for row in cells])
    found = read(turned, "a.csv", ANSWERS)
    assert values_of(found) == values_of(read(saved(HEADERS, cells), "a.csv", ANSWERS))
    assert not found.rejections


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=DAYS_OF_MANY,
    at=st.integers(0, 5),
    column=st.integers(1, 4),
    bad=st.sampled_from(["?!", "1.2.3", "31.02.2026", "müde", "9" * 500, "3;;", '"', "\x7f"]),
)
def test_one_damaged_cell_costs_that_cell_only(rows, at, column, bad):
    cells = table(rows)
    whole = values_of(read(saved(HEADERS, cells), "a.csv", ANSWERS))
    cells[at][column] = bad
    found = read(saved(HEADERS, cells), "a.csv", ANSWERS)
    del whole[date(2026, 3, 1) + timedelta(days=at), WHOLE[column]]
    assert values_of(found) == whole
    assert [(one.row, one.column, one.value) for one in found.rejections] == [
        (at + 2, HEADERS[column], bad.strip())
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=DAYS_OF_MANY,
    at=st.integers(0, 5),
    place=st.integers(0, 6),
    more=st.booleans(),
    delimiter=st.sampled_from([";", ",", "\t"]),
)
def test_a_delimiter_too_many_or_too_few_moves_nothing(rows, at, place, more, delimiter):
    """Whatever is still stored is what was written; what is not is reported at its line."""
    cells = table(rows)
    whole = values_of(read(saved(HEADERS, cells), "a.csv", ANSWERS))
    row = cells[at]
    cells[at] = [*row[:place], *([""] if more else []), *row[place + (not more) :]]
    found = read(saved(HEADERS, cells, delimiter=delimiter), "a.csv", ANSWERS)
    got = values_of(found)
    assert got.items() <= whole.items()
    lost = {day for day, _ in whole.keys() - got.keys()}
    if lost and place < 6:
        assert lost == {date(2026, 3, 1) + timedelta(days=at)}
        assert {one.row for one in found.rejections} == {at + 2}
