"""What names bones that may break: osteoporosis, its drugs, cortisone, broken vertebrae (`redflags.GROUPS`, note 5.5).

Written as `redflag_phrases` says.
"""

from __future__ import annotations

from typing import Final

from analysis.redflag_phrases import Term

_BROKEN: Final = r"(?:bruch|bruche|bruchen|fraktur\w*)"

BONES: Final = (
    Term(
        "fracture_risk",
        r"osteopo\w*|knochen (\w+ ){0,2}(brechen|bricht)|osteopeni\w*|knochenschwund|glasknochen|(sprode|"
        r"bruchige|porose|morsche|dunne|schwache)r?n? knochen|knochen (\w+ ){0,3}(sprode|bruchig|poros|"
        r"morsch|wie glas)|(brittle|fragile|thin|weak) bones|bones (are |is )?(very |so )?(thin|brittle|"
        r"fragile|weak)|t (score|wert)|(low|poor) bone density|knochendichte\w* (\w+ ){0,3}(niedrig|"
        r"schlecht|gering|vermindert)",
    ),
    Term(
        "fracture_risk",
        r"\w*[kc]ortison\w*|prednis\w*|cortisone|steroids?|corticosteroids?|decortin\w*|dexameth\w*|"
        r"methylpred\w*|urbason|medrol|glukokortikoid\w*|bisphosphonat\w*|bisphosphonates?|alendron\w*|"
        r"fosamax|fosavance|aclasta|bonviva|evenity|forsteo|prolia|denosumab|teriparatide?|zoledron\w*|"
        r"risedron\w*|ibandron\w*|romosozumab",
    ),
    Term(
        "fracture_risk",
        r"(wirbel(korper)?|ermudungs|sinterungs|kompressions|stress|schenkelhals|oberschenkelhals|becken|"
        rf"kreuzbein){_BROKEN}|(lwk|bwk|lws|bws|wirbel\w*|l\d|th\d) (\w+ ){{0,3}}{_BROKEN}|"
        rf"{_BROKEN} (\w+ ){{0,3}}(lwk|bwk|lws|bws|wirbel\w*)|(spine|vertebra\w*|back) (\w+ )?(fractures?|"
        r"broken)|osteomalaz\w*|deckplatten\w*|keilwirbel|\w*sinterung\w*|(wirbel|wirbelkorper|lendenwirbel|"
        r"brustwirbel|steissbein|kreuzbein|becken) (\w+ ){0,3}(an|ein)?gebrochen|gebrochene\w* (wirbel|"
        r"steissbein|becken|hufte)\w*|(vertebral?|spinal|spine|compression|wedge|stress|fragility|"
        r"insufficiency|hip|pelvic) fractures?|(broken|fractured|broke|crushed) (my |a |the |two |three |"
        r"several |some )?(vertebra\w*|back|hip|spine|pelvis|tailbone)",
    ),
)
