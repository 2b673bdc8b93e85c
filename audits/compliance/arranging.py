"""What the buyer's side must add: documents that only an importer or a local holder in the destination can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audits.compliance.asked import Asked, asked_of, state_of
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.expression import Documents, is_met, leaves
from audits.compliance.rulebook import Leaf, Rulebook
from audits.compliance.verdict import State


def state_when_arranged(asked: Asked, documents: Documents, day: int) -> State:
    """The state on a day, of what is asked on it, if the buyer's side held every document that only it can hold."""
    is_yours = documents.rulebook.is_yours

    def meets(leaf: Leaf) -> bool:
        return is_yours(leaf.evidence) or documents.meets(leaf, day)

    return state_of(asked, lambda row: is_met(row.expression, meets))


def arranged(dossier: Dossier, rulebook: Rulebook) -> Dossier:
    """The dossier with every document of the buyer's side that its rows ask for, without end and saying just what is asked.

    The same dossier where no row asks for one.
    """
    wanted = dict.fromkeys(_yours(asked_of(dossier, rulebook), rulebook))
    documents = tuple(Evidence(leaf.evidence, stated=leaf.narrowing) for leaf in wanted)
    return replace(dossier, evidence=(*dossier.evidence, *documents)) if documents else dossier


def _yours(asked: Asked, rulebook: Rulebook) -> Iterator[Leaf]:
    for row in asked.all:
        for leaf in leaves(row.expression):
            if rulebook.is_yours(leaf.evidence):
                yield leaf
