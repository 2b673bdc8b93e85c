"""Evidence that a supplier meets a certificate type. Frozen once submitted: a renewal is a new row."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from kpmarket.foundation.text.languages import in_reader_language
from kpmarket.foundation.transitions import StatusChange
from suppliers.identity.bare_numbers import bare_column
from suppliers.models.product import Product
from suppliers.models.stored_file import PageImage, StoredOriginal
from suppliers.models.supplier import NOT_BEFORE_THE_DESK, Membership, Supplier


class CertificateType(models.Model):
    """A kind of evidence as the rulebook names it: who issues it, who holds it, when to be reminded of its end."""

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", _("Certificate")
        DECLARATION = "declaration", _("Declaration")
        REGISTRATION = "registration", _("Registration")
        TEST_REPORT = "test_report", _("Test report")
        LICENCE = "licence", _("Licence")

    id = models.CharField(_("id"), max_length=60, primary_key=True)
    name_en = models.CharField(_("English name"), max_length=200)
    name_zh = models.CharField(_("Chinese name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    market = models.CharField(_("market"), max_length=10, help_text=_("The market that asks for it; * for many."))
    held_by = models.CharField(_("held by"), max_length=60)
    validity_months = models.PositiveSmallIntegerField(_("longest validity in months"), null=True, blank=True)
    number_pattern = models.CharField(_("number pattern"), max_length=300, blank=True)
    number_pattern_is_guess = models.BooleanField(_("number pattern is a guess"), default=True)
    number_example = models.CharField(_("number example"), max_length=200, blank=True)
    register_name = models.CharField(_("public register"), max_length=200, blank=True)
    register_url = models.CharField(_("register address"), max_length=300, blank=True)
    reminder_days = models.JSONField(_("reminder ladder, days before the end"), default=list, blank=True)
    """Empty: the site's own ladder."""
    facts = models.JSONField(_("facts"), default=dict)
    """As in audits/rulebook/evidence_types.yaml."""

    class Meta:
        verbose_name = _("certificate type")
        verbose_name_plural = _("certificate types")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return in_reader_language(en=self.name_en, zh=self.name_zh)


class CertificateStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    REVISION_REQUESTED = "revision_requested", _("Revision requested")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    RETRACTED = "retracted", _("Retracted")
    REVOKED = "revoked", _("Revoked")


_C = CertificateStatus
CERTIFICATE_TRANSITIONS: dict[str, frozenset[str]] = {
    _C.DRAFT: frozenset({_C.SUBMITTED}),
    _C.SUBMITTED: frozenset({_C.IN_REVIEW, _C.RETRACTED}),
    _C.IN_REVIEW: frozenset({_C.APPROVED, _C.REVISION_REQUESTED, _C.REJECTED, _C.SUBMITTED, _C.RETRACTED}),
    _C.REVISION_REQUESTED: frozenset({_C.SUBMITTED, _C.RETRACTED}),
    _C.APPROVED: frozenset({_C.REVOKED, _C.SUBMITTED}),
    _C.REJECTED: frozenset({_C.REVISION_REQUESTED, _C.SUBMITTED}),
    _C.REVOKED: frozenset({_C.SUBMITTED, _C.APPROVED, _C.REVOKED}),
    _C.RETRACTED: frozenset({_C.DRAFT}),
}


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def for_user(self, user: User) -> CertificateQuerySet:
        """Certificates of the companies this person belongs to."""
        return self.filter(supplier__memberships__user=user)

    def editable_by(self, user: User) -> CertificateQuerySet:
        return self.filter(supplier__memberships__user=user, supplier__memberships__role__in=Membership.EDITING_ROLES)

    def awaiting_review(self) -> CertificateQuerySet:
        """Those of companies before the desk: a certificate of a draft or rejected company waits for its company."""
        handed_in = self.filter(status__in=[CertificateStatus.SUBMITTED, CertificateStatus.IN_REVIEW])
        return handed_in.exclude(supplier__status__in=NOT_BEFORE_THE_DESK)

    def approved(self) -> CertificateQuerySet:
        return self.filter(status=CertificateStatus.APPROVED)

    def in_force(self, on: date) -> CertificateQuerySet:
        """Approved and holding on that day."""
        return self.approved().filter(
            Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_until=None) | Q(valid_until__gte=on)
        )

    def not_renewed(self) -> CertificateQuerySet:
        """Those without an approved successor."""
        renewed = Certificate.objects.filter(supersedes__isnull=False, status=CertificateStatus.APPROVED)
        return self.exclude(pk__in=renewed.values("supersedes"))


