"""Setback and return in words: kind, exact, and every case of "not enough yet" said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analysis.results import Dose, Insufficient, Look
from analysis.setback_results import BadStretch, Nights, Recovery, Reminder, Setback, Span, Worked
from ui import setbacks
from ui.text import LANGUAGES, Text

DE, EN = Text("de"), Text("en")
QUALITY = Nights("sleep_quality", 3, 5, 4.6, 6.0)
HOURS = Nights("sleep_hours", 4, 5, 5.2, 7.0)
SINCE, UNTIL = date(2026, 3, 24), date(2026, 3, 31)


def back(**changes):
    values = {
        "movement": "Tragen", "since": SINCE, "until": UNTIL, "level": 4.24, "low": 3.31, "high": 5.1, "best": 1.2,
        "best_day": date(2026, 3, 3), "p_rise": 0.98, "state": "relapsing", "n": 19, "nights": None,
    }  # fmt: skip
    return Setback(**{**values, **changes})


def reminder(kind="stress", movement="Heben", days=3, worked=(), tolerated=0):
    return Reminder(kind, movement, SINCE, days, worked, tolerated)


WAYS = (
    Worked(date(2026, 3, 2), 2.0, Dose(200, 1, 10, 20.0), "slow · standing"),
    Worked(date(2026, 2, 20), 1.0, Dose(None), ""),
)


def test_a_setback_has_level_interval_dates_and_tries():
    assert setbacks.episode(back(), (), DE) == [
        (
            "Bei „Tragen“ liegt der erwartete Wert in der Woche ab 24. März höher: etwa 4,2 (3,3–5,1), am 3. März waren es "
            "1,2. 19 Versuche."
        )
    ]
    assert setbacks.episode(back(), (), EN) == [
        (
            "For “Tragen” the expected value is higher in the week from 24 March: about 4.2 (3.3–5.1), on 3 March it was 1.2. "
            "19 tries."
        )
    ]


def test_no_setback_is_said_only_of_the_weeks_that_tell():
    def seen(week, state="learning", movement="Heben"):
        return Look(movement, UNTIL - timedelta(weeks=week), state, 0.5, 3.0, 2.0, 4.0, 9)

    every = [seen(week) for week in range(16)]
    assert setbacks.none(every, "Heben", DE).startswith("In den letzten 16 Wochen gab es keinen Rückschlag")
    short = [*every[:3], *(seen(week, "unknown") for week in range(3, 16))]
    assert setbacks.none(short, "", DE).startswith("Seit dem 17. März 2026 ist kein Rückschlag zu sehen")
    assert setbacks.none([seen(0, "unknown")], "", EN).startswith("A word on setbacks needs more tries.")
    assert setbacks.none(every, "Tragen", EN).startswith("A word on setbacks needs more tries.")


def test_bad_nights_stand_beside_a_setback_and_do_not_explain_it_away():
    assert setbacks.episode(back(nights=QUALITY), (), DE)[1] == (
        "Schlechter als sonst: 3 von 5 Nächten (Schlafqualität im Mittel 4,6, sonst 6,0). Die Nächte stehen daneben; "
        "der höhere Wert bleibt auch ohne sie."
    )


@pytest.mark.parametrize(
    ("text", "nights", "words"),
    [
        (
            DE,
            HOURS,
            (
                "In der Woche bis 31. März tat „Sitzen“ mehr weh als sonst (7,0 statt 5,4). Kürzer als sonst: 4 von 5 "
                "Nächten (im Mittel 5,2 Stunden, sonst 7,0). Last und Tag herausgerechnet ist der Wert nicht gestiegen (5,3, "
                "bester Wert 5,1). Das sieht nach einer Woche mit wenig Schlaf aus, nicht nach einem Rückschlag. 7 Versuche."
            ),
        ),
        (
            EN,
            QUALITY,
            (
                "In the week up to 31 March “Sitzen” hurt more than usual (7.0 instead of 5.4). Worse than usual: 3 of 5 "
                "nights (sleep quality 4.6 on average, usually 6.0). Load and day taken out, the value has not risen (5.3, "
                "best value 5.1). This looks like a week short on sleep, not like a setback. 7 tries."
            ),
        ),
    ],
)
def test_a_bad_sleep_week_is_told_apart(text, nights, words):
    one = BadStretch("Sitzen", SINCE, UNTIL, 5.3, 5.1, 0.01, nights, 7.0, 5.4, 7)
    assert setbacks.episode(one, (), text) == [words]


FIRST, AGAIN = Span(SINCE, date(2026, 4, 28), 35, 12, 5.0), Span(SINCE, UNTIL, 7, 1, 4.0)


def test_the_way_back_beside_the_first_time():
    one = Recovery("Tragen", SINCE, FIRST, AGAIN, "faster")
    assert setbacks.episode(back(), (one,), DE)[1] == (
        "Der Weg zurück ging über 7 Tage und 1 Versuch, bis 31. März. Beim ersten Mal brauchte es 35 Tage und 12 Versuche, bis "
        "28. April. Diesmal ging es schneller."
    )
    other = Recovery("Heben", SINCE, FIRST, AGAIN, "faster")
    assert len(setbacks.episode(back(), (other,), DE)) == 1


LACKING = {
    "first_above_limit": (
        Insufficient("first_above_limit", 0, 1, "Tragen"),
        "Kein Vergleich mit dem ersten Mal: Am Anfang lag der Wert nie über deiner Grenze.",
        "No comparison with the first time: at the start the value was never over your limit.",
    ),
    "first_seen": (
        Insufficient("first_seen", 0, 1, "Tragen"),
        "Noch nicht genug für einen Vergleich: Das erste Mal liegt vor den 16 Wochen, die hier zählen.",
        "Not enough yet for a comparison: the first time lies before the 16 weeks that count here.",
    ),
    "first_end": (
        Insufficient("first_end", 0, 1, "Tragen"),
        "Noch nicht genug für einen Vergleich: Das erste Mal war noch nicht zu Ende, als der Rückschlag kam.",
        "Not enough yet for a comparison: the first time had not ended when the setback came.",
    ),
    "recovery_end": (
        Insufficient("recovery_end", 0, 1, "Tragen"),
        "Noch nicht genug für einen Vergleich: Der Weg zurück läuft noch.",
        "Not enough yet for a comparison: the way back is still going on.",
    ),
    "days_faster": (
        Insufficient("days_faster", 3, 7),
        "Noch nicht genug für „schneller“: 3 Tage Unterschied, ab 7 lässt es sich sagen.",
        "Not enough yet for “faster”: 3 days apart, from 7 on it can be said.",
    ),
    "slower": (
        Insufficient("days_faster", -14, 7),
        "Diesmal dauerte es 14 Tage länger. Auch das kommt vor.",
        "This time it took 14 days longer. That happens too.",
    ),
}


@pytest.mark.parametrize("name", LACKING)
def test_every_missing_comparison_is_said(name):
    lack, german, english = LACKING[name]
    assert setbacks.missing(lack, DE) == german
    assert setbacks.missing(lack, EN) == english
    one = Recovery("Tragen", SINCE, lack, lack, lack)
    assert setbacks.recovery(one, DE) == german


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_a_missing_span_has_words(lang):
    import re
    from pathlib import Path

    from analysis import recovery

    codes = re.findall(r'Insufficient\("(\w+)"', Path(recovery.__file__).read_text(encoding="utf-8"))
    assert codes
    for code in codes:
        assert setbacks.missing(Insufficient(code, 0, 1), Text(lang))


def test_a_break_names_its_movement_and_what_worked_before_it():
    one = reminder("break", "Heben", 12, WAYS, 9)
    assert setbacks.warnings([one], DE) == [
        [
            "Zwölf Tage Pause bei „Heben“.",
            (
                "„Heben“ ging davor gut: am 2. März mit 20 kg, langsam, stehend (erlebt 2) und am 20. Februar (erlebt 1) (9 "
                "Versuche unter deiner Grenze)."
            ),
        ]
    ]
    assert setbacks.warnings([one], EN)[0][0] == "Twelve days of break for “Heben”."


def test_a_stretch_is_said_once_for_all_its_movements_and_a_long_list_is_counted():
    many = [reminder(movement=f"m{at}") for at in range(10)]
    found = setbacks.warnings([*many, reminder("sleep")], DE)
    assert [lines[0] for lines in found] == [
        "Seit 24. März sind die Tage stressiger als sonst.",
        "Seit 24. März ist der Schlaf schlechter als sonst.",
    ]
    assert len(found[0]) == 1 + setbacks.MOST + 1
    assert found[0][-1] == "Dazu 2 weitere Bewegungen."
    assert found[0][1] == "„m0“: noch nicht genug, davor blieb kein Versuch unter deiner Grenze."
    assert setbacks.warnings([reminder("flare")], EN)[0][0] == (
        "Since 24 March there have been days of clearly more pain than usual."
    )
