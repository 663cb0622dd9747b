"""A real Chromium and a real server for the tests that need them.

Without a browser these tests skip and say so; with PAIN_MEMORY_REQUIRE_BROWSER=1 (CI) a missing one fails.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import run

ROOT = Path(__file__).parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP = {"width": 1400, "height": 1000}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 60_000


def executable() -> str:
    """Path of a Chromium; skips (or fails, where one is required) without."""
    found = os.environ.get("PAIN_MEMORY_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        words = "no Chromium on this machine; the browser tests need one (apt-get install chromium)"
        if os.environ.get("PAIN_MEMORY_REQUIRE_BROWSER"):
            pytest.fail(words)
        pytest.skip(words)
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def started(
    home: Path, script: str = "app.py", cwd: Path = ROOT, extra: tuple[str, ...] = (), **variables: str
):
    """A Streamlit server as `run.py` starts it, and its address. variables: put into its environment."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        script,
        "--server.headless=true",
        f"--server.port={port}",
        *extra,
    ]
    env = {**run.environment(), "PAIN_MEMORY_HOME": str(home), **variables}
    process = subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return process, f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def server(
    home: Path, script: str = "app.py", cwd: Path = ROOT, extra: tuple[str, ...] = (), **variables: str
):
    """The same, up and stopped at the end; yields its address."""
    process, address = started(home, script, cwd, extra, **variables)
    try:
        healthy(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def healthy(address: str, process: subprocess.Popen) -> None:
    for _ in range(PATIENCE_MS // 100):
        assert process.poll() is None, "the server stopped"
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            if urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).status == 200:  # noqa: S310 - loopback
                return
        time.sleep(0.1)
    pytest.fail(f"the server did not come up in {PATIENCE_MS // 1000} s")


@contextlib.contextmanager
def chromium():
    """A headless browser."""
    path = executable()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextlib.contextmanager
def page(browser, viewport=DESKTOP, **options):
    """A page that remembers every request it made (`page.requested`)."""
    context = browser.new_context(viewport=viewport, accept_downloads=True, **{"locale": "de-DE", **options})
    context.set_default_timeout(PATIENCE_MS)
    one = context.new_page()
    one.requested = []
    context.on("request", lambda request: one.requested.append(request.url))
    yield one
    context.close()


def within(found, seconds: int = PATIENCE_MS // 1000):
    """What a function gives once it gives something, a file that a browser is writing say."""
    for _ in range(10 * seconds):
        if value := found():
            return value
        time.sleep(0.1)
    pytest.fail(f"nothing came in {seconds} s")


def settled(one) -> None:
    """Wait until the script has run and nothing is still being drawn.

    Each kind of widget fetches its own script; on a busy machine it stands there as a grey box for seconds until then.
    """
    one.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    one.wait_for_timeout(300)
    expect(one.locator('[data-testid="stSkeleton"]')).to_have_count(0)
    one.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def expect(one):
    """Playwright's assertions, which wait for what they say, as patient as everything here."""
    from playwright.sync_api import expect as asserted

    asserted.set_options(timeout=PATIENCE_MS)
    return asserted(one)


def holds(one, expression: str, value: object = None) -> None:
    """Wait until it is true of an element, which may be drawn anew meanwhile. expression: a function of it and value."""
    for _ in range(PATIENCE_MS // 100):
        if one.evaluate(expression, value):
            return
        one.page.wait_for_timeout(100)
    pytest.fail(f"not in {PATIENCE_MS // 1000} s: {expression} with {value}")


def foreign(urls: list[str]) -> list[str]:
    """Requests that went to any other host than this machine."""
    return [
        url for url in urls
        if urlsplit(url).scheme in {"http", "https", "ws", "wss"} and urlsplit(url).hostname not in {"127.0.0.1", "localhost"}
    ]  # fmt: skip


def fits(one) -> None:
    """Wait until the page cannot be scrolled sideways: a chart that is being drawn may stick out for a moment."""
    holds(
        one.locator("html"),
        "html => { const m = document.querySelector('[data-testid=stMain]') || html;"
        " return Math.max(m.scrollWidth - m.clientWidth, html.scrollWidth - innerWidth) <= 0 }",
    )


def tall(one, buttons: str) -> None:
    """Wait until the visible buttons of a selector, at least one, are as high as a finger needs."""
    holds(
        one.locator("html"),
        "(html, buttons) => { const shown = [...html.querySelectorAll(buttons)].filter(one => one.offsetParent);"
        " return shown.length && shown.every(one => one.getBoundingClientRect().height >= 44) }",
        buttons,
    )
