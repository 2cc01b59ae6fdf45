"""Labelled spans get the rule and the cause that a finding of them would have."""

from __future__ import annotations

import pytest

from sanitizer.training.naming import NEVER_SHOWN, NO_RULE, VISIBLE, name_spans
from tests.training.labelled import labelled

_LINKS = '<a href="https://a.test/">slots</a> <a href="https://b.test/">bonus</a>'


def _names(marked: str) -> list[tuple[str, str]]:
    page = labelled(f"<p>bread</p>{marked}<p>butter</p>")
    return name_spans(page.source, page.spans)


@pytest.mark.parametrize(
    ("junk", "rule", "cause"),
    [
        (f'<div style="left:-9000px;position:absolute">{_LINKS}</div>', "SAN201", "off-screen"),
        ('<div style="display:none">slots bonus jackpot</div>', "SAN202", "display-none"),
        (f"<p>{_LINKS}</p>", "SAN401", VISIBLE),
        ("<title>slots bonus</title>", "SAN501", NEVER_SHOWN),
        ("<script>location.href='https://a.test/'</script>", "SAN604", NEVER_SHOWN),
        ("<style>.x7{display:none}</style>", NO_RULE, NEVER_SHOWN),
    ],
)
def test_a_span_is_named_by_its_blocks(junk: str, rule: str, cause: str) -> None:
    assert _names(f"[[{junk}]]") == [(rule, cause)]


def test_each_span_has_its_own_name() -> None:
    names = _names(f"[[<p>{_LINKS}</p>]]<p>milk</p>[[<!-- {_LINKS} -->]]")
    assert [rule for rule, _ in names] == ["SAN401", "SAN203"]


def test_a_block_of_which_little_is_labelled_names_nothing() -> None:
    assert _names("<p>[[a]] long honest sentence about bread and butter</p>") == [
        (NO_RULE, NEVER_SHOWN)
    ]


def test_a_page_that_cannot_be_read_and_one_without_spans_name_nothing() -> None:
    page = labelled("[[ \n ]]")
    assert name_spans(page.source, page.spans) == [(NO_RULE, NEVER_SHOWN)]
    assert name_spans("<p>bread</p>", ()) == []
