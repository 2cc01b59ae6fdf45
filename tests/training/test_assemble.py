"""Training pages are the folders' own, and generated ones dealt to the folds by trade."""

from __future__ import annotations

import collections
import json
from typing import TYPE_CHECKING

import pytest

from sanitizer.errors import LabelError
from sanitizer.training import assemble as module
from sanitizer.training.assemble import TrainingPages, assemble
from sanitizer.training.corpus import corpus_hash
from sanitizer.training.folds import N_FOLDS, fold_of
from sanitizer.training.generator import TRADES, Palette
from tests.conftest import SAMPLES
from tests.training.generator.hosts import ENGLISH, GERMAN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sanitizer.training.corpus import LabelledPage


@pytest.fixture(scope="module")
def assembled() -> TrainingPages:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "GENERATED_PER_HOST", 6.0)
        return assemble([SAMPLES], 5)


def _corpus(folder: Path, **pages: str) -> Path:
    folder.mkdir(parents=True)
    rows = []
    for name, source in pages.items():
        (folder / f"{name}.html").write_text(source, encoding="utf-8")
        rows.append({"id": name, "family": "article", "label": "clean", "encoding": "utf-8"})
    lines = "".join(json.dumps({**row, "spam": []}) + "\n" for row in rows)
    (folder / "manifest.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_the_pages_of_the_folders_come_first_and_as_they_are(
    assembled: TrainingPages, samples: tuple[LabelledPage, ...]
) -> None:
    assert assembled.real == samples
    assert assembled.all == samples + assembled.generated


def test_folders_are_named_with_the_hash_of_what_is_in_them(assembled: TrainingPages) -> None:
    assert assembled.sources == {"pages": corpus_hash(SAMPLES)}


def test_as_many_pages_are_generated_as_asked_for(
    assembled: TrainingPages, samples: tuple[LabelledPage, ...]
) -> None:
    n_hosts = sum(page.label == "clean" for page in samples)
    assert len(_composed(assembled)) == 6 * n_hosts


def _composed(pages: TrainingPages) -> list[LabelledPage]:
    return [page for page in pages.generated if page.id.startswith("gen-")]


def test_of_each_page_that_was_broken_into_the_rest_is_an_honest_page(
    assembled: TrainingPages, samples: tuple[LabelledPage, ...]
) -> None:
    broken = [page for page in samples if page.label == "injected"]
    mended = [page for page in assembled.generated if page.id.endswith("-mended")]
    assert [page.id for page in mended] == [f"{page.id}-mended" for page in broken]
    for before, after in zip(broken, mended, strict=True):
        n_junk = sum(span.end - span.start for span in before.spans)
        assert n_junk > 0
        assert len(after.source) == len(before.source) - n_junk
        assert after.data.decode("utf-8") == after.source
        assert (after.label, after.spans, after.is_generated) == ("clean", (), True)
        assert fold_of(after) == fold_of(before)


def test_excerpts_of_honest_pages_are_honest_pages_of_their_fold(
    assembled: TrainingPages, samples: tuple[LabelledPage, ...]
) -> None:
    excerpts = [page for page in assembled.generated if "-excerpt-" in page.id]
    assert excerpts
    wholes = {page.id: page for page in samples}
    for page in excerpts:
        whole = wholes[page.id.partition("-excerpt-")[0]]
        assert (page.label, page.spans, whole.label) == ("clean", (), "clean")
        assert len(page.source) <= len(whole.source)
        assert fold_of(page) == fold_of(whole)


def test_generated_pages_stand_on_honest_pages_of_their_fold(
    assembled: TrainingPages, samples: tuple[LabelledPage, ...]
) -> None:
    honest = {page.site for page in samples if page.label == "clean"}
    assert {page.site for page in _composed(assembled)} <= honest


def _folds_of_trades(pages: Iterable[LabelledPage]) -> dict[str, set[int]]:
    folds = collections.defaultdict(set)
    for page in pages:
        if page.family in TRADES:
            folds[page.family].add(fold_of(page))
    return folds


def _is_dealt(page: LabelledPage) -> bool:
    return int(page.id.split("-")[1]) % 100 == 0


def test_no_trade_of_the_dealt_half_is_in_two_folds(assembled: TrainingPages) -> None:
    folds = _folds_of_trades(page for page in _composed(assembled) if _is_dealt(page))
    assert len(folds) >= N_FOLDS
    assert {len(found) for found in folds.values()} == {1}


def test_the_other_half_carries_trades_of_other_folds_too(assembled: TrainingPages) -> None:
    other = [page for page in _composed(assembled) if not _is_dealt(page)]
    assert len(other) == len(_composed(assembled)) / 2
    assert max(map(len, _folds_of_trades(other).values())) > 1


def test_labels_of_generated_pages_fit_their_sources(assembled: TrainingPages) -> None:
    injected = [page for page in assembled.generated if page.label == "injected"]
    assert injected
    for page in injected:
        assert page.spans
        assert all(page.source[span.start : span.end].strip() for span in page.spans)


def test_ids_are_unique(assembled: TrainingPages) -> None:
    ids = [page.id for page in assembled.all]
    assert len(set(ids)) == len(ids)


def test_the_same_seed_gives_the_same_pages_with_any_number_of_processes() -> None:
    one, other = assemble([SAMPLES], 5), assemble([SAMPLES], 5, n_jobs=2)
    assert one == other
    assert assemble([SAMPLES], 6).generated != one.generated


def test_a_palette_bounds_the_trades() -> None:
    pages = assemble([SAMPLES], 5, palette=Palette(families=("loans",)))
    assert {page.family for page in pages.generated if page.family in TRADES} == {"loans"}


def test_several_folders_are_read_in_their_order_and_all_are_named(tmp_path: Path) -> None:
    one = _corpus(tmp_path / "one" / "pages", bees=ENGLISH)
    other = _corpus(tmp_path / "other" / "pages", stellwerk=GERMAN)
    pages = assemble([other, one], 1)
    assert [page.id for page in pages.real] == ["stellwerk", "bees"]
    assert sorted(pages.sources.values()) == sorted([corpus_hash(one), corpus_hash(other)])


def test_without_honest_pages_nothing_is_generated(tmp_path: Path) -> None:
    folder = _corpus(tmp_path / "doorways", door="<p>slots</p>")
    manifest = folder / "manifest.jsonl"
    manifest.write_text(manifest.read_text().replace('"clean"', '"wholly_spam"'))
    assert assemble([folder], 1).generated == ()


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="there is no manifest"):
        assemble([tmp_path], 1)
