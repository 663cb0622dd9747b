"""The main job in a real Chromium: diary file in, verdicts, connection, the trainer's page out; nothing leaks."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import run
from tests import browser as b
from tests.prepared import sample_home
from ui import shell
from ui.text import Text

ROOT = Path(__file__).parents[1]
DIARY = ROOT / "data/demo/tagebuch.csv"
PAGES = ("", *shell.PAGES[1:])
SAYS = "(one, words) => getComputedStyle(one, '::after').content.includes(words)"

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def facts_by_cli(tmp_path):
    out, facts = tmp_path / "page.html", tmp_path / "facts.json"
    command = [
        sys.executable,
        "-m",
        "ui.cli",
        str(DIARY),
        "--lang",
        "de",
        "--out",
        str(out),
        "--json",
        str(facts),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out, json.loads(facts.read_text(encoding="utf-8"))


def upload_and_keep(page, path):
    page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(path)
    page.locator(".st-key-keep button").click()


def test_from_file_to_the_page_for_the_trainer(chromium, tmp_path):
    with b.server(tmp_path / "home") as address, b.page(chromium) as page:
        page.goto(f"{address}/diary")
        upload_and_keep(page, DIARY)
        page.locator(".pm-board").first.wait_for(state="attached")
        page.goto(f"{address}/connections")
        page.locator(".js-plotly-plot").first.wait_for()
        page.get_by_text("Deutlicher Hinweis").first.wait_for()
        page.goto(f"{address}/share")
        with page.expect_download() as waiting:
            page.locator(".st-key-download button").click()
        shared = tmp_path / "shared.html"
        waiting.value.save_as(shared)
        assert b.foreign(page.requested) == []
    _, facts = facts_by_cli(tmp_path)
    assert opened_facts(chromium, shared)["movements"] == facts["movements"]


def opened_facts(chromium, path):
    """Open a shared page from disk with the network cut; its chart is drawn and its facts are returned."""
    with b.page(chromium) as page:
        page.context.set_offline(True)
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.goto(path.as_uri())
        page.locator(".js-plotly-plot .scatterlayer").first.wait_for()
        found = json.loads(page.locator("#facts").text_content())
        assert errors == []
        assert b.foreign(page.requested) == []
        return found


def test_the_same_page_by_the_command_line(chromium, tmp_path):
    out, facts = facts_by_cli(tmp_path)
    assert opened_facts(chromium, out)["movements"] == facts["movements"]


def test_a_sub_page_opened_first_on_a_cold_server(chromium, tmp_path):
    """The old page router would run the page without its frame, see ui/shell.py."""
    with b.server(tmp_path / "home") as address, b.page(chromium) as page:
        page.goto(f"{address}/methods?lang=en")
        page.get_by_role("heading", name="How the numbers are made").wait_for()
        page.get_by_text("Everything stays on this device").wait_for()
        b.settled(page)
        assert page.get_by_text("Page not found").count() == 0
        assert page.url.startswith(f"{address}/methods")
        menu = [Text("en")(f"nav.{name}") for name in shell.PAGES if name != "desk"]
        b.expect(page.locator('[data-testid="stTopNavLink"]')).to_have_text(menu, use_inner_text=True)


def test_an_address_without_a_page_opens_the_overview(chromium, tmp_path):
    """The first on a cold server too, where the old router sends its English dialog by itself."""
    home = sample_home(tmp_path / "home")
    with b.server(home) as address, b.page(chromium) as page:
        for name in ("nowhere", "nowhere", "overview"):
            page.goto(f"{address}/{name}")
            page.locator(".pm-board").first.wait_for(state="attached")
            page.wait_for_url(f"{address}/")
            b.settled(page)
            b.expect(page.get_by_role("dialog")).to_have_count(0)
            b.expect(page.get_by_text("Page not found")).to_have_count(0)


def test_every_page_fits_a_phone_and_asks_nobody(chromium, sample_address):
    with b.page(chromium, b.PHONE) as page:
        for name in PAGES:
            page.goto(f"{sample_address}/{name}")
            page.get_by_text("Alles bleibt auf diesem Gerät").wait_for()
            b.settled(page)
            b.fits(page)
        assert b.foreign(page.requested) == []


def test_a_file_over_the_limit_is_refused_in_the_persons_language(chromium, tmp_path, sample_address):
    large = tmp_path / "gross.csv"
    with large.open("wb") as file:
        file.truncate(1_100_000_000)
    with b.page(chromium) as page:
        page.goto(f"{sample_address}/diary")
        page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(large)
        message = page.locator('[data-testid="stFileChip"] [role="alert"]')
        message.wait_for()
        b.holds(message, SAYS, "größer als 1 GB")
        b.holds(message, "one => getComputedStyle(one).fontSize === '0px'")


def test_the_upload_speaks_german(chromium, sample_address):
    with b.page(chromium) as page:
        page.goto(f"{sample_address}/diary")
        zone = page.locator('[data-testid="stFileUploaderDropzone"]')
        zone.wait_for()
        button = zone.locator("button").first
        b.holds(button, SAYS, "Datei wählen")
        b.holds(
            zone,
            "zone => ![...zone.querySelectorAll('*')].some(one => one.children.length === 0 && one.innerText?.trim() &&"
            " getComputedStyle(one).fontSize !== '0px' && one.getClientRects().length)",
        )


def test_run_py_from_any_folder_keeps_the_privacy_floor(tmp_path):
    """Bound to 127.0.0.1 only: a server on all interfaces would answer on 127.0.0.2 as well."""
    port = b.free_port()
    command = [sys.executable, ROOT / "run.py", "--server.headless=true", f"--server.port={port}"]
    env = {**run.environment(), "PAIN_MEMORY_HOME": str(tmp_path), "STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}
    process = subprocess.Popen(command, cwd=tmp_path, env=env, start_new_session=True)
    try:
        b.healthy(f"http://127.0.0.1:{port}", process)
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.2", port), timeout=2):
            pass
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def test_no_english_in_the_german_app(chromium, sample_address):
    """What Streamlit says by itself is hidden or said in German."""
    with b.page(chromium) as page:
        page.goto(f"{sample_address}/diary")
        page.get_by_text("Alles bleibt auf diesem Gerät").wait_for()
        b.settled(page)
        b.holds(page.locator('[data-testid="stSkipToContent"]'), SAYS, "Zum Inhalt")
        b.expect(page.locator('[aria-label="file upload"]')).to_have_count(0)
        b.expect(page.locator("html")).to_have_attribute("lang", "de")


def test_a_choice_can_be_read_in_the_dark_and_a_date_asked_for_in_german(chromium, sample_address):
    paper = "one => getComputedStyle(one).color === %r"
    with b.page(chromium, color_scheme="dark") as page:
        page.goto(f"{sample_address}/connections?view=joint")
        b.holds(page.locator("[data-tag] span").first, paper % "rgb(33, 31, 28)")
        b.expect(page.locator('[aria-label^="Remove "]')).to_have_count(0)
        page.goto(f"{sample_address}/experiments")
        dot = page.locator(
            '[data-testid="stRadioOption"][data-selected="true"] > div > div:first-child > div'
        ).first
        b.holds(dot, "one => getComputedStyle(one).backgroundColor === 'rgb(33, 31, 28)'")
        page.goto(f"{sample_address}/connections?view=time")
        for part, words in (("day", "TT"), ("month", "MM"), ("year", "JJJJ")):
            segment = page.locator(f'[data-testid="stDateInputField"] [data-type="{part}"]').first
            b.holds(segment, SAYS, words)
            b.holds(segment, "one => getComputedStyle(one).fontSize === '0px'")
        b.expect(page.locator('[aria-label^="day, "]')).to_have_count(0)


def test_everything_can_be_taken_along_and_erased(chromium, tmp_path):
    home = sample_home(tmp_path / "home")
    with b.server(home) as address, b.page(chromium) as page:
        page.goto(f"{address}/methods")
        with page.expect_download() as waiting:
            page.locator(".st-key-export button").click()
        waiting.value.save_as(tmp_path / "all.zip")
        names = zipfile.ZipFile(tmp_path / "all.zip").namelist()
        assert {"exposures.csv", "exposures.parquet", "days.csv"} <= {Path(name).name for name in names}
        page.locator(".st-key-erase button").click()
        page.locator(".st-key-erase_yes button").click()
        page.get_by_text("Alles ist gelöscht").wait_for()
        assert not [one for one in home.rglob("*") if one.is_file()]
