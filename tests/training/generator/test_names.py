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


def test_some_campaigns_lay_their_pages_out_in_folders_of_several_firms() -> None:
    spread = 0
    for seed in range(200):
        targets = link_targets(seeded(seed), ["buy now"] * 12)
        hosts = {urlsplit(target).hostname for target in targets}
        paths = {urlsplit(target).path for target in targets}
        spread += 1 < len(hosts) < 12 and len(paths) < 12 and "" not in paths
    assert spread > 5


def test_some_hosts_are_called_by_initials_or_numbers() -> None:
    names = [host(seeded(seed)).removeprefix("www.").split(".")[0] for seed in range(300)]
    assert any(name.isdigit() for name in names)
    assert any(name.isalpha() and not set(name) & set("aeiouy") for name in names)
