"""The sample diary as two people would keep it: a German spreadsheet and an English one."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import date

NAMES: Final = {"de": "tagebuch.csv", "en": "diary.csv"}

HEADERS: Final[dict[tuple[str, str], dict[str, str]]] = {
    ("exposures", "date"): {"de": "Datum", "en": "Date"},
    ("exposures", "time"): {"de": "Uhrzeit", "en": "Time"},
    ("exposures", "movement"): {"de": "Bewegung", "en": "Movement"},
    ("exposures", "expected_pain"): {"de": "Erwarteter Schmerz", "en": "Expected pain"},
    ("exposures", "pain_during"): {"de": "Schmerz", "en": "Pain"},
    ("exposures", "pain_before"): {"de": "Schmerz vorher", "en": "Pain before"},
    ("exposures", "sets"): {"de": "Sätze", "en": "Sets"},
    ("exposures", "reps"): {"de": "Wdh.", "en": "Reps"},
    ("exposures", "weight_kg"): {"de": "Last (kg)", "en": "Weight (kg)"},
    ("exposures", "duration_s"): {"de": "Dauer (s)", "en": "Duration (s)"},
    ("exposures", "speed"): {"de": "Tempo", "en": "Speed"},
    ("exposures", "surface"): {"de": "Untergrund", "en": "Surface"},
    ("exposures", "position"): {"de": "Position", "en": "Position"},
    ("exposures", "quality"): {"de": "Qualität", "en": "Quality"},
    ("exposures", "note"): {"de": "Notiz", "en": "Note"},
    ("days", "pain_avg"): {"de": "Schmerz Tagesschnitt", "en": "Pain average"},
    ("days", "pain_worst"): {"de": "Schmerz stärkster", "en": "Pain worst"},
    ("days", "pain_morning"): {"de": "Schmerz morgens", "en": "Pain morning"},
    ("days", "sleep_hours"): {"de": "Schlaf (h)", "en": "Sleep (h)"},
    ("days", "sleep_quality"): {"de": "Schlafqualität", "en": "Sleep quality"},
    ("days", "stress"): {"de": "Stress", "en": "Stress"},
    ("days", "mood"): {"de": "Stimmung", "en": "Mood"},
    ("days", "activity_min"): {"de": "Aktivität (min)", "en": "Activity (min)"},
    ("days", "steps"): {"de": "Schritte", "en": "Steps"},
    ("days", "med_taken"): {"de": "Schmerzmittel", "en": "Pain medication"},
}
"""(table, column) -> header by language, in the order of the file."""

_GERMAN: Final = {
    "slow": "langsam",
    "normal": "normal",
    "fast": "schnell",
    "stable": "stabil",
    "soft": "weich",
    "unstable": "wackelig",
    "lying": "liegend",
    "all_fours": "vierfüßler",
    "sitting": "sitzend",
    "standing": "stehend",
    "walking": "gehend",
}


def render(rows: list[dict[str, Any]], lang: str) -> bytes:
    """The file: `;`, decimal comma, dd.mm.yyyy and a byte order mark in German; `,` and ISO in English."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "de" else ",", lineterminator="\r\n")
    writer.writerow([words[lang] for words in HEADERS.values()])
    for row in rows:
        writer.writerow([_cell(row.get(name), name, lang) for _, name in HEADERS])
    return out.getvalue().encode("utf-8-sig" if lang == "de" else "utf-8")


def _cell(value: Any, name: str, lang: str) -> str:  # noqa: ANN401 - any cell of a row
    if value is None:
        return ""
    if isinstance(value, bool):
        return {"de": ("nein", "ja"), "en": ("no", "yes")}[lang][value]
    if name == "date":
        return _date(value, lang)
    if isinstance(value, float | int):
        text = f"{value:g}"
        return text.replace(".", ",") if lang == "de" else text
    return _GERMAN[value] if lang == "de" and value in _GERMAN else str(value)


def _date(value: date, lang: str) -> str:
    return value.strftime("%d.%m.%Y") if lang == "de" else value.isoformat()
