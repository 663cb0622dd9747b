"""Phrases the app never uses (science note 3.7 and 5.6): no cause, no cure, no diagnosis, no promise, no doubtful claims."""

from __future__ import annotations

import re

import pytest

from tests.test_ui_text import MESSAGES

NEVER = {
    "de": (
        r"\bheil(t|en|ung|bar)\b", r"therap", r"diagnosti(zier|k)", r"\blösch\w* .*(gedächtnis|schmerz)", r"schmerzgedächtnis lösch",
        r"\bbeweis", r"\bpatient", r"lindert", r"kurier", r"behandelt\b", r"garantier", r"klinisch (geprüft|validiert)",
        r"medizinprodukt", r"\bdiga\b", r"verhindert .*(rückfall|schmerz)", r"sagt .*(rückfall|schmerz) voraus",
        r"verursach", r"\bwegen\b", r"\bwirkt\b", r"völlig ungefährlich", r"gefährlich", r"dein nervensystem hat",
        r"du bist gesund", r"kein grund zur sorge",
    ),
    "en": (
        r"\b(heals?|cures?|healing|cured)\b", r"therap", r"diagnos(es|ed|e)\b", r"\b(erases?|deletes?) .*(memory of pain|pain memory)",
        r"\bprov(es|en)\b", r"\bpatients?\b", r"\brelieves?\b", r"\btreats?\b", r"guarantee", r"clinically (tested|validated)",
        r"medical device", r"prevents? .*(relapse|pain)", r"predicts? .*(relapse|pain)", r"\bcauses\b", r"\bdue to\b",
        r"perfectly safe", r"dangerous", r"your nervous system has", r"you are healthy", r"nothing to worry",
        r"all is well\b(?!: )",
    ),
}  # fmt: skip
DENIED = re.compile(
    r"keine diagnose|ersetzt keine|nicht, dass|does not|no diagnosis|not mean|keine ursache|no treatment|nicht an patienten|not on patients|not a guarantee|keine garantie|specific functional scale",
    re.IGNORECASE,
)
"""Sentences that say what the app does not do, and the name of a scale."""


def _found(messages, phrases):
    return {
        (key, phrase): form
        for key, forms in messages.items()
        for form in forms
        for phrase in phrases
        if re.search(phrase, form.lower()) and not DENIED.search(form)
    }


@pytest.mark.parametrize("lang", NEVER)
def test_a_phrase_never_used_is_in_no_catalogue(lang):
    assert _found(MESSAGES[lang], NEVER[lang]) == {}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", "Das heilt deinen Rücken."),
        ("de", "Eine Therapie für zu Hause"),
        ("de", "Die App diagnostiziert nichts Schlimmes"),
        ("de", "löscht dein Schmerzgedächtnis"),
        ("de", "Das beweist es."),
        ("de", "für Patienten mit Rückenschmerz"),
        ("en", "This heals your back."),
        ("en", "clinically validated"),
        ("en", "predicts a relapse"),
        ("en", "for patients with back pain"),
    ],
)
def test_the_list_finds_what_it_is_made_for(lang, words):
    assert _found({"x": [words]}, NEVER[lang])


@pytest.mark.parametrize("lang", NEVER)
def test_no_streaks_and_no_praise_for_low_pain(lang):
    streaks = r"\bserie\b|in folge|streak|\d+ tage am stück|weiter so|keep it up|nicht abreißen"
    kept = {
        key: form
        for key, forms in MESSAGES[lang].items()
        for form in forms
        if re.search(streaks, form.lower())
    }
    assert kept == {}


def test_no_english_count_reads_one_times():
    """A number of times is a plural form of its own, or said another way: "harder 1 times" is no English."""
    times = re.compile(r"\{\w+\} times\b(?! as | the )")
    found = {key for key, forms in MESSAGES["en"].items() for form in forms[:1] if times.search(form)}
    assert found == set()
