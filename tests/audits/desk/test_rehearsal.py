"""What an act would do is found by doing it and taking it back: nothing stays, and the act then does just that."""

from datetime import date
from functools import partial

import pytest
from django.utils import timezone

from audits.desk import reviews
from audits.desk.certificates import approve_certificate, revoke_certificate
from audits.desk.permissions import SeniorOnly
from audits.desk.rehearsal import rehearse
from audits.desk.suppliers import suspend_supplier
from audits.models import Clearance, Decision, LogEntry
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Certificate, Supplier
from tests.audits.dossiers import add
from tests.factories import NOON, CertificateFileFactory, CertificatePageFactory, ProductFactory

pytestmark = pytest.mark.django_db
ON = timezone.localdate(NOON)


@pytest.fixture
def deed(law, supplier, wen):
    """The last document that a product lacks for the EU, in review."""
    product = ProductFactory(supplier=supplier)
    for name in ("licence", "report"):
        add(product, name)
    document = add(product, "doc")
    Certificate.objects.filter(pk=document.pk).update(status="submitted")
    document.refresh_from_db()
    CertificatePageFactory(file=CertificateFileFactory(certificate=document))
    reviews.start_review(document, by=wen, at=NOON)
    return document


def counts():
    return [model.objects.count() for model in (Decision, LogEntry, Letter, Clearance)]


def test_an_approval_and_a_revocation_say_before_what_they_do_afterwards(deed, wen, senior):
    approve = partial(approve_certificate, by=wen, at=NOON, note="The register agrees.")
    before = counts()

    foretold = rehearse(deed, lambda copy: approve(copy), on=ON)

    assert counts() == before
    assert Certificate.objects.get(pk=deed.pk).status == deed.status == "in_review"
    assert "EU" in {market for market, _product in foretold.gained}
    assert not foretold.lost
    approve(deed)
    letter = Letter.objects.latest("pk")
    assert [(one.subject, one.text) for one in foretold.letters] == [(letter.subject, letter.text)]
    assert "The register agrees." in letter.text

    revoke = partial(revoke_certificate, by=senior, at=NOON, reasons=["not_covered"], effective_on=date(2026, 3, 1))
    foretold = rehearse(deed, lambda copy: revoke(copy), on=ON)
    assert {market for market, _product in foretold.lost} == {"EU", "US"}
    assert Clearance.objects.current().holding(ON).filter(market="EU").exists()
    with pytest.raises(SeniorOnly):
        rehearse(
            deed, lambda copy: revoke_certificate(copy, by=wen, at=NOON, reasons=["forged"], effective_on=None), on=ON
        )


def test_a_suspension_takes_the_products_of_the_company_off_the_market(deed, supplier, wen):
    approve_certificate(deed, by=wen, at=NOON)

    foretold = rehearse(
        supplier, lambda copy: suspend_supplier(copy, by=wen, at=NOON, reasons=["not_at_address"]), on=ON
    )

    assert {market for market, _product in foretold.lost} == {"EU", "US"}
    assert (foretold.lost_products, foretold.recipients) == (1, 1)
    assert not foretold.needs_confirmation
    assert Supplier.objects.get(pk=supplier.pk).status == "qualified"
