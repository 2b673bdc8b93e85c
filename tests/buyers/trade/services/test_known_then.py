"""What was known when an order was placed stays, next to what is known today of the same day."""

from datetime import date

import pytest
from django.utils import timezone

from audits.answers.explanations import digest_of, explanation_of
from audits.clearances import judging
from audits.clearances.evidence import dossier, gather
from audits.compliance.assess import assess
from audits.desk.certificates import revoke_certificate
from audits.law.current import current_edition, current_rulebook
from audits.models import Clearance, Decision
from buyers.terms.watch import Bearer, Cause
from buyers.trade.models import OrderLine
from buyers.trade.services.known_then import known_then
from buyers.trade.services.watching import holds
from suppliers.models import Certificate
from tests.audits.dossiers import product_with
from tests.buyers.trade.watched_orders import sign
from tests.factories import AuditorFactory, UserFactory
from tests.factories.trade import OrderFactory, terms_of

pytestmark = pytest.mark.usefixtures("law")

ENTRY, SHIPMENT = date(2027, 2, 2), date(2026, 12, 28)


def explanation_today(product):
    """The digest of why it may enter Germany on the expected day, by what is on record now."""
    facts = dossier(product, gather([product])[product.pk], market="EU", country="DE", shipped_on=SHIPMENT)
    return digest_of(explanation_of(assess(facts, current_rulebook(), on=ENTRY)))


@pytest.fixture
def order():
    """For Germany, on documents that the small law judged; its product is ``order.product``."""
    product = product_with("doc", "report", "licence", attributes={"sterile": False})
    at = timezone.now()
    for document in product.supplier.certificates.all():
        Decision.objects.create(
            supplier=product.supplier, certificate=document, outcome="approved", by=UserFactory(), at=at
        )
    judging.refresh_products([product], at=at)
    order = OrderFactory(lines=0, supplier=product.supplier, placed_at=timezone.now())
    order.product = product
    OrderLine.objects.create(
        order=order,
        number=1,
        product=product,
        clearance=Clearance.objects.holding(timezone.localdate()).get(product=product, market="EU"),
        explanation_digest=explanation_today(product),
        edition=current_edition(),
        known_at=timezone.now(),
    )
    sign(order)
    return order


def revoke(order):
    """The issuer denies it: it never counted."""
    document = Certificate.objects.get(supplier=order.supplier, certificate_type="doc")
    senior = AuditorFactory(level="senior").user
    revoke_certificate(document, by=senior, at=timezone.now(), reasons=["issuer_denies"], note="", effective_on=None)


def test_an_order_that_nothing_happened_to_is_proven_as_it_was(order):
    [line] = known_then(order)
    assert (line.known, line.now, line.differs, line.is_proven) == ("cleared", "cleared", False, True)


def test_a_revocation_with_effect_from_an_earlier_day_leaves_what_was_known_and_shows_what_is_known(order):
    revoke(order)
    [line] = known_then(order)
    assert (line.known, line.now, line.differs) == ("cleared", "blocked", True)
    assert line.is_proven
    assert explanation_today(order.product) != line.line.explanation_digest


def test_the_same_revocation_holds_the_order_and_the_supplier_bears_it(order):
    assert holds(order, timezone.localdate()) == ()
    revoke(order)
    [hold] = holds(order, timezone.localdate())
    assert (hold.cause, hold.bearer) == (Cause.FALSE_DOCUMENT, Bearer.SUPPLIER)
    assert [one.certificate_type_id for one in hold.documents] == ["doc"]


def test_another_digest_than_that_of_what_was_on_record_is_not_proven(order):
    product = order.product
    other = OrderFactory(lines=0, supplier=product.supplier, placed_at=timezone.now())
    OrderLine.objects.create(
        order=other, number=1, product=product, explanation_digest="0" * 64, known_at=timezone.now()
    )
    sign(other)
    assert terms_of(other).expected_entry == ENTRY
    [line] = known_then(other)
    assert (line.is_proven, line.known) == (False, "not_assessed")


@pytest.mark.parametrize("lines", [1, 3])
def test_it_costs_as_many_queries_for_three_lines_as_for_one(order, lines, django_assert_num_queries):
    placed = order.lines.get()
    for number in range(2, lines + 1):
        OrderLine.objects.create(order=order, number=number, product=order.product, known_at=placed.known_at)
    known_then(order)
    with django_assert_num_queries(11):
        known_then(order)
