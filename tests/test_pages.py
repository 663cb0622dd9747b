"""Every page through `app.py`, in both languages: without a diary, with the sample, with one entry."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from data.errors import StoreNotWritable
from data.home import home
from data.store import Store
from tests.prepared import sample_home

ROOT = Path(__file__).parents[1]
LANGS = ("de", "en")
NAMES = ("overview", "session", "diary", "movements", "connections", "progress", "share", "methods")

pytestmark = pytest.mark.usefixtures("fresh_caches")


def app(lang="de", page="overview"):
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = lang
    at.run()
    if page != "overview":
        at.switch_page(f"pages/{page}.py").run()
    healthy(at)
    return at


def healthy(at):
    assert not at.exception, at.exception
    assert not at.error, [one.value for one in at.error]


def words(at) -> str:
    parts = [
        one.value
        for kind in ("title", "subheader", "markdown", "caption", "success", "warning")
        for one in at.get(kind)
    ]
    parts += [str(one.proto.body) for one in at.get("html")]
    return "\n".join(parts)


def sample(lang="de"):
    """The app with the sample diary in it, put there without pressing the button."""
    sample_home(home(), lang)
    return app(lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", NAMES)
def test_without_a_diary_each_page_says_how_to_begin(lang, page):
    at = app(lang, page)
    assert at.title
    if page not in {"methods", "session", "experiments"}:
        assert at.button(key="sample")


@pytest.mark.parametrize("lang", LANGS)
def test_the_sample_fills_every_page(lang):
    from data import sample as made
    from ui.text import Text

    at = app(lang)
    at.button(key="sample").click().run()
    healthy(at)
    text = Text(lang)
    for state in set(made.STATES[lang].values()):
        assert text(f"state.{state}") in words(at)
    for name in NAMES[1:]:
        at.switch_page(f"pages/{name}.py").run()
        healthy(at)
        assert at.title[0].value


def test_movement_page_draws_its_charts():
    at = sample()
    at.query_params["view"] = "one"
    at.switch_page("pages/movements.py").run()
    charts = at.get("plotly_chart")
    assert len(charts) >= 2
    assert "3" in charts[0].proto.spec


def test_switching_the_language_changes_every_word():
    at = sample("de")
    german = at.title[0].value
    at.session_state["lang"] = "en"
    at.run()
    healthy(at)
    assert at.title[0].value != german


def test_a_foreign_browser_is_told_which_languages_there_are():
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.context = {"locale": "fr-FR"}
    at.run()
    healthy(at)
    assert any("German and English" in one.value for one in at.caption)


def test_upload_understand_keep_undo(monkeypatch):
    at = app("de", "diary")
    content = (ROOT / "data/demo/tagebuch.csv").read_bytes()
    at.file_uploader(key="upload_0").upload("tagebuch.csv", content, "text/csv").run()
    healthy(at)
    assert "tagebuch.csv" in words(at)
    at.button(key="keep").click().run()
    healthy(at)
    assert "sicher gelernt" in words(at)
    at.switch_page("pages/diary.py").run()
    with monkeypatch.context() as full:
        full.setattr(Store, "undo", Mock(side_effect=StoreNotWritable("full", path="/diary")))
        at.button(key="undo_1").click().run()
    assert not at.exception
    assert "nicht speichern: /diary" in at.error[0].value
    at.button(key="undo_1").click().run()
    healthy(at)
    at.switch_page("pages/overview.py").run()
    assert at.button(key="sample")


def test_the_same_file_twice_is_said_and_adds_nothing():
    content = (ROOT / "data/demo/tagebuch.csv").read_bytes()
    at = app("de", "diary")
    for round_ in (0, 1):
        at.switch_page("pages/diary.py").run()
        at.file_uploader(key=f"upload_{round_}").upload("tagebuch.csv", content, "text/csv").run()
        at.button(key="keep").click().run()
        healthy(at)
    assert any("schon im Tagebuch" in one.value for one in at.success)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leer.csv", b""),
        ("bild.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff\xfe\x01"),
        ("brief.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        ("kopf.csv", b"Datum;Bewegung;Schmerz\n"),
        ("ohne.csv", b"Name;Farbe\na;rot\nb;blau\n"),
    ],
)
def test_unreadable_files_get_one_sentence(lang, name, content):
    at = app(lang, "diary")
    at.file_uploader(key="upload_0").upload(name, content, "text/csv").run()
    assert not at.exception
    assert len(at.error) == 1
    assert len(at.error[0].value) > 30
    at.switch_page("pages/overview.py").run()
    assert at.button(key="sample")


def test_questions_are_asked_before_anything_is_kept():
    at = app("de", "diary")
    content = b"Datum;Bewegung;Schmerz\n" + b"".join(
        b"%02d/%02d/2026;Knie;3\n" % (d, 3) for d in range(1, 11)
    )
    at.file_uploader(key="upload_0").upload("mehrdeutig.csv", content, "text/csv").run()
    healthy(at)
    assert at.button(key="keep").disabled
    at.radio(key="question_date_order").set_value("dmy")
    next(one for one in at.button if "FormSubmitter" in (one.key or "")).click().run()
    healthy(at)
    assert not at.button(key="keep").disabled


def test_a_locked_diary_is_said(monkeypatch):
    from data.errors import StoreLocked

    sample()

    def held():
        raise StoreLocked("held")

    monkeypatch.setattr("ui.loaders.handle.store", held)
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.run()
    assert not at.exception
    assert len(at.error) == 1


def test_erase_asks_first_and_then_leaves_nothing():
    from data.home import home

    at = sample()
    at.switch_page("pages/methods.py").run()
    at.button(key="erase").click().run()
    assert at.warning
    at.button(key="erase_yes").click().run()
    healthy(at)
    assert not [path for path in home().rglob("*") if path.is_file()]


def test_the_limit_changes_the_verdict():
    at = sample()
    at.switch_page("pages/methods.py").run()
    at.select_slider(key="limit").set_value(1).run()
    healthy(at)
    at.switch_page("pages/overview.py").run()
    healthy(at)
    assert "1" in words(at)
