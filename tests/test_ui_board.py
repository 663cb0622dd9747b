"""The movement board: order, words, both layouts, escaping, common axes, gaps."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from analysis.results import STATES
from tests import fakes
from ui import board
from ui.charts import spark
from ui.text import LANGUAGES, Text
from ui.theme import THEMES

VOID = {"line", "circle", "rect", "path", "polyline", "polygon", "br", "meta", "img"}


class Balance(HTMLParser):
    """Counts open elements; ends at zero for well-formed markup."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


def _render(lang="de", mode="light", movements=None):
    return str(board.render(fakes.board() if movements is None else movements, Text(lang), THEMES[mode]))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_board_is_well_formed(lang, mode):
    parser = Balance()
    parser.feed(_render(lang, mode))
    assert parser.open == []


def _pictures(markup):
    """The SVGs inside the pictures of the board, in order."""
    return [
        base64.b64decode(each).decode()
        for each in re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', markup)
    ]


def test_the_board_holds_no_inline_svg_and_no_script():
    """Streamlit's sanitiser drops both; pictures stay."""
    made = _render()
    assert "<svg" not in made
    assert "<script" not in made
    for drawn in _pictures(made):
        ET.fromstring(drawn)  # noqa: S314 - own markup
        assert "<text" not in drawn  # fonts of the page do not reach into a picture


def test_cards_follow_the_order_of_the_board():
    shuffled = list(reversed(fakes.board()))
    states = re.findall(r'<li class="pm-card"><span class="pm-chip pm-s-(\w+)"', _render(movements=shuffled))
    assert states == sorted(states, key=STATES.index)
    assert len(states) == len(shuffled)


def test_each_movement_stands_as_card_and_as_row():
    made = _render()
    for one in fakes.board():
        assert f'<h3 class="pm-name">{one.movement}</h3>' in made
        assert f"<b>{one.movement}</b>" in made
    assert made.count('class="pm-row"') == len(fakes.board())
    assert "@media (max-width:640px)" in made


def test_numbers_carry_their_interval_and_the_decimal_comma():
    german, english = _render("de"), _render("en")
    assert "Erwartet etwa <b>5,2</b> (4,1–6,3)" in german
    assert "Expected about <b>5.2</b> (4.1–6.3)" in english
    assert "18 Versuche · zuletzt vor 4 Tagen" in german


def test_too_few_tries_are_points_without_a_curve_and_say_what_is_missing():
    unknown = [one for one in fakes.board() if one.state == "unknown"]
    made = _render(movements=unknown)
    assert "Zwei Versuche bisher. Ein dritter macht den Anfang." in made
    cards = "".join(_pictures(made.split('<ul class="pm-cards">')[1]))
    assert "polyline" not in cards
    assert len(re.findall(r'class="pm-try', cards)) == 4  # two tries, in the card and in the row


def test_a_gap_splits_the_curve():
    text, rows = Text("de"), fakes.board()
    span = spark.window(rows)
    with_gap, without = rows[1], rows[2]
    assert str(spark.card(with_gap, span, text, "")).count("polyline") == 2
    assert str(spark.card(without, span, text, "")).count("polyline") == 1


def test_strained_days_are_hollow():
    one = fakes.board()[1]
    drawn = str(spark.card(one, one.window, Text("de"), ""))
    assert drawn.count("pm-hollow") == sum(each.strained for each in one.tries)


def test_all_cards_share_one_axis():
    rows = [*fakes.board()[:2], replace(fakes.board()[2], window=(fakes.START, fakes.TODAY))]
    assert spark.window(rows) == fakes.WINDOW
    frame = spark.Frame(*fakes.WINDOW, 10.0, 0, 100, 0, 100)
    assert frame.x(fakes.START) == 0
    assert frame.x(fakes.TODAY) == 100
    assert frame.y(0) == 100
    assert frame.y(10) == 0


def test_sparklines_show_the_full_scale_as_soon_as_one_value_is_above_eight():
    rows = fakes.board()
    assert spark.spark_top(rows) == 8
    high = [replace(point, high=8.4) for point in rows[0].curve]
    assert spark.spark_top([replace(rows[0], curve=tuple(high)), *rows[1:]]) == 10


def test_the_limit_is_named_once():
    assert _render().count("meine Grenze 3<") == 1


def test_each_chart_has_its_words():
    made = _render()
    labels = re.findall(r'class="pm-svg" width="\d+" height="\d+" alt="([^"]+)"', made)
    assert len(labels) == 2 * len(fakes.board())
    assert all("Versuche" in label for label in labels)


def test_a_script_as_a_name_is_harmless():
    bad = replace(fakes.board()[0], movement='<script>alert("x")</script>')
    made = _render(movements=[bad])
    assert "<script" not in made
    assert "&lt;script&gt;" in made


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_board_is_a_sentence(lang):
    assert Text(lang)("board.empty") in _render(lang, movements=[])


def test_stale_movements_say_why():
    stale = replace(fakes.board()[0], state="unknown", reason="stale", days_since=25, certainty="")
    assert "Der letzte Versuch ist 25 Tage her." in _render(movements=[stale])
