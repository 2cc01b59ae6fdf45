"""The codes of the rules by themselves: whoever reads settings need not wait for the rules."""

from __future__ import annotations

from typing import Final

__all__ = ["RULE_CODES", "is_code_prefix"]

#: In order; a test holds them to be those of :data:`sanitizer.findings.rules.RULES`.
RULE_CODES: Final = (
    *("SAN101", "SAN201", "SAN202", "SAN203", "SAN301", "SAN302", "SAN401", "SAN402"),
    *("SAN501", "SAN502", "SAN503", "SAN601", "SAN602", "SAN603", "SAN604", "SAN801"),
)


def is_code_prefix(text: str) -> bool:
    """Tell whether a text is the code of a rule or the beginning of one.

    Examples
    --------
    >>> is_code_prefix("SAN201"), is_code_prefix("SAN2"), is_code_prefix("SAN9")
    (True, True, False)
    """
    return bool(text) and any(code.startswith(text) for code in RULE_CODES)
