"""The house keeps its order: layers, thin pages, nothing heavy before the first paint."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(path for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py")


def test_layers():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_are_thin(path):
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert len(source.splitlines()) <= 60
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.BinOp)]
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {one for one in imported if one.split(".")[0] not in {"ui", "analysis"}}
    calls = [
        node
        for node in tree.body
        if isinstance(node, ast.Assign | ast.Expr) and isinstance(node.value, ast.Call)
    ]
    first = calls[0].value.func
    assert isinstance(first, ast.Name)
    assert first.id == "open_page"


def _modules_after(code: str) -> set[str]:
    script = f"{code}\nimport sys; print('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_analysis_runs_without_the_surface():
    loaded = _modules_after(
        "import analysis.review, analysis.movements, analysis.connections, analysis.snapshot"
    )
    assert not loaded & {"streamlit", "plotly", "duckdb", "data.store", "data.ingest"}


def test_importing_analysis_does_not_load_scipy():
    assert "scipy" not in _modules_after("import analysis.movements, analysis.connections, analysis.progress")


def test_the_pages_import_nothing_heavy():
    """What a first page needs beyond Streamlit itself must not load the analysis or the store."""
    names = (
        "shell",
        "components",
        "blocks",
        "upload",
        "sharing",
        "privacy",
        "loaders",
        "board",
        "sentences",
        "explorer",
    )
    ours = _modules_after(f"import streamlit, {', '.join(f'ui.{one}' for one in names)}")
    added = ours - _modules_after("import streamlit")
    assert not added & {
        "plotly.graph_objects",
        "duckdb",
        "scipy",
        "pandas",
        "analysis.movements",
        "data.ingest",
    }


def test_every_page_is_registered():
    from ui import shell

    assert {path.stem for path in PAGES} == set(shell.PAGES)
