"""Proposals are what the findings say, in the format that training reads."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from sanitizer.batch.sources import find_pages
from sanitizer.config import Config
from sanitizer.findings.records import Finding, Report, Verdict
from sanitizer.findings.rules import RULES
from sanitizer.training import labelling
from sanitizer.training.corpus import SPAN_KINDS
from sanitizer.training.labelling import KINDS, LabelTask, Proposal

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (
    '<html lang="tr"><p>ekmek</p>\n<div hidden><a href="https://a.test/">bahis</a></div>\n'
    '<meta http-equiv="refresh" content="0;url=https://a.test/"></html>'
)
BOX = '<div hidden><a href="https://a.test/">bahis</a></div>'


def _finding(rule: str, start: int, end: int) -> Finding:
    return Finding(rule, "some-name", 0.91, ("two links",), start, end, 1, 1, 1, 1, "/", "", "0")


def _propose(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *found: tuple[str, int, int],
    verdict: Verdict = Verdict.INJECTED,
    page: str = PAGE,
    encoding: str = "utf-8",
) -> Proposal:
    """Label a page as if a model had found this in it."""
    findings = tuple(_finding(*one) for one in found)
    report = Report(verdict, 0.91, findings, "because", encoding)
    monkeypatch.setattr(labelling, "scan", lambda *_, **__: report)
    (folder / "page.html").write_bytes(page.encode(encoding))
    (source,) = find_pages([str(folder / "page.html")])
    return LabelTask(Config())((source, "page"))


def _row(*arguments: Any, **named: Any) -> dict[str, Any]:
    row = _propose(*arguments, **named).row
    assert row is not None
    return row


def test_every_rule_has_a_kind_that_labels_know() -> None:
    assert set(KINDS) == {rule.code for rule in RULES}
    assert set(KINDS.values()) <= SPAN_KINDS


def test_a_page_with_findings_is_injected_with_a_span_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = PAGE.index(BOX)
    row = _row(tmp_path, monkeypatch, ("SAN201", start - 1, start + len(BOX) + 1))
    assert row == {
        "id": "page",
        "family": "proposed",
        "label": "injected",
        "encoding": "utf-8",
        "language": "tr",
        "concealment": "hidden-attribute",
        "read": False,
        "note": "because",
        "spam": [
            {
                "kind": "hidden_links",
                "start": start,  # without the line ends around it
                "end": start + len(BOX),
                "note": "SAN201 some-name 0.91: two links",
            }
        ],
    }


@pytest.mark.parametrize(
    ("verdict", "label"), [(Verdict.CLEAN, "clean"), (Verdict.SPAM, "wholly_spam")]
)
def test_only_injected_pages_get_spans(
    verdict: Verdict, label: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = _row(tmp_path, monkeypatch, ("SAN301", 0, 40), verdict=verdict)
    assert (row["label"], row["spam"], row["concealment"]) == (label, [], "none")


def test_a_rule_with_several_kinds_of_things_asks_how_they_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meta = PAGE.index("<meta")
    page = f"{PAGE}<!-- <a href=//a.test>x</a> --><noframes>x</noframes><script>y</script>"
    ranges = [
        ("SAN604", meta, PAGE.index("</html>")),
        ("SAN203", page.index("<!--"), page.index("<noframes")),
        ("SAN203", page.index("<noframes"), page.index("<script")),
        ("SAN604", page.index("<script"), len(page)),
    ]
    row = _row(tmp_path, monkeypatch, *ranges, page=page)
    kinds = [span["kind"] for span in row["spam"]]
    assert kinds == ["title_meta", "comment", "hidden_links", "script"]


def test_places_are_those_of_the_named_encoding_with_a_byte_order_mark_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = "\ufeff" + PAGE
    start = marked.index(BOX)
    row = _row(tmp_path, monkeypatch, ("SAN201", start, start + len(BOX)), page=marked)
    source = (tmp_path / "page.html").read_bytes().decode(row["encoding"])
    assert source[row["spam"][0]["start"] : row["spam"][0]["end"]] == BOX


def test_a_page_that_its_codec_decodes_otherwise_is_not_labelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = SimpleNamespace(page=SimpleNamespace(source="something else"), starts=[], ends=[])
    monkeypatch.setattr(labelling, "list_blocks", lambda *_, **__: other)
    refused = _propose(tmp_path, monkeypatch, ("SAN201", 0, 9))
    assert refused.row is None
    assert refused.trouble == "utf-8 decodes it otherwise than browsers do"


def test_an_unreadable_page_and_an_unreadable_file_say_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = _propose(tmp_path, monkeypatch, verdict=Verdict.UNREADABLE)
    assert (proposal.row, proposal.trouble, proposal.is_read) == (None, "because", True)
    (source,) = find_pages([str(tmp_path / "page.html")])
    (tmp_path / "page.html").unlink()
    gone = LabelTask(Config())((source, "page"))
    assert (gone.row, gone.is_read) == (None, False)
    assert gone.trouble is not None
