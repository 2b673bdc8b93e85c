"""A link for somebody without an account: an inspector at the factory, or a forwarder."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buyers.trade.models import Order, Side
from kpmarket.accounts.models import User


class GuestLink(models.Model):
    """Who may report on one subject of an order by an address that was sent to them, until when, and who gave it.

    The subject is ``inspection``; or ``shipment``, None where the guest opens the shipments of the order. A quote of freight is for
    the whole order.
    ``language``: that of the letter and, until the guest chooses another, of the pages. Only the SHA-256 of the token is kept: nobody can read an address out of the database. ``revoked_at`` ends it at once.
    """

    class Purpose(models.TextChoices):
        INSPECTION = "inspection", _("Report an inspection")
        SHIPMENT = "shipment", _("Report on a shipment")
        FREIGHT = "freight", _("Quote the freight")

    order = models.ForeignKey(Order, models.PROTECT, related_name="guest_links", verbose_name=_("order"))
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    side = models.CharField(_("given by"), max_length=8, choices=Side)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person who gave it"))
    given_at = models.DateTimeField(_("given"))
    name = models.CharField(_("name"), max_length=120)
    organisation = models.CharField(_("organisation"), max_length=200)
    email = models.EmailField(_("email address"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    shipment = models.ForeignKey(
        "delivery.Shipment", models.PROTECT, null=True, related_name="guest_links", verbose_name=_("shipment")
    )
    inspection = models.ForeignKey(
        "delivery.Inspection", models.PROTECT, null=True, related_name="guest_links", verbose_name=_("inspection")
    )
    token_sha256 = models.CharField(_("SHA-256 of the token"), max_length=64, unique=True)
    ends_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("revoked by"))

    class Meta:
        verbose_name = _("link for a guest")
        verbose_name_plural = _("links for guests")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="shipment", inspection=None)
                | Q(purpose="freight", inspection=None, shipment=None)
                | Q(purpose="inspection", inspection__isnull=False, shipment=None),
                name="guest_link_for_its_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.organisation}"
