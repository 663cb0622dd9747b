"""`run.py snapshot`: the page and the facts without a server, and a clear sentence when there can be none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ui import cli

DIARY = Path(__file__).parents[1] / "data/demo/tagebuch.csv"
ENGLISH = Path(__file__).parents[1] / "data/demo/diary.csv"


def run(tmp_path, *more):
    return cli.main([*map(str, more), "--from", str(tmp_path), "--out", "page.html", "--json", "facts.json"])


def facts(tmp_path):
    return json.loads((tmp_path / "facts.json").read_text(encoding="utf-8"))


def test_page_and_facts(tmp_path, capsys):
    assert run(tmp_path, DIARY) == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    found = facts(tmp_path)
    assert {"movements", "connections", "progress", "import", "period", "model_version"} <= set(found)
    assert {"movement", "state", "p_safe", "level", "low", "high", "n", "last_load"} <= set(
        found["movements"][0]
    )
    assert found["import"]["questions"] == []
    assert found["import"]["rows"] == found["import"]["kept"] > 0
    assert "tagebuch.csv" in capsys.readouterr().out


def test_same_verdicts_in_both_dialects(tmp_path):
    run(tmp_path, DIARY)
    german = [one["state"] for one in facts(tmp_path)["movements"]]
    run(tmp_path, ENGLISH, "--lang", "en")
    assert [one["state"] for one in facts(tmp_path)["movements"]] == german


def test_the_day_can_be_set(tmp_path):
    run(tmp_path, DIARY, "--today", "2026-02-01")
    assert all(one["last"] <= "2026-02-01" for one in facts(tmp_path)["movements"])


def test_the_other_forms_beside_the_page(tmp_path):
    assert run(tmp_path, DIARY, "--pdf", "page.pdf", "--fhir", "page.fhir.json", "--csv", "facts.csv") == 0
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")
    assert json.loads((tmp_path / "page.fhir.json").read_bytes())["resourceType"] == "Bundle"
    assert (tmp_path / "facts.csv").read_text("utf-8-sig").startswith("part,subject,")


def test_the_same_file_twice_counts_once(tmp_path):
    run(tmp_path, DIARY)
    once = facts(tmp_path)["movements"]
    run(tmp_path, DIARY, DIARY)
    assert facts(tmp_path)["movements"] == once


@pytest.mark.parametrize(("lang", "word"), [("de", "öffnen"), ("en", "opened")])
def test_a_missing_file_is_said(tmp_path, capsys, lang, word):
    assert run(tmp_path, "nowhere.csv", "--lang", lang) == 2
    assert word in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_unreadable_file_is_said(tmp_path, capsys):
    (tmp_path / "brief.csv").write_bytes(b"%PDF-1.7\n\x00\x01")
    assert run(tmp_path, "brief.csv") == 2
    assert "PDF" in capsys.readouterr().err


AMBIGUOUS = b"Datum;Bewegung;Schmerz\n" + b"".join(b"%02d/03/2026;Knie;3\n" % day for day in range(1, 11))


def test_an_open_question_stops_and_an_answer_goes_on(tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(AMBIGUOUS)
    assert run(tmp_path, "a.csv") == 2
    assert "--answer 'date_order=" in capsys.readouterr().err
    assert not (tmp_path / "page.html").exists()
    assert run(tmp_path, "a.csv", "--answer", "date_order=dmy") == 0
    assert facts(tmp_path)["movements"][0]["n"] == 10


def test_a_malformed_answer_is_said(tmp_path, capsys):
    assert run(tmp_path, DIARY, "--answer", "dmy") == 2
    assert "date_order=dmy" in capsys.readouterr().err


def test_nothing_half_written_where_nothing_can_be_written(tmp_path, capsys):
    assert cli.main([str(DIARY), "--from", str(tmp_path), "--out", "no-such-folder/page.html"]) == 2
    assert "schreiben" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_limit_can_be_set(tmp_path):
    run(tmp_path, DIARY, "--tolerance", "5")
    assert {one["tau"] for one in facts(tmp_path)["movements"]} == {5.0}
