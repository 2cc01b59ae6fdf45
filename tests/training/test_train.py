"""The whole way from labelled pages to a model, on the samples alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from sanitizer.classification.model import load_model
from sanitizer.config import Config
from sanitizer.pipeline import scan
from sanitizer.training.corpus import corpus_hash
from sanitizer.training.figures import summarise
from sanitizer.training.train import FALSE_ALARM_SHARE, THRESHOLD_BOUNDS, choose_threshold
from tests.conftest import SAMPLES
from tests.training.labelled import labelled
from tests.training.small import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from sanitizer.training.corpus import LabelledPage


def test_training_twice_on_the_samples_gives_the_same_bytes(
    training: tuple[Path, Any], tmp_path: Path
) -> None:
    """The second time in another process, where strings and sets hash otherwise."""
    command = [sys.executable, "-m", "tests.training.small", "train", str(SAMPLES)]
    done = subprocess.run(
        [*command, "-o", str(tmp_path / "small"), "--seed", str(SEED)],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        cwd=SAMPLES.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for name in ("weights.npz", "manifest.json", "card.md"):
        assert (tmp_path / "small" / name).read_bytes() == (training[0] / name).read_bytes(), name
    assert done.stdout.startswith("model written to ")
    assert "labelled spans cut" in done.stdout


def test_the_model_is_data_with_a_manifest_and_a_card(training: tuple[Path, Any]) -> None:
    assert {path.name for path in training[0].iterdir()} == {
        "weights.npz", "manifest.json", "card.md"
    }  # fmt: skip


def test_the_manifest_says_what_the_model_was_made_from(
    training: tuple[Path, Any], samples: tuple[LabelledPage, ...]
) -> None:
    folder, scores = training
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["seed"] == SEED
    assert manifest["data"] == {"pages": corpus_hash(SAMPLES)}
    assert manifest["pages"]["real"] == len(samples)
    assert manifest["pages"]["real_honest"] == sum(page.label == "clean" for page in samples)
    assert manifest["pages"]["generated"] > 0
    blocks = manifest["blocks"]
    assert 0 <= blocks["junk_left_out_by_the_gate"] <= blocks["junk"]
    assert blocks["junk"] - blocks["junk_left_out_by_the_gate"] <= blocks["measured"]
    figures = manifest["cross_validation"]
    assert {name: figures[name] for name in summarise(scores)} == summarise(scores)


def test_every_real_page_is_scored_once(
    training: tuple[Path, Any], samples: tuple[LabelledPage, ...]
) -> None:
    assert sorted(score.id for score in training[1]) == sorted(page.id for page in samples)


def test_the_threshold_lies_in_its_bounds(training: tuple[Path, Any]) -> None:
    low, high = THRESHOLD_BOUNDS
    assert low <= load_model(training[0]).threshold <= high


def test_a_trained_model_knows_junk_from_honest_text(training: tuple[Path, Any]) -> None:
    honest = "".join(
        f"<p>The baker of the {where} street takes the bread out of the oven at seven.</p>"
        for where in ("upper", "lower", "narrow", "wide")
    )
    farm = '<div style="position:absolute;left:-9999px">' + " ".join(
        f'<a href="https://slot{n}.test/gacor">slot gacor maxwin judi online</a>' for n in range(20)
    )
    config = Config(model=training[0], threshold=0.5)
    assert scan(f"<body>{honest}</body>", config=config).verdict == "clean"
    report = scan(f"<body>{honest}{farm}</div></body>", config=config)
    assert [finding.rule for finding in report.findings] == ["SAN201"]


def _threshold(highest: list[float], labels: list[str] | None = None) -> float:
    """Return the threshold for pages whose highest blocks have these scores."""
    labels = labels or ["clean"] * len(highest)
    pages: Any = SimpleNamespace(real=[labelled("x", label=label) for label in labels])
    scores = tuple(np.asarray([0.01, score]) for score in highest)
    fitted: Any = SimpleNamespace(scores=(*scores, np.asarray([0.99])))
    return choose_threshold(pages, fitted)


def test_the_threshold_is_the_lowest_with_few_enough_false_alarms() -> None:
    assert _threshold([0.1] * 1000) == THRESHOLD_BOUNDS[0]
    allowed = int(FALSE_ALARM_SHARE * 1000)
    assert _threshold([0.905] * allowed + [0.1] * (1000 - allowed)) == THRESHOLD_BOUNDS[0]
    assert _threshold([0.905] * (allowed + 1) + [0.1] * (999 - allowed)) == 0.91


def test_the_threshold_is_bounded_where_honest_pages_score_high() -> None:
    assert _threshold([0.999] * 100) == THRESHOLD_BOUNDS[1]


def test_pages_that_nobody_has_read_do_not_move_the_threshold() -> None:
    pages: Any = SimpleNamespace(
        real=[labelled("x", label="clean", read=False), labelled("x", label="clean")]
    )
    fitted: Any = SimpleNamespace(scores=(np.asarray([0.9]), np.asarray([0.1])))
    assert choose_threshold(pages, fitted) == THRESHOLD_BOUNDS[0]


def test_junk_and_generated_pages_do_not_move_the_threshold() -> None:
    assert _threshold([0.9, 0.1], ["injected", "clean"]) == THRESHOLD_BOUNDS[0]


def test_pages_without_measured_blocks_raise_no_alarm() -> None:
    pages: Any = SimpleNamespace(real=[labelled("x")])
    fitted: Any = SimpleNamespace(scores=(np.zeros(0),))
    assert choose_threshold(pages, fitted) == THRESHOLD_BOUNDS[0]


def test_without_honest_pages_the_threshold_is_the_careful_one() -> None:
    assert _threshold([0.9], ["wholly_spam"]) == THRESHOLD_BOUNDS[1]


def test_the_real_settings_are_within_reason() -> None:
    assert FALSE_ALARM_SHARE <= 0.003  # the most that an honest crawl may be found fault with
    assert THRESHOLD_BOUNDS[0] >= 0.85  # honest pages that nobody has read were reported below
