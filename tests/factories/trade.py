"""Orders as both sides signed them. A reader of a test never needs to open this file."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from buyers.terms.contract import LineTerms, PartTerms, Terms, as_data, digest_of
from buyers.trade.models import (
    BankAccount,
    Contract,
    Evidence,
    EvidenceAnswer,
    Holder,
    Order,
    OrderLine,
    OrderMessage,
    Side,
    Signature,
)
from suppliers.models import Membership
from tests.factories import NOON, BuyerFactory, MembershipFactory, ProductFactory, SupplierFactory


class HolderFactory(DjangoModelFactory):
    class Meta:
        model = Holder
        django_get_or_create = ("name",)

    name = "Treuhandstelle Lindenau"
    kind = Holder.Kind.TRUST_ACCOUNT
    country = "DE"
    regulator = "Example regulator"
    licence = "EX-0000"


class BankAccountFactory(DjangoModelFactory):
    class Meta:
        model = BankAccount

    holder = factory.SubFactory(HolderFactory)
    bank = "Example bank"
    number = factory.Sequence("KPTEST{:010d}".format)
    bic = "EXMPDEFF"
    currency = "USD"


class OrderFactory(DjangoModelFactory):
    """A confirmed order that both sides signed: each of its ``lines`` is 50,000 masks at USD 0.0840, paid 30/70.

    With ``is_signed=False`` the contract waits for both; ``lines=0`` leaves out contract and lines. Keywords of ``terms``
    change what the contract says, as ``terms={"latest_shipment": …}``. The buyer has ``.user``; so has the supplier, as
    ``order.seller``.
    """

    class Meta:
        model = Order

    buyer = factory.SubFactory(BuyerFactory)
    supplier = factory.SubFactory(SupplierFactory)
    destination = "DE"
    currency = "USD"
    holder = None
    status = Order.Status.CONFIRMED
    placed_by = factory.SelfAttribute("buyer.user")
    placed_at = NOON

    @classmethod
    def _create(cls, model_class, *args, lines=1, is_signed=True, terms=None, **facts):
        order = super()._create(model_class, *args, **facts)
        member = Membership.objects.filter(supplier=order.supplier).select_related("user").first()
        order.seller = (member or MembershipFactory(supplier=order.supplier)).user
        if not lines:
            return order
        for number in range(1, lines + 1):
            product = ProductFactory(supplier=order.supplier)
            OrderLine.objects.create(order=order, number=number, product=product, known_at=order.placed_at)
        data = as_data(terms_of(order, **(terms or {})))
        contract = Contract.objects.create(
            order=order,
            version=1,
            data=data,
            digest=digest_of(data),
            side=Side.BUYER,
            proposed_by=order.placed_by,
            proposed_at=order.placed_at,
        )
        if is_signed:
            for side, who in ((Side.BUYER, order.placed_by), (Side.SUPPLIER, order.seller)):
                Signature.objects.create(
                    contract=contract, side=side, digest=contract.digest, by=who, at=order.placed_at
                )
        return order


def terms_of(order, **changes):
    """The terms of an order's lines, the price paid 30/70; ``changes`` replace any of them."""
    lines = tuple(
        LineTerms(
            number=line.number,
            product=line.product_id,
            name=line.product.name_en,
            name_zh=line.product.name_zh,
            model=line.product.model,
            specification="",
            quantity=50_000,
            unit="piece",
            pieces=1,
            unit_price=Decimal("0.0840"),
            amount=420_000,
            cleared_until=line.clearance.valid_until if line.clearance else None,
        )
        for line in order.lines.select_related("product", "clearance").order_by("number")
    )
    total = 420_000 * len(lines)
    first = total * 3000 // 10_000
    started = ("production_start_report",)
    at_the_end = ("inspection_report", "transport_document", "document_pack", "arrival_or_silence")
    usual = {
        "buyer": order.buyer.organisation,
        "buyer_address": order.buyer.address,
        "buyer_country": order.buyer.country,
        "supplier": order.supplier.name_en,
        "supplier_zh": order.supplier.name_zh,
        "supplier_address": order.supplier.address_en,
        "destination": order.destination,
        "currency": order.currency,
        "lines": lines,
        "parts": (
            PartTerms(1, 3000, first, "order_confirmed", 7, "production_started", started),
            PartTerms(2, 7000, total - first, "inspection_passed", 7, "accepted", at_the_end),
        ),
        "plan": "deposit_30_70",
        "incoterm": "FCA",
        "place": "Wuhan",
        "mode": "sea",
        "latest_shipment": date(2026, 12, 28),
        "expected_entry": date(2027, 2, 2),
        "tolerance_bp": 0,
        "acceptance_days": 10,
        "inspection": {"level": "II", "critical": "0", "major": "2.5", "minor": "4.0"},
        "documents": ("commercial_invoice", "packing_list"),
        "law": "cisg",
        "forum": "HKIAC",
        "holder": order.holder.name if order.holder else "",
    }
    return Terms(**{**usual, **changes})


class EvidenceFactory(DjangoModelFactory):
    """The supplier's report that production started."""

    class Meta:
        model = Evidence

    order = factory.SubFactory(OrderFactory)
    event = "production_started"
    kind = "production_start_report"
    facts = factory.LazyFunction(lambda: {"finished_on": "2026-12-16"})
    happened_on = date(2026, 11, 21)
    side = Side.SUPPLIER
    submitted_by = factory.SelfAttribute("order.seller")
    submitted_at = NOON


class EvidenceAnswerFactory(DjangoModelFactory):
    class Meta:
        model = EvidenceAnswer

    evidence = factory.SubFactory(EvidenceFactory)
    verdict = EvidenceAnswer.Verdict.ACCEPTED
    by = factory.SelfAttribute("evidence.order.placed_by")
    at = NOON


class OrderMessageFactory(DjangoModelFactory):
    class Meta:
        model = OrderMessage

    order = factory.SubFactory(OrderFactory)
    side = Side.BUYER
    author = factory.SelfAttribute("order.placed_by")
    text = "When does the first pallet leave?"
    sent_at = NOON
