"""An order: who buys what from whom. What both sides agree on stands in its contracts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.models import Clearance, RulebookEdition
from buyers.models import Buyer, EnquiryLine, Thread
from buyers.trade.models.holder import Holder
from buyers.trade.models.quote import QuoteRevision
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import StatusChange
from suppliers.models import Product, Supplier

ORDER_TRANSITIONS: dict[str, frozenset[str]] = {
    "to_approve": frozenset({"placed", "cancelled"}),
    "placed": frozenset({"confirmed", "declined", "cancelled"}),
    "confirmed": frozenset({"cancelled", "completed"}),
    "declined": frozenset(),
    "cancelled": frozenset(),
    "completed": frozenset(),
}
"""Whoever moves an order is refused every other way."""


class Side(models.TextChoices):
    BUYER = "buyer", _("Buyer")
    SUPPLIER = "supplier", _("Supplier")


class OrderQuerySet(models.QuerySet["Order"]):
    def of_members(self, user: User) -> OrderQuerySet:
        """Orders of the organisations and companies that this person belongs to."""
        return self.filter(
            Q(buyer__in=Buyer.objects.for_user(user).values("pk"))
            | Q(supplier__in=user.memberships.values("supplier"), status__in=Order.SHOWN_TO_SUPPLIER)
        )


class Order(models.Model):
    """A purchase, from the day on which it was placed. Its number, total and stage are computed.

    ``to_approve`` waits for a second member of the buyer's organisation; the supplier does not see it yet.
    """

    class Status(models.TextChoices):
        TO_APPROVE = "to_approve", _("Waits for a second member")
        PLACED = "placed", _("Placed")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        CANCELLED = "cancelled", _("Cancelled")
        COMPLETED = "completed", _("Completed")

    TRANSITIONS = ORDER_TRANSITIONS
    SHOWN_TO_SUPPLIER: ClassVar[tuple[str, ...]] = ("placed", "confirmed", "declined", "cancelled", "completed")

    buyer = models.ForeignKey(Buyer, models.PROTECT, related_name="orders", verbose_name=_("buyer"))
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="orders", verbose_name=_("supplier"))
    quote_revision = models.OneToOneField(
        QuoteRevision, models.PROTECT, null=True, related_name="order", verbose_name=_("from the quote")
    )
    """Empty for an order of a listed offer."""
    thread = models.ForeignKey(Thread, models.PROTECT, null=True, related_name="orders", verbose_name=_("conversation"))
    destination = models.CharField(_("destination"), max_length=6)
    currency = models.CharField(_("currency"), max_length=3)
    holder = models.ForeignKey(
        Holder, models.PROTECT, null=True, related_name="orders", verbose_name=_("holder of the money")
    )
    """Empty: nobody holds anything, and the order is not assured."""
    status = models.CharField(_("status"), max_length=24, choices=Status, default=Status.PLACED)
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("placed by"))
    placed_at = models.DateTimeField(_("placed"))

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-placed_at", "-pk"]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("trade:order", args=[self.pk])

    @property
    def number(self) -> str:
        """As both sides and the bank name it: KP-2026-000123."""
        return f"KP-{self.placed_at.year}-{self.pk:06d}"


class OrderStatusChange(StatusChange):
    """A step in the life of an order."""

    subject = models.ForeignKey(Order, models.CASCADE, related_name="history", verbose_name=_("order"))

    class Meta(StatusChange.Meta):
        verbose_name = _("status change of an order")
        verbose_name_plural = _("status changes of orders")


class OrderLine(models.Model):
    """A product of an order with the clearance that it was placed on. The database refuses to change it.

    Quantities and prices stand in the contract in force, under the same ``number``.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines", verbose_name=_("order"))
    number = models.PositiveSmallIntegerField(_("line"))
    product = models.ForeignKey(Product, models.PROTECT, related_name="order_lines", verbose_name=_("product"))
    enquiry_line = models.ForeignKey(
        EnquiryLine, models.PROTECT, null=True, related_name="+", verbose_name=_("line of the request")
    )
    clearance = models.ForeignKey(
        Clearance, models.PROTECT, null=True, related_name="order_lines", verbose_name=_("clearance")
    )
    """The row that was on record at the moment of placing; empty: the product was not assessed for that place."""
    explanation_digest = models.CharField(_("SHA-256 of its explanation"), max_length=64, blank=True)
    edition = models.ForeignKey(
        RulebookEdition, models.PROTECT, null=True, related_name="+", verbose_name=_("edition of the rulebook")
    )
    known_at = models.DateTimeField(_("as known at"))

    class Meta:
        verbose_name = _("line of an order")
        verbose_name_plural = _("lines of orders")
        ordering = ["order", "number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="order_line_once_per_number")]

    def __str__(self) -> str:
        return f"{self.order} · {self.number}"


class OrderMessage(models.Model):
    """What one side writes to the other about an order."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="messages", verbose_name=_("order"))
    side = models.CharField(_("side"), max_length=8, choices=Side)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("author"))
    text = models.TextField(_("text"), max_length=4000)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("message about an order")
        verbose_name_plural = _("messages about orders")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
