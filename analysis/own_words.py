"""Own words on their way out: made inert and short, or replaced by codes.

A person's words may hold anything: marks that turn the direction of reading, control characters, ten thousand letters.
What leaves is plain text of one line (notes keep their lines); how it is escaped is the business of each form.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from analysis.panel import PREFIX
from analysis.progress_results import Variety
from analysis.results import Insufficient
from data import schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analysis.answer_results import Ability, Agreed
    from analysis.association_results import Connection
    from analysis.progress_results import Progress
    from analysis.results import MovementAssessment
    from analysis.snapshot import Snapshot

LONGEST_NAME: Final = 60
JOINERS: Final = frozenset("\u200d\ufe0f")
"""Format characters that only join emoji and stay."""
STANDARD: Final = frozenset(schema.names("days")) | frozenset({
    "pain", "pain_tries", "pain_before",
    "activity", "activity_intensity", "activity_min", "attack_hours", "avg_hr", "body_battery",
    "energy", "expectation", "fatigue", "fear", "flare", "hrv",
    "hrv_rmssd", "hrv_sdnn", "impact", "med_taken", "mindful_min", "mood",
    "nap_h", "pace_points", "pain_morning", "pain_rest", "readiness_score", "recovery_score",
    "respiration", "resting_hr", "sitting_h", "sleep_awake_h", "sleep_deep_h", "sleep_efficiency",
    "sleep_hours", "sleep_light_h", "sleep_quality", "sleep_rating", "sleep_rem_h", "sleep_score",
    "snoring_min", "stability_score", "steps", "strain", "stress", "stress_score",
    "time_in_bed_h", "weekday", "workout_min", "workouts",
})  # fmt: skip
"""Factors whose name is the house's; every other name is somebody's own."""


def clean(words: str, longest: int = LONGEST_NAME) -> str:
    """Words without control and direction marks, in NFC, at most `longest` characters (then an ellipsis)."""
    short = _bare_of_marks(words)
    return short if len(short) <= longest else short[: longest - 1].rstrip() + "…"


def _bare_of_marks(words: str) -> str:
    """Words without control and direction marks, in NFC, one space between them; lines stay."""
    kept = "".join(one if _plain(one) else " " for one in unicodedata.normalize("NFC", words))
    lines = [" ".join(line.split()) for line in kept.split("\n")]
    return "\n".join(line for line in lines if line)


def _plain(one: str) -> bool:
    return one == "\n" or one in JOINERS or unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def of_movements(names: Sequence[str], *, coded: bool) -> dict[str, str]:
    """What each movement is called outside: its cleaned name, or M1, M2 ... in this order; never twice the same."""
    found: dict[str, str] = {}
    for number, name in enumerate(dict.fromkeys(names), start=1):
        told = f"M{number}" if coded else clean(name.replace("\n", " ")) or f"M{number}"
        while told in found.values():
            told = f"{told[: LONGEST_NAME - 6]} ({number})"
        found[name] = told
    return found


def applied(
    snapshot: Snapshot, names: Mapping[str, str], *, coded: bool, hidden: Sequence[str] = ()
) -> Snapshot:
    """The snapshot with every own name replaced, in all its parts.

    hidden: own names of parts that are off; where names are coded, question and notes say an ellipsis for them.
    """
    factors = _of_factors(snapshot, coded=coded)
    names = _with_activities(snapshot, names, coded=coded)
    told = dict.fromkeys(hidden, "…") | {_bare(name): code for name, code in factors.items()} | names
    told = {name: code for name, code in told.items() if _bare(code) != name and name not in STANDARD}
    return replace(
        snapshot,
        movements=tuple(_movement(one, names, coded=coded) for one in snapshot.movements),
        looks=tuple(replace(one, movement=_name(one.movement, names)) for one in snapshot.looks),
        connections=tuple(_connection(one, factors) for one in snapshot.connections),
        insufficient=tuple(_missing(one, {**factors, **names}) for one in snapshot.insufficient),
        progress=None if snapshot.progress is None else _progress(snapshot.progress, names, coded=coded),
        plan=tuple(_agreed(one, names, coded=coded) for one in snapshot.plan if one.movement in names),
        steps=tuple(
            replace(one, movement=names[one.movement]) for one in snapshot.steps if one.movement in names
        ),
        activities=tuple(replace(one, name=names[one.name]) for one in snapshot.activities),
        question=_unnamed(snapshot.question, told) if coded else snapshot.question,
        notes=tuple((day, _unnamed(words, told) if coded else words) for day, words in snapshot.notes),
    )


def _unnamed(words: str, told: Mapping[str, str]) -> str:
    """Own words in which known names are their codes, however they are written in capitals.

    Names are looked for in their full length: shown they are cut, but nobody cuts them in a note.
    """
    for name in sorted(told, key=len, reverse=True):
        if parts := _bare_of_marks(name).split():
            spelt = r"\s+".join(map(re.escape, parts))
            words = re.sub(rf"(?<!\w){spelt}(?!\w)", told[name], words, flags=re.IGNORECASE)
    return words


def _with_activities(snapshot: Snapshot, names: Mapping[str, str], *, coded: bool) -> dict[str, str]:
    """Names of movements and, after them, of everything else that has one: A1, A2 ... where they are coded."""
    progress = snapshot.progress
    used = [one.name for one in snapshot.activities]
    if progress is not None:
        used += [one.movement for one in progress.wins] + [one.movement for one in progress.risks]
    used += [one.movement for one in snapshot.looks]
    other = [name for name in dict.fromkeys(used) if name and name not in names]
    return {**names} | {
        name: f"A{number}" if coded else clean(name) for number, name in enumerate(other, start=1)
    }


def _name(name: str, names: Mapping[str, str]) -> str:
    return names.get(name) or clean(name)


def of_others(
    activities: Sequence[Ability], connections: Sequence[Connection | Insufficient]
) -> tuple[str, ...]:
    """Own names of activities and factors, whether their parts are on or off."""
    found = [one.name for one in activities]
    for one in connections:
        named = (one.subject, one.other) if isinstance(one, Insufficient) else (one.factor, *one.joint_with)
        found += [_bare(name) for name in named if name and _bare(name) not in STANDARD]
    return tuple(dict.fromkeys(found))


def _of_factors(snapshot: Snapshot, *, coded: bool) -> dict[str, str]:
    used = [one.factor for one in snapshot.connections]
    used += [other for one in snapshot.connections for other in one.joint_with]
    used += [name for one in snapshot.insufficient for name in (one.subject, one.other) if name]
    own = [name for name in dict.fromkeys(used) if _bare(name) not in STANDARD]
    told = {name: f"F{number}" if coded else _cleaned(name) for number, name in enumerate(own, start=1)}
    return {name: name for name in used if _bare(name) in STANDARD} | told


def _bare(name: str) -> str:
    """A factor without the mark of where it came from."""
    return next((name.removeprefix(mark) for mark in PREFIX.values() if name.startswith(mark)), name)


def _cleaned(name: str) -> str:
    bare = _bare(name)
    return name.removesuffix(bare) + clean(bare)


def _movement(one: MovementAssessment, names: Mapping[str, str], *, coded: bool) -> MovementAssessment:
    needs = None if one.needs is None else _missing(one.needs, names)
    tries = tuple(replace(each, variant="" if coded else clean(each.variant)) for each in one.tries)
    return replace(one, movement=_name(one.movement, names), needs=needs, tries=tries)


def _missing(one: Insufficient, names: Mapping[str, str]) -> Insufficient:
    subject, other = (names.get(name) or _cleaned(name) for name in (one.subject, one.other))
    return replace(one, subject=subject, other=other)


def _connection(one: Connection, factors: Mapping[str, str]) -> Connection:
    joint = tuple(factors.get(name, name) for name in one.joint_with)
    return replace(one, factor=factors.get(one.factor, one.factor), joint_with=joint)


def _progress(one: Progress, names: Mapping[str, str], *, coded: bool) -> Progress:
    wins = tuple(
        replace(each, movement=_name(each.movement, names), word=_word(each.kind, each.word, coded=coded))
        for each in one.wins
    )
    risks = tuple(replace(each, movement=_name(each.movement, names)) for each in one.risks)
    variety = one.variety
    if isinstance(variety, Variety):
        told = () if coded else tuple(clean(name) for name in variety.new_this_week)
        variety = replace(variety, new_this_week=told)
    change = one.before_after
    if isinstance(change, Insufficient):
        change = _missing(change, names)
    return replace(one, wins=wins, risks=risks, variety=variety, before_after=change)


def _word(kind: str, word: str, *, coded: bool) -> str:
    """The word of a win: a state is the house's, a variant the person's own."""
    return word if kind != "first_variant" else "" if coded else clean(word)


def _agreed(one: Agreed, names: Mapping[str, str], *, coded: bool) -> Agreed:
    return replace(one, movement=_name(one.movement, names), stop="" if coded else clean(one.stop, 200))
