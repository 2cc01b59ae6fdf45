"""The rooms in order: page → blocks → matrix → scores → findings → clean source → text."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, NamedTuple, overload

from sanitizer.classification.judge import judge
from sanitizer.classification.model import Model, load_model
from sanitizer.config import Config
from sanitizer.features.catalogue import measure
from sanitizer.findings.records import Finding, Report, Verdict
from sanitizer.findings.verdicts import judge_page
from sanitizer.parsing.page import Page, parse_page
from sanitizer.segmentation.blocks import segment
from sanitizer.segmentation.records import Blocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sanitizer.cutting.cut import Range
    from sanitizer.extraction.cleaned import Cleaned

__all__ = ["clean", "list_blocks", "scan"]

#: Without its junk a page may show more of it: what stood between two regions is at an edge now.
#: Pages settle after one or two more looks; the bound is for hostile ones.
MAX_LOOKS: Final = 10


def scan(page: bytes | str, url: str | None = None, config: Config | None = None) -> Report:
    """Find the junk in a page.

    Parameters
    ----------
    page : bytes or str
        One HTML document; a bytearray or memoryview is taken for bytes.
    url : str or None
        Where it is from: tells own links from foreign ones.
    config : Config or None
        Settings; None is ``Config()``.

    Returns
    -------
    Report
        Never an exception for anything that is in a page.

    Raises
    ------
    TypeError
        When an argument is of the wrong type.
    ModelError
        When the model that the settings name cannot be used.

    Examples
    --------
    >>> scan("<p>Fresh bread every morning.</p>").verdict.value
    'clean'
    """
    return _scan(page, url, config).report


@overload
def clean(page: bytes, url: str | None = None, config: Config | None = None) -> Cleaned[bytes]: ...


@overload
def clean(page: str, url: str | None = None, config: Config | None = None) -> Cleaned[str]: ...


def clean(
    page: bytes | str, url: str | None = None, config: Config | None = None
) -> Cleaned[bytes] | Cleaned[str]:
    """Cut the junk out of a page; parameters and errors are those of `scan`.

    Returns
    -------
    Cleaned
        ``html`` is the input minus the findings' ranges, of the same type.

    Examples
    --------
    >>> clean("<p>Fresh bread every morning.</p>").html
    '<p>Fresh bread every morning.</p>'
    """
    # Here, not above: a scan need not wait for lxml's import, nor that of a clean page for cuts.
    from sanitizer.cutting.cut import cut_bytes, cut_text, merge_ranges  # noqa: PLC0415
    from sanitizer.extraction.cleaned import Cleaned  # noqa: PLC0415

    parsed, report, blocks = _scan(page, url, config)
    ranges = merge_ranges([(found.start, found.end) for found in report.findings])
    source = cut_text(parsed.source, ranges)
    if parsed.data is not None:
        data = cut_bytes(parsed, ranges) if ranges else parsed.data
        return Cleaned(data, report, source, url, blocks)
    return Cleaned(source, report, source, url, blocks)


def list_blocks(page: bytes | str, url: str | None = None, config: Config | None = None) -> Blocks:
    """Divide a page into its blocks without judging them; parameters are those of `scan`.

    Returns
    -------
    Blocks
        None of them where ``page.unreadable`` says why the page cannot be read.

    Examples
    --------
    >>> [block.visibility for block in list_blocks("<p>Bread.<p hidden>Cake.")]
    [None, 'hidden-attribute']
    """
    settings = _settings(config)
    parsed = parse_page(page, url, settings.encoding, as_html=settings.as_html)
    return Blocks(parsed, [], []) if parsed.unreadable is not None else segment(parsed)


def _settings(config: Config | None) -> Config:
    settings = Config() if config is None else config
    if not isinstance(settings, Config):
        raise TypeError(f"config must be a sanitizer.Config or None, got {type(config).__name__}")
    return settings


class _Scanned(NamedTuple):
    """A page, what was found, and the blocks of what is left of it, where they are known."""

    page: Page
    report: Report
    rest: Blocks | None


def _scan(page: bytes | str, url: str | None, config: Config | None) -> _Scanned:
    settings = _settings(config)
    parsed = parse_page(
        page,
        url,
        settings.encoding,
        as_html=settings.as_html,
        allowed_hosts=settings.allowed_hosts,
    )
    encoding = parsed.decoded.encoding if parsed.decoded is not None else None
    if parsed.unreadable is not None:
        report = Report(Verdict.UNREADABLE, 0.0, (), parsed.unreadable, encoding)
        return _Scanned(parsed, report, None)
    model = load_model(settings.model)
    threshold = model.threshold if settings.threshold is None else settings.threshold
    bench = _Bench(model, threshold, settings.ignored_rules)
    blocks = segment(parsed)
    findings = _findings(blocks, bench)
    rest: Blocks | None = blocks
    if findings:
        findings, rest = _settle(parsed, findings, bench)
    verdict, reason = judge_page(blocks, findings)
    score = max((found.score for found in findings), default=0.0)
    return _Scanned(parsed, Report(verdict, score, tuple(findings), reason, encoding), rest)


class _Bench(NamedTuple):
    """What a page is judged by."""

    model: Model
    threshold: float
    ignored_rules: tuple[str, ...]


def _findings(blocks: Blocks, bench: _Bench) -> list[Finding]:
    judgement = judge(measure(blocks, bench.model.tables), bench.model)
    # Most pages need not wait for the imports.
    if not (judgement.scores >= bench.threshold).any():
        return []
    from sanitizer.findings.allowed import leave_out_allowed  # noqa: PLC0415
    from sanitizer.findings.carried import leave_out_bare_text  # noqa: PLC0415
    from sanitizer.findings.detect import detect  # noqa: PLC0415

    found = leave_out_bare_text(blocks.page, detect(judgement, bench.threshold))
    found = leave_out_allowed(blocks.page, found)
    return [finding for finding in found if finding.rule not in bench.ignored_rules]


def _settle(
    page: Page, findings: list[Finding], bench: _Bench
) -> tuple[list[Finding], Blocks | None]:
    """Look again at what is left until nothing more is found; places are those of `page`.

    Returns what was found, and the blocks of what was looked at last.
    """
    from sanitizer.cutting.cut import cut_text, merge_ranges, original_ranges  # noqa: PLC0415

    settled = _keeping_nesting(page, findings)
    blocks: Blocks | None = None
    for _ in range(MAX_LOOKS):
        cut = merge_ranges([(found.start, found.end) for found in settled])
        rest = parse_page(
            cut_text(page.source, cut),
            page.url,
            as_html=page.as_html,
            allowed_hosts=page.allowed_hosts,
        )
        if rest.unreadable is not None:
            break
        blocks = segment(rest)
        more = _findings(blocks, bench)
        if not more:
            break
        more = _keeping_nesting(rest, more)
        if not more:  # nothing of it can go without moving what is honest
            break
        places = original_ranges(cut, [(found.start, found.end) for found in more])
        settled = _joined(settled, _moved(page, more, places))
    return settled, blocks


def _placed(page: Page, finding: Finding, place: Range) -> Finding:
    from sanitizer.findings.detect import place_finding  # noqa: PLC0415  as in `_findings`

    return place_finding(page, finding, *place)


def _keeping_nesting(page: Page, findings: list[Finding]) -> list[Finding]:
    from sanitizer.cutting.opaque import sound_pieces  # noqa: PLC0415  as in `clean`

    pieces = sound_pieces(page.tree, [(found.start, found.end) for found in findings])
    return [
        found if piece == (found.start, found.end) else _placed(page, found, piece)
        for found, kept in zip(findings, pieces, strict=True)
        for piece in kept
    ]


def _moved(page: Page, findings: list[Finding], places: Iterable[Range]) -> list[Finding]:
    return [_placed(page, found, place) for found, place in zip(findings, places, strict=True)]


def _joined(old: list[Finding], new: list[Finding]) -> list[Finding]:
    """Return both in order; a finding that lies inside another one goes into it."""
    found: list[Finding] = []
    for finding in sorted([*old, *new], key=lambda finding: (finding.start, -finding.end)):
        if found and finding.end <= found[-1].end:
            found[-1] = dataclasses.replace(found[-1], score=max(found[-1].score, finding.score))
        else:
            found.append(finding)
    return found
