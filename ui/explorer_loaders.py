"""The closer look at the connections, held as long as the diary stays the same; it leaves memory with the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from data.home import home
from ui import loaders

if TYPE_CHECKING:
    from analysis.explorer import Explorer
    from analysis.review import Review


@st.cache_resource(show_spinner=False, scope="session", max_entries=2)
def _explorer(path: str, fingerprint: str, _review: Review) -> Explorer:  # noqa: ARG001 - the cache key
    from analysis.explorer import Explorer

    return Explorer(_review)


def explorer(review: Review) -> Explorer:
    """What can be asked about the connections of the stored diary."""
    return _explorer(str(home()), loaders.fingerprint(), review)
