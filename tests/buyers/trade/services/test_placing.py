"""An order copies what was offered, keeps the clearance it rests on, and is signed by whoever places it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from audits.answers import as_known_at
from audits.answers.explanations import digest_of, explanation_of
from audits.clearances.evidence import dossier
from audits.compliance.assess import assess
from audits.models import Clearance, LogEntry
from buyers.catalogue import reference
from buyers.models import ExchangeRate
from buyers.trade.models import Order, Side
from buyers.trade.services import contracts
from buyers.trade.services.order_offers import BelowMinimum, NoListedPrice, NotOnOffer, listed_offer, quoted_offer
from buyers.trade.services.parties import OnBothSides
from buyers.trade.services.placing import NoOrderTaken, PlacedAlready, draft_order, needs_second_member, place_order
from suppliers.models.price_list import ListedTier
from suppliers.products.price_lists import record_price_list
from tests.buyers.trade.orderable import orderable, placed, wishes
from tests.factories import BuyerFactory, EnquiryFactory, MembershipFactory, ProductFactory, ThreadFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.trade import BankAccountFactory

pytestmark = pytest.mark.usefixtures("law", "countries")


@pytest.fixture
def product():
    return orderable()


@pytest.fixture
def buyer():
    return BuyerFactory()


def revised(buyer, product):
    """A quote of that product to the organisation, as it is in force."""
    thread = ThreadFactory(enquiry=EnquiryFactory(buyer=buyer, destination="DE"), product=product)
    valid_until = timezone.localdate() + timedelta(days=9)
    return QuoteFactory(thread=thread, sent_at=timezone.now(), terms={"valid_until": valid_until}).revision


def test_it_copies_the_listed_price_of_the_quantity_and_is_signed_by_the_buyer(buyer, product):
    order = placed(buyer, product, quantity=100_000)

    contract = order.contracts.get()
    line = contract.terms.lines[0]
    assert (line.quantity, line.unit_price, line.amount) == (100_000, Decimal("0.0790"), 790_000)
    assert [part.amount for part in contract.terms.parts] == [237_000, 553_000]
    assert [(one.side, one.by, one.digest) for one in contract.signatures.all()] == [
        (Side.BUYER, buyer.user, contract.digest)
    ]
    assert order.status == Order.Status.PLACED


def test_a_later_price_does_not_change_the_order(buyer, product):
    order = placed(buyer, product)

    record_price_list(product, [ListedTier(1000, Decimal("9"))], at=timezone.now())

    assert order.contracts.get().terms.lines[0].unit_price == Decimal("0.0840")


def test_each_line_points_to_its_clearance_and_what_explains_it_can_be_computed_again(buyer, product):
    order = placed(buyer, product)

    line, terms = order.lines.get(), order.contracts.get().terms
    assert line.clearance == Clearance.objects.current().get(product=product, market="EU")
    assert line.edition.is_current and line.known_at == order.placed_at
    record = as_known_at.record(product, known_at=line.known_at + timedelta(seconds=1))
    facts = dossier(record.product, record.documents, market="EU", country="DE", shipped_on=terms.latest_shipment)
    assert digest_of(explanation_of(assess(facts, record.rulebook, on=terms.expected_entry))) == line.explanation_digest


def test_the_log_notes_the_order_and_the_signature(buyer, product):
    order = placed(buyer, product)

    acts = LogEntry.objects.filter(subject=f"order:{order.pk}").order_by("sequence")
    assert [one.act for one in acts] == ["contract_signed", "order_placed"]
    assert acts[0].content["digest"] == order.contracts.get().digest


def test_supplier_and_buyer_get_a_letter_with_the_last_day(buyer, product, mailoutbox):
    placed(buyer, product)

    letters = {letter.to[0]: letter for letter in mailoutbox}
    assert "please confirm" in letters[product.seller.email].subject
    assert "Without an answer the order is over" in letters[product.seller.email].body
    assert "for you" in letters[buyer.user.email].body


@pytest.mark.parametrize(
    ("place", "documents", "words"),
    [("BR", None, "is not assessed for Brazil"), ("DE", ("licence",), "is not cleared for Germany")],
)
def test_no_order_is_taken_of_what_may_not_enter_or_was_never_assessed(buyer, place, documents, words):
    product = orderable(documents=documents) if documents else orderable()

    with pytest.raises(NoOrderTaken) as refusal:
        placed(buyer, product, destination=reference.destination(place))

    assert words in refusal.value.sentences[0]
    assert not Order.objects.exists()


def test_where_the_site_takes_orders_without_an_assessment_both_sentences_are_signed(buyer, product, settings):
    settings.ORDERS_NOT_ASSESSED = True

    order = placed(buyer, product, destination=reference.destination("BR"))

    signed = order.contracts.get().terms.acknowledged
    assert "neither a yes nor a no" in signed[0] and "finds out by itself" in signed[1]
    assert order.lines.get().clearance is None


def test_a_clearance_that_ends_before_the_entry_is_warned_of_in_both_languages_and_signed(buyer):
    order = placed(buyer, orderable(until_days=60))

    signed = order.contracts.get().terms.acknowledged
    assert len(signed) == 1
    assert "until" in signed[0] and "预计" in signed[0]
    assert order.lines.get().clearance is not None


def test_low_confidence_is_signed_and_so_is_a_law_that_is_known_to_end(buyer, product):
    soon = placed(
        buyer,
        product,
        destination=reference.destination("US"),
        expected_entry=timezone.localdate() + timedelta(days=45),
    )

    assert "low confidence" in soon.contracts.get().terms.acknowledged[0]

    later = placed(buyer, product, quantity=60_000, destination=reference.destination("US"))

    assert "cleared for United States until" in later.contracts.get().terms.acknowledged[0]


def test_terms_that_changed_since_they_were_read_are_not_signed(buyer, product):
    now = timezone.now()
    offer = listed_offer({product: 50_000}, plan="deposit_30_70", at=now)
    draft = draft_order(buyer, offer, wishes(), at=now)
    buyer.organisation = "Klinikum Neustadt"

    with pytest.raises(contracts.DigestDiffers):
        place_order(buyer, offer, draft.wishes, digest=draft.digest, by=buyer.user, at=now)

    assert not Order.objects.exists()


def test_pressing_twice_orders_once(buyer, product):
    now = timezone.now()
    first = placed(buyer, product, at=now)

    with pytest.raises(PlacedAlready) as already:
        placed(buyer, product, at=now + timedelta(seconds=5))

    assert already.value.order == first


def test_of_a_quote_pressing_twice_orders_once_too(buyer, product):
    now = timezone.now()
    offer = quoted_offer(revised(buyer, product))
    draft = draft_order(buyer, offer, wishes(), at=now)
    first = place_order(buyer, offer, draft.wishes, digest=draft.digest, by=buyer.user, at=now)

    with pytest.raises(PlacedAlready) as already:
        place_order(buyer, offer, draft.wishes, digest=draft.digest, by=buyer.user, at=now + timedelta(seconds=5))

    assert already.value.order == first
    assert first.quote_revision == offer.revision


def test_nobody_orders_from_a_company_of_their_own(buyer, product):
    MembershipFactory(supplier=product.supplier, user=buyer.user, role="viewer")

    with pytest.raises(OnBothSides):
        placed(buyer, product)


def test_below_the_minimum_or_without_a_price_nothing_is_ordered(product):
    with pytest.raises(BelowMinimum) as below:
        listed_offer({product: 999}, plan="deposit_30_70", at=timezone.now())
    assert below.value.moq == 1000
    with pytest.raises(NoListedPrice):
        listed_offer({ProductFactory(): 5000}, plan="deposit_30_70", at=timezone.now())
    product.is_listed = False
    product.save()
    with pytest.raises(NotOnOffer):
        listed_offer({product: 5000}, plan="deposit_30_70", at=timezone.now())


def test_money_is_held_only_where_a_holder_takes_it_in_that_currency(buyer, product):
    assert placed(buyer, product).holder is None
    account = BankAccountFactory(currency="USD")

    order = placed(buyer, product, quantity=60_000)

    assert order.holder == account.holder
    assert order.contracts.get().terms.holder == account.holder.name
    assert placed(buyer, product, quantity=70_000, plan="lc_sight").holder is None


class TestASecondMember:
    def test_is_needed_above_the_limit_only(self):
        buyer = BuyerFactory(approval_limit=Decimal(4200), approval_currency="USD")

        assert not needs_second_member(buyer, 420_000, "USD")
        assert needs_second_member(buyer, 420_001, "USD")
        assert not needs_second_member(BuyerFactory(), 10**12, "USD")

    def test_is_asked_by_the_days_rate_in_another_currency(self):
        ExchangeRate.objects.create(day="2026-11-27", currency="USD", per_euro=Decimal("1.25"))
        reference.forget()
        buyer = BuyerFactory(approval_limit=Decimal(4000), approval_currency="EUR")

        assert not needs_second_member(buyer, 500_000, "USD")
        assert needs_second_member(buyer, 500_001, "USD")

    def test_is_needed_where_no_rate_is_known(self):
        buyer = BuyerFactory(approval_limit=Decimal(10**9), approval_currency="EUR")

        assert needs_second_member(buyer, 1, "USD")
