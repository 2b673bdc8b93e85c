"""Reports that become evidence: that the goods were handed over, or came. What moves money is the evidence alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from buyers.delivery.models import EventProof, Shipment, ShipmentEvent
from buyers.delivery.services.guests import guest_of
from buyers.delivery.services.shipments.authors import Author
from buyers.delivery.services.shipments.contents import terms_in_force
from buyers.delivery.services.shipments.reading import report_of
from buyers.delivery.services.shipments.refusals import NothingInside, NotTheirWord
from buyers.terms.delivery.events import event_kinds
from buyers.trade.models import Evidence
from buyers.trade.services.evidence import Submission, submit_evidence
from suppliers.certificates.files import StoredUpload

EVERYTHING = ((None, None),)
"""Evidence that names neither line nor units concerns the whole order."""


@dataclass(frozen=True)
class Proof:
    """What comes with a report: files, facts of the kind of evidence, and units that are missing or damaged by line."""

    files: Sequence[StoredUpload] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    missing: Mapping[int, int] = field(default_factory=dict)


def kind_of_proof(code: str) -> str:
    """The kind of evidence that such an event becomes; empty for those that prove nothing."""
    return event_kinds().events[code].proof


def prove(event: ShipmentEvent, proof: Proof, *, author: Author, at: datetime) -> list[EventProof]:
    """Hand the event in as evidence: one row for each line that travels, with what travels of it.

    Raises NothingInside, NotTheirWord for who is nobody, and what ``trade.services.evidence.submit_evidence`` raises.
    """
    by = guest_of(author.guest) if author.guest else author.person
    if by is None:
        raise NotTheirWord
    rows = []
    for number, submission in enumerate(_submissions(event, proof)):
        evidence: Evidence = submit_evidence(
            event.shipment.order,
            submission,
            side=author.side,
            by=by,
            at=at,
            files=() if number else proof.files,
        )
        rows.append(EventProof.objects.create(event=event, evidence=evidence))
    return rows


def _submissions(event: ShipmentEvent, proof: Proof) -> list[Submission]:
    """One for all of the order where all of it travels, else one for each line. A file is kept once: with the first.

    Raises NothingInside.
    """
    day, kind = report_of(event).day, kind_of_proof(event.code)
    concerned = concerned_by(event.shipment)
    if concerned == EVERYTHING and not proof.missing:
        return [Submission(kind, day, facts=proof.facts, note=event.note)]
    quantities = quantities_in(event.shipment)
    first = next(iter(quantities))
    found = []
    for line, quantity in quantities.items():
        missing = proof.missing.get(line)
        facts = {**proof.facts, **({"missing": missing} if missing else {})}
        where = _("The document is with line %(line)s of the same shipment.") % {"line": first}
        note = event.note if line == first or not proof.files else f"{event.note}\n{where}".strip()
        found.append(Submission(kind, day, line, quantity, facts, note))
    return found


def concerned_by(shipment: Shipment) -> tuple[tuple[int | None, int | None], ...]:
    """Line and units that evidence about this shipment concerns, or ``EVERYTHING`` where all of several lines travels.

    Raises NothingInside.
    """
    quantities = quantities_in(shipment)
    if not quantities:
        raise NothingInside
    terms = terms_in_force(shipment.order)
    if len(quantities) > 1 and quantities == {line.number: line.quantity for line in terms.open_lines}:
        return EVERYTHING
    return tuple(quantities.items())


def quantities_in(shipment: Shipment) -> dict[int, int]:
    """Units of each line that travel in it, by the number of the line."""
    found: dict[int, int] = defaultdict(int)
    for lot in shipment.lots.all():
        found[lot.line] += lot.quantity
    return dict(sorted(found.items()))
