"""Who imports the goods into a country: the importer of record that one side has put on file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buyers.models import Buyer
from kpmarket.accounts.models import User
from suppliers.models import Supplier


class ImporterQuerySet(models.QuerySet["ImporterOfRecord"]):
    def in_force(self) -> ImporterQuerySet:
        """Those that were not ended."""
        return self.filter(ended_at=None)

    def of_supplier(self, supplier: int, country: str) -> ImporterQuerySet:
        """Those that the supplier with that key states for a destination."""
        return self.in_force().filter(supplier=supplier, country=country)


class ImporterOfRecord(models.Model):
    """A company that imports into one country for a supplier or for a buyer, as that side states it.

    Stated, not verified, until an auditor has confirmed it. A correction is another row; an ended one stays readable.
    """

    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, related_name="importers", verbose_name=_("for the supplier")
    )
    buyer = models.ForeignKey(
        Buyer, models.PROTECT, null=True, related_name="importers", verbose_name=_("for the buyer")
    )
    country = models.CharField(_("country of import"), max_length=6)
    name = models.CharField(_("name of the importer"), max_length=200)
    number = models.CharField(_("EORI or national number"), max_length=40)
    document = models.CharField(_("document that shows it"), max_length=300)
    document_day = models.DateField(_("day of the document"))
    stated_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("stated by"))
    stated_at = models.DateTimeField(_("stated"))
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    compared_with = models.TextField(_("compared with"), max_length=2000, blank=True)

    objects = ImporterQuerySet.as_manager()

    class Meta:
        verbose_name = _("importer of record")
        verbose_name_plural = _("importers of record")
        ordering = ["country", "-stated_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(supplier=None, buyer__isnull=False) | Q(supplier__isnull=False, buyer=None),
                name="importer_of_one_side",
            ),
            models.UniqueConstraint(
                fields=["supplier", "country", "number"],
                condition=Q(ended_at=None, buyer=None),
                name="importer_once_per_supplier_and_country",
            ),
            models.UniqueConstraint(
                fields=["buyer", "country", "number"],
                condition=Q(ended_at=None, supplier=None),
                name="importer_once_per_buyer_and_country",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="importer_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"

    @property
    def is_confirmed(self) -> bool:
        """Whether an auditor compared it with its document; else it is what its side states."""
        return self.confirmed_at is not None
