"""What the person decided about movements: which names are one, what kind a movement is, own words for it.

Kept as settings of the diary, so a decision is part of every cache key; each can be taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from data.home import has_diary, home
from data.names import MERGED, chosen
from ui import loaders

if TYPE_CHECKING:
    from collections.abc import Sequence

APART: Final = "apart"
"""Setting: pairs of names that are two movements."""
PATTERNS: Final = "patterns"
"""Setting: movement -> the kind the person chose."""
TAGS: Final = "tags"
"""Setting: movement -> own words for it."""


def _setting(name: str, kind: type) -> Any:  # noqa: ANN401 - what the setting holds
    found = loaders.store().settings().get(name) if has_diary(home()) else None
    return found if isinstance(found, kind) else kind()


def merged() -> dict[str, str]:
    """Names that are read as another one, and that one."""
    return chosen(loaders.store().settings()) if has_diary(home()) else {}


def merge(drop: str, keep: str) -> None:
    """Read `drop` as `keep` from now on, for all of the history."""
    loaders.store().set(MERGED, merged() | {drop: keep})


def rename(old: str, new: str) -> None:
    """Read all of the history of `old` as `new`; a name that was renamed before may come back."""
    others = {name: kept for name, kept in merged().items() if name != new}
    loaders.store().set(MERGED, others | {old: new})


def split(drop: str) -> None:
    """Read a name as itself again."""
    loaders.store().set(MERGED, {name: keep for name, keep in merged().items() if name != drop})


def apart() -> set[frozenset[str]]:
    """Pairs that the person keeps apart."""
    return {frozenset(map(str, pair)) for pair in _setting(APART, list) if isinstance(pair, list)}


def keep_apart(first: str, second: str) -> None:
    """Do not ask about this pair again."""
    _set_apart(apart() | {frozenset((first, second))})


def ask_again(first: str, second: str) -> None:
    """Ask about this pair again."""
    _set_apart(apart() - {frozenset((first, second))})


def _set_apart(pairs: set[frozenset[str]]) -> None:
    loaders.store().set(APART, sorted(sorted(pair) for pair in pairs))


def patterns() -> dict[str, str]:
    """The kind of each movement the person has chosen one for."""
    return {str(name): str(kind) for name, kind in _setting(PATTERNS, dict).items()}


def set_pattern(movement: str, kind: str | None) -> None:
    """Choose the kind of a movement; None leaves it to its name again."""
    others = {name: one for name, one in patterns().items() if name != movement}
    loaders.store().set(PATTERNS, others | ({movement: kind} if kind else {}))


def tags() -> dict[str, list[str]]:
    """The person's own words for each movement."""
    return {str(name): [str(one) for one in words] for name, words in _setting(TAGS, dict).items()}


def set_tags(movement: str, words: Sequence[str]) -> None:
    """Own words for a movement; none takes them away. Blank and repeated ones are dropped."""
    clean = list(dict.fromkeys(one.strip() for one in words if one.strip()))
    others = {name: held for name, held in tags().items() if name != movement}
    loaders.store().set(TAGS, others | ({movement: clean} if clean else {}))
