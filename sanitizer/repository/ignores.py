"""Comments in a page that say which findings its owner knows of.

    <!-- sanitizer: ignore[SAN201] partners, by contract -->          the next block
    <!-- sanitizer: ignore-start[SAN3,SAN4] the glossary -->  ...  <!-- sanitizer: ignore-end -->
    <!-- sanitizer: ignore-file[SAN5] archived as it was -->

Comes in: the bytes of a page, later its outcome. Goes out: the outcome without the findings that a
comment covers wholly, their number, and complaints about comments that do nothing. Only real
comments of the page count. Whoever injects junk can inject a comment too: so what is ignored is
counted and told, and it can be asked for all the same.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sanitizer.codes import is_code_prefix
from sanitizer.patterns import lazy_pattern
from sanitizer.repository.reported import with_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.batch.run import Outcome
    from sanitizer.config import Config
    from sanitizer.findings.records import Finding
    from sanitizer.parsing.page import Page
    from sanitizer.parsing.records import Tree

__all__ = ["Ignore", "Ignored", "find_ignores", "without_ignored"]

#: What such a comment starts with, as charsets write it that hold ASCII, and as UTF-16 does.
_SIGNS: Final = (b"sanitizer:", b"\0".join(bytes([letter]) for letter in b"sanitizer:"))

_COMMENT = lazy_pattern(
    r"<!--\s*sanitizer:\s*(?P<word>[^\s\[\]]*)\s*(?:\[(?P<codes>[^\]]*)\])?(?P<reason>.*?)"
    r"(?:--!?>|\Z)",
    re.DOTALL,
)
_WORDS: Final = ("ignore", "ignore-start", "ignore-end", "ignore-file")


class Ignore(NamedTuple):
    """One comment, and what it covers.

    Attributes
    ----------
    word : str
        Such as ``ignore-start``.
    codes : tuple of str
        Codes of rules, or how they begin.
    line, column : int
        Of the comment.
    start, end : int
        Characters that it covers; none where it does nothing.
    trouble : str
        Why it does nothing; empty where it is well made.
    """

    word: str
    codes: tuple[str, ...]
    line: int
    column: int
    start: int
    end: int
    trouble: str

    def covers(self, finding: Finding) -> bool:
        """Tell whether a finding is of these rules and lies wholly inside."""
        return self.concerns(finding) and self.start <= finding.start and finding.end <= self.end

    def concerns(self, finding: Finding) -> bool:
        """Tell whether a finding is of these rules and lies inside with a part of it."""
        overlaps = self.start < finding.end and finding.start < self.end
        return overlaps and finding.rule.startswith(self.codes)


class Ignored(NamedTuple):
    """An outcome without what is ignored, and what there is to say of the comments."""

    outcome: Outcome
    n_ignored: int
    complaints: tuple[str, ...]


def find_ignores(data: bytes, config: Config) -> tuple[Ignore, ...]:
    """Return the comments of a page that want something ignored, in its order.

    Parameters
    ----------
    data : bytes
        The page.
    config : Config
        Says how the page is to be read.
    """
    if not any(sign in data for sign in _SIGNS):  # nearly every page: it is not parsed again
        return ()
    from sanitizer.parsing.page import parse_page  # noqa: PLC0415  as said above

    page = parse_page(data, encoding=config.encoding, as_html=config.as_html)
    return tuple(_read(page)) if page.unreadable is None else ()


def without_ignored(outcome: Outcome, ignores: tuple[Ignore, ...]) -> Ignored:
    """Leave out of an outcome the findings that comments of its page cover."""
    findings = outcome.report.findings
    sound = [ignore for ignore in ignores if not ignore.trouble]
    kept = [found for found in findings if not any(ignore.covers(found) for ignore in sound)]
    complaints = tuple(
        f"{outcome.path}:{ignore.line}:{ignore.column}: {complaint}"
        for ignore in ignores
        if (complaint := _complaint(ignore, findings))
    )
    left = with_findings(outcome, kept, "ignored by comments in the page")
    return Ignored(left, len(findings) - len(kept), complaints)


def _complaint(ignore: Ignore, findings: tuple[Finding, ...]) -> str:
    shown = f"{ignore.word}[{','.join(ignore.codes)}]" if ignore.codes else ignore.word
    if ignore.trouble:
        return f"not ignored: {shown} {ignore.trouble}"
    if any(ignore.covers(found) for found in findings):
        return ""
    part = next((found for found in findings if ignore.concerns(found)), None)
    if part is None:
        return f"unused: {shown} covers no finding; remove it"
    return (
        f"not ignored: {shown} covers only a part of {part.rule} in line {part.line};"
        " put ignore-start and ignore-end around all of it"
    )


def _read(page: Page) -> Iterator[Ignore]:
    """Yield the comments; a start is known to be sound only when its end has come."""
    tree = page.tree
    comments = [
        (mark.start, mark.end, found)
        for mark in tree.marks
        if (found := _COMMENT.fullmatch(page.source, mark.start, mark.end)) is not None
    ]
    ends = _ends([(start, found["word"]) for start, _, found in comments])
    for start, end, found in comments:
        word = found["word"]
        codes = tuple(filter(None, re.split(r"[\s,]+", found["codes"] or "")))
        trouble = _trouble(found, codes, is_paired=start in ends)
        if word == "ignore-end" and not trouble:
            continue
        covered = (0, 0)
        if not trouble and word == "ignore":
            covered = _next_block(tree, end)
        elif not trouble:
            covered = (0, len(page.source)) if word == "ignore-file" else (end, ends[start])
        yield Ignore(word, codes, *page.position(start), *covered, trouble)


def _ends(comments: list[tuple[int, str]]) -> dict[int, int]:
    """Return where what each start begins comes to its end, and of each paired end itself."""
    ends: dict[int, int] = {}
    begun: list[int] = []
    for place, word in comments:
        if word == "ignore-start":
            begun.append(place)
        elif word == "ignore-end" and begun:
            ends[begun.pop()] = ends[place] = place
    return ends


def _trouble(found: re.Match[str], codes: tuple[str, ...], *, is_paired: bool) -> str:
    word = found["word"]
    unknown = [code for code in codes if not is_code_prefix(code)]
    if word not in _WORDS:
        trouble = f"is not known; allowed are {', '.join(_WORDS)}"
    elif word == "ignore-end":
        trouble = "" if is_paired else "has no ignore-start"
    elif not codes:
        trouble = f"names no rule; write {word}[CODE] and the reason"
    elif unknown:
        trouble = f"names {', '.join(unknown)}, which is no rule and begins none"
    elif re.search(r"\w", found["reason"]) is None:
        trouble = "gives no reason; write one behind the codes"
    elif word == "ignore-start" and not is_paired:
        trouble = "has no ignore-end"
    else:
        trouble = ""
    return trouble


def _next_block(tree: Tree, place: int) -> tuple[int, int]:
    """Return the next element, or the text with the inline elements in it up to the next block."""
    from sanitizer.parsing import vocabulary as names  # noqa: PLC0415  as above

    def is_inline(element: int) -> bool:
        return tree.tags[element] in names.DISPLAYED_INLINE - names.RAW_TEXT

    element = bisect.bisect_left(tree.starts, place)
    text = bisect.bisect_left(tree.text_starts, place)
    start = end = place
    has_text = text < len(tree.text_starts)
    text_start = tree.text_starts[text] if has_text else len(tree.source)
    if element < len(tree.starts) and tree.starts[element] < text_start:
        start, end = tree.starts[element], tree.ends[element]
        if not is_inline(element):
            return start, end
    if not has_text:
        return start, end
    between = range(element, bisect.bisect_left(tree.starts, text_start))
    if all(map(is_inline, between)):
        last = bisect.bisect_right(tree.text_runs, tree.text_runs[text]) - 1
        end = max(end, tree.text_ends[last])
        inside = range(element, bisect.bisect_left(tree.starts, end))
        end = max([end, *(tree.ends[inline] for inline in inside if is_inline(inline))])
    return start, end
