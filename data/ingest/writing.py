"""How the numbers of a column are written: decimal sign, unit, and what "1:10" is.

A unit comes from the person's answer, the header ("Dauer (min)", "Strecke in km") or the cells themselves; the custom
of a field counts only where another unit cannot be meant (hours of sleep). What is left open is asked: "20" beside
"Gehen" may be seconds or minutes, "1:10" minutes and seconds or hours and minutes.

The way a column is written has one code: a unit ("min"), the meaning of the colon ("h:mm"), both ("min+h:mm"), or
"h.mm" where a point stands between hours and minutes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from data.ingest import headers, lengths, units, values
from data.ingest.plan import RATED, yes_or_no

if TYPE_CHECKING:
    from data.ingest.plan import Plan, Use
    from data.ingested import Answers

YES_OR_NO = "yesno"
ASKED = frozenset({"duration_s", "distance_m"})
"""Fields of which no unit is so usual that it goes without saying."""
FOREIGN = frozenset({"weight", "load", "distance"})
"""Headers under which English speakers may use pounds, miles or feet."""
METRIC = {"distance_m": ("m", "km"), "weight_kg": ("kg",)}
CLOCKED = frozenset({"duration_s", "activity_min"})
"""Fields in which "1:10" may be minutes and seconds; nobody sleeps for minutes and seconds."""
CLOCKS = (lengths.MINUTES, lengths.HOURS)
SENSIBLE = frozenset({"s+m:ss", "min+m:ss", "min+h:mm", "h+h:mm"})
"""Ways to write bare numbers and colons in one column."""
DAY_HOURS = 24
SHARE = 0.1
TWICE = 2
THOUSAND_STEPS, FRACTIONS = 100, 0.2
"""Steps below this of which so many have decimals may be thousands."""
_HOURS = re.compile(r"\bh{1,2}:m{1,2}\b(?!:)|\bstd\.?:min", re.IGNORECASE)
_MINUTES = re.compile(r"(?<!:)\bm{1,2}:s{1,2}\b|\bmin\.?:se[kc]", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """The cells of a measured column by the way they are written, with how often each occurs.

    bare: numbers without a unit. clocked: cells with a colon that may mean two things. named: units that cells name.
    """

    bare: Counter[float]
    clocked: Counter[tuple[int, int]]
    named: frozenset[str]
    examples: tuple[str, ...]


def settle(use: Use, made: Plan, answers: Answers) -> None:
    """Decimal sign and unit of one column; asks and leaves it out while its unit is open."""
    name = "" if use.table in RATED else use.column.name
    given = answers.get(f"scale:{use.header}", "")
    # A thousand kilometres at a time nobody walks: "1.234" of them has decimals.
    whole = name in values.WHOLE and (given or headers.measure(use.header)) not in {"km", "mi"}
    use.scale = values.decimal_of(list(use.distinct()), german=made.german, whole=whole)
    if name == "value" and yes_or_no(use):
        words = {cell: float(cell.casefold() in values.SAID_YES) for cell in use.distinct()}
        use.scale = values.Scale(name=YES_OR_NO, words=words)
    elif name == "value":
        use.scale = replace(use.scale, units=_of_factor(use))
    elif name in units.FACTORS:
        _measure(use, name, made, given)


# ------------------------------------------------------------------ fields with a unit


def _measure(use: Use, name: str, made: Plan, given: str) -> None:
    """Unit and meaning of the colon of a column whose field has a unit."""
    found = _written(use, name)
    unit, clock = _parts(given, name)
    own = _own(use, name, found, unit, clock)
    clocks = (clock,) if clock else _possible_clocks(use, found, unit)
    # Where a point may stand between hours and minutes, hours are decided, and so is the colon.
    asks_colon = bool(found.clocked) and lengths.POINT not in own
    ways = _ways(own if found.bare else (), clocks if asks_colon else ()) or own[:1]
    every = (*units.FACTORS[name], *((lengths.POINT,) if _may_be_pointed(use, name) else ()))
    use.scales = _ways(every if found.bare else (), CLOCKS if found.clocked else ()) or every
    if len(ways) > 1:
        proposal = next((one for one in ways if one in found.named), None)
        made.ask(f"scale:{use.header}", ways, use.header, found.examples, proposal)
        use.put("", "", "asked")
        return
    if unit or clock:
        use.why = "answer"
    elif use.why == "alias" and own[0] != every[0] and not headers.measure(use.header):
        use.why = "evidence"
    unit, clock = _parts(ways[0], name)
    factor = units.FACTORS[name].get(unit, 1.0)
    shown = ways[0] if factor != 1.0 or clock else ""
    use.scale = replace(use.scale, factor=factor, name=shown, clock=clock or lengths.HOURS)


def _own(use: Use, name: str, found: Written, unit: str, clock: str) -> tuple[str, ...]:
    """Units the bare numbers of a column may have, `lengths.POINT` among them where "7.30" may be half past seven."""
    if clock == lengths.POINT:
        return (lengths.POINT,)
    if unit:
        return (unit,)
    own = _possible_units(use, name, found)
    return (*own, lengths.POINT) if own == ("h",) and _may_be_pointed(use, name) else own


def _may_be_pointed(use: Use, name: str) -> bool:
    return "h" in units.FACTORS[name] and lengths.may_be_pointed(use.distinct())


def _written(use: Use, name: str) -> Written:
    """Sort the distinct cells of a column."""
    bare: Counter[float] = Counter()
    clocked: Counter[tuple[int, int]] = Counter()
    named: set[str] = set()
    shown: tuple[list[str], list[str]] = ([], [])
    for cell, times in use.distinct().items():
        if ":" in cell:
            if name in CLOCKED and (parts := lengths.clocked(cell)):
                clocked[parts] += times
                shown[0].append(cell)
        elif name == "steps" and cell.isdecimal():
            # There are too many different ones to look at each; only how small they are matters.
            bare[0.0 if len(cell) < len(str(THOUSAND_STEPS)) else THOUSAND_STEPS] += times
        elif cell[-1:].isdigit():
            if (value := values.number(cell, use.scale)) is not None:
                bare[value] += times
                shown[1].append(cell)
        elif unit := values.unit(cell):
            named.add(unit)
    return Written(bare, clocked, frozenset(named), tuple(shown[0][:2] + shown[1][:2]))


def _ways(of_numbers: tuple[str, ...], of_colons: tuple[str, ...]) -> tuple[str, ...]:
    """Codes of all ways a column may be written."""
    if of_numbers and of_colons:
        return tuple(code for pair in product(of_numbers, of_colons) if (code := "+".join(pair)) in SENSIBLE)
    return of_numbers or of_colons


def _parts(code: str, name: str) -> tuple[str, str]:
    """Unit and meaning of the colon in a code, "" for what it does not say or what the field does not know."""
    if code == lengths.POINT and "h" in units.FACTORS[name]:
        return "h", lengths.POINT
    parts = code.split("+")
    unit = next((one for one in parts if one in units.FACTORS[name]), "")
    return unit, next((one for one in parts if one in CLOCKS), "")


def _possible_units(use: Use, name: str, found: Written) -> tuple[str, ...]:
    """Units the bare numbers of a column may have: one where header or values leave no other."""
    own = headers.measure(use.header)
    if own in units.FACTORS[name]:
        return (own,)
    usual = tuple(units.FACTORS[name])
    if name == "steps":
        return usual if _may_be_thousands(found.bare) else usual[:1]
    if name == "sleep_hours":
        return ("min",) if found.bare and all(one > DAY_HOURS for one in found.bare if one) else usual[:1]
    foreign = headers.plain(use.header) in FOREIGN or bool(headers.unit(use.header))
    if name not in ASKED and not (name == "weight_kg" and foreign):
        return usual[:1]
    if not foreign:
        usual = METRIC.get(name, usual)
    elif name == "weight_kg":
        usual = ("kg", "lb")
    high = use.column.high or 0
    fitting = (one for one in usual if _mostly_below(found.bare, high / units.FACTORS[name][one]))
    return tuple(fitting) or usual


def _mostly_below(bare: Counter[float], high: float) -> bool:
    """Whether no more than half of some numbers are too high."""
    return sum(times for value, times in bare.items() if value > high) * 2 <= bare.total()


def _may_be_thousands(bare: Counter[float]) -> bool:
    total = bare.total()
    broken = sum(times for value, times in bare.items() if value % 1)
    small = sum(times for value, times in bare.items() if value < THOUSAND_STEPS)
    return bool(total) and broken >= FRACTIONS * total and small * 2 > total


def _possible_clocks(use: Use, found: Written, unit: str) -> tuple[str, ...]:
    """What the colon of a column may mean: one where header or values leave no other."""
    if not found.clocked:
        return ()
    own = unit or headers.measure(use.header)
    if _HOURS.search(use.header) or own == "h":
        return (lengths.HOURS,)
    if _MINUTES.search(use.header) or own == "s":
        return (lengths.MINUTES,)
    total = found.clocked.total()
    beyond = sum(times for (first, _), times in found.clocked.items() if first >= DAY_HOURS)
    # One slip decides nothing for all others.
    sure = beyond * 2 > total or (beyond >= TWICE and beyond >= SHARE * total)
    return (lengths.MINUTES,) if sure else CLOCKS


# ------------------------------------------------------------------ columns without a field


def _of_factor(use: Use) -> dict[str, float]:
    """The factor of each unit the cells of a column may have, "" for bare numbers; empty where no cell has one.

    Units of the same kind are converted to the one of most cells; cells of another kind, or bare beside units, have no
    factor and are refused: 8 (h) and 480 (min) are not two sizes of one thing.
    """
    times: Counter[str] = Counter()
    for cell, n in use.distinct().items():
        if not cell[-1:].isdigit() and (unit := values.unit(cell)) is not None:
            times[unit] += n
    if not times:
        return {}
    own = headers.measure(use.header) or max(times, key=lambda one: (times[one], one))
    kind = next((one for one in units.ALIKE if own in one), {own: 1.0})
    found = {unit: size / kind[own] for unit, size in kind.items()}
    if headers.measure(use.header):
        return found | {"": 1.0}
    return {"": 1.0} if use.distinct().total() > 2 * times.total() else found
