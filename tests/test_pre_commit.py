"""The hooks, run by the real pre-commit and the real prek on pages staged in a real repository.

Both install the project into an environment of its own, from a clone: where there is no index to
ask for packages, there is nothing to try, and the tests skip.
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

import sanitizer
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, SPAM, put

PROJECT = Path(__file__).resolve().parent.parent

#: What pip and uv say when they cannot reach an index; anything else is a fault of ours.
NO_INDEX = re.compile(
    r"Could not find a version that satisfies|No matching distribution found"
    r"|Temporary failure in name resolution|Network is unreachable|Connection(Error| refused)"
    r"|NewConnectionError|ConnectTimeoutError|ProxyError|[Dd]ns error|error sending request"
)

RUNNERS = {
    "pre-commit": (sys.executable, "-m", "pre_commit"),
    "prek": (str(Path(sys.executable).with_name("prek")),),
}

CUT = sanitizer.clean(INJECTED).html

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
    return {
        **kept,
        **identity,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit-home")),
        "PREK_HOME": str(tmp_path_factory.mktemp("prek-home")),
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


@pytest.fixture(scope="module", params=RUNNERS)
def runner(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The command of pre-commit, or of prek."""
    command = RUNNERS[request.param]
    if request.param == "prek" and not Path(command[0]).exists():
        pytest.skip("prek is not installed")
    if request.param == "pre-commit":
        pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    return command


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    env: dict[str, str],
    project: tuple[Path, str],
    runner: tuple[str, ...],
) -> Path:
    """A repository of pages with the hooks set up and their environment installed."""
    folder = tmp_path_factory.mktemp("site")
    copy, revision = project
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {copy}\n  rev: {revision}\n"
        "  hooks:\n  - id: sanitizer\n  - id: sanitizer-fix\n"
        "  - id: sanitizer-fix\n    alias: templates\n    args: [--as, html]\n"
        "    files: \\.(php|md)$\n"
        "  - id: sanitizer-fix\n    alias: all\n    files: \\.(html|php)$\n"
    )
    _git("init", "-q", cwd=folder, env=env)
    _git("add", ".", cwd=folder, env=env)
    _git("commit", "-q", "-m", "The hooks", cwd=folder, env=env)
    done = _run(*runner, "install-hooks", cwd=folder, env=env)
    if done.returncode and NO_INDEX.search(done.stdout + done.stderr):
        pytest.skip("there is no index to install the hooks from (no network)")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class Hooks:
    """Stages pages in a repository and lets a runner judge them."""

    def __init__(self, site: Path, env: dict[str, str], runner: tuple[str, ...]) -> None:
        self.site, self.env, self.runner = site, env, runner
        _git("rm", "-rqf", "--cached", "--ignore-unmatch", "pages", cwd=site, env=env)
        shutil.rmtree(site / "pages", ignore_errors=True)

    def stage(self, pages: dict[str, bytes]) -> None:
        for name, page in pages.items():
            put(self.site, f"pages/{name}", page)
        self.git("add", "pages")

    def git(self, *arguments: str) -> str:
        return _git(*arguments, cwd=self.site, env=self.env)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return _run(*self.runner, "run", *arguments, cwd=self.site, env=self.env)

    def page(self, name: str) -> bytes:
        return (self.site / "pages" / name).read_bytes()


@pytest.fixture
def hooks(site: Path, env: dict[str, str], runner: tuple[str, ...]) -> Hooks:
    return Hooks(site, env, runner)


def test_a_clean_page_passes_both_hooks(hooks: Hooks) -> None:
    hooks.stage({"a.html": CLEAN})
    done = hooks.run()
    assert done.returncode == 0, done.stdout
    assert re.search(r"^sanitizer\.+Passed$", done.stdout, re.MULTILINE)
    assert re.search(r"^sanitizer \(fix\)\.+Passed$", done.stdout, re.MULTILINE)


def test_an_injected_page_fails_with_its_place(hooks: Hooks) -> None:
    names = ["b.html", "B.HTM", "c.xhtml", "d.html.gz"]
    packed = gzip.compress(INJECTED)
    pages = {name: packed if name.endswith(".gz") else INJECTED for name in names}
    hooks.stage({"a.html": CLEAN, **pages})
    done = hooks.run("sanitizer")
    assert done.returncode == 1
    assert "Failed" in done.stdout
    for name in names:
        line = rf"^ *pages/{name}:{LINE}:1: SAN\d+ "
        assert re.search(line, done.stdout, re.MULTILINE), done.stdout
    assert "a.html:" not in done.stdout


