"""Warnings about the claimed fields."""

from datetime import date

import pytest

from audits.findings.warnings import certificate_warnings
from tests.factories import CertificateFactory


@pytest.mark.parametrize(
    ("facts", "page_count", "expected"),
    [
        ({}, 1, []),
        ({}, 0, [("no_pages", "error")]),
        ({"valid_from": None}, 1, [("dates_missing", "warning")]),
        ({"printed_until": date(2025, 1, 1)}, 1, [("printed_differs", "warning")]),
        ({"printed_until": date(2027, 12, 31), "valid_until": date(2027, 12, 31)}, 1, []),
    ],
)
def test_each_warning_has_its_condition(facts, page_count, expected):
    found = certificate_warnings(CertificateFactory.build(**facts), page_count=page_count)

    assert [(warning.code, warning.level) for warning in found] == expected


def test_the_printed_last_day_is_in_its_sentence():
    certificate = CertificateFactory.build(printed_until=date(2026, 11, 1))

    (warning,) = certificate_warnings(certificate, page_count=1)

    assert warning.sentence == "The printed last day is 1 November 2026: check the law that extends it."
