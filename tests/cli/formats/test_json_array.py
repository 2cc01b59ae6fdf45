"""One array of JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sanitizer.cli.formats import View
from sanitizer.cli.formats.json_array import render
from tests.cli.formats.outcomes import outcome

if TYPE_CHECKING:
    from sanitizer.batch.run import Outcome


def _rendered(*outcomes: Outcome) -> str:
    return "".join(render(iter(outcomes), View()))


def test_the_pieces_make_one_array_in_the_order_of_the_pages() -> None:
    outcomes = [outcome(path=f"{name}.html") for name in "bca"]
    assert json.loads(_rendered(*outcomes)) == [each.as_dict() for each in outcomes]


def test_without_pages_it_is_an_empty_array() -> None:
    assert json.loads(_rendered()) == []
