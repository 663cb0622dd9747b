"""What names tingling, numbness and pain that runs down a leg (`redflags.GROUPS`, note 5.5).

Written as `redflag_phrases` says.
"""

from __future__ import annotations

from typing import Final

from analysis.redflag_phrases import ACHE, CANT, LEG, NUMB, TINGLE, Term

_BODY: Final = (
    rf"{LEG}|arme?n?|hand|hande|finger\w*|gesass|po|hintern|haut|stelle\w*|rucken|seite|skin|back|side|arms?"
)

_LIMB: Final = rf"{LEG}|arme?n?|hand|hande|finger\w*|gesass|po|hintern|arms?"
"""What falls asleep alone; "eingeschlafen" next to a back is sleep."""

NERVES: Final = (
    Term(
        "leg_tingling",
        rf"{TINGLE}|ausstrahl\w*|ausgestrahlt|ischias\w*|sciatic\w*|sciattica|siatica|taubheit\w*",
    ),
    Term(
        "leg_tingling",
        r"zieht|schiesst|strahlt|shoot\w*|radiat\w*|zog",
        rf"(ins|in das|in die|down|in den|into|to (the|my)) .*({LEG})",
    ),
    Term(
        "leg_tingling",
        rf"{ACHE}|zieht|ziehen\w*|stech\w*|brennt|brennend\w*|brennen|burn\w*|zap\w*|shocks?|jolts?|"
        r"stabbing|electric\w*",
        rf"bis (in|zum|zur|unter|unters) .*({LEG})|(?<!up and )down (to|into|the|my|both|"
        rf"one) (\w+ ){{0,4}}({LEG})",
    ),
    Term(
        "leg_tingling",
        r"nervenschmerz\w*|nerve pain|radikular\w*|radicul\w*|nervenwurzel\w*|brenn\w* (\w+ ){0,2}(fuss\w*|"
        r"zehe\w*)|burning (in )?(my )?(foot|feet|tos)",
        vague=True,
    ),
    Term("leg_tingling", r"bamstig\w*|taub|numb|numbness|gefuhllos\w*"),
    Term(
        "leg_tingling",
        r"(brennt|brennen|zieht|ziehen|schiesst|sticht|schmerzt|strahlt|"
        rf"lauft) (\w+ ){{0,4}}({LEG}) (\w+ )?(runter|hinunter|hinab|herunter|entlang)|"
        rf"({LEG}) (\w+ )?(falls?|fell|gos|went|gone) (\w+ )?(a ?sleep|to sleep|dead)",
    ),
    Term("leg_tingling", r"kein gefuhl|no feeling", _BODY, says_not=True),
    Term(
        "leg_tingling",
        rf"(spur|merk|fuhl)\w* (\w+ ){{0,3}}({LEG}) (\w+ ){{0,2}}(nicht|nimmer|kaum|nich|net)|(don ?t|"
        rf"barely|hardly|{CANT}) feel (\w+ ){{0,2}}({LEG})",
        says_not=True,
    ),
    Term("leg_tingling", NUMB, _BODY),
    Term(
        "leg_tingling",
        r"ameisen\w*|bitzelt?\w*|prickel\w*|wie strom|strom(stoss|schlag)\w*|strom (\w+ )?(in|im|ins|durch)|"
        r"elektr\w*|electric\w*|zap\w*",
        LEG,
    ),
    Term(
        "leg_tingling",
        r"wie (auf |in |aus )?(watte|wolken|moos|schaumstoff)|auf watte|(like|on) (cotton( ?wool)?|sponges?|"
        r"cushions|marshmallows)",
        rf"{LEG}|(lauf|geh)\w*|walk\w*",
    ),
    Term("leg_tingling", r"taube[sn]?|eing?e?schlafen\w*|schla(ft|fen) (\w+ )?ein", _LIMB, vague=True),
)
