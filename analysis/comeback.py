"""A snapshot that comes back to the diary it was made from: which of its single tries that diary lacks.

Of what a snapshot holds only tries are single entries; of days it has weekly means, and no day can be made of a mean.
The page, the bundle and the table carry the same tries; each is read here, checked value by value, or refused.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from analysis.own_words import clean
from analysis.snapshot_read import FACTS, MOST, NotASnapshot, restored
from data import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from analysis.snapshot import Snapshot

FIELDS: Final = {
    "felt": "pain_during", "expected": "expected_pain", "next_day": "pain_next_day", "sets": "sets", "reps": "reps",
    "weight_kg": "weight_kg", "duration_s": "duration_s", "distance_m": "distance_m",
}  # fmt: skip
"""Number of a try on the snapshot -> column of the diary."""
WORDS: Final = {"speed": schema.SPEEDS, "surface": schema.SURFACES, "position": schema.POSITIONS}
"""Parts of a variant that have words of the house; any other part is the direction in own words."""
BETWEEN: Final = " · "
CODE: Final = re.compile(r"M\d+")
QUOTED: Final = re.compile(r"^'(?=[=+\-@|%])")
"""How the table keeps a word from being taken for a formula."""


@dataclass(frozen=True, slots=True)
class Came:
    """One try of a snapshot: day, name of the movement, and values by column of `exposures` (none is missing)."""

    day: date
    movement: str
    values: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Returned:
    """The single entries of a snapshot. ident: `Snapshot.ident`, "" where the form does not say it."""

    made_on: date
    ident: str
    tries: tuple[Came, ...]

    @property
    def coded(self) -> bool:
        """Whether movements are called M1, M2 ... on it."""
        return bool(self.tries) and all(CODE.fullmatch(one.movement) for one in self.tries)

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day of its tries."""
        days = [one.day for one in self.tries]
        return (min(days), max(days)) if days else None


@dataclass(frozen=True, slots=True)
class Compared:
    """A snapshot beside the diary. lacking: tries under their names in the diary, which it does not have.

    same: tries the diary has with the same felt pain. others: tries of the diary within the days of the snapshot.
    """

    lacking: tuple[Came, ...]
    same: int
    others: int


def read(content: str) -> Returned:
    """The single entries of an opened page, its facts, a bundle or a table. Raises NotASnapshot."""
    facts = FACTS.search(content)
    try:
        if facts:
            return _of_facts(json.loads(facts.group(1)))
        if content.lstrip("\ufeff \r\n").startswith("{"):
            found = json.loads(content.lstrip("\ufeff"))
            return _of_bundle(found) if found.get("resourceType") else _of_facts(found)
        if content.lstrip("\ufeff").startswith("<"):
            raise NotASnapshot("damaged")
        return _of_table(content.lstrip("\ufeff"))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, csv.Error) as error:
        raise NotASnapshot("damaged") from error


def compared(
    found: Returned, exposures: pd.DataFrame, names: Mapping[str, str], *, of_files: bool = False
) -> Compared:
    """Which tries the diary lacks. exposures: as the diary shows them; names: name on the snapshot -> in the diary.

    Per day and movement: a try with the same felt pain is the same try; of the rest each pairs with one the diary has
    otherwise (it was changed since, and the diary stands). Only what is left over is lacking, so that taking it over
    twice adds nothing. of_files: what was typed into the app (line 0) is no changed try, but one of its own.
    """
    there: dict[tuple[date, str], list[float]] = defaultdict(list)
    typed: Counter[tuple[date, str]] = Counter()
    for row in exposures[["date", "movement", "pain_during", "line"]].itertuples():
        place = (row.date.date(), str(row.movement))
        there[place].append(float(row.pain_during))
        typed[place] += of_files and row.line == 0
    first, last = found.span or (date.max, date.min)
    others = sum(len(felt) for (day, _), felt in there.items() if first <= day <= last)
    same, left = 0, []
    for one in found.tries:
        named = Came(one.day, names.get(one.movement, one.movement), one.values)
        felt = there[named.day, named.movement]
        if named.values["pain_during"] in felt:
            felt.remove(float(named.values["pain_during"]))
            same += 1
        else:
            left.append(named)
    lacking = []
    for one in left:
        felt = there[one.day, one.movement]
        if len(felt) > typed[one.day, one.movement]:
            felt.pop()
        else:
            lacking.append(one)
    return Compared(tuple(lacking), same, others)


def framed(tries: Sequence[Came], exposures: pd.DataFrame) -> pd.DataFrame:
    """Tries as rows of `exposures`, without a time, numbered after those the diary has on that day."""
    import pandas as pd

    timeless = exposures[exposures["time"].isna()]
    highest = timeless.groupby(["date", "movement"])["seq"].max().to_dict()
    used: Counter[tuple[date, str]] = Counter()
    rows = []
    for number, one in enumerate(tries, start=1):
        day = pd.Timestamp(one.day)
        seq = int(highest.get((day, one.movement), -1)) + 1 + used[one.day, one.movement]
        used[one.day, one.movement] += 1
        rows.append({"date": day, "movement": one.movement, "seq": seq, "line": number, **one.values})
    if not rows:
        return schema.empty("exposures")
    return schema.conform(pd.DataFrame(rows), "exposures")


