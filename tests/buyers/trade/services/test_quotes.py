from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from buyers.models import EnquiryLine
from buyers.trade.models import Quote, QuoteDraft, QuoteEnding, QuoteRevision
from buyers.trade.services import quotes as services
from buyers.trade.services.offers import Offer, OfferedLine
from buyers.trade.services.quote_endings import notify_of_ending_quotes
from buyers.trade.services.quote_states import warnings_of
from kpmarket.accounts.models import Notice
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Product
from tests.factories import (
    NOON,
    BuyerFactory,
    BuyerMembershipFactory,
    EnquiryFactory,
    MembershipFactory,
    ProductFactory,
    ThreadFactory,
    UserFactory,
)
from tests.factories.quotes import QuoteFactory, revise
from tests.factories.trade import OrderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def thread():
    """A request for two products of one supplier, with an editor there and a purchaser here."""
    found = ThreadFactory(enquiry=EnquiryFactory(buyer=BuyerFactory()))
    product = ProductFactory(supplier=found.supplier)
    EnquiryLine.objects.create(enquiry=found.enquiry, thread=found, product=product, quantity=10_000)
    found.editor = MembershipFactory(supplier=found.supplier, role="editor").user
    return found


def offer(thread, *prices, **changes):
    lines = list(thread.lines.order_by("pk"))
    asked = prices or ["0.0325"] * len(lines)
    usual = Offer(
        currency="USD",
        incoterm="FOB",
        place="Shanghai",
        mode="sea",
        lead_time_days=25,
        valid_until=date(2026, 12, 20),
        plan="deposit_30_70",
        freight=None,
        tooling=None,
        documents=("packing_list",),
        note="",
        lines=tuple(
            OfferedLine(line, 10_000, "piece", 1, None if price is None else Decimal(price))
            for line, price in zip(lines, asked, strict=True)
        ),
    )
    return replace(usual, **changes)


def send(thread, said, *, based_on=0, at=NOON):
    return services.send_quote(thread, said, based_on=based_on, by=thread.editor, at=at)


def subjects(user):
    return [letter.subject for letter in Letter.objects.filter(address=user.email).order_by("pk")]


def test_a_quote_is_sent_as_its_first_revision_and_the_buyer_is_notified_what_it_comes_to(thread):
    QuoteDraft.objects.create(thread=thread, typed={}, saved_by=thread.editor, saved_at=NOON)

    revision = send(thread, offer(thread, "0.0325", None, freight=120_000))

    assert [line.amount for line in revision.lines.order_by("pk")] == [32_500, 0]
    assert (revision.number, revision.total, revision.quote.status) == (1, 152_500, "sent")
    assert not QuoteDraft.objects.exists()
    [subject] = subjects(thread.enquiry.buyer.user)
    assert "US$1,525.00 FOB Shanghai, valid until" in subject
    assert Notice.objects.get().url == f"/quotes/{revision.quote_id}/"


def test_viewers_of_the_organisation_get_no_letter(thread):
    viewer = BuyerMembershipFactory(buyer=thread.enquiry.buyer, role="viewer").user

    send(thread, offer(thread))

    assert subjects(viewer) == []


def test_a_new_revision_leaves_the_former_as_it_was_and_says_what_changed(thread):
    first = send(thread, offer(thread, "0.0325", "0.0400"))

    second = send(thread, offer(thread, "0.0325", "0.0380"), based_on=1, at=LATER)

    assert [line.unit_price for line in first.lines.order_by("pk")] == [Decimal("0.0325"), Decimal("0.0400")]
    assert second.number == 2
    subject = subjects(thread.enquiry.buyer.user)[1]
    product = thread.lines.order_by("pk").last().product
    assert f"Price of line 2 ({product.name_en} {product.model}): from US$0.0" in subject


def test_the_database_refuses_to_change_what_was_sent(thread):
    revision = send(thread, offer(thread))

    with pytest.raises(Exception, match="never changed"):
        QuoteRevision.objects.filter(pk=revision.pk).update(place="Ningbo")


