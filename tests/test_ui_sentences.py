"""The sentences: every state, verdict, win and risk in both languages, exact where the wording is fixed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from analysis.association_results import VERDICTS
from analysis.progress_results import BeforeAfter, Flare, Risk, Win
from analysis.results import Belief, Capacity, Dose, Insufficient
from tests import fakes
from ui import findings, sentences, words
from ui.text import FOLDER, LANGUAGES, Text

DE, EN = Text("de"), Text("en")
CARRY, LIFT, TURN, BEND, STAIRS, SQUAT, SIT, OVERHEAD = fakes.board()


def test_headline_of_the_look_picture():
    assert sentences.headline(fakes.board(), DE) == "Drei Bewegungen sind sicher gelernt, zwei lernen gerade."
    assert sentences.headline(fakes.board(), EN) == "Three movements are learned as safe, two are learning."


@pytest.mark.parametrize(
    ("movements", "german"),
    [
        ([BEND], "Eine Bewegung ist sicher gelernt."),
        ([BEND, LIFT], "Eine Bewegung ist sicher gelernt, eine lernt gerade."),
        ([LIFT, TURN], "Zwei Bewegungen lernen gerade."),
        ([CARRY], "Bei einer Bewegung meldet sich der Alarm wieder."),
        ([SIT], "Eine Bewegung ist noch wachsam."),
        ([OVERHEAD], "Der Anfang ist gemacht, ein paar Versuche fehlen noch."),
        ([], "Noch keine Versuche. Der erste macht den Anfang."),
        ([BEND] * 13, "13 Bewegungen sind sicher gelernt."),
    ],
)
def test_headline_without_a_full_board(movements, german):
    assert sentences.headline(movements, DE) == german


def test_a_relapse_is_named_first():
    lead = sentences.lead(fakes.board(), DE)
    assert lead.startswith("Bei „Einkauf tragen“ meldet sich der Alarm wieder.")
    assert "Auffrischung" in lead
    two = sentences.lead([CARRY, replace(CARRY, movement="Heben")], EN)
    assert two.startswith("“Einkauf tragen” and “Heben” have set off the alarm again.")


def test_lead_without_a_relapse():
    assert sentences.lead([LIFT, BEND], DE) == "Kreuzheben wird leichter, bei doppelter Last."
    assert sentences.lead([BEND], DE) == "Bücken bleibt bei dir meist unter deiner Grenze."
    assert sentences.lead([OVERHEAD], DE).startswith("Drei Versuche")
    assert sentences.lead([], DE) == ""
    seen = replace(LIFT, state="unknown")  # enough tries for a number, not for a verdict
    assert sentences.lead([seen, OVERHEAD], DE).startswith("Das erste Bild steht.")


@pytest.mark.parametrize("text", [DE, EN])
@pytest.mark.parametrize("one", fakes.board(), ids=lambda one: one.movement)
def test_every_state_has_a_headline_and_an_explanation(one, text):
    for words_ in (
        sentences.movement(one, text),
        sentences.verdict(one, text),
        sentences.level_line(one, text),
    ):
        assert words_.endswith(".")
        assert "{" not in words_
    assert one.movement in sentences.movement(one, text)


def test_voice_of_the_tokens():
    assert (
        sentences.movement(OVERHEAD, DE)
        == "Über Kopf heben: zwei Versuche bisher. Ein dritter macht den Anfang."
    )
    assert sentences.movement(SIT, DE) == "Lange sitzen ist noch wachsam. Kleine Versuche zählen auch."
    assert sentences.movement(LIFT, EN) == "Kreuzheben is getting easier, at twice the load."
    assert sentences.movement(TURN, DE) == "Drehen im Sitzen: erste Anzeichen, dass es leichter wird."


@pytest.mark.parametrize(
    ("change", "words_"),
    [(None, ""), (1.1, ""), (1.5, "mehr Last"), (2.0, "doppelter Last"), (3.0, "3-facher Last")],
)
def test_load_change_in_words(change, words_):
    assert sentences.load_change(replace(LIFT, load_change=change), DE) == words_


def test_the_verdict_names_tries_load_interval_limit_and_certainty():
    assert sentences.verdict(LIFT, DE) == (
        "19 Versuche, zuletzt gestern mit 20 kg: erwartet etwa 3,5 (2,5–4,5), deine Grenze ist 3. "
        "Unter deiner Grenze? Eher nein, mit klarer Richtung nach unten, zuletzt im Schnitt 1,4 Punkte leichter als gedacht."
    )


def test_the_verdict_says_what_is_missing():
    due = replace(BEND, state="unknown", reason="refresh_due", days_since=16, last=date(2026, 3, 15))
    assert sentences.verdict(due, DE).endswith("Zuletzt sicher (15. März).")
    assert sentences.verdict(OVERHEAD, DE) == "Drei Versuche an zwei Tagen reichen für ein erstes Bild."
    assert sentences.facts(OVERHEAD, DE)[0] == "Last: zuletzt 2,5 kg."


@pytest.mark.parametrize(
    "reason", ["too_few_tries", "too_few_days", "stale", "refresh_due", "undecided", "nothing_in_window"]
)
@pytest.mark.parametrize("text", [DE, EN])
def test_every_reason_has_words(reason, text):
    one = replace(OVERHEAD, reason=reason)
    assert sentences.reason(one, text).endswith(".")
    assert sentences.verdict(one, text)


def test_one_try_is_counted_as_one():
    one = replace(OVERHEAD, n=1, tries=OVERHEAD.tries[:1])
    assert sentences.reason(one, DE) == "Ein Versuch bisher. Noch zwei machen den Anfang."
    assert sentences.reason(one, EN) == "One try so far. Two more make a start."


@pytest.mark.parametrize("code", ["very_sure", "sure", "rather_yes", "rather_no", "no"])
@pytest.mark.parametrize("text", [DE, EN])
def test_every_certainty_has_words(code, text):
    assert sentences.certainty(replace(BEND, certainty=code), text)


@pytest.mark.parametrize("code", ["both_safe", "belief_lags", "trust_grows", "both_watchful", "open"])
@pytest.mark.parametrize("text", [DE, EN])
def test_every_belief_has_words(code, text):
    assert sentences.belief(Belief("safe", 0.9, 0.5, 2, 1, 3, 0.2, 5, code), text).endswith(".")


def test_facts_are_sentences():
    rich = replace(
        LIFT,
        varied=True,
        load_unknown=2,
        capacity=Capacity(200, 1.0, Dose(200, 1, 10, 20.0), date(2026, 3, 20)),
    )
    facts = sentences.facts(rich, DE)
    assert "Last: von 10 kg auf 20 kg." in facts
    assert "Am 20. März ging 10 Wdh. · 20 kg unter deiner Grenze, und der Tag danach blieb ruhig." in facts
    assert "Bei 2 Versuchen fehlt die Last." in facts
    assert not [fact for fact in sentences.facts(BEND, DE) if ".." in fact]
    assert "Erwartet 8, erlebt 5. Es war leichter, als du dachtest." in facts


# ------------------------------------------------------------------ connections


def test_the_fixed_wording_of_connections():
    """Science note 3.7, word for word with this connection's numbers."""
    found = fakes.connection(effect=-0.4, low=-0.6, high=-0.2, n=58)
    assert sentences.connection(found, DE) == (
        "Deutlicher Hinweis: Nach Nächten mit besserem Schlaf war dein Schmerz im Schnitt 0,4 Punkte (0,2–0,6) "
        "niedriger. 58 Tage. Das zeigt ein Zusammengehen, keine Ursache."
    )
    assert sentences.connection(fakes.connection(verdict="none"), DE) == (
        "Kein nennenswerter Zusammenhang in deinen Daten."
    )
    assert sentences.connection(fakes.connection(verdict="unclear", more_days=30), DE) == (
        "Noch unklar; dafür brauchst du etwa 30 weitere Tage."
    )


