"""Which column of a file means what: German and English names, read without case, umlauts and brackets.

The aliases are the project's own list of what people write over their columns.
"""

from __future__ import annotations

import re

from data import schema

_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e"})
_BRACKET = re.compile(r"[\(\[]([^\)\]]*)[\)\]]")

_WORDS = {
    "date": "datum tag date day",
    "time": "uhrzeit zeit tageszeit time clock",
    "movement": "bewegung movement exercise uebung uebungsname activityname",
    "session": "training uebungen session exercises workout einheit",
    "pain": "schmerz schmerzen schmerzstaerke schmerzintensitaet schmerzwert schmerzlevel nrs nas vas staerke pain"
    " painlevel painscore intensity",
    "pain_during": "schmerzwaehrend schmerzdabei tatsaechlicherschmerz schmerznachher nachher danach painafter"
    " painduring actualpain",
    "pain_before": "schmerzvorher vorher painbefore ruheschmerz schmerzdavor",
    "expected_pain": "erwarteterschmerz erwartung expectedpain befuerchtung",
    "perceived_harm": "angst angstvorbewegung fear harm",
    "pain_next_day": "schmerz24h pain24h schmerznaechstertag schmerzamnaechstentag painnextday schmerzfolgetag",
    "pain_avg": "schmerztagesschnitt durchschnittlicherschmerz schmerzdurchschnitt schmerzschnitt painaverage"
    " averagepain tagesschmerz",
    "pain_worst": "schmerzstaerkster staerksterschmerz groessterschmerz schmerzmax painworst worstpain painmax",
    "pain_morning": "schmerzmorgens morgenschmerz painmorning morningpain",
    "sets": "saetze serien sets",
    "reps": "wdh wiederholungen reps repetitions",
    "weight_kg": "last gewicht weight load loadkg weightkg belastungkg",
    "duration_s": "dauer duration",
    "distance_m": "strecke distanz distance",
    "rpe": "anstrengung effort",
    "direction": "richtung",
    "speed": "tempo geschwindigkeit",
    "surface": "untergrund",
    "position": "ausgangsposition",
    "rom": "bewegungsumfang",
    "quality": "qualitaet",
    "breathing_done": "atemuebung atmung breathing",
    "symptom_flags": "symptome begleitsymptome symptoms",
    "sleep_hours": "schlaf schlafdauer schlafstunden nachtschlaf sleep sleephours",
    "sleep_quality": "schlafqualitaet",
    "stress": "stresslevel anspannung",
    "mood": "stimmung befinden wohlbefinden gemuetszustand",
    "activity_min": "aktivitaet activity sport activityminutes",
    "steps": "schritte",
    "sitting_h": "sitzen sitzzeit sitting",
    "med_taken": "schmerzmittel medikament medikamente painmedication medication meds",
    "med_type": "dosis dosierung dose",
    "flare": "schub schmerzschub",
    "impact": "beeintraechtigung einschraenkung",
    "note": "notiz notizen bemerkung anmerkung anmerkungen kommentar notes comment ausloeser linderung",
    "ambiguous": "belastung",
    "ignored": "person personid patient name id wochentag weekday",
}


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold().translate(_FOLD))


_ALIASES = {alias: field for field, aliases in _WORDS.items() for alias in aliases.split()}
_ALIASES |= {
    _key(column.name): column.name for table in ("exposures", "days") for column in schema.TABLES[table]
}


def unit(header: str) -> str:
    """The unit in brackets, "" where there is none."""
    found = _BRACKET.search(header)
    return found.group(1).strip().casefold() if found else ""


def field(header: str) -> str:
    """The meaning of a header: a field of the schema, `pain`, `ambiguous`, `ignored`, or "" when unknown."""
    bare = _key(_BRACKET.sub("", header))
    meaning = _ALIASES.get(_key(header)) or _ALIASES.get(bare, "")
    if meaning == "ambiguous" and unit(header) == "kg":
        return "weight_kg"
    return "" if meaning in {"line", "seq"} else meaning
