from __future__ import annotations

import pytest

from sanitizer.parsing.tree import build_tree
from tests.browser.chromium import Chromium, browser_problem
from tests.segmentation.visibility.matrix import HIDDEN, SEEN, TARGET, Case

PROBLEM = browser_problem()
pytestmark = pytest.mark.skipif(PROBLEM is not None, reason=f"needs a browser: {PROBLEM}")


def reason_for_target(chromium: Chromium, source: str) -> str:
    tree = build_tree(source)
    reasons = chromium.reasons(tree)
    for number, (start, end) in enumerate(zip(tree.text_starts, tree.text_ends, strict=True)):
        if TARGET in source[start:end]:
            return reasons[number]
    raise AssertionError("the page has no target")


def wrong_cases(chromium: Chromium, cases: list[Case], *, hidden: bool) -> list[str]:
    return [
        f"{case.way} ({case.spelling}): {reason or 'seen'}"
        for case in cases
        if bool(reason := reason_for_target(chromium, case.source)) != hidden
    ]


def test_chromium_hides_what_the_matrix_calls_hidden(chromium: Chromium) -> None:
    assert wrong_cases(chromium, HIDDEN, hidden=True) == []


def test_chromium_shows_what_the_matrix_calls_seen(chromium: Chromium) -> None:
    assert wrong_cases(chromium, SEEN, hidden=False) == []
