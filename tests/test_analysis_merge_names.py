"""Names that look like one movement: what is proposed, what never is, and how fast."""

import unicodedata

import numpy as np
import pytest

from analysis.merge_names import propose
from analysis.movement_results import Merge


def reason(a, b):
    found = propose([a, b])
    assert found == propose([b, a])
    return found[0].reason if found else None


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("Bücken", "bücken", "case"),
        ("Bücken", "Bücken ", "case"),
        ("Knie-Beuge", "Kniebeuge", "punctuation"),
        ("Push-up", "Pushup", "punctuation"),
        ("Kreuzheben 20kg", "Kreuzheben 20 kg", "punctuation"),
        ("2,5 kg heben", "2.5 kg heben", "punctuation"),
        ("Bücken", "Buecken", "umlaut"),
        ("Bücken", "Bucken", "umlaut"),
        ("Großer Schritt", "Grosser Schritt", "case"),  # ß is only another way to write ss
        ("Kniebeuge", "Kniebeugen", "plural"),
        ("Squat", "squats", "plural"),
        ("Step up", "Step-ups", "plural"),
        ("Liegestütz", "Liegestütze", "plural"),
        ("Kniebeuge", "Knibeuge", "one_edit"),
        ("Kniebeuge", "Kniebeige", "one_edit"),
        ("Kniebeuge", "Kniebeugee", "one_edit"),
        ("Treppensteigen links", "Treppensteiggen links", "one_edit"),
        ("Kniebeuge", "Kinebeuge", "swapped"),
        ("Treppensteigen", "Treppensteiegn", "swapped"),
        ("Kniebeuge", "Oniebeuge", "one_edit"),
    ],
)
def test_what_is_proposed_and_why(a, b, why):
    assert reason(a, b) == why


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kreuzheben 20 kg", "Kreuzheben 30 kg"),
        ("Kreuzheben 2,5 kg", "Kreuzheben 25 kg"),
        ("1/2 Kniebeuge", "12 Kniebeuge"),
        ("Kniebeuge", "Kniebeuge 2"),
        ("Arm heben links", "Arm heben rechts"),
        ("Bein heben l", "Bein heben r"),
        ("Bein li", "Bein re"),
        ("Left reach", "Right reach"),
        ("Treppe hoch", "Treppe runter"),
        ("Stairs up", "Stairs down"),
        ("Bergauf gehen", "Bergab gehen"),
        ("Heben mit Gewicht", "Heben ohne Gewicht"),
        ("Lift with belt", "Lift without belt"),
        ("Übung A", "Übung B"),
        ("Übung II", "Übung III"),
        ("Abduktion", "Adduktion"),
        ("Anheben", "Abheben"),
        ("symmetrisch heben", "asymmetrisch heben"),
        ("Laufen", "Kaufen"),
        ("Bücken", "Rücken"),
        ("Stehen", "Sehen"),
        ("Heben", "Leben"),
        ("Hand zum Fuß", "Hand zur Fuß"),
        ("Kniebeuge", "Kneibeuge tief"),
        ("Kniebeuge", "Kmiebeige"),
    ],
)
def test_what_never_is(a, b):
    assert reason(a, b) is None


def test_the_one_used_more_often_is_kept_and_each_is_dropped_once():
    found = propose({"kniebeuge": 2, "Kniebeuge": 9, "Kniebeugen": 4, "Knibeuge": 1, "Bücken": 30})
    assert found == (
        Merge("Kniebeuge", "Kniebeugen", "plural", 9, 4),
        Merge("Kniebeuge", "kniebeuge", "case", 9, 2),
        Merge("Kniebeuge", "Knibeuge", "one_edit", 9, 1),
    )
    assert propose({"b b": 1, "B b": 1})[0].keep == "B b"


def test_decomposed_umlauts_are_the_same_letters():
    assert reason("Bücken", unicodedata.normalize("NFD", "Bücken")) == "case"


@pytest.mark.parametrize("names", [[], [""], ["  ", "🙂", "—"], ["Kniebeuge"], ["a", "b"], ["1", "2"]])
def test_nothing_to_merge(names):
    assert propose(names) == ()


def test_other_alphabets_are_left_whole():
    assert reason("Приседание", "приседание") == "case"
    assert reason("Наклон", "Подъём") is None


def test_three_thousand_names_well_under_a_second():
    rng = np.random.default_rng(1)
    letters = list("abcdefghijklmnopqrstuvwxyz")
    base = [
        "Kniebeuge",
        "Kreuzheben",
        "Treppensteigen",
        "Wäschekorb tragen",
        "Rumpfdrehen",
        "Über Kopf heben",
    ]
    names = {}
    while len(names) < 3000:
        word = str(rng.choice(base))
        at = int(rng.integers(len(word)))
        end = str(rng.choice(["", " links", " rechts", f" {rng.integers(90)} kg"]))
        names[word[:at] + str(rng.choice(letters)) + word[at + 1 :] + end] = int(rng.integers(9))
    found = propose(names)
    dropped = [one.drop for one in found]
    assert len(dropped) == len(set(dropped)) > 100
    sides = [
        ("links" in one.keep, "rechts" in one.keep) == ("links" in one.drop, "rechts" in one.drop)
        for one in found
    ]
    assert all(sides)
    digits = [
        [letter for letter in name if letter.isdigit()] for one in found for name in (one.keep, one.drop)
    ]
    assert digits[::2] == digits[1::2]
