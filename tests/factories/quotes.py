"""Quotes as suppliers sent them. A reader of a test never needs to open this file."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from buyers.trade.models import Quote, QuoteLine, QuoteRevision
from suppliers.models import Membership
from tests.factories import NOON, MembershipFactory, ThreadFactory


class QuoteFactory(DjangoModelFactory):
    """A quote of one revision that offers every line of its conversation at USD 0.0325 a piece, valid until 20 December 2026.

    ``prices`` are the prices of the lines in their order, None for what is not offered. Keywords of ``terms`` change what
    the revision says. ``.revision`` is that revision.
    """

    class Meta:
        model = Quote

    thread = factory.SubFactory(ThreadFactory)

    @classmethod
    def _create(cls, model_class, *args, prices=None, terms=None, sent_at=NOON, **facts):
        quote = super()._create(model_class, *args, **facts)
        quote.revision = revise(quote, prices=prices, sent_at=sent_at, **(terms or {}))
        return quote


def revise(quote, *, prices=None, sent_at=NOON, **terms):
    """One more revision of a quote, as it would be sent."""
    thread = quote.thread
    member = Membership.objects.filter(supplier=thread.supplier).select_related("user").first()
    usual = {
        "currency": "USD",
        "incoterm": "FCA",
        "place": "Wuhan",
        "mode": "sea",
        "lead_time_days": 25,
        "valid_until": date(2026, 12, 20),
        "plan": "deposit_30_70",
        "documents": ["commercial_invoice", "packing_list"],
        "sent_by": (member or MembershipFactory(supplier=thread.supplier)).user,
        "sent_at": sent_at,
        "number": quote.revisions.count() + 1,
    }
    revision = QuoteRevision.objects.create(quote=quote, **{**usual, **terms})
    lines = list(thread.lines.select_related("product").order_by("pk"))
    asked = prices if prices is not None else [Decimal("0.0325")] * len(lines)
    for line, price in zip(lines, asked, strict=True):
        QuoteLine.objects.create(
            revision=revision,
            line=line,
            quantity=line.quantity,
            unit=line.unit_asked,
            pieces=line.product.pieces,
            unit_price=None if price is None else Decimal(price),
            amount=0 if price is None else round(Decimal(price) * line.quantity * 100),
        )
    return revision
