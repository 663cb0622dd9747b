"""Page, PDF, FHIR and CSV: one set of facts, one switchboard, and nobody's words do anything but stand there."""

from __future__ import annotations

import csv
import gzip
import html as markup
import io
import json
import re
import unicodedata
from base64 import b64decode
from dataclasses import replace
from functools import lru_cache

import pypdfium2
import pytest
from fhirclient.models.bundle import Bundle

from analysis import facts, own_words, snapshot
from analysis.answer_results import Ability, Agreed, Next
from analysis.own_words import STANDARD, clean
from analysis.progress_results import Win
from analysis.results import Dose, Insufficient
from tests import fakes
from ui import forms, report_csv, report_pdf
from ui.text import Text

AGREED = Agreed("Kreuzheben", Dose(None, 3, 8, 20.0), 4.0, "Kribbeln im Bein", fakes.TODAY)


def build(**changes):
    given = {
        "assessments": fakes.board(),
        "looks": fakes.looks(),
        "connections": fakes.connections(),
        "progress": fakes.progress(),
        "logged": [fakes.START],
        "tau": 3.0,
        "today": fakes.TODAY,
        "period": fakes.WINDOW,
        "plan": (AGREED,),
        "steps": (Next("Kreuzheben", "up", Dose(None, 3, 9, 20.0)), Next("Bücken", "stop")),
        "activities": (Ability("Schuhe binden", 3.0, 7.0, 4, back=True, since=fakes.TODAY),),
    }
    return snapshot.build(**{**given, **changes})


@lru_cache(maxsize=4)
def everything(lang: str = "de"):
    """The four forms of one full snapshot."""
    return {form: forms.made(full(), form, Text(lang)) for form in forms.FORMS}


@lru_cache(maxsize=1)
def full():
    return build(include=snapshot.Sections(questions=True), question="Welche Variante?", sender="K. aus H.")


def pdf_words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def sheet_words(content: bytes, lang: str = "de") -> str:
    found = re.search(
        rf'<main class="sheet sheet-{lang}".*?</main>', content.decode(), flags=re.DOTALL
    ).group(0)
    return " ".join(markup.unescape(re.sub(r"<[^>]+>", " ", found)).split())


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def observations(content: bytes) -> list[dict]:
    return [
        one["resource"]
        for one in json.loads(content)["entry"]
        if one["resource"]["resourceType"] == "Observation"
    ]


def everything_said(made) -> str:
    """All that is in all four forms, with what is compressed unpacked, and the tags of the PDF."""
    out = []
    for form in forms.FORMS:
        content = forms.made(made, form, Text("de"))
        if form == "pdf":
            out.append(pdf_words(content))
            out.append(json.dumps(pypdfium2.PdfDocument(content).get_metadata_dict()))
            out.append(content.decode("latin-1"))
            continue
        plain = content.decode()
        out.append(plain)
        out.append(markup.unescape(plain))
        out += [
            gzip.decompress(b64decode(one)).decode()
            for name, one in re.findall(r'<script type="application/gzip" id="(\w+)">([^<]*)<', plain)
            if name == "figures"
        ]
    return "\n".join(out)


# ------------------------------------------------------------------ one set of facts


def _coded(found):
    """(code, value) of every observation and component."""
    for one in found:
        for each in (one, *one.get("component", [])):
            if "valueQuantity" in each:
                for coding in each["code"]["coding"]:
                    yield coding["code"], each["valueQuantity"]["value"]


def test_what_is_agreed_is_in_every_form():
    found = everything()
    for words in (sheet_words(found["html"]), pdf_words(found["pdf"])):
        assert "3 × 8 Wdh. · 20 kg, höchstens 4 von 10, Stopp bei: Kribbeln im Bein." in words
    assert ("plan", "limit", "4.0") in {
        (one["part"], one["name"], one["value"]) for one in rows(found["csv"])
    }
    assert ("plan-limit", 4.0) in set(_coded(observations(found["fhir"])))


