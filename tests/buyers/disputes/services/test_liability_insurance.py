"""Product liability insurance of an order's supplier: stated, approved, ended or none, and the law of the destination."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from audits.law import files
from buyers.disputes.services import liability_insurance
from buyers.disputes.services.liability_insurance import insurance_of, liability_of
from suppliers.models import Certificate
from tests.factories import CertificateFactory, CertificateTypeFactory, CountryFactory
from tests.factories.cases import LegalCaseFactory
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.django_db
Status = Certificate.Status
TODAY = date(2026, 11, 30)


@pytest.fixture
def order():
    CountryFactory(code="DE")
    return OrderFactory()


def policy(order, status, until=date(2027, 6, 30), **facts):
    kind = CertificateTypeFactory(id="product_liability_insurance", facts={"covers": "company"})
    said = {
        "issuer": "PICC Property and Casualty",
        "number": "PZCG20261100000123",
        "stated": {"insured": "USD 5000000"},
    }
    days = {"valid_from": date(2026, 7, 1), "valid_until": until}
    return CertificateFactory(
        supplier=order.supplier, certificate_type=kind, status=status, **{**said, **days, **facts}
    )


@pytest.mark.parametrize(
    ("status", "until", "state"),
    [
        (Status.SUBMITTED, date(2027, 6, 30), "stated"),
        (Status.IN_REVIEW, date(2027, 6, 30), "stated"),
        (Status.APPROVED, date(2027, 6, 30), "approved"),
        (Status.APPROVED, date(2026, 11, 30), "approved"),
        (Status.APPROVED, date(2026, 11, 29), "ended"),
        (Status.DRAFT, date(2027, 6, 30), None),
        (Status.REVISION_REQUESTED, date(2027, 6, 30), None),
        (Status.REVOKED, date(2027, 6, 30), None),
    ],
)
def test_a_policy_is_approved_only_where_an_auditor_approved_it(order, status, until, state):
    policy(order, status, until)

    found = insurance_of(order, on=TODAY)

    assert (found.state if found else None) == state


def test_an_approved_policy_comes_before_a_newer_stated_one(order, django_assert_num_queries):
    policy(order, Status.APPROVED, number="OLD")
    policy(order, Status.SUBMITTED, date(2028, 6, 30), number="NEW")

    with django_assert_num_queries(1):
        assert insurance_of(order, on=TODAY).number == "OLD"
    assert insurance_of(order, on=date(2027, 7, 1)).number == "NEW"
    policy(order, Status.APPROVED, None, number="OPEN END")
    assert insurance_of(order, on=TODAY).number == "OPEN END"


def test_the_shipped_rulebook_says_what_the_directive_does_with_source_and_confidence(order, monkeypatch):
    monkeypatch.setattr(liability_insurance, "current_rulebook", files.load)
    monkeypatch.setattr(liability_insurance.reference, "market_of", {"DE": "EU", "US": "US"}.get)

    (said,) = liability_of(order, on=TODAY).law

    assert "placed on the market after 9 December 2026" in said.text
    assert (said.confidence, said.law) == ("high", "Directive (EU) 2024/2853")
    assert {one.quality for one in said.sources} == {"law-firm", "consultant"}
    assert liability_insurance.law_of("US", on=TODAY) == ()


def test_order_and_legal_case_show_it_as_stated_or_say_that_there_is_none(order):
    case = LegalCaseFactory(order=order, buyer=order.buyer)
    client = Client()
    client.force_login(order.placed_by)
    pages = [reverse("trade:order", args=[order.pk]), reverse("disputes:case", args=[case.pk])]

    for page in pages:
        assert "None on file: the supplier has handed in no certificate" in client.get(page).text
    policy(order, Status.SUBMITTED, date(2099, 12, 31))
    for page in pages:
        shown = client.get(page).text
        assert "Stated by the supplier, not verified" in shown
        assert "PZCG20261100000123" in shown
        assert "5,000,000" in shown
