"""Annotations in GitHub's workflows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sanitizer.batch.run import Outcome
from sanitizer.cli.formats import View
from sanitizer.cli.formats.github import render
from sanitizer.findings.records import Report, Verdict
from tests.cli.formats.outcomes import outcome

if TYPE_CHECKING:
    from typing import Any


@pytest.fixture(autouse=True)
def _no_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


def _line(verdict: Verdict = Verdict.INJECTED, **changes: Any) -> str:
    (line,) = render(iter([outcome(verdict, **changes)]), View())
    return line


def test_a_finding_is_an_error_at_its_place() -> None:
    assert _line() == (
        "::error file=site/a.html,line=7,col=3,endLine=7,endColumn=53,title=SAN201 hidden-links"
        "::0.99 slot gacor%0A12 links that a reader cannot see; other hosts: 12 of 12\n"
    )


def test_a_region_of_several_lines_has_no_columns_which_github_would_refuse() -> None:
    assert _line(end_line=9).startswith(
        "::error file=site/a.html,line=7,endLine=9,title=SAN201 hidden-links::"
    )


def test_what_ends_a_command_or_a_property_is_escaped() -> None:
    line = _line(path="100%,a:b\n.html", excerpt="50%\r\n::set-output name=x::y")
    assert line.startswith("::error file=100%25%2Ca%3Ab%0A.html,line=7,")
    assert "::0.99 50%25\\x0d\\x0a::set-output name=x::y%0A" in line
    assert line.count("\n") == 1


def test_pages_are_named_from_the_root_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert _line().startswith("::error file=docs/site/a.html,")
    elsewhere = str(Path("/elsewhere/a.html"))
    assert _line(path=elsewhere).startswith(f"::error file={elsewhere},")


def test_a_spam_page_without_findings_and_an_unreadable_one_are_named() -> None:
    assert _line(Verdict.SPAM, n_findings=0) == (
        "::error file=site/a.html,title=spam::12 hidden links\n"
    )
    unread = Outcome("a.html", Report(Verdict.UNREADABLE, 0.0, (), "a PNG picture", None))
    assert list(render(iter([unread]), View())) == [
        "::warning file=a.html,title=unreadable::a PNG picture\n"
    ]