def test_what_is_next_and_what_was_won_back_is_in_every_form():
    found = everything()
    for words in (sheet_words(found["html"]), pdf_words(found["pdf"])):
        assert "Nächster Schritt: ein kleiner Schritt mehr, 3 × 9 Wdh. · 20 kg." in words
        assert "Schuhe binden" in words
        assert "gelingt mit 7 von 10, zu Beginn 3" in words
        assert "Zurückgewonnen seit 31. März." in words
    table = {(one["part"], one["name"], one["value"]) for one in rows(found["csv"])}
    assert {("next", "reps", "9"), ("activity", "latest", "7.0")} <= table
    assert {("next-reps", 9), ("activity-latest", 7.0)} <= set(_coded(observations(found["fhir"])))


def test_the_bundle_is_fhir_r4():
    """fhirclient holds the classes of R4 4.0.1; strict, it refuses unknown, missing and mistyped elements."""
    content = json.loads(everything()["fhir"])
    assert Bundle(content, strict=True).as_json() == content
    broken = json.loads(everything()["fhir"])
    del broken["entry"][1]["resource"]["status"]
    with pytest.raises(Exception, match="status"):
        Bundle(broken, strict=True)
    pain = [
        one for one in observations(everything()["fhir"]) if one["code"]["coding"][0]["code"] == "72514-3"
    ]
    assert len(pain) == sum(len(one.tries) for one in full().movements)
    assert {one["valueQuantity"]["code"] for one in pain} == {"{score}"}
    assert {len(one["effectiveDateTime"]) for one in pain} == {10}


def test_the_pdf_is_short_tagged_small_and_named():
    content = everything()["pdf"]
    document = pypdfium2.PdfDocument(content)
    assert len(document) <= 2
    assert len(content) <= 200_000
    assert document.is_tagged()
    assert document.get_metadata_dict()["Title"].startswith("Momentaufnahme")
    assert b"/Lang" in content
    assert b"pdfuaid" in content


def test_page_and_pdf_are_made_the_same_twice():
    assert forms.made(full(), "pdf", Text("de")) == everything()["pdf"]
    assert forms.made(full(), "fhir", Text("de")) == everything()["fhir"]
    with pytest.raises(KeyError):
        forms.made(full(), "docx", Text("de"))


# ------------------------------------------------------------------ what is off is nowhere


def planted():
    """A diary in which every field that can hold own words holds a canary."""
    first, *rest = fakes.board()
    named = replace(
        first,
        movement="CANARY-movement",
        needs=Insufficient("tries", 1, 3, "CANARY-movement"),
        tries=tuple(replace(one, variant="CANARY-variant") for one in first.tries),
    )
    progress = fakes.progress()
    wins = (
        *progress.wins,
        Win("first_variant", fakes.TODAY, "CANARY-movement", word="CANARY-variant"),
        Win("activity_back", fakes.TODAY, "CANARY-activity", facts={"first": 2.0, "latest": 6.0}),
        Win("surprise", fakes.TODAY, "CANARY-movement", None, {"expected": 3.0, "felt": 1.0}),
        Win("week_surprise", fakes.TODAY, "CANARY-movement", None, {"expected": 3.0, "felt": 1.0}),
    )
    risks = tuple(replace(one, movement="CANARY-movement") for one in progress.risks)
    variety = replace(progress.variety, new_this_week=("CANARY-variant",))
    found = [
        replace(
            fakes.connection(), factor="factor:CANARY-factor", joint_with=("sensed:CANARY-factor2", "stress")
        ),
        Insufficient("days_with_factor", 6, 10, "CANARY-factor3", fakes.WINDOW, "factor:CANARY-factor4"),
    ]
    return {
        "assessments": [named, *rest],
        "looks": fakes.looks("CANARY-movement"),
        "connections": found,
        "progress": replace(progress, wins=wins, risks=risks, variety=variety),
        "plan": (replace(AGREED, movement="CANARY-movement", stop="CANARY-stop"),),
        "steps": (Next("CANARY-movement", "hold", Dose(None, 1, 8)),),
        "activities": (Ability("CANARY-activity", 2.0, 6.0, 3, back=True, since=fakes.TODAY),),
        "question": "CANARY-question",
        "notes": [(fakes.TODAY, "CANARY-note")],
        "import_summary": {"rows": 1, "files": ["CANARY-file.csv"]},
    }


