"""sanitizer label."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sanitizer.cli import main
from sanitizer.config import Config
from sanitizer.training.corpus import read_corpus
from sanitizer.training.evaluate import evaluate
from tests.conftest import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]

#: In utf-8, in gb18030, in utf-16 with a byte order mark, a doorway and an honest page.
PAGES = (
    "vi-news-repeated-block", "zh-news-jx-kit", "pt-museum-second-body", "id-doorway-slot",
    "de-article-gambling-law",
)  # fmt: skip


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in PAGES:
        (folder / f"{name}.html").write_bytes((SAMPLES / f"{name}.html").read_bytes())
    return folder


@pytest.fixture
def options(training: tuple[Path, Any]) -> list[str]:
    return ["--model", str(training[0])]


def test_proposed_labels_are_read_back_and_all_of_them_are_found(
    pages: Path, options: list[str], training: tuple[Path, Any], capsys: Capture
) -> None:
    manifest = pages / "manifest.jsonl"
    assert main(["label", str(pages), "-o", str(manifest), *options]) == 0
    assert capsys.readouterr().out == ""
    labelled = list(read_corpus(pages))
    assert sorted(page.id for page in labelled) == sorted(PAGES)
    assert {page.label for page in labelled} >= {"injected", "clean"}
    assert not any(page.read for page in labelled)
    scores = evaluate(labelled, Config(model=training[0]))
    spans = [span for score in scores for span in score.spans]
    assert len(spans) >= 4
    assert all(span.cut for span in spans)
    assert all(finding.right for score in scores for finding in score.findings)
    assert all((score.verdict == "clean") == (score.label == "clean") for score in scores)


def test_without_an_output_the_lines_are_printed(
    pages: Path, options: list[str], capsys: Capture
) -> None:
    assert main(["label", str(pages), *options]) == 0
    streams = capsys.readouterr()
    rows = [json.loads(line) for line in streams.out.splitlines()]
    assert sorted(row["id"] for row in rows) == sorted(PAGES)
    assert "Correct them" in streams.err
    assert not (pages / "manifest.jsonl").exists()


def test_what_a_person_has_corrected_is_left_alone(
    pages: Path, options: list[str], capsys: Capture
) -> None:
    manifest = pages / "manifest.jsonl"
    corrected = '{"id": "zh-news-jx-kit", "label": "clean", "family": "mine"}\n'
    manifest.write_text(corrected)
    for _ in range(2):
        assert main(["label", str(pages), "-o", str(manifest), *options]) == 0
    lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines[0] == corrected
    assert len(lines) == len(PAGES)
    assert f"{len(PAGES)} had a label already" in capsys.readouterr().err


def test_pages_elsewhere_are_refused_before_any_work(
    pages: Path, tmp_path: Path, capsys: Capture
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert main(["label", str(pages), "-o", str(elsewhere / "manifest.jsonl")]) == 2
    assert "labelled pages lie beside it" in capsys.readouterr().err
    assert list(elsewhere.iterdir()) == []


def test_standard_input_cannot_be_labelled(capsys: Capture) -> None:
    assert main(["label", "-"]) == 2
    assert "a label names a file" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--select", "--exclude", "--config"])
def test_settings_of_a_repository_are_no_options_of_labels(
    pages: Path, capsys: Capture, option: str
) -> None:
    assert main(["label", str(pages), option, "SAN2"]) == 2
    assert f"unrecognized arguments: {option}" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_labelled(
    pages: Path, options: list[str], capsys: Capture
) -> None:
    (pages / "broken.html.gz").write_bytes(b"no gzip")
    (pages / "empty.html").write_bytes(b"")
    assert main(["label", str(pages), *options]) == 2
    streams = capsys.readouterr()
    assert len(streams.out.splitlines()) == len(PAGES)
    assert "broken.html.gz: not labelled: the file is no sound gzip file" in streams.err
    assert "empty.html: not labelled:" in streams.err
