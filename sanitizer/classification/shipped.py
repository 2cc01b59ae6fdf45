"""Where the shipped model lies; known without importing what reads it."""

from __future__ import annotations

from pathlib import Path

from sanitizer.errors import ModelError

__all__ = ["default_model_path"]


def default_model_path() -> Path:
    """Return the folder of the shipped model: inside the installed package, or beside it."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "models" / "default", package.parent / "models" / "default"):
        if (folder / "manifest.json").is_file():
            return folder
    raise ModelError(
        f"the shipped model is missing: no models/default in {package} or beside it; "
        "install the package again, or name a model"
    )
