"""Clean source → main content and metadata, by trafilatura.

The only module that knows trafilatura, which is imported when the first page is extracted: a page
that is only scanned never pays for it. What comes in is source text from which junk is already cut;
what goes out are records. Nothing is raised for what is in a page: where there is no text, the
record says why.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, Literal

from sanitizer.extraction.document import TreeRefusedError, build_document
from sanitizer.extraction.private_use import protect_private_use

if TYPE_CHECKING:
    from lxml import html

__all__ = ["Extraction", "Form", "Metadata", "extract", "extract_metadata"]

Form = Literal["text", "markdown"]

_OUTPUT_FORMATS: dict[Form, str] = {"text": "txt", "markdown": "markdown"}

#: What trafilatura and the libraries below it may let through on odd markup; it turns its own
#: ValueError and TypeError into None only while it looks for text. RecursionError: it walks some
#: trees by recursion. The lookups and AttributeError: JSON-LD and dates of odd shapes.
_TRAFILATURA_ERRORS = (
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    OverflowError,
    RecursionError,
    AssertionError,
)

_WEB_URL = re.compile(r"https?://[^\s/]", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Extraction:
    """Main content of a page.

    Attributes
    ----------
    text : str
        Plain text or Markdown, without an end of line at its end; empty when nothing was found.
    reason : str or None
        Why ``text`` is empty; ``None`` when it is not.
    """

    text: str
    reason: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself, as trafilatura reads it from head, JSON-LD and byline.

    Attributes
    ----------
    title, author, description, sitename, url, hostname : str or None
        ``author`` holds several names divided by ``"; "``.
    date : str or None
        Of publication, ``YYYY-MM-DD``.
    categories, tags : tuple of str
        In the order of the page.
    language, image, license, pagetype : str or None
        ``language`` is the one that the page declares, such as ``de`` or ``pt-BR``.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    description: str | None = None
    sitename: str | None = None
    url: str | None = None
    hostname: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    image: str | None = None
    license: str | None = None
    pagetype: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the metadata as JSON types, under the same names."""
        fields = dataclasses.asdict(self)
        return {**fields, "categories": list(self.categories), "tags": list(self.tags)}


def extract(source: str, url: str | None = None, form: Form = "text") -> Extraction:
    """Extract the main content of a page whose junk is cut.

    Reader comments are left out: on 300 labelled articles that raises precision from 0.903 to
    0.915 and recall from 0.938 to 0.941. All else is trafilatura's default.

    Parameters
    ----------
    source : str
        The page.
    url : str or None
        Where it is from, for links; ignored unless it is an address of the web.
    form : {"text", "markdown"}
        Markdown keeps headings, lists, emphasis and links.

    Returns
    -------
    Extraction
        Empty, with a reason, for pages without main content and pages too large to extract from.
    """
    protected, originals = protect_private_use(source)
    try:
        tree = build_document(protected)
    except TreeRefusedError as refusal:
        return Extraction("", str(refusal))
    import trafilatura  # noqa: PLC0415  0.2 s that a scan must not pay

    try:
        text = trafilatura.extract(
            tree,
            url=_web_url(url),
            output_format=_OUTPUT_FORMATS[form],
            include_comments=False,
            include_links=form == "markdown",
        )
    except _TRAFILATURA_ERRORS as error:
        return Extraction("", f"trafilatura failed: {type(error).__name__}: {error}")
    if not text or not text.strip():
        n_chars = len(source)
        return Extraction(
            "", f"trafilatura found no main content in {n_chars:,} characters of page"
        )
    return Extraction(text.strip("\n").translate(originals), None)


def extract_metadata(source: str, url: str | None = None) -> Metadata:
    """Extract what a page says about itself; a field that it does not say is ``None`` or empty."""
    try:
        tree = build_document(source)
    except TreeRefusedError:
        return Metadata()
    document = _document(tree, _web_url(url))
    if document is None:
        return Metadata()
    return Metadata(
        title=document.title or None,
        author=document.author or None,
        date=document.date or None,
        description=document.description or None,
        sitename=document.sitename or None,
        url=document.url or None,
        hostname=document.hostname or None,
        categories=tuple(document.categories or ()),
        tags=tuple(document.tags or ()),
        language=document.language or _language(tree),
        image=document.image or None,
        license=document.license or None,
        pagetype=document.pagetype or None,
    )


def _document(tree: html.HtmlElement, url: str | None) -> Any:
    import trafilatura  # noqa: PLC0415

    try:
        return trafilatura.extract_metadata(tree, default_url=url)
    except _TRAFILATURA_ERRORS:
        return None


def _language(tree: html.HtmlElement) -> str | None:
    """Read the ``lang`` of the root: trafilatura fills its own field only when asked to detect."""
    declared = tree.get("lang") or tree.get("xml:lang") or ""
    return declared.strip()[:35] or None


def _web_url(url: str | None) -> str | None:
    return url if url and _WEB_URL.match(url) else None
