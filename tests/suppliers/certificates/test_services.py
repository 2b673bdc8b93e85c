from datetime import date, timedelta
from itertools import product

import pytest

from kpmarket.foundation.transitions import IllegalTransition
from suppliers.certificates import services
from suppliers.models import Certificate, CertificateEvent
from tests.factories import (
    NOON,
    CertificateFactory,
    CertificateFileFactory,
    CertificateTypeFactory,
    ProductFactory,
)

Status = Certificate.Status
EDITABLE = [Status.DRAFT, Status.REVISION_REQUESTED]
FROZEN = [status for status in Status if status not in EDITABLE]


@pytest.fixture
def draft(supplier_member):
    certificate = CertificateFactory(supplier=supplier_member.suppliers.get(), submitted_at=None)
    CertificateFileFactory(certificate=certificate)
    return certificate


def reread(certificate):
    return Certificate.objects.get(pk=certificate.pk)


@pytest.mark.parametrize("status", EDITABLE)
def test_fields_change_while_the_certificate_is_with_the_supplier(supplier_member, status):
    certificate = CertificateFactory(supplier=supplier_member.suppliers.get(), status=status)
    covered = ProductFactory(supplier=certificate.supplier)

    services.save_fields(certificate, {"number": "NEW", "stated": {"standard": "EN 149"}}, [covered])

    assert (reread(certificate).number, reread(certificate).stated) == ("NEW", {"standard": "EN 149"})
    assert list(certificate.products.all()) == [covered]


@pytest.mark.parametrize("status", FROZEN)
def test_fields_never_change_once_it_is_submitted(supplier_member, status):
    certificate = CertificateFactory(supplier=supplier_member.suppliers.get(), status=status, number="OLD")

    with pytest.raises(services.Frozen):
        services.save_fields(certificate, {"number": "NEW"}, [])
    assert reread(certificate).number == "OLD"


def test_a_page_opened_before_the_submission_changes_nothing(draft, supplier_member):
    stale = reread(draft)
    services.submit_certificate(draft, by=supplier_member, at=NOON)

    with pytest.raises(services.Frozen):
        services.save_fields(stale, {"number": "NEW"}, [])


def test_submitting_freezes_and_sends_a_receipt(draft, supplier_member, mailoutbox):
    services.submit_certificate(draft, by=supplier_member, at=NOON)

    assert (reread(draft).status, reread(draft).submitted_at) == (Status.SUBMITTED, NOON)
    event = CertificateEvent.objects.get(subject=draft)
    assert (event.before, event.after, event.by) == (Status.DRAFT, Status.SUBMITTED, supplier_member)
    assert [letter.to for letter in mailoutbox] == [[supplier_member.email]]
    assert draft.get_absolute_url() in mailoutbox[0].body


def test_each_submission_has_a_receipt_of_its_own(draft, supplier_member, mailoutbox):
    services.submit_certificate(draft, by=supplier_member, at=NOON)
    certificate = reread(draft)
    services.retract_certificate(certificate, by=supplier_member, at=NOON)
    services.reopen_certificate(certificate, by=supplier_member, at=NOON)
    services.submit_certificate(certificate, by=supplier_member, at=NOON + timedelta(minutes=3))

    assert [letter.to for letter in mailoutbox] == [[supplier_member.email]] * 2


def test_of_two_tabs_that_submit_one_wins(draft, supplier_member):
    other_tab = reread(draft)
    services.submit_certificate(draft, by=supplier_member, at=NOON)

    with pytest.raises(IllegalTransition):
        services.submit_certificate(other_tab, by=supplier_member, at=NOON)
    assert CertificateEvent.objects.filter(subject=draft).count() == 1


@pytest.mark.parametrize("missing", ["certificate_type", "number", "issuer", "valid_from"])
def test_what_auditors_need_must_be_there(draft, supplier_member, missing):
    draft.certificate_type = CertificateTypeFactory(id="iso13485", kind="certificate")
    empty = None if missing in {"certificate_type", "valid_from"} else ""
    setattr(draft, missing, empty)
    draft.save()

    with pytest.raises(services.Incomplete) as refusal:
        services.submit_certificate(draft, by=supplier_member, at=NOON)
    assert refusal.value.args == (missing,)
    assert reread(draft).status == Status.DRAFT


def test_a_declaration_needs_no_number(draft, supplier_member):
    draft.number = ""
    draft.save()

    services.submit_certificate(draft, by=supplier_member, at=NOON)

    assert reread(draft).status == Status.SUBMITTED


def test_a_certificate_whose_only_file_was_removed_is_incomplete(draft, supplier_member):
    draft.files.update(removed_at=NOON)

    with pytest.raises(services.Incomplete) as refusal:
        services.submit_certificate(draft, by=supplier_member, at=NOON)
    assert refusal.value.args == ("files",)


ACTS = [
    (services.retract_certificate, {Status.SUBMITTED, Status.IN_REVIEW, Status.REVISION_REQUESTED}, Status.RETRACTED),
    (services.reopen_certificate, {Status.RETRACTED}, Status.DRAFT),
]


@pytest.mark.parametrize(("case", "status"), list(product(ACTS, Status)))
def test_a_certificate_is_retracted_and_reopened_only_from_where_that_makes_sense(supplier_member, case, status):
    act, allowed, to = case
    certificate = CertificateFactory(supplier=supplier_member.suppliers.get(), status=status)

    if status in allowed:
        act(certificate, by=supplier_member, at=NOON)
        assert reread(certificate).status == to
        assert certificate.history.get().at == NOON
    else:
        with pytest.raises(IllegalTransition):
            act(certificate, by=supplier_member, at=NOON)
        assert reread(certificate).status == status


def test_a_renewal_copies_what_stays_and_asks_for_new_days_and_a_new_file(supplier_member):
    covered = ProductFactory(supplier=supplier_member.suppliers.get())
    held = CertificateFactory(
        supplier=covered.supplier, status=Status.APPROVED, stated={"standard": "EN 149"}, scope="Masks", is_shared=True
    )
    held.products.add(covered)
    CertificateFileFactory(certificate=held)

    renewal = services.renew_certificate(held, by=supplier_member, at=NOON)

    assert (renewal.status, renewal.supersedes, renewal.supplier) == (Status.DRAFT, held, held.supplier)
    assert (renewal.certificate_type, renewal.issuer, renewal.stated) == (
        held.certificate_type,
        held.issuer,
        held.stated,
    )
    assert (renewal.scope, renewal.is_shared, list(renewal.products.all())) == ("Masks", True, [covered])
    assert (renewal.number, renewal.valid_from, renewal.valid_until) == ("", None, None)
    assert not renewal.files.exists()
    assert reread(held).valid_until == date(2027, 12, 31)


def test_renewing_twice_leads_to_the_same_draft(supplier_member):
    held = CertificateFactory(supplier=supplier_member.suppliers.get(), status=Status.APPROVED)

    first = services.renew_certificate(held, by=supplier_member, at=NOON)

    assert services.renew_certificate(held, by=supplier_member, at=NOON) == first


@pytest.mark.parametrize("status", [status for status in Status if status != Status.APPROVED])
def test_only_what_is_approved_is_renewed(supplier_member, status):
    certificate = CertificateFactory(supplier=supplier_member.suppliers.get(), status=status)

    with pytest.raises(services.NotRenewable):
        services.renew_certificate(certificate, by=supplier_member, at=NOON)
