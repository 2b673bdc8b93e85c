"""Contradictions between the documents of an order, in words, each with both values and both places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.delivery.models import IssuedDocument, Shipment, ShipmentDocument
from buyers.delivery.services.issued.documents import current_documents
from buyers.delivery.services.issued.labels import kilograms, kind_words
from buyers.delivery.services.issued.stating import (
    dossier_of,
    invoiced_of,
    stated_of_document,
    stated_of_inspections,
    stated_of_upload,
)
from buyers.terms.delivery.cross_checks import find
from buyers.terms.delivery.issued import Document
from buyers.terms.delivery.stated import Finding, Place, Stated, Value
from buyers.trade.models import Contract, Order
from buyers.trade.services.contracts import contract_in_force
from buyers.trade.services.words import money_words

SENTENCES: Mapping[str, Promise] = {
    "quantity_differs": gettext_lazy("Two documents name different quantities of the same goods."),
    "quantity_above_contract": gettext_lazy("The invoices together name more than the contract allows."),
    "currency_differs": gettext_lazy("A document is in another currency than the contract."),
    "incoterm_differs": gettext_lazy("A document names another rule of delivery than the contract."),
    "place_differs": gettext_lazy("A document names another place of delivery than the contract."),
    "price_differs": gettext_lazy("A unit price is not the one of the contract."),
    "consignee_differs": gettext_lazy("The consignee is not the buyer of the contract."),
    "beneficiary_differs": gettext_lazy("The beneficiary is not the registered company: ask before anybody pays."),
    "model_differs": gettext_lazy("The model is not the same in two documents."),
    "lots_not_in_report": gettext_lazy("Lots are shipped that no report on file names."),
    "lot_failed": gettext_lazy("A lot is shipped whose last report failed."),
    "hs_not_of_type": gettext_lazy("The customs code is none that this type of product has in the rulebook."),
    "net_not_below_gross": gettext_lazy("The net weight is not below the gross weight."),
    "gross_differs": gettext_lazy("Two documents name different gross weights."),
    "cartons_differ": gettext_lazy("Two documents name different numbers of cartons."),
    "cartons_do_not_hold_quantity": gettext_lazy("Cartons times units per carton do not give the quantity."),
    "shipped_late": gettext_lazy("The goods were on board after the latest day of the contract."),
    "days_backwards": gettext_lazy("A day is earlier than the day that it has to follow."),
    "insured_late": gettext_lazy("The insurance begins after the goods were shipped."),
    "insured_too_little": gettext_lazy("The sum insured is less than the rule of delivery asks for."),
}
WEIGHTS = frozenset({"net_not_below_gross", "gross_differs"})
AMOUNTS = frozenset({"insured_too_little"})


@dataclass(frozen=True)
class FindingWords:
    """A finding as a page shows it: what is wrong, and both values with their places."""

    code: str
    severity: str
    sentence: str
    left: str
    left_place: str
    right: str
    right_place: str


def findings_of(
    order: Order, shipment: Shipment | None = None, *, contract: Contract | None = None
) -> list[FindingWords]:
    """Contradictions of one shipment of the order, or of all of them. Nothing before both sides signed.

    ``contract``: the one in force, where the caller has it.
    """
    return in_words(raw_findings(order, shipment, contract=contract))


def raw_findings(
    order: Order,
    shipment: Shipment | None = None,
    *,
    draft: Document | None = None,
    contract: Contract | None = None,
) -> list[Finding]:
    """The same as data; with a ``draft`` as if it were issued in the place of what has its number."""
    contract = contract or contract_in_force(order)
    if contract is None:
        return []
    current = current_documents(order)
    uploads = list(ShipmentDocument.objects.filter(order=order, replaced_by=None, withdrawal=None))
    lines = list(order.lines.select_related("product__product_type"))
    reports = stated_of_inspections(order)
    shipments = order.shipments.prefetch_related("lots", "events").order_by("number")
    found: list[Finding] = []
    for one in shipments.filter(pk=shipment.pk) if shipment else shipments:
        stated = [*_of_issued(one, current, draft), *_of_uploads(one, uploads), *reports]
        dossier = dossier_of(order, contract, lines, one, stated)
        found += find(replace(dossier, invoiced=_invoiced(current, draft)))
    return list(dict.fromkeys(found))


def in_words(findings: Sequence[Finding]) -> list[FindingWords]:
    """The findings in the reader's language."""
    return [
        FindingWords(
            code=one.code,
            severity=one.severity,
            sentence=str(SENTENCES[one.code]),
            left=_value(one, one.left),
            left_place=_place(one.left.place),
            right=_value(one, one.right),
            right_place=_place(one.right.place),
        )
        for one in findings
    ]


def _of_issued(shipment: Shipment, current: Sequence[IssuedDocument], draft: Document | None) -> list[Stated]:
    """What documents of this shipment state, and those that serve every shipment."""
    number = draft.number if draft else ""
    mine = [one for one in current if one.shipment_id in (None, shipment.pk) and one.number != number]
    stated = [stated_of_document(one.document) for one in mine]
    return [*([stated_of_document(draft)] if draft else []), *stated]


def _of_uploads(shipment: Shipment, uploads: Sequence[ShipmentDocument]) -> list[Stated]:
    """What uploaded documents state, as far as somebody typed it."""
    mine = (one for one in uploads if one.shipment_id in (None, shipment.pk))
    return [stated_of_upload(one.kind, one.number, one.issued_on, one.stated) for one in mine]


def _invoiced(current: Sequence[IssuedDocument], draft: Document | None) -> dict[int, int]:
    others = [one for one in current if draft is None or one.number != draft.number]
    found = invoiced_of(others)
    if draft is not None and draft.kind == IssuedDocument.Kind.INVOICE:
        for line in draft.lines:
            found[line.number] = found.get(line.number, 0) + line.quantity
    return found


def _value(finding: Finding, value: Value) -> str:
    what = value.what
    if isinstance(what, tuple):
        return ", ".join(what)
    if isinstance(what, date):
        return date_format(what)
    if isinstance(what, Decimal):
        return f"{finding.currency} {what.normalize():f}"
    if isinstance(what, int):
        if finding.code in WEIGHTS:
            return f"{kilograms(what)} kg"
        return money_words(what, finding.currency) if finding.code in AMOUNTS else f"{what:,}"
    return what


def _place(place: Place) -> str:
    """Where a value stands: ``Commercial invoice INV-KP-2026-000123-1, version 2, line 1``."""
    parts = [f"{_kind(place.kind)} {place.number}".strip()]
    if place.version:
        parts.append(_("version %(version)s") % {"version": place.version})
    if place.line:
        parts.append(_("line %(line)s") % {"line": place.line})
    if place.lot:
        parts.append(_("lot %(lot)s") % {"lot": place.lot})
    return ", ".join(parts)


def _kind(kind: str) -> str:
    own = {"shipment": _("Shipment"), "supplier": _("Registered name"), "product_type": _("Rulebook")}
    words = kind_words(kind)
    return own.get(kind) or words["zh" if (get_language() or "").startswith("zh") else "en"]
