"""What a person is told of a rule."""

from __future__ import annotations

import pytest

from sanitizer.findings.rule_help import RULE_HELP, RuleHelp
from sanitizer.findings.rules import RULES


def test_every_rule_has_its_help_and_no_help_is_without_a_rule() -> None:
    assert set(RULE_HELP) == {rule.code for rule in RULES}


@pytest.mark.parametrize("told", RULE_HELP.values(), ids=RULE_HELP.keys())
def test_help_is_whole_sentences(told: RuleHelp) -> None:
    for text in told:
        assert text[0].isupper()
        assert text.endswith(".")
