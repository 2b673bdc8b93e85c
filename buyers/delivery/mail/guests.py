"""The letter to somebody without an account: the only place where the token of a link stands."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from buyers.delivery.models import FreightQuote, GuestLink
from buyers.trade.mail.deadlines import moment_words
from buyers.trade.mail.short_letters import Words, short_letter
from buyers.trade.models import Side
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter

PAGES = {
    GuestLink.Purpose.INSPECTION: "delivery:guest-inspection",
    GuestLink.Purpose.SHIPMENT: "delivery:guest-shipment",
    GuestLink.Purpose.FREIGHT: "delivery:guest-freight",
}
"""The page that a link of each purpose opens; its only argument is ``token``."""


def guest_link(link: GuestLink, token: str) -> Letter:
    """Who asks, what for, until when, and the address. Written in the language that was chosen for the guest."""
    order = link.order
    with translation.override(link.language):
        names = {
            "person": link.given_by,
            "side": order.buyer.organisation if link.side == Side.BUYER else order.supplier.display_name,
            "order": order.number,
            "guest": link.name,
            "day": moment_words(link.ends_at),
        }
        what = {
            GuestLink.Purpose.INSPECTION: _(
                "%(person)s of %(side)s asks you to report an inspection for order %(order)s."
            ),
            GuestLink.Purpose.SHIPMENT: _(
                "%(person)s of %(side)s asks you to report on a shipment of order %(order)s."
            ),
            GuestLink.Purpose.FREIGHT: _(
                "%(person)s of %(side)s asks you to quote the freight of order %(order)s: goods, cartons and the way stand on the page."
            ),
        }[GuestLink.Purpose(link.purpose)]
        context = {
            "title": _("%(side)s asks for your report: order %(order)s") % names,
            "paragraphs": (
                what % names,
                _("You need no account. The link opens until %(day)s and is yours alone: please do not pass it on.")
                % names,
                _("Both sides of the order see what you report, with your name and organisation."),
            ),
            "action_url": settings.SITE_URL + reverse(PAGES[GuestLink.Purpose(link.purpose)], args=[token]),
            "action_label": _("Open the page of your report"),
            "reason": _("You get this letter because %(person)s of %(side)s entered your address.") % names,
        }
    return mail.compose("trade/short_letter", link, context, key=f"guest-link-{link.pk}")


def freight_quoted(quote: FreightQuote, link: GuestLink) -> Letter:
    """To who gave the link: the forwarder has quoted."""

    def words() -> Words:
        known = {"forwarder": link.organisation, "number": link.order.number}
        return Words(
            subject=_("%(forwarder)s has quoted the freight of order %(number)s") % known,
            paragraphs=(
                _("%(forwarder)s quotes by the link that you gave. Both sides of the order see the quote now.") % known,
            ),
            path=reverse("delivery:freight", args=[link.order_id]),
            action=_("Compare the quotes"),
        )

    return short_letter(link.order, link.given_by, words, key=f"freight-quoted-{quote.pk}")
