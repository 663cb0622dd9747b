"""What a file is understood as: shapes, ambiguous headers, factors. Known answers by hand."""

import pytest
from pandas.testing import assert_frame_equal

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


@pytest.mark.parametrize("headers", ["Schmerz;NRS", "Schmerz;Schmerz abends", "Schmerz;Tagesschmerz"])
def test_two_columns_that_could_both_be_the_days_pain_are_asked_about(headers):
    content = f"Datum;{headers}\n1.2.2026;3;5\n2.2.2026;4;6\n".encode()
    first, second = headers.split(";")
    found = read(content, "x.csv")
    assert [one.options for one in found.questions] == [(first, second, "parts")]
    assert found.days["pain_avg"].isna().all()
    told = read(content, "x.csv", {"pain_which": first})
    assert told.days["pain_avg"].tolist() == [3, 4]
    assert told.factors["name"].unique().tolist() == [f"{schema.PLACE}{second}"]


def test_of_two_pains_in_a_try_one_is_chosen_and_nothing_is_refused_before():
    content = b"Datum;Bewegung;Schmerz;NRS\n1.2.2026;Heben;3;5\n"
    assert [one.options for one in read(content, "x.csv").questions] == [("Schmerz", "NRS")]
    assert read(content, "x.csv", {"pain_which": "NRS"}).exposures["pain_during"].tolist() == [5]


@pytest.mark.parametrize(("first", "second"), [("LWS", "6"), ("6", "links")])
def test_of_two_columns_of_pain_the_one_with_ratings_is_it(first, second):
    content = f"Datum;Schmerz;St\u00e4rke\n1.2.2026;{first};{second}\n2.2.2026;{first};{second}\n".encode()
    found = read(content, "x.csv")
    assert found.days["pain_avg"].tolist() == [6, 6]
    assert not found.questions


def test_two_columns_that_say_the_same_need_no_question():
    found = read(b"Datum;Schmerz;NRS\n1.2.2026;3;3\n2.2.2026;4;4\n", "x.csv")
    assert found.days["pain_avg"].tolist() == [3, 4]
    assert not found.questions


@pytest.mark.parametrize(
    ("answer", "during", "next_day", "names"),
    [
        ("pain_during", [6, 2, 4], [None] * 3, set()),
        ("pain_next_day", [3, 2, None], [6, None, 4], set()),
        ("factor", [3, 2, None], [None] * 3, {"pain: Schmerz danach"}),
        ("ignore", [3, 2, None], [None] * 3, set()),
    ],
)
def test_pain_after_a_try_is_asked_about_and_the_higher_one_counts(answer, during, next_day, names):
    """The pain of a try is the highest during it or within one hour: 3 during and 6 after is a 6, no safe 3."""
    content = (
        b"Datum;Bewegung;Schmerz;Schmerz danach\n1.3.2026;Heben;3;6\n2.3.2026;Heben;2;\n3.3.2026;Heben;;4\n"
    )
    assert [one.key for one in read(content, "x.csv").questions] == ["after:Schmerz danach"]
    found = read(content, "x.csv", {"after:Schmerz danach": answer})
    tries = found.exposures.astype(object).where(found.exposures.notna(), None)
    assert (tries["pain_during"].tolist(), tries["pain_next_day"].tolist()) == (during, next_day)
    assert set(found.factors["name"]) == names


@pytest.mark.parametrize("headers", ["Schmerz danach;Schmerz dabei", "Schmerz dabei;Schmerz danach"])
def test_pain_after_a_try_gives_way_to_pain_during_wherever_it_stands(headers):
    content = f"Datum;Bewegung;{headers}\n1.3.2026;Heben;3;3\n".encode()
    assert [one.key for one in read(content, "x.csv").questions] == ["after:Schmerz danach"]


def test_intensity_of_an_exercise_may_be_its_effort():
    content = b"Datum;\xc3\x9cbung;Schmerz;Intensit\xc3\xa4t\n1.3.2026;Heben;3;7\n"
    assert [one.key for one in read(content, "x.csv").questions] == ["meaning:Intensit\u00e4t"]
    found = read(content, "x.csv", {"meaning:Intensit\u00e4t": "rpe"})
    assert found.exposures[["pain_during", "rpe"]].to_numpy().tolist() == [[3, 7]]


def test_expectation_beside_a_movement_may_be_the_pain_expected_of_it():
    content = b"Datum;Bewegung;Erwartung;Schmerz\n1.3.2026;Heben;7;3\n"
    assert [one.key for one in read(content, "x.csv").questions] == ["meaning:Erwartung"]
    found = read(content, "x.csv", {"meaning:Erwartung": "expected_pain"})
    assert found.exposures[["expected_pain", "pain_during"]].to_numpy().tolist() == [[7, 3]]
    assert found.days.empty


def test_yes_and_no_are_no_movements_and_count_as_a_factor():
    content = b"Datum;Schmerz;Sport;Yoga\n1.3.2026;3;ja;Nein\n2.3.2026;4;nein;Ja\n3.3.2026;5;;\n"
    found = read(content, "x.csv")
    assert found.exposures.empty
    assert found.factors[["name", "value"]].to_numpy().tolist() == [
        ["Sport", 1], ["Sport", 0], ["Yoga", 0], ["Yoga", 1],
    ]  # fmt: skip
    named = read(b"Datum;Schmerz;Sport\n1.3.2026;3;Yoga\n2.3.2026;4;nein\n", "x.csv")
    assert named.exposures["movement"].tolist() == ["Yoga"]
    assert [one.reason for one in named.rejections] == ["missing_movement"]


