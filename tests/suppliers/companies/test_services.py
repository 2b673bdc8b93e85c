from datetime import date, timedelta

import pytest

from kpmarket.foundation.transitions import IllegalTransition
from suppliers.companies import services
from suppliers.companies.services import BUSINESS_LICENCE, AlreadyRegistered, Frozen, NotReady, TooEarly
from suppliers.models import Contact, Membership, Supplier
from tests.factories import (
    NOON,
    CertificateFactory,
    CertificateTypeFactory,
    ContactFactory,
    MembershipFactory,
    ProductFactory,
    SupplierFactory,
    UserFactory,
)

CODE = "9144030071526726XG"


def ready_supplier(**facts):
    """A draft that lacks nothing."""
    supplier = SupplierFactory(**{"status": "draft", "submitted_at": None, "credit_code": CODE, **facts})
    ContactFactory(supplier=supplier)
    ProductFactory(supplier=supplier)
    licence = CertificateTypeFactory(id=BUSINESS_LICENCE)
    CertificateFactory(supplier=supplier, certificate_type=licence, status="submitted")
    return supplier


@pytest.fixture
def person(db):
    return UserFactory()


def test_whoever_begins_a_company_owns_it(person):
    supplier = services.start_supplier(name_zh="蓝禾", name_en="Lanhe", by=person)

    membership = Membership.objects.get()
    assert (membership.supplier, membership.user, membership.role) == (supplier, person, "owner")
    assert supplier.status == Supplier.Status.DRAFT


def test_an_empty_draft_lacks_everything(person):
    supplier = services.start_supplier(name_zh="蓝禾", name_en="", by=person)

    assert [gap.code for gap in services.gaps(supplier)] == [
        *("name_en", "credit_code", "role", "province", "city", "address_zh", "address_en"),
        *("contact", "product", "business_licence"),
    ]


@pytest.mark.parametrize("status", ["draft", "revision_requested", "rejected", "retracted", "revoked"])
def test_a_licence_counts_only_when_it_was_handed_in(person, status):
    supplier = ready_supplier()
    supplier.certificates.update(status=status)

    assert [gap.code for gap in services.gaps(supplier)] == ["business_licence"]


def test_another_certificate_is_no_licence(person):
    supplier = ready_supplier()
    supplier.certificates.update(certificate_type=CertificateTypeFactory(id="eu_doc_mdr"))

    assert [gap.code for gap in services.gaps(supplier)] == ["business_licence"]


def test_gaps_cost_three_queries(person, django_assert_num_queries):
    supplier = ready_supplier()

    with django_assert_num_queries(3):
        assert services.gaps(supplier) == []


def test_submitting_freezes_and_sends_a_receipt(person, mailoutbox, django_capture_on_commit_callbacks):
    supplier = ready_supplier()

    with django_capture_on_commit_callbacks(execute=True):
        services.submit_supplier(supplier, by=person, at=NOON)

    supplier.refresh_from_db()
    assert (supplier.status, supplier.submitted_at, supplier.is_frozen) == ("submitted", NOON, True)
    assert [(letter.to, letter.subject) for letter in mailoutbox] == [
        ([person.email], f"{supplier.name_en}: received for review")
    ]
    assert f"/supplier/{supplier.pk}/" in mailoutbox[0].body


def test_submitting_twice_happens_once(person, mailoutbox, django_capture_on_commit_callbacks):
    supplier = ready_supplier()
    other_tab = Supplier.objects.get(pk=supplier.pk)

    with django_capture_on_commit_callbacks(execute=True):
        services.submit_supplier(supplier, by=person, at=NOON)
        with pytest.raises(IllegalTransition):
            services.submit_supplier(other_tab, by=person, at=NOON)

    assert (supplier.history.count(), len(mailoutbox)) == (1, 1)


