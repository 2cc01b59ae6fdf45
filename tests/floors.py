"""What the shipped model reaches on the project's own pages, to be held against floors.

Run as a program it prints ``tests/floors.toml`` with the values of now::

    python -m tests.floors > floors.new && mv floors.new tests/floors.toml
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
from typing import TYPE_CHECKING, Any, Final

from sanitizer.config import Config
from sanitizer.training.corpus import read_corpus
from sanitizer.training.evaluate import evaluate
from sanitizer.training.figures import main_figures
from sanitizer.training.generator import generate
from tests.conftest import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanitizer.training.corpus import LabelledPage

__all__ = ["FIGURES", "N_GENERATED", "SEED", "Measured", "measure", "rendered"]

#: Of the generated pages. Another seed is other pages: change it only with all values.
SEED: Final = 20261122
#: With the samples 5.4 seconds of one core (measured); a gate may take 20 on a busy machine.
N_GENERATED: Final = 120

#: Shares that are the better the higher they are, so that every value is a floor.
FIGURES: Final = (
    "spans_cut",
    "findings_right",
    "pages_detected",
    "honest_pages_clean",
    "honest_text_kept",
)

_HEAD: Final = """\
# Floors of the shipped model: tests/test_floors.py fails where models/default does worse.
#
# Never lower a floor to let a change pass. A change that does worse here is wrong, or it is a
# trade that somebody decided: then the commit that lowers the floor does nothing else, and says
# what was traded for what, with the figures by cross-validation before and after.
#
# Raise them whenever a better model ships, in the same commit:
#
#     python -m tests.floors > floors.new && mv floors.new tests/floors.toml
#
# The model was trained on the samples and on other pages of the same generator: these values say
# that nothing got lost, not how good the model is. That stands in models/default/card.md.
# `sha256` is of the generated pages: after a change of the generator they are other pages. Then
# measure the same model on the new ones, before any other change, and say so.
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """What a model reaches on some pages.

    Attributes
    ----------
    about : dict
        Which pages these are.
    shares : dict of str to float
        By the names of `FIGURES`, each rounded down to four digits.
    """

    about: dict[str, Any]
    shares: dict[str, float]


def measure() -> dict[str, Measured]:
    """Return what the shipped model reaches on the samples, and on generated pages."""
    samples = list(read_corpus(SAMPLES))
    hosts = [page for page in samples if page.label == "clean"]
    generated = list(generate(hosts, N_GENERATED, SEED))
    digest = hashlib.sha256()
    for page in generated:
        digest.update(page.data + b"\0")
    about = {"seed": SEED, "pages": len(generated), "sha256": digest.hexdigest()}
    return {
        "samples": Measured({"pages": len(samples)}, _shares(samples)),
        "generated": Measured(about, _shares(generated)),
    }


def _shares(pages: Sequence[LabelledPage]) -> dict[str, float]:
    figures = {
        name: figure.share for name, figure in main_figures(evaluate(pages, Config())).items()
    }
    figures["honest_pages_clean"] = 1 - figures.pop("false_alarms")
    figures["honest_text_kept"] = 1 - figures.pop("honest_text_lost")
    # A hair is added before rounding down: 1 - 0.1 is a little less than 0.9.
    return {name: math.floor(1e4 * figures[name] + 1e-6) / 1e4 for name in FIGURES}


def rendered(measured: dict[str, Measured]) -> str:
    """Return the content of ``floors.toml`` for these values."""
    lines = [_HEAD]
    for name, found in measured.items():
        lines.append(f"[{name}]")
        for key, value in found.about.items():
            lines.append(f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}")
        lines += [f"{key} = {value:.4f}" for key, value in found.shares.items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    print(rendered(measure()), end="")  # noqa: T201  it is a program here
