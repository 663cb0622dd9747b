"""Rows that are events: one column names what a second one rates.

What the names are is not said, so the person is asked, with what they look like as proposal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.ingest import headers, pains, wide
from data.ingest.meaning import put
from data.ingest.plan import numeric

if TYPE_CHECKING:
    from data.ingest.plan import Plan, Use
    from data.ingested import Answers

NAMES = ("movement", "pain_kind", "factor", "ignore")
FEW_NAMES = 60
"""More different names than this are free text, not names of events, unless each occurs several times."""
REPEATS = 3
NAME_HEADERS = frozenset(
    [
        "name",
        "ereignis",
        "event",
        "symptom",
        "beschwerde",
        "beschwerden",
        "was",
        "what",
        "kategorie",
        "category",
        "typ",
        "type",
        "tracker",
        "item",
    ]
)


def settle(made: Plan, answers: Answers) -> None:
    """A column of repeated names beside one rating: what do the names stand for?"""
    chosen = next((use for use in made.uses if use.table == "names"), None)
    ratings = pains.columns(made) or [use for use in made.uses if wide.rated(use)]
    found = chosen or next((use for use in made.uses if _are_names(use)), None)
    if (
        found is None
        or len(ratings) != 1
        or any(use.table == "days" for use in made.uses if use not in ratings)
    ):
        if chosen is not None:
            put(chosen, "ignore", "double")
        return
    key = f"names:{found.header}"
    answer = made.answered(answers, key, NAMES)
    if answer is None:
        made.ask(key, NAMES, found.header, found.samples(), _kind(found))
        found.put("", "", "asked")
        ratings[0].put("", "", "asked")
        return
    if answer == "ignore":
        put(found, "ignore", "answer")
    elif answer == "movement":
        put(found, "movement", "answer")
        put(ratings[0], "exposures.pain_during", "answer")
    else:
        found.put("names", answer, "answer")
        found.target = "names"
        rating = ratings[0]
        rating.put("factors" if answer == "factor" else "days", "pain_avg", rating.why)


def _are_names(use: Use) -> bool:
    """Text that repeats, under a header that names things."""
    if use.table or use.why in {"answer", "asked"} or numeric(use):
        return False
    cells = use.distinct()
    if len(cells) < 2 or not NAME_HEADERS & set(headers.plain(use.header).split()):
        return False
    return len(cells) <= FEW_NAMES and (cells.total() >= len(cells) * REPEATS or len(cells) <= 12)


def _kind(use: Use) -> str | None:
    words = [headers.plain(cell) for cell in use.distinct()]
    moves = sum(any(one in word for one in wide.MOVES) for word in words)
    places = sum(any(one in word for one in (*wide.PLACES, "schmerz", "pain")) for word in words)
    if max(moves, places) * 2 < len(words):
        return None
    return "movement" if moves > places else "pain_kind"
