"""What a supplier offers on a request, in revisions that are frozen once sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buyers.models import EnquiryLine, Thread
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import StatusChange
from suppliers.models.product import Currency
from suppliers.models.supply import Incoterm, Unit


class Quote(models.Model):
    """The offer of one supplier on one request; what it says is in its revisions, the last one counts."""

    class Status(models.TextChoices):
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        Status.SENT: frozenset({Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN}),
        Status.DECLINED: frozenset({Status.SENT}),
        Status.WITHDRAWN: frozenset({Status.SENT}),
        Status.ACCEPTED: frozenset(),
    }
    """A new revision after a refusal or a withdrawal sends the quote again."""

    thread = models.OneToOneField(Thread, models.PROTECT, related_name="quote", verbose_name=_("conversation"))
    status = models.CharField(_("status"), max_length=24, choices=Status, default=Status.SENT)

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Q-{self.pk}"


class QuoteStatusChange(StatusChange):
    """A step in the life of a quote."""

    subject = models.ForeignKey(Quote, models.CASCADE, related_name="history", verbose_name=_("quote"))

    class Meta(StatusChange.Meta):
        verbose_name = _("status change of a quote")
        verbose_name_plural = _("status changes of quotes")


class QuoteRevision(models.Model):
    """The quote as it was sent on one day. The database refuses to change it.

    Amounts in minor units of ``currency``. ``plan`` is the id of a payment plan, ``documents`` are ids of kinds.
    """

    class Mode(models.TextChoices):
        SEA = "sea", _("by sea")
        AIR = "air", _("by air")
        RAIL = "rail", _("by rail")
        ROAD = "road", _("by road")
        COURIER = "courier", _("by courier")

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="revisions", verbose_name=_("quote"))
    number = models.PositiveSmallIntegerField(_("revision"))
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    incoterm = models.CharField(_("Incoterm"), max_length=3, choices=Incoterm)
    place = models.CharField(_("named place"), max_length=120)
    mode = models.CharField(_("mode of transport"), max_length=8, choices=Mode)
    lead_time_days = models.PositiveSmallIntegerField(_("lead time in days"))
    valid_until = models.DateField(_("valid until"))
    plan = models.CharField(_("payment plan"), max_length=40)
    freight = models.PositiveBigIntegerField(_("freight"), null=True)
    """Only freight that is not in the unit prices; None: not offered."""
    tooling = models.PositiveBigIntegerField(_("tooling"), null=True)
    documents = models.JSONField(_("documents included"), default=list)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("revision of a quote")
        verbose_name_plural = _("revisions of quotes")
        ordering = ["quote", "-number"]
        constraints = [models.UniqueConstraint(fields=["quote", "number"], name="revision_once_per_number")]

    def __str__(self) -> str:
        return f"{self.quote}/{self.number}"


class QuoteLine(models.Model):
    """The price of one line of the request; without a price the supplier does not offer it. Frozen with its revision."""

    revision = models.ForeignKey(QuoteRevision, models.PROTECT, related_name="lines", verbose_name=_("revision"))
    line = models.ForeignKey(EnquiryLine, models.PROTECT, related_name="offers", verbose_name=_("line of the request"))
    quantity = models.PositiveIntegerField(_("quantity"))
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    pieces = models.PositiveIntegerField(_("pieces per unit"), null=True)
    unit_price = models.DecimalField(_("price per unit"), max_digits=12, decimal_places=4, null=True)
    amount = models.PositiveBigIntegerField(_("amount"), default=0)
    sample_price = models.PositiveBigIntegerField(_("price of a sample"), null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("line of a quote")
        verbose_name_plural = _("lines of quotes")
        ordering = ["revision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "line"], name="offer_once_per_line"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="offer_quantity_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} · {self.line_id}"
