"""The trainer's desk: several people's snapshot files in memory, who needs a look first, one person in full.

Apart from the own diary: in this session's memory, gone with the tab, unless somebody keeps them on purpose; then in a
folder of their own. A file's markup is never shown; its facts are read and said by our own page.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from analysis import desk
from analysis.results import STATES
from analysis.snapshot_read import FACTS, NotASnapshot, restored
from data import desk_files
from data.home import home
from ui import components, loaders, lock, shared
from ui.page import path
from ui.words import unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.desk import Glance, Stand
    from analysis.snapshot import Snapshot
    from ui.page import Page
    from ui.text import Text

LARGEST = 20_000_000


@dataclass(frozen=True)
class Refused:
    """A file that is no snapshot. code: as in `NotASnapshot`, or of `lock.NotOpened`."""

    name: str
    code: str


def facts_of(content: str) -> object:
    """The facts of a page, or of a JSON file with facts. Raises NotASnapshot."""
    found = FACTS.search(content)
    try:
        return json.loads(found.group(1) if found else content)
    except (ValueError, RecursionError) as error:
        raise NotASnapshot("foreign") from error


def sayable(made: Snapshot, text: Text) -> Snapshot:
    """The same, once it can be said at a glance; a code that this app has no word for raises NotASnapshot."""
    try:
        _row(desk.glance("", made, made.made_on), text)
        _over_time([made], text)
    except Exception as error:  # whatever somebody's file does to the page must not take the desk down
        raise NotASnapshot("damaged") from error
    return made


def open_door(page: Page) -> None:
    """On the Share page: the way to the desk for somebody who gets snapshots from others."""
    with st.expander(page.text("desk.door"), key="desk-door"):
        components.paragraph(page.text("desk.door_lead"))
        _take(page)
        if st.session_state.get("desk") or st.session_state.get("desk_locked"):
            st.switch_page(path("desk"))


def show(page: Page) -> None:
    """The desk."""
    text = page.text
    components.headline(text("desk.title"), text("desk.lead"))
    _fetch(text)
    _take(page)
    _locked(page)
    people = desk.by_client(st.session_state.get("desk", []))
    if not people:
        return
    today = loaders.today()
    found = desk.order([desk.glance(name, each[-1], today) for name, each in people.items()])
    components.subtitle(text("desk.glance", n=len(found)))
    with st.container(key="desk_people"):
        components.table([_row(one, text) for one in found])
    components.paragraph(text("desk.rules", days=desk.QUIET_DAYS), "note")
    name = st.selectbox(text("desk.client"), [one.client for one in found], key="desk_client")
    _client(page, name, people[name])
    _keeping(page)


def _fetch(text: Text) -> None:
    """Once a session: what was kept on this device."""
    if "desk_fetched" in st.session_state:
        return
    st.session_state.desk_fetched = True
    for name, facts in desk_files.kept(home()):
        with contextlib.suppress(NotASnapshot):
            made = sayable(restored(facts), text)
            st.session_state.setdefault("desk", []).append((name, made.ident, made))


def _keeping(page: Page) -> None:
    """Keep the snapshots on this device on purpose, or put them away, there too."""
    text = page.text
    kept = desk_files.any_kept(home())
    components.paragraph(text("desk.kept" if kept else "desk.not_kept"), "note")
    with st.container(horizontal=True):
        if st.button(text("desk.keep"), key="desk_keep"):
            try:
                for name, ident, made in st.session_state.get("desk", []):
                    desk_files.keep(home(), ident, name, made.to_dict())
            except OSError:
                st.error(text("desk.not_written"), icon=":material/info:")
                return
            st.rerun()
        if st.button(text("desk.away"), key="desk_away", type="tertiary"):
            st.session_state.desk, st.session_state.desk_locked = [], {}
            with contextlib.suppress(OSError):
                desk_files.forget(home())
            st.rerun()


def _take(page: Page) -> None:
    """Read dropped files into memory; say which were none."""
    text = page.text
    round_ = st.session_state.setdefault("desk_round", 0)
    files = st.file_uploader(text("desk.files"), accept_multiple_files=True, key=f"desk_files_{round_}")
    if files:
        st.session_state.desk_refused = [
            refused for one in files if (refused := _add(one.name, one.getvalue(), text)) is not None
        ]
        st.session_state.desk_round = round_ + 1
        st.rerun()
    for one in st.session_state.get("desk_refused", []):
        st.error(text(f"desk.refused.{one.code}", name=unmarked(one.name)), icon=":material/info:")


def _add(name: str, content: bytes, text: Text, passphrase: str | None = None) -> Refused | None:
    """Put one file on the desk, or into the pile of locked ones."""
    if len(content) > LARGEST:
        return Refused(name, "foreign")
    words = content.decode("utf-8-sig", errors="replace")
    try:
        if lock.is_locked(words):
            if passphrase is None:
                pile = st.session_state.setdefault("desk_locked", {})
                if content not in pile.values():
                    pile[desk.apart(name, pile)] = content
                return None
            words = lock.unlock(words, passphrase)
        made = sayable(restored(facts_of(words)), text)
    except (NotASnapshot, lock.NotOpened) as error:
        return Refused(name, error.code)
    st.session_state.setdefault("desk", []).append((name.rsplit(".", 1)[0], made.ident, made))
    return None


def _locked(page: Page) -> None:
    """Ask for the passphrase of each locked file."""
    text = page.text
    for number, (name, content) in enumerate(list(st.session_state.get("desk_locked", {}).items())):
        with st.form(f"desk_form_{number}", border=True):
            word = st.text_input(
                text("desk.locked", name=unmarked(name)), key=f"desk_word_{number}", autocomplete="off"
            )
            if st.form_submit_button(text("lock.open")) and word.strip():
                refused = _add(name, content, text, word)
                if refused is None:
                    del st.session_state.desk_locked[name]
                    del st.session_state[f"desk_word_{number}"]  # the next file moves up to this field
                    st.rerun()
                st.error(text(f"desk.refused.{refused.code}", name=unmarked(name)), icon=":material/info:")


def _row(one: Glance, text: Text) -> dict[str, str]:
    none = text("charts.none")
    counted = [f"{one.counts[state]} {text(f'state.{state}')}" for state in STATES if one.counts.get(state)]
    return {
        text("desk.column.client"): one.client,
        text("desk.column.setback"): text.listing(list(one.setbacks)) or none,
        text("desk.column.ready"): text.listing(list(one.ready)) or none,
        text("desk.column.logged"): text("desk.quiet", n=one.quiet)
        if one.quiet is not None
        else text("desk.logging", n=one.days_total, logged=one.days_logged),
        text("desk.column.stand"): ", ".join(counted) or none,
        text("desk.column.made"): text.day(one.made_on),
    }


def _client(page: Page, name: str, snapshots: Sequence[Snapshot]) -> None:
    """The newest snapshot as its page, and how it was in the earlier ones."""
    text = page.text
    if len(snapshots) > 1:
        components.subtitle(text("desk.over_time"))
        components.table(_over_time(snapshots, text))
    try:
        shown = shared.form_of(snapshots[-1], "html", text.lang).decode()
    except Exception:  # noqa: BLE001 - a file of somebody else: drawing all of a hundred to try them would take half a minute
        st.error(text("desk.refused.damaged", name=unmarked(name)), icon=":material/info:")
        return
    st.iframe(shown, height=1000, alt=text("report.title"))


def _over_time(snapshots: Sequence[Snapshot], text: Text) -> list[dict[str, str]]:
    days = [f"{text.short_day(one.made_on)} {one.made_on.year}" for one in snapshots]
    return [
        {
            text("report.column.movement"): name,
            **{day: _stand(one, text) for day, one in zip(days, stands, strict=True)},
        }
        for name, stands in desk.over_time(snapshots).items()
    ]


def _stand(one: Stand | None, text: Text) -> str:
    if one is None:
        return text("charts.none")
    words = text(f"state.{one.state}")
    if one.level is None or one.low is None or one.high is None:
        return words
    return f"{words}, {text.number(one.level)} ({text.span(one.low, one.high)})"
