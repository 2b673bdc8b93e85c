"""The page of everything on one company."""

import pytest
from django.test import Client
from django.utils import timezone

from audits.models import Decision, RegisterCheck
from kpmarket.foundation.mail import make_letter
from kpmarket.foundation.outbox import writing
from tests.factories import (
    NOON,
    AuditorFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    ClearanceFactory,
    ContactFactory,
    CountryFactory,
    MembershipFactory,
    ProductFactory,
    SupplierFactory,
    ThreadFactory,
)

pytestmark = pytest.mark.django_db


def address(supplier):
    return f"/admin/audits/suppliercase/{supplier.pk}/company/"


def fill(supplier, wen):
    """A company with one of everything."""
    member = MembershipFactory(supplier=supplier)
    ContactFactory(supplier=supplier)
    document = CertificateFactory(supplier=supplier, status="approved")
    CertificatePageFactory(file=CertificateFileFactory(certificate=document))
    ClearanceFactory(product=ProductFactory(supplier=supplier))
    decision = Decision.objects.create(supplier=supplier, certificate=document, outcome="approved", by=wen, at=NOON)
    RegisterCheck.objects.create(certificate=document, register="iaf", outcome="not_found", taken_at=NOON)
    key = f"decision-{decision.pk}-{member.user_id}"
    writing.write([make_letter("a@example.org", "Your certificate", "Text", "", key=key)], at=NOON)
    return document


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_of_everything_and_for_three(desk, wen, count, django_assert_num_queries):
    supplier = SupplierFactory(credit_code="91320594MA1XF3GY7L")
    for _ in range(count):
        fill(supplier, wen)
    desk.get(address(supplier))

    with django_assert_num_queries(32):
        desk.get(address(supplier))


def test_it_shows_documents_by_state_products_decisions_letters_and_checks(desk, wen):
    supplier = SupplierFactory()
    fill(supplier, wen)
    CertificateFactory(supplier=supplier, status="revoked", number="G2 091 7")
    CertificateFactory(supplier=supplier, status="draft", submitted_at=None, number="STILL-A-DRAFT")

    page = desk.get(address(supplier))

    found = page.context["found"]
    assert [(status, count) for status, _label, count in found.counts] == [("approved", 1), ("revoked", 1)]
    assert [[one.market for one in line.openings] for line in found.products] == [["EU"]]
    assert [letter.subject for letter in found.letters] == ["Your certificate"]
    assert (found.decision_count, found.check_count) == (1, 1)
    assert "STILL-A-DRAFT" not in page.content.decode()


def test_an_open_enquiry_is_at_stake(desk):
    product = ProductFactory()
    ClearanceFactory(product=product, market=CountryFactory().market)
    ThreadFactory(product=product, supplier=product.supplier, enquiry__sent_at=timezone.now())

    assert desk.get(address(product.supplier)).context["found"].at_stake.enquiries == 1


class TestShared:
    @pytest.fixture
    def pair(self):
        """Two companies with the same number, file, page, contact and credit code."""
        made = [SupplierFactory(credit_code="91320594MA1XF3GY7L", status="submitted") for _ in range(2)]
        for number, company in enumerate(made):
            ContactFactory(supplier=company, email="sales@163.example", phone="+86 512 6288 0000")
            document = CertificateFactory(supplier=company, status="submitted", number="SH2100456")
            CertificatePageFactory(file=CertificateFileFactory(certificate=document, sha256="a" * 64), image=b"same")
            CertificatePageFactory(
                file=CertificateFileFactory(certificate=document, sha256=str(number) * 64), image=b"same page"
            )
        return made

    def test_what_another_company_has_too_is_named_with_it(self, desk, pair):
        first, second = pair

        shared = desk.get(address(first)).context["found"].shared

        assert {one.supplier for one in shared} == {second}
        assert [one.kind for one in shared] == ["credit_code", "email", "phone", "number", "file", "page"]

    def test_a_member_is_not_led_to_other_companies_nor_from_them_to_their_own(self, settings, pair):
        settings.EASE_SECOND_FACTOR = True
        first, second = pair
        client, user = Client(), AuditorFactory().user
        MembershipFactory(supplier=first, user=user)
        client.force_login(user)

        assert client.get(address(first)).context["shared"] == []
        assert client.get(address(second)).context["shared"] == []


def test_a_company_that_is_a_draft_has_no_page(desk):
    assert desk.get(address(SupplierFactory(status="draft", submitted_at=None))).status_code == 404
