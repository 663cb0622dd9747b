"""Numbers, clock times, yes/no and fixed words from the text of a cell."""

from __future__ import annotations

import re
from typing import Final

MISSING: Final = {"", "-", "--", "–", "na", "n/a", "k.a.", "k. a.", "null", "nan", "none"}
_YES: Final = {"ja", "j", "yes", "y", "true", "wahr", "1", "x"}
_NO: Final = {"nein", "n", "no", "false", "falsch", "0"}
_CLOCK: Final = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?\s*(uhr|am|pm)?$", re.ASCII)
_SPAN: Final = re.compile(r"(?:(\d{1,4})\s*(?:h|std)\.?)?\s*(?:(\d{1,5})\s*m(?:in)?\.?)?$", re.ASCII)
_COLON: Final = re.compile(r"(\d{1,2}):([0-5]\d)$", re.ASCII)
_THOUSANDS: Final = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+$", re.ASCII)
_PLAIN: Final = re.compile(r"[+-]?(\d{1,15}\.?\d*|\.\d+)$", re.ASCII)
WORDS: Final = {
    "langsam": "slow", "normal": "normal", "schnell": "fast", "stabil": "stable", "fest": "stable",
    "weich": "soft", "instabil": "unstable", "wackelig": "unstable", "liegend": "lying",
    "vierfüßler": "all_fours", "vierfüßlerstand": "all_fours", "all fours": "all_fours",
    "sitzend": "sitting", "stehend": "standing", "gehend": "walking",
}  # fmt: skip


def missing(text: str) -> bool:
    """Whether a cell says that nothing was written down."""
    return text.casefold() in MISSING


def decimal(values: list[str], fallback: str) -> str:
    """Decimal sign of one column: its own evidence first, else that of the file."""
    for value in values:
        if re.fullmatch(r"[\d.,+-]+", value) and re.search("[.,]", value) and not _THOUSANDS.match(value):
            return "," if value.rfind(",") > value.rfind(".") else "."
    return fallback


def number(text: str, sign: str) -> float | None:
    """A finite number with the decimal sign `sign`, None where the text is none."""
    plain = text.replace("\u00a0", "").replace(" ", "").replace("−", "-")
    other = "." if sign == "," else ","
    if other in plain and not _THOUSANDS.match(plain.partition(sign)[0]):
        return None
    plain = plain.replace(other, "").replace(sign, ".")
    return float(plain) if _PLAIN.match(plain) else None


def span(text: str, unit: str) -> float | None:
    """A duration such as `7:30`, `7h 30min` or `45 min` in `unit` (h, min or s), None where it is none."""
    match = _COLON.match(text) or _SPAN.match(text.casefold())
    if not match or not (match[1] or match[2]):
        return None
    minutes = int(match[1] or 0) * 60 + int(match[2] or 0)
    return minutes * {"h": 1 / 60, "min": 1.0, "s": 60.0}[unit]


def clock(text: str) -> str | None:
    """`HH:MM`, None where the text is no time of day."""
    match = _CLOCK.match(text.casefold())
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[3] in {"am", "pm"}:
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def yes_or_no(text: str) -> bool | None:
    """Yes or no, None where the text is neither."""
    low = text.casefold()
    return True if low in _YES else False if low in _NO else None