@pytest.mark.parametrize("text", [DE, EN])
@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("effect", [-0.4, 0.4])
def test_every_verdict_has_words(verdict, effect, text):
    found = fakes.connection("stress", verdict, effect, lag=1, more_days=20)
    assert sentences.connection(found, text).endswith(".")
    assert findings.short(found, text).endswith(".")
    assert sentences.strength(found, text)


def test_higher_pain_is_said_as_higher():
    found = fakes.connection("stress", "hint", 0.4, lag=1, low=0.1, high=0.7)
    assert (
        "Nach Tagen mit mehr Stress war dein Schmerz im Schnitt 0,4 Punkte (0,1–0,7) höher."
        in sentences.connection(found, DE)
    )


def test_an_interval_that_crosses_nothing_is_written_with_words():
    found = fakes.connection("stress", "hint", 0.2, lag=1, low=-0.1, high=0.5)
    assert "(−0,1 bis 0,5)" in sentences.connection(found, DE)


def test_a_factor_of_ones_own_keeps_its_name():
    found = fakes.connection("Kaffee", "hint", 0.4, lag=0)
    assert "An Tagen mit höherem Wert bei „Kaffee“" in sentences.connection(found, DE)
    assert sentences.factor("Kaffee", EN) == "Kaffee"


def test_honest_additions():
    found = fakes.connection(reverse_as_strong=True, inseparable_from_medication=True)
    said = sentences.connection(found, DE)
    assert "Richtung bleibt offen" in said
    assert "Medikamenten" in said


