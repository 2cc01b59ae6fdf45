"""Comments that sell are one list item each, with links or without."""

from __future__ import annotations

import re

from sanitizer.parsing.page import parse_page
from sanitizer.training.generator.comments import honest_comment, spam_comment
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.payload import compose_payload
from tests.training.generator.hosts import seeded


def _made(n_comments: int) -> list[str]:
    lexicon = lexicons()["en"]
    return [
        spam_comment(seeded(seed), compose_payload(seeded(seed), lexicon, "hackers", 12))
        for seed in range(n_comments)
    ]


def test_a_comment_is_one_item() -> None:
    for item in [*_made(80), *(honest_comment(seeded(n), lexicons()["de"]) for n in range(40))]:
        tree = parse_page(f"<ul>{item}</ul>").tree
        assert tree.tags.count("li") == 1, item
        assert tree.tags[:2] == ["ul", "li"]


_REACH = re.compile(r"\d{5}|@|\w\.\w|WhatsApp|Telegram|LINE|QQ|TG|WA|Viber|Skype|ICQ|Kakao|微信")


def test_some_sell_without_a_link_and_then_say_how_to_reach_them() -> None:
    unlinked = [
        item for item in _made(120)
        if set(re.findall(r"href=[\"']?([^\"'\s>]*)", item.lower())) <= {"", "#respond"}
    ]  # fmt: skip
    assert 10 < len(unlinked) < 60
    for item in unlinked:
        assert _REACH.search(re.sub(r"<[^>]*>", " ", item)), item


def test_some_are_pingbacks() -> None:
    assert any('class="pingback"' in item for item in _made(60))
