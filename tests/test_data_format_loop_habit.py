"""Loop Habit Tracker, built from the documented files; values invented."""

import io
import zipfile

from data.ingest import read
from data.ingest.formats import claimed
from data.ingest.source import of_bytes

HABITS = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?\n"
    "001,Yoga,YES_NO,,,1,1,#000,,,,false\n002,Wasser,NUMERICAL,,,1,1,#000,l,AT_LEAST,2,false\n"
)
MATRIX = "Date,Yoga,Wasser,\n2026-03-02,YES_MANUAL,1500,\n2026-03-01,NO,UNKNOWN,\n2026-02-28,SKIP,500,\n2026-02-27,vielleicht,0,\n"
OLD = "Date,Yoga,\n2026-03-02,2,\n2026-03-01,0,\n2026-02-28,3,\n2026-02-27,-1,\n"


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def factors(found):
    return found.factors.groupby("name")["value"].apply(list).to_dict()


def test_ticks_are_one_or_zero_skips_are_missing_and_counts_are_thousandths():
    found = read(zipped({"Habits.csv": HABITS, "Checkmarks.csv": MATRIX}), "loop.zip")
    assert factors(found) == {"Yoga": [0, 1], "Wasser": [0, 0.5, 1.5]}
    assert [one.value for one in found.rejections] == ["vielleicht"]


def test_older_codes():
    found = read(zipped({"Habits.csv": HABITS, "Checkmarks.csv": OLD}), "loop.zip")
    assert factors(found) == {"Yoga": [0, 1]}


def test_folders_lead_where_names_would_shift_the_matrix():
    files = {
        "Habits.csv": HABITS.replace("Yoga", '"Yoga, abends"'),
        "Checkmarks.csv": "Date,Yoga, abends,Wasser,\n2026-03-02,YES_MANUAL,1500,\n",
        "001 Yoga, abends/Checkmarks.csv": "Date,Value,Notes\n2026-03-02,YES_MANUAL,\n",
        "002 Wasser/Checkmarks.csv": "2026-03-02,1500\n2026-03-01,2000\n",
    }
    assert factors(read(zipped(files), "loop.zip")) == {"Yoga, abends": [1], "Wasser": [2, 1.5]}


# ------------------------------------------------------------------ names


def test_a_name_with_umlauts_comes_from_the_list_and_not_from_its_folder():
    files = {
        "Habits.csv": HABITS.replace("Yoga", "Übungen").replace("Wasser", "Größe"),
        "001 bungen/Checkmarks.csv": "Date,Value,Notes\n2026-03-02,YES_MANUAL,\n",
        "002 Gre/Checkmarks.csv": "Date,Value,Notes\n2026-03-02,1500,\n",
    }
    assert factors(read(zipped(files), "loop.zip")) == {"Übungen": [1], "Größe": [1.5]}


def test_a_name_of_signs_alone_has_a_folder_of_its_number():
    files = {
        "Habits.csv": HABITS.replace("Yoga", "🧘"),
        "001/Checkmarks.csv": "Date,Value,Notes\n2026-03-02,YES_MANUAL,\n",
    }
    assert factors(read(zipped(files), "loop.zip")) == {"🧘": [1]}


def test_two_habits_of_one_name_stay_two():
    files = {
        "Habits.csv": HABITS.replace("Wasser,NUMERICAL", "Yoga,YES_NO"),
        "001 Yoga/Checkmarks.csv": "Date,Value,Notes\n2026-03-02,YES_MANUAL,\n",
        "002 Yoga/Checkmarks.csv": "Date,Value,Notes\n2026-03-02,NO,\n",
    }
    assert factors(read(zipped(files), "loop.zip")) == {"Yoga": [1], "Yoga (2)": [0]}
    matrix = {
        "Habits.csv": files["Habits.csv"],
        "Checkmarks.csv": "Date,Yoga,Yoga,\n2026-03-02,YES_MANUAL,NO,\n",
    }
    assert factors(read(zipped(matrix), "loop.zip")) == {"Yoga": [1], "Yoga (2)": [0]}


def test_a_habit_named_like_a_field_is_no_rating():
    files = {"Checkmarks.csv": "Date,stress,\n2026-03-02,YES_MANUAL,\n"}
    found = read(zipped(files), "loop.zip")
    assert found.days.empty
    assert factors(found) == {"Stress": [1]}


# ------------------------------------------------------------------ values


