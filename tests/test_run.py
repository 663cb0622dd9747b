"""The bootstrap: what it runs, from where, with which environment."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

import run


@pytest.fixture
def calls(monkeypatch):
    seen = []
    monkeypatch.setattr(run, "set_up", lambda *, dev: seen.append(("set_up", dev)))
    monkeypatch.setattr(run, "call", lambda command: seen.append([str(part) for part in command]) or 0)
    return seen


def test_without_words_it_starts_the_app(calls):
    assert run.main([]) == 0
    assert calls[0] == ("set_up", False)
    assert calls[1][1:] == ["-m", "streamlit", "run", "app.py"]


def test_options_alone_go_to_the_app(calls):
    run.main(["--server.port", "8600"])
    assert calls[1][-2:] == ["--server.port", "8600"]


def test_check_stops_at_the_first_failure(calls, monkeypatch):
    monkeypatch.setattr(run, "call", lambda command: calls.append([str(part) for part in command]) or 3)
    assert run.main(["check"]) == 3
    assert len(calls) == 2


def test_snapshot_tells_where_it_was_called(calls, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run.main(["snapshot", "diary.csv"])
    assert calls[1][-3:] == ["--from", str(tmp_path), "diary.csv"]


def test_unknown_word_explains_itself(capsys):
    assert run.main(["dance"]) == 2
    assert "run.py test" in capsys.readouterr().out


def test_a_shell_cannot_weaken_the_settings(monkeypatch):
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "0.0.0.0")
    monkeypatch.setenv("UV_INDEX", "https://elsewhere.example")
    monkeypatch.setenv("PAIN_MEMORY_HOME", "kept")
    found = run.environment()
    assert not [name for name in found if name.startswith("STREAMLIT_")]
    assert "UV_INDEX" not in found
    assert found["PAIN_MEMORY_HOME"] == "kept"


def test_what_was_compiled_is_kept_for_the_next_start(monkeypatch):
    """Where nothing is kept every start compiles pandas and Streamlit anew, and every test worker all tests."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in run.environment()


@pytest.mark.parametrize(
    ("machine", "libc", "ending"),
    [
        ("linux_x86_64", "glibc", "x86_64.whl"),
        ("linux_aarch64", "glibc", "aarch64.whl"),
        ("linux_x86_64", "", "musllinux_1_1_x86_64.whl"),
        ("win_amd64", "", "win_amd64.whl"),
    ],
)
def test_the_lock_names_a_uv_for_each_machine(machine, libc, ending, monkeypatch):
    import tomllib

    monkeypatch.setattr(run.platform, "libc_ver", lambda: (libc, ""))
    lock = tomllib.loads((run.ROOT / "uv.lock").read_text(encoding="utf-8"))
    wheels = next(one for one in lock["package"] if one["name"] == "uv")["wheels"]
    found = [one["url"] for one in wheels if run.fits(one["url"], machine)]
    assert found
    assert all(one.endswith(ending) for one in found)


def _lock_with(tmp_path, monkeypatch, content, digest):
    (tmp_path / "uv.lock").write_text(
        f'[[package]]\nname = "uv"\nwheels = [{{ url = "https://host/uv-1-{run.sysconfig.get_platform()}.whl", hash = "{digest}" }}]\n'
    )
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "fits", lambda url, machine: True)
    monkeypatch.setattr(run.urllib.request, "urlopen", lambda url, timeout: io.BytesIO(content))


def _wheel():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("uv-1.data/scripts/uv", "program")
    return out.getvalue()


def test_a_fetched_uv_is_checked_and_taken_out(tmp_path, monkeypatch):
    content = _wheel()
    _lock_with(tmp_path, monkeypatch, content, "sha256:" + hashlib.sha256(content).hexdigest())
    target = tmp_path / "bootstrap" / "uv"
    run.fetch_uv(target)
    assert target.read_text() == "program"


def test_a_changed_uv_is_refused(tmp_path, monkeypatch):
    _lock_with(tmp_path, monkeypatch, _wheel(), "sha256:0")
    with pytest.raises(ValueError, match="checksum"):
        run.fetch_uv(tmp_path / "bootstrap" / "uv")
    assert not (tmp_path / "bootstrap").exists()


def test_pins_carry_markers_where_the_lock_forks():
    assert run.pin({"name": "a", "version": "1"}) == "a==1"
    forked = {"name": "a", "version": "1", "resolution-markers": ["python_full_version < '3.12'"]}
    assert run.pin(forked) == "a==1 ; (python_full_version < '3.12')"


def test_a_finished_set_up_costs_nothing(tmp_path, monkeypatch):
    for name in ("uv.lock", "pyproject.toml"):
        (tmp_path / name).write_text("x")
    python = tmp_path / "python"
    python.touch()
    (tmp_path / ".venv").mkdir()
    digest = hashlib.sha256(b"xx").hexdigest()
    (tmp_path / ".venv" / ".pain-memory").write_text(f"{digest} dev")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", python)
    monkeypatch.setattr(run.subprocess, "run", lambda *a, **k: pytest.fail("nothing is left to do"))
    run.set_up(dev=True)


def test_repository_stands_alone():
    """Nothing names a folder outside the repository."""
    outside = "../" + "shared"
    for path in [*Path(run.ROOT).glob("*.py"), *Path(run.ROOT).glob("*/**/*.py")]:
        if ".venv" not in path.parts:
            assert outside not in path.read_text(encoding="utf-8"), path
