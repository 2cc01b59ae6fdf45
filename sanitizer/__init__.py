"""Find the junk that was injected into a web page, cut exactly that, extract the rest."""

import importlib
from typing import TYPE_CHECKING

from sanitizer.config import Config
from sanitizer.errors import ConfigError, LabelError, ModelError, PathError, SanitizerError
from sanitizer.findings.records import Finding, Report, Verdict

if TYPE_CHECKING:
    from sanitizer.extraction.cleaned import Cleaned
    from sanitizer.extraction.extract import Metadata
    from sanitizer.pipeline import clean, scan

__all__ = [
    "Cleaned",
    "Config",
    "ConfigError",
    "Finding",
    "LabelError",
    "Metadata",
    "ModelError",
    "PathError",
    "Report",
    "SanitizerError",
    "Verdict",
    "clean",
    "scan",
]

#: Brought when they are asked for. With the pipeline comes numpy, which a command that knows its
#: pages from a cache can do without; with the records of `clean` comes lxml, which the scan of a
#: clean page can do without.
_LATER = {
    "Cleaned": "sanitizer.extraction.cleaned",
    "Metadata": "sanitizer.extraction.extract",
    "clean": "sanitizer.pipeline",
    "scan": "sanitizer.pipeline",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(_LATER[name]), name)
    globals()[name] = found
    return found
