"""Documents that the site made from data when a person issued them: frozen, numbered, and never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buyers.delivery.models.shipment import Shipment
from buyers.terms.delivery.issued import Document, from_data
from buyers.trade.models import Order, QuoteRevision, Side
from kpmarket.accounts.models import User


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    def current(self) -> IssuedDocumentQuerySet:
        """Those that count: neither replaced nor withdrawn."""
        return self.filter(replaced_by=None, withdrawal=None)


class IssuedDocument(models.Model):
    """One version of a document. The database refuses to change it: a correction is the next version and names this one.

    ``number`` is the same for all versions, ``data`` what ``buyers.terms.delivery.issued.Document`` holds, ``digest`` the
    SHA-256 of its canonical text, ``sha256`` that of the PDF. ``order`` is empty for a quote, which has its ``revision``.
    """

    class Kind(models.TextChoices):
        """Ids as in the terms of trade."""

        QUOTE = "quote", _("Quote")
        PROFORMA = "proforma_invoice", _("Proforma invoice")
        INVOICE = "commercial_invoice", _("Commercial invoice")
        PACKING_LIST = "packing_list", _("Packing list")
        SHIPPING_INSTRUCTION = "shipping_instruction", _("Shipping instruction")
        INDEX = "document_index", _("Index of documents")
        ACCEPTANCE = "acceptance", _("Record of acceptance")

    order = models.ForeignKey(
        Order, models.PROTECT, null=True, related_name="issued_documents", verbose_name=_("order")
    )
    revision = models.ForeignKey(
        QuoteRevision, models.PROTECT, null=True, related_name="issued_documents", verbose_name=_("revision of a quote")
    )
    shipment = models.ForeignKey(
        Shipment, models.PROTECT, null=True, related_name="issued_documents", verbose_name=_("shipment")
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    number = models.CharField(_("number"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"))
    data = models.JSONField(_("what it states"))
    digest = models.CharField(_("SHA-256 of what it states"), max_length=64)
    side = models.CharField(_("issued by the side"), max_length=8, choices=Side)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    changed = models.CharField(_("what changed"), max_length=500, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("issued by"))
    issued_at = models.DateTimeField(_("issued"))
    stored_name = models.CharField(_("stored as"), max_length=60)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    size = models.PositiveIntegerField(_("bytes"))

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="issued_document_once_per_version"),
            models.CheckConstraint(
                condition=Q(order=None, revision__isnull=False, kind="quote", shipment=None)
                | (Q(order__isnull=False, revision=None) & ~Q(kind="quote")),
                name="issued_document_of_an_order_or_a_quote",
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces=None) | Q(version__gte=2, replaces__isnull=False),
                name="issued_document_replaces_the_version_before",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.version}"

    @property
    def document(self) -> Document:
        return from_data(self.data)


class IssuedWithdrawal(models.Model):
    """Who issued a document took it back: it no longer counts. The database refuses to change this."""

    document = models.OneToOneField(
        IssuedDocument, models.PROTECT, related_name="withdrawal", verbose_name=_("document")
    )
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("withdrawal of an issued document")
        verbose_name_plural = _("withdrawals of issued documents")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.document)
