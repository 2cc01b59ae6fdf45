"""A finding that leads nowhere but to allowed hosts is left out."""

from __future__ import annotations

import pytest

import sanitizer
from sanitizer.findings.allowed import leave_out_allowed
from sanitizer.findings.records import Finding
from sanitizer.parsing.page import parse_page
from tests.batch.pages import INJECTED

ALLOWED = ("shop.example", "Partner.test")


def _is_left_out(source: str, allowed: tuple[str, ...] = ALLOWED) -> bool:
    page = parse_page(source, allowed_hosts=allowed)
    finding = Finding(
        "SAN201", "hidden-links", 1.0, (), 0, len(source), 1, 1, 1, 1, "/html", "", "0" * 16
    )
    return leave_out_allowed(page, [finding]) == []


@pytest.mark.parametrize(
    "source",
    [
        "<a href='https://shop.example/a'>a</a> and words",
        "<a href=//www.shop.example>a</a><a href=http://partner.test>b</a>",
        "<iframe src='https://shop.example/frame' width=0></iframe>",
        "<script src='https://cdn.shop.example/x.js'></script>",
        "<!-- <a href='https://shop.example/'>a</a> -->",
        "<a href='https&#58;//shop.example/'>a</a>",
    ],
)
def test_what_only_leads_to_allowed_hosts_is_left_out(source: str) -> None:
    assert _is_left_out(source)
    assert not _is_left_out(source, ())


@pytest.mark.parametrize(
    "source",
    [
        "only words",
        "<a href='https://shop.example/'>a</a><a href='https://slot.example/'>b</a>",
        "<a href='https://shop.example.slot.test/'>a</a>",
        "<a href='https://myshop.example/'>a</a>",
        "<a href='https://shop.example/'>a</a><a href='/slot'>b</a>",
        "<a href='https://shop.example@slot.example/'>a</a>",
        "<a href='https://shop.example/'>a</a><script>location='//slot.example'</script>",
        "<a href='https://shop.example/'>a</a><!-- <a href='//slot.example'>b</a> -->",
        "<a href='https://shop.example/' onclick='location=1'>a</a>",
        "<a href='https://shop.example/'>a</a><iframe srcdoc='&lt;a href=//slot.example&gt;'>",
    ],
)
def test_what_may_lead_elsewhere_too_stays(source: str) -> None:
    assert not _is_left_out(source)


def test_a_page_whose_junk_leads_to_allowed_hosts_is_clean() -> None:
    hosts = tuple(f"slot{n}.example" for n in range(12))
    assert sanitizer.scan(INJECTED).findings
    report = sanitizer.scan(INJECTED, config=sanitizer.Config(allowed_hosts=hosts))
    assert (report.verdict, report.findings) == ("clean", ())
    assert sanitizer.clean(INJECTED, config=sanitizer.Config(allowed_hosts=hosts)).html == INJECTED


def test_one_host_that_is_not_allowed_is_enough_to_be_found() -> None:
    hosts = tuple(f"slot{n}.example" for n in range(11))
    assert sanitizer.scan(INJECTED, config=sanitizer.Config(allowed_hosts=hosts)).findings
