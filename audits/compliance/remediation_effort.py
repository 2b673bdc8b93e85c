"""How much work it is to get a missing document: finishing a draft is less than beginning a new document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import IntEnum

from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.expression import fits
from audits.compliance.rulebook import Leaf, Rulebook


class RemediationEffort(IntEnum):
    """The work of getting one document, as a rank from least to most. Ranks are added up to compare sets of documents."""

    IN_PREPARATION = 0
    RENEWAL = 1
    REPORT = 2
    CERTIFICATE = 3
    REGISTRATION = 4


EFFORT_OF_KIND = {
    "test_report": RemediationEffort.REPORT,
    "declaration": RemediationEffort.REPORT,
    "registration": RemediationEffort.REGISTRATION,
    "licence": RemediationEffort.REGISTRATION,
}


class EffortEstimates:
    """The effort for each document that a dossier lacks on a day."""

    def __init__(self, dossier: Dossier, rulebook: Rulebook, on: date) -> None:
        self.dossier, self.rulebook, self.day = dossier, rulebook, on.toordinal()

    def of(self, leaf: Leaf) -> RemediationEffort:
        """A draft or lapsed document that fits but for its days is finished or renewed; else the kind of document decides."""
        if self._is_among(self.dossier.in_preparation, leaf):
            return RemediationEffort.IN_PREPARATION
        if self._is_among(self.dossier.evidence, leaf):
            return RemediationEffort.RENEWAL
        known = self.rulebook.evidence_types.get(leaf.evidence)
        return EFFORT_OF_KIND.get(known.kind if known else "", RemediationEffort.CERTIFICATE)

    def total(self, leaves: Iterable[Leaf]) -> int:
        """The sum of the ranks of these documents."""
        return sum(self.of(leaf) for leaf in leaves)

    def _is_among(self, documents: Iterable[Evidence], leaf: Leaf) -> bool:
        return any(self._would_fit(document, leaf) for document in documents if document.type == leaf.evidence)

    def _would_fit(self, document: Evidence, leaf: Leaf) -> bool:
        undated = replace(
            document, valid_from=None, valid_until=None, issued_on=document.issued_on or document.valid_from
        )
        return any(fit.first <= self.day <= fit.last for fit in fits(leaf, undated, self.dossier, self.rulebook))
