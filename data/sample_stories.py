"""The eight movements of the sample diary, each with the story a correct analysis has to tell again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Story:
    """One movement. level: (day, pain at the first load on an average day), straight lines in between.

    dose/end: first and last dose, growing geometrically from day `grows_from`; with `light_days` every third
    try goes back to the first. every/phase: which training sessions. pause: days without it. trust: share of
    each surprise the expectation takes over. expects: expectation at the start.
    """

    de: str
    en: str
    state: str
    family: str
    level: tuple[tuple[int, float], ...]
    dose: dict[str, float]
    every: int
    phase: int = 0
    end: dict[str, float] = field(default_factory=dict)
    grows_from: int = 0
    pause: range = range(0)
    only: tuple[int, ...] = ()
    trust: float = 0.35
    expects: float = 6.0
    position: str = "standing"
    variants: tuple[tuple[str, str], ...] = (("normal", "stable"),)
    light_days: bool = False


STORIES: Final = (
    Story(
        "Einkauf tragen",
        "Carrying shopping",
        "relapsing",
        "carry",
        ((0, 5.0), (50, 2.0), (76, 1.6), (92, 2.2), (111, 5.6)),
        {"weight_kg": 5.0},
        2,
        end={"weight_kg": 6.0},
        pause=range(77, 92),
        position="walking",
    ),
    Story(
        "Kreuzheben",
        "Deadlift",
        "learning",
        "hinge",
        ((0, 6.8), (68, 6.2), (111, 2.9)),
        {"sets": 3, "reps": 8, "weight_kg": 10.0},
        2,
        1,
        end={"weight_kg": 20.0},
        expects=8.0,
    ),
    Story(
        "Drehen im Sitzen",
        "Seated rotation",
        "learning",
        "rotation",
        ((0, 4.8), (74, 4.8), (111, 2.1)),
        {"sets": 2, "reps": 6},
        1,
        end={"reps": 18},
        grows_from=74,
        position="sitting",
        light_days=True,
    ),
    Story(
        "Bücken",
        "Bending down",
        "safe",
        "hinge",
        ((0, 5.4), (60, 2.4), (111, 0.7)),
        {"sets": 1, "reps": 8},
        2,
        end={"reps": 12},
        trust=0.5,
    ),
    Story(
        "Treppensteigen",
        "Climbing stairs",
        "safe",
        "gait",
        ((0, 2.2), (111, 1.2)),
        {"duration_s": 120},
        2,
        1,
        trust=0.0,
        expects=5.6,
        position="walking",
    ),
    Story(
        "Kniebeuge",
        "Squat",
        "safe",
        "squat",
        ((0, 3.9), (60, 2.2), (111, 1.0)),
        {"sets": 2, "reps": 8},
        3,
        end={"reps": 12},
        variants=(("slow", "stable"), ("normal", "stable"), ("slow", "soft"), ("normal", "soft")),
        trust=0.5,
    ),
    Story(
        "Lange sitzen",
        "Sitting for long",
        "threat",
        "posture",
        ((0, 5.5), (111, 5.7)),
        {"duration_s": 2700},
        3,
        1,
        position="sitting",
        trust=0.3,
    ),
    Story(
        "Über Kopf heben",
        "Lifting overhead",
        "unknown",
        "reach",
        ((0, 3.5), (111, 2.4)),
        {"sets": 1, "reps": 5, "weight_kg": 2.5},
        1,
        only=(94, 101),
    ),
)
