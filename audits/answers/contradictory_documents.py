"""Documents of a product that contradict what it is stated to be, where no auditor dismissed that: sentences for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from audits.clearances.evidence import COVERS_THE_COMPANY, THE_COMPANY
from audits.compliance.acceptance import is_of_the_manufacturer
from audits.compliance.contradictions import (
    CLASS_DIFFERS,
    MANUFACTURER_DIFFERS,
    STERILITY_DIFFERS,
    contradiction,
    line_that_is_not_sterile,
)
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.rulebook import Rulebook
from audits.compliance.verdict import LeafVerdict, TreeVerdict, Verdict
from audits.models import FindingAnswer
from suppliers.models import CertificateReading, Product


class _Found(NamedTuple):
    """A contradiction: the key of the certificate, the code of its finding, and the sentence."""

    certificate: int
    code: str
    sentence: str


def contradictions(product: Product, facts: Dossier, verdict: Verdict, rulebook: Rulebook) -> Iterator[str]:
    """Sentences on documents that meet something, or would if they were the manufacturer's, unless they were dismissed."""
    used = tuple(_documents_used(verdict))
    found = [
        *_of_another_class(product, facts, used, rulebook),
        *_not_sterile(facts, used),
        *_of_another_manufacturer(product, facts, rulebook),
    ]
    dismissed = _dismissed(found)
    for one in sorted(found):
        if (one.certificate, one.code) not in dismissed:
            yield one.sentence


def _dismissed(found: Sequence[_Found]) -> set[tuple[int, str]]:
    """Certificate and code of every finding that an auditor dismissed last."""
    if not found:
        return set()
    answers = FindingAnswer.objects.filter(
        certificate__in={one.certificate for one in found}, code__in={one.code for one in found}
    )
    latest = {
        (certificate, code): answer
        for certificate, code, answer in answers.order_by("pk").values_list("certificate", "code", "answer")
    }
    return {key for key, answer in latest.items() if answer == FindingAnswer.Answer.DISMISSED}


def _documents_used(verdict: Verdict) -> Iterator[Evidence]:
    met = {document for row in verdict.judged for leaf in _leaves(row.tree) if leaf.met for document in leaf.documents}
    return (document for document in met if document.ref)


def _leaves(tree: TreeVerdict) -> Iterator[LeafVerdict]:
    if isinstance(tree, LeafVerdict):
        yield tree
        return
    for part in tree.parts:
        yield from _leaves(part)


def _of_another_class(
    product: Product, facts: Dossier, used: Iterable[Evidence], rulebook: Rulebook
) -> Iterator[_Found]:
    for document in used:
        one = contradiction(facts.attributes, product.standards, document, rulebook.vocabulary)
        if one:
            sentence = _("A document is for %(stated)s; the product is stated as %(own)s.") % one._asdict()
            yield _Found(int(document.ref or 0), CLASS_DIFFERS, sentence)


def _not_sterile(facts: Dossier, used: Iterable[Evidence]) -> Iterator[_Found]:
    """Documents whose text speaks of goods that are not sterile alone, for a product that is stated as sterile."""
    if facts.attributes.get("sterile") is not True:
        return
    done = CertificateReading.objects.filter(
        file__certificate__in=[int(document.ref or 0) for document in used],
        file__removed_at=None,
        state=CertificateReading.State.DONE,
    )
    for row in done.select_related("file").order_by("pk"):
        lines = [line.text for page in (row.reading.pages if row.reading else ()) for line in page.lines]
        place = line_that_is_not_sterile(lines)
        if place is not None:
            read = lines[place].strip()[:MAX_READ]
            sentence = _("A document says “%(read)s”; the product is stated as sterile.") % {"read": read}
            yield _Found(row.file.certificate_id, STERILITY_DIFFERS, sentence)


MAX_READ = 120
"""Characters of a document that a sentence repeats."""


def _of_another_manufacturer(product: Product, facts: Dossier, rulebook: Rulebook) -> Iterator[_Found]:
    """Documents for the product, not for the whole company, that belong to another manufacturer: they do not count."""
    for document in facts.evidence:
        kind = rulebook.evidence_types.get(document.type)
        speaks_of_company = kind is not None and kind.covers == COVERS_THE_COMPANY
        if document.ref and not speaks_of_company and not is_of_the_manufacturer(document, facts):
            named, own = (_names(names, product) for names in (document.manufacturer, facts.manufacturer))
            sentence = _("A document belongs to %(named)s; the manufacturer of the product is %(own)s.")
            yield _Found(int(document.ref), MANUFACTURER_DIFFERS, sentence % {"named": named, "own": own})


def _names(names: str | tuple[str, ...] | None, product: Product) -> str:
    """Names of a manufacturer, with the seller's own where it is the seller itself."""
    several = (names,) if isinstance(names, str) else names or ()
    return " / ".join(product.supplier.display_name if one == THE_COMPANY else one for one in several)
