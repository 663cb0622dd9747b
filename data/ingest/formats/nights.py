"""Nights and other times out of intervals of several devices: every moment counted once, naps no nights.

Clocks are seconds since 1970 in UTC, so that the hours of a night are right when the clocks change in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from data.ingest.formats.base import Measure
from data.ingest.formats.local import is_nap, night_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd

GAP = 3600.0
"""Awake for longer than this, what follows is another sleep."""
HOUR = 3600.0
TOLD = 0.5
"""A session whose stages cover less than this share of it is not told of by them."""
LONGEST = 24 * HOUR
"""No stage lasts longer; one that seems to would swallow the nights it spans."""


@dataclass(frozen=True)
class Spans:
    """Intervals: start and end in UTC seconds, local clock of the start (datetime64[s]), line of the file."""

    start: np.ndarray
    end: np.ndarray
    local: np.ndarray
    line: np.ndarray

    def only(self, rows: np.ndarray) -> Spans:
        """These rows."""
        return replace(
            self, start=self.start[rows], end=self.end[rows], local=self.local[rows], line=self.line[rows]
        )

    @property
    def sound(self) -> np.ndarray:
        """Rows that are intervals: both ends known, in order, no longer than a day."""
        import numpy as np

        with np.errstate(invalid="ignore"):
            length = self.end - self.start
            kept: np.ndarray = (length >= 0) & (length <= LONGEST) & ~np.isnat(self.local)
        return kept


def runs(start: np.ndarray, end: np.ndarray, gap: float = GAP) -> np.ndarray:
    """Number of the run each interval is part of: those that overlap or lie no more than `gap` apart are one."""
    import numpy as np

    order = np.argsort(start, kind="stable")
    reach = np.maximum.accumulate(end[order])
    fresh = np.zeros(len(order), dtype="int64")
    fresh[1:] = start[order][1:] - reach[:-1] > gap
    numbers = np.empty(len(order), dtype="int64")
    numbers[order] = np.cumsum(fresh)
    return numbers


def covered(key: np.ndarray, spans: Spans) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Keys, hours covered by the intervals of each (every moment once), and the first line of each."""
    import numpy as np
    import pandas as pd

    order = np.lexsort((spans.start, key))
    frame = pd.DataFrame({"key": key[order], "end": spans.end[order], "line": spans.line[order]})
    # What the intervals before reach, within the same key.
    reach = frame.groupby("key")["end"].cummax().groupby(frame["key"]).shift().to_numpy(dtype="float64")
    begin = np.fmax(spans.start[order], reach)
    frame["seconds"] = np.maximum(frame["end"].to_numpy() - begin, 0)
    summed = frame.groupby("key").agg(seconds=("seconds", "sum"), line=("line", "min"))
    return summed.index.to_numpy(), summed["seconds"].to_numpy() / HOUR, summed["line"].to_numpy()


