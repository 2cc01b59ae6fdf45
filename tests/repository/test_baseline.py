"""What is in a baseline is not reported again, and what is in it for nothing is named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sanitizer.batch.run import Outcome
from sanitizer.errors import PathError
from sanitizer.findings.records import Report, Verdict
from sanitizer.repository.baseline import read_baseline, write_baseline
from tests.repository.findings import finding, outcome

if TYPE_CHECKING:
    from pathlib import Path

ONE, OTHER = "1" * 16, "2" * 16


def _nothing_ignored(path: str) -> tuple[str, ...]:
    return ()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    for name in ("a.html", "b.html", "docs/c.html"):
        (tmp_path / name).touch()
    return tmp_path


def test_what_was_written_is_known_and_only_what_is_new_is_left(here: Path) -> None:
    known = [outcome("a.html", finding(fingerprint=ONE)), outcome("b.html"), outcome("docs/c.html")]
    assert write_baseline(here / "base.json", known) == (1, 1)
    baseline = read_baseline(here / "base.json")
    moved, new = finding(fingerprint=ONE, start=500), finding(fingerprint=OTHER)
    left, n_known = baseline.without_known(outcome("a.html", new, moved))
    assert (left.report.findings, n_known) == ((new,), 1)
    assert left.report.verdict is Verdict.INJECTED
    left, n_known = baseline.without_known(outcome("b.html", finding(fingerprint=ONE)))
    assert n_known == 0
    assert baseline.stale(_nothing_ignored) == []


def test_a_page_with_nothing_new_is_clean(here: Path) -> None:
    write_baseline(here / "base.json", [outcome("a.html", finding())])
    left, _ = read_baseline(here / "base.json").without_known(outcome("a.html", finding()))
    assert left.report.verdict is Verdict.CLEAN
    assert left.report.reason == "why; 1 finding was in the baseline"


def test_the_same_finding_is_known_as_often_as_it_was_counted(here: Path) -> None:
    twice = [finding(fingerprint=ONE), finding(fingerprint=ONE, start=9)]
    write_baseline(here / "base.json", [outcome("a.html", *twice)])
    third = finding(fingerprint=ONE, start=99)
    left, n_known = read_baseline(here / "base.json").without_known(
        outcome("a.html", *twice, third)
    )
    assert (left.report.findings, n_known) == ((third,), 2)


def test_the_rule_is_part_of_what_is_known(here: Path) -> None:
    write_baseline(here / "base.json", [outcome("a.html", finding("SAN201"))])
    left, _ = read_baseline(here / "base.json").without_known(outcome("a.html", finding("SAN202")))
    assert left.report.findings


def test_entries_of_which_less_is_found_are_stale(here: Path) -> None:
    twice = [finding(fingerprint=ONE), finding(fingerprint=ONE, start=9)]
    pages = [outcome("a.html", *twice, finding("SAN301")), outcome("b.html", finding())]
    write_baseline(here / "base.json", pages)
    baseline = read_baseline(here / "base.json")
    baseline.without_known(outcome("a.html"))
    assert baseline.stale(_nothing_ignored) == [
        f"a.html: SAN201 {ONE} (2 times) is no longer found",
        f"a.html: SAN301 {'a' * 16} is no longer found",
    ]
    assert baseline.stale(lambda path: ("SAN201",) if path.endswith("a.html") else ()) == [
        f"a.html: SAN301 {'a' * 16} is no longer found",
    ]


def test_a_page_that_is_gone_is_stale_and_one_that_was_not_scanned_is_not(here: Path) -> None:
    write_baseline(here / "base.json", [outcome(name, finding()) for name in ("a.html", "b.html")])
    baseline = read_baseline(here / "base.json")
    (here / "a.html").unlink()
    assert baseline.stale(_nothing_ignored) == [
        f"a.html: SAN201 {'a' * 16} is no longer found, and the page is gone"
    ]


def test_of_a_page_that_cannot_be_read_nothing_is_stale(here: Path) -> None:
    write_baseline(here / "base.json", [outcome("a.html", finding())])
    baseline = read_baseline(here / "base.json")
    unread = Outcome("a.html", Report(Verdict.UNREADABLE, 0.0, (), "why", None))
    assert baseline.without_known(unread) == (unread, 0)
    assert baseline.stale(_nothing_ignored) == []


def test_paths_are_those_from_the_folder_of_the_file(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here / "docs")
    write_baseline(here / "base.json", [outcome("c.html", finding()), outcome("../a.html")])
    monkeypatch.chdir(here)
    assert list(json.loads((here / "base.json").read_text())["pages"]) == ["docs/c.html"]
    for path in ("docs/c.html", "./docs/c.html", str(here / "docs" / "c.html")):
        left, n_known = read_baseline(here / "base.json").without_known(outcome(path, finding()))
        assert (left.report.findings, n_known) == ((), 1)


def test_the_file_is_sorted_so_that_its_changes_can_be_read(here: Path) -> None:
    pages = [
        outcome("docs/c.html", finding("SAN301"), finding("SAN201", OTHER), finding("SAN201", ONE)),
        outcome("a.html", finding()),
    ]
    write_baseline(here / "one.json", pages)
    write_baseline(here / "other.json", pages[::-1])
    text = (here / "one.json").read_text()
    assert text == (here / "other.json").read_text()
    assert text.endswith("}\n")
    rows = json.loads(text)["pages"]["docs/c.html"]
    assert [(row["rule"], row["fingerprint"]) for row in rows] == [
        ("SAN201", ONE), ("SAN201", OTHER), ("SAN301", "a" * 16),
    ]  # fmt: skip


def test_a_run_that_fails_leaves_the_file_as_it_was(here: Path) -> None:
    write_baseline(here / "base.json", [outcome("a.html", finding())])
    before = (here / "base.json").read_text()

    def broken() -> object:
        yield outcome("b.html", finding())
        raise PathError("gone")

    with pytest.raises(PathError, match="gone"):
        write_baseline(here / "base.json", broken())  # type: ignore[arg-type]
    assert (here / "base.json").read_text() == before
    with pytest.raises(PathError, match=r"'.*nowhere/base\.json' cannot be written: No such"):
        write_baseline(here / "nowhere" / "base.json", [])
    assert sorted(path.name for path in here.glob("*")) == ["a.html", "b.html", "base.json", "docs"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON"),
        ("[]", "is no baseline of sanitizer"),
        ("{}", "is no baseline of sanitizer"),
        ('{"version": 1, "pages": []}', "is no baseline"),
        ('{"version": 1, "pages": {"a": [{"rule": "SAN201"}]}}', "is no baseline"),
        (
            '{"version": 1, "pages": {"a": [{"rule": "SAN201", "fingerprint": "f", "count": 0}]}}',
            "is no baseline",
        ),
        ('{"version": 2, "pages": {}}', "has format 2, this version reads 1"),
        ("[" * 100_000, "is not JSON"),
        ("\udcff", "is not JSON"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(here: Path, text: str, message: str) -> None:
    (here / "base.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(PathError, match=message):
        read_baseline(here / "base.json")


def test_a_file_that_is_not_there_is_refused_with_how_to_make_one(here: Path) -> None:
    with pytest.raises(PathError, match=r"No such file or directory; --write-baseline makes one"):
        read_baseline(here / "gone.json")
