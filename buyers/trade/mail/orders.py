"""Letters about an order, from its placing to its end. One function per letter; each has one action, and says what happens
if nothing is done. All are a duty: nobody unsubscribes from them.
"""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from buyers.trade.mail.deadlines import deadline_words, minor_words
from buyers.trade.models import Contract, Order, Side
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.deadlines import Deadline
from kpmarket.foundation.outbox.models import Letter

Words = object
"""Text that is put into words while the letter is written, in its language."""
CHINA = ZoneInfo("Asia/Shanghai")


class Read:
    """Calls a function each time that it is read as text: a letter is written in its reader's language."""

    def __init__(self, write: Callable[[], str]) -> None:
        self.write = write

    def __str__(self) -> str:
        return self.write()


def order_placed(order: Order, total: int, deadline: Deadline, side: Side, user: User) -> Letter:
    """Placed: the supplier has to answer, the buyer waits."""
    words = {"order": order.number, "buyer": order.buyer, "supplier": _supplier(order)}
    if side == Side.SUPPLIER:
        subject = _("Order %(order)s from %(buyer)s: please confirm")
        what = _("%(buyer)s placed an order with you.")
        action = _("Read the order and answer")
        silence = _("Confirm until %(deadline)s. Without an answer the order is over; nothing was demanded.")
    else:
        subject = _("Order %(order)s is placed with %(supplier)s")
        what = _("Your order is with the supplier.")
        action = _("Open the order")
        silence = _(
            "%(supplier)s confirms until %(deadline)s. Without an answer the order is over; nothing was demanded."
        )
    return _compose("placed", order, side, user, subject, (what, silence), action, words, total, deadline)


def order_to_approve(order: Order, total: int, user: User) -> Letter:
    """To who placed it: it waits for a second member."""
    return _compose(
        "to_approve",
        order,
        Side.BUYER,
        user,
        _("Order %(order)s waits for a second member"),
        (
            _("It is above the limit that %(buyer)s set. A second member who may purchase has to approve it."),
            _("Until then the supplier does not see it, and prices and days do not bind the supplier."),
        ),
        _("Open the order"),
        {"order": order.number, "buyer": order.buyer},
        total,
    )


def second_signature_wanted(order: Order, total: int, user: User) -> Letter:
    """To the other members who may approve it."""
    return _compose(
        "second",
        order,
        Side.BUYER,
        user,
        _("Please approve order %(order)s"),
        (
            _("%(person)s placed an order that is above the limit of %(buyer)s."),
            _("Nothing happens before a second member approves it: the supplier does not see it."),
        ),
        _("Read and approve the order"),
        {"order": order.number, "buyer": order.buyer, "person": order.placed_by},
        total,
    )


def order_approved(order: Order, total: int, deadline: Deadline, user: User) -> Letter:
    """To the buyer's side: it is with the supplier now."""
    return _compose(
        "approved",
        order,
        Side.BUYER,
        user,
        _("Order %(order)s is approved"),
        (
            _("It is with %(supplier)s now."),
            _("%(supplier)s confirms until %(deadline)s. Without an answer the order is over; nothing was demanded."),
        ),
        _("Open the order"),
        {"order": order.number, "supplier": _supplier(order)},
        total,
        deadline,
    )


def order_confirmed(order: Order, total: int, side: Side, user: User) -> Letter:
    """Both signed: the contract holds."""
    return _compose(
        "confirmed",
        order,
        side,
        user,
        _("Order %(order)s is confirmed"),
        (
            _("Both sides signed the contract."),
            _(
                "Nothing has to be done until the first payment is demanded or an event is due: the page of the order says which, and when."
            ),
        ),
        _("Open the order"),
        {"order": order.number},
        total,
    )


def order_declined(order: Order, total: int, reason: str, user: User) -> Letter:
    """The supplier does not take it: to the buyer."""
    return _compose(
        "declined",
        order,
        Side.BUYER,
        user,
        _("Order %(order)s is declined"),
        (
            _("%(supplier)s does not take the order and writes: “%(reason)s”"),
            _("Nothing was demanded. You may accept another quote or order from somebody else."),
        ),
        _("Open the order"),
        {"order": order.number, "supplier": _supplier(order), "reason": reason},
        total,
    )


def order_not_confirmed(order: Order, total: int, side: Side, user: User) -> Letter:
    """The days to confirm are over."""
    silence = (
        _("Nothing was demanded. You may place the order again, or order from somebody else.")
        if side == Side.BUYER
        else _("You can no longer confirm it. The buyer may place it again.")
    )
    return _compose(
        "not_confirmed",
        order,
        side,
        user,
        _("Order %(order)s was not confirmed in time"),
        (_("%(supplier)s did not confirm it in time."), silence),
        _("Open the order"),
        {"order": order.number, "supplier": _supplier(order)},
        total,
    )


