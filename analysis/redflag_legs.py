"""What names a leg that is weak or paralysed, and signs in both legs (`redflags.GROUPS`, note 5.5).

Written as `redflag_phrases` says.
"""

from __future__ import annotations

from typing import Final

from analysis.redflag_phrases import CANT, LEG, NUMB, TINGLE, Term

_LESS: Final = (
    r"schwach\w*|kraftlos\w*|kraft verloren|(?:weg|ein|durch)?(?:ge)?sack(?:t|te|en)|(?:weg|ein|"
    r"durch)?(?:ge)?knick\w*|lahm\w*|gelahmt|weak\w*|(?:gibt|geben|gab|gaben) (?:\w+ )?nach(?! (?:d(?:em|er|"
    r"en)|ein\w+|\d+))|nachgegeben|versag\w*|buckl\w*|(?:gives?|gave|giving) (?:way|out|up)|droop\w*|"
    r"schlaff\w*|weg(?:ge)?(?:knick|sack)\w*|ein(?:ge)?(?:knick|sack)\w*|collaps\w*|flop\w*|schlappt|"
    r"schlacker\w*|abgeschaltet|ausser betrieb|useless|(?:not|stopp?ed) working|kraftgrad"
)
_MOVE: Final = (
    r"(?:(?:an|hoch|auf)?(?:heben|ziehen|strecken|beugen|bewegen|krummen|spreizen|winkeln|kippen)|"
    r"hochkriegen|hochbekommen|abdruck\w*|abstoss\w*|hupf\w*|auf (?:den |die |der )?(?:zehen\w*|fersen?|"
    r"hacken)|durch(?:druck|streck)\w*|anspann\w*|ansteurn|kontrollier\w*)"
)
_SOFT: Final = (
    r"(?:wackel)?pudding|gummi|butter|brei|gelee|gotterspeise|spaghetti|jelly|jell ?o|rubber|noodles|lead|"
    r"blei"
)

