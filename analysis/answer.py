"""A trainer's answer: read from its file, held against what is agreed, and taken over one thing at a time.

An answer file is JSON with `format` "pain-memory-answer" and `version` 1:

    {"format": "pain-memory-answer", "version": 1, "snapshot": "<id of the page>", "written_on": "2026-04-01",
     "sender": "...", "message": "...",
     "movements": [{"movement": "...", "sets": 3, "reps": 8, "weight_kg": 20, "duration_min": 5,
                    "distance_m": 100, "limit": 4, "stop": "..."}]}

It is somebody else's file: every value is checked against `PARTS`, every word is cleaned, nothing in it is ever run,
and nothing is taken over unasked.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from analysis.answer_results import Advice, Agreed, Answer, Proposal
from analysis.own_words import clean
from analysis.results import Dose, jsonable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FORMAT: Final = "pain-memory-answer"
VERSION: Final = 1
LARGEST: Final = 200_000
"""Bytes; a real answer has a few thousand."""
MOST_MOVEMENTS: Final = 200
LONGEST_STOP, LONGEST_MESSAGE, LONGEST_SENDER = 200, 2000, 60
PARTS: Final = {
    "sets": 99,
    "reps": 999,
    "weight_kg": 500,
    "duration_min": 600,
    "distance_m": 99_999,
    "limit": 10,
}
"""Numbers an answer may hold for a movement, with the largest that is taken; all are at least 0."""


class NotAnAnswer(Exception):
    """Why a file is no answer that can be used.

    code: `large`, `foreign` (not an answer file), `newer` (of a later version), `damaged`, `empty`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse(content: bytes) -> Answer:
    """Read an answer file. Raises NotAnAnswer."""
    if len(content) > LARGEST:
        raise NotAnAnswer("large")
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        code = "damaged" if FORMAT.encode() in content else "foreign"
        raise NotAnAnswer(code) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise NotAnAnswer("foreign")
    version = found.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise NotAnAnswer("damaged")
    if version > VERSION:
        raise NotAnAnswer("newer")
    answer = _answer(found)
    if not answer.advice and not answer.message:
        raise NotAnAnswer("empty")
    return answer


def _answer(found: Mapping[str, Any]) -> Answer:
    movements = found.get("movements", [])
    if not isinstance(movements, list) or len(movements) > MOST_MOVEMENTS:
        raise NotAnAnswer("damaged")
    advice = [_advice(one) for one in movements]
    names = [one.movement for one in advice]
    if len(set(names)) != len(names):
        raise NotAnAnswer("damaged")
    try:
        written = date.fromisoformat(_words(found, "written_on", 10))
    except ValueError as error:
        raise NotAnAnswer("damaged") from error
    return Answer(
        snapshot=_words(found, "snapshot", 64),
        written_on=written,
        sender=_words(found, "sender", LONGEST_SENDER),
        message=_words(found, "message", LONGEST_MESSAGE),
        advice=tuple(one for one in advice if one != Advice(one.movement)),
    )


def _advice(found: Any) -> Advice:  # noqa: ANN401 - anything may stand in a file
    if not isinstance(found, dict):
        raise NotAnAnswer("damaged")
    name = _words(found, "movement", 60)
    if not name:
        raise NotAnAnswer("damaged")
    numbers = {part: _number(found, part) for part in PARTS}
    limit, minutes = numbers.pop("limit"), numbers.pop("duration_min")
    seconds = None if minutes is None else 60 * minutes
    known = any(value is not None for value in (*numbers.values(), seconds))
    dose = Dose(None, duration_s=seconds, **numbers) if known else None
    return Advice(name, dose, limit, _words(found, "stop", LONGEST_STOP))


def _number(found: Mapping[str, Any], part: str) -> float | None:
    value = found.get(part)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotAnAnswer("damaged")
    if not 0 <= value <= PARTS[part] or (value == 0 and part != "limit"):  # neither holds for NaN
        raise NotAnAnswer("damaged")
    return float(value)


def _words(found: Mapping[str, Any], name: str, longest: int) -> str:
    value = found.get(name, "")
    if not isinstance(value, str):
        raise NotAnAnswer("damaged")
    return clean(value, longest)


# ------------------------------------------------------------------ held against what is agreed


def proposals(
    answer: Answer, agreed: Sequence[Agreed], names: Mapping[str, str], movements: Iterable[str]
) -> tuple[Proposal, ...]:
    """Everything an answer proposes, one by one, beside what is agreed now.

    names: what a movement was called on the page -> its name in the diary. movements: names in the diary.
    """
    known, now = set(movements), {one.movement: one for one in agreed}
    found = []
    for one in answer.advice:
        name = names.get(one.movement, one.movement)
        have = now.get(name, Agreed(name))
        if one.dose is not None:
            found.append(_proposal(name, "dose", one.dose, have.dose, known))
        if one.limit is not None:
            found.append(_proposal(name, "limit", one.limit, have.limit, known))
        if one.stop:
            found.append(_proposal(name, "stop", one.stop, have.stop, known))
    return tuple(found)


def _proposal(name: str, part: Any, value: Any, now: Any, known: set[str]) -> Proposal:  # noqa: ANN401 - one of three
    return Proposal(name, part, value, now, name in known, value == now)


def accepted(agreed: Sequence[Agreed], one: Proposal, day: date) -> tuple[Agreed, ...]:
    """What is agreed once a proposal is taken over. Raises ValueError for a movement the diary does not have."""
    if not one.known:
        raise ValueError(one.movement)
    now = {each.movement: each for each in agreed}
    have = now.get(one.movement, Agreed(one.movement))
    changes: dict[str, Any] = {one.part: one.value, "since": day}
    return tuple({**now, one.movement: replace(have, **changes)}.values())


def stored(agreed: Sequence[Agreed]) -> list[dict[str, Any]]:
    """What is agreed as plain JSON types."""
    plain: list[dict[str, Any]] = jsonable(list(agreed))
    return plain


def restored(found: object) -> tuple[Agreed, ...]:
    """The other way round; what cannot be read is left out."""
    out = []
    for one in found if isinstance(found, list) else []:
        try:
            since = one.get("since")
            dose = one.get("dose")
            out.append(
                Agreed(
                    str(one["movement"]),
                    None if dose is None else Dose(**dose),
                    one.get("limit"),
                    str(one.get("stop", "")),
                    None if since is None else date.fromisoformat(since),
                )
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
    return tuple(out)
