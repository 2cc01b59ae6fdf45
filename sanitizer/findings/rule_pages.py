"""Rules → pages about them, as Markdown: for people who see a code and ask what it means.

Comes in: the table of rules with their help and examples. Goes out: one page a rule, and a list of
all. ``docs/rules`` holds what comes out here, and ``sanitizer rule`` prints it.
"""

from __future__ import annotations

from typing import Final

from sanitizer.findings.rule_examples import RULE_EXAMPLES
from sanitizer.findings.rule_help import RULE_HELP
from sanitizer.findings.rules import RULES, Rule

__all__ = ["find_rule", "list_rules", "rule_files", "rule_page"]

#: Families by the first digit of the code.
_FAMILIES: Final = {
    "1": "decoys",
    "2": "hidden",
    "3": "keywords",
    "4": "links",
    "5": "head",
    "6": "active",
    "7": "text",
    "8": "instructions",
}

_PAGE = """# {code} {name}

{summary}. Family: {family}.

## What it finds

{finds}

```html
{junk}
```

## Why it is junk

{harm}

## What it is not

{check}

```html
{honest}
```

The rule only names what was found. That it is junk, the classifier decides from the whole page;
`sanitizer scan --explain PAGE` gives its reasons, with values.

## What to do

{advice}

If the finding is wrong, it is a defect of sanitizer: CONTRIBUTING.md says how a false alarm becomes
a sample.
"""

_INDEX = """# Rules

One page a rule; `sanitizer rule CODE` prints it. Codes never change their meaning. Written from the
table of rules by `sanitizer rule -o docs/rules`; edit the table, not these files.

| code | name | what it is |
| --- | --- | --- |
{rows}
"""


def find_rule(name: str) -> Rule | None:
    """Return the rule with a code or a name, in any case; None where there is none.

    Examples
    --------
    >>> find_rule("san101").name, find_rule("decoys").code, find_rule("SAN000")
    ('decoys', 'SAN101', None)
    """
    wanted = name.strip().lower()
    return next((rule for rule in RULES if wanted in {rule.code.lower(), rule.name}), None)


def list_rules() -> list[Rule]:
    """Return the rules in the order of their codes; the table has the order of trying."""
    return sorted(RULES, key=lambda rule: rule.code)


def rule_page(rule: Rule) -> str:
    """Return the page of a rule."""
    told, shown = RULE_HELP[rule.code], RULE_EXAMPLES[rule.code]
    return _PAGE.format(
        code=rule.code,
        name=rule.name,
        summary=rule.summary,
        family=_FAMILIES[rule.code[3]],
        **told._asdict(),
        **shown._asdict(),
    )


def rule_files() -> dict[str, str]:
    """Return the files of ``docs/rules``: name and content."""
    rules = list_rules()
    rows = [f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.summary} |" for rule in rules]
    pages = {f"{rule.code}.md": rule_page(rule) for rule in rules}
    return {"README.md": _INDEX.format(rows="\n".join(rows)), **pages}
