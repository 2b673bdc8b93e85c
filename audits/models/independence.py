"""What auditors state about their interest in a company."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.models.review import Review
from kpmarket.accounts.models import User
from suppliers.models import Supplier


class IndependenceStatement(models.Model):
    """What a person states of a company whose case they took or sign: no interest, or which one. Rows are added, never
    changed; an interest that was stated once keeps them from its cases."""

    class Interest(models.TextChoices):
        NONE = "none", _("I have no interest in this company")
        FAMILY = "family", _("Family or close friends own it or work there")
        WORK = "work", _("I worked for it, advised it, or work for a competitor")
        MONEY = "money", _("Shares, loans, gifts or other money")
        OTHER = "other", _("Something else")

    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+", verbose_name=_("supplier"))
    review = models.ForeignKey(Review, models.PROTECT, null=True, related_name="statements", verbose_name=_("review"))
    interest = models.CharField(_("interest"), max_length=10, choices=Interest)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("statement of independence")
        verbose_name_plural = _("statements of independence")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(interest="other") | ~Q(note=""), name="independence_other_interest_in_words"
            )
        ]

    def __str__(self) -> str:
        return self.get_interest_display()
