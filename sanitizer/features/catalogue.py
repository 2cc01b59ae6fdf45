"""The tables of features: one row a column of the matrix, in the order of the matrix.

Each row has a name, a unit, why the column is there, and the function that computes it for all
measured blocks of a page at once. `measure` is the only way from blocks to a matrix; when a first
look at it finds something suspicious, `measure_company` adds the columns for a second one.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

import numpy as np

from sanitizer.features import (
    commands,
    concealment,
    context,
    decoys,
    groups,
    linkage,
    markup,
    script_hiding,
    script_loading,
    script_targets,
    script_writing,
    shape,
    stuffing,
)
from sanitizer.features.company import Company
from sanitizer.features.gate import select_rows
from sanitizer.features.idioms import IDIOMS
from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sanitizer.features.idioms import Idiom
    from sanitizer.features.rows import Rows, TextTables
    from sanitizer.segmentation.records import Blocks

__all__ = [
    "CATALOGUE",
    "COMPANY",
    "Feature",
    "Matrix",
    "feature_names",
    "measure",
    "measure_company",
]

Measured = TypeVar("Measured")


class Feature(NamedTuple, Generic[Measured]):
    """One column.

    Attributes
    ----------
    name : str
    unit : str
        ``share`` (0 to 1; -1 where it has no meaning), ``log`` (natural, of one more), ``flag``
        (0 or 1), ``score`` (log-odds), ``bits``, ``per 100`` (characters), ``ratio`` (0 and more).
    function : callable
        `Rows`, or for the second look `Company`, → column of float32, shape (n_rows,).
    reason : str
        Why it tells junk from honest blocks, and where that is known from.
    """

    name: str
    unit: str
    function: Callable[[Measured], NDArray[np.float32]]
    reason: str


class Matrix(NamedTuple):
    """The measured blocks of a page.

    Attributes
    ----------
    rows : Rows
    values : ndarray of float32, shape (n_rows, n_features)
        The columns of `CATALOGUE`; for a second look those of `COMPANY` behind them.
    """

    rows: Rows
    values: NDArray[np.float32]


def _kind(kind: Kind) -> Feature[Rows]:
    function = functools.partial(markup.is_kind, kind=kind)
    return Feature(f"is_{kind.name.lower()}", "flag", function, "each kind has its own honest uses")


def _group(name: str) -> Feature[Rows]:
    function = functools.partial(concealment.hidden_by, group=name)
    return Feature(f"hidden_{name}", "flag", function, "each cause has its own honest uses")


def _place(name: str) -> Feature[Rows]:
    function = functools.partial(markup.inside, place=name)
    return Feature(f"inside_{name}", "flag", function, "junk stands outside of a page's order")


def _idiom(row: Idiom) -> Feature[Rows]:
    function = functools.partial(script_writing.idiom, name=row.name)
    return Feature(f"script_{row.name.replace('-', '_')}", "flag", function, row.reason)


CATALOGUE: Final[tuple[Feature[Rows], ...]] = (
    *(_kind(kind) for kind in Kind),
    # shape
    Feature("chars", "log", shape.log_chars, "one-word blocks are labels and menu items"),
    Feature("words", "log", shape.words_log, "together with chars: scripts without spaces"),
    Feature("sentence_ends", "per 100", shape.sentence_ends, "keyword lists have no sentences"),
    Feature("delimiters", "share", shape.delimiter_share, "keyword lists are held by delimiters"),
    Feature("digits", "share", shape.digit_share, "dates and counters are honest"),
    Feature("capitals", "share", shape.upper_share, "anchors are often in title case"),
    Feature("phrase_chars", "log", shape.mean_phrase_chars, "keyword phrases are short"),
    Feature("repeated", "share", shape.repeated_share, "stuffing repeats its words"),
    Feature("compressed", "share", shape.compressed_share, "repeated phrases compress well"),
    Feature("entities", "share", shape.entity_share, "kits code whole texts as entities"),
    Feature(
        "entity_letters",
        "share",
        shape.entity_letter_share,
        "honest pages hardly ever code ASCII letters",
    ),
    # text
    Feature("text_score", "score", context.text_score, "words of known trades of spam"),
    Feature(
        "excess_score", "score", context.excess_score, "an article about casinos is one throughout"
    ),
    Feature(
        "model_words", "log", commands.model_words_log, "speaks to machines where no reader looks"
    ),
    Feature("url_score", "score", linkage.url_score, "words of spam in the addresses"),
    Feature("highest_url_score", "score", linkage.highest_url_score, "one link is enough"),
    Feature(
        "script_score",
        "score",
        script_writing.script_score,
        "the writing of known injected scripts",
    ),
    # links
    Feature("links", "log", linkage.links_log, "junk is there for its links"),
    Feature("foreign_links", "log", linkage.foreign_links_log, "they lead to other sites"),
    Feature("foreign_share", "share", linkage.foreign_share, "menus lead to their own site"),
    Feature("foreign_sites", "log", linkage.foreign_sites_log, "link farms serve many sites"),
    Feature("links_per_site", "log", linkage.site_links_per_site, "a partner list has one each"),
    Feature("known_sites", "share", linkage.known_site_share, "the page links there elsewhere"),
    Feature("says_site", "flag", linkage.says_site, "else all addresses in full look foreign"),
    Feature("anchors", "share", linkage.anchor_share, "nothing but links"),
    Feature("nofollow", "share", linkage.nofollow_share, "whoever injects wants to be followed"),
    Feature("start_pages", "share", linkage.bare_address_share, "advertised sites, not articles"),
    Feature("numeric_hosts", "share", linkage.numeric_host_share, "no honest editor links an IP"),
    Feature("encoded_addresses", "share", linkage.encoded_address_share, "payload in search URLs"),
    Feature("repeated_addresses", "share", linkage.repeated_anchor_share, "one address many times"),
    # visibility
    Feature("hidden", "flag", concealment.is_hidden, "most injected links are for crawlers only"),
    *(_group(name) for name in concealment.CAUSE_GROUPS),
    Feature("hidden_inline", "flag", concealment.hidden_inline, "kits bring their own style"),
    Feature("hidden_chars", "log", concealment.hidden_group_chars_log, "menus are larger boxes"),
    Feature(
        "hidden_foreign", "share", concealment.hidden_group_share, "hidden menus lead to the site"
    ),
    Feature("hooked", "share", concealment.hooked_share, "an honest hidden box is shown by name"),
    # company
    Feature("group_blocks", "log", groups.group_blocks_log, "a list of small blocks"),
    Feature("group_foreign", "log", groups.group_foreign_log, "junk lists are long"),
    Feature("group_sites", "log", groups.group_sites_log, "link farms serve many sites"),
    Feature("group_foreign_share", "share", groups.group_foreign_share, "menus lead to the site"),
    Feature("group_score", "score", groups.group_score, "one anchor says little, forty say it"),
    Feature("group_excess", "score", groups.group_excess, "the list speaks of something else"),
    Feature("group_url_score", "score", groups.group_url_score, "words of spam in the addresses"),
    # markup
    *(_place(name) for name in markup.PLACES),
    Feature("depth", "log", markup.depth_log, "kits write at the top level"),
    Feature("bare", "flag", markup.is_bare, "kits write straight into the body"),
    Feature("in_head", "flag", markup.in_head, "text has no place in the head"),
    Feature("after_body", "flag", markup.after_body, "appended to the file"),
    Feature("before_html", "flag", markup.before_html, "put before the file"),
    Feature("breaks_out", "flag", markup.breaks_out, "closes what the text might stand in"),
    Feature("own_style", "flag", markup.has_own_style, "kits bring their own style"),
    Feature("alone", "flag", markup.link_only_container, "a box of its own"),
    Feature("decoys", "log", decoys.decoys_log, "kits write tens to hundreds of empty elements"),
    Feature(
        "beside_decoys", "log", decoys.beside_decoys, "kits put their words beside their decoys"
    ),
    Feature("decoy_unknown", "share", decoys.decoy_unknown_share, "random tag names"),
    Feature("decoy_misplaced", "share", decoys.decoy_misplaced_share, "tbody in a paragraph"),
    Feature("decoy_names", "ratio", decoys.decoy_named_share, "each has an id or class"),
    Feature("decoy_repeated_id", "share", decoys.decoy_repeated_id_share, "one id for all"),
    Feature("decoy_used", "share", decoys.decoy_used_share, "honest ids are used somewhere"),
    # context
    Feature("place", "share", context.place_in_page, "junk stands first and last"),
    Feature("edge_distance", "log", context.edge_distance_log, "junk stands first and last"),
    Feature("neighbours", "score", context.neighbour_score, "junk has junk beside it"),
    Feature("repeats", "log", context.repeats_log, "kits write their block several times"),
    Feature("foreign_script", "share", context.foreign_script_share, "another language's script"),
    Feature(
        "undeclared_script",
        "share",
        context.undeclared_script_share,
        "kits fill pages of one language with another",
    ),
    Feature("shared_words", "share", context.shared_vocabulary, "the page speaks of it elsewhere"),
    Feature("title_words", "share", context.title_vocabulary, "the title speaks of it"),
    Feature(
        "unspoken", "share", context.unspoken_share, "a title that was taken over is of nothing"
    ),
    Feature("title_repeats", "log", stuffing.title_repeats_log, "doorways repeat their query"),
    Feature("title_copies", "log", stuffing.title_copies_log, "a doorway is made for one query"),
    Feature("page_share", "share", stuffing.page_share, "a doorway is one text without paragraphs"),
    Feature("longest_text", "log", stuffing.longest_text_log, "the same, said of its title, too"),
    Feature("longest_share", "share", stuffing.longest_text_share, "beside it there is nothing"),
    Feature("empty_boxes", "share", stuffing.empty_box_share, "a doorway fills an emptied page"),
    # active
    *(_idiom(row) for row in IDIOMS.values()),
    Feature("attacks", "flag", script_writing.attacks, "hardly any honest script needs it"),
    Feature("sends_away", "share", script_targets.sends_away, "honest redirects stay on the site"),
    Feature(
        "coded_address", "flag", script_targets.coded_address, "whoever codes an address hides it"
    ),
    Feature(
        "written_score", "score", script_writing.written_score, "words of spam, written by a script"
    ),
    Feature("source_chars", "log", script_writing.source_chars_log, "kits' scripts are short"),
    Feature("escapes", "share", script_writing.escape_share, "what hides its words is coded"),
    Feature("foreign_source", "flag", script_loading.foreign_source, "loaded from another host"),
    Feature("host_entropy", "bits", script_loading.host_entropy, "names made by machines"),
    Feature("zero_sized", "flag", script_loading.is_zero_sized, "frames that nobody is to see"),
    Feature(
        "hides_links", "share", script_hiding.hides_foreign_links, "hides a box of foreign links"
    ),
)


#: What the first look made of the blocks around: see `Company`.
COMPANY: Final[tuple[Feature[Company], ...]] = (
    Feature("first_look", "score", Company.first_look, "what the block says by itself"),
    Feature("junk_before", "score", Company.before, "kits write their things one after another"),
    Feature("junk_behind", "score", Company.after, "kits write their things one after another"),
    Feature("junk_overlapping", "score", Company.overlapping, "a sentence is there for its links"),
    Feature("group_mean", "score", Company.group_mean, "a list is junk as a whole or not at all"),
    Feature("group_highest", "score", Company.group_highest, "one loud anchor gives away the list"),
    Feature("box_mean", "score", Company.box_mean, "a box is junk as a whole or not at all"),
    Feature("junk_in_item", "score", Company.item_highest, "a comment has one author"),
    Feature("copies", "score", Company.copies, "kits write their block several times"),
    Feature("same_sites", "score", Company.same_sites, "who advertises a site does it twice"),
    Feature("hides_junk", "score", Company.hidden_by_it, "a script that hides the list beside it"),
    Feature("junk_in_head", "score", Company.head, "title and metas are taken over together"),
    Feature("junk_elsewhere", "log", Company.page_count, "a page that was broken into once"),
    Feature("junk_share", "share", Company.page_share, "a doorway is junk throughout"),
)


@functools.cache
def feature_names() -> tuple[str, ...]:
    """Return the names of all columns, those of the second look last."""
    return (*(feature.name for feature in CATALOGUE), *(feature.name for feature in COMPANY))


def measure(blocks: Blocks, tables: TextTables) -> Matrix:
    """Return the matrix of a page: one row a measured block, one column a row of `CATALOGUE`."""
    rows = select_rows(blocks, tables)
    if not len(rows):
        return Matrix(rows, np.zeros((0, len(CATALOGUE)), np.float32))
    values = np.empty((len(CATALOGUE), len(rows)), np.float32)
    for place, feature in enumerate(CATALOGUE):
        values[place] = feature.function(rows)
    return Matrix(rows, values.T)


def measure_company(matrix: Matrix, log_odds: NDArray[np.float64]) -> Matrix:
    """Return a matrix with the columns of `COMPANY` added.

    Parameters
    ----------
    matrix : Matrix
        As `measure` gave it.
    log_odds : ndarray of float64, shape (n_rows,)
        What the first look made of each row.
    """
    company = Company(matrix.rows, log_odds)
    columns = [feature.function(company) for feature in COMPANY]
    return Matrix(matrix.rows, np.column_stack([matrix.values, *columns]).astype(np.float32))
