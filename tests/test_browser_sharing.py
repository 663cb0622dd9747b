"""A snapshot as its reader meets it: opened from disk with the network cut, unlocked, read in the other language, answered."""

from __future__ import annotations

import json

import pypdfium2
import pytest

from analysis.answer import parse
from tests import browser as b
from tests import fakes
from tests.firefox import firefox
from tests.webkit import webkit
from ui import lock, report

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-2")]
PHRASE = "fünf kleine wörter"
ENTER = "const word = document.querySelector('#word-de'); word.value = '%s'; word.form.requestSubmit(); return true"


def opened(page, path):
    """The page from disk without a network; what goes wrong in it is gathered."""
    errors = []
    page.context.set_offline(True)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.goto(path.as_uri())
    return errors


def written(page, tmp_path, lang="de"):
    """An answer written and saved in the opened page."""
    form = page.locator(f".sheet-{lang} .reply")
    form.locator("details").filter(has_text="Kreuzheben").locator("summary").click()
    one = form.locator("details").filter(has_text="Kreuzheben")
    one.locator('[data-part="weight_kg"]').fill("17.5")
    for wrong in ("0", "1000"):  # the reader of the file would refuse all of it
        one.locator('[data-part="reps"]').fill(wrong)
        one.locator("summary").click()
        form.locator(".save").click()
        b.expect(one.locator('[data-part="reps"]')).to_be_focused()
        b.expect(form.locator(".said")).to_have_text("")
    one.locator('[data-part="reps"]').fill("8")
    one.locator('[data-part="limit"]').fill("4")
    one.locator('[data-part="stop"]').fill("Kribbeln im Bein")
    form.locator('[data-part="message"]').fill("Ruhig weiter.")
    with page.expect_download() as waiting:
        form.locator(".save").click()
    target = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


@pytest.fixture(scope="module")
def page_html():
    return report.render(fakes.snapshot(movements=tuple(fakes.board()[:3])), "de")


def test_locked_page_opens_offline_and_takes_an_answer(chromium, tmp_path, page_html):
    (tmp_path / "page.html").write_text(lock.lock(page_html, PHRASE, "de"), encoding="utf-8")
    with b.page(chromium, b.PHONE) as page:
        errors = opened(page, tmp_path / "page.html")
        word, said = page.locator("#word-de"), page.locator(".said:not([hidden]) .answer")
        word.fill("falsch")
        word.press("Enter")
        page.get_by_text("Der Passwortsatz passt nicht").wait_for()
        b.expect(said).to_have_count(1)
        word.fill(f" {PHRASE} ")
        word.press("Enter")
        page.locator(".sheet-de .js-plotly-plot .scatterlayer").first.wait_for()
        b.fits(page)
        page.locator("label[for=pick-en]").click()
        page.get_by_role("heading", name="What the numbers mean").wait_for()
        page.locator(".sheet-en .js-plotly-plot .scatterlayer").first.wait_for()
        b.expect(page.locator("html")).to_have_attribute("lang", "en")
        answer = json.loads(written(page, tmp_path, "en").read_text(encoding="utf-8"))
        assert answer["movements"] == [
            {"movement": "Kreuzheben", "weight_kg": 17.5, "reps": 8, "limit": 4, "stop": "Kribbeln im Bein"}
        ]
        assert answer["snapshot"] == fakes.snapshot(movements=tuple(fakes.board()[:3])).ident
        b.expect(page.locator('.sheet-de [data-part="message"]')).to_have_value("Ruhig weiter.")
        assert errors == []
        assert b.foreign(page.requested) == []


def test_the_tables_of_tries_are_whole_on_a_phone(chromium, tmp_path, page_html):
    """A load cut off at the edge, "3 × 8 Wdh. · 19", would read as another one."""
    (tmp_path / "page.html").write_text(page_html, encoding="utf-8")
    with b.page(chromium, b.PHONE) as page:
        opened(page, tmp_path / "page.html")
        for lang in ("de", "en"):
            page.locator(f"label[for=pick-{lang}]").click()
            tables = page.locator(f".sheet-{lang} .scroll")
            tables.first.wait_for(state="attached")
            assert tables.count() >= 3
            tables.first.evaluate(
                "() => document.querySelectorAll('details').forEach(one => one.open = true)"
            )
            for at in range(tables.count()):
                b.holds(tables.nth(at), "one => one.clientWidth > 0 && one.scrollWidth <= one.clientWidth")
                named = "one => [...one.querySelectorAll('td:nth-child(n+2)')].every(each =>"
                b.holds(tables.nth(at), f"{named} getComputedStyle(each, '::before').content.length > 3)")


