"""Words for files: nothing a reader can say is without them, the report says what is there, cells stay inert."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from data.errors import Question, Reason, Rejection
from data.ingest import read
from data.ingest.formats import formats
from data.ingest.meaning import targets
from data.ingest.scales import SCALES
from data.ingested import Receipt
from ui import cli_read, fields, preview, questions, understood
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
    assert sorted(key for key in keys if not text.has(f"dialect.{key}")) == []
    assert [key for key in keys if "{" in fields.fact(key, "dmy" if key == "date_order" else "3", text)] == []


@LANGS
def test_every_refusal_has_words(lang):
    codes = set(re.findall(r'UnreadableFile\(\s*"(\w+)"', SOURCE)) | {"cancelled"}
    assert len(codes) > 15
    assert [code for code in codes if not Text(lang).has(f"error.{code}")] == []


@LANGS
def test_every_kind_of_question_has_words(lang):
    shaped = re.findall(
        r'(?:Question|ask)\(\s*"([a-z_]+)"|key = f?"([a-z_]+)|^(?:KEY|FILL|ZONE|YEAR|DATE_ORDER|TIME_ZONE|WHERE|COLUMN) = "([a-z_]+)',
        SOURCE,
        re.MULTILINE,
    )
    kinds = {one for found in shaped for one in found if one} | {"start_date"}
    assert {
        "date_order",
        "wide",
        "names",
        "fill_down",
        "missing",
        "order",
        "time_zone",
        "pain_where",
    } <= kinds
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
        "pain_where": ("Befinden", "none"),
        "date_column": ("Zeitpunkt", "none"),
        "ticks": ("tick", "strength"),
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
    found = read(DIARY, "tagebuch.csv")
    total = len(found.days) + len(found.exposures) + len(found.factors)
    added = Receipt(
        1, duplicate=False, added={"days": 1}, updated={"days": total - 2}, overwritten={"days": 3}
    )
    told = understood.kept(found, added, text)
    assert told == text.listing(
        [
            text("report_in.new", n=1, count="1"),
            *([text("report_in.changed", n=total - 2, count=str(total - 2))] if total > 2 else []),
            text("report_in.overwritten", n=3, count="3"),
            text("report_in.same", n=1, count="1"),
        ]
    )
    assert dict(understood.lines(found, text, added))[text("report_in.stored")] == told
    assert json.loads(understood.as_json(found, added))["stored"]["added"] == {"days": 1}
    assert "stored" not in json.loads(understood.as_json(found))
    again = Receipt(1, duplicate=True, added={}, updated={})
    assert understood.kept(found, again, text) == text("report_in.duplicate")


@LANGS
def test_lines_that_gave_nothing_are_counted(lang):
    text = Text(lang)
    lines = b"Datum;Schmerz;Stress\n01.03.2026;3;x\n32.03.2026;4;5\n02.03.2026;5;6\n"
    found = read(lines, "a.csv")
    told = dict(understood.lines(found, text))[text("report_in.rows")]
    assert told == text("report_in.rows_lost", rows="3", n=1)
    assert json.loads(understood.as_json(found))["rows_lost"] == 1


@LANGS
def test_what_is_open_is_not_called_nothing(lang):
    text = Text(lang)
    found = read(b"Datum;Schmerz\n03/04/2026;3\n04/04/2026;4\n", "a.csv")
    told = dict(understood.lines(found, text))
    assert told[text("report_in.days")] == told[text("report_in.kept")] == text("report_in.open")


def test_converted_values_are_written_as_the_language_does():
    found = read(b"Datum;Schmerz (0-100)\n01.03.2026;46\n02.03.2026;70\n", "a.csv")
    assert "46 \u2192 4,6" in dict(understood.lines(found, Text("de")))["Umgerechnet"]
    assert "46 \u2192 4.6" in dict(understood.lines(found, Text("en")))["Converted"]


@LANGS
def test_a_unit_is_no_scale_of_ten(lang):
    text = Text(lang)
    lines = b"Datum;Bewegung;Schmerz;Gewicht\n01.03.2026;Heben;3;100\n02.03.2026;Heben;4;110\n"
    found = read(lines, "a.csv", {"scale:Gewicht": "lb"})
    use = next(one for one in found.mapping if one.field == "weight_kg")
    assert (use.scale, use.scales[0], use.why) == ("lb", "kg", "answer")
    assert found.exposures["weight_kg"].round(1).tolist() == [45.4, 49.9]
    shown = f"100 \u2192 {text.number(45.4)}; 110 \u2192 {text.number(49.9)}"
    assert fields.converted(use, text) == text(
        "mapping.conversion_unit", unit=text("scale.kg"), examples=shown
    )


@LANGS
def test_a_date_is_asked_with_what_it_would_be(lang):
    text = Text(lang)
    asked = read(b"Datum;Schmerz\n03/04/2026;3\n04/04/26;4\n", "a.csv").questions[0]
    assert text.day(date(2026, 4, 3)) in questions.option(asked, "dmy", text)
    assert text.day(date(2026, 3, 4)) in questions.option(asked, "mdy", text)
    odd = Question("date_order", ("dmy",), "Datum", ("irgendwann",))
    assert questions.option(odd, "dmy", text) == text("answer.date_order.dmy")


@LANGS
def test_the_latest_entries_are_shown_as_they_will_be_stored(lang):
    text = Text(lang)
    lines = b"Datum;Schmerz;Stimmung (0-100);Kaffee;Notiz\n01.03.2026;3;46;2;privat\n02.03.2026;4;;3;\n"
    shown = preview.of_days(read(lines, "a.csv"), text)
    first, second = text.short_day(date(2026, 3, 2)), text.short_day(date(2026, 3, 1))
    by = {row[text("preview.value")]: row for row in shown}
    assert list(shown[0])[1:] == [first, second]
    assert (by[text("column.mood")][second], by[text("column.mood")][first]) == (text.number(4.6), "\u2013")
    assert by["Kaffee"][first] == "3"
    assert "privat" not in str(shown)


def test_a_day_of_which_little_is_known_is_no_example():
    rows = "".join(f"{day:02d}.03.2026;3;5;{day % 9}\n" for day in range(1, 9))
    shown = preview.of_days(
        read(f"Datum;Schmerz;Stress;Kaffee\n{rows}20.03.2026;;;4\n".encode(), "a.csv"), Text("de")
    )
    assert list(shown[0])[1:] == ["8. M\u00e4rz", "7. M\u00e4rz", "6. M\u00e4rz"]


@LANGS
def test_the_latest_tries_are_shown(lang):
    text = Text(lang)
    tries = preview.of_tries(
        read(b"Datum;Bewegung;Schmerz\n01.03.2026;Heben;3\n05.03.2026;Hocke;4\n", "a.csv"), text
    )
    assert tries[0][text("column.movement")] == "Hocke"
    assert tries[0][text("column.pain_during")] == "4"
    assert text("column.expected_pain") not in tries[0]


@LANGS
def test_every_reader_is_named_where_files_are_chosen(lang):
    named = Text(lang)("diary.upload.known")
    wanted = (
        "Apple Health",
        "Bearable",
        "Daylio",
        "Fitbit",
        "Garmin Connect",
        "Migraine Buddy",
        "Oura",
        "Strava",
    )
    titles = {one.title for one in formats()}
    assert set(wanted) <= titles
    assert [one for one in wanted if one not in named] == []


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
    assert "dmy: Day first: 03/04/2026 = 3 April 2026" in told
    answered = ["--answer", "date_order=dmy", "--answer", "wide=movements"]
    assert cli_read.main(["a.csv", "--from", str(tmp_path), *answered, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kept"]["exposures"] == 2


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04x"])
def test_an_unreadable_file_is_one_sentence(tmp_path, capsys, content):
    (tmp_path / "a.csv").write_bytes(content)
    assert cli_read.main(["a.csv", "--from", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("lang", "said"), [("de", "es gibt keine solche Datei"), ("en", "there is no such file")]
)
def test_a_file_that_is_not_there_is_said_in_the_language_asked_for(tmp_path, capsys, lang, said):
    assert cli_read.main(["fehlt.csv", "--from", str(tmp_path), "--lang", lang]) == 2
    assert said in capsys.readouterr().err


def test_an_answer_that_is_none_is_named_and_refused_cells_are_pointed_to(tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(b"Datum;Schmerz\n03/04/2026;3\n05/06/2026;x\n")
    assert cli_read.main(["a.csv", "--from", str(tmp_path), "--answer", "date_order=tmj"]) == 2
    assert "\u201etmj\u201c" in capsys.readouterr().err
    assert cli_read.main(["a.csv", "--from", str(tmp_path), "--answer", "date_order=dmy"]) == 0
    told = capsys.readouterr().out
    assert "--rejections" in told
    assert "Spalten: Datum \u2192 Datum; Schmerz \u2192 Schmerz im Tagesschnitt" in told


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


@LANGS
def test_files_left_out_are_named_on_a_line_of_their_own(lang):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("tagebuch.csv", DIARY)
        made.writestr("bild.png", b"\x89PNG")
    text = Text(lang)
    found = understood.lines(read(out.getvalue(), "x.zip"), text)
    assert (text("report_in.skipped"), "bild.png") in found
    assert not any(
        "skipped" in value or (value.count("bild.png") and label != text("report_in.skipped"))
        for label, value in found
    )
