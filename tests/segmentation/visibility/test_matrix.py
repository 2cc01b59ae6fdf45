from __future__ import annotations

import pytest

from sanitizer.parsing.tree import build_tree
from sanitizer.segmentation.visibility import causes, describe
from tests.segmentation.visibility.matrix import HIDDEN, SEEN, TARGET, Case


def cause_of_target(source: str) -> str | None:
    tree = build_tree(source)
    found = causes(tree)
    for start, end, parent in zip(tree.text_starts, tree.text_ends, tree.text_parents, strict=True):
        if TARGET in source[start:end]:
            return found[parent]
    raise AssertionError("the page has no target")


def name(case: Case) -> str:
    return f"{case.way}: {case.spelling}"


@pytest.mark.parametrize("case", HIDDEN, ids=name)
def test_a_hidden_text_has_a_cause(case: Case) -> None:
    assert cause_of_target(case.source) is not None


@pytest.mark.parametrize("case", SEEN, ids=name)
def test_a_look_alike_is_seen(case: Case) -> None:
    assert cause_of_target(case.source) is None


def test_the_matrix_has_the_ways_that_were_asked_for() -> None:
    assert len({case.way for case in HIDDEN}) >= 60
    assert len({case.way for case in SEEN}) >= 40


@pytest.mark.parametrize("case", HIDDEN, ids=name)
def test_every_cause_is_told_in_words(case: Case) -> None:
    tree = build_tree(case.source)
    for element, cause in enumerate(causes(tree)):
        assert (describe(tree, element) == "") == (cause is None)
