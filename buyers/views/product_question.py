"""What an address asks of a product, and what is put before the rules to answer it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from audits.answers.as_known_at import record
from audits.answers.clearance_panel import Panel, Shipment, panel
from audits.answers.country_states import states
from audits.clearances.evidence import OnRecord, documents_on_record
from audits.clearances.market_status import MarketStatus
from audits.compliance.rulebook import Rulebook
from audits.law.current import current_rulebook, rulebook_at
from buyers.catalogue import destination
from buyers.catalogue.reference import Destination
from buyers.services.past_records import may_look_back
from buyers.views.axes import Asked, axes_asked
from suppliers.models import Product


class Known(NamedTuple):
    """A product with the facts, the documents and the law by which it is judged."""

    product: Product
    on_record: OnRecord
    law: Rulebook
    was_qualified: bool


class Question(NamedTuple):
    """What an address asks of a product: for which destination, and for which days and moment."""

    product: Product
    here: Destination | None
    asked: Asked
    now: datetime


def question_of(request: HttpRequest, pk: int) -> Question:
    """The question of an address. Raises Http404 for a product that this reader may not see."""
    now = timezone.now()
    shown = get_object_or_404(
        Product.objects.select_related("supplier", "product_type").prefetch_related("price_tiers", "pictures"), pk=pk
    )
    here = destination.chosen(request)
    asked = axes_asked(request, may_look_back=may_look_back(request.user, shown, at=now), now=now, here=here)
    if not (shown.is_on_offer or asked.may_look_back):
        raise Http404
    return Question(shown, here, asked, now)


def known_of(product: Product, known_at: datetime | None) -> Known | None:
    """What is to be judged: as we know it now, or as we knew it then; None when nothing was on record."""
    if known_at is None:
        return Known(product, documents_on_record(product), current_rulebook(), was_qualified=True)
    then = record(product, known_at=known_at)
    if then is None:
        return None
    on_record = documents_on_record(then.product, known_at)
    return Known(then.product, on_record, rulebook_at(known_at), was_qualified=then.was_qualified)


def query_of(verdict: Panel | None, here: Destination | None, asked: Asked) -> str:
    """What a link to another answer to the question keeps: destination, days, moment and what was answered before."""
    stated = {one.fact: one.value for one in verdict.stated} if verdict else {}
    return "&".join(filter(None, [urlencode({"to": here.code}) if here else "", asked.query, urlencode(stated)]))


def verdict_of(
    known: Known | None, here: Destination | None, asked: Asked, said: Mapping[str, str] | None = None
) -> Panel | None:
    """The verdict for the chosen destination, day and moment, where there is something to judge.

    ``said`` is what the address states, of the buyer's side among other things.
    """
    if known is None or here is None:
        return None
    return panel(
        known.product,
        known.on_record,
        market=here.market,
        country=here.code,
        on=asked.on,
        today=timezone.localdate(asked.known_at),
        shipment=Shipment(asked.shipped_on, said or {}, asked.pieces),
        law=known.law,
    )


def country_states(known: Known, asked: Asked) -> dict[str, MarketStatus]:
    """The product's state that day in every country that we hold rules for."""
    today = timezone.localdate(asked.known_at)
    return states(known.product, known.on_record.documents, on=asked.on, today=today, law=known.law)
