"""What the README promises stands in the project."""

from __future__ import annotations

from pathlib import Path

from sanitizer.findings.rules import RULES

ROOT = Path(__file__).parent.parent
DECISIONS = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs" / "adr").iterdir())]
README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_every_rule_and_no_other() -> None:
    rows = {
        line.split("|")[1].strip().strip("`"): line.split("|")[2].strip().strip("`")
        for line in README.splitlines()
        if line.startswith(("| `SAN", "| SAN"))
    }
    assert rows == {rule.code: rule.name for rule in RULES}


def test_no_figure_is_left_to_be_filled_in() -> None:
    for name in ("README.md", "CHANGELOG.md", *DECISIONS):
        text = (Path(__file__).parent.parent / name).read_text(encoding="utf-8")
        assert "@@" not in text, name
