"""The records that a caller gets are frozen, and become JSON under their own names."""

from __future__ import annotations

import dataclasses
import json

import pytest

from sanitizer.findings.records import Finding, Report, Verdict

FINDING = Finding(
    rule="SAN201", name="hidden-links", score=0.97, reasons=("7 links", "hidden by x"), start=3,
    end=9, line=1, column=4, end_line=1, end_column=10, xpath="/html/body/p", excerpt="頁",
    fingerprint="0123456789abcdef",
)  # fmt: skip
REPORT = Report(Verdict.INJECTED, 0.97, (FINDING,), "1 junk region", "utf-8")


def test_a_finding_is_json_under_the_names_of_its_fields() -> None:
    data = FINDING.as_dict()
    assert list(data) == [field.name for field in dataclasses.fields(Finding)]
    assert data["reasons"] == ["7 links", "hidden by x"]
    assert json.loads(json.dumps(data)) == data


def test_a_report_is_json_with_its_findings() -> None:
    data = REPORT.as_dict()
    assert set(data) == {field.name for field in dataclasses.fields(Report)}
    assert data["verdict"] == "injected"
    assert data["findings"] == [FINDING.as_dict()]
    assert json.loads(json.dumps(data)) == data


def test_verdicts_are_the_four_words_of_the_design() -> None:
    assert [verdict.value for verdict in Verdict] == ["clean", "injected", "spam", "unreadable"]
    assert str(Verdict.SPAM) == "spam"


@pytest.mark.parametrize(("record", "field"), [(FINDING, "start"), (REPORT, "findings")])
def test_records_cannot_be_changed(record: object, field: str) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, field, None)


def test_equal_records_are_equal_and_hash_alike() -> None:
    twin = dataclasses.replace(FINDING)
    assert twin == FINDING
    assert len({twin, FINDING}) == 1
