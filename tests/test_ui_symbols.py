"""State symbols: one per state, told apart by shape, always with the word, colours from the theme."""

from __future__ import annotations

import pytest

from analysis.results import STATES
from ui import symbols
from ui.text import LANGUAGES, Text
from ui.theme import THEMES


def test_every_state_has_its_own_shape():
    drawn = {state: str(symbols.symbol(state)).replace(f"pm-s-{state}", "") for state in STATES}
    assert len(set(drawn.values())) == len(STATES)


@pytest.mark.parametrize("state", STATES)
def test_a_symbol_is_hidden_from_screen_readers(state):
    assert 'aria-hidden="true"' in symbols.symbol(state)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_a_chip_says_the_word_beside_the_symbol(state, lang):
    text = Text(lang)
    chip = symbols.chip(state, text, THEMES["light"])
    assert text(f"state.{state}") in chip
    assert '<img class="pm-symbol"' in chip
    assert f"pm-s-{state}" in chip
    assert "<svg" not in chip  # the app's sanitiser would drop it


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_all_inks_of_the_theme_are_named(mode):
    theme = THEMES[mode]
    written = symbols.variables(theme)
    for state, ink in theme.states.items():
        assert f"--pm-{state}-mark:{ink.mark};" in written
        assert f"--pm-{state}-text:{ink.text};" in written
        assert f"--pm-{state}-tint:{ink.tint};" in written
    assert f"--pm-zone:{theme.zone};" in written


def test_the_symbols_carry_no_colour_of_their_own():
    assert "#" not in "".join(str(symbols.symbol(state)) for state in STATES)


def test_the_rules_know_every_state():
    assert all(f".pm-s-{state}{{" in symbols.RULES for state in STATES)
