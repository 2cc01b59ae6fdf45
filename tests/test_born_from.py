"""The page that the project was born from: a cloned article as one bare text between decoys."""

from __future__ import annotations

from pathlib import Path

import pytest

import sanitizer

PAGE = Path(__file__).parent.parent.parent / "shared" / "pages" / "tibet-clone.html"

pytestmark = pytest.mark.skipif(
    not PAGE.is_file(),
    reason=f"the born-from page is not shipped: no {PAGE.name} in ../shared/pages",
)


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def article(page: str) -> str:
    return page[page.index("1. ") : page.rindex("\u4efb\u3002") + 2]


def test_it_is_an_injected_page(page: str) -> None:
    assert sanitizer.scan(page).verdict == sanitizer.Verdict.INJECTED


def test_both_decoy_runs_and_the_keyword_footer_are_found(page: str, article: str) -> None:
    found = sanitizer.scan(page).findings
    start, end = page.index(article), page.index(article) + len(article)
    assert all(finding.end <= start or finding.start >= end for finding in found)
    held = "".join(page[finding.start : finding.end] for finding in found)
    footer = next(line for line in page[end:].splitlines() if line.strip()).strip()
    assert footer in held
    assert held.count('id="utfaj"') == page.count('id="utfaj"')


def test_the_article_stays_character_for_character_and_the_junk_goes(
    page: str, article: str
) -> None:
    cleaned = sanitizer.clean(page)
    assert article in cleaned.html
    assert "utfaj" not in cleaned.html
    assert cleaned.html.strip() == article.strip()


def test_the_text_is_the_article_and_nothing_of_the_footer(page: str, article: str) -> None:
    text = sanitizer.clean(page).text
    paragraphs = [line.strip() for line in article.splitlines() if line.strip()]
    squeezed = "".join(text.split())
    for paragraph in paragraphs:
        assert "".join(paragraph.split()) in squeezed
    footer = page[page.index(article) + len(article) :].strip().splitlines()[0]
    assert footer[:12] not in text
