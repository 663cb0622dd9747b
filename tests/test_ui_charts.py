"""The Plotly charts: traces, data, full scale, gaps, hollow strained days, words, decimal comma, no toolbar."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.association_results import Connection
from analysis.results import Dose, Look, Try
from tests import fakes
from ui.charts import expected, forest, lags, marks, movement, runs, scatter, template, trend
from ui.text import LANGUAGES, Text
from ui.theme import THEMES, alpha

DE, EN = Text("de"), Text("en")
LIGHT, DARK = THEMES["light"], THEMES["dark"]
LIFT = fakes.board()[1]
OVERHEAD = fakes.board()[7]
CONNECTIONS = [one for one in fakes.connections() if isinstance(one, Connection)]


def traces(figure, meta):
    return [trace for trace in figure.data if trace.meta == meta]


def words(figure):
    return [note.text for note in figure.layout.annotations]


def all_figures(text, theme, compact):
    return {
        "movement": movement.figure(LIFT, fakes.looks(), text, theme, compact=compact),
        "expected": expected.figure(LIFT, text, theme, compact=compact),
        "forest": forest.figure(CONNECTIONS, text, theme, compact=compact),
        "lags": lags.figure(fakes.lags(), text, theme, compact=compact),
        "scatter": scatter.figure(fakes.scatter(), text, theme, compact=compact),
        "trend": trend.figure(fakes.progress(), text, theme, compact=compact),
    }


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_keeps_the_house_rules(lang, mode, compact):
    for name, figure in all_figures(Text(lang), THEMES[mode], compact).items():
        house = figure.layout.template.layout
        assert house.showlegend is False, name
        assert house.dragmode is False
        assert house.font.family.startswith("'Source Sans")
        assert figure.layout.separators == (",." if lang == "de" else ".,")
        assert not figure.layout.title.text
        assert "NaN" not in figure.to_json()
        smallest = [note.font.size for note in figure.layout.annotations if note.font.size]
        assert min(smallest, default=13) >= 13, name


def test_static_by_default():
    assert template.CONFIG["displayModeBar"] is False
    assert template.CONFIG["scrollZoom"] is False


@pytest.mark.parametrize("compact", [False, True])
def test_pain_charts_show_the_full_scale(compact):
    figures = all_figures(DE, LIGHT, compact)
    for name in ("movement", "expected", "scatter", "trend"):
        axis = figures[name].layout.yaxis
        assert axis.range[0] == 0, name
        assert axis.range[1] >= 10, name
        assert list(axis.tickvals) == [0, 5, 10]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_chart_has_words_with_n_and_a_table(lang):
    text = Text(lang)
    progress = fakes.progress()
    alts = {
        movement.alt(LIFT, text): str(LIFT.n),
        expected.alt(LIFT, text): str(len(expected.pairs(LIFT))),
        forest.alt(CONNECTIONS, text): "71",
        lags.alt(fakes.lags(), text): "70",
        scatter.alt(fakes.scatter(), text): "71",
        trend.alt(progress, text): "11",
    }
    assert all(n in said for said, n in alts.items())
    tables = (
        (movement.table(LIFT, text), LIFT.n),
        (expected.table(LIFT, text), LIFT.n),
        (forest.table(CONNECTIONS, text), 6),
        (lags.table(fakes.lags(), text), 11),
        (scatter.table(fakes.scatter(), text), 12),
        (trend.table(progress, text), 11),
    )
    for rows, count in tables:
        assert len(rows) == count
        assert len({tuple(row) for row in rows}) == 1
        assert all(isinstance(value, str) and value for row in rows for value in row.values())


# ------------------------------------------------------------------ movement


def test_level_and_band_carry_the_curve():
    figure = movement.figure(LIFT, (), DE, LIGHT)
    lines, bands = traces(figure, "level"), traces(figure, "band")
    assert len(lines) == len(bands) == 2
    drawn = dict(zip(lines[0].x, lines[0].y, strict=True)) | dict(zip(lines[1].x, lines[1].y, strict=True))
    assert drawn == {point.day.isoformat(): point.level for point in LIFT.curve}
    ink = LIGHT.states["learning"]
    assert {line.line.color for line in lines} == {ink.mark}
    assert {band.fillcolor for band in bands} == {alpha(ink.mark, 0.17)}


def test_a_gap_really_is_a_gap():
    figure = movement.figure(LIFT, (), DE, LIGHT)
    first, second = traces(figure, "level")
    gap = runs.gaps(LIFT.tries)[0]
    assert max(first.x) == gap.start.isoformat()
    assert min(second.x) == gap.end.isoformat()
    assert f"{gap.days} Tage<br>ohne Versuch" in words(figure)
    assert gap.days > 9


def test_strained_tries_are_hollow_and_size_follows_the_load():
    tries = traces(movement.figure(LIFT, (), DE, LIGHT), "tries")[0]
    assert list(tries.y) == [one.felt for one in LIFT.tries]
    fills = list(tries.marker.color)
    assert [fill == LIGHT.surface for fill in fills] == [one.strained for one in LIFT.tries]
    sizes = list(tries.marker.size)
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (6.5, 16.0)
    assert {"10 kg", "20 kg"} <= set(words(movement.figure(LIFT, (), DE, LIGHT)))


def test_equal_loads_have_equal_dots_without_load_words():
    sit = fakes.board()[6]
    figure = movement.figure(sit, (), DE, LIGHT)
    assert len(set(traces(figure, "tries")[0].marker.size)) == 1
    assert "45 min" not in words(figure)
    assert marks.sizes(()) == []
    assert movement.caption(sit, DE) == "Punkte sind Versuche · hohl: belasteter Tag"
    assert "10 kg bis 20 kg" in movement.caption(LIFT, DE)


@pytest.mark.parametrize(("text", "now"), [(DE, "jetzt 3,5"), (EN, "now 3.5")])
@pytest.mark.parametrize("compact", [False, True])
def test_the_number_of_today_stands_at_the_end_with_its_interval(text, now, compact):
    said = " ".join(words(movement.figure(LIFT, (), text, LIGHT, compact=compact)))
    assert now in said
    assert text("charts.band", span=text.span(2.5, 4.5)) in said


def test_the_limit_is_a_zone_with_a_name():
    figure = movement.figure(LIFT, (), DE, LIGHT)
    zone = next(shape for shape in figure.layout.shapes if shape.fillcolor == LIGHT.zone)
    assert (zone.y0, zone.y1) == (0, 3)
    assert "meine Grenze 3" in words(figure)


def test_fewer_than_three_tries_are_points_only():
    figure = movement.figure(OVERHEAD, (), DE, LIGHT)
    assert traces(figure, "level") == traces(figure, "band") == traces(figure, "end") == []
    assert len(traces(figure, "tries")[0].x) == 2
    assert "2 Versuche, noch keine Kurve" in movement.alt(OVERHEAD, DE)


def test_the_ribbon_names_the_past_in_its_own_inks():
    figure = movement.figure(LIFT, fakes.looks(), DE, LIGHT)
    tints = [shape.fillcolor for shape in figure.layout.shapes]
    for state in ("threat", "learning", "unknown"):
        assert LIGHT.states[state].tint in tints
    assert {"<b>noch wachsam</b>", "<b>lernt gerade</b>"} <= set(words(figure))
    assert "<b>noch zu wenig Daten</b>" not in words(figure)  # too short for its word


def test_short_runs_join_their_neighbour():
    start = fakes.START
    looks = [
        Look("x", start + timedelta(days=at), state, 0.5, 3, 2, 4, 5)
        for at, state in ((0, "threat"), (20, "learning"), (22, "threat"), (40, "learning"))
    ]
    found = runs.ribbon(looks, replace(LIFT, movement="x"))
    assert [run.state for run in found] == ["threat", "learning"]
    assert found[0].end == start + timedelta(days=40)
    assert found[-1].end == fakes.TODAY


def test_the_shown_level_stays_on_the_scale():
    low = runs.level(replace(LIFT, level=0.4, low=-0.3, high=1.2))
    assert (low.value, low.low, low.high) == (0.4, 0.0, 1.2)
    assert runs.level(replace(LIFT, n=2)) is None


def test_no_looks_no_ribbon():
    assert runs.ribbon([], LIFT) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 83), min_size=3, max_size=25, unique=True))
def test_no_segment_ever_crosses_a_gap(offsets):
    days = sorted(fakes.START + timedelta(days=at) for at in offsets)
    tries = tuple(Try(day, 3, None, 0.0, Dose(None)) for day in days)
    weekly = tuple(replace(LIFT.curve[0], day=fakes.START + timedelta(days=7 * week)) for week in range(13))
    one = replace(LIFT, tries=tries, curve=weekly)
    parts = runs.segments(one)
    for gap in runs.gaps(tries):
        for part in parts:
            assert part[-1].day <= gap.start or part[0].day >= gap.end
    for part in parts:
        assert [point.day for point in part] == sorted({point.day for point in part})


def test_a_weekly_curve_is_cut_at_the_edges_of_a_gap():
    tries = tuple(
        Try(fakes.START + timedelta(days=at), 3, None, 0.0, Dose(None)) for at in (0, 3, 5, 20, 24, 30)
    )
    point = LIFT.curve[0]
    weekly = tuple(
        replace(point, day=fakes.START + timedelta(days=at), level=at / 10, low=at / 10, high=at / 10)
        for at in range(0, 36, 7)
    )
    first, second = runs.segments(replace(LIFT, tries=tries, curve=weekly))
    assert (first[-1].day, first[-1].level) == (fakes.START + timedelta(days=5), pytest.approx(0.5))
    assert (second[0].day, second[0].level) == (fakes.START + timedelta(days=20), pytest.approx(2.0))


def test_hover_repeats_the_table():
    hover = traces(movement.figure(LIFT, (), DE, LIGHT), "tries")[0].hovertext[0]
    row = movement.table(LIFT, DE)[-1]
    assert row["Last"] in hover
    assert f"erlebt {row['erlebt']}" in hover


def test_own_words_cannot_carry_markup_into_plotly():
    assert template.escape("<b>&") == "&lt;b&gt;&amp;"
    bad = fakes.connection("<a href='x'>y</a>", "hint", 0.3)
    made = json.loads(forest.figure([bad], DE, LIGHT).to_json())
    assert "<a" not in json.dumps(made["layout"]["annotations"])


# ------------------------------------------------------------------ expected


def test_expected_and_felt_are_paired():
    figure = expected.figure(LIFT, DE, LIGHT)
    felt, before = traces(figure, "felt")[0], traces(figure, "expected")[0]
    assert list(felt.y) == [one.felt for one in LIFT.tries]
    assert list(before.y) == [one.expected for one in LIFT.tries]
    sticks = traces(figure, "sticks")[0]
    assert sticks.y[2::3] == (None,) * len(LIFT.tries)


def test_only_the_largest_surprise_is_labelled():
    labels = [word for word in words(expected.figure(LIFT, DE, LIGHT)) if word.startswith("erwartet ")]
    assert labels == ["erwartet 7, erlebt 4"]


def test_without_expectations_there_is_a_sentence():
    bare = replace(LIFT, tries=tuple(replace(one, expected=None) for one in LIFT.tries))
    figure = expected.figure(bare, DE, LIGHT)
    assert len(figure.data) == 0
    assert "Noch keine Erwartung notiert" in words(figure)[0]
    assert expected.alt(bare, DE) == DE("charts.expected.empty")
    assert expected.table(bare, DE) == []


# ------------------------------------------------------------------ connections


def test_the_verdict_is_told_by_form():
    figure = forest.figure(CONNECTIONS, DE, LIGHT)
    (clear,), (hint,) = traces(figure, "clear"), traces(figure, "hint")
    assert clear.marker.symbol == hint.marker.symbol == "diamond"
    assert (clear.marker.color, hint.marker.color) == (LIGHT.accent, LIGHT.surface)
    assert {mark.marker.symbol for mark in traces(figure, "unclear")} == {"circle"}
    assert {mark.marker.symbol for mark in traces(figure, "none")} == {"square"}
    dashes = [trace.line.dash for trace in traces(figure, "interval")]
    assert dashes == ["solid", "solid", "3px,3px", "3px,3px", "solid", "solid"]


def test_forest_intervals_are_the_results():
    figure = forest.figure(CONNECTIONS, DE, LIGHT)
    drawn = [tuple(trace.x) for trace in traces(figure, "interval")]
    assert drawn == [(one.low, one.high) for one in forest.ordered(CONNECTIONS)]


def test_forest_sorts_by_verdict_then_size():
    order = [(one.verdict, abs(one.effect)) for one in forest.ordered(list(reversed(CONNECTIONS)))]
    assert [verdict for verdict, _ in order] == ["clear", "hint", "unclear", "unclear", "none", "none"]
    assert order[2][1] > order[3][1]


def test_forest_axis_has_true_minus_and_decimal_comma():
    ticks = forest.figure(CONNECTIONS, DE, LIGHT).layout.xaxis.ticktext
    assert list(ticks) == ["−1", "−0,5", "0", "+0,5", "+1"]
    assert "+0.5" in forest.figure(CONNECTIONS, EN, LIGHT).layout.xaxis.ticktext


def test_forest_widens_for_a_wide_interval():
    wide = [fakes.connection(effect=-1.2, low=-2.2, high=-0.2)]
    low, high = forest.figure(wide, DE, LIGHT).layout.xaxis.range
    assert low < -2.2
    assert high > 2.2


def test_forest_shows_the_negligible_zone():
    """Each row has its own, in points of its step: a row called "none" lies inside."""
    own = [replace(one, negligible=0.25 + 0.05 * at) for at, one in enumerate(CONNECTIONS)]
    shapes = forest.figure(own, DE, LIGHT).layout.shapes
    zones = [shape for shape in shapes if shape.fillcolor == LIGHT.zone]
    rows = forest.ordered(own)
    assert [(zone.x0, zone.x1, zone.y0) for zone in zones] == [
        (-one.negligible, one.negligible, at - 0.5) for at, one in enumerate(rows)
    ]


def test_only_surviving_lags_are_coloured():
    marks = traces(lags.figure(fakes.lags(), DE, LIGHT), "lags")
    coloured = [mark for mark in marks if mark.marker.color == LIGHT.accent]
    assert [list(mark.x) for mark in coloured] == [[1]]
    assert sum(len(mark.x) for mark in marks) == 11
    assert "Schmerz zuerst" in words(lags.figure(fakes.lags(), DE, LIGHT))


def test_empty_inputs_draw_without_an_error():
    assert len(lags.figure((), DE, LIGHT).data) == 0
    assert len(forest.figure((), DE, LIGHT).data) == 0
    assert lags.alt((), DE)
    bare = replace(fakes.scatter(), points=(), line_x=(), line_y=(), line_low=(), line_high=(), n=0)
    assert traces(scatter.figure(bare, DE, LIGHT), "line") == []
    assert "–" in scatter.alt(bare, DE)


def test_scatter_draws_days_line_and_band():
    figure = scatter.figure(fakes.scatter(), DE, DARK)
    assert len(traces(figure, "days")[0].x) == 12
    assert list(traces(figure, "line")[0].y) == list(fakes.scatter().line_y)
    assert len(traces(figure, "band")[0].x) == 8


@pytest.mark.parametrize(
    ("low", "high", "ticks"), [(2, 8, ["2", "4", "6", "8"]), (0.1, 0.9, ["0,2", "0,4", "0,6", "0,8"])]
)
def test_scatter_ticks_are_round_numbers(low, high, ticks):
    line = (low, high)
    one = replace(fakes.scatter(), points=(), line_x=line, line_y=(3, 4), line_low=(2, 3), line_high=(4, 5))
    assert list(scatter.figure(one, DE, LIGHT).layout.xaxis.ticktext) == ticks


# ------------------------------------------------------------------ trend


def test_an_empty_week_is_a_gap_and_named():
    figure = trend.figure(fakes.progress(), DE, LIGHT)
    parts = traces(figure, "weeks")
    assert [len(part.x) for part in parts] == [5, 6]
    assert "1 Woche<br>ohne Eintrag" in words(figure)
    assert len(traces(figure, "band")) == 2


def test_no_weeks_is_a_sentence():
    empty = replace(fakes.progress(), weeks=())
    assert len(trend.figure(empty, DE, LIGHT).data) == 0
    assert trend.alt(empty, DE) == "Noch keine Woche mit Schmerzwerten."
    assert trend.table(empty, DE) == []


# ------------------------------------------------------------------ axes


@pytest.mark.parametrize(
    ("day", "text", "label"),
    [
        (date(2026, 3, 1), DE, "1. März"),
        (date(2026, 2, 15), DE, "15. Feb"),
        (date(2026, 1, 15), EN, "15 Jan"),
        (date(2026, 6, 1), EN, "1 June"),
    ],
)
def test_dates_as_words(day, text, label):
    assert template.tick_label(day, text) == label


def test_long_axes_name_the_year():
    figure = template.base(DE, height=200, margin=(0, 0, 0, 0))
    template.date_axis(figure, date(2024, 1, 10), date(2026, 3, 31), DE, ticks=4)
    assert "Feb 2024" in figure.layout["xaxis"]["ticktext"]


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 4000), st.integers(2, 8))
def test_date_ticks_are_few_and_inside(start, length, ticks):
    end = start + timedelta(days=length)
    days = template.tick_days(start, end, ticks)
    assert 1 <= len(days) <= ticks
    assert all(start <= day <= end for day in days)
