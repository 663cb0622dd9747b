"""Rating scales, their direction, words, marks for "not said". Known answers by hand."""

from pathlib import Path

import pytest

from data.errors import Reason
from data.ingest import read


def keys(found):
    return [one.key for one in found.questions]


def diary(header, cells):
    rows = [f"{1 + n % 28:02d}.{1 + n // 28:02d}.2026;{cell}" for n, cell in enumerate(cells)]
    return "\n".join([f"Datum;{header}", *rows]).encode()


@pytest.mark.parametrize(
    ("scale", "cells", "stored"),
    [
        ("1-5", ["1", "3", "5"], [0, 5, 10]),
        ("1-4", ["1", "4"], [0, 10]),
        ("0-3", ["0", "3"], [0, 10]),
        ("0-100", ["0", "45", "100"], [0, 4.5, 10]),
        ("1-10", ["1", "10"], [0, 10]),
    ],
)
def test_the_person_names_the_scale(scale, cells, stored):
    found = read(diary("Schmerz", cells), "x.csv", {"scale:Schmerz": scale})
    assert found.days["pain_avg"].tolist() == pytest.approx(stored)
    use = found.mapping[1]
    assert use.scale == scale
    assert use.conversion[0].startswith(f"{cells[0]} → ")


@pytest.mark.parametrize("header", ["Schmerz (0-100)", "Schmerz 0–100", "Schmerz (%)"])
def test_the_header_names_the_scale(header):
    found = read(diary(header, ["20", "70"]), "x.csv")
    assert not found.questions
    assert found.days["pain_avg"].tolist() == [2, 7]


@pytest.mark.parametrize(("low", "high"), [(1, 5), (1, 4), (1, 6), (0, 3)])
def test_a_short_scale_in_full_use_is_asked_about(low, high):
    cells = [str(low + n % (high - low + 1)) for n in range(40)]
    found = read(diary("Schmerz", cells), "x.csv")
    assert keys(found) == ["scale:Schmerz"]
    assert found.questions[0].proposal == f"{low}-{high}"
    assert found.days.empty


@pytest.mark.parametrize(
    "cells", [["1", "2", "3", "4", "5"], ["0", "1", "2", "4"] * 10, ["1", "2", "3", "7"] * 10]
)
def test_few_or_wide_ratings_stand_for_themselves(cells):
    assert not read(diary("Schmerz", cells), "x.csv").questions


def test_school_marks_are_asked_for_their_good_end():
    cells = [str(1 + n % 5) for n in range(30)]
    content = diary("Stimmung;Schmerz", [f"{cell};{n % 8}" for n, cell in enumerate(cells)])
    asked = read(content, "x.csv", {"scale:Stimmung": "1-5"})
    assert keys(asked) == ["direction:Stimmung"]
    assert asked.days["mood"].isna().all()
    up = read(content, "x.csv", {"scale:Stimmung": "1-5", "direction:Stimmung": "high_good"})
    down = read(content, "x.csv", {"scale:Stimmung": "1-5", "direction:Stimmung": "high_bad"})
    assert up.days["mood"].tolist()[:5] == [0, 2.5, 5, 7.5, 10]
    assert down.days["mood"].tolist()[:5] == [10, 7.5, 5, 2.5, 0]


def test_nothing_is_turned_round_unless_the_person_says_so():
    found = read(diary("Schmerz", ["1", "9"]), "x.csv")
    assert found.days["pain_avg"].tolist() == [1, 9]
    turned = read(diary("Schmerz", ["1", "9"]), "x.csv", {"direction:Schmerz": "high_good"})
    assert turned.days["pain_avg"].tolist() == [9, 1]


def test_words_of_severity_are_converted_and_shown():
    found = read(diary("Schmerz", ["leicht", "mittel", "stark", "12", ""]), "x.csv")
    assert found.days["pain_avg"].tolist() == [2, 5, 8]
    assert found.mapping[1].scale == "words"
    assert found.mapping[1].conversion == ("leicht → 2", "mittel → 5", "stark → 8")
    assert [one.reason for one in found.rejections] == [Reason.OUT_OF_RANGE]


