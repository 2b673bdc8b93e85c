"""Documents of the buyer's side: those that only an importer or a local holder in the destination can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from audits.compliance.applicable import ApplicableRequirements, applicable_requirements, state_with_remarks
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.expression import Documents, is_met
from audits.compliance.rulebook import Leaf, Requirement, Rulebook
from audits.compliance.verdict import State


def judge_if_buyer_complies(applicable: ApplicableRequirements, documents: Documents, on: date) -> State:
    """The state on a day if the buyer's side held every document that only it can hold.

    ``applicable`` is what applies on that day.
    """
    is_buyer_side = documents.rulebook.is_buyer_side

    def holds(row: Requirement, *, firmly: bool = False) -> bool:
        day = applicable.day_of(row, on).toordinal()
        return is_met(
            row.expression,
            lambda leaf: is_buyer_side(leaf.evidence) or documents.meets(leaf, day, firmly=firmly),
        )

    return state_with_remarks(applicable, holds, partial(holds, firmly=True))


def with_buyer_documents(
    dossier: Dossier, rulebook: Rulebook, applicable: ApplicableRequirements | None = None
) -> Dossier:
    """The dossier with every document of the buyer's side that its rows require, valid without end and stating what is required.

    ``applicable`` is what applies to the dossier, where the caller has it. Returns the very same dossier where no row
    requires such a document.
    """
    required = dict.fromkeys(_buyer_side_leaves(applicable or applicable_requirements(dossier, rulebook), rulebook))
    documents = tuple(Evidence(leaf.evidence, stated=leaf.narrowing) for leaf in required)
    return replace(dossier, evidence=(*dossier.evidence, *documents)) if documents else dossier


def _buyer_side_leaves(applicable: ApplicableRequirements, rulebook: Rulebook) -> Iterator[Leaf]:
    for row in applicable.all:
        for leaf in row.leaves:
            if rulebook.is_buyer_side(leaf.evidence):
                yield leaf
