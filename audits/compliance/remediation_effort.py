"""How much work a missing document is: what is nearly there comes before what has to be begun."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import IntEnum

from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.expression import fits
from audits.compliance.rulebook import Leaf, Rulebook


class RemediationEffort(IntEnum):
    """The work of getting one document, the least first."""

    IN_PREPARATION = 0
    RENEWAL = 1
    REPORT = 2
    CERTIFICATE = 3
    REGISTRATION = 4


OF_A_NEW = {
    "test_report": RemediationEffort.REPORT,
    "declaration": RemediationEffort.REPORT,
    "registration": RemediationEffort.REGISTRATION,
    "licence": RemediationEffort.REGISTRATION,
}


class EffortEstimates:
    """What each document that a dossier lacks on a day would take."""

    def __init__(self, dossier: Dossier, rulebook: Rulebook, on: date) -> None:
        self.dossier, self.rulebook, self.day = dossier, rulebook, on.toordinal()

    def of(self, leaf: Leaf) -> RemediationEffort:
        """A document that fits apart from its days is finished, or renewed; the work of another depends on its kind."""
        if self._is_among(self.dossier.in_preparation, leaf):
            return RemediationEffort.IN_PREPARATION
        if self._is_among(self.dossier.evidence, leaf):
            return RemediationEffort.RENEWAL
        known = self.rulebook.evidence_types.get(leaf.evidence)
        return OF_A_NEW.get(known.kind if known else "", RemediationEffort.CERTIFICATE)

    def total(self, leaves: Iterable[Leaf]) -> int:
        """The work of all these documents."""
        return sum(self.of(leaf) for leaf in leaves)

    def _is_among(self, documents: Iterable[Evidence], leaf: Leaf) -> bool:
        return any(self._would_fit(document, leaf) for document in documents if document.type == leaf.evidence)

    def _would_fit(self, document: Evidence, leaf: Leaf) -> bool:
        ageless = replace(
            document, valid_from=None, valid_until=None, issued_on=document.issued_on or document.valid_from
        )
        found = fits(leaf, ageless, self.rulebook)
        return any(fit.first <= self.day <= fit.last for fit in found)
