"""Without a named holder no page, letter or PDF of an order says that money is held, assured or guaranteed, in either language."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pypdfium2
import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from buyers.trade import urls
from buyers.trade.models import Order, Side
from buyers.trade.services import contracts, messages, orders
from buyers.trade.services.amendments import sign_amendment
from buyers.trade.services.cancelling import CancelCause, cancel
from buyers.trade.services.evidence import answer_evidence
from buyers.trade.services.facts import order_facts
from buyers.trade.services.part_ends import PartEnd, end_part
from buyers.trade.services.payment_letters import write_of_parts
from buyers.trade.services.watch_notices import notify_of_watch
from kpmarket.foundation.outbox.models import Letter
from tests.buyers.trade.deals import MONDAY, submitted
from tests.buyers.trade.money import hold
from tests.buyers.trade.watched_orders import PLACED, happens, watched_order
from tests.factories.trade import HolderFactory

pytestmark = pytest.mark.usefixtures("countries")

ASSURANCE = re.compile(
    r"\b(held|assur\w+|guarant\w+|escrow\w*|secured?|safeguard\w*)\b|担保|保证|托管|代管|保障", re.IGNORECASE
)
LANGUAGES = ("en", "zh-hans")
FURTHER = {"part": 1, "version": 1, "kind": "production_start_report"}
"""What addresses of an order take besides its key."""
FEWEST_LETTERS = 10
LEAST_READ = 18
"""Pages, by readers: a test that reads none finds nothing."""


class Words(HTMLParser):
    """The words of a page between its header and its footer."""

    def __init__(self):
        super().__init__()
        self.is_main, self.words = False, []

    def handle_starttag(self, tag, attributes):
        self.is_main = self.is_main or tag == "main"

    def handle_endtag(self, tag):
        self.is_main = self.is_main and tag != "main"

    def handle_data(self, data):
        if self.is_main:
            self.words.append(data)


def words_of(answer):
    if answer["Content-Type"] == "application/pdf":
        pages = pypdfium2.PdfDocument(answer.content)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    reader = Words()
    reader.feed(answer.text)
    return " ".join(reader.words)


def pages_of(order):
    """The addresses of everything about one order."""
    for pattern in urls.urlpatterns:
        route = str(pattern.pattern)
        if route.startswith("orders/<int:pk>/"):
            wanted = {name: FURTHER[name] for name in FURTHER if f":{name}>" in route}
            try:
                yield reverse(f"trade:{pattern.name}", kwargs={"pk": order.pk, **wanted})
            except NoReverseMatch as error:
                raise AssertionError(f"{route}: FURTHER lacks what it takes") from error


def read_everything(client, order, readers):
    """What both sides can read of the order, as (address and language, words)."""
    for user, language in readers:
        user.language = language
        user.save()
        client.force_login(user)
        for address in pages_of(order):
            answer = client.get(address, headers={"accept-language": language})
            kind = answer.get("Content-Type", "").partition(";")[0]
            if answer.status_code == 200 and kind in ("text/html", "application/pdf"):
                yield f"{address} {language}", words_of(answer)


def placed_and_stopped():
    """Orders without a holder: one that waits for the supplier, one that is stopped in production."""
    gone = timezone.localdate() - timedelta(days=1)
    made = watched_order(until=gone)
    happens(made, "production_started", gone)
    return watched_order(status=Order.Status.PLACED), made


def test_no_page_of_an_order_without_a_holder_promises_what_nobody_keeps(client):
    placed, made = placed_and_stopped()
    readers = [(placed.placed_by, "en"), (placed.seller, "zh-hans")]
    all_readers = [(user, language) for user in (made.placed_by, made.seller) for language in LANGUAGES]
    read = [*read_everything(client, placed, readers), *read_everything(client, made, all_readers)]
    assert len(read) >= LEAST_READ
    said = [(address, found[0]) for address, words in read for found in ASSURANCE.finditer(words)]
    assert said == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_about_an_order_without_a_holder_does(language):
    _placed, made = placed_and_stopped()
    for user in (made.placed_by, made.seller):
        user.language = language
        user.save()
    with translation.override(language):
        assert notify_of_watch(on=timezone.localdate(), at=timezone.now()) == 2
    for letter in Letter.objects.all():
        assert ASSURANCE.search(letter.subject + letter.text + letter.html) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_from_placing_to_cancelling_such_an_order_does(language):
    order = watched_order(status=Order.Status.PLACED)
    buyer, seller = order.placed_by, order.seller
    type(buyer).objects.filter(pk__in=(buyer.pk, seller.pk)).update(language=language)
    contract = order.contracts.get()
    contracts.sign(contract, contract.digest, side=Side.BUYER, by=buyer, at=PLACED)
    orders.confirm(order.pk, contract.digest, by=seller, at=PLACED)
    messages.write_message(order, "USD 1,260.00 left our account.", side=Side.BUYER, by=buyer, at=MONDAY)
    for verdict in ("returned", "accepted"):
        evidence = submitted(order, "production_start_report")
        reasons = ["unreadable"] if verdict == "returned" else []
        answer_evidence(evidence, verdict, reasons=reasons, side=Side.BUYER, by=buyer, at=MONDAY)
    proposed = end_part(order.pk, PartEnd("agreed", {1: 20_000}, 0), reason="Fewer beds.", by=buyer, at=MONDAY)
    sign_amendment(order.pk, proposed.version, proposed.digest, by=seller, at=MONDAY)
    write_of_parts(order_facts(Order.objects.get(pk=order.pk), at=MONDAY), at=MONDAY)
    other = watched_order(status=Order.Status.PLACED, buyer=order.buyer, supplier=order.supplier)
    cancel(other.pk, CancelCause.BEFORE_CONFIRMED, by=other.placed_by, at=PLACED)

    letters = list(Letter.objects.all())
    assert len(letters) >= FEWEST_LETTERS
    said = [
        (one.subject, found[0]) for one in letters for found in ASSURANCE.finditer(one.subject + one.text + one.html)
    ]
    assert said == []


def test_with_a_holder_the_page_names_who_how_much_until_when_and_what_not(client):
    order = watched_order(holder=HolderFactory())
    hold(order, 1, 126_000)
    client.force_login(order.placed_by)
    text = client.get(reverse("trade:watch", args=[order.pk])).text.replace("\xa0", " ")
    for part in ("Treuhandstelle Lindenau holds USD 1,260.00", "until this is proven", "no loss beyond it"):
        assert part in text
