"""Comments in a page that ignore findings: what they cover, and when they do nothing."""

from __future__ import annotations

import pytest

import sanitizer
from sanitizer.batch.run import Outcome
from sanitizer.config import Config
from sanitizer.findings.records import Finding, Report, Verdict
from sanitizer.repository.ignores import find_ignores, without_ignored
from tests.batch.pages import CLEAN, HIDDEN_BOX, INJECTED


def _finding(start: int, end: int, rule: str = "SAN201") -> Finding:
    return Finding(rule, "", 0.9, (), start, end, 7, 1, 7, 2, "/html", "", "0" * 16)


def _left(source: str, *findings: tuple[str, str]) -> tuple[list[str], tuple[str, ...]]:
    """Return which of (rule, part of the source) are left, and what is complained of."""
    places = [(rule, part, source.index(part)) for rule, part in findings]
    found = tuple(_finding(start, start + len(part), rule) for rule, part, start in places)
    report = Report(Verdict.INJECTED, 0.9, found, "why", "utf-8")
    left = without_ignored(Outcome("a.html", report), find_ignores(source.encode(), Config()))
    assert left.n_ignored == len(found) - len(left.outcome.report.findings)
    kept = left.outcome.report.findings
    return [source[finding.start : finding.end] for finding in kept], left.complaints


@pytest.mark.parametrize(
    ("source", "covered", "beyond"),
    [
        ("{} <ul><li>one</ul><p>two</p>", "<ul><li>one</ul>", "<p>two</p>"),
        ("{}<div><p>one</p><p>more</p></div><p>two</p>", "<p>more</p>", "<p>two</p>"),
        ("<div>{}\n<p>one</p></div><p>two</p>", "<p>one</p>", "two"),
        ("<p>{} a <b>b</b> <a href=x>c</a>.<p>two</p>", "a <b>b</b> <a href=x>c</a>.", "two"),
        ("<p>here {} <a href=x>one</a> and <br><br>two</p>", "<a href=x>one</a>", "two"),
        ("{} <a href=x>one</a> more<p>two</p>", "<a href=x>one</a> more", "<p>two</p>"),
        ("{} <img src=x><p>two</p>", "<img src=x>", "two"),
        ("<head>{}<title>one</title><meta name=b></head>", "<title>one</title>", "<meta name=b>"),
        ("{}<script>one()</script><script>two()</script>", "<script>one()</script>", "two()"),
        ("{}<!-- other --><p>one</p><p>two</p>", "<p>one</p>", "<p>two</p>"),
    ],
)  # fmt: skip
def test_a_comment_covers_the_next_block_and_no_other(
    source: str, covered: str, beyond: str
) -> None:
    page = source.format("<!-- sanitizer: ignore[SAN201] known -->")
    assert _left(page, ("SAN201", covered), ("SAN201", beyond)) == ([beyond], ())


def test_a_stretch_is_covered_from_its_start_to_its_end() -> None:
    page = (
        "<p>before</p><!-- sanitizer: ignore-start[SAN3] the glossary --><p>one</p><p>two</p>"
        "<!-- sanitizer: ignore-end --><p>after</p>"
    )
    parts = ["before", "<p>one</p><p>two</p>", "after"]
    assert _left(page, *[("SAN301", part) for part in parts]) == (["before", "after"], ())


def test_stretches_nest() -> None:
    page = (
        "<!-- sanitizer: ignore-start[SAN3] a --><p>one</p>"
        "<!-- sanitizer: ignore-start[SAN2] b --><p>two</p><!-- sanitizer: ignore-end -->"
        "<p>three</p><!-- sanitizer: ignore-end --><p>four</p>"
    )
    findings = [("SAN301", word) for word in ("one", "two", "three", "four")]
    assert _left(page, *findings, ("SAN201", "<p>two</p>"), ("SAN201", "<p>three</p>")) == (
        ["four", "<p>three</p>"],
        (),
    )


def test_a_comment_for_the_file_covers_all_of_it_wherever_it_stands() -> None:
    page = "<p>one</p><!-- sanitizer: ignore-file[SAN2] archived as it was --><p>two</p>"
    assert _left(page, ("SAN201", "one"), ("SAN202", "two"), ("SAN301", "<p>two</p>")) == (
        ["<p>two</p>"],
        (),
    )


def test_only_the_rules_that_are_named_are_ignored() -> None:
    page = "<!-- sanitizer: ignore[SAN201, SAN5] known --><p>one</p>"
    assert _left(page, ("SAN201", "one"))[0] == []
    assert _left(page, ("SAN502", "one"))[0] == []
    assert _left(page, ("SAN202", "one"))[0] == ["one"]


