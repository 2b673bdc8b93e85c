"""Files that people attach to an enquiry or to a message: kept as they came, shown as pictures of their pages only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from buyers.models.buyer import BuyerMembership
from buyers.models.enquiry import Enquiry, Message, Thread
from kpmarket.accounts.models import User
from suppliers.models import Membership
from suppliers.models.stored_file import PageImage, StoredOriginal


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def for_user(self, user: User) -> AttachmentQuerySet:
        """Those that this person may read: members of the buyer's organisation all of an enquiry's, members of a supplier
        what is attached to the enquiry itself, and to messages of their own conversation with the buyer."""
        bought = BuyerMembership.objects.filter(user=user).values("buyer")
        supplied = Thread.objects.filter(supplier__in=Membership.objects.filter(user=user).values("supplier"))
        return self.filter(
            Q(enquiry__buyer__in=bought)
            | Q(message=None, enquiry__in=supplied.values("enquiry"))
            | Q(message__thread__in=supplied)
        )


class Attachment(StoredOriginal):
    """An uploaded original, never served as it is. Without a message it goes with the enquiry, to every supplier."""

    MOST: ClassVar[int] = 5
    """Files that one enquiry or message takes."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="attachments", verbose_name=_("enquiry"))
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, related_name="attachments", verbose_name=_("message")
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by"))
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]


class AttachmentPage(PageImage):
    """A picture of one page, rendered in the sandbox: all that the other side ever gets of a file."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="pages", verbose_name=_("attachment"))

    class Meta:
        verbose_name = _("page of an attachment")
        verbose_name_plural = _("pages of attachments")
        ordering = ["attachment", "number"]
        constraints = [models.UniqueConstraint(fields=["attachment", "number"], name="page_once_per_attachment")]

    def __str__(self) -> str:
        return f"{self.attachment} · {self.number}"
