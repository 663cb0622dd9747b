"""A headless Firefox by its own remote protocol (Marionette): messages of JSON with their length in front, over a socket.

Playwright drives only a Firefox of its own making; a distribution's Firefox ESR needs nothing but this.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import time

import pytest

from tests.browser import free_port

NAMES = ("firefox-esr", "firefox")


class Firefox:
    """A few commands of a running Firefox."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._number = 0
        self._message()
        self.call("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": False}}})

    def _message(self):
        length = b""
        while not length.endswith(b":"):
            length += self._socket.recv(1)
        content = b""
        while len(content) < int(length[:-1]):
            content += self._socket.recv(int(length[:-1]) - len(content))
        return json.loads(content)

    def call(self, name: str, values: dict | None = None):
        """One command and what it answers."""
        self._number += 1
        words = json.dumps([0, self._number, name, values or {}]).encode()
        self._socket.sendall(f"{len(words)}:".encode() + words)
        _, _, error, found = self._message()
        assert error is None, error
        return found

    def close(self) -> None:
        self._socket.close()

    def go(self, address: str) -> None:
        self.call("WebDriver:Navigate", {"url": address})

    def ask(self, script: str):
        """The value of a script that runs beside the page, under no policy of the page."""
        return self.call("WebDriver:ExecuteScript", {"script": script, "args": [], "sandbox": "default"})[
            "value"
        ]

    def until(self, script: str) -> None:
        """Wait until a script says yes."""
        for _ in range(300):
            if self.ask(script):
                return
            time.sleep(0.1)
        pytest.fail(f"never true in Firefox: {script}")


@contextlib.contextmanager
def firefox(folder):
    """A Firefox with a fresh profile in `folder` and no network; skips where none is installed."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("no Firefox on this machine")
    port = free_port()
    profile = folder / "profile"
    profile.mkdir()
    (profile / "user.js").write_text(
        f'user_pref("marionette.port", {port});user_pref("network.proxy.type", 1);'
        'user_pref("network.proxy.socks", "127.0.0.1");user_pref("network.proxy.socks_port", 9);'
        'user_pref("datareporting.policy.dataSubmissionEnabled", false);user_pref("app.update.enabled", false);',
        encoding="utf-8",
    )
    command = [found, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.1)
        one = Firefox(port)
        yield one
        one.close()
    finally:
        process.terminate()
        process.wait(timeout=20)
