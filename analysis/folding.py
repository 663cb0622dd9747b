"""Names as the matching rules see them: no case, no umlauts, no accents, cut into words and numbers."""

from __future__ import annotations

import re
import unicodedata

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SPELLED = (("ae", "a"), ("oe", "o"), ("ue", "u"))
"""Written-out umlauts become the plain vowel, as the umlauts themselves do: buecken, bücken, bucken are one."""


def plain(text: str) -> str:
    """Casefolded, compatibility forms unified, umlauts and accents kept, ß as ss."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def fold(text: str) -> str:
    """`plain` without umlauts, in either spelling, and without accents."""
    bare = plain(text)
    if not bare.isascii():
        bare = "".join(one for one in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(one))
    for spelled, short in _SPELLED:
        bare = bare.replace(spelled, short)
    return bare


def words(folded: str) -> tuple[str, ...]:
    """Runs of letters and numbers in order; a decimal comma reads as a point, so "2,5" is no "25"."""
    return tuple(one.replace(",", ".") for one in _TOKEN.findall(folded))
