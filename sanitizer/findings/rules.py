"""The table of rules: stable codes for what was found; that it is junk, the classifier decides."""

from __future__ import annotations

import bisect
import dataclasses
import re
from typing import TYPE_CHECKING, Final

from sanitizer.features.commands import count_model_words
from sanitizer.features.idioms import IDIOMS
from sanitizer.features.links import site_of
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sanitizer.features.rows import Rows
    from sanitizer.segmentation.records import Blocks

__all__ = ["RULES", "Facts", "Rule", "gather_facts", "name_rule"]


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """What a rule asks about a region.

    Attributes
    ----------
    kinds : frozenset of Kind
    text : str
        What can be read of it; of a script its source.
    source : str
    cause : str or None
        Why a reader does not see it.
    n_links, n_foreign, n_sites : int
        Links, links to other sites, and how many of those sites there are.
    entity_share : float
        Share of the source that is numeric character references.
    n_elements : int
        Elements of a run of empty elements.
    in_comments : bool
        Does it stand among readers' comments?
    """

    kinds: frozenset[Kind]
    text: str
    source: str
    cause: str | None
    n_links: int
    n_foreign: int
    n_sites: int
    entity_share: float
    n_elements: int
    in_comments: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One row: what the code means, and which regions get it."""

    code: str
    name: str
    summary: str
    fits: Callable[[Facts], bool]


#: Beside the words that `count_model_words` knows.
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|prompt|previous|above)"
    r"|\b(?:AI models?|chatbots?|KI-(?:Assistent|Modell)\w*|modelo de lenguaje)\b"
    r"|(?:语言模型|языков\w+ модел)",
    re.IGNORECASE,
)


def _speaks_to_models(text: str) -> bool:
    return _INSTRUCTION.search(text) is not None or count_model_words([text]) != [0]


def _script_with(*names: str) -> Callable[[Facts], bool]:
    def fits(facts: Facts) -> bool:
        return Kind.SCRIPT in facts.kinds and any(
            IDIOMS[name].pattern.search(facts.source) for name in names
        )

    return fits


_READ: Final = frozenset({Kind.TEXT, Kind.LINK})


def _hidden(facts: Facts) -> bool:
    return facts.cause is not None and not _READ.isdisjoint(facts.kinds)


def _visible(facts: Facts) -> bool:
    return facts.cause is None and not _READ.isdisjoint(facts.kinds)


#: Tried from the top; the first that fits names the region. Codes never change their meaning.
RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "SAN801",
        "hidden-instructions",
        "Hidden text addressed to language models",
        lambda facts: _hidden(facts) and _speaks_to_models(facts.text),
    ),
    Rule(
        "SAN201",
        "hidden-links",
        "Links that a reader cannot see",
        lambda facts: _hidden(facts) and facts.n_links > 0,
    ),
    Rule("SAN202", "hidden-text", "Text that a reader cannot see", _hidden),
    Rule(
        "SAN402",
        "comment-spam",
        "Advertising among readers' comments",
        lambda facts: _visible(facts) and facts.in_comments,
    ),
    Rule(
        "SAN302",
        "coded-keywords",
        "Keywords written as character references",
        lambda facts: _visible(facts) and facts.entity_share > 0.5,
    ),
    Rule(
        "SAN401",
        "foreign-links",
        "Links to unrelated sites under advertising words",
        lambda facts: _visible(facts) and facts.n_foreign > 0,
    ),
    Rule("SAN301", "keywords", "A visible block of keywords", _visible),
    Rule(
        "SAN501",
        "hijacked-title",
        "A title that does not speak of its page",
        lambda facts: Kind.TITLE in facts.kinds,
    ),
    Rule(
        "SAN502",
        "hijacked-meta",
        "A description or keywords that do not speak of their page",
        lambda facts: Kind.META in facts.kinds,
    ),
    Rule(
        "SAN503",
        "hijacked-data",
        "Structured data that does not speak of its page",
        lambda facts: Kind.DATA in facts.kinds,
    ),
    Rule(
        "SAN603",
        "cloaking-script",
        "A script that asks who is reading and acts on it",
        _script_with("asks-visitor", "retitles"),
    ),
    Rule(
        "SAN604",
        "redirect",
        "A script or refresh that sends the reader to another site",
        lambda facts: (
            _script_with("redirects")(facts)
            or (Kind.FRAME in facts.kinds and facts.source[:5].lower() == "<meta")
        ),
    ),
    Rule(
        "SAN601",
        "injected-script",
        "A script that writes, hides or loads junk",
        lambda facts: Kind.SCRIPT in facts.kinds,
    ),
    Rule(
        "SAN602",
        "hidden-frame",
        "A frame of another site that nobody is to see",
        lambda facts: Kind.FRAME in facts.kinds,
    ),
    Rule(
        "SAN203",
        "unrendered-links",
        "Links in a comment or in an element that no browser renders",
        lambda facts: Kind.COMMENT in facts.kinds,
    ),
    Rule(
        "SAN101",
        "decoys",
        "A run of empty elements that stands for nothing",
        lambda facts: Kind.DECOYS in facts.kinds,
    ),
)

_COMMENT_PLACE = re.compile(
    r"(?:id|class)\s*=\s*[\"'][^\"']*(?:comment|respond|guestbook|reply|trackback)", re.IGNORECASE
)

#: So many elements around a region tell whether it stands among comments.
_COMMENT_DEPTH: Final = 8


def name_rule(facts: Facts) -> Rule:
    """Return the rule of a region; the last one fits whatever is left."""
    return next((rule for rule in RULES if rule.fits(facts)), RULES[-1])


def _text(blocks: Blocks, indices: list[int]) -> str:
    """Return what can be read of some blocks; a link in a text stands in that already."""
    texts = [block for block in indices if blocks.kinds[block] is Kind.TEXT]
    starts = [blocks.starts[block] for block in texts]

    def is_told(link: int) -> bool:
        place = bisect.bisect_left(starts, blocks.ends[link]) - 1
        return place >= 0 and blocks.ends[texts[place]] > blocks.starts[link]

    told = (
        blocks.texts[block]
        for block in indices
        if blocks.kinds[block] is not Kind.LINK or not is_told(block)
    )
    return " ".join(told).strip()


def gather_facts(rows: Rows, places: list[int], start: int, end: int) -> Facts:
    """Return the facts of the region ``source[start:end]`` that the rows at `places` make up."""
    blocks, tree = rows.blocks, rows.tree
    indices = [int(rows.index[place]) for place in places]
    links = {(link.element, link.href) for place in places for link in rows.hyperlinks[place]}
    foreign = {link.host for place in places for link in rows.foreign[place]}
    n_foreign = len({(k.element, k.href) for place in places for k in rows.foreign[place]})
    causes = [cause for block in indices if (cause := blocks.unveiled_cause(block)) is not None]
    source = tree.source[start:end]
    n_elements = sum(
        tree.subtree_end(blocks.spans[block][1]) - blocks.spans[block][0]
        for block in indices
        if blocks.kinds[block] is Kind.DECOYS
    )
    around = rows.around[places[0]][:_COMMENT_DEPTH]
    return Facts(
        kinds=frozenset(blocks.kinds[block] for block in indices),
        text=_text(blocks, indices),
        source=source,
        cause=causes[0] if causes else None,
        n_links=len(links),
        n_foreign=n_foreign,
        n_sites=len({site_of(host) for host in foreign}),
        entity_share=source.count("&#") * 8 / max(len(source), 1),
        n_elements=n_elements,
        in_comments=any(_COMMENT_PLACE.search(tree.start_tag(element)) for element in around),
    )
