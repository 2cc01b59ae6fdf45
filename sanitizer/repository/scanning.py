"""Pages → what is known of them: the outcome of the scan, and the comments that ignore findings.

Comes in: sources. Goes out: one `Known` a page, in their order. What a cache has is not judged
again; nothing in it depends on what is reported, so that settings of reporting do not spoil it. On
that way neither numpy nor the rooms of the pipeline are imported.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from sanitizer.batch.reading import UnreadableFileError
from sanitizer.batch.run import NamingThePage, Outcome, read_source, run_in_order, unread
from sanitizer.findings.records import Verdict
from sanitizer.patterns import lazy_pattern
from sanitizer.repository.ignores import Ignore, find_ignores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sanitizer.batch.sources import Source
    from sanitizer.config import Config
    from sanitizer.repository.cache import ReportCache

__all__ = ["JudgeTask", "Known", "content_name", "judge_page", "known_pages"]

#: What pictures and archives that are called like pages do not hold by chance.
_MARKUP = lazy_pattern(
    rb"<(?:html|head|body|title|meta|style|script|iframe|table|span|div)[\s>]|<a\s[^<>]{0,200}href\s*=",
    re.IGNORECASE,
)


class Known(NamedTuple):
    """What is known of a page."""

    outcome: Outcome
    ignores: tuple[Ignore, ...]


def content_name(data: bytes, config: Config) -> str:
    """Return a name for the content of a page, and for how it is read."""
    return hashlib.sha256(data).hexdigest() + (" as html" if config.as_html else "")


def judge_page(data: bytes, path: str, config: Config) -> Known:
    """Scan a page."""
    from sanitizer.pipeline import scan  # noqa: PLC0415  not for what is in the cache

    with NamingThePage(path):
        report = scan(data, config=config)
        is_read = report.verdict is not Verdict.UNREADABLE or not _has_markup(data)
        return Known(Outcome(path, report, is_read=is_read), find_ignores(data, config))


def _has_markup(data: bytes) -> bool:
    """Tell whether a browser would show what is no page here, for its first bytes or its size.

    Such a page must not pass as clean: nobody has judged it.
    """
    return _MARKUP.search(data.replace(b"\0", b"")) is not None  # in UTF-16 every other byte


class JudgeTask:
    """Read and scan one page, in this process or in another."""

    def __init__(self, config_for: Callable[[str], Config]) -> None:
        self._config_for = config_for

    def __call__(self, source: Source) -> tuple[Known, str]:
        """Return what is known of the page, and the name of its content, if that is to be kept."""
        try:
            data = read_source(source)
        except UnreadableFileError as error:
            return Known(unread(source.path, error), ()), ""
        config = self._config_for(source.path)
        known = judge_page(data, source.path, config)
        return known, content_name(data, config) if known.outcome.is_read else ""


def known_pages(
    sources: Sequence[Source],
    config_for: Callable[[str], Config],
    n_jobs: int = 1,
    cache: ReportCache | None = None,
) -> Iterator[Known]:
    """Yield what is known of each page.

    Parameters
    ----------
    sources : sequence of Source
    config_for : callable
        Returns by the path of a page the settings of the judge; goes to other processes.
    n_jobs : int
        Processes for what has to be judged; -1 for one on each core.
    cache : ReportCache or None
        Asked before a page is judged, and told afterwards; made for these settings.
    """
    if cache is None:
        yield from (known for known, _ in run_in_order(JudgeTask(config_for), sources, n_jobs))
    elif n_jobs == 1:
        yield from (_looked_up(source, config_for, cache) for source in sources)
    else:
        # What is to be judged must be known before it is dealt out.
        kept = [_kept(source, config_for, cache) for source in sources]
        new = [source for source, known in zip(sources, kept, strict=True) if known is None]
        judged = run_in_order(JudgeTask(config_for), new, n_jobs)
        for known in kept:
            if known is not None:
                yield known
                continue
            fresh, name = next(judged)
            if name:
                cache.put(name, fresh)
            yield fresh


def _looked_up(source: Source, config_for: Callable[[str], Config], cache: ReportCache) -> Known:
    try:
        data = read_source(source)
    except UnreadableFileError as error:
        return Known(unread(source.path, error), ())
    config = config_for(source.path)
    name = content_name(data, config)
    known = cache.get(name, source.path)
    if known is None:
        known = judge_page(data, source.path, config)
        if known.outcome.is_read:
            cache.put(name, known)
    return known


def _kept(source: Source, config_for: Callable[[str], Config], cache: ReportCache) -> Known | None:
    try:
        name = content_name(read_source(source), config_for(source.path))
        return cache.get(name, source.path)
    except UnreadableFileError:  # the task meets it again, and says so in its turn
        return None
