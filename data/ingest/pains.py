"""Several columns of pain in one row: which is the pain of the day or the try, and what the others are.

Pain at two times of the day makes the day's average and its worst. Two columns that could both be the pain of a row are
asked about; one that is not chosen stays pain and is never looked at as something that goes along with pain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data import schema
from data.ingest import headers, values
from data.ingest.meaning import put
from data.ingest.plan import numeric

if TYPE_CHECKING:
    from data.ingest.plan import Plan, Use
    from data.ingested import Answers

DAY_PARTS = ("morgens", "vormittags", "mittags", "nachmittags", "abends", "nachts", "tagsueber", "frueh", "morning",
             "noon", "midday", "afternoon", "evening", "night", "morgen", "vormittag", "mittag", "nachmittag",
             "abend", "nacht", "am", "pm", "evenings", "mornings", "nights")  # fmt: skip
AFTERWARDS = ("pain_during", "pain_next_day", "factor", "ignore")
"""What the pain after a try may be, beside the pain during it."""
OF_PARTS = ("pain", "factor", "ignore")
WHICH, PARTS = "pain_which", "parts"


def columns(made: Plan) -> list[Use]:
    """The columns that hold the pain of a row."""
    return [use for use in made.uses if use.table and use.field.startswith("pain")]


def day_parts(made: Plan, answers: Answers) -> None:
    """Take "Schmerz morgens, mittags, abends": the parts of a day; its average is theirs when the file has no own."""
    parts: list[Use] = []
    bare: list[Use] = []
    for use in made.uses:
        words = headers.plain(use.header).split()
        told = len(words) <= 3 and any(word in DAY_PARTS for word in words)
        pain = use.field.startswith("pain") or any(headers.meaning(word) == ("pain",) for word in words)
        if told and (pain or len(words) == 1) and use.why != "answer" and numeric(use):
            (parts if pain else bare).append(use)
    own = any(use.field == "pain" or (use.table, use.field) == ("days", "pain_avg") for use in made.uses)
    if bare and (own or parts):
        bare = bare if _are_pain(made, bare, answers) else []
        parts += bare
        _as_parts(bare)
    elif bare:
        parts = bare
    if len(parts) > 1:
        _as_parts(parts)


def _are_pain(made: Plan, bare: list[Use], answers: Answers) -> bool:
    """Ask what "Morgens" and "Abends" are in a file that tells its pain elsewhere: pain too, or perhaps tablets."""
    answer = made.answered(answers, "day_parts", OF_PARTS)
    if answer is None:
        made.ask("day_parts", OF_PARTS, ", ".join(use.header for use in bare), _shown(bare))
    for use in bare:
        if answer is None:
            use.put("", "", "asked")
        elif answer != "pain":
            put(use, answer, "answer")
    return answer == "pain"


def _shown(found: list[Use]) -> tuple[str, ...]:
    return tuple(f"{use.header}: {', '.join(use.samples())}" for use in found[:3])


def _as_parts(parts: list[Use]) -> None:
    """Not as the person's answer: what is remembered of a column is one meaning, and these share theirs."""
    for use in parts:
        use.put("parts", use.header, "alias")
        use.target = "pain"


def stays_pain(use: Use, field: str) -> None:
    """Keep a column of pain as pain where it is kept as a factor."""
    if field.startswith("pain") and use.table == "factors":
        use.put("factors", schema.PLACE + use.header, use.why)


# ------------------------------------------------------------------ which is the pain of the row


def which(made: Plan, answers: Answers) -> None:
    """Of columns that could all be the pain of a row the one that holds ratings, else the one the person names."""
    tries = made.field("movement") is not None
    found = [use for use in made.uses if _could_be(use, tries=tries)]
    if len(found) < 2:
        return
    told = [use for use in found if use.why == "answer"]
    rated = told or [use for use in found if numeric(use) or _in_words(use)] or found[:1]
    for use in found:
        if use not in rated:
            put(use, "ignore", "double")
    if told or _agree(rated):
        _keep(rated[0], rated)
        _keep(rated[0], [use for use in found if numeric(use)])
    elif len(rated) > 1:
        _ask(made, rated, answers, tries=tries)


def _could_be(use: Use, *, tries: bool) -> bool:
    """Whether a column may hold the pain of a row: of a try, else of a day."""
    return (use.table, use.field) == ("?", "pain") or (
        not tries and (use.table, use.field) == ("days", "pain_avg")
    )


def _in_words(use: Use) -> bool:
    return any(cell.casefold() in values.SEVERITY for cell in use.distinct())


def _agree(found: list[Use]) -> bool:
    """Whether all columns say the same in every row."""
    texts = [np.array(use.cells.words, dtype=object)[use.cells.codes] for use in found]
    return all((one == texts[0]).all() for one in texts[1:])


def _ask(made: Plan, found: list[Use], answers: Answers, *, tries: bool) -> None:
    options = (*(use.header for use in found), *(() if tries else (PARTS,)))
    answer = made.answered(answers, WHICH, options)
    if answer is None:
        made.ask(
            WHICH,
            options,
            found[0].header,
            _shown(found),
        )
        for use in found:
            use.put("", "", "asked")
    elif answer == PARTS:
        _as_parts(found)
    else:
        chosen = next(use for use in found if use.header == answer)
        chosen.why = "answer"
        _keep(chosen, found)


def _keep(chosen: Use, found: list[Use]) -> None:
    """Leave one column the pain of the row; the others stay pain, under their own names."""
    for use in found:
        if use is not chosen:
            put(use, "factor", "double")
            stays_pain(use, "pain")


# ------------------------------------------------------------------ pain after a try


def after(made: Plan, answers: Answers) -> None:
    """Ask what "Schmerz danach" is where another column holds the pain during the try.

    The pain of a try is the highest during it or within one hour; later pain is another matter.
    """
    use = next(
        (
            one
            for one in made.uses
            if headers.plain(one.header) in headers.AFTER and one.why in {"alias", "double"}
        ),
        None,
    )
    during = any(
        one is not use and (one.table, one.field) in {("?", "pain"), ("exposures", "pain_during")}
        for one in made.uses
    )
    if use is None or not during or not numeric(use):
        return
    key = f"after:{use.header}"
    answer = made.answered(answers, key, AFTERWARDS)
    if answer is None:
        made.ask(key, AFTERWARDS, use.header, use.samples())
        use.put("", "", "asked")
    elif answer == "pain_during":
        put(use, "exposures.pain_during", "alias")
        use.table = "after"
    elif answer == "pain_next_day":
        put(use, "exposures.pain_next_day", "answer")
    else:
        put(use, answer, "double")
        stays_pain(use, "pain")


_REMEDIES = ("mittel", "tablet", "medik", "killer", "dosis", "dose", "med", "pill", "relief")


def unnamed(made: Plan) -> None:
    """Keep unknown columns with pain in their names as pain: it must not go along with pain as something else."""
    for use in made.uses:
        if use.table == "factors" and use.why == "number" and not use.field.startswith(schema.PLACE):
            words = headers.plain(use.header).split()
            aches = any(word == "pain" or word.endswith(("schmerz", "schmerzen", "ache")) for word in words)
            if aches and not any(one in word for word in words for one in _REMEDIES):
                stays_pain(use, "pain")
