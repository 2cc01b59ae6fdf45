"""Labelled pages without end: payload × concealment × markup × place, and the honest opposites.

Honest pages come in; injected pages, honest pages with honest additions, and doorways go out, each
with the site of the page that it was made from, so that a split by site holds for them too. All
chance is one seeded ``random.Random``.
"""

from __future__ import annotations

import collections
import dataclasses
from random import Random
from typing import TYPE_CHECKING, Final

from sanitizer.errors import LabelError
from sanitizer.training.generator.composition import Edit, apply_edits
from sanitizer.training.generator.concealment import CONCEALMENTS
from sanitizer.training.generator.doorways import doorway
from sanitizer.training.generator.lexicon import lexicons
from sanitizer.training.generator.opposites import bare_article, coded_title, opposite_edits
from sanitizer.training.generator.payload import TRADES, Payload, compose_payload
from sanitizer.training.generator.place import Host, map_host
from sanitizer.training.generator.recipes import RECIPES, Outcome
from sanitizer.training.generator.small_pages import small_page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sanitizer.training.corpus import LabelledPage

__all__ = ["SHARES", "Palette", "Share", "generate", "injections"]


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """How many of a hundred pages get a label, and why."""

    label: str
    share: int
    reason: str


SHARES: Final = (
    Share("injected", 60, "the kinds are many: each needs its examples"),
    Share("clean", 30, "honest traps teach as much as spam; plain honest pages are in the corpora"),
    Share("wholly_spam", 10, "one verdict of a page, and few shapes"),
)

#: How many injections a page gets; most hacked pages have one, some were broken into twice.
_N_INJECTIONS: Final = ((1, 2, 3), (68, 22, 10))
#: Least and most phrases of a campaign: a link or two, a paragraph, a list, a farm.
_N_PHRASES: Final = ((1, 4), (3, 15), (10, 60), (60, 160))
#: Plain sentences remembered of each language, to spin around phrases.
_N_FILLERS: Final = 400
#: What is advertised most in a language; drawn `_TYPICAL_WEIGHT` times as often as other trades.
#: From the payloads that cloning kits and hacked sites were seen with.
_TYPICAL_TRADES: Final = {
    "zh-Hans": ("adult", "lottery", "casino", "betting"),
    "zh-Hant": ("adult", "lottery", "casino", "betting"),
    "ja": ("replica", "fashion"),
    "ko": ("casino", "betting", "escort"),
    "th": ("casino", "betting", "lottery"),
    "vi": ("betting", "casino"),
    "id": ("casino",),
    "tr": ("betting", "casino", "adult"),
    "ru": ("casino", "loans", "seo", "documents"),
    "en": ("pharmacy", "casino", "loans", "essays", "replica", "cracked", "hackers"),
}
_TYPICAL_WEIGHT: Final = 6
#: Cloning kits write Chinese: their junk is the commonest on copied pages.
_KIT_LANGUAGE: Final = "zh-Hans"
_KIT_WEIGHT: Final = 3
#: Of a hundred honest pages so many are cut down to their text: one block, as clones and old pages
#: have it, and as doorways have theirs.
_BARE_SHARE: Final = 0.06
#: Of a hundred honest pages so many are small ones that owe nothing to their host but its language.
_SMALL_SHARE: Final = 0.14
#: ISO 639 for content without a language: decoys and frames.
_NO_LANGUAGE: Final = "zxx"


