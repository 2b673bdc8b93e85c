"""What the sides of an order and the people of finance do in their windows, from the request to the supplier's money."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from audits.clearances import judging
from audits.models import Decision
from buyers.models import Thread
from buyers.trade.models import Order, PaymentInstruction
from buyers.trade.services.payments import carry_out
from tests.audits.dossiers import add
from tests.buyers.trade.bank_days import IBAN, money
from tests.buyers.trade.statements.bank_files import Booking, camt
from tests.factories import AuditorFactory
from tests.factories.trade import BankAccountFactory


class Statements:
    """The statements of the holder's account, one a day, as its bank writes them."""

    def __init__(self):
        self.account, self.closing, self.count = BankAccountFactory(number=IBAN), 0, 0

    def of(self, day: datetime, booking: Booking, change: int) -> bytes:
        opening, self.closing = self.closing, self.closing + change
        self.count += 1
        written = day.date().isoformat()
        return camt(
            [replace(booking, day=written)],
            opening=money(opening),
            closing=money(self.closing),
            statement=f"2026-{340 + self.count}",
            day=written,
        )


def request_quotes(page: Page, products: list, *, needed_by: date) -> None:
    asked = "&".join(f"product={product.pk}" for product in products)
    page.goto(f"{reverse('buyers:enquire')}?{asked}&destination=DE")
    for field in page.get_by_label("Quantity, in: piece").all():
        field.fill("50,000")
    page.locator("[name=destination]").select_option("DE")
    page.locator("[name=needed_by]").fill(needed_by.isoformat())
    page.locator("[name=message]").fill("We need fifty thousand by early February, boxes of fifty please.")
    page.get_by_role("button", name="Send the enquiry").click()
    send_all_the_same(page)
    expect(page.get_by_text(f"Sent to {len(products)} suppliers.")).to_be_visible()


def send_all_the_same(page: Page) -> None:
    """The form shows what stands against it once; who has read it sends it all the same."""
    page.wait_for_load_state()
    button = page.get_by_role("button", name="Send it all the same")
    if button.count():
        button.click()


def quote(page: Page, product) -> None:
    thread = Thread.objects.get(lines__product=product)
    page.goto(reverse("trade:quote-edit", args=[product.supplier_id, thread.pk]))
    line = thread.lines.get()
    page.locator("[name=currency]").select_option("USD")
    page.locator(f"[name=price-{line.pk}]").fill("0.0840")
    page.locator("[name=incoterm]").select_option("FCA")
    page.locator("[name=place]").fill("Wuhan")
    page.locator("[name=mode]").select_option("sea")
    page.locator("[name=lead_time_days]").fill("30")
    page.locator("[name=valid_until]").fill((timezone.now() + timedelta(days=9)).date().isoformat())
    page.locator("[name=plan]").select_option("deposit_30_70")
    page.get_by_role("button", name="Send the quote").click()
    send_all_the_same(page)
    expect(page.get_by_text("US$4,200.00").first).to_be_visible()


def accept_and_place(page: Page, product, *, entry: date) -> Order:
    """The buyer compares, accepts the revision that was read, and signs, the short clearance too."""
    thread = Thread.objects.get(lines__product=product)
    page.goto(reverse("trade:quotes", args=[thread.enquiry_id]))
    expect(page.get_by_role("heading", name="3 quotes side by side")).to_be_visible()
    expect(page.get_by_text("US$4,200.00").first).to_be_visible()
    page.goto(thread.quote.get_absolute_url())
    page.get_by_role("link", name="Accept and place the order").click()
    page.locator("[name=latest_shipment]").fill((entry - timedelta(days=15)).isoformat())
    page.locator("[name=expected_entry]").fill(entry.isoformat())
    page.get_by_role("button", name="Read the contract").click()
    expect(page.get_by_text("You sign for this too")).to_be_visible()
    expect(page.get_by_text("USD\u00a04,200.00").first).to_be_visible()
    page.get_by_role("button", name="Sign and place the order").click()
    expect(page.get_by_text("Signed and placed.")).to_be_visible()
    order = Order.objects.get()
    assert order.quote_revision.quote == thread.quote
    return order


def confirm(page: Page, order: Order) -> None:
    page.goto(reverse("trade:contract", args=[order.pk, 1]))
    page.get_by_role("button", name="Sign and confirm").click()
    expect(page.get_by_text("Signed and confirmed.")).to_be_visible()


def pay(page: Page, desk: Page, statements: Statements, order: Order, part: int, amount: int) -> None:
    """The buyer pays what the page asks for; the bank's next statement is uploaded at the desk."""
    page.goto(reverse("trade:pay", args=[order.pk, part]))
    expect(page.locator("main")).to_contain_text(f"{amount // 100:,}.00")
    expect(page.locator("main")).to_contain_text("Treuhandstelle Lindenau holds it for you.")
    reference = page.locator("dt:has-text('Reference') + dd code").inner_text().replace(" ", "")
    booking = Booking(money(amount), name="KRANKENHAUS NORDHAFEN GGMBH", reference=reference)
    upload(desk, statements, statements.of(timezone.now(), booking, amount))
    expect_part(page, order, part, "Held")


