"""The links of a block: a text's anchors, and the addresses that scripts and frames name."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from sanitizer.segmentation.records import Kind
from tests.features.measuring import rows_of


def test_a_link_in_a_sentence_is_a_row_with_itself_as_its_only_link() -> None:
    rows = rows_of('<p>two <a href="https://a.test/">x</a> <a href="https://b.test/">y</a></p>')
    places = rows.places[Kind.LINK]
    assert [[link.href for link in rows.hyperlinks[place]] for place in places] == [
        ["https://a.test/"],
        ["https://b.test/"],
    ]


def test_a_script_links_to_the_addresses_that_it_names() -> None:
    rows = rows_of(r"<script>location='https:\/\/a.test\/x'; document.title='//b.test/'</script>")
    (links,) = rows.hyperlinks
    assert [link.host for link in links] == ["a.test", "b.test"]


#: What an address in a script is, as one pattern: plain to read, and slow.
ADDRESS = re.compile(r"(?:https?:)?(?:\\?/){2}[\w.-]+\.[a-z]{2,}[^\s\"'<>()\\]*", re.IGNORECASE)


@given(
    st.lists(
        st.sampled_from(
            [
                "http:",
                "HTTPS:",
                "s:",
                "/",
                "//",
                "\\/\\/",
                "\\",
                "a.test",
                "b.c.example",
                ".",
                "x",
                "'",
                " ",
            ]
        ),
        max_size=14,
    )
)
@example(["//", "a.test", "/", "http:", "\\/\\/", "a.test"])
@example(["http:", "//", "/", "a.test"])
def test_addresses_in_scripts_are_those_of_one_plain_pattern(pieces: list[str]) -> None:
    script = "".join(pieces)
    rows = rows_of(f"<script>eval({script})</script>")
    (links,) = rows.hyperlinks
    expected = [found.replace("\\", "") for found in ADDRESS.findall(rows.sources[0])]
    assert [link.href for link in links] == expected


def test_a_frame_links_to_what_it_shows() -> None:
    (links,) = rows_of('<iframe src="https://a.test/x"></iframe>').hyperlinks
    assert [link.href for link in links] == ["https://a.test/x"]
