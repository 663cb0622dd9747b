"""What one row of a file is: a try, a session, a day, a day across several columns, or an event (`events`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.errors import UnreadableFile
from data.ingest import events, headers, pains, values, wide
from data.ingest.meaning import put
from data.ingest.plan import counts, numeric

if TYPE_CHECKING:
    from data.ingest.plan import Plan, Use
    from data.ingest.table import Table
    from data.ingested import Answers

WHERE = "pain_where"
PERSONS = 40
TRAINED = frozenset(
    [
        "pain_during",
        "pain_before",
        "expected_pain",
        "perceived_harm",
        "pain_next_day",
        "sets",
        "reps",
        "weight_kg",
    ]
)
"""What is only said of tries. How long, how far, how hard and where pain felt is said of days and attacks as well."""
OF_DAYS_TOO = frozenset({"distance_m", "rpe", "speed", "rom", "breathing_done"})
NO_MOVEMENT = values.SAID_NO | {"kein", "keine", "keins", "nichts", "nothing"}
"""Words in a column of movements that say there was none."""
WEIGHT = frozenset({"gewicht", "gewicht kg", "weight", "weight kg", "kg"})


def one_person(made: Plan, table: Table, answers: Answers) -> None:
    """Keep the rows of one person, when the file has several and says so."""
    use = next((one for one in made.uses if one.why == "person" or one.target == "person"), None)
    if use is None or len(use.distinct()) < 2:
        return
    persons = tuple(word for word, _ in use.distinct().most_common(PERSONS))
    key = f"person:{use.header}"
    answer = made.answered(answers, key, (*use.distinct(), "all"))
    if answer is None:
        made.ask(key, (*persons, "all"), use.header, persons[:3])
        return
    made.facts["persons"] = answer if answer != "all" else str(len(use.distinct()))
    if answer != "all":
        words = [at for at, word in enumerate(use.cells.words) if word == answer]
        rows = np.flatnonzero(np.isin(use.cells.codes, words))
        table.lines = table.lines[rows]
        for one in made.uses:
            one.cells = one.cells.take(rows)


def settle(made: Plan, answers: Answers) -> None:
    """Find the shape; give the fields that depend on it their table."""
    pains.day_parts(made, answers)
    if told := made.header(answers.get(WHERE, "")):
        put(told, "pain", "answer")
    pains.after(made, answers)
    pains.which(made, answers)
    felt = bool(pains.columns(made)) or any(
        use.table in {"parts", ""} and use.target == "pain" for use in made.uses
    )
    wide.settle(made, answers, felt=felt)
    pains.unnamed(made)
    if not made.field("movement") and not any(one.key == pains.WHICH for one in made.questions):
        events.settle(made, answers)
    made.shape = _shape(made)
    _place(made)
    _require_pain(made, answers)


def _shape(made: Plan) -> str:
    """One row per try where a movement is named, per session where tries are described without one, else per day."""
    if any(use.table == "names" for use in made.uses):
        return "events"
    if any(use.field == "movement" for use in made.uses):
        return "try"
    if any(use.table == "wide" for use in made.uses):
        return "wide"
    trained = any(
        use.table == "after" or (use.table == "exposures" and _is_of_a_try(use)) for use in made.uses
    )
    return "session" if trained or any(use.field == "session" for use in made.uses) else "day"


def _is_of_a_try(use: Use) -> bool:
    """Whether a column tells of a try: how far and how hard may be said of a day, unless the person sets it so."""
    told = use.field in TRAINED or (use.field in OF_DAYS_TOO and use.why == "answer")
    return told and not _may_be_body(use)


def _may_be_body(use: Use) -> bool:
    """Whether a weight may be that of the person: alone it makes no day a training."""
    return use.why != "answer" and headers.plain(use.header) in WEIGHT


def _place(made: Plan) -> None:
    rows = "exposures" if made.shape in {"try", "session"} else "days"
    felt = any((use.table, use.field) == ("exposures", "pain_during") for use in made.uses)
    for use in made.uses:
        if use.field in {"movement", "session"}:
            use.absent = frozenset(cell for cell in use.distinct() if cell.casefold() in NO_MOVEMENT)
        if use.table != "?":
            continue
        if use.field == "pain":
            name = "pain_avg" if rows == "days" or felt else "pain_during"
            use.put("days" if name == "pain_avg" else "exposures", name, use.why)
        elif use.field == "session":
            name = "movement" if made.shape == "session" else "session"
            use.put("exposures" if rows == "exposures" else "", name, use.why)
        elif use.field in {"date", "note", "time"}:
            use.put(rows, use.field, use.why)
        else:
            use.put("exposures" if rows == "exposures" else "", use.field, use.why)
    _drop_doubles(made)


def _drop_doubles(made: Plan) -> None:
    """Of two columns for one field the first stays, the other is kept as a factor."""
    seen: set[tuple[str, str]] = set()
    for use in made.uses:
        where = (use.table, use.field)
        if use.table in {"days", "exposures"} and where in seen:
            put(use, "factor" if counts(use) else "ignore", "double")
            pains.stays_pain(use, where[1])
        seen.add(where)
    if made.shape not in {"try", "session"}:
        for use in made.uses:
            if use.table == "exposures" and use.field == "symptom_flags":
                put(use, "ignore", "unknown")
            elif use.table == "exposures":
                put(use, "factor" if counts(use) else "ignore", "number" if counts(use) else "unknown")


def _require_pain(made: Plan, answers: Answers) -> None:
    """Something that could be pain, or values of days; else it is asked which column is the pain, or none is."""
    if _has_pain(made) or _is_asked(made) or (made.shape == "day" and _has_values(made)):
        return
    if answers.get(WHERE) == "none":
        _keep_days(made)
        if _has_values(made):
            return
    elif found := _could_be_pain(made):
        made.ask(WHERE, (*(use.header for use in found), "none"), "", wide.examples(found))
        return
    headers_ = ", ".join(use.header for use in made.uses)[:300]
    message = (
        f"The file has no pain column (found: {headers_}). Name one column Schmerz or Pain, rated 0 to 10."
    )
    raise UnreadableFile("no_pain", message, found=headers_)


def _has_pain(made: Plan) -> bool:
    return any(
        use.table and (use.field.startswith("pain") or use.table in {"wide", "names", "parts", "places"})
        for use in made.uses
    )


def _is_asked(made: Plan) -> bool:
    """Whether it is open which column is the pain."""
    return any(one.key == pains.WHICH or "pain" in one.options for one in made.questions)


def _has_values(made: Plan) -> bool:
    """Whether a table of days says anything; notes alone only where the person wants them."""
    told = any(
        use.table == "factors"
        or (
            use.table == "days"
            and use.field not in {"date", "time"}
            and (use.field != "note" or use.why == "answer")
        )
        for use in made.uses
    )
    return told or bool(made.questions)


def _could_be_pain(made: Plan) -> list[Use]:
    """Columns that may rate pain under another name: words of strength, numbers; those of unknown meaning first."""
    unknown = [use for use in made.uses if not use.table and use.why == "unknown" and _severe(use)]
    counted = [use for use in made.uses if use.table in {"factors", "exposures", "days"} and numeric(use)]
    counted = [use for use in counted if use.field not in {"date", "time", "movement"}]
    return unknown + sorted(counted, key=lambda use: use.table != "factors")


def _keep_days(made: Plan) -> None:
    """Rows of tries without any pain as days: their numbers become factors."""
    made.shape = "day"
    for use in made.uses:
        if use.table == "exposures" and use.field in {"date", "time", "note"}:
            use.put("days", use.field, use.why)
        elif use.table == "exposures":
            put(use, "factor" if counts(use) else "ignore", "number" if counts(use) else "unknown")


def _severe(use: Use) -> bool:
    """Whether words of a column say how strong something is."""
    return any(cell.casefold() in values.SEVERITY for cell in use.distinct())
