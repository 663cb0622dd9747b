"""The Connections page through `app.py`: each view in both languages, days chosen, and diaries that cannot say much."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest

from tests.test_pages import LANGS, app, healthy, sample, words
from ui.findings import inside
from ui.text import Text

pytestmark = pytest.mark.usefixtures("fresh_caches")

VIEWS = ("overview", "factor", "joint", "calendar", "time", "moving")
START = date(2026, 1, 5)


def opened(at, view, **state):
    """One view of the page, with what is chosen on it."""
    at.session_state["explore_pick"] = view
    for name, value in state.items():
        at.session_state[name] = value
    at.switch_page("pages/connections.py").run()
    healthy(at)
    return words(at)


def diary(at, columns, rows):
    """A diary of one's own: a day per row, None = not logged."""
    from data import ingest
    from ui import loaders

    lines = [
        ";".join(
            [f"{START + timedelta(days=day):%d.%m.%Y}", *("" if one is None else str(one) for one in row)]
        )
        for day, row in enumerate(rows)
    ]
    content = "\n".join([";".join(["Datum", *columns]), *lines, ""])
    loaders.keep(ingest.read(content.encode(), "eigen.csv"))
    return at


def drawn(at, meta):
    """The traces of this kind in all charts."""
    specs = [json.loads(one.proto.spec) for one in at.get("plotly_chart")]
    return [trace for spec in specs for trace in spec["data"] if trace.get("meta") == meta]


def ratings(n, seed=1):
    return np.random.default_rng(seed).integers(2, 9, size=n).tolist()


# ------------------------------------------------------------------ the sample


@pytest.mark.parametrize("lang", LANGS)
def test_every_view_answers_in_words(lang):
    at, text = sample(lang), Text(lang)
    name = text("factor.sleep_quality")

    shown = opened(at, "overview")
    assert text("sentence.strength.clear") in shown
    assert text("explorer.yardstick.title") in shown
    assert text("explorer.left_out.title") in shown
    assert text("column.pain_worst") in shown  # refused, and said

    shown = opened(at, "factor", explore_factor_pick="sleep_quality")
    assert f"{name}, {text('sentence.lag.night')}: {text('sentence.strength.clear')}" in shown
    assert text("explorer.reverse.title") in shown
    assert text("sentence.connection.no_cause") in shown
    assert text("explorer.pick.title") not in shown
    assert len(drawn(at, "days")) == 2
    assert at.query_params["factor"] == "sleep_quality"

    shown = opened(at, "joint")
    assert name in shown
    assert (
        text("explorer.joint.more", factor=inside("sleep_quality", text), partners=inside("stress", text))
        in shown
    )
    assert len(drawn(at, "shown")) == len(drawn(at, "other")) == 2 * 6

    shown = opened(at, "calendar", explore_series_pick="sleep_hours")
    assert text("factor.sleep_hours") in shown
    assert {len(one["x"]) for one in drawn(at, "missing")} == {10}

    shown = opened(at, "time", explore_since=date(2026, 2, 1))
    assert text("explorer.change.none") in shown
    assert text("explorer.period.note") in shown
    assert at.query_params["since"] == "2026-02-01"

    shown = opened(at, "moving")
    assert text("explorer.state.note") in shown
    assert text("factor_more.pain_before") in shown
    assert text("explorer.pacing.caption") in shown


def test_days_chosen_by_the_fields_are_shown_in_time_and_given_back():
    at = sample("de")
    opened(at, "factor", explore_factor_pick="sleep_quality")
    field = next(one for one in at.select_slider if one.key.startswith("explore_across_"))
    field.set_range(2.0, 4.0).run()
    healthy(at)
    shown = words(at)
    n = len(drawn(at, "chosen")[0]["x"])
    assert f"{n} von " in shown
    assert shown.count("Die gewählten Tage in der Zeit") == 1
    assert [len(one["x"]) for one in drawn(at, "chosen")] == [n] * 4  # scatter and line, wide and narrow
    at.button(key="explore_clear").click().run()
    healthy(at)
    assert drawn(at, "chosen") == []


