"""The sample diary: steady, complete, and its built-in truth comes out of the models."""

from __future__ import annotations

import csv
import io
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis import connections, movements
from analysis import panel as panels
from data import ingest, sample, schema
from data.sample_file import HEADERS, NAMES


@pytest.fixture(scope="module")
def german():
    return sample.diary()


def test_same_seed_same_diary_other_seed_another(german):
    again, other = sample.diary(1), sample.diary(2)
    for table in schema.TABLES:
        pd.testing.assert_frame_equal(getattr(german, table), getattr(again, table))
    assert german.content == again.content
    assert not german.days.equals(other.days)


def test_frames_are_in_schema_dtypes(german):
    for table in schema.TABLES:
        frame = getattr(german, table)
        assert list(frame) == schema.names(table)
        assert list(frame.dtypes.astype(str)) == [one.dtype for one in schema.TABLES[table]]
        assert not frame.duplicated(schema.keys(table)).any()


@pytest.mark.parametrize("seed", range(1, 6))
def test_values_are_in_range_and_ratings_whole(seed):
    found = sample.diary(seed)
    for table in ("days", "exposures"):
        frame = getattr(found, table)
        for one in schema.TABLES[table]:
            if one.kind == "number":
                values = frame[one.name].dropna()
                assert values.between(one.low, one.high).all(), one.name
                if one.unit == "0-10":
                    assert (values == values.round()).all(), one.name
            if one.words:
                assert set(frame[one.name].dropna()) <= set(one.words)
            if one.required:
                assert frame[one.name].notna().all()


def test_period_movements_and_gaps(german):
    assert german.period == (date(2025, 12, 10), date(2026, 3, 31))
    logged = pd.DatetimeIndex(german.days.date)
    assert (logged.min().date(), logged.max().date()) == german.period
    missing = 1 - len(logged) / sample.DAYS
    assert 0.08 <= missing <= 0.12
    assert np.diff(logged.sort_values()).max() >= pd.Timedelta(days=5)
    assert set(german.exposures.movement) == set(sample.STATES["de"])
    assert german.exposures.movement.value_counts().min() == 2
    assert set(german.exposures.date) <= set(german.days.date)


def test_languages_differ_in_words_only(german):
    english = sample.diary(lang="en")
    words = ["movement", "note"]
    pd.testing.assert_frame_equal(german.days, english.days)
    pd.testing.assert_frame_equal(german.exposures.drop(columns=words), english.exposures.drop(columns=words))
    assert set(english.exposures.movement) == set(sample.STATES["en"])
    assert list(sample.STATES["de"].values()) == list(sample.STATES["en"].values())
    with pytest.raises(KeyError):
        sample.diary(lang="fr")


def test_relapse_follows_a_break_in_a_stressful_week(german):
    name = next(key for key, state in sample.STATES["de"].items() if state == "relapsing")
    tried = german.exposures[german.exposures.movement == name].date.sort_values()
    pause = tried.diff().max()
    assert pd.Timedelta(days=12) <= pause <= pd.Timedelta(days=18)
    end = tried[tried.diff() == pause].iloc[0]
    days = german.days.set_index("date").stress
    assert days[end - pd.Timedelta(days=7) : end].mean() > days.mean() + 1


def test_load_triples_while_pain_stays(german):
    mine = german.exposures[german.exposures.movement == sample.BY_LOAD["de"]].sort_values("date")
    load = mine.sets * mine.reps
    heavy = mine[(load >= load.cummax()).to_numpy()]
    assert 2 <= load.max() / load.iloc[0] <= 3.2
    assert abs(heavy.pain_during.tail(10).mean() - heavy.pain_during.head(10).mean()) < 0.7


def test_expectation_lags_behind(german):
    mine = german.exposures[german.exposures.movement == sample.LAGGING["de"]].tail(10)
    assert (mine.expected_pain - mine.pain_during).mean() > 2.5


def test_effects_are_in_the_days():
    """Least squares on 20 seeds recovers the built-in points (rounding to whole ratings shrinks little)."""
    found = []
    for seed in range(20):
        days = sample.diary(seed).days.set_index("date").asfreq("D")
        frame = pd.DataFrame(
            {"pain": days.pain_avg, "sleep": days.sleep_quality, "stress": days.stress.shift(1), "one": 1.0}
        ).dropna()
        found.append(np.linalg.lstsq(frame[["sleep", "stress", "one"]], frame.pain, rcond=None)[0][:2])
    assert np.mean(found, axis=0) == pytest.approx([sample.SLEEP, sample.STRESS], abs=0.05)


