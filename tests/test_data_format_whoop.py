"""WHOOP cycles, built from the documented headers; values invented."""

import io
import zipfile

from data.ingest import read

HEADER = (
    "Cycle start time,Cycle end time,Cycle timezone,Recovery score %,Resting heart rate (bpm),"
    "Heart rate variability (ms),Asleep duration (min),Sleep onset,Wake onset"
)
ROWS = """\
2026-03-28 23:40:00,2026-03-29 23:10:00,UTC+02:00,61,55,48.5,421,2026-03-28 23:40:00,2026-03-29 07:55:00
2026-03-29 23:10:00,,UTC+02:00,,,,,,
2026-03-30 00:20:00,2026-03-31 00:10:00,UTC+02:00,70,x,50,450,2026-03-30 00:20:00,2026-03-30 08:05:00
"""


def found():
    return read(f"{HEADER}\n{ROWS}".encode(), "physiological_cycles.csv")


def test_a_cycle_belongs_to_the_day_of_waking():
    days = found().days
    assert [str(one.date()) for one in days["date"]] == ["2026-03-29", "2026-03-30"]
    assert days["sleep_hours"].round(4).tolist() == [7.0167, 7.5]
    assert set(days["source"]) == {"sensed"}


def test_the_running_cycle_gives_nothing_and_no_error():
    assert [(one.row, one.column, one.value) for one in found().rejections] == [
        (4, "Resting heart rate (bpm)", "x")
    ]


def test_hrv_is_rmssd():
    factors = found().factors
    assert factors.loc[factors["name"] == "hrv_rmssd", "value"].tolist() == [48.5, 50]
    assert found().formats == ("WHOOP",)


def test_the_strain_of_a_running_cycle_is_not_that_of_a_day():
    header = "Cycle start time,Cycle end time,Cycle timezone,Day Strain,Wake onset"
    rows = "2026-03-28 23:00:00,2026-03-29 23:00:00,UTC+02:00,9.5,2026-03-29 07:00:00\n2026-03-29 23:00:00,,UTC+02:00,0.4,\n"
    assert read(f"{header}\n{rows}".encode(), "physiological_cycles.csv").factors["value"].tolist() == [9.5]


# ------------------------------------------------------------------ the whole export

CYCLES = (
    "Cycle start time,Cycle end time,Cycle timezone,Recovery score %,Resting heart rate (bpm),"
    "Heart rate variability (ms),Day Strain,Sleep onset,Wake onset,Sleep performance %,Asleep duration (min),"
    "Light sleep duration (min)\n"
)
SLEEPS = (
    "Cycle start time,Cycle end time,Cycle timezone,Sleep onset,Wake onset,Sleep performance %,"
    "Asleep duration (min),Light sleep duration (min),Nap\n"
)
WORKOUTS = "Cycle start time,Cycle end time,Cycle timezone,Workout start time,Workout end time,Duration (min),Activity name\n"
CYCLE = "2026-03-09 23:00:00,2026-03-10 23:00:00,UTC+01:00"


def by_day(found, field):
    known = found.days[found.days[field].notna()]
    return dict(zip(known["date"].dt.strftime("%Y-%m-%d"), known[field].round(4), strict=True))


def factor(found, name):
    part = found.factors[found.factors["name"] == name]
    return dict(zip(part["date"].dt.strftime("%Y-%m-%d"), part["value"].round(4), strict=True))


def zipped(**tables):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in tables.items():
            made.writestr(f"my_whoop_data/{name}.csv", content)
            made.writestr(f"__MACOSX/my_whoop_data/._{name}.csv", "x")
    return out.getvalue()


def test_naps_of_the_sleeps_are_no_night_and_nights_are_not_counted_twice():
    night = f"{CYCLE},2026-03-09 23:00:00,2026-03-10 07:00:00,80,420,200,false\n"
    nap = f"{CYCLE},2026-03-10 19:30:00,2026-03-10 20:30:00,10,50,20,true\n"
    cycle = f"{CYCLE},60,50,48,7.5,2026-03-09 23:00:00,2026-03-10 07:00:00,80,420,200\n"
    found = read(zipped(sleeps=SLEEPS + nap + night, physiological_cycles=CYCLES + cycle), "whoop.zip")
    assert by_day(found, "sleep_hours") == {"2026-03-10": 7}
    assert factor(found, "nap_h") == {"2026-03-10": 0.8333}
    assert factor(found, "sleep_score") == {"2026-03-10": 80}
    assert by_day(read((SLEEPS + nap + night).encode(), "sleeps.csv"), "sleep_hours") == {"2026-03-10": 7}


