"""Turns of phrase that sound like a warning sign and mean something else; written as `redflag_phrases` says."""

from __future__ import annotations

from typing import Final

_THING: Final = (
    r"(?:handy|smartphone|telefon|tablet|laptop|tasse|becher|glas|glaser|flasche|teller|schussel\w*|"
    r"schlussel\w*|brille|messer|gabel|loffel|topf|pfanne|buch|bucher|stift|hantel\w*|gewicht|ball|"
    r"kugel|tasche|tute|karton|kiste|paket|bild|regal|vase|lampe|vorhang|kaffee|tee|suppe|essen|brot|ei|"
    r"blatt|blatter|laub|schnee|regen|apfel|obst|ast|baum|stuhl|fahrrad|ventilator|aktien?|borse|"
    r"preise?|kurse?|temperatur\w*|entscheidung|phone|cup|glass|plate|bottle|keys?|book|pen|lans|leaves|"
    r"snow|rain|prices?|box|bag|chair|bike|shelf|cat|dog|hund|katze|handtuch|matte|decke|band|towel|mat)"
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
_OTHERS: Final = (
    r"(?:sohn|tochter|kind|kinder|enkel\w*|mann|frau|partner\w*|hund|katze|mutter|mama|vater|papa|oma|"
    r"opa|kolleg\w*|chef\w*|schwester|bruder|schwager|schwagerin|freund\w*|nachbar\w*|tante|onkel|son|"
    r"daughter|kids?|husband|wife|dog|cat|mother|father|mum|mom|dad|brother|sister|friend|neighbou?r|"
    r"colleage|boss|aunt|uncle)"
)
_FALLEN: Final = (
    r"(?:\w*gefallen|\w*gesturzt|\w*gekippt|fell|fallen|falls|fallt|fiel)(?: (?:off|down|from|over|on))?"
)
_SPORT: Final = (
    r"(?:\w*training\w*|workout|wandern|wanderung|laufen|lauf|joggen|sport|radfahren|kniebeugen?|"
    r"squats?|lunges?|run|running|leg day|session|hike|hiit|einheit|satz|satzen|sets?|cycling|gym|"
    r"wandsitz|spinning|sprints?|intervalle?n?|\w*lauf|\w*tour|skifahren|klettern|tennis|"
    r"ausfallschritt\w*|tour)"
)
_AFTER_SPORT: Final = rf"(?:nach|vom|von|beim|after|from|during) (?:\w+ ){{0,3}}{_SPORT}"
_SOFT_LEGS: Final = r"(?:(?:wackel)?pudding\w*|gummi\w*|jelly|jell ?o|rubber|noodles|lead|blei)"
"""Legs as after hard work, which are no weak legs when the work is named."""

IDIOMS: Final = (
    r"taub vor (freude|gluck|lachen|larm)|taube?s? ohr\w*|taube nuss|taubstumm\w*|stell\w* sich taub",
    r"schwache? (fur|beim? \w+ rechnen)|(weakness|weak spot|soft spot) for",
    (
        r"(lampen|reise|heu|jagd|gold|wm|schul)fieber|fieber(thermometer|haft\w*|te|messer)|"
        r"fiebere?n? (mit|auf|der|dem)"
    ),
    r"(hay|cabin|gold|spring|dance) fever|fever (pitch|tree)|chills? out",
    (
        r"sternzeichen krebs|krebs (als )?sternzeichen|krebsgang|krebsfrei leben|krebse? (im|"
        r"am) (aquarium|teich|strand|meer|wasser)|krebs(e|suppe|fleisch)|krebse? (und \w+ )?(gegessen|"
        r"gekocht|gefangen)"
    ),
    r"blasen? (am|an|auf) (den |der |dem )?(fuss|fussen|ferse|hand|handen|zeh|zehen|sohle)",
    (
        r"(?<!leg )(?<!legs )(?<!foot )(?<!feet )fell asleep|fell (in love|behind|apart|short|for)|"
        r"by accident|accidentally|unfallfrei\w*"
    ),
    r"ohnmachtig (vor (wut|gluck|freude)|gegenuber)|fainted with joy",
    r"strahl\w* (vor|uber|das|die|der|uns|mich|sie|er)|radiators?|taubenschlag|numbers?",
    r"(wlan|internet|rechner|pc|computer|handy|netz) (ist |war |sehr |so )*(lahm|schwach)\w*",
    r"(auf|am|vom|im|neben|hinter|unter) ((dem|den|einem|einen|meinem|meinen) )?(\w+ )?stuhl(?! gefallen)",
    r"(step|bar|(on|from|off)( a| the)?) stool|fussball\w*|kniebeugen? (\w+ )?schwach\w*",
    r"(warm|kalt|heiss)\w* wasser|wasser (getrunken|trinken|laufen lassen)|(im|ins|viel) wasser",
    r"blase( und darm)? (ist |sind )?(normal|ok|okay|unauffallig|in ordnung)",
    (
        r"keine? (problem\w*|storung\w*|beschwerden) (mit|von|an|der|beim) (der )?(blase( (und|"
        r"oder) darm)?|wasserlassen|pinkeln)"
    ),
    (
        r"no (bladder|bowel)( (or|and) (bladder|bowel))? (problems?|issus?|trouble|changes?)|"
        r"no (problems?|trouble|issus?) (with |in )?(my )?(bladder( (and|or) bowels?)?|bowels?|peeing)|"
        r"(bladder|bowels?)( and (bladder|bowels?))? (is |are |all )*(fine|normal|ok|okay)"
    ),
    r"(oft|viel|haufig) wasser ?lassen|(oft|viel|haufig|nicht so oft|nachts) (\w+ )?(pinkeln|aufs klo)",
    r"mir (\w+ ){0,3}(hin|runter|herunter|um)gefallen|dropped (my|the|a)",
    rf"{_ABOUT}{_THING} (?:(?!bin |ich )\w+ ){{0,4}}?{_FALLEN}",
    (
        r"(fast|beinahe?|um ein haar|nearly|almost) (?!jed|tag|woch|immer|every|daily|each|week|"
        r"passed)(\w+ ){0,4}?(\w*gefallen|\w*gesturzt|(treppen)?sturz|hingeflogen|ausgerutscht|fell|"
        r"fallen|slipped|tripped)"
    ),
    (
        r"(\w*sturz|\w*unfall|fall|accident) ((?!nicht|not|nimmer|kein)\w+ ){0,3}(verhinder\w*|"
        r"vermied\w*|vermeid\w*|avoided|prevented)"
    ),
    (
        r"(verhinder\w*|vermied\w*|vermeid\w*|avoid\w*|prevent\w*) (\w+ ){0,2}(\w*sturz\w*|\w*unfall|"
        r"falls?|accident)"
    ),
    r"passed out (the |some |my )?(\w+ )?(flyers?|leaflets?|papers?|snacks?|sweets|candy|invitations?)",
    r"fieber (\w+ ){0,2}3[56]( , \d)?|fever (\w+ ){0,2}(36|97|98)( , \d)?",
    r"(ohne|keine?|bessere?|mehr|viel|volle) kraft (im|in) (arm\w*|hand\w*)",
    (
        rf"{_OTHERS} (\w+ )?((hat|hatte|has|had|got) (\w+ ){{0,2}}(fieber|fever|\w*krebs|cancer|chemo|"
        r"grippe|flu|\w*infekt\w*|infection|corona|covid|osteoporos\w*|antibioti\w*|\w*unfall|accident|"
        r"tumor|tumou?r)|(ist|is) (\w+ ){0,2}(schwanger|pregnant)|(ist|war|fell|"
        r"has) (\w+ ){0,3}(\w*gefallen|\w*gesturzt|fallen|down))"
    ),
    r"(film|serie|nachrichten|buch|roman|krimi|kino|movie|news) (\w+ ){0,3}(\w*unfall|sturz|accident|crash)",
    (
        r"(\w*unfall|sturz|accident|crash) (im|in der|in dem|in a|in the|on the) (film|serie|"
        r"nachrichten|buch|roman|krimi|kino|movie|news)"
    ),
    (
        r"(nass|wet) (\w+ )?(vom|durch|from|in) (den |the )?(regen|schnee|schweiss|schwitzen|rain|snow|"
        r"sweat|shower)"
    ),
    (
        r"(draussen|wasser|sauna|strand|hitze) (\w+ ){0,3}(38|39|40|41)|(38|39|40|41) grad (draussen|"
        r"im schatten|warm\w*|wasser)"
    ),
    (
        r"(tinkle|tingl\w*|kribbel\w*|kribbelt\w*) (im bauch|vor (freude|vorfreude|aufregung|kalte)|"
        r"with (joy|excitement)|from (the )?(cold|snow))|numb (from|with) (boredom|cold|joy)"
    ),
    (
        r"gefallen vor lachen|(ins|in das|in mein|aufs|auf das|auf die|in den|in ein) (\w+ )?(bett|sofa|"
        r"couch|schlaf|loch) gefallen"
    ),
    rf"{_SOFT_LEGS} (\w+ ){{0,3}}{_AFTER_SPORT}|{_AFTER_SPORT} (\w+ ){{0,4}}{_SOFT_LEGS}",
    (
        rf"{_OTHERS} (\w+ ){{0,3}}(woke|wakes?|geweckt|weckt\w*|wach gemacht)|(wecker|alarm|phone|handy|"
        r"larm|noise|storm|gewitter|vollmond) (\w+ ){0,3}(woke|wakes?|geweckt|weckt\w*|aus dem schlaf)|"
        rf"{_OTHERS} (\w+ ){{0,3}}windeln?|windeln? (\w+ )?(ge)?wechsel\w*"
    ),
    (
        r"unfall (auf|an) der \w+ , (\w+ )?stau|stau (wegen|durch|nach) (\w+ )?unfall|"
        r"versicherung (\w+ ){0,2}unfall|(rotlicht|infrarot|uv|licht) ?bestrahl\w*|"
        r"bestrahl\w* (\w+ ){0,2}(rotlicht|infrarot|lampe)|(hand|foot|feet|heel|grip|bar|mat|towel|"
        r"fingers?) (\w+ )?slipped( (on|off|over) the)?"
    ),
    (
        r"(gefallen|gerutscht|ausgerutscht|gekippt) (ist|war|sind) (mir )?(nur )?(der |die |das |"
        rf"ein \w*)?{_THING}"
    ),
    r"(weak\w*|schwach\w*) (\w+ ){0,2}(on|in|at|beim|im|in den|am) (the )?(last|final|letzten?) \w+",
    (
        rf"{_ABOUT}{_OTHERS} (\w+ )?(gesturzt|hingefallen|gefallen)|{_OTHERS} (\w+ )?(bekommt|kriegt|"
        r"erwartet|is having|is expecting) (\w+ )?(baby|kind|nachwuchs)"
    ),
    (
        r"(spat|gut|schlecht|fruh|endlich) eingeschlafen|aus (der rolle|allen wolken|dem takt|"
        r"dem rahmen|der reihe|dem rhythmus) gefallen|in (alte|die alten) \w+ gefallen"
    ),
    r"fell off (the wagon|track|the plan|schedule|the charts)",
    r"(?<=^ )(das |mein )?(handtuch|towel) (\w+ )?(aus|weg)gerutscht",
    r"(ver)?eiter\w* (nichts|nix)|nichts (ver)?eitert|(grippe|flu) (impf\w*|schutz\w*|jab|shot|vaccin\w*)",
    r"(haar|hair) ?transplant\w*|mit (dem |meinem |unserem |der )?(kind|baby) unterwegs",
    (
        r"(zu (weit|gross|locker)|abgenommen|verloren|lost|too (big|loose)) ((?!ohne|kein|trotz|nicht|"
        r"without|no\b)\w+ ){0,3}(diat|ernahrungsumstellung|fasten|diet|keto)"
    ),
)
