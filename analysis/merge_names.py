"""Names of movements that look like one and the same: proposals for a person to accept, never done unasked.

Fast for thousands of names: equal keys are found by grouping, one wrong letter by sharing a key with one letter taken
out (every pair one edit or one swap apart does), so no two names are compared without need. Names never go together
that differ by a number, a single letter, a side, a direction or "with"/"without", or in an opposite prefix (anheben,
abheben).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from analysis.folding import fold, plain, words
from analysis.movement_results import Merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LETTERS = 6
WORD = 4
"""Least letters of the name, and of the word with the wrong letter, before one edit is taken for a typo."""
FIRST_LETTER = 8
"""A typo in the first letter is rare (Laufen, Kaufen): only proposed in words as long as this (own choice)."""
ENDINGS = ("en", "es", "n", "e", "s")
STEM = 3
GUARDS = {
    fold(word): kind
    for kind, group in {
        "left": "links linke linker linkes linken li l left lefts",
        "right": "rechts rechte rechter rechtes rechten re r right",
        "up": "auf hoch rauf hinauf herauf aufwärts oben oberer obere up ups upper upward upwards above",
        "down": "ab runter hinab hinunter herab herunter abwärts unten unterer untere down lower downward "
        "downwards below",
        "with": "mit with",
        "without": "ohne without",
        "front": "vor vorn vorne vorwärts front forward forwards",
        "back": "zurück hinten rückwärts back backward backwards",
        "in": "innen einwärts inner inward",
        "out": "außen auswärts outer outward",
        "one": "ein eine einem einen eins einbeinig einarmig one single",
        "two": "zwei beide beiden beidbeinig beidarmig two both double",
        "no": "nicht kein keine no not",
    }.items()
    for word in group.split()
}
_PREFIXES = words(fold("an ab ad auf aus ein um zu vor hin her über unter hoch rauf runter rein raus"))
PREFIXES = tuple(sorted(_PREFIXES, key=len, reverse=True))


@dataclass(frozen=True)
class _Name:
    """One name as the rules see it."""

    text: str
    tries: int

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        return words(fold(self.text))

    @cached_property
    def joined(self) -> str:
        return "".join(self.tokens)

    @cached_property
    def spaced(self) -> str:
        return " ".join(self.tokens)

    @cached_property
    def stem(self) -> str:
        return "".join(_singular(one) for one in self.tokens)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        return tuple(one for one in self.tokens if one[0].isdigit())

    @cached_property
    def guard(self) -> tuple[str, ...]:
        """What has to be equal in both names: numbers, single letters, sides, directions, with and without."""
        kept = (GUARDS.get(one) or (one if one[0].isdigit() or len(one) == 1 else "") for one in self.tokens)
        return tuple(sorted(one for one in kept if one))


def propose(names: Mapping[str, int] | Iterable[str]) -> tuple[Merge, ...]:
    """Pairs of names that are likely one movement, most used first; each name is dropped at most once.

    names: name -> number of tries, or just the names. `keep` is the one used more often, the first by alphabet
    among equals. Names without a letter or digit are left alone.
    """
    counts = dict(names) if hasattr(names, "keys") else dict.fromkeys(names, 0)  # type: ignore[arg-type]
    pool = [_Name(text, int(tries)) for text, tries in counts.items()]
    pool = sorted((one for one in pool if one.tokens), key=lambda one: (-one.tries, one.text))
    found: list[Merge] = []
    pool = _grouped(pool, "joined", "numbers", found)
    pool = _grouped(pool, "stem", "guard", found)
    _typos(pool, found)
    return tuple(sorted(found, key=lambda one: (-one.keep_tries - one.drop_tries, one.keep, one.drop)))


def _grouped(
    pool: Sequence[_Name],
    key: Literal["joined", "stem"],
    guard: Literal["numbers", "guard"],
    found: list[Merge],
) -> list[_Name]:
    """Propose the names that share key and guard with a more used one; the names that are left."""
    first: dict[tuple[str, tuple[str, ...]], _Name] = {}
    for one in pool:
        kept = first.setdefault((getattr(one, key), getattr(one, guard)), one)
        if kept is not one:
            reason = _same_letters(kept, one) if key == "joined" else "plural"
            found.append(Merge(kept.text, one.text, reason, kept.tries, one.tries))
    return list(first.values())


def _same_letters(a: _Name, b: _Name) -> Literal["case", "punctuation", "umlaut"]:
    if plain(a.text).strip() == plain(b.text).strip():
        return "case"
    bare = (plain(one.text) for one in (a, b))
    return "punctuation" if len({"".join(words(one)) for one in bare}) == 1 else "umlaut"


def _typos(pool: Sequence[_Name], found: list[Merge]) -> None:
    """Propose names one edit or one swap from a more used one."""
    near: dict[tuple[str, tuple[str, ...]], list[_Name]] = defaultdict(list)
    for one in pool:
        if len(one.joined) < LETTERS:
            continue
        hits: dict[str, _Name] = {}
        for key in _keys(one.spaced):
            bucket = near[key, one.guard]
            hits.update((other.text, other) for other in bucket)
            bucket.append(one)
        reasons = ((other, _reason(other, one)) for other in hits.values())
        match = min(((-o.tries, o.text, o, r) for o, r in reasons if r), default=None, key=lambda m: m[:2])
        if match:
            _, _, kept, reason = match
            found.append(Merge(kept.text, one.text, reason, kept.tries, one.tries))


def _keys(text: str) -> set[str]:
    """The text and everything it becomes with one letter taken out."""
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}


def _reason(a: _Name, b: _Name) -> Literal["swapped", "one_edit"] | None:
    """How the only differing word of two names differs, None where it is more than a typo or another movement."""
    if len(a.tokens) != len(b.tokens):
        return None
    differing = [pair for pair in zip(a.tokens, b.tokens, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1:
        return None
    left, right = differing[0]
    kind = _edit(left, right)
    if kind is None or min(len(left), len(right)) < WORD or _opposed(left, right):
        return None
    return kind


def _opposed(left: str, right: str) -> bool:
    """Whether two words one edit apart are known to mean different things."""
    if left[0] != right[0] and min(len(left), len(right)) < FIRST_LETTER:
        return not _swapped(left, right)
    short, long = sorted((left, right), key=len)
    if long in (f"a{short}", f"un{short}"):
        return True
    before, after = _prefix(left), _prefix(right)
    return bool(before and after and before != after)


def _prefix(word: str) -> str:
    return next((one for one in PREFIXES if word.startswith(one)), "")


def _edit(left: str, right: str) -> Literal["swapped", "one_edit"] | None:
    """`swapped` for two neighbouring letters, `one_edit` for one letter more, less or other, else None."""
    if abs(len(left) - len(right)) > 1:
        return None
    at = next(
        (n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
    rest, other = left[at:], right[at:]
    if _swapped(left, right):
        return "swapped"
    if rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]:
        return "one_edit"
    return None


def _swapped(left: str, right: str) -> bool:
    at = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), len(left))
    return (
        len(left) == len(right)
        and left[at : at + 2] == right[at : at + 2][::-1]
        and left[at + 2 :] == right[at + 2 :]
    )


def _singular(word: str) -> str:
    """A word without the ending of a German or English plural."""
    if word.endswith("ss"):
        return word
    if word == "ups":
        return "up"
    ending = next((one for one in ENDINGS if word.endswith(one) and len(word) - len(one) >= STEM), "")
    return word.removesuffix(ending) if ending else word
