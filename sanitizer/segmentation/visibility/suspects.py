"""Where something on a page may be hidden: the elements that have to be judged, and by what.

Elements on which something was declared that may hide are found first: style attributes and
``hidden`` by a look at the start tags, sheets by the scan in `triggers`, of the rules that the page
has the names for. All others are never looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sanitizer.segmentation.visibility.checks import checks_for
from sanitizer.segmentation.visibility.declarations import parse_declarations
from sanitizer.segmentation.visibility.element_sets import members
from sanitizer.segmentation.visibility.frameworks import links_sheets, with_known_class
from sanitizer.segmentation.visibility.markup import SVG_UNDRAWN, WATCHED_TAGS
from sanitizer.segmentation.visibility.palette import COLOURED_TAGS, colour_suspects
from sanitizer.segmentation.visibility.triggers import any_hiding, hiding_names

if TYPE_CHECKING:
    from sanitizer.segmentation.visibility.cascade import Style

__all__ = ["Suspects"]

#: Attributes that hide by being there.
_BARE = {name: re.compile(rf"[\s\"'/]{name}(?=[\s=/>])") for name in ("hidden", "popover")}


class Suspects:
    """The elements of one page that have to be judged.

    Parameters
    ----------
    style : Style
        The page's styles.

    Attributes
    ----------
    marked : set of int
        Those with a tag or an attribute that may hide by itself.
    checks : dict
        Of those with a declaration that may hide: which of `CHECKS` it calls for, as bits.
    colours : set of int
        Those of which text and background have to be compared.
    classed : set of int
        Those with a framework's class, where the page has sheets elsewhere.
    """

    def __init__(self, style: Style) -> None:
        self.style = style
        self.checks: dict[int, int] = {}
        self.marked = self._marked()
        self.classed = with_known_class(style) if links_sheets(style) else set()
        self._look_at_styles()
        self._look_at_rules()

    def _marked(self) -> set[int]:
        elements, tree = self.style.elements, self.style.tree
        by_tag, start_tags = elements.by_tag, elements.start_tags
        marked = {element for tag in WATCHED_TAGS & by_tag.keys() for element in by_tag[tag]}
        if "svg" in by_tag:
            drawn = elements.sets.inside(elements.sets.with_key("svg"))
            for tag in SVG_UNDRAWN & by_tag.keys():
                marked.update(element for element in by_tag[tag] if drawn >> element & 1)
        for element in by_tag.get("marquee", ()):  # cuts off what does not fit without being told
            self._suspect(element, ["width"])
        for name, pattern in _BARE.items():
            marked.update(
                element for element in start_tags.having(name)
                if (element in tree.later_tags
                    or pattern.search(start_tags.low, tree.starts[element], tree.opens[element]))
                and name in tree.attributes(element)
            )  # fmt: skip
        return marked

    def _look_at_styles(self) -> None:
        elements = self.style.elements
        by_tag, start_tags = elements.by_tag, elements.start_tags
        coloured = {
            element for tag in COLOURED_TAGS & by_tag.keys() for element in by_tag[tag]
            if start_tags.mentions(element, "color")
        }  # fmt: skip
        styled, texts = list(self.style.styled), list(self.style.styled.values())
        # What is commented or escaped has to be read whatever the search says.
        odd = [place for place, text in enumerate(texts) if "/*" in text or "\\" in text]
        for place in {*any_hiding(texts), *odd}:
            self._suspect(styled[place], hiding_names(parse_declarations(texts[place])))
        coloured.update(
            element for element, text in zip(styled, texts, strict=True)
            if start_tags.mentions(element, "color")
            or start_tags.mentions(element, "background")
        )  # fmt: skip
        self.colours = colour_suspects(self.style, sorted(coloured))

    def _suspect(self, element: int, names: list[str]) -> None:
        """Note properties of which something declared may hide an element."""
        bits = checks_for(names)
        if bits:
            self.checks[element] = self.checks.get(element, 0) | bits
            self.style.suspected.setdefault(element, set()).update(names)

    def _look_at_rules(self) -> None:
        rules, elements = self.style.rules, self.style.elements
        for place in any_hiding([live.rule.block for live in rules.live]):
            live = rules.live[place]
            names = hiding_names(live.declarations)
            if checks_for(names):
                places = members(live.meant(elements))
                elements.budget -= len(places) // 16  # going through them is work, too
                if elements.budget < 0:
                    return
                for element in places:
                    self._suspect(element, names)
