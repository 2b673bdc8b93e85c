"""The side that gave a link sees it and ends it; nobody else does."""

import pytest
from django.urls import reverse

from buyers.delivery.models import GuestLink
from buyers.trade.models import Side
from tests.buyers.delivery.guests import given_link
from tests.factories.delivery import ShipmentFactory


@pytest.fixture
def shipment(db):
    return ShipmentFactory()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_shows_the_links_of_its_own_side_with_a_constant_number_of_queries(
    client, shipment, rows, mailoutbox, django_assert_num_queries
):
    for _number in range(rows):
        given_link(shipment, mailoutbox)
    client.force_login(shipment.order.seller)
    address = reverse("delivery:links", args=[shipment.order_id])
    client.get(address)  # notes the use of the session

    with django_assert_num_queries(9):
        page = client.get(address).content.decode()

    assert page.count("Sinotrans Hubei") == rows
    client.force_login(shipment.order.placed_by)
    assert "Sinotrans" not in client.get(reverse("delivery:links", args=[shipment.order_id])).content.decode()


def test_one_press_ends_one_and_another_ends_all(client, shipment, mailoutbox):
    links = [given_link(shipment, mailoutbox)[0] for _number in range(3)]
    client.force_login(shipment.order.seller)

    client.post(reverse("delivery:link-revoke", args=[links[0].pk]))
    assert GuestLink.objects.filter(revoked_at=None).count() == 2
    client.post(reverse("delivery:links-revoke", args=[shipment.order_id]))
    assert not GuestLink.objects.filter(revoked_at=None).exists()


def test_the_other_side_cannot_end_it_and_learns_nothing_of_it(client, shipment, mailoutbox):
    link, _token = given_link(shipment, mailoutbox, side=Side.BUYER)
    client.force_login(shipment.order.seller)

    assert client.post(reverse("delivery:link-revoke", args=[link.pk])).status_code == 404
    assert GuestLink.objects.get(pk=link.pk).revoked_at is None
