"""Signs raise questions about the claimed fields."""

from datetime import date

import pytest

from audits.findings import warnings
from tests.factories import TODAY, CertificateFactory, CertificateTypeFactory

FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)


def codes_of(*, pages=1, products=1, kind="certificate", **facts):
    names = ("number_pattern", "number_pattern_is_guess", "validity_months")
    type_facts = {name: facts.pop(name) for name in names if name in facts}
    certificate_type = CertificateTypeFactory.build(kind=kind, **type_facts)
    certificate = CertificateFactory.build(certificate_type=certificate_type, **facts)
    return [sign.code for sign in warnings.of_certificate(certificate, on=TODAY, pages=pages, products=products)]


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, []),
        ({"pages": 0}, ["no_pages"]),
        ({"products": 0}, ["no_products"]),
        ({"products": 0, "kind": "licence"}, []),
        ({"number": " "}, ["number_missing"]),
        ({"number_pattern": r"Q\d+", "number_pattern_is_guess": False}, ["number_pattern"]),
        ({"number_pattern": r"Q\d+"}, ["number_pattern_guess"]),
        ({"number_pattern": r"Q\d+", "number": "Ｑ１２"}, []),
        ({"validity_months": 36, "valid_until": date(2028, 1, 1)}, []),
        ({"validity_months": 36, "valid_until": date(2028, 1, 2)}, ["validity_too_long"]),
        ({"validity_months": 36, "valid_until": None}, ["no_last_day"]),
        ({"valid_from": None}, ["dates_missing"]),
        ({"valid_until": date(2026, 11, 21)}, ["expired"]),
        ({"valid_until": TODAY}, []),
        ({"valid_from": date(2026, 11, 23)}, ["not_yet_valid"]),
        ({"issued_on": date(2026, 11, 23)}, ["issued_in_future"]),
        ({"issued_on": TODAY, "valid_until": TODAY.replace(day=21)}, ["expired", "issued_after_end"]),
        ({"printed_until": FIRST}, ["printed_differs"]),
    ],
)
def test_what_is_odd_about_a_certificate_is_said(facts, codes):
    assert codes_of(**facts) == codes


def test_every_sign_has_a_sentence_with_its_particulars():
    assert warnings.Sign("expired", {"day": date(2026, 11, 1)}).sentence == "It had ended on 1 November 2026 already."
    assert warnings.Sign("no_last_day", {"months": 36}).sentence.endswith("36 months at most.")


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 6, 15), 60, date(2030, 6, 15)),
    ],
)
def test_months_end_with_the_month(day, months, later):
    assert warnings.months_later(day, months) == later
