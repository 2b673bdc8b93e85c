"""The timeline of an order, and the versions of its contract with who signed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buyers.terms.force_majeure import Hindrance
from buyers.trade.mail.deadlines import moment_words
from buyers.trade.models import Contract, Side
from buyers.trade.services.fact_rows import Milestone, OrderFacts
from buyers.trade.services.words import event_words
from kpmarket.foundation.working_days import due_on


@dataclass(frozen=True)
class MilestoneView:
    """``state``: done, late (not there though its day is over), now (the next one) or todo."""

    title: str
    planned_on: date | None
    happened_on: date | None
    is_begun: bool
    is_late: bool
    state: str


@dataclass(frozen=True)
class VersionView:
    """One version of the terms."""

    number: int
    status: str
    label: str
    tone: str
    reason: str
    proposed: str
    signed: tuple[str, ...]
    digest: str
    url: str
    pdf_url: str


def milestones_of(facts: OrderFacts) -> list[MilestoneView]:
    """What was planned, what happened, what is late."""
    missing = [one for one in facts.milestones if one.happened_on is None]
    return [_milestone(one, facts, is_next=one in missing[:1]) for one in facts.milestones]


def hindrances_of(facts: OrderFacts) -> list[str]:
    """Force majeure in sentences: since when, what moved by it, and from when on either side may end what is not shipped."""
    if not facts.hindrances or facts.due_terms is None:
        return []
    names = {Side.BUYER: facts.order.buyer.organisation, Side.SUPPLIER: facts.order.supplier.display_name}
    sentences = [_hindrance(one, names[Side(one.side)]) for one in facts.hindrances]
    if facts.days_moved:
        words = ngettext(
            "Shipment and entry moved by %(count)s day so far: shipped by %(day)s at the latest.",
            "Shipment and entry moved by %(count)s days so far: shipped by %(day)s at the latest.",
            facts.days_moved,
        )
        sentences.append(words % {"count": facts.days_moved, "day": date_format(facts.due_terms.latest_shipment)})
    if facts.free_to_end_from:
        text = _(
            "From %(day)s on either side may end what is not shipped; what was paid for it and is not released goes back."
        )
        sentences.append(text % {"day": date_format(facts.free_to_end_from)})
    return sentences


def _hindrance(one: Hindrance, name: str) -> str:
    since = date_format(one.counts_from(due_on))
    if one.ended_on:
        text = _("Force majeure of %(side)s from %(since)s to %(until)s.")
        return text % {"side": name, "since": since, "until": date_format(one.ended_on)}
    if one.is_notice_late(due_on):
        text = _("Force majeure of %(side)s: the notice came late, so that it counts from %(since)s on only.")
    else:
        text = _("Force majeure of %(side)s since %(since)s.")
    return text % {"side": name, "since": since}


def versions_of(facts: OrderFacts) -> list[VersionView]:
    """All versions, the latest first."""
    contracts: Iterable[Contract] = facts.order.contracts.all()
    return [_version(one, facts) for one in sorted(contracts, key=lambda one: one.version, reverse=True)]


def _milestone(one: Milestone, facts: OrderFacts, *, is_next: bool) -> MilestoneView:
    is_over = one.planned_on is not None and one.happened_on is None and facts.on > one.planned_on
    state = "done" if one.happened_on else "late" if is_over else "now" if is_next else "todo"
    return MilestoneView(
        title=event_words(one.event),
        planned_on=one.planned_on,
        happened_on=one.happened_on,
        is_begun=one.is_begun,
        is_late=one.is_late or is_over,
        state=state,
    )


def _version(contract: Contract, facts: OrderFacts) -> VersionView:
    names = {Side.BUYER: facts.order.buyer.organisation, Side.SUPPLIER: facts.order.supplier.display_name}
    signatures = list(contract.signatures.all())
    in_force = facts.is_in_force and contract == facts.contract
    label = _("In force") if in_force else _("Replaced") if contract.is_signed else _("Not signed by both")
    address = [facts.order.pk, contract.version]
    return VersionView(
        number=contract.version,
        status="approved" if in_force else "draft",
        label=label,
        tone="ok" if in_force else "mute",
        reason=contract.reason,
        proposed=_("Proposed by %(side)s on %(day)s")
        % {"side": names[Side(contract.side)], "day": _moment(contract.proposed_at)},
        signed=tuple(
            _("Signed for %(side)s by %(person)s on %(day)s")
            % {
                "side": names[Side(one.side)],
                "person": one.by,
                "day": _moment(one.at),
            }
            for one in signatures
        ),
        digest=contract.digest,
        url=reverse("trade:contract", args=address),
        pdf_url=reverse("trade:contract-pdf", args=address),
    )


def _moment(at: datetime) -> str:
    """With the place whose clock it is of."""
    return moment_words(at)
