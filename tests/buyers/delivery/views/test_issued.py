"""Both sides read what was issued; the supplier issues, corrects and withdraws; strangers find nothing."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from buyers.delivery.models import IssuedDocument, ShipmentDocument, ShipmentDocumentFile, ShipmentDocumentPage
from buyers.delivery.services.issued import documents
from buyers.delivery.services.issued.drafts import draft_of
from buyers.terms.contract import Charge
from buyers.trade.services.amendments import sign_amendment
from buyers.trade.services.part_ends import PartEnd, end_part
from kpmarket.foundation.storage import files
from tests.buyers.delivery.services.issued.shipped import issued, shipped
from tests.buyers.trade.watched_orders import watched_order
from tests.factories import NOON, UserFactory
from tests.factories.delivery import IssuedDocumentFactory, ShipmentFactory, ShipmentLotFactory
from tests.factories.quotes import QuoteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipment():
    return shipped()


def page_of(shipment, kind="commercial_invoice"):
    return reverse("delivery:issue-shipment", args=[shipment.pk, kind])


def fields_of(page):
    """What the form of the page would send as it stands."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def list_of(shipment):
    return reverse("delivery:issued", args=[shipment.order_id])


def test_the_supplier_issues_with_computed_values_and_the_buyer_saves_the_file(client, shipment):
    client.force_login(shipment.order.seller)
    page = client.get(page_of(shipment))

    client.post(page_of(shipment), {**fields_of(page), "marks": "LINDENAU\r\nHAMBURG", "step": "issue"})

    row = IssuedDocument.objects.get()
    assert (row.document.total, row.document.marks) == (420_000, "LINDENAU\nHAMBURG")
    client.force_login(shipment.order.placed_by)
    assert row.number in client.get(list_of(shipment)).text
    file = client.get(reverse("delivery:issued-pdf", args=[row.pk]))
    assert file.content.startswith(b"%PDF-1.7")
    assert f"{row.number}-v1.pdf" in file["Content-Disposition"]


