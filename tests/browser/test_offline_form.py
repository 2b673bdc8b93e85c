"""At a factory the connection comes and goes: what is typed and photographed stays on the device and goes once."""

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from buyers.delivery.models import InspectionPhoto, InspectionReport
from tests.browser import photos
from tests.buyers.delivery.inspections import INSPECTOR, booked, token_in
from tests.buyers.trade.deals import held_order
from tests.factories import CountryFactory

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_a_report_and_its_photos_survive_a_cut_connection_and_a_reload(visitors, mailoutbox):
    CountryFactory(code="DE")
    made = booked(held_order(), at=timezone.now(), guest=INSPECTOR, day=timezone.localdate())
    page = visitors.arrive(width=360)
    page.goto(reverse("delivery:guest-inspection", args=[token_in(mailoutbox)]))
    state = page.locator("[data-offline-state]")
    picture = {"mimeType": "image/jpeg", "buffer": photos.jpeg(Image.new("RGB", (800, 600), "#774422"))}

    page.context.set_offline(True)
    page.locator("#file").set_input_files([{"name": f"IMG_{n}.jpg", **picture} for n in range(3)])
    expect(state).to_contain_text("3")
    for name, value in {
        "sample-1": "500",
        "critical-1": "0",
        "major-1": "2",
        "minor-1": "7",
        "counted-1": "50000",
    }.items():
        page.locator(f"[name='{name}']").fill(value)
    page.locator("[name=barcodes][value=readable]").check()
    page.locator("[name=own_result][value=passed]").check()
    page.locator("[data-offline-report] .actions button").click()
    assert not InspectionPhoto.objects.exists()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.context.set_offline(False)
    page.reload()

    expect(page.locator("[data-offline-done]")).to_be_visible()
    assert InspectionPhoto.objects.count() == 3
    report = InspectionReport.objects.get()
    assert (report.inspection, report.photos_taken) == (made, 3)
    visitors.troubles[:] = [said for said in visitors.troubles if "ERR_INTERNET_DISCONNECTED" not in said]
