"""What names a sign that cannot wait, in the words of notes (`redflags.GROUPS`, note 5.5).

Written as `redflag_phrases` says.
"""

from __future__ import annotations

from typing import Final

from analysis.redflag_phrases import LEG, Term

_SADDLE: Final = (
    r"reithose\w*|genital\w*|scham\w*|damm\w*|gesass|po|hintern|scheide|penis|hoden|schritt|leiste\w*|saddle|groin|"
    r"private|privates|buttocks?|perineum|vagina|testicles?|crotch|"
    r"untenrum|da unten|down there|down below|klopapier|toilettenpapier|toilet paper|bottom(?! of)|popo|arsch|"
    r"intim\w*|(?:am|um den) after|anus|(?:ab)?wischen|wip(?:e|ing)|zwischen (?:den|meinen) beinen|"
    r"between (?:my|the) legs"
)
_NUMB: Final = (
    r"bamstig\w*|taub|taubheit\w*|taubes|tauben?|gefuhllos\w*|kein gefuhl|numb|numbness|pelzig\w*|gefuhlsstorung\w*|"
    r"gefuhl (?:\w+ ){0,3}weg|no (?:feeling|sensation)"
)
_LESS: Final = (
    r"schwach\w*|kraftlos\w*|kraft verloren|sackt|knickt|einknick\w*|lahm\w*|gelahmt|weak\w*|"
    r"(?:gibt|geben|gab|gaben) (?:\w+ )?nach(?! (?:d(?:em|er|en)|ein\w+|\d+))|nachgegeben|versag\w*|buckl\w*|"
    r"(?:gives?|gave|giving) (?:way|out)|weg(?:ge)?(?:knick|sack)\w*|ein(?:ge)?(?:knick|sack)\w*"
)
_PLACE: Final = (
    r"(?:fahrrad|(?:motor)?rad|radl|e bike|roller|pferd|leiter|stuhl|hocker|bett|treppen?|stiegen?|stufen?|dach|baum|"
    r"gerust|mauer|bank|bordstein\w*|kante)"
)
_PARTS: Final = r"(?:rucken|steiss\w*|hufte|po|gesass|hintern|seite|knie|kopf)"
_URGE: Final = (
    r"(?:harndrang|(?:muss|musste) (?:\w+ ){0,3}(?:klo|toilette|pinkeln|pieseln|biesln|wasserlassen)|"
    r"druck auf (?:der|die) blase|"
    r"(?:need|needed|have|had|urge|want) to (?:\w+ )?(?:pee|urinate|wee))"
)
_NOTHING: Final = (
    r"(?:(?:kann|konnte|geht|ging|kommt|kam|krieg\w*) (?:\w+ ){0,3}(?:nicht|nichts|nix|net|nimmer)|"
    r"nothing (?:comes|came)|"
    r"(?:can t|cannot|couldn t|could not|can not))(?! (?:\w+ ){0,2}(?:(?:ein|weiter)?schlafen|sleep|anders))"
)

