"""Headers as people write them in German and English."""

import pytest

from data.ingest.headers import meaning


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Schmerzstärke (0-10)", "pain"),
        ("SCHMERZSTAERKE", "pain"),
        ("NRS", "pain"),
        ("Größter Schmerz", "days.pain_worst"),
        ("Erwarteter Schmerz", "exposures.expected_pain"),
        ("tatsächlicher Schmerz", "exposures.pain_during"),
        ("Last (kg)", "exposures.weight_kg"),
        ("Belastung (kg)", "exposures.weight_kg"),
        ("Schmerz 24h", "exposures.pain_next_day"),
        ("Wdh.", "exposures.reps"),
        ("Schlaf (h)", "days.sleep_hours"),
        ("Gemütszustand", "days.mood"),
        ("Uhrzeit", "time"),
        ("Anmerkungen", "note"),
        ("person_id", "person"),
        ("load_kg", "exposures.weight_kg"),
        ("pain_24h", "exposures.pain_next_day"),
    ],
)
def test_alias(header, target):
    assert meaning(header) == (target,)


def test_two_meanings_stay_two():
    assert meaning("Belastung") == ("days.stress", "exposures.weight_kg")


def test_unknown_header_means_nothing():
    assert meaning("Lieblingsfarbe") == ()