def test_what_is_typed_differently_is_shown_before_issuing_and_refuses_nothing(client, shipment):
    client.force_login(shipment.order.seller)
    typed = {
        **fields_of(client.get(page_of(shipment))),
        "consignee_name": "Nordsee Medizin GmbH",
        "quantity-1": "51,000",
    }

    compared = client.post(page_of(shipment), {**typed, "step": "check"})
    client.post(page_of(shipment), {**typed, "step": "issue"})

    for words in ("Nordsee Medizin GmbH", "51,000", "50,000"):
        assert words in compared.text
    assert 'value="Nordsee Medizin GmbH"' in compared.text
    assert "The consignee is not the buyer of the contract." in client.get(list_of(shipment)).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity-1", "0"),
        ("quantity-1", "many"),
        ("price-1", "1,2,3"),
        ("consignee_name", ""),
        ("charge-freight", "-5"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field_and_kept(client, shipment, field, value):
    client.force_login(shipment.order.seller)
    typed = {**fields_of(client.get(page_of(shipment))), field: value, "step": "issue"}

    page = client.post(page_of(shipment), typed)

    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert page.context["form"][field].value() == value
    assert not IssuedDocument.objects.exists()


def test_a_correction_says_what_changed_and_an_old_page_is_refused(client, shipment):
    issued(shipment, "packing_list")
    client.force_login(shipment.order.seller)
    address = page_of(shipment, "packing_list")
    typed = {**fields_of(client.get(address)), "step": "issue"}

    silent = client.post(address, typed)
    client.post(address, {**typed, "changed": "Weights as weighed", "gross": "216.5"})
    late = client.post(address, {**typed, "changed": "Again"}, follow=True)

    assert silent.status_code == 422
    newest = IssuedDocument.objects.first()
    assert (newest.version, newest.changed, newest.document.packing.gross_grams) == (2, "Weights as weighed", 216_500)
    assert "Version 2 was issued since you opened this page" in late.text


def test_withdrawing_wants_a_reason(client, shipment):
    row = issued(shipment, "commercial_invoice")
    client.force_login(shipment.order.seller)
    address = reverse("delivery:issued-withdraw", args=[row.pk])

    without = client.post(address)
    client.post(address, {"reason": "The bank asked for another one"})

    assert without.status_code == 422
    assert "The bank asked for another one" in client.get(list_of(shipment)).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_shipments_as_for_one(client, shipment, count, django_assert_num_queries):
    for _ in range(count - 1):
        ShipmentLotFactory(shipment=ShipmentFactory(order=shipment.order))
    for one in shipment.order.shipments.all():
        IssuedDocumentFactory(shipment=one, order=shipment.order, issued_by=shipment.order.seller)
    client.force_login(shipment.order.seller)

    with django_assert_num_queries(28):
        client.get(list_of(shipment))


def test_all_documents_leave_together_and_originals_stay(client, shipment):
    row = issued(shipment, "commercial_invoice")
    order = shipment.order
    document = ShipmentDocument.objects.create(
        order=order,
        shipment=shipment,
        kind="bill_of_lading",
        number="COSU/6310 001",
        side="supplier",
        stated={"consignee": "Lindenau Handels GmbH"},
        added_by=order.seller,
        added_at=timezone.now() - timedelta(hours=1),
    )
    original = ShipmentDocumentFile.objects.create(
        document=document, original_name="bl.pdf", stored_name="0" * 48, kind="pdf", size=9, sha256="a" * 64
    )
    picture = files.store_bytes(b"RIFFpicture", ".webp")
    ShipmentDocumentPage.objects.create(file=original, number=1, stored_name=picture.name, width=8, height=9)
    client.force_login(order.placed_by)

    archive = client.get(reverse("delivery:shipment-archive", args=[shipment.pk]))
    book = client.get(reverse("delivery:shipment-workbook", args=[shipment.pk]))

    whole = zipfile.ZipFile(io.BytesIO(b"".join(archive.streaming_content)))
    assert whole.testzip() is None
    assert set(whole.namelist()) == {
        f"issued/contract-{order.number}-v1.pdf",
        f"issued/{row.number}-v1.pdf",
        f"uploaded/bill_of_lading-{document.pk}-COSU-6310-001/page-001.webp",
        f"{shipment}.xlsx",
    }
    assert whole.read(f"issued/{row.number}-v1.pdf") == files.read(row.stored_name)
    lines, lots, documents, contradictions = load_workbook(io.BytesIO(book.content)).worksheets
    assert [cell.value for cell in lines[2]][4:] == [50_000, "piece", 0.084, "USD"]
    assert [row[1].value for row in lots.iter_rows(min_row=2)] == ["26110201", "26110202"]
    assert {row[1].value for row in documents.iter_rows(min_row=2)} == {row.number, "COSU/6310 001"}
    assert contradictions[2][1].value == "Lindenau Handels GmbH"


def test_both_sides_of_a_quote_make_its_file_and_nobody_else(client):
    quote = QuoteFactory()
    address = reverse("delivery:quote-document", args=[quote.pk])
    client.force_login(quote.thread.enquiry.buyer.user)

    made = client.post(address, {"revision": "1"}, follow=True)

    assert made.content.startswith(b"%PDF")
    assert client.post(address, {"revision": "7"}).status_code == 404
    client.force_login(quote.revision.sent_by)
    assert re.search(r"QUO-\d{6}-1", client.get(address).text)
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    assert client.get(reverse("delivery:issued-pdf", args=[IssuedDocument.objects.get().pk])).status_code == 404


def test_after_part_of_the_order_ended_the_list_asks_for_documents_of_the_new_sums(client):
    order = watched_order(terms={"charges": (Charge("freight", 185_000),), "freight_follows": True})
    draft = draft_of(order, "proforma_invoice", None, at=NOON)
    documents.issue(order.pk, draft, None, before=0, by=order.seller, at=NOON)
    client.force_login(order.seller)
    address = reverse("delivery:issued", args=[order.pk])
    assert "The contract has changed since" not in client.get(address).text

    proposed = end_part(order.pk, PartEnd("agreed", {1: 20_000}, 0), reason="Fewer beds.", by=order.placed_by, at=NOON)
    sign_amendment(order.pk, proposed.version, proposed.digest, by=order.seller, at=NOON)

    said = client.get(address).text
    assert "by its version 2 the sums are others" in said and "Issue again" in said
    page = reverse("delivery:issue-order", args=[order.pk, "proforma_invoice"])
    client.post(page, {**fields_of(client.get(page)), "changed": "20,000 masks fewer.", "step": "issue"})
    assert IssuedDocument.objects.current().get().document.total == 252_000 + 111_000
    assert "The contract has changed since" not in client.get(address).text
