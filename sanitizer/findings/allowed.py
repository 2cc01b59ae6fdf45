"""Findings that only point to hosts which the owner of the pages vouches for.

Comes in: findings of a page. Goes out: the same without those whose every address leads to an
allowed host. A finding without an address stays, and so does one with a script or an address on the
page's own site in it: nobody vouched for these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sanitizer.features.links import host_of, is_among
from sanitizer.parsing.records import MarkKind
from sanitizer.parsing.tree import build_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.findings.records import Finding
    from sanitizer.parsing.page import Page

__all__ = ["leave_out_allowed"]

#: Where elements have an address that a reader or his browser can be sent to.
_ADDRESSES: Final = ("href", "src", "action", "formaction", "data")

#: What may lead anywhere without an address that could be read here, beside what events do.
_ELSEWHERE: Final = frozenset({"http-equiv", "srcdoc"})


def leave_out_allowed(page: Page, findings: list[Finding]) -> list[Finding]:
    """Return the findings that do not only lead to allowed hosts of the page."""
    if not page.allowed_hosts:
        return findings
    return [
        found
        for found in findings
        if not _all_allowed(page.source[found.start : found.end], page.allowed_hosts)
    ]


def _all_allowed(source: str, allowed: tuple[str, ...]) -> bool:
    hosts = list(_hosts(source))
    return bool(hosts) and all(is_among(host, allowed) for host in hosts)


def _hosts(source: str) -> Iterator[str]:
    """Yield the host of each address, empty where there is none: such a one is never allowed."""
    tree = build_tree(source)
    for element, tag in enumerate(tree.tags):
        attributes = tree.attributes(element)
        yield from (host_of(attributes[name]) for name in _ADDRESSES if name in attributes)
        if any(name.startswith("on") or name in _ELSEWHERE for name in attributes) or (
            tag == "script" and "src" not in attributes
        ):
            yield ""
    for mark in tree.marks:
        if mark.kind == MarkKind.COMMENT:
            # What stands in a comment may hold no comment, so this goes no deeper.
            yield from _hosts(source[mark.start + len("<!--") : mark.end].removesuffix("-->"))
