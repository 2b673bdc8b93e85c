"""Typing a freight quote or a rate of duty. What is kept is never changed: a newer one is another row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from buyers.delivery.mail import guests as mail
from buyers.delivery.models import DutyRate, FreightLine, FreightQuote
from buyers.delivery.services.costs.subjects import Subject
from buyers.delivery.services.shipments.authors import Author
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox import writing as outbox
from suppliers.models import Product

MOST_QUOTES = 30
"""Freight quotes of one order or request."""
MOST_BY_LINK = 5
"""Freight quotes that one guest sends by one link."""


class TooManyQuotes(Exception):
    """There are as many freight quotes as one order may have."""


@dataclass(frozen=True)
class TypedLine:
    """One line as it was typed: minor units of one unit, None where it is not included."""

    code: str
    per: str
    amount: int | None
    mark: str
    count: int = 1


@dataclass(frozen=True)
class TypedRate:
    """A rate in basis points with where it is from."""

    product: Product
    kind: str
    basis_points: int
    basis: str
    hs_code: str
    source: str
    as_of: date


@transaction.atomic
def submit_freight_quote(
    subject: Subject, head: dict[str, Any], lines: Sequence[TypedLine], *, author: Author, at: datetime
) -> FreightQuote:
    """Keep a freight quote with its lines, and write to who gave a guest the link. Raises TooManyQuotes."""
    by_link = FreightQuote.objects.filter(guest=author.guest).count() if author.guest else 0
    if subject.quotes.count() >= MOST_QUOTES or by_link >= MOST_BY_LINK:
        raise TooManyQuotes
    quote = FreightQuote.objects.create(
        **subject.key, **head, side=author.side, submitted_at=at, **author.columns("submitted")
    )
    FreightLine.objects.bulk_create(FreightLine(quote=quote, **vars(line)) for line in lines)
    if author.guest:
        outbox.write([mail.freight_quoted(quote, author.guest)], at=at)
    return quote


def type_rate(subject: Subject, rate: TypedRate, *, by: User, at: datetime) -> DutyRate:
    """Keep a rate that a person looked up. It counts from now on, and the ones before stay on record."""
    return DutyRate.objects.create(**subject.key, **vars(rate), typed_by=by, typed_at=at)
