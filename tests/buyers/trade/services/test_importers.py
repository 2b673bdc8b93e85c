"""Importers of record: a side states one, an auditor confirms it, and DDP needs one in the country of destination."""

from datetime import date

import pytest

from audits.desk import permissions
from buyers.services.delivery_terms import notes_on
from buyers.trade.models import ImporterOfRecord
from buyers.trade.services import importers
from tests.factories import NOON, AuditorFactory, BuyerFactory, MembershipFactory, SupplierFactory
from tests.factories.quotes import QuoteFactory

pytestmark = pytest.mark.django_db
BRONKHORST = importers.Importer(
    "DE", "Bronkhorst Medical Logistik GmbH", "DE4711930", "Fiscal representation", date(2026, 3, 2)
)


def stated(supplier=None, importer=BRONKHORST):
    supplier = supplier or SupplierFactory()
    person = MembershipFactory(supplier=supplier).user
    return importers.state_importer(supplier, importer, by=person, at=NOON)


def refusals(**facts):
    return [note.code for note in notes_on("DDP", "Hamburg", "sea", **facts) if note.is_refusal]


def test_ddp_is_refused_without_an_importer_in_that_country_and_not_with_one():
    importer = stated()

    assert refusals(has_importer=importers.has_importer(importer.supplier_id, "DE")) == []
    assert refusals(has_importer=importers.has_importer(importer.supplier_id, "FR")) == ["importer-needed"]
    assert refusals() == ["importer-needed"]


def test_an_importer_that_was_ended_counts_no_longer():
    importer = stated()

    importers.end_importer(importer, by=importer.stated_by, at=NOON)

    assert not importers.has_importer(importer.supplier_id, "DE")
    with pytest.raises(importers.Settled):
        importers.end_importer(importer, by=importer.stated_by, at=NOON)


def test_the_same_number_is_on_file_once_per_country():
    importer = stated()

    with pytest.raises(importers.OnFileAlready):
        importers.state_importer(importer.supplier, BRONKHORST, by=importer.stated_by, at=NOON)
    assert ImporterOfRecord.objects.count() == 1


def test_an_importer_of_a_buyer_is_none_of_the_suppliers():
    buyer, supplier = BuyerFactory(), SupplierFactory()
    importers.state_importer(buyer, BRONKHORST, by=buyer.user, at=NOON)

    assert not importers.has_importer(supplier.pk, "DE")


def test_only_an_auditor_who_is_no_member_confirms_it_and_once():
    importer, auditor = stated(), AuditorFactory(since=NOON).user
    act = {"compared_with": "The contract of 2 March 2026; the EORI check of the Commission", "at": NOON}

    with pytest.raises(permissions.NotAnAuditor):
        importers.confirm_importer(importer, by=importer.stated_by, **act)
    importers.confirm_importer(importer, by=auditor, **act)

    importer.refresh_from_db()
    assert importer.is_confirmed
    with pytest.raises(importers.Settled):
        importers.confirm_importer(importer, by=auditor, **act)


def test_an_auditor_of_the_company_itself_does_not_confirm_it():
    importer = stated()
    importer.stated_by.is_staff = True
    auditor = AuditorFactory(user=importer.stated_by, since=NOON).user

    with pytest.raises(permissions.ConflictOfInterest):
        importers.confirm_importer(importer, compared_with="x", by=auditor, at=NOON)


def test_only_ddp_asks_who_imports(django_assert_num_queries):
    revision = QuoteFactory().revisions.get()

    with django_assert_num_queries(0):
        assert importers.is_settled_for(revision, "DE")
    revision.incoterm = "DDP"
    assert not importers.is_settled_for(revision, "DE")
    stated(revision.quote.thread.supplier)
    assert importers.is_settled_for(revision, "DE")
    assert importers.importer_for("DDP", revision.quote.thread.supplier_id, "DE").name == BRONKHORST.name
