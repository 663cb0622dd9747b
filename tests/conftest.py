"""Shared ground of the suite: time zone, store in a temporary folder, no cache from test to test."""

from __future__ import annotations

import os
import time
from functools import lru_cache

import hypothesis
import numpy as np
import pytest

from analysis import safetygp

# What a busy machine takes for one example says nothing about the program.
hypothesis.settings.register_profile("steady", deadline=None)
hypothesis.settings.load_profile("steady")

# Workers share two cores: threads of the linear algebra library would only get in each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["TZ"] = "Europe/Berlin"
if hasattr(time, "tzset"):
    time.tzset()


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    """No test touches the diary of whoever runs the suite."""
    monkeypatch.setenv("PAIN_MEMORY_HOME", str(tmp_path / "home"))


@lru_cache(maxsize=1)
def _components():
    """What Streamlit finds of components among the installed packages: it reads the papers of all, at every AppTest."""
    from streamlit.components.v2 import manifest_scanner

    return manifest_scanner.scan_component_manifests()


_FITS: dict[bytes, dict[int, object]] = {}
_MOST = 256
_fit = safetygp.posteriors


def _fitted(*given):
    """The same diary is fitted once for all tests that look at a page with it; the fit has tests of its own."""
    key = b"|".join(b"" if one is None else np.asarray(one).tobytes() for one in given)
    if key not in _FITS:
        if len(_FITS) >= _MOST:
            del _FITS[next(iter(_FITS))]
        _FITS[key] = _fit(*given)
    return _FITS[key]


@pytest.fixture
def fresh_caches(monkeypatch):
    """Streamlit's caches outlive an AppTest; a test that uses them starts and ends empty."""
    import streamlit as st
    from streamlit.components.v2 import manifest_scanner

    found = _components()
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
    monkeypatch.setattr(safetygp, "posteriors", _fitted)
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def chromium():
    """One browser per worker; tests that drive one stand in two groups, a worker each."""
    from tests import browser

    with browser.chromium() as one:
        yield one


@pytest.fixture(scope="session")
def sample_address(tmp_path_factory, chromium):
    """A server with the sample diary, for tests that leave the diary as they found it."""
    from tests import browser
    from tests.prepared import sample_home

    home = sample_home(tmp_path_factory.mktemp("sample") / "home")
    with browser.server(home) as address:
        yield address
