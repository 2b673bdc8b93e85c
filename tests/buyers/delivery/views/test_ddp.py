"""Duty paid through the forms: refused without an importer on file, ordered with the one that the supplier put there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from buyers.trade.models import Order
from tests.buyers.trade.orderable import orderable
from tests.buyers.trade.views.test_placing import PLACE, sign, typed
from tests.factories import BuyerFactory, MembershipFactory

pytestmark = pytest.mark.usefixtures("law", "countries")


def test_a_supplier_files_its_importer_and_then_a_buyer_orders_duty_paid(client):
    product, seller = orderable(), Client()
    seller.force_login(MembershipFactory(supplier=product.supplier).user)
    buyer = BuyerFactory()
    client.force_login(buyer.user)
    ddp = {"incoterm": "DDP", "place": "Hamburg"}
    refused = client.post(PLACE, {**typed(product, **ddp), "step": "read"})
    assert refused.status_code == 422 and "Choose DAP" in refused.text

    page = reverse("trade:supplier-importers", args=[product.supplier_id])
    importer = {
        "country": "DE",
        "name": "Bronkhorst Medical Logistik GmbH",
        "number": "4711930",
        "document": "Fiscal representation of 2 March",
        "document_day": timezone.localdate().isoformat(),
    }
    assert "EORI" in seller.post(page, importer).text
    seller.post(page, {**importer, "number": "DE 471 193 0123"})
    sign(client, product, **ddp)

    order = Order.objects.get()
    assert order.contracts.get().terms.incoterm == "DDP"
    shown = client.get(reverse("delivery:terms", args=[order.pk])).text
    assert "Bronkhorst Medical Logistik GmbH" in shown and "stated" in shown
