"""The panels in the app: explanation, expectation, ways, setbacks, names and kinds, in both languages."""

from __future__ import annotations

import time

import pytest

from tests.test_pages import app, healthy, sample, words
from ui.text import LANGUAGES, Text

pytestmark = pytest.mark.usefixtures("fresh_caches")


def movements(lang, name=None):
    at = sample(lang)
    if name:
        at.session_state["view"], at.session_state["movement"] = "one", name
    at.switch_page("pages/movements.py").run()
    healthy(at)
    return at


def settled(at, wanted=""):
    """Once more, until what is worked out behind the page is there."""
    for _ in range(40):
        shown = words(at)
        if wanted in shown and Text(at.session_state["lang"])("app.history_coming") not in shown:
            break
        time.sleep(0.25)
        at.run()
        healthy(at)
    return words(at)


@pytest.mark.parametrize(("lang", "name"), [("de", "Kreuzheben"), ("en", "Deadlift")])
def test_one_movement_is_explained_with_its_load(lang, name):
    shown, text = settled(movements(lang, name)), Text(lang)
    assert text("explain.title") in shown
    assert {"de": "Das gilt für 19,5 kg", "en": "This holds for 19.5 kg"}[lang] in shown
    assert text("explain.definition", tau="3") in shown
    assert text("explain.expected.follows") in shown
    assert text("explain.variants.title") in shown
    assert text("explain.back.title") in shown


@pytest.mark.parametrize(("lang", "name"), [("de", "Einkauf tragen"), ("en", "Carrying shopping")])
def test_a_setback_is_said_kindly(lang, name):
    shown, text = settled(movements(lang, name)), Text(lang)
    assert text("explain.back.kind") in shown
    assert text("explain.lacking.recovery_end") in shown


def test_the_kind_can_be_corrected_and_taken_back():
    from ui import personal

    at = movements("de", "Kreuzheben")
    box = next(one for one in at.selectbox if one.key.startswith("kind_"))
    assert box.value == "lift"
    box.select("pull").run()
    healthy(at)
    assert personal.patterns() == {"Kreuzheben": "pull"}
    box = next(one for one in at.selectbox if one.key.startswith("kind_"))
    assert box.value == "pull"
    box.select("lift").run()
    healthy(at)
    assert personal.patterns() == {}


def test_own_words_are_kept_and_shown_by_kind():
    from ui import personal

    at = movements("de")
    personal.set_tags("Kreuzheben", [" Garten ", "Garten", ""])
    personal.set_pattern("Bücken", "squat")
    at.run()
    healthy(at)
    assert personal.tags() == {"Kreuzheben": ["Garten"]}
    shown = words(at)
    assert "Eigenes Wort: Garten" in shown
    assert "Hocken" in shown
    personal.set_tags("Kreuzheben", [])
    assert personal.tags() == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_methods_say_how_often_the_ranges_held(lang):
    at = sample(lang)
    at.switch_page("pages/methods.py").run()
    text = Text(lang)
    shown = settled(at, text("explain.check.fits"))
    assert text("explain.check.body") in shown
    assert text("explain.check.fits") in shown


# ------------------------------------------------------------------ names


def typed(*rows):
    """A diary of one's own with these (day, name, felt)."""
    from data import ingest
    from ui import loaders

    lines = "\n".join(f"{day:02d}.03.2026;{name};{felt};6" for day, name, felt in rows)
    loaders.keep(ingest.read(f"Datum;Bewegung;Schmerz;Erwartet\n{lines}\n".encode(), "eigen.csv"))


def reviewed():
    """The analysis of the stored diary as the pages get it."""
    from analysis.review import Review
    from data import names
    from ui import loaders

    store = loaders.store()
    exposures = names.merged(store.exposures(), names.chosen(store.settings()))
    return Review(store.days(), exposures, store.factors())


def names_page(lang="de"):
    at = app(lang)
    at.switch_page("pages/movements.py").run()
    healthy(at)
    return at