def test_one_word_among_numbers_is_a_slip():
    found = read(diary("Schmerz", ["3", "4", "stark"]), "x.csv")
    assert found.days["pain_avg"].tolist() == [3, 4]
    assert [one.value for one in found.rejections] == ["stark"]


def test_marks_for_not_said_are_asked_about_where_they_would_count():
    content = diary("Schmerz;Puls", ["3;60", "4;999", "5;64"])
    assert keys(read(content, "x.csv")) == ["missing:Puls"]
    gone = read(content, "x.csv", {"missing:Puls": "missing"})
    assert gone.factors["value"].tolist() == [60, 64]
    assert list(gone.rejections) == []
    kept = read(content, "x.csv", {"missing:Puls": "value"})
    assert kept.factors["value"].tolist() == [60, 999, 64]


def test_minus_one_as_a_habit_is_asked_about_and_as_a_slip_refused():
    habit = diary("Schmerz", ["3", "-1"] * 6)
    assert keys(read(habit, "x.csv")) == ["missing:Schmerz"]
    assert len(read(habit, "x.csv", {"missing:Schmerz": "missing"}).days) == 6
    slip = read(diary("Schmerz", ["3"] * 20 + ["-1"]), "x.csv")
    assert [one.reason for one in slip.rejections] == [Reason.OUT_OF_RANGE]


@pytest.mark.parametrize("mark", ["NA", "--", "-", "k.A.", "#NV", "unbekannt"])
def test_words_for_not_said_are_missing(mark):
    found = read(diary("Schmerz;Stress", ["3;4", f"{mark};5"]), "x.csv")
    assert found.days["pain_avg"].tolist()[0] == 3
    assert found.days["pain_avg"].isna().tolist() == [False, True]
    assert list(found.rejections) == []


def test_nights_without_sleep_are_asked_about():
    content = diary("Schmerz;Schlaf (h)", [f"3;{0 if n % 9 == 0 else 7 + n % 2}" for n in range(27)])
    assert keys(read(content, "x.csv")) == ["zero_missing:Schlaf (h)"]
    gone = read(content, "x.csv", {"zero_missing:Schlaf (h)": "missing"})
    assert gone.days["sleep_hours"].min() == 7
    kept = read(content, "x.csv", {"zero_missing:Schlaf (h)": "zero"})
    assert kept.days["sleep_hours"].min() == 0


def test_empty_days_are_not_free_of_pain_unless_said():
    content = diary("Schmerz;Stress", [f"{'' if n % 3 == 0 else 2 + n % 4};{n % 7}" for n in range(30)])
    assert keys(read(content, "x.csv")) == ["empty_pain:Schmerz"]
    unknown = read(content, "x.csv", {"empty_pain:Schmerz": "unknown"})
    assert unknown.days["pain_avg"].isna().sum() == 10
    free = read(content, "x.csv", {"empty_pain:Schmerz": "pain_free"})
    assert (free.days["pain_avg"] == 0).sum() == 10


def test_a_diary_with_zeros_means_its_blanks():
    content = diary("Schmerz;Stress", [f"{'' if n % 3 == 0 else n % 4};{n % 7}" for n in range(30)])
    assert not read(content, "x.csv").questions


@pytest.mark.parametrize(
    ("cells", "asked"), [(["7,5", "6,25"], False), (["7,5", "11"], False), (["6,83", "7,12"], True)]
)
def test_sleep_is_hours_only_where_the_values_say_so(cells, asked):
    found = read(diary("Schmerz;Schlaf", [f"3;{cell}" for cell in cells]), "x.csv")
    assert bool(found.questions) == asked


def test_a_few_marks_for_mood_are_enough_to_ask():
    """Read the other way round, school marks would turn every connection with mood into its opposite."""
    content = diary("Stimmung;Schmerz", [f"{1 + n % 5};{n % 8}" for n in range(12)])
    assert keys(read(content, "x.csv")) == ["scale:Stimmung"]
    assert not read(diary("Stimmung;Schmerz", [f"{4 + n % 5};{n % 8}" for n in range(12)]), "x.csv").questions


# ------------------------------------------------------------------ units


