"""Loop Habit Tracker, built from the documented files; values invented."""

import io
import zipfile

from data.ingest import read

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
