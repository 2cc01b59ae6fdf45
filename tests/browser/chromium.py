"""A real Chromium that says which texts of a page a reader sees.

A page goes in as our `Tree`; before each of its texts a comment with the text's number is put, so
that the browser's text nodes can be told apart, however it nests them. The page is served from
memory with a content security policy that blocks every script of its own, nothing else is loaded,
and ``measure.js`` looks at each text. Out comes, of each text number, why it is not seen.
"""

from __future__ import annotations

import contextlib
import html
import pathlib
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sanitizer.parsing.tree import Tree

__all__ = ["Chromium", "browser_problem", "open_chromium"]

_MEASURE = (pathlib.Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
_ADDRESS = "http://page.example/"
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]
_HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "script-src 'none'",
}
#: Its content is text to the browser, so no comment can stand in it.
_RAW = frozenset({"textarea", "xmp", "plaintext"})


def browser_problem() -> str | None:
    """Return why no browser can be driven here, or None where one can."""
    if _executable() is None:
        return "no chromium is installed"
    try:
        import playwright.sync_api  # noqa: F401, PLC0415 - optional
    except ImportError:
        return "playwright is not installed"
    return None


def _executable() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Chromium:
    """An open browser window."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._body = b""
        page.route("**/*", self._answer)

    def _answer(self, route: Any) -> None:
        request = route.request
        if request.url == _ADDRESS and self._body:
            body, self._body = self._body, b""
            route.fulfill(status=200, headers=_HEADERS, body=body)
        elif request.is_navigation_request():
            route.fulfill(status=204)  # a page that wants to go elsewhere stays
        else:
            route.abort()

    def reasons(self, tree: Tree) -> dict[int, str]:
        """Return of each text of a page (by number) why a reader does not see it, or ``""``.

        Texts that the browser has not made a node of their own are left out.
        """
        self._body = mark_texts(tree).encode("utf-8", "replace")
        self._page.goto(_ADDRESS, wait_until="domcontentloaded", timeout=30_000)
        found: dict[str, Any] = self._page.evaluate(_MEASURE)
        strays = found.pop("stray", [])
        reasons = {int(number): reason for number, reason in found.items()}
        _match_strays(tree, reasons, strays)
        return reasons


def mark_texts(tree: Tree) -> str:
    """Return the page with a numbered comment before each of its texts."""
    pieces, last = [], 0
    rows = zip(tree.text_starts, tree.text_parents, strict=True)
    for number, (start, parent) in enumerate(rows):
        if parent >= 0 and tree.tags[parent] in _RAW:
            continue
        pieces.append(tree.source[last:start])
        pieces.append(f"<!--o{number}-->")
        last = start
    pieces.append(tree.source[last:])
    return "".join(pieces)


def _match_strays(tree: Tree, reasons: dict[int, str], strays: list[list[str]]) -> None:
    """Find the texts that lost their comment (out of tables, in raw text) by what they say."""
    by_text: dict[str, list[str]] = {}
    for text, reason in strays:
        by_text.setdefault(_start_of(text), []).append(reason)
    for number, (start, end) in enumerate(zip(tree.text_starts, tree.text_ends, strict=True)):
        if number not in reasons:
            text = html.unescape(tree.source[start : min(end, start + 200)])
            known = by_text.get(_start_of(text))
            if known:
                reasons[number] = known.pop(0)


def _start_of(text: str) -> str:
    return " ".join(text.split())[:40]


@contextlib.contextmanager
def open_chromium() -> Iterator[Chromium]:
    """Start a browser of 1280 × 900 that reaches no network."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - optional

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_executable(), headless=True, args=_FLAGS)
        try:
            context = browser.new_context(
                viewport={"width": 1280, "height": 900}, service_workers="block"
            )
            yield Chromium(context.new_page())
        finally:
            browser.close()
