"""The pages of the rules are whole, and those in ``docs/rules`` are what the table says."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanitizer.findings.rule_examples import RULE_EXAMPLES
from sanitizer.findings.rule_help import RULE_HELP
from sanitizer.findings.rule_pages import find_rule, list_rules, rule_files, rule_page
from sanitizer.findings.rules import RULES, Rule

DOCS = Path(__file__).parents[2] / "docs" / "rules"


def test_the_files_in_docs_are_what_the_table_says() -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()}
    assert files == rule_files(), "stale: run `sanitizer rule -o docs/rules`"


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_a_page_tells_all_that_is_known_of_its_rule(rule: Rule) -> None:
    page = rule_page(rule)
    assert page.startswith(f"# {rule.code} {rule.name}\n")
    for told in (rule.summary, *RULE_HELP[rule.code], *RULE_EXAMPLES[rule.code]):
        assert told in page


def test_rules_are_listed_by_their_codes() -> None:
    codes = [rule.code for rule in list_rules()]
    assert codes == sorted(rule.code for rule in RULES)


@pytest.mark.parametrize("name", ["SAN201", "san201", " SAN201 ", "hidden-links", "Hidden-Links"])
def test_a_rule_is_found_by_code_or_name_in_any_case(name: str) -> None:
    found = find_rule(name)
    assert found is not None
    assert found.code == "SAN201"


@pytest.mark.parametrize("name", ["", "SAN", "SAN999", "hidden"])
def test_what_is_no_whole_code_or_name_is_no_rule(name: str) -> None:
    assert find_rule(name) is None
