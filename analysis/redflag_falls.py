"""What names a collapse, tearing pain, an accident or a fall (`redflags.GROUPS`, note 5.5).

Written as `redflag_phrases` says.
"""

from __future__ import annotations

from typing import Final

from analysis.redflag_phrases import ACHE, Term

_PLACE: Final = (
    r"(?:fahrrad|(?:motor)?rad|radl|e bike|roller|pferd|leiter|stuhl|hocker|bett|treppen?|stiegen?|stufen?|"
    r"dach|baum|gerust|maur|bank|bordstein\w*|kante|pony|moped|mofa|tisch|zaun|balkon|hochbett|podest|board|"
    r"schlitten|trampolin|kletterwand|felsen)"
)
_PARTS: Final = r"(?:rucken|steiss\w*|hufte|po|gesass|hintern|seite|knie|kopf|arsch|kreuz|schulter)"
_TRUNK: Final = (
    r"(?:bauch\w*|unterbauch|oberbauch|unterleib|brust\w*|magen|flanken?|chest|belly|stomach|tummy|abdom\w*)"
)
_SUDDEN: Final = (
    r"(?:plotzlich\w*|schlagartig\w*|vernichtend\w*|starkst\w*|schlimmst\w*|heftigst\w*|unertraglich\w*|"
    r"sudden\w*|worst|excruciating|unbearable)"
)
_BREATH: Final = (
    r"atemnot|luftnot|kurzatmig\w*|(?:keine|kaum|schlecht|schwer) luft|short(?:ness)? of breath|breathless|"
    r"(?:can ?t|cannot|hard to|trouble) breath\w*"
)
_HARD: Final = r"(?:schwer|heftig|bos|ubel|schlimm|hart|blod|unglucklich|ordentlich|richtig|voll)"
_RAM: Final = (
    r"(?:erwischt|angefahren|umgefahren|uberfahren|uberrollt|gerammt|erfasst|gestreift|umgerissen|umgerannt)"
)
_LAID: Final = (
    r"(?:hin(?:ge)?(?:hau|schmiss)\w*|hinghaut|geschmissen|gschmissn|zerlegt|hingelegt|gelegt|gebrezelt|"
    r"geschleudert)"
)
_WHEELS: Final = r"(?:bike|bicycle|car|motorbike|motorcycle|moped|scooter|ski\w*|road|traffic|cycling|riding)"