def test_days_on_which_a_habit_was_not_due_were_not_ticked():
    content = "Date,Yoga,\n2026-03-02,YES_MANUAL,\n2026-03-01,YES_AUTO,\n2026-02-28,NO,\n"
    assert factors(read(content.encode(), "Checkmarks.csv")) == {"Yoga": [0, 1]}


def test_counts_without_the_list_tell_themselves_and_their_codes_are_missing():
    content = "Date,Schlaf,Yoga,\n2026-03-03,7250,2,\n2026-03-02,-1,-1,\n2026-03-01,3,0,\n2026-02-28,0,3,\n"
    found = read(content.encode(), "Checkmarks.csv")
    assert factors(found) == {"Schlaf": [0, 7.25], "Yoga": [0, 1]}
    assert not found.rejections


def test_notes_of_a_habit_are_kept_with_its_name():
    files = {
        "Habits.csv": HABITS,
        "001 Yoga/Checkmarks.csv": 'Date,Value,Notes\n2026-03-02,NO,"krank, ""sehr""\n"\n2026-03-01,YES_MANUAL,\n',
    }
    assert read(zipped(files), "loop.zip").days["note"].dropna().tolist() == ['Yoga: krank, "sehr"']


def test_a_count_that_is_the_pain_is_asked_and_becomes_a_rating():
    files = {"Checkmarks.csv": "Date,Rückenschmerz,Yoga,\n2026-03-02,7000,YES_MANUAL,\n"}
    found = read(zipped(files), "loop.zip")
    assert [(one.key, one.options) for one in found.questions] == [
        ("pain_symptom", ("Rückenschmerz", "none"))
    ]
    told = read(zipped(files), "loop.zip", {"pain_symptom": "Rückenschmerz"})
    assert told.days["pain_avg"].tolist() == [7]
    assert factors(told) == {"Yoga": [1]}


# ------------------------------------------------------------------ files


def test_scores_are_left_out_and_empty_habits_stop_nothing():
    files = {
        "Habits.csv": HABITS,
        "001 Yoga/Checkmarks.csv": "",
        "001 Yoga/Scores.csv": "Date,Score\n2026-03-02,0.5\n",
        "002 Wasser/Checkmarks.csv": "2026-03-02,1500\n",
        "Scores.csv": "Date,Yoga,Wasser,\n2026-03-02,0.5,0.1,\n",
    }
    assert factors(read(zipped(files), "loop.zip")) == {"Wasser": [1.5]}


def test_in_a_folder_of_a_mac():
    files = {f"Loop/{name}": one for name, one in {"Habits.csv": HABITS, "Checkmarks.csv": MATRIX}.items()}
    files["__MACOSX/Loop/._Checkmarks.csv"] = "x"
    assert factors(read(zipped(files), "loop.zip")) == {"Yoga": [0, 1], "Wasser": [0, 0.5, 1.5]}


def test_a_matrix_saved_again_by_a_spreadsheet():
    content = "Date;Yoga;Übungen\n16.03.2026;2;7000\n15.03.2026;0;-1\n"
    found = read(content.encode("cp1252"), "Checkmarks.csv")
    assert found.source == "loop_habit"
    assert factors(found) == {"Yoga": [0, 1], "Übungen": [7]}


def test_american_dates_are_decided_by_the_column():
    content = "Date,Yoga\n06-16-24,2\n06-05-24,0\n"
    found = read(content.encode(), "Checkmarks.csv")
    assert [str(one.date()) for one in found.factors["date"]] == ["2024-06-05", "2024-06-16"]


def test_by_its_words_it_is_known_under_any_name_and_a_table_of_a_persons_own_is_not():
    loop = "Date,Yoga,\n2026-03-02,YES_MANUAL,\n"
    own = "Date,Yoga,\n2026-03-02,2,\n"
    assert claimed(of_bytes(loop.encode(), "Checkmarks (1).csv")).code == "loop_habit"
    assert claimed(of_bytes(own.encode(), "tagebuch.csv")) is None


def test_notes_of_two_habits_on_one_day_are_both_kept():
    files = {
        "Habits.csv": HABITS,
        "001 Yoga/Checkmarks.csv": "Date,Value,Notes\n2026-03-02,NO,krank\n",
        "002 Wasser/Checkmarks.csv": "Date,Value,Notes\n2026-03-02,1500,warm\n",
    }
    assert read(zipped(files), "loop.zip").days["note"].tolist() == ["Yoga: krank / Wasser: warm"]
