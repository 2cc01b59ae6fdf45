"""Places lie between the parts of a page, never inside a tag, a script or a comment."""

from __future__ import annotations

import pytest

from sanitizer.training.generator.place import PLACES, map_host, pick_place
from tests.training.generator.hosts import BARE, ENGLISH, GERMAN, seeded


@pytest.mark.parametrize("source", [ENGLISH, GERMAN, BARE, "", "\ufeff<p>x</p>"])
def test_every_place_of_any_page_lies_in_it(source: str) -> None:
    host = map_host(source)
    for name, _ in PLACES:
        for offset in host.places[name]:
            assert 0 <= offset <= len(source)


def test_places_are_where_their_names_say() -> None:
    host = map_host(ENGLISH)
    rng = seeded(0)

    def after(name: str) -> str:
        return ENGLISH[pick_place(rng, host, name) :]

    assert pick_place(rng, host, "before doctype") == 0
    assert after("head start").startswith("\n<meta charset")
    assert after("head").startswith("</head>")
    assert after("body start").startswith('\n<ul id="nav"')
    assert after("body end").startswith("</body>")
    assert after("after body").startswith("\n</html>")
    assert after("after html") == "\n"
    assert after("items").startswith('<li><a href="/bees.html"')


def test_no_place_lies_in_a_script_a_comment_or_a_tag() -> None:
    host = map_host(ENGLISH)
    for offset in (*host.places["article"], *host.places["middle"]):
        before = ENGLISH[:offset]
        assert before.count("<script") == before.count("</script")
        assert before.count("<!--") == before.count("-->")
        assert before.rfind("<") < before.rfind(">")


def test_a_byte_order_mark_stays_first() -> None:
    assert map_host("\ufeff<p>x</p>").places["before doctype"] == (1,)


def test_the_head_and_the_links_of_a_page_are_found() -> None:
    host = map_host(ENGLISH)
    parts = [ENGLISH[start:end] for start, end in host.head_parts]
    assert parts[0] == "<title>Bees in the valley</title>"
    assert parts[1].startswith('<meta name="description"')
    assert ("/bees.html", "Our bees") in host.links


@pytest.mark.parametrize(
    ("source", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        ("<html lang=en><p>Сегодня открыли новую школу</p>", "ru"),
        ("<html lang=en><p>昨日、新しい学校が開校しました</p>", "ja"),
        ("<p>今天这个学校开放了，我们都去</p>", "zh-Hans"),
        ("<p>今天這個學校開放了，我們都去</p>", "zh-Hant"),
        ("<html lang=xx><p>Nothing known</p>", "en"),
    ],
)
def test_the_language_is_that_of_the_letters_then_the_declared_one(
    source: str, language: str
) -> None:
    assert map_host(source).language == language
