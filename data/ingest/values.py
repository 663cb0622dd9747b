"""From raw cells to numbers, yes/no and the small vocabularies, for a whole column at once.

The decimal sign and the scale are decided from all cells of a column, never from one. Missing marks are missing,
not zero and not an error.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from data.errors import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data.schema import Column

MISSING = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "na",
        "n/a",
        "#n/a",
        "#nv",
        "nan",
        "null",
        "none",
        "nil",
        "k.a.",
        "k. a.",
        "ka",
        "?",
    }
    | {"keine angabe", "unbekannt", "unknown", "n.a.", "\\n", ".", "<na>"}
)
SEVERITY: dict[str, float] = {
    **dict.fromkeys(
        ("kein", "keine", "keiner", "schmerzfrei", "kein schmerz", "keine schmerzen", "no pain"), 0.0
    ),
    **dict.fromkeys(("leicht", "gering", "schwach", "mild", "slight", "low", "niedrig", "wenig"), 2.0),
    **dict.fromkeys(("mittel", "mäßig", "maessig", "moderat", "moderate", "medium", "mittelstark"), 5.0),
    **dict.fromkeys(("stark", "severe", "hoch", "high", "strong", "viel", "heftig"), 8.0),
    **dict.fromkeys(("sehr stark", "very severe", "sehr hoch", "very high", "very strong"), 9.0),
    **dict.fromkeys(("unerträglich", "unertraeglich", "unbearable", "extreme", "extrem"), 10.0),
}
"""Severity in words -> 0-10: the middle of the bands usual for this scale (mild 1-3, moderate 4-6, severe 7-10)."""
WHOLE = frozenset({"steps", "distance_m", "reps", "sets"})
"""Fields that count whole things."""
YES = frozenset({"ja", "j", "yes", "y", "true", "wahr", "1", "1,0", "1.0", "x", "✓", "✔"})
NO = frozenset({"nein", "n", "no", "false", "falsch", "0", "0,0", "0.0"})
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "speed": {
        "slow": ("langsam", "slow"),
        "normal": ("normal", "mittel", "medium"),
        "fast": ("schnell", "fast"),
    },
    "surface": {
        "stable": ("stabil", "fest", "hart", "stable", "firm"),
        "soft": ("weich", "soft"),
        "unstable": ("wackelig", "instabil", "unstable", "wobbly"),
    },
    "position": {
        "lying": ("liegend", "liegen", "lying", "im liegen"),
        "all_fours": ("vierfüßler", "vierfuessler", "vierfüßlerstand", "all fours", "all_fours", "quadruped"),
        "sitting": ("sitzend", "sitzen", "sitting", "seated", "im sitzen"),
        "standing": ("stehend", "stehen", "standing", "im stehen"),
        "walking": ("gehend", "gehen", "walking", "im gehen"),
    },
}
SHARE_BEYOND = 0.2
"""More than this share of a rating column above 10 means another scale; fewer are slips."""
FEW = 3
"""In a short file fewer cells above 10 than this are slips too, unless they are half of all."""
TEXT_LIMIT = 4000
LONGEST = 100
"""Letters of a number with its unit, at most; patterns take long over endless digits."""
HUNDRED = 100
_COMMA = re.compile(r"^[-+−]?\d+,\d+$")
_POINT = re.compile(r"^[-+−]?\d+\.\d+$")
_DOT_GROUPS = re.compile(r"^\d{1,3}(\.\d{3})+$")
_COMMA_GROUPS = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$")
_UNIT = re.compile(
    r"^(?P<n>[-+−]?[\d.,']*\d)\s*(?P<unit>h|std\.?|stunden|hours|kg|min\.?|minuten|s|sek\.?|sec|m|km|%|wdh\.?|x|"
    r"schritte|steps|/\s*10|von 10|of 10)?$",
    re.IGNORECASE,
)
_BARE = re.compile(r"^[-+−\d.,']*$")
_CLOCKED = re.compile(r"^(\d{1,3}):(\d{2})(?::(\d{2}))?$")
_SPOKEN = re.compile(
    r"^(?:(\d+(?:[.,]\d+)?)\s*(?:h|std\.?|stunden|hours?))?\s*"
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:m|min\.?|minuten|minutes?))?\s*(?:(\d+)\s*(?:s|sek\.?|sec))?$",
    re.IGNORECASE,
)
SECONDS = {"sleep_hours": 3600.0, "sitting_h": 3600.0, "activity_min": 60.0, "duration_s": 1.0}
"""Fields that hold a length of time, and how many seconds their unit has."""
OWN_UNITS = {
    ("distance_m", "km"): 1000.0,
    ("distance_m", "m"): 1.0,
    ("weight_kg", "kg"): 1.0,
    ("0-10", "%"): 0.1,
    **dict.fromkeys((("0-10", "/10"), ("0-10", "von10"), ("0-10", "of10")), 1.0),
}
"""What a unit inside a cell says, whatever the header says: field (or the unit of a rating) and unit -> its factor."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How numbers of a column are read: stored = (raw - offset) * factor, turned round to 10 - stored where asked.

    name: what is shown ("0-100", "words", "min"). words: words of severity and their numbers. blank: what an empty cell
    stands for, None unless the person said so.
    """

    decimal: str = "."
    grouped: bool = False
    factor: float = 1.0
    name: str = ""
    offset: float = 0.0
    turned: bool = False
    words: Mapping[str, float] = field(default_factory=dict)
    blank: float | None = None


Cell = tuple[object, Reason | None]
"""A stored value (None = missing) and why there is none."""


def missing(raw: str) -> bool:
    """Whether a cell says nothing."""
    return raw.strip().casefold() in MISSING


def decimal_of(raws: Sequence[str], *, german: bool, whole: bool) -> Scale:
    """Decimal sign and thousands grouping of a column.

    german: the file separates by semicolon or uses decimal commas elsewhere. whole: the field counts (steps,
    metres), so "10.234" in a German file is ten thousand.
    """
    cells = [_digits(raw.strip()) for raw in raws]
    dotted = [cell for cell in cells if "." in cell]
    commas = [cell for cell in cells if "," in cell]
    if whole and german and dotted and not commas and all(map(_DOT_GROUPS.match, dotted)):
        return Scale(",", grouped=True)
    if whole and not german and commas and all(map(_COMMA_GROUPS.match, commas)):
        return Scale(".", grouped=True)
    if commas and not dotted and _thousands(cells, commas, _COMMA_GROUPS):
        return Scale(".", grouped=True)
    if dotted and not commas and _thousands(cells, dotted, _DOT_GROUPS):
        return Scale(",", grouped=True)
    if any(map(_COMMA.match, cells)):
        return Scale(",", grouped=bool(dotted) and not any(map(_point_only, cells)))
    return Scale(".")


def _digits(cell: str) -> str:
    """A cell without the unit behind its number: "8.234 m" is written like "8.234"."""
    if cell[-1:].isdigit() or len(cell) > LONGEST or not (found := _UNIT.match(cell)):
        return cell
    return found["n"]


def _thousands(cells: Sequence[str], signed: Sequence[str], groups: re.Pattern[str]) -> bool:
    """Whether "1,234" beside "980" is a thousand and more: all with three places, beside whole numbers of hundreds."""
    whole = [int(cell) for cell in cells if cell.isdecimal() and len(cell) <= len("999999")]
    return all(map(groups.match, signed)) and max(whole, default=0) >= HUNDRED


def decimal_comma(raws: Sequence[str]) -> bool:
    """Whether a column writes decimal commas; "10,234" may be an English ten thousand and does not tell."""
    return any(_COMMA.match(cell) and not _COMMA_GROUPS.match(cell) for cell in map(str.strip, raws))


def decimal_point(raws: Sequence[str]) -> bool:
    """Whether a column writes decimal points."""
    return any(_POINT.match(cell) for cell in raws if "." in cell)


def _point_only(cell: str) -> bool:
    return bool(_POINT.match(cell)) and not _DOT_GROUPS.match(cell)


def number(raw: str, scale: Scale) -> float | None:
    """A number with an optional unit behind it; None when it is none."""
    return _written(raw, scale.decimal, scale.grouped)


@lru_cache(maxsize=1 << 13)
def _written(raw: str, decimal: str, grouped: bool) -> float | None:  # noqa: FBT001 - a key of the cache
    found = _UNIT.match(raw.strip()) if len(raw) <= LONGEST else None
    if not found:
        return None
    digits = found["n"].replace("'", "").replace("−", "-")
    if decimal == "," and "," in digits:
        digits = digits.replace(".", "" if grouped else ".").replace(",", ".")
    elif decimal == "," and grouped:
        digits = digits.replace(".", "")
    elif grouped:
        digits = digits.replace(",", "")
    elif decimal == "." and "," in digits and "." not in digits:
        digits = digits.replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return None
    # Hundreds of digits are infinite: a slip, not a number.
    return value if math.isfinite(value) else None


def duration(raw: str, scale: Scale, unit_seconds: float) -> float | None:
    """A length of time in the field's unit: "7,5", "7:30", "7h 30min", "45 s"; None when it is none.

    "7:30" is hours and minutes, but minutes and seconds in fields that are kept in seconds.
    """
    cell = raw.strip()
    if len(cell) > LONGEST:
        return None
    if found := _CLOCKED.match(cell):
        first, second, third = int(found[1]), int(found[2]), int(found[3] or 0)
        long = unit_seconds > 1 or found[3] is not None
        seconds = first * 3600 + second * 60 + third if long else first * 60 + second
        return seconds / unit_seconds
    if (
        cell
        and re.search(r"[a-z]", cell, re.IGNORECASE)
        and (found := _SPOKEN.match(cell))
        and any(found.groups())
    ):
        parts = [float(part.replace(",", ".")) if part else 0.0 for part in found.groups()]
        return (parts[0] * 3600 + parts[1] * 60 + parts[2]) / unit_seconds
    return number(cell, scale)


def reader(column: Column, scale: Scale) -> Callable[[str], Cell]:
    """The function that reads one cell of a column."""
    if column.kind == "yesno":
        return _yes_no
    if column.words:
        return lambda raw: _word(raw, WORDS[column.name])
    if column.kind == "text":
        return _text
    return lambda raw: _number(raw, column, scale)


def _yes_no(raw: str) -> Cell:
    word = raw.strip().casefold()
    if word in YES or word in NO:
        return word in YES, None
    return (None, None) if missing(raw) else (None, Reason.NOT_YES_OR_NO)


def _word(raw: str, words: dict[str, tuple[str, ...]]) -> Cell:
    if missing(raw):
        return None, None
    plain = raw.strip().casefold()
    found = next((code for code, names in words.items() if plain in names), None)
    return found, None if found else Reason.UNKNOWN_WORD


def _text(raw: str) -> Cell:
    cell = " ".join(raw.split()) if "\n" not in raw else raw.strip()
    if len(cell) > TEXT_LIMIT:
        return None, Reason.TOO_LONG
    return cell or None, None


def ends(name: str) -> tuple[float, float]:
    """Lowest and highest step of a scale by its name."""
    low, _, high = name.partition("-")
    return float(low), float(high)


def _number(raw: str, column: Column, scale: Scale) -> Cell:
    if missing(raw):
        return scale.blank, None
    if raw in scale.words:
        return scale.words[raw], None
    seconds = SECONDS.get(column.name)
    value = duration(raw, scale, seconds) if seconds else number(raw, scale)
    if value is None or (column.name != "value" and _foreign(raw, column)):
        return None, Reason.NOT_A_NUMBER
    own = _own_factor(raw, column, scale)
    value = round((value - scale.offset) * scale.factor if own is None else value * own, 9)
    value = 10 - value if scale.turned else value
    if (column.low is not None and value < column.low) or (column.high is not None and value > column.high):
        return None, Reason.OUT_OF_RANGE
    return value, None


def _own_factor(raw: str, column: Column, scale: Scale) -> float | None:
    """The factor of a cell that says its unit itself, None for a bare number: that one has the unit of its column."""
    cell = raw.strip().casefold()
    if _BARE.match(cell):
        return None
    if column.name in SECONDS:
        # "1:30" in a column of hours is hours and minutes.
        hours = column.name == "duration_s" and scale.factor == 3600.0 and cell.count(":") == 1
        return 60.0 if hours else 1.0
    found = _UNIT.match(cell)
    unit = "".join((found["unit"] or "").split()) if found else ""
    return OWN_UNITS.get((column.unit if is_rating(column) else column.name, unit))


def _foreign(raw: str, column: Column) -> bool:
    """Whether a cell is a weight or a way and its field is neither: "5 km" of steps are not five steps."""
    unit = raw.strip().casefold()[-2:]
    return unit in {"km", "kg"} and (column.name, unit) not in OWN_UNITS


def beyond_ten(numbers: Sequence[float], counts: Sequence[int]) -> bool:
    """Whether a rating column runs on a larger scale than 0-10; cells count as often as they occur."""
    inside = [(value, count) for value, count in zip(numbers, counts, strict=True) if 0 <= value <= 100]
    total = sum(count for _, count in inside)
    above = sum(count for value, count in inside if value > 10)
    return above > total * SHARE_BEYOND and (above >= FEW or above * 2 >= total)


def is_rating(column: Column) -> bool:
    """Whether a field is a 0-10 rating."""
    return column.unit == "0-10"