def test_a_damaged_locked_page_says_so_at_once(chromium, tmp_path, page_html):
    whole = lock.lock(page_html, PHRASE, "en")
    (tmp_path / "page.html").write_text(whole[: len(whole) // 2], encoding="utf-8")
    with b.page(chromium) as page:
        opened(page, tmp_path / "page.html")
        page.get_by_text("The file is incomplete or was changed.").first.wait_for()


def test_without_scripts_both_languages_can_be_read(chromium, tmp_path, page_html):
    (tmp_path / "page.html").write_text(page_html, encoding="utf-8")
    with b.page(chromium, java_script_enabled=False) as page:
        opened(page, tmp_path / "page.html")
        page.get_by_role("heading", name="Was die Zahlen heißen").wait_for()
        b.expect(page.locator(".sheet-de .reply").first).to_be_hidden()
        page.locator("label[for=pick-en]").click()
        page.get_by_role("heading", name="What the numbers mean").wait_for()


def test_from_the_share_page_to_the_answer_and_back(chromium, tmp_path, sample_address):
    """The owner shares, the trainer answers in the file, the owner accepts one thing, declines another, clears up."""
    with b.page(chromium) as page:
        page.goto(f"{sample_address}/share")
        with page.expect_download() as waiting:
            page.locator(".st-key-download button").click()
        waiting.value.save_as(tmp_path / "page.html")
        with b.page(chromium, b.PHONE, color_scheme="dark") as reader:
            opened(reader, tmp_path / "page.html")
            answer = written(reader, tmp_path)
            sheets = pypdfium2.PdfDocument(reader.pdf(prefer_css_page_size=True))
            assert len(sheets) <= 4
            assert "Antwort" in sheets[0].get_textpage().get_text_range()
            shades = sheets[1].render().to_pil().convert("L").histogram()
            assert sum(shades[:80]) < 0.02 * sum(shades)  # ink on paper, also from a dark screen
        place = page.get_by_role("region", name="Antwortdatei")
        place.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(answer)
        page.get_by_text("Ruhig weiter.").wait_for()
        page.get_by_text("Zur Momentaufnahme, die du am").wait_for()
        page.locator(".st-key-accept_0 button").click()
        page.get_by_text("Kreuzheben: 8 Wdh. · 17,5 kg.").wait_for()
        inside = page.frame_locator("iframe").first
        inside.locator(".sheet-de").get_by_text("Vereinbart: 8 Wdh. · 17,5 kg.").wait_for(state="attached")
        page.locator(".st-key-decline_1 button").click()
        page.get_by_text("Abgelehnt, es bleibt wie bisher.").wait_for()
        b.settled(page)
        b.expect(page.get_by_text("höchstens 4 von 10")).to_have_count(1)
        page.locator(".st-key-agreed_remove_0 button").click()
        page.get_by_text("Kreuzheben: 8 Wdh. · 17,5 kg.").wait_for(state="detached")
        assert b.foreign(page.requested) == []


def test_firefox_opens_a_locked_page_offline(tmp_path, page_html):
    with firefox(tmp_path) as one:
        (tmp_path / "page.html").write_text(lock.lock(page_html, PHRASE, "de"), encoding="utf-8")
        one.go((tmp_path / "page.html").as_uri())
        one.ask(ENTER % "falsch")
        one.until(
            "return document.querySelector('.answer').textContent.startsWith('Der Passwortsatz passt nicht')"
        )
        one.ask(ENTER % PHRASE)
        one.until("return !!document.querySelector('.sheet-de .js-plotly-plot .scatterlayer')")
        one.until("return document.querySelector('.sheet-de h1').textContent.endsWith('.')")
        one.until("return document.querySelector('.sheet-de .reply').hidden === false")


DRAWN = "return !!document.querySelector('.sheet-de .js-plotly-plot .scatterlayer')"
REPLY = """
    const form = document.querySelector('.sheet-en .reply');
    const one = [...form.querySelectorAll('details')].find(each => each.textContent.includes('Kreuzheben'));
    one.querySelector('[data-part=weight_kg]').value = '17.5';
    form.querySelector('[data-part=message]').value = 'Ruhig weiter.';
    form.querySelector('.save').click();
    return form.querySelector('.said').textContent"""


def test_webkit_opens_both_kinds_offline_and_takes_an_answer(tmp_path, page_html):
    (tmp_path / "open.html").write_text(page_html, encoding="utf-8")
    (tmp_path / "locked.html").write_text(lock.lock(page_html, PHRASE, "de"), encoding="utf-8")
    with webkit(tmp_path) as one:
        one.go((tmp_path / "open.html").as_uri())
        one.until(DRAWN)
        one.go((tmp_path / "locked.html").as_uri())
        one.ask(ENTER % "falsch")
        one.until(
            "return document.querySelector('.answer').textContent.startsWith('Der Passwortsatz passt nicht')"
        )
        one.ask(ENTER % PHRASE)
        one.until(DRAWN)
        one.ask("document.querySelector('label[for=pick-en]').click()")
        shown = "return getComputedStyle(document.querySelector('.sheet-%s')).display"
        assert [one.ask(shown % lang) for lang in ("de", "en")] == ["none", "block"]
        assert one.ask(REPLY).startswith("Saved.")
        found = b.within(lambda: list(tmp_path.glob("pain-memory-answer-*.json")))[0]
        answer = parse(b.within(found.read_bytes))
    assert [(each.movement, each.dose.weight_kg) for each in answer.advice] == [("Kreuzheben", 17.5)]
    assert answer.message == "Ruhig weiter."
