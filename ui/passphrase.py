"""Passphrases: five words drawn at random, or the person's own with an honest guess at how long it would hold.

Guessing happens offline, as often as somebody likes: a lock cannot count tries. `TRIES` is what a determined attacker
with many graphics cards does against this lock's 600 000 rounds, taken high rather than low.
"""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

WORDS: Final = 5
TRIES: Final = 1e6
"""Guesses per second."""
YEAR: Final = 365.25 * 24 * 3600
WEAK_YEARS, GOOD_YEARS = 1.0, 1000.0
LONGEST_JUDGED: Final = 72
"""The estimate looks at no more letters than this; more never make it weaker."""
_FOLDER: Final = Path(__file__).parent / "assets" / "words"


@dataclass(frozen=True, slots=True)
class Strength:
    """How a passphrase would hold. years: until half of all guesses are through, on average; grade: in one word."""

    years: float
    grade: Literal["weak", "fair", "good"]


@lru_cache(maxsize=2)
def words(lang: str) -> tuple[str, ...]:
    """The list of one language, about 7 800 words, each once."""
    return tuple((_FOLDER / f"{lang}.txt").read_text(encoding="utf-8").split())


def drawn(lang: str) -> str:
    """Five words, each drawn by the operating system's random numbers: about 64 bits."""
    return " ".join(secrets.choice(words(lang)) for _ in range(WORDS))


def of_drawn(lang: str) -> Strength:
    """The strength of `drawn`, known from how it was made: the attacker knows the list and the number of words."""
    return _strength(WORDS * math.log10(len(words(lang))))


def of_own(passphrase: str) -> Strength:
    """An estimate for somebody's own words by zxcvbn, which knows common passwords, names, dates and keyboard runs.

    Our German words stand in for the dictionary zxcvbn lacks. It is an estimate: it does not know who knows you.
    """
    from zxcvbn import zxcvbn

    judged = passphrase[:LONGEST_JUDGED]
    if not judged:
        return _strength(0.0)
    found = zxcvbn(judged, user_inputs=list(words("de")), max_length=LONGEST_JUDGED)
    return _strength(float(found["guesses_log10"]))


def _strength(log_guesses: float) -> Strength:
    years = 10**log_guesses / 2 / TRIES / YEAR
    return Strength(years, "weak" if years < WEAK_YEARS else "fair" if years < GOOD_YEARS else "good")