NOW: Final = (
    Term(
        "bladder_bowel",
        r"(blasen|darm)(schwach|storung)\w*|\w*inkontinen\w*|incontinen\w*|harnverhalt\w*|eingenasst|einnass\w*|"
        r"eingekotet|in die hose (gemacht|gepinkelt)|(wet|wetting|soiled|soiling) myself",
    ),
    Term(
        "bladder_bowel",
        r"blasen?\w*|urin\w*|harn\w*|stuhl(gang)?|darm\w*|"
        r"wasser(lassen)?|pinkeln|bladder|bowels?|urinate|pee|stool",
        r"halten|verloren|verlust|kontroll\w*|unkontrolliert\w*|entleer\w* (?:\w+ )?nicht|nicht ganz leer|"
        r"kein\w* (?:einziger )?tropfen|schwache|storung\w*|lassen|merk\w*|spur\w*|hold|control|lose|losing|lost|"
        r"can t|cannot|can not|unable|trouble|leak\w*|(kann|konnte|geht|ging) nicht|unwillkurlich",
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        r"urin|harndrang|blase",
        r"weg|geht (\w+ )?ab|lauft|lief|tropft|tropfelt",
        says_not=True,
    ),
    Term("bladder_bowel", rf"{_URGE} .*{_NOTHING}", says_not=True, whole=True),
    Term(
        "bladder_bowel",
        r"(krieg\w*|bekomm\w*|bring\w*) (\w+ ){0,2}(kein\w*|nicht) (wasser|urin|tropfen)|"
        r"(merk|spur|fuhl)\w* (\w+ ){0,2}(nicht|nimmer|net) (mehr )?(, )?(ob|wenn|dass|wann) ich (\w+ ){0,2}muss|"
        r"(hab|habe|hatte) mich (\w+ )?(nass gemacht|eingemacht)|(ein|be)gepinkelt|eingepieselt|"
        r"ins bett (gemacht|gepinkelt)|"
        r"wet the bed|(pooped|peed|messed|shat) (myself|my pants)",
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        r"hose\w*|pipi|pants|trousers",
        r"nass|voll|halten|wet|hold",
        vague=True,
        says_not=True,
    ),
    Term("bladder_bowel", r"klo|toilette", r"(kann|konnte|geht|ging) nicht|nicht halten", says_not=True),
    Term("saddle_numb", _NUMB, _SADDLE),
    Term("saddle_numb", r"eingeschlafen|eing?schlafen", _SADDLE, vague=True),
    Term(
        "saddle_numb",
        r"(spur|merk|fuhl)\w* (\w+ ){0,4}(nicht|nimmer|nichts|nix|net)|(can t|cannot|can not|don t) feel",
        _SADDLE,
        says_not=True,
    ),
    Term(
        "both_legs",
        r"beid\w* (beine?\w*|fuss\w*|haxe?n?|waden?)|both (of )?(my |the )?(legs|feet)|"
        r"beidseit\w* (\w+ ){0,4}beine?n?",
        rf"{_NUMB}|kribbel\w*|schmerz\w*|tingl\w*|pain\w*|hurt\w*|{_LESS}",
    ),
    Term("leg_weakness", r"lahmung\w*|gelahmt|fussheber\w*|fallfuss|paraly[sz]\w*|foot drop"),
    Term("leg_weakness", r"(muskel|bein|fuss|waden)schwach\w*|fuss (hangt|schleift|klatscht)|foot slap\w*"),
    Term(
        "leg_weakness",
        r"kann (\w+ )?(kaum|nicht) (noch |mehr )?(laufen|gehen|stehen)",
        LEG,
        says_not=True,
        vague=True,
    ),
    Term(
        "leg_weakness",
        rf"(zieh|schleif)\w* (\w+ ){{0,2}}({LEG}) (\w+ )?nach|dragg?\w* (my |the )?(\w+ )?({LEG})",
    ),
    Term(
        "leg_weakness",
        r"keine? (\w+ )?kraft|kraft (\w+ ){0,4}weg|kraftverlust|no (strength|power)",
        LEG,
        says_not=True,
        vague=True,
    ),
    Term(
        "leg_weakness",
        LEG,
        r"(nicht|nimmer) (mehr )?(richtig )?((an|hoch)?heben|bewegen|auf (den |die )?(zehen\w*|fersen))|"
        r"will (nimmer|nicht mehr)|"
        r"(can t|cannot|unable to) (lift|move)",
        says_not=True,
        vague=True,
    ),
    Term("leg_weakness", _LESS, LEG),
    Term(
        "collapse",
        r"ohnmacht|ohnmachtig|bewusstlos\w*|bewusstsein verloren|kollabiert|weggetreten|schwarz vor (den )?augen|"
        r"passed out|blacked out|lost consciousness|fainted|unconscious|collapsed",
    ),
    Term("collapse", r"bin (\w+ ){0,3}umgefallen|umgekippt|zusammengebrochen|zusammengesackt", vague=True),
    Term(
        "collapse",
        r"reisst|reissend\w*|zerreissend\w*|tearing|ripping",
        r"bauch|brust\w*|chest|belly|stomach|abdomen",
    ),
    Term(
        "accident",
        r"(\w*[^b\s])?unfall|(treppen|fahrrad|leiter|ski)?sturz|(hinab|herab|(hin|he)?runter)?gesturzt|"
        r"hin(gefallen|geflogen|geknallt)",
    ),
    Term(
        "accident",
        r"(hin|he)?r?unter ?(gefallen|geflogen|gefalln)",
        rf"bin|ich|{_PLACE}|^(gestern |heute |wieder |schon )*(hin|he)?r?unter ?gefallen",
    ),
    Term(
        "accident",
        rf"(vom|von (der|dem|einer|einem|meinem)) {_PLACE} (\w+ )?(ge?fallen|geflogen|gefalln|gerutscht)|"
        rf"auf (den|die|das|meinen|meine) {_PARTS} (ge(fallen|knallt|flogen|kracht|landet)|gesturzt)|i fell|"
        r"landed (hard )?on my (back|tailbone|bottom|bum|hip|side|head)|(tumbled|fell) down|"
        r"(hit|struck|run over) by (a|the) (car|bus|truck|lorry|van|bike)|knocked (down|over|off my \w+)|"
        r"(vom|von (einem|dem)) (auto|rad\w*|lkw|bus|roller) (an|um|uber)gefahren",
    ),
    Term("accident", r"ausgerutscht|(slipped|tripped) (on|over|and)", vague=True),
    Term(
        "accident",
        r"accident|rear ended|(bike|car) crash|fell (down|off|from|over|on)|had a (bad )?fall|a bad fall",
    ),
)