def test_the_address_opens_a_view_and_bad_ones_do_no_harm():
    at = sample("de")
    at.query_params["view"], at.query_params["factor"] = "factor", "stress"
    at.switch_page("pages/connections.py").run()
    healthy(at)
    assert at.title[0].value.startswith("Stress, Tag davor")
    wrong = app("de")
    for name, bad in (("view", "<b>"), ("since", "31.02.26"), ("factor", "nichts")):
        wrong.query_params[name] = bad
    wrong.switch_page("pages/connections.py").run()
    healthy(wrong)
    assert wrong.segmented_control(key="explore_pick").value == "overview"
    opened(wrong, "time")


# ------------------------------------------------------------------ diaries of one's own


def test_before_the_floor_there_is_a_bar_and_the_wide_range():
    pain, sleep = ratings(24), ratings(24, seed=2)
    rows = [[pain[at], sleep[at], sleep[at] if at < 12 else None] for at in range(24)]
    at = diary(app("de"), ["Schmerz", "Schlafqualität", "Stress"], rows)
    shown = opened(at, "overview")
    assert "Für ein Urteil ist es noch zu früh." in shown
    assert 'aria-valuenow="24"' in shown
    assert "24 von 28 Tagen" in shown
    assert "12 von 28 Tagen" in shown
    assert "Noch 4 Tage bis zu einem Urteil." in shown
    assert "Der Bereich ist noch breit" in shown
    assert "Noch 8 Tage bis zu einer ersten Richtung." in shown


def test_a_factor_of_ones_own_can_be_looked_at_like_any_other():
    pain = ratings(60)
    coffee = [
        one + extra for one, extra in zip(pain[1:], np.random.default_rng(4).normal(0, 1.5, 59), strict=True)
    ]
    rows = [[pain[at], f"{coffee[at]:.1f}".replace(".", ",") if at < 59 else None] for at in range(60)]
    at = diary(app("en"), ["Schmerz", "Kaffee"], rows)
    shown = opened(at, "factor")
    assert at.title[0].value == "Kaffee, day before: Stood out when exploring"
    assert "Exploration, stands up to the strict check" in shown
    assert "factor:" not in shown
    assert "Kaffee, day before: strength +" in opened(at, "overview")


def test_a_diary_of_tries_alone_uses_the_pain_of_the_tries():
    from data import ingest
    from ui import loaders

    lines = [
        f"{START + timedelta(days=day):%d.%m.%Y};{name};{felt};{stress}"
        for day, (felt, stress) in enumerate(zip(ratings(40), ratings(40, seed=2), strict=True))
        for name in ("Heben", "Gehen")
    ]
    at = app("de")
    content = "\n".join(["Datum;Bewegung;Schmerz;Stress", *lines, ""])
    loaders.keep(ingest.read(content.encode(), "eigen.csv"))
    assert "mit dem Schmerz bei den Versuchen" in opened(at, "overview")
    assert "Schmerz beim Üben" in opened(at, "calendar")
    day = START + timedelta(days=20)
    opened(at, "time", explore_since=day)
    assert "Noch" in opened(at, "factor")
    opened(at, "time")
    assert at.date_input(key="explore_since").value == day  # kept over the other view


BAD = {
    "nine days": (
        [[pain, sleep] for pain, sleep in zip(ratings(9), ratings(9, seed=2), strict=True)],
        "9 von 28 Tagen",
    ),
    "pain always nought": ([[0, sleep] for sleep in ratings(40)], "Schmerz: fast jeden Tag derselbe Wert."),
    "constant factor": ([[pain, 7] for pain in ratings(40)], "Schlafqualität: fast jeden Tag derselbe Wert."),
    "only bad days": (
        [[pain, 3 + at % 7 if pain >= 6 else None] for at, pain in enumerate(ratings(60))],
        "Schlafqualität: nur an schlechten Tagen notiert, deshalb nicht vergleichbar.",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_diary_that_cannot_say_much_says_why(kind):
    rows, why = BAD[kind]
    at = diary(app("de"), ["Schmerz", "Schlafqualität"], rows)
    assert why in opened(at, "overview")
    for view in VIEWS[1:]:
        shown = opened(at, view, explore_since=START + timedelta(days=min(20, len(rows) // 2)))
        assert "fehlen." not in shown or kind == "nine days", view  # days lack only where days lack
        assert at.title[0].value
        assert len(shown) > 200, view
    assert drawn(at, "interval") == []
