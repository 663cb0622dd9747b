"""Set up and start Pain Memory with nothing but Python 3.11+.

    python3 run.py                       the app, in your browser
    python3 run.py test                  the whole test suite
    python3 run.py check                 format, lint, types, layers, then the tests
    python3 run.py snapshot DIARY.csv    the page for your trainer, without a server (see --help)
    python3 run.py read FILE             what a file is understood as; nothing is stored

Standard library only. uv puts the packages of `uv.lock` into `.venv` beside this file: the uv on the PATH, or
one fetched into `.bootstrap` and checked against the lock file. Where uv cannot be had, venv and pip install
the same pinned versions. Nothing is written outside this folder.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BOOTSTRAP = ROOT / ".bootstrap"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
NEEDED = (3, 11)
COVERING = ("test_data_*.py", "test_analysis_*.py", "test_desk.py", "test_forms.py")
"""Tests whose coverage of `data` and `analysis` is counted."""
# A shell's settings must not weaken `.streamlit/config.toml`, nor may the interpreter's own paths leak in. Compiled
# modules are kept whatever it says: they lie in this folder, and without them every start compiles all libraries anew.
DROPPED = (
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPATH",
    "PYTHONHOME",
    "VIRTUAL_ENV",
    "UV_INDEX",
    "UV_DEFAULT_INDEX",
    "UV_PROJECT_ENVIRONMENT",
)


def main(arguments: list[str]) -> int:
    """Run one of the commands in the module docstring; returns the exit code."""
    if sys.version_info < NEEDED:
        print(
            f"Pain Memory needs Python 3.11 or newer; this is {platform.python_version()}.", file=sys.stderr
        )
        return 1
    command, rest = (arguments[0], arguments[1:]) if arguments else ("app", [])
    if command.startswith("-") and command not in {"-h", "--help"}:
        command, rest = "app", arguments
    if command not in COMMANDS:
        print(__doc__)
        return 0 if command in {"-h", "--help", "help"} else 2
    try:
        return COMMANDS[command](rest)
    except KeyboardInterrupt:
        return 130
    except (OSError, subprocess.CalledProcessError) as error:
        print(
            f"Setting up did not work: {error}\nCheck the internet connection and free disk space, then run the "
            "same command again; it goes on from there.",
            file=sys.stderr,
        )
        return 1


def app(rest: list[str]) -> int:
    """Start the app; further arguments go to Streamlit (`--server.port 8600`)."""
    set_up(dev=False)
    return call([PYTHON, "-m", "streamlit", "run", "app.py", *rest])


def snapshot(rest: list[str]) -> int:
    """Read diaries and write the trainer's page; paths are relative to where the command was typed."""
    set_up(dev=False)
    return call([PYTHON, "-m", "ui.cli", "--from", Path.cwd(), *rest])


def read(rest: list[str]) -> int:
    """Say what files are understood as; nothing is stored."""
    set_up(dev=False)
    return call([PYTHON, "-m", "ui.cli_read", "--from", Path.cwd(), *rest])


def test(rest: list[str]) -> int:
    """Run the whole suite, or what pytest is told.

    In two parts: first the pages, the browser and the simulations, with three workers for two cores, as browsers wait
    more than they work; then the tests of `data` and `analysis`, whose coverage is counted. A page that happens to run
    through a line proves nothing about it, and the tracer would double the time.
    """
    set_up(dev=True)
    if rest:
        return call([PYTHON, "-m", "pytest", *rest])
    apart = [f"--ignore-glob=tests/{one}" for one in COVERING]
    first = call([PYTHON, "-m", "pytest", "-n", "3", "--dist", "loadgroup", *apart])
    folder = ROOT / "tests"
    counted = sorted(one for pattern in COVERING for one in folder.glob(pattern))
    coverage = ["--cov", "--cov-report", "term", "--cov-fail-under", "95"]
    return call([PYTHON, "-m", "pytest", "-n", "2", *coverage, *counted]) or first


def check(rest: list[str]) -> int:
    """Run every static check, then the tests; `check static` stops before the tests."""
    set_up(dev=True)
    lint = VENV / ("Scripts/lint-imports.exe" if WINDOWS else "bin/lint-imports")
    steps: list[list[str | Path]] = [
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "mypy"],
        [lint],
    ]
    for step in steps:
        if code := call(step):
            return code
    return 0 if rest == ["static"] else test([])


