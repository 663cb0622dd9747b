"""The worlds people are drawn from: one close to what the engine assumes, the others off it in one way each.

`base`, `misfit` and `flat` follow science note 2.3. The others keep the people of `base` (same seed, same course of
pain) and change one habit, so that a difference to `base` comes from the habit; only `family` draws its own people.
"""

from __future__ import annotations

from dataclasses import dataclass

DAYS = 84
MOVEMENTS = 6
EVENTS = {"none": 0.38, "break": 0.22, "stress": 0.12, "badsleep": 0.18, "betterdays": 0.10}
KINDS = {"safe": 0.20, "threat": 0.25, "learn": 0.20, "learnload": 0.25, "sensitise": 0.10}
START = {
    "safe": (0.0, 1.8),
    "threat": (4.2, 7.0),
    "learn": (4.5, 7.0),
    "learnload": (4.2, 6.5),
    "sensitise": (0.8, 2.2),
}
"""Range of the level on the first day, by kind."""
FEW = 0.25
"""Share of people who train less than once a week."""


@dataclass(frozen=True)
class World:
    """What is different about the people of one world.

    offset: added to the seed. rough: t4 noise, preference for even numbers, sudden learning, other load slopes,
    noisier days. still: only safe (30 %) and threat (70 %) movements. repeats: chance that a rating is the last
    one given for the movement. rescales: from a random day on another use of the scale. families: two or three
    movements share kind and learning. skips: what would hurt is left out. asks: expected pain is asked.
    late: tries teach nothing before a random day of the movement. mislabelled: movements that have nothing to do with
    each other are written down as of one kind.
    """

    name: str
    about: str
    offset: int = 0
    rough: bool = False
    still: bool = False
    repeats: float = 0.0
    rescales: bool = False
    families: bool = False
    skips: bool = False
    asks: bool = True
    late: bool = False
    mislabelled: bool = False

    @property
    def kinds(self) -> dict[str, float]:
        """Shares of the kinds of movement."""
        return {"safe": 0.3, "threat": 0.7} if self.still else KINDS


_ALL = (
    World("base", "close to what the engine assumes"),
    World(
        "misfit",
        "heavy-tailed ratings, 30 % rounded to even numbers, sudden learning, load slopes .2 to 2.2, noisier days",
        offset=10_000,
        rough=True,
    ),
    World(
        "flat",
        "no movement is being learned: 30 % safe, 70 % threat from the start",
        offset=20_000,
        still=True,
    ),
    World(
        "sticky",
        "people of base; 40 % of ratings only repeat the last one given for that movement",
        repeats=0.4,
    ),
    World(
        "rescaled",
        "people of base; from a random day of 30 to 54 on, each pain rating is a·y + b (a .7 to 1.3, b −1 to 1)",
        rescales=True,
    ),
    World(
        "family",
        "movements come in twos or threes of one kind; a try of one also teaches the others, 60 % as much",
        offset=30_000,
        families=True,
    ),
    World(
        "skipped",
        "people of base; what would hurt is left out: whole sessions on sore days, single movements above pain 4",
        skips=True,
    ),
    World(
        "late",
        "people of base; learning begins on a random day of 15 to 44 of each movement, tries before teach nothing",
        late=True,
    ),
    World(
        "mislabelled",
        "people of base; which movements are written down as of one kind, in twos or threes, is chance",
        mislabelled=True,
    ),
    World("noexpect", "people of base; expected pain is never given", asks=False),
)
WORLDS = {one.name: one for one in _ALL}