@pytest.mark.parametrize(
    ("comment", "complaint"),
    [
        ("ignore[SAN201]", "ignore[SAN201] gives no reason; write one behind the codes"),
        ("ignore[SAN201] --", "gives no reason"),
        ("ignore known", "ignore names no rule; write ignore[CODE] and the reason"),
        ("ignore[] known", "names no rule"),
        ("ignore[SAN201,SAN9] known", "names SAN9, which is no rule and begins none"),
        ("ignore-all[SAN2] known", "is not known; allowed are ignore, ignore-start, ignore-end"),
        ("ignore-start[SAN2] known", "ignore-start[SAN2] has no ignore-end"),
        ("ignore-end", "ignore-end has no ignore-start"),
        ("", "is not known"),
    ],
)
def test_a_comment_that_is_not_well_made_ignores_nothing_and_is_named(
    comment: str, complaint: str
) -> None:
    page = f"<p>a</p>\n <!-- sanitizer: {comment} --><p>one</p>"
    left, (complained,) = _left(page, ("SAN201", "one"))
    assert left == ["one"]
    assert complained.startswith("a.html:2:2: not ignored: ")
    assert complaint in complained


def test_a_comment_that_covers_nothing_is_named() -> None:
    page = "<!-- sanitizer: ignore[SAN2] known --><p>one</p><p>two</p>"
    assert _left(page, ("SAN301", "one"))[1] == (
        "a.html:1:1: unused: ignore[SAN2] covers no finding; remove it",
    )
    assert len(_left(page)[1]) == 1


def test_a_finding_that_goes_on_behind_the_block_is_not_ignored() -> None:
    # Junk that is put beside an ignored block is one region with it: it must not hide there.
    page = "<!-- sanitizer: ignore[SAN2] known --><p>one</p><p>two</p>"
    left, (complaint,) = _left(page, ("SAN201", "<p>one</p><p>two</p>"))
    assert left == ["<p>one</p><p>two</p>"]
    assert "covers only a part of SAN201 in line 7; put ignore-start and ignore-end" in complaint


@pytest.mark.parametrize(
    "page",
    [
        "<script>'<!-- sanitizer: ignore-file[SAN] x -->'</script><p>one</p>",
        "<style><!-- sanitizer: ignore-file[SAN] x --></style><p>one</p>",
        "<textarea><!-- sanitizer: ignore-file[SAN] x --></textarea><p>one</p>",
        "<title><!-- sanitizer: ignore-file[SAN] x --></title><p>one</p>",
        '<p title="<!-- sanitizer: ignore-file[SAN] x -->">one</p>',
        "&lt;!-- sanitizer: ignore-file[SAN] x --&gt;<p>one</p>",
        "<! sanitizer: ignore-file[SAN] x><p>one</p>",
        "<p>sanitizer: ignore-file[SAN] x</p><p>one</p>",
        "<!-- a sanitizer: ignore-file[SAN] x --><p>one</p>",
    ],
)
def test_what_is_no_comment_of_the_page_ignores_nothing(page: str) -> None:
    assert find_ignores(page.encode(), Config()) == ()
    assert _left(page, ("SAN201", "one")) == (["one"], ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_comments_are_read_in_the_encoding_of_the_page(encoding: str) -> None:
    page = "<!-- sanitizer: ignore[SAN2] 友情鏈接 --><p>友</p>".encode(encoding)
    named = None if encoding.startswith("utf") else encoding
    (ignore,) = find_ignores(page, Config(encoding=named))
    assert (ignore.codes, ignore.trouble, ignore.end - ignore.start) == (("SAN2",), "", 8)


def test_a_page_that_cannot_be_read_has_no_comments() -> None:
    assert find_ignores(b"\x89PNG\r\n\x1a\n\0\0<!-- sanitizer: ignore[SAN2] x -->", Config()) == ()


def test_an_outcome_says_how_many_are_left_out_and_becomes_clean() -> None:
    comment = "<!-- sanitizer: ignore[SAN] the partners' list -->"
    page = INJECTED.decode().replace(HIDDEN_BOX, comment + HIDDEN_BOX).encode()
    report = sanitizer.scan(page)
    assert report.findings
    left = without_ignored(Outcome("a.html", report), find_ignores(page, Config()))
    assert left.n_ignored == 1
    assert left.outcome.report.verdict is Verdict.CLEAN
    assert left.outcome.report.score == 0.0
    assert left.outcome.report.reason.endswith("; 1 finding was ignored by comments in the page")


def test_the_library_does_not_obey_comments() -> None:
    comment = b"<!-- sanitizer: ignore-file[SAN] trust me -->"
    assert sanitizer.scan(comment + INJECTED).findings
    assert HIDDEN_BOX.encode() not in sanitizer.clean(comment + INJECTED).html
    assert sanitizer.scan(comment + CLEAN).verdict is Verdict.CLEAN
