"""The page of a claim in words, for both sides and the desk: what is claimed, what was said, offered, decided, and the money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from buyers.disputes.models import Claim, ClaimFile, ClaimPage, ClaimStep, Decision, Settlement
from buyers.disputes.services.claims.carrying_out import has_all_signatures
from buyers.disputes.services.claims.citing import Citable, cited
from buyers.disputes.services.claims.claimable import held_of
from buyers.disputes.services.claims.reading import Known
from buyers.disputes.services.claims.settling import latest_proposals
from buyers.disputes.services.claims.words import (
    DutyWords,
    duties_in_words,
    name_of,
    second_in_words,
    shares_in_words,
    stage_words,
    wanted_words,
)
from buyers.terms.disputes.claim_facts import Party
from buyers.terms.disputes.claim_rules import CarrierNotice, Share, claim_rules
from buyers.trade.services.balances import balances_of
from buyers.trade.services.words import money_words

DAMAGE = (Claim.Kind.QUALITY, Claim.Kind.QUANTITY)


@dataclass(frozen=True)
class FileView:
    """A file with the pictures of its pages."""

    file: ClaimFile
    pages: tuple[ClaimPage, ...]


@dataclass(frozen=True)
class StepView:
    """What somebody did in the claim, in words."""

    title: str
    who: str
    person: str
    at: datetime
    text: str
    files: tuple[FileView, ...]
    is_mine: bool


@dataclass(frozen=True)
class ProposalView:
    """An offer that counts. ``to_sign``: the reader's side may sign it."""

    settlement: Settlement
    who: str
    shares: tuple[str, ...]
    is_mine: bool


@dataclass(frozen=True)
class DecisionView:
    """A version of a decision. ``is_signed``: it has all the signatures that it needs."""

    decision: Decision
    shares: tuple[str, ...]
    cited: tuple[Citable, ...]
    second: tuple[str, ...]
    signers: tuple[str, ...]
    is_signed: bool


@dataclass(frozen=True)
class ClaimView:
    """A claim as one reader sees it."""

    claim: Claim
    status: str
    state: str
    wanted: str
    claimant: str
    duties: tuple[DutyWords, ...]
    steps: tuple[StepView, ...]
    proposals: tuple[ProposalView, ...]
    decisions: tuple[DecisionView, ...]
    money: str
    is_over: bool
    carriers: tuple[CarrierNotice, ...]


def view_of(known: Known, reader: Party, *, at: datetime) -> ClaimView:
    """Everything about it. The desk sees decisions that still wait for a signature, the sides do not."""
    claim = known.claim
    carrier = claim_rules().carriers
    return ClaimView(
        claim=claim,
        status=str(known.standing.stage),
        state=stage_words(known.standing.stage),
        wanted=wanted_words(claim),
        claimant=name_of(claim.order, claim.side),
        duties=tuple(duties_in_words(known, reader, at=at)),
        steps=tuple(_steps(known, reader)),
        proposals=tuple(_proposals(claim, reader)) if not known.standing.is_over else (),
        decisions=tuple(one for one in decisions_of(claim) if one.is_signed or reader is Party.DESK),
        money=_money(known),
        is_over=known.standing.is_over,
        carriers=tuple(carrier.values()) if claim.kind in DAMAGE and not known.standing.is_over else (),
    )


def held_for(claim: Claim) -> dict[int, int]:
    """What is held for each part concerned, in minor units; nothing where the claim asks for goodwill."""
    return {} if claim.is_goodwill else held_of(balances_of(claim.order).held, claim.parts)


def decisions_of(claim: Claim) -> list[DecisionView]:
    """All versions, the latest first."""
    rows = claim.decisions.select_related("written_by").prefetch_related("signatures__by").order_by("-version")
    keys = [key for one in rows for key in one.citations]
    known = {one.key: one for one in cited(claim, keys)} if keys else {}
    return [_decision(one, claim, [known[key] for key in one.citations if key in known]) for one in rows]


def _decision(one: Decision, claim: Claim, rests_on: Sequence[Citable]) -> DecisionView:
    return DecisionView(
        decision=one,
        shares=tuple(shares_in_words([Share(*row) for row in one.shares], claim.order.currency)),
        cited=tuple(rests_on),
        second=tuple(second_in_words(one.needs_second)),
        signers=tuple(str(signature.by) for signature in one.signatures.all()),
        is_signed=has_all_signatures(one),
    )


def _steps(known: Known, reader: Party) -> list[StepView]:
    """The log, the oldest first, with files in one query more."""
    pages = Prefetch("pages", queryset=ClaimPage.objects.order_by("number"))
    files: dict[int, list[FileView]] = {}
    for file in ClaimFile.objects.filter(step__claim=known.claim).prefetch_related(pages).order_by("pk"):
        files.setdefault(file.step_id, []).append(FileView(file, tuple(file.pages.all())))
    order = known.claim.order
    return [
        StepView(
            title=one.get_kind_display(),
            who=name_of(order, one.side),
            person=_person(one, reader),
            at=one.at,
            text=one.text,
            files=tuple(files.get(one.pk, ())),
            is_mine=one.side == reader,
        )
        for one in known.steps
    ]


def _person(step: ClaimStep, reader: Party) -> str:
    """Who acted, by name: people of the desk are named to the desk alone."""
    return str(step.by) if step.by and (step.side or reader is Party.DESK) else ""


def _proposals(claim: Claim, reader: Party) -> list[ProposalView]:
    return [
        ProposalView(
            settlement=one,
            who=name_of(claim.order, side),
            shares=tuple(shares_in_words([Share(*row) for row in one.shares], claim.order.currency)),
            is_mine=side == reader,
        )
        for side, one in latest_proposals(claim).items()
    ]


def _money(known: Known) -> str:
    """What is kept for the claim by whom, in a sentence that is true as it stands."""
    claim = known.claim
    holder = claim.order.holder
    if holder is None:
        return _("No third party keeps money for this order: nothing can be given back from here.")
    if claim.is_goodwill:
        return _(
            "No money is held for this any more: it was paid out before. What the other side gives now is goodwill."
        )
    amount = sum(held_for(claim).values())
    if known.standing.is_over or not amount:
        return ""
    return _(
        "%(holder)s holds %(amount)s for the parts that this claim is about. It waits until the claim is over."
    ) % {
        "holder": holder.name,
        "amount": money_words(amount, claim.order.currency),
    }
