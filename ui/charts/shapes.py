"""Which shape stands for which way of doing a movement: the frequent ways have their own, the rest share one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.results import Try
    from ui.text import Text

SHAPES: Final = {"circle": "●", "square": "■", "diamond": "◆", "triangle-up": "▲"}
"""Plotly's name and the same shape as a character of the key, in the order they are given out."""
OTHER: Final = ("triangle-down", "▼")
CODES: Final = (
    "slow",
    "normal",
    "fast",
    "stable",
    "soft",
    "unstable",
    "lying",
    "all_fours",
    "sitting",
    "standing",
    "walking",
)
JOINED: Final = " · "


def of(tries: Sequence[Try]) -> dict[str, str]:
    """Variant -> Plotly shape, the most frequent first; one entry where the variant never changes."""
    counted = Counter(one.variant for one in tries)
    ordered = sorted(counted, key=lambda name: (-counted[name], name))
    shapes = list(SHAPES) if len(ordered) <= len(SHAPES) else list(SHAPES)[:-1]
    return {name: shapes[at] if at < len(shapes) else OTHER[0] for at, name in enumerate(ordered)}


def key(tries: Sequence[Try], text: Text) -> list[str]:
    """One entry per shape, as "■ langsam, weich"; empty where there is only one way."""
    shapes = of(tries)
    if len(shapes) < 2:
        return []
    always = set.intersection(*(set(name.split(JOINED)) for name in shapes))
    own = [
        f"{SHAPES[shape]} {words(_without(name, always), text)}"
        for name, shape in shapes.items()
        if shape != OTHER[0]
    ]
    return [*own, f"{OTHER[1]} {text('movements.variant.other')}"] if OTHER[0] in shapes.values() else own


def _without(variant: str, always: set[str]) -> str:
    """A variant without what all have in common; all of it where nothing else is left."""
    return JOINED.join(part for part in variant.split(JOINED) if part not in always) or variant


def words(variant: str, text: Text) -> str:
    """A variant in the person's language; own words stay as they are."""
    parts = [
        text(f"movements.variant.{one}") if one in CODES else one for one in variant.split(JOINED) if one
    ]
    return ", ".join(parts) or text("movements.variant.none")
