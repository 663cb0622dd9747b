"""Frozen results about what a trainer answers and what is agreed then: numbers and own words, no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from analysis.results import Dose

Part = Literal["dose", "limit", "stop", "message"]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed with the trainer for one movement.

    dose: what to do, None = nothing agreed. limit: the most pain (0-10) that is fine while doing it. stop: signs at
    which to stop, in the trainer's words. since: the day of the newest of the three.
    """

    movement: str
    dose: Dose | None = None
    limit: float | None = None
    stop: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The step the trainer's rules suggest for one movement. action: its code; dose: None where none is proposed."""

    movement: str
    action: str
    dose: Dose | None = None


@dataclass(frozen=True, slots=True)
class Ability:
    """How well an everyday activity goes, 0-10, by `n` ratings; back: won back on `since` (`analysis.activities`)."""

    name: str
    first: float
    latest: float
    n: int
    back: bool
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What an answer says about one movement; the fields of `Agreed`, each None or "" where it says nothing."""

    movement: str
    dose: Dose | None = None
    limit: float | None = None
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer file as read. snapshot: `Snapshot.ident` of the page it was written in."""

    snapshot: str
    written_on: date
    sender: str
    message: str
    advice: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to accept or decline: a dose, a limit or stop signs for one movement.

    now: what is agreed at present, None or "" for nothing. known: whether the diary has that movement; a proposal for
    another one cannot be accepted. same: nothing would change.
    """

    movement: str
    part: Part
    value: Dose | float | str
    now: Dose | float | str | None
    known: bool
    same: bool