LEGS: Final = (
    Term(
        "both_legs",
        r"beid\w* (beine?\w*|fuss\w*|haxe?n?|waden?|(unter|ober)schenkel\w*|zehe\w*|fersen)|both (of )?(my |"
        r"the )?(legs|feet|calves|thighs|shins)|beidseit\w* (\w+ ){0,4}beine?n?",
        rf"{NUMB}|kribbel\w*|schmerz\w*|tingl\w*|pain\w*|hurt\w*|ach(e|es|ing)|{_LESS}",
    ),
    Term(
        "both_legs",
        r"beidseit\w*|beidseits|links (und|wie) rechts|rechts (und|wie) links|(left and right|"
        r"right and left|both sides)|bilateral\w*",
        rf"{NUMB}|{TINGLE}|ischias\w*|ausstrahl\w*|sciatic\w*",
    ),
    Term(
        "leg_weakness",
        r"lahmung\w*|gelahmt|(fuss|zehen|knie|bein|huft)(heber|senker|beuger|strecker)schwach\w*|"
        r"fussheber\w*|(fall|platsch|schlapp|klatsch|hange)fuss|steppergang|paraly[sz]\w*|\w*parese\w*|"
        r"(neurologisch|motorisch)\w* ausfall\w*|paretisch|foot drop",
    ),
    Term(
        "leg_weakness",
        r"(muskel|bein|fuss|waden)schwach\w*|fuss (hangt|schleift|klatscht|schlappt|patscht|platscht|"
        r"knallt)|foot slap\w*",
    ),
    Term(
        "leg_weakness",
        r"kann (\w+ )?(kaum|nicht) (noch |mehr )?(laufen|gehen|stehen)",
        LEG,
        says_not=True,
        vague=True,
    ),
    Term(
        "leg_weakness",
        rf"(zieh|schleif|schlepp)\w* (\w+ ){{0,2}}({LEG}) (\w+ )?(nach|hinterher)|dragg?\w* (my |"
        rf"the )?(\w+ )?({LEG})",
    ),
    Term(
        "leg_weakness",
        r"keine? (\w+ )?(kraft|power)|kraft (\w+ ){0,4}(weg|fehlt|verloren|verschwunden|schwindet|"
        r"nachgelassen|lasst nach|geht verloren)|kraftverlust|(weniger|kaum|wenig) (noch )?kraft|"
        r"verlier\w* (\w+ )?kraft|(keine?|kaum|wenig) kontrolle|(no|little|los(e|t|ing)|loss of|less|"
        r"reduced|hardly any|barely any|lack of) (\w+ )?(strength|power)",
        LEG,
        says_not=True,
        vague=True,
    ),
    Term(
        "leg_weakness",
        LEG,
        rf"(nicht|nich|nimmer|net|kaum) (mehr )?(richtig |gut |ganz )?{_MOVE}|will (nimmer|nicht mehr|"
        rf"nicht hoch)|(kommt|kriege?|geht) (\w+ )?(nicht|nimmer|kaum) (mehr )?hoch|{CANT} (\w+ )?(lift|"
        r"move|raise|pull|wiggle|bend|straighten|flex|push off|stand on|hop|put weight)",
        says_not=True,
        vague=True,
    ),
    Term(
        "leg_weakness",
        rf"({LEG}) ((fuhlt|fuhlen) sich (an )?)?(\w+ ){{0,2}}(wie|aus) ({_SOFT})|"
        rf"({LEG}) (\w+ ){{0,2}}like ({_SOFT})|(puddingbein|gummibein)\w*",
        vague=True,
    ),
    Term(
        "leg_weakness",
        rf"({LEG}) (tragt|tragen|trug|halt|halten|hielt|gehorcht|gehorchen|folgt) (\w+ ){{0,2}}(nicht|nich|"
        rf"nimmer|net|kaum)|({LEG}) (\w+ )?({CANT}|dosn ?t|don ?t|didn ?t|isn ?t|aren ?t|not) (\w+ )?(hold|"
        r"support|carry|work|respond|bear|take my weight|come up|lift|do|doing|move|obey)",
        says_not=True,
    ),
    Term(
        "leg_weakness",
        rf"{CANT} (\w+ ){{0,2}}(stand|walk|go|get|rise|push up) (\w+ ){{0,3}}(tip ?tos?|tos|heels?)|"
        r"(kein\w*|nicht|nimmer) (\w+ ){0,2}((zehen|fersen|hacken|einbein)(stand|gang))",
        says_not=True,
    ),
    Term(
        "leg_weakness",
        r"(fuss|fussspitze|zeh\w*) (\w+ )?bleib\w* (\w+ ){0,4}hangen|bleib\w* (\w+ ){0,3}mit (dem|der|"
        r"den) (\w+ )?(fuss\w*|zehe\w*) (\w+ ){0,4}hangen|stolp\w* (\w+ ){0,3}uber (den|die|meine?n?|"
        rf"das) (\w+ )?(eigene\w* )?({LEG})|uber(s| die| den| das|"
        rf" meine?n?) (eigene\w* )?({LEG}) (\w+ )?gestolpert|stolp\w* (\w+ )?(daurnd|standig|immer|oft|"
        r"viel)|(daurnd|standig|immer|oft) (\w+ )?stolp\w*|(keep|keeps|kept|always) (on )?(tripping|"
        r"stumbling)|trip\w* over my (own )?(\w+ )?(foot|feet|tos)|(foot|to|tos) (\w+ ){0,2}(catch\w*|"
        r"drags?|dragging|scuff\w*|scrap(es|ing))",
        vague=True,
    ),
    Term(
        "leg_weakness",
        rf"({LEG}) (\w+ )?(macht (\w+ )?was (es|er|sie) will|fallt aus|ausgefallen|macht (\w+ )?(schlapp|"
        rf"nicht mit)|streikt)|({LEG}) (\w+ ){{0,3}}(fremd\w*|(dosn ?t|don ?t|not) (\w+ )?(belong|mine|"
        r"listen))|gangunsicher\w*|gangstorung\w*|unsicher auf den beinen|unsteady on my (feet|legs)",
        says_not=True,
        vague=True,
    ),
    Term(
        "leg_weakness",
        rf"{CANT} (?!wait|skip|miss)(\w+ ){{0,3}}(leg|legs|foot|feet|tos|calf|thigh|ankle)(?! (day|press|"
        r"session|work\w*|ext\w*|curls?))|(kann|konnte|schaff\w*|krieg\w*|bekomm\w*|"
        r"bring\w*) (\w+ ){0,5}(bein|fuss|zeh\w*|wade|ferse|oberschenkel) (\w+ ){0,2}(nicht|nimmer|kaum|"
        r"nich|net)|(hebt|hebe|geht|kommt|bewegt|tragt|halt|funktioniert|gehorcht|"
        r"reagiert) (\w+ ){0,3}(bein|fuss|zeh\w*) (\w+ )?(nicht|nimmer|kaum)|(bein|fuss|"
        r"zeh\w*) (\w+ )?(hebt|geht|kommt|bewegt|funktioniert|reagiert|schafft|klappt|zieht|"
        r"gelingt) (\w+ ){0,4}(nicht|nimmer|kaum)|(bein|fuss) (\w+ )?(nachzieh\w*|nachgezogen|"
        r"hinterherzieh\w*)",
        says_not=True,
        vague=True,
    ),
    Term(
        "leg_weakness",
        r"(struggl\w*|hard|difficult\w*|trouble|need (both |my )*hands) (to )?(lift|mov|rais)\w*",
        LEG,
        vague=True,
    ),
    Term(
        "leg_weakness",
        r"(nicht|nich|nimmer|kaum|net) (\w+ ){0,3}auf (die |den |der )?(zehen\w*|fersen?|hacken)",
        says_not=True,
        vague=True,
    ),
    Term("leg_weakness", rf"({CANT}|barely|hardly) (walk|stand)", LEG, says_not=True, vague=True),
    Term("leg_weakness", _LESS, LEG),
)
