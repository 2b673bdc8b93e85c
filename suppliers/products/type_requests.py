"""What is done about a product that fits no type: the supplier describes it, the desk answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kpmarket.accounts.models import User
from kpmarket.foundation.outbox import writing as outbox
from suppliers.models import ProductType, Supplier, TypeRequest
from suppliers.products import mail


@dataclass(frozen=True)
class Description:
    """What a supplier says of a product. ``hs_code`` is digits alone; it and ``standards`` may be empty."""

    name: str
    purpose: str
    hs_code: str = ""
    standards: str = ""


class AlreadyAnswered(Exception):
    """A colleague answered this request first."""


def request_type(supplier: Supplier, description: Description, *, by: User, at: datetime) -> TypeRequest:
    """Keep what the supplier says of a product that fits no type. Nothing is assessed by it."""
    return TypeRequest.objects.create(supplier=supplier, asked_by=by, asked_at=at, **vars(description))


@transaction.atomic
def answer_request(
    request: TypeRequest, outcome: str, *, product_type: ProductType | None, note: str, by: User, at: datetime
) -> TypeRequest:
    """Answer a request once, and write to the one who asked. Raises AlreadyAnswered.

    ``product_type`` is the type that was added or that fits; None where there is none.
    """
    answer = {"outcome": outcome, "product_type": product_type, "note": note, "decided_by": by, "decided_at": at}
    if not TypeRequest.objects.open().filter(pk=request.pk).update(**answer):
        raise AlreadyAnswered
    request.refresh_from_db()
    outbox.write([mail.type_request_answer(request)], at=at)
    return request
