"""A landed cost in words: each part with its sum, its share of a piece, and who says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from buyers.catalogue.prices import money
from buyers.delivery.models import DutyRate
from buyers.delivery.services.costs.landing import QuoteSum
from buyers.delivery.services.costs.subjects import Subject
from buyers.terms.delivery.freight import line_kinds, per_piece
from buyers.terms.delivery.landed import Cost, Landed
from buyers.trade.services.contract_words import percent
from buyers.trade.services.words import money_words


@dataclass(frozen=True)
class CostRow:
    """A part as the page and the file show it. ``is_estimate`` and ``missing`` mark what is not certain."""

    label: str
    amount: str
    per_piece: str
    mark: str
    missing: str
    is_estimate: bool


def cost_rows(subject: Subject, found: Landed, chosen: QuoteSum | None) -> list[CostRow]:
    """Each part of the delivered price."""
    return [_row(subject, cost, chosen) for cost in found.costs]


def rate_rows(rates: Iterable[DutyRate]) -> list[tuple[str, str]]:
    """Typed rates with their product, source and day."""
    words = _("%(kind)s %(rate)s %(basis)s; %(source)s, %(day)s, typed by %(person)s")
    return [
        (
            row.product.display_name,
            words
            % {
                "kind": row.get_kind_display(),
                "rate": percent(row.basis_points),
                "basis": row.get_basis_display(),
                "source": row.source,
                "day": date_format(row.as_of),
                "person": row.typed_by,
            },
        )
        for row in rates
    ]


def _row(subject: Subject, cost: Cost, chosen: QuoteSum | None) -> CostRow:
    language, kinds = get_language() or "en", line_kinds()
    is_in_price = cost.mark == "price" and not cost.amount
    pieces = subject.pieces
    each = ""
    if pieces and cost.amount:
        each = money(per_piece(cost.amount, subject.currency, pieces).normalize(), subject.currency)
    missing = [
        kinds[code].label.read_in(language) if code in kinds else cost.part.label.read_in(language)
        for code in cost.missing
    ]
    return CostRow(
        label=cost.part.label.read_in(language),
        amount=_("in the price") if is_in_price else _amount(subject, cost),
        per_piece=each,
        mark=_mark(cost, chosen),
        missing=", ".join(missing),
        is_estimate=cost.mark in ("estimate", "rate"),
    )


def _amount(subject: Subject, cost: Cost) -> str:
    return _("no figure") if cost.mark == "missing" else money_words(cost.amount, subject.currency)


def _mark(cost: Cost, chosen: QuoteSum | None) -> str:
    forwarder = {"forwarder": chosen.quote.forwarder} if chosen else {"forwarder": ""}
    match cost.mark:
        case "price":
            return _("price of the goods")
        case "quoted":
            return _("quoted by %(forwarder)s") % forwarder
        case "tariff":
            return _("published tariff, from %(forwarder)s") % forwarder
        case "rate":
            return _("estimate by rates that a person typed")
        case "missing":
            return _("nobody has stated a figure")
    if chosen and chosen.rate_day:
        words = _("estimate: %(forwarder)s, converted at the reference rate of %(day)s")
        return words % {**forwarder, "day": date_format(chosen.rate_day)}
    return _("estimate, from %(forwarder)s") % forwarder
