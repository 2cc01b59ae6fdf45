"""One frozen set of settings; every field has one default and the reason for it."""

from __future__ import annotations

import codecs
import dataclasses
from pathlib import Path

from sanitizer.errors import ConfigError

__all__ = ["Config"]


@dataclasses.dataclass(frozen=True, slots=True)
class Config:
    """What a caller may decide about a scan.

    Parameters
    ----------
    threshold : float or None
        Score (0 to 1) from which a block counts as junk. ``None`` takes the one that the
        model was shipped with, chosen for false alarms. In one look at a page a higher one only
        leaves blocks out. What is found is cut and the rest is looked at again, though, and a
        page of which less was cut is judged anew: nothing promises that every finding at a
        higher threshold is also one at a lower.
    encoding : str or None
        The charset that the transport named (the HTTP header), as a label of the WHATWG
        encoding standard. Ignored for ``str`` pages and beaten by a byte order mark.
    model : pathlib.Path or None
        Folder of a model; ``None`` is the shipped one.
    as_html : bool
        Is the page something else that carries HTML: a template, Markdown, a component, a dump?
        Its own tags are then neither judged nor cut. Off by default: in a page such tags are
        text that readers see.

    Raises
    ------
    ConfigError
        When a value is of the wrong type or out of range.
    """

    threshold: float | None = None
    encoding: str | None = None
    model: Path | None = None
    as_html: bool = False

    def __post_init__(self) -> None:
        if self.threshold is not None:
            _check_threshold(self.threshold)
        if self.encoding is not None:
            _check_encoding(self.encoding)
        if self.model is not None and not isinstance(self.model, Path):
            raise ConfigError(f"model must be a pathlib.Path or None, got {self.model!r}")
        if not isinstance(self.as_html, bool):
            raise ConfigError(f"as_html must be a bool, got {self.as_html!r}")


def _check_threshold(value: object) -> None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not 0.0 < value <= 1.0:  # type: ignore[operator]
        raise ConfigError(f"threshold must be a number over 0 and up to 1, got {value!r}")


def _check_encoding(value: object) -> None:
    if not isinstance(value, str):
        raise ConfigError(f"encoding must be the name of a character encoding, got {value!r}")
    from webencodings import lookup  # noqa: PLC0415  only needed when the setting is used

    try:
        known = lookup(value) is not None or codecs.lookup(value) is not None
    except (LookupError, ValueError):  # ValueError: a NUL or a lone surrogate in the name
        known = False
    if not known:
        raise ConfigError(
            f"encoding {value!r} is not known; give a label such as 'utf-8', 'gbk' or 'shift_jis'"
        )