class Certificate(models.Model):
    """Evidence that a supplier meets a certificate type. Frozen once submitted: a renewal is a new row.

    ``valid_until`` is the legal last day (None: no end); where a law extends what is printed, ``printed_until``
    keeps the printed one. ``stated`` is what the document says that rules narrow by: standard, scope, class, product_codes.
    """

    Status = CertificateStatus
    TRANSITIONS = CERTIFICATE_TRANSITIONS
    EDITABLE: ClassVar[frozenset[str]] = frozenset({_C.DRAFT, _C.REVISION_REQUESTED})

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="certificates", verbose_name=_("supplier"))
    certificate_type = models.ForeignKey(
        CertificateType, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("type")
    )
    number = models.CharField(_("number"), max_length=120, blank=True)
    issuer = models.CharField(_("issuing body"), max_length=200, blank=True)
    issuer_number = models.CharField(_("number of the issuing body"), max_length=40, blank=True)
    manufacturer = models.CharField(_("manufacturer named"), max_length=200, blank=True)
    """The legal manufacturer that it belongs to, as printed; empty: the company itself."""
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    printed_until = models.DateField(_("printed last day"), null=True, blank=True)
    holder_reason = models.TextField(_("why another company's code stands on it"), blank=True, max_length=500)
    scope = models.TextField(_("scope"), blank=True, max_length=2000)
    stated = models.JSONField(_("what the document states"), default=dict, blank=True)
    products = models.ManyToManyField(
        Product, blank=True, related_name="certificates", verbose_name=_("products covered")
    )
    is_shared = models.BooleanField(_("buyers may see watermarked pages"), default=False)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("supersedes")
    )
    status = models.CharField(_("status"), max_length=24, choices=CertificateStatus, default=_C.DRAFT, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "submitted_at"], name="certificate_queue"),
            models.Index(bare_column("number"), name="certificate_bare_number"),
            models.Index(fields=["status", "valid_until", "supplier", "certificate_type"], name="certificate_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
                name="certificate_valid_until_not_before_valid_from",
                violation_error_message=_("A certificate cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(submitted_at__isnull=False, certificate_type__isnull=False),
                name="certificate_submitted_has_a_type_and_a_moment",
            ),
            models.CheckConstraint(condition=~Q(supersedes=F("pk")), name="certificate_does_not_supersede_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_type or _('New certificate')} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return reverse("suppliers:certificate", args=[self.pk])

    @property
    def is_frozen(self) -> bool:
        """Whether the fields may no longer change."""
        return self.status not in self.EDITABLE

    def holds(self, on: date) -> bool:
        """Whether it is approved and good on that day."""
        started = self.valid_from is None or self.valid_from <= on
        return self.status == _C.APPROVED and started and (self.valid_until is None or on <= self.valid_until)


class CertificateEvent(StatusChange):
    """One step of a certificate's life."""

    subject = models.ForeignKey(Certificate, models.PROTECT, related_name="history", verbose_name=_("certificate"))

    class Meta(StatusChange.Meta):
        verbose_name = _("certificate event")
        verbose_name_plural = _("certificate events")


class CertificateFileQuerySet(models.QuerySet["CertificateFile"]):
    def kept(self) -> CertificateFileQuerySet:
        """Those that were not taken back."""
        return self.filter(removed_at=None)

    def as_shown(self) -> CertificateFileQuerySet:
        """Those kept, with their page images and what was read in them."""
        return self.kept().select_related("reading").prefetch_related("pages")


class CertificateFile(StoredOriginal):
    """An uploaded original: kept as it came, under an unguessable name, never shown as it is."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="files", verbose_name=_("certificate"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by"))
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True)

    objects = CertificateFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "sha256"], condition=Q(removed_at=None), name="file_once_per_certificate"
            )
        ]


class CertificatePage(PageImage):
    """A picture of one page, rendered in the sandbox: all that auditors and buyers ever get of a file."""

    file = models.ForeignKey(CertificateFile, models.CASCADE, related_name="pages", verbose_name=_("file"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="page_once_per_file")]

    def __str__(self) -> str:
        return f"{self.file} · {self.number}"
