"""A day across columns: one rated column for each movement or body part.

The header does not say which of the two it is, so the person is asked, with what it looks like as proposal: one
question for columns that look alike, one of its own for each where movements and body parts stand side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.ingest import headers, values
from data.ingest.meaning import RATED_UP_TO, put

if TYPE_CHECKING:
    from data.ingest.plan import Plan, Use
    from data.ingested import Answers

WIDE = ("movements", "places", "factors")
APART = ("place", "wide", "factor", "ignore")
"""What a rated column beside body parts or movements may be."""
PLACES = ("nacken", "schulter", "ruecken", "lws", "bws", "hws", "kreuz", "huefte", "knie", "kopf", "arm", "bein",
          "fuss", "hand", "becken", "ischias", "neck", "shoulder", "back", "hip", "knee", "head", "leg",
          "foot", "pelvis",
          "sciatic", "elbow", "ellbogen", "wrist", "ankle")  # fmt: skip
MANY = frozenset({"schultern", "arme", "beine", "fuesse", "haende", "shoulders", "hips", "knees", "legs", "arms",
                  "feet", "hands", "ischiasnerv", "steiss", "gesaess", "po", "lenden"})  # fmt: skip
"""Further words for a body part, as they stand alone."""
MOVES = ("heben", "buecken", "beug", "drehen", "dreh", "geh", "treppe", "sitz", "steh", "lauf", "trag", "hock", "squat",
         "lift", "bend", "twist", "walk", "stair", "sit", "stand", "run", "carry", "reach", "deadlift", "plank", "rad",
         "schwimm", "swim", "cycl", "knien", "schieb", "zieh", "push", "pull", "lunge", "strecken")  # fmt: skip
_ACHES = ("schmerzen", "schmerz", "weh", "ache", "pain")


def settle(made: Plan, answers: Answers, *, felt: bool) -> None:
    """Ask what rated columns of unknown meaning are. felt: the file has a pain column of its own."""
    found = [use for use in made.uses if rated(use)]
    if felt or made.field("movement"):
        # The pain of a body part must not go along with pain as if it were something else.
        for use in found:
            if _is_place(use.header):
                _ask_apart(made, use, "place")
        return
    answer = made.answered(answers, "wide", WIDE)
    told = any(use.table in {"wide", "places"} for use in made.uses)
    alone = not told and not any(use.table == "days" for use in made.uses)
    if answer is None and len(found) == 1 and alone:
        _only_one(made, found[0], answers)
    if any(use.table == "names" for use in made.uses):
        return
    alike = [use for use in found if _named(use)] or found
    kinds = {_kind(use) for use in alike}
    if answer is None and (told or {"wide", "place"} <= kinds):
        for use in found:
            _ask_apart(made, use, _kind(use) or "factor")
    elif len(found) > 1 or (answer and found):
        _together(made, found, alike, answer)


def _together(made: Plan, found: list[Use], alike: list[Use], answer: str | None) -> None:
    """One question for all columns that look alike; one of its own for each other one, as coffee among body parts."""
    for use in found:
        if use not in alike:
            _ask_apart(made, use, "factor")
    if answer is None:
        made.ask("wide", WIDE, ", ".join(use.header for use in alike), examples(alike), _looks_like(alike))
    for use in alike:
        if answer is None:
            use.put("", "", "asked")
        elif answer != "factors":
            put(use, "wide" if answer == "movements" else "place", "answer")


def _ask_apart(made: Plan, use: Use, proposal: str) -> None:
    made.ask(f"column:{use.header}", APART, use.header, use.samples(), proposal)
    use.put("", "", "asked")


def _only_one(made: Plan, use: Use, answers: Answers) -> None:
    """One rated column beside the date: pain, or something else?"""
    options = (use.header, "none")
    answer = made.answered(answers, "pain_column", options)
    if answer is None:
        made.ask("pain_column", options, use.header, use.samples(), use.header)
        use.put("", "", "asked")
    elif answer == use.header:
        put(use, "pain", "answer")


def rated(use: Use) -> bool:
    """Whether an unknown column holds whole or half numbers as ratings are: to 10, to 100 under the name of a body part
    or movement.
    """
    if use.table != "factors" or use.why != "number":
        return False
    numbers = [values.number(cell, values.Scale(",")) for cell in use.distinct()]
    known = [one for one in numbers if one is not None]
    top = values.HUNDRED if _named(use) else RATED_UP_TO
    return bool(known) and all(0 <= one <= top and one * 2 % 1 == 0 for one in known) and max(known) > 1


def examples(found: list[Use]) -> tuple[str, ...]:
    """The first columns with some of their cells."""
    return tuple(f"{use.header}: {', '.join(use.samples())}" for use in found[:3])


def _named(use: Use) -> bool:
    """Whether a header is that of a body part or a movement."""
    return _kind(use) is not None


def _kind(use: Use) -> str | None:
    """What a header looks like: "wide" a movement ("Kniebeuge"), "place" a body part, None neither."""
    word = headers.plain(use.header)
    if any(one in word for one in MOVES):
        return "wide"
    return "place" if any(one in word for one in PLACES) else None


def _is_place(header: str) -> bool:
    """Whether a word of a header is a body part or its ache: "Kopfschmerzen", "linkes Knie"; not "Handy"."""
    for word in headers.plain(header).split():
        bare = next((word.removesuffix(one) for one in _ACHES if word.endswith(one) and word != one), word)
        if bare in PLACES or bare in MANY:
            return True
    return False


def _looks_like(alike: list[Use]) -> str | None:
    kinds = [_kind(use) for use in alike]
    moves, places = kinds.count("wide"), kinds.count("place")
    if max(moves, places) * 2 < len(kinds):
        return None
    return "movements" if moves > places else "places"
