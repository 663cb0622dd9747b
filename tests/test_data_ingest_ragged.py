"""A delimiter too few or too many moves all cells behind it: kept is only what surely stands under its column."""

import pytest

from data.errors import Reason, UnreadableFile
from data.ingest import read

HEADER = "Datum;Schmerz;Schlaf (h);Stress;Notiz"
GOOD = ["01.02.2026;1;7,5;2;gut", "02.02.2026;3;6;4;", "03.02.2026;5;8;6;so la la"]


def file(*lines, header=HEADER, end="\n"):
    return read(("\n".join([header, *GOOD, *lines]) + end).encode(), "x.csv")


def stored(found, line=5):
    """What the row of this line gave."""
    rows = found.days[found.days["line"] == line]
    fields = ["pain_avg", "sleep_hours", "stress", "note"]
    return [None if value != value else value for value in rows[fields].iloc[0]] if len(rows) else None


@pytest.mark.parametrize(
    ("row", "kept", "column", "reason"),
    [
        ("04.02.2026;7;5;9", [7, 5, 9, None], "Notiz", Reason.TOO_FEW_CELLS),
        # A number is missing, which of them is not said: the note is sure, the numbers are not.
        ("04.02.2026;7;5;matt", [None, None, None, "matt"], "Schmerz", Reason.TOO_FEW_CELLS),
        ("7;5;9;matt", None, "Datum", Reason.TOO_FEW_CELLS),
        ("04.02.2026;7;5;9;matt; und müde", [7, 5, 9, None], "Notiz", Reason.TOO_MANY_CELLS),
        ("04.02.2026;;7;5;9;matt", None, "Datum", Reason.TOO_MANY_CELLS),
        ("04.02.2026;7;5;9;3;matt", None, "Datum", Reason.TOO_MANY_CELLS),
        ("04.02.2026;7;5;9;matt;", [7, 5, 9, "matt"], None, None),
        ("04.02.2026;;7;5;9;", None, "Datum", Reason.TOO_MANY_CELLS),
    ],
)
def test_a_moved_number_is_never_stored_under_another_column(row, kept, column, reason):
    found = file(row)
    assert stored(found) == kept
    assert [(one.row, one.column, one.reason) for one in found.rejections] == (
        [(5, column, reason)] if reason else []
    )
    assert len(found.days) == 3 + (kept is not None)


def test_a_slip_in_a_column_of_numbers_lets_it_take_no_two_cells():
    found = file(HEADER, "04.02.2026;6;8,25;9;2;matt")
    assert stored(found, 6) is None
    assert [(one.row, one.reason) for one in found.rejections] == [
        (5, Reason.NOT_A_DATE),
        (6, Reason.TOO_MANY_CELLS),
    ]


def test_a_decimal_comma_in_a_file_of_commas_is_no_second_number():
    content = b"date,pain,sleep hours,stress\n2026-02-01,1,7.5,2\n2026-02-02,3,6,4\n2026-02-03,5,7,5,6\n"
    found = read(content, "x.csv")
    assert found.days["sleep_hours"].tolist() == [7.5, 6]
    assert [(one.row, one.value) for one in found.rejections] == [(4, "5,7,5,6")]


def test_rows_that_end_early_again_and_again_are_a_way_of_writing():
    content = "Datum;Schmerz;Stress;Schlaf (h)\n1.2.26;3;4;7\n2.2.26;4\n3.2.26;5\n4.2.26;6\n"
    assert read(content.encode(), "x.csv").days["pain_avg"].tolist() == [3, 4, 5, 6]


def test_the_end_of_a_torn_line_may_be_half_a_number():
    found = file("04.02.2026;7;5", ",75;9;matt")
    assert stored(found)[:3] == [7, None, None]
    assert {one.row for one in found.rejections} == {5, 6}
    cut = file("04.02.2026;7;1", end="")
    assert stored(cut)[:3] == [7, None, None]
    # A last line that has its note was not cut: a number is missing somewhere before it.
    assert stored(file("04.02.2026;7;5;matt", end="")) == [None, None, None, "matt"]


def test_a_header_with_a_name_too_few_names_only_what_is_sure():
    found = file(header="Datum;Schmerz;Schlaf (h);Stress")
    assert found.days["pain_avg"].tolist() == [1, 3, 5]
    assert found.mapping[-1].table == ""


