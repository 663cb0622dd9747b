"""Words, pictures and files of small experiments: who may say "made", nothing shows while closed, no cell is a formula."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from analysis.experiment import OUTCOMES, evaluate, outcomes, problems
from analysis.experiment_power import USUAL, Spread, detectable
from analysis.experiment_results import Problem
from data.experiments import Event
from tests.trials import START, at, design, rated, trial
from ui import experiment_files as files
from ui import experiment_words as words
from ui.charts import experiment as charts
from ui.text import LANGUAGES, Text
from ui.theme import DARK, LIGHT

AFTER = START + timedelta(days=60)
MADE = {"de": "hat gegenüber", "en": "made a difference"}


@cache
def answer(verdict: str):
    """An experiment and its answer for each verdict."""
    one, today = trial(), AFTER
    a, b = (4.0, 4.0) if verdict == "none" else (3.0, 5.0)
    if verdict == "hardly_done":
        one = trial(records={})
    if verdict == "stopped":
        one = trial(events=[Event("stopped", at(START + timedelta(days=19)), START + timedelta(days=19))])
    if verdict == "peek":
        one, today = (
            trial(events=[Event("peek", at(START), START + timedelta(days=20))]),
            START + timedelta(days=20),
        )
    found = evaluate(one, rated(one, a, b, (0, 1, 0, -1, 1)), today)
    assert found.verdict == verdict
    return one, found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verdict", ["difference", "none", "hardly_done", "stopped", "peek"])
def test_only_a_finished_experiment_says_that_something_made_a_difference(lang, verdict):
    text = Text(lang)
    one, found = answer(verdict)
    lines = words.lines(found, one, text)
    assert all(lines)
    said = " ".join([words.verdict(found, one.design, text), *lines])
    assert (MADE[lang] in said) == (verdict == "difference")
    assert "{" not in said
    assert text.number(abs(found.assigned.effect)) in said
    assert words.span(found.assigned, text) in said


def test_the_sentences():
    text = Text("de")
    one, found = answer("difference")
    assert words.verdict(found, one.design, text) == (
        "„mit Atmen“ hat gegenüber „ohne Atmen“ einen Unterschied von "
        f"{text.number(-found.assigned.effect)} Punkten gemacht: Schmerz des Tages niedriger."
    )
    one, found = answer("none")
    assert words.verdict(found, one.design, text) == (
        f"Kein Unterschied erkennbar; ein Unterschied bis {text.number(found.not_excluded)} Punkte ist nicht ausgeschlossen."
    )
    assert words.verdict(found, one.design, Text("en")).startswith(
        "No difference to be seen; a difference of up to"
    )
    one, found = answer("peek")
    assert words.looked(one, text).startswith("Vor dem Ende angesehen: 1-mal (22. März)")
    stopped = replace(one, events=(*one.events, Event("stopped", at(AFTER), AFTER)))
    assert words.looked(stopped, text).startswith("Vor dem Ende angesehen (22. März) und dann beendet: ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_has_its_words(lang):
    text = Text(lang)
    bad = [
        design(question="", a="", blocks=1, size=3, washout=5, outcome="x", start=START - timedelta(days=1)),
        design(question="x" * 999, a="x" * 999, blocks=99, start=START + timedelta(days=99)),
        design(a="Tablette", b="tablette", blocks=1),
    ]
    found = [*(problem for one in bad for problem in problems(one, START)), Problem("end_before_start", -3)]
    assert len({one.code for one in found}) == 14
    for one in found:
        said = words.problem(one, text)
        assert len(said) > 20
        assert "{" not in said
    assert "999" in words.problem(Problem("name_long", 999, 80), text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_told_before_the_start(lang):
    text, plan = Text(lang), design()
    points = detectable(plan, USUAL)
    assert text.number(points) in words.told(plan, points, text)
    assert "28" in words.told(plan, points, text)
    assert words.told(plan, None, text) != words.told(plan, points, text)
    assert "82" in words.basis(Spread(1.4, 0.2, 0.02, 82), text)
    assert text.number(USUAL.sd) in words.basis(USUAL, text)
    assert all(text(f"experiments.outcome.{one}") for one in OUTCOMES)


def test_what_was_hardly_done_rules_nothing_out():
    """No difference of what nobody did says nothing of what it does; one side done is not "hardly anything"."""
    plan = design()
    drawn = trial(plan).schedule
    one = trial(plan, {at: "done" if condition == "b" else "not_done" for at, condition in enumerate(drawn)})
    for a, verdict in ((4.0, "none"), (2.0, "hardly_done")):
        found = evaluate(one, rated(one, a, 4.0, (0.0, 1.0)), AFTER)
        assert found.verdict == verdict
        for lang in LANGUAGES:
            said = words.verdict(found, plan, Text(lang))
            assert {"de": "selten gemacht", "en": "rarely done"}[lang] in said
            assert {"de": "ausgeschlossen", "en": "ruled out"}[lang] not in said


def test_a_rare_chance_is_not_called_none():
    one, found = answer("difference")
    rare = replace(found, assigned=replace(found.assigned, p=2 / 6**7))
    assert "in weniger als 0,1\N{NO-BREAK SPACE}%" in " ".join(words.lines(rare, one, Text("de")))


# ------------------------------------------------------------------ pictures


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("compact", [False, True])
def test_the_pictures_hold_every_block_and_the_interval(theme, compact):
    one, found = answer("difference")
    text = Text("de")
    drawn = charts.blocks(found, one.design, text, theme, compact=compact)
    by_name = {trace.meta: trace for trace in drawn.data}
    assert list(by_name["a"].x) == list(by_name["b"].x) == [1, 2, 3, 4, 5, 6, 7]
    assert list(by_name["a"].y) == [block.a for block in found.blocks]
    assert by_name["a"].marker.symbol != by_name["b"].marker.symbol, "readable without colour"
    assert sum(trace.meta == "pair" for trace in drawn.data) == 7
    gap = charts.difference(found, one.design, text, theme, compact=compact)
    line = next(trace for trace in gap.data if trace.meta == "interval")
    assert list(line.x) == [found.assigned.low, found.assigned.high]
    assert {trace.meta for trace in gap.data} == {"interval", "assigned", "as_done"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pictures_in_words_and_as_a_table(lang):
    one, found = answer("difference")
    text = Text(lang)
    assert "7" in charts.blocks_alt(found, one.design, text)
    assert words.span(found.assigned, text) in charts.difference_alt(found, one.design, text)
    rows = charts.table(found, one.design, text)
    assert len(rows) == 7
    assert [row[text("experiments.chart.gap")] for row in rows] == [
        text.number(block.difference, sign=True) for block in found.blocks
    ]


def test_a_persons_words_are_no_markup_in_a_picture():
    one = trial(design(a="<b onload=x>", b="x" * 80))
    found = evaluate(one, rated(one, 3.0, 5.0, (0, 1, 0)), AFTER)
    spec = charts.difference(found, one.design, Text("de"), LIGHT).to_json()
    spec += charts.blocks(found, one.design, Text("de"), LIGHT).to_json()
    assert "<b onload" not in spec.replace("\\u003c", "<")
    assert charts.shortened("x" * 80, 20) == "x" * 19 + "…"


# ------------------------------------------------------------------ files


def test_the_json_is_enough_to_draw_the_plan_again():
    one, _ = answer("difference")
    facts = json.loads(files.as_json(one, None))
    known, size = facts["orders"], facts["design"]["size"]
    drawn = ""
    for block in range(facts["design"]["blocks"]):
        number = int.from_bytes(hashlib.sha256(f"{facts['seed']}:{block}".encode()).digest(), "big")
        drawn += known[number % len(known)]
    assert [day["drawn"] for day in facts["days"]] == list(drawn)
    assert size == 4
    assert facts["days"][0]["day"] == "2026-03-02"
    assert (facts["peeks"], facts["stopped"]) == ([], None)


def test_while_closed_no_file_holds_a_rating():
    one = trial()
    assert {day["rating"] for day in json.loads(files.as_json(one, None))["days"]} == {None}
    rows = list(
        csv.reader(io.StringIO(files.as_csv(one, None, Text("de")).decode("utf-8-sig")), delimiter=";")
    )
    assert {row[-1] for row in rows[1:]} == {""}
    ratings = outcomes(one, rated(one, 3.0, 5.0))
    rows = list(
        csv.reader(io.StringIO(files.as_csv(one, ratings, Text("de")).decode("utf-8-sig")), delimiter=";")
    )
    assert {row[-1] for row in rows[1:]} == {"3", "5"}
    assert len(rows) == 29


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_cell_of_the_table_becomes_a_formula(lang):
    one = trial(design(a="=HYPERLINK(1)", b="@SUM(1)"))
    text = files.as_csv(one, None, Text(lang)).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "'@SUM(1)" in text
    assert not re.search(r"(^|[;,])[=@]", text, re.MULTILINE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_protocol_to_read(lang):
    one, _ = answer("peek")
    said = files.as_text(
        replace(one, events=(*one.events, Event("stopped", at(AFTER), AFTER))), Text(lang)
    ).decode()
    for part in (
        one.design.question,
        "SHA-256",
        "„7:k“" if lang == "de" else "“7:k”",
        "aabb, abab",
        "2026-03-29",
    ):
        assert part in said
    text = Text(lang)
    assert text.day(AFTER) in said
    early, _ = answer("stopped")
    said_early, taken = files.as_text(early, text).decode(), text.period(START, early.stopped)
    assert taken in said_early
    assert taken == words.held(early, text) != text.period(START, early.design.end)
    assert text.day(early.design.end) in said_early
    never = trial(records={}, events=[Event("stopped", at(START), START - timedelta(days=2))])
    assert text.day(START - timedelta(days=2)) in words.held(never, text)
    assert said.count("\n") > 28 + 8
