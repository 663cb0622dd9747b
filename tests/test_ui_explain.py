"""Every verdict explained: the whole text of each state and reason in both languages, the load always named."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from analysis.expectation_results import Habit, Reading
from analysis.next_tries import Ahead, NextTries
from analysis.results import Dose, Estimate, Insufficient
from tests import fakes
from ui import explain
from ui.text import FOLDER, LANGUAGES, Text

DE, EN = Text("de"), Text("en")
PER_CENT = "\N{NO-BREAK SPACE}%"


def made(state, days=(60, 64, 68, 72, 76), at=3.0, **changes):
    """Five tries at 20 kg, slowly, the last 7 days ago; expected one to three over felt."""
    one = fakes.movement(
        "Heben", "threat", list(days), [(60, at), (76, at)], loads=(20, 20), unit="weight_kg", half=1.0
    )
    tries = tuple(replace(each, variant="slow · standing") for each in one.tries)
    common = {
        "tries": tries,
        "x_now": tries[-1].x,
        "level": at,
        "low": at - 1,
        "high": at + 1,
        "days_since": 7,
    }
    return replace(one, state=state, **{**common, **changes})


def ahead(**kinds):
    return Ahead("Heben", 4, **{name: NextTries(*one) for name, one in kinds.items()})


RESTS_DE = (
    "Das gilt für 20 kg: nach fünf Versuchen, zuletzt vor 7 Tagen (langsam, stehend), ist dabei etwa "
    "{level} zu erwarten; in den letzten fünf Versuchen mit Erwartung hast du im Schnitt {gap} erlebt."
)
RESTS_EN = (
    "This holds for 20 kg: after five tries, the last 7 days ago (slow, standing), about {level} is to be "
    "expected there; in the last five tries with an expectation you expected {gap} on average."
)
THREE = (
    {"level": "3,0 (2,0–4,0)", "gap": "4,2 erwartet und 2,8"},
    {"level": "3.0 (2.0–4.0)", "gap": "4.2 and felt 2.8"},
)

CASES = {
    "safe": (
        made("safe", p_safe=0.86, certainty="sure"),
        ahead(lose=(4.0, 2, "unknown")),
        (
            "Dass es unter deiner Grenze von 3 bleibt, ist sicher (86 %); deshalb „sicher gelernt“; zwei Versuche mit 4 oder "
            "mehr bei dieser Last würden die Einschätzung wieder öffnen."
        ),
        (
            "That it stays under your limit of 3 is sure (86%); hence “learned as safe”; two tries at 4 or more at this load "
            "would open the verdict again."
        ),
    ),
    "safe for good": (
        made("safe", p_safe=0.999, certainty="very_sure"),
        ahead(lose=(4.0, None, "safe")),
        (
            "Dass es unter deiner Grenze von 3 bleibt, ist sehr sicher (über 99 %); deshalb „sicher gelernt“; auch sechs "
            "Versuche mit 4 bei dieser Last würden daran noch nichts ändern."
        ),
        (
            "That it stays under your limit of 3 is very sure (over 99%); hence “learned as safe”; even six tries at 4 at "
            "this load would not change that yet."
        ),
    ),
    "learning": (
        made("learning", p_safe=0.3, certainty="rather_no", direction="first_signs"),
        ahead(gain=(2.0, 1, "safe")),
        (
            "Ob es unter deiner Grenze von 3 bleibt: eher nein (30 %); es gibt erste Anzeichen, dass es leichter wird; ein "
            "weiterer Versuch unter 3 bei dieser Last würde daraus „sicher gelernt“ machen."
        ),
        (
            "Whether it stays under your limit of 3: rather no (30%); there are first signs that it gets easier; one more try "
            "under 3 at this load would make it “learned as safe”."
        ),
    ),
    "learning clearly": (
        made("learning", p_safe=0.6, certainty="rather_yes", direction="clear_fall"),
        ahead(gain=(2.0, 2, "safe")),
        (
            "Ob es unter deiner Grenze von 3 bleibt: eher ja (60 %); es wird deutlich leichter; zwei weitere Versuche unter 3 "
            "bei dieser Last würden daraus „sicher gelernt“ machen."
        ),
        (
            "Whether it stays under your limit of 3: rather yes (60%); it clearly gets easier; two more tries under 3 at this "
            "load would make it “learned as safe”."
        ),
    ),
    "relapsing": (
        made("relapsing", p_safe=0.004, certainty="no"),
        ahead(gain=(2.0, None, "relapsing")),
        (
            "Ob es unter deiner Grenze von 3 bleibt: nein (unter 1 %); es liegt höher als in der besten der letzten acht "
            "Wochen, das kommt vor und wirft dich nicht zurück auf Anfang; wie viele Versuche unter 3 es bei dieser Last bis "
            "„sicher gelernt“ braucht, ist noch nicht absehbar."
        ),
        (
            "Whether it stays under your limit of 3: no (under 1%); it lies higher than in the best of the last eight weeks, "
            "which happens and does not put you back to the start; how many tries under 3 at this load “learned as safe” takes is "
            "not foreseeable yet."
        ),
    ),
    "threat": (
        made("threat", p_safe=0.1, certainty="no"),
        None,
        "Ob es unter deiner Grenze von 3 bleibt: nein (10 %); deshalb „noch wachsam“, und kleine Versuche zählen auch.",
        "Whether it stays under your limit of 3: no (10%); hence “still watchful”, and small tries count too.",
    ),
    "undecided": (
        made("unknown", p_safe=0.5, certainty="rather_yes", reason="undecided"),
        ahead(likely=(3.0, 4, "threat"), gain=(2.0, 2, "safe")),
        (
            "Ob es unter deiner Grenze von 3 bleibt: eher ja (50 %); um etwas über diese Last zu sagen, reicht das noch nicht; "
            "nach vier weiteren Versuchen wie bisher (etwa 3) lässt sich mehr sagen; zwei weitere Versuche unter 3 bei dieser "
            "Last würden daraus „sicher gelernt“ machen."
        ),
        (
            "Whether it stays under your limit of 3: rather yes (50%); for a verdict on this load it is not enough yet; after "
            "four more tries like before (about 3) more can be said; two more tries under 3 at this load would make it "
            "“learned as safe”."
        ),
    ),
    "undecided and open": (
        made("unknown", p_safe=0.5, certainty="rather_yes", reason="undecided"),
        ahead(likely=(3.0, None, "unknown"), gain=(2.0, None, "unknown")),
        (
            "Ob es unter deiner Grenze von 3 bleibt: eher ja (50 %); um etwas über diese Last zu sagen, reicht das noch nicht; wie "
            "viele weitere Versuche wie bisher es für eine Einschätzung braucht, ist noch nicht absehbar; wie viele Versuche unter 3 "
            "es bei dieser Last bis „sicher gelernt“ braucht, ist noch nicht absehbar."
        ),
        (
            "Whether it stays under your limit of 3: rather yes (50%); for a verdict on this load it is not enough yet; how many "
            "more tries like before a verdict takes is not foreseeable yet; how many tries under 3 at this load “learned as "
            "safe” takes is not foreseeable yet."
        ),
    ),
    "refresh due": (
        made("unknown", p_safe=0.9, certainty="sure", reason="refresh_due"),
        ahead(likely=(3.0, 1, "safe")),
        (
            "Zuletzt war das „sicher gelernt“; nach mehr als 14 Tagen ohne Versuch frischt ein neuer bei dieser Last die "
            "Einschätzung auf."
        ),
        "It was “learned as safe” last; after more than 14 days without a try a new one at this load refreshes the verdict.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_verdict_that_rests_on_enough(name):
    one, then, german, english = CASES[name]
    assert explain.explain(one, DE, then) == [
        RESTS_DE.format(**THREE[0]),
        german.replace(" %", PER_CENT),
    ]
    assert explain.explain(one, EN, then) == [RESTS_EN.format(**THREE[1]), english]


def few(reason, days, **changes):
    one = made("unknown", days=days, reason=reason, certainty="rather_no", **changes)
    return replace(one, n=len(days), n_days=len(set(days)))


SILENT = {
    "one try": (
        few("too_few_tries", (76,), needs=Insufficient("tries", 1, 3, "Heben")),
        None,
        [
            (
                "Es geht um 20 kg: bisher ein Versuch, zuletzt vor 7 Tagen (langsam, stehend); im letzten Versuch mit Erwartung "
                "hast du 5,0 erwartet und 4,0 erlebt."
            ),
            "Für eine Einschätzung bei dieser Last fehlen noch zwei Versuche.",
        ],
        [
            (
                "This is about 20 kg: one try so far, 7 days ago (slow, standing); in the last try with an expectation you "
                "expected 5.0 and felt 4.0."
            ),
            "A verdict on this load needs two more tries.",
        ],
    ),
    "two tries, more likely needed": (
        few("too_few_tries", (72, 76), needs=Insufficient("tries", 2, 3, "Heben")),
        ahead(likely=(3.0, 3, "safe")),
        [
            (
                "Es geht um 20 kg: bisher zwei Versuche, zuletzt vor 7 Tagen (langsam, stehend); in den letzten zwei Versuchen "
                "mit Erwartung hast du im Schnitt 4,0 erwartet und 3,0 erlebt."
            ),
            "Für eine Einschätzung bei dieser Last fehlt noch ein Versuch; geht es weiter wie bisher, braucht es etwa drei.",
        ],
        [
            (
                "This is about 20 kg: two tries so far, the last 7 days ago (slow, standing); in the last two tries with an "
                "expectation you expected 4.0 and felt 3.0 on average."
            ),
            "A verdict on this load needs one more try; if it goes on like before, it takes about three.",
        ],
    ),
    "one day": (
        few("too_few_days", (76, 76, 76), needs=Insufficient("days_with_tries", 1, 2, "Heben")),
        ahead(likely=(3.0, None, "unknown")),
        [
            (
                "Es geht um 20 kg: drei Versuche, alle an einem Tag, zuletzt vor 7 Tagen (langsam, stehend); in den letzten drei "
                "Versuchen mit Erwartung hast du im Schnitt 4,3 erwartet und 3,0 erlebt."
            ),
            (
                "Für eine Einschätzung bei dieser Last fehlt noch ein Versuch an einem anderen Tag; wie viele weitere Versuche wie "
                "bisher es für eine Einschätzung braucht, ist noch nicht absehbar."
            ),
        ],
        [
            (
                "This is about 20 kg: three tries, all on one day, the last 7 days ago (slow, standing); in the last three tries "
                "with an expectation you expected 4.3 and felt 3.0 on average."
            ),
            (
                "A verdict on this load needs one more try on another day; how many more tries like before a verdict takes is "
                "not foreseeable yet."
            ),
        ],
    ),
    "stale": (
        few("stale", (48, 52, 56), days_since=27),
        ahead(likely=(3.0, 1, "safe")),
        [
            (
                "Es geht um 20 kg: drei Versuche, zuletzt vor 27 Tagen (langsam, stehend); in den letzten drei Versuchen mit "
                "Erwartung hast du im Schnitt 4,3 erwartet und 3,0 erlebt."
            ),
            (
                "Nach mehr als 21 Tagen ohne Versuch gibt es keine Einschätzung mehr; ein neuer Versuch bei dieser Last zeigt, wie es "
                "ist."
            ),
        ],
        [
            (
                "This is about 20 kg: three tries, the last 27 days ago (slow, standing); in the last three tries with an "
                "expectation you expected 4.3 and felt 3.0 on average."
            ),
            "After more than 21 days without a try no verdict stands; a new try at this load shows how things are.",
        ],
    ),
    "nothing in the window": (
        made(
            "unknown",
            reason="nothing_in_window",
            tries=(),
            level=None,
            low=None,
            high=None,
            n=0,
            certainty="",
            last=date(2025, 11, 3),
        ),
        None,
        [
            (
                "Der letzte Versuch war am 3. November; in den letzten 90 Tagen gibt es keinen, deshalb lässt sich für keine "
                "Last etwas sagen."
            ),
            "Ein neuer Versuch macht wieder einen Anfang, drei an zwei Tagen reichen für eine erste Einschätzung.",
        ],
        [
            "The last try was on 3 November; there is none in the last 90 days, so no verdict holds for any load.",
            "A new try makes a fresh start, three on two days are enough for a first verdict.",
        ],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_too_little_or_too_long_ago_names_no_level(name):
    one, then, german, english = SILENT[name]
    assert explain.explain(one, DE, then) == german
    assert explain.explain(one, EN, then) == english


def test_the_load_is_the_one_the_verdict_holds_for_not_the_last_one():
    one = made("safe", p_safe=0.9, certainty="sure")
    heavy = replace(one.tries[-1], dose=Dose(400, 1, 10, 40.0), x=1.0)
    one = replace(one, tries=(*one.tries[:-1], heavy), x_now=0.0)
    first = explain.explain(one, DE)[0]
    assert "gilt für 20 kg:" in first
    assert "(40 kg, langsam, stehend)" in first


def test_a_load_that_was_not_written_down_is_said_to_be_so():
    one = made("safe", p_safe=0.9, certainty="sure")
    bare = tuple(replace(each, dose=Dose(None), variant="", expected=None) for each in one.tries)
    one = replace(one, tries=bare)
    assert explain.explain(one, DE)[0] == (
        "Das gilt für die Last, mit der du gerade übst (nicht notiert): nach fünf Versuchen, zuletzt vor 7 Tagen, ist "
        "dabei etwa 3,0 (2,0–4,0) zu erwarten; was du erwartet hast, ist nicht notiert."
    )


def test_safe_is_defined_on_screen():
    one = made("safe")
    assert "in deinen Aufzeichnungen meist unter deiner Grenze (3)" in explain.definition(one, DE)
    assert "in your records mostly under your limit (3)" in explain.definition(one, EN)


# ------------------------------------------------------------------ expectation


HABIT = Habit(Estimate(1.4, 0.9, 1.9), (), 1.0, 1.2, 46, 20, fakes.WINDOW)


def reading(code, **changes):
    one = Reading("Heben", code, Estimate(5.0, 4.2, 5.8), Estimate(2.0, 1.1, 2.9), 3.7, 1.3, 0.9, 0.8, 12, 14)
    return replace(one, **changes)


NUMBERS = (
    "Erwartet etwa 5,0 (4,2–5,8), erlebt etwa 2,0 (1,1–2,9), 12 Versuche mit Erwartung.",
    "Expected about 5.0 (4.2–5.8), felt about 2.0 (1.1–2.9), 12 tries with an expectation.",
)
USUAL = (
    (
        "Meist erwartest du 1,4 (0,9–1,9) mehr, als du erlebst, 46 Versuche. Das ist hier herausgerechnet (in deinen anderen "
        "Bewegungen +1,3): Es bleibt eine Erwartung von 3,7."
    ),
    (
        "You usually expect 1.4 (0.9–1.9) more than you feel, 46 tries. This is taken out here (in your other movements +1.3): "
        "what remains is an expectation of 3.7."
    ),
)
CODES = {
    "follows": (
        "Deine Erwartung folgt dem, was du erlebst: Sie ist in den letzten vier Wochen gesunken.",
        "Your expectation follows what you feel: it has come down over the last four weeks.",
    ),
    "lags": (
        (
            "Deine Erwartung hinkt nach: Du erlebst weniger, als du erwartest. Eine Bewegung, die du gezielt ausprobieren "
            "kannst."
        ),
        "Your expectation lags behind: you feel less than you expect. A movement to test on purpose.",
    ),
    "ahead": (
        "Deine Erwartung ist dem Erleben voraus: Du erwartest weniger, als du gerade erlebst.",
        "Your expectation runs ahead: you expect less than you feel at present.",
    ),
    "open": (
        "Wie Erwartung und Erleben zueinander stehen, ist noch offen.",
        "How expectation and experience stand to each other is still open.",
    ),
}


@pytest.mark.parametrize("code", ["lags", "open"])
def test_both_curves_read_together_with_numbers_and_habit(code):
    for at, text in enumerate((DE, EN)):
        assert explain.expectation(reading(code), HABIT, text) == [CODES[code][at], NUMBERS[at], USUAL[at]]


@pytest.mark.parametrize("code", ["follows", "ahead"])
def test_a_reading_of_the_curves_as_they_are_does_not_claim_that_the_habit_is_taken_out(code):
    assert explain.expectation(reading(code), HABIT, DE) == [
        CODES[code][0],
        NUMBERS[0],
        "Meist erwartest du 1,4 (0,9–1,9) mehr, als du erlebst, 46 Versuche.",
    ]


def test_too_few_expectations_are_counted_and_not_read():
    short = Insufficient("tries_with_expectation", 5, 8)
    assert explain.expectation(reading("open", n_expected=2), short, DE) == [
        "Noch nicht genug: 2 von 3 Versuchen mit Erwartung.",
        "Ob du meist zu viel oder zu wenig erwartest: noch nicht genug, 5 von 8 Versuchen.",
    ]
    assert explain.expectation(reading("open", n_expected=2), short, EN)[1] == (
        "Whether you usually expect too much or too little: not enough yet, have 5 of 8 tries."
    )
    days = Insufficient("days_with_expectation", 3, 4)
    assert explain.expectation(None, days, DE) == [
        (
            "Zu dieser Bewegung ist in den letzten 90 Tagen keine Erwartung notiert. Schreib vor dem nächsten Versuch auf, "
            "welchen Wert du erwartest."
        ),
        "Ob du meist zu viel oder zu wenig erwartest: noch nicht genug, 3 von 4 Tagen.",
    ]


@pytest.mark.parametrize(
    ("habit", "words"),
    [
        (
            Estimate(-1.4, -1.9, -0.9),
            "Meist erwartest du 1,4 (0,9–1,9) weniger, als du erlebst, 46 Versuche.",
        ),
        (
            Estimate(0.6, -0.1, 1.3),
            "Über alle Bewegungen erwartest du weder deutlich zu viel noch zu wenig (−0,1 bis 1,3), 46 Versuche.",
        ),
        (
            Estimate(0.3, 0.1, 0.5),
            "Über alle Bewegungen erwartest du weder deutlich zu viel noch zu wenig (0,1–0,5), 46 Versuche.",
        ),
    ],
)
def test_a_habit_the_other_way_and_none(habit, words):
    found = explain.expectation(reading("open", habit=0.0), replace(HABIT, habit=habit), DE)
    assert found[-1] == words


# ------------------------------------------------------------------ words


FORBIDDEN = {
    "de": r"verursach|\bwegen\b|heilt|beweis|wirkt|wirksam|gefährlich|Diagnose|Therapie|lindert|vorherge|löscht|Versag|\bStreak|rot\b",
    "en": r"\bcaus|because of|\bheal|\bcures?\b|\bproves?\b|dangerous|diagnos|therap|reliev|predict|streak|\bfail",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_claims_a_cause_a_cure_or_a_forecast(lang):
    lines = (FOLDER / lang / "explain.po").read_text(encoding="utf-8").splitlines()
    assert [one for one in lines if one.startswith("msgstr") and re.search(FORBIDDEN[lang], one)] == []
    assert [one for one in lines if one.startswith("msgstr") and "!" in one] == []
