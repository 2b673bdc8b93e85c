"""A product that the small law clears for Germany and that has a listed price, and the wishes of somebody who orders it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from audits.clearances import judging
from audits.models import Decision
from buyers.catalogue import reference
from buyers.trade.services.order_offers import listed_offer
from buyers.trade.services.placing import Wishes, draft_order, place_order
from suppliers.models import Certificate
from suppliers.models.price_list import ListedTier
from suppliers.products.price_lists import record_price_list
from tests.audits.dossiers import product_with
from tests.factories import AuditorFactory, MembershipFactory
from tests.factories.trade import EvidenceAnswerFactory, EvidenceFactory

DOCUMENTS = ("doc", "report", "licence")


def orderable(*, until_days=400, documents=DOCUMENTS, prices=((1000, "0.0840"), (100_000, "0.0790"))):
    """With approved documents that end in so many days; its supplier has an owner as ``product.seller``."""
    now = timezone.now()
    until = timezone.localdate() + timedelta(days=until_days)
    product = product_with(*((one, {"valid_until": until}) for one in documents))
    product.moq = 1000
    product.save()
    record_price_list(
        product, [ListedTier(start, Decimal(price)) for start, price in prices], at=now - timedelta(days=1)
    )
    approver = AuditorFactory(since=now - timedelta(days=30)).user
    for certificate in [None, *Certificate.objects.filter(supplier=product.supplier)]:
        Decision.objects.create(
            supplier=product.supplier,
            certificate=certificate,
            outcome=Decision.Outcome.APPROVED,
            by=approver,
            at=now - timedelta(days=2),
        )
    judging.refresh_products([product], at=now)
    product.seller = MembershipFactory(supplier=product.supplier).user
    return product


def wishes(**changes):
    """FCA, by sea, shipped in 40 days, expected in 80."""
    today = timezone.localdate()
    usual = Wishes(
        destination=reference.destination("DE"),
        incoterm="FCA",
        place="Wuhan",
        mode="sea",
        plan="deposit_30_70",
        latest_shipment=today + timedelta(days=40),
        expected_entry=today + timedelta(days=80),
        tolerance_bp=0,
        acceptance_days=10,
        inspection={"level": "II", "critical": "0", "major": "2.5", "minor": "4.0"},
        documents=("commercial_invoice", "packing_list"),
        law="cisg",
        forum="HKIAC",
    )
    return replace(usual, **changes)


def placed(buyer, product, *, quantity=50_000, at: datetime | None = None, by=None, **changes):
    """An order that this organisation placed, as its page does: drafted, read and signed."""
    at = at or timezone.now()
    offer = listed_offer({product: quantity}, plan="deposit_30_70", at=at)
    draft = draft_order(buyer, offer, wishes(**changes), at=at)
    return place_order(buyer, offer, draft.wishes, digest=draft.digest, by=by or buyer.user, at=at)


def happened(order, event, day, **facts):
    """The event, proven by accepted evidence of its usual kind."""
    kind = {"production_started": "production_start_report"}.get(event, event)
    noon = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    evidence = EvidenceFactory(order=order, event=event, kind=kind, happened_on=day, submitted_at=noon, **facts)
    EvidenceAnswerFactory(evidence=evidence, at=noon)
