"""Deciding on suppliers."""

import pytest

from audits.desk import reviews
from audits.desk.permissions import ConflictOfInterest, NotYourCase, SeniorOnly
from audits.desk.suppliers import (
    CreditCodeTaken,
    qualify_supplier,
    reinstate_supplier,
    reject_supplier,
    request_information,
    suspend_supplier,
)
from audits.models import Decision, LogEntry
from kpmarket.accounts.models import Notice
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Supplier
from tests.factories import NOON, ClearanceFactory, MembershipFactory, ProductFactory, SupplierFactory

pytestmark = pytest.mark.django_db
OUTCOMES = [
    (qualify_supplier, {}, "qualified", "supplier_qualified"),
    (request_information, {"reasons": ["address_mismatch"]}, "information_requested", "supplier_information_requested"),
    (reject_supplier, {"reasons": ["altered"]}, "rejected", "supplier_rejected"),
]


@pytest.mark.parametrize(("service", "facts", "status", "news"), OUTCOMES)
def test_a_decision_moves_the_company_and_tells_its_people(
    taken_company, wen, service, facts, status, news, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        decision = service(taken_company, by=wen, at=NOON, note="Words.", **facts)

    assert Supplier.objects.get(pk=taken_company.pk).status == status
    assert decision.review.closed_at == NOON
    assert Notice.objects.get().kind == news
    assert "Words." in mailoutbox[0].body
    assert LogEntry.objects.first().subject == f"supplier:{taken_company.pk}"


@pytest.mark.parametrize(("service", "facts", "status", "news"), OUTCOMES)
def test_only_the_auditor_who_took_the_case_decides(taken_company, senior, service, facts, status, news):
    with pytest.raises(NotYourCase):
        service(taken_company, by=senior, at=NOON, **facts)


def test_nobody_qualifies_a_company_of_their_own(taken_company, wen):
    MembershipFactory(supplier=taken_company, user=wen)

    with pytest.raises(ConflictOfInterest):
        qualify_supplier(taken_company, by=wen, at=NOON)


@pytest.mark.parametrize("status", ["qualified", "suspended"])
def test_of_two_companies_with_one_credit_code_the_second_is_refused_not_qualified(taken_company, wen, status):
    SupplierFactory(status=status, credit_code=taken_company.credit_code)

    with pytest.raises(CreditCodeTaken):
        qualify_supplier(taken_company, by=wen, at=NOON)
    assert Supplier.objects.get(pk=taken_company.pk).status == "in_review"

    reject_supplier(taken_company, by=wen, at=NOON, reasons=["duplicate"])
    assert Supplier.objects.get(pk=taken_company.pk).status == "rejected"


def test_of_two_companies_with_one_credit_code_in_review_the_first_qualified_wins(taken_company, wen, colleague):
    twin = SupplierFactory(status="submitted", credit_code=taken_company.credit_code)
    reviews.start_review(twin, by=colleague, at=NOON)

    qualify_supplier(twin, by=colleague, at=NOON)

    with pytest.raises(CreditCodeTaken):
        qualify_supplier(taken_company, by=wen, at=NOON)


def test_companies_without_a_credit_code_do_not_hinder_each_other(wen):
    SupplierFactory(status="qualified", credit_code="")
    other = SupplierFactory(status="submitted", credit_code="")
    reviews.start_review(other, by=wen, at=NOON)

    qualify_supplier(other, by=wen, at=NOON)

    assert Supplier.objects.get(pk=other.pk).status == "qualified"


def test_a_suspended_company_is_off_the_market_at_once_and_back_when_reinstated(supplier, wen, senior):
    clearance = ClearanceFactory(product=ProductFactory(supplier=supplier))

    suspend_supplier(supplier, by=wen, at=NOON, reasons=["forged"])
    clearance.refresh_from_db()
    assert (supplier.status, clearance.is_on_offer) == ("suspended", False)

    reinstate_supplier(supplier, by=senior, at=NOON, note="The issuer confirmed the document.")
    clearance.refresh_from_db()
    assert (supplier.status, clearance.is_on_offer) == ("qualified", True)
    assert Decision.objects.values_list("outcome", flat=True).order_by("pk")[0] == "suspended"


def test_only_a_senior_auditor_ends_a_suspension(supplier, wen):
    suspend_supplier(supplier, by=wen, at=NOON, reasons=["forged"])

    with pytest.raises(SeniorOnly):
        reinstate_supplier(supplier, by=wen, at=NOON, note="It is fine.")
    with pytest.raises(SeniorOnly):
        reject_supplier(supplier, by=wen, at=NOON, reasons=["forged"])


def test_a_senior_auditor_may_refuse_a_suspended_company(supplier, wen, senior):
    suspend_supplier(supplier, by=wen, at=NOON, reasons=["other"], note="Under inquiry.")

    reject_supplier(supplier, by=senior, at=NOON, reasons=["forged"])

    assert supplier.status == "rejected"


@pytest.mark.parametrize(
    ("service", "facts"),
    [
        (suspend_supplier, {"reasons": []}),
        (suspend_supplier, {"reasons": ["other"]}),
        (suspend_supplier, {"reasons": ["unreadable"]}),
    ],
)
def test_a_suspension_needs_a_reason_of_its_kind(supplier, wen, service, facts):
    with pytest.raises(reviews.IncompleteDecision):
        service(supplier, by=wen, at=NOON, **facts)


def test_reinstating_needs_words(supplier, wen, senior):
    suspend_supplier(supplier, by=wen, at=NOON, reasons=["forged"])

    with pytest.raises(reviews.IncompleteDecision):
        reinstate_supplier(supplier, by=senior, at=NOON, note=" ")


def test_a_company_in_review_cannot_be_suspended(taken_company, wen):
    with pytest.raises(IllegalTransition):
        suspend_supplier(taken_company, by=wen, at=NOON, reasons=["forged"])