@pytest.mark.parametrize(
    "content",
    [
        "Datum;Schlaf (h);Stress;Notiz\n1.2.26;1;7;2;gut\n2.2.26;3;6;4;matt\n",
        "Datum,Schmerz,Schlaf (h)\n01.02.2026,3,7,5\n02.02.2026,4,6,5\n",
        "Datum,Schmerz,Stress\n01.02.2026,3,5,2\n02.02.2026,4,5,1\n",
    ],
)
def test_names_that_may_stand_over_several_columns_are_refused(content):
    with pytest.raises(UnreadableFile) as caught:
        read(content.encode(), "x.csv")
    assert (caught.value.code, caught.value.context["line"]) == ("broken", 1)


def test_row_numbers_without_a_name_move_no_header():
    content = "date,pain,stress\n1,2026-02-01,3,5\n2,2026-02-02,4,6\n"
    found = read(content.encode(), "x.csv")
    assert found.days[["pain_avg", "stress"]].to_numpy().tolist() == [[3, 5], [4, 6]]


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize(
    "below",
    [
        "Datum;Stress;Schlaf (h);Schmerz;Notiz\n05.02.2026;9;6;2;x",
        "Datum;Puls;Gewicht;Schritte;Bemerkung\n05.02.2026;70;81;4000;x",
        "Datum;Puls;Schmerz;Schritte;Fett;Zucker;Notiz\n05.02.2026;70;8;4000;1;2;x",
    ],
)
def test_a_second_table_is_not_read_as_the_first(below, gap):
    with pytest.raises(UnreadableFile) as caught:
        file(gap + below)
    assert caught.value.code == "broken"
    assert caught.value.context["line"] == 5 + len(gap)


def test_a_repeated_or_translated_header_is_no_second_table():
    found = file(HEADER, "Date;Pain;Sleep (h);Stress;Note", "05.02.2026;9;6;2;x")
    assert found.days["pain_avg"].tolist() == [1, 3, 5, 9]


def test_a_quote_in_the_header_that_swallows_rows_is_found():
    with pytest.raises(UnreadableFile) as caught:
        read(b'Datum;Schmerz;"Stress;Notiz\n1.2.26;3;4;gut\n2.2.26;4;5;"x"\n3.2.26;4;5;y\n', "x.csv")
    assert caught.value.code == "broken"


def test_many_lines_above_the_header_are_skipped():
    found = read(("Export\n" * 30 + "\n".join([HEADER, *GOOD])).encode(), "x.csv")
    assert found.days["pain_avg"].tolist() == [1, 3, 5]


def test_no_row_of_the_width_of_the_header_is_said():
    with pytest.raises(UnreadableFile) as caught:
        read(b"Datum;Schmerz;Stress;Schlaf (h)\n1.2.26;3;4\n2.2.26;4;5\n", "x.csv")
    assert (caught.value.code, caught.value.context["rows"]) == ("all_rejected", 2)


# ------------------------------------------------------------------ rows of the right width whose cells moved

WIDE = "Datum;Schmerz;Schlaf (h);Stress;Schritte;Puls;Notiz"
DAYS = [
    f"{at:02d}.02.2026;{at % 9};{6 + at / 4:g};{at % 5};{2000 + at};{100 + at};gut".replace(".", ",").replace(
        ",02,2026", ".02.2026"
    )
    for at in range(1, 8)
]


def with_row(row, header=WIDE):
    found = read("\n".join([header, *DAYS, row]).encode(), "x.csv")
    kept = found.days[found.days["line"] == len(DAYS) + 2]
    fields = ["pain_avg", "sleep_hours", "stress", "steps"]
    pulse = found.factors[found.factors["date"] == "2026-02-08"]["value"].tolist()
    values = [None if one != one else one for one in kept[fields].iloc[0]] if len(kept) else []
    return values, pulse, [(one.column, one.reason) for one in found.rejections]