def amendment_proposed(contract: Contract, total: int, deadline: Deadline, side: Side, user: User) -> Letter:
    """To the side that has not signed the new version."""
    order = contract.order
    return _compose(
        f"amendment-{contract.version}",
        order,
        side,
        user,
        _("Order %(order)s: a change of the contract waits for your signature"),
        (
            _("The other side proposes version %(version)s. Its reason: “%(reason)s”"),
            _("Sign it until %(deadline)s. Without your signature the contract stays as it is."),
        ),
        _("Compare and sign"),
        {"order": order.number, "version": contract.version, "reason": contract.reason},
        total,
        deadline,
    )


def amendment_signed(contract: Contract, total: int, side: Side, user: User) -> Letter:
    """To both sides: the new version holds."""
    order = contract.order
    return _compose(
        f"amended-{contract.version}",
        order,
        side,
        user,
        _("Order %(order)s: version %(version)s of the contract holds"),
        (
            _("Both sides signed it. The version before stays readable."),
            _("Nothing has to be done now: the page of the order says what comes next."),
        ),
        _("Open the order"),
        {"order": order.number, "version": contract.version},
        total,
    )


def part_ended(
    contract: Contract, total: int, cause: Words, freight: tuple[int, int], side: Side, user: User
) -> Letter:
    """To both sides: one ended units that are not shipped; the order goes on with the others, and freight for them."""
    order, (before, after) = contract.order, freight
    sentences: tuple[Words, ...] = (
        _("Units that are not shipped were ended. Cause: %(cause)s"),
        _("The side that ended them writes: “%(reason)s”"),
        _("What was paid for them and is not released serves what is demanded; the rest goes back to the buyer."),
        *(
            [_("Freight falls with the price of these units: %(after)s instead of %(before)s.")]
            if after < before
            else []
        ),
    )
    words: dict[str, Words] = {
        "order": order.number,
        "cause": cause,
        "reason": contract.reason,
        "before": Read(lambda: minor_words(before, order.currency)),
        "after": Read(lambda: minor_words(after, order.currency)),
    }
    title = _("Order %(order)s: part of it was ended")
    kind = f"part-ended-{contract.version}"
    return _compose(kind, order, side, user, title, sentences, _("See what is left"), words, total)


def order_cancelled(
    order: Order, total: int, cause: Words, money: tuple[int, int] | None, note: str, side: Side, user: User
) -> Letter:
    """To both sides. ``money``: minor units that go back to the buyer and that the supplier keeps, where any was held."""
    sentences: list[Words] = [_("The order is cancelled. Cause: %(cause)s")]
    if note:
        sentences.append(_("The other side or a colleague wrote: “%(note)s”"))
    sentences.append(
        _("%(back)s go back to the buyer, %(kept)s to the supplier. Nothing has to be done.")
        if money
        else _("No money is concerned. Nothing has to be done.")
    )
    back, kept = money or (0, 0)
    words = {
        "order": order.number,
        "cause": cause,
        "note": note,
        "back": Read(lambda: minor_words(back, order.currency)),
        "kept": Read(lambda: minor_words(kept, order.currency)),
    }
    subject = _("Order %(order)s is cancelled")
    return _compose("cancelled", order, side, user, subject, tuple(sentences), _("Open the order"), words, total)


def _supplier(order: Order) -> Words:
    return Read(lambda: order.supplier.display_name)


def zone_of(order: Order, side: Side) -> ZoneInfo:
    """In which the people of that side read days."""
    return order.buyer.zone if side == Side.BUYER else CHINA


def _compose(
    kind: str,
    order: Order,
    side: Side,
    user: User,
    subject: Words,
    sentences: tuple[Words, ...],
    action: Words,
    words: dict[str, Words],
    total: int,
    deadline: Deadline | None = None,
) -> Letter:
    if deadline:
        zone = zone_of(order, side)
        words = {**words, "deadline": Read(lambda: deadline_words(deadline, zone))}
    context = {
        "title": Read(lambda: str(subject) % words),
        "sentences": [_read(one, words) for one in sentences],
        "order": order,
        "total": Read(lambda: minor_words(total, order.currency)),
        "action_url": settings.SITE_URL + order.get_absolute_url(),
        "action_label": action,
        "reason": _REASONS[side],
    }
    return mail.compose("trade/order", user, context, key=f"order-{order.pk}-{kind}-{user.pk}")


def _read(sentence: Words, words: dict[str, Words]) -> Read:
    return Read(lambda: str(sentence) % words)


_REASONS = {
    Side.BUYER: _("You get this letter because you buy for the organisation that placed the order."),
    Side.SUPPLIER: _("You get this letter because you act for a supplier."),
}
