"""Words and charts of the Connections page: every number with days and range, missing days seen, no word of a cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analysis.connection_results import (
    Alike,
    Boom,
    ChangePoint,
    ChangeScan,
    Explored,
    FactorDays,
    JointRow,
    Pacing,
    PeriodRow,
    Yardstick,
)
from analysis.explorer_results import Calendar, CalendarDay, Picked, PickedDay, Reverse
from analysis.results import Estimate, Insufficient
from tests import fakes
from ui import explorer_compared, explorer_window, explorer_words, findings
from ui.charts import calendar, intervals, scatter, timeline
from ui.text import LANGUAGES, Text
from ui.theme import THEMES

DE, EN = Text("de"), Text("en")
LIGHT, DARK = THEMES["light"], THEMES["dark"]
START = date(2026, 1, 7)  # a Wednesday
WINDOW = (START, START + timedelta(days=24))


def month(name="pain", low=0.0, high=10.0):
    """25 days from a Wednesday to a Saturday; the third is missing, the first nought."""
    values = [None if at == 2 else at % 11 for at in range(25)]
    days = tuple(CalendarDay(START + timedelta(days=at), value) for at, value in enumerate(values))
    return Calendar(name, days, low, high, 24, 1, WINDOW)


def traces(figure, meta):
    return [trace for trace in figure.data if trace.meta == meta]


def notes(figure):
    return [one.text for one in figure.layout.annotations]


# ------------------------------------------------------------------ charts

STEP = ChangePoint(START + timedelta(days=12), 6.0, 4.0, Estimate(-2.0, -2.6, -1.4), 4.1)
ROWS = (
    intervals.Row(
        "Stress", "Tag davor", Estimate(0.6, 0.4, 0.8), Estimate(0.5, 0.2, 1.7), True, ("a", "b"), "Stress: a"
    ),
    intervals.Row("<b>Kaffee", "", None, Estimate(0.1, -0.2, 0.4), False, ("noch zu wenig",), "Kaffee: -"),
)


def figures(text, theme, compact):
    return {
        "calendar": calendar.figure(month(), text, theme, compact=compact),
        "timeline": timeline.figure(
            month(), text, theme, compact=compact, chosen={START}, steps=(STEP,), named=WINDOW[1]
        ),
        "intervals": intervals.figure(ROWS, text, theme, compact=compact),
    }


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize(("lang", "mode"), [("de", "light"), ("en", "dark")])
def test_the_charts_keep_the_house_rules(lang, mode, compact):
    for name, figure in figures(Text(lang), THEMES[mode], compact).items():
        assert figure.layout.template.layout.showlegend is False, name
        assert not figure.layout.title.text
        assert "NaN" not in figure.to_json()
        assert min((one.font.size for one in figure.layout.annotations), default=13) >= 13


@pytest.mark.parametrize("compact", [False, True])
def test_a_missing_day_is_a_cross_and_nought_a_field(compact):
    figure = calendar.figure(month(), DE, LIGHT, compact=compact)
    fields = figure.data[0]
    first, third = ((2, 0), (4, 0)) if compact else ((0, 2), (0, 4))  # column and row of Wednesday and Friday
    assert fields.z[first[1]][first[0]] == 0.0
    assert fields.z[third[1]][third[0]] is None
    [missing] = traces(figure, "missing")
    assert [(missing.x[0], missing.y[0])] == [third]
    assert missing.hovertext == ("Freitag, 9. Januar 2026: kein Eintrag",)
    filled = sum(value is not None for row in fields.z for value in row)
    assert (filled, len(missing.x), len(traces(figure, "values")[0].x)) == (24, 1, 24)


def test_a_month_that_has_not_begun_in_the_calendar_is_not_named():
    """The last week of a window may end before the first of the next month."""
    one = month()
    until = date(2026, 3, 31)
    days = tuple(CalendarDay(START + timedelta(days=at), 1) for at in range((until - START).days + 1))
    figure = calendar.figure(replace(one, days=days, window=(START, until)), DE, LIGHT)
    assert figure.layout.xaxis.ticktext == ("Jan", "Feb", "März")


def test_a_long_or_wide_valued_calendar_holds_no_values_in_its_fields():
    steps = Calendar("steps", (CalendarDay(START, 12000.0),), 1000.0, 12000.0, 1, 24, WINDOW)
    assert traces(calendar.figure(steps, DE, LIGHT), "values") == []
    long = Calendar("pain", month().days, 0, 10, 24, 300, (START - timedelta(days=300), WINDOW[1]))
    assert traces(calendar.figure(long, DE, LIGHT), "values") == []
    assert traces(calendar.figure(long, DE, LIGHT, compact=True), "values") != []


def _contrast(one, other):
    """WCAG 2 contrast of two colours."""

    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda one: one.mode)
def test_every_value_can_be_read_on_its_field(theme):
    for at in range(101):
        ink = theme.surface if at / 100 >= calendar.TURN else theme.ink
        assert _contrast(calendar.shade(at / 100, theme), ink) >= 4.5, at


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda one: one.mode)
def test_more_is_stronger_without_an_exception(theme):
    """Lightness alone tells the order, so any colour vision and a grey printer see it."""
    against = [_contrast(calendar.shade(at / 20, theme), theme.surface) for at in range(21)]
    assert against == sorted(against)


def test_the_table_of_a_calendar_is_a_calendar():
    rows = calendar.table(month(), DE)
    assert len(rows) == 4
    assert rows[0]["Woche ab"] == "5. Januar 2026"
    assert (rows[0]["Montag"], rows[0]["Mittwoch"], rows[0]["Freitag"]) == ("", "0", "–")


def test_days_are_not_joined_over_a_gap_and_chosen_ones_are_filled():
    figure = timeline.figure(month(), DE, LIGHT, chosen={START, START + timedelta(days=1)})
    [line] = traces(figure, "line")
    assert line.connectgaps is False
    assert line.y[2] is None
    assert len(traces(figure, "chosen")[0].x) == 2
    assert len(traces(figure, "others")[0].x) == 22


def test_a_step_is_a_band_with_words_and_lies_only_where_it_belongs():
    figure = timeline.figure(month(), DE, LIGHT, steps=(STEP,))
    assert "um den 19. Januar herum" in notes(figure)
    assert [tuple(trace.y) for trace in traces(figure, "level")] == [(6.0, 6.0), (4.0, 4.0)]
    [band] = [one for one in figure.layout.shapes if one.type == "rect"]
    assert (band.x0, band.x1) == ("2026-01-12", "2026-01-26")
    outside = ChangePoint(START - timedelta(days=40), 6.0, 4.0, STEP.step, 4.1)
    assert (
        notes(timeline.figure(month(), DE, LIGHT, steps=(outside,), named=WINDOW[1] + timedelta(days=9)))
        == []
    )


def test_intervals_are_the_results_and_the_axis_holds_them():
    figure = intervals.figure(ROWS, DE, LIGHT)
    assert [tuple(trace.x) for trace in traces(figure, "interval")] == [(0.2, 1.7), (0.4, 0.8), (-0.2, 0.4)]
    assert figure.layout.xaxis.range[1] >= 1.7
    assert not any("<b><b>Kaffee" in one for one in notes(figure))
    assert traces(figure, "shown")[0].marker.color == LIGHT.accent
    assert "Stress: a" in intervals.alt(ROWS, DE)


def test_a_scatter_can_be_dragged_over_on_a_wide_screen_only():
    one = fakes.scatter()
    days = {one.points[0].day, one.points[1].day}
    wide = scatter.figure(one, DE, LIGHT, chosen=days, brush=True)
    assert wide.layout.dragmode == "select"
    assert len(traces(wide, "chosen")[0].x) == 2
    assert scatter.figure(one, DE, LIGHT, brush=True, compact=True).layout.dragmode is None
    assert scatter.figure(one, DE, LIGHT).layout.dragmode is None


def test_blocks_of_a_long_diary_hold_each_day_once():
    first, last = date(2020, 1, 1), date(2026, 3, 31)
    found = explorer_window.blocks(first, last)
    assert found[0][1] == last
    assert found[-1][0] == first
    assert sum((end - start).days + 1 for start, end in found) == (last - first).days + 1
    assert explorer_window.blocks(last, last) == [(last, last)]


# ------------------------------------------------------------------ words


def test_early_words_count_days_and_show_the_wide_range():
    one = FactorDays("sleep_quality", 0, 12, 20, 28, "nothing", None, WINDOW)
    assert explorer_words.days(one, DE) == "12 von 28 Tagen"
    assert explorer_words.early(one, None, DE) == "Noch 8 Tage bis zu einer ersten Richtung."
    found = fakes.connection(verdict="early", n=27, effect=-0.6, step=1)
    late = FactorDays("sleep_quality", 0, 27, 20, 28, "early", None, WINDOW)
    words = explorer_words.early(late, found, DE)
    assert words.startswith("Erste Richtung: eher weniger Schmerz (1 Punkt besser: −0,6).")
    assert "−0,9 bis −0,3" in words
    assert words.endswith("Noch 1 Tag bis zu einem Urteil.")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["both", "pain_first", "factor_first", "open", "neither"])
def test_the_reverse_question_is_answered_with_both_numbers(lang, kind):
    forth, back = fakes.lags()[4], fakes.lags()[2]
    words = explorer_words.reverse(Reverse("stress", kind, forth, back), Text(lang))
    assert Text(lang).number(forth.b, 2) in words
    assert Text(lang).number(back.b, 2) in words
    assert "70" in words


def test_the_measure_of_an_effect_is_not_called_a_step():
    """ "Ein Schritt ist hier: 3.000 Schritte mehr." """
    found = fakes.connection("steps", step=3000, step_unit="steps")
    assert "Bezogen auf: 3.000 Schritte mehr." in explorer_words.primary(found, DE)


def test_the_reverse_question_without_days_is_said():
    assert "reichen die Tage noch nicht" in explorer_words.reverse(
        Reverse("stress", "unknown", None, None), DE
    )


def explored(value, **changes):
    values = {"factor": "factor:Kaffee", "lag": 1, "step": 0.2, "step_unit": "own", **changes}
    return Explored(
        effect=Estimate(value, value - 0.2, value + 0.2), n=41, window=WINDOW, outcome="pain", **values
    )


def test_a_factor_of_ones_own_is_told_as_exploration_with_its_own_name_and_step():
    words = explorer_words.explored(explored(0.3), survives=False, text=DE)
    assert words.startswith("Erkundung, hält der strengen Prüfung nicht stand, darf also Zufall sein:")
    assert (
        "Nach Tagen mit höherem Wert bei „Kaffee“ war dein Schmerz im Schnitt 0,3 Punkte (0,1–0,5) höher."
        in words
    )
    assert "0,2 mehr: +0,3 (0,1–0,5) Schmerzpunkte. Gerechnet mit 41 Tagen" in words
    assert words.endswith("keine Ursache.")
    assert "im Schnitt gleich (−0,2 bis 0,2)" in explorer_words.explored(
        explored(0.01), survives=False, text=DE
    )
    assert "ja statt nein" in explorer_words.explored(
        explored(0.3, step=1.0, step_unit="yes"), survives=True, text=DE
    ).replace("Ja", "ja")
    lacks = Insufficient("days_with_factor", 4, 20, "factor:Kaffee")
    assert "4 von 20" in explorer_words.explored(lacks, survives=False, text=DE)


def test_a_step_keeps_the_decimals_it_needs():
    assert findings.step_name(explored(0.3, step=0.05), DE) == "0,05 mehr"
    assert findings.step_name(explored(0.3, step=200.0), DE) == "200 mehr"
    assert findings.factor("sensed:resting_hr", DE) == DE("factor.resting_hr")


def test_one_of_the_six_has_range_days_and_the_words_against_a_cause():
    words = explorer_words.primary(fakes.connection(), DE)
    for part in ("0,6 Punkte (0,3–0,9) niedriger", "2 Punkte besser", "71 Tagen", "keine Ursache"):
        assert part in words
    unclear = explorer_words.primary(fakes.connection("mood", "unclear", -0.3, more_days=30), DE)
    assert "30 weitere Tage" in unclear
    assert "−0,3 (−0,6 bis 0,0)" in unclear


def joint(kept, value=-0.3):
    both = (Estimate(-0.5, -0.7, -0.3), Estimate(value, value - 0.2, value + 0.2))
    return JointRow(
        "sleep_quality", 0, 1.0, "points", *both, partners=(("stress", 1),), kept=kept, n=58, window=WINDOW, outcome="pain",
        negligible=0.3,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (0.6, "Von Schlafqualität bleiben etwa 60\N{NO-BREAK SPACE}%, wenn man Stress kennt."),
        (None, "kein Anteil nennen"),
        (-0.2, "dreht sich das Vorzeichen"),
        (1.2, "Von Schlafqualität bleibt alles"),
    ],
)
def test_what_is_left_is_said_with_both_numbers(kept, said):
    words = " ".join(explorer_compared.left(joint(kept), DE))
    assert said in words
    assert "allein −0,5 (−0,7 bis −0,3) Schmerzpunkte, gemeinsam mit Stress −0,3 (−0,5 bis −0,1)" in words
    assert "58 Tagen" in words
    assert "keine Ursache" in words
    assert "denselben" in words


def test_a_change_is_uncertain_and_none_says_how_far_it_is():
    found = ChangeScan((STEP,), 1, 3.0, 4.1, 58, WINDOW, "pain")
    words = " ".join(explorer_compared.change(found, DE))
    assert "Um den 19. Januar 2026 herum könnte dein Schmerz niedriger geworden sein" in words
    assert "2,0 Punkte (1,4–2,6), von 6,0 auf 4,0" in words
    none = " ".join(explorer_compared.change(ChangeScan((), 1, 3.0, 2.31, 58, WINDOW, "pain"), EN))
    assert "reaches a measure of 2.3; 3.0 would be needed" in none
    assert "58 days" in none


def test_before_and_after_say_where_days_lack():
    row = PeriodRow(
        "stress", 1, 2.0, "points", Estimate(0.4, 0.1, 0.7), Insufficient("days_with_factor", 3, 20, "stress"),
        difference=None, q=None, differs=False, n=(40, 3),
    )  # fmt: skip
    assert explorer_compared.period_said(row, DE) == (
        "vorher +0,4 (0,1–0,7), 40 Tage",
        "nachher noch zu wenig, 3 Tage",
    )


def test_pacing_is_counted_and_not_judged():
    events = (Boom(START, START + timedelta(days=1), 6.0, 4.0),)
    found = Pacing(
        "steps", 0.42, 9000.0, 3000.0, 10, events, Estimate(0.1, 0.01, 0.39), 0.12, None, 60, WINDOW, "pain"
    )
    words = " ".join(explorer_compared.pacing(found, DE))
    assert "An 10 Tagen war viel los (9.000 Schritte oder mehr)" in words
    assert "1-mal folgte ein Tag mit wenig (höchstens 3.000 Schritte)" in words
    assert "10\N{NO-BREAK SPACE}% (1\N{NO-BREAK SPACE}% bis 39\N{NO-BREAK SPACE}%)" in words
    assert "60 Tage" in words
    assert explorer_compared.booms(found, DE)[0]["sonst"] == "4"


def test_chosen_days_are_placed_in_time():
    days = tuple(PickedDay(START + timedelta(days=at), 2.0, None if at else 5.0, 4.8) for at in range(3))
    found = Picked(days, 40, 0, 3, (days[0].day, days[-1].day))
    assert (
        "Die längste Folge: 3 Tage hintereinander (7. Januar bis 9. Januar 2026)."
        in explorer_words.picked(found, DE)
    )
    assert "scattered" in explorer_words.picked(Picked(days[:1], 40, 0, 1, (START, START)), EN)
    assert "keiner der 40 Tage" in explorer_words.picked(Picked((), 40, 0, 0, None), DE)
    rows = explorer_words.picked_rows(found, "stress", DE)
    assert [row["Schmerz, eingetragen"] for row in rows] == ["–", "–", "5"]


def test_twins_and_the_yardstick_are_said():
    assert explorer_words.alike(Alike("steps", ("activity_min",), 0.9), DE).startswith(
        "Schritte und Aktivität sagen fast"
    )
    three = explorer_words.alike(Alike("stress", ("mood", "factor:Kaffee"), 0.9), DE)
    assert three == "Stress, Stimmung und Kaffee sagen fast dasselbe. Gerechnet und gezeigt wird Stress."
    stick = Yardstick(5.2, 2.0, 2.0, 1.56, 28, WINDOW)
    assert "gilt als spürbar: 2 Punkte Unterschied." in explorer_words.yardstick(stick, DE)
    assert "1,6 Punkte" in explorer_words.yardstick(stick, DE)
    assert "(2 Punkte)" in explorer_words.reach("below", stick, DE)


def test_the_method_page_tells_the_rules_as_they_are():
    from pathlib import Path

    from analysis import picking
    from analysis.association import MIN_DAYS, MIN_VERDICT
    from analysis.explorer import MOST

    told = (Path(__file__).parents[1] / "docs/methods/explorer.md").read_text(encoding="utf-8")
    assert f"12 of {MIN_VERDICT} days" in told
    assert f"Under {MIN_DAYS} days only" in " ".join(told.split())
    assert (MOST, picking.STEPS) == (5, 40)
    assert "at most five bars" in told
    assert f"{calendar.TURN:.0%}".replace("%", " %") in told
    back, forth = fakes.lags()[2], fakes.lags()[4]
    worked = " ".join(told.split())
    for point in (back, forth):
        assert f"+{point.b:.2f} ({point.low:.2f} to {point.high:.2f})".replace("-", "−") in worked
