"""What names bladder or bowel trouble and numbness in the saddle (`redflags.GROUPS`, note 5.5).

Written as `redflag_phrases` says.
"""

from __future__ import annotations

from typing import Final

from analysis.redflag_phrases import CANT, NICHT, NUMB, TINGLE, Term

_SADDLE: Final = (
    r"reithose\w*|\w*sattel(?:bereich|gegend|zone)?|steiss\w*|darmausgang|back passage|rectum|genital\w*|"
    r"scham\w*|damm\w*|gesass\w*|po|pobacke\w*|popo|hintern|arsch\w*|scheide|penis|hoden\w*|eichel|schritt|"
    r"leiste\w*|sitz(?:flache|bein|bereich|knochen)\w*|unterleib|saddle|groin|private|privates|buttocks?|"
    r"bum|butt|backside|rear end|perineum|vagina\w*|vulva|labia|clitoris|scrotum|testicles?|balls|glied|"
    r"eier|hinterteil|oasch|fudli|arse|private (?:parts|area)|crotch|unten ?rum|da unten|down there|"
    r"down below|klopapier|toilettenpapier|toilet paper|bottom(?! of)|intim\w*|beim (?:klo|toiletten)gang|"
    r"(?:go|going) to the (?:loo|toilet|bathroom)|(?:am|um den) after|afterbereich|anus|anal\w*|"
    r"(?:ab)?wischen|abputzen|wip(?:e|ing)|from the waist down|von der hufte abwarts|zwischen (?:den|"
    r"meinen) beinen|between (?:my|the) legs|inner thighs?|innenseiten? (?:\w+ ){0,3}(?:ober)?schenkel\w*|"
    r"(?:ober)?schenkelinnenseiten?"
)
_SEX: Final = r"(?:beim )?sex|orgasm\w*|erektion\w*|erections?|intercourse|geschlechtsverkehr"
_WATER: Final = r"(?:blasen?|urin|harn|pipi|pisse|pee|urine|bladder|wee)"
_PASSING: Final = (
    r"(?:wasser ?lassen|pinkeln|piseln|pieseln|biseln|pullern|pissen|urinieren|strullern|pipi( machen)?|"
    r"(?:pee|wee|piss|urinat|poo)(?:e|ing)?|pass(?:ing)? (?:urine|water|stool)|empty(?:ing)? (?:my |"
    r"the )?(?:bladder|bowels?))"
)
_OUT: Final = (
    r"(?:urin|pipi|stuhl(?:gang)?|kot|kacke|durchfall|winde|pups\w*|furze?|urine|pee|poo|stool|wind|gas|"
    r"pe+d|peeing|poop\w*|diarrh\w*|rausgelaufen|leak\w*|\w*hose|nass|es lauft)"
)
_VOID: Final = (
    r"(?:urin|harn\w*|pipi|pisse|pinkel\w*|piesel\w*|pissen|biseln|bisln|brunzen|wasserlassen|wasser lassen|"
    r"blase|urine|pee|peeing|wee(?! (?:bit|while|walk|run|rest|sore|tight|stiff|better|tired))|urinat\w*|"
    r"pass(?:ing)? water|bladder|bowels?|stuhlgang|schliessmuskel\w*|sphincter|poo|pooing|kacken|kot)"
)
_TROUBLE: Final = (
    r"(?:abgegang\w*|abgeht|ging ab|lets? go|schlaff|kein\w* strahl|nur noch|nur mit|bauchpresse|only|drops|"
    r"slips?|slipping|runs? (?:out|down)|falls? out|anders|nicht|nich|nimmer|nichts|nix|net|kaum|not|never|"
    r"nothing|without|(?:geht|gehen) (?:mir )?(?:die blase )?durch|stops|stopping|halfway|kein\w* (?:urin|"
    r"pipi|wasser|tropfen)|ewig|komisch|weird|strange|wrong|katheteris\w*|anstreng\w*|nach(?:helfen|drucken|"
    r"pressen)|drucken|push\w*|strain\w*|wart\w*|daurt (?:\w+ )?(?:lang\w*|ewig\w*)|muhsam|stock\w*|"
    r"stotter\w*|comes? out|coming out|came out|getting worse|wird (?:\w+ )?schlechter|kontroll\w*|control|"
    r"accident\w*|undicht|lock|stopp?t|slow\w*|schliesst nicht|(?:dosn ?t|won ?t|don ?t) (?:close|start|"
    r"come)|verlust|kommt (?:erst|kaum|nur|nicht|nichts|nix)|can ?t|couldn ?t|cannot|unable|no longer|"
    r"hardly|(?:takes?|took) (?:ages|forever|long\w*))"
)
_LOO: Final = r"(?:klo|toilette|wc|toilet|bathroom|loo|restroom)"
_URGE: Final = (
    r"(?:harndrang|(?:muss|musste) (?:\w+ ){0,3}(?:klo|toilette|pinkeln|pieseln|biesln|wasserlassen)|"
    r"druck auf (?:der|die) blase|(?:need|needed|have|had|urge|want) to (?:\w+ )?(?:pee|urinate|wee))"
)
_NOTHING: Final = (
    r"(?:(?:kann|konnte|geht|ging|kommt|kam|krieg\w*) (?:\w+ ){0,3}(?:nicht|nichts|nix|net|nimmer)|"
    r"nothing (?:comes|came)|(?:can t|cannot|couldn t|could not|can not))(?! (?:\w+ ){0,2}(?:(?:ein|"
    r"weiter)?schlafen|sleep|anders))"
)

