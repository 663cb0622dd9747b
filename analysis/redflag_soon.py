"""What names a sign for a doctor within days, in the words of notes (`redflags.GROUPS`, note 5.5).

Written as `redflag_phrases` says.
"""

from __future__ import annotations

from typing import Final

from analysis.redflag_phrases import LEG, Term

_BODY: Final = (
    rf"{LEG}|arme?n?|hand|hande|finger\w*|gesass|po|hintern|haut|stelle\w*|rucken|seite|skin|back|side|arms?"
)
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
_MORNING: Final = (
    r"morgens|(?:am|jeden) morgen|in der fruh|fruh|in the mornings?|nach dem aufstehen|after getting up"
)

SOON: Final = (
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
        rf"(ins|in das|in die|down|in den|into|to (the|my)) .*({LEG})",
    ),
    Term(
        "leg_tingling",
        r"schmerz\w*|zieht|pain",
        rf"bis (in|zum|zur|unter|unters) .*({LEG})|down (to|into) .*({LEG})",
    ),
    Term("leg_tingling", r"bamstig\w*|taub|taubheit\w*|numb|numbness|gefuhllos\w*"),
    Term("leg_tingling", r"kein gefuhl|no feeling", _BODY, says_not=True),
    Term("leg_tingling", r"pelzig\w*|gefuhlsstorung\w*", _BODY),
    Term(
        "leg_tingling",
        r"ameisen|bitzelt?\w*|prickel\w*|wie strom|strom(stoss|schlag)\w*|strom (\w+ )?(in|im|ins|durch)|"
        r"elektr\w*|electric\w*",
        LEG,
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
