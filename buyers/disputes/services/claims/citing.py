"""What a decision may rest on: rows of the order and of the claim, each with a key that stays valid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.delivery.models import ShipmentEvent
from buyers.disputes.models import Claim, ClaimFile
from buyers.terms.disputes.claim_rules import Share
from buyers.trade.models import Contract, Evidence
from buyers.trade.services.words import kind_words

REPORT = "inspection_report"
PASSED, FAILED = "passed", "failed"


@dataclass(frozen=True)
class Citable:
    """A row that can be cited: ``key`` as ``evidence:12``, and its name for a reader."""

    key: str
    label: str


def citable(claim: Claim) -> list[Citable]:
    """Everything that a decision about this claim may rest on, in the order of time within its kind."""
    return [*_contracts(claim), *_evidence(claim), *_events(claim), *_files(claim)]


def cited(claim: Claim, keys: Sequence[str]) -> list[Citable]:
    """The rows of these keys, as far as this order and claim have them."""
    known = {one.key: one for one in citable(claim)}
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def is_against_report(claim: Claim, shares: Sequence[Share]) -> bool:
    """Whether the latest inspection report that speaks of quality says the opposite of the decision."""
    if claim.kind != Claim.Kind.QUALITY:
        return False
    rows = Evidence.objects.filter(order=claim.order_id, kind=REPORT).exclude(answer__verdict="withdrawn")
    of_lines = [one for one in rows.order_by("submitted_at", "pk") if _is_about(one, claim)]
    if not of_lines:
        return False
    says = of_lines[-1].facts.get("result")
    gives = any(one.to_buyer for one in shares)
    return says == (PASSED if gives else FAILED)


def _is_about(evidence: Evidence, claim: Claim) -> bool:
    return evidence.line is None or not claim.lines or evidence.line in claim.lines


def _contracts(claim: Claim) -> Iterator[Citable]:
    for one in Contract.objects.filter(order=claim.order_id).order_by("version"):
        yield Citable(f"contract:{one.pk}", _("Contract, version %(version)s") % {"version": one.version})


def _evidence(claim: Claim) -> Iterator[Citable]:
    for one in Evidence.objects.filter(order=claim.order_id).order_by("submitted_at", "pk"):
        words = {"kind": kind_words(one.kind), "day": date_format(one.happened_on), "side": one.get_side_display()}
        yield Citable(f"evidence:{one.pk}", _("%(kind)s, %(day)s, from: %(side)s") % words)


def _events(claim: Claim) -> Iterator[Citable]:
    rows = ShipmentEvent.objects.filter(shipment__order=claim.order_id).select_related("shipment")
    for one in rows.order_by("happens_at", "pk"):
        words = {"code": one.code, "day": date_format(one.happens_at), "kind": one.get_kind_display()}
        yield Citable(f"event:{one.pk}", _("Shipment: %(code)s, %(kind)s, %(day)s") % words)


def _files(claim: Claim) -> Iterator[Citable]:
    for one in ClaimFile.objects.filter(step__claim=claim).select_related("step").order_by("pk"):
        words = {"name": one.original_name, "step": one.step.get_kind_display(), "day": date_format(one.step.at)}
        yield Citable(f"claim-file:{one.pk}", _("%(name)s, with: %(step)s, %(day)s") % words)