PELVIS: Final = (
    Term(
        "bladder_bowel",
        r"(blasen|darm)(schwach|storung|lahm)\w*|\w*inkontin\w*|incontin\w*|harnverhalt\w*|eingenasst|"
        r"einnass\w*|eingekotet|in die (\w*hose\w*|unterwasche) (gemacht|gepinkelt|gepisst|gekackt|"
        r"geschissen|gepieselt|gepiselt|uriniert)|(wet|wetting|soiled|soiling) myself|urinary retention",
    ),
    Term(
        "bladder_bowel",
        r"blasen?\w*|urin\w*|harn\w*|stuhl(gang)?|darm\w*|kot|kacke|durchfall|winde|wasser(lassen)?|pinkeln|"
        r"bladder|bowels?|urinate|urine|pee|stool|poo",
        r"halten|verlor\w*|verlier\w*|verlust|kontroll?\w*|unkontrolliert\w*|entleer\w* (?:\w+ )?nicht|"
        r"nicht ganz leer|kein\w* (?:einziger )?tropfen|schwache|storung\w*|lassen|merk\w*|spur\w*|hold|"
        r"control|lose|losing|lost|steurn|zuruckhalten|unterscheiden|can ?t|cannot|can not|unable|trouble|"
        r"difficult\w*|leak\w*|(kann|konnte|geht|ging) nicht|unwillkurlich|unbemerkt|dribbl\w*|strain\w*",
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        rf"{_WATER}|harndrang",
        r"weg|geht (\w+ )?ab|lauft|lief|tropft|\w*tropfel\w*|tropfchen\w*|tropfenweise|nachpressen|pressen|"
        r"daurnd (\w+ )?voll|standig voll|immer voll|accidents?|always (feels )?full|constantly full|"
        r"full (all the time|constantly)",
        says_not=True,
    ),
    Term("bladder_bowel", rf"{_URGE} .*{_NOTHING}", says_not=True, whole=True),
    Term(
        "bladder_bowel",
        r"(kein\w*|spur\w* (\w+ )?nicht\w*) (\w+ )?(harn|stuhl|blasen)?drang(?! (zu|nach))( mehr)?|"
        r"no (\w+ )?urge to (go|pee|wee|poo\w*|urinate)|(seit|schon) (\w+ ){0,4}nicht (mehr )?(auf|"
        r"aufs) (\w+ )?(klo|toilette|wc)|haven ?t (\w+ )?(pe+d|urinated|pood|pooped)|(bowel|bladder|toilet|"
        r"wee|pee|poo) accidents?|accidents? in my (pants|trousers|underwear|knickers|bed)",
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        r"(problem\w*|schwierigkeit\w*|muhe|schwer|trouble|difficult\w*|problems?|hard|struggl\w*|"
        rf"strain\w*) (\w+ ){{0,2}}{_PASSING}",
    ),
    Term(
        "bladder_bowel",
        r"(krieg\w*|bekomm\w*|bring\w*) (\w+ ){0,2}(kein\w*|nicht) (wasser|urin|tropfen)|(merk|spur|"
        r"fuhl)\w* (\w+ ){0,2}(nicht|nimmer|net) (mehr )?(, )?(ob|wenn|dass|wann) ich (\w+ ){0,2}muss|(hab|"
        r"habe|hatte) mich (\w+ )?(nass gemacht|eingemacht)|(ein|be)gepinkelt|eingepieselt|"
        r"ins bett (gemacht|gepinkelt)|wet the bed|(pooped|pood|peed|messed|shat) (myself|my pants)",
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        r"\w*hose\w*|slip|unterwasche|pipi|pants|trousers|underwear|knickers",
        r"nass|feucht|voll|halten|wet|damp|hold",
        vague=True,
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        r"klo|toilette",
        r"(kann|konnte|geht|ging) nicht|nicht halten|(passiert|kommt|geht|tut sich) (\w+ )?(nichts|nix)",
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        rf"(nicht|nimmer|nie|kaum) (mehr )?(\w+ )?(rechtzeitig|schnell genug) (\w+ ){{0,3}}{_LOO}|"
        rf"{_LOO} (\w+ ){{0,3}}(nicht|kaum|nimmer) (mehr )?(geschafft|rechtzeitig)|({CANT}|didn ?t|don ?t|"
        rf"barely) (make|get) (\w+ )?to (the|a) {_LOO}|(haven ?t|not) been able to (go|pee|wee|poo\w*|"
        r"urinate|pass (urine|water|stool))|(kann|konnte) (\w+ ){0,5}kein (pipi|urin|wasser)|"
        r"kein\w* stuhlgang (\w+ )?(seit|mehr)|seit (\w+ ){1,3}kein\w* stuhlgang",
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        r"ohne (\w+ ){0,4}(merk\w*|spur\w*)|(nicht|nich|kaum|gar nicht) (gemerkt|gespurt|bemerkt)|(didn ?t|"
        r"don ?t|not|never) (even )?(notic\w*|realis\w*|realiz\w*)|without (me )?(\w+ )?(notic\w*|realis\w*|"
        r"realiz\w*|feeling|knowing)",
        _OUT,
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        rf"(merk|spur|fuhl)\w* (\w+ ){{0,2}}({NICHT}|zu spat|kaum) (mehr )?(, )?(ob|wenn|dass|"
        r"wann) ich (\w+ ){0,4}(muss|musste)|blase\w* (\w+ )?(reagiert|funktioniert|arbeitet|gehorcht|"
        rf"entleert)\w* (\w+ )?{NICHT}|(bladder|bowels?) (\w+ )?(dosn ?t|don ?t|won ?t|isn ?t|aren ?t|"
        r"not) (\w+ )?(empty\w*|work\w*)",
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        r"\w*tropfel\w*|(urin|harn)?strahl (\w+ ){0,3}(schwach|dunn|unterbroch\w*|stottert)|(dunn|"
        r"schwach)\w* (\w+ )?strahl|(weak|slow|poor|thin) (\w+ )?(stream|flow)",
        rf"{_LOO}|{_WATER}|(urin|harn)strahl|wasserlassen|pinkeln|peeing",
    ),
    Term(
        "bladder_bowel",
        r"blasenproblem\w*|blasenbeschwerden|blase (\w+ )?(spinnt|gelahmt|macht (\w+ )?(probleme|arger|"
        r"zicken))|(bladder|bowel) (\w+ )?(problems?|issus?|dysfunction|weakness|trouble)|(brauch\w*|"
        r"trag\w*|notig) (\w+ ){0,3}(windeln?|vorlagen)|(windeln?|vorlagen) (\w+ )?(notig|gebraucht)|(wear|"
        r"need|us)(e|ing)? (incontinence )?(pads|diapers|nappies)|katheter (\w+ ){0,3}(gelegt|bekomm\w*|"
        r"gekriegt|gebraucht)|(need|had|got|have)(ed)? a catheter|cathet\w*ised",
    ),
    Term(
        "bladder_bowel",
        rf"{_VOID} (\w+ ){{0,8}}{_TROUBLE}|{_TROUBLE} (\w+ ){{0,8}}{_VOID}",
        says_not=True,
    ),
    Term(
        "bladder_bowel",
        rf"({CANT}|don ?t|never) (\w+ )?(feel|tell|know|notice) (when|if|that|whether)",
        rf"{_LOO}|{_VOID}",
        says_not=True,
    ),
    Term("bladder_bowel", rf"{CANT} (\w+ )?(pee|poo|wee|empty|urinate|void)", says_not=True),
    Term(
        "bladder_bowel",
        r"in die (\w*hose\w*|unterwasche) (gegangen|gelaufen|gerutscht)|restharn\w*|harnstau\w*|bettnass\w*|"
        r"blasenentleerung\w*|katheter(n|isier\w*)|leak\w* (\w+ ){0,5}(cough|sneeze|laugh|lift|stand|jump)|"
        r"kommt (\w+ )?kein\w* (urin|pipi|tropfen)|"
        r"(geht|gehen) (mir )?die blase durch|stuhlschmieren|leaky bladder|crapped (myself|my pants)",
    ),
    Term("saddle_numb", NUMB, _SADDLE),
    Term(
        "saddle_numb",
        rf"{TINGLE}|schla(ft|fen) (\w+ ){{0,2}}ein|asleep|to sleep|feels? (\w+ )?(strange|weird|odd|cold)|"
        r"(weird|strange|odd|cold) (\w+ ){0,2}feeling|(wie )?(in |auf |aus )?watte|komisch\w* gefuhl|"
        r"fremd\w*",
        _SADDLE,
        vague=True,
    ),
    Term("saddle_numb", r"eingeschlafen|eing?schlafen", _SADDLE, vague=True),
    Term(
        "saddle_numb",
        rf"(g?spur|gspia|g?merk|fuhl)\w* (\w+ ){{0,4}}({NICHT}|kaum|weniger)|({NICHT}|"
        rf"kaum) (\w+ )?(ge)?(spurt|fuhlt|merkt)|{NICHT} (\w+ )?(zu )?(spuren|fuhlen)|({CANT}|"
        r"don ?t) (really )?feel|nothing feels",
        rf"{_SADDLE}|{_SEX}|toilet seat|seat|klobrille",
        says_not=True,
    ),
    Term(
        "saddle_numb",
        rf"({CANT}|don ?t) feel myself (sit|wip|pe|go)\w*|impoten\w*|erektionsstorung\w*|erectile|"
        r"keine? erektion\w*|(no|lost|losing) (my )?erections?|(taub|numb\w*|gefuhllos\w*|kein gefuhl|"
        rf"no feeling) (\w+ ){{0,3}}({_SEX})",
        says_not=True,
    ),
)
