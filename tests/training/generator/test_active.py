"""Injected scripts do what they say, however they are spelt."""

from __future__ import annotations

import re

import pytest

from sanitizer.features.idioms import IDIOMS
from sanitizer.features.unpacking import plain_script
from sanitizer.parsing.page import parse_page
from sanitizer.training.generator.active import frame_piece, loader_piece, script_piece
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.payload import compose_payload
from tests.training.generator.hosts import seeded


def _scripts(n_scripts: int) -> list[str]:
    payload = compose_payload(seeded(1), lexicons()["en"], "casino", 10)
    return [script_piece(seeded(seed), payload).text for seed in range(n_scripts)]


@pytest.mark.parametrize("name", ["redirects", "packed", "unescapes", "writes", "writes-frame"])
def test_every_habit_is_among_them(name: str) -> None:
    plain = [plain_script(script, 5000) for script in _scripts(250)]
    assert any(IDIOMS[name].is_in(script, script.lower()) for script in plain)


def test_what_they_open_they_close() -> None:
    for script in _scripts(250):
        tree = parse_page(f"<p>before</p>{script}<p>behind</p>").tree
        assert (tree.tags[0], tree.tags[-1]) == ("p", "p"), script
        assert tree.parents[-1] < 0, script


def test_a_loader_names_a_host_that_is_not_the_pages() -> None:
    for seed in range(60):
        text = loader_piece(seeded(seed), compose_payload(seeded(1), lexicons()["en"], "casino", 3))
        assert re.search(r"//|\\x2f|%2F|fromCharCode", text.text, re.IGNORECASE)
        assert text.kind == "script"


def test_a_frame_is_of_no_size_or_hidden() -> None:
    for seed in range(60):
        text = frame_piece(seeded(seed)).text.lower()
        assert re.search(r"(width|height)=[\"']?[012]\b|display|visibility|left", text), text
