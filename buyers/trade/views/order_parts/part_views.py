"""Parts of the price: when each is asked for, where its money is, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.terms.parts import PartState, Stage
from buyers.trade.models import Side
from buyers.trade.services.fact_rows import CONTRADICTION, OrderFacts
from buyers.trade.services.situations import BEFORE_CONFIRMATION
from buyers.trade.services.words import event_words, kind_words, money_words, share_words, stage_words

TONES = {
    Stage.DEMANDED: "warn",
    Stage.PARTLY_PAID: "warn",
    Stage.HELD: "ok",
    Stage.RELEASED: "info",
    Stage.PAID_OUT: "info",
    Stage.PAID: "info",
    Stage.RESOLVED: "mute",
}


@dataclass(frozen=True)
class Need:
    """Evidence that a part waits for."""

    words: str
    is_there: bool


@dataclass(frozen=True)
class PartView:
    """One part."""

    number: int
    share: str
    amount: str
    state: str
    state_label: str
    tone: str
    where: str
    due: str
    release_label: str
    release: str
    needs: tuple[Need, ...]
    pay_url: str
    pay_label: str


@dataclass(frozen=True)
class MoneyRow:
    """A sum of the ledger."""

    label: str
    value: str


@dataclass(frozen=True)
class MoneyView:
    """Sums of the order in the ledger, and what else there is to say."""

    rows: tuple[MoneyRow, ...]
    notes: tuple[str, ...]


def parts_of(facts: OrderFacts, side: Side) -> list[PartView]:
    """Every part, as that side reads it."""
    return [_part(one, facts, side) for one in facts.parts]


def money_of(facts: OrderFacts) -> MoneyView:
    """What came in, what is where, and what went out; nothing where nobody keeps money of this order."""
    if not facts.is_held_here:
        return MoneyView((), (_("The supplier is paid directly, so there are no sums of ours to show."),))
    sums, currency = facts.balances, facts.order.currency
    rows = (
        (_("Received"), sums.received),
        (_("Not used for a part yet"), sums.unapplied),
        (_("Held for parts"), sums.held_in_all),
        (_("Released, on its way to the supplier"), sums.payable + sums.sent_to_supplier - sums.paid_to_supplier),
        (_("Paid to the supplier"), sums.paid_to_supplier),
        (_("To be paid back to the buyer"), sums.refundable + sums.sent_to_buyer - sums.paid_to_buyer),
        (_("Paid back to the buyer"), sums.paid_to_buyer),
        (_("Fee"), sums.fee),
    )
    shown = [MoneyRow(label, money_words(amount, currency)) for label, amount in rows if amount or label == rows[0][0]]
    return MoneyView(tuple(shown), (_("Each figure is the sum of the order's movements in the ledger."),))


def _part(state: PartState, facts: OrderFacts, side: Side) -> PartView:
    part, currency = state.part, facts.order.currency
    is_to_pay = state.stage in (Stage.DEMANDED, Stage.PARTLY_PAID) and not facts.is_outside_ledger
    is_asked = is_to_pay and facts.order.status not in BEFORE_CONFIRMATION
    return PartView(
        number=part.number,
        share=share_words(part.share_bp),
        amount=money_words(part.amount, currency),
        state=str(state.stage),
        state_label=stage_words(state.stage),
        tone=TONES.get(state.stage, "mute"),
        where=_where(state, facts),
        due=_due(state, facts),
        release_label=_("Goes to the supplier when") if facts.is_held_here else _("Agreed together with"),
        release=event_words(part.release),
        needs=tuple(
            Need(kind_words(kind), facts.is_proven(kind) or (kind not in state.lacks and state.stage == Stage.HELD))
            for kind in part.evidence
        ),
        pay_url=reverse("trade:pay", args=[facts.order.pk, part.number]) if is_asked and side == Side.BUYER else "",
        pay_label=_("How to pay this part"),
    )


def _where(state: PartState, facts: OrderFacts) -> str:
    """Where the money of the part is, in a sentence."""
    holder = facts.order.holder.name if facts.order.holder else ""
    words = {
        "missing": money_words(state.missing, facts.order.currency),
        "held": money_words(state.money.held, facts.order.currency),
        "released": money_words(state.money.released, facts.order.currency),
        "refunded": money_words(state.money.refunded, facts.order.currency),
        "charges": money_words(state.charges, facts.order.currency),
        "holder": holder,
    }
    sentences = {
        Stage.PLANNED: _("Nothing is to be paid yet."),
        Stage.DEMANDED: _("%(missing)s is to be paid."),
        Stage.PARTLY_PAID: _("%(missing)s is still missing.")
        if not holder
        else _("%(held)s is held by %(holder)s; %(missing)s is still missing."),
        Stage.HELD: _("%(held)s is held by %(holder)s."),
        Stage.RELEASED: _("%(released)s is released and on its way to the supplier's account."),
        Stage.PAID_OUT: _("%(released)s reached the supplier's account, as the bank's statement shows."),
        Stage.PAID: _("The supplier says that it arrived. Nobody else can confirm that here."),
        Stage.RESOLVED: _("%(refunded)s was given back to the buyer, %(released)s to the supplier."),
        Stage.CANCELLED: _("Nothing is to be paid any more."),
    }
    text = sentences[state.stage] % words
    if state.stage == Stage.HELD and CONTRADICTION in state.stopped_by:
        text = f"{text} {_('It stays held while what was reported contradicts itself.')}"
    return f"{text} {_('%(charges)s was kept by banks on the way.') % words}" if state.charges else text


def _due(state: PartState, facts: OrderFacts) -> str:
    """By when it is to be paid, or what it is asked for after."""
    event = event_words(state.part.due)
    if state.stopped_by and state.stage == Stage.PLANNED:
        return _("Not asked for while the clearance does not stand")
    if state.due and state.missing and facts.order.status not in BEFORE_CONFIRMATION:
        return _("by %(day)s") % {"day": date_format(state.due)}
    return _("After: %(event)s, within %(days)s days") % {"event": event, "days": state.part.pay_within_days}