# ------------------------------------------------------------------ the forms


def _of_facts(found: dict[str, Any]) -> Returned:
    made: Snapshot = restored(found)
    tries = [
        (movement.movement, one.day, _flat(one)) for movement in made.movements for one in movement.tries
    ]
    return _returned(made.made_on, str(found.get("id", made.ident)), tries)


def _flat(one: Any) -> dict[str, Any]:  # noqa: ANN401 - a try or its dose
    parts = {name: getattr(one, name, None) for name in ("felt", "expected", "next_day", "variant")}
    return parts | {name: getattr(one.dose, name) for name in FIELDS if hasattr(one.dose, name)}


def _of_table(content: str) -> Returned:
    """The table as we write it, or as a spreadsheet saved it again (semicolons, decimal commas)."""
    between = max(",;\t", key=content.split("\n", 1)[0].count)
    rows = list(csv.DictReader(io.StringIO(content), delimiter=between, strict=True))
    if not rows or {"part", "start"} - rows[0].keys():
        raise NotASnapshot("foreign")
    ident, made_on, told = "", None, ""
    tries: dict[tuple[str, str], tuple[str, date, dict[str, Any]]] = {}
    for row in rows:
        if None in row or None in row.values():
            raise NotASnapshot("damaged")
        if row["part"] == "header" and row["name"] == "snapshot":
            ident, made_on, told = row["word"], date.fromisoformat(row["start"]), row["n"]
        if row["part"] == "try":
            name = QUOTED.sub("", row["subject"], count=1)
            _, _, values = tries.setdefault((name, row["item"]), (name, date.fromisoformat(row["start"]), {}))
            values[row["name"]] = QUOTED.sub("", row["word"], count=1) or float(
                row["value"].replace(",", ".")
            )
    return _whole(made_on, ident, int(told or 0), list(tries.values()))


def _of_bundle(found: dict[str, Any]) -> Returned:
    ident, made_on, told, tries = "", None, 0, []
    for entry in found["entry"]:
        one = entry["resource"]
        if one["resourceType"] != "Observation":
            continue
        name = _own_code(one)
        if name == "header-snapshot":
            ident, made_on = one["valueString"], date.fromisoformat(one["effectiveDateTime"])
            told = sum(_own_value(part) for part in one.get("component", []))
        if name == "try-felt":
            parts = {_own_code(part): _own_value(part) for part in [one, *one["component"]]}
            values = {key.removeprefix("try-").replace("-", "_"): value for key, value in parts.items()}
            tries.append((parts["subject"], date.fromisoformat(one["effectiveDateTime"]), values))
    return _whole(made_on, ident, told, tries)


def _own_code(one: dict[str, Any]) -> str:
    return str(one["code"]["coding"][-1]["code"])


def _own_value(one: dict[str, Any]) -> Any:  # noqa: ANN401 - a number or words
    return one["valueQuantity"]["value"] if "valueQuantity" in one else one.get("valueString")


# ------------------------------------------------------------------ value by value


def _whole(
    made_on: date | None, ident: str, told: int, tries: Sequence[tuple[str, date, dict[str, Any]]]
) -> Returned:
    """A bundle or a table, once it holds as many tries as it says; early ones say nothing."""
    if made_on is None:
        return _returned(max(day for _, day, _ in tries), ident, tries)
    if told != len(tries):
        raise NotASnapshot("damaged")
    return _returned(made_on, ident, tries)


def _returned(made_on: date, ident: str, tries: Iterable[tuple[str, date, dict[str, Any]]]) -> Returned:
    found = [_came(name, day, values, made_on) for name, day, values in tries]
    if len(found) > MOST:
        raise NotASnapshot("damaged")
    return Returned(made_on, ident, tuple(sorted(found, key=lambda one: one.day)))


def _came(name: str, day: date, values: Mapping[str, Any], made_on: date) -> Came:
    movement = clean(name.replace("\n", " "))
    kept: dict[str, float | str] = {
        column: _within(column, float(values[said]))
        for said, column in FIELDS.items()
        if values.get(said) is not None
    }
    if not movement or "pain_during" not in kept or day > made_on:
        raise NotASnapshot("damaged")
    return Came(day, movement, kept | _variant(str(values.get("variant") or "")))


def _within(name: str, value: float) -> float:
    """A value the diary would take; NaN is none. Raises ValueError."""
    declared = schema.column("exposures", name)
    if not (declared.low or 0.0) <= value <= (declared.high or 0.0):
        raise ValueError(f"{name}: {value}")
    return value


def _variant(words: str) -> dict[str, str]:
    """The parts of a variant by their column."""
    found: dict[str, str] = {}
    for part in filter(None, words.split(BETWEEN)):
        column = next((name for name, known in WORDS.items() if part in known), "direction")
        found[column] = f"{found[column]}{BETWEEN}{part}" if column in found else clean(part)
    return found
