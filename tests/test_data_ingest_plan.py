"""What a file is understood as: shapes, ambiguous headers, factors. Known answers by hand."""

import pytest

from data import schema
from data.ingest import read


@pytest.mark.parametrize(
    ("header", "row", "shape"),
    [
        ("Datum;Bewegung;Schmerz", "1.2.26;Heben;3", "try"),
        ("Datum;Training;Schmerz;Wdh.", "1.2.26;Kraft;3;8", "session"),
        ("Datum;Schmerz;Stress", "1.2.26;3;4", "day"),
    ],
)
def test_shape_of_a_row(header, row, shape):
    assert read(f"{header}\n{row}\n".encode(), "x.csv").shape == shape


@pytest.mark.parametrize(("answer", "stress"), [("stress", [4]), ("ignore", None)])
def test_belastung_is_asked_and_the_answer_kept(answer, stress):
    content = b"Datum;Schmerz;Belastung\n1.2.26;3;4\n"
    assert [one.key for one in read(content, "x.csv").questions] == ["meaning:Belastung"]
    got = read(content, "x.csv", {"meaning:Belastung": answer})
    assert not got.questions
    assert got.days["stress"].dropna().tolist() == (stress or [])


def test_evidence_settles_a_header_without_asking():
    got = read(b"Datum;Schmerz;Schlaf\n1.2.26;3;7,5\n", "x.csv")
    assert not got.questions
    assert got.days["sleep_hours"].tolist() == [7.5]


def test_several_entries_of_a_day_are_averaged_and_the_worst_kept():
    got = read(b"Datum;Uhrzeit;Schmerz;Schmerz max\n1.2.26;08:00;2;3\n1.2.26;20:00;4;7\n", "x.csv")
    assert got.days[["pain_avg", "pain_worst"]].to_numpy().tolist() == [[3, 7]]


def test_one_slip_does_not_turn_stress_into_kilograms():
    content = b"Datum;Schmerz;Belastung\n1.2.26;3;4\n2.2.26;3;42\n3.2.26;3;5\n"
    found = read(content, "x.csv")
    assert [one.key for one in found.questions] == ["meaning:Belastung"]
    assert found.exposures.empty


def test_kilograms_in_the_cells_settle_it():
    content = b"Datum;Bewegung;Schmerz;Belastung\n1.2.26;Knie;3;12 kg\n"
    assert read(content, "x.csv").exposures["weight_kg"].tolist() == [12.0]


def test_several_timed_entries_a_day_are_averaged_and_said():
    content = b"Datum;Uhrzeit;Schmerz\n1.2.26;08:00;2\n1.2.26;20:00;5\n2.2.26;08:00;3\n"
    found = read(content, "x.csv")
    assert found.days["pain_avg"].tolist() == [3.5, 3.0]
    assert found.dialect["averaged_days"] == "1"


@pytest.mark.parametrize(
    "name", [one.name for table in ("days", "exposures", "factors") for one in schema.TABLES[table]]
)
def test_a_header_may_be_called_like_any_field_of_ours(name):
    """Own scripts write `source` or `seq`; read as a vocabulary that no cell could hold it stopped the whole file."""
    content = f"datum,pain,{name}\n2026-03-01,3,browser\n2026-03-02,4,browser\n".encode()
    assert read(content, "x.csv", {f"column:{name}": "ignore"}).rows == 2
    assert read(content, "x.csv").rows == 2


@pytest.mark.parametrize(
    ("cells", "minutes"),
    [(("1", "0", "1"), None), (("3", "10", "5"), None), (("30", "0", "45"), [30, 0, 45])],
)
def test_a_flag_or_a_rating_of_exercise_is_no_number_of_minutes(cells, minutes):
    rows = "".join(f"2026-03-0{day},3,{cell}\n" for day, cell in enumerate(cells, 1))
    found = read(f"date,pain,exercise\n{rows}".encode(), "x.csv")
    assert found.days["activity_min"].dropna().tolist() == (minutes or [])
    assert found.factors["value"].tolist() == ([] if minutes else [float(cell) for cell in cells])


def test_small_numbers_under_a_header_of_two_meanings_are_asked():
    content = b"Datum;Schmerz;Aktivit\xc3\xa4t\n1.3.26;3;4\n2.3.26;2;5\n"
    assert [one.key for one in read(content, "x.csv").questions] == ["meaning:Aktivität"]


@pytest.mark.parametrize("first", [0, 1])
def test_a_number_of_the_row_is_no_factor(first):
    rows = "".join(f"{first + day},2026-03-0{1 + day},3,{70 + day}\n" for day in range(6))
    found = read(f",date,pain,pulse\n{rows}".encode(), "x.csv")
    assert set(found.factors["name"]) == {"pulse"}
    assert found.mapping[0].table == ""


def test_a_second_column_of_pain_is_kept_as_pain_and_never_goes_along_with_it():
    found = read(b"Datum;Schmerz;Schmerz\n1.2.2026;3;5\n2.2.2026;4;6\n", "x.csv")
    assert found.days["pain_avg"].tolist() == [3, 4]
    assert found.factors["name"].unique().tolist() == [f"{schema.PLACE}Schmerz (2)"]


def test_a_weight_alone_is_that_of_the_person_and_makes_no_training():
    content = b"Datum;Schmerz;Gewicht\n1.2.2026;3;80\n2.2.2026;4;80,5\n"
    found = read(content, "x.csv")
    assert found.exposures.empty
    assert found.days["pain_avg"].tolist() == [3, 4]
    assert found.factors["value"].tolist() == [80, 80.5]
    assert read(content, "x.csv", {"column:Gewicht": "exposures.weight_kg"}).shape == "session"
    assert read(b"Datum;Schmerz;Gewicht;Wdh.\n1.2.2026;3;80;5\n", "x.csv").exposures[
        "weight_kg"
    ].tolist() == [80]
