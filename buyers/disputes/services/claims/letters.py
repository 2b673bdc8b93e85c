"""Letters about claims: what is claimed, what the reader has to do until when on their clock, and what happens if not.

All are duty letters, each once to each person, in the transaction of its cause. The order's row is locked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.disputes.models import ClaimStep, Decision, Settlement
from buyers.disputes.services.claims.reading import Known
from buyers.disputes.services.claims.words import (
    deadline_of,
    duties_in_words,
    name_of,
    reader_of,
    shares_in_words,
    wanted_words,
)
from buyers.terms.disputes.claim_facts import Party
from buyers.terms.disputes.claim_rules import Share
from buyers.trade.mail.deadlines import deadline_words
from buyers.trade.mail.short_letters import Words, short_letter
from buyers.trade.models import Side
from buyers.trade.services.letters import write_once
from buyers.trade.services.parties import other, people_who_act
from buyers.trade.services.words import money_words
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter

Kind = ClaimStep.Kind
BOTH = (Side.BUYER, Side.SUPPLIER)
SUBJECTS = {
    "claim_opened": gettext_lazy("A claim about %(order)s: %(amount)s"),
    "claim_answer_due": gettext_lazy("Please answer claim %(claim)s about %(order)s"),
    "claim_answered": gettext_lazy("Answer to claim %(claim)s about %(order)s"),
    "claim_message": gettext_lazy("Message in claim %(claim)s about %(order)s"),
    "claim_settlement_offered": gettext_lazy("A settlement is proposed for claim %(claim)s about %(order)s"),
    "claim_settled": gettext_lazy("Claim %(claim)s about %(order)s is settled"),
    "claim_escalated": gettext_lazy("Claim %(claim)s about %(order)s is with the desk"),
    "evidence_window": gettext_lazy("Evidence for claim %(claim)s about %(order)s: the days end soon"),
    "evidence_extended": gettext_lazy("More days for evidence in claim %(claim)s about %(order)s"),
    "report_ordered": gettext_lazy("An independent report is ordered for claim %(claim)s about %(order)s"),
    "report_received": gettext_lazy("The independent report for claim %(claim)s about %(order)s is there"),
    "decision": gettext_lazy("Claim %(claim)s about %(order)s is decided"),
    "objection": gettext_lazy("Objection to the decision about claim %(claim)s of %(order)s"),
    "claim_carried_out": gettext_lazy("Claim %(claim)s about %(order)s is carried out"),
    "refund_sent": gettext_lazy("The refund for claim %(claim)s about %(order)s is sent"),
    "claim_withdrawn": gettext_lazy("Claim %(claim)s about %(order)s is withdrawn"),
    "claim_filed": gettext_lazy("Claim %(claim)s about %(order)s is in arbitration or court"),
}
OF_ACTS = {
    Kind.ANSWERED: "claim_answered",
    Kind.MESSAGE: "claim_message",
    Kind.ESCALATED: "claim_escalated",
    Kind.EXTENDED: "evidence_extended",
    Kind.OBJECTED: "objection",
    Kind.WITHDRAWN: "claim_withdrawn",
    Kind.FILED: "claim_filed",
}
TO_BOTH = frozenset({Kind.ESCALATED, Kind.EXTENDED, Kind.OBJECTED})
Paragraphs = Callable[[], Iterable[str]]


def write_of_opening(known: Known, *, at: datetime) -> None:
    """To the other side: what is claimed, and by when to answer."""
    claim = known.claim
    _write(known, "claim_opened", (other(Side(claim.side)),), lambda: (claim.text,), at=at)


def write_of_act(known: Known, step: ClaimStep, *, at: datetime) -> None:
    """What a side did, in its own words, and what it means for the reader."""
    kind = Kind(step.kind)
    sides = BOTH if kind in TO_BOTH else (other(Side(step.side)),)
    cause = f":{step.pk}" if kind is Kind.MESSAGE else ""

    def paragraphs() -> Iterable[str]:
        who = name_of(known.claim.order, step.side)
        yield _("%(who)s: %(what)s.") % {"who": who, "what": step.get_kind_display()}
        yield step.text

    _write(known, OF_ACTS[kind], sides, paragraphs, at=at, cause=cause)


def write_of_escalation(known: Known, *, at: datetime) -> None:
    """The days to negotiate are over, and the claim went to the desk by itself."""
    text = gettext_lazy("The days to negotiate are over without an agreement, so the claim went to the desk by itself.")
    _write(known, "claim_escalated", BOTH, lambda: (str(text),), at=at)


def write_of_proposal(known: Known, settlement: Settlement, *, at: datetime) -> None:
    """To the side that has to sign, or to propose something else."""
    sides = (other(Side(settlement.side)),)
    offer = partial(_agreement, known, settlement)
    _write(known, "claim_settlement_offered", sides, offer, at=at, cause=f":{settlement.pk}")


def write_of_settlement(known: Known, settlement: Settlement, *, at: datetime) -> None:
    """To both: this is what both signed."""
    _write(known, "claim_settled", BOTH, partial(_agreement, known, settlement), at=at, is_over=True)


def write_of_report(known: Known, step: ClaimStep, *, at: datetime) -> None:
    """To both: the clock stands still, or goes on."""
    kind = "report_ordered" if step.kind == Kind.REPORT_ORDERED else "report_received"

    def paragraphs() -> Iterable[str]:
        yield step.text
        if step.kind == Kind.REPORT_ORDERED:
            yield _(
                "The claimant pays for it first; whoever loses the claim bears it. The clock of the claim stands still until "
                "it is there, for at most 15 days."
            )

    _write(known, kind, BOTH, paragraphs, at=at)


def write_of_decision(known: Known, decision: Decision, *, at: datetime) -> None:
    """To both: the reasons, what becomes of the money, and until when to object."""

    def paragraphs() -> Iterable[str]:
        yield decision.reasons
        shares = [Share(*row) for row in decision.shares]
        yield from shares_in_words(shares, known.claim.order.currency) or [_("No money moves by it.")]

    _write(known, "decision", BOTH, paragraphs, at=at, cause=f":{decision.pk}")


def write_of_end(known: Known, to_buyer: int, *, at: datetime) -> None:
    """To both: the ledger has it, and what finance does next."""

    def paragraphs() -> Iterable[str]:
        if to_buyer:
            yield _("%(amount)s go back to the buyer. Two people of finance send it.") % {
                "amount": money_words(to_buyer, known.claim.order.currency)
            }
        yield _("The claim stops nothing any more: the rest of the order goes on as agreed.")

    _write(known, "claim_carried_out", BOTH, paragraphs, at=at, is_over=True)


def write_of_answer_due(known: Known, *, at: datetime) -> None:
    """A reminder to the other side."""
    _write(known, "claim_answer_due", (other(Side(known.claim.side)),), tuple, at=at)


def write_of_window(known: Known, *, at: datetime) -> None:
    """A reminder to both that the days for evidence end."""
    window = known.standing.window
    cause = f":{window.day}" if window else ""
    _write(known, "evidence_window", BOTH, tuple, at=at, cause=cause)


def write_of_refund(known: Known, *, at: datetime) -> None:
    """To the buyer: finance has handed the refund to the bank."""
    text = gettext_lazy("It was handed to the bank, to the account that your payment came from.")
    _write(known, "refund_sent", (Side.BUYER,), lambda: (str(text),), at=at, is_over=True)


def _agreement(known: Known, settlement: Settlement) -> Iterable[str]:
    shares = [Share(*row) for row in settlement.shares]
    yield from shares_in_words(shares, known.claim.order.currency)
    yield settlement.text


def _write(
    known: Known,
    kind: str,
    sides: Iterable[Side],
    said: Paragraphs,
    *,
    at: datetime,
    cause: str = "",
    is_over: bool = False,
) -> None:
    """One letter to everybody who acts for these sides; ``said`` in the reader's language, then their duties."""
    order, of = known.claim.order, f"claim:{known.claim.pk}{cause}"
    for side in sides:
        words = partial(_words, known, kind, side, said, at, is_over)

        def compose(user: User, words: partial[Words] = words) -> Letter:
            return short_letter(order, user, words, key=f"order-{order.pk}-{kind}-{of}-{user.pk}")

        write_once(order, kind, of, people_who_act(order, side), compose, at=at)


def _words(known: Known, kind: str, side: Side, said: Paragraphs, at: datetime, is_over: bool) -> Words:
    claim = known.claim
    amount = money_words(claim.amount, claim.order.currency)
    title = str(SUBJECTS[kind]) % {"claim": claim.number, "order": claim.order.number, "amount": amount}
    claimed = _("%(who)s claims %(what)s") % {"who": name_of(claim.order, claim.side), "what": wanted_words(claim)}
    duties = [] if is_over else _duties(known, side, at)
    paragraphs = (claimed, *(one for one in said() if one), *duties)
    return Words(title, paragraphs, claim.get_absolute_url(), _("Open the claim"))


def _duties(known: Known, side: Side, at: datetime) -> Iterable[str]:
    """What this side has to do until when on its clock, and what happens if it does not."""
    zone = reader_of(known.claim.order, Party(side))[0]
    for duty, words in zip(known.standing.duties, duties_in_words(known, Party(side), at=at), strict=True):
        until = _(" until %(moment)s") % {"moment": deadline_words(deadline_of(duty.until), zone)} if duty.until else ""
        yield f"{words.sentence}{until}. {words.then}"