def test_the_same_offer_twice_is_sent_once(thread):
    send(thread, offer(thread))

    with pytest.raises(services.SentAlready):
        send(thread, offer(thread), at=NOON + timedelta(seconds=20))
    with pytest.raises(services.NothingChanged):
        send(thread, offer(thread), based_on=1, at=LATER)


def test_a_revision_that_does_not_know_of_a_colleagues_is_refused(thread):
    send(thread, offer(thread))
    send(thread, offer(thread, "0.03", "0.03"), based_on=1, at=LATER)

    with pytest.raises(services.NewerRevision) as refused:
        send(thread, offer(thread, "0.02", "0.02"), based_on=1, at=LATER + timedelta(hours=1))

    assert refused.value.revision.number == 2


def test_an_offer_of_nothing_is_refused(thread):
    with pytest.raises(services.NothingOffered):
        send(thread, offer(thread, None, None))


@pytest.mark.parametrize(("last_day", "is_taken"), [(date(2026, 11, 22), False), (date(2026, 11, 23), True)])
def test_a_quote_is_valid_until_tomorrow_at_least(thread, last_day, is_taken):
    if is_taken:
        assert send(thread, offer(thread, valid_until=last_day))
    else:
        with pytest.raises(services.Lapsed):
            send(thread, offer(thread, valid_until=last_day))


def test_a_request_that_is_over_gets_no_first_quote_but_a_conversation_goes_on(thread):
    after = NOON + timedelta(days=17)

    with pytest.raises(services.RequestOver):
        send(thread, offer(thread, valid_until=date(2027, 1, 5)), at=after)
    thread.messages.create(author=thread.editor, is_from_buyer=False, text="Soon.", sent_at=NOON)

    assert send(thread, offer(thread, valid_until=date(2027, 1, 5)), at=after)


def test_the_buyer_accepts_the_revision_that_was_read(thread):
    quote, buyer = send(thread, offer(thread)).quote, thread.enquiry.buyer.user

    revision = services.accept(quote, 1, by=buyer, at=LATER)

    assert (revision.number, Quote.objects.get().status) == (1, "accepted")


def test_accepting_what_is_no_longer_in_force_names_the_difference(thread):
    quote = send(thread, offer(thread)).quote
    send(thread, offer(thread, "0.0400", "0.0325"), based_on=1, at=LATER)

    with pytest.raises(services.NewerRevision) as refused:
        services.accept(quote, 1, by=thread.enquiry.buyer.user, at=LATER)

    assert refused.value.revision.number == 2
    assert any("Price of line 1" in change for change in refused.value.changes)
    assert Quote.objects.get().status == "sent"


@pytest.mark.parametrize(
    ("at", "is_taken"),
    [
        (datetime(2026, 12, 20, 15, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 20, 16, 0, 0, tzinfo=UTC), False),
    ],
)
def test_the_last_minute_is_that_of_the_suppliers_clock(thread, at, is_taken):
    quote = send(thread, offer(thread)).quote

    if is_taken:
        assert services.accept(quote, 1, by=thread.enquiry.buyer.user, at=at)
    else:
        with pytest.raises(services.Lapsed):
            services.accept(quote, 1, by=thread.enquiry.buyer.user, at=at)


def test_declining_tells_the_supplier_why_and_another_revision_may_follow(thread):
    quote = send(thread, offer(thread)).quote

    services.decline_quote(quote, "price", "Two cents too much.", by=thread.enquiry.buyer.user, at=LATER)

    letter = Letter.objects.get(address=thread.editor.email)
    assert "declined your quote" in letter.subject
    assert "The price is too high" in letter.text
    assert "Two cents too much." in letter.text
    send(thread, offer(thread, "0.03", "0.03"), based_on=1, at=LATER)
    assert Quote.objects.get().status == "sent"