def test_what_lacks_something_is_not_submitted(person):
    supplier = ready_supplier(city="")

    with pytest.raises(NotReady) as lacking:
        services.submit_supplier(supplier, by=person, at=NOON)

    assert [gap.code for gap in lacking.value.gaps] == ["city"]
    assert Supplier.objects.get(pk=supplier.pk).status == "draft"


@pytest.mark.parametrize("status", ["in_review", "qualified", "suspended"])
def test_a_credit_code_is_registered_once(person, status):
    SupplierFactory(credit_code=CODE, status=status)
    supplier = ready_supplier()

    with pytest.raises(AlreadyRegistered):
        services.submit_supplier(supplier, by=person, at=NOON)


def test_answering_a_request_for_information_submits_again(person):
    supplier = ready_supplier(status="information_requested", submitted_at=NOON)

    services.submit_supplier(supplier, by=person, at=NOON + timedelta(days=3))

    supplier.refresh_from_db()
    assert (supplier.status, supplier.submitted_at) == ("submitted", NOON + timedelta(days=3))


def test_a_submitted_company_can_be_taken_back(person):
    supplier = ready_supplier(status="submitted", submitted_at=NOON)

    services.retract_supplier(supplier, by=person, at=NOON)

    assert Supplier.objects.get(pk=supplier.pk).status == "draft"


@pytest.mark.parametrize(
    "status", ["draft", "in_review", "information_requested", "qualified", "suspended", "rejected"]
)
def test_nothing_else_can_be_taken_back(person, status):
    with pytest.raises(IllegalTransition):
        services.retract_supplier(SupplierFactory(status=status), by=person, at=NOON)


@pytest.mark.parametrize("status", ["submitted", "in_review", "qualified", "suspended", "rejected"])
def test_particulars_are_frozen_even_for_a_tab_that_was_opened_before(status, db):
    opened_before = SupplierFactory(status="draft", city="Suzhou")
    Supplier.objects.filter(pk=opened_before.pk).update(status=status)

    with pytest.raises(Frozen):
        services.save_company(opened_before, {"city": "Wuxi"})

    kept = Supplier.objects.get(pk=opened_before.pk)
    assert (kept.city, kept.status) == ("Suzhou", status)


@pytest.mark.parametrize("status", ["submitted", "in_review"])
def test_contacts_stay_while_an_auditor_judges(status, db):
    contact = ContactFactory(supplier__status=status)

    with pytest.raises(Frozen):
        services.save_contact(Contact(supplier=contact.supplier, name="Lin", email="lin@example.org"))
    with pytest.raises(Frozen):
        services.remove_contact(contact)

    assert list(contact.supplier.contacts.all()) == [contact]


def test_contacts_of_a_qualified_company_may_change(db):
    contact = ContactFactory(supplier__status="qualified")

    services.save_contact(Contact(supplier=contact.supplier, name="Lin", email="lin@example.org"))
    services.remove_contact(contact)

    assert [left.name for left in contact.supplier.contacts.all()] == ["Lin"]


def rejected_supplier(at):
    supplier = SupplierFactory(status="rejected")
    supplier.history.create(before="in_review", after="rejected", at=at)
    return supplier


def test_a_rejected_company_may_reapply_from_its_day(person, settings):
    settings.REAPPLY_DAYS = 90
    supplier = rejected_supplier(at=NOON)

    assert services.reapply_day(supplier) == date(2027, 2, 20)
    with pytest.raises(TooEarly):
        services.reopen_supplier(supplier, by=person, at=NOON + timedelta(days=89))
    services.reopen_supplier(supplier, by=person, at=NOON + timedelta(days=90))

    assert Supplier.objects.get(pk=supplier.pk).status == "draft"


def test_only_a_rejected_company_reapplies(person):
    supplier = MembershipFactory().supplier

    assert services.reapply_day(supplier) is None
    with pytest.raises(IllegalTransition):
        services.reopen_supplier(supplier, by=person, at=NOON + timedelta(days=90))
