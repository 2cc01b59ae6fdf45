"""A model is data, checked before it is used, and gives scikit-learn's own scores."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sanitizer.classification.judge import combine, judge
from sanitizer.classification.model import FORMAT, LOOKS, default_model_path, load_model
from sanitizer.errors import ModelError
from sanitizer.features.catalogue import CATALOGUE, feature_names, measure
from sanitizer.features.groups import group_numbers
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment
from tests.classification.scikit import as_classifier, as_regression, exact_counts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sanitizer.classification.model import Model
    from sanitizer.training.corpus import LabelledPage


@pytest.fixture
def folder(training: tuple[Path, Any], tmp_path: Path) -> Path:
    """Return a copy of the small model, to be spoiled."""
    return shutil.copytree(training[0], tmp_path / "model")


def _rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def _replace_weights(folder: Path, data: bytes) -> None:
    """Put other weights into a model, under their own hash."""
    (folder / "weights.npz").write_bytes(data)
    _rewrite(folder, lambda m: m.update(weights_sha256=hashlib.sha256(data).hexdigest()))


def _arrays(folder: Path) -> dict[str, Any]:
    with np.load(folder / "weights.npz") as archive:
        return {name: archive[name] for name in archive.files}


def _saved(arrays: dict[str, Any], *, allow_pickle: bool = False) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.save(member, array, allow_pickle=allow_pickle)
            archive.writestr(f"{name}.npy", member.getvalue())
    return buffer.getvalue()


@pytest.fixture(params=["shipped", "small"])
def model(request: pytest.FixtureRequest, small_model: Model) -> Model:
    return load_model() if request.param == "shipped" else small_model


# --- the scores are scikit-learn's own


def test_block_scores_are_those_of_scikit_learn(
    model: Model, samples: tuple[LabelledPage, ...]
) -> None:
    looks = [
        as_classifier(trees, n_columns)
        for trees, n_columns in (
            (model.first, len(CATALOGUE)),
            (model.second, len(feature_names())),
        )
    ]
    highest = []
    for page in samples:
        judgement = judge(measure(segment(parse_page(page.source)), model.tables), model)
        values = judgement.matrix.values
        if len(values):
            log_odds = looks[0].decision_function(values[:, : len(CATALOGUE)])
            if values.shape[1] > len(CATALOGUE):
                second = looks[1].decision_function(values)
                log_odds = combine(log_odds, second, values, group_numbers(judgement.matrix.rows))
            expected = 1 / (1 + np.exp(-log_odds))
            assert np.abs(judgement.scores - expected).max() < 1e-6
            highest.append(expected.max())
    assert max(highest) - min(highest) > 0.3


@pytest.mark.parametrize("name", ["text", "url", "script"])
def test_ngram_scores_are_those_of_scikit_learn(
    model: Model, samples: tuple[LabelledPage, ...], name: str
) -> None:
    texts: list[str] = []
    for page in samples:
        rows = measure(segment(parse_page(page.source)), model.tables).rows
        texts += rows.sources if name == "script" else rows.texts
    table = getattr(model.tables, name)
    regression = as_regression(table)
    ours = table.score(texts)
    exact = regression.decision_function(exact_counts(texts, table.bits))
    # What is left is the rounding of the result to float32.
    assert np.abs(ours - exact).max() < 1e-6 * max(1.0, float(np.abs(exact).max()))
    assert np.abs(1 / (1 + np.exp(-ours)) - 1 / (1 + np.exp(-exact))).max() < 1e-6
    # The small model has learned from samples only, whose hosts are all reserved: no addresses.
    has_learned = (model.name, name) != ("small", "url")
    assert (exact.std() > 0.1) == has_learned


# --- the shipped model


def test_the_shipped_model_is_found_and_says_what_it_is() -> None:
    model = load_model()
    assert model.name == "default"
    assert tuple(model.manifest["features"]) == feature_names()
    assert 0 < model.threshold <= 1
    for name in ("versions", "data", "cross_validation", "seed"):
        assert model.manifest[name]
    assert (default_model_path() / "card.md").read_text(encoding="utf-8").startswith("# ")


def test_a_model_is_read_once_a_process() -> None:
    assert load_model() is load_model()


def test_nothing_in_the_shipped_model_is_anything_but_numbers_and_text() -> None:
    folder = default_model_path()
    assert {path.suffix for path in folder.iterdir()} <= {".npz", ".json", ".md"}
    for name, array in _arrays(folder).items():
        assert array.dtype.kind in "if", name
        assert np.isfinite(array).all(), name


def test_a_missing_shipped_model_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathlib.Path.is_file", lambda _: False)
    with pytest.raises(ModelError, match="the shipped model is missing"):
        default_model_path()


# --- what is refused


def test_an_untouched_copy_gives_the_same_scores(folder: Path, small_model: Model) -> None:
    values = np.random.default_rng(1).normal(size=(50, len(feature_names()))).astype(np.float32)
    copy = load_model(folder)
    for look in LOOKS:
        ours, theirs = getattr(copy, look), getattr(small_model, look)
        assert np.array_equal(ours.log_odds(values), theirs.log_odds(values))


def test_weights_with_one_other_byte_are_refused_by_their_hash(folder: Path) -> None:
    path = folder / "weights.npz"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ModelError, match=r"weights\.npz was altered: its SHA-256 is") as raised:
        load_model(folder)
    assert hashlib.sha256(data).hexdigest()[:16] in str(raised.value)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda m: m["features"].remove("chars"), r"lacks chars"),
        (lambda m: m["features"].append("moon_phase"), r"has unknown moon_phase"),
        (lambda m: m["features"].reverse(), r"in another order"),
        (lambda m: m.pop("features"), r"lacks .*chars"),
        (lambda m: m.update(format=FORMAT + 1), rf"format {FORMAT + 1}.*reads format {FORMAT}"),
        (lambda m: m.pop("format"), r"format None"),
        (lambda m: m.update(features=None), r"lacks .*chars"),
        (lambda m: m.update(features=[[1]]), r"has unknown \[1\]"),
        (lambda m: m.pop("threshold"), r"lacks 'threshold'"),
        (lambda m: m.update(threshold="high"), r"up to 1, got 'high'"),
        (lambda m: m.update(threshold=None), r"up to 1, got None"),
        (lambda m: m.update(threshold=float("nan")), r"up to 1, got nan"),
        (lambda m: m.update(threshold=0), r"up to 1, got 0"),
        (lambda m: m.pop("weights_sha256"), r"was altered"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused_with_the_difference(
    folder: Path, change: Callable[[dict[str, Any]], object], complaint: str
) -> None:
    _rewrite(folder, change)
    with pytest.raises(ModelError, match=complaint) as raised:
        load_model(folder)
    assert str(folder) in str(raised.value)


@pytest.mark.parametrize("name", ["manifest.json", "weights.npz"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        load_model(folder)


@pytest.mark.parametrize("text", ["", "{]", "[]", "null", '"model"', "\ufeff{}", "[" * 100_000])
def test_what_is_no_manifest_is_refused(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError):
        load_model(folder)


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"is not a model.*manifest\.json"):
        load_model(tmp_path)
    with pytest.raises(ModelError, match="is not a model"):
        load_model(tmp_path / "gone")


class _Trap:
    """Runs code when it is unpickled."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return pytest.fail, ("a model ran code",)


