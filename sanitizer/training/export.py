"""Fitted model → a folder with data only: weights, manifest, card."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

from sanitizer.classification.model import FORMAT, LOOKS
from sanitizer.features.catalogue import CATALOGUE, COMPANY, feature_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from sanitizer.classification.trees import Trees
    from sanitizer.features.rows import TextTables

__all__ = ["write_model"]

_LIBRARIES = ("lxml", "numpy", "scikit-learn", "scipy")
#: A fixed date for the archive's members, so that the same weights give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_model(
    folder: Path,
    tables: TextTables,
    looks: Sequence[Trees],
    threshold: float,
    about: dict[str, Any],
) -> None:
    """Write a model that `load_model` reads; the same input gives the same bytes.

    Parameters
    ----------
    folder : pathlib.Path
        Made when missing; what it holds of an older model is replaced.
    tables, looks
        What was fitted; the trees of the first and of the second look.
    threshold : float
        Score from which a block counts as junk.
    about : dict
        Data, scores and whatever else the manifest is to say; JSON types.
    """
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[Any]] = {
        "text_weights": tables.text.weights,
        "text_bias": np.asarray(tables.text.bias),
        "url_weights": tables.url.weights,
        "url_bias": np.asarray(tables.url.bias),
        "script_weights": tables.script.weights,
        "script_bias": np.asarray(tables.script.bias),
    }
    for look, trees in zip(LOOKS, looks, strict=True):
        for field in dataclasses.fields(trees):
            if field.init:  # what the others are made of
                arrays[f"{look}_{field.name}"] = np.asarray(getattr(trees, field.name))
    data = _archive(arrays)
    manifest = {
        "format": FORMAT,
        "threshold": threshold,
        "features": list(feature_names()),
        "units": {
            **{feature.name: feature.unit for feature in CATALOGUE},
            **{feature.name: feature.unit for feature in COMPANY},
        },
        "weights_sha256": hashlib.sha256(data).hexdigest(),
        "versions": {name: importlib.metadata.version(name) for name in _LIBRARIES},
        **about,
    }
    _replace(folder / "weights.npz", data)
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    _replace(folder / "manifest.json", text.encode("utf-8"))


def _archive(arrays: dict[str, NDArray[Any]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.save(member, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _EPOCH), member.getvalue())
    return buffer.getvalue()


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(data)
    temporary.replace(path)
