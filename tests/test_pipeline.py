"""scan and clean from outside: types, promises, and what no page can do to them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sanitizer
from sanitizer.classification.judge import judge
from sanitizer.classification.model import load_model
from sanitizer.errors import ModelError
from sanitizer.features.catalogue import measure
from sanitizer.findings.detect import detect
from sanitizer.parsing.page import parse_page
from sanitizer.pipeline import list_blocks
from sanitizer.segmentation.blocks import segment
from tests.soup import soup

if TYPE_CHECKING:
    from sanitizer.findings.records import Finding, Report

SAMPLES: Final = sorted((Path(__file__).parents[1] / "samples" / "pages").glob("*.html"))
HONEST: Final = (
    "<html><body><p>The ferry leaves at eight and is back before noon.</p></body></html>"
)
#: A moderate number of broken versions of each sample; the seed is the sample's name.
N_TRUNCATED: Final = 3
N_FLIPPED: Final = 3

by_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)


@pytest.fixture(autouse=True, scope="module")
def _model() -> None:
    try:
        load_model()
    except ModelError as error:
        pytest.skip(str(error))


def _covered(findings: list[Finding]) -> set[int]:
    return {place for found in findings for place in range(found.start, found.end)}


def _without(source: str, report: Report) -> str:
    for found in reversed(report.findings):
        source = source[: found.start] + source[found.end :]
    return source


@pytest.mark.parametrize("page", [HONEST, HONEST.encode()])
def test_a_page_without_findings_comes_back_as_the_same_object(page: str | bytes) -> None:
    cleaned = sanitizer.clean(page)
    assert cleaned.report.verdict is sanitizer.Verdict.CLEAN
    assert cleaned.html is page


@by_sample
def test_replaying_the_findings_of_a_sample_gives_its_clean_page(path: Path) -> None:
    page = path.read_bytes()
    cleaned = sanitizer.clean(page)
    report = cleaned.report
    assert report == sanitizer.scan(page)
    source = page.decode(report.encoding or "utf-8")
    assert cleaned.html.decode(report.encoding or "utf-8") == _without(source, report)
    for one, other in zip(report.findings, report.findings[1:], strict=False):
        assert one.end <= other.start


@by_sample
def test_cleaning_twice_changes_nothing_more(path: Path) -> None:
    once = sanitizer.clean(path.read_bytes())
    twice = sanitizer.clean(once.html)
    assert twice.html == once.html
    assert twice.report.findings == ()


@by_sample
def test_in_one_look_a_higher_threshold_never_adds_a_finding(path: Path) -> None:
    page = path.read_bytes()
    model = load_model()
    judgement = judge(measure(segment(parse_page(page)), model.tables), model)
    before: set[int] | None = None
    for threshold in (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0):
        covered = _covered(detect(judgement, threshold))
        assert before is None or covered <= before
        before = covered


def test_the_result_has_the_type_of_the_page() -> None:
    page = SAMPLES[0].read_bytes()
    assert type(sanitizer.clean(page).html) is bytes
    assert type(sanitizer.clean(page.decode()).html) is str


def test_text_and_bytes_of_a_page_have_the_same_findings() -> None:
    for path in SAMPLES[::5]:
        page = path.read_bytes()
        report = sanitizer.scan(page)
        assert sanitizer.scan(page.decode(report.encoding or "utf-8")).findings == report.findings


@pytest.mark.parametrize("page", [None, 3, ["<p>"], Path("page.html")])
def test_what_is_no_page_is_a_type_error_that_says_what_was_got(page: object) -> None:
    for call in (cast("Any", sanitizer.scan), cast("Any", sanitizer.clean)):
        with pytest.raises(TypeError, match=type(page).__name__):
            call(page)


def test_other_arguments_of_a_wrong_type_are_type_errors() -> None:
    with pytest.raises(TypeError, match="url must be a str"):
        sanitizer.scan(HONEST, url=b"https://a.example/")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"config must be a sanitizer\.Config"):
        sanitizer.scan(HONEST, config={"threshold": 0.5})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"", "empty"),
        ("", "empty"),
        (bytes(5000), "NUL"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
    ],
)
def test_an_unreadable_page_is_a_result_that_says_why(page: bytes | str, reason: str) -> None:
    cleaned = sanitizer.clean(page)
    assert cleaned.report.verdict is sanitizer.Verdict.UNREADABLE
    assert reason in cleaned.report.reason
    assert cleaned.html is page
    assert cleaned.text == ""


@by_sample
def test_a_sample_cut_off_or_garbled_anywhere_never_raises(path: Path) -> None:
    page = path.read_bytes()
    chance = random.Random(path.stem)  # noqa: S311  the same pages every time
    for _ in range(N_TRUNCATED):
        sanitizer.clean(page[: chance.randrange(len(page))])
    for _ in range(N_FLIPPED):
        garbled = bytearray(page)
        for place in chance.sample(range(len(page)), 30):
            garbled[place] = chance.randrange(256)
        sanitizer.clean(bytes(garbled))


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200)))
def test_nothing_that_is_in_a_page_raises(page: bytes | str) -> None:
    assert isinstance(sanitizer.clean(page).html, type(page))


@settings(max_examples=100, deadline=None)
@given(soup, st.sampled_from((0.01, 0.2, 0.9)))
def test_whatever_is_found_in_broken_markup_the_rest_is_left_as_it_was(
    source: str, threshold: float
) -> None:
    cleaned = sanitizer.clean(source, config=sanitizer.Config(threshold=threshold))
    assert cleaned.html == _without(source, cleaned.report)


@by_sample
def test_the_blocks_that_a_cleaned_page_hands_on_are_those_of_its_source(path: Path) -> None:
    cleaned = sanitizer.clean(path.read_bytes())
    assert cleaned.blocks is not None
    assert cleaned.blocks.page.source == cleaned.source


def test_blocks_are_listed_without_a_judge() -> None:
    config = sanitizer.Config(model=Path("nowhere"))
    blocks = list_blocks("<p>Bread.<p style='opacity:0'>Cake.", config=config)
    assert [(block.text, block.visibility) for block in blocks] == [
        ("Bread.", None),
        ("Cake.", "opacity"),
    ]


def test_a_page_that_cannot_be_read_has_no_blocks_and_a_reason() -> None:
    blocks = list_blocks(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert len(blocks) == 0
    assert blocks.page.unreadable


def test_hidden_text_that_is_no_junk_stays_in_the_page_and_out_of_its_text() -> None:
    page = f"<p>{'The ferry carries the post in winter. ' * 9}</p><p hidden>Terms apply here.</p>"
    cleaned = sanitizer.clean(page)
    assert cleaned.html == page
    assert "Terms apply" not in cleaned.text
    assert "Terms apply" not in cleaned.markdown
    assert cleaned.text_note is None


@pytest.mark.parametrize(
    "cut_off",
    [
        '<a href="http://casino-bonus-x.net/slots">online casino slo\n{}',
        '<div><a href="http://casino-bonus-x.net/slots">online casino slots bonus{}</div>',
        'Good.<br><a href="http://casino-bonus-x.net/slots">online casino slo\n<div>{}</div>',
    ],
)
def test_a_spam_link_that_was_cut_off_takes_nothing_of_what_follows_with_it(cut_off: str) -> None:
    rest = "<p>The ferry carries the post in winter, too.</p><p>Tickets are sold by Anna.</p>"
    spam = "".join(
        f'<a href="http://{name}-x{n}.com/">{text}</a> '
        for n, (name, text) in enumerate(
            [("pills", "buy viagra online"), ("casino", "online casino bonus")] * 3
        )
    )
    page = f'<h1>Ferry</h1>{rest}<div style="display:none">{spam}</div>{cut_off.format(rest)}'
    cleaned = sanitizer.clean(page)
    assert cleaned.html.count(rest) == 2
    assert "casino" not in cleaned.html
    assert sanitizer.clean(cleaned.html).html == cleaned.html
