"""A quote as a document: a revision as it was sent, made from what is frozen already."""

from __future__ import annotations

from buyers.delivery.models import IssuedDocument
from buyers.terms.contract import Charge
from buyers.terms.delivery.issued import Document, GoodsLine, Party, Payment, number_of
from buyers.trade.models import QuoteLine, QuoteRevision
from buyers.trade.models.quote import CHINA


def draft_of_quote(revision: QuoteRevision) -> Document:
    """What the document states. The revision comes with its lines, their products, and the thread of its quote."""
    thread = revision.quote.thread
    buyer, supplier = thread.enquiry.buyer, thread.supplier
    number = f"{revision.quote_id:06d}-{revision.number}"
    return Document(
        kind=IssuedDocument.Kind.QUOTE,
        number=number_of(IssuedDocument.Kind.QUOTE, number),
        version=1,
        issued_on=revision.sent_at.astimezone(CHINA).date(),
        order="",
        exporter=Party(
            supplier.name_en or supplier.name_zh, supplier.name_zh, supplier.address_en, "CN", supplier.credit_code
        ),
        consignee=Party(buyer.organisation, "", buyer.address, buyer.country, buyer.tax_number),
        incoterm=revision.incoterm,
        place=revision.place,
        mode=revision.mode,
        destination=thread.enquiry.destination,
        currency=revision.currency,
        lines=tuple(_line(number, line) for number, line in enumerate(_lines_with_price(revision), start=1)),
        charges=tuple(
            Charge(kind, amount)
            for kind, amount in (("freight", revision.freight), ("tooling", revision.tooling))
            if amount
        ),
        payment=Payment(plan=revision.plan),
        valid_until=revision.valid_until,
        lead_time_days=revision.lead_time_days,
        documents=tuple(revision.documents),
        remarks=revision.note,
    )


def _lines_with_price(revision: QuoteRevision) -> list[QuoteLine]:
    return [line for line in revision.lines.all() if line.is_offered]


def _line(number: int, line: QuoteLine) -> GoodsLine:
    product = line.line.product
    return GoodsLine(
        number=number,
        name=product.name_en or product.name_zh,
        name_zh=product.name_zh,
        model=product.model,
        quantity=line.quantity,
        unit=line.unit,
        pieces=line.pieces,
        hs_code=product.hs_code,
        unit_price=line.unit_price,
        amount=line.amount,
    )
