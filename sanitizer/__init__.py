"""Find the junk that was injected into a web page, cut exactly that, extract the rest."""

from sanitizer.config import Config
from sanitizer.errors import ConfigError, LabelError, ModelError, PathError, SanitizerError
from sanitizer.extraction.cleaned import Cleaned
from sanitizer.extraction.extract import Metadata
from sanitizer.findings.records import Finding, Report, Verdict
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