@pytest.mark.parametrize(
    ("factor", "lag", "german"),
    [
        ("sleep_hours", 0, "Nacht davor"),
        ("stress", 1, "Tag davor"),
        ("stress", 0, "gleicher Tag"),
        ("stress", 3, "3 Tage davor"),
        ("stress", -1, "1 Tag danach"),
    ],
)
def test_lags_in_words(factor, lag, german):
    assert sentences.lag_name(factor, lag, DE) == german


def test_steps_in_words():
    assert sentences.step_name(fakes.connection(), DE) == "2 Punkte besser"
    assert sentences.step_name(fakes.connection("sleep_hours", step=1, step_unit="h"), DE) == "1 Stunde mehr"
    assert (
        sentences.step_name(fakes.connection("activity_min", step=30, step_unit="min"), EN)
        == "30 minutes more"
    )
    assert sentences.step_name(fakes.connection("Kaffee", step=2, step_unit="Tassen"), DE) == "2 Tassen mehr"


def test_connections_headline():
    title, lead = sentences.connections_headline(fakes.connections(), DE)
    assert title == "Besserer Schlaf geht bei dir mit weniger Schmerz einher, mehr Stress mit mehr."
    assert lead.startswith("Zwei von sechs geprüften Zusammenhängen zeigen sich in deinen Aufzeichnungen.")
    assert "keine Ursache" in lead
    open_title, _ = sentences.connections_headline([fakes.connection(verdict="unclear")], DE)
    assert open_title == "Bisher zeigt sich noch kein klarer Zusammenhang."
    steps = [fakes.connection(factor="steps", verdict="clear", effect=0.5)]
    assert (
        sentences.connections_headline(steps, DE)[0] == "Mehr Schritte gehen bei dir mit mehr Schmerz einher."
    )
    assert sentences.connections_headline(steps, EN)[0] == "More steps go along with more pain for you."
    assert sentences.connections_headline([], EN)[0] == "A few more days are needed for connections."


@pytest.mark.parametrize(
    "what", ["days", "days_with_factor", "constant", "tries", "days_before_after", "no_pain", "something_new"]
)
@pytest.mark.parametrize("text", [DE, EN])
def test_what_is_missing_has_words(what, text):
    assert sentences.insufficient(Insufficient(what, 6, 10, "stress"), text).endswith(".")


# ------------------------------------------------------------------ progress

WINS = [
    Win("state_upgrade", date(2026, 3, 1), "Bücken", word="safe"),
    Win("state_upgrade", date(2026, 3, 1), "Bücken"),
    Win("new_highest_load", date(2026, 3, 1), "Heben", Dose(200, 1, 10, 20.0)),
    Win("new_highest_load", date(2026, 3, 1), "Heben"),
    Win("first_variant", date(2026, 3, 1), "Heben", word="weich"),
    Win("first_variant", date(2026, 3, 1), "Heben"),
    Win("surprise", date(2026, 3, 1), "Heben", facts={"expected": 7.0, "felt": 2.0}),
    Win("surprise", date(2026, 3, 1), "Heben"),
    Win("everyday_pain_free", date(2026, 3, 1), "Heben"),
    Win("before_after", date(2026, 3, 1), facts={"change": -1.4}),
    Win("before_after", date(2026, 3, 1)),
]


@pytest.mark.parametrize("text", [DE, EN])
@pytest.mark.parametrize("won", WINS, ids=lambda won: won.kind)
def test_every_win_has_words(won, text):
    said = sentences.win(won, text)
    assert said.endswith(".")
    assert "{" not in said
    assert won.movement in said


def test_wins_carry_their_numbers():
    assert sentences.win(WINS[2], DE).startswith("Heben, 10 Wdh. · 20 kg: deine höchste Last bisher")
    assert sentences.win(WINS[6], DE) == "Heben: erwartet 7, erlebt 2."
    assert "1,4 Punkte" in sentences.win(WINS[9], DE)


