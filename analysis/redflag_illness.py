"""What names fever, infection, weak defences, cancer, lost weight and pregnancy (`redflags.GROUPS`, note 5.5).

Written as `redflag_phrases` says. Drugs stand for what they are taken for: who names one names the sign.
"""

from __future__ import annotations

from typing import Final

from analysis.redflag_phrases import Term

_INFLAMED: Final = (
    r"(?:lungen|nieren(?:becken)?|harn\w*|mandel|hirnhaut|knochen(?:mark)?|bandscheiben|wirbel\w*|"
    r"gallenblasen|blinddarm|zahn(?:wurzel)?|kiefer|nebenhohlen|mittelohr|ohren|nagelbett|prostata|herz\w*|"
    r"divertikel)"
)
_DEFENCE: Final = (
    r"methotrexate?|mtx|biologika|biologicals?|biologics?|azathioprine?|imurek|imuran|"
    r"[ck][iy][ck]losporine?|tacrolimus|sirolimus|everolimus|mycophenol\w*|cellcept|leflunomide?|arava|"
    r"rituximab|infliximab|adalimumab|etanercept|certolizumab|golimumab|tocilizumab|secukinumab|ustekinumab|"
    r"natalizumab|ocrelizumab|humira|enbrel|remicade|cosentyx|stelara|simponi|tnf (?:alpha )?(?:blocker|"
    r"hemmer|inhibitor\w*)|jak (?:hemmer|inhibitor\w*)|tofacitinib|baricitinib|upadacitinib|"
    r"[ck]y[ck]lophosphamid\w*|fingolimod"
)
_ORGANS: Final = (
    r"(?:brust|mamm?a|uterus|pankreas|gallen|prostata|darm|lungen?|schilddrusen|nieren|blasen|haut|magen|"
    r"ovarial|hoden|kolon)"
)
_SWEAT: Final = (
    r"(?:schwitz\w*|schweiss|schweissausbr\w*|\w*geschwitzt|schweissgebadet|schweissnass|sweat(?:s|y|ed|ing)?|soaked|"
    r"drenched|(?:klitsch|klatsch|patsch|tropf|pitsch)nass)"
)
_BED: Final = (
    r"(?:nacht\w*|bett\w*|laken|schlafanzug|night\w*|bed|sheets|pyjamas|pajamas|aufgewacht|woke|wake|waking)"
)
"""Where or when, in one breath with the sweat: a diary of training is full of both."""

