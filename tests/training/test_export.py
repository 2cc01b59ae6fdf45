"""What is written is what is read: data only, the same bytes for the same model."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zipfile
from typing import TYPE_CHECKING

import numpy as np

from sanitizer.classification.model import FORMAT, load_model
from sanitizer.features.catalogue import CATALOGUE, feature_names
from sanitizer.training.export import write_model
from tests.classification.test_trees import STUMP
from tests.features.measuring import chance_tables

if TYPE_CHECKING:
    from pathlib import Path

TABLES = chance_tables(4)
STUMP_TOO = dataclasses.replace(STUMP, baseline=-1.5)


def _write(folder: Path, threshold: float = 0.625) -> Path:
    write_model(
        folder, TABLES, (STUMP, STUMP_TOO), threshold, {"seed": 4, "note": "größer als 漢字"}
    )
    return folder


def test_a_model_that_is_read_again_is_the_one_that_was_written(tmp_path: Path) -> None:
    model = load_model(_write(tmp_path / "mine"))
    assert model.name == "mine"
    assert model.threshold == 0.625
    assert model.manifest["note"] == "größer als 漢字"
    for name in ("text", "url", "script"):
        read, written = getattr(model.tables, name), getattr(TABLES, name)
        assert np.array_equal(read.weights, written.weights)
        assert read.weights.dtype == np.float32
        assert read.bias == written.bias
    for trees, expected in ((model.first, STUMP), (model.second, STUMP_TOO)):
        for name in ("roots", "feature", "threshold", "left", "right", "value"):
            read, written = getattr(trees, name), getattr(expected, name)
            assert np.array_equal(read, written)
            assert read.dtype == written.dtype
        assert trees.baseline == expected.baseline


def test_scores_before_and_after_are_the_same(tmp_path: Path) -> None:
    model = load_model(_write(tmp_path / "mine"))
    values = np.random.default_rng(1).normal(size=(30, len(CATALOGUE))).astype(np.float32)
    assert np.array_equal(model.first.log_odds(values), STUMP.log_odds(values))
    texts = ["casino", "bread", "赌场"]
    assert np.array_equal(model.tables.url.score(texts), TABLES.url.score(texts))


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = _write(tmp_path / "one"), _write(tmp_path / "other")
    for name in ("weights.npz", "manifest.json"):
        assert (one / name).read_bytes() == (other / name).read_bytes()
    with zipfile.ZipFile(one / "weights.npz") as archive:
        # No day of its own, or tomorrow's bytes would be others.
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_manifest_says_what_the_weights_are_for(tmp_path: Path) -> None:
    folder = _write(tmp_path / "mine")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["format"] == FORMAT
    assert tuple(manifest["features"]) == feature_names()
    assert list(manifest["units"]) == list(feature_names())
    assert manifest["units"]["hidden"] == "flag"
    data = (folder / "weights.npz").read_bytes()
    assert manifest["weights_sha256"] == hashlib.sha256(data).hexdigest()
    assert {"numpy", "scikit-learn", "lxml"} <= set(manifest["versions"])


def test_the_weights_are_plain_arrays(tmp_path: Path) -> None:
    with zipfile.ZipFile(_write(tmp_path / "mine") / "weights.npz") as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            array = np.load(archive.open(name), allow_pickle=False)
            assert array.dtype.kind in "iuf"


def test_an_older_model_in_the_folder_is_replaced_and_nothing_else_left(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "down" / "mine"
    _write(folder, 0.5)
    _write(folder, 0.75)
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["threshold"] == 0.75
    assert {path.name for path in folder.iterdir()} == {"weights.npz", "manifest.json"}
