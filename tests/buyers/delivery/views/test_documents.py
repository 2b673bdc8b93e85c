"""Pages of the documents of a shipment: what each side reads, puts on file and takes back."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from buyers.delivery.models import ShipmentDocument
from buyers.delivery.services.packs.law import LawOfOrder
from buyers.terms.delivery.pack_facts import LawDocument, LawState
from buyers.trade.models import Evidence
from tests.buyers.delivery.packs import filed, ordered, shipped
from tests.factories import BuyerFactory

pytestmark = pytest.mark.usefixtures("countries", "law")
QUERIES = 39
"""Session, person, notices, the order with its facts and its watch, the rulebook's documents, what is on file, and what documents state."""


@pytest.fixture
def order(countries, law):
    return ordered(inspection={}, latest_shipment=timezone.localdate(), expected_entry=timezone.localdate())


@pytest.fixture
def scan():
    picture = BytesIO()
    Image.effect_noise((300, 400), 60).save(picture, "PNG")
    return SimpleUploadedFile("vgm.png", picture.getvalue(), content_type="image/png")


def page(name, *keys):
    return reverse(f"delivery:{name}", args=keys)


def test_both_sides_read_the_same_list_and_the_buyer_what_is_theirs_to_arrange(client, order):
    shipment = shipped(order)
    for person, words in ((order.seller, "to arrange"), (order.buyer.user, "yours to arrange")):
        client.force_login(person)
        shown = client.get(page("shipment-documents", shipment.pk)).content.decode()
        assert "Not ready to ship" in shown
        assert "SOLAS chapter VI" in shown
        assert words in shown
    planned = client.get(page("order-documents", order.pk)).content.decode()
    assert "For one shipment as the contract plans it." in planned
    assert str(shipment) in planned


def test_a_stranger_finds_no_list_no_document_and_no_picture(client, order):
    shipment = shipped(order)
    row = filed(order, "vgm", shipment=shipment)
    client.force_login(BuyerFactory().user)
    for address in (
        page("order-documents", order.pk),
        page("shipment-documents", shipment.pk),
        page("shipment-document-add", shipment.pk, "vgm"),
        page("document", row.pk),
        page("document-page", "no-such-token"),
    ):
        assert client.get(address).status_code == 404


def test_a_document_is_put_on_file_with_its_pages_and_what_it_states(client, order, scan):
    shipment = shipped(order)
    client.force_login(order.seller)
    form = {"number": "INS-4", "issued_on": "2026-11-02", "lots": "2611A, 2611B", "quantity": "50,000", "files": scan}

    client.post(page("shipment-document-add", shipment.pk, "inspection_report"), form)

    row = ShipmentDocument.objects.get()
    assert (row.number, row.stated) == ("INS-4", {"quantity": 50000, "lots": ["2611A", "2611B"]})
    shown = client.get(page("document", row.pk)).content.decode()
    picture = page("document-page", row.files.get().pages.get().token)
    assert picture in shown
    image = client.get(picture)
    assert image.headers["Content-Type"] == "image/webp"
    image.close()


def test_what_was_typed_is_kept_next_to_the_reason_of_a_refusal(client, order, scan):
    client.force_login(order.seller)
    address = page("order-document-add", order.pk, "vgm")
    form = {"number": "V-77", "issued_on": "2026-11-09", "valid_until": "2026-11-01", "files": scan}

    shown = client.post(address, form)

    assert shown.status_code == 422
    assert "It ends before it was issued." in shown.content.decode()
    assert "V-77" in shown.content.decode()
    assert client.post(address, {"number": "V-78"}).status_code == 422
    assert client.get(page("order-document-add", order.pk, "unknown_kind")).status_code == 404
    assert client.get(f"{address}?replaces=x").status_code == 404
    assert not ShipmentDocument.objects.exists()


def test_who_put_it_on_file_replaces_or_withdraws_it(client, order):
    row = filed(order, "vgm", number="V-5")
    client.force_login(order.buyer.user)
    assert "Withdraw it" not in client.get(page("document", row.pk)).content.decode()
    client.force_login(order.seller)
    shown = client.get(page("document", row.pk)).content.decode()
    assert f"?replaces={row.pk}" in shown

    client.post(page("document-withdraw", row.pk), {"reason": "Of another container"})

    shown = client.get(page("document", row.pk)).content.decode()
    assert "Of another container" in shown
    assert "V-5" not in client.get(page("order-documents", order.pk)).content.decode()


def test_the_complete_list_becomes_evidence_by_one_press_and_an_incomplete_one_does_not(client, order):
    shipment = shipped(order)
    client.force_login(order.seller)
    client.post(page("documents-submit", shipment.pk))
    assert not Evidence.objects.exists()

    listed = client.get(page("shipment-documents", shipment.pk)).context["page"]
    for _stage, rows in listed.stages:
        for words in rows:
            if words.line.is_open and words.line.side == "supplier":
                filed(order, words.line.kind, shipment=shipment, number=f"N-{words.line.kind}")
    client.post(page("documents-submit", shipment.pk))

    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.event) == ("document_pack", "documents_sent")
    assert "N-vgm" in evidence.note


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_whatever_is_on_file(client, order, number, django_assert_num_queries):
    shipment = shipped(order)
    for one in range(number):
        filed(order, "vgm", shipment=shipment, number=f"V-{one}")
    client.force_login(order.buyer.user)
    client.get(page("shipment-documents", shipment.pk))
    with django_assert_num_queries(QUERIES):
        assert client.get(page("shipment-documents", shipment.pk)).status_code == 200


def test_the_order_page_names_the_next_document(client, order):
    client.force_login(order.buyer.user)
    shown = client.get(reverse("trade:order", args=[order.pk])).content.decode()
    assert page("order-documents", order.pk) in shown
    assert "documents of trade are on file" in shown


def test_an_importer_puts_its_own_document_on_file_where_the_law_asks_for_it(client, order, scan, monkeypatch):
    asked = LawDocument(
        1, "representative", "Authorised representative", LawState.ABSENT, True, "MDR Article 11", "high"
    )
    known = LawOfOrder((asked,), (), (), None)
    monkeypatch.setattr("buyers.delivery.services.packs.reading.law_of", lambda *_given, **_named: known)
    shipment = shipped(order)
    add = page("shipment-document-add", shipment.pk, "law:representative")
    client.force_login(order.seller)
    assert client.get(add).status_code == 404
    client.force_login(order.buyer.user)
    assert add in client.get(page("shipment-documents", shipment.pk)).text
    assert client.get(page("shipment-document-add", shipment.pk, "law:unknown")).status_code == 404

    client.post(add, {"number": "AR-77", "issuer": "Lindenau Regulatory GmbH", "files": scan})

    row = ShipmentDocument.objects.get()
    assert (row.kind, row.side) == ("law:representative", "buyer")
    assert "AR-77" in client.get(page("shipment-documents", shipment.pk)).text
