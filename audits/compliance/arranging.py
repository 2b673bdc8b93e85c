"""What the buyer's side must add: papers that only an importer or a local holder in the destination can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audits.compliance.asked import Asked, asked_of, state_of
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.expression import Papers, is_met, leaves
from audits.compliance.rulebook import Leaf, Rulebook
from audits.compliance.verdict import State


def state_when_arranged(asked: Asked, papers: Papers, day: int) -> State:
    """The state on a day, of what is asked on it, if the buyer's side held every paper that only it can hold."""
    is_yours = papers.rulebook.is_yours

    def meets(leaf: Leaf) -> bool:
        return is_yours(leaf.evidence) or papers.meets(leaf, day)

    return state_of(asked, lambda row: is_met(row.expression, meets))


def arranged(dossier: Dossier, rulebook: Rulebook) -> Dossier:
    """The dossier with every paper of the buyer's side that its rows ask for, without end and saying just what is asked.

    The same dossier where no row asks for one.
    """
    wanted = dict.fromkeys(_yours(asked_of(dossier, rulebook), rulebook))
    papers = tuple(Evidence(leaf.evidence, stated=leaf.narrowing) for leaf in wanted)
    return replace(dossier, evidence=(*dossier.evidence, *papers)) if papers else dossier


def _yours(asked: Asked, rulebook: Rulebook) -> Iterator[Leaf]:
    for row in asked.all:
        for leaf in leaves(row.expression):
            if rulebook.is_yours(leaf.evidence):
                yield leaf
