"""What assurance an order has: exactly what a named holder holds. By whom, how much, until when, and what it does not cover.

The words *held*, *assured* and *guaranteed* stand on pages, in letters and PDFs only in what this module says, and it says
them only where the ledger has money at a named holder. A test reads every page of an order without a holder.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from buyers.terms.contract import PartTerms, Terms
from buyers.trade.models import Order
from buyers.trade.services.balances import Balances
from buyers.trade.services.words import event_words, money_words
from kpmarket.foundation.places import place_name


@dataclass(frozen=True)
class HeldPart:
    """A part of the price at the holder, and the event that it waits for."""

    number: int
    amount: str
    until: str


@dataclass(frozen=True)
class Assurance:
    """``is_held``: whether a named holder holds money for the order at this moment. ``sentence`` is true as it stands."""

    is_held: bool
    sentence: str
    parts: tuple[HeldPart, ...] = ()
    not_covered: str = ""
    """What the assurance does not cover; empty where there is none."""
    holder: str = ""
    """Who holds it, with licence and authority; empty where nobody does."""


def assurance(order: Order, terms: Terms | None, balances: Balances) -> Assurance:
    """By whom, how much, until when, and what not."""
    holder = order.holder
    if holder is None:
        return Assurance(
            False, _("No third party keeps money for this order: what you pay goes straight to the supplier.")
        )
    named = _("%(kind)s, licence %(licence)s of %(regulator)s, %(country)s") % {
        "kind": holder.get_kind_display(),
        "licence": holder.licence,
        "regulator": holder.regulator,
        "country": place_name(holder.country),
    }
    amount = balances.held_in_all
    if amount == 0:
        text = _("%(holder)s holds nothing for this order at this moment.")
        return Assurance(False, text % {"holder": holder.name}, holder=named)
    text = _("%(holder)s holds %(amount)s for this order.")
    return Assurance(
        True,
        text % {"holder": holder.name, "amount": money_words(amount, order.currency)},
        tuple(_parts(order, terms, balances)),
        _(
            "Covered is this sum and nothing else: not what has been paid out already, not what was paid elsewhere, and no loss "
            "beyond it."
        ),
        named,
    )


def _parts(order: Order, terms: Terms | None, balances: Balances) -> list[HeldPart]:
    known: dict[int, PartTerms] = {part.number: part for part in terms.parts} if terms else {}
    return [
        HeldPart(number, money_words(amount, order.currency), _until(known.get(number)))
        for number, amount in sorted(balances.held.items())
    ]


def _until(part: PartTerms | None) -> str:
    """Until which event it stays there."""
    if part is None:
        return _("until the contract in force says otherwise")
    return pgettext("how long money stays with its holder", "until this is proven: %(event)s") % {
        "event": event_words(part.release)
    }
