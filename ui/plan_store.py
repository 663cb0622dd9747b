"""What person and trainer settled, read from the journal of the diary and written to it; and the plan made from it.

Names of movements may be read as another one (`data.names`): limits follow, and where two names become one, both hold.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import streamlit as st

from analysis import planrules
from analysis.plan_results import PARTS, Activity, Limit
from analysis.redflags import Check
from data.calendar import day_of, now
from data.home import has_diary, home
from data.names import chosen, resolved
from ui import loaders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from analysis.plan_results import Plan
    from analysis.planrules import Rules
    from data.store.journal import Entry

BY = ("person", "trainer")


def entries(*kinds: str) -> list[Entry]:
    """What stands in the journal, oldest first; nothing without a diary."""
    return loaders.store().journal.all(*kinds) if has_diary(home()) else []


def stamp() -> str:
    """A short text that differs whenever rules, limits, start or anything else settled does."""
    return loaders.store().journal.stamp() if has_diary(home()) else ""


def undo(number: int) -> None:
    """Take one entry back."""
    loaders.store().journal.withdraw(number)


# ------------------------------------------------------------------ rules, limits, start


def rules() -> Rules:
    """The trainer's rules as set last, the shipped ones before."""
    found = entries("rules")
    return planrules.read(found[-1].value) if found else planrules.SHIPPED


def set_rules(values: Mapping[str, float], day: date) -> int:
    """Write the rules down; `values` is checked against the bounds. Raises ValueError."""
    kept = planrules.Rules(**values)  # type: ignore[arg-type]
    return loaders.store().journal.add("rules", "", day, kept.changed())


def limits() -> dict[str, tuple[Limit, ...]]:
    """Movement -> limits of person and trainer, under the name a movement is read as."""
    into = resolved(chosen(loaders.store().settings())) if has_diary(home()) else {}
    last: dict[tuple[str, str], Limit] = {}
    for one in entries("limit"):
        if isinstance(one.value, dict) and one.value.get("by") in BY:
            last[one.subject, one.value["by"]] = _limit(one.value)
    out: dict[str, tuple[Limit, ...]] = {}
    for (movement, _), limit in last.items():
        name = into.get(movement, movement)
        out[name] = (*out.get(name, ()), limit)
    return out


def _limit(value: Mapping[str, Any]) -> Limit:
    held = {part: float(value[part]) for part in PARTS if isinstance(value.get(part), int | float)}
    return Limit(by=value["by"], **held)


def set_limit(movement: str, limit: Limit, day: date) -> int:
    """Set the limit of one side for one movement; None for a part takes it away."""
    return loaders.store().journal.add("limit", movement, day, dataclasses.asdict(limit))


def plan_start() -> date | None:
    """The day the plan began, None before it has."""
    found = entries("plan")
    return found[-1].day if found else None


def begin_plan(day: date) -> int:
    """Begin the eight weeks, or begin them anew, on this day."""
    return loaders.store().journal.add("plan", "", day, {"rules": rules().stamp})


# ------------------------------------------------------------------ warning signs


def redflag_checks() -> tuple[Check, ...]:
    """Every time the questions were answered, oldest first, with the day a doctor looked at it."""
    cleared = {int(one.subject): one.day for one in entries("cleared") if one.subject.isdecimal()}
    return tuple(
        Check(one.day, tuple(map(str, one.value)), cleared.get(one.number), one.number)
        for one in entries("redflags")
        if isinstance(one.value, list)
    )


def keep_redflags(yes: Sequence[str], day: date) -> int:
    """Write the answers down: the keys answered with yes."""
    return loaders.store().journal.add("redflags", "", day, list(yes))


def clear_redflags(day: date) -> None:
    """A doctor has looked at everything that was open, on this day."""
    for one in redflag_checks():
        if one.open:
            loaders.store().journal.add("cleared", str(one.number), day, {})


def blocked() -> Check | None:
    """The answer that still waits for a doctor, if any: no charts and no suggestions until then."""
    from analysis.redflags import open_check

    return open_check(redflag_checks())


# ------------------------------------------------------------------ everyday activities


def activities() -> tuple[Activity, ...]:
    """Every activity with its ratings, in the order they were named; hidden ones too."""
    out: dict[str, Activity] = {}
    for one in entries("activity", "ability"):
        if one.kind == "activity" and isinstance(one.value, dict):
            known = out.get(one.subject, Activity(one.subject, ""))
            name, hidden = str(one.value.get("name") or known.name), bool(one.value.get("hidden"))
            out[one.subject] = dataclasses.replace(known, name=name, hidden=hidden)
        elif one.subject in out and isinstance(one.value, int | float):
            known = out[one.subject]
            rated = dict(known.ratings) | {one.day: float(one.value)}
            out[one.subject] = dataclasses.replace(known, ratings=tuple(sorted(rated.items())))
    return tuple(out.values())


def add_activity(name: str, day: date) -> str:
    """Put an activity on the list; its id. The same name again is the same activity."""
    name = " ".join(name.split())
    if not name:
        raise ValueError("an activity needs a name")
    same = next((one for one in activities() if one.name.casefold() == name.casefold()), None)
    key = same.id if same else f"a{len(activities()) + 1}"
    loaders.store().journal.add("activity", key, day, {"name": same.name if same else name, "hidden": False})
    return key


def hide_activity(key: str, day: date) -> None:
    """Take an activity off the list; its ratings are kept."""
    loaders.store().journal.add("activity", key, day, {"hidden": True})


def rate_activity(key: str, ability: float, day: date) -> int:
    """How well it goes, 0-10. Raises ValueError for another number."""
    if not 0 <= ability <= 10:
        raise ValueError(f"{ability} is not between 0 and 10")
    return loaders.store().journal.add("ability", key, day, ability)


# ------------------------------------------------------------------ the plan


@st.cache_resource(show_spinner=False, scope="session", max_entries=3)
def _plan(path: str, fingerprint: str, settled: str, day: date, start: date) -> Plan | None:  # noqa: ARG001 - cache key
    from analysis.plan import Asked

    found = loaders.review()
    if found is None or not found.movements:
        return None
    asked = Asked(day=day, start=start, rules=rules(), limits=limits(), blocked=blocked() is not None)
    return found.plan(asked)


def today_plan() -> Plan | None:
    """The plan of today; before it was begun, as if today were its first day. None without a movement to plan."""
    if not has_diary(home()):
        return None
    day = plan_day()
    return _plan(str(home()), loaders.fingerprint(), stamp(), day, plan_start() or day)


def plan_day() -> date:
    """The day the plan speaks of: the diary's own, so that no night lies between a try before midnight and one after;
    for the sample diary its last day, as it does not go on.
    """
    found = loaders.review() if loaders.sample_only() else None
    return found.today if found is not None and found.today else day_of(now())
