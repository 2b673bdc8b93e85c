"""Letters about a recall that a person confirmed: to the supplier, and to buyers of the lots. Each once to each person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.delivery.models import RecallNotice, RecallQuestion, ShipmentLot
from buyers.trade.mail.short_letters import Words, short_letter
from buyers.trade.models import Side
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.letters import write_once
from buyers.trade.services.parties import people_who_act
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Membership

KIND = "recall"


def write_to_supplier(question: RecallQuestion, *, at: datetime) -> int:
    """To everybody who acts for the supplier; how many."""
    members = Membership.objects.filter(supplier=question.supplier_id, role__in=Membership.EDITING_ROLES)
    people = User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("pk")
    outbox.write([_to_supplier(question, one) for one in people], at=at)
    return len(people)


def write_to_buyer(question: RecallQuestion, order_pk: int, lots: Sequence[ShipmentLot], *, at: datetime) -> int:
    """To everybody who buys for the organisation; how many. Locks the order."""
    order, cause = lock_order(order_pk), f"recall:{question.pk}"

    def words() -> Words:
        return Words(
            _("Order %(order)s: a recall notice may concern goods of yours") % {"order": order.number},
            (
                notice_words(question.notice),
                _("Lots of yours that it names: %(lots)s.") % {"lots": ", ".join(lot.lot or lot.gtin for lot in lots)}
                if lots
                else _("No lots of this order are on record: please compare the labels with the notice."),
                _("Stop using and passing on what it names until this is settled, and read the notice itself."),
                _("Then say on the page what became of the goods: the supplier and the desk see who has not answered."),
            ),
            reverse("delivery:recall", args=[order.pk, question.pk]),
            _("Read it and answer"),
        )

    def compose(user: User) -> Letter:
        return short_letter(order, user, words, key=f"order-{order.pk}-{KIND}-{question.pk}-{user.pk}")

    return len(write_once(order, KIND, cause, people_who_act(order, Side.BUYER), compose, at=at))


def notice_words(notice: RecallNotice) -> str:
    """Who published what, when, and where it stands."""
    day = date_format(notice.published_on) if notice.published_on else _("no day named")
    return _("%(source)s, %(number)s (%(day)s): %(title)s %(url)s") % {
        "source": notice.source,
        "number": notice.source_id,
        "day": day,
        "title": notice.title,
        "url": notice.url,
    }


def _to_supplier(question: RecallQuestion, user: User) -> Letter:
    with translation.override(user.language):
        product = question.product.display_name if question.product else ""
        context = {
            "title": _("A recall notice concerns %(company)s") % {"company": question.supplier.display_name},
            "paragraphs": (
                notice_words(question.notice),
                _("It concerns: %(product)s.") % {"product": product}
                if product
                else _("It names your company; which products it concerns, please say."),
                _(
                    "Your recall list of lots, shipments and buyers is ready. Buyers of the lots that it names were notified."
                ),
                _("Laws set days within which authorities and customers are notified: look at once which bind you."),
            ),
            "action_url": settings.SITE_URL + reverse("delivery:supplier-lots", args=[question.supplier_id]),
            "action_label": _("Open the recall list"),
            "reason": _("You get this letter because you act for a supplier."),
        }
    return mail.compose("trade/short_letter", user, context, key=f"recall-{question.pk}-{user.pk}")