FALLS: Final = (
    Term(
        "collapse",
        r"oh?nmacht|oh?nmachtig|bewuss?tlos\w*|bewusstsein verloren|\w*kollaps|kollabier\w*|weggetreten|"
        r"synkope|schwarz vor (den )?augen|(mir|wurde) (\w+ ){0,3}schwarz|syncope|ohne bewusstsein|"
        r"bewusstsein (\w+ )?(weg|getrubt)|aus den latschen gekippt|zu mir gekommen|(auf dem|"
        r"am) boden (\w+ )?(aufgewacht|aufgekommen)|woke up on the floor|came to on the|(everything|it all|"
        r"vision|world) (\w+ )?(went|turned) (black|dark|gr[ae]y)|keeled over|filmriss|"
        r"nicht (mehr )?ansprechbar|unresponsive|out cold|(was|got|been) knocked out|(went|gos) dizzy and|"
        r"kreislauf (\w+ ){0,2}(weg|zusammengebrochen|versagt|weggesackt)|pass(ed|ing) out|black(ed|"
        r"ing) out|lost consciousness|faint(ed|ing)|(felt|feel|feeling) faint|unconscious|collapsed",
    ),
    Term(
        "collapse",
        r"(bin|ich) (\w+ ){0,5}(umgefallen|zusammengeklappt)|umgekippt|zusammengebrochen|zusammengesackt",
        vague=True,
    ),
    Term(
        "collapse",
        r"(war|bin) (\w+ )?(kurz|kurzzeitig|sekundenlang) (ganz )?weg( gewesen)?(?= ,|$)|kurz weg gewesen",
        vague=True,
    ),
    Term(
        "collapse",
        rf"(messer(stich)?\w*|dolch\w*|stechen\w*|stich\w*|stabbing|stabs?|knife) (\w+ ){{0,4}}{_TRUNK}|"
        rf"strahlt (\w+ ){{0,3}}(in|bis in) (den|die) {_TRUNK}|aorten\w*|aorta|aneurysma?",
        vague=True,
    ),
    Term(
        "collapse",
        r"reisst|reissend\w*|zerreissend\w*|zerreisst|tearing|ripping|ripped|tore|torn|gerissen",
        _TRUNK,
    ),
    Term("collapse", r"vernichtungsschmerz\w*|vernichtend\w* (\w+ )?schmerz\w*"),
    Term(
        "collapse",
        rf"{_SUDDEN} (\w+ ){{0,3}}({_TRUNK}(schmerz\w*)?|{ACHE})",
        rf"{_TRUNK}schmerz\w*|{_TRUNK} (\w+ ){{0,3}}{ACHE}|{ACHE} (\w+ ){{0,6}}{_TRUNK}",
    ),
    Term("collapse", r"luft (\w+ )?weg", _TRUNK),
    Term("collapse", _BREATH, rf"{_TRUNK}|herz\w*|heart|{ACHE}", says_not=True),
    Term(
        "collapse",
        r"kalte\w* schweiss|kaltschweissig\w*|cold sweats?|sweating cold|clammy",
        rf"{ACHE}|ubel\w*|schwindel\w*|dizzy|nausea\w*",
    ),
    Term(
        "collapse",
        r"brust(korb)?(schmerz\w*|enge)|schmerz\w* (\w+ )?(in|hinter) (der|meiner|dem) brust\w*|"
        r"druck auf der brust|chest (pain\w*|tightness|pressure)|(pain|tightness|pressure) (\w+ )?in (my|"
        r"the) chest|herzinfarkt|heart attack",
        vague=True,
    ),
    Term(
        "accident",
        r"(\w*[^b\s])?unfall|(treppen|fahrrad|leiter|ski)?sturz|(hinab|herab|(hin|he)?runter)?gestur?t?zt|"
        r"hin(gefallen|geflogen|geknallt)|verunfallt|verungluckt|zusammenstoss|schleudertrauma|whiplash|"
        r"hingeschlagen|langgelegt|in mich (\w+ )?rein\w*|(klettern|bouldern|berg|gleitschirm|bin|"
        r"ich) (\w+ ){0,3}abgesturzt|der lange nach hin\w*|gestolpert und (\w+ ){0,5}(hin|gefallen|gelegen|"
        r"geknallt)|drauf ?gefahren|(mir|uns|ins auto) (\w+ ){0,3}(rein|auf)(gefahren|gekracht|gerauscht)|"
        rf"(mich|mi) (hat s|hats|hat es|hat) (\w+ ){{0,5}}{_LAID}|hat(s| s| es)? mich (\w+ ){{0,5}}{_LAID}",
    ),
    Term(
        "accident",
        rf"bin (\w+ ){{0,6}}gefallen|bin (\w+ ){{0,5}}{_HARD} (\w+ )?(aufgekommen|aufgeschlagen|gelandet|"
        r"geflogen|aufgeprallt)|(steiss\w*|rippe\w*|hufte|wirbel\w*|rucken|kreuz) (\w+ ){0,2}geprellt|"
        r"steissbeinprellung",
    ),
    Term(
        "accident",
        r"(hin|he)?r?unter ?(gefallen|geflogen|gefalln)",
        rf"bin|ich|{_PLACE}|(?<=^ )(gestern |heute |wieder |schon )*(hin|he)?r?unter ?gefallen",
    ),
    Term(
        "accident",
        rf"(vom|von (der|dem|einer|einem|meinem)) {_PLACE} (\w+ )?(ge?fallen|geflogen|gefalln|gerutscht|"
        r"gesegelt|gekracht|geplumpst|gepurzelt|geknallt|geschleudert|gekippt|abgeworfen)|auf (den|die|das|"
        rf"meinen|meine) {_PARTS} (ge(fallen|knallt|flogen|kracht|landet)|gesturzt)|i fell|"
        r"landed (hard )?on my (back|tailbone|bottom|bum|butt|hip|side|head)|(tumbled|fell) down|(hit|"
        r"struck|run over|knocked over) by (a|the) (\w+ )?(car|bus|truck|lorry|van|bike|scooter|cyclist|"
        r"train|tram)|(car|bus|truck|van|cyclist|bike) (\w+ )?(hit|struck) me|(drove|ran|crashed) into (me|"
        r"my car|the back of)|(slid|came|thrown|flew) (off|down) (my|the|a) (\w+ )?(bike|horse|ladder|"
        r"stairs|steps|roof|scooter|motorbike)|over the handlebars|(slipped|tripped|stumbled) and fell|"
        r"fallen (off|down|over)|fell (backwards?|forwards?|sideways|hard|badly|flat|out of|while|when|"
        r"getting|onto|against)|went into the back of|in den graben|into a ditch|knocked me (off|over|down)|"
        r"went down hard|went flying|wurde (\w+ ){0,5}(an|um|uber)gefahren|(pferd|kuh|horse|"
        r"cow) (\w+ )?getreten|kicked by a|(mich|bin|auto|rad|ski\w*|wagen|"
        r"roller) ((?!beine?n?\b)\w+ ){0,5}uberschlagen|hit (a|an) (\w+ )?(tree|car|deer|pole|post|kerb|"
        r"curb|rock)|into a (tree|wall|pole|car|post)|(went|slid|came|bounced|fell) down (the|some|"
        r"a few) (stairs|steps)|face (down|first) (on|onto|into)|face ?planted|wiped out on|toppled (over|"
        r"off)|slammed into (a|the|my)|(treppe|stiege|stufen?) (\w+ )?(hin|he)?r?unter(gerutscht|gepurzelt|"
        r"gesegelt|gekugelt|geflogen|gekracht)|gegen (die|den|eine?n?|das) (wand|maur|baum|tur|laterne|"
        r"pfosten) (geknallt|gefahren|gekracht|geflogen)|knocked (down|over|off my \w+)|(vom|von (einem|"
        r"dem)) (\w+ )?(auto|rad\w*|lkw|bus|roller) (an|um|uber)gefahren",
    ),
    Term(
        "accident",
        r"(mich|uns|mi) (\w+ ){0,2}(auto|lkw|bus|radfahrer\w*|rad|wagen|motorrad|roller|e scooter|hund|"
        rf"laster) (\w+ ){{0,2}}{_RAM}|(auto|lkw|bus|radfahrer\w*|wagen|motorrad|roller|hund) (hat|"
        rf"hatte) (mich|uns) (\w+ ){{0,3}}{_RAM}|(leiter|hocker|stuhl) (\w+ ){{0,2}}(weggerutscht|"
        r"weggekippt|weggebrochen)|(pferd|reiten|pony|stute|wallach|hat mich|wurde) (\w+ ){0,3}abgeworfen|"
        r"(thrown|threw me|bucked) (off|from|by) (my |a |the )?(horse|bike|pony)",
    ),
    Term("accident", r"(vom|von (der|dem|einer|einem)) \w+ (ge?fallen|gefalln)", vague=True),
    Term("accident", r"ausgerutscht|ausgeglitten|bin (\w+ ){0,4}weggerutscht", vague=True),
    Term(
        "accident",
        r"(slipped|tripped)( up)? (on|over|and|down|off|at|while|getting|in(?! (a|an|some|to)))",
        vague=True,
    ),
    Term(
        "accident",
        r"accident|rear ended|fell (down|off|from|over|on)|had a (bad |nasty |hard )?fall(?! colo\w*)|(bad|"
        r"nasty|hard|heavy) fall(?! (weather|colo\w*|day))|(took|take|taken|had) (a|another) (\w+ )?(tumble|"
        rf"spill|fall)(?! colo)|(was|been) in a (\w+ )?(crash|wreck|collision)|{_WHEELS} (crash|wreck|"
        rf"collision)|crashed (my|the) {_WHEELS}|crashed (while )?(\w+ )?{_WHEELS}",
    ),
)