def tries(header, cells):
    rows = [f"{1 + n:02d}.03.2026;Gehen;3;{cell}" for n, cell in enumerate(cells)]
    return "\n".join([f"Datum;Bewegung;Schmerz;{header}", *rows]).encode()


@pytest.mark.parametrize(
    ("header", "cells", "options", "answers"),
    [
        ("Dauer", ["20", "30", "45"], ("s", "min"), {"s": [20, 30, 45], "min": [1200, 1800, 2700]}),
        ("Dauer", ["1", "2", "3"], ("s", "min", "h"), {"h": [3600, 7200, 10_800]}),
        ("Dauer", ["20 min", "30"], ("s", "min"), {"min": [1200, 1800], "s": [1200, 30]}),
        ("Strecke", ["1,5", "2"], ("m", "km"), {"km": [1500, 2000], "m": [1.5, 2]}),
        ("Distance", ["1", "2"], ("m", "km", "mi", "ft", "yd"), {"mi": [1609.344, 3218.688]}),
        ("Weight", ["20", "30"], ("kg", "lb"), {"lb": [9.0718474, 13.60777110]}),
        ("Dauer (min)", ["1:10", "45"], ("min+m:ss", "min+h:mm"), {"min+h:mm": [4200, 2700]}),
        ("Dauer (min)", ["1:10", "0:45"], ("m:ss", "h:mm"), {"h:mm": [4200, 2700], "m:ss": [70, 45]}),
        ("Dauer", ["1:10", "45"], ("s+m:ss", "min+m:ss", "min+h:mm"), {"s+m:ss": [70, 45]}),
    ],
)
def test_a_unit_nobody_named_is_asked_for(header, cells, options, answers):
    """Read as seconds, twenty minutes of walking are a third of a minute."""
    found = read(tries(header, cells), "x.csv")
    field = "weight_kg" if header == "Weight" else "duration_s" if "Dauer" in header else "distance_m"
    (one,) = found.questions
    assert (one.key, one.options) == (f"scale:{header}", options)
    assert found.exposures[field].isna().all()
    assert found.exposures["pain_during"].tolist() == [3] * len(cells)
    for answer, stored in answers.items():
        told = read(tries(header, cells), "x.csv", {f"scale:{header}": answer})
        assert not told.questions
        assert told.exposures[field].tolist() == pytest.approx(stored)
        assert set(told.mapping[3].scales) >= set(options)


@pytest.mark.parametrize(
    ("header", "cells", "stored"),
    [
        ("Gewicht", ["20"], 20),
        ("Dauer", ["1800", "3600"], 1800),
        ("Dauer", ["45:00", "1:10"], 2700),
        ("Dauer (s)", ["1:10"], 70),
        ("Dauer", ["0:20:00"], 1200),
        ("Schlafdauer", ["7:30"], 7.5),
    ],
)
def test_a_unit_that_values_or_custom_decide_is_not_asked_for(header, cells, stored):
    found = read(tries(header, cells), "x.csv")
    if header == "Dauer" and cells == ["45:00", "1:10"]:
        # One of two cells decides nothing for the other.
        assert [one.options for one in found.questions] == [("m:ss", "h:mm")]
        found = read(tries(header, ["45:00", "50:10", "1:10"]), "x.csv")
    assert not found.questions
    values = found.days["sleep_hours"] if header == "Schlafdauer" else found.exposures[found.mapping[3].field]
    assert values.iloc[0] == stored


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (["7.30", "6,45", "8"], True),
        (["7,30", "6,75"], False),
        (["7,25", "6,50"], False),
        (["7,5", "6,30"], False),
        (["7,30 h"], False),
    ],
)
def test_half_past_seven_with_a_point_is_not_seven_point_three_hours_unasked(cells, asked):
    found = read(diary("Schmerz;Schlafdauer", [f"3;{cell}" for cell in cells]), "x.csv")
    assert keys(found) == (["scale:Schlafdauer"] if asked else [])
    told = read(
        diary("Schmerz;Schlafdauer", ["3;7.30", "3;6,45", "3;8"]), "x.csv", {"scale:Schlafdauer": "h.mm"}
    )
    assert told.days["sleep_hours"].tolist() == [7.5, 6.75, 8]
    assert told.mapping[2].conversion == ("7.30 → 7.5", "6,45 → 6.75", "8 → 8")


