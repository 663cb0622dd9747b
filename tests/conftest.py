"""Shared ground of the suite: time zone, store in a temporary folder, no cache from test to test."""

from __future__ import annotations

import os
import time

import hypothesis
import pytest

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


@pytest.fixture
def fresh_caches():
    """Streamlit's caches outlive an AppTest; a test that uses them starts and ends empty."""
    import streamlit as st

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
