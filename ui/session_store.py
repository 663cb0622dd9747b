"""The way from the pages of the daily loop to the stored diary: tries, days, anchors, what was asked and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from data.calendar import now
from data.home import has_diary, home
from ui import loaders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd

    from analysis.last_tries import Done, LastTry
    from data.store import Key, Logged, Typed

ANCHORS: Final = "anchors"
"""Setting: rating -> what it means in the person's own words."""
WELCOMED: Final = "welcomed"
"""Setting: day the first steps were done or skipped."""
FOLLOWED: Final = "followed"
"""Setting: day whose question about the morning after was answered or put aside."""
LIKE_YESTERDAY: Final[tuple[str, ...]] = (
    "pain_avg",
    "sleep_hours",
    "sleep_quality",
    "stress",
    "mood",
    "expectation",
    "activity_min",
    "steps",
)
"""What of a day may be said to be as the day before: states, not events and not notes."""


@dataclass(frozen=True)
class Held:
    """What the diary holds for the loop, under the names the person reads. What is asked of a day is read once."""

    last: tuple[LastTry, ...]
    exposures: pd.DataFrame
    days: pd.DataFrame
    _done: dict[date, tuple[Done, ...]] = field(default_factory=dict)
    _days: dict[date, dict[str, Any]] = field(default_factory=dict)

    def done(self, day: date) -> tuple[Done, ...]:
        """The tries of one day."""
        from analysis.last_tries import done_on

        if day not in self._done:
            self._done[day] = done_on(self.exposures, day)
        return self._done[day]

    def day(self, day: date) -> dict[str, Any]:
        """What is known of one day: field -> value, known ones only."""
        if day not in self._days:
            self._days[day] = _known(self.days, day)
        return dict(self._days[day])


def _known(days: pd.DataFrame, day: date) -> dict[str, Any]:
    import pandas as pd

    rows = days[days["date"] == pd.Timestamp(day)]
    return {} if rows.empty else {name: value for name, value in rows.iloc[0].items() if pd.notna(value)}


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _held(path: str, fingerprint: str) -> Held:  # noqa: ARG001 - both are the key
    from analysis.last_tries import last_tries
    from data import names

    one = loaders.store()
    exposures = names.merged(one.exposures(), names.chosen(one.settings()))
    return Held(last_tries(exposures), exposures, one.days())


def held() -> Held | None:
    """What the diary holds; None where nothing was ever stored. No model runs here."""
    return _held(str(home()), loaders.fingerprint()) if has_diary(home()) else None


def today() -> date:
    """The day of the diary it is now: until four in the morning the day before."""
    return loaders.today()


def clock() -> str:
    """The time now as a try keeps it."""
    return now().strftime("%H:%M")


def log_try(one: Typed) -> Logged:
    """Keep one try; the sample leaves. As `Store.log_try`."""
    loaders.remove_sample()
    return loaders.store().log_try(one)


def amend(key: Key, values: Mapping[str, object], *, removed: bool = False) -> int:
    """Change one entry as it is shown, or take it out; the number of the layer. As `Store.amend`."""
    from data import names
    from data.store import TryKey

    store = loaders.store()
    if isinstance(key, TryKey):
        key = names.original(store.exposures(), names.chosen(store.settings()), key)
    return store.amend(key, values, removed=removed)


def log_day(day: date, values: Mapping[str, object]) -> list[int]:
    """Keep a day as the form shows it: what is new as a layer, what was emptied as a change; their numbers. What was
    changed or taken out by hand before does not hide what is typed now.

    values: field -> value, None for one that shall be unknown from now on.
    """
    from data.store import DayKey

    said = {name: value for name, value in values.items() if value is not None}
    emptied = {name: None for name, value in values.items() if value is None}
    numbers = [loaders.log_day(day, said)] if said else []
    if said and (shown := loaders.store().insist(day, said)):
        numbers.append(shown)
    return [*numbers, loaders.store().amend(DayKey(day), emptied)] if emptied else numbers


def setting(name: str) -> Any:  # noqa: ANN401 - what the setting holds
    """One setting, None where it was never set."""
    return loaders.store().settings().get(name) if has_diary(home()) else None


def keep_setting(name: str, value: object) -> None:
    """Remember one setting."""
    loaders.store().set(name, value)


def anchors() -> dict[str, str]:
    """What 2, 5 and 8 mean for this person, as far as said."""
    found = setting(ANCHORS)
    return {str(key): str(words) for key, words in found.items() if words} if isinstance(found, dict) else {}


def session_id(done: Sequence[Done], day: date, time: str = "") -> str:
    """The name of the session of a day, the same on every device. time: "HH:MM" it is asked for, now by default.

    A pause of more than two hours since the last typed try begins another session of the day.
    """
    typed = [one for one in done if one.session.startswith(day.isoformat()) and one.time]
    if not typed:
        return day.isoformat()
    last = typed[-1]
    if _minutes(time or clock()) - _minutes(last.time) <= PAUSE_MIN:
        return last.session
    return f"{day.isoformat()}/{len({one.session for one in typed}) + 1}"


PAUSE_MIN: Final = 120
_NIGHT_MIN: Final = 4 * 60
_DAY_MIN: Final = 24 * 60


def _minutes(time: str) -> int:
    """Minutes since the day of the diary began, at four in the morning."""
    hours, minutes = (int(part) for part in time.split(":"))
    return (hours * 60 + minutes - _NIGHT_MIN) % _DAY_MIN


def position(session: str) -> int:
    """The place of the next try of a session."""
    return loaders.store().next_position(session) if has_diary(home()) else 0
