"""A headless WebKitGTK (Safari's engine) by the W3C WebDriver protocol, on a screen of its own that nobody sees.

Debian: `apt-get install webkit2gtk-driver xvfb`. Playwright's WebKit is a build of its own that has to be downloaded.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser import free_port

DRIVER, SCREEN = "WebKitWebDriver", "Xvfb"
BROWSERS = ("webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0")
"""Folders of the test browser that comes with the driver; its place differs by machine."""


class WebKit:
    """A few commands of a running WebKit."""

    def __init__(self, port: int, browser: str) -> None:
        self._base = f"http://127.0.0.1:{port}"
        options = {"binary": browser, "args": ["--automation", "--proxy=http://127.0.0.1:9"]}
        found = self._call(
            "/session", {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        )
        self.version = found["capabilities"]["browserVersion"]
        self._session = f"/session/{found['sessionId']}"

    def _call(self, path: str, values: dict | None = None, method: str = "POST"):
        body = None if values is None else json.dumps(values).encode()
        request = urllib.request.Request(self._base + path, data=body, method=method)  # noqa: S310 - loopback
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
                return json.loads(answer.read())["value"]
        except urllib.error.HTTPError as error:
            pytest.fail(f"WebKit: {error.read().decode()}")

    def close(self) -> None:
        self._call(self._session, method="DELETE")

    def go(self, address: str) -> None:
        self._call(f"{self._session}/url", {"url": address})

    def ask(self, script: str):
        """The value of a script that runs in the page."""
        return self._call(f"{self._session}/execute/sync", {"script": script, "args": []})

    def until(self, script: str) -> None:
        """Wait until a script says yes."""
        for _ in range(300):
            if self.ask(script):
                return
            time.sleep(0.1)
        pytest.fail(f"never true in WebKit: {script}")


def _browser() -> str:
    """Path of the test browser; skips, saying what is missing, where there is none."""
    missing = [one for one in (DRIVER, SCREEN) if not shutil.which(one)]
    found = (
        [one for name in BROWSERS for one in Path("/usr/lib").glob(f"**/{name}/MiniBrowser")]
        if not missing
        else []
    )
    if not found:
        pytest.skip(
            f"no WebKit to drive on this machine ({', '.join(missing) or 'MiniBrowser'}); see tests/webkit.py"
        )
    return str(found[0])


@contextlib.contextmanager
def _started(command: list[str], **options):
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, **options) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextlib.contextmanager
def webkit(folder):
    """A WebKit with `folder` as its home and no network."""
    browser, port = _browser(), free_port()
    screen = [SCREEN, "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with _started(screen, stdout=subprocess.PIPE) as shown:
        display = shown.stdout.readline().decode().strip()
        variables = {
            **os.environ,
            "DISPLAY": f":{display}",
            "HOME": str(folder),
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        with _started([DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, env=variables):
            _ready(port)
            one = WebKit(port, browser)
            yield one
            one.close()


def _ready(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=1).close()
            return
        time.sleep(0.1)
    pytest.fail("the WebKit driver did not come up in 30 s")
