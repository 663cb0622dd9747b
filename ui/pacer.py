"""Breathing and letting go before a session: a timer drawn in the browser, with nothing fetched and no sound.

Science note 5.4: offered, never required, and no more is said of it than that it may help to begin more calmly.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.text import Text

_ASSETS: Final = Path(__file__).parent / "assets"
_HTML: Final = """
<div class="pacer"><div class="stage"><div class="ring" data-part="ring"></div><div class="words">
<p class="phase" data-part="phase" role="status"></p><p class="count" data-part="count" aria-hidden="true"></p>
</div></div>
<p class="round" data-part="round"></p><button type="button" data-part="button"></button></div>
"""
BREATHING: Final = {
    "calm": (10, (("in", 5, 1.0), ("hold", 1, 1.0), ("out", 7, 0.45))),
    "478": (4, (("in", 4, 1.0), ("hold", 7, 1.0), ("out", 8, 0.45))),
}
"""Kind -> rounds, and of one round each step: what to do, seconds, size of the circle."""
MUSCLES: Final = ("hands", "arms", "shoulders", "face", "belly", "seat", "thighs", "feet")
TENSE_S: Final = 5
RELEASE_S: Final = 15
KINDS: Final = (*BREATHING, "muscles")


def steps(kind: str, text: Text) -> tuple[int, list[dict[str, Any]]]:
    """Rounds, and the steps of one: words, seconds, size."""
    if kind in BREATHING:
        rounds, parts = BREATHING[kind]
        return rounds, [
            {"words": text(f"session.pacer.{name}"), "seconds": seconds, "size": size}
            for name, seconds, size in parts
        ]
    found: list[dict[str, Any]] = []
    for muscle in MUSCLES:
        place = text(f"session.pacer.muscle.{muscle}")
        tense, release = (text(f"session.pacer.{one}", muscle=place) for one in ("tense", "release"))
        found += [
            {"words": tense, "seconds": TENSE_S, "size": 0.7},
            {"words": release, "seconds": RELEASE_S, "size": 1.0},
        ]
    return 1, found


def minutes(kind: str, text: Text) -> str:
    """How long it takes, in words."""
    rounds, parts = steps(kind, text)
    seconds = rounds * sum(int(one["seconds"]) for one in parts)
    return text("session.pacer.minutes", value=text.amount(round(2 * seconds / 60) / 2))


def show(kind: str, text: Text, done: Callable[[], None]) -> None:
    """The timer; `done` is called when it has run to its end."""
    rounds, parts = steps(kind, text)
    _component()(
        key=f"pacer-{kind}",
        data={
            "kind": kind,
            "rounds": rounds,
            "steps": parts,
            "ready": text("session.pacer.ready"),
            "about": minutes(kind, text),
            "start": text("session.pacer.start"),
            "stop": text("session.pacer.stop"),
            "finished": text("session.pacer.finished"),
            "progress": text("session.pacer.round", rounds=rounds) if rounds > 1 else "",
        },
        on_done_change=done,
    )


@cache
def _component() -> Any:  # noqa: ANN401 - Streamlit's mounting command
    css, js = ((_ASSETS / f"pacer.{ending}").read_text(encoding="utf-8") for ending in ("css", "js"))
    return st.components.v2.component("pain_memory_pacer", html=_HTML, css=css, js=js)