PAIR = [(1, "Kreuzheben", 4), (3, "Kreuzheben", 4), (5, "Kreuzheben", 3), (7, "Kreuzhebne", 3)]


def button(at, start):
    return next(one for one in at.button if one.key and one.key.startswith(start))


def test_a_pair_is_merged_with_its_history_and_split_again():
    typed(*PAIR)
    at = names_page()
    assert "„Kreuzhebne“ (1 Versuch) und „Kreuzheben“ (3 Versuche): zwei Buchstaben vertauscht." in words(at)
    button(at, "names_yes_").click().run()
    healthy(at)
    from ui import loaders

    assert [(each.movement, each.n) for each in reviewed().movements] == [("Kreuzheben", 4)]
    assert "„Kreuzhebne“ zählt zu „Kreuzheben“." in words(at)
    assert set(loaders.store().exposures()["movement"]) == {"Kreuzheben", "Kreuzhebne"}
    button(at, "names_split_").click().run()
    healthy(at)
    assert {each.movement for each in reviewed().movements} == {"Kreuzheben", "Kreuzhebne"}


def test_a_pair_kept_apart_is_not_asked_again_until_wanted():
    typed(*PAIR)
    at = names_page("en")
    button(at, "names_no_").click().run()
    healthy(at)
    assert not [one for one in at.button if one.key and one.key.startswith("names_yes_")]
    assert "stay apart" in words(at)
    button(at, "names_ask_").click().run()
    healthy(at)
    assert button(at, "names_yes_")


def test_a_try_of_a_merged_name_is_changed_where_it_was_written():
    from analysis import entries
    from ui import loaders, personal

    typed(*PAIR, (5, "Kreuzhebne", 9))
    personal.merge("Kreuzhebne", "Kreuzheben")
    found = reviewed()
    one = found.movements[0]
    wrong = next(each for each in entries.of(found.exposures, one) if each.done.felt == 9)
    loaders.amend(wrong, {"pain_during": 2.0})
    kept = loaders.store().exposures()
    assert kept.loc[kept["movement"] == "Kreuzhebne", "pain_during"].tolist() == [2.0, 3.0]
    assert kept.loc[kept["movement"] == "Kreuzheben", "pain_during"].tolist() == [4.0, 4.0, 3.0]


def test_thousands_of_names_stay_a_short_list_with_a_search():
    from analysis.movement_results import Merge
    from ui import naming

    pairs = [Merge(f"Übung {at}", f"Uebung {at}", "umlaut", 5, 1) for at in range(3000)]
    assert [one.keep for one in naming.matching(pairs, " übung 2999 ")] == ["Übung 2999"]
    assert len(naming.matching(pairs, "")) == 3000


def test_many_pairs_are_capped_and_counted():
    names = [f"Bewegung {chr(97 + at)}{chr(97 + at)}{chr(97 + at)}" for at in range(14)]
    typed(*[(1, name, 3) for name in names], *[(2, name.upper(), 3) for name in names])
    at = names_page()
    assert len([one for one in at.button if one.key and one.key.startswith("names_yes_")]) == 10
    assert "4 weitere Paare; die Suche findet sie." in words(at)
    at.text_input(key="names_search").input("nnn").run()
    healthy(at)
    assert len([one for one in at.button if one.key and one.key.startswith("names_yes_")]) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_diary_the_model_does_not_fit_says_so_over_the_movements(lang):
    import random

    from ui.text import Text

    dice = random.Random(3)  # noqa: S311 - a test's dice
    typed(
        *[(day, name, dice.choice((0, 10))) for name in ("Heben", "Tragen", "Gehen") for day in range(1, 30)]
    )
    at = names_page(lang)
    start = Text(lang)("explain.check.poor", numbers="|", wider="", p_safe="").split("|")[0].strip()
    for _ in range(40):
        if any(one.value.startswith(start) for one in at.info):
            break
        time.sleep(0.25)
        at.run()
        healthy(at)
    assert any(one.value.startswith(start) for one in at.info)
    at.switch_page("pages/methods.py").run()
    assert start in settled(at, start)
