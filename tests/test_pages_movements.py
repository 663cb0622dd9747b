"""The Movements page through `app.py`: board, one, two, a stretch of days, and a try changed and brought back."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta

import pytest

from tests.test_pages import LANGS, healthy, sample, words
from ui.movement_tries import mark
from ui.text import Text

pytestmark = pytest.mark.usefixtures("fresh_caches")


def found():
    """The verdicts on the diary of the test, worked out beside the app."""
    from analysis.review import Review
    from data.home import home
    from data.store import Store

    store = Store(home())
    return Review(store.days(), store.exposures(), store.factors()).movements


def page(lang="de", **query):
    at = sample(lang)
    for name, value in query.items():
        at.query_params[name] = value
    at.switch_page("pages/movements.py").run()
    healthy(at)
    return at


def field(at, kind, start):
    return next(one for one in at.get(kind) if (one.key or "").startswith(start))


def charts(at):
    return [one.proto.spec for one in at.get("plotly_chart")]


def felt(at):
    """The ratings drawn in the level chart."""
    data = (trace for spec in charts(at) for trace in json.loads(spec)["data"])
    return next(trace["y"] for trace in data if trace.get("meta") == "tries")


def until(at, met):
    """Run again until what is worked out behind the page has come."""
    for _ in range(120):
        if met():
            break
        time.sleep(0.5)
        at.run()
    healthy(at)
    assert met()


def name_of(at):
    """The movement picked, whatever the sample calls it."""
    return at.selectbox(key="movement_pick").value


def opened(lang="de"):
    at = page(lang)
    at.button(key="open_1").click().run()
    healthy(at)
    return at


def picked(at, place=-1):
    box = field(at, "selectbox", "try_")
    box.select_index(place % len(box.options)).run()
    healthy(at)


@pytest.mark.parametrize("lang", LANGS)
def test_the_board_shows_every_movement_in_order_with_its_load(lang):
    at, text = page(lang), Text(lang)
    board = found()
    cards = [one.label for one in at.button if (one.key or "").startswith("open_")]
    assert cards == [one.movement for one in board]
    order = ("relapsing", "learning", "safe", "threat", "unknown")
    assert [order.index(one.state) for one in board] == sorted(order.index(one.state) for one in board)
    assert len({one.state for one in board}) == 5
    assert all(text(f"state.{state}") in words(at) for state in order)
    assert text("movements.board.load", load="19,5 kg" if lang == "de" else "19.5 kg") in words(at)
    assert not charts(at)


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_opens_its_movement_with_all_panels(lang):
    at = page(lang)
    name = at.button(key="open_1").label
    at.button(key="open_1").click().run()
    healthy(at)
    assert name_of(at) == name
    assert name in at.title[0].value
    assert name in at.query_params["movement"]
    text = Text(lang)
    keys = ("safety.title", "expected", "surprise.title", "tries.title")
    until(at, lambda: all(text(f"movements.{key}") in words(at) for key in keys))
    until(at, lambda: len(charts(at)) >= 8)
    assert all(one.proto.alt for one in at.get("plotly_chart"))


def test_the_load_panel_follows_once_it_is_worked_out():
    at, text = opened(), Text("de")
    assert text("movements.dose.title") in [one.value for one in at.subheader]
    until(at, lambda: text("movements.dose.curve") in words(at))
    assert text("movements.capacity.title") in words(at)


def test_the_address_opens_one_movement():
    at = page("de", movement="Bücken")
    assert name_of(at) == "Bücken"


@pytest.mark.parametrize("lang", LANGS)
def test_two_movements_beside_each_other(lang):
    at = page(lang, view="compare")
    text = Text(lang)
    assert at.title[0].value == text("movements.compare.title")
    first, second = at.selectbox(key="compare_first"), at.selectbox(key="compare_second")
    assert first.value not in second.options
    assert {first.value, second.value} <= {one.value for one in at.subheader}
    first.select(second.value).run()
    healthy(at)
    assert at.selectbox(key="compare_second").value != at.selectbox(key="compare_first").value
    until(at, lambda: len(charts(at)) == 6)


def test_a_stretch_says_what_is_in_it_until_it_is_lifted():
    at = opened()
    field(at, "date_input", "stretch_").set_value((date(2026, 3, 1), date(2026, 3, 31))).run()
    healthy(at)
    assert "1. März bis 31. März 2026" in words(at)
    at.button(key="stretch_clear").click().run()
    healthy(at)
    assert "1. Januar bis 31. März 2026" in words(at)


@pytest.mark.parametrize("lang", LANGS)
def test_a_try_is_changed_and_brought_back(lang):
    at, text = opened(lang), Text(lang)
    picked(at, 0)
    before = field(at, "number_input", "pain_during_").value
    old = felt(at)
    field(at, "number_input", "pain_during_").set_value(9.0)
    field(at, "text_area", "note_").set_value("nach dem Umzug")
    field(at, "button", "save_").click().run()
    healthy(at)
    assert at.success
    assert felt(at) == [*old[:-1], 9.0], "the page shows the new value at once"
    assert field(at, "number_input", "pain_during_").value == 9.0
    at.button(key="amend_undo").click().run()
    healthy(at)
    assert field(at, "number_input", "pain_during_").value == before
    assert felt(at) == old
    assert text("movements.edit.undone") in [one.value for one in at.info]


def test_the_change_stands_in_the_import_history_and_can_be_undone_there():
    at = opened()
    name = name_of(at)
    picked(at, 0)
    field(at, "number_input", "expected_pain_").set_value(10.0)
    field(at, "button", "save_").click().run()
    at.switch_page("pages/diary.py").run()
    healthy(at)
    assert f"Versuch geändert: {name}" in words(at)
    at.button(key="undo_2").click().run()
    healthy(at)
    at.switch_page("pages/movements.py").run()
    picked(at, 0)
    assert field(at, "number_input", "expected_pain_").value != 10.0


def test_a_try_is_taken_out_and_comes_back():
    at = opened()
    n = len(field(at, "selectbox", "try_").options)
    picked(at, 0)
    field(at, "button", "remove_").click().run()
    healthy(at)
    assert len(field(at, "selectbox", "try_").options) == n - 1
    assert field(at, "selectbox", "try_").value is None
    at.button(key="amend_undo").click().run()
    assert len(field(at, "selectbox", "try_").options) == n


def test_saving_without_a_change_makes_no_layer():
    from ui import loaders

    at = opened()
    picked(at, 0)
    field(at, "button", "save_").click().run()
    healthy(at)
    assert "Es war nichts zu ändern." in [one.value for one in at.info]
    assert len(loaders.imports()) == 1


def test_the_sample_stays_a_sample_after_a_change():
    """A hand-made change is no diary of one's own: the note that all is invented must stay."""
    at = opened()
    picked(at, 0)
    field(at, "number_input", "pain_during_").set_value(9.0)
    field(at, "button", "save_").click().run()
    assert at.button(key="sample_remove")


@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_history_comes_when_its_fold_is_opened(lang):
    at, text = opened(lang), Text(lang)
    fold = next(one for one in at.expander if one.label == text("past.title"))
    assert not fold.children
    at.session_state[f"past_{mark(found()[1])}"] = True
    at.run()
    until(at, lambda: text("past.caption") in words(at))
    line = next(spec for spec in charts(at) if len(_weeks(spec)) > 16)
    first = min(one.day for one in found()[1].tries)
    assert _weeks(line)[0] <= (first + timedelta(days=6)).isoformat()
    assert text("past.print", period="").split(". ", 1)[1] in words(at)


def _weeks(spec):
    """The days of the line of P(safe) in a chart."""
    return next((one["x"] for one in json.loads(spec)["data"] if one.get("meta") == "p_safe"), [])
