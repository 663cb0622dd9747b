"""The phrases behind the warning signs of notes: turns that mean something else, and what names a sign (note 5.5).

Everything is written as `folding.fold` leaves it: lower case, plain vowels, "ue" as "u" ("neue" is "nue"), apostrophes
as spaces ("can t"). Patterns match whole words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_LEG: Final = (
    r"bein\w*|fuss\w*|fusse|haxe?n?|knie\w*|zehe?n?\w*|wade\w*|fersen|(?:ober|unter)schenkel\w*|legs?|"
    r"foot|feet|knees?|tos|calf|thighs?"
)
_BODY: Final = (
    rf"{_LEG}|arme?n?|hand|hande|finger\w*|gesass|po|hintern|haut|stelle\w*|rucken|seite|skin|back|side|arms?"
)
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

_THING: Final = (
    r"(?:handy|smartphone|telefon|tablet|laptop|tasse|becher|glas|glaser|flasche|teller|schussel\w*|schlussel\w*|"
    r"brille|messer|gabel|loffel|topf|pfanne|buch|bucher|stift|hantel\w*|gewicht|ball|kugel|tasche|tute|karton|"
    r"kiste|paket|bild|regal|vase|lampe|vorhang|kaffee|tee|suppe|essen|brot|ei|blatt|blatter|laub|schnee|regen|"
    r"apfel|obst|ast|baum|stuhl|fahrrad|ventilator|aktien?|borse|preise?|kurse?|temperatur\w*|entscheidung|phone|"
    r"cup|glass|plate|bottle|keys?|book|pen|lans|leaves|snow|rain|prices?|box|bag|chair|bike|shelf|cat|dog|hund|"
    r"katze)"
)
_ABOUT: Final = "".join(
    rf"(?<!{one} )"
    for one in (
        *(
            "mit",
            "mit der",
            "mit dem",
            "mit einer",
            "mit einem",
            "mit meinem",
            "mit meiner",
            "uber",
            "uber die",
        ),
        *(
            "uber den",
            "uber das",
            "uber einen",
            "uber eine",
            "uber meine",
            "vom",
            "von der",
            "von dem",
            "von einem",
        ),
        *(
            "gegen die",
            "gegen den",
            "gegen das",
            "im",
            "in den",
            "off the",
            "off a",
            "off my",
            "from the",
            "from a",
        ),
        *(
            "from my",
            "over the",
            "over a",
            "over my",
            "with the",
            "with a",
            "with my",
            "auf die",
            "auf den",
            "auf das",
        ),
    )
)
"""What makes a thing the place or the cause of a fall and not what fell."""
_FALLEN: Final = (
    r"(?:\w*gefallen|\w*gesturzt|\w*gekippt|fell|fallen|falls|fallt|fiel)(?: (?:off|down|from|over|on))?"
)
_PLACE: Final = (
    r"(?:fahrrad|(?:motor)?rad|radl|e bike|roller|pferd|leiter|stuhl|hocker|bett|treppen?|stiegen?|stufen?|dach|baum|"
    r"gerust|mauer|bank|bordstein\w*|kante)"
)
_PARTS: Final = r"(?:rucken|steiss\w*|hufte|po|gesass|hintern|seite|knie|kopf)"
_PAIN: Final = (
    r"(?:\w*schmerz(?:en|t|te|ten)?|wehgetan|(?:kreuz|rucken)?weh|\w*pains?|hurts?|hurting|"
    r"(?:back)?aches?|aching)"
)
_NIGHT: Final = r"(?:nachts|nacht|(?:at|in the|during the|all|every|last) night)"
_NIGHTLY: Final = r"(?:nachts|(?:in der|bei) nacht|(?:at|in the|during the) night)"
_STILL: Final = (
    r"(?:(?!kein|ohne|no\b|not\b|nicht|without|weniger|kaum|less|frei|free|gut|besser|ruh|schlaf|slept)\w+ )"
)
"""A word between night and pain that leaves the pain there."""
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
_MORNING: Final = (
    r"morgens|(?:am|jeden) morgen|in der fruh|fruh|in the mornings?|nach dem aufstehen|after getting up"
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


IDIOMS: Final = (
    r"taub vor (freude|gluck|lachen|larm)|taube?s? ohr\w*|taube nuss|taubstumm\w*|stell\w* sich taub",
    r"schwache? (fur|beim? \w+ rechnen)|(weakness|weak spot|soft spot) for",
    r"(lampen|reise|heu|jagd|gold|wm|schul)fieber|fieber(thermometer|haft\w*|te|messer)|fiebere?n? (mit|auf|der|dem)",
    r"(hay|cabin|gold|spring|dance) fever|fever (pitch|tree)|chills? out",
    (
        r"sternzeichen krebs|krebs (als )?sternzeichen|krebsgang|krebs(e|suppe|fleisch)|"
        r"krebse? (und \w+ )?(gegessen|gekocht|gefangen)"
    ),
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
    r"mir (\w+ ){0,3}(hin|runter|herunter|um)gefallen|dropped (my|the|a)",
    rf"{_ABOUT}{_THING} (?:(?!bin |ich )\w+ ){{0,4}}?{_FALLEN}",
    (
        r"(fast|beinahe?|um ein haar|nearly|almost) (?!jed|tag|woch|immer|every|daily|each|week|passed)(\w+ ){0,4}?"
        r"(\w*gefallen|\w*gesturzt|(treppen)?sturz|hingeflogen|ausgerutscht|fell|fallen|slipped|tripped)"
    ),
    (
        r"(\w*sturz|\w*unfall|fall|accident) ((?!nicht|not|nimmer|kein)\w+ ){0,3}(verhinder\w*|vermied\w*|"
        r"vermeid\w*|avoided|prevented)"
    ),
    r"(verhinder\w*|vermied\w*|vermeid\w*|avoid\w*|prevent\w*) (\w+ ){0,2}(\w*sturz\w*|\w*unfall|falls?|accident)",
    r"passed out (the |some |my )?(\w+ )?(flyers?|leaflets?|papers?|snacks?|sweets|candy|invitations?)",
    r"fieber (\w+ ){0,2}3[56]( , \d)?|fever (\w+ ){0,2}(36|97|98)( , \d)?",
    r"(ohne|keine?|bessere?|mehr|viel|volle) kraft (im|in) (arm\w*|hand\w*)",
    (
        r"(sohn|tochter|kind|mann|frau|hund|katze|mutter|vater|oma|opa|kollegin?|son|daughter|husband|wife|dog|"
        r"cat) (\w+ )?"
        r"((hat|hatte|has|had) (\w+ )?(fieber|a fever|fever|krebs|cancer|grippe|infekt)|(ist|war|fell|"
        r"has) (\w+ ){0,3}(\w*gefallen|\w*gesturzt|fallen|down))"
    ),
    r"(film|serie|nachrichten|buch|roman|krimi|kino|movie|news) (\w+ ){0,3}(\w*unfall|sturz|accident|crash)",
    (
        r"(\w*unfall|sturz|accident|crash) (im|in der|in dem|in a|in the|on the) (film|serie|nachrichten|buch|roman|"
        r"krimi|kino|movie|news)"
    ),
    r"(nass|wet) (\w+ )?(vom|durch|from|in) (den |the )?(regen|schnee|schweiss|schwitzen|rain|snow|sweat|shower)",
    (
        r"(draussen|wasser|sauna|strand|hitze) (\w+ ){0,3}(38|39|40|41)|(38|39|40|41) grad (draussen|im schatten|"
        r"warm\w*|wasser)"
    ),
    r"(tinkle|tingl\w*|kribbel\w*|kribbelt\w*) (im bauch|vor (freude|vorfreude|aufregung)|with (joy|excitement))",
)
"""Turns of phrase that mean something else."""

TERMS: Final = (
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
        _LEG,
        says_not=True,
        vague=True,
    ),
    Term(
        "leg_weakness",
        rf"(zieh|schleif)\w* (\w+ ){{0,2}}({_LEG}) (\w+ )?nach|dragg?\w* (my |the )?(\w+ )?({_LEG})",
    ),
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
        r"(nicht|nimmer) (mehr )?(richtig )?((an|hoch)?heben|bewegen|auf (den |die )?(zehen\w*|fersen))|"
        r"will (nimmer|nicht mehr)|"
        r"(can t|cannot|unable to) (lift|move)",
        says_not=True,
        vague=True,
    ),
    Term("leg_weakness", _LESS, _LEG),
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
    Term(
        "fever_infection",
        r"fieber|fiebrig\w*|schuttelfrost|((harn|atem)wegs)?infekt(ion\w*)?|fever|feverish|chills|"
        r"infection|blasenentzundung|nachtschweiss|night sweats?|temperatur (\w+ )?(38|39|40|41)|erhohte temperatur|"
        r"(running|ran|have|had|got) a (high )?temperature|temperature (of|is|was) (38|39|40|10[0-5])|"
        r"blutvergiftung|sepsis|"
        r"(38|39|40|41)( , \d)? (grad )?gemessen|schuttelt (\w+ ){0,3}(kalte|frost)|abszess\w*|abscess\w*",
    ),
    Term(
        "fever_infection",
        r"(nass|durch) ?geschwitzt|(drenched|soaked) in sweat",
        r"nacht\w*|bett|laken|night|bed",
    ),
    Term(
        "fever_infection",
        r"spritze\w*|injektion\w*|injection",
        r"wirbelsaule|rucken|spine|spinal|back|epidural",
    ),
    Term("immune", r"immunschwach\w*|immunsuppress\w*|immunocompromised|immune deficiency|hiv"),
    Term("immune", r"immunsystem|immune system", r"(ge)?schwach\w*|unterdruckt|weak\w*|suppress\w*|low"),
    Term(
        "cancer",
        r"(\w+)?krebs(erkrankung|patient\w*|diagnose|therapie)?|leuk[ae]mi\w*|lymphom\w*|sarkom\w*|sarcoma|"
        r"melanom\w*|chemo|"
        r"(hirn|\w+)?tumore?n?|\w*metastas\w*|karzinom\w*|chemotherap\w*|cancer|tumou?rs?",
    ),
    Term("weight_loss", r"gewichtsverlust|weight loss|(werde|wird) immer dunner|getting thinner"),
    Term(
        "weight_loss",
        r"nehme? (\w+ )?ab|abgenommen|(kilos?|kg|pfund) weniger|los(ing|t) weight",
        r"ohne (\w+ )?(grund|diat|absicht)|ohne es zu wollen|einfach so|without (trying|diet\w*)",
        says_not=True,
    ),
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
    Term("night_pain", rf"{_NIGHT} {_STILL}{{0,3}}{_PAIN}|{_PAIN} {_STILL}{{0,3}}{_NIGHT}"),
    Term(
        "night_pain",
        rf"{_NIGHTLY} (\w+ ){{0,3}}(schlimm\w*|starker|unertraglich|worse)|(schlimm\w*|starker|"
        rf"worse) (\w+ )?{_NIGHTLY}",
    ),
    Term(
        "night_pain",
        r"vor (\w+ )?schmerz\w* (\w+ )?nicht (\w+ )?((ein|durch|weiter)?schlafen|geschlafen)|"
        r"schmerz\w* (halt|hielt|halten|hielten) mich (\w+ ){0,3}wach|pain (\w+ )?(keeps?|kept) me (up|awake)|"
        r"(can t|couldn t|cannot|could not|didn t) (fall a?sleep|sleep|fall asleep) (\w+ ){0,4}(pain|ache)",
        says_not=True,
    ),
    Term("night_pain", r"woke (me )?(up )?(from|with|by|in) (the )?pain|pain (woke|wakes) me"),
    Term(
        "night_pain", r"im liegen|im bett|lying down|in bed", r"schlimmer|starker|nimmt zu|unertraglich|worse"
    ),
    Term(
        "fracture_risk",
        r"osteopor\w*|knochenschwund|(sprode|bruchige) knochen|(brittle|fragile) bones|[kc]ortison\w*|"
        r"prednis\w*|cortisone|steroids?",
    ),
    Term(
        "leg_tingling",
        r"kribbel\w*|ameisenlaufen|tingl\w*|pins and needles|ausstrahl\w*|ausgestrahlt|ischias\w*|sciatic\w*",
    ),
    Term(
        "leg_tingling",
        r"zieht|schiesst|strahlt|shoot\w*|radiat\w*|zog",
        rf"(ins|in das|in die|down|in den|into|to (the|my)) .*({_LEG})",
    ),
    Term(
        "leg_tingling",
        r"schmerz\w*|zieht|pain",
        rf"bis (in|zum|zur|unter|unters) .*({_LEG})|down (to|into) .*({_LEG})",
    ),
    Term("leg_tingling", r"bamstig\w*|taub|taubheit\w*|numb|numbness|gefuhllos\w*"),
    Term("leg_tingling", r"kein gefuhl|no feeling", _BODY, says_not=True),
    Term("leg_tingling", r"pelzig\w*|gefuhlsstorung\w*", _BODY),
    Term(
        "leg_tingling",
        r"ameisen|bitzelt?\w*|prickel\w*|wie strom|strom(stoss|schlag)\w*|strom (\w+ )?(in|im|ins|durch)|"
        r"elektr\w*|electric\w*",
        _LEG,
    ),
    Term("leg_tingling", r"taube[sn]?|eing?e?schlafen\w*|schla(ft|fen) (\w+ )?ein", _BODY, vague=True),
    Term("morning_stiffness", r"morgensteif\w*|morning stiffness"),
    Term(
        "morning_stiffness",
        r"(stunden?lang|lange|stunden?|(30|40|45|50|60|90) min(uten)?) (lang )?(\w+ )?steif\w*|"
        r"stiff (\w+ )?for (an|half an|over an|\d+) (hours?|min(utes)?)",
        _MORNING,
    ),
    Term(
        "pregnancy",
        r"schwanger\w*|mutterschutz|ssw|erwarten? (ein|unser|mein) (\w+ )?(baby|kind)|pregnan\w*|"
        r"expecting a (baby|child)",
    ),
)
