"""What one row is, and what must be asked about it. Known answers by hand."""

import pytest

from data import schema
from data.errors import UnreadableFile
from data.ingest import read

WIDE = b"Wann;Hocke;Treppe;Drehen\n03/04/2026;3;4;5\n04/04/2026;2;;4\n05/04/2026;1;2;3\n"
EVENTS = b"date,name,intensity\n2026-01-01,Migraine,5\n2026-01-03,Back pain,6\n2026-01-03,Back pain,4\n2026-01-05,Migraine,5\n"


def keys(found):
    return [one.key for one in found.questions]


def table(frame, *names):
    return frame[list(names)].astype(object).where(frame[list(names)].notna(), None).to_numpy().tolist()


def days_of(frame):
    return [str(one.date()) for one in frame["date"]]


# ------------------------------------------------------------------ wide


def test_wide_asks_what_its_columns_are_and_takes_nothing():
    found = read(WIDE, "x.csv")
    assert keys(found) == ["date_order", "wide"]
    assert found.questions[1].proposal == "movements"
    assert found.exposures.empty
    assert found.days.empty
    assert found.factors.empty


def test_wide_movements_are_tries_and_blanks_are_none():
    found = read(WIDE, "x.csv", {"date_order": "dmy", "wide": "movements"})
    assert not found.questions
    assert table(found.exposures, "movement", "pain_during", "line") == [
        ["Hocke", 3, 2], ["Treppe", 4, 2], ["Drehen", 5, 2], ["Hocke", 2, 3], ["Drehen", 4, 3],
        ["Hocke", 1, 4], ["Treppe", 2, 4], ["Drehen", 3, 4],
    ]  # fmt: skip


def test_wide_places_give_the_worst_of_the_day_and_stay_apart_from_factors():
    found = read(b"Datum;Nacken;LWS\n03.04.2026;3;4\n04.04.2026;2;\n", "x.csv", {"wide": "places"})
    assert table(found.days, "pain_worst", "pain_avg") == [[4, None], [2, None]]
    assert set(found.factors["name"]) == {schema.PLACE + "Nacken", schema.PLACE + "LWS"}


def test_pain_of_body_parts_is_no_factor_to_look_for():
    from analysis import panel

    found = read(b"Datum;Nacken;LWS\n03.04.2026;3;4\n04.04.2026;2;\n", "x.csv", {"wide": "places"})
    daily = panel.daily(found.days, found.exposures, found.factors)
    assert not [name for name in daily if schema.PLACE in name]


def test_body_parts_are_proposed_as_such():
    found = read(b"Datum;Nacken;LWS;Knie\n03.04.2026;3;4;5\n", "x.csv")
    assert found.questions[0].proposal == "places"


def test_a_known_pain_column_leaves_further_numbers_as_factors():
    found = read(b"Datum;Schmerz;Kaffee;Wasser\n03.04.2026;3;4;5\n", "x.csv")
    assert not found.questions
    assert set(found.factors["name"]) == {"Kaffee", "Wasser"}


def test_one_lone_rating_is_asked_about():
    content = b"Datum;Index\n03.04.2026;3\n04.04.2026;4\n"
    assert keys(read(content, "x.csv")) == ["pain_column"]
    assert read(content, "x.csv", {"pain_column": "Index"}).days["pain_avg"].tolist() == [3, 4]
    assert read(content, "x.csv", {"pain_column": "none"}).factors["value"].tolist() == [3, 4]


# ------------------------------------------------------------------ events


def test_events_ask_what_their_names_are():
    found = read(EVENTS, "x.csv")
    assert keys(found) == ["names:name"]
    assert found.days.empty
    assert found.factors.empty


@pytest.mark.parametrize(
    ("answer", "days", "tries", "factors"),
    [("pain_kind", 3, 0, 0), ("movement", 0, 4, 0), ("factor", 0, 0, 3)],
)
def test_events_by_what_their_names_are(answer, days, tries, factors):
    found = read(EVENTS, "x.csv", {"names:name": answer})
    assert not found.questions
    assert (len(found.days), len(found.exposures), len(found.factors)) == (days, tries, factors)


def test_several_attacks_of_a_day_are_its_mean_and_its_worst():
    found = read(EVENTS, "x.csv", {"names:name": "pain_kind"})
    assert table(found.days, "pain_avg", "pain_worst") == [[5, 5], [5, 6], [5, 5]]