@pytest.mark.parametrize(
    ("row", "kept", "column"),
    [
        # A number under notes, right of an empty cell: steps and pulse stand one too far to the right.
        ("08.02.2026;1;8,5;4;;2104;108", [1, 8.5, 4, None], "Schritte"),
        # A pulse of 2039 that fits under steps, as all before it fit one nearer to the empty cell.
        ("08.02.2026;;10;7,25;4;2039;", [], "Schmerz"),
        # A stress of 2065 that fits under steps, and behind it there is room.
        ("08.02.2026;2;5,25;2065;105;;gut", [None] * 4, "Schmerz"),
        # A pulse of 105 under steps; a stress of 4 is none, so nothing left of them has moved.
        ("08.02.2026;2;5,25;4;105;gut;", [2, 5.25, 4, None], "Schritte"),
        # 9,25 in two cells, and the note is lost: a pulse of 2169 and a note of 113 both fit one nearer.
        ("08.02.2026;3;7,25;9,2;5;2169;113", [], "Schmerz"),
    ],
)
def test_numbers_that_fit_one_column_nearer_to_an_empty_cell_are_refused(row, kept, column):
    assert with_row(row) == (kept, [], [(column, Reason.MOVED_CELLS)])


@pytest.mark.parametrize(
    ("row", "kept", "pulse"),
    [
        ("08.02.2026;8;3;;500;;krank", [8, 3, None, 500], []),  # a day in bed: 500 steps are no stress
        ("08.02.2026;8;;9;;108;gut", [8, None, 9, None], [108]),
        ("08.02.2026;8;3;4;2010;;120", [8, 3, 4, 2010], []),
        ("08.02.2026;8;3;4;2010;240;120", [8, 3, 4, 2010], [240]),
        ("08.02.2026;8;3;4;300;110;120", [8, 3, 4, 300], [110]),
    ],
)
def test_an_odd_day_is_no_moved_row(row, kept, pulse):
    assert with_row(row) == (kept, pulse, [])


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("08.03.2026;Heben;4;9;2;;", {"pain_during": 4, "reps": 9}),
        ("08.03.2026;Heben;4;12;8;;gut", {"pain_during": 4, "reps": 12}),
        ("08.03.2026;Heben;4;9;;8;gut", {"pain_during": 4, "reps": 9, "duration_s": 8}),
    ],
)
def test_a_small_number_beside_an_empty_cell_costs_no_more_than_may_have_moved(row, kept):
    """A weight of 8 among 40 may be a duration; the movement, the pain and the repetitions before it are not."""
    lines = [f"0{at}.03.2026;Heben;3;{10 + at % 3};{40 + at};{5 + at};gut" for at in range(1, 8)]
    header = "Datum;Bewegung;Schmerz;Wdh.;Last (kg);Dauer (s);Notiz"
    tries = read("\n".join([header, *lines, row]).encode(), "x.csv").exposures
    last = tries[tries["date"] == "2026-03-08"].iloc[0]
    fields = ("pain_during", "reps", "weight_kg", "duration_s")
    assert {name: last[name] for name in fields if last[name] == last[name]} == kept


def test_notes_that_are_numbers_are_no_moved_numbers():
    lines = [f"0{at}.02.2026;{at};;{2000 + at};{at if at > 2 else 'gut'}" for at in range(1, 8)]
    found = read("\n".join(["Datum;Schmerz;Stress;Schritte;Notiz", *lines]).encode(), "x.csv")
    assert found.days["steps"].tolist() == [2000 + at for at in range(1, 8)]
    assert not list(found.rejections)


@pytest.mark.parametrize(
    "row",
    [
        "08.02.2026;3;;5,75;6,25;2026",  # in the order of another file: 2026 is no pulse
        "08.02.2026;3;6;,5;6,25;2026",  # a delimiter within a number, and the end is lost
        "08.02.2026;;10;6,5",  # an empty cell came in, and the end is lost
        "08.02.2026;3;6,5;2008;;5,25;135;gut",  # fits neither from the left nor from the right
    ],
)
def test_a_row_of_another_width_with_a_number_of_another_size_is_refused_whole(row):
    kept, pulse, refused = with_row(row)
    assert (kept, pulse) == ([], [])
    assert [column for column, _ in refused] == ["Datum"]


def test_a_delimiter_within_a_number_leaves_two_readings():
    days = [row.replace(",", ".").replace(";", ",") for row in DAYS]
    content = "\n".join([WIDE.replace(";", ","), *days, "08.02.2026,6,6.5,1,2008,1,37,gut"])
    found = read(content.encode(), "x.csv")
    assert [(one.column, one.value) for one in found.rejections] == [("Schritte", "2008,1,37")]


def test_a_date_that_lost_its_end_is_no_date_of_another_year():
    days = [row.replace(",", ".").replace(";", ",") for row in DAYS]
    found = read(
        "\n".join([WIDE.replace(";", ","), *days, "08.02.20,26,3,6.5,4,2008,108,gut"]).encode(), "x.csv"
    )
    assert found.days["date"].dt.year.unique().tolist() == [2026]
    assert [(one.row, one.column) for one in found.rejections] == [(9, "Datum")]


