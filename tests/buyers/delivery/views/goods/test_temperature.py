"""Handing in the record of a logger, the maker's statement, and the buyer's answer."""

from contextlib import closing
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from buyers.delivery.models import TemperatureLog, TemperatureStep
from tests.buyers.terms.delivery import logger_exports as exports
from tests.factories.delivery import ShipmentFactory, TemperatureLogFactory

pytestmark = pytest.mark.django_db
RANGE = {"low": "2", "high": "8"}


def handed_in(client, shipment, content, name="export.csv", **typed):
    client.force_login(shipment.order.seller)
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("delivery:temperature", args=[shipment.pk]), {**RANGE, "file": file, **typed})


def test_a_loggers_file_is_read_and_shown_to_both_sides(client):
    shipment = ShipmentFactory()

    assert handed_in(client, shipment, exports.LIBERO.encode()).status_code == 302

    log = TemperatureLog.objects.get()
    assert (log.has_excursion, log.is_read, log.files.get().original_name) == (True, True, "export.csv")
    client.force_login(shipment.order.buyer.user)
    page = client.get(reverse("delivery:temperature", args=[shipment.pk])).text
    assert "20 minutes" in page
    assert "9.4 °C" in page
    assert "Silence does not accept these goods" in page


def test_what_cannot_be_read_is_said_at_its_field(client):
    shipment = ShipmentFactory()

    unclear = handed_in(client, shipment, exports.UNCLEAR_DAYS.encode())
    letter = handed_in(client, shipment, b"Dear Sir, all was fine.")

    assert unclear.status_code == letter.status_code == 422
    assert set(unclear.context["form"].errors) == {"day_order"}
    assert set(letter.context["form"].errors) == {"file"}
    assert handed_in(client, shipment, exports.UNCLEAR_DAYS.encode(), day_order="dmy").status_code == 302


def test_a_picture_of_a_report_needs_its_figures_typed(client):
    shipment, picture = ShipmentFactory(), BytesIO()
    Image.new("RGB", (400, 500), "white").save(picture, "PNG")
    figures = {
        "lowest": "2.9",
        "highest": "9.4",
        "minutes_outside": "20",
        "first_day": "2026-11-20",
        "last_day": "2026-11-21",
    }

    refused = handed_in(client, shipment, picture.getvalue(), "report.png")
    assert set(refused.context["form"].errors) == set(figures)

    assert handed_in(client, shipment, picture.getvalue(), "report.png", **figures).status_code == 302
    log = TemperatureLog.objects.get()
    assert (log.has_excursion, log.is_read, log.facts["highest"]) == (True, False, 940)
    page = log.files.get().pages.get()
    with closing(client.get(reverse("delivery:temperature-page", args=[page.token]))) as shown:
        assert shown.status_code == 200


def test_the_supplier_states_and_the_buyer_answers(client):
    log = TemperatureLogFactory()
    order = log.shipment.order
    client.force_login(order.seller)
    client.post(reverse("delivery:temperature-statement", args=[log.pk]), {"text": "48 hours at 25 °C are allowed."})
    client.force_login(order.buyer.user)
    client.post(reverse("delivery:temperature-answer", args=[log.pk]), {"verdict": "accepted"})

    assert [step.kind for step in log.steps.all()] == ["statement", "accepted"]
    again = client.post(reverse("delivery:temperature-answer", args=[log.pk]), {"verdict": "refused"}, follow=True)
    assert "answered this excursion already" in again.text


def test_nobody_answers_for_the_other_side(client):
    log = TemperatureLogFactory()
    client.force_login(log.shipment.order.seller)
    assert (
        client.post(reverse("delivery:temperature-answer", args=[log.pk]), {"verdict": "accepted"}).status_code == 404
    )
    client.force_login(log.shipment.order.buyer.user)
    assert client.post(reverse("delivery:temperature-statement", args=[log.pk]), {"text": "x"}).status_code == 404
    assert not TemperatureStep.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_more_records(client, count, django_assert_num_queries):
    shipment = ShipmentFactory()
    for _ in range(count):
        TemperatureLogFactory(shipment=shipment)
    client.force_login(shipment.order.buyer.user)
    url = reverse("delivery:temperature", args=[shipment.pk])
    client.get(url)

    with django_assert_num_queries(14):
        client.get(url)
