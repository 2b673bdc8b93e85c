"""Both sides see the same booking and report; the inspector needs a link and no account."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import ExifTags, Image

from buyers.delivery.models import GuestLink, Inspection, InspectionPhoto, InspectionReport
from buyers.delivery.services.issued.cross_checks import raw_findings
from kpmarket.foundation.storage import files
from tests.buyers.delivery.inspections import BOOKING, NEXT_DAY, booked, reported, token_in
from tests.buyers.trade.deals import held_order
from tests.factories.delivery import ShipmentLotFactory

pytestmark = pytest.mark.usefixtures("countries")


@pytest.fixture
def order(countries):
    return held_order()


@pytest.fixture
def today(monkeypatch):
    """The day after the inspection."""
    monkeypatch.setattr(timezone, "now", lambda: NEXT_DAY)


def photograph(*, when="2026:12:07 10:22:05"):
    """A picture as a phone takes it in Wuhan: with a time, its offset and a place."""
    taken, picture = Image.Exif(), BytesIO()
    taken.get_ifd(ExifTags.IFD.Exif).update(
        {ExifTags.Base.DateTimeOriginal: when, ExifTags.Base.OffsetTimeOriginal: "+08:00"}
    )
    taken.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (30.0, 35.0, 0.0), 3: "E", 4: (114.0, 17.0, 0.0)})
    Image.new("RGB", (640, 480), "#884422").save(picture, "JPEG", exif=taken)
    return SimpleUploadedFile("IMG_2231.jpg", picture.getvalue(), "image/jpeg")


TYPED = {
    "sample-1": "500",
    "critical-1": "0",
    "major-1": "4",
    "minor-1": "11",
    "counted-1": "50000",
    "lots-1": "26110007，26110008",
    "grams-1": "8250",
    "barcodes": "readable",
    "own_result": "passed",
    "started_at": "2026-12-07T09:10",
    "finished_at": "2026-12-07T16:40",
    "note": "Two cartons crushed at the corner.",
}


def typed_booking(**changes):
    plain = {
        "lot-1": "50000",
        "level": "II",
        "aql-critical": "0",
        "aql-major": "2.5",
        "aql-minor": "4.0",
        "stage": "pre_shipment",
        "place": "Xiantao, Hubei",
        "day": BOOKING.day.isoformat(),
        "packed_percent": "70",
        "inspector": "guest",
        "organisation": "Bureau Veritas Wuhan",
        "name": "Chen Wei",
        "email": "chen.wei@bv-wuhan.example",
        "language": "zh-hans",
        "paid_by": "buyer",
        "note": "",
    }
    return {**plain, **changes}


def test_the_plan_is_computed_and_explained_before_anything_is_proposed(client, order, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NEXT_DAY - timedelta(days=5))
    client.force_login(order.buyer.user)
    address = reverse("delivery:inspection-book", args=[order.pk])

    page = client.post(address, {**typed_booking(), "step": "read"}).content.decode()

    assert "500 of 50,000 units are checked" in page
    assert "Major defects: up to 21 pass, 22 fail" in page
    assert "Fewer than 7 working days" in page
    assert "Less than 80 %" in page
    assert not Inspection.objects.exists()
    answer = client.post(address, {**typed_booking(), "step": "book"})
    assert answer.status_code == 302
    client.force_login(order.seller)
    client.post(reverse("delivery:inspection-answer", args=[Inspection.objects.get().pk]), {"verdict": "agree"})
    assert GuestLink.objects.get().inspection == Inspection.objects.get()


def test_bad_input_is_said_at_the_field_and_what_was_typed_stays(client, order):
    client.force_login(order.buyer.user)
    address = reverse("delivery:inspection-book", args=[order.pk])

    answer = client.post(address, {**typed_booking(**{"lot-1": "50001", "email": ""}), "step": "read"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "50001" in page
    assert "The inspector gets the link at this address" in page
    assert client.get(address, {"repeats": "9" * 40}).status_code == 404
    assert client.get(address, {"repeats": "x"}).status_code == 404


def test_an_inspector_reports_without_an_account_and_the_address_does_not_leak(client, order, mailoutbox, today):
    booked(order)
    address = reverse("delivery:guest-inspection", args=[token_in(mailoutbox)])

    page = client.get(address)

    assert (page["Referrer-Policy"], page["Cache-Control"]) == ("same-origin", "private, no-store")
    assert "noindex" in page["X-Robots-Tag"]
    assert "抽检 500 件" in page.content.decode()
    wrong = client.post(address, {**TYPED, "major-1": "501", "finished_at": "2026-12-07T08:00"})
    assert wrong.status_code == 422
    assert "Two cartons crushed" in wrong.content.decode()
    assert client.post(address, TYPED).status_code == 302
    assert client.post(address, TYPED).status_code == 200
    assert InspectionReport.objects.get().guest.name == "Chen Wei"
    client.force_login(order.buyer.user)
    shown = client.get(reverse("delivery:inspection", args=[Inspection.objects.get().pk])).content.decode()
    assert "by Chen Wei of Bureau Veritas Wuhan, by a link" in shown
    assert "Two cartons crushed" in shown
    assert "Lots checked: 26110007, 26110008." in shown
    lot = ShipmentLotFactory(shipment__order=order, lot="26110099")
    codes = [one.code for one in raw_findings(order, lot.shipment)]
    assert "lots_not_in_report" in codes


def test_a_photo_is_there_once_with_the_cameras_time_and_without_its_original(client, order, mailoutbox, today):
    booked(order)
    address = reverse("delivery:guest-inspection-photos", args=[token_in(mailoutbox)])
    ask = {"HTTP_ACCEPT": "application/json"}

    first = client.post(address, {"key": "a1", "file": photograph()}, **ask)
    again = client.post(address, {"key": "a1", "file": photograph()}, **ask)

    assert (first.status_code, again.status_code, first.json()) == (201, 201, {"photos": 1})
    photo = InspectionPhoto.objects.get()
    assert photo.taken == "2026-12-07T10:22:05+08:00"
    assert photo.pages.count() == 1
    with files.local_copy(photo.pages.get().stored_name) as kept, Image.open(kept) as picture:
        assert not picture.getexif()
    refused = client.post(address, {"key": "a2", "file": SimpleUploadedFile("x.jpg", b"no picture")}, **ask)
    assert refused.status_code == 422
    assert refused.json()["error"].startswith("x.jpg")
    plain = client.post(address, {"file": photograph(when="not a time")})
    assert plain.status_code == 302
    assert InspectionPhoto.objects.latest("pk").taken == ""


def test_a_link_of_another_booking_or_a_revoked_one_opens_nothing(client, order, mailoutbox, today):
    booked(order)
    token = token_in(mailoutbox)
    client.force_login(order.buyer.user)
    client.post(reverse("delivery:links-revoke", args=[order.pk]))
    client.logout()

    for name in ("delivery:guest-inspection", "delivery:guest-inspection-photos"):
        assert client.post(reverse(name, args=[token])).status_code == 404
    assert client.get(reverse("delivery:guest-inspection", args=["x" * 43])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_one(client, order, rows, mailoutbox, django_assert_num_queries):
    for number in range(rows):
        made = booked(order, day=BOOKING.day + timedelta(days=number))
        reported(made, mailoutbox, major=number + 21, at=NEXT_DAY + timedelta(days=number))
    client.force_login(order.buyer.user)
    address = reverse("delivery:inspections", args=[order.pk])
    client.get(address)

    with django_assert_num_queries(12):
        page = client.get(address).content.decode()

    assert page.count("Bureau Veritas Wuhan") == rows


def test_one_press_leads_from_a_failed_report_to_the_prefilled_change_of_terms(client, order, mailoutbox, today):
    made = booked(order)
    reported(made, mailoutbox, own="failed", major=22)
    client.force_login(order.buyer.user)
    page = client.get(reverse("delivery:inspection", args=[made.pk]))

    form = client.get(page.context["amend_url"]).content.decode()

    assert f"Inspection {made} failed; the goods are accepted at a lower price." in form
    assert 'name="accepts_failed" value="1"' in form
    assert "Book it again" in page.content.decode()
    order_page = client.get(order.get_absolute_url()).content.decode()
    assert "Major" not in order_page
    assert 'id="inspections"' in order_page
