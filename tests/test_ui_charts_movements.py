"""The panels of the Movements page as figure facts: traces, gaps, shapes, words, both languages, light and dark."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from analysis.entries import Entry, Stretch
from analysis.movement_results import CapacityLook, DoseCurve, DosePoint, SafeLoad
from analysis.results import Belief, CurvePoint, Dose, Estimate, Look, Try
from tests import fakes
from ui import movement_board, movement_compare, movement_edit, movement_tries
from ui.charts import capacity, dose, marks, movement, past, safety, shapes, surprise, trust
from ui.text import LANGUAGES, Text
from ui.theme import THEMES
from ui.words import unmarked

DE, EN = Text("de"), Text("en")
LIGHT = THEMES["light"]
START, TODAY = fakes.WINDOW


def with_belief(one):
    curve = tuple(CurvePoint(point.day, 6.0, 5.0, 7.0) for point in one.curve)
    return replace(one, belief=Belief("learning", 0.2, 0.1, 6.0, 5.0, 7.0, 1.0, one.n, "belief_lags", curve))


LIFT = with_belief(fakes.board()[1])
OVERHEAD = fakes.board()[7]


def look(week, state, p_safe):
    return Look(LIFT.movement, TODAY - timedelta(weeks=week), state, p_safe, 4.0, 3.0, 5.0, 9)


LOOKS = [
    look(30, "threat", 0.0),
    look(5, "threat", 0.04),
    look(4, "unknown", 0.5),
    look(3, "learning", float("nan")),
    look(2, "learning", 0.3),
    look(0, "learning", 0.995),
]


def points(count=25, *, capped=False, none=False):
    made = tuple(
        DosePoint(x, 10 * 2**x, 10 * 2**x, 2 + x, 1 + x, 3 + x, 0.9 - x / 4)
        for x in [-1 + 3 * at / (count - 1) for at in range(count)]
    )
    reached = (
        None
        if none
        else SafeLoad(2.0 if capped else 0.6, 15.2, 40.0 if capped else 15.2, 0.8, capped, untried=capped)
    )
    return DoseCurve(
        "Kreuzheben",
        made,
        reached,
        "kg",
        1.0,
        3.0,
        1.0,
        Estimate(1, 0.5, 1.5),
        19,
        4,
        True,
        TODAY,
        fakes.WINDOW,
    )


HISTORY = (
    CapacityLook(date(2026, 3, 10), None, 6),
    CapacityLook(date(2026, 3, 17), SafeLoad(0.0, 10.0, 10.4, 0.8, capped=False, untried=False), 8),
    CapacityLook(date(2026, 3, 24), SafeLoad(1.0, 20.0, 20.0, 0.9, capped=True, untried=True), 9),
)


def traces(figure, meta):
    return [trace for trace in figure.data if trace.meta == meta]


def words(figure):
    return [note.text for note in figure.layout.annotations]


def all_figures(text, theme, compact):
    return {
        "safety": safety.figure(LIFT, LOOKS, text, theme, compact=compact),
        "level": movement.figure(LIFT, (), text, theme, compact=compact, pick=True),
        "trust": trust.figure(LIFT, text, theme, compact=compact),
        "surprise": surprise.figure(LIFT, text, theme, compact=compact),
        "dose": dose.figure(points(), LIFT.tries, text, theme, compact=compact),
        "capacity": capacity.figure(HISTORY, "kg", text, theme, compact=compact),
    }


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_panel_keeps_the_house_rules(lang, mode, compact):
    for name, figure in all_figures(Text(lang), THEMES[mode], compact).items():
        assert figure.layout.template.layout.showlegend is False, name
        assert figure.layout.separators == (",." if lang == "de" else ".,")
        assert "NaN" not in figure.to_json()
        assert min([note.font.size for note in figure.layout.annotations if note.font.size], default=13) >= 13
        assert all(trace.cliponaxis is False for trace in figure.data if trace.mode == "markers"), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_panel_has_words_and_a_table(lang):
    text = Text(lang)
    said = [
        (safety.alt(LIFT, LOOKS, text), "3", safety.table(LIFT, LOOKS, text), 5),
        (trust.alt(LIFT, text), str(LIFT.n), trust.table(LIFT, text), len(LIFT.curve)),
        (surprise.alt(LIFT, text), "19", surprise.table(LIFT, text), 19),
        (dose.alt(points(), text), "19", dose.table(points(), text), 13),
        (capacity.alt(HISTORY, "kg", text), "3", capacity.table(HISTORY, "kg", text), 3),
    ]
    for alt, number, table, rows in said:
        assert number in alt
        assert len(table) == rows
        assert all(all(row.values()) for row in table)


def test_the_time_panels_share_their_edges():
    for compact in (False, True):
        figures = all_figures(DE, LIGHT, compact)
        edges = {
            (
                figures[name].layout.margin.l,
                figures[name].layout.margin.r,
                tuple(figures[name].layout.xaxis.range),
            )
            for name in ("safety", "level", "trust", "surprise")
        }
        assert len(edges) == 1


# ------------------------------------------------------------------ how sure


def test_a_week_without_a_verdict_is_a_gap_not_a_number():
    """The model gives a half also below the data rule; drawn, it would look like a finding."""
    line = traces(safety.figure(LIFT, LOOKS, DE, LIGHT), "p_safe")[0]
    assert list(line.y) == [0.04, None, None, 0.3, 0.995]
    assert line.connectgaps is False
    assert safety.table(LIFT, LOOKS, DE)[3]["unter deiner Grenze"] == "–"


def test_never_certain():
    assert [safety.share_words(one, DE) for one in (1.0, 0.995, 0.99, 0.5, 0.004, 0.0)] == [
        "über 99\u00a0%", "über 99\u00a0%", "99\u00a0%", "50\u00a0%", "unter 1\u00a0%", "unter 1\u00a0%",
    ]  # fmt: skip
    assert "<b>now over 99%</b>" in words(safety.figure(LIFT, LOOKS, EN, LIGHT))


def test_the_line_of_safe_is_the_setting():
    figure = safety.figure(LIFT, LOOKS, DE, LIGHT, certain=0.9)
    assert any(shape.type == "line" and shape.y0 == shape.y1 == 0.9 for shape in figure.layout.shapes)
    assert list(figure.layout.yaxis.ticktext) == ["0\u00a0%", "90\u00a0%"], "100 % would lie on it"
    usual = safety.figure(LIFT, LOOKS, DE, LIGHT, certain=0.84)
    assert list(usual.layout.yaxis.ticktext) == ["0\u00a0%", "84\u00a0%", "100\u00a0%"]
    narrow = [safety.figure(LIFT, LOOKS, DE, LIGHT, certain=one, compact=True) for one in (0.84, 0.86)]
    assert [len(one.layout.yaxis.tickvals) for one in narrow] == [3, 2], "lower, so less room"


def test_a_finger_scrolls_and_a_mouse_selects():
    for chart in (safety.figure(LIFT, LOOKS, DE, LIGHT), surprise.figure(LIFT, DE, LIGHT)):
        assert (chart.layout.dragmode, chart.layout.selectdirection) == ("select", "h")
    for chart in all_figures(DE, LIGHT, compact=True).values():
        assert not chart.layout.dragmode


# ------------------------------------------------------------------ tries


def variants(*names):
    return [Try(TODAY, 3, None, 0, Dose(None), variant=name) for name in names]


def test_the_frequent_ways_have_a_shape_of_their_own_and_the_rest_share_one():
    tries = variants(*"aaabbcdef")
    found = shapes.of(tries)
    assert [found[name] for name in "abc"] == ["circle", "square", "diamond"]
    assert {found[name] for name in "def"} == {"triangle-down"}
    assert shapes.key(tries, DE)[-1] == "▼ andere"


def test_the_key_says_what_differs_and_speaks_the_language():
    tries = variants("slow · soft · standing", "slow · stable · standing", "slow · stable · standing")
    assert shapes.key(tries, DE) == ["● fest", "■ weich"]
    assert shapes.key(tries, EN) == ["● firm", "■ soft"]
    assert shapes.key(variants("", "slow"), DE) == ["● ohne Angabe", "■ langsam"]
    assert shapes.key(variants("slow", "slow"), DE) == []


def test_each_point_knows_its_try_and_keeps_load_and_strain():
    tries = tuple(replace(one, variant="fast" if at % 2 else "slow") for at, one in enumerate(LIFT.tries))
    drawn = traces(movement.figure(replace(LIFT, tries=tries), (), DE, LIGHT, pick=True), "tries")[0]
    assert list(drawn.customdata) == list(range(len(tries)))
    assert set(drawn.marker.symbol) == {"circle", "square"}
    assert max(drawn.marker.size) == marks.LARGE
    assert [color == LIGHT.surface for color in drawn.marker.color] == [one.strained for one in tries]


def test_the_snapshot_stays_without_shapes():
    drawn = traces(movement.figure(LIFT, (), DE, LIGHT), "tries")[0]
    assert drawn.customdata is None
    assert drawn.marker.symbol is None


# ------------------------------------------------------------------ expected and felt


def test_both_curves_with_bands_told_apart_without_colour():
    figure = trust.figure(LIFT, DE, LIGHT)
    level, belief = traces(figure, "level"), traces(figure, "belief")
    assert {one.line.dash for one in level} == {None}
    assert all(one.line.dash for one in belief)
    assert {one.fillpattern.shape for one in traces(figure, "belief_band")} == {"/"}
    assert len(traces(figure, "band")) == len(level) == 2, "the gap of the tries is a gap of the curve"
    assert len(belief) == 2
    assert {"erwartet 6,0"} <= set(words(figure))


def test_the_end_words_never_lie_on_one_another():
    near = with_belief(
        replace(LIFT, curve=tuple(CurvePoint(one.day, 6.1, 5, 7) for one in LIFT.curve), level=6.1)
    )
    heights = sorted(note.y for note in trust.figure(near, DE, LIGHT).layout.annotations)
    assert heights[1] - heights[0] >= 1.0


def test_two_expectations_make_no_curve():
    few = tuple(replace(one, expected=None) if at > 1 else one for at, one in enumerate(LIFT.tries))
    figure = trust.figure(replace(LIFT, tries=few), DE, LIGHT)
    assert traces(figure, "belief") == []
    assert "zu wenige" in trust.alt(replace(LIFT, tries=few), DE)


# ------------------------------------------------------------------ surprise


def test_up_is_easier_down_is_open_and_none_is_a_dash():
    tries = tuple(
        replace(LIFT.tries[at], felt=felt, expected=expected, strained=at == 1)
        for at, (felt, expected) in enumerate([(2.0, 7.0), (5.0, 3.0), (4.0, 4.0), (4.0, None)])
    )
    figure = surprise.figure(replace(LIFT, tries=tries), DE, LIGHT)
    marks = traces(figure, "surprise")[0]
    assert list(marks.y) == [5.0, -2.0, 0.0]
    assert list(marks.marker.symbol) == ["circle", "circle", "line-ew"]
    assert list(marks.marker.color) == [LIGHT.accent, LIGHT.surface, LIGHT.accent]
    assert list(traces(figure, "strained")[0].x) == [tries[1].day.isoformat()]
    assert list(figure.layout.yaxis.ticktext) == ["−5", "0", "+5"]


# ------------------------------------------------------------------ load


def test_the_capacity_is_marked_where_it_is_and_rounded_down():
    figure = dose.figure(points(), LIFT.tries, DE, LIGHT)
    assert "<b>80\u00a0%: bis 15 kg</b>" in words(figure)
    assert any(shape.x0 == shape.x1 == 0.6 for shape in figure.layout.shapes)
    assert "Bis 15 kg" in dose.capacity_sentence(points(), DE)


def test_the_edge_of_what_was_tried_is_not_sold_as_a_limit():
    figure = dose.figure(points(capped=True), LIFT.tries, EN, LIGHT)
    assert "<b>80%: up to at least 40 kg</b>" in words(figure)
    assert "not tried that much" in dose.capacity_sentence(points(capped=True), EN)
    assert "not tried that much" not in dose.capacity_sentence(points(), EN)


def test_no_load_under_the_limit_is_said_and_not_drawn():
    figure = dose.figure(points(none=True), LIFT.tries, DE, LIGHT)
    assert not [one for one in words(figure) if "sicher bis" in one]
    assert "bei keiner Last" in dose.capacity_sentence(points(none=True), DE)


def test_load_labels_stand_at_the_load_they_name():
    figure = dose.figure(points(), LIFT.tries, DE, LIGHT)
    axis = figure.layout.xaxis
    for place, name in zip(axis.tickvals, axis.ticktext, strict=True):
        amount = float(name.removesuffix(" kg").replace(",", "."))
        assert 10 * 2**place == pytest.approx(amount)
        assert axis.range[0] <= place <= axis.range[1]


def test_old_tries_are_faint_since_the_curve_speaks_of_today():
    seen = traces(dose.figure(points(), LIFT.tries, DE, LIGHT), "felt")[0].marker.opacity
    recent = [(TODAY - one.day).days < 28 for one in LIFT.tries]
    assert [one > 0.5 for one in seen] == recent
    assert True in recent
    assert False in recent


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        (15.9, "kg", "15,5 kg"),
        (29.99, "kg", "29 kg"),
        (12.9, "reps", "12 Wdh."),
        (119.0, "s", "115 s"),
        (229.2, "s", "3:30 min"),
        (2750.0, "s", "45 min"),
        (1840.0, "m", "1,8 km"),
        (0.2, "kg", "0"),
    ],
)
def test_amounts_round_down_never_up(amount, unit, said):
    assert dose.words(amount, unit, DE) == said


def test_a_week_without_a_load_is_an_open_ring_at_nought_and_no_step():
    figure = capacity.figure(HISTORY, "kg", DE, LIGHT)
    steps = traces(figure, "capacity")[0]
    assert list(steps.y) == [None, 10.4, 20.0]
    assert steps.line.shape == "hv"
    assert list(steps.marker.symbol) == ["circle", "circle", "triangle-up"]
    assert list(traces(figure, "none")[0].x) == ["2026-03-10"]
    assert capacity.table(HISTORY, "kg", EN)[0][EN("movements.column.capacity")] == "at least 20 kg"


# ------------------------------------------------------------------ words around the charts


def test_a_stretch_is_told_with_every_count():
    found = Stretch(START, TODAY, 5, 4, 3.5, 6.0, 3, 2, 4, Dose(1, weight_kg=10.0), Dose(1, weight_kg=15.0), Dose(1, weight_kg=20.0))  # fmt: skip
    assert movement_tries.stretch_words(found, DE) == (
        "7. Januar bis 31. März 2026: 5 Versuche an 4 Tagen. Erlebt in der Mitte 3,5. Erwartet in der Mitte 6 "
        "(3 Versuche mit Erwartung). Last 10 kg bis 20 kg, in der Mitte 15 kg (4 Versuche mit Last). "
        "2 davon an belasteten Tagen."
    )
    empty = Stretch(START, TODAY, 0, 0, None, None, 0, 0, 0)
    assert movement_tries.stretch_words(empty, EN) == "7 January to 31 March 2026: no try."


@pytest.mark.parametrize(
    ("frame", "kept"),
    [
        (["2026-02-01 06:30", "2026-02-10 23:00:00.5"], (date(2026, 2, 1), date(2026, 2, 10))),
        (["2026-02-10", "2026-02-01"], (date(2026, 2, 1), date(2026, 2, 10))),
        (["2025-12-30 10:00", "2026-04-03 10:00"], (START, TODAY)),
        (["2026-04-01 10:00", "2026-04-03 10:00"], None),
    ],
)
def test_a_stretch_dragged_over_stays_in_the_window(monkeypatch, frame, kept):
    """What the browser sends: moments, in the order of the drag, as far out as the mouse went."""
    held = {"chart": {"selection": {"points": [], "box": [{"x": frame, "y": [0, 1]}]}}}
    monkeypatch.setattr(movement_tries, "st", SimpleNamespace(session_state=held))
    movement_tries.brushed(LIFT)("chart")
    assert [value for key, value in held.items() if key != "chart"] == ([kept] if kept else [])


@pytest.mark.parametrize(("sent", "kept"), [(7, 7), ([7], 7), (None, None)])
def test_a_click_names_its_try(monkeypatch, sent, kept):
    held = {"chart": {"selection": {"points": [{"customdata": sent}], "box": []}}}
    monkeypatch.setattr(movement_tries, "st", SimpleNamespace(session_state=held))
    movement_tries.clicked(LIFT)("chart")
    assert [value for key, value in held.items() if key != "chart"] == ([] if kept is None else [kept])


ENTRY = Entry(
    TODAY, "Heben", None, 0, Try(TODAY, 4.0, 5.0, 0.0, Dose(20, weight_kg=20.0)), ("",) * 4, "steif"
)
FIELDS = {"pain_during": 4.0, "expected_pain": 5.0, "weight_kg": 20.0, "note": "steif"}


def test_the_list_names_a_try_by_nothing_that_a_change_alters():
    """The browser keeps the words of the option chosen: with the rating in them it would show the old one."""
    changed = replace(ENTRY, done=replace(ENTRY.done, felt=9.0, dose=Dose(40, weight_kg=40.0)))
    assert movement_edit.name(changed, DE) == movement_edit.name(ENTRY, DE) == "31. März"
    assert movement_edit.name(replace(ENTRY, time="09:00", seq=1), DE) == "31. März · 09:00 · 2. Versuch"
    assert movement_edit.label(ENTRY, DE) == "31. März · erlebt 4 · 20 kg"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({}, None),
        ({"note": "  steif "}, None),
        ({"expected_pain": None}, {"expected_pain": None}),
        ({"expected_pain": 0.0}, {"expected_pain": 0.0}),
        ({"weight_kg": None, "note": ""}, {"weight_kg": None, "note": ""}),
        ({"pain_during": None}, None),
        ({"pain_during": 0.0}, {"pain_during": 0.0}),
    ],
)
def test_only_what_was_changed_is_kept_and_nought_is_not_unknown(monkeypatch, typed, kept):
    held = {f"{name}_x": value for name, value in (FIELDS | typed).items()}
    made = []
    monkeypatch.setattr(movement_edit, "st", SimpleNamespace(session_state=State(held)))
    monkeypatch.setattr(
        movement_edit.loaders, "amend", lambda *given, **more: made.append((given, more)) or 7
    )
    movement_edit._save(ENTRY, tuple(FIELDS), "x", DE)
    assert [given[1] for given, _ in made] == ([kept] if kept is not None else [])
    number, words = movement_edit.st.session_state["amended"]
    assert (number, bool(words)) == (7 if kept is not None else None, True)
    if kept == {"expected_pain": 0.0}:
        assert words == "Gespeichert: 31. März · Schmerz erwartet 5 → 0."


class State(dict):
    """Streamlit's session state: names as items and as attributes."""

    __setattr__ = dict.__setitem__


