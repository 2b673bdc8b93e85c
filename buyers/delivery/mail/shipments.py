"""Letters about a shipment: short ones, each with the page of the shipment to open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buyers.delivery.models import Shipment
from buyers.trade.mail.short_letters import Words, short_letter
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter


@dataclass(frozen=True)
class Late:
    """The day that is expected now, and by how many days it is later than agreed."""

    day: date
    days: int


def shipped(shipment: Shipment, person: User, day: date, *, key: str) -> Letter:
    """The goods left the supplier's hands."""

    def words() -> Words:
        return _words(
            shipment,
            _("On the way: shipment %(number)s"),
            _(
                "Shipment %(number)s was handed over for transport on %(day)s. Its page shows the way and what is expected."
            ),
            day=date_format(day),
        )

    return short_letter(shipment.order, person, words, key=key)


def delayed(shipment: Shipment, person: User, late: Late, *, key: str) -> Letter:
    """The goods are expected later than agreed."""

    def words() -> Words:
        text = ngettext(
            "Shipment %(number)s is now expected on %(day)s, %(days)s day later than agreed.",
            "Shipment %(number)s is now expected on %(day)s, %(days)s days later than agreed.",
            late.days,
        )
        rights = _("The signed terms stay as they are: what lateness allows is on the order's page.")
        return _words(
            shipment,
            _("Later than agreed: shipment %(number)s"),
            text,
            rights,
            day=date_format(late.day),
            days=late.days,
        )

    return short_letter(shipment.order, person, words, key=key)


def customs_hold(shipment: Shipment, person: User, day: date, *, key: str) -> Letter:
    """Customs hold the goods."""

    def words() -> Words:
        return _words(
            shipment,
            _("Held by customs: shipment %(number)s"),
            _("Customs hold shipment %(number)s since %(day)s. Please find out what they ask for, and send it soon."),
            _("Storage is charged by the day in most ports."),
            day=date_format(day),
        )

    return short_letter(shipment.order, person, words, key=key)


def delivered(shipment: Shipment, person: User, day: date, *, key: str) -> Letter:
    """Somebody reports that the goods came, without a document: the buyer checks them."""

    def words() -> Words:
        return _words(
            shipment,
            _("Delivered, please check: shipment %(number)s"),
            _("Shipment %(number)s is reported as delivered on %(day)s. Please count and check the goods."),
            _("It is a report without a document: no days run from it yet."),
            day=date_format(day),
        )

    return short_letter(shipment.order, person, words, key=key)


def _words(shipment: Shipment, subject: str, *paragraphs: str, **facts: object) -> Words:
    known = {"number": f"{shipment.order.number}-S{shipment.number}", **facts}
    return Words(
        subject=subject % known,
        paragraphs=tuple(text % known for text in paragraphs),
        path=shipment.get_absolute_url(),
        action=_("Open the shipment"),
    )
