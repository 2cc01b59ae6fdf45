"""What may import what, and what a scan must not load."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from sanitizer.classification.model import load_model
from sanitizer.errors import ModelError

ROOT: Final = Path(__file__).parents[1]
#: Each costs 0.1 to 1.3 seconds of start.
HEAVY: Final = frozenset({"sklearn", "scipy", "trafilatura", "joblib", "tqdm"})


def _imported(code: str) -> set[str]:
    """Return the top-level packages that a fresh process imports while it runs some code."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[-1].strip().partition(".")[0] for line in lines}


def test_importing_the_package_loads_nothing_heavy() -> None:
    imported = _imported("import sanitizer")
    assert "sanitizer" in imported
    assert not imported & HEAVY


def test_scanning_and_cleaning_a_page_loads_nothing_heavy() -> None:
    try:
        load_model()
    except ModelError as error:
        pytest.skip(str(error))
    page = "samples/pages/zh-news-jx-kit.html"
    code = f"import sanitizer; sanitizer.clean(open({page!r}, 'rb').read()).report.as_dict()"
    assert not _imported(code) & HEAVY


#: What the command that scans one small clean page can do without: it is run for every commit.
NEEDLESS: Final = HEAVY | {
    "bz2", "email", "gzip", "lxml", "lzma", "shutil", "subprocess", "tempfile", "tinycss2",
    "tomllib", "webencodings", "zipfile",
}  # fmt: skip


def test_scanning_a_small_clean_page_loads_only_what_it_needs(tmp_path: Path) -> None:
    try:
        load_model()
    except ModelError as error:
        pytest.skip(str(error))
    page = tmp_path / "a.html"
    page.write_text("<!DOCTYPE html><meta charset=utf-8><title>Bread</title><p>Fresh bread daily.")
    code = (
        f"from sanitizer.cli import main; main(['scan', {str(page)!r}, '--isolated', '--no-cache'])"
    )
    imported = _imported(code)
    assert "sanitizer" in imported
    assert not imported & NEEDLESS


def test_asking_for_the_text_loads_trafilatura_only_then() -> None:
    code = "import sanitizer.extraction.extract as e; e.extract('<p>One text.</p>', None)"
    assert "trafilatura" in _imported(code)


def test_the_rooms_import_in_the_order_of_the_data() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("needs import-linter: pip install sanitizer[dev]")
    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
