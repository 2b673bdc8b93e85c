"""What the sides and the desk said and did in a claim, with the files that they sent: one log, from which its clock is read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buyers.disputes.models.claim import Claim
from buyers.trade.models import Side
from kpmarket.accounts.models import User
from suppliers.models.stored_file import PageImage, StoredOriginal


class ClaimStep(models.Model):
    """One act in a claim, with its words. The database refuses to change it.

    ``side`` is empty for the desk and the clock, ``by`` for the clock. What can happen once has one row.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", _("Claim opened")
        ANSWERED = "answered", _("Claim answered")
        MESSAGE = "message", _("Message")
        PROPOSED = "proposed", _("Settlement proposed")
        ESCALATED = "escalated", _("Passed to the desk")
        TAKEN = "taken", _("Case handler named")
        EXTENDED = "extended", _("Days for evidence extended")
        REPORT_ORDERED = "report_ordered", _("Independent report ordered")
        REPORT_RECEIVED = "report_received", _("Independent report received")
        DECIDED = "decided", _("Decided")
        OBJECTED = "objected", _("Objection")
        FILED = "filed", _("Taken to arbitration or court")
        AWARDED = "awarded", _("Award carried over, or the days to wait for it over")
        SETTLED = "settled", _("Settled")
        CARRIED_OUT = "carried_out", _("Carried out")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="steps", verbose_name=_("claim"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    side = models.CharField(_("side"), max_length=8, choices=Side, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    text = models.TextField(_("text"), max_length=6000, blank=True)

    class Meta:
        verbose_name = _("step of a claim")
        verbose_name_plural = _("steps of claims")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "kind"],
                condition=~Q(kind__in=["message", "proposed", "taken", "decided"]),
                name="claim_step_once_per_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.kind}"


class ClaimFile(StoredOriginal):
    """An uploaded original, never served as it is: both sides and the desk get pictures of its pages."""

    step = models.ForeignKey(ClaimStep, models.PROTECT, related_name="files", verbose_name=_("step"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("file of a claim")
        verbose_name_plural = _("files of claims")
        ordering = ["pk"]


class ClaimPage(PageImage):
    """A picture of one page, rendered in the sandbox: all that anybody gets of a file."""

    file = models.ForeignKey(ClaimFile, models.PROTECT, related_name="pages", verbose_name=_("file"))

    class Meta:
        verbose_name = _("page of a claim")
        verbose_name_plural = _("pages of claims")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="claim_page_once_per_file")]

    def __str__(self) -> str:
        return f"{self.file} · {self.number}"
