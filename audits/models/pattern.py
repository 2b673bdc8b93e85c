"""Facts and documents that several products share: they are judged once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.models.rulebook import RulebookEdition
from suppliers.models import Product


class Pattern(models.Model):
    """Facts of a product and its documents without their keys, and their results under an edition of the rulebook.

    ``documents`` of a finding are indexes of ``facts["documents"]``; ``Judged`` has the certificates at those places. Written
    by ``audits.clearances.judging`` alone.
    """

    signature = models.CharField(_("signature"), max_length=64, unique=True, help_text=_("Hash of the facts."))
    facts = models.JSONField(_("facts"))
    findings = models.JSONField(_("findings"))
    rulebook = models.ForeignKey(RulebookEdition, models.PROTECT, related_name="+", verbose_name=_("rulebook edition"))

    class Meta:
        verbose_name = _("pattern")
        verbose_name_plural = _("patterns")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.signature[:12]


class Judged(models.Model):
    """The pattern that a product was last judged by, and its certificates in the pattern's order."""

    product = models.OneToOneField(
        Product, models.CASCADE, primary_key=True, related_name="judged", verbose_name=_("product")
    )
    pattern = models.ForeignKey(Pattern, models.PROTECT, related_name="products", verbose_name=_("pattern"))
    certificates = models.JSONField(_("certificates"), default=list)

    class Meta:
        verbose_name = _("judged product")
        verbose_name_plural = _("judged products")
        indexes = [models.Index(fields=["pattern", "product"], name="judged_by_pattern")]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.pattern_id}"
