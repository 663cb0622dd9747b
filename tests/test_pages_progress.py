"""The Progress page through `app.py`: the plan, what was gained, the rules, and nothing while a warning sign is open."""

from __future__ import annotations

from datetime import date

import pytest

from data.home import home
from data.store import Store
from tests.test_pages import healthy, sample, words
from ui.text import Text

pytestmark = pytest.mark.usefixtures("fresh_caches")
LAST = date(2026, 3, 31)
"""The last day of the sample, which its plan speaks of."""


def opened(lang="de", view="plan"):
    at = sample(lang)
    at.query_params["show"] = view
    at.switch_page("pages/progress.py").run()
    healthy(at)
    return at


def test_the_plan_is_begun_and_suggests_with_reasons():
    at = opened()
    assert "Acht Wochen" in at.title[0].value
    at.button(key="plan_begin").click().run()
    healthy(at)
    assert "fast schmerzfrei" in at.title[0].value
    said = words(at)
    for part in (
        "du bist hier",
        "Vorschläge für heute",
        "Einkauf tragen",
        "zweimal Rot in den letzten drei",
        "6 kg → 3,5 kg",
    ):
        assert part in said
    (one,) = Store(home()).journal.all("plan")
    assert one.day == LAST


def test_limits_rules_and_activities_are_kept_and_undone():
    at = opened(view="rules")
    at.number_input(key="rule_up_safe").set_value(5)
    next(one for one in at.button if one.label == "Regeln speichern").click().run()
    healthy(at)
    assert "Geändert: Schritt, wenn sie sicher gelernt ist." in words(at)
    at.button(key="settled_1").click().run()
    assert "Alles wie mitgeliefert." in words(at)
    at.segmented_control(key="progress_pick").set_value("gains").run()
    at.text_input(key="activity_name").set_value("  Enkelin   hochheben ")
    next(one for one in at.button if one.label == "Auf die Liste").click().run()
    at.slider(key="ability_a1").set_value(4)
    at.button(key="rate_a1").click().run()
    healthy(at)
    assert "Enkelin hochheben" in words(at)
    assert "1 von 3 Einschätzungen" in words(at)


def test_english_shows_the_same_views():
    at = opened("en")
    for view, part in (
        ("gains", "go with more load"),
        ("course", "four weeks"),
        ("rules", "belong to your trainer"),
    ):
        at.segmented_control(key="progress_pick").set_value(view).run()
        healthy(at)
        assert part in words(at)


def test_an_open_warning_sign_shows_nothing_else_until_it_is_cleared():
    at = sample()
    store = Store(home())
    number = store.journal.add("redflags", "", LAST, ["fever_infection"])
    at.switch_page("pages/progress.py").run()
    healthy(at)
    assert at.title[0].value == Text("de")("session.stop.soon.title")
    assert [one.proto.url for one in at.get("link_button")] == ["tel:116117"]
    assert not at.get("plotly_chart")
    assert "Kniebeuge" not in words(at)
    at.date_input(key="cleared_day").set_value(LAST)
    at.button(key="cleared_go").click().run()
    healthy(at)
    assert "Acht Wochen" in at.title[0].value
    assert [one.subject for one in store.journal.all("cleared")] == [str(number)]


def test_limits_follow_a_movement_that_is_read_as_another_one():
    from data.names import MERGED
    from ui import plan_store

    sample()
    store = Store(home())
    store.journal.add("limit", "Kniebeugen", LAST, {"by": "person", "reps": 9})
    store.journal.add("limit", "Kniebeuge", LAST, {"by": "trainer", "reps": 11})
    store.set(MERGED, {"Kniebeugen": "Kniebeuge"})
    held = plan_store.limits()["Kniebeuge"]
    assert {(one.by, one.reps) for one in held} == {("person", 9), ("trainer", 11)}


def test_the_stamp_tells_that_the_plan_was_changed_meanwhile():
    from ui import plan_store

    sample()
    before = plan_store.stamp()
    plan_store.set_rules({"up_safe": 0.05}, LAST)
    assert plan_store.stamp() != before
    with pytest.raises(ValueError, match="up_safe"):
        plan_store.set_rules({"up_safe": 0.5}, LAST)
    with pytest.raises(ValueError, match="11"):
        plan_store.rate_activity("a1", 11, LAST)
