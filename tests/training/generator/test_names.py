"""Invented names are well formed."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from sanitizer.training.generator.names import hacked_host, host, identifier, link_targets
from tests.training.generator.hosts import seeded


@pytest.mark.parametrize("seed", range(30))
def test_hosts_are_names_that_a_resolver_would_accept(seed: int) -> None:
    rng = seeded(seed)
    for name in (
        host(rng),
        host(rng, "cheap loans, now"),
        host(rng, "彩票"),
        hacked_host(rng),
    ):
        assert name.isascii()
        labels = name.split(".")
        assert len(labels) >= 2
        assert all(label and len(label) < 64 and label.strip("-") == label for label in labels)


@pytest.mark.parametrize("seed", range(40))
def test_every_phrase_gets_a_target_that_parses(seed: int) -> None:
    phrases = ["slot gacor", "彩票开奖", "buy now"]
    targets = link_targets(seeded(seed), phrases)
    assert len(targets) == 3
    for target in targets:
        parts = urlsplit(target)
        assert parts.hostname or parts.path.startswith("/")
        assert " " not in target


def test_an_identifier_starts_with_a_letter() -> None:
    rng = seeded(1)
    assert all(identifier(rng)[0].isalpha() for _ in range(300))
