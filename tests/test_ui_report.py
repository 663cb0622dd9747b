"""The trainer's page: closed to the outside, escaped, readable without scripts, the numbers of the snapshot."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest

from analysis import snapshot
from tests import fakes
from ui import report
from ui.text import LANGUAGES, Text

SVG_NAMESPACE = "http://www.w3.org/2000/svg"


@lru_cache(maxsize=4)
def made(lang: str = "de") -> str:
    return report.render(fakes.snapshot(), lang)


def unpacked(html: str, name: str) -> str:
    """What stands compressed in the page."""
    found = re.search(rf'<script type="application/gzip" id="{name}">([^<]*)</script>', html).group(1)
    return gzip.decompress(base64.b64decode(found)).decode()


def without_bundle(html: str) -> str:
    """The page with its charts unpacked, without the vendored Plotly bundle, whose comments name project pages."""
    assert unpacked(html, "library") == report.asset("plotly-basic.min.js")
    plain = re.sub(r'(id="library">)[^<]*', r"\1", html)
    return plain.replace("</body>", f"<!-- {unpacked(html, 'figures')} --></body>")


def sheet(html: str, lang: str = "de") -> str:
    """What is read in one language."""
    return re.search(rf'<main class="sheet sheet-{lang}".*?</main>', html, flags=re.DOTALL).group(0)


def scripts(html: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)


def block(html: str, name: str) -> dict:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, flags=re.DOTALL)
    return json.loads(found.group(1))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_points_outside(lang):
    html = without_bundle(made(lang))
    assert set(re.findall(r"[a-z]+://[^\"'\s<)]*", html)) <= {SVG_NAMESPACE}
    assert not re.findall(r"(?:src|href|action)\s*=", html)
    assert "@import" not in html
    assert set(re.findall(r"url\(([a-z]+:)", html)) == {"data:"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_policy_allows_exactly_the_scripts_of_the_page(lang):
    html = made(lang)
    policy = (
        re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
        .group(1)
        .replace("&#39;", "'")
    )
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    present = {base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts(html)}
    library = base64.b64encode(hashlib.sha256(unpacked(html, "library").encode()).digest()).decode()
    assert allowed == present | {library}
    assert len(present) == 2
    for rule in (
        "default-src 'none'",
        "img-src data:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ):
        assert rule in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]


def test_without_charts_no_script_is_allowed():
    html = report.render(fakes.snapshot(movements=(), progress=None, looks=()), "de")
    assert "script-src &#39;none&#39;" in html
    assert scripts(html) == []
    assert "Plotly" not in html


def test_the_page_says_the_facts_without_scripts():
    html = sheet(made())
    assert "<h1>Drei Bewegungen sind sicher gelernt, zwei lernen gerade.</h1>" in html
    for one in fakes.board():
        assert f'<th scope="row"><bdi>{one.movement}</bdi></th>' in html
    assert html.count("pm-word pm-s-") == len(fakes.board())
    assert "<b>3,5</b>" in html
    assert "(2,5–4,5)" in html
    assert "Welche leichte Variante passt für das Tragen" in html
    assert "keine Ursache" in html
    assert "keine Diagnose" in html
    assert "erwarteter und erlebter Schmerz in 19 Versuchen." in re.sub(r'aria-label="[^"]*"', "", html)


def test_english_has_points_and_no_german():
    html = sheet(made("en"), "en")
    assert "<b>3.5</b>" in html
    assert '<html lang="en">' in made("en")
    assert not re.search(r"\b(Versuche|Schmerz|Grenze|Bewegung|zuletzt|Tage)\b", html)


def test_both_languages_are_inside_and_the_senders_is_shown_first():
    for lang in LANGUAGES:
        html = made(lang)
        assert re.findall(r'id="pick-(\w+)" checked', html) == [lang]
        assert set(re.findall(r'<main class="sheet sheet-(\w+)"', html)) == set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_facts_are_the_snapshot(lang):
    found = fakes.snapshot()
    assert block(made(lang), "facts") == json.loads(json.dumps({"id": found.ident, **found.to_dict()}))


def test_the_numbers_in_the_table_are_the_facts():
    html, text = made(), Text("de")
    row = r'<th scope="row"><bdi>(.*?)</bdi></th>.*?class="num now"><b>(.*?)</b>'
    rows = re.findall(row, sheet(html), flags=re.DOTALL)
    facts = {one["movement"]: one["level"] for one in block(html, "facts")["movements"]}
    assert len(rows) == len(facts)
    for name, shown in rows:
        assert shown == ("–" if facts[name] is None else text.number(facts[name]))


def test_charts_draw_the_facts_in_both_widths_and_modes():
    html = made()
    figures = json.loads(unpacked(html, "figures"))
    known = [one for one in fakes.board() if len(one.tries) >= 3]
    assert len(figures["charts"]) == 2 * (2 * len(known) + 1)
    assert figures["config"]["displayModeBar"] is False
    assert set(figures["templates"]) == {"light", "dark"}
    for chart in figures["charts"]:
        assert f'id="{chart["id"]}"' in html
        assert set(chart) == {"id", "wide_light", "wide_dark", "narrow_light", "narrow_dark"}
    tries = next(
        trace for trace in figures["charts"][0]["wide_light"]["data"] if trace.get("meta") == "tries"
    )
    assert len(tries["x"]) == known[0].n


def test_markup_in_own_words_is_harmless():
    bad = '</script><script>alert("x")</script><img src=x onerror=alert(1)>'
    movement = replace(fakes.board()[1], movement=bad)
    html = report.render(
        fakes.snapshot(movements=(movement,), question=bad, notes=((fakes.TODAY, bad),)), "de"
    )
    assert len(scripts(html)) == 2
    body = re.sub(r"<!--.*?-->", "", without_bundle(html), flags=re.DOTALL)
    assert "<img" not in body
    assert "<script>alert" not in body
    assert block(html, "facts")["movements"][0]["movement"] == bad


def test_what_is_not_in_the_snapshot_is_not_on_the_page():
    bare = fakes.snapshot(
        movements=(), connections=(), insufficient=(), progress=None, looks=(), question="", notes=()
    )
    html = sheet(report.render(bare, "de"))
    for words in (
        "Kreuzheben",
        "Was mit dem Schmerz zusammengeht",
        "Gewonnen",
        "Meine Frage",
        "Meine Notizen",
    ):
        assert words not in html
    assert "keine Diagnose" in html


def test_notes_are_shown_when_they_are_there():
    html = report.render(
        fakes.snapshot(notes=((fakes.TODAY, "Nach dem Umzug müde."),), movements=(), looks=()), "de"
    )
    assert "Meine Notizen" in html
    assert "<b>31. März 2026:</b> <bdi>Nach dem Umzug müde.</bdi>" in html


def test_what_is_missing_for_connections_is_said():
    html = report.render(fakes.snapshot(connections=(), movements=(), looks=(), progress=None), "de")
    assert "Kaffee: noch 4 Tage mit Eintrag" in html


def test_undecided_connections_are_named_as_open():
    only = (fakes.connection("mood", "unclear", -0.3, lag=1), fakes.connection("stress", "none", 0.01, lag=1))
    html = report.render(fakes.snapshot(connections=only, movements=(), looks=(), progress=None), "de")
    assert "2 Zusammenhänge wurden geprüft, bisher zeigt sich nichts Klares." in html
    assert "Noch unklar: Stimmung." in html


def test_a_factor_with_two_verdicts_says_which_time():
    both = (fakes.connection("stress", "unclear", 0.2, lag=1), fakes.connection("stress", "none", 0.0, lag=0))
    html = report.render(fakes.snapshot(connections=both, movements=(), looks=(), progress=None), "de")
    assert "Noch unklar: Stress (Tag davor)." in html
    assert "in den Daten: Stress (gleicher Tag)." in html


def test_fonts_and_both_colour_schemes_are_inside():
    style = report.style()
    assert style.count("data:font/woff2;base64,") == 2
    assert "prefers-color-scheme:dark" in style
    assert "@page{size:A4" in style


def test_rendering_twice_gives_the_same_page():
    assert report.render(fakes.snapshot(), "de") == made("de")


def test_the_page_stays_small_enough_to_send():
    assert len(made().encode()) < 1_700_000


def test_a_short_period_keeps_the_verdict_and_shortens_the_axis():
    """Verdicts never depend on the chosen period; only what is drawn does."""
    period = (date(2026, 3, 4), fakes.TODAY)
    cropped = [
        replace(one, tries=tuple(each for each in one.tries if each.day >= period[0]), curve=one.curve[-1:])
        for one in fakes.board()
    ]
    html = report.render(fakes.snapshot(period=period, movements=tuple(cropped), looks=()), "de")
    assert "4 Wochen" in html
    assert "<b>3,5</b>" in html
    chart = json.loads(unpacked(html, "figures"))["charts"][0]["wide_light"]
    assert chart["layout"]["xaxis"]["range"][0] >= "2026-03-03"


def test_a_canary_in_private_fields_stays_out_of_the_page():
    """With notes and question switched off, `build` leaves them out of page and facts alike."""
    made_without = snapshot.build(
        assessments=fakes.board(),
        connections=fakes.connections(),
        progress=fakes.progress(),
        logged=[fakes.START],
        tau=3.0,
        today=fakes.TODAY,
        period=fakes.WINDOW,
        question="CANARY-1",
        notes=[(fakes.TODAY, "CANARY-2")],
    )
    assert "CANARY" not in report.render(made_without, "de")


@pytest.mark.parametrize("off", ["movements", "surprises", "connections", "wins", "pain"])
def test_a_section_that_is_off_is_nowhere(off):
    include = snapshot.Sections(**{off: False})
    made_without = snapshot.build(
        assessments=fakes.board(),
        connections=fakes.connections(),
        progress=fakes.progress(),
        logged=[fakes.START],
        tau=3.0,
        today=fakes.TODAY,
        period=fakes.WINDOW,
        include=include,
    )
    html = report.render(made_without, "de")
    title = {
        "movements": 'class="board"',
        "surprises": "Erwartet und erlebt",
        "connections": "Was mit dem Schmerz zusammengeht",
        "wins": "Gewonnen",
        "pain": "Schmerz im Verlauf",
    }
    body = re.sub(r"<script.*?</script>|<style>.*?</style>", "", html, flags=re.DOTALL)
    assert title[off] not in body
    if off == "movements":
        assert "Kreuzheben" not in html
    else:
        assert [name for name, mark in title.items() if mark not in body] == [off]


def test_the_meaning_of_safe_is_the_threshold_of_the_verdicts():
    strict = tuple(replace(one, needed=0.9) for one in fakes.board())
    assert "mindestens 90\xa0%, bei manchen" in sheet(
        report.render(fakes.snapshot(movements=strict, looks=()), "de")
    )
