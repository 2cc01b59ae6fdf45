"""Faults say what a person has to look at."""

from __future__ import annotations

from sanitizer.training.faults import find_faults
from tests.training.scores import ROWS, page_score


def test_faults_name_the_page_and_what_went_wrong_with_it() -> None:
    faults = {fault.page: fault for fault in find_faults(ROWS)}
    assert {page: fault.words for page, fault in faults.items()} == {
        "mixed": "missed script; wrong SAN502; 50 of 100 honest characters lost",
        "missed": "missed links; not detected",
        "alarm": "false alarm (SAN201)",
    }
    assert faults["mixed"].details == ("line 7: SAN502 0.97 buy <b>bags</b>",)
    assert faults["missed"].details == ()


def test_a_crumb_of_honest_text_is_no_fault() -> None:
    assert find_faults([page_score(lost_chars=1)]) == []
    assert len(find_faults([page_score(lost_chars=2)])) == 1
