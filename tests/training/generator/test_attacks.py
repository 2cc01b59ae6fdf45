"""What attacks readers is written in many ways, and told by the means that it needs."""

from __future__ import annotations

import pytest

from sanitizer.features.idioms import ATTACKS
from sanitizer.features.rows import SCRIPT_HEAD_CHARS, SCRIPT_TAIL_CHARS
from sanitizer.features.unpacking import plain_script
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.records import Kind
from sanitizer.training.generator.attacks import attack
from sanitizer.training.generator.honest_active import site_script
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.place import map_host
from tests.features.measuring import QUIET, rows_of
from tests.training.generator.hosts import ENGLISH, seeded


def _means(script: str) -> set[str]:
    plain = plain_script(script, SCRIPT_HEAD_CHARS) + script[-SCRIPT_TAIL_CHARS:]
    return {row.name for row in ATTACKS if row.is_in(plain, plain.lower())}


MADE = [attack(seeded(seed)) for seed in range(150)]


@pytest.mark.parametrize("name", [row.name for row in ATTACKS])
def test_each_means_is_used_and_recognised(name: str) -> None:
    assert any(name in _means(script) for script in MADE)


def test_every_program_is_told_however_large_it_is() -> None:
    programs = [script for script in MADE if "vbscript" in script.lower() or "Encode" in script]
    assert len(programs) > 10
    for script in programs:
        assert _means(script) & {"writes-program", "coded-program"}, script


def test_each_is_measured() -> None:
    paragraphs = "<p>Bread is baked here.</p>" * 5
    for script in MADE:
        rows = rows_of(f"{paragraphs}{script}{paragraphs}", QUIET)
        assert rows.places[Kind.SCRIPT], script


def test_no_two_are_alike() -> None:
    assert len(set(MADE)) == len(MADE)


def test_each_is_markup_that_ends_where_it_ends() -> None:
    for script in MADE:
        tree = parse_page(f"<p>before</p>{script}<p>behind</p>").tree
        assert (tree.tags[-1], tree.parents[-1]) == ("p", -1), script
        assert "script" in tree.tags


def test_honest_scripts_need_none_of_the_means() -> None:
    host, lexicon = map_host(ENGLISH), lexicons()["en"]
    for seed in range(300):
        assert not _means(site_script(seeded(seed), host, lexicon, ()))
