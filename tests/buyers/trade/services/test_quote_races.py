"""Both sides at the same moment: a quote goes one way, and who was later reads what happened."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from buyers.trade.models import Quote, QuoteRevision
from buyers.trade.services import quotes as services
from buyers.trade.services.offers import Offer, OfferedLine
from buyers.trade.services.quote_endings import notify_of_ending_quotes
from kpmarket.foundation.outbox.models import Letter
from tests.factories import NOON, EnquiryFactory, MembershipFactory, ThreadFactory
from tests.factories.quotes import QuoteFactory
from tests.threads import together

pytestmark = pytest.mark.usefixtures("committing")
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def thread(committing):
    found = ThreadFactory(enquiry=EnquiryFactory())
    found.editor = MembershipFactory(supplier=found.supplier).user
    return found


@pytest.fixture
def quote(thread):
    return QuoteFactory(thread=thread)


def kinds(results):
    """What came of each: the error's or the result's class, in an order that does not depend on who won."""
    return sorted(type(one).__name__ for one in results)


def accept(quote):
    buyer = quote.thread.enquiry.buyer.user
    return lambda: services.accept(Quote.objects.get(pk=quote.pk), 1, by=buyer, at=LATER)


def withdraw(quote):
    editor = quote.thread.editor
    return lambda: services.withdraw_quote(Quote.objects.get(pk=quote.pk), by=editor, at=LATER)


def send(thread, price, *, based_on):
    line = thread.lines.get()
    offer = Offer(
        currency="USD",
        incoterm="FCA",
        place="Wuhan",
        mode="sea",
        lead_time_days=25,
        valid_until=date(2026, 12, 20),
        plan="deposit_30_70",
        freight=None,
        tooling=None,
        documents=(),
        note="",
        lines=(OfferedLine(line, 50_000, "piece", 1, Decimal(price)),),
    )
    return lambda: services.send_quote(thread, offer, based_on=based_on, by=thread.editor, at=LATER)


def test_accepted_and_withdrawn_at_once_it_is_one_of_the_two(quote):
    results = together(accept(quote), withdraw(quote))

    refused = [one for one in results if isinstance(one, services.NotOpen)]
    status = Quote.objects.get().status
    assert [one.status for one in refused] == [status]
    assert [step.after for step in quote.history.all()] == [status]
    assert Letter.objects.filter(key__startswith="quote_withdrawn").exists() == (status == "withdrawn")


def test_accepted_by_two_at_once_it_is_accepted_once(quote):
    assert kinds(together(accept(quote), accept(quote))) == ["NotOpen", "QuoteRevision"]


def test_a_revision_sent_while_it_is_accepted_is_refused_or_has_to_be_looked_at(thread, quote):
    results = together(accept(quote), send(thread, "0.0300", based_on=1))

    is_accepted = Quote.objects.get().status == "accepted"
    assert QuoteRevision.objects.count() == (1 if is_accepted else 2)
    assert kinds(results) == sorted(["NotOpen" if is_accepted else "NewerRevision", "QuoteRevision"])


def test_two_editors_who_send_at_once_do_not_overwrite_each_other(thread, quote):
    results = together(send(thread, "0.0300", based_on=1), send(thread, "0.0310", based_on=1))

    assert kinds(results) == ["NewerRevision", "QuoteRevision"]
    assert QuoteRevision.objects.count() == 2


def test_a_first_quote_sent_twice_at_once_is_one(thread):
    results = together(send(thread, "0.0300", based_on=0), send(thread, "0.0300", based_on=0))

    assert kinds(results) == ["QuoteRevision", "SentAlready"]
    assert Quote.objects.count() == QuoteRevision.objects.count() == 1


def test_two_sweeps_at_once_remind_once(quote):
    at = NOON + timedelta(days=26)

    results = together(lambda: notify_of_ending_quotes(at=at), lambda: notify_of_ending_quotes(at=at))

    assert sorted(results) == [0, 1]
    assert Letter.objects.filter(key__startswith="quote_ending").count() == 1
