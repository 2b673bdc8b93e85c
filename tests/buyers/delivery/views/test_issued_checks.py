"""Whoever has the address of an issued document learns how it stands today, and nothing of whom it concerns."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from buyers.delivery.services.issued import documents
from buyers.delivery.services.issued.codes import check_code
from buyers.delivery.views import issued_checks
from kpmarket.foundation.storage import files
from tests.buyers.delivery.services.issued.shipped import issued, shipped
from tests.factories import NOON
from tests.factories.delivery import IssuedDocumentFactory

pytestmark = pytest.mark.django_db


def address_of(row):
    return reverse("delivery:document-check", args=[check_code(row.number, row.version)])


def test_it_says_current_then_replaced_then_withdrawn_and_names_nobody(client):
    shipment = shipped(buyer__organisation="Klinikum Lindenau GmbH", supplier__name_en="Xiantao Weize Co., Ltd.")
    first = issued(shipment, "commercial_invoice")

    current = client.get(address_of(first))
    second = issued(shipment, "commercial_invoice", before=1, changed="Marks added")
    replaced = client.get(address_of(first))
    documents.withdraw(second, "Sold to another buyer", by=shipment.order.seller, at=NOON)
    withdrawn = client.get(address_of(second))

    assert "This version counts today." in current.text
    assert "version 2 is the last one" in replaced.text
    assert "It was withdrawn by who issued it" in withdrawn.text
    for page in (current, replaced, withdrawn):
        assert first.number in page.text
        for private in ("Lindenau", "Weize", "4,200", "Mask", "Sold to another", "Marks added"):
            assert private not in page.text


def test_a_digest_or_the_file_is_compared_and_not_kept(client):
    row = IssuedDocumentFactory()
    file = files.read(row.stored_name)

    def compared(**sent):
        return client.post(address_of(row), sent)

    same = (compared(digest=row.digest[:16].upper()), compared(file=SimpleUploadedFile("a.pdf", file)))
    other = (compared(digest="0" * 64), compared(file=SimpleUploadedFile("a.pdf", file + b" ")))

    assert [one.context["is_same"] for one in (*same, *other)] == [True, True, False, False]
    assert [compared().status_code, compared(digest="abc").status_code, compared(digest="z" * 64).status_code] == [
        422
    ] * 3


def test_codes_that_are_not_ours_do_not_exist_and_are_counted(client, monkeypatch):
    row = IssuedDocumentFactory()
    forged = reverse("delivery:document-check", args=[f"{row.number.lower()}-v1-aaaaaaaaaaaaaaaa"])
    unknown = reverse("delivery:document-check", args=[check_code("INV-KP-2026-999999-1", 1)])
    monkeypatch.setattr(issued_checks, "TRIES", issued_checks.Allowance("t", 2, issued_checks.timedelta(minutes=10)))

    statuses = [client.get(address).status_code for address in (forged, unknown, forged)]

    assert statuses == [404, 404, 429]
    assert client.get(address_of(row)).status_code == 200