def test_an_answer_for_numbers_leaves_a_colon_that_came_later_open():
    found = read(tries("Dauer", ["20", "1:10"]), "x.csv", {"scale:Dauer": "min"})
    assert [one.options for one in found.questions] == [("min+m:ss", "min+h:mm")]


def test_steps_with_decimals_may_be_thousands():
    content = diary("Schmerz;Schritte", ["3;8,5", "4;10,2", "5;9"])
    assert keys(read(content, "x.csv")) == ["scale:Schritte"]
    told = read(content, "x.csv", {"scale:Schritte": "tsd"})
    assert told.days["steps"].tolist() == [8500, 10_200, 9000]
    assert [one.value for one in read(diary("Schmerz;Schritte", ["3;8k"]), "x.csv").rejections] == ["8k"]


@pytest.mark.parametrize(
    ("cells", "kept", "refused"),
    [
        (["8 h", "480 min", "7 h"], [8, 8, 7], []),
        (["480 min", "7 h", "30 min"], [480, 420, 30], []),
        (["8", "9", "7", "480 min"], [8, 9, 7], ["480 min"]),
        (["480 min", "400 min", "8"], [480, 400], ["8"]),
        (["8 h", "7 h", "5 km"], [8, 7], ["5 km"]),
    ],
)
def test_units_of_an_unknown_column_are_never_mixed(cells, kept, refused):
    """Without its unit 480 minutes of lying down would be sixty times 8 hours of it."""
    found = read(diary("Schmerz;Liegen", [f"3;{cell}" for cell in cells]), "x.csv")
    assert found.factors["value"].tolist() == kept
    assert [(one.value, one.reason) for one in found.rejections] == [
        (one, Reason.OTHER_UNIT) for one in refused
    ]


def test_one_slip_among_thousands_costs_its_cell_only():
    """Read as a decimal point, 9.1 would turn every 10.234 steps into ten."""
    cells = [f"3;{10 + n}.234" for n in range(20)]
    found = read(diary("Schmerz;Schritte", [*cells, "3;9.1"]), "x.csv")
    assert found.days["steps"].dropna().tolist() == [10_234 + 1000 * n for n in range(20)]
    assert [one.value for one in found.rejections] == ["9.1"]


def test_percent_in_the_cells_need_no_question_about_their_scale():
    found = read(diary("Schmerz", ["30 %", "50%", "4"]), "x.csv")
    assert found.days["pain_avg"].tolist() == [3, 5, 4]
    assert not found.questions


def test_the_page_on_reading_says_what_is_done():
    """docs/methods/reading.md: feet, clock times, mixed units and the higher of two pains with their numbers."""
    page = " ".join(
        (Path(__file__).parents[1] / "docs/methods/reading.md").read_text(encoding="utf-8").split()
    )
    feet = read(tries("Distance (ft)", ["100"]), "x.csv").exposures["distance_m"].iloc[0]
    assert f"100 ft are stored as {feet:g} m" in page
    short, long = (
        read(tries("Dauer", ["1:10"]), "x.csv", {"scale:Dauer": clock}).exposures["duration_s"].iloc[0]
        for clock in ("m:ss", "h:mm")
    )
    assert f"“1:10” may be {short:g} s or {long:g} s" in page
    mixed = read(diary("Schmerz;Liegen", ["3;8 h", "3;480 min", "3;8 h"]), "x.csv").factors["value"].tolist()
    assert f"“480 min”: {mixed[0]:g} and {mixed[1]:g}" in page


def test_mixed_units_of_an_unknown_column_are_shown_as_converted():
    """An hour ("1 h") beside "20 min" is 60 beside 20: the person sees it beside the column; plain numbers show nothing."""
    mixed = read(diary("Schmerz;Gartenarbeit", ["3;1 h", "4;20 min"]), "x.csv").mapping[-1]
    assert mixed.conversion == ("1 h → 60", "20 min → 20")
    assert read(diary("Schmerz;Gartenarbeit", ["3;1", "4;20"]), "x.csv").mapping[-1].conversion == ()
