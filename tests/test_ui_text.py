"""The catalogues: complete in both languages, same placeholders, no unused and no unknown key."""

from __future__ import annotations

import ast
import re
import string
from datetime import date
from pathlib import Path

import pytest

from ui.text import LANGUAGES, MissingText, Text, catalogue, closest, speaks

ROOT = Path(__file__).parents[1]
PLACEHOLDER = string.Formatter()


def _messages(lang: str) -> dict[str, list[str]]:
    from babel.messages.pofile import read_po

    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "ui/text" / lang).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    assert key not in found, f"{key} stands twice in {lang}"
                    found[key] = [message.string] if isinstance(message.string, str) else list(message.string)
    return found


MESSAGES = {lang: _messages(lang) for lang in LANGUAGES}


def _placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in PLACEHOLDER.parse(words) if name}


def test_both_languages_hold_the_same_keys():
    assert set(MESSAGES["de"]) == set(MESSAGES["en"])


def test_no_text_is_empty():
    assert [key for lang in LANGUAGES for key, forms in MESSAGES[lang].items() if not all(forms)] == []


def test_plurals_agree():
    assert [key for key in MESSAGES["de"] if len(MESSAGES["de"][key]) != len(MESSAGES["en"][key])] == []


def test_placeholders_agree():
    different = []
    for key, forms in MESSAGES["de"].items():
        german = set().union(*map(_placeholders, forms))
        english = set().union(*map(_placeholders, MESSAGES["en"][key]))
        if german != english:
            different.append((key, german ^ english))
    assert different == []


def _literals() -> tuple[set[str], set[str]]:
    """Whole strings of the code, and the fixed beginnings of its f-strings."""
    whole, begun = set(), set()
    for path in [*ROOT.glob("ui/**/*.py"), *ROOT.glob("pages/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                begun.add(str(node.values[0].value))
    for path in ROOT.glob("ui/**/*.jinja"):
        text = path.read_text(encoding="utf-8")
        whole |= set(re.findall(r'[\'"]([a-z_]+(?:\.[a-z_0-9]+)+)[\'"]', text))
        begun |= set(re.findall(r'[\'"]([a-z_]+(?:\.[a-z_0-9]+)*\.)[\'"]\s*~', text))
    return whole, {one for one in begun if "." in one}


def test_no_key_is_unused():
    whole, begun = _literals()
    unused = [
        key for key in MESSAGES["de"] if key not in whole and not any(key.startswith(one) for one in begun)
    ]
    assert unused == []


def test_every_key_in_the_code_exists():
    whole, _ = _literals()
    domains = {key.split(".")[0] for key in MESSAGES["de"]}
    shaped = {
        one for one in whole if re.fullmatch(r"[a-z_]+(\.[a-z_0-9]+)+", one) and one.split(".")[0] in domains
    }
    files = {
        one
        for one in shaped
        if one.endswith((".py", ".po", ".html", ".csv", ".zip", ".js", ".jinja", ".typ", ".css"))
    }
    assert sorted(shaped - files - set(MESSAGES["de"])) == []


ENGLISH = re.compile(r"\b(the|and|with|your|pain|days?|tries|not|movement)\b", re.IGNORECASE)
GERMAN = re.compile(r"\b(und|der|die|das|nicht|mit|dein|deine|Tage?|Versuche?|ist)\b")


@pytest.mark.parametrize(("lang", "foreign"), [("de", ENGLISH), ("en", GERMAN)])
def test_no_leak_of_the_other_language(lang, foreign):
    leaks = {
        key: form for key, forms in MESSAGES[lang].items() for form in forms if foreign.search(_bare(form))
    }
    assert leaks == {}


def _bare(form: str) -> str:
    """Words without placeholders; Pain Memory is a name."""
    return re.sub(r"\{[^}]*\}", "", form).replace("Pain Memory", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_forbidden_words(lang):
    """Science note 3.7 and 5.6: no cause, no cure, no fear."""
    stems = {
        "de": (r"verursach", r"\bwegen\b", r"heilt", r"beweist", r"\bwirkt", r"gefährlich"),
        "en": (r"\bcauses\b", r"\bcures", r"\bheals", r"\bproves", r"dangerous"),
    }
    found = {
        key: form
        for key, forms in MESSAGES[lang].items()
        for form in forms
        for stem in stems[lang]
        if re.search(stem, form.lower())
    }
    assert found == {}


def test_pages_hold_no_words():
    for path in ROOT.glob("pages/*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        strings = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        strings.discard(ast.get_docstring(tree, clean=False))
        assert {one for one in strings if " " in one} == set(), path


def test_numbers_and_dates_by_locale():
    german, english = Text("de"), Text("en")
    assert german.number(-1234.56) == "−1.234,6"
    assert english.number(-1234.56) == "−1,234.6"
    assert german.number(0.04, sign=True) == "0,0"
    assert german.number(0.6, sign=True) == "+0,6"
    assert german.span(1.3, 3.5) == "1,3–3,5"
    assert german.span(-0.3, 0.2) == "−0,3 bis 0,2"
    assert german.percent(0.8) == "80\N{NO-BREAK SPACE}%"
    assert german.amount(20) == "20"
    assert german.amount(7.5) == "7,5"
    assert german.period(date(2026, 1, 7), date(2026, 3, 31)) == "7. Januar bis 31. März 2026"
    assert german.period(date(2026, 4, 1), date(2026, 4, 1)) == "1. April 2026"
    assert english.period(date(2025, 12, 7), date(2026, 3, 31)) == "7 December 2025 to 31 March 2026"
    assert [german.ago(days) for days in (0, 1, 4)] == ["heute", "gestern", "vor 4 Tagen"]
    assert english.listing(["a", "b", "c"]) == "a, b and c"


def test_plural_forms():
    assert Text("de")("share.weeks", n=1) == "1 Woche"
    assert Text("de")("share.weeks", n=0) == "0 Wochen"


def test_unknown_key_is_a_defect():
    with pytest.raises(MissingText):
        Text("de")("no.such.key")
    assert not Text("de").has("no.such.key")
    assert Text("de").has("share.weeks")


def test_language_of_a_browser():
    assert [closest(one) for one in (None, "de-AT", "en_US", "fr-FR")] == ["de", "de", "en", "en"]
    assert [speaks(one) for one in (None, "de-AT", "fr")] == [True, True, False]
    with pytest.raises(ValueError, match="fr"):
        Text("fr")


def test_catalogue_is_read_once():
    assert catalogue("de") is catalogue("de")