def test_without_a_verdict_no_load_is_held_for():
    assert movement_board.basis(OVERHEAD, DE)[0].startswith("gilt") is False
    assert movement_board.basis(LIFT, DE)[0].startswith("gilt für ")


def test_two_movements_in_one_table():
    rows = movement_compare.table([LIFT, OVERHEAD], DE)
    assert list(rows[0]) == ["Was", LIFT.movement, OVERHEAD.movement]
    by = {row["Was"]: row for row in rows}
    assert by["unter deiner Grenze"][OVERHEAD.movement] == "–"
    assert by["Stand"][LIFT.movement] == "lernt gerade"


def test_compared_charts_share_one_axis():
    late = replace(OVERHEAD, window=(date(2026, 3, 1), TODAY))
    span = (START, TODAY)
    ranges = {
        tuple(movement.figure(one, (), DE, LIGHT, span=span).layout.xaxis.range) for one in (LIFT, late)
    }
    assert len(ranges) == 1


def test_a_name_is_never_read_as_markup():
    assert unmarked("*Knie* [a](b) :red[x] $y$ <b>") == r"\*Knie\* \[a\]\(b\) \:red\[x\] \$y\$ \<b\>"


def test_every_week_stands_in_one_stretch_of_the_whole_history():
    """A verdict stands from its day until the next, so the first week of a stretch counts too."""
    states = ["threat"] * 3 + ["learning"] * 4 + [LIFT.state]
    weeks = [look(len(states) - 1 - at, state, 0.5) for at, state in enumerate(states)]
    one = replace(LIFT, first=weeks[0].day, window=(weeks[0].day, TODAY))
    rows = past.table(one, weeks, DE)
    found = [(row["Stand"], row["Wochen"]) for row in reversed(rows)]
    assert sum(int(n) for _, n in found) == len(weeks)
    assert found[0] == ("noch wachsam", "3")
