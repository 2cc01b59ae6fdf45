"""SARIF 2.1.0, the log that code scanners exchange; paragraphs are those of that standard.

Comes in: outcomes. Goes out: one JSON document. Columns count Unicode code points (``columnKind``,
3.14.17), as everything here does. A finding of an injected page carries its fix: the pieces that
``--fix`` would cut. Pages that could not be read are notifications of the run, not results.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sanitizer.cli.formats.cuts import Piece, pieces_to_cut
from sanitizer.cli.options import STDIN
from sanitizer.cli.terminal import printable
from sanitizer.findings.records import Finding, Verdict
from sanitizer.findings.rule_help import RULE_HELP
from sanitizer.findings.rules import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.batch.run import Outcome
    from sanitizer.cli.formats import View

__all__ = ["SCHEMA", "render"]

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
#: What relative addresses start from; viewers know the name, and ask their user where it is.
_ROOT_ID: Final = "%SRCROOT%"
#: Not a rule: a page that is junk as a whole, and in which no region stands out.
_SPAM_ID: Final = "spam"
_LEVEL: Final = "error"

Json = dict[str, Any]


def render(outcomes: Iterator[Outcome], view: View) -> Iterator[str]:
    """Yield the log in one piece, once everything is judged."""
    root = _root(Path.cwd())
    results: list[Json] = []
    notifications: list[Json] = []
    for outcome in outcomes:
        report, place = outcome.report, _artifact(outcome.path, root)
        pieces = pieces_to_cut(outcome, view)
        results += [
            _result(finding, outcome, place, cut)
            for finding, cut in zip(report.findings, pieces, strict=True)
        ]
        if report.verdict is Verdict.SPAM and not report.findings:
            results.append(_spam_result(report.reason, place))
        if report.verdict is Verdict.UNREADABLE:
            notifications.append(_notification(outcome, place))
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(results, notifications)]}
    yield json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(results: list[Json], notifications: list[Json]) -> Json:
    n_unread = sum(note["level"] == "error" for note in notifications)
    invocation: Json = {"executionSuccessful": n_unread == 0}
    if notifications:
        invocation["toolExecutionNotifications"] = notifications
    return {
        "tool": {"driver": _driver()},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {
            _ROOT_ID: {
                "description": {"text": "The root of the repository, or the folder of the scan."}
            }
        },
        "results": results,
    }


def _driver() -> Json:
    rules = [_described(rule) for rule in RULES]
    rules.append(
        {
            "id": _SPAM_ID,
            "name": "SpamPage",
            "shortDescription": {"text": "A page that is junk as a whole"},
            "fullDescription": {"text": "A page that is junk as a whole: nothing honest to keep."},
            "help": {"text": "Nothing is cut from such a page. Look whether it belongs here."},
            "defaultConfiguration": {"level": _LEVEL},
        }
    )
    return {"name": "sanitizer", **_version(), "rules": rules}


def _version() -> Json:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  takes 20 ms

    try:
        return {"version": version("sanitizer")}
    except PackageNotFoundError:  # a checkout that is not installed
        return {}


def _described(rule: Rule) -> Json:
    told = RULE_HELP[rule.code]
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{told.finds} {told.harm}"},
        "help": {
            "text": f"{told.finds}\n\n{told.harm}\n\nBefore it is cut: {told.check}",
            "markdown": f"{told.finds}\n\n**Why it is bad.** {told.harm}"
            f"\n\n**Before it is cut.** {told.check}",
        },
        "defaultConfiguration": {"level": _LEVEL},
    }


def _result(finding: Finding, outcome: Outcome, place: Json, cut: list[Piece]) -> Json:
    region = _region(finding)
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": next(i for i, rule in enumerate(RULES) if rule.code == finding.rule),
        "level": _LEVEL,
        "message": {"text": _message(finding)},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": place, "region": region},
                "logicalLocations": [_node(finding.xpath)],
            }
        ],
        "partialFingerprints": {"sanitizer/v1": finding.fingerprint},
        "rank": round(100 * finding.score, 2),
        "properties": {
            "name": finding.name,
            "score": finding.score,
            "reasons": list(finding.reasons),
            "excerpt": finding.excerpt,
            "verdict": outcome.report.verdict.value,
        },
    }
    if cut:
        result["fixes"] = [_fix(finding, place, cut)]
    return result


def _fix(finding: Finding, place: Json, cut: list[Piece]) -> Json:
    replacements = [{"deletedRegion": _region(piece)} for piece in cut]
    return {
        "description": {"text": f"Cut the {finding.name} out of the page."},
        "artifactChanges": [{"artifactLocation": place, "replacements": replacements}],
    }


def _node(xpath: str) -> Json:
    return {"fullyQualifiedName": xpath, "kind": "text" if "text()" in xpath else "element"}


def _region(found: Finding | Piece) -> Json:
    # By lines and columns alone: offsets here count a byte order mark, which those of SARIF must
    # not (3.30.2), and a report does not say whether the page had one.
    return {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": found.end_line,
        "endColumn": found.end_column,
    }


def _message(finding: Finding) -> str:
    summary = next(rule.summary for rule in RULES if rule.code == finding.rule)
    excerpt = f": {printable(finding.excerpt)}" if finding.excerpt else ""
    reasons = f" ({'; '.join(finding.reasons)})" if finding.reasons else ""
    return _plain(f"{summary}{excerpt}{reasons}")


def _plain(text: str) -> str:
    """Escape what a message would take for placeholders (3.11.5) and links (3.11.6)."""
    doubled = text.replace("{", "{{").replace("}", "}}")
    return doubled.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _spam_result(reason: str, place: Json) -> Json:
    return {
        "ruleId": _SPAM_ID,
        "ruleIndex": len(RULES),
        "level": _LEVEL,
        "message": {"text": _plain(printable(reason))},
        "locations": [{"physicalLocation": {"artifactLocation": place}}],
    }


def _notification(outcome: Outcome, place: Json) -> Json:
    return {
        # A file that was read and is no page fails no run: repositories hold such files.
        "level": "note" if outcome.is_read else "error",
        "message": {"text": _plain(printable(outcome.report.reason))},
        "locations": [{"physicalLocation": {"artifactLocation": place}}],
    }


def _root(folder: Path) -> Path:
    """Return the root of the repository that a folder lies in, or else the folder."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)


def _artifact(path: str, root: Path) -> Json:
    """Return the address of a page: relative to the root where it lies below that (3.4)."""
    if path == STDIN:
        return {"uri": "stdin"}
    absolute = Path(os.path.normpath(Path(path).absolute()))
    if absolute.is_relative_to(root):
        return {"uri": _quoted(absolute.relative_to(root)), "uriBaseId": _ROOT_ID}
    return {"uri": f"file://{_quoted(absolute)}" if absolute.root == "/" else absolute.as_uri()}


def _quoted(path: Path) -> str:
    # The bytes of the name, whatever they are: names of files need not be UTF-8.
    return quote(os.fsencode(path.as_posix()))
