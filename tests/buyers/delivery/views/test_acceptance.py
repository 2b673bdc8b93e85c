"""The buyer checks goods on a page; both sides read what became of them; strangers find nothing."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import ExifTags, Image

from buyers.delivery.models import CheckPage, DeliveryCheck
from buyers.trade.models import Side
from tests.buyers.trade.deals import held_order, submitted
from tests.factories import BuyerMembershipFactory, UserFactory
from tests.factories.delivery import ShipmentLotFactory

pytestmark = pytest.mark.usefixtures("countries")


@pytest.fixture
def order(countries):
    order = held_order()
    yesterday = timezone.now() - timedelta(days=1)
    submitted(order, "delivery_proof", side=Side.BUYER, at=yesterday)
    return order


@pytest.fixture
def photo():
    """A photograph of a crushed carton."""
    picture = BytesIO()
    taken = Image.Exif()
    taken.get_ifd(ExifTags.IFD.Exif).update({ExifTags.Base.DateTimeOriginal: "2026:03:01 10:22:05"})
    Image.effect_noise((300, 400), 60).save(picture, "JPEG", exif=taken)
    return SimpleUploadedFile("carton.jpg", picture.getvalue(), content_type="image/jpeg")


def page(name, order):
    return reverse(f"delivery:{name}", args=[order.pk])


def typed(**facts):
    return {"looked_on": (timezone.localdate() - timedelta(days=1)).isoformat(), **facts}


def test_the_buyer_at_the_warehouse_accepts_and_rejects_with_a_photograph(client, order, photo):
    lot = ShipmentLotFactory(shipment__order=order, lot="26110007")
    client.force_login(order.buyer.user)
    form = client.get(page("check", order)).text
    assert "26110007" in form
    row = f"l1_{lot.pk}"
    rejected = {f"{row}_accepted": "48,900", f"{row}_rejected1": "1,100", f"{row}_reason1": "damaged"}

    sent = client.post(page("check", order), typed(**rejected, **{f"{row}_note": "Pallet 3 is crushed"}, photos=photo))

    assert sent.status_code == 302
    client.force_login(order.seller)
    shown = client.get(page("acceptance", order)).text
    assert "48,900 of 50,000 accepted" in shown
    assert "older than what is reported" in shown and "Clocks of cameras run wrong" in shown
    assert "1,100 · Damaged" in shown and "Pallet 3 is crushed" in shown and "lot 26110007" in shown
    assert "USD\u00a04,107.60 of USD\u00a04,200.00" in shown
    picture = client.get(reverse("delivery:check-page", args=[CheckPage.objects.get().token]))
    assert picture.status_code == 200 and b"".join(picture.streaming_content)
    assert "1,100 rejected or missing" in client.get(order.get_absolute_url()).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Say how many you accept or reject"),
        ({"l1_rejected1": "10"}, "Say why these are rejected."),
        ({"l1_reason1": "short"}, "Say how many."),
        ({"l1_accepted": "50001"}, "at most 50,000 can still be accepted or rejected"),
        ({"l1_accepted": "many"}, "Enter a whole number"),
        ({"l1_accepted": "5", "looked_on": "2031-01-01"}, "the day is ahead"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(client, order, fields, sentence):
    client.force_login(order.buyer.user)

    refused = client.post(page("check", order), typed(**fields, note="Checked by two of us"))

    assert refused.status_code == 422
    assert sentence in refused.text
    assert "Checked by two of us" in refused.text
    assert not DeliveryCheck.objects.exists()


def test_only_who_buys_for_the_organisation_checks_and_strangers_find_nothing(client, order):
    viewer = BuyerMembershipFactory(buyer=order.buyer, role="viewer").user
    for person, expected in ((order.seller, 404), (viewer, 404), (UserFactory(), 404), (order.buyer.user, 200)):
        client.force_login(person)
        assert client.get(page("check", order)).status_code == expected
    client.force_login(viewer)
    assert client.get(page("acceptance", order)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_check_and_for_three(client, order, count, django_assert_num_queries):
    client.force_login(order.buyer.user)
    for number in range(1, count + 1):
        client.post(page("check", order), typed(l1_accepted=str(100 * number)))
    client.get(page("acceptance", order))

    with django_assert_num_queries(17):
        client.get(page("acceptance", order))


def test_a_lot_that_expires_too_soon_for_what_was_agreed_brings_its_reason_and_nobody_has_to_take_it(client):
    order = held_order(terms={"shelf_life_months": 18})
    submitted(order, "delivery_proof", side=Side.BUYER, at=timezone.now() - timedelta(days=1))
    soon = timezone.localdate() + timedelta(days=200)
    lot = ShipmentLotFactory(shipment__order=order, lot="26110007", expires_on=soon)
    client.force_login(order.buyer.user)

    shown = client.get(page("check", order)).text
    assert '<option value="expires_soon" selected>' in shown
    assert "Lot 26110007 has 6 months left" in shown

    kept = {f"l1_{lot.pk}_accepted": "50000", f"l1_{lot.pk}_reason1": "expires_soon"}
    assert client.post(page("check", order), typed(**kept)).status_code == 302
    assert DeliveryCheck.objects.get().quantities.get().outcome == "accepted"
