"""The hook, run by the real pre-commit on pages staged in a real repository.

pre-commit installs the project into an environment of its own, from a clone, with pip: where pip
has no index to ask, there is nothing to try, and the tests skip.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, put

PROJECT = Path(__file__).resolve().parent.parent

#: What pip says when it cannot reach an index; anything else is a fault of ours.
NO_INDEX = re.compile(
    r"Could not find a version that satisfies|No matching distribution found"
    r"|Temporary failure in name resolution|Network is unreachable|Connection(Error| refused)"
    r"|NewConnectionError|ConnectTimeoutError|ProxyError"
)

#: Where the hidden box starts in the injected page.
LINE = INJECTED.decode().split(HIDDEN_BOX)[0].count("\n") + 1

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def _run(*command: str, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def _git(*arguments: str, cwd: Path, env: dict[str, str]) -> str:
    done = _run("git", *arguments, cwd=cwd, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which neither git nor pre-commit sees this machine's settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    kept.pop("PYTHONPATH", None)
    identity = {
        f"GIT_{role}_{field}": value
        for role in ("AUTHOR", "COMMITTER")
        for field, value in (("NAME", "tests"), ("EMAIL", "tests@example.org"))
    }
    home = tmp_path_factory.mktemp("pre-commit-home")
    return {
        **kept,
        **identity,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home),
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> tuple[Path, str]:
    """A repository with the project as it stands, and the name of its commit."""
    copy = tmp_path_factory.mktemp("project")
    if (PROJECT / ".git").exists():
        listing = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        names = _run(*listing, cwd=PROJECT, env=env).stdout.split("\0")
    else:
        names = [str(path.relative_to(PROJECT)) for path in PROJECT.rglob("*")]
    for name in names:
        if name and (PROJECT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, copy / name)
    _git("init", "-q", cwd=copy, env=env)
    _git("add", "--force", ".", cwd=copy, env=env)
    _git("commit", "-q", "-m", "The project as it stands", cwd=copy, env=env)
    return copy, _git("rev-parse", "HEAD", cwd=copy, env=env).strip()


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, env: dict[str, str], project: tuple[Path, str]
) -> Path:
    """A repository of pages with the hook set up and installed."""
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    folder = tmp_path_factory.mktemp("site")
    copy, revision = project
    settings = f"repos:\n- repo: {copy}\n  rev: {revision}\n  hooks:\n  - id: sanitizer\n"
    (folder / ".pre-commit-config.yaml").write_text(settings)
    _git("init", "-q", cwd=folder, env=env)
    _git("add", ".", cwd=folder, env=env)
    done = _run(sys.executable, "-m", "pre_commit", "install-hooks", cwd=folder, env=env)
    if done.returncode and NO_INDEX.search(done.stdout + done.stderr):
        pytest.skip("pip has no index to install the hook from (no network)")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def _commit_check(
    site: Path, env: dict[str, str], pages: dict[str, bytes]
) -> subprocess.CompletedProcess[str]:
    """Stage only these pages and let pre-commit judge them."""
    _git("rm", "-rq", "--cached", "--ignore-unmatch", "pages", cwd=site, env=env)
    shutil.rmtree(site / "pages", ignore_errors=True)
    for name, page in pages.items():
        put(site, f"pages/{name}", page)
    _git("add", "pages", cwd=site, env=env)
    return _run(sys.executable, "-m", "pre_commit", "run", cwd=site, env=env)


def test_a_clean_page_passes(site: Path, env: dict[str, str]) -> None:
    done = _commit_check(site, env, {"a.html": CLEAN})
    assert done.returncode == 0, done.stdout
    assert re.search(r"^sanitizer\.+Passed$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", ["b.html", "B.HTM", "c.xhtml", "d.html.gz"])
def test_an_injected_page_fails_with_its_place(site: Path, env: dict[str, str], name: str) -> None:
    page = gzip.compress(INJECTED) if name.endswith(".gz") else INJECTED
    done = _commit_check(site, env, {"a.html": CLEAN, name: page})
    assert done.returncode == 1
    assert "Failed" in done.stdout
    assert re.search(rf"^pages/{name}:{LINE}:1: SAN\d+ ", done.stdout, re.MULTILINE), done.stdout
    assert "a.html:" not in done.stdout


def test_what_is_no_page_is_not_looked_at(site: Path, env: dict[str, str]) -> None:
    done = _commit_check(site, env, {"a.txt": INJECTED, "b.py": b"print()\n"})
    assert done.returncode == 0
    assert "no files to check" in done.stdout
