"""What numpy wrote is read as numpy reads it."""

from __future__ import annotations

import io
from typing import Any

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitizer.classification import archive
from sanitizer.classification.archive import read_arrays
from sanitizer.classification.shipped import default_model_path

ANY_ARRAY = arrays.arrays(
    dtype=st.sampled_from(["<f4", "<f8", "<i4", "<i8", "|u1", "|b1", "<u2", ">f4", "<U3"]),
    shape=arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)


def _packed(contents: dict[str, Any]) -> bytes:
    data = io.BytesIO()
    np.savez(data, **contents)
    return data.getvalue()


def _same(found: dict[str, Any], expected: dict[str, Any]) -> bool:
    return found.keys() == expected.keys() and all(
        found[name].dtype == value.dtype
        and found[name].shape == value.shape
        and found[name].tobytes() == value.tobytes()
        for name, value in expected.items()
    )


@given(st.dictionaries(st.sampled_from(["a", "b_c", "größe"]), ANY_ARRAY, max_size=3))
def test_what_was_written_is_read(contents: dict[str, Any]) -> None:
    assert _same(read_arrays(_packed(contents)), contents)


def test_the_shipped_model_is_read_without_numpys_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (default_model_path() / "weights.npz").read_bytes()
    with np.load(io.BytesIO(data)) as expected:
        contents = {name: expected[name] for name in expected.files}
    monkeypatch.delattr(archive, "_read_by_numpy")
    found = read_arrays(data)
    assert _same(found, contents)
    assert all(array.flags.aligned and array.flags.writeable for array in found.values())


def test_what_is_packed_is_left_to_numpy() -> None:
    data = io.BytesIO()
    contents = {"a": np.zeros((3, 4)), "b": np.ones(5)}
    np.savez_compressed(data, a=contents["a"], b=contents["b"])
    assert _same(read_arrays(data.getvalue()), contents)
    turned = {"b": np.asfortranarray(np.arange(6.0).reshape(2, 3))}
    assert (read_arrays(_packed(turned))["b"] == turned["b"]).all()


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"no archive", b"\0" * 200])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the words are numpy's own
        read_arrays(data)


def test_objects_are_refused() -> None:
    with pytest.raises(ValueError, match="allow_pickle"):
        read_arrays(_packed({"a": np.array([{}], dtype=object)}))


@given(st.integers(0, 10_000), st.binary(max_size=4))
def test_a_spoilt_archive_is_refused_or_read_and_never_a_crash(place: int, junk: bytes) -> None:
    data = _packed({"a": np.arange(20.0), "b": np.arange(3)})
    place %= len(data)
    spoilt = data[:place] + junk + data[place + len(junk) :]
    for broken in (spoilt, data[:place]):
        try:
            found = read_arrays(broken)
        except ValueError:
            continue
        assert all(isinstance(array, np.ndarray) for array in found.values())
