"""What several rooms' tests share: the labelled samples, and a model trained on them alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from sanitizer.classification.model import load_model
from sanitizer.training.corpus import read_corpus

if TYPE_CHECKING:
    from sanitizer.classification.model import Model
    from sanitizer.training.corpus import LabelledPage
    from sanitizer.training.evaluate import PageScore

# Machines are noisy: a slow example says nothing of the code. Time is for benchmarks.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

SAMPLES = Path(__file__).parent.parent / "samples" / "pages"


@pytest.fixture(scope="session")
def samples() -> tuple[LabelledPage, ...]:
    """Return the labelled pages of ``samples/``."""
    return tuple(read_corpus(SAMPLES))


@pytest.fixture(scope="session")
def training(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[PageScore]]:
    """Return the folder of a small model trained on ``samples/`` alone, and its scores."""
    from sanitizer.training.train import train  # noqa: PLC0415  scikit-learn takes a second
    from tests.training.small import SEED, small_training  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("model") / "small"
    with small_training():
        scores = train([SAMPLES], folder, SEED)
    return folder, scores


@pytest.fixture(scope="session")
def small_model(training: tuple[Path, list[PageScore]]) -> Model:
    """Return the small model, loaded."""
    return load_model(training[0])
