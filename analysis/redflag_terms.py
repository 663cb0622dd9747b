"""Words in a note that are a reason to ask about warning signs, in German and English. Never a diagnosis.

Each part of a sentence is read for itself, without case, umlauts and accents. Idioms and compounds that mean something
else are taken out first. A plain "no fever" is no hit. Where a "not" stands farther away, or something makes the "no"
less than plain ("keine Taubheit mehr", "nicht nur"), the hit is doubtful, and a doubtful hit asks as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from analysis.folding import fold
from analysis.redflag_idioms import IDIOMS
from analysis.redflag_now import NOW
from analysis.redflag_soon import SOON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.redflag_phrases import Term


@dataclass(frozen=True, slots=True)
class Hit:
    """key: the question it belongs to. found: the words as they stand, folded. doubtful: a "not" is near, or vague."""

    key: str
    found: str
    doubtful: bool


_DENIALS: Final = """
kein keine keinen keiner keinem keinerlei nicht ohne nie niemals weder nein no not without never none neither nor don
doesn didn isn wasn haven hasn dont doesnt didnt isnt wasnt havent hasnt nich nimmer net ned nix koa koan
"""
_SMALL_WORDS: Final = """
t ich i habe hatte hab have had has any a neue neuen neues new starke starken starkes echte echtes im in am den das die
der the my mein meine oder und or and noch nor sign signs of zeichen von spur
"""
_NOT: Final = frozenset(fold(_DENIALS).split())
_AFTER: Final = frozenset({"nein", "no", "none", "keine", "keins", "negativ", "negative"})
"""Said right after the word, as in a list: "Taubheit: nein"."""
_LIST: Final = frozenset({",", "und", "oder", "and", "or"})
_BRIDGE: Final = frozenset(fold(_SMALL_WORDS).split())
"""What may stand between the "no" and the word without making it less plain."""
_SOFT: Final = re.compile(
    r"\b(mehr|nur|sicher|kaum|weniger|ganz|immer|wirklich|anymore|longer|only|just|sure|less|yet|quite|really)\b"
)
_STOP: Final = re.compile(r"[.;!?\n()]+")
_BREAK: Final = re.compile(rf"{_STOP.pattern}|\b(?:aber|doch|sondern|but|however|though)\b")
_TERMS: Final = (*NOW, *SOON)
_DECIMAL: Final = re.compile(r"(?<=\d)\.(?=\d)")
"""Ends no sentence: 38.9 reads as 38,9."""
_NO_WORD: Final = re.compile(r"[^\w,]+")
_IDIOM: Final = re.compile(rf" (?:{'|'.join(IDIOMS)})(?= |$)")


@lru_cache(maxsize=4096)
def detect(note: str) -> tuple[Hit, ...]:
    """The signs a note names, one hit each, in the order they stand in the table; () for none."""
    found: dict[str, Hit] = {}
    parts, sentences = _parts(note, _BREAK), _parts(note, _STOP)
    for term in _TERMS:
        for part in sentences if term.whole else parts:
            hit = _read(term, part)
            if hit and (hit.key not in found or found[hit.key].doubtful):
                found[hit.key] = hit
    return tuple(found.values())


def _parts(note: str, ends: re.Pattern[str]) -> list[str]:
    """The parts of a folded note with idioms taken out; a space stands before every word, and a comma is a word."""
    spoken = (
        " ".join(_NO_WORD.sub(" ", one).replace(",", " , ").split())
        for one in ends.split(_DECIMAL.sub(",", fold(note)))
    )
    return [_IDIOM.sub(" …", f" {one}") for one in spoken if one]


def _read(term: Term, part: str) -> Hit | None:
    """What a term finds in a part, a sure hit before a doubtful one; None where it is not named or plainly denied."""
    if not all(_stands(one, part) for one in (term.beside, term.also) if one):
        return None
    doubtful = None
    for match in _whole_words(term.pattern).finditer(part):
        doubt = _doubt(part, match.start(), match.end(), says_not=term.says_not)
        if doubt is None:
            continue
        hit = Hit(term.key, match.group().strip(), doubtful=doubt or term.vague)
        if not hit.doubtful:
            return hit
        doubtful = hit
    return doubtful


@cache
def _whole_words(pattern: str) -> re.Pattern[str]:
    """The pattern as whole words; the space before it lets the search jump from word to word."""
    return re.compile(rf" (?:{pattern})(?= |$)")


@cache
def _any() -> re.Pattern[str]:
    """Any sign; compiled only when a denial is read."""
    return re.compile("|".join(rf"(?:{one.pattern})" for one in _TERMS))


@lru_cache(maxsize=512)
def _stands(beside: str, part: str) -> bool:
    """Whether a pattern that several terms share stands in a part."""
    return bool(_whole_words(beside).search(part))


def _doubt(part: str, start: int, end: int, *, says_not: bool) -> bool | None:
    """Whether a word is named with doubt; None where it is plainly denied."""
    if says_not:
        return False
    before, after = part[:start].split(), part[end:].split()
    said_after = bool(after) and after[0] in _AFTER
    if not said_after and not _NOT.intersection(before + after):
        return False
    plain = _denied_before(before) or said_after
    # Every sign of a list has its own "no"; two in one stretch ("not without") take each other back.
    near = _stretch(reversed(before)) + _stretch(after)
    return None if plain and sum(one in _NOT for one in near) <= 1 and not _SOFT.search(part) else True


def _stretch(said: Iterable[str]) -> list[str]:
    """The words up to the next comma or "and"."""
    return list(takewhile(lambda one: one not in _LIST, said))


def _denied_before(before: list[str]) -> bool:
    """Whether a "no" stands before the word with nothing between but small words and other signs."""
    for one in reversed(before):
        if one in _NOT:
            return True
        if one not in _BRIDGE and not _any().fullmatch(one):
            return False
    return False
