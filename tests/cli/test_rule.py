"""sanitizer rule."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sanitizer.cli import main
from sanitizer.findings.rule_pages import rule_files, rule_page
from sanitizer.findings.rules import RULES, Rule

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_a_code_prints_the_page_of_its_rule(rule: Rule, capsys: Capture) -> None:
    assert main(["rule", rule.code]) == 0
    assert capsys.readouterr().out == rule_page(rule)


def test_without_a_code_every_rule_has_a_line(capsys: Capture) -> None:
    assert main(["rule"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(RULES)
    for rule in RULES:
        assert any(line.startswith(f"{rule.code}  {rule.name} ") for line in lines)


def test_a_rule_that_does_not_exist_is_a_message_and_2(capsys: Capture) -> None:
    assert main(["rule", "SAN999"]) == 2
    streams = capsys.readouterr()
    assert "there is no rule 'SAN999'; there are SAN101, " in streams.err
    assert streams.out == ""


def test_the_pages_are_written_into_a_folder(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "docs" / "rules"
    assert main(["rule", "-o", str(folder)]) == 0
    assert capsys.readouterr().out == ""
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == (
        rule_files()
    )


def test_one_rule_and_a_folder_for_all_do_not_go_together(tmp_path: Path, capsys: Capture) -> None:
    assert main(["rule", "SAN101", "-o", str(tmp_path)]) == 2
    assert "leave 'SAN101' out" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_a_message_and_2(
    tmp_path: Path, capsys: Capture
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    assert main(["rule", "-o", str(taken)]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert taken.read_text() == "mine"


def test_a_scan_does_not_load_the_texts_of_the_rules() -> None:
    probe = (
        "import sys; from sanitizer.cli import main; main(['scan', '-']);"
        "print('sanitizer.findings.rule_examples' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        input="<p>bread", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "False"
