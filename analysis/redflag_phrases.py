"""The phrases behind the warning signs of notes: turns that mean something else, and what names a sign (science note 5.5).

Everything is written as `folding.fold` leaves it: lower case, plain vowels, "ue" as "u" ("neue" is "nue"), apostrophes as
spaces ("can t"). Patterns match whole words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
class Term:
    """A pattern over one folded part of a sentence. beside: must be there too. says_not: a "not" belongs to the sign.

    vague: always doubtful.
    """

    key: str
    pattern: str
    beside: str = ""
    says_not: bool = False
    vague: bool = False


IDIOMS: Final = (
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

TERMS: Final = (
    Term(
        "bladder_bowel",
        r"(blasen|darm)(schwach|storung)\w*|\w*inkontinen\w*|incontinen\w*|harnverhalt\w*|eingenasst|einnass\w*|"
        r"eingekotet|in die hose (gemacht|gepinkelt)|(wet|soiled) myself",
    ),
    Term(
        "bladder_bowel",
        r"blasen?\w*|urin\w*|harn\w*|stuhl(gang)?|darm\w*|"
        r"wasser(lassen)?|pinkeln|bladder|bowels?|urinate|pee|stool",
        r"halten|verloren|verlust|kontroll\w*|schwache|storung\w*|lassen|merk\w*|spur\w*|hold|control|lose|losing|lost|"
        r"can t|cannot|can not|unable|trouble|leak\w*|(kann|konnte|geht|ging) nicht|unwillkurlich",
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        r"urin|harndrang|blase",
        r"weg|geht (\w+ )?ab|lauft|lief|tropft|tropfelt",
        says_not=True,
    ),
    Term("bladder_bowel", r"klo|toilette", r"(kann|konnte|geht|ging) nicht|nicht halten", says_not=True),
    Term("saddle_numb", _NUMB, _SADDLE),
    Term(
        "both_legs",
        r"beid\w* beine?\w*|both legs|beidseit\w* (\w+ ){0,4}beine?n?",
        rf"{_NUMB}|kribbel\w*|schmerz\w*|tingl\w*|pain\w*|hurt\w*|{_LESS}",
    ),
    Term("leg_weakness", r"lahmung\w*|gelahmt|fussheber\w*|fallfuss|paraly[sz]\w*|foot drop"),
    Term("leg_weakness", r"(muskel|bein|fuss|waden)schwach\w*|fuss (hangt|schleift)"),
    Term(
        "leg_weakness",
        r"keine? (\w+ )?kraft|kraft (\w+ ){0,4}weg|kraftverlust|no (strength|power)",
        _LEG,
        says_not=True,
        vague=True,
    ),
    Term(
        "leg_weakness",
        _LEG,
        r"nicht (mehr )?(an|hoch)?heben|nicht (mehr )?auf (den )?(zehen\w*|fersen)|(can t|cannot|unable to) lift",
        says_not=True,
        vague=True,
    ),
    Term("leg_weakness", _LESS, _LEG),
    Term(
        "collapse", r"ohnmacht|ohnmachtig|bewusstlos\w*|kollabiert|passed out|fainted|unconscious|collapsed"
    ),
    Term("collapse", r"umgekippt|zusammengebrochen|zusammengesackt", vague=True),
    Term(
        "collapse",
        r"reissend\w*|zerreissend\w*|tearing|ripping",
        r"bauch|brust\w*|chest|belly|stomach|abdomen",
    ),
    Term(
        "accident",
        r"(\w*[^b\s])?unfall|(treppen|fahrrad|leiter|ski)?sturz|gesturzt|hingefallen|(hin|he)?r?unter ?gefallen",
    ),
    Term(
        "accident",
        r"(vom|von (der|dem|einer|einem)) (fahrrad|(motor)?rad|pferd|leiter|stuhl|hocker|bett|treppe|stufe) gefallen|"
        r"auf (den|die|das) (rucken|steiss\w*|hufte|po|gesass|hintern|seite|knie|kopf) gefallen|i fell",
    ),
    Term("accident", r"accident|(bike|car) crash|fell (down|off|from|over|on)|had a (bad )?fall|a bad fall"),
    Term(
        "fever_infection",
        r"fieber|fiebrig\w*|schuttelfrost|((harn|atem)wegs)?infekt(ion\w*)?|fever|feverish|chills|"
        r"infection|blasenentzundung|nachtschweiss|night sweats?|temperatur (\w+ )?(38|39|40|41)",
    ),
    Term(
        "fever_infection",
        r"spritze\w*|injektion\w*|injection",
        r"wirbelsaule|rucken|spine|spinal|back|epidural",
    ),
    Term("immune", r"immunschwach\w*|immunsuppress\w*|immunocompromised|immune deficiency|hiv"),
    Term(
        "cancer",
        r"(\w+)?krebs(erkrankung)?|(hirn|\w+)?tumore?n?|metastas\w*|karzinom\w*|chemotherap\w*|cancer|tumou?rs?",
    ),
    Term("weight_loss", r"gewichtsverlust|weight loss"),
    Term("weight_loss", r"(ungewollt|unabsichtlich) (\w+ ){0,3}abgenommen"),
    Term(
        "weight_loss",
        r"gewicht|kilos?|kg|weight|pounds|lbs",
        r"verloren|abgenommen|nehme ab|losing|lost",
        vague=True,
    ),
    Term(
        "night_pain",
        r"nachtschmerz\w*|night pain|(wach|aufgewacht|geweckt) (vor|von|vom|durch) (den )?schmerz\w*|"
        r"(vor|von|durch|wegen) (den |der |starken |lauter )?schmerz\w* (\w+ )?(wach|aufgewacht|erwacht|geweckt)|"
        r"schmerz\w* (hat|haben|hatte|hatten) mich (\w+ )?(auf)?geweckt",
    ),
    Term("night_pain", r"woke (me )?(up )?(from|with|by|in) (the )?pain|pain (woke|wakes) me"),
    Term("night_pain", r"im liegen|lying down", r"schlimmer|starker|nimmt zu|unertraglich|worse"),
    Term("fracture_risk", r"osteopor\w*|[kc]ortison\w*|prednis\w*|cortisone|steroids?"),
    Term(
        "leg_tingling",
        r"kribbel\w*|ameisenlaufen|tingl\w*|pins and needles|ausstrahl\w*|ausgestrahlt|ischias\w*|sciatica",
    ),
    Term(
        "leg_tingling",
        r"zieht|schiesst|strahlt|shoot\w*|radiat\w*|zog",
        rf"(ins|in das|in die|down|in den|into) .*({_LEG})",
    ),
    Term("leg_tingling", r"taub|taubheit\w*|numb|numbness|gefuhllos\w*"),
    Term("leg_tingling", r"kein gefuhl|no feeling", _BODY, says_not=True),
    Term("leg_tingling", r"pelzig\w*|gefuhlsstorung\w*", _BODY),
    Term("leg_tingling", r"taube[sn]?|eingeschlafen\w*", _BODY, vague=True),
    Term("morning_stiffness", r"morgensteif\w*|morning stiffness"),
    Term("pregnancy", r"schwanger\w*|pregnan\w*"),
)

