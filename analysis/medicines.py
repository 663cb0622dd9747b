"""Whether words name a medicine: what a person takes is nothing to be drawn by lot; that belongs to a doctor.

Words of both languages, their compounds ("Schmerztabletten"), names of substances and brands common in back pain, what
is rubbed in or stuck on ("Salbe", "Gel", "patch"), doses ("400 mg"), and long names one letter off. A refusal too many
only sends a person to ask; one too few could do harm. Ordinary words that look alike ("Tablett", "Salbei", "Gelenk",
"Pflasterstein", "Medizinball", a tablet to read on) pass; the list is our own.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import Final

SUBSTANCES: Final = (
    "acetaminophen", "amitriptylin", "aspirin", "baclofen", "buprenorphin", "celecoxib", "citalopram", "codein",
    "cyclobenzaprin", "diazepam", "diclofenac", "diclofenak", "duloxetin", "etoricoxib", "fentanyl", "gabapentin",
    "hydrocodon", "hydromorphon", "ibuprofen", "indometacin", "johanniskraut", "ketamin", "ketoprofen",
    "lidocain", "lorazepam", "melatonin", "meloxicam", "metamizol", "metformin", "methocarbamol", "mirtazapin",
    "morphin", "naproxen", "novaminsulfon", "omeprazol", "oxycodon", "paracetamol", "prednisolon", "prednison",
    "pregabalin", "sertralin", "sumatriptan", "tapentadol", "teufelskralle", "tilidin", "tizanidin", "tramadol",
    "venlafaxin", "zolpidem", "zopiclon",
)  # fmt: skip
STEMS: Final = (
    *SUBSTANCES, "abführmittel", "analgesi", "analgeti", "antibioti", "antidepress", "arcoxia", "arznei",
    "beruhigungsmittel", "beruhigungstropfen", "betablocker", "blutdruckmittel", "blutverdünn", "cannabi",
    "cortison", "cymbalta", "dolormin", "dronabinol", "entzündungshemm", "excedrin", "flexeril", "hanföl",
    "ibuflam", "ibuhexal", "ibupro", "kortison", "marcumar", "marihuana", "marijuana", "medication", "medikam",
    "medikation", "morphium", "muscle relaxant", "muscle relaxer", "muskelrelaxan", "mydocalm", "nahrungsergänzung",
    "novalgin", "novamin", "nurofen", "opiat", "opioid", "ortoton", "oxycontin", "oxygesic", "painkiller", "palexia",
    "panadol", "percocet", "schlafmittel", "schlafpille", "schmerzcreme", "schmerzgel",
    "schmerzmittel", "schmerzpflaster", "schmerzpille", "schmerzsalbe", "schmerzspritze", "schmerztropfen",
    "sirdalud", "steroid", "tablette", "thomapyrin", "valoron", "vicodin", "voltaren", "voltarol",
    "wärmepflaster", "wärmesalbe", "zäpfchen",
)  # fmt: skip
WORDS: Final = (
    r"ibu\d*", r"cbd(öl)?", r"thc", r"advil", r"aleve", r"motrin", r"tylenol", r"lyrica", r"tramal", r"ass \d+",
    r"(mit|ohne|nehmen?|eine?|with|without|no|tak(e|ing)) ass",
    r"pillen?", r"pills?", r"dosis", r"dose of", r"dosage", r"dosierung", r"kapseln?", r"capsules?", r"tropfen",
    r"spritzen?", r"injektion(en)?", r"injections?", r"infiltration(en)?", r"infusion(en)?",
    r"\w*salben?", r"ointments?",
    r"drugs?", r"medizin", r"medicines?(?! ball)", r"meds?", r"vitamine?", r"vitamins", r"supplements?",
    r"triptane?", r"triptans?", r"medis?", r"nsaids?", r"ibus", r"diclo", r"targin", r"tavor", r"valium", r"xanax",
    r"ssris?", r"globuli", r"insulin", r"magnesium", r"supplemente", r"schmerzmedis?", r"blood thinners?",
    r"pain[ -]?(killer|reliever)s?",
    r"anti-?inflammator(y|ies)(?! (diet|food))", r"tablets?", r"cr[eè]mes?", r"creams?", r"gele?", r"gels", r"pflaster",
    r"(mit|ohne) pflastern", r"patch(es)?", r"tiger[ -]?bal(m|sam)", r"(schmerz|eis|kühl|nasen)spray",
    r"(pain|freeze) spray",
    (
        r"(arnika|cbd|diclo|gelenk|hanf|hitze|ibu|kühl|mobil|muskel|nikotin|pferde|rheuma|rücken|sport|wärme)"
        r"[ -]?(balsam|creme|gel|pflaster)s?"
    ),
)  # fmt: skip
DOSE: Final = r"\d+([.,]\d+)?\s*(mg|µg|mcg|milligramm|milligrams?|ie|i\.e\.)\b"
HARMLESS: Final = (
    r"medicine ball", r"medizinb\w+",
    r"(mein|dein|das|dem|am|vom|kein) tablet(?! (ein)?nehmen)",
    (
        r"(computer|fernseher|handys?|laptop|phones?|screens?|smartphone|tv)"
        r"( (und|oder|and|or) |[,/] ?)(my |the )?tablets?"
    ),
    r"tablets? (and|or|und|oder) (computer|handy|laptop|my phone|phone|smartphone|tv)",
    r"tablets? (aus|ausschalten|away|computers?|games?|lesen|off|screens?|time|weg\w*)", r"on (a|my|the) tablet",
    r"(clotted|double|hair|ice|shaving|shower|sour|sun|whipped)[ -]?(cream|gel)s?",
    r"cream (cake|cheese|puff|soup|tea)s?",
    r"cr[eè]me (br|fra)\w+",
    r"gel[ -]?(cushion|einlage|insole|kissen|mat|matratze|mattress|pack|pad|pillow|schuh)\w*",
    r"(auf|über) (\w+ )?pflaster(?! (kleben|geklebt))",
    r"(berry|bad|cabbage|eye|flower|garden|icy?|pumpkin|rough|strawberry|vegetable) patch(es)?", r"patch(es)? of",
)  # fmt: skip
ACID: Final = re.compile(r"(?<!\w)ASS\d*(?!\w)|^\s*[Aa]ss\s*$")
"""Acetylsalicylic acid by its German letters; in small ones they are an English word and a playing card."""
LONG: Final = 8
ALIKE: Final = 0.88
_HARMLESS: Final = re.compile(rf"(?<!\w)({'|'.join(HARMLESS)})(?!\w)")
_FOUND: Final = re.compile(rf"(?<!\w)({'|'.join(WORDS)})(?!\w)|{'|'.join(STEMS)}|{DOSE}")


def names_medicine(words: str) -> bool:
    """Whether the words name something one takes or is given, in German or English, also misspelt by a letter."""
    known = unicodedata.normalize("NFKC", words)
    plain = _HARMLESS.sub(" ", known.casefold())
    if ACID.search(known) or _FOUND.search(plain):
        return True
    longer = (word for word in re.findall(r"[^\W\d_]+", plain) if len(word) >= LONG)
    long_names = [name for name in SUBSTANCES if len(name) >= LONG]
    return any(get_close_matches(word, long_names, 1, ALIKE) for word in longer)
