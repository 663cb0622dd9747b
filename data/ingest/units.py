"""Units of numbers: how they are spelt, and what one of each is in the unit a field is kept in.

A number without a unit of its own has that of its column; which one that is, is settled in `writing`.
"""

from __future__ import annotations

FACTORS: dict[str, dict[str, float]] = {
    "duration_s": {"s": 1.0, "min": 60.0, "h": 3600.0},
    "distance_m": {"m": 1.0, "km": 1000.0, "mi": 1609.344, "ft": 0.3048, "yd": 0.9144},
    "weight_kg": {"kg": 1.0, "lb": 0.45359237, "g": 0.001},
    "sleep_hours": {"h": 1.0, "min": 1 / 60, "s": 1 / 3600},
    "sitting_h": {"h": 1.0, "min": 1 / 60},
    "activity_min": {"min": 1.0, "h": 60.0, "s": 1 / 60},
    "steps": {"count": 1.0, "tsd": 1000.0},
}
"""Field -> unit -> its factor; the first is the one the field is kept in. International yard and pound (1959)."""
OWN: dict[str, dict[str, float]] = {
    **{name: found for name, found in FACTORS.items() if name != "steps"},
    "0-10": {"%": 0.1, "/10": 1.0},
    "steps": {"steps": 1.0},
    "reps": {"reps": 1.0, "x": 1.0},
    "sets": {"x": 1.0},
}
"""What a unit inside a cell says, whatever the header says: field (or the unit of a rating) -> unit -> its factor."""
ALIKE: tuple[dict[str, float], ...] = (
    {"h": 3600.0, "min": 60.0, "s": 1.0},
    FACTORS["distance_m"],
    FACTORS["weight_kg"],
)
"""Units of one kind: cells of a column without a field may mix them."""
_SPELT = {
    **dict.fromkeys(("min", "mins", "minute", "minuten", "minutes"), "min"),
    **dict.fromkeys(("h", "std", "stunde", "stunden", "hour", "hours", "hrs", "hr"), "h"),
    **dict.fromkeys(("s", "sek", "sekunde", "sekunden", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("km", "kilometer", "kilometers", "kilometre", "kilometres"), "km"),
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), "m"),
    **dict.fromkeys(("mi", "mile", "miles", "meile", "meilen"), "mi"),
    **dict.fromkeys(("ft", "foot", "feet"), "ft"),
    **dict.fromkeys(("yd", "yard", "yards"), "yd"),
    **dict.fromkeys(("kg", "kilo", "kilos", "kilogramm", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
    **dict.fromkeys(("g", "gramm", "gram", "grams"), "g"),
    **dict.fromkeys(("schritte", "steps"), "steps"),
    **dict.fromkeys(("wdh", "wiederholungen", "reps"), "reps"),
    **dict.fromkeys(("/10", "von10", "of10"), "/10"),
    "x": "x",
    "%": "%",
}
_HEADED = {
    **{word: code for word, code in _SPELT.items() if code not in {"x", "/10", "%", "steps", "reps"}},
    **dict.fromkeys(("tsd", "tausend", "k", "thousand", "thousands", "1000", "x1000", "x 1000"), "tsd"),
}
LONGEST = 16
"""Letters of a unit, at most."""


def of_cell(word: str) -> str | None:
    """The unit behind the number of a cell; "" without one, None where it is no unit."""
    if len(word) > LONGEST:
        return None
    plain = "".join(word.casefold().split()).rstrip(".")
    return _SPELT.get(plain) if plain else ""


def of_words(word: str) -> str:
    """The unit a header names, "" where it is none: "Minuten", "in km"."""
    return _HEADED.get(word.strip().casefold().removeprefix("in ").rstrip("."), "")
