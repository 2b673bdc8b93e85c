"""The desk reads shipments: what cannot be true first, and nobody those of a company of their own."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from buyers.trade.models import DeskOffice
from tests.factories import MembershipFactory, UserFactory
from tests.factories.delivery import LegFactory, ShipmentEventFactory, ShipmentFactory, ShipmentLotFactory

pytestmark = pytest.mark.usefixtures("countries")
LIST = "admin:delivery_shipment_changelist"


@pytest.fixture(autouse=True)
def _eased(settings):
    settings.EASE_SECOND_FACTOR = True


def desk_of(office="handler"):
    user = UserFactory(is_staff=True)
    DeskOffice.objects.create(user=user, office=office, since=datetime(2026, 1, 1, tzinfo=UTC))
    client = Client()
    client.force_login(user)
    return client, user


def url_of(shipment):
    return reverse("admin:delivery_shipment_change", args=[shipment.pk])


def test_the_page_of_a_shipment_has_its_way_lots_reports_and_what_cannot_be_true():
    desk, _user = desk_of()
    lot = ShipmentLotFactory(lot="26110417")
    LegFactory(shipment=lot.shipment)
    left = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    ShipmentEventFactory(shipment=lot.shipment, happens_at=left)
    ShipmentEventFactory(shipment=lot.shipment, code="arrived", place="DEHAM", happens_at=left.replace(day=18))

    page = desk.get(url_of(lot.shipment))

    assert page.status_code == 200
    for words in ("Hamburg", "CSQU3054383", "EXMP12345678", "26110417", "Something here cannot be true"):
        assert words in page.text
    assert 'name="note"' not in page.text  # the desk reads and reports nothing


def test_the_list_has_contradictions_on_top_and_names_other_orders_of_the_same_container():
    desk, _user = desk_of()
    calm, shared = LegFactory(container="MSKU6011672"), LegFactory(container="MSKU6011672")
    left = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    for leg in (calm, shared):
        ShipmentEventFactory(shipment=leg.shipment, happens_at=left)
    odd = LegFactory(container="TGHU7734526").shipment
    ShipmentEventFactory(shipment=odd, happens_at=left)
    ShipmentEventFactory(shipment=odd, code="arrived", place="DEHAM", happens_at=left.replace(day=18))

    text = desk.get(reverse(LIST)).text

    assert text.index(url_of(odd)) < min(text.index(url_of(leg.shipment)) for leg in (calm, shared))
    assert f"{shared.shipment.order.number} (MSKU6011672)" in text


def test_nobody_reads_shipments_of_a_company_of_their_own_and_without_an_office_there_are_none():
    desk, user = desk_of()
    shipment = ShipmentFactory()
    MembershipFactory(supplier=shipment.order.supplier, user=user)
    outsider = Client()
    outsider.force_login(UserFactory(is_staff=True))

    assert desk.get(url_of(shipment)).status_code == 404
    assert url_of(shipment) not in desk.get(reverse(LIST)).text
    assert outsider.get(url_of(ShipmentFactory())).status_code == 404
