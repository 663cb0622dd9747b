"""Words for files: nothing a reader can say is without them, the report says what is there, cells stay inert."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from data.errors import Question, Reason, Rejection
from data.ingest import read
from data.ingest.meaning import targets
from data.ingest.scales import SCALES
from data.ingested import Receipt
from ui import cli_read, fields, questions, understood
from ui.text import LANGUAGES, Text

ROOT = Path(__file__).parents[1]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data" / "ingest").rglob("*.py"))
LANGS = pytest.mark.parametrize("lang", LANGUAGES)
DIARY = b"Datum;Schmerz;Stimmung;Schritte\n01.03.2026;leicht;3;1\n03.03.2026;stark;99;2\n04.03.2026;mittel;5;=1+1\n"


@LANGS
def test_every_fact_has_words(lang):
    keys = set(re.findall(r'facts\["(\w+)"\]', SOURCE)) | {"attacks_only", "averaged_days", "encoding"}
    assert len(keys) > 9
    text = Text(lang)
    assert [key for key in keys if "{" in fields.fact(key, "dmy" if key == "date_order" else "3", text)] == []


@LANGS
def test_every_refusal_has_words(lang):
    codes = set(re.findall(r'UnreadableFile\(\s*"(\w+)"', SOURCE)) | {"cancelled"}
    assert len(codes) > 15
    assert [code for code in codes if not Text(lang).has(f"error.{code}")] == []


@LANGS
def test_every_kind_of_question_has_words(lang):
    shaped = re.findall(
        r'(?:Question|ask)\(\s*"([a-z_]+)"|key = f?"([a-z_]+)|^(?:KEY|FILL|ZONE|YEAR|DATE_ORDER|TIME_ZONE) = "([a-z_]+)',
        SOURCE,
        re.MULTILINE,
    )
    kinds = {one for found in shaped for one in found if one} | {"start_date"}
    assert {"date_order", "wide", "names", "fill_down", "missing", "order", "time_zone"} <= kinds
    text = Text(lang)
    assert [kind for kind in sorted(kinds) if not text.has(f"question.{kind}")] == []


@LANGS
def test_every_answer_has_words(lang):
    text = Text(lang)
    for kind, options in {
        "date_order": ("dmy", "mdy"),
        "direction": ("high_good", "high_bad"),
        "fill_down": ("same", "no"),
        "empty_pain": ("unknown", "pain_free"),
        "missing": ("missing", "value"),
        "zero_missing": ("missing", "zero"),
        "wide": ("movements", "places", "factors"),
        "names": ("movement", "pain_kind", "factor", "ignore"),
        "several": ("each", "one"),
        "scale": SCALES,
        "person": ("Anna B.", "all"),
        "pain_symptom": ("Back pain", "none"),
        "pain_column": ("Index", "none"),
        "column": targets(),
        "meaning": (
            "stress",
            "weight_kg",
            "sleep_hours",
            "sleep_quality",
            "movement",
            "activity_min",
            "ignore",
        ),
    }.items():
        shown = [questions.option(Question(f"{kind}:x", options), code, text) for code in options]
        assert len(set(shown)) >= len(options) - 2, kind
        assert not [one for one in shown if "." in one and one != "Anna B."], kind


@LANGS
def test_every_target_and_device_factor_has_words(lang):
    text = Text(lang)
    assert all(fields.target(code, text) for code in targets())
    codes = set(
        re.findall(
            r'"((?:sleep|hrv|resting|avg|stress|body|recovery|readiness|mindful|snoring)_\w+)"', SOURCE
        )
    )
    devices = {one for one in codes if one.startswith(("hrv", "snoring")) or one.endswith(("_h", "_hr"))}
    devices -= {"hrv_details"}
    assert [one for one in devices if fields.factor(one, text) == one] == []
    assert fields.factor("Mein Kaffee", text) == "Mein Kaffee"


# ------------------------------------------------------------------ the report


@LANGS
def test_the_report_says_what_is_there(lang):
    found = read(DIARY, "tagebuch.csv")
    text = Text(lang)
    told = dict(understood.lines(found, text))
    assert told[text("report_in.file")] == "tagebuch.csv"
    assert told[text("report_in.rows")] == "3"
    assert "2 (" in told[text("report_in.rejected")]
    assert "leicht → 2" in told[text("report_in.conversions")]
    assert understood.covered(found) == (3, 4)


def test_the_report_for_programs():
    found = json.loads(understood.as_json(read(DIARY, "tagebuch.csv")))
    assert (found["rows"], found["days_covered"], found["gaps"]) == (3, 3, 1)
    assert found["rejected"] == {"out_of_range": 1, "not_a_number": 1}
    assert found["columns"][1]["conversion"][0] == "leicht → 2"


@LANGS
def test_what_the_diary_did_with_it(lang):
    text = Text(lang)
    added = Receipt(1, duplicate=False, added={"days": 3, "factors": 2}, updated={"days": 4})
    assert "5" in understood.kept(added, text)
    assert "4" in understood.kept(added, text)
    again = Receipt(1, duplicate=True, added={}, updated={})
    assert understood.kept(again, text) == text("report_in.duplicate")


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@SUM", "\t=1", "\r=1", "  =1", "\n=x"])
def test_no_refused_cell_becomes_a_formula(cell):
    made = understood.csv_of([Rejection(2, "=Spalte", cell, Reason.NOT_A_NUMBER, "-x.csv")], Text("de"))
    row = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";"))[1]
    assert row[0] == "'-x.csv"
    assert row[2] == "'=Spalte"
    assert row[3].startswith("'")


# ------------------------------------------------------------------ the command line


def test_reading_prints_the_report_and_keeps_nothing(tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(DIARY)
    assert cli_read.main(["a.csv", "--from", str(tmp_path), "--rejections", "bad.csv"]) == 0
    assert "Zeilen gelesen: 3" in capsys.readouterr().out
    assert "'=1+1" in (tmp_path / "bad.csv").read_text(encoding="utf-8-sig")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "bad.csv"]


def test_open_questions_are_printed_with_their_answers(tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(b"Datum;Hocke;Treppe\n03/04/2026;3;4\n")
    assert cli_read.main(["a.csv", "--from", str(tmp_path), "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "--answer 'date_order=dmy | mdy'" in told
    assert "--answer 'wide=movements | places | factors'" in told
    answered = ["--answer", "date_order=dmy", "--answer", "wide=movements"]
    assert cli_read.main(["a.csv", "--from", str(tmp_path), *answered, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kept"]["exposures"] == 2


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04x"])
def test_an_unreadable_file_is_one_sentence(tmp_path, capsys, content):
    (tmp_path / "a.csv").write_bytes(content)
    assert cli_read.main(["a.csv", "--from", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@LANGS
def test_what_no_catalogue_knows_is_shown_as_it_is(lang):
    text = Text(lang)
    assert fields.fact("moon_phase", "full", text) == "moon phase: full"
    assert fields.why("astrology", text) == ""
    asked = Question("moon_phase", ("Wort.eins", "zwei"), "Mond", ("voll",))
    assert "Mond" in questions.sentence(asked, text)
    assert questions.option(asked, "Wort.eins", text) == "Wort.eins"


def test_a_refused_cell_says_its_file():
    found = read(DIARY, "tagebuch.csv")
    made = understood.csv_of(found.rejections, Text("de"), found.name).decode("utf-8-sig")
    assert made.splitlines()[1].startswith("tagebuch.csv;3;Stimmung;99;")


@LANGS
def test_a_period_without_gaps_says_so(lang):
    text = Text(lang)
    one, two = b"Datum;Schmerz\n01.03.2026;3\n", b"Datum;Schmerz\n01.03.2026;3\n02.03.2026;3\n"
    label = text("report_in.days")
    assert dict(understood.lines(read(one, "a.csv"), text))[label].count("2026") == 1
    assert "2" not in dict(understood.lines(read(two, "a.csv"), text))[label].partition(":")[2]
