"""Letters about goods that arrived: please check them, the days end, and what was rejected. Each once to each person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.delivery.models import CheckOutcome, DeliveryCheck
from buyers.delivery.services.acceptance.words import basis_words, line_name, quantity_words
from buyers.terms.contract import Terms
from buyers.trade.mail.short_letters import Words, short_letter
from buyers.trade.models import Order, Side
from buyers.trade.services.letters import write_once
from buyers.trade.services.parties import people_who_act
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter


def write_of_rejection(made: DeliveryCheck, terms: Terms, *, at: datetime) -> int:
    """Notify the supplier of what the buyer rejected or misses. The order's row must be locked."""
    order, rejected = made.order, list(made.quantities.select_related("lot"))
    rejected = [one for one in rejected if one.outcome not in (CheckOutcome.ACCEPTED, CheckOutcome.AFTER_ALL)]

    def words() -> Words:
        names = {line.number: line_name(line) for line in terms.lines}
        return Words(
            _("Order %(order)s: the buyer did not accept everything") % {"order": order.number},
            (
                _("The buyer checked the goods on %(day)s and did not accept:") % {"day": date_format(made.looked_on)},
                *(quantity_words(row, names) for row in rejected),
                _(
                    "Money for goods that are not accepted is not released by silence. Look at the photographs and agree with the buyer; either side may open a claim."
                ),
            ),
            reverse("delivery:acceptance", args=[order.pk]),
            _("See what was rejected, and why"),
        )

    return _write(order, "goods_rejected", f"check:{made.pk}", Side.SUPPLIER, words, at=at)


def write_of_arrival(order: Order, terms: Terms, lines: Sequence[int], until: date, *, at: datetime) -> int:
    """Ask the buyer to check goods that arrived. The order's row must be locked."""

    def words() -> Words:
        return Words(
            _("Order %(order)s: goods arrived, please check them") % {"order": order.number},
            (
                *(line_name(line) for line in terms.lines if line.number in lines),
                basis_words(terms),
                _("Check them by the end of %(day)s. What nobody rejects by then counts as accepted.")
                % {"day": date_format(until)},
            ),
            reverse("delivery:check", args=[order.pk]),
            _("Accept or reject, by quantity"),
        )

    return _write(order, "goods_arrived", f"until:{until.isoformat()}", Side.BUYER, words, at=at)


def write_of_ending(order: Order, terms: Terms, lines: Sequence[int], until: date, *, at: datetime) -> int:
    """The days to check end soon. The order's row must be locked."""

    def words() -> Words:
        return Words(
            _("Order %(order)s: the days to check the goods end on %(day)s")
            % {"order": order.number, "day": date_format(until)},
            (
                *(line_name(line) for line in terms.lines if line.number in lines),
                _("After that day what nobody rejected counts as accepted, and its money is released."),
                _("Tell the carrier of hidden damage as well: usually within 3 days by sea, 7 by road and 14 by air."),
            ),
            reverse("delivery:check", args=[order.pk]),
            _("Accept or reject, by quantity"),
        )

    return _write(order, "acceptance_ending", f"until:{until.isoformat()}", Side.BUYER, words, at=at)


def _write(order: Order, kind: str, cause: str, side: Side, words: Callable[[], Words], *, at: datetime) -> int:
    def compose(user: User) -> Letter:
        return short_letter(order, user, words, key=f"order-{order.pk}-{kind}-{cause}-{user.pk}")

    return len(write_once(order, kind, cause, people_who_act(order, side), compose, at=at))
