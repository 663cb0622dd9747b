"""The table of word stems that tell a movement's pattern from its name, German and English.

All stems are folded (`folding.fold`: bücken -> bucken). How a stem may match is part of the table, because a stem that
fires inside any word is wrong more often than right: "Abend" holds bend, "Position" and "Besitz" hold sit.

- exact: the whole word;
- start, end: how the word begins or ends (German compounds carry their meaning at the end: Rumpfdrehen);
- part: anywhere, only for stems found in no other word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.folding import fold, words

if TYPE_CHECKING:
    from analysis.movement_results import Pattern


@dataclass(frozen=True, slots=True)
class Stems:
    """The stems of one pattern."""

    pattern: Pattern
    exact: frozenset[str]
    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    part: tuple[str, ...] = ()


def _stems(pattern: Pattern, exact: str = "", start: str = "", end: str = "", part: str = "") -> Stems:
    split = [tuple(fold(one) for one in group.split()) for group in (exact, start, end, part)]
    return Stems(pattern, frozenset(split[0]), *split[1:])


TABLE: tuple[Stems, ...] = (
    _stems(
        "stairs", "stufen stufe stiege stiegen stepups stepup stepper", "stairs stairc", "stairs", "treppe"
    ),
    _stems(
        "squat",
        "squat squats squatting hocke hocken hocksitz lunge lunges wandsitz",
        "kniebeug squat",
        "kniebeuge kniebeugen squat squats hocke ausfallschritt ausfallschritte",
    ),
    _stems(
        "stand_up",
        "erheben",
        end="aufstehen hinsetzen aufsetzen aufrichten",
    ),
    _stems(
        "extend",
        "extension extensions extend extending strecken streckung cobra kobra backbend backbends superman",
        "ruckbeug uberstreck hyperextens ruckenstreck",
        "extension extensions armstrecken beinstrecken durchstrecken hochstrecken streckung ruckenbeuge",
    ),
    _stems(
        "bend",
        "bend bends bending beuge beugen beugung buck bucke buckt bucken gebuckt hinge hinges hinging situp "
        "situps crunch crunches",
        "vorbeug rumpfbeug seitbeug flexion",
        "bucken beuge beugen beugung flexion",
    ),
    _stems(
        "lift",
        "lift lifts lifting lifted hebe hebt heben hebung",
        "deadlift weightlift kreuzheb",
        "heben hebung",
    ),
    _stems(
        "twist",
        "twist twists twisting turn turns turning rotate rotates rotating rotation rotations dreh drehe drehen drehung",
        "rotation",
        "drehen drehung drehungen rotation rotationen rotations",
    ),
    _stems(
        "reach",
        "reach reaches reaching overhead uberkopf greifen greife greift hinlangen",
        "uberkopf",
        "greifen",
    ),
    _stems(
        "carry",
        "carry carries carrying carried tragen trage tragt",
        end="tragen",
    ),
    _stems(
        "push",
        "push pushes pushing pushup pushups press presse schieben schiebe drucken",
        "liegestutz",
        "schieben drucken beinpresse brustpresse benchpress legpress chestpress shoulderpress",
    ),
    _stems(
        "pull",
        "pull pulls pulling pulldown pullup pullups ziehen rudern rowing klimmzug klimmzuge",
        end="latziehen hochziehen heranziehen klimmzug klimmzuge rudern",
    ),
    _stems("run", "run runs running jog jogs jogging joggen rennen sprint sprinten dauerlauf", end="joggen"),
    _stems(
        "walk",
        "gehen gehe walk walks walking hike hikes hiking wandern wanderung laufen gassi",
        "nordicwalk",
        "spazierengehen bergaufgehen bergabgehen zehengang fersengang hochgehen runtergehen ruckwartsgehen "
        "vorwartsgehen seitwartsgehen rausgehen",
        "spazier",
    ),
    _stems("sit", "sit sits sitting seated sitze sitzen sitz", end="sitzen sitz"),
    _stems("stand", "stand stands standing stehen stehe", end="rumstehen stillstehen"),
    _stems(
        "lie",
        "lie lies lying liegen liege schlafen ruckenlage bauchlage seitenlage seitlage",
        end="rumliegen",
    ),
)
"""In order of precedence for one word: Kniebeuge is a squat before it is a bend."""

POSTURES: frozenset[Pattern] = frozenset({"walk", "sit", "stand", "lie"})
"""Often only how another movement is done ("Drehen im Sitzen"); they count where nothing else was found."""

_NOT = (
    "übertragen vertragen betragen eintragen beitragen auftragen austragen antragen nachtragen vortragen besitz "
    "besitzen ersitzen begreifen eingreifen angreifen ausdrucken beheben abheben rolltreppe rolltreppen "
    "verschieben aufschieben"
)
NOT = frozenset(words(fold(_NOT)))
"""Words that end like a stem and mean something else."""

PHRASES: tuple[tuple[Pattern, tuple[str, ...]], ...] = (
    ("unknown", ("lift", "fahren")),
    ("unknown", ("lange", "strecken")),
    ("unknown", ("langere", "strecken")),
    ("unknown", ("weite", "strecken")),
    ("unknown", ("kurze", "strecken")),
    ("stand_up", ("sit", "to", "stand")),
    ("stand_up", ("sitting", "to", "standing")),
    ("stand_up", ("stand", "to", "sit")),
    ("stand_up", ("sit", "stand")),
    ("stand_up", ("vom", "sitzen", "zum", "stehen")),
    ("stand_up", ("stand", "up")),
    ("stand_up", ("standing", "up")),
    ("stand_up", ("stands", "up")),
    ("stand_up", ("get", "up")),
    ("stand_up", ("getting", "up")),
    ("stand_up", ("steht", "auf")),
    ("stand_up", ("stehe", "auf")),
    ("stand_up", ("sit", "down")),
    ("stand_up", ("sitting", "down")),
    ("bend", ("sit", "up")),
    ("bend", ("sit", "ups")),
    ("lift", ("pick", "up")),
    ("lift", ("picking", "up")),
    ("lift", ("dead", "lift")),
    ("lift", ("kreuz", "heben")),
    ("squat", ("knie", "beuge")),
    ("squat", ("knie", "beugen")),
    ("squat", ("in", "die", "knie", "gehen")),
    ("squat", ("in", "die", "hocke", "gehen")),
    ("squat", ("wall", "sit")),
    ("stairs", ("step", "up")),
    ("stairs", ("step", "ups")),
    ("push", ("push", "up")),
    ("push", ("push", "ups")),
    ("pull", ("pull", "up")),
    ("pull", ("pull", "ups")),
    ("carry", ("farmer", "walk")),
    ("carry", ("farmers", "walk")),
    ("carry", ("farmer", "s", "walk")),
    ("carry", ("loaded", "walk")),
    ("extend", ("back", "bend")),
    ("extend", ("back", "bends")),
    ("extend", ("back", "bending")),
)
"""Words that mean a pattern only together; they are taken out before single words are looked at. `unknown`
only takes out: the German Lift is a way not to climb stairs, Strecken are also distances."""

FAMILIES: dict[str, tuple[Pattern, ...]] = {
    "hinge": ("bend", "lift"),
    "bend": ("bend", "lift"),
    "lift": ("lift",),
    "squat": ("squat", "stand_up"),
    "rotation": ("twist",),
    "twist": ("twist",),
    "extension": ("extend",),
    "flexion": ("bend",),
    "carry": ("carry",),
    "gait": ("walk", "stairs", "run"),
    "walk": ("walk", "stairs", "run"),
    "stairs": ("stairs",),
    "reach": ("reach",),
    "push": ("push",),
    "pull": ("pull",),
    "sit": ("sit",),
}
"""Patterns a family of the schema allows, its usual one first; the name may pick another of these, no other."""
