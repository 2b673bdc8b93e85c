"""What proves that an event of an order happened, and what the other side or the desk said to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buyers.trade.models.order import Order, Side
from kpmarket.accounts.models import User
from suppliers.models.stored_file import PageImage, StoredOriginal


class Evidence(models.Model):
    """One submission for one event. The database refuses to change it; a correction is another submission.

    ``event`` and ``kind`` are ids of ``buyers/terms/data/milestones.yaml``; ``quantity`` in units of the line, None where
    it concerns all of it; ``line`` is the number of an order's line, None where it concerns the whole order.

    ``submitted_by`` is None where somebody without an account handed it in: then ``guest_name`` and ``guest_organisation``
    say who that is in the words of the side that gave the link, and ``link_given_by`` is the person who gave it.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="evidence", verbose_name=_("order"))
    event = models.CharField(_("event"), max_length=40)
    kind = models.CharField(_("kind"), max_length=40)
    line = models.PositiveSmallIntegerField(_("line"), null=True)
    quantity = models.PositiveIntegerField(_("quantity"), null=True)
    happened_on = models.DateField(_("happened on"))
    facts = models.JSONField(_("facts"), default=dict)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    side = models.CharField(_("side"), max_length=8, choices=Side)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by"))
    guest_name = models.CharField(_("handed in by"), max_length=120, null=True)
    guest_organisation = models.CharField(_("organisation of who handed it in"), max_length=200, null=True)
    link_given_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("person who gave the link")
    )
    submitted_at = models.DateTimeField(_("submitted"))

    class Meta:
        verbose_name = _("evidence of an order")
        verbose_name_plural = _("evidence of orders")
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity=None) | Q(quantity__gte=1), name="evidence_of_something"),
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=False, link_given_by=None, guest_name=None)
                | Q(submitted_by=None, link_given_by__isnull=False, guest_name__isnull=False),
                name="evidence_of_a_person_or_a_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.kind}"

    @property
    def is_by_guest(self) -> bool:
        """Whether somebody without an account handed it in, by a link that its side gave."""
        return self.submitted_by_id is None


class EvidenceAnswer(models.Model):
    """Accepted, returned with what is missing, or withdrawn by who submitted it. Silence is no row."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="answer", verbose_name=_("evidence"))
    verdict = models.CharField(_("answer"), max_length=10, choices=Verdict)
    reasons = models.JSONField(_("reasons"), default=list)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("answer to evidence")
        verbose_name_plural = _("answers to evidence")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.evidence} · {self.get_verdict_display()}"


class EvidenceFile(StoredOriginal):
    """An uploaded original, never served as it is: both sides get pictures of its pages. The database keeps it."""

    MOST: ClassVar[int] = 10
    """Files that one submission takes."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="files", verbose_name=_("evidence"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("file of evidence")
        verbose_name_plural = _("files of evidence")
        ordering = ["pk"]


class EvidencePage(PageImage):
    """A picture of one page, rendered in the sandbox: all that anybody gets of a file."""

    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="pages", verbose_name=_("file"))

    class Meta:
        verbose_name = _("page of evidence")
        verbose_name_plural = _("pages of evidence")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="evidence_page_once_per_file")]

    def __str__(self) -> str:
        return f"{self.file} · {self.number}"