# ------------------------------------------------------------------ the files


@pytest.mark.parametrize("lang", NAMES)
def test_demo_files_are_current(lang):
    kept = (sample.DEMO / NAMES[lang]).read_bytes()
    assert kept == sample.diary(lang=lang).content, "run python -m data.sample"


def test_main_writes_both(tmp_path, monkeypatch):
    monkeypatch.setattr(sample, "DEMO", tmp_path)
    sample.main()
    assert {one.name for one in tmp_path.iterdir()} == set(NAMES.values())


def test_german_file_speaks_german(german):
    assert german.content.startswith(b"\xef\xbb\xbfDatum;Uhrzeit;Bewegung;")
    text = german.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == german.rows
    assert rows[0]["Datum"] == "10.12.2025"
    assert {row["Tempo"] for row in rows} == {"", "langsam", "normal"}
    assert any("," in row["Schlaf (h)"] for row in rows)
    assert {row["Schmerzmittel"] for row in rows} == {"ja", "nein"}


def test_english_file_speaks_english():
    found = sample.diary(lang="en")
    rows = list(csv.DictReader(io.StringIO(found.content.decode("utf-8"))))
    assert list(rows[0]) == [words["en"] for words in HEADERS.values()]
    assert rows[0]["Date"] == "2025-12-10"
    assert {row["Speed"] for row in rows} == {"", "slow", "normal"}


def test_days_without_a_try_have_a_row_of_their_own(german):
    rows = list(csv.DictReader(io.StringIO(german.content.decode("utf-8-sig")), delimiter=";"))
    alone = [row for row in rows if not row["Bewegung"]]
    assert len(alone) == len(set(german.days.date) - set(german.exposures.date))
    assert all(row["Schmerz Tagesschnitt"] and not row["Schmerz"] for row in alone)


def test_lines_point_into_the_file(german):
    lines = german.content.decode("utf-8-sig").splitlines()
    for one in german.exposures.iloc[[0, 50, -1]].itertuples():
        assert lines[one.line - 1].startswith(f"{one.date:%d.%m.%Y};{one.time};{one.movement};")
    for one in german.days.iloc[[0, 50, -1]].itertuples():
        assert lines[one.line - 1].startswith(f"{one.date:%d.%m.%Y};")


@pytest.mark.parametrize("lang", NAMES)
def test_reading_the_file_gives_the_same_frames(lang):
    made = sample.diary(lang=lang)
    read = ingest.read(made.content, NAMES[lang])
    assert read.questions == []
    assert read.rejections == []
    assert read.period == made.period
    assert read.rows == made.rows
    for table in schema.TABLES:
        key = [*schema.keys(table), "line"]
        pd.testing.assert_frame_equal(
            getattr(read, table).sort_values(key).reset_index(drop=True),
            getattr(made, table).sort_values(key).reset_index(drop=True),
        )


# ------------------------------------------------------------------ the truth


@pytest.fixture(scope="module")
def panel(german):
    return panels.daily(german.days, german.exposures, german.factors)


def test_models_find_the_states(german, panel):
    found = movements.assess(german.exposures, panel, sample.LAST)
    assert {one.movement: one.state for one in found} == sample.STATES["de"]
    lagging = next(one for one in found if one.movement == sample.LAGGING["de"])
    assert lagging.belief.headline == "belief_lags"
    few = next(one for one in found if one.state == "unknown")
    assert few.reason == "too_few_tries"


def test_models_find_the_effects(panel):
    found = {(one.factor, one.lag): one for one in connections.find(panel) if hasattr(one, "verdict")}
    assert found["sleep_quality", 0].verdict == "clear"
    assert found["sleep_quality", 0].effect < 0
    assert found["stress", 1].verdict in ("clear", "hint")
    assert found["stress", 1].effect > 0
    for (factor, lag), one in found.items():
        if factor in ("activity_min", "steps", "mood", "sleep_hours"):
            assert one.verdict in ("none", "unclear"), (factor, lag)