def test_a_canary_in_every_private_field_stays_here():
    """Question and notes are off by default; without names no own word is left at all."""
    usual = everything_said(build(**planted()))
    assert not re.search(r"CANARY-(question|note|file)", usual)
    assert "CANARY-movement" in usual
    assert "CANARY-stop" in usual
    coded = build(**planted(), include=snapshot.Sections(names=False))
    said = everything_said(coded)
    assert "CANARY" not in said
    assert "CANARY" not in json.dumps(coded.to_dict())
    assert "M1" in said


def test_names_are_codes_in_the_persons_own_words_too():
    """Who sends codes may still write a name into the question; parts that are off leave an ellipsis."""
    told = (
        "Nach canary-MOVEMENT oder CANARY-activity? Auch CANARY-factor, nicht xCANARY-movementx. Stress ja."
    )
    given = planted() | {"question": told, "notes": [(fakes.TODAY, "CANARY-movement ging")]}
    coded = snapshot.Sections(names=False, questions=True, notes=True)
    made = build(**given, include=coded)
    assert made.question == "Nach M1 oder A1? Auch F1, nicht xCANARY-movementx. Stress ja."
    assert made.notes[0][1] == "M1 ging"
    off = build(**given, include=replace(coded, activities=False, connections=False, wins=False))
    assert off.question == "Nach M1 oder …? Auch …, nicht xCANARY-movementx. Stress ja."
    assert build(**given, include=replace(coded, names=True)).question == told


def test_a_long_name_is_a_code_in_its_full_length_and_one_without_a_sign_nowhere():
    """A name is cut at 60 characters where it is shown; whoever writes it into a note does not cut it."""
    name = "Heben " * 12 + "CANARY"
    asked = replace(fakes.snapshot(), question=f"Was ist mit {'Heben ' * 12}\nCANARY, bald?", notes=())
    names = {**{one.movement: "M2" for one in asked.movements}, name: "M1", "\u200b": "M3"}
    assert own_words.applied(asked, names, coded=True).question == "Was ist mit M1, bald?"


@pytest.mark.parametrize(
    ("off", "gone"),
    [
        ("movements", ("movement", "variant", "stop")),
        ("connections", ("factor",)),
        ("plan", ("stop",)),
        ("activities", ("activity",)),
    ],
)
def test_what_a_section_holds_leaves_with_it(off, gone):
    said = everything_said(build(**planted(), include=snapshot.Sections(**{off: False})))
    for one in gone:
        assert f"CANARY-{one}" not in said


@pytest.mark.parametrize(
    ("off", "parts"),
    [
        ("movements", {"movement", "try", "surprise", "plan", "next"}),
        ("surprises", {"surprise"}),
        ("connections", {"connection", "missing"}),
        ("wins", {"win"}),
        ("activities", {"activity"}),
        ("pain", {"week", "change", "flare"}),
        ("plan", {"plan", "next"}),
        ("questions", {"question"}),
        ("notes", {"note"}),
    ],
)
def test_no_fact_of_a_section_that_is_off_is_left(off, parts):
    """Table, bundle and the list of what leaves are made of these facts; the page's data is `to_dict`."""
    every = snapshot.Sections(questions=True, notes=True)
    whole, made = (
        build(**planted(), include=every),
        build(**planted(), include=replace(every, **{off: False})),
    )
    assert parts <= {one.part for one in facts.of(whole)}
    assert not parts & {one.part for one in facts.of(made)}
    if off == "surprises":
        assert not [one for one in facts.of(made) if one.name == "expected"]
        assert '"expected": 3.0' not in json.dumps(made.to_dict()["progress"])


def test_every_factor_the_house_names_is_known_as_such():
    """Only names of the house leave when own names are off."""
    from ui.text import catalogue

    keys = [key for key in catalogue("de")._catalog if isinstance(key, str) and key.startswith("factor.")]
    assert {key.removeprefix("factor.") for key in keys} <= STANDARD


