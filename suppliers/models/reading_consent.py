"""Whether a company lets its decided documents measure how well documents are read."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from suppliers.models.supplier import Supplier


class ReadingConsentQuerySet(models.QuerySet["ReadingConsent"]):
    def companies(self) -> models.QuerySet[Supplier]:
        """Those whose last word is yes."""
        last = self.filter(supplier=OuterRef("pk")).order_by("-at", "-pk").values("is_given")[:1]
        return Supplier.objects.annotate(last_word=Subquery(last)).filter(last_word=True)


class ReadingConsent(models.Model):
    """What an owner said on a day. Rows are added, never changed: the database refuses that. The last one counts."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="reading_consents", verbose_name=_("supplier"))
    is_given = models.BooleanField(_("may be used"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    objects = ReadingConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent to measuring")
        verbose_name_plural = _("consents to measuring")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.supplier_id} · {self.is_given}"
