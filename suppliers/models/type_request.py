"""Products that fit no type: what a supplier says of one, and what the desk answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from suppliers.models.product import ProductType
from suppliers.models.supplier import Supplier


class TypeRequestOutcome(models.TextChoices):
    ADDED = "added", _("A type was added for it")
    FITS = "fits", _("An existing type fits it")
    DECLINED = "declined", _("No type for it")


class TypeRequestQuerySet(models.QuerySet["TypeRequest"]):
    def open(self) -> TypeRequestQuerySet:
        """Those that wait for an answer."""
        return self.filter(outcome="")


class TypeRequest(models.Model):
    """A product that its supplier found no type for. The database refuses to change what was said, or to delete it."""

    Outcome = TypeRequestOutcome

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="type_requests", verbose_name=_("supplier"))
    name = models.CharField(_("name of the product"), max_length=200)
    purpose = models.TextField(_("what it is for"), max_length=2000)
    hs_code = models.CharField(_("HS code"), max_length=13, blank=True)
    """Digits alone, 4 to 10 of them."""
    standards = models.TextField(_("standards it meets"), max_length=2000, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    outcome = models.CharField(_("answer"), max_length=10, choices=TypeRequestOutcome, blank=True)
    product_type = models.ForeignKey(
        ProductType, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("product type")
    )
    note = models.TextField(_("note to the supplier"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("answered by")
    )
    decided_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = TypeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("product without a type")
        verbose_name_plural = _("products without a type")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["asked_at"], condition=Q(outcome=""), name="type_request_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="type_request_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["added", "fits"], product_type__isnull=False)
                | (~Q(outcome__in=["added", "fits"]) & Q(product_type=None)),
                name="type_request_names_the_type",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the supplier goes on: the form of the type that fits, or the list of their requests."""
        if self.product_type_id:
            return reverse("suppliers:product-new", args=[self.supplier_id, self.product_type_id])
        return reverse("suppliers:type-request", args=[self.supplier_id])
