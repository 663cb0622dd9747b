"""How phrases that name a warning sign are written down (note 5.5); they stand in `redflag_now` and `redflag_soon`.

Everything is written as `folding.fold` leaves it: lower case, plain vowels, "ue" as "u" ("neue" is "nue"), apostrophes
as spaces ("can t"). Patterns match whole words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LEG: Final = (
    r"bein\w*|fuss\w*|fusse|haxe?n?|knie\w*|zehe?n?\w*|wade\w*|fersen|(?:ober|unter)schenkel\w*|legs?|"
    r"foot|feet|knees?|tos|calf|thighs?"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A pattern over one folded part of a sentence. beside: must be there too. says_not: a "not" belongs to the sign.

    vague: always doubtful. whole: over a sentence that is not cut at its "but".
    """

    key: str
    pattern: str
    beside: str = ""
    says_not: bool = False
    vague: bool = False
    whole: bool = False
