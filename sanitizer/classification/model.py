"""A model on disk → Model: data only, checked before it is used.

A model is a folder: ``weights.npz`` (numpy arrays, read without pickle), ``manifest.json``
(features in order, threshold, hashes, versions, scores) and ``card.md`` (for people). Nothing in it
can run code. What does not fit this version's features is refused.
"""

from __future__ import annotations

import functools
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sanitizer.classification.archive import read_arrays
from sanitizer.classification.shipped import default_model_path
from sanitizer.classification.trees import Trees
from sanitizer.errors import ModelError
from sanitizer.features.catalogue import feature_names
from sanitizer.features.ngrams import NgramTable
from sanitizer.features.rows import TextTables

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["FORMAT", "LOOKS", "Model", "default_model_path", "load_model"]

#: Version of the folder's layout; another one is refused.
FORMAT: Final = 2

#: Names of the two ensembles of trees, in the order in which they judge.
LOOKS: Final = ("first", "second")

_TABLES: Final = ("text", "url", "script")
_TREE_ARRAYS: Final = ("roots", "feature", "threshold", "left", "right", "value")


class Model(NamedTuple):
    """What judges blocks.

    Attributes
    ----------
    name : str
    tables : TextTables
    first : Trees
        Judges each block by itself: the columns of `CATALOGUE`.
    second : Trees
        Judges the blocks of a suspicious page by their company too: all columns.
    threshold : float
        Score from which a block counts as junk, unless the caller says otherwise.
    manifest : dict
        All that ``manifest.json`` says.
    """

    name: str
    tables: TextTables
    first: Trees
    second: Trees
    threshold: float
    manifest: dict[str, Any]


def load_model(path: Path | None = None) -> Model:
    """Return the model in a folder (the shipped one by default), read once a process.

    Raises
    ------
    ModelError
        When the folder is no model, was altered, or was made for other features.
    """
    return _load(_shipped_path() if path is None else path.resolve())


@functools.cache
def _shipped_path() -> Path:
    """Return where the shipped model lies: every page asks, and the disk need not."""
    return default_model_path()


@functools.lru_cache(maxsize=4)
def _load(path: Path) -> Model:
    manifest = _read_manifest(path)
    arrays = _read_arrays(path, manifest)
    try:
        tables = TextTables(
            *(
                NgramTable(arrays[f"{name}_weights"], float(arrays[f"{name}_bias"]))
                for name in _TABLES
            )
        )
        first, second = (_trees(arrays, look) for look in LOOKS)
        threshold = _checked_threshold(path, manifest["threshold"])
        return Model(path.name, tables, first, second, threshold, manifest)
    except KeyError as error:
        raise ModelError(f"{path}: the model lacks {error}; train it again") from error


def _trees(arrays: dict[str, NDArray[Any]], look: str) -> Trees:
    return Trees(
        **{name: arrays[f"{look}_{name}"] for name in _TREE_ARRAYS},
        baseline=float(arrays[f"{look}_baseline"]),
    )


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(
            f"{path} is not a model: it has no readable manifest.json ({error.strerror}); "
            "name a folder that 'sanitizer train' wrote"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}/manifest.json is not JSON ({error}); train it again") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        got = manifest.get("format") if isinstance(manifest, dict) else type(manifest).__name__
        raise ModelError(
            f"{path}: model format {got!r}, this version reads format {FORMAT}; train it again"
        )
    _check_features(path, manifest.get("features"))
    return manifest


def _checked_threshold(path: Path, threshold: object) -> float:
    """Return the threshold; with one of 0 all would be junk, with NaN nothing."""
    is_number = isinstance(threshold, (int, float)) and not isinstance(threshold, bool)
    if not is_number or not 0.0 < float(threshold) <= 1.0:  # type: ignore[arg-type]
        raise ModelError(
            f"{path}: threshold must be a number over 0 and up to 1, got {threshold!r}; "
            "train it again"
        )
    return float(threshold)  # type: ignore[arg-type]


def _check_features(path: Path, listed: object) -> None:
    expected = feature_names()
    features = tuple(map(str, listed)) if isinstance(listed, list) else ()
    if features == expected:
        return
    missing = sorted(set(expected) - set(features))
    unknown = sorted(set(features) - set(expected))
    difference = [
        f"lacks {', '.join(missing)}" if missing else "",
        f"has unknown {', '.join(unknown)}" if unknown else "",
        "" if missing or unknown else "has them in another order",
    ]
    raise ModelError(
        f"{path}: made for other features ({'; '.join(filter(None, difference))}); train it again"
    )


def _read_arrays(path: Path, manifest: dict[str, Any]) -> dict[str, NDArray[Any]]:
    try:
        data = (path / "weights.npz").read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: no readable weights.npz ({error.strerror})") from error
    found = hashlib.sha256(data).hexdigest()
    if found != manifest.get("weights_sha256"):
        raise ModelError(
            f"{path}/weights.npz was altered: its SHA-256 is {found[:16]}…, "
            f"the manifest says {str(manifest.get('weights_sha256'))[:16]}…"
        )
    try:
        return read_arrays(data)
    except ValueError as error:
        raise ModelError(f"{path}/weights.npz cannot be read ({error})") from error
