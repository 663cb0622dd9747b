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
        r"osteopo\w*|osteopeni\w*|knochenschwund|glasknochen|(sprode|bruchige|porose|morsche|dunne|schwache)r?n? knochen|"
        r"knochen (\w+ ){0,3}(sprode|bruchig|poros|morsch|wie glas)|(brittle|fragile|thin|weak) bones|bones (are |is )?(very |so )?(thin|brittle|fragile|weak)|"
        r"t (score|wert)|(low|poor) bone density|knochendichte\w* (\w+ ){0,3}(niedrig|schlecht|gering|vermindert)",
    ),
    Term(
        "fracture_risk",
        r"\w*[kc]ortison\w*|prednis\w*|cortisone|steroids?|corticosteroids?|decortin\w*|dexameth\w*|methylpred\w*|"
        r"urbason|medrol|glukokortikoid\w*|bisphosphonat\w*|bisphosphonates?|alendron\w*|fosamax|fosavance|aclasta|bonviva|evenity|forsteo|prolia|denosumab|"
        r"teriparatide?|zoledron\w*|risedron\w*|ibandron\w*|romosozumab",
    ),
    Term(
        "fracture_risk",
        rf"(wirbel(korper)?|ermudungs|sinterungs|kompressions|stress|schenkelhals|oberschenkelhals|becken|kreuzbein){_BROKEN}|"
        rf"(lwk|bwk|lws|bws|wirbel\w*|l\d|th\d) (\w+ ){{0,3}}{_BROKEN}|{_BROKEN} (\w+ ){{0,3}}(lwk|bwk|lws|bws|wirbel\w*)|"
        r"(spine|vertebra\w*|back) (\w+ )?(fractures?|broken)|osteomalaz\w*|deckplatten\w*|keilwirbel|\w*sinterung\w*|"
        r"(wirbel|wirbelkorper|lendenwirbel|brustwirbel|steissbein|kreuzbein|becken) (\w+ ){0,3}(an|ein)?gebrochen|"
        r"gebrochene\w* (wirbel|steissbein|becken|hufte)\w*|"
        r"(vertebral?|spinal|spine|compression|wedge|stress|fragility|insufficiency|hip|pelvic) fractures?|"
        r"(broken|fractured|broke|crushed) (my |a |the |two |three |several |some )?(vertebra\w*|back|hip|spine|pelvis|tailbone)",
    ),
)
