"""Answers of public registers about certificates, one row per look-up. The database refuses change and deletion."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from suppliers.models import Certificate


class Register(models.TextChoices):
    """Public registers, as people call them."""

    OPENFDA_510K = "openfda_510k", _("FDA 510(k) database")
    OPENFDA_REGISTRATION = "openfda_registration", _("FDA registration and listing")
    EUDAMED_CERTIFICATES = "eudamed_certificates", _("EUDAMED certificates")
    EUDAMED_ACTORS = "eudamed_actors", _("EUDAMED actors")
    EUDAMED_DEVICES = "eudamed_devices", _("EUDAMED devices")
    NANDO = "nando", _("NANDO notified bodies")
    GLEIF = "gleif", _("GLEIF legal entities")
    CREDIT_CODE = "credit_code", _("National enterprise credit register (credit code)")
    NMPA = "nmpa", _("NMPA data query")
    IAF = "iaf", _("IAF CertSearch")
    OTHER = "other", _("Register of this certificate type")


class CheckOutcome(models.TextChoices):
    """The outcome of a look-up. "Not found" never means "false"; "not covered" is no failure."""

    CONFIRMED = "confirmed", _("Confirmed")
    CONTRADICTED = "contradicted", _("Contradicted")
    NOT_FOUND = "not_found", _("Not found")
    NOT_COVERED = "not_covered", _("Not covered by the register")
    UNREACHABLE = "unreachable", _("Unreachable")


class RegisterCheckQuerySet(models.QuerySet["RegisterCheck"]):
    def light(self) -> RegisterCheckQuerySet:
        """Without the whole answers, which can be long."""
        return self.defer("body")

    def answered(self) -> RegisterCheckQuerySet:
        """Look-ups that the register answered."""
        return self.exclude(outcome=CheckOutcome.UNREACHABLE)

    def contradictions(self) -> RegisterCheckQuerySet:
        """Look-ups by a program in which the register contradicts the certificate."""
        return self.filter(outcome=CheckOutcome.CONTRADICTED, is_manual=False)


class RegisterCheck(models.Model):
    """One look-up of one certificate in one register.

    ``is_manual``: the person ``by`` looked there and recorded the outcome. Otherwise a program asked, at the request of
    ``by``, or on schedule where ``by`` is None. ``shown`` is what the register holds, ``differences`` the points in which
    it contradicts the certificate; ``body`` is the whole answer as received, ``digest`` its SHA-256.
    """

    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="register_checks", verbose_name=_("certificate")
    )
    register = models.CharField(_("register"), max_length=30, choices=Register)
    number = models.CharField(_("asked for"), max_length=120, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=CheckOutcome)
    reason = models.CharField(_("reason"), max_length=30, blank=True)
    shown = models.JSONField(_("what the register holds"), default=dict)
    differences = models.JSONField(_("differences"), default=list)
    url = models.CharField(_("address"), max_length=1000, blank=True)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    body = models.BinaryField(_("answer"), default=bytes)
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True)
    taken_at = models.DateTimeField(_("taken"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    is_manual = models.BooleanField(_("looked up by a person"), default=False)
    note = models.TextField(_("note"), max_length=2000, blank=True)

    objects = RegisterCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("register check")
        verbose_name_plural = _("register checks")
        ordering = ["-taken_at", "-pk"]
        indexes = [
            models.Index(fields=["certificate", "register", "-taken_at"], name="register_check_latest"),
            models.Index(
                fields=["certificate"],
                condition=Q(outcome="contradicted", is_manual=False),
                name="register_check_contradictions",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_manual=False) | Q(by__isnull=False), name="register_check_manual_names_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_register_display()} · {self.number}"


class RegisterScreenshot(models.Model):
    """A screenshot of a register, rendered again in the sandbox. Kept in its row, so that it cannot be replaced."""

    check_made = models.OneToOneField(
        RegisterCheck, models.PROTECT, related_name="screenshot", verbose_name=_("register check")
    )
    image = models.BinaryField(_("picture"))
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("screenshot")
        verbose_name_plural = _("screenshots")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.check_made_id}"


class RegisterRecheckQuerySet(models.QuerySet["RegisterRecheck"]):
    def due(self, at: datetime, *, leased_since: datetime) -> RegisterRecheckQuerySet:
        """Checks that are due and that nobody claimed after ``leased_since``."""
        return self.filter(next_at__lte=at).filter(Q(claimed_at=None) | Q(claimed_at__lte=leased_since))


class RegisterRecheck(models.Model):
    """When a certificate is next checked in a register. ``claimed_at`` is a lease: two workers never make one check."""

    certificate = models.ForeignKey(
        Certificate, models.CASCADE, related_name="register_rechecks", verbose_name=_("certificate")
    )
    register = models.CharField(_("register"), max_length=30, choices=Register)
    next_at = models.DateTimeField(_("next"), db_index=True)
    claimed_at = models.DateTimeField(_("taken"), null=True)

    objects = RegisterRecheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheduled register check")
        verbose_name_plural = _("scheduled register checks")
        ordering = ["next_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["certificate", "register"], name="register_recheck_once_per_certificate")
        ]

    def __str__(self) -> str:
        return f"{self.get_register_display()} · {self.next_at:%Y-%m-%d}"
