"""How phrases that name a warning sign are written down (note 5.5), and the words that several signs share.

Everything is written as `folding.fold` leaves it: lower case, plain vowels, "ue" as "u" ("neue" is "neu", "toes" is
"tos"), apostrophes as spaces ("can t"; phones leave them out, so "can ?t"). Patterns match whole words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LEG: Final = (
    r"bein\w*|fuss\w*|fusse|haxe?n?|knie\w*|zeh(?!n\b)\w*|wade\w*|ferse\w*|(?:ober|unter)schenkel\w*|"
    r"schienbein\w*|grosszeh\w*|knochel\w*|sohle\w*|legs?|foot|feet|knees?|tos|(?:big|little|great) to|calf|"
    r"calves|thighs?|shins?|ankles?|heels?"
)
NUMB: Final = (
    r"bamstig\w*|taub|taubheit\w*|taubes|tauben?|gefuhllos\w*|kein gefuhl|numb|numbness|pelzig\w*|"
    r"gefuhlsstorung\w*|gefuhl (?:\w+ ){0,4}(?:weg|fehlt|fehlend\w*|verloren|verschwunden|futsch)|(?:no|"
    r"lost|losing|loss of|lack of|altered|odd|weird) (?:\w+ ){0,2}(?:feeling|sensations?)|betaub\w*|"
    r"empfindungslos|kein\w* empfind\w*|(?:felt|feel|feeling) nothing|ko?a gfu\w*|kein gfu\w*|numness|"
    r"numbnes|wie tot|abgestorben|feels? (?:\w+ )?dead|anasthe\w*|\w*asthesie\w*|par\w*sthesia\w*|"
    r"hyp\w*sthesia|sensibilitatsstorung\w*|sensory loss"
)
TINGLE: Final = r"krib+el\w*|krib+l\w*|ameisenlaufen|tingl\w*|tingeling|pins (?:and |n )?needles"
ACHE: Final = (
    r"(?:\w*schmerz(?:en|t|te|ten)?|wehgetan|(?:kreuz|rucken)?weh|\w*pains?|painful|hurts?|hurting|"
    r"(?:back)?aches?|aching|agony)"
)
CANT: Final = r"(?:can ?t|cannot|can not|couldn ?t|could not|unable to|not able to|won ?t|will not)"
NICHT: Final = r"(?:nicht|nich|nimmer|nichts|nix|net|ned)"


@dataclass(frozen=True, slots=True)
class Term:
    """A pattern over one folded part of a sentence. beside, also: must be there too. says_not: a "not" belongs to it.

    vague: always doubtful. whole: over a sentence that is not cut at its "but".
    """

    key: str
    pattern: str
    beside: str = ""
    also: str = ""
    says_not: bool = False
    vague: bool = False
    whole: bool = False
