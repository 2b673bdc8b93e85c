"""Claims in words: what is claimed, who has to do what until which moment there and here, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.disputes.models import Claim
from buyers.disputes.services.claims.reading import Known
from buyers.terms.disputes.claim_facts import Code, Duty, LastDay, Party, Stage, Then
from buyers.terms.disputes.claim_rules import Share
from buyers.trade.models import Order, Side
from buyers.trade.services.order_deadlines import CHINA
from buyers.trade.services.step_words import NextStep
from buyers.trade.services.words import money_words
from kpmarket.foundation.deadlines import Deadline
from kpmarket.foundation.places import place_name

MINE = {
    Code.ANSWER: gettext_lazy("Answer claim %(claim)s"),
    Code.AGREE: gettext_lazy("Agree on claim %(claim)s: propose a settlement, or answer"),
    Code.BRING_EVIDENCE: gettext_lazy("Send your evidence for claim %(claim)s"),
    Code.DECIDE: gettext_lazy("Decide about claim %(claim)s"),
    Code.OBJECT: gettext_lazy("Read the decision about claim %(claim)s, and object if you have a reason"),
    Code.DECIDE_AGAIN: gettext_lazy("Decide about the objection in claim %(claim)s"),
    Code.CARRY_OUT: gettext_lazy("Carry out the decision about claim %(claim)s"),
    Code.AWAIT_AWARD: gettext_lazy("Claim %(claim)s waits for the award of a tribunal or court"),
    Code.DECIDE_AFTER: gettext_lazy("Decide about the money of claim %(claim)s: no award came in time"),
}
THEIRS = {
    Code.ANSWER: gettext_lazy("%(who)s answers claim %(claim)s"),
    Code.AGREE: gettext_lazy("%(who)s answers the settlement that you proposed for claim %(claim)s"),
    Code.BRING_EVIDENCE: gettext_lazy("Both sides send evidence for claim %(claim)s"),
    Code.DECIDE: gettext_lazy("The desk decides about claim %(claim)s"),
    Code.OBJECT: gettext_lazy("%(who)s may object to the decision about claim %(claim)s"),
    Code.DECIDE_AGAIN: gettext_lazy("Another case handler decides about the objection in claim %(claim)s"),
    Code.CARRY_OUT: gettext_lazy("The decision about claim %(claim)s is carried out"),
    Code.AWAIT_AWARD: gettext_lazy("Claim %(claim)s waits for the award of a tribunal or court"),
    Code.DECIDE_AFTER: gettext_lazy("Two people of the desk decide about the money of claim %(claim)s"),
}
SIGN = gettext_lazy("Sign the settlement that is proposed for claim %(claim)s, or propose another")
THEN = {
    Then.MAY_ESCALATE: gettext_lazy(
        "Without an answer until then, either side may pass the claim to the desk at once. Silence admits nothing."
    ),
    Then.ESCALATES: gettext_lazy("Without an agreement until then, the claim goes to the desk by itself."),
    Then.DECIDED_AS_IS: gettext_lazy("After that day the desk decides on what is there."),
    Then.SHOWN_LATE: gettext_lazy("After that day it is late, and stays visible as late."),
    Then.BECOMES_FINAL: gettext_lazy("If neither side objects until then, the decision is final and is carried out."),
    Then.DESK_DECIDES: gettext_lazy("Without an award until then, two people of the desk decide where the money goes."),
    Then.NOTHING_HELD: gettext_lazy(
        "No third party keeps money for this claim, so the desk does not decide about it: what is left is an agreement or a "
        "legal case."
    ),
}
STAGES = {
    Stage.OPEN: gettext_lazy("Waits for an answer"),
    Stage.TALKING: gettext_lazy("Both sides negotiate"),
    Stage.EVIDENCE: gettext_lazy("With the desk: days for evidence"),
    Stage.DECIDING: gettext_lazy("With the desk: to be decided"),
    Stage.DECIDED: gettext_lazy("Decided: objections are possible"),
    Stage.OBJECTED: gettext_lazy("Objection: to be decided again"),
    Stage.FINAL: gettext_lazy("Decision final"),
    Stage.ARBITRATED: gettext_lazy("In arbitration or court"),
    Stage.SETTLED: gettext_lazy("Settled"),
    Stage.CARRIED_OUT: gettext_lazy("Carried out"),
    Stage.WITHDRAWN: gettext_lazy("Withdrawn"),
}
SECOND = {
    "large": gettext_lazy("It is about a large sum."),
    "full_refund": gettext_lazy("It gives back all that is held for these parts."),
    "against_report": gettext_lazy("It says the opposite of the latest inspection report."),
    "arbitration": gettext_lazy("It follows an arbitration or a court."),
}
"""Why a decision needs a second signature."""


@dataclass(frozen=True)
class DutyWords:
    """A duty in words. ``ends`` is the day and where it ends, ``here`` the same moment on the reader's clock."""

    code: str
    sentence: str
    is_mine: bool
    ends: str
    here: str
    is_late: bool
    then: str


