"""With what the form of a quote begins: a draft, the revision in force, or what request and listed offer say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from buyers.models import EnquiryLine, Thread
from buyers.terms.money import plain
from buyers.terms.plans import milestones
from buyers.trade.models import QuoteDraft, QuoteLine, QuoteRevision
from suppliers.models import Product
from suppliers.products.price_tiers import tier_for

MANY = frozenset({"documents"})
"""Fields that hold several values."""


def beginning(
    thread: Thread, lines: Iterable[EnquiryLine], draft: QuoteDraft | None, latest: QuoteRevision | None
) -> dict[str, Any]:
    """Values by the names of the form's fields."""
    asked = list(lines)
    if draft:
        return of_draft(draft)
    return of_revision(latest) if latest else of_request(thread, asked)


def of_draft(draft: QuoteDraft) -> dict[str, Any]:
    """As it was typed."""
    return {name: values if name in MANY else (values[-1] if values else "") for name, values in draft.typed.items()}


def of_revision(revision: QuoteRevision) -> dict[str, Any]:
    """What was sent last, to be changed."""
    same = ("currency", "incoterm", "place", "mode", "lead_time_days", "valid_until", "plan", "documents", "note")
    values: dict[str, Any] = {name: getattr(revision, name) for name in same}
    for name in ("freight", "tooling"):
        values[name] = _sum(getattr(revision, name), revision.currency)
    for line in revision.lines.all():
        values |= _of_line(line, revision.currency)
    return values


def of_request(thread: Thread, lines: Iterable[EnquiryLine]) -> dict[str, Any]:
    """What the buyer wants, and what the supplier lists for it. The first product decides what holds for all."""
    asked, enquiry = list(lines), thread.enquiry
    first = asked[0].product if asked else None
    values: dict[str, Any] = {
        "incoterm": enquiry.incoterm or (first.incoterm if first else "") or "FCA",
        "place": enquiry.place or (first.incoterm_place if first else ""),
        "documents": enquiry.documents,
        "plan": milestones().default_plan.id,
        "currency": first.currency if first else "USD",
        "lead_time_days": max((one.product.lead_time_days or 0 for one in asked), default=0) or "",
        "mode": "sea",
    }
    for line in asked:
        product = line.product
        values |= {
            f"quantity-{line.pk}": line.quantity,
            f"unit-{line.pk}": line.unit_asked,
            f"pieces-{line.pk}": product.pieces if line.unit_asked == product.unit else None,
            f"price-{line.pk}": _listed_price(product, line) if product.currency == values["currency"] else "",
        }
        if product.sample_price is not None and product.currency == values["currency"]:
            values[f"sample-{line.pk}"] = f"{product.sample_price.normalize():f}"
    return values


def _of_line(line: QuoteLine, currency: str) -> dict[str, Any]:
    said = {
        "declined": not line.is_offered,
        "price": f"{line.unit_price.normalize():f}" if line.unit_price is not None else "",
        "quantity": line.quantity,
        "unit": line.unit,
        "pieces": line.pieces,
        "sample": _sum(line.sample_price, currency),
        "note": line.note,
    }
    return {f"{name}-{line.line_id}": value for name, value in said.items()}


def _listed_price(product: Product, line: EnquiryLine) -> str:
    """The listed price of that quantity, where it is asked for in the unit of the list."""
    if line.unit_asked != product.unit:
        return ""
    tier = tier_for(list(product.price_tiers.all()), line.quantity)
    return f"{tier.unit_price.normalize():f}" if tier else ""


def _sum(amount: int | None, currency: str) -> str:
    return "" if amount is None else plain(amount, currency)
