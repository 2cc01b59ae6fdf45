"""Every injection is labelled whole, and takes nothing of the host with it."""

from __future__ import annotations

import pytest

from sanitizer.training.corpus import SPAN_KINDS
from sanitizer.training.generator.composition import apply_edits
from sanitizer.training.generator.concealment import CONCEALMENTS
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.payload import compose_payload
from sanitizer.training.generator.place import map_host
from sanitizer.training.generator.recipes import RECIPES, Recipe
from tests.training.generator.hosts import BARE, ENGLISH, GERMAN, seeded

RECIPE = pytest.mark.parametrize("recipe", RECIPES, ids=[row.name for row in RECIPES])


@RECIPE
@pytest.mark.parametrize("source", [ENGLISH, GERMAN, BARE], ids=["english", "german", "bare"])
def test_the_page_minus_its_spans_is_the_host_and_honest_text(recipe: Recipe, source: str) -> None:
    host = map_host(source)
    for seed in range(25):
        rng = seeded(seed)
        code = rng.choice(list(lexicons()))
        payload = compose_payload(rng, lexicons()[code], "betting", rng.randint(1, 30))
        outcome = recipe.make(rng, host, payload, rng.choice(CONCEALMENTS).name)
        page, spans = apply_edits(source, outcome.edits)
        assert spans
        assert {span.kind for span in spans} <= SPAN_KINDS
        for span in reversed(spans):
            page = page[: span.start] + page[span.end :]
        # Replaced titles are gone from the host, honest neighbours are added to it.
        rest, _ = apply_edits(source, [e for e in outcome.edits if e.kind is None])
        for start, end in reversed(
            {(e.start, e.end): None for e in outcome.edits if e.end > e.start}
        ):
            rest = rest[:start] + rest[end:]
        assert page == rest


@RECIPE
def test_a_recipe_that_sells_shows_or_codes_the_words_of_its_campaign(recipe: Recipe) -> None:
    sold = [
        recipe.make(
            seeded(seed),
            map_host(ENGLISH),
            compose_payload(seeded(seed), lexicons()["th"], "casino", 10),
            "none",
        ).sells
        for seed in range(30)
    ]
    assert all(sold) or recipe.name in {"decoys", "frame", "instructions"}


def test_hidden_blocks_and_visible_ones_get_different_kinds() -> None:
    block = next(row for row in RECIPES if row.name == "block")
    host = map_host(ENGLISH)
    payload = compose_payload(seeded(1), lexicons()["en"], "loans", 10)

    def kinds(way: str) -> set[str | None]:
        made = (block.make(seeded(seed), host, payload, way) for seed in range(40))
        return {edit.kind for outcome in made for edit in outcome.edits}

    assert kinds("none") == {"links", "keyword_footer"}
    assert kinds("display") == {"hidden_links", "hidden_text"}


def test_what_breaks_out_of_a_title_stands_behind_its_end() -> None:
    recipe = next(row for row in RECIPES if row.name == "broken out")
    payload = compose_payload(seeded(1), lexicons()["en"], "loans", 10)
    titled = 0
    for seed in range(60):
        outcome = recipe.make(seeded(seed), map_host(ENGLISH), payload, "none")
        page, spans = apply_edits(ENGLISH, outcome.edits)
        assert {span.kind for span in spans} <= {"script", "hidden_links"}
        for span in spans:
            assert page[span.start : span.end].lower().startswith(("<script", "<span"))
            titled += page[: span.start].endswith("</title>")
    assert titled > 10


def test_a_sold_credit_thanks_honest_makers_without_a_label() -> None:
    recipe = next(row for row in RECIPES if row.name == "sponsored credit")
    payload = compose_payload(seeded(1), lexicons()["en"], "loans", 10)
    thanked = {"before": 0, "behind": 0, "not": 0}
    for seed in range(80):
        outcome = recipe.make(seeded(seed), map_host(ENGLISH), payload, "none")
        page, spans = apply_edits(ENGLISH, outcome.edits)
        (span,) = spans
        assert page[span.start : span.end].lower().count("<a ") > 1
        added = len(page) - len(ENGLISH) - (span.end - span.start)
        before = page[max(0, span.start - 60) : span.start].rstrip(" |·.,-").endswith("</a>")
        behind = "</a>" in page[span.end : span.end + 200] and added > 40 and not before
        thanked["before" if before else "behind" if behind else "not"] += 1
    assert min(thanked.values()) > 5