def upload(page: Page, statements: Statements, data: bytes) -> None:
    page.goto(reverse("admin:trade_statementfile_changelist"))
    page.locator("[name=account]").select_option(str(statements.account.pk))
    page.locator("[name=file]").set_input_files(
        [{"name": f"camt053-{statements.count}.xml", "mimeType": "application/xml", "buffer": data}]
    )
    page.get_by_role("button", name="Import").click()
    page.goto(reverse("admin:trade_statementfile_changelist"))
    expect(page.get_by_text("says the same")).to_be_visible()


def photo() -> dict:
    """A picture of a page, as a telephone takes it."""
    picture = BytesIO()
    Image.new("RGB", (600, 800), "ivory").save(picture, "JPEG")
    return {"name": "workshop.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}


def report_the_start_of_production(page: Page, order: Order) -> None:
    page.goto(reverse("trade:evidence-submit", args=[order.pk, "production_start_report"]))
    page.locator("[name=finished_on]").fill((timezone.now() + timedelta(days=14)).date().isoformat())
    page.locator("[name=files]").set_input_files([photo()])
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_text("Submitted. The other side reads it now.")).to_be_visible()


def accept_evidence(page: Page, order: Order, kind: str) -> None:
    """The newest of that kind."""
    page.goto(reverse("trade:evidence-answer", args=[order.evidence.filter(kind=kind).latest("pk").pk]))
    page.locator("[name=verdict][value=accepted]").check()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Your answer is noted.")).to_be_visible()


def expect_part(page: Page, order: Order, part: int, stage: str) -> None:
    page.goto(order.get_absolute_url())
    expect(page.locator(f"#part-{part} .pill")).to_have_text(stage)


def expect_hold(buyer: Page, supplier: Page, order: Order) -> None:
    """Both read that the line is stopped; the balance is not asked for although its event has happened."""
    for page in (buyer, supplier):
        page.goto(order.get_absolute_url())
        expect(page.locator("#line-1")).to_contain_text("Not cleared for Germany since")
        expect(page.locator("#part-2")).to_contain_text("Not asked for while the clearance does not stand")
    expect(supplier.locator(".next-step h2")).to_have_text("Renew what the clearance of line 1 needs")
    supplier.goto(reverse("trade:watch", args=[order.pk]))
    expect(supplier.locator("main")).to_contain_text("Renew the document and hand it in")
    expect(supplier.locator("main")).to_contain_text("No payment is asked for.")
    buyer.goto(reverse("trade:pay", args=[order.pk, 2]))
    expect(buyer.locator("main")).to_contain_text("Nothing is to be paid for this part now.")


def renew(product, order: Order, document_type: str) -> None:
    """The document that follows is approved at the desk; the sweep finds the order."""
    now = timezone.now()
    document = add(product, document_type, valid_from=now.date(), valid_until=now.date() + timedelta(days=400))
    approver = AuditorFactory(since=now - timedelta(days=30)).user
    approved = Decision.Outcome.APPROVED
    Decision.objects.create(supplier=product.supplier, certificate=document, outcome=approved, by=approver, at=now)
    judging.refresh_products([product], at=now)
    carry_out(order, at=now)


def expect_no_hold(page: Page, order: Order) -> None:
    page.goto(reverse("trade:watch", args=[order.pk]))
    expect(page.locator("main")).to_contain_text("Cleared for Germany")
    expect(page.locator("main")).not_to_contain_text("Not cleared")


def accept_the_goods(page: Page, order: Order) -> None:
    page.goto(reverse("trade:evidence-submit", args=[order.pk, "arrival_or_silence"]))
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_text("Submitted.")).to_be_visible()


def pay_out(desk: Page, colleague: Page, to: str) -> PaymentInstruction:
    """To a side of the only order: one person prepares, another approves; the file for the bank names the payment."""
    payouts = reverse("admin:trade_paymentinstruction_changelist")
    desk.goto(payouts)
    desk.get_by_role("row").filter(has_text=to).get_by_role("button", name="Prepare from").click()
    expect(desk.get_by_text("Prepared. A colleague approves it.")).to_be_visible()
    made = PaymentInstruction.objects.get()
    desk.goto(reverse("admin:trade_paymentinstruction_change", args=[made.pk]))
    expect(desk.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    colleague.goto(reverse("admin:trade_paymentinstruction_change", args=[made.pk]))
    colleague.get_by_role("button", name="Approve", exact=True).click()
    colleague.goto(payouts)
    colleague.locator("[name=pay_on]").fill(timezone.now().date().isoformat())
    colleague.get_by_role("button", name="Export from").click()
    expect(colleague.get_by_text("Exported: download the file")).to_be_visible()
    with colleague.expect_download() as saved:
        colleague.get_by_role("link", name="Download the file").click()
    assert made.end_to_end_id in saved.value.path().read_text()
    return made
