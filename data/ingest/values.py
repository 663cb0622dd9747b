"""Numbers, yes/no and the small vocabularies as people write them, for a whole column at once.

The decimal sign and the scale are decided from all cells of a column, never from one. Missing marks are missing,
not zero and not an error.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from data.ingest import units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
SAID_YES, SAID_NO = frozenset({"ja", "yes", "true", "wahr"}), frozenset({"nein", "no", "false", "falsch"})
"""Words that say yes and no anywhere; "x" and 1 do so only in fields that hold yes or no."""
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
LONGEST = 100
"""Letters of a number with its unit, at most; patterns take long over endless digits."""
HUNDRED = 100
NEARLY = 0.9
_COMMA = re.compile(r"^[-+−]?\d+,\d+$")
_POINT = re.compile(r"^[-+−]?\d+\.\d+$")
_DOT_GROUPS = re.compile(r"^\d{1,3}(\.\d{3})+$")
_COMMA_GROUPS = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$")
_SPACES = "\u00a0\u2009\u202f' ’"
"""Signs between groups of three digits, besides point and comma."""
_NUMBER = re.compile(
    rf"^(?P<n>[-+−]?(?:\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d+)?|[\d.,]*\d))\s*(?P<unit>[^\d\s].{{0,15}})?$"
)
_GROUPED = str.maketrans(dict.fromkeys(_SPACES, "") | {"−": "-"})


@dataclass(frozen=True, slots=True)
class Scale:
    """How numbers of a column are read: stored = (raw - offset) * factor, turned round to 10 - stored where asked.

    name: what is shown ("0-100", "words", "min"). words: words of severity and their numbers. blank: what an empty cell
    stands for, None unless the person said so. clock: what "1:10" is, "h:mm" or "m:ss". units: of a column without a
    field, the factor of each unit its cells may have ("" a bare number); empty where they have none.
    """

    decimal: str = "."
    grouped: bool = False
    factor: float = 1.0
    name: str = ""
    offset: float = 0.0
    turned: bool = False
    words: Mapping[str, float] = field(default_factory=dict)
    blank: float | None = None
    clock: str = "h:mm"
    units: Mapping[str, float] = field(default_factory=dict)


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
    if whole and german and not commas and _most(dotted, _DOT_GROUPS):
        return Scale(",", grouped=True)
    if whole and not german and _most(commas, _COMMA_GROUPS):
        return Scale(".", grouped=True)
    if commas and not dotted and _thousands(cells, commas, _COMMA_GROUPS):
        return Scale(".", grouped=True)
    if dotted and not commas and _thousands(cells, dotted, _DOT_GROUPS):
        return Scale(",", grouped=True)
    if any(map(_COMMA.match, cells)):
        return Scale(",", grouped=bool(dotted) and not any(map(_point_only, cells)))
    return Scale(".")


def _most(cells: Sequence[str], groups: re.Pattern[str]) -> bool:
    """Whether nearly all of some cells have groups of thousands: one slip turns no column of steps into fractions."""
    return bool(cells) and sum(bool(groups.match(cell)) for cell in cells) >= NEARLY * len(cells)


def _digits(cell: str) -> str:
    """A cell without the unit behind its number: "8.234 m" is written like "8.234"."""
    if cell[-1:].isdigit():
        return cell
    found = _found(cell)
    return found[0] if found else cell


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


def unit(raw: str) -> str | None:
    """The unit behind a number, "" without one; None where there is no number or no unit we know."""
    found = _found(raw.strip())
    return found[1] if found else None


def _found(cell: str) -> tuple[str, str] | None:
    """The digits of a number, groups of thousands joined where a space stands between them, and its unit."""
    found = _NUMBER.match(cell) if len(cell) <= LONGEST else None
    if not found:
        return None
    digits, behind = found.groups()
    own = units.of_cell(behind) if behind else ""
    return None if own is None else (digits.translate(_GROUPED), own)


def _well_grouped(digits: str, decimal: str) -> bool:
    """Whether the signs between thousands stand where thousands are: "9.1" in such a column is no 91."""
    before, _, _ = digits.partition(decimal)
    return before.isdecimal() or bool((_DOT_GROUPS if decimal == "," else _COMMA_GROUPS).match(before))


@lru_cache(maxsize=1 << 13)
def _written(raw: str, decimal: str, grouped: bool) -> float | None:  # noqa: FBT001 - a key of the cache
    found = _found(raw.strip())
    if not found:
        return None
    digits = found[0]
    if grouped and not _well_grouped(digits.lstrip("+-"), decimal):
        return None
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


def ends(name: str) -> tuple[float, float]:
    """Lowest and highest step of a scale by its name."""
    low, _, high = name.partition("-")
    return float(low), float(high)


def beyond_ten(numbers: Sequence[float], counts: Sequence[int]) -> bool:
    """Whether a rating column runs on a larger scale than 0-10; cells count as often as they occur."""
    inside = [(value, count) for value, count in zip(numbers, counts, strict=True) if 0 <= value <= 100]
    total = sum(count for _, count in inside)
    above = sum(count for value, count in inside if value > 10)
    return above > total * SHARE_BEYOND and (above >= FEW or above * 2 >= total)


def is_rating(column: Column) -> bool:
    """Whether a field is a 0-10 rating."""
    return column.unit == "0-10"
