"""The examples of the rules' pages show what they say that they show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sanitizer.findings.rule_examples import RULE_EXAMPLES
from sanitizer.findings.rules import RULES, gather_facts, name_rule
from tests.features.measuring import rows_of

if TYPE_CHECKING:
    from sanitizer.features.rows import Rows

_HOST = re.compile(r"https?://([^/\"'\s>]+)")


def _rule_of(example: str) -> str:
    page = f"<p>The museum opens at ten.</p>{example}<p>The shed is open on Sundays.</p>"
    start = page.index(example)
    rows = rows_of(page, url="https://example.com/")
    places = _places(rows, start, start + len(example))
    assert places, "nothing of the example is measured"
    return name_rule(gather_facts(rows, places, start, start + len(example))).code


def _places(rows: Rows, start: int, end: int) -> list[int]:
    blocks = rows.blocks
    return [
        place
        for place, block in enumerate(rows.block_of)
        if blocks.starts[block] < end and blocks.ends[block] > start
    ]


def test_every_rule_has_an_example_and_no_example_is_without_a_rule() -> None:
    assert set(RULE_EXAMPLES) == {rule.code for rule in RULES}


@pytest.mark.parametrize("code", RULE_EXAMPLES)
def test_an_example_gets_the_rule_that_it_is_an_example_of(code: str) -> None:
    assert _rule_of(RULE_EXAMPLES[code].junk) == code


@pytest.mark.parametrize("code", RULE_EXAMPLES)
def test_examples_name_reserved_hosts_only(code: str) -> None:
    shown = RULE_EXAMPLES[code]
    for host in _HOST.findall(shown.junk + shown.honest):
        assert host.endswith(".example")


@pytest.mark.parametrize("code", RULE_EXAMPLES)
def test_examples_can_be_printed_on_every_terminal(code: str) -> None:
    assert all(text.isascii() for text in RULE_EXAMPLES[code])


@pytest.mark.parametrize("code", RULE_EXAMPLES)
def test_advice_is_whole_sentences(code: str) -> None:
    advice = RULE_EXAMPLES[code].advice
    assert advice[0].isupper()
    assert advice.endswith(".")