ILLNESS: Final = (
    Term(
        "fever_infection",
        r"fieber(schub\w*|anfall|krampf\w*)?|fiebere|fiebert|fiebrig\w*|schutt?el ?frost\w*|((harn|"
        r"atem)wegs)?infekt(ion\w*)?|fever|feverish|chills|infections?|blasenentzundung|nachtschweiss|"
        r"night sweats?|temperatur (\w+ )?(38|39|40|41)|(erhohte|hohe) temperatur(?! (in|im|draussen))|"
        r"(running|ran|have|had|got|with) a (high |slight )?temperature|temp(erature)? ((of|is|was|"
        r"at) )?(38|39|40|10[0-5])|bakteriell\w*|bacterial|phlegmone|strep throat|tonsillitis|rigors?|"
        r"blutvergiftung|sepsis|septi(sch|c)|(38|39|40|41)( , \d)? (grad )?gemessen|"
        r"schuttelt (\w+ ){0,3}(kalte|frost)|abszess\w*|abscess\w*",
    ),
    Term(
        "fever_infection",
        rf"{_INFLAMED}entzundung\w*|nierenbecken\w*|pneumoni\w*|pyelonephrit\w*|cystitis|zystitis|utis?|"
        r"urinary tract|(ver)?eiter\w*|(ver)?eitrig\w*|furunkel\w*|karbunkel|wundrose|erysipel\w*|"
        r"borreliose|lyme|tuberkulose|tuberculosis|(endo|myo)karditis|endocarditis|meningitis|discitis|"
        r"diszitis|spondylodis[ck]itis|osteomyelitis|sinusitis|cellulitis|mrsa|staph\w*|streptokokken|"
        r"infiziert|infected|antibi?ot\w*|penicillin|amoxicillin\w*|grippe|grippal\w*|influnza|flu|pus|"
        r"gurtelrose|shingles|zoster|bronchitis|scharlach|(wunde|narbe|zahn|wurzel|mandeln?|schnitt|"
        r"stich) (\w+ ){0,3}(entzund\w*|nasst)|entzundete\w* (wunde|narbe|zahn|mandeln?)|wundheilungsstorung",
    ),
    Term(
        "fever_infection",
        r"corona|covid\w*",
        r"positiv\w*|infi\w*|hab|habe|hatte|gehabt|krank|had|have|got|caught",
        vague=True,
    ),
    Term(
        "fever_infection",
        r"(?<!gewicht )(3[89]|4[01]) , \d(?! ?(kg|km|k|kilo\w*|m|meter|min\w*|s|sek\w*|std|stunde\w*|euro|"
        r"cm|mal|wdh|x|,|pounds|lbs|miles))|mit (38|39|40|41)( , \d)?( grad)? im bett|stirn (\w+ )?gluht|"
        r"gluhe|burning up|(heiss und kalt|kalt und heiss|hot and cold)(?! (geduscht|gebadet|dusch\w*|"
        r"shower\w*|packs?|im wechsel))",
        vague=True,
    ),
    Term(
        "fever_infection",
        r"(hab|habe|hatte|mit) (seit |gestern |heute |leicht |leichte |bisschen |etwas |wieder |auch |noch |"
        r"immer |abends |morgens |ein |ich )*temperatur(?! (in|im|von|vom|der|draussen|gemess\w*|runter|"
        r"eingestellt))",
        vague=True,
    ),
    Term(
        "fever_infection",
        rf"{_SWEAT} (\w+ ){{0,5}}{_BED}|{_BED} (\w+ ){{0,5}}{_SWEAT}|{_SWEAT} , (bett|laken) (\w+ )?nass",
        vague=True,
    ),
    Term(
        "fever_infection",
        r"shiver\w*|schlotter\w*|frostel\w*|zittere|shaking (all over|uncontroll\w*)|(can ?t|"
        r"won ?t) stop shaking",
        r"frier\w*|kalte?|hot|fever\w*|sweat\w*|heiss\w*|schwitz\w*|uncontroll\w*|sick|ill",
        vague=True,
    ),
    Term(
        "fever_infection",
        r"spritze\w*|injektion\w*|injections?|epidural\w*",
        r"wirbelsaule|rucken|spine|spinal|back|epidural|bandscheibe\w*|facette\w*|kreuz|isg|lws|iliosakral\w*",
    ),
    Term(
        "fever_infection",
        r"prt|infiltration\w*|infiltriert|periradikular\w*|facettenblockade|lumbalpunktion|lumbar puncture|"
        r"spinal tap|nerve block|(shot|jab|needle) in(to)? (my|the) (lower )?(spine|back)",
    ),
    Term(
        "immune",
        r"immunschwach\w*|immun?suppress\w*|immune? ?suppress\w*|immunosuppress\w*|immunsupprim\w*|"
        rf"immunocompromised|immundefekt\w*|immun(e |o)?deficien\w*|hiv|aids|{_DEFENCE}|"
        r"(\w+)?transplant(iert\w*|ation\w*|ed|s)?|spender(niere|leber|herz|lunge|organ)|donor (kidney|"
        r"liver|heart|organ)|rheumaspritze\w*|basistherapie|leukopenie|neutropenie|neutropenia|"
        r"milz entfernt|ohne milz|splenectomy|dialyse|dialysis|chronisch\w* wunde",
    ),
    Term(
        "immune",
        r"immunsystem|abwehr\w*|immune system",
        r"(ge)?schwach\w*|unterdruckt|weak\w*|suppress\w*|low|kaputt|im keller|am boden|angeschlagen|down|"
        r"shot",
    ),
    Term(
        "immune",
        r"heroin|neu[nsr]? (niere|leber|lunge|herz)|new (kidney|liver|lung|heart)|(spritz\w*|"
        r"druck\w*) (\w+ ){0,2}drogen|drogen (\w+ ){0,2}(gespritzt|spritzen|intravenos)|(iv|i v|intravenous|"
        r"injected|inject|injecting) drugs?",
    ),
    Term(
        "cancer",
        r"(\w+)?krebs(?!rot|vorsorge|fruh|screening|forsch|tier|gang|suppe|fleisch|e\b|en\b)\w*|"
        r"leuk[ae]mi\w*|\w*lymphom\w*|\w*sarkom\w*|\w*sarcoma|\w*melanom\w*|chemo|\w*myelom\w*|hodgkin|"
        r"plasmozytom\w*|\w*blastom\w*|gliom\w*|(\w+)?tumor(?!film)\w*|\w*metastas\w*|\w*karzinom\w*|"
        rf"\w*carcinom\w*|chemotherap\w*|cancer\w*|tumou?rs?|{_ORGANS} ca|bosartig\w*|malignan\w*|malign\w*|"
        r"onkolog\w*|oncolog\w*|mastectomy|lumpectomy|mastektomie|in remission|strahlentherapie|bestrahl\w*|"
        r"knoten in (der|meiner) brust|brustknoten|lump in my breast|biopsie|biopsy|radiotherapy|radiation",
    ),
    Term(
        "weight_loss",
        r"gewichtsverlust|weight loss|(werde|wird) immer dunner|getting thinner|abgemagert|(dunn|"
        r"mager) geworden|nehme (\w+ )?(immer|standig|weiter|stetig|daurnd) (\w+ )?ab|"
        r"ohne (\w+ )?grund (\w+ ){0,2}(dunner|leichter)|gewicht (\w+ )?((geht|ging) (\w+ ){0,2}runter|"
        r"sinkt)",
    ),
    Term(
        "weight_loss",
        r"(kilos?|kg|pfund) (\w+ )?(runter|weniger|leichter)|(dropped|shed|down|lost) (\w+ ){0,2}(pounds|"
        r"lbs|kilos?|kg|stone|sizes?)",
        r"weiss (\w+ )?nicht|warum|keine ahnung|kein\w* grund|unklar|obwohl|no idea|why|no reason|"
        r"don ?t know|ohne (\w+ )?grund|without (trying|diet\w*)",
        says_not=True,
    ),
    Term(
        "weight_loss",
        r"nehm\w* (\w+ ){0,4}ab|abgenommen|(kilos?|kg|pfund) weniger|los(ing|t) (\w+ ){0,2}weight",
        r"ohne (\w+ ){0,3}(grund|diat|absicht)|ohne es zu wollen|einfach so|trotzdem|obwohl|"
        r"ess\w* (\w+ )?(normal|viel|genug|wie immer)|eat\w* (the same|normal\w*)|without (trying|diet\w*)|"
        r"appetitlos\w*|kein\w* appetit|no appetite|lost my appetite|loss of appetite",
        says_not=True,
        whole=True,
    ),
    Term(
        "weight_loss",
        r"(ungewollt|unabsichtlich|unbeabsichtigt) (\w+ ){0,3}(abgenommen|verloren)|(hab|"
        r"habe) (\w+ ){0,3}(stark|viel|rapide|plotzlich|schnell|deutlich|ziemlich) (\w+ )?abgenommen",
    ),
    Term(
        "weight_loss",
        r"(hosen?|jeans|rock|trousers|pants) (\w+ )?(rutsch\w*|falling)",
        r"ess\w*|eat\w*|appetit\w*",
        vague=True,
    ),
    Term(
        "weight_loss",
        r"(kilos?|kg|pfund) (in|innerhalb) (\w+ ){1,3}(weg|runter|weniger)|(kilos?|kg|pfund) (einfach )?weg",
        vague=True,
    ),
    Term(
        "weight_loss",
        r"(hosen?|jeans|kleid\w*|klamotten|sachen|gurtel|trousers|pants|clothes) (\w+ ){0,4}(zu (weit|gross|"
        r"locker)|schlabber\w*|too (big|loose|large)|(hang|fall)(s|ing)? off)|(gurtel|"
        r"belt) (\w+ ){0,4}(enger|locher?|loser|looser|tighter|notch\w*|holes?)|lost (a|half a|\d+) stone|"
        r"gewichtsabnahme|weight (\w+ ){0,3}(dropping|falling off|going down|coming off)",
        vague=True,
    ),
    Term(
        "weight_loss",
        r"gewicht|kilos?|kg|weight|pounds|lbs",
        r"verlor\w*|verlier\w*|abgenommen|nehme ab|los(e|es|ing|t)",
        vague=True,
    ),
    Term(
        "pregnancy",
        r"\w*schwanger\w*|mutterschutz|ssw|erwarten? (\w+ ){0,3}((ein|unser|mein) (\w+ )?(baby|kind)|"
        r"nachwuchs|zwillinge)|expecting twins|mein babybauch|my bump|(i am|i m|im|we re|"
        r"we are) expecting(?! (a (delivery|visit\w*|gift\w*|package)|to|it|more))|hebamme|midwife|"
        r"pregna\w*|expecting a (baby|child)|(erst|zweit|dritt|letzt)\w* trimester|trimenon|(first|second|"
        r"third|last|1st|2nd|3rd) trimester|entbindungstermin|(kind|baby|nachwuchs) (\w+ )?unterwegs|"
        r"(bekomm\w*|krieg\w*) (\w+ )?(ein|unser) (\w+ )?(baby|kind)|having a baby|baby (is )?du|"
        r"weeks (along|gone)|du date|geburtstermin",
    ),
    Term(
        "pregnancy",
        r"trimester(?! (an|beginnt|ende|uni))|guter hoffnung(?! ,? ?dass)",
        vague=True,
    ),
)
