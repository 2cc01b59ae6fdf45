"""Contributions → reasons: what moved a region's score, in words with values."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.features.catalogue import CATALOGUE, feature_names
from sanitizer.features.idioms import ATTACKS, IDIOMS
from sanitizer.segmentation.records import Kind
from sanitizer.segmentation.visibility import describe

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sanitizer.features.catalogue import Matrix
    from sanitizer.findings.rules import Facts

__all__ = ["explain"]

#: More would not be read.
MAX_REASONS: Final = 5


@dataclasses.dataclass(frozen=True, slots=True)
class _Evidence:
    """What a phrase is made from: the region's facts, and its strongest block's values."""

    facts: Facts
    values: dict[str, float]
    hidden_by: str


def _links(evidence: _Evidence) -> str:
    facts = evidence.facts
    if not facts.n_foreign:
        return ""
    n_own = facts.n_links - facts.n_foreign
    own = "none of them the page's own" if n_own == 0 else f"{n_own} more to the page's own"
    links = "1 link" if facts.n_foreign == 1 else f"{facts.n_foreign} links"
    sites = "another site" if facts.n_sites == 1 else f"{facts.n_sites} other sites"
    return f"{links} to {sites}, {own}" if facts.n_foreign > 1 else f"{links} to {sites}"


def _attack(evidence: _Evidence) -> str:
    if not evidence.values["attacks"]:
        return ""
    source = evidence.facts.source
    found = (row.reason for row in ATTACKS if row.is_in(source, source.lower()))
    return next(found, "does what hardly any honest script does")


def _hidden(evidence: _Evidence) -> str:
    return evidence.hidden_by


def _percent(name: str, words: str, *, at_least: float = 0.05) -> Callable[[_Evidence], str]:
    def phrase(evidence: _Evidence) -> str:
        value = evidence.values[name]
        return words.format(f"{100 * value:.0f} %") if value >= at_least else ""

    return phrase


def _below(name: str, limit: float, words: str) -> Callable[[_Evidence], str]:
    def phrase(evidence: _Evidence) -> str:
        value = evidence.values[name]
        return words.format(f"{100 * value:.0f} %") if 0 <= value <= limit else ""

    return phrase


def _flag(name: str, words: str) -> Callable[[_Evidence], str]:
    return lambda evidence: words if evidence.values[name] > 0.5 else ""


def _over(name: str, limit: float, words: str) -> Callable[[_Evidence], str]:
    return lambda evidence: words if evidence.values[name] > limit else ""


def _text_words(evidence: _Evidence) -> str:
    score = evidence.values["text_score"]
    return f"worded like known spam (n-gram score {score:+.1f})" if score > 0 else ""


def _excess(evidence: _Evidence) -> str:
    score = evidence.values["excess_score"]
    return (
        f"worded unlike the rest of the page (n-gram score {score:+.1f} over it)"
        if score > 2
        else ""
    )


def _url_words(evidence: _Evidence) -> str:
    score = evidence.values["highest_url_score"]
    return f"addresses worded like known spam (n-gram score {score:+.1f})" if score > 0 else ""


def _group_words(evidence: _Evidence) -> str:
    score = evidence.values["group_excess"]
    return (
        f"in a list worded unlike the rest of the page ({score:+.1f} over it)" if score > 2 else ""
    )


def _group_urls(evidence: _Evidence) -> str:
    score = evidence.values["group_url_score"]
    return f"in a list of addresses worded like known spam ({score:+.1f})" if score > 0 else ""


def _script_words(evidence: _Evidence) -> str:
    score = evidence.values["script_score"]
    return f"written like known injected scripts (n-gram score {score:+.1f})" if score > 0 else ""


def _sentences(evidence: _Evidence) -> str:
    readable = Kind.TEXT in evidence.facts.kinds and len(evidence.facts.text) > 40
    return (
        "a list of phrases without a sentence"
        if readable and evidence.values["sentence_ends"] < 0.3
        else ""
    )


def _decoys(evidence: _Evidence) -> str:
    n_elements = evidence.facts.n_elements
    return f"{n_elements} elements that hold nothing" if n_elements else ""


def _edge(evidence: _Evidence) -> str:
    if evidence.values["edge_distance"] > np.log1p(2):
        return ""
    return (
        "at the end of the page" if evidence.values["place"] > 0.5 else "at the start of the page"
    )


def _repeats(evidence: _Evidence) -> str:
    times = round(float(np.exp(evidence.values["repeats"])))
    return f"the same text {times} times in the page" if times > 1 else ""


def _title_repeats(evidence: _Evidence) -> str:
    times = round(float(np.expm1(evidence.values["title_repeats"])))
    return f"holds the page's title {times} times" if times > 2 else ""


def _title_copies(evidence: _Evidence) -> str:
    times = round(float(np.expm1(evidence.values["title_copies"])))
    return f"metas and headings repeat the page's title {times} times" if times > 1 else ""


#: Feature → words. A feature without a row here can move a score but is never given as a reason by
#: itself: it only says how the others weigh (page length, kind of block).
_PHRASES: Final[dict[str, Callable[[_Evidence], str]]] = {
    **dict.fromkeys(
        (
            "links",
            "foreign_links",
            "foreign_share",
            "foreign_sites",
            "links_per_site",
            "group_foreign",
            "group_sites",
            "group_foreign_share",
        ),
        _links,
    ),
    **dict.fromkeys(
        [row.name for row in CATALOGUE if row.name.startswith("hidden")],
        _hidden,
    ),
    "hooked": lambda evidence: (
        "nothing on the page shows it"
        if evidence.hidden_by and not evidence.values["hooked"]
        else ""
    ),
    "text_score": _text_words,
    "excess_score": _excess,
    "url_score": _url_words,
    "highest_url_score": _url_words,
    "group_score": _group_words,
    "group_excess": _group_words,
    "group_url_score": _group_urls,
    "script_score": _script_words,
    "sentence_ends": _sentences,
    "phrase_chars": _sentences,
    "delimiters": _percent("delimiters", "{} of its characters are delimiters", at_least=0.06),
    "repeated": _percent("repeated", "{} of its words are repeated", at_least=0.3),
    "anchors": _percent("anchors", "{} of its text is links", at_least=0.5),
    "known_sites": lambda evidence: (
        "the page links to none of these sites elsewhere"
        if evidence.facts.n_foreign and evidence.values["known_sites"] == 0
        else ""
    ),
    "numeric_hosts": _percent("numeric_hosts", "{} of its links lead to a bare IP address"),
    "encoded_addresses": _percent("encoded_addresses", "{} of its addresses hold coded words"),
    "entities": _percent("entities", "{} of its source is character references", at_least=0.3),
    "entity_letters": _percent("entity_letters", "{} of its references stand for plain letters"),
    "foreign_script": _percent(
        "foreign_script", "{} of its letters are of a script foreign to the page", at_least=0.3
    ),
    "shared_words": _below("shared_words", 0.3, "only {} of its wording occurs in the page's text"),
    "title_words": _below(
        "title_words", 0.1, "only {} of its wording occurs in title and headings"
    ),
    "unspoken": _percent(
        "unspoken", "{} of its words stand nowhere in the page's plain text", at_least=0.3
    ),
    "title_repeats": _title_repeats,
    "title_copies": _title_copies,
    "undeclared_script": _percent(
        "undeclared_script",
        "{} of its letters are not of the language that the page declares",
        at_least=0.3,
    ),
    "empty_boxes": _percent("empty_boxes", "{} of the page's boxes hold no text", at_least=0.5),
    "longest_share": _percent("longest_share", "one text makes up {} of the page's", at_least=0.5),
    "breaks_out": _flag("breaks_out", "stands behind an end tag that ends nothing"),
    "page_share": _percent("page_share", "one text makes up {} of the page's", at_least=0.5),
    "neighbours": _over("neighbours", 4.0, "beside text worded like spam"),
    **{
        name: _over(name, 0.0, words)
        for name, words in (
            ("junk_before", "right behind other junk"),
            ("junk_behind", "right before other junk"),
            ("junk_overlapping", "junk links in it, or junk text around it"),
            ("group_mean", "in a list of junk"),
            ("group_highest", "in a list of junk"),
            ("box_mean", "in a box of junk"),
            ("junk_in_item", "beside junk in the same comment, row or item"),
            ("copies", "a copy of other junk on the page"),
            ("same_sites", "leads to a site that other junk on the page leads to"),
            ("hides_junk", "hides junk"),
            ("junk_in_head", "title or description of the page are junk"),
            ("junk_elsewhere", "more junk on the page"),
        )
    },
    "junk_share": _percent("junk_share", "{} of the page's text is junk", at_least=0.3),
    "edge_distance": _edge,
    "place": _edge,
    "repeats": _repeats,
    "after_body": _flag("after_body", "stands after the end of the body"),
    "before_html": _flag("before_html", "stands before the start of the document"),
    "bare": _flag("bare", "stands directly in the body"),
    "decoys": _decoys,
    "beside_decoys": _over("beside_decoys", 0.5, "beside a run of decoy elements"),
    "decoy_unknown": _percent("decoy_unknown", "{} of the empty elements have made-up tag names"),
    "decoy_misplaced": _percent("decoy_misplaced", "{} of the empty elements stand where none may"),
    "decoy_repeated_id": _percent("decoy_repeated_id", "{} of the empty elements share one id"),
    "decoy_used": lambda evidence: (
        "nothing else on the page uses their ids"
        if evidence.facts.n_elements and evidence.values["decoy_used"] == 0
        else ""
    ),
    "decoy_names": lambda evidence: (
        "the empty elements carry ids or classes" if evidence.values["decoy_names"] > 0.5 else ""
    ),
    "escapes": _percent("escapes", "{} of its source is escapes", at_least=0.1),
    "foreign_source": _flag("foreign_source", "loaded from another host"),
    "zero_sized": _flag("zero_sized", "0 or 1 pixel large"),
    "attacks": _attack,
    "model_words": _over("model_words", 0.0, "speaks to language models"),
    "sends_away": _over("sends_away", 0.0, "sends readers to another site"),
    "coded_address": _flag("coded_address", "names another site in code only"),
    "written_score": _over("written_score", 0.0, "writes or names what known spam does"),
    "hides_links": _percent("hides_links", "hides a box in which {} of the links are foreign"),
    **{
        f"script_{row.name.replace('-', '_')}": _flag(
            f"script_{row.name.replace('-', '_')}", row.reason
        )
        for row in IDIOMS.values()
    },
}


def explain(
    matrix: Matrix, places: list[int], contributions: NDArray[np.float64], facts: Facts
) -> tuple[str, ...]:
    """Return the reasons of a region, the strongest first.

    One of them at most is that there is junk beside it: of three such reasons two say nothing. What
    hides it and what it does to readers are among them if they counted at all, since that is what
    people look for first.

    Parameters
    ----------
    matrix : Matrix
        Of the page.
    places : list of int
        Rows of the matrix that speak for the region.
    contributions : ndarray, shape (n_rows, n_features)
        What each feature added to each row's log-odds.
    facts : Facts
        Of the region.
    """
    moved = contributions[places].sum(axis=0)
    strongest = places[int(np.argmax(contributions[places].sum(axis=1)))]
    values = {
        name: float(value)
        for name, value in zip(feature_names(), matrix.values[strongest], strict=False)
    }
    names = feature_names()
    # A script may stand in a region of links that are louder.
    values["attacks"] = float(matrix.values[places, names.index("attacks")].max())
    evidence = _Evidence(facts, values, _hiding_words(matrix, places))
    reasons: list[str] = []
    company = 0
    for column in np.argsort(-moved):
        phrase = _PHRASES.get(names[column])
        of_company = column >= len(CATALOGUE)
        if moved[column] <= 0 or phrase is None or (of_company and company):
            continue
        words = phrase(evidence)
        if words and words not in reasons:
            reasons.append(words)
            company += of_company
    owed = [words for words in (_attack(evidence), evidence.hidden_by) if words in reasons]
    told = [words for words in reasons if words not in owed][: MAX_REASONS - len(owed)]
    told = [words for words in reasons if words in owed or words in told]
    return tuple(told) or (f"scored by its place and kind alone ({facts.source[:20]!r}…)",)


def _hiding_words(matrix: Matrix, places: list[int]) -> str:
    blocks = matrix.rows.blocks
    for place in places:
        block = int(matrix.rows.index[place])
        if blocks.unveiled_cause(block) is not None:
            return describe(blocks.page.tree, blocks.holders[block])
    return ""
