"""Before a certificate is submitted: what must be there, what differs from the document, what to compare, what is well.

Only red stands in the way, and only of what an auditor could not do without. Amber is a question. Green is what something
else than the reading proves: a check digit, a second file, the company's own particulars, a person who compared it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.certificates import form_warnings
from suppliers.certificates.kind_fields import KindFields, fields_of
from suppliers.certificates.points import Point, State, standing_points
from suppliers.companies.services import BUSINESS_LICENCE
from suppliers.documents.statements import Statement
from suppliers.identity.identifiers import credit_code_fault, normalise_credit_code
from suppliers.models import Certificate, CertificateType, Product
from suppliers.readings.field_proposals import (
    DAYS,
    FORM_FIELDS,
    Proposals,
    Proposed,
    bare_letters,
    is_same,
    is_similar_text,
)

USUAL_FIELDS = fields_of(None)


class Document(StrEnum):
    """How far the files are: nothing there, nobody reads it, not read yet, read, or not readable."""

    NONE = "none"
    UNREAD = "unread"
    WAITING = "waiting"
    READ = "read"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Claim:
    """What the person says, as it stands in the form: columns, products, and what the form finds wrong with them."""

    certificate: Certificate
    products: Sequence[Product]
    faults: Mapping[str, str]
    has_no_end: bool = False
    compared: frozenset[str] = frozenset()
    """Fields of which the person says: I compared this with the page."""
    own: Mapping[str, str] = field(default_factory=dict)
    """What a person entered without the reading, or compared, when the form was last saved; by name of what is read."""
    of_kind: KindFields = USUAL_FIELDS
    statements: tuple[Statement, ...] = ()
    """What the files say of their own standing."""


LABELS = {
    "certificate_type": gettext_lazy("Certificate type"),
    "number": gettext_lazy("Number"),
    "issuer": gettext_lazy("Issuing body"),
    "issuer_number": gettext_lazy("Number of the issuing body"),
    "issued_on": gettext_lazy("Issued on"),
    "valid_from": gettext_lazy("Valid from"),
    "valid_until": gettext_lazy("Valid until"),
    "stated_standard": gettext_lazy("Standard, with edition"),
    "stated_class": gettext_lazy("Class"),
    "stated_languages": gettext_lazy("Languages of the label"),
}
AS_READ = gettext_lazy("As read on page %(page)d; nothing else confirms it.")
ORDER = {state: place for place, state in enumerate(State)}
READ_AS = {name: str(read) for read, name in FORM_FIELDS.items()}


def readiness(claim: Claim, proposals: Proposals, document: Document, *, on: date) -> list[Point]:
    """Every point that matters for this document, what is missing first."""
    asked = form_warnings.by_field(claim.certificate, on=on)
    points = [
        _file(document),
        *(
            point
            for name in _fields_asked(claim)
            for point in _field(name, claim, _proposed_values(name, proposals), asked.get(name, []), document)
        ),
        *_products(claim, proposals.get("products", ())),
        *_holder(claim, proposals),
        *standing_points(claim.statements),
        *_other_faults(claim),
    ]
    return sorted(points, key=lambda point: ORDER[point.state])


def _fields_asked(claim: Claim) -> Iterator[str]:
    """The fields that a document of this kind has, and those that were filled nevertheless."""
    for name in LABELS:
        is_stated = name.startswith("stated_")
        if not is_stated or name.removeprefix("stated_") in claim.of_kind.stated or _claimed(claim, name):
            yield name


def _file(document: Document) -> Point:
    state, sentence = {
        Document.NONE: (State.MISSING, _("Add at least one file of the document before you submit.")),
        Document.UNREAD: (State.READY, _("There.")),
        Document.WAITING: (State.READY, _("There. It is being read; you need not wait for that.")),
        Document.READ: (State.READY, _("There, and read.")),
        Document.UNREADABLE: (
            State.CHECK,
            _("Nothing could be read in it. Can you read it yourself, page by page? If not, scan it again."),
        ),
    }[document]
    return Point(state, _("The document"), sentence, "dropzone-input")


def _proposed_values(name: str, proposals: Proposals) -> Sequence[Proposed]:
    """What was read for a field; that a document never ends was read for its last day."""
    found = proposals.get(name, ())
    return (*found, *proposals.get("has_no_end", ())) if name == "valid_until" else found


def _agrees(one: Proposed, value: str) -> bool:
    return one.field != "has_no_end" and is_same(one, value)


def _field(
    name: str, claim: Claim, read: Sequence[Proposed], asked: Sequence[str], document: Document
) -> Iterator[Point]:
    label, value = str(LABELS[name]), _claimed(claim, name)
    if name in claim.faults:
        yield Point(State.MISSING, label, claim.faults[name], f"id_{name}")
    elif not value:
        yield from _left_empty(name, label, claim, read)
    elif read and not any(_agrees(one, value) for one in read):
        sentence = _("You entered “%(claimed)s”; page %(page)d seems to say “%(read)s”. Which is right?")
        words = {"claimed": _in_words(name, value, claim), "page": read[0].page, "read": read[0].printed}
        yield Point(State.CHECK, label, sentence % words, f"id_{name}")
    elif asked:
        yield Point(State.CHECK, label, " ".join(asked), f"id_{name}")
    elif proof := _proof(name, claim, read, value):
        yield Point(State.READY, label, proof, f"id_{name}")
    else:
        yield Point(State.COMPARE, label, _unproved(read, value, document), f"id_{name}")


def _left_empty(name: str, label: str, claim: Claim, read: Sequence[Proposed]) -> Iterator[Point]:
    """An entry that may be empty: worth a question only where the document seems to have it."""
    endless = next((one for one in read if claim.has_no_end and one.field == "has_no_end"), None)
    if endless:
        is_compared = "has_no_end" in claim.compared
        sentence = _("As read on page %(page)d, and compared by you.") if is_compared else AS_READ
        state = State.READY if is_compared else State.COMPARE
        yield Point(state, label, str(sentence) % {"page": endless.page}, f"id_{name}")
    elif read and read[0].is_sure_enough:
        sentence = _("You left this empty; page %(page)d seems to say “%(read)s”.")
        yield Point(State.CHECK, label, sentence % {"page": read[0].page, "read": read[0].printed}, f"id_{name}")
    elif name == "valid_until" and claim.has_no_end:
        yield Point(State.READY, label, _("The document names no last day."), f"id_{name}")


def _proof(name: str, claim: Claim, read: Sequence[Proposed], value: str) -> str:
    """What else than the reading says that this is the value; empty where nothing does."""
    same = [one for one in read if _agrees(one, value) and not one.is_derived]
    words = {"page": same[0].page} if same else {}
    if same and name in claim.compared:
        return _("As read on page %(page)d, and compared by you.") % words
    if len({one.file for one in same}) > 1:
        return _("The same in two files.")
    if name == "number" and claim.certificate.certificate_type_id == BUSINESS_LICENCE and _is_own_code(claim, value):
        return _("Your company's credit code, and its check digit fits.")
    if same and claim.own.get(READ_AS[name]) == value:
        return _("Entered by you, and read on page %(page)d.") % words
    return ""


def _is_own_code(claim: Claim, value: str) -> bool:
    code = normalise_credit_code(value)
    return code == claim.certificate.supplier.credit_code and credit_code_fault(code) is None


def _unproved(read: Sequence[Proposed], value: str, document: Document) -> str:
    same = next((one for one in read if _agrees(one, value)), None)
    if same and same.is_derived:
        return _("The day of issue, read on page %(page)d; no first day was read.") % {"page": same.page}
    if same:
        return str(AS_READ) % {"page": same.page}
    return _("Entered by you; not found on the document.") if document == Document.READ else _("Entered by you.")


def _products(claim: Claim, read: Sequence[Proposed]) -> Iterator[Point]:
    if "products" in claim.of_kind.hidden:
        return
    label = _("Products that it covers")
    if "products" in claim.faults:
        yield Point(State.MISSING, label, claim.faults["products"], "id_products")
    elif not claim.products:
        sentence = _("None ticked: then the document opens no market for any product.")
        yield Point(State.CHECK, label, sentence, "id_products")
    elif unnamed := [product for product in claim.products if read and not _is_named(product, read)]:
        sentence = _("The document seems to name %(read)s, not %(claimed)s. Does it cover what you ticked?")
        words = {
            "read": ", ".join(dict.fromkeys(one.printed for one in read)),
            "claimed": ", ".join(product.model for product in unnamed),
        }
        yield Point(State.CHECK, label, sentence % words, "id_products")
    elif read:
        yield Point(State.READY, label, _("The model stands on the document."), "id_products")
    else:
        yield Point(State.COMPARE, label, _("Ticked by you; no model was read."), "id_products")


def _is_named(product: Product, read: Sequence[Proposed]) -> bool:
    model = bare_letters(product.model)
    return not model or any(model in bare_letters(one.value) for one in read)


def _holder(claim: Claim, proposals: Proposals) -> Iterator[Point]:
    """Whose document it is, against what the company says of itself. Nothing read, nothing said."""
    if "holder_reason" in claim.faults:
        return
    certificate, company = claim.certificate, claim.certificate.supplier
    ours = {"credit_code": [company.credit_code], "holder_zh": [company.name_zh], "holder_en": [company.name_en]}
    known = [(name, read) for name in ours if (read := proposals.get(name)) and any(ours[name])]
    if not known:
        return
    label = _("Holder")
    others = [
        read[0]
        for name, read in known
        if not any(is_similar_text(one.value, own) for one in read for own in ours[name])
    ]
    if not others:
        state = State.COMPARE if _is_only_named(certificate, known) else State.READY
        sentence = _("Your company, as read on page %(page)d.") % {"page": known[0][1][0].page}
        yield Point(state, label, sentence, "document")
        return
    sentence = _("Page %(page)d seems to name “%(read)s”; your company's page says “%(ours)s”. Is this your document?")
    words = {"page": others[0].page, "read": others[0].printed, "ours": ours[others[0].field][0]}
    yield Point(State.CHECK, label, sentence % words, "document")


def _is_only_named(certificate: Certificate, known: Sequence[tuple[str, Sequence[Proposed]]]) -> bool:
    """Whether a licence names the company without its code: the company's page may have been filled from that licence."""
    is_licence = certificate.certificate_type_id == BUSINESS_LICENCE
    return is_licence and all(name != "credit_code" for name, _read in known)


def _other_faults(claim: Claim) -> Iterator[Point]:
    for name, sentence in claim.faults.items():
        if name not in LABELS and name != "products":
            yield Point(State.MISSING, _("Please look again"), sentence, f"id_{name}")


def _claimed(claim: Claim, name: str) -> str:
    if name.startswith("stated_"):
        return str(claim.certificate.stated.get(name.removeprefix("stated_"), ""))
    value = getattr(claim.certificate, name)
    return value.pk if isinstance(value, CertificateType) else str(value or "")


def _in_words(name: str, value: str, claim: Claim) -> str:
    if name == "certificate_type":
        return str(claim.certificate.certificate_type)
    return date_format(date.fromisoformat(value), "DATE_FORMAT") if name in DAYS else value
