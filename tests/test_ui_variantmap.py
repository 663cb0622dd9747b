"""The map of ways tried: rows, neighbours with their reason, and a variety that is not more than its tries hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest

from analysis.movement_results import Cell, CellTried, NextVariant, Pattern, VariantMap
from analysis.results import Dose, Try
from tests import fakes
from ui import variantmap
from ui.text import LANGUAGES, Text

DE, EN = Text("de"), Text("en")
TODAY = date(2026, 3, 31)
SLOW, NORMAL = Cell("", "slow", "stable", "standing"), Cell("vorwärts", "normal", "", "standing")
CELLS = (
    CellTried(SLOW, 9, date(2026, 3, 30), 4.0, 7, 6, 0, True),
    CellTried(NORMAL, 2, date(2026, 3, 2), 6.0, 0, 0, 1, False),
    CellTried(Cell(), 1, date(2026, 2, 1), 3.0, 0, 0, 0, False),
)
FOUND = VariantMap("Heben", "lift", CELLS, (), 2.1, 12, 3.0, (date(2026, 1, 1), TODAY))


def test_each_way_is_a_row_with_symbol_and_word():
    assert variantmap.table(FOUND, DE) == [
        {
            "Variante": "langsam, fest, stehend", "Stand": "✓ sicher probiert", "Versuche insgesamt": "9",
            "gut gegangen (90 Tage)": "7 an 6 Tagen", "zuletzt": "30. März",
        },
        {
            "Variante": "vorwärts, normal, stehend", "Stand": "○ noch offen", "Versuche insgesamt": "2",
            "gut gegangen (90 Tage)": "0 an 0 Tagen", "zuletzt": "2. März",
        },
        {
            "Variante": "ohne Angabe", "Stand": "○ noch offen", "Versuche insgesamt": "1",
            "gut gegangen (90 Tage)": "0 an 0 Tagen", "zuletzt": "1. Februar",
        },
    ]  # fmt: skip
    assert variantmap.table(FOUND, EN)[0]["Status"] == "✓ tried safely"


def test_a_long_map_is_cut():
    cells = tuple(replace(CELLS[1], cell=Cell(f"d{at}")) for at in range(40))
    assert len(variantmap.table(replace(FOUND, cells=cells), DE)) == variantmap.MOST_CELLS


def step(*, harder, tries=0, highest=None):
    after = "normal" if harder else "slow"
    return NextVariant(replace(SLOW, speed=after), SLOW, "speed", "slow", after, harder, tries, highest)


def test_a_neighbour_says_its_one_step_and_what_is_known_of_it():
    assert variantmap.following(step(harder=True), DE) == (
        "normal, fest, stehend: ein Schritt weiter im Punkt Tempo, von langsam zu normal, alles andere wie schon sicher "
        "probiert. Noch nie probiert."
    )
    assert variantmap.following(step(harder=True, tries=2, highest=6.0), EN) == (
        "normal, firm, standing: one step up in Speed, from slow to normal, all else as already tried safely. 2 tries so "
        "far, highest value 6."
    )
    assert "ein Schritt leichter" in variantmap.following(step(harder=False), DE)


def tried(*variants, days_ago=1):
    one = fakes.board()[3]
    tries = tuple(
        Try(TODAY - timedelta(days=days_ago), 2.0, None, 0.0, Dose(None), False, word) for word in variants
    )
    return replace(one, tries=tries)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (tried("slow", "slow", "slow", "fast"), "Vielfalt 2,1: so viele Varianten wären es, wenn alle gleich oft drankämen (4 Versuche, 2 Varianten, 4. März bis 31. März 2026)."),
        (tried("slow", "fast", "normal"), "Vielfalt: noch nicht genug, 3 Versuche auf 3 Varianten (4. März bis 31. März 2026)."),
        (tried("slow", "slow"), "Vielfalt 1: immer dieselbe Variante (2 Versuche, 4. März bis 31. März 2026)."),
        (tried("slow", "fast", days_ago=28), "Kein Versuch vom 4. März bis 31. März 2026, deshalb keine Zahl der Varianten."),
    ],
)  # fmt: skip
def test_variety_has_its_tries_and_window_and_is_not_said_of_too_few(one, words):
    assert variantmap.variety(FOUND, one, DE) == words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_a_name(lang):
    names = [variantmap.kind_name(kind, Text(lang)) for kind in get_args(Pattern)]
    assert len(set(names)) == len(names)
    assert variantmap.kind_name("Garten", Text(lang)) == "Garten"