def nights(spans: Spans, asleep: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The day of waking of each interval (NaT where nobody slept), and whether it is part of a nap.

    A sleep belongs to the 18:00-18:00 night that holds its middle: who falls asleep at 17:30 and sleeps until
    1:30 wakes on the next day, who sleeps from 11:00 to 19:00 on the same.
    """
    import numpy as np
    import pandas as pd

    number = runs(spans.start, spans.end)
    slept = pd.DataFrame(
        {"run": number, "start": spans.start, "end": spans.end, "local": spans.local, "line": spans.line}
    )[asleep]
    whole = slept.groupby("run").agg({"start": "min", "end": "max", "local": "min"})
    keys, hours, _ = covered(number[asleep], spans.only(asleep))
    local = whole["local"].to_numpy().astype("datetime64[s]")
    middle = local + ((whole["end"] - whole["start"]).to_numpy() / 2).astype("timedelta64[s]")
    nap = is_nap(local, hours)
    days = np.full(int(number.max(initial=-1)) + 1, np.datetime64("NaT"), dtype="datetime64[D]")
    naps = np.zeros(len(days), dtype=bool)
    days[keys] = np.where(nap, local.astype("datetime64[D]"), night_of(middle))
    naps[keys] = nap
    return days[number], naps[number]


def measures(spans: Spans, asleep: np.ndarray, parts: Mapping[str, np.ndarray], header: str) -> list[Measure]:
    """Hours asleep and of every stage per night, and hours of naps.

    asleep: rows in which the person slept. parts: name of a factor -> rows of that stage.
    """
    import numpy as np

    sound = spans.sound
    day, nap = nights(spans.only(sound), asleep[sound])
    spans, known = spans.only(sound), ~np.isnat(day)
    wanted = {
        "sleep_hours": asleep[sound] & ~nap,
        **{name: rows[sound] & ~nap for name, rows in parts.items()},
        "nap_h": asleep[sound] & nap,
    }
    found = []
    for name, rows in wanted.items():
        at = rows & known
        if at.any():
            days, hours, lines = covered(day[at], spans.only(at))
            found.append(Measure(name, days.astype("datetime64[D]"), hours, lines, "h", "sum", header))
    return found


def joined(stages: Spans, names: np.ndarray, sessions: Spans) -> tuple[Spans, np.ndarray]:
    """Stages, and as `asleep` the whole sessions they do not tell of: nothing better is known of them.

    Stages tell of a session when they cover half of it; a nap with stages inside the night of another app does not.
    """
    import numpy as np

    told = _share(stages.only(stages.sound), sessions) >= TOLD
    rest = sessions.only(sessions.sound & ~told)
    both = (
        np.concatenate([getattr(stages, one), getattr(rest, one)])
        for one in ("start", "end", "local", "line")
    )
    return Spans(*both), np.concatenate([names, np.full(len(rest.line), "asleep", dtype=object)])


def _share(parts: Spans, wholes: Spans) -> np.ndarray:
    """Which share of each whole the parts cover, every moment once."""
    import numpy as np

    if not len(parts.start):
        return np.zeros(len(wholes.start))
    number = runs(parts.start, parts.end, gap=0.0)
    begin, finish = np.full(number.max() + 1, np.inf), np.full(number.max() + 1, -np.inf)
    np.minimum.at(begin, number, parts.start)
    np.maximum.at(finish, number, parts.end)
    before = np.concatenate([[0.0], np.cumsum(finish - begin)])

    def covered_until(moment: np.ndarray) -> np.ndarray:
        at = np.searchsorted(begin, moment, side="right") - 1
        inside = np.clip(moment - begin[at], 0, (finish - begin)[at])
        until: np.ndarray = np.where(at < 0, 0.0, before[at] + inside)
        return until

    with np.errstate(invalid="ignore"):
        length = np.maximum(wholes.end - wholes.start, 1.0)
        share: np.ndarray = (covered_until(wholes.end) - covered_until(wholes.start)) / length
    return share


def pieces(
    start: np.ndarray, end: np.ndarray, hours: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of sleeps a device summed up itself: which rows count, the day of waking of each row, whether it is a nap.

    start, end: local clocks (datetime64[s]); hours: asleep, NaN where it is not known. Of sleeps that overlap the
    longest counts, as two devices saw the same; those that do not are pieces of one night. A row without its start
    belongs to the day of its end. Rows without hours or without an end count for nothing, their day is NaT.
    """
    import numpy as np

    at, to = (one.astype("datetime64[s]").astype("int64").astype("float64") for one in (start, end))
    whole = ~np.isnat(start) & ~np.isnat(end) & (to > at) & (to - at <= LONGEST)
    counts = (hours > 0) & (whole | (np.isnat(start) & ~np.isnat(end)))
    nap = whole & is_nap(start, np.where(counts, hours, np.inf))
    begun = np.where(whole, start, end)
    middle = begun + np.where(whole, (to - at) / 2, 0).astype("timedelta64[s]")
    day = np.where(whole & ~nap, night_of(middle), begun.astype("datetime64[D]"))
    day[~counts] = np.datetime64("NaT")
    rows = np.flatnonzero(counts & whole)
    number = runs(at[rows], to[rows], gap=-1.0)
    longest = np.lexsort((hours[rows], number))
    last = np.append(number[longest][1:] != number[longest][:-1], True)[: len(rows)]
    kept = np.concatenate([rows[longest[last]], np.flatnonzero(counts & ~whole)])
    return np.sort(kept), day.astype("datetime64[D]"), nap


def each_once(start: np.ndarray, minutes: np.ndarray) -> np.ndarray:
    """Mask of the exercise that counts, by one app: of what overlaps by more than the minute its clocks are told in,
    the longest; what has no start or no length counts, as nothing can be said of it.

    start: datetime64[s]; minutes: float64, NaN where it is not known.
    """
    import numpy as np

    counts: np.ndarray = np.isnat(start) | ~(minutes > 0)
    rows = np.flatnonzero(~counts)
    at = start[rows].astype("datetime64[s]").astype("int64").astype("float64")
    number = runs(at, at + minutes[rows] * 60, gap=-61.0)
    order = np.lexsort((-rows, minutes[rows], number))
    last = np.append(number[order][1:] != number[order][:-1], True)[: len(rows)]
    counts[rows[order[last]]] = True
    return counts


def once(frame: pd.DataFrame) -> pd.DataFrame:
    """Exercise without the copies other apps keep of it: where sources overlap, the longest one counts.

    frame: start and end in UTC seconds, source, minutes, and whatever else.
    """
    frame = frame.drop_duplicates(["start", "end", "source", "minutes"]).reset_index(drop=True)
    # A second is the grain of the clocks: one that begins as another ends is not the same.
    frame["run"] = runs(frame["start"].to_numpy(), frame["end"].to_numpy(), gap=-1.0)
    sums = frame.groupby(["run", "source"])["minutes"].sum().reset_index()
    most = sums.sort_values("minutes", kind="stable").groupby("run").tail(1)
    return frame.merge(most[["run", "source"]], on=["run", "source"])