def test_a_number_glued_by_a_quote_is_no_number():
    good = ['01.02.2026,1,"7,5",gut', '02.02.2026,3,"6,5",', '03.02.2026,5,8,"er sagte "au" laut"']
    content = "\n".join(["Datum,Schmerz,Schlaf (h),Notiz", *good, '04.02.2026,"7,"6,5",gut'])
    found = read(content.encode(), "x.csv")
    assert found.days["pain_avg"].tolist() == [1, 3, 5]
    assert [(one.row, one.reason) for one in found.rejections] == [(5, Reason.MOVED_CELLS)]


# ------------------------------------------------------------------ headers with a delimiter too many


@pytest.mark.parametrize(
    "header",
    [
        "Datum;;Schmerz;Schlaf (h);Stress;Schritte;Puls;Notiz",
        "Datum;Schmerz;Schlaf (h);Stress;Schritte;Puls;;Notiz",
        "Datum;Schmerz;Schlaf (h);Stress;Schritte;Puls;Noti;z",
        "Datum;Schmerz;Schlaf (;h);Stress;Schritte;Puls;Notiz",
    ],
)
def test_a_delimiter_too_many_in_the_header_moves_nothing(header):
    assert with_row("08.02.2026;8;3;4;2010;108;gut", header) == ([8, 3, 4, 2010], [108], [])


def test_a_delimiter_too_many_in_the_header_leaves_the_numbers_of_the_rows():
    lines = [f"{at};{row}" for at, row in enumerate(DAYS, start=1)]
    found = read("\n".join([f";{WIDE.replace('Stress', ';Stress')}", *lines]).encode(), "x.csv")
    assert found.days["steps"].tolist() == [2000 + at for at in range(1, 8)]
    assert not list(found.rejections)


def test_a_name_that_is_torn_above_a_column_without_one_fits_nowhere():
    lines = [f"{at};{row}" for at, row in enumerate(DAYS)]
    content = "\n".join([";Datum;Schlaf (h);Stress;Schritte;Puls;Noti;z", *lines])
    with pytest.raises(UnreadableFile, match="names do not fit"):
        read(content.encode(), "x.csv")


def test_a_second_header_in_another_order_is_another_table_even_when_its_date_is_damaged():
    content = "\n".join([WIDE, *DAYS, 'D"atum;Schritte;Puls;Schmerz;Stress;Schlaf (h);Notiz', *DAYS])
    with pytest.raises(UnreadableFile, match="another table begins"):
        read(content.encode(), "x.csv")


@pytest.mark.parametrize("row", ["2.2.2026;4;3.2.2026;8", ";;3.2.2026;8"])
def test_a_second_table_beside_the_first_gets_none_of_its_days(row):
    content = f"Datum;Schmerz;Datum;Schlaf (h)\n1.2.2026;3;1.2.2026;7\n{row}\n"
    with pytest.raises(UnreadableFile, match="beside the first"):
        read(content.encode(), "x.csv")


def test_a_date_that_is_said_twice_is_no_second_table():
    content = b"Datum;Schmerz;Datum;Schlaf (h)\n1.2.2026;3;01.02.26;7\n2.2.2026;4;;8\n"
    assert read(content, "x.csv").days["sleep_hours"].tolist() == [7, 8]


def test_words_that_are_headers_too_may_be_said_of_a_day():
    content = b"Datum;Ausl\xc3\xb6ser;Symptom;Schmerz\n1.2.2026;Stress;Schmerz;3\n2.2.2026;Schlaf;M\xc3\xbcdigkeit;4\n"
    assert read(content, "x.csv").rows == 2


def test_endless_digits_cost_their_cell_only():
    """No number is so long: nothing that could have moved, though the note beside is empty."""
    rows = [f"0{day}.03.2026;3;{45 + day};ok" for day in range(1, 9)]
    rows[3] = f"04.03.2026;3;{'9' * 500};"
    found = read(
        "\n".join(["Datum;Schmerz;Ruhepuls;Notiz", *rows]).encode(), "a.csv", {"column:Ruhepuls": "factor"}
    )
    assert found.days["pain_avg"].tolist() == [3.0] * 8
    assert [(one.row, one.column) for one in found.rejections] == [(5, "Ruhepuls")]
