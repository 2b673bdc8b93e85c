"""A revocation or a suspension at the moment of the hand-over: the gate and the desk wait for each other, on both databases."""

from datetime import date, datetime

import pytest
from django.db import transaction
from django.utils import timezone

from audits.clearances import judging
from audits.desk.certificates import revoke_certificate
from audits.models import Clearance, Decision
from buyers.terms.watch import Stop
from buyers.trade.models import Evidence, Order, OrderLine
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.watching import hold_against
from suppliers.models import Certificate
from tests.audits.dossiers import product_with
from tests.buyers.trade.watched_orders import happens, sign
from tests.factories import AuditorFactory, UserFactory
from tests.factories.trade import EvidenceFactory, OrderFactory
from tests.threads import together

pytestmark = pytest.mark.usefixtures("committing", "countries", "law")


@pytest.fixture
def order():
    """In production, on documents that the law judged."""
    product = product_with("doc", "report", "licence", attributes={"sterile": False})
    at = timezone.now()
    for document in product.supplier.certificates.all():
        Decision.objects.create(
            supplier=product.supplier, certificate=document, outcome="approved", by=UserFactory(), at=at
        )
    judging.refresh_products([product], at=at)
    order = OrderFactory(lines=0, supplier=product.supplier, placed_at=at)
    row = Clearance.objects.holding(timezone.localdate()).get(product=product, market="EU")
    OrderLine.objects.create(order=order, number=1, product=product, clearance=row, known_at=at)
    sign(order)
    happens(order, "production_started", timezone.localdate())
    return order


class Stopped(Exception):
    """The hand-over was refused."""


def hand_over(order):
    """As a hand-over is taken in: in one transaction, with the order's row locked, behind the gate."""
    with transaction.atomic():
        mine = lock_order(order.pk)
        if hold_against(mine, timezone.localdate(), Stop.HAND_OVER, line=1):
            raise Stopped
        mine.seller = order.seller
        EvidenceFactory(
            order=mine, event="transport_document", kind="transport_document", happened_on=timezone.localdate()
        )


def revoke(order, senior):
    document = Certificate.objects.get(supplier=order.supplier, certificate_type="doc")
    at: datetime = timezone.now()
    since: date = document.valid_from
    revoke_certificate(document, by=senior, at=at, reasons=["not_covered"], note="", effective_on=since)


def test_goods_are_never_handed_over_and_refused_and_both_see_which_came_first(order):
    senior = AuditorFactory(level="senior").user
    handed, revoked = together(lambda: hand_over(order), lambda: revoke(order, senior))
    assert revoked is None
    went = Evidence.objects.filter(event="transport_document").exists()
    assert went == (handed is None)
    assert went or isinstance(handed, Stopped)


def test_after_the_revocation_nothing_is_handed_over(order):
    revoke(order, AuditorFactory(level="senior").user)
    with pytest.raises(Stopped):
        hand_over(order)
    assert Order.objects.get().evidence.filter(event="transport_document").count() == 0


def test_what_was_handed_over_before_the_revocation_is_on_the_way_and_stays_so(order):
    hand_over(order)
    happens(order, "transport_document", timezone.localdate())
    revoke(order, AuditorFactory(level="senior").user)
    with transaction.atomic():
        assert hold_against(lock_order(order.pk), timezone.localdate(), Stop.HAND_OVER) is None
        assert hold_against(lock_order(order.pk), timezone.localdate(), Stop.RELEASE_LAST)
