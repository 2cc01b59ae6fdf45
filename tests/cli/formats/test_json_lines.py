"""JSON lines."""

from __future__ import annotations

import json

from sanitizer.cli.formats import View
from sanitizer.cli.formats.json_lines import render
from tests.cli.formats.outcomes import outcome


def test_each_page_is_a_line_as_soon_as_it_is_judged() -> None:
    outcomes = [outcome(path="b.html"), outcome(path="a.html", excerpt="line\nbreak\u2028")]
    lines = list(render(iter(outcomes), View()))
    assert [json.loads(line) for line in lines] == [each.as_dict() for each in outcomes]
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
