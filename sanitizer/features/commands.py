"""Words that speak to language models instead of readers.

They are a list, and short: what such commands have in common is not how they sound but whom they
name, and there are too few of them for a table of n-grams to learn that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from sanitizer.segmentation.records import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sanitizer.features.rows import Rows

__all__ = ["count_model_words", "model_words_log"]

#: What commands to language models name, in lower case: a model or its orders.
_MODEL_WORDS: Final = (
    "previous instructions", "disregard", "language model", " llm", "ai assistant", "ai system",
    "ai crawler", "ai agent", "ai tool", "ai review", "[[ai]]", "system prompt", "chatgpt",
    "hey gpt", "[inst]", "<|system", "### instruction", "dear assistant", "earlier rules",
    "your guidelines", "new rules apply", "forget what you were told", "this overrides your",
    "automated readers", "artificial intelligence",
    "sprachmodell", "ki-system", "bisherigen anweisungen", "consignes précédentes",
    "instructions précédentes", "modèle de langage", "message aux assistants",
    "instrucciones anteriores", "modelos de lenguaje", "языковых моделей", "прежние указания",
    "предыдущие инструкции", "之前的所有指令", "人工智能助手", "言語モデル", "これまでの指示",
    "instruções anteriores", "modelos de linguagem", "é uma ia", "istruzioni precedenti",
    "modelli linguistici", "un'intelligenza artificiale", "poprzednie instrukcje",
    "modeli językowych", "vorige instructies", "taalmodel", "önceki tüm talimat", "yapay zeka",
    "instruksi sebelumnya", "model bahasa", "hướng dẫn trước đó", "trợ lý ai", "이전의 모든 지시",
    "인공지능", "先前的所有指令", "人工智慧",
)  # fmt: skip


def count_model_words(texts: Sequence[str]) -> list[int]:
    """Return of each text how many different words for models and their orders are in it."""
    everything = f" {' '.join(texts)}".lower()
    likely = [word for word in _MODEL_WORDS if word in everything]
    if not likely:
        return [0] * len(texts)
    return [sum(word in f" {text.lower()}" for word in likely) for text in texts]


def model_words_log(rows: Rows) -> NDArray[np.float32]:
    """Return log(1 + different words for models and their orders) of texts that nobody reads."""
    unread = [
        row for row in (*rows.places[Kind.TEXT], *rows.places[Kind.COMMENT])
        if rows.kinds[row] == int(Kind.COMMENT) or rows.hidden_roots[row] >= 0
    ]  # fmt: skip
    found = np.zeros(len(rows), np.float32)
    if unread:
        found[unread] = np.log1p(count_model_words([rows.texts[row] for row in unread]))
    return found
