"""An order of one line that was placed on a clearance, with the document that the clearance rests on."""

from dataclasses import replace
from datetime import UTC, date, datetime

from audits.models import Decision
from buyers.terms.contract import as_data, digest_of
from buyers.terms.plans import milestones
from buyers.trade.models import Contract, Order, OrderLine, Side, Signature
from suppliers.models import Certificate
from tests.factories import CertificateFactory, ClearanceFactory, ProductFactory, UserFactory
from tests.factories.trade import EvidenceAnswerFactory, EvidenceFactory, OrderFactory, terms_of

PLACED = datetime(2026, 11, 2, 4, tzinfo=UTC)


def noon(day):
    """That day at noon in Shanghai, where days begin."""
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def ends_with(document):
    """The cause that recorded clearances give for the end of a document."""
    return [{"code": "evidence-ends", "type": document.certificate_type_id, "ref": str(document.pk)}]


def watched_order(*, until=date(2027, 3, 14), state="cleared", because=None, lines=1, terms=None, **facts):
    """Placed on clearances that hold until a day; each line has its document as ``line.document``, its row as ``.row``.

    With ``state=None`` nothing was assessed.
    """
    order = OrderFactory(lines=0, **{"placed_at": PLACED, **facts})
    order.watched = [_line(order, number, until, state, because) for number in range(1, lines + 1)]
    sign(order, **(terms or {}))
    return order


def sign(order, **terms):
    """The contract of the order's lines, signed by both unless it is only placed."""
    data = as_data(replace(terms_of(order), **terms))
    contract = Contract.objects.create(
        order=order,
        version=1,
        data=data,
        digest=digest_of(data),
        side=Side.BUYER,
        proposed_by=order.placed_by,
        proposed_at=order.placed_at,
    )
    if order.status != Order.Status.PLACED:
        for side, who in ((Side.BUYER, order.placed_by), (Side.SUPPLIER, order.seller)):
            Signature.objects.create(contract=contract, side=side, digest=contract.digest, by=who, at=order.placed_at)


def _line(order, number, until, state, because):
    product = ProductFactory(supplier=order.supplier)
    document = CertificateFactory(supplier=order.supplier, valid_until=until, status=Certificate.Status.APPROVED)
    document.products.add(product)
    row = state and ClearanceFactory(
        product=product,
        state=state,
        valid_until=until,
        ends_because=ends_with(document) if because is None else because,
        certificates=[document.pk],
        recorded_at=noon(date(2026, 10, 1)),
    )
    line = OrderLine.objects.create(
        order=order,
        number=number,
        product=product,
        clearance=row,
        edition=row and row.rulebook,
        known_at=order.placed_at,
    )
    line.document, line.row = document, row
    return line


def happens(order, event, day, **facts):
    """The event with evidence that was accepted."""
    kind = next(one.id for one in milestones().evidence.values() if one.event == event)
    evidence = EvidenceFactory(
        order=order, event=event, kind=kind, happened_on=day, submitted_at=noon(day), facts={}, **facts
    )
    EvidenceAnswerFactory(evidence=evidence, at=noon(day))


def supersede(row, day):
    """What we held true until that moment."""
    type(row).objects.filter(pk=row.pk).update(superseded_at=noon(day))
    row.refresh_from_db()


def renew(line, *, until, start):
    """The desk approved a new document: the product is cleared again from that day on."""
    return ClearanceFactory(
        product=line.product,
        valid_from=start,
        valid_until=until,
        recorded_at=noon(start),
    )


def revoke(line, *, reasons, on, effective=None):
    """The desk revoked the document on a day; from ``effective`` on it does not count."""
    document = line.document
    Certificate.objects.filter(pk=document.pk).update(status=Certificate.Status.REVOKED)
    Decision.objects.create(
        supplier=document.supplier,
        certificate=document,
        outcome=Decision.Outcome.REVOKED,
        reasons=reasons,
        effective_on=effective or on,
        by=UserFactory(),
        at=noon(on),
    )