def reader_of(order: Order, party: Party) -> tuple[ZoneInfo, str]:
    """The zone and the place of whoever reads."""
    if party is Party.BUYER:
        return order.buyer.zone, place_name(order.buyer.country)
    return CHINA, place_name("CN")


def duties_in_words(known: Known, reader: Party, *, at: datetime) -> list[DutyWords]:
    """Everything that the claim waits for, as this reader understands it."""
    return [_duty(known, one, reader, at) for one in known.standing.duties]


def next_steps(known: Known, side: Side, *, at: datetime) -> list[NextStep]:
    """The same as steps of the order, for its page and for lists."""
    found = []
    for duty, words in zip(known.standing.duties, duties_in_words(known, Party(side), at=at), strict=True):
        found.append(
            NextStep(
                code=f"claim_{words.code}",
                sentence=words.sentence,
                is_mine=words.is_mine,
                on=duty.until.day if duty.until else None,
                ends=words.ends,
                here=words.here,
                is_late=words.is_late,
                then=words.then,
                part=None,
                event="",
            )
        )
    return found


def stage_words(stage: Stage) -> str:
    """Where a claim stands."""
    return str(STAGES[stage])


def wanted_words(claim: Claim) -> str:
    """'USD 92.40: quantity. Wanted: refund of a part.'"""
    return _("%(amount)s: %(kind)s. Wanted: %(remedy)s.") % {
        "amount": money_words(claim.amount, claim.order.currency),
        "kind": claim.get_kind_display(),
        "remedy": claim.get_remedy_display(),
    }


def shares_in_words(shares: Iterable[Share], currency: str) -> list[str]:
    """'Part 2: USD 92.40 to the buyer, USD 0.00 to the supplier'; nothing where no money moves."""
    return [
        _("Part %(part)s: %(buyer)s to the buyer, %(supplier)s to the supplier.")
        % {
            "part": one.part,
            "buyer": money_words(one.to_buyer, currency),
            "supplier": money_words(one.to_supplier, currency),
        }
        for one in shares
    ]


def name_of(order: Order, side: str) -> str:
    """The other side, or oneself, by name; the desk for nobody's side."""
    names = {Side.BUYER: order.buyer.organisation, Side.SUPPLIER: order.supplier.display_name}
    return names[Side(side)] if side in names else _("The desk")


def second_in_words(codes: Sequence[str]) -> list[str]:
    """Why a second signature is needed."""
    return [str(SECOND[code]) for code in codes if code in SECOND]


def _duty(known: Known, duty: Duty, reader: Party, at: datetime) -> DutyWords:
    words, is_mine = _sentence(known, duty, reader)
    order = known.claim.order
    party = duty.party or reader.other
    names = {"claim": known.claim.number, "who": name_of(order, "" if party is Party.DESK else str(party))}
    until = duty.until
    return DutyWords(
        code=str(duty.code),
        sentence=str(words) % names,
        is_mine=is_mine,
        ends=_ends(order, until) if until else "",
        here=_here(order, until, reader) if until else "",
        is_late=bool(until and until.is_over(at)),
        then=str(THEN[duty.then]),
    )


def _sentence(known: Known, duty: Duty, reader: Party) -> tuple[object, bool]:
    """The sentence, and whether the reader is who acts."""
    if duty.code is Code.AGREE and reader is not Party.DESK:
        proposed = known.last("proposed")
        if proposed and proposed.side == reader:
            return THEIRS[Code.AGREE], False
        return (SIGN, True) if proposed else (MINE[Code.AGREE], True)
    if duty.party is None:
        is_mine = reader is not Party.DESK and duty.code is not Code.AWAIT_AWARD
    else:
        is_mine = duty.party is reader
    return (MINE if is_mine else THEIRS)[duty.code], is_mine


def deadline_of(until: LastDay) -> Deadline:
    """The same as a deadline of the site."""
    return Deadline(until.day, ZoneInfo(str(until.zone)))


def _ends(order: Order, until: LastDay) -> str:
    place = reader_of(order, until.party)[1]
    return _("until the end of %(day)s in %(place)s") % {"day": date_format(until.day, "DATE_FORMAT"), "place": place}


def _here(order: Order, until: LastDay, reader: Party) -> str:
    zone, place = reader_of(order, reader)
    there = deadline_of(until).read_in(zone)
    if there is None:
        return ""
    return _("%(moment)s in %(place)s") % {"moment": date_format(there, "DATETIME_FORMAT"), "place": place}
