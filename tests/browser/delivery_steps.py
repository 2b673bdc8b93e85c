"""What the sides of an order, an inspector and the people of finance do in their windows, from an inspection to a refund."""

import re
from datetime import datetime

from django.urls import reverse
from playwright.sync_api import Page, expect

from buyers.delivery.models import Inspection, Shipment
from buyers.disputes.models import Claim
from buyers.trade.models import Order
from tests.browser.order_steps import photo
from tests.buyers.delivery.inspections import INSPECTOR, token_in


def book_an_inspection(
    buyer: Page, supplier: Page, order: Order, *, repeats: Inspection | None = None, day: datetime
) -> Inspection:
    """The buyer reads the plan and proposes; the supplier agrees. The inspector gets a link by mail."""
    if repeats is None:
        buyer.goto(reverse("delivery:inspection-book", args=[order.pk]))
    else:
        buyer.goto(reverse("delivery:inspection", args=[repeats.pk]))
        buyer.get_by_role("link", name="Book it again").click()
    buyer.locator("[name=place]").fill("Xiantao, Hubei")
    buyer.locator("[name=day]").fill(day.date().isoformat())
    buyer.locator("[name=organisation]").fill(INSPECTOR.organisation)
    buyer.locator("[name=name]").fill(INSPECTOR.name)
    buyer.locator("[name=email]").fill(INSPECTOR.email)
    buyer.locator("select[name=language]").select_option("en")
    buyer.get_by_role("button", name="Compute the plan").click()
    expect(buyer.get_by_text("500 of 50,000 units are checked")).to_be_visible()
    buyer.get_by_role("button", name="Propose the inspection").click()
    buyer.wait_for_url(re.compile(r"/inspections/\d+/"))
    made = Inspection.objects.latest("pk")
    supplier.goto(reverse("delivery:inspection", args=[made.pk]))
    supplier.get_by_role("button", name="Agree").click()
    expect(supplier.get_by_role("button", name="Agree")).to_have_count(0)
    return made


def report_the_inspection(inspector: Page, letters: list, *, major: int, own: str, result: str) -> None:
    """At the factory, on a phone and without an account."""
    inspector.goto(reverse("delivery:guest-inspection", args=[token_in(letters)]))
    typed = {"sample-1": "500", "critical-1": "0", "major-1": str(major), "minor-1": "12", "counted-1": "50000"}
    for name, value in typed.items():
        inspector.locator(f"[name='{name}']").fill(value)
    inspector.locator("[name=barcodes][value=readable]").check()
    inspector.locator(f"[name=own_result][value={own}]").check()
    inspector.get_by_role("button", name="Send the inspection report").click()
    expect(inspector.get_by_text("The report has arrived.")).to_be_visible()
    expect(inspector.locator("main")).to_contain_text(re.compile(f"Verdict of the figures: {result}"))


def open_a_shipment(page: Page, order: Order, *, lot: str, quantity: int, expires_on: str) -> Shipment:
    page.goto(reverse("delivery:order-shipments", args=[order.pk]))
    page.locator("[name=mode]").select_option("sea")
    page.locator("[name=forwarder]").fill("Sinotrans Hubei")
    page.get_by_role("button", name="Open a shipment").click()
    shipment = Shipment.objects.get(order=order)
    page.goto(reverse("delivery:shipment-leg", args=[shipment.pk, 1]))
    for name, value in {
        "origin": "CNSHA",
        "destination": "DEHAM",
        "carrier": "COSCO",
        "vehicle": "COSCO SHIPPING ARIES",
        "voyage": "032W",
        "container": "CSQU3054383",
        "bill": "COSU6182004450",
    }.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**{shipment.get_absolute_url()}")
    page.goto(reverse("delivery:shipment-goods", args=[shipment.pk]))
    for name, value in {"quantity": str(quantity), "lot": lot, "expires_on": expires_on, "cartons": "1000"}.items():
        page.locator(f"[name={name}]").first.fill(value)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The lot is in the shipment.")).to_be_visible()
    page.goto(shipment.get_absolute_url())
    expect(page.get_by_role("row").filter(has_text=lot)).to_contain_text(f"{quantity:,}")
    return shipment


def report(
    page: Page, shipment: Shipment, code: str, place: str, moment: datetime, *, is_expected: bool = False, **facts
) -> None:
    """One report about the shipment; with facts, its document comes with it."""
    page.goto(reverse("delivery:shipment-report", args=[shipment.pk, code]))
    page.locator(f"[name=kind][value={'expected' if is_expected else 'happened'}]").check()
    page.locator("[name=place]").fill(place)
    page.locator("[name=day]").fill(moment.date().isoformat())
    page.locator("[name=time]").fill(moment.strftime("%H:%M"))
    for name, value in facts.items():
        field = page.locator(f"[name=fact_{name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    if facts:
        page.locator("[name=files]").set_input_files([photo()])
    page.locator("main form .actions button").first.click()
    page.wait_for_url(f"**{shipment.get_absolute_url()}")
    expect(page.locator("main h1")).to_contain_text("Shipment")


def check_the_goods(page: Page, order: Order, lot: str, *, accepted: int, short: int) -> None:
    page.goto(reverse("delivery:acceptance", args=[order.pk]))
    page.get_by_role("link", name="Check what arrived").click()
    row = page.get_by_role("group").filter(has_text=lot)
    row.locator("[name$=_accepted]").fill(f"{accepted:,}")
    row.locator("[name$=_rejected1]").fill(f"{short:,}")
    row.locator("[name$=_reason1]").select_option("short")
    page.get_by_role("button", name="Keep the check").click()
    expect(page.locator("main")).to_contain_text(f"{accepted:,} of {accepted + short:,} accepted")


def open_a_claim(page: Page) -> Claim:
    """From the page of the goods: quantity, amount and part stand in the form already."""
    page.get_by_role("link", name="Open a claim about these").click()
    page.locator("[name=text]").fill("The driver signed for 978 of 1,000 cartons; 22 cartons of 50 are missing.")
    page.get_by_role("button", name="Open the claim").click()
    expect(page.locator("main h1")).to_contain_text("Claim 1 about order")
    return Claim.objects.get()


def settle(supplier: Page, buyer: Page, claim: Claim, *, part: int, to_buyer: str) -> None:
    supplier.goto(claim.get_absolute_url())
    supplier.locator("#propose > summary").click()
    supplier.locator(f"#propose [name=buyer-{part}]").fill(to_buyer)
    supplier.locator("#propose button").click()
    expect(supplier.get_by_role("heading", name="Proposed settlements")).to_be_visible()
    buyer.goto(claim.get_absolute_url())
    buyer.get_by_role("button", name="Sign this settlement").click()
    expect(buyer.get_by_role("button", name="Sign this settlement")).to_have_count(0)


def expect_in_recall_list(page: Page, supplier_pk: int, lot: str, *words: str) -> None:
    """The supplier's recall list names who has the lot, and how many."""
    page.goto(reverse("delivery:supplier-lots", args=[supplier_pk]))
    page.locator("main [name=q]").fill(lot)
    page.get_by_role("button", name="Find").click()
    row = page.get_by_role("row").filter(has_text=lot)
    for word in words:
        expect(row).to_contain_text(word)
