"""Facts that contradict each other: what a product is said to be, and what its document says."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.compliance.contradictions import (
    CLASS_DIFFERS,
    MANUFACTURER_DIFFERS,
    STERILITY_DIFFERS,
    contradiction,
    line_that_is_not_sterile,
)
from audits.compliance.dossier import Evidence, statements
from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("Facts of the product")


CLASS_OF_PRODUCT_DIFFERS = TOPIC.declare(
    CLASS_DIFFERS,
    Severity.CONTRADICTION,
    _("The document is for %(stated)s; the product %(model)s is stated as %(own)s."),
    reason=RevisionReason.NOT_COVERED,
    blocks_approval=True,
)


def class_of_product(case: Case) -> Iterator[Finding]:
    """A document for another class than that of a product that it is claimed for."""
    if case.law is None:
        return
    claim = Evidence(case.kind.id, stated=statements({"standard": case.claim.standards, "class": case.claim.classes}))
    for item in case.items:
        found = contradiction(item.facts, item.standards, claim, case.law.vocabulary)
        if found:
            yield CLASS_OF_PRODUCT_DIFFERS.finding(model=item.model, own=found.own, stated=found.stated)


STERILITY_OF_PRODUCT_DIFFERS = TOPIC.declare(
    STERILITY_DIFFERS,
    Severity.CONTRADICTION,
    _("The document says “%(read)s”; the product %(model)s is stated as sterile."),
    reason=RevisionReason.NOT_COVERED,
    blocks_approval=True,
)


def sterility(case: Case) -> Iterator[Finding]:
    """A sterile product on a document that speaks of goods that are not sterile, and of no others."""
    sterile = [item for item in case.items if item.facts.get("sterile") is True]
    if not sterile:
        return
    lines = list(case.lines())
    place = line_that_is_not_sterile([line.text for _document, _page, line in lines])
    if place is not None:
        document, page, line = lines[place]
        yield STERILITY_OF_PRODUCT_DIFFERS.finding_on(
            document, page, line.box, read=line.text.strip()[:120], model=", ".join(item.model for item in sterile)
        )


MANUFACTURER_OF_PRODUCT_DIFFERS = TOPIC.declare(
    MANUFACTURER_DIFFERS,
    Severity.CONTRADICTION,
    _("The document belongs to %(named)s; the manufacturer of %(model)s is %(own)s."),
    reason=RevisionReason.HOLDER_MISMATCH,
    blocks_approval=True,
)


def manufacturer(case: Case) -> Iterator[Finding]:
    """A document of the manufacturer's side that is claimed for products of another manufacturer."""
    if not case.kind.is_the_suppliers:
        return
    seller = case.seller.name_en or case.seller.name_zh
    for item in case.items:
        own = {name.casefold() for name in item.manufacturer}
        is_same = case.manufacturer.casefold() in own if case.manufacturer else not own
        if not is_same:
            yield MANUFACTURER_OF_PRODUCT_DIFFERS.finding(
                named=case.manufacturer or seller, model=item.model, own=" / ".join(item.manufacturer) or seller
            )


CHECKS = (class_of_product, sterility, manufacturer)
