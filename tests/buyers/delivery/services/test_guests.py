"""Links for people without an account open one thing, for a while, until they are revoked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from buyers.delivery.models import GuestLink
from buyers.delivery.services import guests
from buyers.trade.models import Side
from kpmarket.foundation.limits.daily import OverDailyLimit
from tests.buyers.delivery.guests import FORWARDER, MONDAY, given_link
from tests.factories.delivery import ShipmentFactory

SHIPMENT = GuestLink.Purpose.SHIPMENT


@pytest.fixture
def shipment(db):
    return ShipmentFactory()


def test_the_token_stands_in_the_letter_alone_and_the_letter_is_in_the_language_of_the_guest(shipment, mailoutbox):
    link, token = given_link(shipment, mailoutbox)

    assert token not in str(GuestLink.objects.values())
    assert link.token_sha256 == guests.digest_of_token(token)
    assert "您不需要注册账号" in mailoutbox[0].body


def test_it_opens_until_it_ends_and_for_its_purpose_alone(shipment, mailoutbox):
    link, token = given_link(shipment, mailoutbox)

    assert guests.open_link(token, SHIPMENT, at=link.ends_at - timedelta(seconds=1)).shipment == shipment
    for purpose, at in ((SHIPMENT, link.ends_at), (GuestLink.Purpose.INSPECTION, MONDAY)):
        with pytest.raises(guests.NoSuchLink):
            guests.open_link(token, purpose, at=at)
    with pytest.raises(guests.NoSuchLink):
        guests.open_link(token[:-1] + ("A" if token[-1] != "A" else "B"), SHIPMENT, at=MONDAY)


def test_all_links_of_a_side_are_revoked_at_once_and_those_of_the_other_side_stay(shipment, mailoutbox):
    theirs, _token = given_link(shipment, mailoutbox, side=Side.BUYER)
    mailoutbox.clear()
    _link, token = given_link(shipment, mailoutbox)

    assert guests.revoke_all(shipment.order, side=Side.SUPPLIER, by=shipment.order.seller, at=MONDAY) == 1

    with pytest.raises(guests.NoSuchLink):
        guests.open_link(token, SHIPMENT, at=MONDAY)
    assert guests.is_open(GuestLink.objects.get(pk=theirs.pk), MONDAY)
    assert not guests.revoke_link(_link, by=shipment.order.seller, at=MONDAY)


def test_nobody_sends_more_links_in_a_day_than_the_limit(shipment, settings, mailoutbox):
    settings.DAILY_LIMITS = {"guest_links": 1}
    another_day = MONDAY + timedelta(days=40)  # the count of a day outlives the test
    given_link(shipment, mailoutbox, at=another_day)

    with pytest.raises(OverDailyLimit):
        guests.give_link(shipment, FORWARDER, side=Side.SUPPLIER, by=shipment.order.seller, at=another_day)

    assert GuestLink.objects.count() == 1


def test_files_are_read_at_the_addresses_of_an_open_link_alone(shipment, mailoutbox):
    link, token = given_link(shipment, mailoutbox)
    report = reverse("delivery:guest-shipment-report", args=[token, 1, "handed-over"])

    assert guests.takes_files(report, at=MONDAY)
    assert not guests.takes_files(report, at=link.ends_at)
    for path in (
        reverse("delivery:guest-inspection-photos", args=[token]),
        reverse("delivery:guest-shipment", args=[token]),
        reverse("delivery:guest-shipment-report", args=["A" * 43, 1, "handed-over"]),
        "/account/login/",
        "/no/such/page",
    ):
        assert not guests.takes_files(path, at=MONDAY)
