"""The table of settings: what each key takes."""

from __future__ import annotations

import pytest

from sanitizer.errors import ConfigError
from sanitizer.repository.keys import KEYS, Key, read_value

BY_NAME = {key.name: key for key in KEYS}


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("select", ["SAN2", "SAN501"], ("SAN2", "SAN501")),
        ("ignore", [], ()),
        ("threshold", 1, 1),
        ("threshold", 0.5, 0.5),
        ("include", ["*.html"], ("*.html",)),
        ("exclude", ["docs/**"], ("docs/**",)),
        ("as-html", ["*.php"], ("*.php",)),
        ("per-file-ignores", {"a/*": ["SAN2"]}, (("a/*", ("SAN2",)),)),
        ("allowed-hosts", ["shop.example"], ("shop.example",)),
        ("respect-gitignore", False, False),
    ],
)
def test_a_key_takes_what_it_says(name: str, given: object, value: object) -> None:
    assert read_value(BY_NAME[name], given, "here") == value


@pytest.mark.parametrize("key", KEYS, ids=[key.name for key in KEYS])
@pytest.mark.parametrize("given", ["x", 7, [1], [[]], {"": []}, {"a": "SAN2"}])
def test_what_it_does_not_take_is_refused_with_what_it_takes(key: Key, given: object) -> None:
    with pytest.raises(ConfigError) as raised:
        read_value(key, given, "here")
    assert str(raised.value).startswith(f"here: takes {key.allowed}, got {given!r}")


def test_a_code_that_is_none_is_named() -> None:
    with pytest.raises(ConfigError, match=r"got \['SAN2', 'SAN9'\] \(no rule is called SAN9\)$"):
        read_value(BY_NAME["select"], ["SAN2", "SAN9"], "here")


def test_fields_are_called_like_their_keys() -> None:
    assert BY_NAME["as-html"].field == "as_html"
