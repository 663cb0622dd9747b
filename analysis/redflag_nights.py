"""What names pain at night or lying down, and stiffness in the morning (`redflags.GROUPS`, note 5.5).

Written as `redflag_phrases` says.
"""

from __future__ import annotations

from typing import Final

from analysis.redflag_phrases import ACHE, CANT, Term

_NIGHT: Final = (
    r"(?:nachts|nachte?|nachten|(?:at|in the|during the|middle of the|all|every|last|most) nights?)"
)
_NIGHTLY: Final = r"(?:nachts|nachte|night ?times?|(?:in der|bei) nacht|(?:at|in the|during the) night)"
_STILL: Final = (
    r"(?:(?!kein|ohne|no\b|not\b|nicht|without|weniger|kaum|less|frei|free|gut|besser|ruh|schlaf|slept|tag|"
    r"danach|day|ok|eased|gone|weg|nachgelassen)\w* )"
)
"""A word between night and pain that leaves the pain there."""
_AWAKE: Final = (
    r"(?:wach\w*|aufgewacht|erwach\w*|aufwach\w*|geweckt|munter|schlaflos\w*|(?:nicht|nich|kaum|wenig|"
    r"nimmer|net|nie|schlecht) (?:\w+ ){0,2}(?:ein|durch|weiter)?(?:schlafen|geschlafen|gepennt)|wak(?:e|es|"
    r"ing)|woke\w*|awake|up all night|sleepless|kein\w* schlaf|kein auge zu\w*|(?:no|little|hardly any|"
    r"zero) sleep)"
)
_FOR: Final = r"(?:wegen|weil|da|vor|durch|von|vom|because|du to|from|with)"
_BACK: Final = rf"(?:{ACHE}|rucken(?:schmerz\w*|weh)?|kreuz(?:schmerz\w*|weh)?|ischias\w*|back|sciatica)"
_UNWELL: Final = r"(?! (?:\w+ ){0,2}(?:gut|ruh\w*|ok|okay|besser|locker|fine|good|better|great|loose|happy))"
_NO_SLEEP: Final = rf"(?:{CANT}|didn ?t|barely|hardly) (?:\w+ )?sle(?:ep|pt)"
_AWFUL: Final = (
    r"(?:holle|horror\w*|katastroph\w*|grausam|furchtbar|schrecklich|qual\w*|furchterlich|graunhaft|hell|"
    r"awful|terrible|agony)"
)
_MORNING: Final = (
    r"morgens|(?:am|jeden) morgen|in der fruh|fruh|in the mornings?|nach dem aufstehen|after getting up|"
    r"every morning|mornings|(?:after|on) waking|wake up|nach dem aufwachen|beim aufstehen"
)
_LONG: Final = (
    r"(?:ages|forever|the first hour|stunden?lang|lange|ewig|(?:\w+ )?(?:dreiviertel)?stunden?|(?:until|"
    r"till) (?:lunch|noon|midday)|bis (?:zum )?mittags?|(?:30|35|40|45|50|60|75|90) ?min(?:uten)?|an hour|"
    r"half an hour|\d+ hours?|(?:30|35|40|45|50|60|90) ?min(?:ute)?s?)"
)
_STIFF: Final = (
    r"(?:kaum (?:hoch|aus dem bett)|nicht (?:\w+ )?in (?:die gange|gang|schwung|tritt)|steif\w*|unbeweglich|"
    r"eingerostet|starr|stocksteif|stiff\w*|bis (?:\w+ ){0,3}(?:locker|beweg\w*|aufrecht|gerade|in gang|"
    r"in schwung)|to (?:loosen up|loosen|get (?:moving|going)|limber up|unlock|straighten up|free up|ease))"
)
_BUSY: Final = (
    r"(?:yoga|spazier\w*|gelauf\w*|gegang\w*|training|trainiert|sport|gewandert|gedehnt|gearbeitet|gefahren|"
    r"gesessen|geschlafen|walk\w*|run|ride|gym|mobility|dehnen|stretch\w*|drive|sleep|rad\w*)"
)
"""What the time was filled with, so that it says nothing of the stiffness."""
_LOOSE: Final = (
    r"(?:bis (?:\w+ ){0,3}(?:locker|beweg\w*|aufrecht|gerade|in gang|in schwung)|to (?:loosen|get (?:moving|"
    r"going)|unlock|straighten up|free up|ease))"
)

