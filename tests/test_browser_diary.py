"""The Diary page in a real Chromium: an unknown spreadsheet mapped by hand, answered, kept, undone, taken again."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests import browser as b

WIDE = "Wann;Hocke;Treppe;Drehen;Blatt\n" + "".join(
    f"{day:02d}/04/2026;{3 + day % 3};{day % 5};{4 + day % 2};{20 + day * 7 % 11}\n" for day in range(1, 13)
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-2")]


def upload(page, *paths):
    page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files([str(path) for path in paths])


def choose(page, number, words):
    """Set the meaning of one column by its select."""
    box = page.locator(f".st-key-column-{number}").get_by_role("combobox").first
    box.click()
    box.fill(words)
    page.get_by_role("option", name=words).first.wait_for()
    page.keyboard.press("Enter")


def test_an_unknown_wide_spreadsheet_by_hand(chromium, tmp_path):
    path = tmp_path / "tabelle.csv"
    path.write_text(WIDE, encoding="utf-8")
    with b.server(tmp_path / "home") as address, b.page(chromium) as page:
        page.goto(f"{address}/diary")
        upload(page, path)
        page.get_by_text("2 Fragen dazu").wait_for()
        b.expect(page.locator(".st-key-keep button")).to_be_disabled()
        choose(page, 4, "nicht verwenden")
        page.get_by_text("von dir so gesetzt").wait_for(state="attached")
        page.get_by_text("Tag zuerst").click()
        page.get_by_text("Jede Spalte ist eine Bewegung").click()
        page.get_by_text("Antworten übernehmen").click()
        page.get_by_text("36 Versuche").first.wait_for()
        b.settled(page)
        b.expect(page.get_by_text("Fragen dazu")).to_have_count(0)
        page.get_by_text("So steht es dann im Tagebuch").wait_for()
        page.locator(".st-key-keep button").click()
        page.locator(".pm-board").first.wait_for(state="attached")
        page.get_by_text("„tabelle.csv“ ist im Tagebuch: 36 neue Einträge.").wait_for()

        page.goto(f"{address}/diary")
        page.get_by_role("button", name="Rückgängig").click()
        page.get_by_role("button", name="Wiederholen").wait_for()
        upload(page, path)
        page.get_by_text("Deine Antworten vom letzten Mal wurden wieder verwendet.").wait_for()
        page.get_by_text("36 Versuche").first.wait_for()
        b.settled(page)
        b.expect(page.get_by_text("Fragen dazu")).to_have_count(0)
        page.locator(".st-key-keep button").click()
        page.locator(".pm-board").first.wait_for(state="attached")
        assert b.foreign(page.requested) == []


def test_several_files_and_a_watch_beside_the_diary(chromium, tmp_path):
    diary = tmp_path / "tagebuch.csv"
    diary.write_text("Datum;Schmerz;Schlaf (h)\n28.03.2026;3;8\n29.03.2026;4;7\n", encoding="utf-8")
    watch = tmp_path / "export.zip"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(
            "apple_health_export/export.xml",
            '<HealthData locale="de_DE">\n <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Uhr" '
            'startDate="2026-03-28 23:00:00 +0100" endDate="2026-03-29 06:00:00 +0200" '
            'value="HKCategoryValueSleepAnalysisAsleepCore"/>\n</HealthData>\n',
        )
    watch.write_bytes(out.getvalue())
    with b.server(tmp_path / "home") as address, b.page(chromium, b.PHONE) as page:
        page.goto(f"{address}/diary")
        upload(page, diary, watch)
        page.get_by_text("2 Dateien. Welche siehst du dir an?").wait_for()
        page.locator(".st-key-keep button").click()
        page.get_by_text("Apple Health").first.wait_for()
        b.settled(page)
        b.fits(page)
        page.locator(".st-key-keep button").click()
        page.locator(".st-key-keep").wait_for(state="detached")
        b.settled(page)
        page.goto(f"{address}/diary")
        page.get_by_text("Wer führt?").wait_for()
        page.get_by_text("Schlaf (Stunden). Tage im Tagebuch: 2, vom Gerät: 1, von beiden: 1").wait_for()
        b.fits(page)
        page.locator(".st-key-leading-sleep_hours").get_by_text("Gerät", exact=True).click()
        b.settled(page)
        assert b.foreign(page.requested) == []


def test_a_large_export_leaves_no_copy_behind(chromium, tmp_path, monkeypatch):
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    line = (
        ' <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Uhr" unit="count" device="{}" '
        'startDate="2026-03-{:02d} 08:00:00 +0100" endDate="2026-03-{:02d} 08:05:00 +0100" value="7"/>\n'
    )
    path = tmp_path / "export.xml"
    with path.open("w", encoding="utf-8") as made:
        made.write('<HealthData locale="de_DE">\n')
        for at in range(22_000):
            made.write(line.format("x" * 900, at % 28 + 1, at % 28 + 1))
        made.write("</HealthData>\n")
    assert path.stat().st_size > 20_000_000
    with b.server(tmp_path / "home") as address, b.page(chromium, b.PHONE) as page:
        page.goto(f"{address}/diary")
        upload(page, path)
        page.locator(".st-key-stop, .st-key-keep").first.wait_for()
        page.locator(".st-key-keep button").click()
        page.locator(".st-key-keep").wait_for(state="detached")
        b.settled(page)
        b.fits(page)
        b.within(
            lambda: not [one for one in folder.rglob("*") if one.is_file() and one.stat().st_size > 10_000]
        )
        assert b.foreign(page.requested) == []
