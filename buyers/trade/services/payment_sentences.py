"""What letters about the parts of the price say, in the language in force. Only what a holder has is called held."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.terms.parts import PartState
from buyers.trade.mail.short_letters import Words
from buyers.trade.models import Side
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.pay_instructions import reference_of
from buyers.trade.services.words import event_words, kind_words, money_words


def demand(facts: OrderFacts, part: PartState) -> Words:
    """The part is to be paid: how much, to whom, until when, under which reference."""
    title = _("Pay %(amount)s for %(order)s until %(day)s") % _facts_of(facts, part)
    return _to_pay(facts, part, title, ())


def demand_again(facts: OrderFacts, part: PartState) -> Words:
    """A reminder before the last day, and on it."""
    title = _("%(amount)s for %(order)s is to be paid until %(day)s") % _facts_of(facts, part)
    return _to_pay(facts, part, title, ())


def demand_late(facts: OrderFacts, part: PartState) -> Words:
    """The last day is over and the part is not paid."""
    title = _("%(amount)s for %(order)s was to be paid until %(day)s") % _facts_of(facts, part)
    late = _(
        "If you have paid, the money has not reached the account yet. A supplier that is not paid may cancel the order."
    )
    return _to_pay(facts, part, title, (late,))


def received_part(facts: OrderFacts, part: PartState) -> Words:
    """Some of it came in."""
    values = _facts_of(facts, part) | {"got": _money(facts, part.part.amount - part.missing)}
    title = _("Received %(got)s for %(order)s, %(amount)s is missing") % values
    return _to_pay(facts, part, title, ())


def received_too_much(facts: OrderFacts) -> Words:
    """Money came in that serves no part that is demanded."""
    values = {"amount": _money(facts, facts.balances.unapplied), "order": facts.order.number}
    return Words(
        _("%(amount)s for %(order)s serves no part that is demanded") % values,
        (
            _("%(amount)s came in early, twice, or beyond what was demanded. It is yours.") % values,
            _("If you do nothing, it is used for the next part when that is demanded. You may also have it sent back."),
        ),
        facts.order.get_absolute_url(),
        _("Open the order"),
    )


def held_for_buyer(facts: OrderFacts, part: PartState) -> Words:
    """The holder has it: for the buyer."""
    values = _facts_of(facts, part) | {"amount": _money(facts, part.money.held)}
    paragraphs = [
        _("%(holder)s holds %(amount)s for part %(part)s of %(order)s.") % values,
        _("It is released to the supplier when this is proven: %(event)s.") % {"event": event_words(part.part.release)},
    ]
    if part.charges:
        charges = {"charges": _money(facts, part.charges)}
        paragraphs.append(_("Banks on the way kept %(charges)s. The part counts as paid.") % charges)
    title = _("%(amount)s for %(order)s is held by %(holder)s") % values
    return Words(title, tuple(paragraphs), facts.order.get_absolute_url(), _("Open the order"))


def held_for_supplier(facts: OrderFacts, part: PartState) -> Words:
    """The holder has it: the supplier may start."""
    values = _facts_of(facts, part) | {"amount": _money(facts, part.money.held)}
    is_first = part.part.number == facts.parts[0].part.number
    next_act = _("You may start.") if is_first else _("You may go on.")
    proof = _("It is released to you when this is proven: %(event)s.") % {"event": event_words(part.part.release)}
    title = _("%(amount)s for %(order)s is held by %(holder)s") % values
    return Words(title, (next_act, proof), facts.order.get_absolute_url(), _("Open the order"))


def released(facts: OrderFacts, part: PartState, side: Side) -> Words:
    """The part is the supplier's, and what proved that it may be."""
    values = _facts_of(facts, part) | {"amount": _money(facts, part.money.released)}
    title = _("%(amount)s of %(order)s is released") % values
    kinds = [kind_words(kind) for kind in part.part.evidence if facts.is_proven(kind)]
    because = _("Released because of: %(reasons)s.") % {"reasons": ", ".join([event_words(part.part.release), *kinds])}
    whose = (
        _("It is sent to the account of yours that is in force.")
        if side == Side.SUPPLIER
        else _("It is the supplier's from now on.")
    )
    return Words(title, (because, whose), facts.order.get_absolute_url(), _("Open the order"))


def paid_out(facts: OrderFacts, part: PartState) -> Words:
    """The bank confirmed that it left the holder's account."""
    values = _facts_of(facts, part) | {"amount": _money(facts, part.money.paid_out)}
    sent = _("The bank has confirmed the transfer to the account of yours that was in force.")
    title = _("%(amount)s of %(order)s is paid out") % values
    return Words(title, (sent,), facts.order.get_absolute_url(), _("Open the order"))


def payment_arrived(facts: OrderFacts, part: PartState) -> Words:
    """Without a holder: the supplier says that the part arrived."""
    values = _facts_of(facts, part) | {"amount": _money(facts, part.money.paid_directly)}
    title = _("The supplier has received %(amount)s for %(order)s") % values
    nobody = _("Nobody keeps this money for you: it was paid straight to the supplier.")
    return Words(title, (nobody,), facts.order.get_absolute_url(), _("Open the order"))


def free_to_end(facts: OrderFacts, since: date) -> Words:
    """Force majeure lasts longer than agreed: either side may end what is not shipped."""
    days = facts.terms.force_majeure_days if facts.terms else 0
    values = {"order": facts.order.number, "days": days, "day": _day(since)}
    title = _("Force majeure of %(order)s lasts longer than %(days)s days") % values
    may = _("Since %(day)s either side may end what is not shipped, alone.") % values
    silence = _("If nobody does, the order goes on, and its days keep moving while the force majeure lasts.")
    return Words(title, (may, silence), facts.order.get_absolute_url(), _("Open the order"))


def _to_pay(facts: OrderFacts, part: PartState, title: str, more: tuple[str, ...]) -> Words:
    """A letter that asks for money: to whom it goes, and the page that says how."""
    values = _facts_of(facts, part)
    if facts.is_held_here:
        to_whom = _("Pay it to %(holder)s, who holds it for you until what you agreed on is proven.") % values
    else:
        to_whom = _("Pay it straight to the supplier's account. Nobody keeps it for you.")
    reference = _("Write this reference on the transfer: %(reference)s") % values
    silence = _("If nothing is paid by then, the supplier need not go on.")
    path = reverse("trade:pay", args=[facts.order.pk, part.part.number])
    return Words(title, (*more, to_whom, reference, silence), path, _("See how to pay"))


def _facts_of(facts: OrderFacts, part: PartState) -> dict[str, str | int]:
    """What sentences name: ``amount`` is what is still missing."""
    return {
        "amount": _money(facts, part.missing),
        "order": facts.order.number,
        "part": part.part.number,
        "day": _day(part.due),
        "holder": facts.order.holder.name if facts.order.holder else "",
        "reference": reference_of(facts.order, part.part.number).printed,
    }


def _money(facts: OrderFacts, amount: int) -> str:
    return money_words(amount, facts.order.currency)


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