@dataclasses.dataclass(frozen=True, slots=True)
class Palette:
    """What may be drawn: the means to leave a trade, a language or a concealment out.

    Attributes
    ----------
    families : tuple of str
        Trades, of ``TRADES``.
    languages : tuple of str
        Codes of the lexicons that payloads are written in.
    concealments : tuple of str
        Ways of hiding a campaign's blocks, of ``CONCEALMENTS``; ``none`` always remains. Decoys,
        scripts, rules and written boxes keep the ways that are theirs.

    Raises
    ------
    ValueError
        For an unknown name, or when nothing is left.
    """

    families: tuple[str, ...] = tuple(TRADES)
    languages: tuple[str, ...] = tuple(lexicons())
    concealments: tuple[str, ...] = tuple(way.name for way in CONCEALMENTS)

    def __post_init__(self) -> None:
        _check("trade", self.families, TRADES)
        _check("language", self.languages, lexicons())
        _check("concealment", self.concealments, [way.name for way in CONCEALMENTS])

    def without(self, *names: str) -> Palette:
        """Return a palette that lacks the trades, languages or concealments called ``names``."""
        lists = (self.families, self.languages, self.concealments)
        unknown = set(names).difference(*lists)
        if unknown:
            raise ValueError(f"not in the palette: {', '.join(sorted(unknown))}")
        return Palette(*(tuple(name for name in row if name not in names) for row in lists))


def generate(
    hosts: Sequence[LabelledPage], n_pages: int, seed: int, palette: Palette | None = None
) -> Iterator[LabelledPage]:
    """Generate labelled pages.

    Parameters
    ----------
    hosts : sequence of LabelledPage
        Honest pages (label ``clean``); each is used before one is used again.
    n_pages : int
        How many pages to make.
    seed : int
        The same hosts, number, seed and palette give the same pages.
    palette : Palette, optional
        What may be drawn; everything by default.

    Yields
    ------
    LabelledPage
        ``id`` is ``gen-SEED-NUMBER``; ``source`` is text and ``data`` its UTF-8, whatever the
        host declares. ``family`` is ``honest`` for clean pages and ``wordless`` where no trade is
        advertised; ``concealment`` joins the names of all ways in the page by ``+``, with
        ``head`` and ``active`` for junk that is no block.

    Raises
    ------
    LabelError
        Without hosts, or for one that is not labelled ``clean``.
    """
    for page in hosts:
        if page.label != "clean":
            raise LabelError(f"host {page.id!r} is labelled {page.label!r}; hosts must be 'clean'")
    if not hosts:
        raise LabelError("there are no hosts to put anything into")
    return _pages(hosts, n_pages, seed, palette or Palette())


def injections(rng: Random, host: Host, payload: Payload, palette: Palette) -> list[Outcome]:
    """Do one to three injections of one campaign, all hidden in one way, to a host."""
    ways = [way for way in CONCEALMENTS if way.name in {*palette.concealments, "none"}]
    way = rng.choices([row.name for row in ways], [row.weight for row in ways])[0]
    n_injections = rng.choices(*_N_INJECTIONS)[0]
    recipes = rng.choices(RECIPES, [row.weight for row in RECIPES], k=n_injections)
    return [recipe.make(rng, host, payload, way) for recipe in recipes]


