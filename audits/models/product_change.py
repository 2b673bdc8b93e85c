"""Changes of what buyers read of a product after its first clearance, and what auditors did about them."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from suppliers.models import Product


class ProductChangeQuerySet(models.QuerySet["ProductChange"]):
    def to_review(self) -> ProductChangeQuerySet:
        """Chosen for review, and neither looked at nor put back."""
        closing = ProductChangeAnswer.objects.filter(change=OuterRef("pk"), answer__in=ProductChangeAnswer.CLOSING)
        return self.exclude(reason="").filter(~Exists(closing))


class ProductChange(models.Model):
    """One change, written in the transaction that made it. Rows are added, never changed."""

    class Reason(models.TextChoices):
        CONTRADICTION = "contradiction", _("Claims what documents contradict")
        CLAIMS = "claims", _("Its words carry claims")
        SAMPLE = "sample", _("Chosen by chance")

    product = models.ForeignKey(Product, models.PROTECT, related_name="changes", verbose_name=_("product"))
    parts = models.JSONField(_("what changed"), default=list)
    """Each with its name, its value before and after: see suppliers/products/changed_parts.py."""
    claims = models.JSONField(_("claims that no document shows"), default=list)
    """Words of the new values."""
    reason = models.CharField(_("why it is reviewed"), max_length=16, choices=Reason, blank=True)
    """Empty: it is kept, and nobody has to look."""
    draw = models.PositiveSmallIntegerField(_("random number"))
    """Of 10,000; with its seed in the decision log."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_index=True)

    objects = ProductChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a cleared product")
        verbose_name_plural = _("changes of claims to review")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.product_id} · {self.at:%Y-%m-%d %H:%M}"


class ProductChangeAnswer(models.Model):
    """What an auditor did about a change. Rows are added, never changed."""

    class Answer(models.TextChoices):
        LOOKED_AT = "looked_at", _("Looked at")
        ASKED = "asked", _("Supplier asked")
        PUT_BACK = "put_back", _("Put back")

    CLOSING = (Answer.LOOKED_AT, Answer.PUT_BACK)

    change = models.ForeignKey(ProductChange, models.PROTECT, related_name="answers", verbose_name=_("change"))
    answer = models.CharField(_("answer"), max_length=12, choices=Answer)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("answer to a change")
        verbose_name_plural = _("answers to changes")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_answer_display()
