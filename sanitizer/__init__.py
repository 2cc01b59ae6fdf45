"""Find the junk that was injected into a web page, cut exactly that, extract the rest."""

import importlib
from typing import TYPE_CHECKING

from sanitizer.config import Config
from sanitizer.errors import ConfigError, LabelError, ModelError, PathError, SanitizerError
from sanitizer.findings.records import Finding, Report, Verdict
from sanitizer.pipeline import clean, scan

if TYPE_CHECKING:
    from sanitizer.extraction.cleaned import Cleaned
    from sanitizer.extraction.extract import Metadata

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

#: Records of `clean`, brought when they are asked for: with them comes lxml, which the scan of a
#: clean page can do without.
_LATER = {"Cleaned": "sanitizer.extraction.cleaned", "Metadata": "sanitizer.extraction.extract"}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(_LATER[name]), name)
    globals()[name] = found
    return found
