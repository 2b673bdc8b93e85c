"""What the document covers: the models and products that it names, and those that it is claimed for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.compliance.standards import Citation
from audits.findings.case import MIN_CONFIDENCE, Case, Item, most_confident
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from audits.findings.lists import lists
from audits.findings.text import letters_and_digits
from suppliers.documents.fields import FieldName
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("Kind, models and products")
MIN_MODEL_CHARACTERS = 3
"""A shorter model name is found everywhere by chance, so it is not checked."""
COMPANY = re.compile(r"co\.?,?\s*ltd|limited|gmbh|公司", re.IGNORECASE)
"""A line with the name of a company: that name says nothing about a product."""
SERIES = re.compile(r"series|系列|\bxx+\b|\*", re.IGNORECASE)


NO_PRODUCTS = TOPIC.declare(
    "no_products", Severity.NOTE, _("It is claimed for no product."), reason=RevisionReason.NOT_COVERED
)


def products(case: Case) -> Iterator[Finding]:
    """A document about products, claimed for none."""
    if not case.items and not case.kind.speaks_of_the_company and case.kind.kind != "licence":
        yield NO_PRODUCTS.finding()


MODELS_NOT_NAMED = TOPIC.declare(
    "models_not_named",
    Severity.CONTRADICTION,
    _("The document names %(read)s, but not these models: %(models)s."),
    reason=RevisionReason.NOT_COVERED,
    blocks_approval=True,
)


def models(case: Case) -> Iterator[Finding]:
    """Claimed models that a document does not name, although it names others. A series covers models without naming them."""
    values = case.values_read(FieldName.MODEL)
    best = most_confident(values)
    if best is None or any(SERIES.search(value.printed) for _document, value in values):
        return
    text = letters_and_digits(" ".join(line.text for _document, _page, line in case.lines()))
    read = [value.value for _document, value in values]
    absent = [item.model for item in case.items if not _is_named(item, read, text)]
    if absent:
        severity = Severity.CONTRADICTION if len(absent) == len(case.items) else Severity.WARNING
        yield MODELS_NOT_NAMED.finding_at(*best, severity, models=", ".join(absent), read=best[1].printed)


OTHER_PRODUCTS_NAMED = TOPIC.declare(
    "other_products_named",
    Severity.WARNING,
    _("The document mentions other products (%(products)s) than it is claimed for."),
    reason=RevisionReason.NOT_COVERED,
)


def kinds_of_products(case: Case) -> Iterator[Finding]:
    """A document that mentions only other kinds of products than it is claimed for."""
    if case.kind.speaks_of_the_company or case.kind.kind == "licence":
        return
    claimed = set().union(*(_kinds_in(f"{item.name_en} {item.name_zh}") for item in case.items))
    lines = [line.text for _document, _page, line in case.lines() if not COMPANY.search(line.text)]
    mentioned = _kinds_in("\n".join(lines))
    if claimed and mentioned and not claimed & mentioned:
        yield OTHER_PRODUCTS_NAMED.finding(products=", ".join(sorted(mentioned)))


KIND_DIFFERS = TOPIC.declare(
    "kind_differs",
    Severity.WARNING,
    _("It reads like another kind of document: %(read)s."),
    reason=RevisionReason.WRONG_TYPE,
)


def kind_of_document(case: Case) -> Iterator[Finding]:
    """The kind of document that was read, where it was read with confidence."""
    best = case.best_read(FieldName.KIND)
    if best is None or best[1].confidence < MIN_CONFIDENCE:
        return
    if all(value.value != case.kind.id for _document, value in case.values_read(FieldName.KIND)):
        yield KIND_DIFFERS.finding_at(*best, read=best[1].printed)


STANDARD_DIFFERS = TOPIC.declare(
    "standard_differs", Severity.WARNING, _("The document cites %(read)s; claimed is %(claimed)s.")
)


def standards(case: Case) -> Iterator[Finding]:
    """Claimed standards that were not read on the document, although it names others."""
    values = case.values_read(FieldName.STANDARD)
    read = [cited for _document, value in values for cited in case.citations(value.value)]
    claimed = [cited for text in case.claim.standards for cited in case.citations(text)]
    absent = [cited.printed for cited in claimed if not any(_is_same_standard(cited, other) for other in read)]
    best = most_confident(values)
    if best and absent:
        yield STANDARD_DIFFERS.finding_at(*best, read=best[1].value, claimed=", ".join(absent))


def _is_same_standard(cited: Citation, other: Citation) -> bool:
    """The same standard in the same edition, where both name one."""
    return cited.key == other.key and (cited.edition == other.edition or not (cited.edition and other.edition))


def _kinds_in(text: str) -> set[str]:
    words = lists()["products"]["words"]
    return {kind for kind, expression in words.items() if re.search(expression, text, re.IGNORECASE)}


def _is_named(item: Item, read: list[str], text: str) -> bool:
    model = letters_and_digits(item.model)
    is_read = model in text or any(letters_and_digits(value) == model for value in read)
    return len(model) < MIN_MODEL_CHARACTERS or is_read


CHECKS = (products, models, kinds_of_products, kind_of_document, standards)
