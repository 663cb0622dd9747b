"""Which column a header means: German and English aliases, case-, umlaut- and bracket-insensitive.

A target is `table.field` of the schema, or one of the words that the shape of the file decides later: `pain`
(pain_during in rows of tries, pain_avg in rows of days), `date`, `time`, `movement`, `session`, `note`. Headers
with two meanings stand in `AMBIGUOUS` and become a question unless their unit or their values settle it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from data import schema
from data.ingest import units

_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
_SCALE = re.compile(r"\s(?:von )?\d+ (?:bis |to )?\d+$|\s*%$|^\d+ ")
"""What a header says of its scale behind its name ("0 bis 10"), or a number before it."""
LONGEST = 200
"""Letters of a header that are looked at; patterns take long over endless ones."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

_ALIASES = {
    "date": """datum, tag, date, day, date formatted, full date, timestamp, zeitstempel, datetime, date time,
        datum uhrzeit, datum zeit, wann, when""",
    "year": "jahr, year",
    "month": "monat, month",
    "time": "uhrzeit, zeit, tageszeit, time, clock, time of day",
    "movement": "bewegung, uebung, movement, exercise, bewegungen, uebungen, movements, exercises, uebungsname",
    "session": "training, einheit, trainingseinheit, session, workout, sport, session id",
    "family": "familie, bewegungsfamilie, bewegungsart, family, movement family",
    "pain": """schmerz, schmerzen, schmerzstaerke, schmerzintensitaet, schmerzwert, schmerzlevel, nrs, nas, vas,
        staerke, intensitaet, schmerzskala, pain, pain level, pain score, intensity, pain intensity, pain severity,
        momentaner schmerz, current pain, rueckenschmerz, rueckenschmerzen, kreuzschmerz, kreuzschmerzen,
        schmerz ruecken, ruecken schmerz, lws schmerz, back pain, backpain, lower back pain, low back pain""",
    "exposures.pain_during": """schmerz dabei, schmerz waehrend, schmerz waehrenddessen, schmerz waehrend der uebung,
        schmerz waehrend training, schmerz waehrend des trainings, waehrend, dabei, during,
        schmerz bei bewegung, tatsaechlicher schmerz,
        erlebter schmerz, erlebt, eingetreten, schmerz nachher, schmerz danach, nachher, danach, pain during,
        felt pain, pain felt, felt, actual pain, actual, pain after, after, schmerz nach training,
        schmerz nach dem training, schmerz nach uebung, schmerz nach der uebung, schmerz nach belastung,
        pain after exercise, pain after training, schmerz beim training, schmerz bei der uebung""",
    "exposures.pain_before": """schmerz vorher, schmerz davor, vorher, ruheschmerz, pain before, rest pain, before,
        schmerz vor training, schmerz vor dem training, schmerz vor uebung, schmerz vor der uebung,
        schmerz vor belastung, pain before exercise, pain before training""",
    "exposures.expected_pain": """erwarteter schmerz, erwartung schmerz, schmerz erwartet, erwartet, befuerchtung,
        befuerchteter schmerz, expected pain, pain expected, expected, predicted pain""",
    "exposures.perceived_harm": "schaedlichkeit, angst vor bewegung, perceived harm, harm, fear of movement",
    "exposures.pain_next_day": """schmerz 24h, 24h, schmerz naechster tag, schmerz am naechsten tag,
        schmerz tag danach, schmerz am naechsten morgen, schmerz naechster morgen, schmerz nach 24h,
        schmerz nach 24 h, schmerz nach 24 stunden, schmerz 24 h, pain after 24h,
        pain 24h, pain next day, next day pain, pain the next day""",
    "exposures.sets": "saetze, serien, sets",
    "exposures.reps": "wdh, wiederholungen, wiederholung, reps, repetitions",
    "exposures.weight_kg": "last, last kg, gewicht, gewicht kg, load, load kg, weight, weight kg, kg",
    "exposures.duration_s": """dauer, dauer s, haltezeit, sekunden, minuten, duration, duration s, seconds,
        minutes""",
    "exposures.distance_m": "strecke, distanz, entfernung, km, kilometer, distance, distance m, miles",
    "exposures.rpe": "anstrengung, rpe, effort, borg",
    "exposures.direction": "richtung, direction",
    "exposures.speed": "tempo, geschwindigkeit, speed",
    "exposures.surface": "untergrund, surface",
    "exposures.position": "position, ausgangsposition, haltung, starting position",
    "exposures.rom": "bewegungsumfang, rom, range of motion",
    "exposures.quality": "qualitaet, ausfuehrung, quality, control",
    "exposures.breathing_done": "atemuebung, atmung, breathing, breathing done",
    "exposures.symptom_flags": "symptome, warnzeichen, begleitsymptome, symptom flags, symptoms",
    "days.pain_avg": """schmerz tagesschnitt, durchschnittlicher schmerz, schmerz durchschnitt, schmerz mittel,
        tagesschmerz, schmerz tag, schmerz abends, pain avg, pain average, average pain, mean pain, daily pain""",
    "days.pain_worst": """schmerz staerkster, staerkster schmerz, groesster schmerz, maximaler schmerz,
        schmerz maximal, schmerz max, pain worst, worst pain, max pain, pain max""",
    "days.pain_morning": "schmerz morgens, schmerz morgen, morgenschmerz, pain morning, morning pain",
    "days.sleep_hours": """schlafdauer, schlafstunden, schlaf stunden, schlaf h, sleep hours, hours slept,
        sleep duration, sleep h, hours of sleep""",
    "days.sleep_quality": "schlafqualitaet, schlafguete, sleep quality, quality of sleep",
    "days.stress": "stress, stresslevel, stressniveau, anspannung, stress level",
    "days.mood": "stimmung, befinden, wohlbefinden, gemuetszustand, laune, mood, wellbeing",
    "days.expectation": "erwartung, erwartung morgen, zuversicht, expectation, confidence",
    "days.activity_min": """aktivitaet min, aktivitaetsminuten, aktive minuten, bewegungsminuten, activity min,
        active minutes, activity minutes""",
    "days.steps": "schritte, schrittzahl, steps, step count",
    "days.sitting_h": "sitzen h, sitzstunden, sitting h, sitting hours, hours sitting",
    "days.med_taken": """schmerzmittel, medikament genommen, bedarf, med taken, pain medication, medication taken,
        painkiller""",
    "days.med_type": "medikament, medikamente, medikation, dosis, medication, meds, med type, drug, dose",
    "days.flare": "schub, schmerzschub, flare, flare up",
    "days.impact": "beeintraechtigung, einschraenkung, impact, interference",
    "note": """notiz, notizen, bemerkung, bemerkungen, anmerkung, anmerkungen, kommentar, note, notes, comment,
        comments, remark, remarks""",
    "person": "person, person id, patient, patient id, name, user, user id",
}
AFTER = frozenset(
    {"schmerz nachher", "schmerz danach", "nachher", "danach", "pain after", "after", "schmerz nach training",
     "schmerz nach dem training", "schmerz nach uebung", "schmerz nach der uebung", "schmerz nach belastung",
     "pain after exercise", "pain after training"}
)  # fmt: skip
"""Headers of pain after a try: the pain of the try only where no other column holds it."""
SECOND = AFTER | {"dosis", "dose"}
"""Headers that give way to another one of the same meaning, wherever it stands."""
_PLAIN_FIELDS = {"line", "seq", "source", "date", "time", "movement", "session", "family", "note"}

AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "belastung": ("days.stress", "exposures.weight_kg"),
    "schlaf": ("days.sleep_hours", "days.sleep_quality"),
    "nachtschlaf": ("days.sleep_hours", "days.sleep_quality"),
    "sleep": ("days.sleep_hours", "days.sleep_quality"),
    "aktivitaet": ("movement", "days.activity_min"),
    "activity": ("movement", "days.activity_min"),
}
"""Headers with two meanings; a unit or the values may settle them, else the person does."""


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """A header for comparison: lower case, ae for ä, no brackets, single spaces."""
    words = unicodedata.normalize("NFC", header[:LONGEST]).casefold().translate(_UMLAUTS)
    words = _BRACKETS.sub(" ", words)
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", words).split())


@lru_cache(maxsize=4096)
def unit(header: str) -> str:
    """What stands in brackets, lower case: "kg", "h", "0-100"."""
    found = _BRACKETS.search(header[:LONGEST])
    return found.group(1).strip().casefold().replace("–", "-").rstrip(".") if found else ""


@lru_cache(maxsize=1)
def _lookup() -> dict[str, str]:
    table = {
        " ".join(alias.split()): target for target, words in _ALIASES.items() for alias in words.split(",")
    }
    for name in ("exposures", "days"):
        for one in schema.TABLES[name]:
            if one.name not in _PLAIN_FIELDS:
                table.setdefault(one.name.replace("_", " "), f"{name}.{one.name}")
    return table


@lru_cache(maxsize=4096)
def measure(header: str) -> str:
    """The unit a header names in brackets or as its last word, as `units` calls it; "" without one."""
    return units.of_words(unit(header)) or _apart(plain(header))[1]


def _apart(words: str) -> tuple[str, str]:
    """A header and the unit at its end: "dauer in minuten" -> "dauer", "min"."""
    before, _, last = words.rpartition(" ")
    found = units.of_words(last)
    return (before.removesuffix(" in"), found) if found else (words, "")


def _measures(target: str, code: str) -> bool:
    """Whether a field may be kept in a unit."""
    return code in units.FACTORS.get(target.rpartition(".")[2], {})


@lru_cache(maxsize=4096)
def meaning(header: str) -> tuple[str, ...]:
    """What a header may mean: nothing, one target, or several to choose from."""
    words, bracket = plain(header), unit(header)
    base, code = _apart(words)
    options = AMBIGUOUS.get(words) or AMBIGUOUS.get(base)
    if options:
        return tuple(one for one in options if _measures(one, measure(header))) or options
    with_unit = f"{words} {plain(bracket)}".strip()
    bare = _SCALE.sub("", words).strip()
    found = _lookup().get(with_unit) or _lookup().get(words) or _lookup().get(bare)
    if not found and code and _measures(_lookup().get(base, ""), code):
        found = _lookup()[base]
    if found == "time" and measure(header) in {"min", "s"}:
        found = "exposures.duration_s"
    return (found,) if found else ()


def known(header: str) -> bool:
    """Whether a header means anything to us."""
    return bool(meaning(header.strip()))
