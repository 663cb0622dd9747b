"""The trainer's rules as data: shipped defaults, safe bounds for each, and a stamp that tells one set from another.

Steps of 2 to 10 % are ACSM 2009; every other figure is engineering judgement (science note 5.2) and is said to be so on
the page. Bounds are own choices: a step may be made smaller and a step back larger without much thought, never the
other way beyond what is given here.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

RULES_VERSION: Final = "steps-2"
"""Bumped by every change of the table itself; the values are told apart by `Rules.stamp`."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the step table works with. Shares are of the last load: .20 is 20 %.

    red_twice, red_once, relapse: taken off. restart_*: share of the last load after a break. minimum: share in a flare
    or a bad stretch. up_careful: step where the movement is learning or watchful, up_safe: where it is safe. cap_week,
    cap_month: most in 7 and 28 days. greens: green days in a row, on so many days, mornings: of them with a known
    morning. quality: at least. rest_over: rest pain over the usual, points. very_high: felt pain that stops. break_*:
    days. most_reps: from there on weight goes up. plate_kg: the smallest change of weight.
    """

    red_twice: float = 0.40
    red_once: float = 0.20
    relapse: float = 0.30
    restart_short: float = 0.80
    restart_middle: float = 0.60
    restart_long: float = 0.50
    minimum: float = 0.60
    up_careful: float = 0.05
    up_safe: float = 0.10
    cap_week: float = 0.10
    cap_month: float = 0.50
    greens: int = 2
    mornings: int = 1
    quality: float = 4.0
    rest_over: float = 2.0
    very_high: float = 8.0
    break_short: int = 10
    break_middle: int = 21
    break_long: int = 42
    most_reps: int = 12
    plate_kg: float = 0.5

    def __post_init__(self) -> None:
        """Raises ValueError for a value out of its bounds, which also keep the breaks in order."""
        for name, (low, high) in BOUNDS.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise ValueError(f"{name}: {value} is not between {low} and {high}")

    @property
    def stamp(self) -> str:
        """A short text that differs whenever the table or a value does."""
        held = json.dumps(dataclasses.asdict(self), sort_keys=True)
        return f"{RULES_VERSION}-{hashlib.sha256(held.encode()).hexdigest()[:8]}"

    def changed(self) -> dict[str, float]:
        """The values that are not the shipped ones."""
        return {name: value for name, value in dataclasses.asdict(self).items() if value != DEFAULTS[name]}


BOUNDS: Final[dict[str, tuple[float, float]]] = {
    "red_twice": (0.30, 0.80),
    "red_once": (0.10, 0.60),
    "relapse": (0.20, 0.60),
    "restart_short": (0.40, 0.90),
    "restart_middle": (0.30, 0.70),
    "restart_long": (0.20, 0.60),
    "minimum": (0.50, 0.70),
    "up_careful": (0.02, 0.07),
    "up_safe": (0.02, 0.10),
    "cap_week": (0.02, 0.10),
    "cap_month": (0.10, 0.50),
    "greens": (2, 5),
    "mornings": (0, 2),
    "quality": (4.0, 8.0),
    "rest_over": (1.0, 3.0),
    "very_high": (6.0, 8.0),
    "break_short": (7, 14),
    "break_middle": (15, 28),
    "break_long": (29, 60),
    "most_reps": (5, 30),
    "plate_kg": (0.25, 5.0),
}
"""Lowest and highest value of each rule."""

WHOLE: Final = frozenset({"greens", "mornings", "break_short", "break_middle", "break_long", "most_reps"})
SHARES: Final = tuple(name for name, (_, high) in BOUNDS.items() if high < 1)
"""Rules shown in percent."""


DEFAULTS: Final[dict[str, Any]] = {one.name: one.default for one in dataclasses.fields(Rules)}
SHIPPED: Final = Rules()


def read(values: Mapping[str, Any]) -> Rules:
    """The rules as stored; what is unknown is left out, what is out of its bounds is brought to the nearer bound."""
    held = {
        name: _inside(name, values[name])
        for name in BOUNDS
        if isinstance(values.get(name), int | float) and not isinstance(values[name], bool)
    }
    return Rules(**held)


def _inside(name: str, value: float) -> Any:  # noqa: ANN401 - whole numbers stay whole
    low, high = BOUNDS[name]
    kept = min(max(value, low), high)
    return int(kept) if name in WHOLE else float(kept)
