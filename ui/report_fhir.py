"""The snapshot as an HL7 FHIR R4 Bundle for programs of practices and clinics.

Pain during a try is LOINC 72514-3 (0-10 numeric rating, reported), the mean of a week LOINC 38208-5; for what has no
code in LOINC (expected pain, state of a movement, connections, what is agreed) the code system is our own and
`code.text` says it in words. Days are days: nothing invents a time of day. Everything is self-reported.
"""

from __future__ import annotations

import json
import uuid
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from analysis import facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.facts import Fact
    from analysis.snapshot import Snapshot
    from ui.text import Text

OWN: Final = "urn:pain-memory:codes"
LOINC: Final = "http://loinc.org"
UCUM: Final = "http://unitsofmeasure.org"
SURVEY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
ABSENT: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
CODES: Final = {
    ("try", "felt"): (LOINC, "72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported"),
    ("week", "pain_mean"): (LOINC, "38208-5", "Pain severity - Reported"),
}
UNITS: Final = {
    "points": "{score}", "share": "1", "days": "d", "tries": "{tries}", "kg": "kg", "reps": "{repetitions}",
    "sets": "{sets}", "s": "s", "m": "m", "%": "%", "": "1",
}  # fmt: skip
GROUPED: Final = ("movement", "try", "surprise", "activity", "plan", "next")
"""Parts whose facts about one movement (and day) make one observation with components."""
LEADING: Final = {"movement": "level", "try": "felt", "activity": "latest"}
"""The fact that is the value of such an observation."""


def render(snapshot: Snapshot, text: Text) -> str:
    """A Bundle of type `collection` as JSON text: a Patient without identifying data, and Observations."""
    space = uuid.uuid5(uuid.NAMESPACE_URL, f"{OWN}:{snapshot.ident}")
    patient = str(uuid.uuid5(space, "patient"))
    entries = [(patient, _patient(snapshot))]
    for number, one in enumerate(_observations(snapshot, text)):
        one["subject"] = {"reference": f"urn:uuid:{patient}"}
        entries.append((str(uuid.uuid5(space, str(number))), one))
    bundle = {
        "resourceType": "Bundle",
        "id": str(space),
        "type": "collection",
        "entry": [{"fullUrl": f"urn:uuid:{key}", "resource": {**one, "id": key}} for key, one in entries],
    }
    return json.dumps(bundle, ensure_ascii=False, indent=1, allow_nan=False)


def _patient(snapshot: Snapshot) -> dict[str, Any]:
    found: dict[str, Any] = {"resourceType": "Patient"}
    if snapshot.sender:
        found["name"] = [{"use": "anonymous", "text": snapshot.sender}]
    return found


def _observations(snapshot: Snapshot, text: Text) -> Iterable[dict[str, Any]]:
    """Facts about one movement, and about one try, make one observation with components; every other makes its own."""
    found = [one for one in facts.of(snapshot) if one.name != "sender"]
    numbered = list(enumerate(found))
    for _, group in groupby(numbered, key=lambda pair: _together(*pair)):
        yield _observation([one for _, one in group], text)


def _together(number: int, one: Fact) -> tuple[object, ...]:
    return (one.part, one.subject, one.item) if one.part in GROUPED else (number,)


def _observation(group: list[Fact], text: Text) -> dict[str, Any]:
    lead = next((one for one in group if one.name == LEADING.get(one.part)), group[0])
    alone = len(group) == 1 and lead.part not in GROUPED
    found: dict[str, Any] = {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": SURVEY, "code": "survey"}]}],
        "code": _code(lead, text),
    }
    found |= _when(lead)
    found |= _value(lead)
    parts = [] if alone else [each for one in group if one is not lead for each in _component(one, text)]
    if lead.subject:
        parts.insert(0, {"code": _own("subject", text), "valueString": lead.subject})
    parts += _basis(lead, text)
    if parts:
        found["component"] = parts
    return found


def _code(one: Fact, text: Text) -> dict[str, Any]:
    own = _own(f"{one.part}-{one.name}", text)
    known = CODES.get((one.part, one.name))
    if known:
        system, code, display = known
        own["coding"].insert(0, {"system": system, "code": code, "display": display})
    return own


def _own(code: str, text: Text) -> dict[str, Any]:
    """A concept of our own code system with its words: of the fact itself, else of its part (a lag, a kind of win)."""
    part, _, _ = code.partition("-")
    keys = [f"report.fhir.{code.replace('-', '.', 1)}", f"report.fhir.{part}"]
    told = next((text(key) for key in keys if text.has(key)), code)
    return {"coding": [{"system": OWN, "code": code.replace("_", "-")}], "text": told}


def _component(one: Fact, text: Text) -> list[dict[str, Any]]:
    """A further fact of the same observation, and the ends of its interval."""
    name = f"{one.part}-{one.name}"
    found: list[dict[str, Any]] = [{"code": _own(name, text), **_value(one)}]
    for end, value in (("low", one.low), ("high", one.high)):
        if value is not None:
            found.append({"code": _own(f"{name}-{end}", text), "valueQuantity": _quantity(value, one.unit)})
    return found


def _basis(one: Fact, text: Text) -> list[dict[str, Any]]:
    """Interval, number of observations and verdict of the leading value."""
    found: list[dict[str, Any]] = [
        {"code": _own(name, text), "valueQuantity": _quantity(value, unit)}
        for name, value, unit in (("low", one.low, one.unit), ("high", one.high, one.unit), ("n", one.n, ""))
        if value is not None
    ]
    if one.word and one.value is not None:
        found.append({"code": _own("verdict", text), "valueString": one.word})
    return found


def _value(one: Fact) -> dict[str, Any]:
    if one.value is not None:
        return {"valueQuantity": _quantity(one.value, one.unit)}
    if one.word:
        return {"valueString": one.word}
    return {"dataAbsentReason": {"coding": [{"system": ABSENT, "code": "not-performed"}]}}


def _quantity(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit or "1", "system": UCUM, "code": UNITS[unit]}


def _when(one: Fact) -> dict[str, Any]:
    if one.start is None:
        return {}
    if one.end is None or one.start == one.end:
        return {"effectiveDateTime": one.start.isoformat()}
    return {"effectivePeriod": {"start": one.start.isoformat(), "end": one.end.isoformat()}}