def test_a_cycle_that_shows_a_nap_has_no_night():
    row = f"{CYCLE},7,49,102,5.8,2026-03-10 18:30:00,2026-03-10 20:09:00,1,34,10\n"
    found = read((CYCLES + row).encode(), "physiological_cycles.csv")
    assert found.days.empty
    assert factor(found, "nap_h") == {"2026-03-10": 0.5667}
    assert factor(found, "recovery_score") == {"2026-03-10": 7}
    assert "sleep_score" not in set(found.factors["name"])


def test_two_sleeps_of_a_night_are_its_pieces():
    rows = (
        "2026-03-10 04:30:00,2026-03-10 23:00:00,UTC+01:00,70,51,60,9,2026-03-10 04:30:00,2026-03-10 07:30:00,40,150,60\n"
        "2026-03-09 22:00:00,2026-03-10 04:30:00,UTC+01:00,50,55,40,1,2026-03-09 22:00:00,2026-03-10 03:00:00,60,270,90\n"
    )
    found = read((CYCLES + rows).encode(), "physiological_cycles.csv")
    assert by_day(found, "sleep_hours") == {"2026-03-10": 7}
    assert factor(found, "sleep_light_h") == {"2026-03-10": 2.5}
    assert {name: factor(found, name)["2026-03-10"] for name in ("sleep_score", "recovery_score")} == {
        "sleep_score": 60,
        "recovery_score": 50,
    }


def test_a_cycle_without_a_sleep_keeps_its_strain_and_a_row_twice_counts_once():
    empty = "2026-02-22 23:16:00,2026-02-24 00:09:11,UTC+01:00,,,,7.4,,,,,\n"
    cycle = f"{CYCLE},60,50,48,7.5,2026-03-09 23:00:00,2026-03-10 07:00:00,80,420,200\n"
    found = read((CYCLES + cycle + empty + cycle).encode(), "physiological_cycles.csv")
    assert factor(found, "strain") == {"2026-02-23": 7.4, "2026-03-10": 7.5}
    assert by_day(found, "sleep_hours") == {"2026-03-10": 7}
    assert list(found.rejections) == []


def test_workouts_of_a_day_add_up_and_double_syncs_count_once():
    rows = (
        f"{CYCLE},2026-03-10 14:16:00,2026-03-10 14:43:59,27,Walking\n"
        f"{CYCLE},2026-03-10 15:16:00,2026-03-10 15:30:59,14,Walking\n"
        f"{CYCLE},2026-03-10 15:16:00,2026-03-10 15:30:59,14,Walking\n"
    )
    journal = f"Cycle start time,Cycle end time,Cycle timezone,Question text,Answered yes,Notes\n{CYCLE},Kaffee?,true,x\n"
    found = read(zipped(workouts=WORKOUTS + rows, journal_entries=journal), "whoop.zip")
    assert by_day(found, "activity_min") == {"2026-03-10": 41}
    assert [use.header for use in found.mapping if use.why == "unknown"] == ["journal_entries.csv"]


GERMAN = (
    "Startzeit des Zyklus{0}Endzeit des Zyklus{0}Zeitzone des Zyklus{0}Erholungswert %{0}"
    "Ruheherzfrequenz (Schläge pro Minute){0}Herzfrequenzvariabilität (ms){0}Tagesbelastung{0}Beginn des Schlafs{0}"
    "Beginn des Aufwachens{0}Schlafdauer (Min.)\n"
)


def test_german_headers():
    row = "2026-03-09 23:00:00,2026-03-10 23:00:00,UTC+01:00,60,50,48.5,7.5,2026-03-09 23:00:00,2026-03-10 07:00:00,420\n"
    found = read((GERMAN.format(",") + row).encode("utf-8-sig"), "physiologische_zyklen.csv")
    assert found.formats == ("WHOOP",)
    assert by_day(found, "sleep_hours") == {"2026-03-10": 7}
    assert factor(found, "hrv_rmssd") == {"2026-03-10": 48.5}


def test_saved_again_by_a_german_spreadsheet():
    row = (
        "09.03.2026 23:00;10.03.2026 23:00;UTC+01:00;60;50;48,523;7,5;09.03.2026 23:00;10.03.2026 07:00;420\n"
    )
    found = read((GERMAN.format(";") + row).encode("cp1252"), "zyklen.csv")
    assert by_day(found, "sleep_hours") == {"2026-03-10": 7}
    assert factor(found, "hrv_rmssd") == {"2026-03-10": 48.523}
    assert factor(found, "strain") == {"2026-03-10": 7.5}


def test_a_table_of_ones_own_with_a_cycle_is_nobodys():
    assert read(b"Cycle start time,Wert\n2026-03-09,3\n", "zyklus.csv").formats == ()
