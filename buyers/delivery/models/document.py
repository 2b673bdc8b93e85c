"""Documents of a shipment: what either side put on file, or the site issued from data, and what was taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from buyers.delivery.models.shipment import Shipment
from buyers.trade.models import Order, Side
from kpmarket.accounts.models import User
from suppliers.models.stored_file import PageImage, StoredOriginal


class ShipmentDocument(models.Model):
    """One document on file. The database refuses to change it: what is newer names what it ``replaces``.

    ``kind`` is an id of ``buyers/terms/data/documents.yaml``. ``shipment`` None: it serves every shipment of the order.
    ``valid_until`` None: it does not end. ``side`` is who put it on file; ``stated`` what the document says where somebody
    typed it, for comparing documents with each other (keys of ``Stated`` in ``buyers/terms/delivery/cross_checks.py``).
    What the site itself issues from data are rows of its own.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="documents", verbose_name=_("order"))
    shipment = models.ForeignKey(
        Shipment, models.PROTECT, null=True, related_name="documents", verbose_name=_("shipment")
    )
    kind = models.CharField(_("kind"), max_length=40)
    number = models.CharField(_("number"), max_length=80, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    valid_until = models.DateField(_("valid until"), null=True)
    stated = models.JSONField(_("what it states"), default=dict)
    side = models.CharField(_("side"), max_length=8, choices=Side)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("document of a shipment")
        verbose_name_plural = _("documents of shipments")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(valid_until=None) | Q(valid_until__gte=F("issued_on")),
                name="shipment_document_ends_after_issue",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("pk")), name="shipment_document_replaces_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.kind} {self.number}".strip()


class DocumentWithdrawal(models.Model):
    """Who put a document on file took it back: it no longer counts, and stays readable."""

    document = models.OneToOneField(
        ShipmentDocument, models.PROTECT, related_name="withdrawal", verbose_name=_("document")
    )
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("withdrawal of a document")
        verbose_name_plural = _("withdrawals of documents")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.document)


class ShipmentDocumentFile(StoredOriginal):
    """An uploaded original, never served as it is: both sides get pictures of its pages. The database keeps it."""

    document = models.ForeignKey(ShipmentDocument, models.PROTECT, related_name="files", verbose_name=_("document"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("file of a document of a shipment")
        verbose_name_plural = _("files of documents of shipments")
        ordering = ["pk"]


class ShipmentDocumentPage(PageImage):
    """A picture of one page, rendered in the sandbox: all that anybody gets of a file."""

    file = models.ForeignKey(ShipmentDocumentFile, models.PROTECT, related_name="pages", verbose_name=_("file"))

    class Meta:
        verbose_name = _("page of a document of a shipment")
        verbose_name_plural = _("pages of documents of shipments")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="shipment_document_page_once_per_file")]

    def __str__(self) -> str:
        return f"{self.file} · {self.number}"
