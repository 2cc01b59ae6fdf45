"""Annotations in GitHub's workflows: ``::error file=…,line=…,title=…::message``.

Comes in: outcomes. Goes out: one workflow command a finding. Pages that could not be read are
warnings here: in a workflow nobody looks at stderr. Columns count characters and the end is the
first one after the region; GitHub refuses columns where a region has several lines.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sanitizer.cli.terminal import printable
from sanitizer.findings.records import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.batch.run import Outcome
    from sanitizer.cli.formats import View

__all__ = ["render"]


def render(outcomes: Iterator[Outcome], view: View) -> Iterator[str]:  # noqa: ARG001
    """Yield a command for each finding, each spam page without one, each unreadable page."""
    workspace = os.environ.get("GITHUB_WORKSPACE") or None
    for outcome in outcomes:
        report = outcome.report
        path = _in_workspace(outcome.path, workspace)
        for finding in report.findings:
            yield _annotation(path, finding)
        if report.verdict is Verdict.SPAM and not report.findings:
            yield _command("error", {"file": path, "title": "spam"}, report.reason)
        if report.verdict is Verdict.UNREADABLE:
            yield _command("warning", {"file": path, "title": "unreadable"}, report.reason)


def _in_workspace(path: str, workspace: str | None) -> str:
    """Name a page as GitHub does: from the root of the checkout, wherever the scan ran."""
    if workspace is None:
        return path
    absolute = Path(path).absolute()
    root = Path(workspace).absolute()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path


def _annotation(path: str, finding: Finding) -> str:
    properties = {"file": path, "line": str(finding.line)}
    if finding.line == finding.end_line:
        properties |= {"col": str(finding.column)}
    properties |= {"endLine": str(finding.end_line)}
    if finding.line == finding.end_line:
        properties |= {"endColumn": str(finding.end_column)}
    properties |= {"title": f"{finding.rule} {finding.name}"}
    reasons = "; ".join(finding.reasons)
    message = f"{finding.score:.2f} {printable(finding.excerpt)}".rstrip()
    return _command("error", properties, f"{message}\n{reasons}" if reasons else message)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_escaped_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_escaped(message)}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
