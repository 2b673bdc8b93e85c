"""The desk's page of one order leads to its shipments and shows where its documents contradict each other."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from buyers.trade.models import DeskOffice
from tests.buyers.delivery.packs import filed
from tests.buyers.delivery.services.issued.shipped import shipped
from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("countries")


def test_a_handler_reads_both_weights_that_contradict_each_other_and_opens_the_shipment(client, countries, settings):
    settings.EASE_SECOND_FACTOR = True
    shipment = shipped()
    filed(shipment.order, "bill_of_lading", shipment=shipment, number="HLCU-7", stated={"gross_grams": 100_000})
    filed(shipment.order, "vgm", shipment=shipment, number="V-1", stated={"gross_grams": 215_000})
    user = UserFactory(is_staff=True)
    DeskOffice.objects.create(user=user, office="handler", since=datetime(2026, 1, 1, tzinfo=UTC))
    client.force_login(user)

    shown = client.get(reverse("admin:trade_order_change", args=[shipment.order_id])).text

    assert "Two documents name different gross weights." in shown
    assert "100 kg" in shown and "HLCU-7" in shown
    assert f'href="{reverse("admin:delivery_shipment_change", args=[shipment.pk])}"' in shown
