"""Claims follow documents: approved, revoked, begun, ended."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from audits import tasks
from audits.clearances import claims_sweep, judging
from audits.models import Clearance, Listing
from kpmarket.foundation.monitoring.task_runs import TaskRun
from suppliers.models import Certificate
from tests.factories import NOON, TODAY, CertificateFactory, ClearanceFactory

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 12, 31)


@pytest.fixture
def product():
    row = ClearanceFactory(product__name_en="Half mask FFP2", product__standards=["EN 149 FFP2", "EN 149 FFP3"])
    document = CertificateFactory(
        supplier=row.product.supplier,
        status="approved",
        valid_until=LAST_DAY,
        stated={"standard": "EN 149:2001+A1:2009", "class": "FFP2"},
    )
    document.products.add(row.product)
    judging.update_catalogue_of([row.product], at=NOON)
    return row.product


def facets():
    return Clearance.objects.get().standards


def test_a_facet_holds_what_a_document_shows_and_nothing_that_the_supplier_only_states(product):
    listing = Listing.objects.get()

    assert facets() == "|EN 149 FFP2|"
    assert (listing.unverified, listing.contradicted) == ("FFP3", "FFP3")


def test_the_day_after_the_documents_last_one_nothing_is_shown_any_more(product):
    assert claims_sweep.refresh_claims(on=LAST_DAY) == 0

    changed = claims_sweep.refresh_claims(on=LAST_DAY + timedelta(days=1))

    assert (changed, facets()) == (1, "")
    assert "FFP2" in Listing.objects.get().unverified.splitlines()
    assert claims_sweep.refresh_claims(on=LAST_DAY + timedelta(days=1)) == 0


def test_an_approval_that_changes_no_clearance_still_shows_a_claim(product):
    document = CertificateFactory(
        supplier=product.supplier, status="approved", stated={"standard": "EN 149:2001+A1:2009", "class": "FFP3"}
    )
    document.products.add(product)

    claims_sweep.update_claims([product.pk], on=TODAY)

    assert facets() == "|EN 149 FFP2|EN 149 FFP3|"


def test_after_an_upgrade_every_product_is_judged(product, capsys):
    Listing.objects.update(standards="", unverified="", contradicted="")

    call_command("refresh_claims", "--all", "--on", TODAY.isoformat())

    assert "The claims of 1 products" in capsys.readouterr().out
    assert Listing.objects.get().unverified == "FFP3"


def test_the_task_is_noted_when_it_ran(product):
    Certificate.objects.update(valid_until=timezone.localdate() - timedelta(days=1))

    assert tasks.refresh_claims() == 1
    assert TaskRun.objects.get().name == "audits.tasks.refresh_claims"