def test_how_long_an_attack_lasted_makes_no_training():
    rows = [f"{day:02d}.{month:02d}.2026;{4 + day % 3};3" for month in (1, 2, 3) for day in (3, 11, 20)]
    found = read("\n".join(["Datum;Schmerz;Dauer", *rows]).encode(), "x.csv")
    assert found.shape == "day"
    assert found.exposures.empty
    assert set(found.factors["name"]) == {"Dauer"}


def test_attacks_only_is_said_and_no_painless_day_made_up():
    rows = [f"{day:02d}.{month:02d}.2026;{4 + day % 3}" for month in (1, 2, 3) for day in (3, 11, 20)]
    found = read("\n".join(["Datum;Schmerz", *rows]).encode(), "x.csv")
    assert found.dialect["attacks_only"] == "9"
    assert len(found.days) == 9
    assert found.days["pain_avg"].min() > 0


def test_daily_diary_is_not_called_attacks_only():
    rows = [f"{day:02d}.03.2026;{3 + day % 4}" for day in range(1, 29)]
    assert "attacks_only" not in read("\n".join(["Datum;Schmerz", *rows]).encode(), "x.csv").dialect


# ------------------------------------------------------------------ parts of a day, persons, names


def test_times_of_the_day_make_its_average_its_worst_and_its_morning():
    content = b"Datum;Schmerz morgens;Schmerz mittags;Schmerz abends\n01.03.2026;3;5;4\n02.03.2026;2;;6\n"
    found = read(content, "x.csv")
    assert table(found.days, "pain_avg", "pain_worst", "pain_morning") == [[4, 5, 3], [4, 6, 2]]
    assert found.factors.empty


def test_parts_of_the_day_as_times_are_no_errors():
    content = b"Datum;Tageszeit;Schmerz\n01.03.2026;morgens;3\n01.03.2026;abends;5\n"
    found = read(content, "x.csv")
    assert found.days["pain_avg"].tolist() == [4]
    assert list(found.rejections) == []


def test_several_persons_are_asked_about_and_never_mixed():
    content = b"Person;Datum;Schmerz\nA;01.03.2026;3\nB;01.03.2026;5\nA;02.03.2026;4\n"
    found = read(content, "x.csv")
    assert keys(found) == ["person:Person"]
    assert found.questions[0].options == ("A", "B", "all")
    assert found.days.empty
    assert table(read(content, "x.csv", {"person:Person": "A"}).days, "pain_avg", "line") == [[3, 2], [4, 4]]


def test_one_person_is_no_question():
    assert not read(b"Name;Datum;Schmerz\nIch;01.03.2026;3\nIch;02.03.2026;3\n", "x.csv").questions


# ------------------------------------------------------------------ no header, the person's mapping


def test_without_a_header_only_the_person_knows():
    content = b"01.03.2026;4;7,5\n02.03.2026;5;6,5\n03.03.2026;3;8\n"
    found = read(content, "x.csv")
    assert keys(found) == ["column:2", "column:3"]
    assert found.days.empty
    got = read(content, "x.csv", {"column:2": "pain", "column:3": "days.sleep_hours"})
    assert table(got.days, "pain_avg", "sleep_hours", "line") == [[4, 7.5, 1], [5, 6.5, 2], [3, 8, 3]]


@pytest.mark.parametrize(
    ("target", "field"),
    [
        ("days.mood", "mood"),
        ("days.stress", "stress"),
        ("days.steps", "steps"),
        ("days.sitting_h", "sitting_h"),
    ],
)
def test_any_column_can_be_set_to_any_field(target, field):
    found = read(b"Datum;Schmerz;Foo\n01.03.2026;3;5\n", "x.csv", {"column:Foo": target})
    assert found.days[field].tolist() == [5]
    use = next(one for one in found.mapping if one.header == "Foo")
    assert (use.why, use.target) == ("answer", target)
    assert target in use.options


def test_a_field_taken_by_the_person_leaves_the_header_behind():
    found = read(b"Datum;Schmerz;Foo\n01.03.2026;3;5\n", "x.csv", {"column:Foo": "pain"})
    assert found.days["pain_avg"].tolist() == [5]
    assert found.factors["value"].tolist() == [3]


def test_ignored_columns_leave_no_trace():
    found = read(b"Datum;Schmerz;Foo\n01.03.2026;3;5\n", "x.csv", {"column:Foo": "ignore"})
    assert found.factors.empty


def test_weekday_beside_the_date_is_not_the_date():
    found = read(b"Tag;Datum;Schmerz\nMo;02.03.2026;3\nDi;03.03.2026;4\n", "x.csv")
    assert days_of(found.days) == ["2026-03-02", "2026-03-03"]
    assert list(found.rejections) == []


