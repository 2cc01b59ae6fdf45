"""What a page is as a whole, and the sentence that says why."""

from __future__ import annotations

from sanitizer.findings.records import Finding, Verdict
from sanitizer.findings.verdicts import HONEST_REST_CHARS, judge_page
from sanitizer.parsing.page import parse_page
from sanitizer.segmentation.blocks import segment

JUNK = "<p>" + "slots bonus jackpot " * 20 + "</p>"
HONEST = "<p>" + "The baker takes the bread out of the oven. " * 20 + "</p>"


def _finding(start: int, end: int) -> Finding:
    return Finding(
        rule="SAN301", name="keywords", score=0.9, reasons=("a list of phrases",), start=start,
        end=end, line=1, column=1, end_line=1, end_column=1, xpath="/html", excerpt="",
        fingerprint="0" * 16,
    )  # fmt: skip


def _judge(page: str, *junk: str) -> tuple[Verdict, str]:
    """Return the verdict on a page in which these pieces were found, in their order."""
    place, found = 0, []
    for piece in junk:
        place = page.index(piece, place)
        found.append(_finding(place, place + len(piece)))
        place += len(piece)
    return judge_page(segment(parse_page(page)), found)


def test_a_page_without_findings_is_clean() -> None:
    assert _judge(HONEST) == (Verdict.CLEAN, "nothing was found")


def test_an_honest_page_with_junk_in_it_is_injected() -> None:
    verdict, reason = _judge(HONEST + JUNK, JUNK)
    assert verdict is Verdict.INJECTED
    assert reason.startswith("1 junk region in a page of 859 honest characters")


def test_regions_are_counted_in_the_reason() -> None:
    _, reason = _judge(JUNK + HONEST + JUNK, JUNK, JUNK)
    assert reason.startswith("2 junk regions")


def test_the_reason_warns_when_most_of_what_the_page_shows_would_go() -> None:
    verdict, reason = _judge(HONEST + JUNK * 3, JUNK * 3)
    assert verdict is Verdict.INJECTED
    assert reason.endswith("look before you cut: 58 % of what the page shows would go")
    assert "look before" not in _judge(HONEST + JUNK, JUNK)[1]


def test_a_page_of_nothing_but_junk_is_spam() -> None:
    verdict, reason = _judge(f"<p>Menu</p>{JUNK}", JUNK)
    assert verdict is Verdict.SPAM
    assert "99 % of what the page shows is junk (1 junk region)" in reason
    assert "4 characters would be left" in reason


def test_a_long_honest_text_is_kept_whatever_stands_beside_it() -> None:
    honest = "<p>" + "x" * HONEST_REST_CHARS + "</p>"
    junk = "<p>" + "y" * 10 * HONEST_REST_CHARS + "</p>"
    assert _judge(honest + junk, junk)[0] is Verdict.INJECTED
    short = honest.replace("x", "", 1)
    assert _judge(short + junk, junk)[0] is Verdict.SPAM


def test_only_what_a_reader_sees_is_weighed() -> None:
    hidden = f'<div style="display:none">{JUNK * 20}</div>'
    assert _judge(HONEST + hidden, hidden)[0] is Verdict.INJECTED
    honest_but_hidden = f'<div style="display:none">{HONEST}</div>'
    assert _judge(honest_but_hidden + JUNK, JUNK)[0] is Verdict.SPAM


def test_a_page_with_junk_in_its_head_only_is_injected() -> None:
    title = "<title>slots</title>"
    assert _judge(title + HONEST, title)[0] is Verdict.INJECTED
