"""A snapshot read back from its facts, as somebody else's file: typed value by value, or refused.

Only data comes in. What a page of another person says is said anew by our own rendering; its markup is never shown.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from analysis import association_results, progress_results, results
from analysis.answer_results import Ability, Agreed, Next
from analysis.own_words import clean
from analysis.snapshot import IMPORT_FACTS, LONGEST_NOTE, SNAPSHOT_VERSION, Sections, Snapshot

MOST: Final = 20_000
"""Longest list that is taken."""
MOST_MOVEMENTS: Final = 1000
"""More than anybody has; each costs a row and drawings, so that a made-up file would keep the desk busy for minutes."""
LARGEST: Final = 1e9
"""No number of a diary is larger; beyond it nothing can be drawn."""
YEARS: Final = range(1900, 2200)
FACTS: Final = re.compile(r'<script type="application/json" id="facts">([^<]*)</script>')
"""Where the facts stand in a page of ours."""


class NotASnapshot(Exception):
    """Why facts are no snapshot. code: `foreign`, `newer` (of a later version) or `damaged`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def restored(found: object) -> Snapshot:
    """The snapshot of which `to_dict` gave these facts. Raises NotASnapshot."""
    if not isinstance(found, dict) or not {"version", "made_on", "period", "tau"} <= set(found):
        raise NotASnapshot("foreign")
    version = found["version"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise NotASnapshot("damaged")
    if version > SNAPSHOT_VERSION:
        raise NotASnapshot("newer")
    try:
        return _snapshot(found)
    except (KeyError, TypeError, ValueError, RecursionError, OverflowError) as error:
        raise NotASnapshot("damaged") from error


def _snapshot(found: dict[str, Any]) -> Snapshot:
    include = _value(Sections, found.get("include", {}))
    notes = [(_value(date, one["day"]), _value(str, one["note"])) for one in found.get("notes", [])]
    given = {
        name: _value(kind, found[name])
        for name, kind in _kinds(Snapshot).items()
        if name in found and name not in {"include", "notes", "import_summary"}
    }
    start, end = given["period"]
    if start > end:
        raise ValueError("a period ends after it begins")
    if len(notes) > MOST or len(given.get("movements", ())) > MOST_MOVEMENTS:
        raise ValueError("more than any diary holds")
    summary = _summary(found.get("import"))
    return Snapshot(include=include, notes=tuple(notes), import_summary=summary, **given)


def _summary(found: object) -> dict[str, Any] | None:
    """What is said about the files; ValueError where it could not be written down again."""
    if not isinstance(found, dict):
        return None
    kept = {name: found[name] for name in IMPORT_FACTS if name in found}
    json.dumps(kept, ensure_ascii=False, allow_nan=False).encode()
    return kept


@lru_cache(maxsize=64)
def _kinds(cls: type) -> dict[str, Any]:
    """Field -> type; names that are only imported for type checkers are known here."""
    modules = (results, association_results, progress_results)
    known = {name: one for module in modules for name, one in vars(module).items() if name[0].isupper()}
    return get_type_hints(
        cls,
        localns={**known, "date": date, "Agreed": Agreed, "Next": Next, "Ability": Ability, "Mapping": dict},
    )


def _value(kind: Any, found: Any) -> Any:  # noqa: ANN401 - one branch per kind of type
    """One value as the type says. Raises TypeError, ValueError or KeyError where it is not."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _one_of(inside, found)
    if origin in {Union, UnionType}:
        return _either(inside, found)
    if origin is tuple:
        return _several(inside, found)
    if origin is dict:
        return _table(inside[1], found)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, found)
    if kind is date:
        return _day(found)
    if kind is float:
        return _number(found)
    if kind is str and isinstance(found, str):
        return clean(found, LONGEST_NOTE)
    if type(found) is not kind or (kind is int and abs(found) > LARGEST):
        raise TypeError(f"{found!r} is no {kind}")
    return found


def _day(found: str) -> date:
    day = date.fromisoformat(found)
    if day.year not in YEARS:
        raise ValueError(f"{found} is no day of a diary")
    return day


def _one_of(allowed: tuple[Any, ...], found: Any) -> Any:  # noqa: ANN401
    if found not in allowed:
        raise ValueError(f"{found!r} is none of {allowed}")
    return found


def _either(kinds: tuple[Any, ...], found: Any) -> Any:  # noqa: ANN401
    if found is None and NoneType in kinds:
        return None
    for kind in kinds:
        try:
            return _value(kind, found)
        except (KeyError, TypeError, ValueError):
            continue
    raise TypeError(f"{found!r} is none of {kinds}")


def _several(kinds: tuple[Any, ...], found: Any) -> tuple[Any, ...]:  # noqa: ANN401
    if not isinstance(found, list) or len(found) > MOST:
        raise TypeError("a list is wanted")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_value(kinds[0], one) for one in found)
    return tuple(_value(kind, one) for kind, one in zip(kinds, found, strict=True))


def _table(kind: Any, found: Any) -> dict[str, Any]:  # noqa: ANN401
    if not isinstance(found, dict):
        raise TypeError(f"{found!r} is no table")
    return {_value(str, name): _value(kind, one) for name, one in found.items()}


def _record(cls: type, found: Any) -> Any:  # noqa: ANN401
    kinds = _kinds(cls)
    given = {name: _value(kind, found[name]) for name, kind in kinds.items() if name in found}
    for one in fields(cls):
        if one.name not in given and one.default is MISSING and one.default_factory is MISSING:
            raise KeyError(one.name)
    return cls(**given)


def _number(found: Any) -> float:  # noqa: ANN401
    """A number; None stands for "not a number", as `jsonable` writes it."""
    if found is None:
        return math.nan
    if isinstance(found, bool) or not isinstance(found, int | float) or not abs(found) <= LARGEST:
        raise TypeError(f"{found!r} is no number")
    return found