# ------------------------------------------------------------------ order of columns


def test_the_order_of_columns_changes_nothing():
    header = ["Datum", "Bewegung", "Schmerz", "Last (kg)", "Schlaf (h)", "Stress", "Notiz"]
    rows = [
        ["01.03.2026", "Heben", "3", "10,5", "7,5", "4", "a"],
        ["02.03.2026", "Gehen", "2", "", "6", "5", ""],
    ]
    frames = []
    for turn in range(len(header)):
        order = [*range(turn, len(header)), *range(turn)]
        lines = [";".join(row[at] for at in order) for row in (header, *rows)]
        found = read("\n".join(lines).encode(), "x.csv")
        assert not found.questions
        frames.append((found.exposures, found.days))
    for exposures, days in frames[1:]:
        assert exposures.equals(frames[0][0])
        assert days.equals(frames[0][1])


def test_same_build_same_signature_whatever_the_rows():
    one = read(b"Datum;Schmerz\n01.03.2026;3\n", "a.csv")
    two = read(b"Datum;Schmerz\n05.04.2026;6\n06.04.2026;1\n", "b.csv")
    other = read(b"Datum;Schmerz;Stress\n01.03.2026;3;4\n", "c.csv")
    assert one.signature == two.signature != other.signature


@pytest.mark.parametrize("header", ["Rückenschmerz", "Kreuzschmerzen", "Back pain", "Lower back pain (0-10)"])
def test_back_pain_is_pain(header):
    found = read(f"Datum;{header}\n01.03.2026;3\n02.03.2026;4\n".encode(), "x.csv")
    assert found.days["pain_avg"].tolist() == [3, 4]


def test_where_pain_is_said_under_an_unknown_header_it_is_asked():
    content = b"Datum;Befinden LWS;Farbe\n01.03.2026;leicht;rot\n02.03.2026;stark;blau\n"
    asked = read(content, "x.csv").questions
    assert [(one.key, one.options) for one in asked] == [("pain_where", ("Befinden LWS", "none"))]
    answered = read(content, "x.csv", {"pain_where": "Befinden LWS"})
    assert answered.questions == []
    assert answered.days["pain_avg"].tolist() == [2, 8]
    with pytest.raises(UnreadableFile):
        read(content, "x.csv", {"pain_where": "none"})


# ------------------------------------------------------------------ what is no pain, or not said to be


def test_body_parts_to_a_hundred_are_asked_about_and_on_one_scale():
    content = b"Datum;LWS;Nacken\n01.03.2026;30;4\n02.03.2026;20;7\n"
    assert keys(read(content, "x.csv")) == ["wide"]
    assert keys(read(content, "x.csv", {"wide": "places"})) == ["scale:LWS", "scale:Nacken"]
    answers = {"wide": "places", "scale:LWS": "0-100", "scale:Nacken": "0-100"}
    assert read(content, "x.csv", answers).days["pain_worst"].tolist() == [3, 2]


def test_coffee_beside_body_parts_is_asked_about_on_its_own():
    content = b"Datum;LWS;Nacken;Kaffee\n01.03.2026;3;4;2\n02.03.2026;2;7;3\n"
    found = read(content, "x.csv")
    assert keys(found) == ["column:Kaffee", "wide"]
    assert found.questions[1].column == "LWS, Nacken"
    assert keys(read(content, "x.csv", {"wide": "places"})) == ["column:Kaffee"]
    found = read(content, "x.csv", {"wide": "places", "column:Kaffee": "factor"})
    assert not found.questions
    assert set(found.factors["name"]) == {schema.PLACE + "LWS", schema.PLACE + "Nacken", "Kaffee"}


def test_large_numbers_of_another_name_are_no_ratings():
    found = read(b"Datum;Luftdruck;Verkehr\n01.03.2026;80;40\n02.03.2026;70;20\n", "x.csv")
    assert not found.questions


def test_a_training_log_without_pain_is_asked_about_and_kept_as_factors():
    content = "Datum;Übung;Sätze;Wdh;Notiz\n01.03.2026;Hocke;3;8;gut\n02.03.2026;Hocke;2;9;\n".encode()
    found = read(content, "x.csv")
    assert keys(found) == ["pain_where"]
    assert found.questions[0].options == ("Sätze", "Wdh", "none")
    assert (len(found.exposures), len(found.days), len(found.factors)) == (0, 0, 0)
    found = read(content, "x.csv", {"pain_where": "none"})
    assert not found.questions
    assert found.exposures.empty
    assert sorted(found.factors["value"]) == [2, 3, 8, 9]
    assert found.days["note"].tolist() == ["gut"]
    assert read(content, "x.csv", {"pain_where": "Wdh"}).exposures["pain_during"].tolist() == [8, 9]