def test_a_pickled_array_is_refused_and_runs_nothing(folder: Path) -> None:
    arrays = {**_arrays(folder), "text_weights": np.asarray([_Trap()], object)}
    _replace_weights(folder, _saved(arrays, allow_pickle=True))
    with pytest.raises(ModelError, match=r"weights\.npz cannot be read"):
        load_model(folder)


def test_a_model_without_one_of_its_arrays_is_refused(folder: Path) -> None:
    arrays = _arrays(folder)
    del arrays["second_threshold"]
    _replace_weights(folder, _saved(arrays))
    with pytest.raises(ModelError, match="lacks 'second_threshold'"):
        load_model(folder)


def _torn_member() -> bytes:
    data = bytearray(_compressed({"text_weights": np.arange(5000)}))
    data[60:120] = bytes(60)
    return bytes(data)


def _compressed(arrays: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def _single_array() -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.arange(3))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"no archive", b"PK\x03\x04torn", b"\x93NUMPY\x01\x00", _single_array(), _torn_member()],
    ids=["empty", "text", "torn-archive", "torn-array", "single-array", "torn-member"],
)
def test_weights_that_are_no_archive_are_refused_even_with_their_own_hash(
    folder: Path, data: bytes
) -> None:
    _replace_weights(folder, data)
    with pytest.raises(ModelError, match=r"weights\.npz cannot be read"):
        load_model(folder)
