"""The generator is reproducible, labels what it did, and leaves out what it is told to."""

from __future__ import annotations

import collections
import itertools
from typing import TYPE_CHECKING

import lxml.html
import pytest

from sanitizer.errors import LabelError
from sanitizer.training.corpus import SPAN_KINDS, LabelledPage
from sanitizer.training.generator import SHARES, TRADES, Palette, generate
from sanitizer.training.generator.concealment import CONCEALMENTS
from sanitizer.training.generator.lexicon import lexicons
from tests.training.generator.hosts import ENGLISH, HOSTS, host_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PAGES = list(generate(HOSTS, 700, seed=11))

#: The rarest names (the kind "comment", the element noframes) come up in one page of 120 to 240: in
#: so many pages, one of them stays away once in a thousand million seeds. Seven hundred had luck.
MOST_PAGES = 5000


def test_the_same_seed_gives_the_same_pages() -> None:
    assert list(generate(HOSTS, 60, seed=11)) == list(generate(HOSTS, 60, seed=11))


def test_another_seed_gives_other_pages() -> None:
    one = [page.source for page in generate(HOSTS, 40, seed=1)]
    other = [page.source for page in generate(HOSTS, 40, seed=2)]
    assert sum(a == b for a, b in zip(one, other, strict=True)) == 0


def test_ids_are_unique_and_sites_are_those_of_the_hosts() -> None:
    assert len({page.id for page in PAGES}) == len(PAGES)
    assert {page.site for page in PAGES} == {host.site for host in HOSTS}


def test_every_page_says_that_it_is_generated() -> None:
    assert all(page.is_generated for page in PAGES)
    assert not any(host.is_generated for host in HOSTS)


def test_labels_come_in_the_shares_of_the_table() -> None:
    counts = collections.Counter(page.label for page in PAGES)
    for row in SHARES:
        assert abs(counts[row.label] / len(PAGES) - row.share / 100) < 0.07


def test_spans_lie_in_order_in_injected_pages_and_nowhere_else() -> None:
    for page in PAGES:
        assert bool(page.spans) == (page.label == "injected")
        last = 0
        for span in page.spans:
            assert last <= span.start < span.end <= len(page.source)
            assert span.kind in SPAN_KINDS
            last = span.end


def test_no_span_holds_a_sentence_of_the_host() -> None:
    for page in PAGES:
        for span in page.spans:
            junk = page.source[span.start : span.end]
            assert "The first hives came up the hill" not in junk or page.site != "bees.example"
            assert "Bees in the valley</h1>" not in junk
            assert 'id="footer"' not in junk


def _never_seen(
    wanted: Iterable[str],
    names_of: Callable[[LabelledPage], Iterable[str]],
    pages: Iterable[LabelledPage] | None = None,
) -> set[str]:
    """Return which of the names do not come up, however many pages that takes."""
    more = generate(HOSTS, MOST_PAGES - len(PAGES), seed=12)
    missing = set(wanted)
    for page in itertools.chain(PAGES, more) if pages is None else pages:
        missing.difference_update(names_of(page))
        if not missing:
            break
    return missing


def test_every_kind_of_span_and_every_concealment_appears() -> None:
    assert not _never_seen(SPAN_KINDS, lambda page: {span.kind for span in page.spans})
    ways = {way.name for way in CONCEALMENTS}
    assert not _never_seen(ways, lambda page: page.concealment.split("+"))


def test_every_trade_and_language_appears() -> None:
    assert not _never_seen(TRADES, lambda page: {page.family})
    assert not _never_seen(lexicons(), lambda page: {page.language})


def test_what_never_appears_is_noticed() -> None:
    names = ["casino", "klingon"]
    assert _never_seen(names, lambda page: {page.family}, PAGES) == {"klingon"}


def test_pages_parse_and_their_bytes_are_their_source() -> None:
    for page in PAGES[:200]:
        assert page.data.decode(page.encoding) == page.source
        assert lxml.html.document_fromstring(page.data) is not None


@pytest.mark.parametrize("name", ["casino", "ja", "display"])
def test_what_a_palette_lacks_is_not_drawn(name: str) -> None:
    palette = Palette().without(name)
    assert name not in (*palette.families, *palette.languages, *palette.concealments)
    for page in generate(HOSTS, 120, 3, palette):
        if page.label != "clean":
            assert name not in {page.family, page.language}


def test_a_left_out_language_is_not_written() -> None:
    palette = Palette(languages=("ko",))
    for page in generate([host_page(ENGLISH)], 60, 3, palette):
        if page.label != "clean":
            assert page.language in {"ko", "zxx"}


@pytest.mark.parametrize("hosts", [[], [host_page(ENGLISH, label="injected")]])
def test_hosts_must_be_there_and_clean(hosts: list[LabelledPage]) -> None:
    with pytest.raises(LabelError):
        generate(hosts, 1, 1)


def test_an_unknown_name_in_a_palette_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown trade: gold"):
        Palette(families=("gold",))
    with pytest.raises(ValueError, match="none at all"):
        Palette(languages=())
    with pytest.raises(ValueError, match="not in the palette: klingon"):
        Palette().without("klingon")
