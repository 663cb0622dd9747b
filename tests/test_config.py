"""The privacy floor: each setting of `.streamlit/config.toml` that keeps a diary on its machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from ui.theme import DARK, LIGHT

ROOT = Path(__file__).parents[1]
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("server", "address", "127.0.0.1"),
        ("server", "allowedHosts", ["localhost", "127.0.0.1"]),
        ("server", "enableXsrfProtection", True),
        ("server", "enableCORS", True),
        ("server", "maxUploadSize", 1024),
        ("server", "fileWatcherType", "none"),
        ("server", "showEmailPrompt", False),
        ("browser", "gatherUsageStats", False),
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", False),
        ("client", "showSidebarNavigation", False),
        ("client", "toolbarMode", "minimal"),
    ],
)
def test_privacy_floor(section, key, value):
    assert CONFIG[section][key] == value


def test_every_setting_is_one_streamlit_knows():
    from streamlit import config

    known = set(config._config_options_template)
    flat = {
        f"{section}.{key}"
        for section, values in CONFIG.items()
        for key, item in values.items()
        if not isinstance(item, dict)
    }
    assert flat <= known, flat - known


@pytest.mark.parametrize(("name", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_app_and_charts_share_their_colours(name, theme):
    app = CONFIG["theme"][name]
    assert app["backgroundColor"] == theme.page
    assert app["secondaryBackgroundColor"] == theme.surface
    assert app["textColor"] == theme.ink
    assert app["primaryColor"] == app["linkColor"] == theme.accent
    assert app["borderColor"] == theme.line


def test_lock_file_names_only_the_public_index():
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"(?:https?|file)://[^/\"]*", text))
    assert hosts == {"https://pypi.org", "https://files.pythonhosted.org"}
    assert set(re.findall(r'registry = "([^"]*)"', text)) == {"https://pypi.org/simple"}


def test_runtime_packages_are_the_agreed_ones():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=]", one)[0] for one in project["dependencies"]}
    assert "statsmodels" not in names
    assert {"streamlit", "pandas", "plotly", "duckdb", "scipy"} <= names
