"""The open diary of this machine's user, and what is done with all of it."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

import streamlit as st

from data import desk_files
from data.home import home

if TYPE_CHECKING:
    from data.store import Store


@st.cache_resource(show_spinner=False)
def store_at(path: str) -> Store:
    """The store of one folder, the same for everybody who asks. Raises the StoreError family."""
    from pathlib import Path

    from data.store import Store

    return Store(Path(path))


def store() -> Store:
    """The store of this machine's user. Raises the StoreError family."""
    return store_at(str(home()))


def fingerprint() -> str:
    """A short text that differs whenever the diary or a setting does."""
    return store().fingerprint()


def folder() -> str:
    """Where the diary lies on this machine."""
    return str(home())


def export_bytes() -> bytes:
    """Everything stored, as one zip."""
    out = io.BytesIO()
    store().export(out)
    return out.getvalue()


def erase() -> None:
    """Remove everything this app has stored on this machine, also snapshots of others that were kept."""
    with contextlib.suppress(OSError):
        desk_files.forget(home())
    store().erase()
    store_at.clear()
