"""The terms of an order in words: what a person reads before signing, in the language in force. One source for page and PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from buyers.catalogue.prices import number
from buyers.models import DocumentKind
from buyers.terms import legal
from buyers.terms.clock import clocks
from buyers.terms.contract import LineTerms, PartTerms, Terms
from buyers.terms.plans import milestones
from buyers.trade.mail.deadlines import minor_words, price_words
from buyers.trade.models import QuoteRevision
from buyers.trade.services.contract_choices import FORCE_MAJEURE, FREIGHT_FOLLOWS, charge_kind, choice_words
from kpmarket.foundation.places import place_name
from suppliers.models.supply import Unit

Row = tuple[str, str]
"""A label and what is agreed."""


@dataclass(frozen=True)
class Section:
    """A heading with rows of label and value, and sentences below them."""

    title: str
    rows: tuple[Row, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineWords:
    """A line of the goods, each cell as it is printed."""

    number: int
    name: str
    detail: str
    quantity: str
    price: str
    amount: str


def lines_in_words(terms: Terms) -> list[LineWords]:
    """The goods, line by line."""
    return [_line(line, terms.currency) for line in terms.lines]


def sections_of(terms: Terms) -> list[Section]:
    """Everything but the goods, in the order in which it is read."""
    return [
        Section(_("Parties"), tuple(_parties(terms))),
        Section(_("Price and payment"), tuple(_price(terms)), tuple(_holding(terms))),
        Section(_("Delivery"), tuple(_delivery(terms))),
        Section(_("Inspection and acceptance"), tuple(_acceptance(terms))),
        Section(_("Documents"), (), tuple(document_words(one) for one in terms.documents) or (_("None agreed"),)),
        Section(_("Law and disputes"), tuple(_law(terms))),
        Section(_("Change and end"), (), tuple(_end(terms))),
        *([Section(_("Cancelled units"), tuple(_cancelled(terms)))] if terms.cancelled else []),
        *([Section(_("Both sides sign for this"), (), terms.acknowledged)] if terms.acknowledged else []),
        *([Section(_("Remark"), (), (terms.note,))] if terms.note else []),
    ]


def unit_words(unit: str) -> str:
    return str(Unit(unit).label) if unit in Unit.values else unit


def document_words(kind: str) -> str:
    return str(DocumentKind(kind).label) if kind in DocumentKind.values else kind


def plan_words(plan: str) -> str:
    known = milestones().plans.get(plan)
    return known.label.read_in(_language()) if known else plan


def event_words(event: str) -> str:
    known = milestones().events.get(event)
    return known.label.read_in(_language()) if known else event


def evidence_words(kind: str) -> str:
    known = milestones().evidence.get(kind)
    return known.label.read_in(_language()) if known else kind


def percent(basis_points: int) -> str:
    """Without digits that say nothing: 5 %, 2.5 %."""
    return f"{basis_points / 100:g} %"


def shelf_life_words(terms: Terms) -> str:
    """What each lot must have left on arrival; empty where nothing was agreed."""
    months, share = terms.shelf_life_months, terms.shelf_life_bp
    of_months = ngettext("at least %(count)s month", "at least %(count)s months", months) % {"count": months}
    of_share = _("at least %(percent)s of the whole life of the lot") % {"percent": percent(share)}
    return _joined([*([of_months] if months else []), *([of_share] if share else [])])


def inspection_words(inspection: object) -> str:
    """The sampling plan, as inspectors write it."""
    plan = dict(inspection)  # type: ignore[call-overload]
    if not plan:
        return _("None agreed")
    return _("ISO 2859-1, level %(level)s; AQL critical %(critical)s, major %(major)s, minor %(minor)s") % plan


def lines_in_numbers(lines: Iterable[int]) -> str:
    """Lines by their numbers."""
    return "; ".join(_("Line %(number)s") % {"number": line} for line in lines)


def _language() -> str:
    return get_language() or "en"


def _line(line: LineTerms, currency: str) -> LineWords:
    is_chinese = _language().startswith("zh")
    name = (line.name_zh or line.name) if is_chinese else (line.name or line.name_zh)
    unit = unit_words(line.unit)
    if line.pieces and line.pieces > 1:
        unit = ngettext("%(unit)s of %(count)s piece", "%(unit)s of %(count)s pieces", line.pieces) % {
            "unit": unit,
            "count": number(line.pieces),
        }
    parts = (
        line.model,
        f"HS {line.hs_code}" if line.hs_code else "",
        line.specification,
        _("cleared until %(day)s, as known at placing") % {"day": date_format(line.cleared_until)}
        if line.cleared_until
        else "",
    )
    return LineWords(
        line.number,
        name,
        " · ".join(filter(None, parts)),
        f"{number(line.quantity)} × {unit}",
        price_words(line.unit_price, currency),
        minor_words(line.amount, currency),
    )


def _parties(terms: Terms) -> Iterator[Row]:
    address = ", ".join(filter(None, (terms.buyer_address, place_name(terms.buyer_country))))
    yield _("Buyer"), " · ".join(filter(None, (terms.buyer, address)))
    supplier = " · ".join(dict.fromkeys(filter(None, (terms.supplier, terms.supplier_zh))))
    yield _("Supplier"), " · ".join(filter(None, (supplier, terms.supplier_address)))


def _price(terms: Terms) -> Iterator[Row]:
    for charge in terms.charges:
        yield charge_kind(charge.kind), minor_words(charge.amount, terms.currency)
    yield _("Total"), minor_words(terms.total, terms.currency)
    yield _("Payment plan"), plan_words(terms.plan)
    for part in terms.parts:
        yield _("Part %(number)s") % {"number": part.number}, _part(part, terms)


def _part(part: PartTerms, terms: Terms) -> str:
    days = part.pay_within_days
    due = ngettext(
        "%(amount)s (%(share)s), due %(days)s day after: %(event)s.",
        "%(amount)s (%(share)s), due %(days)s days after: %(event)s.",
        days,
    ) % {
        "amount": minor_words(part.amount, terms.currency),
        "share": percent(part.share_bp),
        "days": days,
        "event": event_words(part.due),
    }
    if not terms.holder:
        return due
    release = _("Released to the supplier after: %(event)s") % {"event": event_words(part.release)}
    proof = _joined(evidence_words(kind) for kind in part.evidence)
    return f"{due} {release}" + (f" ({proof})." if proof else ".")


def _joined(words: Iterable[str]) -> str:
    return "; ".join(words)


def _holding(terms: Terms) -> Iterator[str]:
    """Who keeps the money, and what several shipments do to a part of the price."""
    yield _assurance(terms)
    counted = {event.id for event in milestones().events.values() if event.of_quantity}
    if any(part.due in counted or part.release in counted for part in terms.parts):
        yield _(
            "Goods may travel in several shipments. A part of the price is then due, and released, once its event is proven for the last of the ordered quantity, not for each shipment."
        )


def _assurance(terms: Terms) -> str:
    if not terms.holder:
        return _("No third party keeps money for this order: what the buyer pays goes straight to the supplier.")
    text = _("%(holder)s keeps each payment until it is released, and nothing else is promised.")
    return text % {"holder": terms.holder}


def _delivery(terms: Terms) -> Iterator[Row]:
    yield _("Incoterm"), f"{terms.incoterm} {terms.place} (Incoterms® {terms.incoterms_edition})"
    modes = dict(QuoteRevision.Mode.choices)
    yield _("Transport"), str(modes.get(terms.mode, terms.mode))
    yield _("Destination"), place_name(terms.destination)
    yield _("Shipped at the latest"), date_format(terms.latest_shipment)
    yield _("Expected to enter"), date_format(terms.expected_entry)
    if terms.tolerance_bp:
        yield _("Quantity"), _("up to %(percent)s more or less") % {"percent": percent(terms.tolerance_bp)}
    else:
        yield _("Quantity"), _("exactly as ordered")
    if terms.label_language:
        yield _("Language of labels"), terms.label_language


def _acceptance(terms: Terms) -> Iterator[Row]:
    yield _("Sampling"), inspection_words(terms.inspection)
    text = ngettext(
        "%(days)s day from delivery; silence accepts what nobody rejected",
        "%(days)s days from delivery; silence accepts what nobody rejected",
        terms.acceptance_days,
    )
    yield _("Acceptance"), text % {"days": terms.acceptance_days}
    if terms.shelf_life_months or terms.shelf_life_bp:
        yield _("Shelf life left on arrival"), shelf_life_words(terms)
    if terms.accepts_failed:
        yield _("Accepted although the inspection failed"), lines_in_numbers(terms.accepts_failed)


def _law(terms: Terms) -> Iterator[Row]:
    law, forum = legal.laws().get(terms.law), legal.forums().get(terms.forum)
    yield _("Law"), law.label.read_in(_language()) if law else terms.law
    if forum is None:
        yield _("Disputes"), terms.forum
        return
    yield _("Disputes"), forum_words(forum, terms.seat)
    if terms.arbitrators:
        yield _("Arbitrators"), number(terms.arbitrators)
    if terms.arbitration_language:
        yield _("Language of the arbitration"), choice_words("arbitration_language", terms.arbitration_language)


def forum_words(forum: legal.Forum, seat: str = "") -> str:
    """The institution with its rules and the seat, in a sentence of ours."""
    text = _("Arbitration by the %(institution)s under its rules of %(year)s or those in force then; seat: %(seat)s")
    language = _language()
    return text % {
        "institution": forum.label.read_in(language),
        "year": forum.rules,
        "seat": seat or forum.seat.read_in(language),
    }


def _cancelled(terms: Terms) -> Iterator[Row]:
    """What is no longer owed; who may end it alone gave its cause."""
    for one in terms.cancelled:
        yield _("Line %(number)s") % {"number": one.line}, number(one.quantity)
    if terms.by_right:
        yield _("Ended by one side, which may"), choice_words("by_right", terms.by_right)


def _end(terms: Terms) -> Iterator[str]:
    yield _("These terms change only by a version that both sides sign.")
    if terms.force_majeure_days:
        yield FORCE_MAJEURE % {"notice": clocks()["force_majeure_notice"].days, "days": terms.force_majeure_days}
    if terms.holder:
        text = _(
            "Before production begins the buyer may end the order; the supplier then keeps %(percent)s of what was paid in."
        )
        yield text % {"percent": percent(terms.cancel_fee_bp)}
    else:
        yield _("Before production begins the buyer may end the order.")
    text = ngettext(
        "%(days)s day after the latest day of shipment the buyer may end the order for what was not shipped.",
        "%(days)s days after the latest day of shipment the buyer may end the order for what was not shipped.",
        terms.grace_days,
    )
    yield text % {"days": terms.grace_days}
    if terms.freight_follows:
        yield str(FREIGHT_FOLLOWS)