COMMANDS = {"app": app, "test": test, "check": check, "snapshot": snapshot, "read": read}


def environment() -> dict[str, str]:
    """The environment for everything started from here."""
    kept = {k: v for k, v in os.environ.items() if k not in DROPPED and not k.startswith("STREAMLIT_")}
    # Matrices here are small: threads of the linear algebra library would only get in each other's way.
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return (
        kept
        | threads
        | {"UV_PYTHON_DOWNLOADS": "never", "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    )


def call(command: list[str | Path]) -> int:
    """Run in the project's folder, where Streamlit finds its settings."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environment(), check=False
    ).returncode


def set_up(*, dev: bool) -> None:
    """Make `.venv` hold the locked packages; costs nothing when it already does."""
    stamp = VENV / ".pain-memory"
    locked = hashlib.sha256(
        (ROOT / "uv.lock").read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    ).hexdigest()
    has = stamp.read_text().split() if stamp.exists() and PYTHON.exists() else []
    if has and has[0] == locked and (not dev or "dev" in has):
        return
    print("Setting up, this takes a moment the first time ...", file=sys.stderr, flush=True)
    uv = find_uv()
    if uv:
        groups = [] if dev else ["--no-dev", "--inexact"]
        command = [*uv, "sync", "--frozen", "--quiet", "--python", sys.executable, *groups]
        subprocess.run(command, cwd=ROOT, env=environment(), check=True)
    else:
        install_with_pip(dev=dev)
    stamp.write_text(f"{locked} {'dev' if dev else ''}")


def find_uv() -> list[str] | None:
    """Command line of a uv: installed, fetched earlier, or fetched now; None where there is none."""
    if os.environ.get("PAIN_MEMORY_NO_UV"):
        return None
    if found := shutil.which("uv"):
        return [found]
    local = BOOTSTRAP / ("uv.exe" if WINDOWS else "uv")
    if not local.exists():
        try:
            fetch_uv(local)
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return None
    return [str(local)]


def fetch_uv(target: Path) -> None:
    """Download the uv wheel that `uv.lock` pins for this machine, check its sha256, take the program out."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    wheels = next(package for package in lock["package"] if package["name"] == "uv")["wheels"]
    machine = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    wheel = next((one for one in wheels if fits(one["url"], machine)), None)
    if wheel is None:
        raise ValueError(machine)
    with urllib.request.urlopen(wheel["url"], timeout=60) as answer:
        content = answer.read()
    if "sha256:" + hashlib.sha256(content).hexdigest() != wheel["hash"]:
        raise ValueError("checksum")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = next(
            name for name in archive.namelist() if name.endswith(("/scripts/uv", "/scripts/uv.exe"))
        )
        target.parent.mkdir(exist_ok=True)
        part = target.with_suffix(".part")
        part.write_bytes(archive.read(member))
        part.chmod(0o755)
        part.replace(target)


def fits(url: str, machine: str) -> bool:
    """Whether a wheel's file name is for this operating system and processor."""
    name = url.rsplit("/", 1)[-1]
    system, _, processor = machine.partition("_")
    if system == "linux":
        libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
        return libc in name and name.endswith(f"_{processor}.whl")
    if system == "macosx":
        return "macosx" in name and name.endswith(f"_{platform.machine()}.whl")
    return name.endswith(f"-{machine}.whl")


def install_with_pip(*, dev: bool) -> None:
    """The locked versions by venv and pip, for machines where uv does not run."""
    if importlib.util.find_spec("ensurepip") is None:
        raise OSError("neither uv nor pip can be had here; install your system's python3-venv package")
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], env=environment(), check=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    if dev:
        wanted += project["dependency-groups"]["dev"]
    pins = VENV / "constraints.txt"
    pins.write_text(
        "\n".join(pin(one) for one in lock["package"] if "registry" in one["source"]), encoding="utf-8"
    )
    subprocess.run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "-c", str(pins), *wanted],
        cwd=ROOT,
        env=environment(),
        check=True,
    )


def pin(package: dict[str, object]) -> str:
    """One line of a constraints file; a package locked in several versions carries its markers."""
    line = f"{package['name']}=={package['version']}"
    markers = package.get("resolution-markers")
    if isinstance(markers, list):
        line += " ; " + " or ".join(f"({marker})" for marker in markers)
    return line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