def _check(what: str, names: Sequence[str], known: Collection[str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        got = ", ".join(unknown) or "none at all"
        raise ValueError(f"unknown {what}: {got}; known are {', '.join(known)}")


def _pages(
    hosts: Sequence[LabelledPage], n_pages: int, seed: int, palette: Palette
) -> Iterator[LabelledPage]:
    rng = Random(seed)
    maker = _Maker(rng, palette)
    order: list[LabelledPage] = []
    labels = rng.choices([row.label for row in SHARES], [row.share for row in SHARES], k=n_pages)
    for number, label in enumerate(labels):
        if not order:
            order = rng.sample(list(hosts), k=len(hosts))
        page = order.pop()
        made = maker.make(label, page, map_host(page.source))
        yield dataclasses.replace(made, id=f"gen-{seed}-{number:06d}")


class _Maker:
    """Makes pages one after another; remembers plain sentences of the hosts that it has seen."""

    def __init__(self, rng: Random, palette: Palette) -> None:
        self._rng = rng
        self._palette = palette
        self._fillers: dict[str, collections.deque[tuple[str, str]]] = {}

    def make(self, label: str, page: LabelledPage, host: Host) -> LabelledPage:
        """Return a page with the label, made from an honest one."""
        make = {"clean": self._clean, "injected": self._injected}.get(label, self._doorway)
        made = make(page, host)
        known = self._fillers.setdefault(host.language, collections.deque(maxlen=_N_FILLERS))
        known.extend((page.site, sentence) for sentence in host.fillers)
        return dataclasses.replace(
            made,
            label=label,
            data=made.source.encode("utf-8", "replace"),
            encoding="utf-8",
            read=False,
            is_generated=True,
        )

    def _clean(self, page: LabelledPage, host: Host) -> LabelledPage:
        rng = self._rng
        if host.sentences and rng.random() < _BARE_SHARE:
            source = bare_article(rng, host)
        elif rng.random() < _SMALL_SHARE:
            fillers = self._sentences(host.language, page.site)
            source = small_page(rng, lexicons()[host.language], fillers)
        else:
            n_opposites = rng.choices((1, 2, 3, 4, 5), (25, 30, 25, 12, 8))[0]
            edits = self._opposites(page, host, n_opposites)
            title = coded_title(rng, host) if rng.random() < 0.06 else None
            source, _ = apply_edits(host.source, [*edits, title] if title else edits)
        return dataclasses.replace(
            page, source=source, family="honest", language=host.language, concealment="none"
        )

    def _injected(self, page: LabelledPage, host: Host) -> LabelledPage:
        rng = self._rng
        low, high = rng.choice(_N_PHRASES)
        payload = self._payload(page, host, rng.randint(low, high))
        outcomes = injections(rng, host, payload, self._palette)
        honest = self._opposites(page, host, rng.choices((0, 1, 2), (60, 28, 12))[0])
        edits = [edit for outcome in outcomes for edit in outcome.edits]
        source, spans = apply_edits(host.source, [*honest, *edits])
        sells = any(outcome.sells for outcome in outcomes)
        ways = sorted({outcome.concealment for outcome in outcomes} - {"none"}) or ["none"]
        return dataclasses.replace(
            page,
            source=source,
            spans=spans,
            family=payload.family if sells else "wordless",
            language=payload.language if sells else _NO_LANGUAGE,
            concealment="+".join(ways),
        )

    def _doorway(self, page: LabelledPage, host: Host) -> LabelledPage:
        payload = self._payload(page, host, self._rng.randint(10, 80))
        return dataclasses.replace(
            page,
            source=doorway(self._rng, host, payload),
            family=payload.family,
            language=payload.language,
            concealment="none",
        )

    def _opposites(self, page: LabelledPage, host: Host, n_opposites: int) -> list[Edit]:
        fillers = self._sentences(host.language, page.site)
        return opposite_edits(self._rng, host, n_opposites, fillers)

    def _payload(self, page: LabelledPage, host: Host, n_phrases: int) -> Payload:
        """Draw a campaign: in the host's language or English half the time, else in any."""
        rng = self._rng
        manner = rng.random()
        wanted = host.language if manner < 0.3 else "en" if manner < 0.45 else ""
        allowed = self._palette.languages
        common = [_KIT_WEIGHT if code == _KIT_LANGUAGE else 1 for code in allowed]
        code = wanted if wanted in allowed else rng.choices(allowed, common)[0]
        spun = self._sentences(code, page.site) if rng.random() < 0.6 else ()
        families, typical = self._palette.families, _TYPICAL_TRADES.get(code, ())
        weights = [_TYPICAL_WEIGHT if name in typical else 1 for name in families]
        family = rng.choices(families, weights)[0]
        return compose_payload(rng, lexicons()[code], family, n_phrases, spun)

    def _sentences(self, language: str, site: str) -> tuple[str, ...]:
        """Return plain sentences of other sites: a page's own text must never be called junk."""
        known = self._fillers.get(language, ())
        return tuple(sentence for owner, sentence in known if owner != site)
