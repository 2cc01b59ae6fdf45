"""Lines that are no prose come in all their kinds, and the tables do not take them for spam."""

from __future__ import annotations

import re

import pytest

from sanitizer.training.generator.technical import listing_rows, technical_text
from tests.training.generator.hosts import seeded

TEXTS = [technical_text(seeded(seed)) for seed in range(400)]


@pytest.mark.parametrize(
    "mark",
    [
        r"\bSELECT\b.* FROM ",
        r"\bINSERT INTO \w+",
        r"\bdef \w+\(",
        r"#define [A-Z_]+ 0x",
        r"\$ sudo apt install",
        r"\d+\.\d+ \| \d+",
        r"\bISBN 978-",
        r"^https://[a-z-]+\.[a-z.]+/p/",
        r"\bdoi:10\.",
        r"/\w+\.(?:py|c|html|txt)\b",
        r"^[A-Z][a-z]+ [A-Z][a-z]+(?:, [A-Z][a-z]+ [A-Z][a-z]+)+$",
    ],
)
def test_every_kind_comes_out(mark: str) -> None:
    assert any(re.search(mark, text) for text in TEXTS)


def test_the_rows_of_a_listing_belong_together() -> None:
    alike = 0
    for seed in range(60):
        rows = listing_rows(seeded(seed), 12)
        assert len(rows) > 1
        alike += len({row.split()[0] for row in rows}) == 1 and len(rows) == 12
    assert 20 < alike < 50  # the others are lines of all kinds


def test_the_same_seed_gives_the_same_lines() -> None:
    assert technical_text(seeded(7)) == technical_text(seeded(7))


def test_no_line_holds_what_was_to_be_filled_in() -> None:
    assert not [
        text for text in TEXTS if re.search(r"\{(?:table|columns|first|number|word)\}", text)
    ]


def test_lines_come_alone_and_in_groups() -> None:
    n_lines = {text.count("\n") + 1 for text in TEXTS}
    assert {1, 2, 4, 9} <= n_lines
