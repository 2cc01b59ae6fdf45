"""sanitizer evaluate."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from sanitizer.cli import main
from sanitizer.training.figures import MEASURES
from tests.conftest import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]

_ROWS: list[dict[str, Any]] = [
    {"id": "bread", "family": "article", "label": "clean", "language": "en"},
    {"id": "casino", "family": "casino", "label": "injected", "language": "tr",
     "spam": [{"kind": "links", "start": 12, "end": 24}]},
]  # fmt: skip
_PAGE = "<p>bread</p><p>slots</p>"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for row in _ROWS:
        (folder / f"{row['id']}.html").write_text(_PAGE, encoding="utf-8")
    lines = (json.dumps({"encoding": "utf-8", "spam": [], **row}) for row in _ROWS)
    (folder / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def _titled(out: str) -> list[tuple[str, list[str]]]:
    """Return the main figures: title, and the words behind it."""
    return [
        (measure.title, line.strip().removeprefix(measure.title).split())
        for measure, line in zip(MEASURES.values(), out.splitlines(), strict=False)
    ]


def test_a_model_is_measured_on_labelled_pages(
    corpus: Path, training: tuple[Path, Any], capsys: Capture
) -> None:
    model = ["--model", str(training[0]), "--threshold", "1"]
    assert main(["evaluate", str(corpus), *model]) == 0
    out = capsys.readouterr().out
    figures = dict(_titled(out))
    assert figures["labelled spans cut"] == ["0.00", "%", "0.0", "to", "97.5", "0", "of", "1"]
    assert figures["injected and spam pages detected"] == figures["labelled spans cut"]
    assert figures["honest pages not clean"] == figures["labelled spans cut"]
    assert figures["honest text lost on injected pages"] == figures["labelled spans cut"]
    assert figures["findings that are right"] == ["–", "–", "0", "of", "0"]
    assert "casino: missed links; not detected" in out
    assert "bread:" not in out


def test_pages_are_counted_by_family_and_language_of_the_junk(
    corpus: Path, training: tuple[Path, Any], capsys: Capture
) -> None:
    assert main(["evaluate", str(corpus), "--model", str(training[0]), "--threshold", "1"]) == 0
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    for name in ("casino", "tr"):
        assert f"{name} 0/1 0 % 0 to 98 0/1 0 % 0 to 98 –" in rows
    assert "links 0/1 0 % 0 to 98" in rows
    # Honest pages have no spans, only their own tables.
    for name in ("article", "en"):
        assert [row for row in rows if row.startswith(f"{name} ")] == [f"{name} 0/1 0 % 0 to 98"]


def test_the_threshold_is_passed_on(training: tuple[Path, Any], capsys: Capture) -> None:
    outs = []
    for threshold in ("0.3", "1"):
        options = ["--model", str(training[0]), "--threshold", threshold]
        assert main(["evaluate", str(SAMPLES), *options]) == 0
        outs.append(capsys.readouterr().out)
    low, strict = (float(dict(_titled(out))["injected and spam pages detected"][0]) for out in outs)
    assert low > 50
    assert strict == 0


def test_several_folders_are_one_set(
    corpus: Path, training: tuple[Path, Any], capsys: Capture
) -> None:
    options = ["--model", str(training[0]), "--threshold", "1"]
    assert main(["evaluate", str(corpus), str(corpus), *options]) == 0
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    # Twice the same page is one site: the interval stays that of one.
    assert "casino 0/2 0 % 0 to 98 0/2 0 % 0 to 98 –" in rows


def test_a_folder_without_labels_is_a_message_and_2(tmp_path: Path, capsys: Capture) -> None:
    assert main(["evaluate", str(tmp_path)]) == 2
    assert "there is no manifest" in capsys.readouterr().err


def test_a_folder_that_is_no_model_is_a_message_and_2(
    corpus: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert main(["evaluate", str(corpus), "--model", str(tmp_path)]) == 2
    assert "is not a model" in capsys.readouterr().err


def test_figures_alone_need_nothing_of_the_extra(corpus: Path, training: tuple[Path, Any]) -> None:
    probe = (
        "import sys; from sanitizer.cli import main;"
        f"code = main(['evaluate', {str(corpus)!r}, '--model', {str(training[0])!r}]);"
        "print(code, 'sklearn' in sys.modules, 'matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 False False"


def test_a_report_is_written_on_demand(
    corpus: Path, training: tuple[Path, Any], tmp_path: Path, capsys: Capture
) -> None:
    options = ["--model", str(training[0]), "--threshold", "1", "-o", str(tmp_path / "figures")]
    assert main(["evaluate", str(corpus), *options]) == 0
    assert f"report: {tmp_path / 'figures' / 'report.html'}" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == [
        "report.html",
        "report.png",
    ]
    text = (tmp_path / "figures" / "report.html").read_text(encoding="utf-8")
    assert "<h1>Model small on corpus</h1>" in text
    assert "from a score of 1." in text


def test_a_report_in_the_place_of_a_file_is_refused_before_any_work(
    tmp_path: Path, capsys: Capture
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    assert main(["evaluate", str(tmp_path / "gone"), "-o", str(taken)]) == 2
    assert f"{taken} is a file" in capsys.readouterr().err


def test_without_matplotlib_the_extra_is_named_before_any_work(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main(["evaluate", str(corpus), "-o", str(tmp_path / "figures")]) == 2
    assert "drawing needs matplotlib, which is not installed" in capsys.readouterr().err
    assert not (tmp_path / "figures").exists()