def test_what_was_withdrawn_cannot_be_accepted(thread):
    quote = send(thread, offer(thread)).quote

    services.withdraw_quote(quote, by=thread.editor, at=LATER, note="Resin is scarce.")

    with pytest.raises(services.NotOpen) as refused:
        services.accept(quote, 1, by=thread.enquiry.buyer.user, at=LATER)
    assert refused.value.status == "withdrawn"
    assert "withdrew its quote" in subjects(thread.enquiry.buyer.user)[1]


def test_withdrawn_twice_with_a_revision_between_is_notified_twice(thread):
    quote = send(thread, offer(thread)).quote
    services.withdraw_quote(quote, by=thread.editor, at=LATER)
    send(thread, offer(thread, "0.03", "0.03"), based_on=1, at=LATER)

    services.withdraw_quote(quote, by=thread.editor, at=LATER)

    assert sum("withdrew" in subject for subject in subjects(thread.enquiry.buyer.user)) == 2


@pytest.mark.parametrize(("status", "is_taken"), [("placed", False), ("declined", True), ("cancelled", True)])
def test_an_accepted_quote_is_revised_only_where_its_order_came_to_nothing(thread, status, is_taken):
    revision = send(thread, offer(thread))
    services.accept(revision.quote, 1, by=thread.enquiry.buyer.user, at=LATER)
    OrderFactory(buyer=thread.enquiry.buyer, supplier=thread.supplier, quote_revision=revision, status=status, lines=0)
    changed = offer(thread, "0.03", "0.03")

    if is_taken:
        assert send(thread, changed, based_on=1, at=LATER).number == 2
    else:
        with pytest.raises(services.NotOpen):
            send(thread, changed, based_on=1, at=LATER)


def test_the_letter_says_until_when_the_goods_are_cleared_for_the_destination(thread):
    send(thread, offer(thread))

    letter = Letter.objects.get(address=thread.enquiry.buyer.user.email)

    assert "Germany" in letter.text
    assert "Clearance on the day of arrival:" in letter.text


def test_a_reader_of_chinese_gets_the_letter_in_chinese(thread):
    user = thread.enquiry.buyer.user
    user.language = "zh-hans"
    user.save()

    send(thread, offer(thread))

    assert "报价" in Letter.objects.get(address=user.email).subject


@pytest.mark.parametrize(("days_ahead", "notified"), [(4, 0), (3, 1), (0, 1), (-1, 0)])
def test_the_end_of_a_quote_is_notified_from_three_days_before_it(thread, days_ahead, notified):
    send(thread, offer(thread))
    at = datetime(2026, 12, 20, 4, 0, tzinfo=UTC) - timedelta(days=days_ahead)

    assert notify_of_ending_quotes(at=at) == notified
    assert notify_of_ending_quotes(at=at) == 0
    assert sum("ends on" in subject for subject in subjects(thread.enquiry.buyer.user)) == notified


def test_only_the_revision_in_force_of_an_open_quote_is_reminded_of(thread):
    at = datetime(2026, 12, 18, 4, 0, tzinfo=UTC)
    quote = send(thread, offer(thread)).quote
    send(thread, offer(thread, valid_until=date(2027, 1, 10)), based_on=1, at=LATER)
    other = QuoteFactory(thread=ThreadFactory())
    services.withdraw_quote(other, by=UserFactory(), at=LATER)

    assert notify_of_ending_quotes(at=at) == 0
    revise(quote, valid_until=date(2026, 12, 19))
    assert notify_of_ending_quotes(at=at) == 1
    assert QuoteEnding.objects.get().revision.number == 3


def test_a_price_list_does_not_matter_to_what_was_sent(thread):
    revision = send(thread, offer(thread))

    Product.objects.update(currency="EUR")

    assert QuoteRevision.objects.get(pk=revision.pk).currency == "USD"


def test_the_supplier_reads_which_product_is_on_offer_no_more(thread):
    Product.objects.filter(pk=thread.lines.first().product_id).update(is_listed=False)
    warned = warnings_of(thread.enquiry, offer(thread), on=NOON.date())

    assert [one.line.product.is_listed for one in warned if one.code == "not_on_offer"] == [False]
