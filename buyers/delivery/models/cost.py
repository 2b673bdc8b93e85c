"""What carriage and import cost: freight quotes that somebody typed, and rates of duty with their source and day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buyers.delivery.models.link import GuestLink
from buyers.delivery.models.shipment import Mode
from buyers.models import Thread
from buyers.trade.models import Order, Side
from kpmarket.accounts.models import User
from suppliers.models import Product

ONE_SUBJECT = Q(order=None, thread__isnull=False) | Q(order__isnull=False, thread=None)


class FreightQuote(models.Model):
    """A freight quote for an order, or for a request before there is one. The database refuses to change it.

    Amounts of its lines are minor units of ``currency``. ``containers`` is how many it is for, 0 for less than one.
    """

    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="freight_quotes", verbose_name=_("order"))
    thread = models.ForeignKey(
        Thread, models.PROTECT, null=True, related_name="freight_quotes", verbose_name=_("conversation")
    )
    forwarder = models.CharField(_("forwarder"), max_length=200)
    mode = models.CharField(_("way of transport"), max_length=8, choices=Mode)
    origin = models.CharField(_("from"), max_length=120)
    destination = models.CharField(_("to"), max_length=120)
    containers = models.PositiveSmallIntegerField(_("containers"), default=0)
    container_kind = models.CharField(_("kind of container"), max_length=4, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    valid_until = models.DateField(_("valid until"))
    transit_days_least = models.PositiveSmallIntegerField(_("days on the way, at least"), null=True)
    transit_days_most = models.PositiveSmallIntegerField(_("days on the way, at most"), null=True)
    free_days = models.PositiveSmallIntegerField(_("free days at the destination"), null=True)
    exclusions = models.CharField(_("not included"), max_length=1000, blank=True)
    side = models.CharField(_("side"), max_length=8, choices=Side)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by"))
    guest = models.ForeignKey(
        GuestLink, models.PROTECT, null=True, related_name="freight_quotes", verbose_name=_("guest")
    )
    submitted_at = models.DateTimeField(_("submitted"))

    class Meta:
        verbose_name = _("freight quote")
        verbose_name_plural = _("freight quotes")
        ordering = ["submitted_at", "pk"]
        constraints = [models.CheckConstraint(condition=ONE_SUBJECT, name="freight_quote_of_one_subject")]

    def __str__(self) -> str:
        return f"{self.forwarder} · {self.origin}-{self.destination}"


class FreightLine(models.Model):
    """One line of a freight quote: a code of ``freight.yaml``. ``amount`` None: not included, it comes on top."""

    class Mark(models.TextChoices):
        QUOTED = "quoted", _("quoted for these goods")
        TARIFF = "tariff", _("by a published tariff")
        ESTIMATE = "estimate", _("an estimate")
        NOT_INCLUDED = "not_included", _("not included")

    class Per(models.TextChoices):
        SHIPMENT = "shipment", _("for the shipment")
        CONTAINER = "container", _("per container")
        KG = "kg", _("per chargeable kg")
        WM = "wm", _("per m³ or tonne")
        DOCUMENT = "document", _("per document or vehicle")
        DAY = "day", _("per day")

    quote = models.ForeignKey(FreightQuote, models.PROTECT, related_name="lines", verbose_name=_("freight quote"))
    code = models.CharField(_("kind of line"), max_length=4)
    per = models.CharField(_("unit"), max_length=10, choices=Per)
    amount = models.PositiveBigIntegerField(_("amount of one unit"), null=True)
    count = models.PositiveIntegerField(_("number of documents or days"), default=1)
    mark = models.CharField(_("who says it"), max_length=12, choices=Mark)

    class Meta:
        verbose_name = _("line of a freight quote")
        verbose_name_plural = _("lines of freight quotes")
        ordering = ["quote", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "code"], name="freight_line_once_per_code"),
            models.CheckConstraint(
                condition=Q(amount=None, mark="not_included") | (Q(amount__isnull=False) & ~Q(mark="not_included")),
                name="freight_line_has_an_amount_or_is_not_included",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quote} · {self.code}"


class DutyRate(models.Model):
    """A rate of duty or tax that a person typed with its source and day. The newest of a kind counts; nothing is deleted."""

    class Kind(models.TextChoices):
        DUTY = "duty", _("Customs duty")
        TAX = "tax", _("Import VAT or GST")

    class Basis(models.TextChoices):
        GOODS = "goods", _("of the price of the goods")
        CARRIED = "carried", _("of the price with carriage and insurance")
        CARRIED_AND_DUTY = "carried_and_duty", _("of the price with carriage, insurance and duty")

    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="duty_rates", verbose_name=_("order"))
    thread = models.ForeignKey(
        Thread, models.PROTECT, null=True, related_name="duty_rates", verbose_name=_("conversation")
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    basis_points = models.PositiveIntegerField(_("rate in basis points"))
    basis = models.CharField(_("of what"), max_length=16, choices=Basis)
    hs_code = models.CharField(_("HS code"), max_length=12, blank=True)
    source = models.CharField(_("where the rate is from"), max_length=300)
    as_of = models.DateField(_("day of the source"))
    typed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("typed by"))
    typed_at = models.DateTimeField(_("typed"))

    class Meta:
        verbose_name = _("rate of duty")
        verbose_name_plural = _("rates of duty")
        ordering = ["typed_at", "pk"]
        constraints = [models.CheckConstraint(condition=ONE_SUBJECT, name="duty_rate_of_one_subject")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.basis_points}"
