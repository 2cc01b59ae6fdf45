"""What was judged before is known again, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import sanitizer
from sanitizer.batch.run import Outcome
from sanitizer.classification.shipped import default_model_path
from sanitizer.config import Config
from sanitizer.findings.records import Report, Verdict
from sanitizer.repository import cache as room
from sanitizer.repository.cache import ReportCache, program_name
from sanitizer.repository.ignores import Ignore
from sanitizer.repository.scanning import Known, content_name
from tests.batch.pages import INJECTED, SPAM
from tests.repository.findings import finding, outcome

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWN = Known(
    outcome("a.html", finding(), finding("SAN301")),
    (Ignore("ignore", ("SAN2", "SAN301"), 3, 1, 7, 70, ""),),
)
CLEAN = Known(Outcome("a.html", Report(Verdict.CLEAN, 0.0, (), "nothing", None)), ())


def _cache(folder: Path, program: str = "program") -> ReportCache:
    return ReportCache(folder / "cache", program)


def _kept(folder: Path, known: Known, content: str = "content") -> Path:
    cache = _cache(folder)
    cache.put(content, known)
    cache.save()
    (file,) = (folder / "cache").glob("*.json")
    return file


@pytest.mark.parametrize("known", [KNOWN, CLEAN])
def test_what_was_put_in_comes_out_under_any_path(tmp_path: Path, known: Known) -> None:
    _kept(tmp_path, known)
    found = _cache(tmp_path).get("content", "other.html")
    assert found is not None
    assert found.outcome == known.outcome._replace(path="other.html")
    assert found.ignores == known.ignores


@pytest.mark.parametrize("page", [INJECTED, SPAM, b"", b"\x89PNG\r\n\x1a\n\0"])
def test_a_real_report_comes_out_as_it_went_in(tmp_path: Path, page: bytes) -> None:
    known = Known(Outcome("a.html", sanitizer.scan(page)), ())
    _kept(tmp_path, known, content_name(page, Config()))
    assert _cache(tmp_path).get(content_name(page, Config()), "a.html") == known


def test_another_content_or_another_program_is_not_known(tmp_path: Path) -> None:
    _kept(tmp_path, CLEAN)
    assert _cache(tmp_path).get("content", "a.html") is not None
    assert _cache(tmp_path).get("other", "a.html") is None
    assert _cache(tmp_path, "other").get("content", "a.html") is None


def test_without_a_folder_nothing_is_known_and_none_is_made(tmp_path: Path) -> None:
    cache = _cache(tmp_path)
    assert cache.get("content", "a.html") is None
    cache.save()
    assert list(tmp_path.iterdir()) == []


def test_git_is_told_not_to_keep_it(tmp_path: Path) -> None:
    _kept(tmp_path, CLEAN)
    assert (tmp_path / "cache" / ".gitignore").read_text() == "*\n"


def test_two_runs_at_once_do_not_spoil_each_other(tmp_path: Path) -> None:
    one, other = _cache(tmp_path), _cache(tmp_path)
    for number in range(300):  # so that both have something for the same files
        (one if number % 2 else other).put(f"{number}", CLEAN)
    one.save()
    other.save()
    third = _cache(tmp_path)
    assert all(third.get(f"{number}", "a.html") == CLEAN for number in range(300))
    assert not list((tmp_path / "cache").glob("*.part"))


def test_each_file_forgets_the_oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_ENTRIES", 2)
    for first in range(0, 2000, 500):
        cache = _cache(tmp_path)
        for number in range(first, first + 500):
            cache.put(f"{number}", CLEAN)
        cache.save()
    files = list((tmp_path / "cache").glob("*.json"))
    assert max(len(json.loads(file.read_text())) for file in files) == 2
    assert len(files) <= 256
    last = _cache(tmp_path)
    known = [number for number in range(2000) if last.get(f"{number}", "a.html") is not None]
    assert len(known) <= 512
    assert 1999 in known
    assert sum(known) / len(known) > 1500


def _set(record: Any, *keys: Any) -> Callable[[Any], None]:
    def change(entry: Any) -> None:
        *path, last = keys
        for key in path:
            entry = entry[key]
        entry[last] = record

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("none", "report", "verdict"),
        _set("0.5", "report", "score"),
        _set(None, "report", "findings"),
        _set([{}], "report", "findings"),
        _set("high", "report", "findings", 0, "score"),
        _set("why", "report", "findings", 0, "reasons"),
        _set([1], "report", "findings", 0, "reasons"),
        _set("7", "report", "findings", 0, "line"),
        _set(None, "report"),
        _set(7, "ignores"),
        _set([[]], "ignores"),
        _set("SAN2", "ignores", 0, "codes"),
        _set(3, "report", "encoding"),
    ],
)
def test_an_entry_that_is_not_as_it_was_written_is_not_there(
    tmp_path: Path, change: Callable[[Any], None]
) -> None:
    file = _kept(tmp_path, KNOWN)
    share = json.loads(file.read_text())
    change(next(iter(share.values())))
    file.write_text(json.dumps(share))
    assert _cache(tmp_path).get("content", "a.html") is None


@pytest.mark.parametrize("text", ["", "[]", "null", '{"a": 1', "[" * 100_000, "\0\0\0"])
def test_a_file_that_is_spoilt_is_not_there_and_is_written_anew(tmp_path: Path, text: str) -> None:
    file = _kept(tmp_path, KNOWN)
    file.write_text(text)
    assert _cache(tmp_path).get("content", "a.html") is None
    _kept(tmp_path, CLEAN)
    assert _cache(tmp_path).get("content", "a.html") == CLEAN


def test_one_file_that_cannot_be_written_does_not_keep_the_others_from_it(tmp_path: Path) -> None:
    cache = _cache(tmp_path)
    for number in range(300):
        cache.put(f"{number}", CLEAN)
    cache.save()
    files = sorted((tmp_path / "cache").glob("*.json"))
    for file in files:
        file.unlink()
    files[0].mkdir()
    for number in range(300):
        cache.put(f"{number}", CLEAN)
    cache.save()
    assert sorted((tmp_path / "cache").iterdir()) == [tmp_path / "cache" / ".gitignore", *files]
    assert all(file.is_file() for file in files[1:])


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    cache = _cache(tmp_path)
    cache.put("content", CLEAN)
    cache.save()
    assert cache.get("content", "a.html") is None


def test_the_name_of_the_program_changes_with_settings_and_model(tmp_path: Path) -> None:
    shipped = default_model_path()
    names = {
        program_name(Config(), shipped),
        program_name(Config(threshold=0.9), shipped),
        program_name(Config(encoding="gbk"), shipped),
        program_name(Config(allowed_hosts=("a.example",)), shipped),
        program_name(Config(), tmp_path),
    }
    assert len(names) == 5
    assert program_name(Config(model=Path("x")), shipped) == program_name(Config(), shipped)
    (tmp_path / "manifest.json").write_text("{}")
    assert program_name(Config(), tmp_path) not in names


def test_the_name_of_the_program_changes_with_its_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "parsing").mkdir()
    module = tmp_path / "parsing" / "a.py"
    monkeypatch.setattr(room, "_package", lambda: tmp_path)
    names = set()
    for text in ("A = 1", "A = 2"):
        module.write_text(text)
        names.add(program_name(Config(), tmp_path))
    assert len(names) == 2