def test_the_fix_leaves_exactly_the_cut_and_fails_once(hooks: Hooks) -> None:
    hooks.stage({"a.html": CLEAN, "b.html": INJECTED, "c.html.gz": gzip.compress(INJECTED)})
    done = hooks.run("sanitizer-fix")
    assert done.returncode == 1
    assert f"pages/b.html:{LINE}:1: SAN" in done.stdout
    assert "cut 2 findings in 2 pages" in done.stdout
    assert hooks.page("a.html") == CLEAN
    assert hooks.page("b.html") == CUT
    assert gzip.decompress(hooks.page("c.html.gz")) == CUT
    hooks.git("add", "pages")
    assert hooks.run("sanitizer-fix").returncode == 0


def test_a_commit_is_stopped_cut_and_then_goes_through(hooks: Hooks) -> None:
    _run(*hooks.runner, "install", cwd=hooks.site, env=hooks.env)
    hooks.stage({"a.html": CLEAN})
    hooks.git("commit", "-q", "-m", "A page")
    put(hooks.site, "pages/a.html", INJECTED)
    committing = ("git", "commit", "-q", "-a", "-m", "Another page")
    env = {**hooks.env, "SKIP": "sanitizer"}
    stopped = _run(*committing, cwd=hooks.site, env=env)
    assert stopped.returncode == 1
    assert "cut 1 finding in 1 page" in stopped.stdout + stopped.stderr
    assert hooks.page("a.html") == CUT
    assert _run(*committing, cwd=hooks.site, env=env).returncode == 0
    assert hooks.git("show", "HEAD:pages/a.html").encode() == CUT


def test_what_is_not_staged_is_not_cut_when_all_files_are_looked_at(hooks: Hooks) -> None:
    hooks.stage({"a.html": CLEAN})
    put(hooks.site, "pages/a.html", INJECTED)
    done = hooks.run("sanitizer-fix", "--all-files")
    assert done.returncode == 1
    assert "pages/a.html: not cut: it has changes that git does not have" in done.stdout
    assert hooks.page("a.html") == INJECTED


def test_a_spam_page_is_reported_and_not_cut(hooks: Hooks) -> None:
    hooks.stage({"a.html": SPAM})
    done = hooks.run("sanitizer-fix")
    assert done.returncode == 1
    assert "pages/a.html: not cut: the whole page is spam" in done.stdout
    assert hooks.page("a.html") == SPAM


def test_templates_are_looked_at_where_the_configuration_says_so(hooks: Hooks) -> None:
    template = b"<?php head('<div hidden>'); ?>\n%s<?php foot() ?>\n"
    hooks.stage({"a.php": template % INJECTED, "b.php": template % CLEAN, "c.txt": INJECTED})
    done = hooks.run("templates")
    assert done.returncode == 1
    assert f"pages/a.php:{LINE + 1}:1: SAN" in done.stdout
    assert "b.php:" not in done.stdout
    assert hooks.page("a.php") == template % CUT
    hooks.git("add", "pages")
    assert hooks.run("templates").returncode == 0


def test_one_hook_reads_pages_and_templates_each_as_what_the_settings_say(hooks: Hooks) -> None:
    (hooks.site / "sanitizer.toml").write_text('as-html = ["*.php"]\n')
    template = b"<?php if ($a > 1): ?>\n%s<?php endif ?>\n"
    junk = HIDDEN_BOX.replace("</div>", "<?php foot() ?></div>").encode()
    hooks.stage({"a.php": template % junk, "b.html": SPAM, "c.html": INJECTED})
    done = hooks.run("all")
    (hooks.site / "sanitizer.toml").unlink()
    assert done.returncode == 1
    assert "pages/b.html: not cut: the whole page is spam" in done.stdout
    assert hooks.page("a.php") == template % b"<?php foot() ?>"
    assert hooks.page("c.html") == CUT


def test_what_is_no_page_is_not_looked_at(hooks: Hooks) -> None:
    hooks.stage({"a.txt": INJECTED, "b.py": b"print()\n", "c.gz": gzip.compress(INJECTED)})
    done = hooks.run()
    assert done.returncode == 0
    assert "no files to check" in done.stdout