@pytest.mark.parametrize(
    ("answer", "worst", "morning", "names"),
    [("pain", [3, 5], [1, 1], set()), ("factor", [None] * 2, [None] * 2, {"Morgens", "Abends"})],
)
def test_bare_times_of_the_day_beside_pain_may_be_tablets(answer, worst, morning, names):
    content = b"Datum;Schmerz;Morgens;Abends\n1.3.2026;3;1;0\n2.3.2026;4;1;5\n"
    assert [one.key for one in read(content, "x.csv").questions] == ["day_parts"]
    found = read(content, "x.csv", {"day_parts": answer})
    days = found.days.astype(object).where(found.days.notna(), None)
    assert days["pain_avg"].tolist() == [3, 4]
    assert (days["pain_worst"].tolist(), days["pain_morning"].tolist()) == (worst, morning)
    assert set(found.factors["name"]) == names


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Schmerz min", "pain: Schmerz min"),
        ("Schmerzmittel mg", "Schmerzmittel mg"),
        ("Painting", "Painting"),
    ],
)
def test_what_is_called_pain_never_goes_along_with_pain(header, name):
    found = read(f"Datum;Schmerz max;{header}\n1.3.2026;6;20\n2.3.2026;7;30\n".encode(), "x.csv")
    assert set(found.factors["name"]) == {name}


@pytest.mark.parametrize(("cells", "key"), [(("22:30", "23:15"), "meaning:Schlaf"), (("7:30", "6:45"), None)])
def test_times_of_going_to_bed_are_no_hours_of_sleep(cells, key):
    rows = "".join(f"0{day}.03.2026;3;{cell}\n" for day, cell in enumerate(cells, 1))
    asked = read(f"Datum;Schmerz;Schlaf\n{rows}".encode(), "x.csv").questions
    assert [one.key for one in asked] == ([key] if key else [])


@pytest.mark.parametrize("header", ["Strecke", "Distanz", "Anstrengung", "Tempo (km/h)"])
def test_how_far_or_hard_alone_makes_no_day_a_training(header):
    found = read(f"Datum;Schmerz;{header}\n1.3.2026;3;5\n2.3.2026;2;4\n".encode(), "x.csv")
    assert found.exposures.empty
    assert found.days["pain_avg"].tolist() == [3, 2]


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


TRY = "1.3.2026;Heben;3;6\n2.3.2026;Heben;2;1\n"
DAY = "1.3.2026;3;1;6\n2.3.2026;4;5;2\n"


@pytest.mark.parametrize(
    ("content", "answers"),
    [
        (f"Datum;Bewegung;Schmerz;Schmerz danach\n{TRY}", {"after:Schmerz danach": "pain_during"}),
        (f"Datum;Bewegung;Schmerz;Schmerz danach\n{TRY}", {"after:Schmerz danach": "factor"}),
        (f"Datum;Bewegung;Schmerz;Schmerz danach\n{TRY}", {"after:Schmerz danach": "pain_next_day"}),
        (f"Datum;Bewegung;Schmerz;Dauer\n{TRY}", {"scale:Dauer": "min"}),
        (f"Datum;Bewegung;Schmerz;Intensit\u00e4t\n{TRY}", {"meaning:Intensit\u00e4t": "rpe"}),
        (f"Datum;Schmerz;NRS;Stress\n{DAY}", {"pain_which": "parts"}),
        (f"Datum;Schmerz;NRS;Stress\n{DAY}", {"pain_which": "NRS"}),
        (f"Datum;Schmerz;Morgens;Abends\n{DAY}", {"day_parts": "pain"}),
        (f"Datum;Schmerz;Morgens;Abends\n{DAY}", {"day_parts": "factor"}),
        (f"Datum;Schmerz;Knie;Stress\n{DAY}", {"column:Knie": "place"}),
        (f"Datum;Gehen;Knie;Stress\n{DAY}", {"column:Knie": "place", "column:Gehen": "wide"}),
    ],
)
def test_what_is_remembered_of_an_answer_reads_the_next_file_the_same_way(content, answers):
    """Kept with the answers is what they made of each column (`ui.loaders`), which must not say something else."""
    found = read(content.encode(), "x.csv", answers)
    assert not found.questions
    columns = {
        f"column:{use.header}": use.target for use in found.mapping if use.options and use.why == "answer"
    }
    again = read(content.encode(), "x.csv", columns | answers)
    assert not again.questions
    for name in ("days", "exposures", "factors"):
        assert_frame_equal(getattr(again, name), getattr(found, name))


def test_pain_after_makes_a_row_without_a_movement_a_training():
    content = b"Datum;Schmerz;Schmerz danach\n1.3.2026;3;6\n"
    found = read(content, "x.csv", {"after:Schmerz danach": "pain_during"})
    assert found.exposures["pain_during"].tolist() == [6]
