"""Whether words name a medicine: what a person takes is nothing to be drawn by lot; that belongs to a doctor.

Words of both languages, their compounds ("Schmerztabletten"), names of substances and brands common in back pain,
doses ("400 mg"), and long names one letter off. A refusal too many only sends a person to ask; one too few could do
harm. Ordinary words that look alike ("Tablett", "Salbei", "Medizinball", "pillow") pass; the list is our own.
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
    r"pillen?", r"pills?", r"dosis", r"dose of", r"dosage", r"dosierung", r"kapseln?", r"capsules?", r"tropfen",
    r"spritzen?", r"injektion(en)?", r"injections?", r"infiltration(en)?", r"infusion(en)?", r"salben?", r"ointments?",
    r"drugs?", r"medizin", r"medicines?(?! ball)", r"meds?", r"vitamine?", r"vitamins", r"supplements?",
    r"triptane?", r"triptans?", r"medis?", r"nsaids?", r"ibus", r"diclo", r"targin", r"tavor", r"valium", r"xanax",
    r"ssris?", r"globuli", r"insulin", r"magnesium", r"supplemente", r"schmerzmedis?", r"blood thinners?",
    r"pain[ -]?(killer|reliever)s?",
    r"anti-?inflammator(y|ies)(?! (diet|food))", r"(sleeping|pain) tablets?", r"tablets",
    r"(\d+|one|two|three|half a) tablets?",
    r"(take|taking|took|swallow\w*|my) (a |my |the |one |two )?(\w+ )?tablets?",
)  # fmt: skip
DOSE: Final = r"\d+([.,]\d+)?\s*(mg|µg|mcg|milligramm|milligrams?|ie|i\.e\.)\b"
HARMLESS: Final = r"medicine ball|medizinb\w+|my tablet (away|off|screen)|tablet computer"
LONG: Final = 8
ALIKE: Final = 0.88
_FOUND: Final = re.compile(rf"(?<!\w)({'|'.join(WORDS)})(?!\w)|{'|'.join(STEMS)}|{DOSE}")


def names_medicine(words: str) -> bool:
    """Whether the words name something one takes or is given, in German or English, also misspelt by a letter."""
    plain = re.sub(HARMLESS, " ", unicodedata.normalize("NFKC", words).casefold())
    if _FOUND.search(plain):
        return True
    longer = (word for word in re.findall(r"[^\W\d_]+", plain) if len(word) >= LONG)
    long_names = [name for name in SUBSTANCES if len(name) >= LONG]
    return any(get_close_matches(word, long_names, 1, ALIKE) for word in longer)
