"""Who buys: an organisation, and the people who act for it."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.invitations import IS_ACCEPTED_BY_SOMEONE, IS_PENDING, BaseInvitation
from kpmarket.accounts.models import User
from kpmarket.foundation.places import time_zone_of
from suppliers.models.product import Currency


class BuyerQuerySet(models.QuerySet["Buyer"]):
    def for_user(self, user: User) -> BuyerQuerySet:
        """Organisations that this person belongs to."""
        return self.filter(memberships__user=user)

    def acted_for_by(self, user_pk: int | None) -> BuyerQuerySet:
        """Organisations of this person, the one that they act for now first: with ``role_held``."""
        theirs = self.filter(memberships__user=user_pk).annotate(role_held=F("memberships__role"))
        return theirs.order_by(F("memberships__chosen_at").desc(nulls_last=True), "memberships__since", "pk")

    def purchased_for_by(self, user: User) -> BuyerQuerySet:
        """Organisations for which this person asks and, later, orders."""
        return self.filter(memberships__user=user, memberships__role__in=BuyerMembership.PURCHASING_ROLES)

    def owned_by(self, user: User) -> BuyerQuerySet:
        """Organisations whose particulars and people this person may change."""
        return self.filter(memberships__user=user, memberships__role=BuyerMembership.Role.OWNER)


class Buyer(models.Model):
    """The organisation that buys: a legal person in a country. People act for it as its members.

    ``approval_limit`` is an amount in ``approval_currency``, above which a second member has to agree; empty: no limit.
    """

    organisation = models.CharField(_("legal name"), max_length=200)
    country = models.CharField(_("country"), max_length=6, help_text=_("ISO 3166 code"))
    address = models.CharField(_("address"), max_length=300, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    """As 'America/Sao_Paulo'; empty: the usual one of the country."""
    approval_limit = models.DecimalField(_("approval limit"), max_digits=14, decimal_places=2, null=True, blank=True)
    approval_currency = models.CharField(_("currency of the limit"), max_length=3, choices=Currency, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    my_role: str
    """What the person who asks may do; only on rows that a view fetched for one person."""

    objects = BuyerQuerySet.as_manager()

    class Meta:
        verbose_name = _("buyer")
        verbose_name_plural = _("buyers")
        ordering = ["organisation"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approval_limit=None, approval_currency="")
                | (Q(approval_limit__gt=Decimal(0)) & ~Q(approval_currency="")),
                name="buyer_limit_is_an_amount_of_a_currency",
            )
        ]

    def __str__(self) -> str:
        return self.organisation

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which its days end; UTC where neither it nor its country names one."""
        if self.time_zone:
            return ZoneInfo(self.time_zone)
        return time_zone_of(self.country) or ZoneInfo("UTC")


class BuyerMembership(models.Model):
    """What one person may do for one organisation that buys."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        PURCHASER = "purchaser", _("Purchaser")
        VIEWER = "viewer", _("Viewer")

    PURCHASING_ROLES: ClassVar[tuple[str, ...]] = ("owner", "purchaser")

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="memberships", verbose_name=_("organisation"))
    user = models.ForeignKey(User, models.CASCADE, related_name="buyer_memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.VIEWER)
    since = models.DateTimeField(_("since"), default=timezone.now)
    chosen_at = models.DateTimeField(_("chosen"), null=True)
    """When the person last chose to act for this one of several organisations."""

    class Meta:
        verbose_name = _("member of an organisation")
        verbose_name_plural = _("members of organisations")
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["buyer", "user"], name="membership_once_per_buyer")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class BuyerInvitation(BaseInvitation):
    """A letter that lets one address join an organisation that buys."""

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="invitations", verbose_name=_("organisation"))
    role = models.CharField(_("role"), max_length=10, choices=BuyerMembership.Role, default=BuyerMembership.Role.VIEWER)

    class Meta(BaseInvitation.Meta):
        verbose_name = _("invitation to an organisation")
        verbose_name_plural = _("invitations to organisations")
        constraints = [
            models.CheckConstraint(condition=IS_ACCEPTED_BY_SOMEONE, name="buyer_invitation_accepted_by_someone"),
            models.UniqueConstraint(
                fields=["buyer", "email"], condition=IS_PENDING, name="buyer_invitation_one_open_per_address"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("buyers:organisation-invitation", args=[self.token])