def test_a_training_log_without_numbers_is_refused_with_what_to_do():
    with pytest.raises(UnreadableFile) as caught:
        read("Datum;Übung\n01.03.2026;Hocke\n".encode(), "x.csv")
    assert caught.value.code == "no_pain"


def test_sleep_and_stress_alone_are_days():
    found = read(b"Datum;Schlaf (h);Stress\n01.03.2026;7,5;4\n02.03.2026;7;4\n", "x.csv")
    assert not found.questions
    assert found.days["sleep_hours"].tolist() == [7.5, 7]


TICKED = b"Datum;Schmerz;Stress\n01.03.2026;1;3\n02.03.2026;;3\n03.03.2026;1;4\n"


def test_ticks_are_no_strength_of_one():
    found = read(TICKED, "x.csv")
    assert keys(found) == ["ticks:Schmerz"]
    assert found.days["pain_avg"].isna().all()
    found = read(TICKED, "x.csv", {"ticks:Schmerz": "tick"})
    assert not found.questions
    assert found.days["pain_avg"].isna().all()
    assert table(found.factors, "name", "value") == [[schema.PLACE + "Schmerz", 1]] * 2


def test_zeros_and_ones_are_asked_about_too():
    content = "Datum;Schmerz\n" + "\n".join(f"{at:02d}.03.2026;{at % 2}" for at in range(1, 9))
    found = read(content.encode(), "x.csv")
    assert keys(found) == ["ticks:Schmerz"]
    found = read(content.encode(), "x.csv", {"ticks:Schmerz": "tick"})
    assert found.days["pain_avg"].isna().all()
    assert found.factors["value"].tolist() == [1, 0] * 4
    found = read(content.encode(), "x.csv", {"ticks:Schmerz": "strength"})
    assert found.days["pain_avg"].tolist() == [1, 0] * 4


def test_a_strength_of_one_is_kept_where_it_is_one():
    found = read(TICKED, "x.csv", {"ticks:Schmerz": "strength"})
    assert found.days["pain_avg"].tolist()[::2] == [1, 1]
    assert not read(b"Datum;Schmerz\n01.03.2026;1\n02.03.2026;1\n", "x.csv").questions


def test_yes_and_no_under_a_medicine_say_whether_it_was_taken():
    found = read(b"Datum;Schmerz;Medikament\n05.02.2026;4;ja\n06.02.2026;3;nein\n", "x.csv")
    assert found.days["med_taken"].tolist() == [True, False]
    assert found.days["med_type"].isna().all()
    found = read(b"Datum;Schmerz;Medikament\n05.02.2026;4;Ibuprofen\n06.02.2026;3;nein\n", "x.csv")
    assert found.days["med_type"].tolist() == ["Ibuprofen", "nein"]


def test_movements_and_body_parts_side_by_side_are_asked_about_one_by_one():
    """One answer for both would make the pain of a knee that of a movement, or walking a body part."""
    content = b"Datum;Gehen;Knie\n01.03.2026;3;6\n02.03.2026;2;5\n"
    found = read(content, "x.csv")
    assert {one.key: one.proposal for one in found.questions} == {
        "column:Gehen": "wide",
        "column:Knie": "place",
    }
    half = read(content, "x.csv", {"column:Gehen": "wide"})
    assert [one.key for one in half.questions] == ["column:Knie"]
    told = read(content, "x.csv", {"column:Gehen": "wide", "column:Knie": "place"})
    assert told.exposures[["movement", "pain_during"]].to_numpy().tolist() == [["Gehen", 3], ["Gehen", 2]]
    assert set(told.factors["name"]) == {"pain: Knie"}


@pytest.mark.parametrize(("header", "asked"), [("Knie", True), ("Kopfschmerzen", True), ("Handyzeit", False)])
def test_a_body_part_beside_pain_is_no_factor_unasked(header, asked):
    content = f"Datum;Schmerz;{header}\n01.03.2026;6;2\n02.03.2026;5;3\n".encode()
    found = read(content, "x.csv")
    assert [one.key for one in found.questions] == ([f"column:{header}"] if asked else [])
    told = read(content, "x.csv", {f"column:{header}": "place"})
    assert told.days["pain_avg"].tolist() == [6, 5]
    # Two of ten in the knee is not the worst of a day with six of ten.
    assert told.days["pain_worst"].isna().all()