NIGHTS: Final = (
    Term(
        "night_pain",
        r"nachtschmerz\w*|night pain|(wach|aufgewacht|geweckt) (vor|von|vom|durch) (den )?schmerz\w*|(vor|"
        r"von|durch|wegen) (den |der |starken |lauter )?schmerz\w* (\w+ )?(wach|aufgewacht|erwacht|geweckt)|"
        r"schmerz\w* (hat|haben|hatte|hatten) mich (\w+ )?(auf)?geweckt",
    ),
    Term("night_pain", rf"{_NIGHT} {_STILL}{{0,5}}{ACHE}|{ACHE} {_STILL}{{0,5}}{_NIGHT}"),
    Term(
        "night_pain",
        rf"{_NIGHTLY} (\w+ ){{0,3}}((aller)?schlimm\w*|starker|unertraglich|worse|(the )?worst)|(schlimm\w*|"
        rf"starker|worse) (\w+ )?{_NIGHTLY}",
    ),
    Term(
        "night_pain",
        rf"{_NIGHTLY} (\w+ ){{0,3}}(kaum|nicht) (mehr )?(auszuhalten|zum aushalten|ertraglich)|"
        rf"worst at night|{ACHE} (\w+ ){{0,2}}(lass\w*|liess\w*) mich (\w+ ){{0,3}}(nicht|"
        r"kaum) (\w+ )?(schlafen|liegen)|(raub\w*|nimmt|nehmen|nahm\w*) mir (\w+ )?(den )?schlaf",
        says_not=True,
    ),
    Term(
        "night_pain",
        rf"(nicht|nich|nimmer|nie) zur ruhe (\w+ ){{0,3}}{ACHE}|up (\w+ )?(at|around|since|from|till|"
        rf"until) \w+ (\w+ ){{0,2}}{_FOR} (\w+ ){{0,2}}{_BACK}{_UNWELL}|weil ich (\w+ )?nicht liegen kann",
        says_not=True,
    ),
    Term(
        "night_pain",
        rf"(vor|wegen|weil|because|du to) (\w+ ){{0,3}}{_BACK}{_UNWELL}",
        r"schlaf\w*|geschlafen|sleep\w*|slept|nacht\w*|night\w*|bett|bed|wach\w*|awake|liegen|lie",
        says_not=True,
        vague=True,
    ),
    Term("night_pain", rf"{_BACK} (\w+ ){{0,2}}(weckt\w*|wecken|wakes?|woke)"),
    Term(
        "night_pain",
        rf"({CANT}|can never) (\w+ )?(get comfortable|find (a|any) (\w+ )?position)|keine (\w+ )?(position|"
        r"stellung|lage)",
        r"nacht\w*|bett|schlaf\w*|liegen|night|bed|sleep|lie|lying",
        says_not=True,
        vague=True,
    ),
    Term("night_pain", r"(wakes?|waking|woken|woke) me", ACHE, vague=True),
    Term(
        "night_pain",
        r"liegen (geht|ging|ist) (\w+ )?(nicht|unmoglich|kaum)|liegen (tut|tat) (\w+ ){0,2}weh|"
        r"liegen schmerzt|(lying|lie) (\w+ )?hurts|hurts to lie|im (sitzen|sessel|stehen) schlafen|"
        r"liegen (nicht|kaum) (mehr )?(geht|ging|moglich)|(schlaf\w*|sitz\w*) (\w+ ){0,3}im (sessel|sitzen)|"
        r"(sleep\w*|slept) (\w+ )?in (a|my|the) (\w+ )?(chair|recliner)",
        r"nacht\w*|bett|schlafen|weh|night|bed|schmerz\w*|pain\w*|hurts?",
        says_not=True,
        vague=True,
    ),
    Term(
        "night_pain",
        r"vor (\w+ )?schmerz\w* (\w+ )?nicht (\w+ )?((ein|durch|weiter)?schlafen|geschlafen)|"
        r"schmerz\w* (halt|hielt|halten|hielten) mich (\w+ ){0,3}wach|pain (\w+ )?(keeps?|kept) me (up|"
        r"awake)|(can t|couldn t|cannot|could not|didn t) (fall a?sleep|sleep|fall asleep) (\w+ ){0,4}(pain|"
        r"ache)",
        says_not=True,
    ),
    Term(
        "night_pain",
        rf"{_AWAKE} (auf )?(\w+ ){{0,5}}{_FOR} (\w+ ){{0,4}}{_BACK}{_UNWELL}|"
        rf"{_FOR} (\w+ ){{0,3}}{_BACK} (\w+ ){{0,6}}{_AWAKE}",
        says_not=True,
    ),
    Term(
        "night_pain",
        r"(keine?|gestorte) nachtruhe|nachtruhe (\w+ )?(gestort|dahin)",
        r"schmerz\w*",
        says_not=True,
    ),
    Term("night_pain", r"aus dem (tief)?schlaf|out of my sleep", ACHE),
    Term(
        "night_pain", _NO_SLEEP, r"pain\w*|ach(e|es|ing)|hurt\w*|killing|agony|throb\w*|sore", says_not=True
    ),
    Term("night_pain", rf"nacht (\w+ ){{0,3}}{_AWFUL}|{_AWFUL} (\w+ )?night", ACHE),
    Term(
        "night_pain",
        r"(kann|konnte) (\w+ ){0,3}(nicht|kaum|nimmer) (\w+ ){0,3}liegen|(can ?t|cannot|couldn ?t) (lie|"
        r"lay)(?! about)",
        rf"nacht\w*|bett|night|bed|{ACHE}",
        says_not=True,
        vague=True,
    ),
    Term("night_pain", r"woke (me )?(up )?(from|with|by|in) (the )?pain|pain (woke|wakes) me"),
    Term(
        "night_pain",
        r"(im|beim) liegen|im bett|hinlegen|(sobald|wenn) ich (\w+ )?(liege|hinlege|lieg)|(lying|lie|lay|"
        r"laying) (down|flat)|in bed",
        r"schlimmer|wird (es )?mehr|mehr schmerz\w*|am (aller)?schlimmsten|am starksten|"
        r"halt\w* (\w+ ){0,3}nicht (\w+ )?aus|nicht auszuhalten|worst|starker|nimmt zu|unertraglich|worse",
    ),
    Term(
        "morning_stiffness",
        r"morgensteif\w*|morning stiffness|stiff all morning|(ganzen )?vormittag (\w+ )?steif|"
        r"bis (zum )?mittags? (\w+ )?(steif|eingerostet|unbeweglich)|steif bis (mittags?|zum mittag|(9|10|"
        r"11|12)( uhr)?)|bechterew\w*|spondyloarthritis|ankylosing spondylitis",
    ),
    Term("morning_stiffness", _STIFF, _MORNING, also=rf"{_LONG}(?! (\w+ ){{0,2}}{_BUSY})", vague=True),
    Term(
        "morning_stiffness",
        rf"{_LONG} (lang )?(\w+ ){{0,3}}{_STIFF}|{_STIFF} (\w+ )?for (over |more than |about |"
        r"at least )?(an|half an|\d+|one|two) (hours?|min(utes)?)|"
        rf"{_STIFF} (\w+ ){{0,3}}([\w,]+ ){{0,4}}(\w+ )?stunden?(?= ,|$)|{_STIFF} ([\w,]+ ){{0,8}}(over|"
        r"more than|at least|nearly|about) (\w+ )?(an|half an|one|\d+) (hour|min\w*)|"
        rf"{_STIFF} ([\w,]+ ){{0,4}}nach (einer|1|2|zwei) stunden? (\w+ )?(weg|besser|locker|gut)|"
        rf"{_LONG} ([\w,]+ ){{0,6}}{_LOOSE}|{_LOOSE} ([\w,]+ ){{0,8}}{_LONG}|stiff (\w+ )?for the first hour",
        _MORNING,
    ),
)
