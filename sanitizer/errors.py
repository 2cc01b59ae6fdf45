"""The exception tree: what a caller can get wrong, never what is in a page.

    SanitizerError
    ├── ConfigError     a setting that is unknown or out of range
    ├── PathError       a path that cannot be read or written, or that does not fit the command
    ├── ModelError      a model that is missing, altered or made for other features
    └── LabelError      a labelled sample that does not fit its page

A page never raises: what is wrong with it is the reason of an ``unreadable`` verdict.
"""

from __future__ import annotations

__all__ = ["ConfigError", "LabelError", "ModelError", "PathError", "SanitizerError"]


class SanitizerError(Exception):
    """Base of everything that sanitizer raises on purpose; its text says what to do."""


class ConfigError(SanitizerError, ValueError):
    """A setting is unknown, of the wrong type or out of range."""


class PathError(SanitizerError, OSError):
    """A path cannot be read or written, or does not fit the command."""


class ModelError(SanitizerError):
    """A model is missing, was altered, or was made for other features."""


class LabelError(SanitizerError, ValueError):
    """A labelled sample does not fit its page."""
