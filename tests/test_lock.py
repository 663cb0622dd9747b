"""The lock: same page back, nothing readable before, every kind of damage told apart, honest strength."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import pytest

from ui import lock, passphrase
from ui.text import Text

ROOT = Path(__file__).parents[1]
PAGE = "<!doctype html><p>Geheim: Rücken CANARY</p>" * 50
PHRASE = "Käse brot  Übung"


@pytest.fixture(scope="module")
def locked():
    return lock.lock(PAGE, PHRASE, "de")


def test_the_page_comes_back_and_is_not_readable_before(locked):
    assert lock.unlock(locked, PHRASE) == PAGE
    assert lock.unlock(locked, "  Ka\u0308se brot U\u0308bung ") == PAGE
    assert "CANARY" not in locked
    assert "Geheim" not in locked
    assert PHRASE not in locked


def test_the_same_page_is_sealed_differently_each_time(locked):
    params = [
        json.loads(re.search(r'lock-params">([^<]*)<', one).group(1))
        for one in (locked, lock.lock(PAGE, PHRASE, "de"))
    ]
    assert params[0]["rounds"] >= 600_000
    assert (params[0]["kdf"], params[0]["cipher"]) == ("PBKDF2-SHA-256", "AES-256-GCM")
    assert params[0]["salt"] != params[1]["salt"]
    assert params[0]["nonce"] != params[1]["nonce"]


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda one: one[:-400], "broken"),
        (lambda one: re.sub(r'(lock-payload" data-sum="\w+">)(.)', lambda m: m[1] + ("A" if m[2] != "A" else "B"), one), "broken"),
        (lambda one: one.replace('"rounds":600000', '"rounds":1'), "broken"),
        (lambda one: one.replace('"rounds":600000', '"rounds":600001'), "wrong"),
        (lambda one: one.replace('"zip":"gzip"', '"zip":"none"'), "wrong"),
        (lambda one: one.replace("lock-params", "other"), "foreign"),
    ],
)  # fmt: skip
def test_each_damage_is_told_apart(locked, damage, code):
    with pytest.raises(lock.NotOpened) as refused:
        lock.unlock(damage(locked), PHRASE)
    assert refused.value.code == code


def test_a_wrong_or_empty_passphrase_opens_nothing(locked):
    with pytest.raises(lock.NotOpened) as refused:
        lock.unlock(locked, "käse brot übung")
    assert refused.value.code == "wrong"
    with pytest.raises(ValueError, match="empty"):
        lock.lock(PAGE, "  ", "de")


def test_a_page_that_unpacks_to_more_than_any_page_is_refused(monkeypatch, locked):
    monkeypatch.setattr(lock, "LARGEST", 1000)
    with pytest.raises(lock.NotOpened) as refused:
        lock.unlock(locked, PHRASE)
    assert refused.value.code == "broken"


def test_the_policy_of_a_locked_page_is_strict(locked):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', locked).group(1)
    assert "default-src &#39;none&#39;" in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert len(re.findall("sha256-", policy)) == 4
    assert len(re.findall(r"<script>", locked)) == 1


@pytest.mark.parametrize("lang", ["de", "en"])
def test_drawn_words_come_from_a_list_of_its_size(lang):
    known = set(passphrase.words(lang))
    assert len(known) == len(passphrase.words(lang)) >= 7774
    drawn = passphrase.drawn(lang).split()
    assert len(drawn) == 5
    assert set(drawn) <= known
    assert passphrase.drawn(lang) != passphrase.drawn(lang)


def test_strength_is_what_the_making_says():
    """7776 words, five of them: 7776^5 / 2 guesses at a million a second are 450 500 years, worked by hand."""
    found = passphrase.of_drawn("en")
    assert found.years == pytest.approx(450_500, rel=0.01)
    assert found.grade == "good"


def test_own_words_are_judged_by_what_people_guess_first():
    assert passphrase.of_own("").grade == "weak"
    for easy in ("passwort", "Sommer2026!", "rückenschmerz", "abendbrot", "qwertzuiop"):
        assert passphrase.of_own(easy).grade == "weak", easy
    assert passphrase.of_own("ein langer eigener satz über den garten").grade == "good"
    assert passphrase.of_own("y" * 5000).years < 1


def test_strength_is_said_in_words():
    from ui.locking import strength

    text = Text("de")
    assert "400.000 Jahre" in strength(passphrase.of_drawn("de"), text)
    assert "400,000 years" in strength(passphrase.of_drawn("en"), Text("en"))
    assert "weniger als einem Tag" in strength(passphrase.of_own("abend"), text)


def test_the_docs_say_the_numbers_of_the_lock():
    words = " ".join((ROOT / "docs/sharing.md").read_text(encoding="utf-8").split())
    rounds = f"{lock.ROUNDS:,}".replace(",", " ")
    assert f"PBKDF2-SHA-256 with {rounds} rounds" in words
    assert f"salt ({lock.SALT_BYTES} bytes) and nonce ({lock.NONCE_BYTES} bytes)" in words
    bits = passphrase.WORDS * math.log2(len(passphrase.words("de")))
    assert f"about {bits:.1f} bits" in words
    assert round(passphrase.of_drawn("de").years, -4) == 450_000
    for lang, said in (("de", "7 774 (German)"), ("en", "7 776 words (English)")):
        assert f"{len(passphrase.words(lang)):,}".replace(",", " ") in said
        assert said in words
