"""Letters to suppliers who must act, so that none is written twice and no case is closed that nobody was notified of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from suppliers.models import Certificate, Supplier


class Chaser(models.Model):
    """A letter about a case that waits for its supplier since ``asked_at``.

    ``rung`` is the number of working days after which it was due, ``until`` the last day that it named.
    """

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="chasers", verbose_name=_("supplier"))
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, null=True, related_name="chasers", verbose_name=_("certificate")
    )
    asked_at = models.DateTimeField(_("asked"))
    rung = models.PositiveSmallIntegerField(_("rung"))
    until = models.DateField(_("last day to answer"))
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("letter to a silent supplier")
        verbose_name_plural = _("letters to silent suppliers")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "asked_at", "rung"],
                condition=Q(certificate__isnull=False),
                name="chaser_once_per_rung_of_certificate",
            ),
            models.UniqueConstraint(
                fields=["supplier", "asked_at", "rung"],
                condition=Q(certificate=None),
                name="chaser_once_per_rung_of_company",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} · {self.certificate_id} · {self.rung}"
