"""An issued document as it is printed: boxes of parties, facts, tables and sentences, labels in English and Chinese.

What an invoice names follows UCP 600 art. 18 (issuer, buyer, currency, goods as in the contract) and the UN layout key of
trade documents: parties on the left, numbers and terms on the right, goods below.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from buyers.delivery.services.issued.codes import check_address
from buyers.delivery.services.issued.labels import both, country_words, day, kind_words, label, mode_words, one_line
from buyers.delivery.services.issued.tables import documents_table, goods_table, lots_table
from buyers.terms.delivery.issued import Document, Party, Payment, Way
from buyers.terms.delivery.places import place_of
from buyers.trade.services.contract_words import document_words, plan_words
from buyers.trade.services.printing import typeset

TEMPLATE = Path(__file__).resolve().parents[2] / "typst" / "document.typ"
DIGITS = 16
"""Characters of the digest on top of each page: enough to see that two prints are of one version."""
OFFERS = ("quote", "proforma_invoice")
PRICED = (*OFFERS, "commercial_invoice")
PREPAID = ("CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP")
"""Rules by which the supplier pays the main carriage."""
ORIGIN_SENTENCE = _(
    "The exporter declares that these are the goods sold and their actual prices, and that their country of origin is the one stated."
)
CHECK_SENTENCE = _(
    "The QR code on each page leads to the state of this version today: current, replaced or withdrawn. Compare the number and the SHA-256."
)
PROFORMA_SENTENCE = _(
    "This is no demand for payment and no receipt: it states what will be invoiced when goods are shipped."
)
HELD_SENTENCE = _("Pay only into the account that the page of the order shows, with the reference that stands there.")
DIRECT_SENTENCE = _(
    "The whole number of the account stands on the page of the order alone: pay to no account that only a message or a document names."
)


def pdf_of(document: Document, digest: str, *, at: datetime) -> bytes:
    """The file: PDF/A-2b, the same bytes for the same document, digest and moment."""
    address = check_address(document.number, document.version)
    return typeset(TEMPLATE, content_of(document, digest), address=address, at=at)


def content_of(document: Document, digest: str) -> dict[str, Any]:
    """All words of the document, as the template reads them."""
    version = one_line(label("version"))
    return {
        "title": kind_words(document.kind),
        "number": document.number,
        "head": {
            "left": f"{document.number} · {version} {document.version}",
            "right": f"SHA-256 {digest[:DIGITS]}…",
        },
        "digest": digest,
        "boxes": _boxes(document),
        "facts": _facts(document),
        "changed": {"label": label("changed"), "words": document.changed} if document.changed else None,
        "tables": [
            *([goods_table(document)] if document.lines else []),
            *([lots_table(document)] if document.lots else []),
            *([documents_table(document)] if document.listed else []),
        ],
        "sections": [one for one in _sections(document) if one["facts"] or one["rows"] or one["sentences"]],
    }


def _boxes(document: Document) -> list[dict[str, Any]]:
    is_offer = document.kind in OFFERS
    boxes = [
        _box("seller" if is_offer else "exporter", _party(document.exporter)),
        _box("buyer" if is_offer else "consignee", _party(document.consignee)),
    ]
    return [*boxes, *([_box("notify", document.notify.split("\n"))] if document.notify else [])]


def _box(key: str, rows: list[str]) -> dict[str, Any]:
    return {"label": label(key), "rows": rows}


def _party(party: Party) -> list[str]:
    rows = (*dict.fromkeys((party.name, party.name_zh)), party.address, country_words(party.country), party.code)
    return [row for row in rows if row]


def _row(key: str, *values: str) -> dict[str, Any] | None:
    found = [value for value in values if value]
    return {"label": label(key), "rows": found} if found else None


def _facts(document: Document) -> list[dict[str, Any]]:
    origins = dict.fromkeys(line.origin for line in document.lines)
    contract = f"{document.order}, {one_line(label('version'))} {document.contract_version}"
    delivery = f"{document.incoterm} {document.place}, Incoterms® {document.incoterms_edition}"
    rows = (
        _row("number", document.number),
        _row("version", str(document.version)),
        _row("day", day(document.issued_on)),
        _row("contract", contract) if document.contract_version else None,
        _row("shipment", document.shipment),
        _row("invoice", document.invoice),
        _row("valid", day(document.valid_until)),
        _row("lead_time", _days(document.lead_time_days)),
        _row("origin", *(country_words(one) for one in origins)),
        _row("destination", country_words(document.destination)),
        _row("delivery", delivery) if document.incoterm else None,
        _row("transport", mode_words(document.mode)),
        _row("currency", document.currency) if document.kind in PRICED else None,
        _row("originals", str(document.originals)) if document.originals else None,
        _row("freight_terms", _freight(document)) if document.kind == "shipping_instruction" else None,
    )
    return [row for row in rows if row]


def _days(days: int | None) -> str:
    if days is None:
        return ""
    return one_line(both(lambda: ngettext("%(days)s day", "%(days)s days", days) % {"days": days}))


def _freight(document: Document) -> str:
    return one_line(both(_("prepaid") if document.incoterm in PREPAID else _("collect")))


def _sections(document: Document) -> list[dict[str, Any]]:
    included = [_included(kind) for kind in document.documents]
    sentences = [ORIGIN_SENTENCE] if document.kind == "commercial_invoice" else []
    return [
        _section("payment", *_payment(document)) if document.kind in PRICED else _section("payment"),
        _section("included", [_row("documents", *included)]),
        _section("legs", [_leg(leg) for leg in document.legs]),
        _section("marks", rows=document.marks.splitlines()),
        _section("remarks", rows=document.remarks.splitlines()),
        _section("declaration", [], sentences),
        _section("check", [], [CHECK_SENTENCE]),
    ]


def _included(kind: str) -> str:
    return one_line(both(lambda: document_words(kind)))


def _section(
    key: str, facts: Sequence[Any] = (), sentences: Sequence[Any] = (), rows: Sequence[str] = ()
) -> dict[str, Any]:
    """``facts`` have labels, ``rows`` are text as it was typed, ``sentences`` stand in both languages."""
    return {
        "title": label(key),
        "facts": [row for row in facts if row],
        "rows": list(rows),
        "sentences": [both(one) for one in sentences],
    }


def _payment(document: Document) -> tuple[list[Any], list[Any]]:
    payment: Payment = document.payment
    plan = one_line(both(lambda: plan_words(payment.plan))) if payment.plan else ""
    rows = [
        _row("plan", plan),
        _row("paid_to", payment.holder or payment.beneficiary),
        _row("bank", payment.bank),
        _row("swift", payment.swift),
        _row("account", f"•••• {payment.account_end}" if payment.account_end else ""),
    ]
    sentences = [PROFORMA_SENTENCE] if document.kind == "proforma_invoice" else []
    if payment.holder:
        sentences.append(HELD_SENTENCE)
    elif payment.beneficiary:
        sentences.append(DIRECT_SENTENCE)
    return rows, sentences


def _place(code: str) -> str:
    """A place by its code, with its name where our list has it."""
    place = place_of(code)
    return f"{place.name} ({code})" if place else code


def _leg(leg: Way) -> dict[str, Any] | None:
    vehicle = " ".join(filter(None, (leg.vehicle, leg.voyage)))
    container = ", ".join(filter(None, (leg.container, leg.seal)))
    rows = (
        f"{_place(leg.origin)} → {_place(leg.destination)} ({mode_words(leg.mode)})",
        " · ".join(filter(None, (leg.carrier, vehicle))),
        f"{one_line(label('container'))}: {container}" if container else "",
        f"{one_line(label('bill'))}: {leg.bill}" if leg.bill else "",
    )
    return _row("from_to", *rows)
