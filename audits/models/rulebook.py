"""The rulebook in tables: immutable editions, their markets and countries."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from kpmarket.foundation.text.languages import in_reader_language


class Market(models.Model):
    """One regulatory area with its countries."""

    id = models.CharField(_("id"), max_length=10, primary_key=True)
    name = models.CharField(_("name"), max_length=120)
    name_zh = models.CharField(_("Chinese name"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("market")
        verbose_name_plural = _("markets")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name in the reader's language."""
        return in_reader_language(en=self.name, zh=self.name_zh)


class Country(models.Model):
    """An ISO 3166 country, or a subdivision such as GB-NIR, and the market it belongs to."""

    code = models.CharField(_("ISO 3166 code"), max_length=6, primary_key=True)
    market = models.ForeignKey(Market, models.PROTECT, related_name="countries", verbose_name=_("market"))

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class RulebookEdition(models.Model):
    """One edition of the rulebook as loaded: never changed, known by the hash of its text.

    ``files`` keeps every file's text, so that an edition can be read again, and exported, byte for byte.
    """

    edition = models.CharField(_("edition"), max_length=64, unique=True, help_text=_("Hash of the content."))
    files = models.JSONField(_("files"))
    is_current = models.BooleanField(_("in force"), default=False)
    loaded_at = models.DateTimeField(_("loaded"), default=timezone.now)
    loaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("loaded by"))
    checks = models.JSONField(_("checks"), null=True, editable=False)
    """A copy of the checks of the law of the edition in force, so that no page needs a query for them."""

    class Meta:
        verbose_name = _("rulebook edition")
        verbose_name_plural = _("rulebook editions")
        ordering = ["-loaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="rulebook_one_edition_in_force"
            )
        ]

    def __str__(self) -> str:
        return self.edition[:12]


class Publication(models.Model):
    """From this moment on that edition was in force, until the next publication. Never changed, never deleted."""

    edition = models.ForeignKey(
        RulebookEdition, models.PROTECT, related_name="publications", verbose_name=_("rulebook edition")
    )
    at = models.DateTimeField(_("in force from"), db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("published by"))

    class Meta:
        verbose_name = _("publication of an edition")
        verbose_name_plural = _("publications of editions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.edition} {self.at:%Y-%m-%d %H:%M}"


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def in_force(self, on: date) -> RequirementQuerySet:
        return self.filter(
            Q(effective_from=None) | Q(effective_from__lte=on), Q(effective_until=None) | Q(effective_until__gte=on)
        )


class Requirement(models.Model):
    """One row of one edition, for reading and searching on the desk. The rules read the files of the edition."""

    rulebook = models.ForeignKey(
        RulebookEdition, models.CASCADE, related_name="requirements", verbose_name=_("edition")
    )
    requirement_id = models.CharField(_("id"), max_length=80)
    product_type = models.CharField(_("product type"), max_length=40)
    market = models.CharField(_("market"), max_length=10)
    route = models.CharField(_("route"), max_length=300)
    route_zh = models.CharField(_("Chinese name of the route"), max_length=300, blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    effective_from = models.DateField(_("from"), null=True)
    effective_until = models.DateField(_("until"), null=True)
    outcome = models.CharField(_("outcome"), max_length=30)
    combine = models.CharField(_("combines as"), max_length=20)
    confidence = models.CharField(_("confidence"), max_length=10)
    condition = models.JSONField(_("condition"), default=dict)
    buyer = models.JSONField(_("condition on the buyer's side"), default=dict)
    asks = models.JSONField(_("asks for"))
    notes = models.TextField(_("notes"), blank=True)
    sources = models.JSONField(_("sources"), default=list)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["market", "product_type", "requirement_id"]
        constraints = [
            models.UniqueConstraint(fields=["rulebook", "requirement_id"], name="requirement_once_per_edition")
        ]
        indexes = [models.Index(fields=["rulebook", "product_type", "market"], name="requirement_pair")]

    def __str__(self) -> str:
        return self.requirement_id
