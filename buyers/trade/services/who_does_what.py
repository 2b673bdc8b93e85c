"""Who does what under a rule of delivery, who pays for it and where the risk passes, with the names and places of an order."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from buyers.models import Thread
from buyers.services.delivery_terms import DeliveryNote, notes_on
from buyers.terms.contract import Terms
from buyers.terms.incoterms import Duty, Rule, edition, rules
from buyers.trade.models import ImporterOfRecord, QuoteRevision
from buyers.trade.services.importers import importer_for
from buyers.trade.services.words import event_words
from kpmarket.foundation.places import place_name


@dataclass(frozen=True)
class Deal:
    """What the table needs of an order or a quote. ``supplier_pk`` is whose importers are asked for."""

    rule: str
    place: str
    mode: str
    destination: str
    supplier: str
    buyer: str
    supplier_pk: int


@dataclass(frozen=True)
class DutyRow:
    """Something that has to be done: who does it and who pays for it, by name."""

    label: str
    does: str
    pays: str


@dataclass(frozen=True)
class WhoDoesWhat:
    """The whole table. ``importer`` is there under DDP alone, where one is on file."""

    heading: str
    risk: str
    costs: str
    place: str
    proof: str
    insurance: str
    rows: tuple[DutyRow, ...]
    notes: tuple[DeliveryNote, ...]
    importer: ImporterOfRecord | None


def deal_of_terms(terms: Terms, supplier_pk: int) -> Deal:
    """Of an order, by its contract."""
    is_chinese = _language().startswith("zh")
    supplier = terms.supplier_zh if is_chinese and terms.supplier_zh else terms.supplier
    return Deal(terms.incoterm, terms.place, terms.mode, terms.destination, supplier, terms.buyer, supplier_pk)


def deal_of_revision(revision: QuoteRevision, thread: Thread) -> Deal:
    """Of a quote in that conversation; its supplier and its enquiry with the buyer are read."""
    return Deal(
        revision.incoterm,
        revision.place,
        revision.mode,
        thread.enquiry.destination,
        thread.supplier.display_name,
        thread.enquiry.buyer.organisation,
        thread.supplier_id,
    )


def who_does_what(deal: Deal) -> WhoDoesWhat | None:
    """The table; None for a rule that nobody knows. One query under DDP, else none."""
    rule = rules().get(deal.rule)
    if rule is None:
        return None
    importer = importer_for(deal.rule, deal.supplier_pk, deal.destination)
    return WhoDoesWhat(
        heading=f"{rule.code} {deal.place} · Incoterms {edition()}",
        risk=rule.risk.read_in(_language()),
        costs=rule.costs.read_in(_language()),
        place=_("%(kind)s: %(place)s") % {"kind": rule.place.label.read_in(_language()), "place": deal.place},
        proof=event_words(rule.proof),
        insurance=_insurance(rule),
        rows=tuple(_row(duty, deal) for duty in rule.duties),
        notes=tuple(notes_on(deal.rule, deal.place, deal.mode, has_importer=importer is not None)),
        importer=importer,
    )


def _row(duty: Duty, deal: Deal) -> DutyRow:
    label = duty.label.read_in(_language())
    if duty.id == "import_clearance":
        label = f"{label}, {place_name(deal.destination)}"
    match duty.by:
        case "supplier":
            return DutyRow(label, deal.supplier, deal.supplier)
        case "buyer":
            return DutyRow(label, deal.buyer, deal.buyer)
        case "nobody":
            words = _("whoever wants it; neither owes it to the other")
            return DutyRow(label, words, words)
        case "premises":
            names = {"supplier": deal.supplier, "buyer": deal.buyer}
            words = _("%(supplier)s at its own premises, elsewhere %(buyer)s") % names
            return DutyRow(label, words, words)
    words = _("as the contract of carriage says, else %(buyer)s") % {"buyer": deal.buyer}
    return DutyRow(label, words, words)


def _insurance(rule: Rule) -> str:
    if rule.insurance is None:
        return ""
    words = _("Institute Cargo Clauses (%(clauses)s) over %(percent)s %% of the price")
    return words % {"clauses": rule.insurance.clauses, "percent": rule.insurance.percent_of_price}


def _language() -> str:
    return get_language() or "en"