@pytest.mark.parametrize("text", [DE, EN])
@pytest.mark.parametrize("kind", ["break", "stress", "sleep", "flare"])
def test_every_risk_has_words(kind, text):
    assert sentences.risk(Risk(kind, date(2026, 3, 1), "Bücken", 12), text).endswith(".")


def test_a_break_in_words():
    assert sentences.risk(Risk("break", date(2026, 3, 1), "Bücken", 12), DE) == (
        "Zwölf Tage Pause bei „Bücken“. Fang mit etwas weniger an, dann geht es weiter."
    )


def test_an_unconfirmed_flare_is_asked():
    spell = Flare(date(2026, 2, 1), date(2026, 2, 4), 8, confirmed=False)
    assert sentences.flare(spell, DE).endswith("Stimmt das?")
    assert "Stimmt" not in sentences.flare(replace(spell, confirmed=True), DE)
    assert sentences.flare(replace(spell, end=spell.start), DE).startswith("Möglicher Schub am 1. Februar")


@pytest.mark.parametrize("text", [DE, EN])
@pytest.mark.parametrize("verdict", ["better_meaningful", "better", "same", "worse", "worse_meaningful"])
def test_every_before_after_has_words(verdict, text):
    window = (date(2026, 1, 1), date(2026, 1, 28))
    found = BeforeAfter(5.0, 3.6, -1.4, -2.3, -0.5, -28, 26, 27, verdict, window, window)
    said = sentences.before_after(found, text)
    assert text.number(-1.4) in said
    assert said.endswith(".")
    assert sentences.before_after(Insufficient("days_before_after", 30, 56), text).endswith(".")


# ------------------------------------------------------------------ small words


@pytest.mark.parametrize(
    ("done", "full", "short"),
    [
        (Dose(600, 3, 10, 20.0), "3 × 10 Wdh. · 20 kg", "20 kg"),
        (Dose(20, None, None, 7.5), "7,5 kg", "7,5 kg"),
        (Dose(12, None, 12.0), "12 Wdh.", "12 Wdh."),
        (Dose(36, 3.0, 12.0), "3 × 12 Wdh.", "12 Wdh."),
        (Dose(4, 4.0), "4 Sätze", "4 Sätze"),
        (Dose(2700, duration_s=2700), "45 min", "45 min"),
        (Dose(45, duration_s=45), "45 s", "45 s"),
        (Dose(800, distance_m=800), "800 m", "800 m"),
        (Dose(1500, distance_m=1500), "1,5 km", "1,5 km"),
        (Dose(None), "", ""),
        (None, "", ""),
    ],
)
def test_doses(done, full, short):
    assert words.dose(done, DE) == full
    assert words.dose_short(done, DE) == short


@pytest.mark.parametrize("text", [DE, EN])
def test_counts_are_words_up_to_twelve(text):
    spoken = [words.count(n, text) for n in range(1, 13)]
    assert len(set(spoken)) == 12
    assert not any(word.isdigit() for word in spoken)
    assert words.count(13, text) == "13"


FORBIDDEN = re.compile(
    r"\b(verursach\w*|wegen|heil(t|en)|beweis(t|en)|wirkt|gefährlich\w*|Versag\w*|kaputt)\b", re.IGNORECASE
)
FORBIDDEN_EN = re.compile(
    r"\b(caus(es|ed)|because of|heals?|proves?|cures?|dangerous|failed|broken)\b", re.IGNORECASE
)


@pytest.mark.parametrize(("lang", "pattern"), [("de", FORBIDDEN), ("en", FORBIDDEN_EN)])
def test_no_catalogue_of_results_claims_a_cause(lang, pattern):
    """Science note 3.7, forbidden words, in every catalogue that speaks about results."""
    for name in ("sentences", "charts", "board", "report"):
        content = (FOLDER / lang / f"{name}.po").read_text(encoding="utf-8")
        found = [line for line in content.splitlines() if line.startswith("msgstr") and pattern.search(line)]
        assert found == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_exclamation_marks(lang):
    for name in ("sentences", "charts", "board", "report"):
        content = (FOLDER / lang / f"{name}.po").read_text(encoding="utf-8")
        assert not [line for line in content.splitlines() if line.startswith("msgstr") and "!" in line]