# ------------------------------------------------------------------ words are only words

NASTY = (
    '</script><script>alert("x")</script><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example","x")',
    '#import "x.typ": * $x$ @ref <label> *bold* _it_ \\u{41}',
    "[link](javascript:alert(1)) `code` **b**",
    "\u202egnp.exe \u2066x\u2069 \u200f",
    "🏋️‍♀️ Heben 😀 重い",
    "x" * 10_000,
    "{{ 7*7 }} {% raw %}",
)


def test_own_words_do_nothing_in_any_form():
    board = [replace(fakes.board()[1], movement=one) for one in NASTY]
    made = build(
        assessments=board,
        looks=(),
        include=snapshot.Sections(questions=True, notes=True),
        question=NASTY[0] + NASTY[2],
        notes=[(fakes.TODAY, one) for one in NASTY],
        plan=(replace(AGREED, movement=NASTY[1], stop="=1+1"),),
    )
    names = [one.movement for one in made.movements]
    assert len(set(names)) == len(NASTY)
    assert max(map(len, names)) <= 60
    assert not [
        one for name in names for one in name if unicodedata.bidirectional(one) in {"RLO", "LRI", "PDI"}
    ]
    page = forms.made(made, "html", Text("de")).decode()
    body = re.sub(r'<script type="application/[^>]*>.*?</script>', "", page, flags=re.DOTALL)
    assert "<img" not in body
    assert "<script>alert" not in body
    assert len(re.findall(r"<script>", page)) == 2
    assert "49" not in re.findall(r"<bdi>(\{\{.*?)</bdi>", body)[0]
    table = rows(forms.made(made, "csv", Text("de")))
    words = [row[name] for row in table for name in ("subject", "word")]
    assert any(one.startswith("'=HYPERLINK") for one in words)
    assert not [one for one in words if one.startswith(report_csv.FORMULA)]
    bundle = json.loads(forms.made(made, "fhir", Text("de")))
    Bundle(bundle, strict=True)
    paper = pdf_words(forms.made(made, "pdf", Text("de")))
    assert "#import" in paper
    assert "□" in paper
    assert "🏋" in paper


def test_negative_numbers_stay_numbers_in_the_table():
    effects = [row["value"] for row in rows(everything()["csv"]) if row["part"] == "connection"]
    assert "-0.6" in effects


def test_clean_words_keep_what_people_write():
    assert clean("Kreuzheben, 20 kg – schwer!") == "Kreuzheben, 20 kg – schwer!"
    assert clean("a\u202eb\x00c") == "a b c"
    assert clean("Zeile 1\n\nZeile 2", 99) == "Zeile 1\nZeile 2"
    assert clean("e\u0301") == "é"
    assert len(clean("y" * 99)) == 60


def test_every_sign_the_pdf_lets_through_has_a_glyph():
    """PDF/UA refuses a character without one, so a wrong entry of the list fails here and not at a user's."""
    known = map(chr, (*range(32, 0x2C00), *range(0x1F000, 0x1FB00)))
    signs = "".join(one for one in known if report_pdf.drawable(one) == one and one.isprintable())
    assert sum(one > "\U0001f000" for one in signs) > 1000
    made = build(
        assessments=[],
        include=snapshot.Sections(questions=True),
        question="x",
        looks=(),
        progress=fakes.progress(),
    )
    assert forms.made(replace(made, question=signs), "pdf", Text("de"))[:5] == b"%PDF-"


def test_emoji_are_drawn_a_sign_each():
    """A family, a skin tone, a flag, a keycap: their parts; what no font has is a box."""
    assert report_pdf.drawable("🏋️‍♀️ Heben 👍🏽 🇩🇪 1️⃣ ㄅ") == "🏋♀ Heben 👍 DE 1 □"
    made = build(include=snapshot.Sections(questions=True), question="😀🏋️‍♀️" * 20)
    content = forms.made(made, "pdf", Text("de"))
    assert "😀" in pdf_words(content)
    assert "□" not in pdf_words(content)
    assert len(content) <= 200_000
