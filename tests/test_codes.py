"""The codes by themselves are those of the rules."""

from __future__ import annotations

from sanitizer.codes import RULE_CODES, is_code_prefix
from sanitizer.findings.rules import RULES


def test_the_codes_are_those_of_the_rules_in_order() -> None:
    assert sorted(rule.code for rule in RULES) == list(RULE_CODES)


def test_a_family_is_a_prefix_and_the_empty_text_is_none() -> None:
    assert is_code_prefix("SAN")
    assert is_code_prefix("SAN5")
    assert not is_code_prefix("")
    assert not is_code_prefix("SAN2011")
    assert not is_code_prefix("san2")
