"""Words in a note that are a reason to ask about warning signs, in German and English. Never a diagnosis.

Each part of a sentence is read for itself, without case, umlauts and accents. Idioms and compounds that mean something
else are taken out first. A plain "no fever" is no hit. Where a "not" stands farther away, or something makes the "no"
less than plain ("keine Taubheit mehr", "nicht nur"), the hit is doubtful, and a doubtful hit asks as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from analysis.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEG: Final = (
    r"bein\w*|fuss\w*|fusse|knie\w*|zehe?n?|wade\w*|obers?chenkel|legs?|foot|feet|knees?|tos|calf|thighs?"
)
_BODY: Final = (
    rf"{_LEG}|arme?n?|hand|hande|finger\w*|gesass|po|hintern|haut|stelle\w*|rucken|seite|skin|back|side|arms?"
)
_SADDLE: Final = (
    r"reithose\w*|genital\w*|scham\w*|damm\w*|gesass|po|hintern|scheide|penis|hoden|schritt|leiste\w*|saddle|groin|"
    r"private|privates|buttocks?|perineum|vagina|testicles?|crotch|"
    r"intim\w*|abwisch\w*|wip(?:e|ing)|zwischen (?:den|meinen) beinen|between (?:my|the) legs"
)
_NUMB: Final = (
    r"taub|taubheit\w*|taubes|tauben?|gefuhllos\w*|kein gefuhl|numb|numbness|pelzig\w*|gefuhlsstorung\w*|"
    r"gefuhl (?:\w+ ){0,3}weg|no (?:feeling|sensation)"
)
_LESS: Final = (
    r"schwach\w*|kraftlos\w*|kraft verloren|sackt|knickt|einknick\w*|lahm\w*|gelahmt|weak\w*|"
    r"(?:gives?|gave|giving) (?:way|out)|weg(?:ge)?(?:knick|sack)\w*|ein(?:ge)?(?:knick|sack)\w*"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """key: the question it belongs to. found: the words as they stand, folded. doubtful: a "not" is near, or vague."""

    key: str
    found: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class _Term:
    """A pattern over one folded part of a sentence. beside: must be there too. says_not: a "not" belongs to the sign.

    vague: always doubtful.
    """

    key: str
    pattern: str
    beside: str = ""
    says_not: bool = False
    vague: bool = False


_IDIOMS: Final = (
    r"taub vor (freude|gluck|lachen|larm)|taube?s? ohr\w*|taube nuss|taubstumm\w*|stell\w* sich taub",
    r"schwache? (fur|beim? \w+ rechnen)|(weakness|weak spot|soft spot) for",
    r"(lampen|reise|heu|jagd|gold|wm|schul)fieber|fieber(thermometer|haft\w*|te|messer)|fiebere?n? (mit|auf|der|dem)",
    r"(hay|cabin|gold|spring|dance) fever|fever (pitch|tree)|chills? out",
    r"sternzeichen krebs|krebs (als )?sternzeichen|krebsgang|krebs(e|suppe|fleisch)",
    r"blasen? (am|an|auf) (den |der |dem )?(fuss|fussen|ferse|hand|handen|zeh|zehen|sohle)",
    r"fell (asleep|in love|behind|apart|short|for)|by accident|accidentally|unfallfrei\w*",
    r"ohnmachtig (vor (wut|gluck|freude)|gegenuber)|fainted with joy",
    r"strahl\w* (vor|uber|das|die|der|uns|mich|sie|er)|radiators?|taubenschlag|numbers?",
    r"(wlan|internet|rechner|pc|computer|handy|netz) (ist |war |sehr |so )*(lahm|schwach)\w*",
    r"(auf|am|vom|im|neben|hinter|unter) ((dem|den|einem|einen|meinem|meinen) )?(\w+ )?stuhl(?! gefallen)",
    r"(step|bar|(on|from|off)( a| the)?) stool|fussball\w*|kniebeugen? (\w+ )?schwach\w*",
    r"(warm|kalt|heiss)\w* wasser|wasser (getrunken|trinken|laufen lassen)|(im|ins|viel) wasser",
    r"blase( und darm)? (ist |sind )?(normal|ok|okay|unauffallig|in ordnung)",
    r"keine? (problem\w*|storung\w*) (mit|von|an|der) (der )?blase( (und|oder) darm)?",
    r"mir (\w+ ){0,3}(hin|runter|herunter|um)gefallen",
    r"(tinkle|tingl\w*|kribbel\w*|kribbelt\w*) (im bauch|vor (freude|vorfreude|aufregung)|with (joy|excitement))",
)
"""Turns of phrase that mean something else."""

_TERMS: Final = (
    _Term(
        "bladder_bowel",
        r"(blasen|darm)(schwach|storung)\w*|\w*inkontinen\w*|incontinen\w*|harnverhalt\w*|eingenasst|einnass\w*|"
        r"eingekotet|in die hose (gemacht|gepinkelt)|(wet|soiled) myself",
    ),
    _Term(
        "bladder_bowel",
        r"blasen?\w*|urin\w*|harn\w*|stuhl(gang)?|darm\w*|"
        r"wasser(lassen)?|pinkeln|bladder|bowels?|urinate|pee|stool",
        r"halten|verloren|verlust|kontroll\w*|schwache|storung\w*|lassen|merk\w*|spur\w*|hold|control|lose|losing|lost|"
        r"can t|cannot|can not|unable|trouble|leak\w*|(kann|konnte|geht|ging) nicht|unwillkurlich",
        says_not=True,
    ),
    _Term(
        "bladder_bowel",
        r"urin|harndrang|blase",
        r"weg|geht (\w+ )?ab|lauft|lief|tropft|tropfelt",
        says_not=True,
    ),
    _Term("bladder_bowel", r"klo|toilette", r"(kann|konnte|geht|ging) nicht|nicht halten", says_not=True),
    _Term("saddle_numb", _NUMB, _SADDLE),
    _Term(
        "both_legs",
        r"beid\w* beine?\w*|both legs|beidseit\w* (\w+ ){0,4}beine?n?",
        rf"{_NUMB}|kribbel\w*|schmerz\w*|tingl\w*|pain\w*|hurt\w*|{_LESS}",
    ),
    _Term("leg_weakness", r"lahmung\w*|gelahmt|fussheber\w*|fallfuss|paraly[sz]\w*|foot drop"),
    _Term("leg_weakness", r"(muskel|bein|fuss|waden)schwach\w*|fuss (hangt|schleift)"),
    _Term(
        "leg_weakness",
        r"keine? (\w+ )?kraft|kraft (\w+ ){0,4}weg|kraftverlust|no (strength|power)",
        _LEG,
        says_not=True,
        vague=True,
    ),
    _Term(
        "leg_weakness",
        _LEG,
        r"nicht (mehr )?(an|hoch)?heben|nicht (mehr )?auf (den )?(zehen\w*|fersen)|(can t|cannot|unable to) lift",
        says_not=True,
        vague=True,
    ),
    _Term("leg_weakness", _LESS, _LEG),
    _Term(
        "collapse", r"ohnmacht|ohnmachtig|bewusstlos\w*|kollabiert|passed out|fainted|unconscious|collapsed"
    ),
    _Term("collapse", r"umgekippt|zusammengebrochen|zusammengesackt", vague=True),
    _Term(
        "collapse",
        r"reissend\w*|zerreissend\w*|tearing|ripping",
        r"bauch|brust\w*|chest|belly|stomach|abdomen",
    ),
    _Term(
        "accident",
        r"(\w*[^b\s])?unfall|(treppen|fahrrad|leiter|ski)?sturz|gesturzt|hingefallen|(hin|he)?r?unter ?gefallen",
    ),
    _Term(
        "accident",
        r"(vom|von (der|dem|einer|einem)) (fahrrad|(motor)?rad|pferd|leiter|stuhl|hocker|bett|treppe|stufe) gefallen|"
        r"auf (den|die|das) (rucken|steiss\w*|hufte|po|gesass|hintern|seite|knie|kopf) gefallen|i fell",
    ),
    _Term("accident", r"accident|(bike|car) crash|fell (down|off|from|over|on)|had a (bad )?fall|a bad fall"),
    _Term(
        "fever_infection",
        r"fieber|fiebrig\w*|schuttelfrost|((harn|atem)wegs)?infekt(ion\w*)?|fever|feverish|chills|"
        r"infection|blasenentzundung|nachtschweiss|night sweats?|temperatur (\w+ )?(38|39|40|41)",
    ),
    _Term(
        "fever_infection",
        r"spritze\w*|injektion\w*|injection",
        r"wirbelsaule|rucken|spine|spinal|back|epidural",
    ),
    _Term("immune", r"immunschwach\w*|immunsuppress\w*|immunocompromised|immune deficiency|hiv"),
    _Term(
        "cancer",
        r"(\w+)?krebs(erkrankung)?|(hirn|\w+)?tumore?n?|metastas\w*|karzinom\w*|chemotherap\w*|cancer|tumou?rs?",
    ),
    _Term("weight_loss", r"gewichtsverlust|weight loss"),
    _Term("weight_loss", r"(ungewollt|unabsichtlich) (\w+ ){0,3}abgenommen"),
    _Term(
        "weight_loss",
        r"gewicht|kilos?|kg|weight|pounds|lbs",
        r"verloren|abgenommen|nehme ab|losing|lost",
        vague=True,
    ),
    _Term(
        "night_pain",
        r"nachtschmerz\w*|night pain|(wach|aufgewacht|geweckt) (vor|von|vom|durch) (den )?schmerz\w*|"
        r"(vor|von|durch|wegen) (den |der |starken |lauter )?schmerz\w* (\w+ )?(wach|aufgewacht|erwacht|geweckt)|"
        r"schmerz\w* (hat|haben|hatte|hatten) mich (\w+ )?(auf)?geweckt",
    ),
    _Term("night_pain", r"woke (me )?(up )?(from|with|by|in) (the )?pain|pain (woke|wakes) me"),
    _Term("night_pain", r"im liegen|lying down", r"schlimmer|starker|nimmt zu|unertraglich|worse"),
    _Term("fracture_risk", r"osteopor\w*|[kc]ortison\w*|prednis\w*|cortisone|steroids?"),
    _Term(
        "leg_tingling",
        r"kribbel\w*|ameisenlaufen|tingl\w*|pins and needles|ausstrahl\w*|ausgestrahlt|ischias\w*|sciatica",
    ),
    _Term(
        "leg_tingling",
        r"zieht|schiesst|strahlt|shoot\w*|radiat\w*|zog",
        rf"(ins|in das|in die|down|in den|into) .*({_LEG})",
    ),
    _Term("leg_tingling", r"taub|taubheit\w*|numb|numbness|gefuhllos\w*"),
    _Term("leg_tingling", r"kein gefuhl|no feeling", _BODY, says_not=True),
    _Term("leg_tingling", r"pelzig\w*|gefuhlsstorung\w*", _BODY),
    _Term("leg_tingling", r"taube[sn]?|eingeschlafen\w*", _BODY, vague=True),
    _Term("morning_stiffness", r"morgensteif\w*|morning stiffness"),
    _Term("pregnancy", r"schwanger\w*|pregnan\w*"),
)

_DENIALS: Final = """
kein keine keinen keiner keinem keinerlei nicht ohne nie niemals weder nein no not without never none neither nor don
doesn didn isn wasn haven hasn
"""
_SMALL_WORDS: Final = """
t ich i habe hatte hab have had has any a neue neuen neues new starke starken starkes echte echtes im in am den das die
der the my mein meine oder und or and noch nor sign signs of zeichen von spur
"""
_NOT: Final = frozenset(fold(_DENIALS).split())
_AFTER: Final = frozenset({"nein", "no", "none", "keine", "keins", "negativ", "negative"})
"""Said right after the word, as in a list: "Taubheit: nein"."""
_LIST: Final = frozenset({",", "und", "oder", "and", "or"})
_BRIDGE: Final = frozenset(fold(_SMALL_WORDS).split())
"""What may stand between the "no" and the word without making it less plain."""
_SOFT: Final = re.compile(
    r"\b(mehr|nur|sicher|kaum|weniger|ganz|immer|wirklich|anymore|longer|only|just|sure|less|yet|quite|really)\b"
)
_BREAK: Final = re.compile(r"[.;!?\n()]+|\b(?:aber|doch|sondern|but|however|though)\b")
_NO_WORD: Final = re.compile(r"[^\w,]+")
_IDIOM: Final = re.compile("|".join(rf"\b(?:{one})\b" for one in _IDIOMS))
_ANY: Final = re.compile("|".join(rf"(?:{one.pattern})" for one in _TERMS))


def detect(note: str) -> tuple[Hit, ...]:
    """The signs a note names, one hit each, in the order they stand in the table; () for none."""
    found: dict[str, Hit] = {}
    parts = _parts(note)
    for term in _TERMS:
        for part in parts:
            hit = _read(term, part)
            if hit and (hit.key not in found or found[hit.key].doubtful):
                found[hit.key] = hit
    return tuple(found.values())


def _parts(note: str) -> list[str]:
    """The parts of a folded note with idioms taken out; a comma is a word of its own."""
    spoken = (
        " ".join(_NO_WORD.sub(" ", one).replace(",", " , ").split()) for one in _BREAK.split(fold(note))
    )
    return [part for one in spoken if (part := _IDIOM.sub("…", one))]


def _read(term: _Term, part: str) -> Hit | None:
    """What a term finds in a part, a sure hit before a doubtful one; None where it is not named or plainly denied."""
    if term.beside and not re.search(rf"\b(?:{term.beside})\b", part):
        return None
    doubtful = None
    for match in re.finditer(rf"\b(?:{term.pattern})\b", part):
        doubt = _doubt(part, match.start(), match.end(), says_not=term.says_not)
        if doubt is None:
            continue
        hit = Hit(term.key, match.group(), doubtful=doubt or term.vague)
        if not hit.doubtful:
            return hit
        doubtful = hit
    return doubtful


def _doubt(part: str, start: int, end: int, *, says_not: bool) -> bool | None:
    """Whether a word is named with doubt; None where it is plainly denied."""
    if says_not:
        return False
    before, after = part[:start].split(), part[end:].split()
    said_after = bool(after) and after[0] in _AFTER
    if not said_after and not _NOT.intersection(before + after):
        return False
    plain = _denied_before(before) or said_after
    # Every sign of a list has its own "no"; two in one stretch ("not without") take each other back.
    near = _stretch(reversed(before)) + _stretch(after)
    return None if plain and sum(one in _NOT for one in near) <= 1 and not _SOFT.search(part) else True


def _stretch(said: Iterable[str]) -> list[str]:
    """The words up to the next comma or "and"."""
    return list(takewhile(lambda one: one not in _LIST, said))


def _denied_before(before: list[str]) -> bool:
    """Whether a "no" stands before the word with nothing between but small words and other signs."""
    for one in reversed(before):
        if one in _NOT:
            return True
        if one not in _BRIDGE and not _ANY.fullmatch(one):
            return False
    return False
